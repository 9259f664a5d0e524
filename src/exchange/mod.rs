//! Translation units as the files that translators' tools read, and what comes back from there.

pub mod accept;
mod insert;
pub mod package;
pub mod po;
mod recall;
mod relate;
pub mod take;
mod terms;
pub mod tmx;
pub mod xliff;
mod xml;

pub use accept::{Refused, accept};
pub use recall::recall;
pub use relate::relate;

use crate::model::unit::{Content, Piece};
use crate::model::{LocaleTag, Provenance, UnitKind, UnitState};
use crate::text::Position;

/// What goes out: units of some pages, to be translated into one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The language of the sources.
    pub source: LocaleTag,
    /// The language of the translations.
    pub target: LocaleTag,
    /// The pages, in the order in which translators get them. One without units is left out.
    pub pages: Vec<Page>,
    /// The terms that no translation into this language changes.
    pub kept: Vec<String>,
}

/// A page with the units of it that go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its key.
    pub key: String,
    /// The file of its source, as a person would name it.
    pub file: String,
    /// Its units, in order.
    pub units: Vec<Entry>,
}

/// A unit with all that its translator should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What the ledger calls it. It occurs once in a page.
    pub id: String,
    /// What the bilingual file that it is from calls it.
    pub name: Option<String>,
    /// What kind of block it is.
    pub kind: UnitKind,
    /// What is to be translated.
    pub source: Content,
    /// How it has been translated. Its codes have whatever numbers: [`relate()`] finds those of the source.
    pub target: Option<Content>,
    /// How the two stand to each other.
    pub state: UnitState,
    /// Who made the translation.
    pub provenance: Option<Provenance>,
    /// What the source said when the translation was made, where it has changed since.
    pub source_then: Option<String>,
    /// The line of the source's file that it begins in.
    pub line: usize,
    /// What a translation memory offers, the best first.
    pub matches: Vec<Match>,
}

impl Entry {
    /// The translation with the numbers that the source's codes have; nothing where there are no other words than the
    /// source's.
    fn translation(&self) -> Option<Content> {
        let is_one = !matches!(self.state, UnitState::Missing | UnitState::Untouched);
        self.target
            .as_ref()
            .filter(|target| is_one && !target.pieces.is_empty())
            .map(|target| relate(&self.source, target))
    }

    /// Whether the translation is of another text than the source has.
    fn is_outdated(&self) -> bool {
        matches!(self.state, UnitState::Stale | UnitState::Orphaned)
    }
}

/// An offer of a translation memory: something like the source, and how it was translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// How like the source it is, of 100.
    pub score: u8,
    /// What was translated.
    pub source: String,
    /// How.
    pub target: String,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Returned {
    /// The language of the sources, where the file tells it.
    pub source: Option<LocaleTag>,
    /// The language of the translations, where the file tells it.
    pub target: Option<LocaleTag>,
    /// The pages.
    pub pages: Vec<ReturnedPage>,
}

/// A page with the units of it that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedPage {
    /// Its key.
    pub key: String,
    /// Its units, in the order of the file.
    pub units: Vec<ReturnedUnit>,
}

/// A unit that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedUnit {
    /// What the ledger calls it.
    pub id: String,
    /// The state that the file says it has; nothing where nobody has finished it. `Stale` and `Unknown` are what the unit
    /// was sent out with: whoever changes the words makes a new translation.
    pub state: Option<UnitState>,
    /// Who made the translation, where the file tells it.
    pub provenance: Option<Provenance>,
    /// What was to be translated, as it stands in the file.
    pub source: Vec<Mark>,
    /// The translation; empty where there is none.
    pub target: Vec<Mark>,
    /// Where it stands in the file.
    pub position: Position,
}

impl ReturnedUnit {
    /// Whether the file has the words that the source has now. What inline code says is no word: a translation keeps it
    /// as the source has it.
    pub fn is_of(&self, source: &Content) -> bool {
        tidy(&self.source, false) == tidy(&marks(source), false)
    }
}

/// A piece of a content in an exchange file: words, or where the markup with a number stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Words.
    Text(String),
    /// Markup around words begins.
    Open(u32),
    /// It ends.
    Close(u32),
    /// Markup that stands alone.
    Alone(u32),
}

/// The number of markup that no content has: what a file has instead of a number that we gave.
pub const UNKNOWN: u32 = 0;

/// A content with the numbers of its markup alone.
pub fn marks(content: &Content) -> Vec<Mark> {
    let mut marks = Vec::with_capacity(content.pieces.len());
    for piece in &content.pieces {
        match piece {
            Piece::Text(text) => push_text(&mut marks, text),
            Piece::Open(code) => marks.push(Mark::Open(code.id)),
            Piece::Close(id) => marks.push(Mark::Close(*id)),
            Piece::Alone(code) => marks.push(Mark::Alone(code.id)),
        }
    }
    marks
}

/// Adds words; what follows words is one text with them.
fn push_text(marks: &mut Vec<Mark>, text: &str) {
    match marks.last_mut() {
        _ if text.is_empty() => {}
        Some(Mark::Text(before)) => before.push_str(text),
        _ => marks.push(Mark::Text(text.to_owned())),
    }
}

/// Marks without white space around them, and with one space for whatever white space is among the words; where line
/// breaks count, with what is among the words as it is.
fn tidy(marks: &[Mark], keeps_lines: bool) -> Vec<Mark> {
    let mut tidied: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        let Mark::Text(text) = mark else {
            tidied.push(mark.clone());
            continue;
        };
        if keeps_lines {
            push_text(&mut tidied, text);
            continue;
        }
        let mut after_space = matches!(tidied.last(), Some(Mark::Text(before)) if before.ends_with(' '));
        let mut out = String::with_capacity(text.len());
        for ch in text.chars() {
            let is_space = ch.is_ascii_whitespace();
            if !(is_space && after_space) {
                out.push(if is_space { ' ' } else { ch });
            }
            after_space = is_space;
        }
        push_text(&mut tidied, &out);
    }
    if let Some(Mark::Text(text)) = tidied.first_mut() {
        text.drain(..text.len() - text.trim_start().len());
    }
    if let Some(Mark::Text(text)) = tidied.last_mut() {
        text.truncate(text.trim_end().len());
    }
    tidied.retain(|mark| !matches!(mark, Mark::Text(text) if text.is_empty()));
    tidied
}

/// Why a file cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Where.
    pub position: Position,
    /// What is so.
    pub message: String,
    /// The way out.
    pub help: String,
}

/// The text of a file that came back; one that nobody's tool writes is refused for its length.
fn bounded(text: &str) -> Result<&str, Unreadable> {
    /// How many bytes a file may have.
    const MAX_BYTES: usize = 256 << 20;
    if text.len() > MAX_BYTES {
        let message = format!("the file has more than {} MiB", MAX_BYTES >> 20);
        return Err(Unreadable::new(Position::START, message, "Export fewer pages at a time."));
    }
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

impl Unreadable {
    /// A reason with its way out.
    fn new(position: Position, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { position, message: message.into(), help: help.into() }
    }
}
