//! The way to one address: what is asked next after each thing that was heard, until there is an answer.

use std::time::Duration;

use url::Url;

use super::Politeness;
use super::request::{Heard, Method};
use crate::check::external::Answer;

/// How many redirects are followed, as browsers do about.
const MOST_REDIRECTS: usize = 10;

/// An address on the way to its answer.
#[derive(Debug)]
pub struct Visit {
    /// The address.
    pub address: String,
    /// The one that is asked next: the address, or where it was redirected to.
    pub url: Url,
    /// How it is asked.
    pub method: Method,
    start: Url,
    /// What was asked on this way, without fragments.
    asked: Vec<Url>,
    /// Where the redirects lead that are for good, as long as all of them were.
    moved: Option<Url>,
    /// Whether all redirects so far were for good.
    for_good: bool,
    /// Whether somebody on the way wanted to be known again.
    cookies: bool,
    retries: u32,
}

/// What comes next for an address.
#[derive(Debug)]
pub enum Next {
    /// It is asked on.
    Ask(Box<Visit>),
    /// It is asked again after a pause.
    AskLater(Box<Visit>, Duration),
    /// It is asked again after a pause, in which nobody asks its host for anything.
    AskNobody(Box<Visit>, Duration),
    /// It is known.
    End(Box<Visit>, Answer),
    /// It is known, and the same holds for all of its server; silence only where that has never answered.
    GiveUp(Box<Visit>, Answer),
}

impl Visit {
    /// The way to an address, at its beginning.
    pub fn new(address: &str, url: Url, retries: u32) -> Box<Self> {
        Box::new(Self {
            address: address.to_owned(),
            url: url.clone(),
            // Most servers can say that something is there without sending it.
            method: Method::Head,
            start: url,
            asked: Vec::new(),
            moved: None,
            for_good: true,
            cookies: false,
            retries,
        })
    }

    /// What comes next, after this was heard.
    pub fn next(self: Box<Self>, heard: Heard, politeness: &Politeness) -> Next {
        match heard {
            Heard::Status { code: 200..=299, .. } => {
                let answer = match &self.moved {
                    Some(to) => Answer::Moved(to.to_string()),
                    None => Answer::Works,
                };
                Next::End(self, answer)
            }
            Heard::Status { code: code @ (301 | 302 | 303 | 307 | 308), location: Some(to), cookies, .. } => {
                self.redirected(code, &to, cookies)
            }
            // 501 is the word of a server that does not know the method.
            Heard::Status { code: code @ (429 | 500 | 502..=599), after, .. } => {
                self.overloaded(code, after, politeness)
            }
            Heard::Status { code, .. } => {
                let why = status(code);
                self.failed(match code {
                    404 | 410 => Answer::Broken(why),
                    _ => Answer::Unreachable(why),
                })
            }
            Heard::NoHost => {
                let answer = Answer::Broken(format!("there is no host `{}`", self.host()));
                Next::GiveUp(self, answer)
            }
            Heard::NoTrust(what) => {
                let answer = Answer::Broken(format!("the certificate of `{}` {what}", self.host()));
                Next::GiveUp(self, answer)
            }
            Heard::Refused(why) => self.failed(Answer::Unreachable(why)),
            Heard::Silence(why) => match self.pause(None, politeness) {
                Some(pause) => Next::AskLater(self.once_more(), pause),
                None => Next::GiveUp(self, Answer::Unreachable(why)),
            },
        }
    }

    fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    fn redirected(mut self: Box<Self>, code: u16, to: &str, cookies: bool) -> Next {
        let to = match self.url.join(to) {
            Ok(to) if matches!(to.scheme(), "http" | "https") && to.has_host() => to,
            _ => {
                let why = format!("{}, and leads to no web address", status(code));
                return self.failed(Answer::Unreachable(why));
            }
        };
        self.cookies |= cookies;
        self.for_good &= matches!(code, 301 | 308);
        if self.for_good {
            self.moved = Some(to.clone());
        }
        self.asked.push(std::mem::replace(&mut self.url, without_fragment(to)));
        let circle = self.asked.contains(&self.url);
        if !circle && self.asked.len() <= MOST_REDIRECTS {
            return Next::Ask(self);
        }
        let why = if circle {
            "it is redirected in a circle".to_owned()
        } else {
            format!("it is redirected more than {MOST_REDIRECTS} times")
        };
        // Some send visitors on until these have taken a cookie, which browsers do.
        let answer = if self.cookies { Answer::Unreachable(why) } else { Answer::Broken(why) };
        self.failed(answer)
    }

    /// Too many asked, or something in the server is out of order.
    fn overloaded(self: Box<Self>, code: u16, after: Option<Duration>, politeness: &Politeness) -> Next {
        // Who says how long it wants to be left alone means all that it is asked for.
        let quiet = after.is_some() || code == 429;
        match self.pause(after, politeness) {
            Some(pause) if quiet => Next::AskNobody(self.once_more(), pause),
            Some(pause) => Next::AskLater(self.once_more(), pause),
            None if quiet => Next::GiveUp(self, Answer::Unreachable(status(code))),
            None => Next::End(self, Answer::Unreachable(status(code))),
        }
    }

    /// The pause before it is asked once more; nothing where it is not.
    fn pause(&self, after: Option<Duration>, politeness: &Politeness) -> Option<Duration> {
        if self.retries == 0 || after.is_some_and(|after| after > politeness.longest_pause) {
            return None;
        }
        let times = politeness.retries.saturating_sub(self.retries);
        let pause = politeness.pause.saturating_mul(2_u32.saturating_pow(times));
        Some(pause.max(after.unwrap_or_default()).min(politeness.longest_pause))
    }

