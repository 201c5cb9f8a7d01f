//! The same tests on every backend that this processor has; the others are named. All of
//! them are compiled and read by `tests/compiled`.

// The minimum Rust version is the library's; tests run on any recent one.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::incompatible_msrv,
    clippy::unusual_byte_groupings
)]

mod differential;
mod properties;
mod stages;
mod vectors;

use libtest_mimic::{Arguments, Trial};
use trivium_kernel::Isa;

type Test = (&'static str, fn(Isa));

const TESTS: [Test; 11] = [
    ("every_vector", vectors::every_vector),
    ("published_philox_answers", stages::published_philox_answers),
    ("streams_are_philox", stages::streams_are_philox),
    ("known_normals", stages::known_normals),
    ("known_powers", stages::known_powers),
    ("bins_at_every_edge", stages::bins_at_every_edge),
    ("any_split_merges_to_the_same_bits", properties::any_split_merges_to_the_same_bits),
    ("paths_do_not_influence_each_other", properties::paths_do_not_influence_each_other),
    ("a_traced_path_is_the_path_in_the_shard", properties::a_traced_path_is_the_path_in_the_shard),
    ("every_path_is_counted_every_year", properties::every_path_is_counted_every_year),
    ("random_requests_like_scalar", differential::random_requests),
];

fn main() {
    for name in Isa::NAMES.iter().filter(|name| name.parse::<Isa>().is_err()) {
        println!("not tested on {name}: this processor has no such instructions");
    }
    let trials = Isa::available()
        .flat_map(|isa| TESTS.map(|(name, test)| trial(&format!("{}::{name}", isa.name()), isa, test)))
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn trial(name: &str, isa: Isa, test: fn(Isa)) -> Trial {
    Trial::test(name, move || {
        test(isa);
        Ok(())
    })
}
