//! NEON under an emulator: the same random requests, the same checksums.

use std::io;
use std::process::{Command, Output};

use crate::{compiler, Skip};

const TARGET: &str = "aarch64-unknown-linux-gnu";
const EMULATOR: &str = "qemu-aarch64";
const LINKER: &str = "aarch64-linux-gnu-gcc";
const FIRST_NUMBER: &str = "1";
const CASES: &str = "50";

pub fn check() -> Result<(), Skip> {
    let rustc = compiler::of_target(TARGET)?;
    for tool in [EMULATOR, LINKER] {
        Command::new(tool).arg("--version").output().map_err(|_| format!("no {tool}"))?;
    }
    let folder = compiler::folder("emulated");
    let (library, program) = (folder.join("libtrivium_kernel.rlib"), folder.join("fuzz"));
    let (library, program) = (library.display().to_string(), program.display().to_string());
    rustc.compile(
        "src/lib.rs",
        &["--crate-type=rlib", "--crate-name=trivium_kernel", "--cfg=feature=\"std\"", "-o", &library],
    );
    let with_kernel = format!("trivium_kernel={library}");
    let linker = format!("-Clinker={LINKER}");
    let statically = ["-Ctarget-feature=+crt-static", &linker, "--extern", &with_kernel, "-o", &program];
    rustc.compile("examples/fuzz.rs", &statically);

    let emulated = Command::new(EMULATOR).args([&program, FIRST_NUMBER, CASES]).output();
    let here = Command::new(compiler::example("fuzz")).args([FIRST_NUMBER, CASES]).output();
    assert_eq!(last_line(emulated), last_line(here));
    Ok(())
}

/// The checksum over all cases, when every backend agreed; else the difference.
fn last_line(output: io::Result<Output>) -> String {
    let output = output.expect("a program that can be run");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    text.lines().last().expect("a checksum").to_owned()
}
