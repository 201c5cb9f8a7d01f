//! The contracts for Rust: a module and a feature for each package of `proto/`.

pub use packages::*;

#[allow(clippy::all, clippy::pedantic)]
mod packages {
    include!("gen/packages.rs");
}
