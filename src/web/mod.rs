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

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use url::Url;

use crate::check::external::Answer;
use request::{Agents, Heard, Method, is_this_machine};
use schedule::{Schedule, Step};
use visit::{Next, Visit};

pub use cache::Cache;

/// After so many answers the cache is written, so that whoever ends the program does not lose them all.
const ANSWERS_AT_RISK: usize = 100;

/// For so long no answer stays unwritten.
const TIME_AT_RISK: Duration = Duration::from_secs(30);

/// How much regard there is for those who are asked, and how much patience with them.
#[derive(Debug, Clone)]
pub struct Politeness {
    /// How long one request may take.
    pub timeout: Duration,
    /// How often an address is asked again that did not answer, or whose server was overloaded.
    pub retries: u32,
    /// How long to wait before the first of these; each further time it is twice as long.
    pub pause: Duration,
    /// The longest time for which a server may ask to be left alone. Who asks for more is not asked again.
    pub longest_pause: Duration,
    /// How often in a row a server may say nothing before it is given up. One that has answered nothing at all is given up
    /// with the first address that has been asked as often as it may be.
    pub silences: u32,
    /// How long one host may be waited for altogether, with the pauses that it asks for.
    pub patience: Duration,
    /// How many requests one host has to answer at a time.
    pub per_host: usize,
    /// How much time lies between the beginnings of two requests to one host.
    pub gap: Duration,
    /// How many requests there are at a time altogether.
    pub at_once: usize,
}

impl Default for Politeness {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(20),
            retries: 2,
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            silences: 3,
            patience: Duration::from_secs(5 * 60),
            per_host: 2,
            gap: Duration::from_millis(100),
            at_once: 16,
        }
    }
}

/// What is known of an address, or of a whole server.
#[derive(Debug, Clone)]
struct Verdict {
    answer: Answer,
    /// Whether the answer is only that nobody knows the name of the host.
    nameless: bool,
}

impl Verdict {
    fn of(answer: Answer) -> Self {
        Self { answer, nameless: false }
    }
}

/// An address with what was found out about it.
struct Found {
    address: String,
    verdict: Verdict,
}

/// Asks for each address. `told` is called whenever another one is known.
pub fn ask<'a>(
    addresses: impl IntoIterator<Item = &'a str>,
    politeness: &Politeness,
    told: impl FnMut(),
) -> BTreeMap<String, Answer> {
    ask_anew(addresses, &mut Cache::forgetful(Timestamp::now()), politeness, told)
}

/// [`ask`] for what a cache does not know; it is told what was found out, and written now and then. Where that fails, it
/// fails at the end, too, when somebody looks.
pub fn ask_anew<'a>(
    addresses: impl IntoIterator<Item = &'a str>,
    cache: &mut Cache,
    politeness: &Politeness,
    told: impl FnMut(),
) -> BTreeMap<String, Answer> {
    let agents = Agents::new(politeness.timeout);
    ask_through(|url, method| agents.ask(url, method), addresses, cache, politeness, told)
}

