//! A pool of threads for computation, apart from the ones that serve the network.

use std::collections::VecDeque;
use std::io;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use tokio::sync::oneshot;

use crate::admission::Turn;

/// Threads that compute. They end when the last clone is dropped.
#[derive(Clone)]
pub struct Pool {
    owner: Arc<Owner>,
}

/// Closes the queue when dropped.
struct Owner(Arc<Queue>);

impl Drop for Owner {
    fn drop(&mut self) {
        self.0.jobs().closed = true;
        self.0.changed.notify_all();
    }
}

type Job = Box<dyn FnOnce() + Send>;

/// Jobs, first in, first out. As many are admitted as there are threads, so it holds them for a moment only.
#[derive(Default)]
struct Queue {
    jobs: Mutex<Jobs>,
    changed: Condvar,
}

#[derive(Default)]
struct Jobs {
    waiting: VecDeque<Job>,
    closed: bool,
}

impl Queue {
    /// A job never runs under the lock, so a panic cannot leave half a change.
    fn jobs(&self) -> MutexGuard<'_, Jobs> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, job: Job) {
        self.jobs().waiting.push_back(job);
        self.changed.notify_one();
    }

    /// Blocks until there is a job; `None` when the queue is closed and empty.
    fn pop(&self) -> Option<Job> {
        let idle = |jobs: &mut Jobs| jobs.waiting.is_empty() && !jobs.closed;
        let woken = self.changed.wait_while(self.jobs(), idle);
        woken.unwrap_or_else(PoisonError::into_inner).waiting.pop_front()
    }

    /// Runs jobs until the queue is closed; one that panics takes no other along.
    fn work(&self) {
        while let Some(job) = self.pop() {
            if catch_unwind(AssertUnwindSafe(job)).is_err() {
                tracing::error!("a computation panicked");
            }
        }
    }
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
    pub fn new(threads: usize) -> io::Result<Self> {
        let owner = Owner(Arc::default());
        for index in 0..threads {
            let queue = owner.0.clone();
            thread::Builder::new().name(format!("compute-{index}")).spawn(move || queue.work())?;
        }
        Ok(Self { owner: Arc::new(owner) })
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
        self.owner.0.push(Box::new(move || {
            let result = compute(&|| stop.load(Ordering::Relaxed));
            drop(turn);
            // Nobody listens when the caller has gone.
            let _ = sender.send(result);
        }));
        receiver.await.map_err(|_| Panicked)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::admission::Admission;

    #[tokio::test]
    async fn as_many_computations_run_at_once_as_there_are_threads() {
        let (pool, admission) = (Pool::new(2).unwrap(), Admission::new(2, 0));
        let (first, second) =
            (admission.enter().unwrap().turn().await, admission.enter().unwrap().turn().await);
        let (sender, receiver) = mpsc::channel();
        // Each waits for the other.
        let sending = pool.run(first, move |_| sender.send(7).unwrap());
        let receiving = pool.run(second, move |_| receiver.recv().unwrap());
        assert_eq!(tokio::join!(receiving, sending).0.unwrap(), 7);
    }

    #[tokio::test]
    async fn threads_end_with_the_pool() {
        let (pool, admission) = (Pool::new(1).unwrap(), Admission::new(1, 0));
        let turn = admission.enter().unwrap().turn().await;
        let queue = Arc::downgrade(&pool.owner.0);
        let thread = pool.run(turn, |_| thread::current()).await.unwrap();
        assert_eq!(thread.name(), Some("compute-0"));
        drop(pool);
        // Each thread holds the queue until it ends.
        while queue.strong_count() > 0 {
            thread::yield_now();
        }
    }
}
