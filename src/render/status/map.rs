//! The heat maps: how much of each page is current in each language.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::view::{StatusCell, StatusLanguage, StatusMap, StatusRow, StatusShare};
use crate::model::unit::Amount;
use crate::model::{LocaleId, PageKey, PageState, UnitState};
use crate::render::frame::{self, Frame};
use crate::report::status::{Report, Told, is_left};

/// How many cells the heat maps of one file have at most, so that browsers stay quick.
const MOST_CELLS: usize = 12_000;

/// How many pages they show at most.
const MOST_ROWS: usize = 2_000;

/// How many rows are shown unfolded.
const MOST_OPEN: usize = 300;

/// The states of units in the order in which a bar shows them: what is done, what nobody knows, what is left.
const BAR: [UnitState; 6] = [
    UnitState::Reviewed,
    UnitState::Fresh,
    UnitState::Unknown,
    UnitState::Stale,
    UnitState::Untouched,
    UnitState::Missing,
];

/// What colour a cell has; where there is no share of anything, the greatest of several pages stands for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Level {
    #[default]
    Absent,
    Orphaned,
    Untranslated,
    Unknown,
}

impl Level {
    fn name(self) -> &'static str {
        match self {
            Level::Absent => "absent",
            Level::Orphaned => "orphaned",
            Level::Untranslated => "untranslated",
            Level::Unknown => "unknown",
        }
    }
}

/// The units and words of a page, or of many, by the states of their translations.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// For each state how many units the source has, and how many words.
    of_source: [Amount; UnitState::ALL.len()],
    orphaned: usize,
    /// Whether anything is recorded of pages that the source has, so that a share can be told.
    is_recorded: bool,
    /// What there is to say otherwise.
    otherwise: Level,
}

impl Tally {
    fn new(Told { page, tally, .. }: &Told) -> Self {
        let otherwise = match page.state {
            PageState::Orphaned => Level::Orphaned,
            PageState::Untranslated => Level::Untranslated,
            PageState::Current | PageState::Behind | PageState::Unknown => Level::Unknown,
        };
        Self {
            of_source: tally.of_source,
            orphaned: tally.all[UnitState::Orphaned as usize].units,
            // Of the others it is certain that nothing is current.
            is_recorded: tally.is_recorded && otherwise == Level::Unknown,
            otherwise,
        }
    }

    fn add(&mut self, other: &Self) {
        self.of_source.iter_mut().zip(other.of_source).for_each(|(sum, amount)| *sum += amount);
        self.orphaned += other.orphaned;
        self.is_recorded |= other.is_recorded;
        self.otherwise = self.otherwise.max(other.otherwise);
    }

    fn words(&self, is_wanted: impl Fn(UnitState) -> bool) -> usize {
        let wanted = UnitState::ALL.iter().filter(|state| is_wanted(**state));
        wanted.map(|state| self.of_source[*state as usize].words).sum()
    }

    /// How many words somebody has to translate.
    pub fn left(&self) -> usize {
        self.words(is_left)
    }

    /// Whether anything is recorded of it.
    pub fn is_recorded(&self) -> bool {
        self.is_recorded
    }

    /// How many units the source has no longer.
    pub fn orphaned(&self) -> usize {
        self.orphaned
    }

    /// The share of the words that are current, where one can be told: 100 only if all are, 0 only if none is.
    pub fn percent(&self) -> Option<usize> {
        let current = self.words(|state| matches!(state, UnitState::Fresh | UnitState::Reviewed));
        let percent = match self.words(|_| true) {
            0 => 100,
            _ if current == 0 => 0,
            all => (current * 100 / all).max(1),
        };
        self.is_recorded.then_some(percent)
    }

    /// The words by states, as a bar shows them.
    pub fn shares(&self) -> Vec<StatusShare> {
        let all = self.words(|_| true).max(1) as f64;
        let percent = |words: usize| format!("{:.2}%", words as f64 * 100.0 / all);
        let mut before = 0;
        let share = |state: &UnitState| {
            let Amount { units, words } = self.of_source[*state as usize];
            let share =
                StatusShare { state: state.name(), words, units, start: percent(before), width: percent(words) };
            before += words;
            (units > 0).then_some(share)
        };
        BAR.iter().filter_map(share).collect()
    }

    fn cell(&self, state: &'static str, href: Option<String>) -> StatusCell {
        let percent = self.percent();
        let level = match percent {
            Some(100) => "full",
            Some(75..) => "most",
            Some(50..) => "half",
            Some(25..) => "some",
            Some(_) => "few",
            None => self.otherwise.name(),
        };
        StatusCell { level, percent, state, left: self.left(), href }
    }
}

/// The pages of one language with their tallies.
#[derive(Debug)]
pub struct Pages<'r>(BTreeMap<&'r PageKey, (&'r Told, Tally)>);

impl<'r> Pages<'r> {
    /// The pages of a language.
    pub fn new(pages: &'r [Told]) -> Self {
        Self(pages.iter().map(|told| (&told.page.key, (told, Tally::new(told)))).collect())
    }

    /// A page with its tally.
    pub fn get(&self, key: &PageKey) -> Option<&(&'r Told, Tally)> {
        self.0.get(key)
    }

    /// Every page with its tally, in order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = &(&'r Told, Tally)> {
        self.0.values()
    }

    /// All pages together.
    pub fn all(&self) -> Tally {
        let mut all = Tally::default();
        self.iter().for_each(|(_, tally)| all.add(tally));
        all
    }
}

/// The folder that a page is shown in, and its name there.
///
/// `help/payouts/coop => help, payouts/coop`
fn folder(key: &PageKey) -> (&str, &str) {
    key.as_str().split_once('/').unwrap_or(("", key.as_str()))
}

