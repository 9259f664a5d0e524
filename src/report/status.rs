//! How far every locale is, for programs and for people.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::count;
use super::json::VERSION;
use super::said::{Room, Said, said};
use crate::model::ledger::Settled;
use crate::model::unit::Amount;
use crate::model::{Document, LocaleId, PageState, UnitState};
use crate::site::Site;
use crate::site::cost::Cost;
use crate::site::status::PageStatus;
use crate::site::whole::Wholes;
use crate::text::changes::word_diff;
use crate::text::escape::for_terminal;
use crate::translate::status::{Page, UnitStatus};

/// How many pages a table names that are to be done first.
const FIRST: usize = 10;

/// A site with how each of its locales stands.
#[derive(Debug)]
pub struct Report<'a> {
    /// The site.
    pub site: &'a Site,
    /// The pages of each locale.
    pub locales: Vec<(LocaleId, Vec<Told>)>,
    /// The states of units that somebody wants to be told one by one.
    pub only: Vec<UnitState>,
    /// What changes of the source cost, where somebody has asked.
    pub since: Option<Since>,
    wholes: Wholes<'a>,
}

/// A page of a report.
#[derive(Debug)]
pub struct Told {
    /// How it stands; of its units only those are kept that may be told one by one.
    pub page: PageStatus,
    /// How many of its units are in which state.
    pub tally: Tally,
    /// What its units say, where that was at hand and there was room for it.
    said: Option<Vec<Said>>,
}

/// The units of a page by their states, in the order of [`UnitState::ALL`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    /// All of them.
    pub all: [Amount; UnitState::ALL.len()],
    /// Those that the source has.
    pub of_source: [Amount; UnitState::ALL.len()],
    /// Whether anything is recorded of them.
    pub is_recorded: bool,
}

impl Tally {
    /// The units of a page that is settled.
    pub fn settled(known: &Settled) -> Self {
        let mut tally = Self { is_recorded: true, ..Self::default() };
        for (state, amount) in [(UnitState::Fresh, known.fresh), (UnitState::Reviewed, known.reviewed)] {
            tally.all[state as usize] = amount;
        }
        Self { of_source: tally.all, ..tally }
    }

    /// Counts the units of a page: its `source`, and its `target` as it was compared.
    pub fn new(page: &PageStatus, source: Option<&Document>, target: Option<&Document>) -> Self {
        let mut tally = Self::default();
        for unit in &page.units {
            let words = match (source.zip(unit.source), unit.target) {
                (Some((source, number)), _) => source.words_of(number),
                (None, Some(number)) => target.map_or(0, |target| target.words_of(number)),
                (None, None) => 0,
            };
            let amount = Amount { units: 1, words };
            tally.all[unit.state as usize] += amount;
            if unit.source.is_some() {
                tally.of_source[unit.state as usize] += amount;
            }
            tally.is_recorded |= unit.recorded.is_some();
        }
        tally
    }

    /// How many words of the source are in states.
    pub fn words(&self, states: &[UnitState]) -> usize {
        states.iter().map(|state| self.of_source[*state as usize].words).sum()
    }

    /// The words that somebody has to translate or to look at.
    pub fn left(&self) -> usize {
        self.words(&LEFT)
    }
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
    /// Looks at the locales that are translated. Units in the states of `only` are told one by one; for those that stand well the site
    /// keeps units.
    pub fn new(site: &'a Site, only: Vec<UnitState>) -> Self {
        let wholes = Wholes::new(site);
        // Most units stand well, and there is nothing to tell of them but how many they are.
        let may_be_told = |unit: &UnitStatus| !stands_well(unit.state) || only.contains(&unit.state);
        let room = Room::default();
        let told = |mut page: PageStatus, compared: &Page<'_>| {
            // Traces of the source count words already.
            let own = page.documents.source.map(|id| site.document(id));
            let source = own.filter(|source| source.body.traces.is_some()).or(compared.source);
            let tally = Tally::new(&page, source, compared.target);
            page.units.retain(may_be_told);
            page.units.shrink_to_fit();
            // Of pages that are behind single units are told; whoever compares such a page has read it anyway.
            let is_at_hand = page.state == PageState::Behind;
            let said =
                is_at_hand.then(|| room.take(said(site, [compared.source, compared.target], &page.units))).flatten();
            Told { page, tally, said }
        };
        let settled = |page: PageStatus, known: &Settled| Told { page, tally: Tally::settled(known), said: None };
        let told = |locale| (locale, site.each_status(locale, &wholes, settled, told));
        let locales = site.translations().map(told).collect();
        Self { site, locales, only, since: None, wholes }
    }

    fn tag(&self, locale: LocaleId) -> &str {
        self.site.config.locale(locale).tag.as_str()
    }

    /// Whether a unit is told.
    pub fn tells(&self, unit: &UnitStatus) -> bool {
        self.only.contains(&unit.state)
    }

    /// What the units of a page say, in their order.
    pub fn said<'t>(&self, told: &'t Told) -> Cow<'t, [Said]> {
        if let Some(said) = &told.said {
            return Cow::Borrowed(said);
        }
        if told.page.units.is_empty() {
            return Cow::Borrowed(&[]);
        }
        let documents = told.page.documents;
        let [source, target] = [documents.source, documents.target].map(|id| id.map(|id| self.wholes.get(id)));
        Cow::Owned(said(self.site, [source.as_deref(), target.as_deref()], &told.page.units))
    }

    /// How many words a change costs on one page.
    fn cost(&self, cost: &Cost) -> usize {
        let source = self.wholes.traced(cost.source);
        cost.units.iter().map(|unit| source.words_of(*unit)).sum()
    }

    /// The pages to do first: those with the fewest words left, because what is nearly done helps readers soonest.
    pub fn first<'p>(&self, pages: &'p [Told]) -> Vec<&'p Told> {
        let is_left = |told: &&Told| told.tally.left() > 0 && told.page.state != PageState::Orphaned;
        let mut left: Vec<&Told> = pages.iter().filter(is_left).collect();
        left.sort_by_key(|told| (told.tally.left(), &told.page.key));
        left
    }
}

