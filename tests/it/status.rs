//! What holds of the status of any page: of whatever texts, whatever a ledger remembers of them, and however much there is.

use std::collections::BTreeSet;
use std::time::Instant;

use diglot::model::ledger::{Entry, SourceTexts};
use diglot::model::{Document, UnitState};
use diglot::translate::record::{self, Verdict};
use diglot::translate::status::{Page, UnitStatus, compare};

use crate::arbitrary::{Numbers, mutate, seeds};
use crate::units::document;

const VERDICT: Verdict = Verdict { reviewed: false, by: None };

fn status(page: &Page<'_>) -> Vec<UnitStatus> {
    let found = compare(page, |_, _, _| false);
    let count = |document: Option<&Document>| document.map_or(0, |document| document.body.units.len());
    let mut sources: Vec<usize> = found.iter().filter_map(|unit| unit.source).collect();
    let mut targets: Vec<usize> = found.iter().filter_map(|unit| unit.target).collect();
    sources.sort_unstable();
    targets.sort_unstable();
    assert_eq!(sources, (0..count(page.source)).collect::<Vec<_>>());
    assert_eq!(targets, (0..count(page.target)).collect::<Vec<_>>());
    let ids: BTreeSet<&str> = found.iter().map(|unit| unit.id.as_str()).collect();
    assert_eq!(ids.len(), found.len());
    let words = |unit: usize| page.source.expect("there").body.units[unit].content.words();
    for unit in &found {
        match unit.state {
            UnitState::Missing => assert!(unit.source.is_some() && unit.target.is_none()),
            UnitState::Orphaned => assert!(unit.source.is_none() && unit.target.is_some()),
            UnitState::Stale => {
                let then = unit.then.as_deref().expect("it is remembered");
                assert!(unit.target.is_some() && then != words(unit.source.expect("a source")));
            }
            UnitState::Fresh | UnitState::Reviewed => {
                assert!(unit.source.is_some() && unit.target.is_some() && unit.then.is_none());
            }
            UnitState::Untouched | UnitState::Unknown => assert!(unit.target.is_some() && unit.recorded.is_none()),
        }
    }
    found
}

/// Accepts a page. What has been accepted needs no second time.
fn accept(source: &Document, target: &Document, entries: &mut Vec<Entry>, texts: &mut SourceTexts) {
    let known = texts.clone();
    let page = Page { source: Some(source), target: Some(target), entries, texts: &known };
    let (new, changed) = record::accept(&page, &status(&page), VERDICT, texts, |_, _, _| false);
    assert_eq!(changed == 0, new == *entries);
    let page = Page { entries: &new, texts: &texts.clone(), ..page };
    assert_eq!(record::accept(&page, &status(&page), VERDICT, texts, |_, _, _| false), (new.clone(), 0));
    *entries = new;
}

/// What a page is full of; how many of it; the source then, the source now and the translation.
type Case<'a> = (&'a str, usize, &'a dyn Fn(usize) -> [String; 3]);

