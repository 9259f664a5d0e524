//! What came back becomes a translation, or is refused with the reason: text that would break the page never gets in.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Mark, marks, tidy};
use crate::model::UnitKind;
use crate::model::unit::{Code, CodeKind, Content, PLACEHOLDER, Piece, Syntax};
use crate::parse::join;
use crate::text::escape::is_forbidden;
use crate::text::{is_ideographic, one_line};

/// Why a translation is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What is so.
    pub message: String,
    /// The way out.
    pub help: String,
}

impl Refused {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// The translation that `returned` is of an entry whose translation stands where text is written in `syntax`.
///
/// Its markup is what the translation has so far, as it is written there, else the source's. A translation that nobody
/// changed is given back as it is, unless the source has changed.
pub fn accept(entry: &Entry, syntax: Syntax, returned: &[Mark]) -> Result<Content, Refused> {
    let current = entry.translation();
    let source = marks(&entry.source);
    let keeps_lines = source.iter().any(|mark| matches!(mark, Mark::Text(text) if text.contains('\n')));
    let returned = tidy(returned, keeps_lines);
    if let Some(current) = current.as_ref().filter(|_| !entry.is_outdated())
        && tidy(&marks(current), keeps_lines) == returned
    {
        return Ok(current.clone());
    }
    check_words(&returned)?;
    check_markup(&source, &returned, syntax)?;
    Codes::new(entry, current.as_ref()).content(returned)
}

/// Words are there, and all that they are made of is text.
fn check_words(marks: &[Mark]) -> Result<(), Refused> {
    if marks.is_empty() {
        return Err(Refused::new("the translation is empty", "Translate the text, or leave the unit as it was."));
    }
    let mut turned: Vec<char> = Vec::new();
    let texts = marks.iter().filter_map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None });
    for ch in texts.flat_map(|text| text.chars()) {
        if is_forbidden(ch) || matches!(ch, '\u{C}' | PLACEHOLDER) {
            return Err(Refused::new(
                format!("the translation has U+{:04X}, which is no text", u32::from(ch)),
                "Remove the character; it may have come with text that was copied.",
            ));
        }
        let is_paired = match ch {
            '\u{202A}'..='\u{202B}' | '\u{202D}'..='\u{202E}' | '\u{2066}'..='\u{2068}' => {
                turned.push(ch);
                true
            }
            '\u{202C}' => matches!(turned.pop(), Some('\u{202A}'..='\u{202E}')),
            '\u{2069}' => matches!(turned.pop(), Some('\u{2066}'..='\u{2068}')),
            _ => true,
        };
        if !is_paired {
            return Err(turning(ch));
        }
    }
    turned.first().map_or(Ok(()), |ch| Err(turning(*ch)))
}

fn turning(ch: char) -> Refused {
    let message =
        format!("the translation turns the line around with U+{:04X}, without its counterpart", u32::from(ch));
    Refused::new(message, "Remove the character, or add the one that belongs to it.")
}

/// Nothing among the words would be read as markup that the source's words do not have too.
fn check_markup(source: &[Mark], returned: &[Mark], syntax: Syntax) -> Result<(), Refused> {
    let known: BTreeSet<(CodeKind, String)> = raw_markup(source, syntax).into_iter().map(|raw| raw.key()).collect();
    match raw_markup(returned, syntax).into_iter().find(|raw| !known.contains(&raw.key())) {
        None => Ok(()),
        Some(raw) => Err(Refused::new(
            format!("{} in the translation is markup", quoted(&raw.shown)),
            "Write words alone; for what is emphasised, linked or code, use the tags that the source has in the file.",
        )),
    }
}

/// Markup among words.
struct RawMarkup {
    kind: CodeKind,
    about: String,
    shown: String,
}

impl RawMarkup {
    /// What is the same markup in another language: emphasis and code have other words there.
    fn key(&self) -> (CodeKind, String) {
        let is_same = self.kind.is_style() || self.kind == CodeKind::Code;
        (self.kind, if is_same { String::new() } else { self.about.clone() })
    }
}

/// The markup that would be read among the words of a content.
fn raw_markup(marks: &[Mark], syntax: Syntax) -> Vec<RawMarkup> {
    let mut words = String::new();
    for mark in marks {
        match mark {
            Mark::Text(text) => words.push_str(text),
            Mark::Alone(_) => words.push(PLACEHOLDER),
            Mark::Open(_) | Mark::Close(_) => {}
        }
    }
    // In a heading nothing but what stands in a line is markup, and with a word on either side there is always a text.
    let Some(read) = join::read(&format!("a {} a", one_line(&words)), UnitKind::Heading) else { return Vec::new() };
    let mut found = Vec::new();
    for (at, piece) in read.pieces.iter().enumerate() {
        let (Piece::Open(code) | Piece::Alone(code)) = piece else { continue };
        let counts = match syntax {
            Syntax::Markdown | Syntax::Cell | Syntax::ReadOnly => !is_within_word(&read.pieces, at),
            Syntax::Html | Syntax::Plain => code.open.starts_with('<'),
        };
        if counts {
            let inner: String = read.pieces[at..].iter().skip(1).map_while(text_of).collect();
            let shown =
                if code.close.is_empty() { code.open.clone() } else { format!("{}{inner}{}", code.open, code.close) };
            found.push(RawMarkup { kind: code.kind, about: code.about.clone(), shown });
        }
    }
    found
}

fn text_of(piece: &Piece) -> Option<&str> {
    if let Piece::Text(text) = piece { Some(text) } else { None }
}

