//! Each stage against known answers or an obvious oracle, every value in every lane.

use serde::Deserialize;
use trivium_kernel::block::{Lanes, LANES};
use trivium_kernel::exp2::exp2;
use trivium_kernel::histogram::{self, lower_edge, BINS};
use trivium_kernel::limits::MONTHS_PER_YEAR;
use trivium_kernel::philox::{self, philox, Streams};
use trivium_kernel::tail::Tails;
use trivium_kernel::vector::{Doubles, Simd, Words, Work};
use trivium_kernel::{normal, Isa};

const YEAR: usize = MONTHS_PER_YEAR * LANES;

#[derive(Deserialize)]
struct Draws {
    normal: Vec<(String, String)>,
    exp2: Vec<(String, String)>,
}

fn draws() -> Draws {
    serde_json::from_str(include_str!("../../../../tests/conformance/draws.json")).unwrap()
}

fn bits(hex: &str) -> u64 {
    u64::from_str_radix(hex, 16).expect("hexadecimal bits")
}

pub fn known_normals(isa: Isa) {
    let draws = draws();
    let known: Vec<(u64, u64)> = draws.normal.iter().map(|(word, z)| (bits(word), bits(z))).collect();
    // Every draw visits every lane, with leftovers above it.
    for shift in 0..known.len().max(LANES) {
        let mut words = [0; YEAR];
        for (i, word) in words.iter_mut().enumerate() {
            *word = known[(i + shift) % known.len()].0 | 0xABCD_0123_0000_0000;
        }
        let normals = isa.run(Normals(&words));
        for (i, z) in normals.iter().enumerate() {
            let (word, expected) = known[(i + shift) % known.len()];
            assert_eq!(z.to_bits(), expected, "normal of {word:08x} in lane {}", i % LANES);
        }
    }
}

struct Normals<'a>(&'a [u64; YEAR]);

impl Work for Normals<'_> {
    type Output = [f64; YEAR];

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> [f64; YEAR] {
        let mut normals = [0.0; YEAR];
        normal::fill(simd, &mut normals, self.0, &mut Tails::default());
        normals
    }
}

pub fn known_powers(isa: Isa) {
    for (x, y) in draws().exp2 {
        for power in isa.run(Powers(f64::from_bits(bits(&x)))) {
            assert_eq!(power.to_bits(), bits(&y), "exp2 of {x}");
        }
    }
}

struct Powers(f64);

impl Work for Powers {
    type Output = Lanes<f64>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Lanes<f64> {
        let mut powers = [0.0; LANES];
        for lanes in powers.chunks_exact_mut(S::WIDTH) {
            exp2(simd, simd.splat(self.0)).store(lanes);
        }
        powers
    }
}

/// Random123's `kat_vectors`.
pub fn published_philox_answers(isa: Isa) {
    let known = [
        ([0; 4], 0, [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]),
        ([u32::MAX; 4], u64::MAX, [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]),
        (
            [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
            0x299f31d0_a4093822,
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
        ),
    ];
    for (counter, seed, words) in known {
        assert_eq!(isa.run(Philox { counter, seed }), words);
    }
}

struct Philox {
    counter: [u32; 4],
    seed: u64,
}

impl Work for Philox {
    type Output = [u32; 4];

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> [u32; 4] {
        let keys = philox::keys(self.seed);
        let counter = self.counter.map(|word| simd.splat_word(u64::from(word)));
        philox(simd, counter, &keys).map(|word| {
            let mut lanes = [0; LANES];
            word.store(&mut lanes[..S::WIDTH]);
            lanes[0] as u32
        })
    }
}

/// What a year's words take from the first two rounds once changes no word.
pub fn streams_are_philox(isa: Isa) {
    for first_path in [0, 1, (1 << 32) - 3, (1 << 40) + 17, (1 << 63) - LANES as u64] {
        let words = isa.run(YearWords { first_path, seed: 0x0123_4567_89AB_CDEF, first_counter: 294 });
        for (i, word) in words.iter().enumerate() {
            let (month, path) = (i / LANES, first_path + (i % LANES) as u64);
            let counter = [294 + month as u32 / 4, path as u32, (path >> 32) as u32, 0];
            let expected = isa.run(Philox { counter, seed: 0x0123_4567_89AB_CDEF });
            assert_eq!(*word as u32, expected[month % 4], "month {month} of path {path}");
        }
    }
}

struct YearWords {
    first_path: u64,
    seed: u64,
    first_counter: u64,
}

impl Work for YearWords {
    type Output = [u64; YEAR];

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> [u64; YEAR] {
        let keys = philox::keys(self.seed);
        let mut words = [0; YEAR];
        Streams::new(simd, self.first_path, &keys).fill(simd, &mut words, self.first_counter, &keys);
        words
    }
}

/// Bins against the contract's sentence, at every edge and its neighbours.
pub fn bins_at_every_edge(isa: Isa) {
    let mut balances = vec![0.0, f64::from_bits(1), f64::MIN_POSITIVE, 1.0, f64::MAX, f64::INFINITY];
    for bin in 2..BINS {
        let edge = lower_edge(bin);
        balances.extend([f64::from_bits(edge.to_bits() - 1), edge, f64::from_bits(edge.to_bits() + 1)]);
    }
    for balance in balances {
        let counts = isa.run(Count(&[balance; LANES]));
        let bin = (0..BINS).rev().find(|&bin| balance >= lower_edge(bin) && (bin != 1 || balance > 0.0));
        assert_eq!(counts[bin.unwrap()], LANES as u32, "bin of {balance:e}");
    }
}

struct Count<'a>(&'a Lanes<f64>);

impl Work for Count<'_> {
    type Output = [u32; BINS];

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> [u32; BINS] {
        let mut counts = [0; BINS];
        histogram::count(simd, &mut counts, self.0, LANES);
        counts
    }
}
