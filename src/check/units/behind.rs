//! What a ledger knows to be behind its source: texts that have changed there, that are new there, that are gone there.

use std::collections::HashMap;
use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use super::images::Lost;
use super::{Page, Pair};
use crate::check::cause::Finding;
use crate::diagnostics::{Code, Place};
use crate::model::ledger::Fingerprint;
use crate::model::{PageState, Unit, UnitKind, UnitState};
use crate::text::changes::short_word_diff;
use crate::text::names::shortened;
use crate::translate::status::UnitStatus;

/// How many characters of a text are quoted.
const QUOTED: usize = 60;

/// A page whose source is gone, where a ledger knows that there was one.
pub(super) fn page(page: &Page<'_>) -> Vec<Finding> {
    if page.status.state != PageState::Orphaned {
        return Vec::new();
    }
    let message = "the source of this page is no longer there";
    let help = "Take the page out; or write `key` into its front matter, with the path of the page that its source has become.";
    let finding = Finding::new(Code::OrphanedTranslation, Place::whole(&page.own.file), message, help);
    vec![finding.of(page.site.name_of(page.own))]
}

/// The units of a page whose source is there. What has come or gone between two texts that are there in both languages has
/// come or gone together, and is one finding. `lost` are the images that are said to be lost.
pub(super) fn units(page: &Page<'_>, lost: &[Lost], changes: &Changes) -> Vec<Finding> {
    let mut found: Vec<Finding> = page.pairs().filter_map(|pair| stale(page, pair, changes)).collect();
    let is_recorded = page.units.iter().any(|unit| unit.recorded.is_some());
    if !is_recorded {
        // Without a ledger, what is there in one language alone may have been so always.
        return found;
    }
    let mut gap = Gap::default();
    for unit in page.units {
        match (unit.state, unit.source, unit.target) {
            (_, Some(_), Some(_)) => {
                found.extend(gap.close(page, Some(unit)));
                gap.before = Some(unit);
            }
            (UnitState::Missing, Some(source), None) => gap.missing(page, source, lost),
            (UnitState::Orphaned, None, Some(_)) => gap.orphaned.push(unit),
            // Nobody knows what it is: it may be what is missing.
            _ => gap.is_sure = false,
        }
    }
    found.extend(gap.close(page, None));
    found
}

/// What has changed in texts of the source, in words: every translation that is behind is told the same.
#[derive(Default)]
pub(super) struct Changes(Mutex<HashMap<(Fingerprint, Fingerprint), Arc<str>>>);

impl Changes {
    /// What has changed between a text that is remembered, by its fingerprint, and what the source says now.
    fn between(&self, (then, text): (Fingerprint, &str), now: &Unit) -> Arc<str> {
        let key = (then, now.fingerprint());
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(changes) = known().get(&key) {
            return changes.clone();
        }
        let changes: Arc<str> = short_word_diff(text, &now.content.words()).into();
        known().insert(key, changes.clone());
        changes
    }
}

fn stale(page: &Page<'_>, pair: Pair<'_>, changes: &Changes) -> Option<Finding> {
    if pair.status.state != UnitState::Stale {
        return None;
    }
    let message = match pair.status.recorded.zip(pair.status.then.as_ref()) {
        Some(((source, _), then)) => {
            let changes = changes.between((source, then), pair.of);
            format!("the source has changed since this was translated: {changes}")
        }
        None => "the source has changed since this was translated".to_owned(),
    };
    let help = format!("Translate what has changed, then run {}.", page.accept());
    Some(page.finding(Code::StaleTranslation, pair, message, help))
}

/// What stands in one language alone, between two units that are there in both.
struct Gap<'a> {
    /// The unit before.
    before: Option<&'a UnitStatus>,
    /// The source's units that are missing.
    missing: Vec<&'a Unit>,
    /// The translation's that are orphaned.
    orphaned: Vec<&'a UnitStatus>,
    /// Whether all that stands here is known.
    is_sure: bool,
}

impl Default for Gap<'_> {
    fn default() -> Self {
        Self { before: None, missing: Vec::new(), orphaned: Vec::new(), is_sure: true }
    }
}

