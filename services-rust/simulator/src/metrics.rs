//! What the simulator counts.

use std::time::Duration;

use prometheus::{Counter, IntCounter, IntCounterVec, IntGauge, Opts, Registry};
use tonic::Code;

/// The simulator's metrics and their registry.
#[derive(Clone)]
pub struct Metrics {
    /// Where they are all registered.
    pub registry: Registry,
    /// Shards in the house: waiting or at work.
    pub in_flight: IntGauge,
    /// Shards being computed.
    pub computing: IntGauge,
    requests: IntCounterVec,
    paths: IntCounter,
    path_months: IntCounter,
    compute_seconds: Counter,
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

impl Metrics {
    /// # Errors
    /// When the name of a metric is not legal.
    pub fn new(threads: usize) -> Result<Self, prometheus::Error> {
        let metrics = Self {
            registry: Registry::new(),
            in_flight: IntGauge::new("trivium_simulator_in_flight", "Shards waiting or at work.")?,
            computing: IntGauge::new("trivium_simulator_computing", "Shards being computed.")?,
            requests: IntCounterVec::new(
                Opts::new("trivium_simulator_requests_total", "Shards asked for, by gRPC code."),
                &["code"],
            )?,
            paths: IntCounter::new("trivium_simulator_paths_total", "Paths computed.")?,
            path_months: IntCounter::new("trivium_simulator_path_months_total", "Path-months computed.")?,
            compute_seconds: Counter::new(
                "trivium_simulator_compute_seconds_total",
                "Time spent computing, summed over threads.",
            )?,
        };
        let capacity = IntGauge::new("trivium_simulator_threads", "Threads that compute.")?;
        capacity.set(i64::try_from(threads).unwrap_or(i64::MAX));
        let registry = &metrics.registry;
        registry.register(Box::new(capacity))?;
        registry.register(Box::new(metrics.in_flight.clone()))?;
        registry.register(Box::new(metrics.computing.clone()))?;
        registry.register(Box::new(metrics.requests.clone()))?;
        registry.register(Box::new(metrics.paths.clone()))?;
        registry.register(Box::new(metrics.path_months.clone()))?;
        registry.register(Box::new(metrics.compute_seconds.clone()))?;
        Ok(metrics)
    }

    /// A call ended.
    pub fn answered(&self, code: Code) {
        self.requests.with_label_values(&[&format!("{code:?}")]).inc();
    }

    /// A shard was computed.
    pub fn computed(&self, paths: u32, months: usize, time: Duration) {
        self.paths.inc_by(u64::from(paths));
        self.path_months.inc_by(u64::from(paths) * months as u64);
        self.compute_seconds.inc_by(time.as_secs_f64());
    }
}
