//! Compiles every contract with protox: no protoc, no network.

mod bounds;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use protox::Compiler;

const ROOT: &str = "../../proto";
const CONTRACTS: &str = "../../proto/trivium";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed={ROOT}");
    let mut compiler = Compiler::new([ROOT])?;
    compiler
        .include_imports(true)
        .include_source_info(true)
        .open_files(files_below(Path::new(CONTRACTS))?)?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("descriptors.bin"), compiler.encode_file_descriptor_set())?;
    fs::write(out.join("bounds.rs"), bounds::implementations(&compiler.descriptor_pool())?)?;
    tonic_prost_build::configure()
        .include_file("contracts.rs")
        .compile_fds(compiler.file_descriptor_set())?;
    Ok(())
}

/// Files below a folder, in an order that does not change.
fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            files.extend(files_below(&entry)?);
        } else {
            files.push(entry);
        }
    }
    Ok(files)
}
