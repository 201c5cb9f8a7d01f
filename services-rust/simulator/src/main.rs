//! The simulator process. `trivium-simulator healthcheck` asks a running one.

use std::env;
use std::process::ExitCode;

use tokio::net::TcpListener;
use trivium_chassis::config::Environment;
use trivium_chassis::{drain, health, log};
use trivium_simulator::server::serve;
use trivium_simulator::settings::Settings;

fn main() -> ExitCode {
    let settings = match Settings::read(Environment::new(env::vars())) {
        Ok(settings) => settings,
        Err(faults) => {
            eprintln!("{faults}");
            return ExitCode::FAILURE;
        }
    };
    if env::args().nth(1).as_deref() == Some("healthcheck") {
        return if health::probe(settings.common.admin) { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    log::start(settings.common.log_level, settings.common.log_format);
    match run(&settings) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "stopped");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(settings: &Settings) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let stop = drain::stop_signal()?;
    let listener = TcpListener::bind(settings.common.listen).await?;
    let admin = TcpListener::bind(settings.common.admin).await?;
    tracing::info!(
        listen = %listener.local_addr()?,
        admin = %admin.local_addr()?,
        threads = settings.threads,
        queue = settings.queue,
        isa = %settings.isa,
        "simulator ready"
    );
    serve(settings, listener, admin, stop).await?;
    tracing::info!("simulator stopped");
    Ok(())
}
