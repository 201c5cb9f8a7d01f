//! Serves a simulator until it is told to stop.

use std::future::Future;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tonic::transport::server::TcpIncoming;
use tonic::transport::Server;
use tonic_health::server::health_reporter;
use trivium_chassis::{drain, health};
use trivium_contracts::simulation::v1::simulation_service_server::SimulationServiceServer;
use trivium_contracts::FILE_DESCRIPTOR_SET;

use crate::admission::Admission;
use crate::metrics::Metrics;
use crate::pool::Pool;
use crate::service::Simulator;
use crate::settings::Settings;

/// The longest request: 1,200 months of three doubles, and some room.
const MAX_REQUEST_BYTES: usize = 64 * 1024;
/// The longest answer: 100 years of 512 counts, and some room.
const MAX_RESPONSE_BYTES: usize = 512 * 1024;
const MAX_STREAMS_PER_CONNECTION: u32 = 256;
const KEEPALIVE: Duration = Duration::from_secs(30);

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Serves gRPC and the admin endpoints until `stop` resolves, then drains: no new work,
/// and work in flight has `drain_timeout` to finish.
///
/// # Errors
/// When a server cannot go on.
pub async fn serve(
    settings: &Settings,
    listener: TcpListener,
    admin: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error> {
    let metrics = Metrics::new(settings.threads)?;
    let (ready, readiness) = watch::channel(true);
    let admin_router = health::router(readiness.clone(), metrics.registry.clone());
    let admin_server = tokio::spawn(async move { axum::serve(admin, admin_router).await });
    tokio::spawn(async move {
        stop.await;
        tracing::info!("draining");
        // The receivers live as long as the servers.
        let _ = ready.send(false);
    });
    let simulator = Simulator {
        admission: Admission::new(settings.threads, settings.queue),
        pool: Pool::new(settings.threads)?,
        metrics,
        max_paths_per_shard: settings.max_paths_per_shard,
        isa: settings.isa,
    };
    let grpc = serve_grpc(simulator, listener, readiness.clone());
    let drained = drain::bounded(grpc, stopping(readiness), settings.common.drain_timeout).await;
    admin_server.abort();
    drained.unwrap_or(Ok(()))
}

async fn serve_grpc(
    simulator: Simulator,
    listener: TcpListener,
    readiness: watch::Receiver<bool>,
) -> Result<(), Error> {
    let (reporter, health) = health_reporter();
    reporter.set_serving::<SimulationServiceServer<Simulator>>().await;
    let reflection = tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        .build_v1()?;
    let simulation = SimulationServiceServer::new(simulator)
        .max_decoding_message_size(MAX_REQUEST_BYTES)
        .max_encoding_message_size(MAX_RESPONSE_BYTES);
    let stop = async move {
        stopping(readiness).await;
        reporter.set_not_serving::<SimulationServiceServer<Simulator>>().await;
    };
    Server::builder()
        .max_concurrent_streams(MAX_STREAMS_PER_CONNECTION)
        .http2_keepalive_interval(Some(KEEPALIVE))
        .add_service(health)
        .add_service(reflection)
        .add_service(simulation)
        .serve_with_incoming_shutdown(TcpIncoming::from(listener).with_nodelay(Some(true)), stop)
        .await?;
    Ok(())
}

/// Resolves when the service is no longer ready.
async fn stopping(mut readiness: watch::Receiver<bool>) {
    // An error means that the sender has gone, which also means stopping.
    let _ = readiness.wait_for(|ready| !ready).await;
}
