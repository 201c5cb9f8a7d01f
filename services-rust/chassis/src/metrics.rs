//! Prometheus metrics.

use prometheus::{Encoder, IntGauge, Registry, TextEncoder};

/// The registry's metrics in the text format.
///
/// # Panics
/// Never: the text encoder writes to memory.
#[must_use]
pub fn render(registry: &Registry) -> String {
    let mut text = Vec::new();
    TextEncoder::new().encode(&registry.gather(), &mut text).expect("writing to memory");
    String::from_utf8(text).expect("metrics are text")
}

/// Counts itself in a gauge while it lives.
pub struct Present(IntGauge);

impl Present {
    /// One more, until dropped.
    #[must_use]
    pub fn new(gauge: &IntGauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        self.0.dec();
    }
}