/// [`ask_anew`] of a web that is given.
fn ask_through<'a>(
    web: impl Fn(&Url, Method) -> Heard + Sync,
    addresses: impl IntoIterator<Item = &'a str>,
    cache: &mut Cache,
    politeness: &Politeness,
    mut told: impl FnMut(),
) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    let mut visits = Vec::new();
    for address in addresses {
        let answer = match (cache.answer(address), Url::parse(address)) {
            (Some(answer), _) => answer.clone(),
            (None, Ok(url)) if url.has_host() => {
                visits.push(Visit::new(address, url, politeness.retries));
                continue;
            }
            (None, _) => {
                let answer = Answer::Broken("no browser can read it as an address".to_owned());
                cache.keep(address, &answer);
                answer
            }
        };
        told();
        answers.insert(address.to_owned(), answer);
    }
    let threads = politeness.at_once.clamp(1, visits.len().max(1));
    let schedule = Schedule::new(visits, politeness);
    let reached = AtomicBool::new(false);
    let mut nameless = Vec::new();
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        let worker = |sender| {
            let (schedule, web, reached) = (&schedule, &web, &reached);
            move || work(schedule, web, politeness, reached, &sender)
        };
        let spawn = || thread::Builder::new().spawn_scoped(scope, worker(sender.clone())).ok();
        let workers: Vec<_> = (0..threads).filter_map(|_| spawn()).collect();
        // Where the system gives no further thread, this one does the work.
        if workers.is_empty() {
            worker(sender.clone())();
        }
        drop(sender);
        gather(&receiver, cache, |found, cache| {
            told();
            let Found { address, verdict: Verdict { answer, nameless: is_nameless } } = found;
            if is_nameless {
                nameless.push((address, answer));
            } else {
                cache.keep(&address, &answer);
                answers.insert(address, answer);
            }
        });
        for worker in workers {
            if let Err(panic) = worker.join() {
                // What it had to do is not done, so nobody may think that all is well.
                resume_unwind(panic);
            }
        }
    });
    if nameless.is_empty() {
        return answers;
    }
    // Where nobody at all can be reached it is this machine that is off the net, and not all the hosts that are gone.
    let is_on_the_net = reached.into_inner()
        || witness(&answers, cache).is_some_and(|url| matches!(web(&url, Method::Head), Heard::Status { .. }));
    for (address, answer) in nameless {
        let answer = match answer {
            Answer::Broken(why) if !is_on_the_net => Answer::Unreachable(why),
            answer => answer,
        };
        cache.keep(&address, &answer);
        answers.insert(address, answer);
    }
    answers
}

/// An address that shows whether this machine is on the net: one that was there lately, of the site itself if it has one.
fn witness(answers: &BTreeMap<String, Answer>, cache: &Cache) -> Option<Url> {
    let own = answers.iter().filter(|(_, answer)| matches!(answer, Answer::Works | Answer::Moved(_)));
    let known = own.map(|(address, _)| address.as_str()).chain(cache.working());
    known.filter_map(|address| Url::parse(address).ok()).find(|url| !is_this_machine(url))
}

