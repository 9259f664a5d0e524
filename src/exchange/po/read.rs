//! PO that came back, whatever tool wrote it.

use std::collections::BTreeMap;

use super::{UNIT, from_text};
use crate::exchange::{Returned, ReturnedPage, ReturnedUnit, Unreadable, bounded};
use crate::model::{LocaleTag, UnitState};
use crate::text::Position;

/// Reads a file. An entry that names no unit is refused: nobody could tell where its words belong.
pub fn read(text: &str) -> Result<Returned, Unreadable> {
    let mut returned = Returned::default();
    let mut pages: BTreeMap<String, Vec<ReturnedUnit>> = BTreeMap::new();
    let mut entry = Entry::default();
    let text = bounded(text)?;
    for (number, line) in text.lines().chain([""]).enumerate() {
        let line = Line { text: line.trim_end(), number: number + 1 };
        if entry.is_over(&line) {
            std::mem::take(&mut entry).finish(&mut returned, &mut pages)?;
        }
        entry.line(&line)?;
    }
    entry.finish(&mut returned, &mut pages)?;
    returned.pages = pages.into_iter().map(|(key, units)| ReturnedPage { key, units }).collect();
    Ok(returned)
}

/// A line of the file.
struct Line<'a> {
    text: &'a str,
    number: usize,
}

impl Line<'_> {
    fn unreadable(&self, at: usize, message: impl Into<String>, help: impl Into<String>) -> Unreadable {
        let column = self.text.get(..at).map_or(1, |before| before.chars().count() + 1);
        Unreadable::new(Position { line: self.number, column }, message, help)
    }
}

/// What a string belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Context,
    Words,
    Translation,
    /// The plural of an entry, which no unit has.
    Plural,
}

/// An entry that is being read.
#[derive(Default)]
struct Entry {
    units: Vec<(String, String)>,
    /// The last comment that names a unit, as far as it has been read.
    unit: String,
    fuzzy: bool,
    context: Option<String>,
    words: Option<String>,
    translation: Option<String>,
    has_plural: bool,
    /// What the next string goes on with.
    field: Option<Field>,
    position: Option<Position>,
}

impl Entry {
    /// Whether a line belongs to the next entry: what comes before the words follows the translation.
    fn is_over(&self, line: &Line<'_>) -> bool {
        let begins = ["#", "msgctxt", "msgid"].iter().any(|word| line.text.starts_with(word));
        line.text.is_empty() && self.translation.is_some()
            || self.translation.is_some() && begins && !line.text.starts_with("msgid_plural")
    }

    fn line(&mut self, line: &Line<'_>) -> Result<(), Unreadable> {
        if line.text.is_empty() {
            return Ok(());
        }
        if let Some(comment) = line.text.strip_prefix('#') {
            self.comment(comment);
            return Ok(());
        }
        let (keyword, at) = line.text.find('"').map_or((line.text, line.text.len()), |at| (line.text[..at].trim(), at));
        self.field = match keyword {
            "msgctxt" => Some(Field::Context),
            "msgid" => Some(Field::Words),
            "msgstr" => Some(Field::Translation),
            "msgid_plural" => Some(Field::Plural),
            _ if keyword.starts_with("msgstr[") => Some(Field::Plural),
            "" => self.field,
            _ => {
                let message = format!("`{keyword}` is no keyword of PO");
                return Err(line.unreadable(0, message, "Save the file again with the tool that wrote it."));
            }
        };
        let Some(field) = self.field else {
            return Err(line.unreadable(0, "a string belongs to no keyword", "Write `msgid` or `msgstr` before it."));
        };
        let text = string(line, at)?;
        match field {
            Field::Context => self.context.get_or_insert_default().push_str(&text),
            Field::Words => self.words.get_or_insert_default().push_str(&text),
            Field::Translation => {
                self.position.get_or_insert(Position { line: line.number, column: 1 });
                self.translation.get_or_insert_default().push_str(&text);
            }
            Field::Plural => {
                self.has_plural = true;
                self.translation.get_or_insert_default();
            }
        }
        Ok(())
    }

    /// What stands behind a `#`.
    fn comment(&mut self, comment: &str) {
        if let Some(flags) = comment.strip_prefix(',') {
            self.fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
        } else if let Some(comment) = comment.strip_prefix('.').map(str::trim) {
            if let Some(unit) = comment.strip_prefix(UNIT) {
                self.unit = unit.to_owned();
            } else if self.is_broken_off() {
                if !self.unit.ends_with('-') {
                    self.unit.push(' ');
                }
                self.unit.push_str(comment);
            } else {
                return;
            }
            if !self.is_broken_off() {
                self.units.extend(unit_of(&self.unit));
            }
        }
    }

