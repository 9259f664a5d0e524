//! What the web said, in a file, so that a second check within a day asks nobody again.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::check::external::Answer;
use crate::diagnostics::Fatal;
use crate::write;

/// The version of the file.
const VERSION: u32 = 1;

/// How long it holds that an address is there.
const GOOD: SignedDuration = SignedDuration::from_hours(24);

/// How long it holds that one is not: whoever mends what is behind it wants to see that soon.
const BAD: SignedDuration = SignedDuration::from_hours(1);

/// The file.
#[derive(Debug, Serialize, Deserialize)]
struct Stored {
    version: u32,
    links: BTreeMap<String, Known>,
}

/// What was heard of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    when: Timestamp,
    answer: Answer,
}

impl Known {
    /// How long it holds; nothing for what may be other in a moment.
    fn holds(&self) -> Option<SignedDuration> {
        match self.answer {
            Answer::Works | Answer::Moved(_) => Some(GOOD),
            Answer::Broken(_) => Some(BAD),
            Answer::Unreachable(_) => None,
        }
    }

    fn is_known(&self, now: Timestamp) -> bool {
        let age = now.duration_since(self.when);
        // A moment that is yet to come was written by a wrong clock.
        !age.is_negative() && self.holds().is_some_and(|holds| age < holds)
    }
}

/// Answers with the moment when they were heard.
#[derive(Debug)]
pub struct Cache {
    path: Option<PathBuf>,
    now: Timestamp,
    links: BTreeMap<String, Known>,
}

impl Cache {
    /// A cache that nobody keeps.
    pub fn forgetful(now: Timestamp) -> Self {
        Self { path: None, now, links: BTreeMap::new() }
    }

    /// The cache in a file, which need not be there yet. `now` is the moment by the clock, whichever the site is looked
    /// at. A file that is something else is an error: it is then not written either, because nobody knows whose it is.
    pub fn read(path: &Path, now: Timestamp) -> Result<Self, Fatal> {
        let path_and = |links| Self { path: Some(path.to_owned()), now, links };
        let unusable = |why: String| {
            Fatal::new(
                format!("{} is not used as the cache of web links: {why}", path.display()),
                "Remove it, or name another file with --external-cache.",
            )
        };
        let text = match fs::read_to_string(path) {
            Ok(text) if text.trim().is_empty() => return Ok(path_and(BTreeMap::new())),
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(path_and(BTreeMap::new())),
            Err(error) => return Err(unusable(error.to_string())),
        };
        let stored: Stored = serde_json::from_str(&text).map_err(|error| unusable(error.to_string()))?;
        if stored.version != VERSION {
            return Err(unusable(format!("it has version {}, and this program knows {VERSION}", stored.version)));
        }
        Ok(path_and(stored.links))
    }

    /// What is known of an address.
    pub fn answer(&self, address: &str) -> Option<&Answer> {
        self.links.get(address).filter(|known| known.is_known(self.now)).map(|known| &known.answer)
    }

    /// The addresses that were there when somebody last asked, the latest first.
    pub fn working(&self) -> Vec<&str> {
        let works = |known: &Known| matches!(known.answer, Answer::Works | Answer::Moved(_));
        let mut working: Vec<_> = self.links.iter().filter(|(_, known)| works(known)).collect();
        working.sort_by_key(|(_, known)| std::cmp::Reverse(known.when));
        working.into_iter().map(|(address, _)| address.as_str()).collect()
    }

    /// Remembers what was just heard.
    pub fn keep(&mut self, address: &str, answer: &Answer) {
        self.links.insert(address.to_owned(), Known { when: self.now, answer: answer.clone() });
    }

    /// Writes the file, without what no longer holds.
    pub fn write(&self) -> Result<(), Fatal> {
        let Some(path) = &self.path else { return Ok(()) };
        let links = self.links.iter().filter(|(_, known)| known.is_known(self.now));
        let links = links.map(|(address, known)| (address.clone(), known.clone())).collect();
        let text = serde_json::to_string_pretty(&Stored { version: VERSION, links }).unwrap_or_default();
        write::file(path, &format!("{text}\n"), true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_hold_as_long_as_they_are_likely_true() {
        let heard: Timestamp = "2027-03-05T09:00:00Z".parse().expect("a moment");
        let is_known = |answer: Answer, minutes: i64| {
            Known { when: heard, answer }.is_known(heard + SignedDuration::from_mins(minutes))
        };
        assert!(is_known(Answer::Works, 24 * 60 - 1) && !is_known(Answer::Works, 24 * 60));
        assert!(is_known(Answer::Moved("x".to_owned()), 60));
        assert!(is_known(Answer::Broken("x".to_owned()), 59) && !is_known(Answer::Broken("x".to_owned()), 60));
        assert!(!is_known(Answer::Unreachable("x".to_owned()), 0));
        assert!(!is_known(Answer::Works, -1), "the clock was wrong");
    }
}
