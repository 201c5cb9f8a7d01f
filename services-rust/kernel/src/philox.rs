//! Philox4x32-10, a counter-based random generator (Salmon et al. 2011).
//!
//! Its 32-bit words are the low halves of 64-bit lanes; the high halves hold leftovers,
//! which nothing reads.

use crate::block::{Lanes, Year, LANES};
use crate::vector::{Simd, Words};

const MULTIPLIERS: [u64; 2] = [0xD251_1F53, 0xCD9E_8D57];
const KEY_STEPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// Words from one counter.
pub const WORDS_PER_COUNTER: usize = 4;

/// The keys of the rounds.
pub type Keys = [[u64; 2]; ROUNDS];

/// The keys that follow from a seed, whose low half is the first.
#[must_use]
pub fn keys(seed: u64) -> Keys {
    let mut key = [seed as u32, (seed >> 32) as u32];
    let mut keys = [[0; 2]; ROUNDS];
    for round in &mut keys {
        *round = [u64::from(key[0]), u64::from(key[1])];
        key = [key[0].wrapping_add(KEY_STEPS[0]), key[1].wrapping_add(KEY_STEPS[1])];
    }
    keys
}

/// The four words of a counter.
#[inline(always)]
#[must_use]
pub fn philox<S: Simd>(simd: S, counter: [S::U64; 4], keys: &Keys) -> [S::U64; 4] {
    rounds(simd, counter, keys)
}

#[inline(always)]
fn rounds<S: Simd>(simd: S, mut c: [S::U64; 4], keys: &[[u64; 2]]) -> [S::U64; 4] {
    for key in keys {
        let product0 = c[0].mul_low_halves(simd.splat_word(MULTIPLIERS[0]));
        let product1 = c[2].mul_low_halves(simd.splat_word(MULTIPLIERS[1]));
        c = [
            (product1 >> 32) ^ (c[1] ^ simd.splat_word(key[0])),
            product1,
            (product0 >> 32) ^ (c[3] ^ simd.splat_word(key[1])),
            product0,
        ];
    }
    c
}

/// The random streams of a block of paths. The counter of month m of path p is
/// `(m / 4, low half of p, high half of p, 0)`, so half of the first two rounds depends on
/// the path alone, and is done once.
pub struct Streams {
    /// Word 1 after the first round.
    c1: Lanes<u64>,
    /// Product of word 0 and its multiplier in the second round.
    product0: Lanes<u64>,
}

impl Streams {
    /// The streams of the paths from `first_path` on.
    #[inline(always)]
    #[must_use]
    pub fn new<S: Simd>(simd: S, first_path: u64, keys: &Keys) -> Self {
        let mut streams = Self { c1: [0; LANES], product0: [0; LANES] };
        let mut paths = [0; LANES];
        for (path, number) in paths.iter_mut().zip(first_path..) {
            *path = number;
        }
        let out = streams.c1.chunks_exact_mut(S::WIDTH).zip(streams.product0.chunks_exact_mut(S::WIDTH));
        for (path, (c1, product0)) in paths.chunks_exact(S::WIDTH).zip(out) {
            let path = simd.load_words(path);
            let product1 = (path >> 32).mul_low_halves(simd.splat_word(MULTIPLIERS[1]));
            let c0 = (product1 >> 32) ^ path ^ simd.splat_word(keys[0][0]);
            product1.store(c1);
            c0.mul_low_halves(simd.splat_word(MULTIPLIERS[0])).store(product0);
        }
        streams
    }

    /// The words of a year whose first counter is `first_counter`.
    #[inline(always)]
    pub fn fill<S: Simd>(&self, simd: S, words: &mut Year<u64>, first_counter: u64, keys: &Keys) {
        let quarters = words.chunks_exact_mut(WORDS_PER_COUNTER * LANES);
        for (counter, quarter) in (first_counter..).zip(quarters) {
            let product0 = counter * MULTIPLIERS[0];
            let c2 = (product0 >> 32) ^ keys[0][1];
            let product1 = c2 * MULTIPLIERS[1];
            for lane in (0..LANES).step_by(S::WIDTH) {
                let path_product0 = simd.load_words(&self.product0[lane..]);
                let third_round = [
                    simd.load_words(&self.c1[lane..]) ^ simd.splat_word((product1 >> 32) ^ keys[1][0]),
                    simd.splat_word(product1),
                    (path_product0 >> 32) ^ simd.splat_word(product0 ^ keys[1][1]),
                    path_product0,
                ];
                let months = quarter.chunks_exact_mut(LANES);
                for (month, word) in months.zip(rounds(simd, third_round, &keys[2..])) {
                    word.store(&mut month[lane..lane + S::WIDTH]);
                }
            }
        }
    }
}
