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
    gathered.extend(causes.into_values().filter_map(|mut found| {
        found.sort_by(|a, b| first.order(&a.place, &b.place));
        let mut found = found.into_iter();
        let mut joined = found.next()?;
        for next in found {
            let same = Related {
                place: next.place,
                role: Role::SameCause,
                message: String::new(),
                fix: next.fix,
                alone: Some((next.message, next.help)),
            };
            joined.related.push(same);
            joined.related.extend(next.related);
        }
        Some(joined)
    }));
    gathered
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
}

/// Joins findings by their causes.
pub fn join(site: &Site, found: Vec<Finding>) -> Vec<Diagnostic> {
    let order = First::new(site);
    let mut causes: BTreeMap<(Code, String), Vec<Finding>> = BTreeMap::new();
    for finding in found {
        causes.entry((finding.code, finding.cause.clone())).or_default().push(finding);
    }
    let joined = causes.into_values().filter_map(|mut findings| {
        findings.sort_by(|a, b| order.order(&a.place, &b.place));
        let mut findings = findings.into_iter();
        let first = findings.next()?;
        let mut joined = Diagnostic::new(first.code, first.place, first.message, first.help);
        joined.fix = first.fix;
        joined.severity = first.severity;
        joined.concerns = first.concerns;
        joined.cause = first.shared.then_some(first.cause);
        let same = |next: Finding| {
            let differs = next.message != joined.message || next.help != joined.help;
            let alone = differs.then_some((next.message, next.help));
            Related { place: next.place, role: Role::SameCause, message: String::new(), fix: next.fix, alone }
        };
        let mut related: Vec<Related> = findings.map(same).collect();
        related.dedup_by(|next, before| next.place == before.place);
        let see = first.see.into_iter();
        related.extend(see.map(|(place, message)| Related { place, role: Role::See, message, fix: None, alone: None }));
        joined.related = related;
        Some(joined)
    });
    joined.collect()
}
