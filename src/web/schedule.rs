//! Whose turn it is: no host has to answer too much at a time, and nobody waits for a host while others could be asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

use super::visit::Visit;
use super::{Politeness, Verdict};
use crate::check::external::Answer;

/// All addresses that are not known yet, by host.
pub struct Schedule {
    state: Mutex<State>,
    changed: Condvar,
}

/// What is to be done next.
pub enum Step<'s> {
    /// One request may be sent.
    Ask(Box<Visit>, Turn<'s>),
    /// Nothing needs to be asked: of the whole server this is known.
    Known(Box<Visit>, Verdict),
}

/// Leave to send one request. The host is free for another one when this is dropped.
pub struct Turn<'s> {
    host: usize,
    schedule: &'s Schedule,
}

/// The same as [`Schedule`], for one thread, at moments that are given.
struct State {
    per_host: usize,
    gap: Duration,
    patience: Duration,
    started: Instant,
    hosts: Vec<Host>,
    by_name: BTreeMap<String, usize>,
    /// The hosts that may be asked for something, each with the moment from which on.
    ready: BTreeSet<(Instant, usize)>,
    servers: BTreeMap<String, Server>,
    /// What needs no request any more.
    known: Vec<(Box<Visit>, Verdict)>,
    /// How many requests are under way.
    running: usize,
    /// How many visits have come, which keeps those of one moment in their order.
    count: u64,
}

struct Host {
    /// What is to be asked, by its place in the line.
    waiting: BTreeMap<Rank, Box<Visit>>,
    /// How many requests it has to answer now.
    active: usize,
    /// Before this moment it is not asked.
    next: Instant,
    /// Its moment in `State::ready`.
    ready: Option<Instant>,
    /// How long it has been waited for, up to `busy`. What other hosts cost is not held against it.
    spent: Duration,
    /// Since when it has had something to answer.
    busy: Option<Instant>,
    is_given_up: bool,
}

/// A place in the line of a host: not before when, after those that are asked before all others, and in what order.
type Rank = (Instant, Line, u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    First,
    Usual,
}

/// What is known of a server; a host may have several.
#[derive(Default)]
struct Server {
    has_answered: bool,
    /// Whether one of these answers was more than that it has too much to do.
    has_served: bool,
    /// How often in a row it has said nothing.
    silences: u32,
    given_up: Option<Verdict>,
}

impl Schedule {
    /// All visits, at their beginnings.
    pub fn new(visits: impl IntoIterator<Item = Box<Visit>>, politeness: &Politeness) -> Self {
        Self { state: Mutex::new(State::new(visits, politeness, Instant::now())), changed: Condvar::new() }
    }