/// The heat maps of all languages, whose sections say what cells can lead to.
pub fn maps(
    report: &Report<'_>,
    frame: Option<&Frame>,
    pages: &[Pages<'_>],
    languages: &[StatusLanguage],
) -> Vec<StatusMap> {
    let keys: BTreeSet<&PageKey> = pages.iter().flat_map(|pages| pages.0.keys().copied()).collect();
    let shown = shown(&keys, pages);
    let sections: Vec<HashMap<&str, &str>> = languages
        .iter()
        .map(|language| language.pages.iter().map(|page| (page.key.as_str(), page.id.as_str())).collect())
        .collect();
    let mut folders: BTreeMap<&str, Vec<&PageKey>> = BTreeMap::new();
    for key in keys {
        folders.entry(folder(key).0).or_default().push(key);
    }
    let row = |key: &PageKey| StatusRow {
        name: folder(key).1.to_owned(),
        href: frame.and_then(|frame| page_href(report, frame, report.site.config.source_locale?, key)),
        cells: pages
            .iter()
            .zip(&sections)
            .map(|(pages, sections)| match pages.get(key) {
                Some((told, tally)) => {
                    tally.cell(told.page.state.name(), sections.get(key.as_str()).map(|id| anchor(id)))
                }
                None => Tally::default().cell("", None),
            })
            .collect(),
    };
    let several = folders.len() > 1;
    let open = !several || shown.len() <= MOST_OPEN;
    let mut maps = Vec::new();
    if several {
        let rows = folders.iter().map(|(name, keys)| StatusRow {
            name: (*name).to_owned(),
            href: Some(anchor(&folder_id(name))),
            cells: pages
                .iter()
                .map(|pages| {
                    let mut sum = Tally::default();
                    keys.iter().filter_map(|key| pages.get(key)).for_each(|(_, tally)| sum.add(tally));
                    sum.cell("", None)
                })
                .collect(),
        });
        maps.push(StatusMap {
            id: String::new(),
            of_folders: true,
            folder: String::new(),
            pages: folders.values().map(Vec::len).sum(),
            open: true,
            rows: rows.collect(),
            more: 0,
        });
    }
    for (name, keys) in &folders {
        let rows: Vec<StatusRow> = keys.iter().filter(|key| shown.contains(**key)).map(|key| row(key)).collect();
        maps.push(StatusMap {
            id: if several { folder_id(name) } else { String::new() },
            of_folders: false,
            folder: (*name).to_owned(),
            pages: keys.len(),
            open,
            more: keys.len() - rows.len(),
            rows,
        });
    }
    maps
}

/// The pages that have a row: all of them, or those that are to be done first.
fn shown<'r>(keys: &BTreeSet<&'r PageKey>, pages: &[Pages<'r>]) -> BTreeSet<&'r PageKey> {
    let rows = (MOST_CELLS / pages.len().max(1)).clamp(1, MOST_ROWS);
    let left = |key: &PageKey| {
        let left = pages.iter().filter_map(|pages| pages.get(key)).map(|(_, tally)| tally.left());
        left.filter(|left| *left > 0).min().unwrap_or(usize::MAX)
    };
    let mut ranked: Vec<(usize, &PageKey)> = keys.iter().map(|key| (left(key), *key)).collect();
    ranked.sort();
    ranked.into_iter().take(rows).map(|(_, key)| key).collect()
}

/// The way to a page in a locale, where it is written there.
pub fn page_href(report: &Report<'_>, frame: &Frame, locale: LocaleId, key: &PageKey) -> Option<String> {
    let published = report.site.config.locale(locale).published;
    let origin = report.site.pages.get(locale, key).filter(|origin| published && !origin.is_fallback())?;
    Some(frame.href(&report.site.page_address(locale, key, origin)))
}

fn folder_id(name: &str) -> String {
    format!("folder:{}", frame::encode(name))
}

/// The way to an id, which is encoded itself.
pub fn anchor(id: &str) -> String {
    format!("#{}", id.replace('%', "%25"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(states: &[(UnitState, usize)]) -> Tally {
        let mut tally = Tally { is_recorded: true, ..Tally::default() };
        for (state, words) in states {
            tally.of_source[*state as usize] = Amount { units: 1, words: *words };
        }
        tally
    }

    #[test]
    fn a_share_is_whole_or_nothing_only_where_it_is() {
        let percent = |states: &[(UnitState, usize)]| tally(states).percent();
        assert_eq!(percent(&[(UnitState::Fresh, 999), (UnitState::Stale, 1)]), Some(99));
        assert_eq!(percent(&[(UnitState::Reviewed, 1), (UnitState::Missing, 999)]), Some(1));
        assert_eq!(percent(&[(UnitState::Stale, 5)]), Some(0));
        assert_eq!(percent(&[(UnitState::Fresh, 2), (UnitState::Reviewed, 3)]), Some(100));
        assert_eq!(percent(&[]), Some(100), "a page without words has nothing to translate");
        assert_eq!(Tally::default().percent(), None);
    }

    #[test]
    fn the_parts_of_a_bar_fill_it() {
        let shares = tally(&[(UnitState::Fresh, 3), (UnitState::Missing, 1), (UnitState::Unknown, 4)]).shares();
        let parts: Vec<_> = shares.iter().map(|part| (part.state, &*part.start, &*part.width)).collect();
        assert_eq!(
            parts,
            [("fresh", "0.00%", "37.50%"), ("unknown", "37.50%", "50.00%"), ("missing", "87.50%", "12.50%")]
        );
    }
}