#[test]
fn every_unit_is_told_once_whatever_is_remembered() {
    let seeds = seeds();
    let mut numbers = Numbers(0x5DEE_CE66_D1CE_4E5B);
    let rounds = std::env::var("DIGLOT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(200);
    for _ in 0..rounds {
        let text = mutate(&mut numbers, &seeds);
        let (source, target) = (document("a.md", &text), document("a.md", &text.replace('e', "ë")));
        let (mut entries, mut texts) = (Vec::new(), SourceTexts::new());
        accept(&source, &target, &mut entries, &mut texts);
        let page = Page { source: Some(&source), target: Some(&target), entries: &entries, texts: &texts };
        let accepted = status(&page);
        assert!(
            accepted
                .iter()
                .all(|unit| unit.source.is_none() || unit.target.is_none() || unit.state == UnitState::Fresh)
        );
        // Lines of either text come, go, move and are there twice.
        let edit = |numbers: &mut Numbers, text: &str| {
            let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
            for _ in 0..numbers.below(6) {
                let (from, to) = (numbers.below(lines.len()), numbers.below(lines.len()));
                match numbers.below(4) {
                    _ if lines.is_empty() => {}
                    0 => drop(lines.remove(from)),
                    1 => lines.swap(from, to),
                    2 => lines.insert(to, lines[from]),
                    _ => lines.insert(to, "A new line of words.\n"),
                }
            }
            lines.concat()
        };
        let source = document("a.md", &edit(&mut numbers, &text));
        let target = document("a.md", &edit(&mut numbers, &text.replace('e', "ë")));
        // What a merge leaves: an id twice, each with another text.
        if entries.len() > 1 && numbers.below(3) == 0 {
            let (one, other) = (numbers.below(entries.len()), numbers.below(entries.len()));
            let twice = Entry { id: entries[one].id.clone(), ..entries[other].clone() };
            entries.push(twice);
            entries.sort();
            entries.dedup();
        }
        for (source, target) in [(Some(&source), Some(&target)), (Some(&source), None), (None, Some(&target))] {
            status(&Page { source, target, entries: &entries, texts: &texts });
        }
        accept(&source, &target, &mut entries, &mut texts);
    }
}

#[test]
fn long_pages_take_linear_time() {
    let numbered = |count: usize, line: &str| -> String {
        (0..count).map(|number| line.replace('#', &number.to_string())).collect()
    };
    let table = |count: usize, cell: &str| format!("| a |\n| --- |\n{}", format!("| {cell} |\n").repeat(count));
    let cases: [Case<'_>; 6] = [
        ("equal cells", 20_000, &|count| [table(count, "Yes"), table(count, "Ja"), table(count, "Yes")]),
        ("equal cells that change", 20_000, &|count| [table(count, "Yes"), table(count, "Ja"), table(count, "No")]),
        ("paragraphs that change", 20_000, &|count| {
            ["The # is old.\n\n", "Die # ist alt.\n\n", "The x# is new.\n\n"].map(|line| numbered(count, line))
        }),
        ("one translation of many texts", 20_000, &|count| {
            ["Old #.\n\n", "Alt.\n\n", "New #.\n\n"].map(|line| numbered(count, line))
        }),
        ("words that change", 5_000, &|count| ["a#\n\n", "b#\n\n", "c#\n\n"].map(|line| numbered(count, line))),
        ("the other way round", 20_000, &|count| {
            let source = numbered(count, "The # one.\n\n");
            let turned: String =
                source.split("\n\n").collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n\n");
            [source, numbered(count, "Die #.\n\n"), turned]
        }),
    ];
    for (name, most, texts_of) in cases {
        let time = |count: usize| {
            let [old, own, new] = texts_of(count).map(|text| document("a.md", &text));
            let start = Instant::now();
            let mut texts = SourceTexts::new();
            let nothing = SourceTexts::new();
            // As though somebody had told which is which.
            let pair = |(number, (of, own)): (usize, (&diglot::model::Unit, &diglot::model::Unit))| {
                let source = diglot::model::ledger::Fingerprint::of(&of.content.words());
                texts.insert(source, of.content.words().into());
                let target = diglot::model::ledger::Fingerprint::of(&own.content.words());
                Entry { id: format!("{number:06}").into(), source, target, reviewed: false, by: None }
            };
            let entries: Vec<Entry> = old.body.units.iter().zip(&own.body.units).enumerate().map(pair).collect();
            let kept = status(&Page { source: Some(&old), target: Some(&own), entries: &entries, texts: &texts });
            assert!(kept.iter().all(|unit| unit.state == UnitState::Fresh), "{name}");
            let page = Page { source: Some(&new), target: Some(&own), entries: &entries, texts: &texts };
            let units = status(&page);
            record::accept(&page, &units, VERDICT, &mut texts.clone(), |_, _, _| false);
            record::adopt(&old, &own, &mut nothing.clone(), |_, _, _| false);
            start.elapsed().as_secs_f64()
        };
        let (small, large) = (time(most / 2).max(0.02), time(most));
        // Twice as much may take twice as long, and four times that for a machine that does other things.
        let times = format!("{name}: {small:.3} s, twice as much {large:.3} s");
        assert!(large < small * 2.0 * 4.0, "{times}");
        eprintln!("{times}");
    }
}
