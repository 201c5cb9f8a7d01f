//! What the simulator is told by its environment.

use std::thread::available_parallelism;

use trivium_chassis::config::{Common, Environment, Faults};

const LISTEN_PORT: u16 = 50061;
const ADMIN_PORT: u16 = 9061;
const MAX_THREADS: usize = 1024;
const QUEUE_PER_THREAD: usize = 4;
const DEFAULT_MAX_PATHS_PER_SHARD: u32 = 1 << 20;

/// Settings of a simulator.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What every service is told.
    pub common: Common,
    /// Threads that compute; shards computed at once.
    pub threads: usize,
    /// Shards that may wait for a thread; more are refused.
    pub queue: usize,
    /// Largest shard that is accepted. Paths.
    pub max_paths_per_shard: u32,
}

impl Settings {
    /// Reads `SIMULATOR_THREADS` (default: cores), `SIMULATOR_QUEUE` (default: four
    /// a thread) and `MAX_PATHS_PER_SHARD`, next to the common ones.
    ///
    /// # Errors
    /// Every fault of the environment.
    pub fn read(mut environment: Environment) -> Result<Self, Faults> {
        let cores = available_parallelism().map_or(1, usize::from);
        let threads = environment
            .read("SIMULATOR_THREADS", cores, "threads, 1 to 1024", |n| (1..=MAX_THREADS).contains(n));
        let settings = Self {
            common: Common::read(&mut environment, LISTEN_PORT, ADMIN_PORT),
            threads,
            queue: environment.read(
                "SIMULATOR_QUEUE",
                threads * QUEUE_PER_THREAD,
                "shards, 0 to 4096",
                |&n| n <= MAX_THREADS * QUEUE_PER_THREAD,
            ),
            max_paths_per_shard: environment.read(
                "MAX_PATHS_PER_SHARD",
                DEFAULT_MAX_PATHS_PER_SHARD,
                "paths, 1 to 4294967295",
                |&n| n >= 1,
            ),
        };
        environment.finish()?;
        Ok(settings)
    }
}
