//! Compiles `proto/` with protox: no protoc, no network.

use std::{env, fs, path::Path};

use prost::Message;

const ROOT: &str = "../../proto";
const FILES: [&str; 2] = ["trivium/simulation/v1/simulation_service.proto", "trivium/errors/v1/reason.proto"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed={ROOT}");
    let descriptors = protox::compile(FILES, [ROOT])?;
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("descriptors.bin"), descriptors.encode_to_vec())?;
    tonic_prost_build::configure().compile_fds(descriptors)?;
    Ok(())
}
