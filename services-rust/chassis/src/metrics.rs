//! Prometheus metrics.

use prometheus::{Encoder, Registry, TextEncoder};

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
