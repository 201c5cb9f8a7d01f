//! The adapter between gRPC and the kernel.

use std::time::{Duration, Instant};

use tonic::{Code, Request, Response, Status};
use trivium_chassis::errors::{self, ErrorReason};
use trivium_chassis::trace;
use trivium_contracts::simulation::v1::simulation_service_server::SimulationService;
use trivium_contracts::simulation::v1::{SimulateRequest, SimulateResponse};
use trivium_kernel::{simulate_on, Isa};

use crate::admission::Admission;
use crate::messages;
use crate::metrics::{Metrics, Present};
use crate::pool::Pool;

/// When a refused caller should try again: about the time of a shard.
const RETRY_DELAY: Duration = Duration::from_millis(20);

/// Simulates shards.
#[derive(Clone)]
pub struct Simulator {
    /// Who gets in.
    pub admission: Admission,
    /// Where shards are computed.
    pub pool: Pool,
    /// What is counted.
    pub metrics: Metrics,
    /// Largest shard that is accepted. Paths.
    pub max_paths_per_shard: u32,
    /// The instruction set that computes.
    pub isa: Isa,
}

/// Counts a call under its code, also when its caller goes before the answer.
struct Outcome<'a> {
    metrics: &'a Metrics,
    code: Code,
}

impl Drop for Outcome<'_> {
    fn drop(&mut self) {
        self.metrics.answered(self.code);
    }
}

#[tonic::async_trait]
impl SimulationService for Simulator {
    async fn simulate(
        &self,
        request: Request<SimulateRequest>,
    ) -> Result<Response<SimulateResponse>, Status> {
        let mut outcome = Outcome { metrics: &self.metrics, code: Code::Cancelled };
        let trace_id = trace::trace_id(request.metadata()).to_owned();
        let result = self.answer(request.into_inner()).await;
        outcome.code = result.as_ref().map_or_else(Status::code, |_| Code::Ok);
        tracing::debug!(trace_id, code = ?outcome.code, "simulate");
        result.map(Response::new)
    }
}

impl Simulator {
    async fn answer(&self, message: SimulateRequest) -> Result<SimulateResponse, Status> {
        self.check(&message)?;
        let place = self.admission.enter().map_err(|_| busy())?;
        let _present = Present::new(&self.metrics.in_flight);
        let turn = place.turn().await;
        let (isa, metrics) = (self.isa, self.metrics.clone());
        self.pool.run(turn, move |stop| compute(isa, &message, stop, &metrics)).await.map_err(|_| {
            errors::status(Code::Internal, ErrorReason::Internal, "the shard could not be computed")
        })?
    }

    fn check(&self, message: &SimulateRequest) -> Result<(), Status> {
        let mut faults: Vec<(String, String)> = match messages::request(message).validate() {
            Ok(_) => Vec::new(),
            Err(faults) => faults.into_iter().map(|f| (f.field.to_owned(), f.description)).collect(),
        };
        if message.path_count > self.max_paths_per_shard {
            faults.push((
                "path_count".to_owned(),
                format!("must be at most {} on this server", self.max_paths_per_shard),
            ));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(errors::invalid_fields(faults))
        }
    }
}

fn compute(
    isa: Isa,
    message: &SimulateRequest,
    stop: &dyn Fn() -> bool,
    metrics: &Metrics,
) -> Result<SimulateResponse, Status> {
    let _computing = Present::new(&metrics.computing);
    let request = messages::request(message).validate().map_err(|_| stopped())?;
    let start = Instant::now();
    let response = simulate_on(isa, &request, stop).map_err(|_| stopped())?;
    let time = start.elapsed();
    metrics.computed(message.path_count, message.drift.len(), time);
    Ok(messages::response(&response, isa, time))
}

fn busy() -> Status {
    let message = "every thread is busy and the queue is full";
    errors::retry_later(Code::ResourceExhausted, ErrorReason::SimulatorBusy, message, RETRY_DELAY)
}

fn stopped() -> Status {
    errors::status(Code::Cancelled, ErrorReason::Cancelled, "the caller has gone")
}
