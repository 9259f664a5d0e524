//! Asking the web whether addresses are there: once for each, with patience, and with regard for those who are asked.
//! The only layer that opens a socket.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the layer that asks the web; when it last did is in a file, and how long it waits is on the clock"
)]

mod cache;
mod request;
mod schedule;
mod visit;

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use url::Url;

use crate::check::external::Answer;
use request::{Agents, Heard};
use schedule::Schedule;
use visit::{Next, Visit};

pub use cache::Cache;

/// How the web is asked.
#[derive(Debug, Clone)]
pub struct Manner {
    /// How long one request may take.
    pub timeout: Duration,
    /// How often an address is asked again that did not answer, or whose server was overcharged.
    pub retries: u32,
    /// How long to wait before the first of these; each further time it is twice as long.
    pub pause: Duration,
    /// The longest time for which a server may ask to be left alone. Who asks for more is not asked again.
    pub longest_pause: Duration,
    /// How many requests one host has to answer at a time.
    pub per_host: usize,
    /// How much time lies between the beginnings of two requests to one host.
    pub gap: Duration,
    /// How many requests there are at a time altogether.
    pub at_once: usize,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(20),
            retries: 2,
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            per_host: 2,
            gap: Duration::from_millis(100),
            at_once: 16,
        }
    }
}

/// An address with what was found out about it.
struct Found {
    address: String,
    answer: Answer,
    /// Whether the answer is only that nobody knows the name of the host.
    nameless: bool,
}

/// Asks for each address. `told` is called whenever another one is known.
pub fn ask<'a>(
    addresses: impl IntoIterator<Item = &'a str>,
    manner: &Manner,
    told: impl Fn() + Sync,
) -> BTreeMap<String, Answer> {
    let mut found = Vec::new();
    let mut visits = Vec::new();
    for address in addresses {
        match Url::parse(address) {
            Ok(url) if url.has_host() => visits.push(Visit::new(address, url, manner.retries)),
            _ => {
                told();
                let answer = Answer::Broken("no browser can read it as an address".to_owned());
                found.push(Found { address: address.to_owned(), answer, nameless: false });
            }
        }
    }
    let threads = manner.at_once.min(visits.len());
    let schedule = Schedule::new(visits, manner);
    let agents = Agents::new(manner.timeout);
    let reached = AtomicBool::new(false);
    let work = || work(&schedule, &agents, manner, &reached, &told);
    thread::scope(|scope| {
        // Where the system gives no further thread, those that there are do the work.
        let others: Vec<_> =
            (1..threads).filter_map(|_| thread::Builder::new().spawn_scoped(scope, work).ok()).collect();
        found.extend(work());
        found.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
    });
    settled(found, reached.into_inner())
}

/// The answers, now that it is known whether anybody was reached.
fn settled(found: Vec<Found>, reached: bool) -> BTreeMap<String, Answer> {
    let answers = found.into_iter().map(|found| {
        // Where nobody at all could be reached it is this machine that is off the net, and not all the hosts.
        let answer = match found.answer {
            Answer::Broken(why) if found.nameless && !reached => Answer::Unreachable(why),
            answer => answer,
        };
        (found.address, answer)
    });
    answers.collect()
}

/// [`ask`] for what a cache does not know; it is told what was found out.
pub fn ask_anew<'a>(
    addresses: impl IntoIterator<Item = &'a str>,
    cache: &mut Cache,
    manner: &Manner,
    told: impl Fn() + Sync,
) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    let mut unknown = Vec::new();
    for address in addresses {
        match cache.answer(address) {
            Some(answer) => {
                told();
                answers.insert(address.to_owned(), answer.clone());
            }
            None => unknown.push(address),
        }
    }
    let asked = ask(unknown, manner, told);
    cache.keep(&asked);
    answers.extend(asked);
    answers
}

/// What one thread does: one request after the other, until all addresses are known.
fn work(
    schedule: &Schedule,
    agents: &Agents,
    manner: &Manner,
    reached: &AtomicBool,
    told: &(impl Fn() + Sync),
) -> Vec<Found> {
    let mut found = Vec::new();
    while let Some(mut turn) = schedule.turn() {
        let Some(visit) = turn.visit.take() else { continue };
        let heard = agents.ask(&visit.url, visit.method);
        if let Heard::Status { .. } = heard {
            reached.store(true, Ordering::Relaxed);
            turn.answered(&visit.url);
        }
        let nameless = heard == Heard::NoHost;
        let silent = matches!(heard, Heard::Silence(_));
        // Whoever has said nothing yet may be away for good: one finds out for all.
        let is_away = silent && !turn.has_answered(&visit.url);
        let end = |visit: Box<Visit>, answer| {
            told();
            Found { address: visit.address, answer, nameless }
        };
        match visit.next(heard, manner) {
            Next::Ask(visit) => turn.again(visit, Duration::ZERO),
            Next::AskLater(visit, pause) if !is_away => turn.again(visit, pause),
            Next::AskLater(visit, pause) | Next::AskNobody(visit, pause) => turn.quiet(visit, pause),
            Next::End(visit, answer) => found.push(end(visit, answer)),
            Next::GiveUp(visit, answer) => {
                let others = if silent && !is_away { VecDeque::new() } else { turn.given_up(&visit.url) };
                found.extend(others.into_iter().map(|other| end(other, answer.clone())));
                found.push(end(visit, answer));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_off_the_net_finds_no_host_gone() {
        let found = || {
            vec![Found {
                address: "https://a.example/".to_owned(),
                answer: Answer::Broken("there is no host `a.example`".to_owned()),
                nameless: true,
            }]
        };
        assert!(matches!(settled(found(), true)["https://a.example/"], Answer::Broken(_)));
        assert!(matches!(settled(found(), false)["https://a.example/"], Answer::Unreachable(_)));
    }
}
