//! What the compiler made of the kernel: no fused operations, no more instructions than
//! before, the same bits on another architecture. What this machine lacks is skipped, and
//! says what to install.

// The minimum Rust version is the library's; tests run on any recent one.
#![allow(clippy::cast_precision_loss, clippy::incompatible_msrv)]

mod compiler;
mod emulated;
mod fused;
mod instructions;

use libtest_mimic::{Arguments, Completion, Failed, Trial};

/// Why a test cannot run here.
type Skip = String;

fn main() {
    let fused =
        fused::TARGETS.map(|target| trial(format!("fused::{}", target.name), move || fused::check(&target)));
    let mut trials = Vec::from(fused);
    trials.push(trial("instructions::a_path_month".into(), instructions::check));
    trials.push(trial("emulated::neon".into(), emulated::check));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn trial(name: String, check: impl FnOnce() -> Result<(), Skip> + Send + 'static) -> Trial {
    Trial::ignorable_test(name, move || -> Result<Completion, Failed> {
        Ok(check().map_or_else(Completion::ignored_with, |()| Completion::Completed))
    })
}
