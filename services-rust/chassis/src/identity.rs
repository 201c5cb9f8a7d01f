//! Tells callers who answers: which build, of what contract.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::{env, fs, io};

use tonic::codegen::http::{HeaderValue, Response};
use trivium_contracts::contract_hash;

/// What a program says of itself in the headers of its responses.
#[derive(Clone)]
pub struct Identity {
    build: HeaderValue,
    contract: HeaderValue,
}

impl Identity {
    /// That of this program, which serves a gRPC service such as
    /// `trivium.pricing.v1.PricingService`. Equal ids mean equal programs.
    ///
    /// # Errors
    /// When the program cannot be read.
    pub fn of(service: &str) -> io::Result<Self> {
        let mut hasher = DefaultHasher::new();
        fs::read(env::current_exe()?)?.hash(&mut hasher);
        let build = format!("{:016x}", hasher.finish());
        let package = service.rsplit_once('.').map_or(service, |(package, _)| package);
        Ok(Self {
            build: HeaderValue::try_from(build).map_err(io::Error::other)?,
            contract: HeaderValue::from_static(contract_hash::of(package).unwrap_or_default()),
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
