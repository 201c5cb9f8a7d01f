//! Serves a simulator until it is told to stop.

use std::future::Future;

use prometheus::Registry;
use trivium_chassis::server::{self, Error, Listeners, MAX_REQUEST_BYTES};
use trivium_contracts::simulation::v1::simulation_service_server::SimulationServiceServer;

use crate::service::Simulator;
use crate::settings::Settings;

/// The longest answer: 100 years of 512 counts, and some room.
const MAX_RESPONSE_BYTES: usize = 512 * 1024;

/// Serves until `stop` resolves, then drains.
///
/// # Errors
/// When it cannot begin, or cannot go on.
pub async fn serve(
    settings: Settings,
    listeners: Listeners,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error> {
    let registry = Registry::new();
    let service = SimulationServiceServer::new(Simulator::new(&settings, &registry)?)
        .max_decoding_message_size(MAX_REQUEST_BYTES)
        .max_encoding_message_size(MAX_RESPONSE_BYTES);
    server::serve(service, registry, listeners, stop, settings.common.drain_timeout).await
}
