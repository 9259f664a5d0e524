//! What a ledger is told: of the units that somebody accepts, and of those whose past is known.

use std::collections::BTreeMap;

use super::status::{self, Page, UnitStatus};
use crate::model::ledger::{Entry, Fingerprint, SourceTexts};
use crate::model::{Document, Provenance, UnitState};

/// What somebody says of translations that they accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whether they have been read again.
    pub reviewed: bool,
    /// Who made them, where that is said; else what was known of it stays.
    pub by: Option<Provenance>,
}

/// How often a page is looked at again for what its new entries tell.
const AGAIN: usize = 4;

/// The entries of a page once its translated units are accepted as they stand, and how many are not as they were. Texts
/// that still are the source's are not accepted, and what stands alone in either language is left as it was remembered.
///
/// A unit that was read again stays so as long as neither text has changed.
pub fn accept(
    page: &Page<'_>,
    units: &[UnitStatus],
    verdict: Verdict,
    texts: &mut SourceTexts,
    is_untouched: impl Fn(&Document, usize, bool) -> bool,
) -> (Vec<Entry>, usize) {
    let (mut entries, mut changed) = accept_once(page, units, verdict, texts);
    let mut more = changed;
    for _ in 0..AGAIN {
        if more == 0 {
            break;
        }
        // What was accepted may tell what something else was made from.
        let units = status::compare(&Page { entries: &entries, texts, ..*page }, &is_untouched);
        (entries, more) = accept_once(&Page { entries: &entries, ..*page }, &units, verdict, texts);
        changed += more;
    }
    (entries, changed)
}

fn accept_once(
    page: &Page<'_>,
    units: &[UnitStatus],
    verdict: Verdict,
    texts: &mut SourceTexts,
) -> (Vec<Entry>, usize) {
    let (Some(source), Some(target)) = (page.source, page.target) else { return (page.entries.to_vec(), 0) };
    // A merge may have left more than one entry of a unit.
    let mut entries: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for entry in page.entries {
        entries.entry(&entry.id).or_default().push(entry.clone());
    }
    let mut changed = 0;
    for unit in units.iter().filter(|unit| unit.state != UnitState::Untouched) {
        let (Some(of), Some(own)) = (unit.source, unit.target) else { continue };
        let (words, made) = (source.body.units[of].content.words(), target.body.units[own].content.words());
        let (of, own) = (Fingerprint::of(&words), Fingerprint::of(&made));
        let was = entries.entry(&unit.id).or_default();
        let same = was.iter().find(|was| (was.source, was.target) == (of, own));
        let entry = Entry {
            id: unit.id.clone(),
            source: of,
            target: own,
            reviewed: verdict.reviewed || same.is_some_and(|was| was.reviewed),
            by: verdict.by.or(same.and_then(|was| was.by)).or(Some(Provenance::Human)),
        };
        texts.entry(of).or_insert_with(|| words.into());
        if *was != [entry.clone()] {
            changed += 1;
            *was = vec![entry];
        }
    }
    (entries.into_values().flatten().collect(), changed)
}

/// The entries of a translation that is known to be made from a text that its source once had.
pub fn adopt(
    then: &Document,
    target: &Document,
    texts: &mut SourceTexts,
    is_untouched: impl Fn(&Document, usize, bool) -> bool,
) -> Vec<Entry> {
    let nothing = SourceTexts::new();
    let page = Page { source: Some(then), target: Some(target), entries: &[], texts: &nothing };
    let units = status::compare(&page, is_untouched);
    let by = provenance(target);
    let mut entries = Vec::new();
    for unit in units.iter().filter(|unit| unit.state == UnitState::Unknown) {
        let (Some(of), Some(own)) = (unit.source, unit.target) else { continue };
        let (words, made) = (then.body.units[of].content.words(), target.body.units[own].content.words());
        let source = Fingerprint::of(&words);
        texts.entry(source).or_insert_with(|| words.into());
        entries.push(Entry { id: unit.id.clone(), source, target: Fingerprint::of(&made), reviewed: false, by });
    }
    entries.sort();
    entries
}

/// Who made a translation, as far as its front matter says: docfx's pipeline writes `ms.translationtype`.
fn provenance(target: &Document) -> Option<Provenance> {
    let kind = target.front.extra.get("ms.translationtype").or_else(|| target.front.extra.get("translationtype"))?;
    match kind.as_str()?.to_ascii_uppercase().as_str() {
        "MT" => Some(Provenance::Machine),
        "HT" | "PE" => Some(Provenance::Human),
        _ => None,
    }
}
