//! The adapter between gRPC and the kernel.

use std::time::Instant;

use prometheus::Registry;
use tonic::{Request, Response, Status};
use trivium_chassis::calls::Calls;
use trivium_chassis::errors;
use trivium_chassis::server::Error;
use trivium_chassis::workers::{stopped, Workers};
use trivium_contracts::simulation::v1::simulation_service_server::SimulationService;
use trivium_contracts::simulation::v1::{SimulateRequest, SimulateResponse};
use trivium_kernel::{simulate_on, Isa};

use crate::messages;
use crate::metrics::Metrics;
use crate::settings::Settings;

/// What metrics call this service.
const NAME: &str = "simulator";

/// Simulates shards.
#[derive(Clone)]
pub struct Simulator {
    calls: Calls,
    workers: Workers,
    metrics: Metrics,
    max_paths_per_shard: u32,
    isa: Isa,
}

#[tonic::async_trait]
impl SimulationService for Simulator {
    async fn simulate(
        &self,
        request: Request<SimulateRequest>,
    ) -> Result<Response<SimulateResponse>, Status> {
        self.calls.answer("simulate", request, |message| self.answer(message)).await
    }
}

impl Simulator {
    /// # Errors
    /// When threads cannot be started, or metrics not be registered.
    pub fn new(settings: &Settings, registry: &Registry) -> Result<Self, Error> {
        Ok(Self {
            calls: Calls::new(NAME, registry)?,
            workers: Workers::new(NAME, &settings.workers, registry)?,
            metrics: Metrics::new(registry)?,
            max_paths_per_shard: settings.max_paths_per_shard,
            isa: settings.isa,
        })
    }

    async fn answer(&self, message: SimulateRequest) -> Result<SimulateResponse, Status> {
        self.check(&message)?;
        let (isa, metrics) = (self.isa, self.metrics.clone());
        self.workers.run(move |stop| compute(isa, &message, stop, &metrics)).await
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
    let request = messages::request(message).validate().map_err(|_| stopped())?;
    let start = Instant::now();
    let response = simulate_on(isa, &request, stop).map_err(|_| stopped())?;
    metrics.computed(message.path_count, message.drift.len());
    Ok(messages::response(&response, isa, start.elapsed()))
}
