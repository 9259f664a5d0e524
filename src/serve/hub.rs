//! Everybody who waits for news: one channel for each open page.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

/// How many pieces of news wait for a reader who is slow. More are not needed: the last one makes it look anew.
const WAITING: usize = 8;

/// Tells all that listen.
#[derive(Debug, Default)]
pub struct Hub(Mutex<Vec<SyncSender<String>>>);

impl Hub {
    /// Listens from now on.
    pub fn listen(&self) -> Receiver<String> {
        let (sender, receiver) = sync_channel(WAITING);
        self.listeners().push(sender);
        receiver
    }

    /// Tells everybody, and forgets those who are gone. Nobody is waited for.
    pub fn tell(&self, news: &str) {
        self.listeners().retain(|listener| match listener.try_send(news.to_owned()) {
            Ok(()) | Err(TrySendError::Full(_)) => true,
            Err(TrySendError::Disconnected(_)) => false,
        });
    }

    fn listeners(&self) -> std::sync::MutexGuard<'_, Vec<SyncSender<String>>> {
        // Nothing can go wrong while it is held, so that whoever panicked elsewhere has left it whole.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