/// Whether emphasis begins within a word, where nobody means it: `Kolleg*innen und Freund*innen`.
fn is_within_word(pieces: &[Piece], at: usize) -> bool {
    let is_letter = |ch: Option<char>| ch.is_some_and(|ch| ch.is_alphanumeric() && !is_ideographic(ch));
    let emphasis = matches!(&pieces[at], Piece::Open(code) if code.kind == CodeKind::Emphasis);
    let before = at.checked_sub(1).and_then(|before| text_of(&pieces[before]));
    let after = pieces.get(at + 1).and_then(text_of);
    emphasis
        && is_letter(before.and_then(|text| text.chars().next_back()))
        && is_letter(after.and_then(|text| text.chars().next()))
}

/// The markup that a translation can have, by its numbers.
struct Codes<'a> {
    entry: &'a Entry,
    current: Option<&'a Content>,
    /// What may be written, and whether it is a pair.
    known: BTreeMap<u32, (&'a Code, bool)>,
}

impl<'a> Codes<'a> {
    fn new(entry: &'a Entry, current: Option<&'a Content>) -> Self {
        let mut known = paired(&entry.source);
        for (id, (code, pair)) in current.map(paired).into_iter().flatten() {
            // A link that the source has changed since leads where it leads now.
            let is_changed =
                known.get(&id).is_some_and(|(of, _)| code.kind == CodeKind::Link && of.about != code.about);
            if !(entry.is_outdated() && is_changed) {
                known.insert(id, (code, pair));
            }
        }
        Self { entry, current, known }
    }

    /// The content, with all markup in its place.
    fn content(&self, returned: Vec<Mark>) -> Result<Content, Refused> {
        let mut next = self.known.keys().max().copied().unwrap_or_default();
        let mut used: BTreeSet<u32> = BTreeSet::new();
        // What is open: its number in the file, and in the content.
        let mut open: Vec<(u32, u32)> = Vec::new();
        let mut pieces = Vec::with_capacity(returned.len());
        for mark in returned {
            let (id, is_pair) = match mark {
                Mark::Text(text) => {
                    pieces.push(Piece::Text(text));
                    continue;
                }
                Mark::Close(id) => {
                    let Some((_, own)) = open.pop().filter(|(opened, _)| *opened == id) else {
                        return Err(Refused::new(
                            format!("{} of the translation ends where it is not the last that began", self.name(id)),
                            "Let what begins within another tag end there too.",
                        ));
                    };
                    pieces.push(Piece::Close(own));
                    continue;
                }
                Mark::Open(id) => (id, true),
                Mark::Alone(id) => (id, false),
            };
            let Some((code, _)) = self.known.get(&id).filter(|(_, pair)| *pair == is_pair) else {
                return Err(self.unknown(id));
            };
            let mut own = id;
            if !used.insert(id) {
                if !code.kind.is_style() {
                    let message = format!("{} is in the translation twice", self.name(id));
                    return Err(Refused::new(message, "Keep the one that stands where the sentence needs it."));
                }
                next = next.saturating_add(1);
                own = next;
            }
            let code = Box::new(Code { id: own, ..(*code).clone() });
            pieces.push(if is_pair { Piece::Open(code) } else { Piece::Alone(code) });
            if is_pair {
                open.push((id, own));
            }
        }
        if let Some((id, _)) = open.first() {
            let message = format!("{} of the translation never ends", self.name(*id));
            return Err(Refused::new(message, "Add its end behind the words that it is for."));
        }
        match self.lost(&used) {
            Some(code) => Err(Refused::new(
                format!("the translation has lost {}", self.name(code.id)),
                "Put it where the sentence needs it; readers would lack what it stands for.",
            )),
            None => Ok(Content { pieces }),
        }
    }

    /// Markup that a translation needs and this one lacks. One that has gone without for longer has not lost it now.
    fn lost(&self, used: &BTreeSet<u32>) -> Option<&Code> {
        let lost =
            |content: &'a Content| content.codes().find(|code| !code.kind.is_style() && !used.contains(&code.id));
        let base = self.current.filter(|_| !self.entry.is_outdated());
        let missing = lost(&self.entry.source)?;
        base.map_or(Some(missing), |base| lost(base).map(|_| missing))
    }

    fn unknown(&self, id: u32) -> Refused {
        match self.known.get(&id) {
            Some((_, true)) => Refused::new(
                format!("{} stands alone in the translation, and around words in the source", self.name(id)),
                "Let it begin before the words that it is for, and end behind them.",
            ),
            Some((_, false)) => Refused::new(
                format!("{} is around words in the translation, and stands alone in the source", self.name(id)),
                "Let it stand alone.",
            ),
            None => Refused::new(
                format!("{} of the translation is none of the source's", self.name(id)),
                "Use the tags of the source, each where the sentence needs it.",
            ),
        }
    }

    /// Markup as messages name it.
    fn name(&self, id: u32) -> String {
        match self.known.get(&id) {
            Some((code, true)) => format!("tag {id} ({})", quoted(&format!("{}…{}", code.open, code.close))),
            Some((code, false)) => format!("tag {id} ({})", quoted(&code.open)),
            None if id == super::UNKNOWN => "a tag".to_owned(),
            None => format!("tag {id}"),
        }
    }
}

/// Markup in a message. Inline code brings backquotes of its own.
fn quoted(markup: &str) -> String {
    if markup.contains('`') { markup.to_owned() } else { format!("`{markup}`") }
}

/// The codes of a content, and whether each is a pair.
fn paired(content: &Content) -> BTreeMap<u32, (&Code, bool)> {
    let numbered = content.pieces.iter().filter_map(|piece| match piece {
        Piece::Open(code) => Some((code.id, (&**code, true))),
        Piece::Alone(code) => Some((code.id, (&**code, false))),
        Piece::Text(_) | Piece::Close(_) => None,
    });
    numbered.collect()
}
