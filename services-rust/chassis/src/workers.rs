//! Threads that compute for callers: as many calls at once, a few that wait, and no more.

use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use prometheus::{Counter, IntGauge, Registry};
use tonic::{Code, Status};

use crate::admission::Admission;
use crate::config::Environment;
use crate::errors::{self, ErrorReason};
use crate::metrics::Present;
use crate::pool::Pool;
use crate::server::Error;

const MAX_THREADS: usize = 1024;
const QUEUE_PER_THREAD: usize = 4;
/// When a refused caller should try again.
const RETRY_DELAY: Duration = Duration::from_millis(20);

/// How many calls are taken.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Threads that compute; calls computed at once.
    pub threads: usize,
    /// Calls that may wait for a thread; more are refused.
    pub queue: usize,
}

impl Settings {
    /// Reads `PREFIX_THREADS` (default: cores) and `PREFIX_QUEUE` (default: four a thread).
    pub fn read(environment: &mut Environment, prefix: &str) -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        let legal = |threads: &usize| (1..=MAX_THREADS).contains(threads);
        let threads = environment.read(&format!("{prefix}_THREADS"), cores, "threads, 1 to 1024", legal);
        let default = threads * QUEUE_PER_THREAD;
        let legal = |queue: &usize| *queue <= MAX_THREADS * QUEUE_PER_THREAD;
        let queue = environment.read(&format!("{prefix}_QUEUE"), default, "calls, 0 to 4096", legal);
        Self { threads, queue }
    }
}

/// Computes for callers.
#[derive(Clone)]
pub struct Workers {
    admission: Admission,
    pool: Pool,
    in_flight: IntGauge,
    computing: IntGauge,
    seconds: Counter,
}

impl Workers {
    /// Starts the threads, and registers `trivium_SERVICE_threads`, `_in_flight`, `_computing`
    /// and `_compute_seconds_total`.
    ///
    /// # Errors
    /// When the threads cannot be started, or a metric not be registered.
    pub fn new(service: &str, settings: &Settings, registry: &Registry) -> Result<Self, Error> {
        let gauge = |name: &str, help: &str| -> Result<IntGauge, prometheus::Error> {
            let gauge = IntGauge::new(format!("trivium_{service}_{name}"), help)?;
            registry.register(Box::new(gauge.clone()))?;
            Ok(gauge)
        };
        gauge("threads", "Threads that compute.")?.set(i64::try_from(settings.threads)?);
        let seconds = Counter::new(
            format!("trivium_{service}_compute_seconds_total"),
            "Time spent computing, summed over threads.",
        )?;
        registry.register(Box::new(seconds.clone()))?;
        Ok(Self {
            admission: Admission::new(settings.threads, settings.queue),
            pool: Pool::new(settings.threads)?,
            in_flight: gauge("in_flight", "Calls waiting or at work.")?,
            computing: gauge("computing", "Calls being computed.")?,
            seconds,
        })
    }

    /// Does work in its turn. The work is handed a check for whether its caller has gone; then
    /// it should end early ([`stopped`]).
    ///
    /// # Errors
    /// `RESOURCE_EXHAUSTED` with a delay when all threads and places are taken, `INTERNAL`
    /// when the work panicked, and what the work itself says.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Fn() -> bool) -> Result<T, Status> + Send + 'static,
    ) -> Result<T, Status> {
        let place = self.admission.enter().map_err(|_| busy())?;
        let _present = Present::new(&self.in_flight);
        let turn = place.turn().await;
        let (computing, seconds) = (self.computing.clone(), self.seconds.clone());
        let timed = move |stop: &dyn Fn() -> bool| {
            let _computing = Present::new(&computing);
            let start = Instant::now();
            let result = work(stop)?;
            seconds.inc_by(start.elapsed().as_secs_f64());
            Ok(result)
        };
        self.pool.run(turn, timed).await.map_err(|_| panicked())?
    }
}

fn busy() -> Status {
    let message = "every thread is busy and the queue is full";
    errors::retry_later(Code::ResourceExhausted, ErrorReason::Busy, message, RETRY_DELAY)
}

fn panicked() -> Status {
    errors::status(Code::Internal, ErrorReason::Internal, "the answer could not be computed")
}

/// `CANCELLED`: what work says that was stopped.
#[must_use]
pub fn stopped() -> Status {
    errors::status(Code::Cancelled, ErrorReason::Cancelled, "the caller has gone")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_how_many_calls_are_taken() {
        let variables = [("X_THREADS", "3"), ("Y_THREADS", "0"), ("Y_QUEUE", "4097")];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut environment = Environment::new(variables);
        let settings = Settings::read(&mut environment, "X");
        assert_eq!((settings.threads, settings.queue), (3, 12));
        Settings::read(&mut environment, "Y");
        assert_eq!(environment.finish().unwrap_err().0.len(), 2);
    }

    #[tokio::test]
    async fn work_that_panics_is_internal_and_gives_its_turn_back() {
        let settings = Settings { threads: 1, queue: 0 };
        let workers = Workers::new("x", &settings, &Registry::new()).unwrap();
        let status = workers.run::<()>(|_| panic!("a fault")).await.unwrap_err();
        assert_eq!(status.code(), Code::Internal);
        assert_eq!(workers.run(|_| Ok(7)).await.unwrap(), 7);
    }
}
