//! Which pages are withheld from readers: drafts, pages whose day is yet to come, pages whose day is over.
//!
//! It is decided here, once, before anything asks for a page. A withheld file is as though it were not there. What the
//! source withholds its translations do not show either: they would tell what is not yet announced.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::Offset;

use crate::model::{Config, Document, DocumentId, DocumentKind, FrontMatter, LocaleId, PageKey};

/// Why a page is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// `draft: true`.
    Draft,
    /// `publish` is yet to come.
    NotYet(Timestamp),
    /// `expires` has come.
    Expired(Timestamp),
}

impl Reason {
    /// What is so, for a message.
    pub fn what(self) -> String {
        match self {
            Reason::Draft => "the page is a draft".to_owned(),
            Reason::NotYet(publish) => format!("the page is published on {}", shown(publish)),
            Reason::Expired(expires) => format!("the page expired on {}", shown(expires)),
        }
    }

    /// The moment at which the page will be shown, where it is known.
    pub fn publish(self) -> Option<Timestamp> {
        match self {
            Reason::NotYet(publish) => Some(publish),
            _ => None,
        }
    }
}

/// A moment as an author would write it: the day alone where it is the day's first.
fn shown(moment: Timestamp) -> String {
    let there = Offset::UTC.to_datetime(moment);
    if there.time() == Time::midnight() { there.date().to_string() } else { moment.to_string() }
}

/// How a document stands to readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// They may see it.
    Shown,
    /// They may see it because this build shows drafts.
    Preview(Reason),
    /// They may not.
    Withheld(Reason),
}

/// What is withheld, and what only a build with drafts shows.
#[derive(Debug, Default)]
pub struct Publication {
    /// By document.
    standings: Vec<Standing>,
    /// The withheld pages by key.
    withheld: BTreeMap<PageKey, Vec<(LocaleId, Reason)>>,
}

impl Publication {
    pub(super) fn new(config: &Config, documents: &[Arc<Document>]) -> Self {
        let own: Vec<Standing> = documents
            .iter()
            .map(|document| match document.kind {
                // A file that others show is there whenever they are.
                DocumentKind::Include | DocumentKind::Navigation => Standing::Shown,
                _ => standing(&document.front, config.now, config.drafts),
            })
            .collect();
        let pages = || documents.iter().zip(&own).filter(|(document, _)| is_page(document));
        // The source of a page is the first of its files that is not withheld, as in the grid.
        let mut sources: BTreeMap<&PageKey, Standing> = BTreeMap::new();
        for (document, standing) in pages().filter(|(document, _)| Some(document.locale) == config.source_locale) {
            let source = sources.entry(&document.key).or_insert(*standing);
            if matches!(source, Standing::Withheld(_)) {
                *source = *standing;
            }
        }
        let mut publication = Self::default();
        for (document, own) in documents.iter().zip(&own) {
            let source = if is_page(document) { sources.get(&document.key) } else { None };
            let standing = match (*own, source) {
                (Standing::Withheld(_), _) => *own,
                (_, Some(Standing::Withheld(reason))) if Some(document.locale) != config.source_locale => {
                    Standing::Withheld(*reason)
                }
                (Standing::Shown, Some(source)) if Some(document.locale) != config.source_locale => *source,
                _ => *own,
            };
            if let Standing::Withheld(reason) = standing
                && is_page(document)
            {
                publication.withheld.entry(document.key.clone()).or_default().push((document.locale, reason));
            }
            publication.standings.push(standing);
        }
        publication
    }

    /// Why a document is withheld; nothing where it is not.
    pub fn withheld(&self, document: DocumentId) -> Option<Reason> {
        match self.standings[document.0] {
            Standing::Withheld(reason) => Some(reason),
            _ => None,
        }
    }

    /// Why a document would be withheld, were it not that this build shows drafts.
    pub fn preview(&self, document: DocumentId) -> Option<Reason> {
        match self.standings[document.0] {
            Standing::Preview(reason) => Some(reason),
            _ => None,
        }
    }

    /// Whether a locale withholds a page of its own.
    pub fn withholds(&self, locale: LocaleId, key: &PageKey) -> bool {
        self.withheld.get(key).is_some_and(|withheld| withheld.iter().any(|(own, _)| *own == locale))
    }

    /// Why a page is withheld in the first of the locales that withholds it.
    pub fn reason(&self, key: &PageKey) -> Option<Reason> {
        self.withheld.get(key)?.first().map(|(_, reason)| *reason)
    }

    /// How many pages a locale withholds.
    pub fn count(&self, locale: LocaleId) -> usize {
        self.withheld.values().flatten().filter(|(own, _)| *own == locale).count()
    }
}

/// Whether a document stands for a page: neither shown in others only, nor the sign of one that moved.
fn is_page(document: &Document) -> bool {
    document.is_page() && document.front.redirect_url.is_none()
}

/// How a file stands by its own front matter. What is over is over for drafts too.
fn standing(front: &FrontMatter, now: Timestamp, drafts: bool) -> Standing {
    let lift = |reason| if drafts { Standing::Preview(reason) } else { Standing::Withheld(reason) };
    match (front.publish, front.expires) {
        (_, Some(expires)) if expires <= now => Standing::Withheld(Reason::Expired(expires)),
        _ if front.draft => lift(Reason::Draft),
        (Some(publish), _) if now < publish => lift(Reason::NotYet(publish)),
        _ => Standing::Shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::publication::moment;

    fn at(text: &str) -> Timestamp {
        moment(text).expect("a moment")
    }

    #[test]
    fn borders_belong_to_what_begins() {
        let front = FrontMatter {
            publish: moment("2026-03-05"),
            expires: moment("2026-03-07T12:00:00Z"),
            ..Default::default()
        };
        let standing = |now: &str| standing(&front, at(now), false);
        let publish = Reason::NotYet(at("2026-03-05"));
        assert_eq!(standing("2026-03-04T23:59:59Z"), Standing::Withheld(publish));
        assert_eq!(standing("2026-03-05"), Standing::Shown);
        assert_eq!(standing("2026-03-07T11:59:59Z"), Standing::Shown);
        let expired = Reason::Expired(at("2026-03-07T12:00:00Z"));
        assert_eq!(standing("2026-03-07T12:00:00Z"), Standing::Withheld(expired));
        assert_eq!(publish.what(), "the page is published on 2026-03-05");
        assert_eq!(expired.what(), "the page expired on 2026-03-07T12:00:00Z");
    }

    #[test]
    fn a_build_with_drafts_shows_what_is_to_come_and_not_what_is_over() {
        let now = at("2026-03-05");
        let draft = FrontMatter { draft: true, ..Default::default() };
        let future = FrontMatter { publish: moment("2027-01-01"), ..Default::default() };
        let over = FrontMatter { draft: true, expires: moment("2026-01-01"), ..Default::default() };
        assert_eq!(standing(&draft, now, false), Standing::Withheld(Reason::Draft));
        assert_eq!(standing(&draft, now, true), Standing::Preview(Reason::Draft));
        assert_eq!(standing(&future, now, true), Standing::Preview(Reason::NotYet(at("2027-01-01"))));
        assert!(matches!(standing(&over, now, true), Standing::Withheld(Reason::Expired(_))));
    }
}
