//! Serves a contract, with health, reflection and the admin endpoints, until told to stop.

use std::convert::Infallible;
use std::future::Future;
use std::time::Duration;

use prometheus::Registry;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tonic::body::Body;
use tonic::codegen::http::{Request, Response};
use tonic::codegen::Service;
use tonic::server::NamedService;
use tonic::transport::server::TcpIncoming;
use tonic::transport::Server;
use tonic_health::server::health_reporter;
use tower::util::MapResponseLayer;

use crate::config::Common;
use crate::contract::Contract;
use crate::identity::Identity;
use crate::{drain, health};

/// The longest request that services take, unless they say otherwise. Bytes.
pub const MAX_REQUEST_BYTES: usize = 64 * 1024;

const MAX_STREAMS_PER_CONNECTION: u32 = 256;
const KEEPALIVE: Duration = Duration::from_secs(30);

/// Why a process ends before its time.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// Where a service listens.
pub struct Listeners {
    /// For gRPC.
    pub grpc: TcpListener,
    /// For health and metrics, over HTTP.
    pub admin: TcpListener,
}

impl Listeners {
    /// # Errors
    /// When an address is not to be had.
    pub async fn bind(common: &Common) -> std::io::Result<Self> {
        Ok(Self {
            grpc: TcpListener::bind(common.listen).await?,
            admin: TcpListener::bind(common.admin).await?,
        })
    }
}

/// Serves until `stop` resolves, then drains: no new work, and work in flight has
/// `drain_timeout` to finish.
///
/// # Errors
/// When a server cannot go on.
pub async fn serve<S>(
    service: S,
    registry: Registry,
    listeners: Listeners,
    stop: impl Future<Output = ()> + Send + 'static,
    drain_timeout: Duration,
) -> Result<(), Error>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible, Future: Send>,
    S: NamedService + Contract + Clone + Send + Sync + 'static,
{
    let (ready, readiness) = watch::channel(true);
    let admin_router = health::router(readiness.clone(), registry);
    let admin_server = tokio::spawn(async move { axum::serve(listeners.admin, admin_router).await });
    tokio::spawn(async move {
        stop.await;
        tracing::info!("draining");
        // The receivers live as long as the servers.
        let _ = ready.send(false);
    });
    let grpc = serve_grpc(service, listeners.grpc, readiness.clone());
    let drained = drain::bounded(grpc, stopping(readiness), drain_timeout).await;
    admin_server.abort();
    drained.unwrap_or(Ok(()))
}

async fn serve_grpc<S>(
    service: S,
    listener: TcpListener,
    readiness: watch::Receiver<bool>,
) -> Result<(), Error>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible, Future: Send>,
    S: NamedService + Contract + Clone + Send + Sync + 'static,
{
    let (reporter, health) = health_reporter();
    reporter.set_serving::<S>().await;
    let reflection = tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(S::DESCRIPTORS)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        .with_service_name(S::NAME)
        .with_service_name(tonic_health::pb::health_server::SERVICE_NAME)
        .build_v1()?;
    let stop = async move {
        stopping(readiness).await;
        reporter.set_not_serving::<S>().await;
    };
    let identity = Identity::of(S::HASH)?;
    Server::builder()
        .layer(MapResponseLayer::new(move |response| identity.sign(response)))
        .max_concurrent_streams(MAX_STREAMS_PER_CONNECTION)
        .http2_keepalive_interval(Some(KEEPALIVE))
        .add_service(health)
        .add_service(reflection)
        .add_service(service)
        .serve_with_incoming_shutdown(TcpIncoming::from(listener).with_nodelay(Some(true)), stop)
        .await?;
    Ok(())
}

/// Resolves when the service is no longer ready.
async fn stopping(mut readiness: watch::Receiver<bool>) {
    // An error means that the sender has gone, which also means stopping.
    let _ = readiness.wait_for(|ready| !ready).await;
}
