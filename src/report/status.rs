//! How far every locale is, for programs and for people.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::count;
use crate::model::{Document, LocaleId, PageState, UnitState};
use crate::site::Site;
use crate::site::cost::Cost;
use crate::site::status::PageStatus;
use crate::text::changes::word_diff;
use crate::text::{LineIndex, Span, words_in};
use crate::translate::status::UnitStatus;

/// How many pages a table names that are to be done first.
const FIRST: usize = 10;

/// A site with how each of its locales stands.
#[derive(Debug)]
pub struct Report<'a> {
    /// The site.
    pub site: &'a Site,
    /// The pages of each locale.
    pub locales: Vec<(LocaleId, Vec<PageStatus>)>,
    /// The states of units that are told one by one; none means all of them.
    pub only: Vec<UnitState>,
    /// What changes of the source cost, where somebody has asked.
    pub since: Option<Since>,
}

/// What the changes of the source since some revision cost each locale.
#[derive(Debug)]
pub struct Since {
    /// The revision as it was named.
    pub revision: String,
    /// The costs by locale.
    pub costs: Vec<(LocaleId, Vec<Cost>)>,
}

/// What there is of something: pages, units or words by the names of their states.
type Counts = BTreeMap<&'static str, usize>;

impl<'a> Report<'a> {
    /// Looks at the locales that are translated.
    pub fn new(site: &'a Site, only: Vec<UnitState>) -> Self {
        let locales = site.translations().map(|locale| (locale, site.status(locale))).collect();
        Self { site, locales, only, since: None }
    }

    fn tag(&self, locale: LocaleId) -> &str {
        self.site.config.locale(locale).tag.as_str()
    }

    /// The text of a unit in its source, and in its translation.
    pub fn texts(&self, page: &PageStatus, unit: &UnitStatus) -> (Option<String>, Option<String>) {
        let words = |id: Option<_>, number: Option<usize>| {
            let document: &Document = self.site.document(id?);
            Some(document.body.units.get(number?)?.content.words())
        };
        (words(page.documents.source, unit.source), words(page.documents.target, unit.target))
    }

    /// The words that a unit has to translate: the source's; the translation's, where the source has the unit no longer.
    pub fn words(&self, page: &PageStatus, unit: &UnitStatus) -> usize {
        let text = |id: Option<_>, number: Option<usize>| self.site.document(id?).body.units.get(number?);
        let unit = text(page.documents.source, unit.source).or_else(|| text(page.documents.target, unit.target));
        unit.map_or(0, |unit| words_in(&unit.content.words()))
    }

    /// Whether a unit is told.
    pub fn tells(&self, unit: &UnitStatus) -> bool {
        self.only.is_empty() || self.only.contains(&unit.state)
    }

    /// How many words a change costs on one page.
    fn cost(&self, cost: &Cost) -> usize {
        let source = self.site.document(cost.source);
        cost.units
            .iter()
            .filter_map(|unit| source.body.units.get(*unit))
            .map(|unit| words_in(&unit.content.words()))
            .sum()
    }

    fn units(&self, pages: &[PageStatus]) -> Counts {
        let mut counts: Counts = UnitState::ALL.iter().map(|state| (state.name(), 0)).collect();
        for unit in pages.iter().flat_map(|page| &page.units) {
            *counts.entry(unit.state.name()).or_default() += 1;
        }
        counts
    }

    fn word_counts(&self, pages: &[PageStatus]) -> Counts {
        let mut counts: Counts = UnitState::ALL.iter().map(|state| (state.name(), 0)).collect();
        for page in pages {
            for unit in &page.units {
                *counts.entry(unit.state.name()).or_default() += self.words(page, unit);
            }
        }
        counts
    }

    /// The words of a page that somebody has to translate or to look at.
    pub fn left(&self, page: &PageStatus) -> usize {
        let units = page.units.iter().filter(|unit| is_left(unit.state));
        units.map(|unit| self.words(page, unit)).sum()
    }

