//! Tells callers who answers: which build, of what contract.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::{env, fs, io};

use tonic::codegen::http::{HeaderValue, Response};

/// What a program says of itself in the headers of its responses.
#[derive(Clone)]
pub struct Identity {
    build: HeaderValue,
    contract: HeaderValue,
}

impl Identity {
    /// That of this program, which serves a contract with this hash. Equal ids mean equal programs.
    ///
    /// # Errors
    /// When the program cannot be read.
    pub fn of(contract_hash: &'static str) -> io::Result<Self> {
        let mut hasher = DefaultHasher::new();
        fs::read(env::current_exe()?)?.hash(&mut hasher);
        let build = format!("{:016x}", hasher.finish());
        Ok(Self {
            build: HeaderValue::try_from(build).map_err(io::Error::other)?,
            contract: HeaderValue::from_static(contract_hash),
        })
    }

    /// A response that says who gives it.
    #[must_use]
    pub fn sign<B>(&self, mut response: Response<B>) -> Response<B> {
        let headers = response.headers_mut();
        headers.insert("x-build-id", self.build.clone());
        headers.insert("x-contract-hash", self.contract.clone());
        response
    }
}