    /// An answer that is no good. Only to a GET it counts: to HEAD, which people never send, many servers answer wrongly.
    fn failed(self: Box<Self>, answer: Answer) -> Next {
        match self.method {
            Method::Head => Next::Ask(self.by_get()),
            Method::Get => Next::End(self, answer),
        }
    }

    /// The whole way anew, by GET.
    fn by_get(self) -> Box<Self> {
        let mut anew = Self::new(&self.address, self.start, self.retries);
        anew.method = Method::Get;
        anew
    }

    fn once_more(mut self: Box<Self>) -> Box<Self> {
        self.retries = self.retries.saturating_sub(1);
        self.by_get()
    }
}

fn without_fragment(mut url: Url) -> Url {
    url.set_fragment(None);
    url
}

/// A status as a message says it.
///
/// `404 => the server answers 404 Not Found`
fn status(code: u16) -> String {
    let name = ureq::http::StatusCode::from_u16(code).ok().and_then(|status| status.canonical_reason());
    match name {
        Some(name) => format!("the server answers {code} {name}"),
        None => format!("the server answers {code}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(address: &str) -> Box<Visit> {
        Visit::new(address, Url::parse(address).expect("an address"), 2)
    }

    fn said(code: u16) -> Heard {
        Heard::Status { code, location: None, after: None, cookies: false }
    }

    fn on(code: u16, to: &str, cookies: bool) -> Heard {
        Heard::Status { code, location: Some(to.to_owned()), after: None, cookies }
    }

    /// The answer after these were heard.
    fn answer(mut visit: Box<Visit>, heard: Vec<Heard>) -> Answer {
        for heard in heard {
            visit = match visit.next(heard, &Politeness::default()) {
                Next::Ask(visit) | Next::AskLater(visit, _) | Next::AskNobody(visit, _) => visit,
                Next::End(_, answer) | Next::GiveUp(_, answer) => return answer,
            };
        }
        panic!("there is no answer yet");
    }

    #[test]
    fn only_what_certainly_is_not_there_is_broken() {
        let start = || visit("https://a.example/x");
        for (code, broken) in
            [(404, true), (410, true), (401, false), (403, false), (400, false), (451, false), (999, false)]
        {
            let answer = answer(start(), vec![said(code), said(code)]);
            assert_eq!(matches!(answer, Answer::Broken(_)), broken, "{answer:?}");
        }
        assert_eq!(answer(start(), vec![said(404), said(200)]), Answer::Works, "HEAD is answered wrongly by many");
        assert_eq!(
            answer(start(), vec![said(503), said(503), said(503)]),
            Answer::Unreachable("the server answers 503 Service Unavailable".to_owned())
        );
        assert_eq!(answer(start(), vec![Heard::NoHost]), Answer::Broken("there is no host `a.example`".to_owned()));
    }

    #[test]
    fn what_has_moved_is_where_redirects_for_good_lead() {
        let start = || visit("https://a.example/x");
        let moved = |to: &str| Answer::Moved(to.to_owned());
        assert_eq!(answer(start(), vec![on(301, "/y", false), said(200)]), moved("https://a.example/y"));
        let both = vec![on(308, "//b.example/#z", false), on(302, "/today", false), said(204)];
        assert_eq!(answer(start(), both), moved("https://b.example/#z"));
        assert_eq!(answer(start(), vec![on(302, "/y", false), on(301, "/z", false), said(200)]), Answer::Works);
        let gone = vec![on(301, "/y", false), said(404), on(301, "/y", false), said(404)];
        assert!(matches!(answer(start(), gone), Answer::Broken(_)), "a move to nowhere is no move");
    }

    #[test]
    fn a_circle_is_broken_unless_a_cookie_may_end_it() {
        let circle = |cookies| vec![on(302, "/y", cookies), on(302, "/x", false)];
        let twice = |cookies| [circle(cookies), circle(cookies)].into_iter().flatten().collect();
        let start = || visit("https://a.example/x");
        assert_eq!(answer(start(), twice(false)), Answer::Broken("it is redirected in a circle".to_owned()));
        assert!(matches!(answer(start(), twice(true)), Answer::Unreachable(_)));
        let long = (0..22).map(|number| on(302, &format!("/{number}"), false)).collect();
        assert_eq!(answer(start(), long), Answer::Broken("it is redirected more than 10 times".to_owned()));
    }

    #[test]
    fn pauses_grow_and_are_as_long_as_asked_for() {
        let politeness = Politeness::default();
        let pause = |visit: Box<Visit>, after| match visit
            .next(Heard::Status { code: 503, location: None, after, cookies: false }, &politeness)
        {
            Next::AskLater(visit, pause) | Next::AskNobody(visit, pause) => Some((visit, pause.as_secs())),
            _ => None,
        };
        let (second, first_pause) = pause(visit("https://a.example/"), None).expect("a pause");
        let (third, second_pause) = pause(second, None).expect("a pause");
        assert_eq!((first_pause, second_pause), (1, 2));
        assert!(pause(third, None).is_none(), "twice is enough");
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(pause(visit("https://a.example/"), seconds(30)).expect("a pause").1, 30);
        assert!(pause(visit("https://a.example/"), seconds(3600)).is_none(), "nobody waits for an hour");
    }
}