    /// Whether the comment that names a unit goes on in the next one: there are tools that break long ones at a space or
    /// behind a hyphen.
    fn is_broken_off(&self) -> bool {
        !self.unit.is_empty() && (!self.unit.contains('#') || self.unit.ends_with('-'))
    }

    fn finish(
        self,
        returned: &mut Returned,
        pages: &mut BTreeMap<String, Vec<ReturnedUnit>>,
    ) -> Result<(), Unreadable> {
        // Comments at the end of a file, and entries that no longer count, leave nothing.
        let (Some(words), Some(translation)) = (self.words, self.translation) else { return Ok(()) };
        if words.is_empty() && self.context.is_none() {
            let field = |name: &str| {
                let value = translation.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
                value.and_then(|value| LocaleTag::parse(value.trim()))
            };
            returned.source = field("X-Source-Language");
            returned.target = field("Language");
            return Ok(());
        }
        let position = self.position.unwrap_or(Position::START);
        let context = self.context.as_deref().and_then(unit_of);
        let units = if self.units.is_empty() { context.into_iter().collect() } else { self.units };
        if units.is_empty() || self.has_plural {
            return Err(Unreadable::new(
                position,
                format!("this entry has no comment that begins with `#. {UNIT}` and tells which units it is for"),
                "Export the file again, and translate it with a tool that keeps comments.",
            ));
        }
        let is_done = !self.fuzzy && !translation.is_empty();
        for (key, id) in units {
            pages.entry(key).or_default().push(ReturnedUnit {
                id,
                state: is_done.then_some(UnitState::Fresh),
                provenance: None,
                source: from_text(&words),
                target: from_text(&translation),
                position,
            });
        }
        Ok(())
    }
}

/// The key of the page and the id of the unit that a comment or a context names.
///
/// `help/page#0a1b2c3d4e (heading) => help/page, 0a1b2c3d4e`
fn unit_of(text: &str) -> Option<(String, String)> {
    let (key, rest) = text.rsplit_once('#')?;
    Some((key.to_owned(), rest.split_whitespace().next()?.to_owned()))
}

/// The string that begins at a byte of a line and ends with it.
fn string(line: &Line<'_>, at: usize) -> Result<String, Unreadable> {
    let inner = line.text.get(at..).and_then(|rest| rest.strip_prefix('"'));
    let Some(inner) = inner else {
        return Err(line.unreadable(at, "a string is missing here", "Write one between double quotes."));
    };
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.char_indices();
    while let Some((offset, ch)) = chars.next() {
        let place = at + 1 + offset;
        match ch {
            '"' if offset + 1 == inner.len() => return Ok(text),
            '"' => {
                let message = "a double quote stands within a string";
                return Err(line.unreadable(place, message, "Write it with a backslash: `\\\"`."));
            }
            '\\' => {
                let (rest, simple) = (chars.as_str(), chars.next().map(|(_, ch)| ch));
                let octal = rest.bytes().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
                match simple {
                    Some('n') => text.push('\n'),
                    Some('t') => text.push('\t'),
                    Some('r') => text.push('\r'),
                    Some('a') => text.push('\u{7}'),
                    Some('b') => text.push('\u{8}'),
                    Some('f') => text.push('\u{C}'),
                    Some('v') => text.push('\u{B}'),
                    Some(ch @ ('\\' | '"' | '\'' | '?')) => text.push(ch),
                    Some(_) if octal > 0 => {
                        // Only bytes that are characters by themselves can be written so in UTF-8.
                        let code = u8::from_str_radix(&rest[..octal], 8).ok().filter(u8::is_ascii);
                        text.push(code.map_or(char::REPLACEMENT_CHARACTER, char::from));
                        (1..octal).for_each(|_| _ = chars.next());
                    }
                    _ => {
                        let message = "a backslash stands before what it means nothing with";
                        return Err(line.unreadable(place, message, "Write `\\\\` for a backslash."));
                    }
                }
            }
            ch => text.push(ch),
        }
    }
    Err(line.unreadable(line.text.len(), "the string does not end", "Add a double quote at its end."))
}
