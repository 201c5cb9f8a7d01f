//! The same tests on every backend. What this processor lacks is skipped, and says so.

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

use libtest_mimic::{Arguments, Completion, Trial};
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
    let trials = Isa::NAMES
        .iter()
        .flat_map(|&isa| TESTS.map(|(name, test)| trial(format!("{isa}::{name}"), isa, test)))
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn trial(name: String, isa: &'static str, test: fn(Isa)) -> Trial {
    Trial::ignorable_test(name, move || match isa.parse() {
        Ok(isa) => {
            test(isa);
            Ok(Completion::Completed)
        }
        Err(_) => Ok(Completion::ignored_with(format!("this processor lacks {isa}"))),
    })
}
