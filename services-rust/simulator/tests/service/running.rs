//! A simulator in this process.

use std::ops::Deref;

use tonic::transport::Channel;
use trivium_chassis::config::Environment;
use trivium_chassis::running;
use trivium_contracts::simulation::v1::simulation_service_client::SimulationServiceClient;
use trivium_contracts::simulation::v1::SimulateRequest;
use trivium_simulator::server::serve;
use trivium_simulator::settings::Settings;

pub struct Running {
    process: running::Running,
    settings: Settings,
}

impl Running {
    pub async fn start(threads: usize, queue: usize) -> Self {
        let mut settings = Settings::read(Environment::new([])).unwrap();
        settings.workers.threads = threads;
        settings.workers.queue = queue;
        let told = settings.clone();
        let process = running::Running::start(|listeners, stop| serve(told, listeners, stop)).await;
        Self { process, settings }
    }

    pub fn client(&self) -> SimulationServiceClient<Channel> {
        SimulationServiceClient::new(self.channel())
    }

    pub fn max_paths_per_shard(&self) -> u32 {
        self.settings.max_paths_per_shard
    }

    pub async fn stop(self) {
        self.process.stop().await;
    }
}

impl Deref for Running {
    type Target = running::Running;

    fn deref(&self) -> &running::Running {
        &self.process
    }
}

pub fn legal() -> SimulateRequest {
    SimulateRequest {
        initial_balance: 150_000.0,
        drift: vec![0.004; 24],
        volatility: vec![0.05; 24],
        flow: vec![-5_000.0; 24],
        seed: 1,
        first_path: 0,
        path_count: 1000,
    }
}

/// Seconds of work on the fastest processor, unless stopped.
pub fn long() -> SimulateRequest {
    SimulateRequest {
        drift: vec![0.004; 1200],
        volatility: vec![0.05; 1200],
        flow: vec![0.0; 1200],
        path_count: 1 << 20,
        ..legal()
    }
}
