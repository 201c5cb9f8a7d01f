//! A service as a process: `SERVICE` serves, `SERVICE healthcheck` asks a running one.

use std::env;
use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;

use crate::config::{Common, Faults};
use crate::server::{Error, Listeners};
use crate::{drain, health, log};

/// Resolves when the process is told to stop.
pub type Stop = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Serves with the process's settings until it is told to stop. Faults of the environment
/// are printed, and the exit code is 1.
pub fn run<S, F>(
    service: &str,
    settings: Result<S, Faults>,
    serve: impl FnOnce(S, Listeners, Stop) -> F,
) -> ExitCode
where
    S: AsRef<Common>,
    F: Future<Output = Result<(), Error>>,
{
    let settings = match settings {
        Ok(settings) => settings,
        Err(faults) => {
            eprintln!("{faults}");
            return ExitCode::FAILURE;
        }
    };
    let common = settings.as_ref();
    if env::args().nth(1).as_deref() == Some("healthcheck") {
        return if health::probe(common.admin) { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    log::start(common.log_level, common.log_format);
    match until_stopped(service, settings, serve) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "{service} stopped");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn until_stopped<S, F>(
    service: &str,
    settings: S,
    serve: impl FnOnce(S, Listeners, Stop) -> F,
) -> Result<(), Error>
where
    S: AsRef<Common>,
    F: Future<Output = Result<(), Error>>,
{
    let stop = Box::pin(drain::stop_signal()?);
    let listeners = Listeners::bind(settings.as_ref()).await?;
    let (listen, admin) = (listeners.grpc.local_addr()?, listeners.admin.local_addr()?);
    tracing::info!(%listen, %admin, "{service} ready");
    serve(settings, listeners, stop).await?;
    tracing::info!("{service} stopped");
    Ok(())
}