/// The states in which a unit wants a translator.
const LEFT: [UnitState; 3] = [UnitState::Missing, UnitState::Stale, UnitState::Untouched];

/// Whether there is nothing to do for a unit in this state.
pub fn stands_well(state: UnitState) -> bool {
    matches!(state, UnitState::Fresh | UnitState::Reviewed)
}

/// Whether a unit in this state wants a translator.
pub fn is_left(state: UnitState) -> bool {
    LEFT.contains(&state)
}

/// The amounts of pages together, by the names of states.
fn counts(pages: &[Told], of: fn(&Amount) -> usize) -> Counts {
    let sum = |state: UnitState| pages.iter().map(|told| of(&told.tally.all[state as usize])).sum();
    UnitState::ALL.iter().map(|state| (state.name(), sum(*state))).collect()
}

fn units(pages: &[Told]) -> Counts {
    counts(pages, |amount| amount.units)
}

fn words(pages: &[Told]) -> Counts {
    counts(pages, |amount| amount.words)
}

fn page_counts(pages: &[Told]) -> Counts {
    let mut counts: Counts = PageState::ALL.iter().map(|state| (state.name(), 0)).collect();
    for Told { page, .. } in pages {
        *counts.entry(page.state.name()).or_default() += 1;
    }
    counts
}

/// One JSON object: `locales`, `pages` and `units`.
pub fn json(report: &Report<'_>) -> String {
    let (mut locales, mut all_pages, mut all_units) = (Vec::new(), Vec::new(), Vec::new());
    for (locale, pages) in &report.locales {
        let tag = report.tag(*locale);
        locales.push(json!({
            "locale": tag,
            "pages": page_counts(pages),
            "units": units(pages),
            "words": words(pages),
        }));
        for told in pages {
            let page = &told.page;
            let counts = units(std::slice::from_ref(told));
            let key = page.key.as_str();
            all_pages.push(json!({ "page": key, "locale": tag, "state": page.state.name(), "counts": counts }));
            let said = report.said(told);
            let told = page.units.iter().zip(&*said).filter(|(unit, _)| report.tells(unit));
            all_units.extend(told.map(|(unit, said)| json_unit(tag, page, unit, said)));
        }
    }
    let mut object = json!({ "version": VERSION, "locales": locales, "pages": all_pages, "units": all_units });
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

fn json_unit(tag: &str, page: &PageStatus, unit: &UnitStatus, said: &Said) -> Value {
    json!({
        "page": page.key.as_str(),
        "locale": tag,
        "id": unit.id.as_str(),
        "state": unit.state.name(),
        "source": said.source,
        "source_then": unit.then.as_deref(),
        "target": said.target,
        "confidence": (f64::from(unit.confidence) * 1000.0).round() / 1000.0,
        "provenance": unit.by.map(crate::model::Provenance::name),
        "line": said.line(),
    })
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
        let (page_counts, units, words) = (page_counts(pages), units(pages), words(pages));
        out.push_str(&format!("{tag}\n"));
        for (one, counts, states) in
            [("page", &page_counts, &page_states), ("unit", &units, &unit_states), ("word", &words, &unit_states)]
        {
            out.push_str(&format!("  {}  {}\n", aligned(total(counts), one), listed(counts, states)));
        }
        if !report.only.is_empty() {
            for told in pages {
                table_units(&mut out, report, told);
            }
            continue;
        }
        let first = report.first(pages);
        if !first.is_empty() {
            out.push_str("  To do first, the fewest words left before the others:\n");
        }
        for Told { page, tally, .. } in first.iter().take(FIRST) {
            out.push_str(&format!("  {}  {} ({})\n", aligned(tally.left(), "word"), page.key, page.state.name()));
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
    for_terminal(&out)
}

/// A number of things in a column of its own.
fn aligned(count: usize, one: &str) -> String {
    if count == 1 { format!("{count:>7} {one} ") } else { format!("{count:>7} {one}s") }
}

/// The units of a page that are told, with what has changed in their source.
fn table_units(out: &mut String, report: &Report<'_>, told: &Told) {
    let page = &told.page;
    if !page.units.iter().any(|unit| report.tells(unit)) {
        return;
    }
    out.push_str(&format!("\n  {} ({})\n", page.key, page.state.name()));
    for (unit, said) in page.units.iter().zip(&*report.said(told)).filter(|(unit, _)| report.tells(unit)) {
        let own = page.documents.target.filter(|_| unit.target.is_some()).or(page.documents.source);
        let file = own.map_or("", |id| &report.site.document(id).file);
        out.push_str(&format!("    {file}:{}: {} {}\n", said.line(), unit.state.name(), unit.id));
        match (&unit.then, &said.source) {
            (Some(then), Some(now)) => out.push_str(&format!("      source       {}\n", word_diff(then, now))),
            (Some(then), None) => out.push_str(&format!("      source then  {then}\n")),
            (None, Some(now)) => out.push_str(&format!("      source       {now}\n")),
            (None, None) => {}
        }
        if let Some(target) = &said.target {
            out.push_str(&format!("      translation  {target}\n"));
        }
    }
}
