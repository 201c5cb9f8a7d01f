//! Stopping without dropping work: a signal, then a bounded drain.

use std::future::Future;
use std::time::Duration;

use tokio::signal::unix::{signal, SignalKind};

/// Resolves at SIGTERM or SIGINT.
///
/// # Errors
/// When the process may not listen for signals.
pub fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => (),
            _ = interrupt.recv() => (),
        }
    })
}

/// Waits for work in flight, at most `timeout` after `stopping` resolves; warns and gives
/// up after that.
pub async fn bounded<T>(
    work: impl Future<Output = T>,
    stopping: impl Future<Output = ()>,
    timeout: Duration,
) -> Option<T> {
    let overrun = async {
        stopping.await;
        tokio::time::sleep(timeout).await;
    };
    tokio::select! {
        done = work => Some(done),
        () = overrun => {
            tracing::warn!(timeout_ms = timeout.as_millis(), "drain overran: work in flight is dropped");
            None
        }
    }
}