    /// The pages to do first: those with the fewest words left, because what is nearly done helps readers soonest.
    pub fn first<'p>(&self, pages: &'p [PageStatus]) -> Vec<(&'p PageStatus, usize)> {
        let left = pages.iter().map(|page| (page, self.left(page)));
        let mut left: Vec<_> = left.filter(|(page, left)| *left > 0 && page.state != PageState::Orphaned).collect();
        left.sort_by_key(|(page, left)| (*left, page.key.clone()));
        left
    }
}

/// Whether a unit in this state wants a translator.
pub fn is_left(state: UnitState) -> bool {
    matches!(state, UnitState::Missing | UnitState::Stale | UnitState::Untouched)
}

fn page_counts(pages: &[PageStatus]) -> Counts {
    let mut counts: Counts = PageState::ALL.iter().map(|state| (state.name(), 0)).collect();
    for page in pages {
        *counts.entry(page.state.name()).or_default() += 1;
    }
    counts
}

/// One JSON object: `locales`, `pages` and `units`.
pub fn json(report: &Report<'_>) -> String {
    let (mut locales, mut all_pages, mut units) = (Vec::new(), Vec::new(), Vec::new());
    for (locale, pages) in &report.locales {
        let tag = report.tag(*locale);
        locales.push(json!({
            "locale": tag,
            "pages": page_counts(pages),
            "units": report.units(pages),
            "words": report.word_counts(pages),
        }));
        for page in pages {
            let key = page.key.as_str();
            let counts = report.units(std::slice::from_ref(page));
            all_pages.push(json!({ "page": key, "locale": tag, "state": page.state.name(), "counts": counts }));
            let lines = Lines::new(report.site, page);
            let told = page.units.iter().filter(|unit| report.tells(unit));
            units.extend(told.map(|unit| json_unit(report, tag, page, unit, &lines)));
        }
    }
    let mut object = json!({ "locales": locales, "pages": all_pages, "units": units });
    if let Some(since) = &report.since {
        object["since"] = json_since(report, since);
    }
    format!("{object}\n")
}

fn json_since(report: &Report<'_>, since: &Since) -> Value {
    let cost =
        |cost: &Cost| json!({ "page": cost.key.as_str(), "units": cost.units.len(), "words": report.cost(cost) });
    let locale = |(locale, costs): &(LocaleId, Vec<Cost>)| {
        json!({
            "locale": report.tag(*locale),
            "units": costs.iter().map(|cost| cost.units.len()).sum::<usize>(),
            "words": costs.iter().map(|cost| report.cost(cost)).sum::<usize>(),
            "pages": costs.iter().map(cost).collect::<Vec<_>>(),
        })
    };
    json!({ "revision": since.revision, "locales": since.costs.iter().map(locale).collect::<Vec<_>>() })
}

fn json_unit(report: &Report<'_>, tag: &str, page: &PageStatus, unit: &UnitStatus, lines: &Lines<'_>) -> Value {
    let (source, target) = report.texts(page, unit);
    json!({
        "page": page.key.as_str(),
        "locale": tag,
        "id": unit.id,
        "state": unit.state.name(),
        "source": source,
        "source_then": unit.then.as_deref(),
        "target": target,
        "confidence": (f64::from(unit.confidence) * 1000.0).round() / 1000.0,
        "provenance": unit.by.map(crate::model::Provenance::name),
        "line": lines.of(unit),
    })
}

/// Finds the lines of a page's units.
pub struct Lines<'a> {
    source: Option<(&'a Document, LineIndex, &'a str)>,
    target: Option<(&'a Document, LineIndex, &'a str)>,
}

impl<'a> Lines<'a> {
    /// The lines of a page.
    pub fn new(site: &'a Site, page: &PageStatus) -> Self {
        let read = |id| {
            let document = site.document(id);
            let text = site.text_of(document);
            (document, LineIndex::new(text), text)
        };
        Self { source: page.documents.source.map(read), target: page.documents.target.map(read) }
    }

    /// The line of a unit in the translation; where that has none, in the source.
    pub fn of(&self, unit: &UnitStatus) -> usize {
        self.target(unit).or_else(|| self.source(unit)).unwrap_or(1)
    }

    /// The line of a unit in the source.
    pub fn source(&self, unit: &UnitStatus) -> Option<usize> {
        line(self.source.as_ref()?, unit.source?)
    }

