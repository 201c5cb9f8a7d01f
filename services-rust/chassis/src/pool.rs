//! A pool of threads for computation, apart from the ones that serve the network.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::oneshot;

use crate::admission::Turn;

/// Threads that compute.
#[derive(Clone)]
pub struct Pool {
    threads: Arc<ThreadPool>,
}

/// Tells a computation to stop when dropped: when the call that waits for it has gone.
struct StopOnDrop(Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The computation panicked.
#[derive(Debug)]
pub struct Panicked;

impl Pool {
    /// # Errors
    /// When the threads cannot be started.
    pub fn new(threads: usize) -> Result<Self, rayon::ThreadPoolBuildError> {
        let threads = ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|index| format!("compute-{index}"))
            .panic_handler(|_| tracing::error!("a computation panicked"))
            .build()?;
        Ok(Self { threads: Arc::new(threads) })
    }

    /// Runs a computation, which is handed a check for whether to stop. When the returned
    /// future is dropped the check turns true. The turn is given back when the computation
    /// has really ended.
    ///
    /// # Errors
    /// [`Panicked`] when it panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        turn: Turn,
        compute: impl FnOnce(&dyn Fn() -> bool) -> T + Send + 'static,
    ) -> Result<T, Panicked> {
        let stop = Arc::new(AtomicBool::new(false));
        let _guard = StopOnDrop(stop.clone());
        let (sender, receiver) = oneshot::channel();
        self.threads.spawn(move || {
            let result = compute(&|| stop.load(Ordering::Relaxed));
            drop(turn);
            // Nobody listens when the caller has gone.
            let _ = sender.send(result);
        });
        receiver.await.map_err(|_| Panicked)
    }
}
