//! Admission: a place for each thread and a few to wait in; the rest is refused at once.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};

/// Admits as many calls as there are threads and waiting places.
#[derive(Clone)]
pub struct Admission {
    places: Arc<Semaphore>,
    threads: Arc<Semaphore>,
}

/// A place among the admitted. Given back when dropped.
pub struct Place {
    threads: Arc<Semaphore>,
    place: OwnedSemaphorePermit,
}

/// The right to use a thread. Given back when dropped.
pub struct Turn {
    _thread: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
}

/// Every place is taken.
#[derive(Debug, PartialEq, Eq)]
pub struct Busy;

impl Admission {
    /// `threads` calls at work and `queue` waiting.
    #[must_use]
    pub fn new(threads: usize, queue: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(threads + queue)), threads: Arc::new(Semaphore::new(threads)) }
    }

    /// Takes a place, without waiting.
    ///
    /// # Errors
    /// [`Busy`] when there is none.
    ///
    /// # Panics
    /// Never: the semaphore is not closed.
    pub fn enter(&self) -> Result<Place, Busy> {
        match self.places.clone().try_acquire_owned() {
            Ok(place) => Ok(Place { threads: self.threads.clone(), place }),
            Err(TryAcquireError::NoPermits) => Err(Busy),
            Err(TryAcquireError::Closed) => unreachable!("the semaphore is never closed"),
        }
    }
}

impl Place {
    /// Waits for a thread, first come, first served.
    ///
    /// # Panics
    /// Never: the semaphore is not closed.
    pub async fn turn(self) -> Turn {
        let thread = self.threads.acquire_owned().await.expect("the semaphore is never closed");
        Turn { _thread: thread, _place: self.place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn refuses_beyond_threads_and_queue() {
        let admission = Admission::new(1, 1);
        let working = admission.enter().unwrap().turn().await;
        let waiting = admission.enter().unwrap();
        assert_eq!(admission.enter().err(), Some(Busy));
        drop(working);
        let turn = waiting.turn().await;
        assert!(admission.enter().is_ok());
        drop(turn);
    }
}
