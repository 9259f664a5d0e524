//! One cause is one finding: what shows in many places is said once, at the first of them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fix, Place, Related, Role, Severity};
use crate::site::Site;

/// A finding before those of one cause are joined.
#[derive(Debug)]
pub struct Finding {
    /// What kind of finding.
    pub code: Code,
    /// What findings of one cause have in common.
    cause: String,
    /// Whether others may have it too: such a cause has no place in it, and says what it is about for all time.
    shared: bool,
    /// What is so.
    pub message: String,
    /// The way out.
    pub help: String,
    /// Where.
    pub place: Place,
    /// What mends it there.
    pub fix: Option<Fix>,
    /// Places that help to understand it.
    pub see: Vec<(Place, String)>,
    /// How bad it is, unless the site says otherwise.
    pub severity: Severity,
    /// The tags of the locales whose readers it concerns, where those are not the readers of its file.
    pub concerns: Vec<String>,
}

impl Finding {
    /// A finding that has its cause for itself.
    pub fn new(code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        let cause = format!("{}:{}", place.file, place.span.start);
        Self {
            code,
            cause,
            shared: false,
            message: message.into(),
            help: help.into(),
            place,
            fix: None,
            see: Vec::new(),
            severity: code.severity(),
            concerns: Vec::new(),
        }
    }

    /// The same as one of all that have this cause. It must hold nothing that changes while the cause stays, such as a line.
    pub fn of(mut self, cause: impl Into<String>) -> Self {
        (self.cause, self.shared) = (cause.into(), true);
        self
    }
}

/// Joins findings by their causes.
pub fn join(site: &Site, found: impl IntoIterator<Item = Finding>) -> Diagnostics {
    let first = First::new(site);
    let mut causes: BTreeMap<(Code, String), Vec<Diagnostic>> = BTreeMap::new();
    for found in found {
        causes.entry((found.code, found.cause.clone())).or_default().push(found.into());
    }
    let mut joined: Diagnostics = causes.into_values().filter_map(|found| first.speaks_for_all(found)).collect();
    joined.sort();
    joined
}

/// Joins what was found by others than checks, while the site was made: those of one cause become one finding.
pub fn gather(site: &Site, found: Diagnostics) -> Diagnostics {
    let first = First::new(site);
    let mut causes: BTreeMap<(Code, String), Vec<Diagnostic>> = BTreeMap::new();
    let mut gathered = Diagnostics::new();
    for found in found {
        match found.cause.clone() {
            Some(cause) => causes.entry((found.code, cause)).or_default().push(found),
            None => gathered.push(found),
        }
    }
    gathered.extend(causes.into_values().filter_map(|found| first.speaks_for_all(found)));
    gathered
}

impl From<Finding> for Diagnostic {
    fn from(found: Finding) -> Self {
        let mut diagnostic = Diagnostic::new(found.code, found.place, found.message, found.help);
        diagnostic.severity = found.severity;
        diagnostic.fix = found.fix;
        diagnostic.cause = found.shared.then_some(found.cause);
        diagnostic.concerns = found.concerns;
        let see = found.see.into_iter();
        let see = see.map(|(place, message)| Related { place, role: Role::See, message, fix: None, alone: None });
        diagnostic.related = see.collect();
        diagnostic
    }
}

/// Which of two places stands for both: the source's, because whoever mends it there mends it for all; else the first.
struct First<'s> {
    of_source: HashSet<&'s str>,
}

impl<'s> First<'s> {
    fn new(site: &'s Site) -> Self {
        let source = site.config.source_locale;
        let files = site.sources().iter().filter(|file| source.is_none_or(|source| file.locale == source));
        Self { of_source: files.map(|file| &*file.file).collect() }
    }

    fn order(&self, a: &Place, b: &Place) -> Ordering {
        let other = |place: &Place| !self.of_source.contains(&*place.file);
        (other(a), a).cmp(&(other(b), b))
    }

    /// Of findings of one cause the one that speaks for all: the others' places stand beside it, and then what any of them
    /// says is worth a look.
    fn speaks_for_all(&self, mut found: Vec<Diagnostic>) -> Option<Diagnostic> {
        found.sort_by(|a, b| self.order(&a.place, &b.place));
        let mut found = found.into_iter();
        let mut joined = found.next()?;
        let mut see = std::mem::take(&mut joined.related);
        for next in found {
            for related in next.related {
                if !see.contains(&related) {
                    see.push(related);
                }
            }
            let differs = next.message != joined.message || next.help != joined.help;
            let alone = differs.then_some((next.message, next.help));
            let same =
                Related { place: next.place, role: Role::SameCause, message: String::new(), fix: next.fix, alone };
            // What is found twice at one place, in the same words, is one.
            let is_said = match joined.related.last() {
                Some(before) => *before == same,
                None => same.place == joined.place && !differs,
            };
            if !is_said {
                joined.related.push(same);
            }
        }
        joined.related.extend(see);
        Some(joined)
    }
}