    /// The line of a unit in the translation.
    pub fn target(&self, unit: &UnitStatus) -> Option<usize> {
        line(self.target.as_ref()?, unit.target?)
    }
}

fn line((document, lines, text): &(&Document, LineIndex, &str), unit: usize) -> Option<usize> {
    let span: Span = document.body.units.get(unit)?.span;
    Some(lines.position_of(text, span.start).line)
}

/// A table for people.
pub fn table(report: &Report<'_>) -> String {
    let mut out = String::new();
    for (locale, pages) in &report.locales {
        let tag = report.tag(*locale);
        let total = |counts: &Counts| counts.values().sum::<usize>();
        let listed = |counts: &Counts, names: &[&'static str]| {
            let said = names.iter().filter_map(|name| Some((counts[name], *name)).filter(|(count, _)| *count > 0));
            said.map(|(count, name)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
        };
        let (page_states, unit_states): (Vec<_>, Vec<_>) = (
            PageState::ALL.iter().map(|state| state.name()).collect(),
            UnitState::ALL.iter().map(|state| state.name()).collect(),
        );
        let (page_counts, units, words) = (page_counts(pages), report.units(pages), report.word_counts(pages));
        out.push_str(&format!("{tag}\n"));
        for (one, counts, states) in
            [("page", &page_counts, &page_states), ("unit", &units, &unit_states), ("word", &words, &unit_states)]
        {
            out.push_str(&format!("  {}  {}\n", aligned(total(counts), one), listed(counts, states)));
        }
        if !report.only.is_empty() {
            for page in pages {
                table_units(&mut out, report, page);
            }
            continue;
        }
        let first = report.first(pages);
        if !first.is_empty() {
            out.push_str("  To do first, the fewest words left before the others:\n");
        }
        for (page, left) in first.iter().take(FIRST) {
            out.push_str(&format!("  {}  {} ({})\n", aligned(*left, "word"), page.key, page.state.name()));
        }
        if first.len() > FIRST {
            out.push_str(&format!("          and {} more\n", count(first.len() - FIRST, "page")));
        }
    }
    if let Some(since) = &report.since {
        out.push_str(&format!("What the source has changed since {} costs\n", since.revision));
        for (locale, costs) in &since.costs {
            let units = costs.iter().map(|cost| cost.units.len()).sum::<usize>();
            let words = costs.iter().map(|cost| report.cost(cost)).sum::<usize>();
            out.push_str(&format!("  {}: {}, {}", report.tag(*locale), count(units, "unit"), count(words, "word")));
            out.push_str(&format!(" on {}\n", count(costs.len(), "page")));
            for cost in costs {
                out.push_str(&format!("  {}  {}\n", aligned(report.cost(cost), "word"), cost.key));
            }
        }
    }
    if report.locales.is_empty() {
        out.push_str("There is no language here that is translated from another.\n");
    }
    out
}

/// A number of things in a column of its own.
fn aligned(count: usize, one: &str) -> String {
    if count == 1 { format!("{count:>7} {one} ") } else { format!("{count:>7} {one}s") }
}

/// The units of a page that are told, with what has changed in their source.
fn table_units(out: &mut String, report: &Report<'_>, page: &PageStatus) {
    let told: Vec<&UnitStatus> = page.units.iter().filter(|unit| report.tells(unit)).collect();
    if told.is_empty() {
        return;
    }
    let lines = Lines::new(report.site, page);
    out.push_str(&format!("\n  {} ({})\n", page.key, page.state.name()));
    for unit in told {
        let (source, target) = report.texts(page, unit);
        let own = page.documents.target.filter(|_| unit.target.is_some()).or(page.documents.source);
        let file = own.map_or("", |id| &report.site.document(id).file);
        out.push_str(&format!("    {file}:{}: {} {}\n", lines.of(unit), unit.state.name(), unit.id));
        match (&unit.then, &source) {
            (Some(then), Some(now)) => out.push_str(&format!("      source       {}\n", word_diff(then, now))),
            (Some(then), None) => out.push_str(&format!("      source then  {then}\n")),
            (None, Some(now)) => out.push_str(&format!("      source       {now}\n")),
            (None, None) => {}
        }
        if let Some(target) = target {
            out.push_str(&format!("      translation  {target}\n"));
        }
    }
}