    /// What is to be done next, as soon as there is something; nothing when all is known.
    pub fn step(&self) -> Option<Step<'_>> {
        let mut state = self.lock();
        loop {
            let now = Instant::now();
            match state.take(now) {
                Taken::Visit(host, visit) => return Some(Step::Ask(visit, Turn { host, schedule: self })),
                Taken::Known(visit, verdict) => return Some(Step::Known(visit, verdict)),
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
    Visit(usize, Box<Visit>),
    Known(Box<Visit>, Verdict),
    /// Nobody may be asked before this moment, unless something changes.
    Later(Instant),
    /// Nothing is to be asked, unless something changes.
    Nothing,
}

impl State {
    fn new(visits: impl IntoIterator<Item = Box<Visit>>, politeness: &Politeness, started: Instant) -> Self {
        let mut state = Self {
            per_host: politeness.per_host.max(1),
            gap: politeness.gap,
            patience: politeness.patience,
            started,
            hosts: Vec::new(),
            by_name: BTreeMap::new(),
            ready: BTreeSet::new(),
            servers: BTreeMap::new(),
            known: Vec::new(),
            running: 0,
            count: 0,
        };
        for visit in visits {
            state.add(started, Line::Usual, visit, started);
        }
        state
    }

    /// Lets a visit wait for its host, unless that need not be asked any more.
    fn add(&mut self, not_before: Instant, line: Line, visit: Box<Visit>, now: Instant) {
        if let Some(verdict) = self.servers.get(&server(&visit.url)).and_then(|server| server.given_up.clone()) {
            self.known.push((visit, verdict));
            return;
        }
        let id = self.host(&visit.url);
        self.count += 1;
        self.hosts[id].waiting.insert((not_before, line, self.count), visit);
        self.settle(id, now);
    }

    /// The id of an address's host.
    fn host(&mut self, url: &Url) -> usize {
        let name = url.host_str().unwrap_or_default();
        if let Some(id) = self.by_name.get(name) {
            return *id;
        }
        let id = self.hosts.len();
        self.by_name.insert(name.to_owned(), id);
        self.hosts.push(Host {
            waiting: BTreeMap::new(),
            active: 0,
            next: self.started,
            ready: None,
            spent: Duration::ZERO,
            busy: None,
            is_given_up: false,
        });
        id
    }

    /// Puts a host where it belongs, after something has changed for it.
    fn settle(&mut self, id: usize, now: Instant) {
        let host = &mut self.hosts[id];
        if let Some(moment) = host.ready.take() {
            self.ready.remove(&(moment, id));
        }
        host.is_given_up |= host.spent_until(now) >= self.patience;
        if host.is_given_up {
            let slow = Verdict::of(Answer::Unreachable("its server is too slow".to_owned()));
            self.known.extend(std::mem::take(&mut host.waiting).into_values().map(|visit| (visit, slow.clone())));
            return;
        }
        if let Some(((moment, ..), _)) = host.waiting.first_key_value()
            && host.active < self.per_host
        {
            let moment = host.next.max(*moment);
            host.ready = Some(moment);
            self.ready.insert((moment, id));
        }
    }

    fn take(&mut self, now: Instant) -> Taken {
        loop {
            if let Some((visit, verdict)) = self.known.pop() {
                return Taken::Known(visit, verdict);
            }
            let Some((moment, id)) = self.ready.first().copied() else { return Taken::Nothing };
            if moment > now {
                return Taken::Later(moment);
            }
            // Its time may have run out while all threads had to do with others.
            self.settle(id, now);
            let host = &mut self.hosts[id];
            if let Some((_, visit)) = host.waiting.pop_first() {
                host.active += 1;
                host.busy.get_or_insert(now);
                host.next = now + self.gap;
                self.running += 1;
                self.settle(id, now);
                return Taken::Visit(id, visit);
            }
        }
    }

    /// A request to a host has ended.
    fn end(&mut self, id: usize, now: Instant) {
        self.running -= 1;
        let host = &mut self.hosts[id];
        host.active -= 1;
        if host.active == 0 {
            host.spent = host.spent_until(now);
            host.busy = None;
        }
        self.settle(id, now);
    }

    /// Leaves a host alone for a while.
    fn rest(&mut self, id: usize, pause: Duration, now: Instant) {
        let host = &mut self.hosts[id];
        let moment = host.next.max(now + pause);
        // Two rests at the same time are waited for once.
        host.spent += moment - host.next.max(now);
        host.next = moment;
        self.settle(id, now);
    }

    /// Gives up a server, with all that waits for it.
    fn give_up(&mut self, url: &Url, verdict: &Verdict, now: Instant) {
        self.servers.entry(server(url)).or_default().given_up = Some(verdict.clone());
        let origin = url.origin();
        let id = self.host(url);
        let (gone, left) = std::mem::take(&mut self.hosts[id].waiting)
            .into_iter()
            .partition::<BTreeMap<_, _>, _>(|(_, visit)| visit.url.origin() == origin);
        self.hosts[id].waiting = left;
        self.known.extend(gone.into_values().map(|visit| (visit, verdict.clone())));
        self.settle(id, now);
    }
}

impl Host {
    /// How long it has been waited for.
    fn spent_until(&self, now: Instant) -> Duration {
        self.spent + self.busy.map_or(Duration::ZERO, |since| now.saturating_duration_since(since))
    }
}

impl Turn<'_> {
    /// Asks on, after a pause.
    pub fn again(&self, visit: Box<Visit>, pause: Duration) {
        let now = Instant::now();
        self.schedule.lock().add(now + pause, Line::Usual, visit, now);
    }

    /// Asks on, after a pause in which nobody asks this host, and before all others that wait for it.
    pub fn quiet(&self, visit: Box<Visit>, pause: Duration) {
        let now = Instant::now();
        let mut state = self.schedule.lock();
        state.rest(self.host, pause, now);
        if state.host(&visit.url) == self.host {
            let started = state.started;
            state.add(started, Line::First, visit, now);
        } else {
            // It was redirected here from another host, where its way begins anew.
            state.add(now + pause, Line::Usual, visit, now);
        }
    }

    /// Whether a server has answered anything.
    pub fn has_answered(&self, url: &Url) -> bool {
        self.schedule.lock().servers.get(&server(url)).is_some_and(|server| server.has_answered)
    }

    /// Whether a server has answered more than that it has too much to do: then that it says so of one address holds for
    /// that one alone.
    pub fn has_served(&self, url: &Url) -> bool {
        self.schedule.lock().servers.get(&server(url)).is_some_and(|server| server.has_served)
    }

    /// Remembers that a server has answered, and whether it was more than that it has too much to do.
    pub fn answered(&self, url: &Url, serves: bool) {
        let mut state = self.schedule.lock();
        let server = state.servers.entry(server(url)).or_default();
        server.has_answered = true;
        server.has_served |= serves;
        server.silences = 0;
    }

    /// Remembers that a server has said nothing, and tells how often in a row that was.
    pub fn silent(&self, url: &Url) -> u32 {
        let mut state = self.schedule.lock();
        let server = state.servers.entry(server(url)).or_default();
        server.silences += 1;
        server.silences
    }

    /// Lets this hold for all that waits to be asked of a server, and for all that still comes to it.
    pub fn give_up(&self, url: &Url, verdict: &Verdict) {
        self.schedule.lock().give_up(url, verdict, Instant::now());
    }
}

/// The name of an address's server.
///
/// `http://a.example:8080/x => http://a.example:8080`
fn server(url: &Url) -> String {
    url.origin().ascii_serialization()
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.schedule.lock().end(self.host, Instant::now());
        self.schedule.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::Method;
    use super::*;

    fn visit(address: &str) -> Box<Visit> {
        Visit::new(address, Url::parse(address).expect("an address"), 2)
    }

    /// Goes on to the next moment at which something is to be done.
    fn next(state: &mut State, now: &mut Instant) -> Taken {
        match state.take(*now) {
            Taken::Later(moment) => {
                *now = moment;
                state.take(moment)
            }
            taken => taken,
        }
    }

    #[test]
    fn many_addresses_take_no_time_of_their_own() {
        let of_one = |number| format!("https://a.example/{number}");
        let of_many = |number| format!("https://a{number}.example/");
        let addresses: [Vec<String>; 2] = [(0..20_000).map(of_one).collect(), (0..20_000).map(of_many).collect()];
        for addresses in addresses {
            let visits: Vec<_> = addresses.iter().map(|address| visit(address)).collect();
            let (clock, started) = (Instant::now(), Instant::now());
            let patience = Duration::from_secs(24 * 60 * 60);
            let mut state = State::new(visits, &Politeness { patience, ..Politeness::default() }, started);
            let (mut now, mut asked) = (started, 0);
            while let Taken::Visit(host, mut visit) = next(&mut state, &mut now) {
                asked += 1;
                // Each is asked twice.
                if visit.method == Method::Head {
                    visit.method = Method::Get;
                    state.add(now + Duration::from_secs(1), Line::Usual, visit, now);
                }
                state.end(host, now);
            }
            assert_eq!(asked, 40_000);
            assert!(clock.elapsed() < Duration::from_secs(1), "{:?}", clock.elapsed());
        }
    }

    #[test]
    fn what_a_host_may_take_altogether_has_an_end() {
        let started = Instant::now();
        let politeness = Politeness { per_host: 1, ..Politeness::default() };
        let visits = (0..500).map(|number| visit(&format!("https://a.example/{number}")));
        let mut state = State::new(visits, &politeness, started);
        let (mut now, mut asked) = (started, 0);
        let slow = loop {
            match next(&mut state, &mut now) {
                Taken::Visit(host, _) => {
                    asked += 1;
                    now += Duration::from_secs(1);
                    // As a server does that says 429 each second time.
                    if asked % 2 == 0 {
                        state.rest(host, Duration::from_secs(60), now);
                    }
                    state.end(host, now);
                }
                Taken::Known(_, verdict) => break verdict,
                Taken::Later(_) | Taken::Nothing => panic!("there is something left"),
            }
        };
        assert_eq!(slow.answer, Answer::Unreachable("its server is too slow".to_owned()));
        assert_eq!(asked, 10);
        assert!(now - started < politeness.patience, "nobody waits for what is not asked: {:?}", now - started);
        let mut left = 1;
        while let Taken::Known(..) = next(&mut state, &mut now) {
            left += 1;
        }
        assert_eq!(left, 490);
        // What is redirected there later is not asked either.
        state.add(now, Line::Usual, visit("https://a.example/late"), now);
        assert!(matches!(state.take(now), Taken::Known(..)));
    }

    #[test]
    fn no_host_pays_for_the_others() {
        let started = Instant::now();
        let politeness = Politeness::default();
        let addresses = ["https://a.example/1", "https://a.example/2", "https://b.example/"];
        let mut state = State::new(addresses.map(visit), &politeness, started);
        let Taken::Visit(host, _) = state.take(started) else { panic!("something can be asked") };
        state.end(host, started + Duration::from_secs(1));
        // All threads had to do with others for an hour.
        let late = started + Duration::from_secs(60 * 60);
        assert!(matches!(state.take(late), Taken::Visit(..)));
        assert!(matches!(state.take(late), Taken::Visit(..)));
        assert!(matches!(state.take(late), Taken::Nothing));
    }
}
