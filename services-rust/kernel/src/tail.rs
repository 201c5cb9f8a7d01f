//! The tails of the normal distribution: 0.4 % of draws.

use crate::block::{Year, LANES, MAX_WIDTH};
use crate::limits::MONTHS_PER_YEAR;
use crate::normal::centred;
use crate::polynomial::horner;
use crate::vector::{Doubles, Simd, Words};

const TWO_TO_52: f64 = 4_503_599_627_370_496.0;

const T: [f64; 11] = [
    4.480314698572117,
    1.0671444540078663,
    -0.010061578224895985,
    0.0015997766123276632,
    -0.0002629413318910781,
    4.418977441118735e-05,
    -7.524961119538201e-06,
    1.285835994146515e-06,
    -2.3599600281539793e-07,
    4.9079782340136857e-08,
    -6.794680277382034e-09,
];
const L: [f64; 5] =
    [2.0000000000083595, 0.6666666524748752, 0.4000038467237519, 0.2853505103781631, 0.23616359099145984];

/// The draws of a year that fall into a tail. They are noted, found and mended in three
/// passes with hardly a branch on random data, which a processor cannot predict.
pub struct Tails {
    starts: List,
    positions: List,
}

struct List {
    items: Year<u16>,
    len: usize,
}

impl List {
    /// Adds an item, or lets the next one overwrite it.
    #[inline(always)]
    fn push_if(&mut self, keep: bool, item: usize) {
        self.items[self.len] = item as u16;
        self.len += usize::from(keep);
    }

    #[inline(always)]
    fn items(&self) -> &[u16] {
        &self.items[..self.len]
    }
}

impl Default for Tails {
    fn default() -> Self {
        let list = || List { items: [0; MONTHS_PER_YEAR * LANES], len: 0 };
        Self { starts: list(), positions: list() }
    }
}

impl Tails {
    /// Forgets everything.
    #[inline(always)]
    pub fn clear(&mut self) {
        self.starts.len = 0;
        self.positions.len = 0;
    }

    /// Notes whether the vector that starts here has a lane in a tail.
    #[inline(always)]
    pub fn suspect(&mut self, start: usize, has_tail: bool) {
        self.starts.push_if(has_tail, start);
    }

    /// Finds the draws in the noted vectors, whose lanes in a tail are the bits of `lanes`.
    #[inline(always)]
    pub fn find(&mut self, lanes: impl Fn(usize) -> u32) {
        for &start in self.starts.items() {
            let mut lanes = lanes(usize::from(start));
            while lanes != 0 {
                self.positions.push_if(true, usize::from(start) + lanes.trailing_zeros() as usize);
                lanes &= lanes - 1;
            }
        }
    }

    /// Puts the right normals where the draws were found.
    #[inline(always)]
    pub fn mend<S: Simd>(&self, simd: S, normals: &mut Year<f64>, words: &Year<u64>) {
        for positions in self.positions.items().chunks(S::WIDTH) {
            let (mut lanes, mut z) = ([0; MAX_WIDTH], [0.0; MAX_WIDTH]);
            for (lane, &position) in lanes.iter_mut().zip(positions) {
                *lane = words[usize::from(position)];
            }
            tail(simd, centred(simd, simd.load_words(&lanes))).store(&mut z[..S::WIDTH]);
            for (&z, &position) in z.iter().zip(positions) {
                normals[usize::from(position)] = z;
            }
        }
    }
}

/// The standard normal of a number beyond `1/2 - 2^-9` from the centre.
#[inline(always)]
fn tail<S: Simd>(simd: S, q: S::F64) -> S::F64 {
    let zero = simd.splat(0.0);
    let distance = q.max(zero - q);
    let t = (simd.splat(-2.0) * ln(simd, simd.splat(0.5) - distance)).sqrt() - simd.splat(5.0);
    let z = horner(simd, &T, t);
    q.select_less(zero, zero - z, z)
}

/// Natural logarithm of a positive normal number below 1; for the tails only.
#[inline(always)]
fn ln<S: Simd>(simd: S, x: S::F64) -> S::F64 {
    const SQRT_HALF_BITS: u64 = 0x3FE6_A09E_667F_3BCD;
    const EXPONENT_MASK: u64 = 0xFFF0_0000_0000_0000;
    const BIAS: f64 = 1024.0;
    let bits = x.to_bits();
    let distance = bits - simd.splat_word(SQRT_HALF_BITS);
    // The exponent is negative: with a bias, under the exponent of 2^52, it is a double.
    let biased = (distance + simd.splat_word((BIAS as u64) << 52)) >> 52;
    let exponent = (biased | simd.splat(TWO_TO_52).to_bits()).to_doubles() - simd.splat(TWO_TO_52 + BIAS);
    let mantissa = (bits - (distance & simd.splat_word(EXPONENT_MASK))).to_doubles();
    let one = simd.splat(1.0);
    let s = (mantissa - one) / (mantissa + one);
    exponent * simd.splat(core::f64::consts::LN_2) + s * horner(simd, &L, s * s)
}
