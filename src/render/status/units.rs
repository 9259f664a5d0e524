//! What is left to do: the pages of a language that want something, and their units with what has changed.

use std::cell::{LazyCell, RefCell};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use similar::ChangeTag;

use super::map::{Pages, Tally, page_href};
use super::view::{StatusPage, StatusPiece, StatusUnit};
use crate::model::{Document, LocaleId, PageState, UnitState};
use crate::render::frame::{self, Frame};
use crate::render::view::Shared;
use crate::report::status::{Report, Told, is_left};
use crate::site::status::PageStatus;
use crate::text::changes::word_changes;
use crate::translate::status::UnitStatus;

/// How many pages one file tells of at most, in all languages together.
const MOST_PAGES: usize = 2_000;

/// How many bytes of texts it shows at most.
const MOST_TEXT: usize = 3_000_000;

/// What a unit costs beside its texts.
const UNIT: usize = 300;

/// Writes what is left in one language.
pub struct Writer<'w> {
    /// The report.
    pub report: &'w Report<'w>,
    /// Where the page of the site stands, if it is one.
    pub frame: Option<&'w Frame>,
    /// The language.
    pub locale: LocaleId,
    /// How many languages share the room of the file.
    pub share: usize,
    /// What has changed.
    pub changes: &'w Changes,
}

/// What of texts of the source has changed, for all languages: most are behind the same changes.
#[derive(Debug, Default)]
pub struct Changes(RefCell<FxHashMap<Then, Shared<Vec<StatusPiece>>>>);

/// What a text said before, and what it says now.
type Then = (Arc<str>, Option<Box<str>>);

impl Changes {
    /// What a source says, with what it said before.
    fn of(&self, then: Option<&Arc<str>>, now: Option<&str>) -> Shared<Vec<StatusPiece>> {
        let made = || Shared::new(&pieces(then.map(|then| &**then), now));
        match then {
            Some(then) => {
                let key = (then.clone(), now.map(Box::from));
                self.0.borrow_mut().entry(key).or_insert_with(made).clone()
            }
            None => made(),
        }
    }
}

impl Writer<'_> {
    /// The pages that want something, in the order in which they are best done, and how many there is no room for.
    pub fn pages(&self, first: &[&Told], pages: &Pages<'_>) -> (Vec<StatusPage>, usize) {
        let to_do = first.iter().filter_map(|told| pages.get(&told.page.key));
        let others = pages.iter().filter(|(told, tally)| {
            let has_left = tally.left() > 0 && told.page.state != PageState::Orphaned;
            !has_left && self.wants_something(&told.page, tally)
        });
        let wanted: Vec<&(&Told, Tally)> = to_do.chain(others).collect();
        let share = self.share.max(1);
        let most = (MOST_PAGES / share).max(1);
        let mut room = MOST_TEXT / share;
        let listed = wanted.iter().take(most).map(|(told, tally)| self.page(told, tally, &mut room)).collect();
        (listed, wanted.len().saturating_sub(most))
    }

    /// Whether there is anything to say of a page on which no words are left.
    fn wants_something(&self, page: &PageStatus, tally: &Tally) -> bool {
        match page.state {
            PageState::Orphaned | PageState::Behind | PageState::Untranslated => true,
            PageState::Unknown => tally.is_recorded(),
            PageState::Current => false,
        }
    }

    fn page(&self, of: &Told, tally: &Tally, room: &mut usize) -> StatusPage {
        let (site, page) = (self.report.site, &of.page);
        let [source, target] = [page.documents.source, page.documents.target].map(|id| id.map(|id| site.document(id)));
        let mut told = StatusPage {
            id: frame::encode(&format!("{}/{}", site.config.locale(self.locale).tag.slug(), page.key)).into_owned(),
            key: page.key.to_string(),
            state: page.state.name(),
            left: tally.left(),
            href: self.frame.and_then(|frame| page_href(self.report, frame, self.locale, &page.key)),
            file: target.or(source).map(|document| self.file(document)).unwrap_or_default(),
            units: Vec::new(),
            more: 0,
        };
        let said = LazyCell::new(|| self.report.said(of));
        for (number, unit) in page.units.iter().enumerate().filter(|(_, unit)| self.tells(page, tally, unit)) {
            let said = &said[number];
            let (now, own) = (said.source.as_deref(), said.target.as_deref());
            let then = unit.then.as_deref();
            let texts = [now, own, then];
            let cost = UNIT + texts.iter().flatten().map(|text| text.len()).sum::<usize>();
            if cost > *room {
                told.more += 1;
                continue;
            }
            *room -= cost;
            let place = match (said.line_of_target, said.line_of_source) {
                (Some(line), _) => target.map(|document| (document, line)),
                (None, line) => source.zip(line),
            };
            told.units.push(StatusUnit {
                state: unit.state.name(),
                place: place.map(|(document, line)| format!("{}:{line}", self.file(document))).unwrap_or_default(),
                source: self.changes.of(unit.then.as_ref(), now),
                target: own.map(str::to_owned),
            });
        }
        told
    }

    /// Whether a unit is told one by one. On a page that is there in one language only, all that there is to say is said of
    /// the page; what nothing is recorded of is worth telling where something is recorded of the rest.
    fn tells(&self, page: &PageStatus, tally: &Tally, unit: &UnitStatus) -> bool {
        if !self.report.only.is_empty() {
            return self.report.tells(unit);
        }
        let is_whole = matches!(page.state, PageState::Untranslated | PageState::Orphaned);
        let wants = is_left(unit.state)
            || unit.state == UnitState::Orphaned
            || unit.state == UnitState::Unknown && tally.is_recorded();
        wants && !is_whole
    }

    /// A file as whoever reads the page knows it.
    fn file(&self, document: &Document) -> String {
        match self.frame {
            Some(_) => self.report.site.name_of(document),
            None => document.file.to_string(),
        }
    }
}

/// What a source says, with what it said before; what it has no longer is gone as a whole.
pub fn pieces(then: Option<&str>, now: Option<&str>) -> Vec<StatusPiece> {
    let piece = |change, text: &str| StatusPiece { change, text: text.to_owned() };
    match (then, now) {
        (Some(then), Some(now)) => word_changes(then, now)
            .into_iter()
            .map(|(tag, text)| match tag {
                ChangeTag::Equal => piece("same", &text),
                ChangeTag::Delete => piece("gone", &text),
                ChangeTag::Insert => piece("new", &text),
            })
            .collect(),
        (Some(then), None) => vec![piece("gone", then)],
        (None, Some(now)) => vec![piece("same", now)],
        (None, None) => Vec::new(),
    }
}
