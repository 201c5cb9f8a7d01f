//! Health, readiness and metrics over HTTP, apart from the service's own port.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::Router;
use prometheus::Registry;
use tokio::sync::watch;

use crate::metrics;

const PROBE_TIMEOUT: Duration = Duration::from_secs(2);

#[derive(Clone)]
struct Admin {
    ready: watch::Receiver<bool>,
    registry: Registry,
}

/// `/health` answers 200 while the process lives, `/ready` 200 while it takes work and
/// 503 otherwise, `/metrics` the registry's metrics.
pub fn router(ready: watch::Receiver<bool>, registry: Registry) -> Router {
    Router::new()
        .route("/health", get(|| async { "ok\n" }))
        .route("/ready", get(readiness))
        .route("/metrics", get(|State(admin): State<Admin>| async move { metrics::render(&admin.registry) }))
        .with_state(Admin { ready, registry })
}

async fn readiness(State(admin): State<Admin>) -> (StatusCode, &'static str) {
    if *admin.ready.borrow() {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    }
}

/// Asks a running service's `/ready`, for images that have no shell.
#[must_use]
pub fn probe(admin: SocketAddr) -> bool {
    ask(admin).is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

fn ask(admin: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&admin, PROBE_TIMEOUT)?;
    stream.set_read_timeout(Some(PROBE_TIMEOUT))?;
    stream.write_all(b"GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(4096).read_to_string(&mut answer)?;
    Ok(answer)
}
