//! Philox4x32-10, a counter-based random generator (Salmon et al. 2011).

use crate::block::{Words, LANES};

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const KEY_STEPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// Words from one counter.
pub const WORDS_PER_COUNTER: usize = 4;

/// The four words of a counter under a key.
#[inline(always)]
#[must_use]
pub fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    counter = round(counter, key);
    for _ in 1..ROUNDS {
        key = [key[0].wrapping_add(KEY_STEPS[0]), key[1].wrapping_add(KEY_STEPS[1])];
        counter = round(counter, key);
    }
    counter
}

#[inline(always)]
fn round(c: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let (high0, low0) = wide_product(MULTIPLIERS[0], c[0]);
    let (high1, low1) = wide_product(MULTIPLIERS[1], c[2]);
    [high1 ^ c[1] ^ key[0], low1, high0 ^ c[3] ^ key[1], low0]
}

#[inline(always)]
#[allow(clippy::cast_possible_truncation)]
fn wide_product(a: u32, b: u32) -> (u32, u32) {
    let product = u64::from(a) * u64::from(b);
    ((product >> 32) as u32, product as u32)
}

/// The low and the high half, in this order.
#[inline(always)]
#[must_use]
#[allow(clippy::cast_possible_truncation)]
pub fn halves(value: u64) -> [u32; 2] {
    [value as u32, (value >> 32) as u32]
}

/// The words of a year, from counter `first_counter` on, of `LANES` paths from
/// `first_path` on: `words[month][lane]`.
pub fn fill(words: &mut Words, first_path: u64, first_counter: u32, key: [u32; 2]) {
    for (counter, quarter) in (first_counter..).zip(words.chunks_exact_mut(WORDS_PER_COUNTER)) {
        for lane in 0..LANES {
            let path = halves(first_path.wrapping_add(lane as u64));
            let out = philox([counter, path[0], path[1], 0], key);
            for (month, word) in quarter.iter_mut().zip(out) {
                month[lane] = word;
            }
        }
    }
}
