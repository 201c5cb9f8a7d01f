//! Compilers for any target, as `rustc-for` finds them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Skip;

/// A compiler that has the standard library of a target.
pub fn of_target(target: &str) -> Result<Compiler, Skip> {
    let compiler = Compiler { target: target.to_owned() };
    let found = compiler.command().arg("--version").output().expect("a script of this workspace");
    if found.status.success() {
        Ok(compiler)
    } else {
        Err(String::from_utf8_lossy(&found.stderr).trim().to_owned())
    }
}

pub struct Compiler {
    target: String,
}

impl Compiler {
    /// Compiles a file of this crate. The kernel has no dependencies, so this is all.
    pub fn compile(&self, file: &str, arguments: &[&str]) {
        let status = self
            .command()
            .args(["--edition=2021", "-Copt-level=3", "-Ccodegen-units=1", "--cap-lints=allow"])
            .args(arguments)
            .arg(file)
            .status()
            .expect("the compiler that was found");
        assert!(status.success(), "{} does not compile for {}", file, self.target);
    }

    fn command(&self) -> Command {
        let mut command = Command::new("../rustc-for");
        command.current_dir(env!("CARGO_MANIFEST_DIR")).arg(&self.target);
        command
    }
}

/// A folder for what one test compiles. Two tests cannot share it: beside its output a compiler
/// writes temporary files, and their names depend on the crate alone.
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
