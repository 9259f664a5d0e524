//! Units: what a translator sees of a document, and the document put together again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use diglot::model::{Document, LocaleId, Unit};
use diglot::parse::bilingual::{self, Half};
use diglot::parse::join::{Refusal, join};
use diglot::parse::markdown::Manner;
use diglot::parse::page::{Request, parse};
use diglot::translate::align::align;

/// A document as a check reads it.
pub fn document(path: &str, text: &str) -> Document {
    let file: Arc<str> = path.into();
    let manner = Manner { keeps_units: true, ..Manner::default() };
    parse(Request { file: &file, text, locale: LocaleId(0), path, include: false, manner }).0
}

fn words(document: &Document) -> Vec<String> {
    document.body.units.iter().map(|unit| unit.content.words()).collect()
}

#[test]
fn every_document_of_the_corpora_is_put_together_as_it_was() {
    let Some(files) = crate::corpus::pages() else { return };
    let (mut units, mut same, mut refused, mut misread) = (0, 0, 0, 0);
    for (path, text) in files {
        let old = document(&path, &text);
        // A site keeps the units of navigation whenever it keeps traces.
        if old.is_page() {
            crate::fuzz::targets::pages::leave_their_traces(&old, &text);
        }
        assert_eq!(join(&text, &old.body, &BTreeMap::new()).as_deref(), Ok(&*text), "{path}");
        let mut contents = BTreeMap::new();
        for (number, unit) in old.body.units.iter().enumerate() {
            units += 1;
            contents.insert(number, unit.content.clone());
            match join(&text, &old.body, &BTreeMap::from([(number, unit.content.clone())])) {
                Ok(new) => same += usize::from(new == text),
                Err((_, why)) => {
                    contents.remove(&number);
                    refused += usize::from(why == Refusal::Misread);
                }
            }
        }
        let new = join(&text, &old.body, &contents).expect("each of them can be written");
        let again = document(&path, &new);
        misread += usize::from(words(&old) != words(&again));
    }
    assert!(units > 100_000 && same * 100 > units * 75, "{same} of {units} are written as they were");
    assert!(refused <= 15 && misread <= 1, "{refused} cannot be written, {misread} are read otherwise");
}

/// A half of a bilingual text, and where in it each pair stands.
fn half(text: &str, half: Half) -> (String, Vec<(String, std::ops::Range<usize>)>) {
    let (mut out, mut places, mut from) = (String::new(), Vec::new(), 0);
    for (pair, whole) in bilingual::pairs(text) {
        out.push_str(&text[from..whole.start]);
        let kept = if half == Half::Target { pair.target } else { pair.source };
        places.push((pair.id, out.len()..out.len() + kept.of(text).len()));
        out.push_str(kept.of(text));
        from = whole.end;
    }
    out.push_str(&text[from..]);
    (out, places)
}

/// For each unit the pairs that stand in it.
fn pairs_of(document: &Document, places: &[(String, std::ops::Range<usize>)]) -> Vec<BTreeSet<String>> {
    let within = |unit: &Unit| {
        let inside = |range: &std::ops::Range<usize>| range.start < unit.span.end && unit.span.start < range.end;
        places.iter().filter(|(_, range)| inside(range)).map(|(id, _)| id.clone()).collect()
    };
    document.body.units.iter().map(within).collect()
}

/// What an alignment claims, how much of it is right, and how much there was to claim.
#[derive(Default, Debug)]
struct Score {
    claimed: usize,
    right: usize,
    there: usize,
}

impl Score {
    fn is_at_least(&self, precision: f64, recall: f64) {
        let (right, claimed, there) = (self.right as f64, self.claimed as f64, self.there as f64);
        assert!(right / claimed >= precision && right / there >= recall, "{self:?}");
    }
}

#[test]
fn halves_of_bilingual_pages_are_aligned_by_themselves() {
    let Some(files) = crate::corpus::pages() else { return };
    let mut score = Score::default();
    for (path, text) in files.into_iter().filter(|(_, text)| bilingual::is_bilingual(text)) {
        let (source, target) = (half(&text, Half::Source), half(&text, Half::Target));
        let (theirs, own) = (document(&path, &source.0), document(&path, &target.0));
        let (of, mine) = (pairs_of(&theirs, &source.1), pairs_of(&own, &target.1));
        let ids: BTreeSet<&String> = mine.iter().flatten().collect();
        score.there += of.iter().filter(|pairs| pairs.iter().any(|id| ids.contains(id))).count();
        for found in align(&theirs, &own) {
            let (a, b) = (&of[found.source], &mine[found.target]);
            if !(a.is_empty() && b.is_empty()) {
                score.claimed += 1;
                score.right += usize::from(!a.is_disjoint(b));
            }
        }
    }
    assert!(score.there > 20_000);
    score.is_at_least(0.999, 0.995);
}

#[test]
fn a_translation_is_aligned_with_a_source_that_has_moved_on() {
    let Some(root) = crate::corpus::corpus() else { return };
    let root = root.join("partner-center-sdk");
    let mut score = Score::default();
    for file in crate::html::files(&root.join("zh-tw/develop"), "md") {
        let path = file.strip_prefix(root.join("zh-tw")).expect("below").to_string_lossy().into_owned();
        let read = |part: &str| std::fs::read_to_string(root.join(part).join(&path)).ok();
        let texts = (read("zh-tw"), read("en-us-when-translated-to-zh-tw"), read("en-us"));
        let (Some(own), Some(then), Some(now)) = texts else { continue };
        let [own, then, now] = [own, then, now].map(|text| document(&path, &text));
        // What was translated from what, and which of that stands in the source still.
        let made_from: BTreeMap<usize, usize> = align(&then, &own).iter().map(|it| (it.target, it.source)).collect();
        let (old, new) = (words(&then), words(&now));
        let equal = |change: &similar::DiffOp| match *change {
            similar::DiffOp::Equal { old_index, new_index, len } => {
                (old_index..old_index + len).zip(new_index..).collect()
            }
            _ => Vec::new(),
        };
        let changes = similar::capture_diff_slices(similar::Algorithm::Patience, &old, &new);
        let left: Vec<(usize, usize)> = changes.iter().flat_map(equal).collect();
        let now_from_then: BTreeMap<usize, usize> = left.iter().map(|(then, now)| (*now, *then)).collect();
        let there: BTreeSet<usize> = left.iter().map(|(then, _)| *then).collect();
        score.there += made_from.values().filter(|then| there.contains(then)).count();
        for found in align(&now, &own) {
            let Some(then) = now_from_then.get(&found.source) else { continue };
            score.claimed += 1;
            score.right += usize::from(made_from.get(&found.target) == Some(then));
        }
    }
    assert!(score.there > 15_000, "{score:?}");
    score.is_at_least(0.999, 0.98);
}
