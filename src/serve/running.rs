//! What a preview shows at the moment.

use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::time::Duration;

use super::hub::Hub;
use super::searching::Bundles;
use super::snapshot::Snapshot;

/// A running preview.
#[derive(Debug)]
pub struct Running {
    /// The address that it listens on.
    pub host: String,
    /// The address by which an editor opens a file.
    pub editor: String,
    /// Everybody who waits for news.
    pub hub: Hub,
    /// What readers search.
    pub bundles: Bundles,
    shown: RwLock<Shown>,
    /// Held by whoever judges a site, so that one is judged at a time.
    turn: Mutex<()>,
    /// How many sites there have been, for those who wait for the next one.
    count: Mutex<usize>,
    next: Condvar,
}

/// What is shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The site.
    pub snapshot: Arc<Snapshot>,
    /// Why the site could not be read, where it could not: the last one that could is still shown.
    pub trouble: Option<String>,
}

impl Running {
    /// Shows a site.
    pub fn new(host: String, editor: String, snapshot: Snapshot) -> Self {
        Self {
            host,
            editor,
            hub: Hub::default(),
            bundles: Bundles::default(),
            shown: RwLock::new(Shown { snapshot: Arc::new(snapshot), trouble: None }),
            turn: Mutex::default(),
            count: Mutex::new(1),
            next: Condvar::new(),
        }
    }

    /// What is shown now. Whoever has it holds no lock.
    pub fn shown(&self) -> Shown {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The site that is shown now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.shown().snapshot
    }

    /// Shows another site from now on.
    pub fn replace(&self, snapshot: Snapshot) {
        let shown = Shown { snapshot: Arc::new(snapshot), trouble: None };
        // The old one is let go of when nobody waits for the lock.
        let _old = std::mem::replace(&mut *self.shown.write().unwrap_or_else(PoisonError::into_inner), shown);
        *self.count.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.next.notify_all();
    }

    /// Says why there is no other site to show.
    pub fn fail(&self, trouble: String) {
        self.shown.write().unwrap_or_else(PoisonError::into_inner).trouble = Some(trouble);
    }

    /// What is shown, judged. Pages are answered meanwhile; a site that is no longer the last one is not judged any more.
    pub fn judged(&self) -> Shown {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = self.shown();
        shown.snapshot.findings();
        shown
    }

    /// Waits until there have been more sites than these, and gives how many there have been.
    pub fn wait(&self, seen: usize) -> usize {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        while *count == seen {
            count = self.next.wait(count).unwrap_or_else(PoisonError::into_inner);
        }
        *count
    }

    /// Waits until there have been more sites than these, and none for as long as `quiet`. Gives how many there have been.
    pub fn settle(&self, seen: usize, quiet: Duration) -> usize {
        let mut seen = self.wait(seen);
        loop {
            let count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
            let waited = self.next.wait_timeout_while(count, quiet, |count| *count == seen);
            let (count, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            if timeout.timed_out() {
                return seen;
            }
            seen = *count;
        }
    }

    /// How many sites there have been.
    pub fn count(&self) -> usize {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
