//! Compiles every contract with protox: no protoc, no network.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use prost::Message;

const ROOT: &str = "../../proto";
const CONTRACTS: &str = "../../proto/trivium";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed={ROOT}");
    let descriptors = protox::compile(files_below(Path::new(CONTRACTS))?, [ROOT])?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("descriptors.bin"), descriptors.encode_to_vec())?;
    tonic_prost_build::configure().include_file("contracts.rs").compile_fds(descriptors)?;
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
