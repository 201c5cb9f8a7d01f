//! Instructions of a path-month, counted by callgrind. Seconds depend on the machine and its
//! other users; these depend on the compiler alone.

use std::process::Command;

use crate::compiler::example;
use crate::Skip;

/// The compiler that the baseline was counted with. Its patch releases do not matter.
const BASELINE_RUSTC: &str = "1.95";
/// Instructions of a path-month. Count again, with the compiler in use, after a change that
/// is meant: `cargo test --release --test compiled` prints what it found.
const BASELINE: [(&str, f64); 2] = [("scalar", 84.3), ("avx2", 32.9)];
/// A regression is more than this.
const TOLERANCE: f64 = 1.03;
/// What another compiler may do to the ratio of both.
const RATIO_TOLERANCE: f64 = 1.25;

const MONTHS: f64 = 480.0;
const FEW_PATHS: u32 = 64;
const MORE_PATHS: u32 = 576;

pub fn check() -> Result<(), Skip> {
    if !cfg!(target_arch = "x86_64") {
        return Err("the baseline is for x86_64".to_owned());
    }
    Command::new("valgrind").arg("--version").output().map_err(|_| "no valgrind")?;
    let found = BASELINE.map(|(isa, baseline)| (isa, baseline, instructions_a_path_month(isa)));
    println!("{found:?}");
    let [(_, scalar_baseline, scalar), (_, avx2_baseline, avx2)] = found;
    if rustc_version().starts_with(BASELINE_RUSTC) {
        for (isa, baseline, count) in found {
            assert!(count < baseline * TOLERANCE, "{isa}: {count:.2} instructions, not {baseline}");
            assert!(count > baseline / TOLERANCE, "{isa}: {count:.2} instructions; lower the baseline");
        }
    } else {
        let (ratio, baseline) = (scalar / avx2, scalar_baseline / avx2_baseline);
        assert!(ratio > baseline / RATIO_TOLERANCE, "AVX2 saves only {ratio:.2} times, not {baseline:.2}");
    }
    Ok(())
}

/// The difference of two shards, so that starting the process does not count.
fn instructions_a_path_month(isa: &str) -> f64 {
    let more = instructions(isa, MORE_PATHS) - instructions(isa, FEW_PATHS);
    more / (f64::from(MORE_PATHS - FEW_PATHS) * MONTHS)
}

fn instructions(isa: &str, paths: u32) -> f64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(example("shard"))
        .args([isa, &paths.to_string()])
        .output()
        .expect("valgrind");
    let text = String::from_utf8_lossy(&output.stderr);
    let collected = text.lines().find_map(|line| line.split("Collected :").nth(1));
    collected.and_then(|count| count.trim().parse().ok()).unwrap_or_else(|| panic!("no count in: {text}"))
}

fn rustc_version() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().expect("the compiler in use");
    String::from_utf8_lossy(&output.stdout).trim_start_matches("rustc ").to_owned()
}
