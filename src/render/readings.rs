//! The original of a translated page, text by text: for readers who want both languages beside each other, or one text in its
//! own words, and for whatever nobody has translated.

use similar::ChangeTag;

use super::view::{MissingText, ReadingsView};
use crate::model::unit::{CodeKind, Content, Piece};
use crate::model::{LocaleId, Origin, PageKey, Provenance, UnitKind, UnitState};
use crate::site::Site;
use crate::site::originals::Original;
use crate::text::changes::word_changes;
use crate::text::escape::escape_into;
use crate::translate::status::UnitStatus;

/// The texts of a translated page beside those of its original.
pub struct Readings<'a> {
    site: &'a Site,
    locale: LocaleId,
    original: Original,
    /// For each unit of the translation, where its status is.
    places: Vec<Option<usize>>,
}

impl<'a> Readings<'a> {
    /// Those of a page; nothing where it is no translation, or where the site does not offer them.
    pub fn new(site: &'a Site, locale: LocaleId, key: &PageKey, origin: Origin) -> Option<Self> {
        if !site.config.readings {
            return None;
        }
        let original = site.original(locale, key, origin)?;
        let mut places = vec![None; site.document(origin.document()).body.units.len()];
        for (place, unit) in original.units.iter().enumerate() {
            if let Some(known) = unit.target.and_then(|target| places.get_mut(target)) {
                *known = Some(place);
            }
        }
        Some(Self { site, locale, original, places })
    }

    /// Writes what comes before the words of a unit.
    pub fn start(&self, out: &mut String, unit: usize) {
        let Some(status) = self.status(unit) else { return };
        if status.state == UnitState::Untouched {
            out.push_str("<span class=\"unit untouched\"");
            self.language(out);
            return out.push('>');
        }
        out.push_str(if status.state == UnitState::Stale {
            "<span class=\"unit stale\">"
        } else {
            "<span class=\"unit\">"
        });
    }

    /// Writes what comes after them: the original, which is hidden until a reader asks for it.
    pub fn end(&self, out: &mut String, unit: usize) {
        let Some(status) = self.status(unit) else { return };
        out.push_str("</span>");
        let original = status.source.and_then(|source| self.original.document.body.units.get(source));
        let Some(original) = original.filter(|_| status.state != UnitState::Untouched) else { return };
        let id = format!("diglot-original-{unit}");
        out.push_str("<button type=\"button\" class=\"original-button\" popovertarget=\"");
        out.push_str(&id);
        out.push_str("\" aria-label=\"");
        escape_into(out, self.text("original"));
        out.push_str("\">⇄</button><span popover class=\"original\" id=\"");
        out.push_str(&id);
        out.push_str("\">");
        if status.by == Some(Provenance::Machine) {
            self.note(out, "original-machine", "translated-by-machine-text");
        }
        if status.state == UnitState::Stale {
            self.note(out, "original-changed", "original-changed");
        }
        out.push_str("<span");
        self.language(out);
        out.push('>');
        match status.then.as_deref().filter(|_| status.state == UnitState::Stale) {
            Some(then) => changes(out, then, &original.content.words()),
            None => content(out, &original.content),
        }
        out.push_str("</span></span>");
    }

    /// Writes what a reader should know of an original, before its words.
    fn note(&self, out: &mut String, class: &str, key: &'static str) {
        out.push_str("<span class=\"");
        out.push_str(class);
        out.push_str("\">");
        escape_into(out, self.text(key));
        out.push_str("</span> ");
    }

    /// What templates see.
    pub fn view(&self) -> ReadingsView {
        let language = &self.original.language;
        let units = &self.original.units;
        let translated = || units.iter().filter(|unit| unit.source.is_some() && unit.target.is_some());
        let by_machine = translated().filter(|unit| unit.by == Some(Provenance::Machine)).count();
        let missing = units.iter().filter(|unit| unit.state == UnitState::Missing);
        let missing = missing.filter_map(|unit| self.original.document.body.units.get(unit.source?));
        // What is no part of the body a reader does not look for in it.
        let missing = missing.filter(|unit| unit.kind.is_of_body()).map(|unit| {
            let mut html = String::new();
            content(&mut html, &unit.content);
            MissingText { is_heading: unit.kind == UnitKind::Heading, html }
        });
        ReadingsView {
            tag: language.to_string(),
            dir: language.direction().name(),
            machine: match by_machine {
                0 => "none",
                all if all == translated().count() => "all",
                _ => "some",
            },
            missing: missing.collect(),
        }
    }

    fn status(&self, unit: usize) -> Option<&UnitStatus> {
        let status = &self.original.units[(*self.places.get(unit)?)?];
        status.source.is_some().then_some(status)
    }

    fn text(&self, key: &'static str) -> &str {
        self.site.texts.get(self.locale, key).unwrap_or(key)
    }

    /// The attributes of what is in the source's language.
    fn language(&self, out: &mut String) {
        let tag = &self.original.language;
        out.push_str(" lang=\"");
        out.push_str(tag.as_str());
        out.push_str("\" dir=\"");
        out.push_str(tag.direction().name());
        out.push('"');
    }
}

/// Writes a text with what of its markup says something without the page around it.
fn content(out: &mut String, content: &Content) {
    let mut open: Vec<(u32, &str)> = Vec::new();
    for piece in &content.pieces {
        match piece {
            Piece::Text(text) => escape_into(out, text),
            Piece::Alone(code) => match code.kind {
                // Words that stay as they are in every language.
                CodeKind::Code if code.open.starts_with(":::") => escape_into(out, &code.about),
                CodeKind::Code => {
                    out.push_str("<code>");
                    escape_into(out, &code.about);
                    out.push_str("</code>");
                }
                CodeKind::Address => escape_into(out, &code.about),
                CodeKind::Break => out.push(' '),
                _ => {}
            },
            Piece::Open(code) => {
                let name = match code.kind {
                    CodeKind::Strong => "strong",
                    CodeKind::Emphasis => "em",
                    CodeKind::Strikethrough => "del",
                    _ => continue,
                };
                out.push_str(&format!("<{name}>"));
                open.push((code.id, name));
            }
            Piece::Close(id) => {
                if let Some((_, name)) = open.pop_if(|(open, _)| open == id) {
                    out.push_str(&format!("</{name}>"));
                }
            }
        }
    }
}

/// Writes what a text says with what it said when it was translated.
fn changes(out: &mut String, then: &str, now: &str) {
    for (tag, words) in word_changes(then, now) {
        let (open, close) = match tag {
            ChangeTag::Equal => ("", ""),
            ChangeTag::Delete => ("<del>", "</del>"),
            ChangeTag::Insert => ("<ins>", "</ins>"),
        };
        out.push_str(open);
        escape_into(out, &words);
        out.push_str(close);
    }
}