impl<'a> Gap<'a> {
    fn missing(&mut self, page: &Page<'a>, source: usize, lost: &[Lost]) {
        let unit = page.of.and_then(|(_, of)| of.body.units.get(source));
        // A title and a description are `missing-metadata`'s, an image that is lost is `lost-image`'s.
        let is_said = |unit: &Unit| {
            !unit.kind.is_of_body() || unit.kind == UnitKind::Image && lost.iter().any(|lost| lost.is_in(unit.span))
        };
        self.missing.extend(unit.filter(|unit| !is_said(unit)));
    }

    /// What is to be said of the gap, which ends before `after`. The next begins.
    fn close(&mut self, page: &Page<'a>, after: Option<&'a UnitStatus>) -> Vec<Finding> {
        let (missing, orphaned) = (take(&mut self.missing), take(&mut self.orphaned));
        let is_sure = std::mem::replace(&mut self.is_sure, true);
        match missing.first().filter(|_| is_sure) {
            Some(first) => self.missing_finding(page, after, &missing, &orphaned, first).into_iter().collect(),
            None => orphaned.iter().filter_map(|unit| self.orphaned_finding(page, unit)).collect(),
        }
    }

    /// What is missing; what has lost its source in the same gap was written anew there, and has the same cause.
    fn missing_finding(
        &self,
        page: &Page<'a>,
        after: Option<&UnitStatus>,
        missing: &[&Unit],
        orphaned: &[&UnitStatus],
        first: &Unit,
    ) -> Option<Finding> {
        let beside = self.before.or(after);
        let side = if self.before.is_some() { "behind" } else { "before" };
        let own = |unit: &UnitStatus| page.own.body.units.get(unit.target?);
        let gone: Vec<&Unit> = orphaned.iter().filter_map(|unit| own(unit)).collect();
        let at = gone.first().copied().or_else(|| own(beside?))?;
        let text = format!("“{}”", shortened(&first.content.words(), QUOTED, 0));
        let message = match (gone.is_empty(), missing.len()) {
            (true, 1) => format!("{side} this text, one of the source is missing: {text}"),
            (true, more) => format!("{side} this text, {more} of the source are missing, from {text} on"),
            (false, 1) => format!("the source no longer has this text, but another one: {text}"),
            (false, more) => format!("the source no longer has this text, but {more} others, from {text} on"),
        };
        let (them, instead) =
            (if missing.len() == 1 { "it" } else { "them" }, if gone.is_empty() { "" } else { " instead" });
        let help = format!("Translate {them} here{instead}, then run {}.", page.accept());
        let cause = format!("{} {side} {}", page.site.name_of(page.own), beside.map_or("", |beside| &beside.id));
        let mut finding = Finding::new(Code::MissingTranslation, page.place(at), message, help).of(cause);
        let sources = missing.iter().filter_map(|unit| Some((page.source_place(unit)?, "the source".to_owned())));
        let gone = gone.iter().skip(1).map(|unit| (page.place(unit), "the source no longer has this".to_owned()));
        finding.see = sources.chain(gone).collect();
        Some(finding)
    }

    /// What has lost its source; all that has in one gap is one finding.
    fn orphaned_finding(&self, page: &Page<'a>, unit: &UnitStatus) -> Option<Finding> {
        let own = page.own.body.units.get(unit.target?)?;
        let message = match &unit.then {
            Some(then) => format!("the source no longer has this text: “{}”", shortened(then, QUOTED, 0)),
            None => "the source no longer has this text".to_owned(),
        };
        let help = "Take it out, if it does not hold any more.";
        let id = self.before.map_or("", |before| &before.id);
        let cause = format!("{} {id}", page.site.name_of(page.own));
        let mut finding = Finding::new(Code::OrphanedTranslation, page.place(own), message, help).of(cause);
        let before = self.before.and_then(|before| page.of?.1.body.units.get(before.source?));
        let place = before.and_then(|before| page.source_place(before));
        finding.see = place.map(|place| (place, "the source had it behind this".to_owned())).into_iter().collect();
        Some(finding)
    }
}
