//! Whose turn it is: no host has to answer too much at a time, and nobody waits for a host while others could be asked.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use url::{Origin, Url};

use super::Manner;
use super::visit::Visit;

/// All addresses that are not known yet, by host.
pub struct Schedule {
    state: Mutex<State>,
    changed: Condvar,
    per_host: usize,
    gap: Duration,
    started: Instant,
}

#[derive(Default)]
struct State {
    hosts: BTreeMap<String, Host>,
    /// How many requests are under way.
    running: usize,
    /// The servers that have answered anything.
    answered: BTreeSet<String>,
}

struct Host {
    /// What is to be asked, and not before when.
    waiting: VecDeque<(Instant, Box<Visit>)>,
    /// How many requests it has to answer now.
    active: usize,
    /// Before this moment it is not asked.
    next: Instant,
}

/// Leave to send one request. The host is free for another one when this is dropped.
pub struct Turn<'s> {
    /// What to ask.
    pub visit: Option<Box<Visit>>,
    host: String,
    schedule: &'s Schedule,
}

impl Schedule {
    /// All visits, at their beginnings.
    pub fn new(visits: impl IntoIterator<Item = Box<Visit>>, manner: &Manner) -> Self {
        let mut state = State::default();
        let started = Instant::now();
        for visit in visits {
            state.add(started, visit);
        }
        let changed = Condvar::new();
        Self { state: Mutex::new(state), changed, per_host: manner.per_host.max(1), gap: manner.gap, started }
    }

    /// The next request that may be sent, as soon as there is one; nothing when all is known.
    pub fn turn(&self) -> Option<Turn<'_>> {
        let mut state = self.lock();
        loop {
            let now = Instant::now();
            match state.take(now, self.per_host, self.gap) {
                Taken::Visit(host, visit) => return Some(Turn { visit: Some(visit), host, schedule: self }),
                Taken::Nothing if state.running == 0 => return None,
                Taken::Nothing => state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Taken::Later(moment) => {
                    let pause = moment.saturating_duration_since(now);
                    let waited = self.changed.wait_timeout(state, pause);
                    state = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
            }
        }
    }

    /// Every change of the state is whole, so that it can be used even where a thread has ended in a panic.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a look at the hosts gives.
enum Taken {
    Visit(String, Box<Visit>),
    /// Nobody may be asked before this moment, unless something changes.
    Later(Instant),
    /// Nothing is to be asked, unless something changes.
    Nothing,
}

impl State {
    fn add(&mut self, not_before: Instant, visit: Box<Visit>) {
        let name = visit.url.host_str().unwrap_or_default().to_owned();
        let host = self.hosts.entry(name);
        let host = host.or_insert_with(|| Host { waiting: VecDeque::new(), active: 0, next: not_before });
        host.waiting.push_back((not_before, visit));
    }

    fn take(&mut self, now: Instant, per_host: usize, gap: Duration) -> Taken {
        let mut soonest: Option<Instant> = None;
        for (name, host) in &mut self.hosts {
            if host.active >= per_host {
                continue;
            }
            let Some((index, moment)) =
                host.waiting.iter().map(|(moment, _)| *moment).enumerate().min_by_key(|(_, moment)| *moment)
            else {
                continue;
            };
            let moment = moment.max(host.next);
            if moment > now {
                soonest = Some(soonest.map_or(moment, |soonest| soonest.min(moment)));
                continue;
            }
            let Some((_, visit)) = host.waiting.remove(index) else { continue };
            host.active += 1;
            host.next = now + gap;
            self.running += 1;
            return Taken::Visit(name.clone(), visit);
        }
        soonest.map_or(Taken::Nothing, Taken::Later)
    }
}

impl Turn<'_> {
    /// Asks on, after a pause.
    pub fn again(&self, visit: Box<Visit>, pause: Duration) {
        self.schedule.lock().add(Instant::now() + pause, visit);
    }

    /// Asks on, after a pause in which nobody asks this host, and before all others that wait for it.
    pub fn quiet(&self, visit: Box<Visit>, pause: Duration) {
        let mut state = self.schedule.lock();
        let moment = Instant::now() + pause;
        let same = visit.url.host_str().unwrap_or_default() == self.host;
        match state.hosts.get_mut(&self.host) {
            Some(host) => {
                host.next = host.next.max(moment);
                // What stood at the beginning comes first.
                if same {
                    host.waiting.push_front((self.schedule.started, visit));
                } else {
                    state.add(moment, visit);
                }
            }
            None => state.add(moment, visit),
        }
    }

    /// Whether a server has answered anything.
    pub fn has_answered(&self, url: &Url) -> bool {
        self.schedule.lock().answered.contains(&server(&url.origin()))
    }

    /// Remembers that a server has answered.
    pub fn answered(&self, url: &Url) {
        self.schedule.lock().answered.insert(server(&url.origin()));
    }

    /// Takes out all that waits to be asked of a server.
    pub fn given_up(&self, url: &Url) -> VecDeque<Box<Visit>> {
        let mut state = self.schedule.lock();
        let origin = url.origin();
        let Some(host) = state.hosts.get_mut(&self.host) else { return VecDeque::new() };
        let waiting = std::mem::take(&mut host.waiting);
        let (gone, left): (VecDeque<_>, VecDeque<_>) =
            waiting.into_iter().partition(|(_, visit)| visit.url.origin() == origin);
        host.waiting = left;
        gone.into_iter().map(|(_, visit)| visit).collect()
    }
}

/// The name of a server: a host may have several.
fn server(origin: &Origin) -> String {
    origin.ascii_serialization()
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.schedule.lock();
        state.running -= 1;
        if let Some(host) = state.hosts.get_mut(&self.host) {
            host.active -= 1;
        }
        drop(state);
        self.schedule.changed.notify_all();
    }
}
