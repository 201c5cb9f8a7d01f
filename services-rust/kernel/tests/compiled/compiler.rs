//! Compilers for any target: the one in use, or the system's.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Skip;

/// A compiler that has the standard library of a target.
pub fn of_target(target: &str) -> Result<Compiler, Skip> {
    let in_use = env::var_os("RUSTC").map_or_else(|| PathBuf::from("rustc"), PathBuf::from);
    [in_use, PathBuf::from("/usr/bin/rustc")]
        .into_iter()
        .find(|rustc| has_library(rustc, target))
        .map(|rustc| Compiler { rustc, target: target.to_owned() })
        .ok_or(format!("no Rust library for it; rustup target add {target}"))
}

fn has_library(rustc: &Path, target: &str) -> bool {
    let output = Command::new(rustc).args(["--print", "target-libdir", "--target", target]).output();
    output.map_or(false, |output| {
        let libraries = String::from_utf8_lossy(&output.stdout).into_owned();
        output.status.success() && Path::new(libraries.trim()).is_dir()
    })
}

pub struct Compiler {
    rustc: PathBuf,
    target: String,
}

impl Compiler {
    /// Compiles a file of this crate. The kernel has no dependencies, so this is all.
    pub fn compile(&self, file: &str, arguments: &[&str]) {
        let status = Command::new(&self.rustc)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["--edition=2021", "-Copt-level=3", "-Ccodegen-units=1", "--cap-lints=allow"])
            .args(["--target", &self.target])
            .args(arguments)
            .arg(file)
            .status()
            .expect("the compiler that was found");
        assert!(status.success(), "{} does not compile for {}", file, self.target);
    }
}

/// A folder for what a test compiles.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("a writable target folder");
    folder
}

/// An example of this crate, which the test command builds first.
pub fn example(name: &str) -> PathBuf {
    let test = env::current_exe().expect("a running test");
    let profile = test.ancestors().nth(2).expect("target/PROFILE/deps/TEST");
    profile.join("examples").join(name)
}
