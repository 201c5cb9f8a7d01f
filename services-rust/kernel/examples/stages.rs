//! Prints what each stage costs on each instruction set of this processor:
//! `cargo run --release --example stages`.

// The minimum Rust version is the library's; this runs on any recent one.
#![allow(clippy::incompatible_msrv, clippy::cast_precision_loss)]

mod timing;

use std::hint::black_box;

use timing::Least;
use trivium_kernel::balance::{Balances, Month};
use trivium_kernel::block::{Year, LANES};
use trivium_kernel::histogram::{self, BINS};
use trivium_kernel::limits::MONTHS_PER_YEAR;
use trivium_kernel::philox::{self, Streams};
use trivium_kernel::tail::Tails;
use trivium_kernel::vector::{Simd, Work};
use trivium_kernel::{normal, Isa};

const ROUNDS: usize = 400;
const YEARS: usize = 64;
const MONTH: Month = Month { drift: 0.005, volatility: 0.06, flow: -900.0 };
const STAGES: [&str; 4] = ["words", "normals", "balances", "bins"];

const YEAR: usize = MONTHS_PER_YEAR * LANES;

#[repr(C, align(64))]
struct Space {
    words: Year<u64>,
    normals: Year<f64>,
}

/// Times every stage over the same year of the same block, again and again.
struct Stages<'a>(&'a mut [Least; STAGES.len()]);

impl Work for Stages<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let [words_time, normals_time, balances_time, bins_time] = self.0;
        let keys = philox::keys(1);
        let streams = Streams::new(simd, 0, &keys);
        let mut space = Space { words: [0; YEAR], normals: [0.0; YEAR] };
        let Space { words, normals } = &mut space;
        let mut tails = Tails::default();
        let mut balances = Balances::new(150_000.0);
        let mut counts = [0; BINS];
        let units = (YEARS * MONTHS_PER_YEAR * LANES) as f64;

        words_time.time(
            units,
            #[inline(always)]
            || {
                for year in 0..YEARS {
                    streams.fill(simd, words, 3 * year as u64, &keys);
                    black_box(&mut *words);
                }
            },
        );
        normals_time.time(
            units,
            #[inline(always)]
            || {
                for _ in 0..YEARS {
                    normal::fill(simd, normals, black_box(words), &mut tails);
                    black_box(&mut *normals);
                }
            },
        );
        balances_time.time(
            units,
            #[inline(always)]
            || {
                for _ in 0..YEARS {
                    for normals in black_box(&*normals).chunks_exact(LANES) {
                        balances.advance(simd, MONTH, normals);
                    }
                }
            },
        );
        bins_time.time(
            units,
            #[inline(always)]
            || {
                for _ in 0..YEARS {
                    histogram::count(simd, &mut counts, black_box(&balances.now), LANES);
                }
            },
        );
    }
}

fn main() {
    let isas: Vec<Isa> = Isa::available().collect();
    let mut times = vec![[Least::NONE; STAGES.len()]; isas.len()];
    for _ in 0..ROUNDS {
        for (isa, times) in isas.iter().zip(&mut times) {
            isa.run(Stages(times));
        }
    }
    println!("{:12}{}", "", STAGES.map(|stage| format!("{stage:>12}")).concat());
    for (isa, times) in isas.iter().zip(times) {
        println!("{:12}{}  cycles", isa.name(), times.map(|t| format!("{:12.2}", t.cycles())).concat());
        println!("{:12}{}  ns", "", times.map(|t| format!("{:12.2}", t.nanos)).concat());
    }
}
