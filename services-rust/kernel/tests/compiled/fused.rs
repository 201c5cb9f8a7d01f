//! The contract forbids fused multiply-add: it rounds once where the contract rounds twice.

use std::fs;

use crate::{compiler, Skip};

/// What to compile, and how to know a backend's code in the listing.
pub struct Target {
    pub name: &'static str,
    triple: &'static str,
    features: &'static [&'static str],
    /// An operation on a register of each backend.
    backends: &'static [(&'static str, &'static str)],
}

/// Each with fused instructions allowed wherever the architecture has them.
pub const TARGETS: [Target; 3] = [
    Target {
        name: "x86_64",
        triple: "x86_64-unknown-linux-gnu",
        features: &["-Ctarget-cpu=x86-64-v4", "--cfg=feature=\"avx512\"", "--cfg=feature=\"std\""],
        backends: &[("vmulpd", "%zmm"), ("vmulpd", "%ymm"), ("vmulsd", "%xmm")],
    },
    Target {
        name: "aarch64",
        triple: "aarch64-unknown-linux-gnu",
        features: &["--cfg=feature=\"std\""],
        backends: &[("fmul", ".2d")],
    },
    Target {
        name: "wasm32",
        triple: "wasm32-unknown-unknown",
        features: &["-Ctarget-feature=+simd128,+relaxed-simd"],
        backends: &[("f64x2.mul", ""), ("f64.mul", "")],
    },
];

/// Mnemonics of fused operations begin like this.
const FUSED: [&str; 13] = [
    "vfmadd",
    "vfmsub",
    "vfnmadd",
    "vfnmsub",
    "vfmaddsub",
    "vfmsubadd",
    "fmadd",
    "fmsub",
    "fnmadd",
    "fnmsub",
    "fmla",
    "fmls",
    "f64x2.relaxed_",
];

pub fn check(target: &Target) -> Result<(), Skip> {
    let rustc = compiler::of_target(target.triple)?;
    let listing = compiler::folder(&format!("fused-{}", target.name)).join("kernel.s");
    let output = format!("asm={}", listing.display());
    let fixed = ["--crate-type=lib", "--crate-name=trivium_kernel", "--emit", &output];
    rustc.compile("src/lib.rs", &[&fixed, target.features].concat());

    let listing = fs::read_to_string(listing).expect("the listing");
    let instructions: Vec<&str> = listing.lines().map(str::trim).collect();
    let fused = instructions.iter().find(|line| FUSED.iter().any(|fused| line.starts_with(fused)));
    assert_eq!(fused, None, "a fused operation");
    for (operation, register) in target.backends {
        let found = instructions.iter().any(|line| line.starts_with(operation) && line.contains(register));
        assert!(found, "no {operation} of {register}: the listing is not the kernel's");
    }
    Ok(())
}
