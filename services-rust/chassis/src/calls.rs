//! What is asked of a service: counted by how it ended, and logged with its trace.

use std::future::Future;

use prometheus::{IntCounterVec, Opts, Registry};
use tonic::{Code, Request, Response, Status};

use crate::trace;

/// The calls of a service.
#[derive(Clone)]
pub struct Calls {
    ended: IntCounterVec,
}

/// Counts a call under its code, also when its caller goes before the answer.
struct Outcome<'a> {
    calls: &'a Calls,
    code: Code,
}

impl Drop for Outcome<'_> {
    fn drop(&mut self) {
        self.calls.ended.with_label_values(&[&format!("{:?}", self.code)]).inc();
    }
}

impl Calls {
    /// Registers `trivium_SERVICE_requests_total`.
    ///
    /// # Errors
    /// When the service's name is not legal in a metric, or registered already.
    pub fn new(service: &str, registry: &Registry) -> Result<Self, prometheus::Error> {
        let name = format!("trivium_{service}_requests_total");
        let ended = IntCounterVec::new(Opts::new(name, "Calls that ended, by gRPC code."), &["code"])?;
        registry.register(Box::new(ended.clone()))?;
        Ok(Self { ended })
    }

    /// Answers a call of a method by a function of its message.
    ///
    /// # Errors
    /// Those of the function.
    pub async fn answer<Q, A, F>(
        &self,
        method: &'static str,
        request: Request<Q>,
        handle: impl FnOnce(Q) -> F,
    ) -> Result<Response<A>, Status>
    where
        F: Future<Output = Result<A, Status>>,
    {
        let mut outcome = Outcome { calls: self, code: Code::Cancelled };
        let trace_id = trace::trace_id(request.metadata()).to_owned();
        let result = handle(request.into_inner()).await;
        outcome.code = result.as_ref().map_or_else(Status::code, |_| Code::Ok);
        tracing::debug!(trace_id, method, code = ?outcome.code, "answered");
        result.map(Response::new)
    }
}
