//! A simulator in this process, on free ports.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tonic::transport::{Channel, Endpoint};
use tonic::Status;
use tonic_types::StatusExt;
use trivium_chassis::config::Environment;
use trivium_contracts::simulation::v1::simulation_service_client::SimulationServiceClient;
use trivium_contracts::simulation::v1::SimulateRequest;
use trivium_simulator::server::serve;
use trivium_simulator::settings::Settings;

pub struct Running {
    pub admin: SocketAddr,
    channel: Channel,
    settings: Settings,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

impl Running {
    pub async fn start(threads: usize, queue: usize) -> Self {
        let mut settings = Settings::read(Environment::new([])).unwrap();
        settings.threads = threads;
        settings.queue = queue;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let admin_listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let admin = admin_listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn({
            let settings = settings.clone();
            async move {
                let stop = async { stopped.await.unwrap() };
                serve(&settings, listener, admin_listener, stop).await.unwrap();
            }
        });
        let channel = Endpoint::from_shared(format!("http://{address}")).unwrap().connect_lazy();
        Self { admin, channel, settings, stop, server }
    }

    pub fn client(&self) -> SimulationServiceClient<Channel> {
        SimulationServiceClient::new(self.channel.clone())
    }

    pub fn max_paths_per_shard(&self) -> u32 {
        self.settings.max_paths_per_shard
    }

    /// The answer to a GET at the admin address, head and body.
    pub async fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.admin).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    /// Returns as soon as the metric has the value.
    pub async fn until_metric(&self, name: &str, value: &str) {
        let line = format!("{name} {value}");
        while !self.get("/metrics").await.lines().any(|found| found == line) {
            tokio::task::yield_now().await;
        }
    }

    /// Tells it to stop and waits until it has.
    pub async fn stop(self) {
        self.stop.send(()).unwrap();
        drop(self.channel);
        self.server.await.unwrap();
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

pub fn fields(status: &Status) -> Vec<String> {
    let request = status.get_details_bad_request().unwrap();
    request.field_violations.into_iter().map(|violation| violation.field).collect()
}