/// Takes what is found as it comes, and writes the cache meanwhile: those who ask need not wait for the disk.
fn gather(receiver: &Receiver<Found>, cache: &mut Cache, mut take: impl FnMut(Found, &mut Cache)) {
    let (mut unwritten, mut written) = (0, Instant::now());
    loop {
        let found = if unwritten == 0 {
            receiver.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            receiver.recv_timeout(TIME_AT_RISK.saturating_sub(written.elapsed()))
        };
        match found {
            Ok(found) => {
                // The time runs from the first answer that is not written.
                if unwritten == 0 {
                    written = Instant::now();
                }
                unwritten += 1;
                take(found, cache);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        if unwritten >= ANSWERS_AT_RISK || (unwritten > 0 && written.elapsed() >= TIME_AT_RISK) {
            // If it cannot be written, that is said once, at the end.
            let _ = cache.write();
            unwritten = 0;
        }
    }
}

/// What one thread does: one request after the other, until all addresses are known.
fn work(
    schedule: &Schedule,
    web: &impl Fn(&Url, Method) -> Heard,
    politeness: &Politeness,
    reached: &AtomicBool,
    sender: &Sender<Found>,
) {
    // Nobody receives any more only where the one who asked has ended in a panic.
    let found = |visit: Box<Visit>, verdict| drop(sender.send(Found { address: visit.address, verdict }));
    while let Some(step) = schedule.step() {
        let (visit, turn) = match step {
            Step::Ask(visit, turn) => (visit, turn),
            Step::Known(visit, verdict) => {
                found(visit, verdict);
                continue;
            }
        };
        let heard = web(&visit.url, visit.method);
        let nameless = heard == Heard::NoHost;
        let (mut is_silent, mut is_busy) = (false, false);
        match &heard {
            Heard::Status { code, .. } => {
                is_busy = *code == 429;
                turn.answered(&visit.url, !is_busy);
                // This machine answers itself where nobody else does.
                if !is_this_machine(&visit.url) {
                    reached.store(true, Ordering::Relaxed);
                }
            }
            Heard::Silence(why) => {
                is_silent = true;
                if turn.silent(&visit.url) >= politeness.silences {
                    turn.give_up(&visit.url, &Verdict::of(Answer::Unreachable(why.clone())));
                }
            }
            _ => {}
        }
        // Whoever has said nothing yet may be away for good: one finds out for all.
        let is_away = is_silent && !turn.has_answered(&visit.url);
        match visit.next(heard, politeness) {
            Next::Ask(visit) => turn.again(visit, Duration::ZERO),
            Next::AskLater(visit, pause) if !is_away => turn.again(visit, pause),
            Next::AskLater(visit, pause) | Next::AskNobody(visit, pause) => turn.quiet(visit, pause),
            Next::End(visit, answer) => found(visit, Verdict::of(answer)),
            Next::GiveUp(visit, answer) => {
                let verdict = Verdict { answer, nameless };
                let of_this_address = is_silent || is_busy && turn.has_served(&visit.url);
                if is_away || !of_this_address {
                    turn.give_up(&visit.url, &verdict);
                }
                found(visit, verdict);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// An answer with this status.
    fn says(code: u16) -> Heard {
        Heard::Status { code, location: None, after: None, cookies: false }
    }

    /// A web in which nothing but these hosts has a name.
    fn web_of(hosts: &'static [&'static str]) -> impl Fn(&Url, Method) -> Heard + Sync {
        |url, _| if hosts.contains(&url.host_str().unwrap_or_default()) { says(200) } else { Heard::NoHost }
    }

    fn quick() -> Politeness {
        Politeness { pause: Duration::ZERO, gap: Duration::ZERO, ..Politeness::default() }
    }

    fn now() -> Timestamp {
        "2027-03-05T09:00:00Z".parse().expect("a moment")
    }

    /// Whether an address is called broken, after what the cache knows; else nobody can tell.
    fn is_broken(web: impl Fn(&Url, Method) -> Heard + Sync, addresses: &[&str], cache: &mut Cache) -> bool {
        let answers = ask_through(web, addresses.iter().copied(), cache, &quick(), || {});
        match &answers["http://no-such.invalid/"] {
            Answer::Broken(_) => true,
            Answer::Unreachable(_) => false,
            answer => panic!("{answer:?}"),
        }
    }

    #[test]
    fn a_machine_off_the_net_finds_no_host_gone() {
        let both = ["http://a.example/", "http://no-such.invalid/"];
        assert!(is_broken(web_of(&["a.example"]), &both, &mut Cache::forgetful(now())));
        assert!(!is_broken(web_of(&[]), &both, &mut Cache::forgetful(now())));
    }

    #[test]
    fn this_machine_answers_off_the_net_too() {
        let both = ["http://localhost/", "http://127.0.0.1:3000/", "http://no-such.invalid/"];
        let mut cache = Cache::forgetful(now());
        assert!(!is_broken(web_of(&["localhost", "127.0.0.1"]), &both, &mut cache));
        assert!(!is_broken(web_of(&["localhost", "127.0.0.1"]), &both, &mut cache), "nor is it a witness");
    }

    #[test]
    fn what_was_there_lately_shows_whether_the_net_is() {
        let remembering = |address| {
            let mut cache = Cache::forgetful(now());
            cache.keep(address, &Answer::Works);
            cache.keep("http://localhost/", &Answer::Works);
            cache
        };
        let asked = Mutex::new(Vec::new());
        let remembered = |web: &dyn Fn(&Url) -> Heard, address: &'static str, addresses: &[&str]| {
            let web = Mutex::new(web(&Url::parse(address).expect("an address")));
            let web = |url: &Url, method: Method| {
                if url.as_str() != address {
                    return Heard::NoHost;
                }
                asked.lock().expect("no panic").push(method);
                web.lock().expect("no panic").clone()
            };
            is_broken(web, addresses, &mut remembering(address))
        };
        // The link that works is known, so the one that does not is asked alone.
        let both = ["http://a.example/", "http://no-such.invalid/"];
        assert!(remembered(&|_| says(200), "http://a.example/", &both));
        assert_eq!(*asked.lock().expect("no panic"), [Method::Head], "once");
        assert!(!remembered(&|_| Heard::NoHost, "http://a.example/", &both));
        assert!(!remembered(&|_| Heard::Silence(String::new()), "http://a.example/", &both));
        assert_eq!(asked.lock().expect("no panic").len(), 3, "once each");
        // The only link of a site, and what other sites have asked for.
        assert!(remembered(&|_| says(404), "http://b.example/", &both[1..]));
        assert_eq!(asked.lock().expect("no panic").len(), 4);
    }

    #[test]
    fn who_falls_silent_is_given_up() {
        let asked = Mutex::new(0);
        let web = |_: &Url, _| {
            let mut asked = asked.lock().expect("no panic");
            *asked += 1;
            if *asked == 1 { says(200) } else { Heard::Silence("nothing".to_owned()) }
        };
        let addresses: Vec<String> = (0..500).map(|number| format!("http://a.example/{number}")).collect();
        let addresses = || addresses.iter().map(String::as_str);
        let one = Politeness { per_host: 1, ..quick() };
        let answers = ask_through(web, addresses(), &mut Cache::forgetful(now()), &one, || {});
        let silent = answers.values().filter(|answer| **answer == Answer::Unreachable("nothing".to_owned())).count();
        assert_eq!((answers.len(), silent, *asked.lock().expect("no panic")), (500, 499, 4));

        // Who answers between two silences is not.
        let web = |url: &Url, _| match url.path().len() % 2 {
            0 => Heard::Silence("nothing".to_owned()),
            _ => says(200),
        };
        let several: Vec<String> = (0..9).map(|length| format!("http://a.example/{}", "a".repeat(length))).collect();
        let several = several.iter().map(String::as_str);
        let once = Politeness { retries: 0, ..one };
        let answers = ask_through(web, several, &mut Cache::forgetful(now()), &once, || {});
        let works: Vec<bool> = answers.values().map(|answer| *answer == Answer::Works).collect();
        assert_eq!(works, [true, false, true, false, true, false, true, false, true]);
    }

    #[test]
    fn answers_are_written_before_all_are_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("known.json");
        let web = |url: &Url, _| {
            let started = Instant::now();
            while url.path() == "/last" && !path.exists() && started.elapsed() < Duration::from_secs(2) {
                thread::sleep(Duration::from_millis(5));
            }
            says(if url.path() == "/last" && !path.exists() { 500 } else { 200 })
        };
        let addresses: Vec<String> = (0..ANSWERS_AT_RISK).map(|number| format!("http://a.example/{number}")).collect();
        let addresses = addresses.iter().map(String::as_str).chain(["http://b.example/last"]);
        let mut cache = Cache::read(&path, now()).expect("a cache");
        let answers = ask_through(web, addresses, &mut cache, &Politeness { retries: 0, ..quick() }, || {});
        assert_eq!(answers["http://b.example/last"], Answer::Works, "the file was there before the last answer");
        let cache = Cache::read(&path, now()).expect("a cache");
        assert_eq!(cache.working().len(), ANSWERS_AT_RISK);
    }

    #[test]
    #[should_panic(expected = "a mistake in the program")]
    fn a_panic_is_not_swallowed() {
        let web = |url: &Url, _| {
            assert!(url.path() != "/b", "a mistake in the program");
            says(200)
        };
        let addresses = ["http://a.example/a", "http://a.example/b", "http://a.example/c"];
        ask_through(web, addresses, &mut Cache::forgetful(now()), &quick(), || {});
    }
}
