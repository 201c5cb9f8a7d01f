//! What the simulator counts beside its calls.

use prometheus::{IntCounter, Registry};

/// How much was simulated.
#[derive(Clone)]
pub struct Metrics {
    paths: IntCounter,
    path_months: IntCounter,
}

impl Metrics {
    /// # Errors
    /// When they are registered already.
    pub fn new(registry: &Registry) -> Result<Self, prometheus::Error> {
        let paths = IntCounter::new("trivium_simulator_paths_total", "Paths computed.")?;
        let path_months = IntCounter::new("trivium_simulator_path_months_total", "Path-months computed.")?;
        registry.register(Box::new(paths.clone()))?;
        registry.register(Box::new(path_months.clone()))?;
        Ok(Self { paths, path_months })
    }

    /// A shard was computed.
    pub fn computed(&self, paths: u32, months: usize) {
        self.paths.inc_by(u64::from(paths));
        self.path_months.inc_by(u64::from(paths) * months as u64);
    }
}
