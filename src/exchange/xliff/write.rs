//! XLIFF 2.1 to be translated.

use std::collections::{BTreeMap, BTreeSet};

use super::{MACHINE, MATCHES, NAMESPACE, PREFIX, to_id};
use crate::exchange::terms::Terms;
use crate::exchange::xml::{push_attribute, push_text};
use crate::exchange::{Entry, Match, Package};
use crate::model::locale::Direction;
use crate::model::unit::{Code, CodeKind, Content, Piece};
use crate::model::{Provenance, UnitState};
use crate::translate::align::segments;

/// The file. It is valid where the package has a unit; without one there is nothing that XLIFF could say.
pub fn write(package: &Package) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff");
    push_attribute(&mut out, "xmlns", NAMESPACE);
    if package.pages.iter().flat_map(|page| &page.units).any(|entry| !entry.matches.is_empty()) {
        push_attribute(&mut out, "xmlns:mtc", MATCHES);
    }
    push_attribute(&mut out, "version", "2.1");
    push_attribute(&mut out, "srcLang", package.source.as_str());
    push_attribute(&mut out, "trgLang", package.target.as_str());
    out.push_str(">\n");
    let terms = Terms::new(&package.kept);
    for page in package.pages.iter().filter(|page| !page.units.is_empty()) {
        out.push_str("  <file");
        push_attribute(&mut out, "id", &to_id(&page.key));
        push_attribute(&mut out, "original", &page.file);
        for (name, locale) in [("srcDir", &package.source), ("trgDir", &package.target)] {
            if locale.direction() == Direction::Rtl {
                push_attribute(&mut out, name, "rtl");
            }
        }
        out.push_str(" xml:space=\"preserve\">\n");
        for entry in &page.units {
            Unit::new(&mut out, entry, &terms).write();
        }
        out.push_str("  </file>\n");
    }
    out.push_str("</xliff>\n");
    out
}

/// A unit that is being written.
struct Unit<'a> {
    out: &'a mut String,
    entry: &'a Entry,
    terms: &'a Terms<'a>,
    translation: Option<Content>,
    /// How many terms have been marked.
    marked: usize,
}

impl<'a> Unit<'a> {
    fn new(out: &'a mut String, entry: &'a Entry, terms: &'a Terms<'a>) -> Self {
        Self { out, entry, terms, translation: entry.translation(), marked: 0 }
    }

    fn write(mut self) {
        self.out.push_str("    <unit");
        push_attribute(self.out, "id", &to_id(&self.entry.id));
        if let Some(name) = &self.entry.name {
            push_attribute(self.out, "name", name);
        }
        push_attribute(self.out, "type", &format!("{PREFIX}{}", self.entry.kind.name()));
        self.out.push_str(">\n");
        self.matches();
        self.notes();
        let codes = self.codes();
        self.original_data(&codes);
        let parts = parts(self.entry, self.translation.as_ref());
        let (state, sub_state) = state(self.entry, self.translation.is_some());
        for (number, part) in parts.iter().enumerate() {
            self.out.push_str("      <segment");
            push_attribute(self.out, "id", &format!("s{}", number + 1));
            push_attribute(self.out, "state", state);
            if let Some(sub_state) = &sub_state {
                push_attribute(self.out, "subState", &format!("{PREFIX}{sub_state}"));
            }
            self.out.push_str(">\n");
            self.side("source", &part.source, &codes);
            if let Some(target) = &part.target {
                self.side("target", target, &codes);
            }
            self.out.push_str("      </segment>\n");
            if let Some((source, target)) = &part.space {
                self.out.push_str("      <ignorable>\n");
                self.side("source", &Content::plain(source), &codes);
                if let Some(target) = target {
                    self.side("target", &Content::plain(target), &codes);
                }
                self.out.push_str("      </ignorable>\n");
            }
        }
        self.out.push_str("    </unit>\n");
    }

    fn matches(&mut self) {
        if self.entry.matches.is_empty() {
            return;
        }
        self.out.push_str("      <mtc:matches>\n");
        for Match { score, source, target } in &self.entry.matches {
            self.out.push_str("        <mtc:match ref=\"#s1\" type=\"tm\"");
            push_attribute(self.out, "similarity", &score.min(&100).to_string());
            self.out.push_str(">\n");
            for (name, text) in [("source", source), ("target", target)] {
                self.out.push_str(&format!("          <{name}>"));
                push_text(self.out, text, push_code_point);
                self.out.push_str(&format!("</{name}>\n"));
            }
            self.out.push_str("        </mtc:match>\n");
        }
        self.out.push_str("      </mtc:matches>\n");
    }

    fn notes(&mut self) {
        self.out.push_str("      <notes>\n        <note category=\"place\">");
        self.out.push_str(&format!("{}, line {}", self.entry.kind.name(), self.entry.line));
        self.out.push_str("</note>\n");
        if let Some(then) = &self.entry.source_then {
            self.out.push_str("        <note category=\"previous-source\" appliesTo=\"source\">");
            push_text(self.out, then, |out, _| out.push(char::REPLACEMENT_CHARACTER));
            self.out.push_str("</note>\n");
        }
        self.out.push_str("      </notes>\n");
    }

    /// The codes of both sides by their numbers, as the source has them where it does.
    fn codes(&self) -> BTreeMap<u32, Code> {
        let of_target = self.translation.iter().flat_map(Content::codes);
        of_target.chain(self.entry.source.codes()).map(|code| (code.id, code.clone())).collect()
    }

    fn original_data(&mut self, codes: &BTreeMap<u32, Code>) {
        if codes.is_empty() {
            return;
        }
        self.out.push_str("      <originalData>\n");
        let mut data = |id: &str, text: &str| {
            self.out.push_str("        <data");
            push_attribute(self.out, "id", id);
            self.out.push('>');
            push_text(self.out, text, push_code_point);
            self.out.push_str("</data>\n");
        };
        let pairs: BTreeSet<u32> = pairs(&self.entry.source).chain(self.translation.iter().flat_map(pairs)).collect();
        for (id, code) in codes {
            data(&format!("d{id}"), &code.open);
            if pairs.contains(id) {
                data(&format!("d{id}e"), &code.close);
            }
        }
        self.out.push_str("      </originalData>\n");
    }

    /// A `source` or a `target`.
    fn side(&mut self, name: &str, content: &Content, codes: &BTreeMap<u32, Code>) {
        self.out.push_str(&format!("        <{name}>"));
        for piece in &content.pieces {
            match piece {
                Piece::Text(text) if name == "source" => self.text_with_terms(text),
                Piece::Text(text) => push_text(self.out, text, push_code_point),
                Piece::Open(code) => {
                    self.out.push_str("<pc");
                    push_code(self.out, codes.get(&code.id).unwrap_or(code), true);
                    self.out.push('>');
                }
                Piece::Close(_) => self.out.push_str("</pc>"),
                Piece::Alone(code) => {
                    self.out.push_str("<ph");
                    push_code(self.out, codes.get(&code.id).unwrap_or(code), false);
                    self.out.push_str("/>");
                }
            }
        }
        self.out.push_str(&format!("</{name}>\n"));
    }

    fn text_with_terms(&mut self, text: &str) {
        let mut from = 0;
        for term in self.terms.find(text) {
            push_text(self.out, &text[from..term.start], push_code_point);
            self.marked += 1;
            self.out.push_str("<mrk");
            push_attribute(self.out, "id", &format!("m{}", self.marked));
            self.out.push_str(" translate=\"no\" type=\"term\">");
            push_text(self.out, &text[term.clone()], push_code_point);
            self.out.push_str("</mrk>");
            from = term.end;
        }
        push_text(self.out, &text[from..], push_code_point);
    }
}

/// Writes a control character, which XML cannot hold. A noncharacter is no text.
fn push_code_point(out: &mut String, ch: char) {
    if ch.is_control() {
        out.push_str(&format!("<cp hex=\"{:04X}\"/>", u32::from(ch)));
    } else {
        out.push(char::REPLACEMENT_CHARACTER);
    }
}

fn push_code(out: &mut String, code: &Code, is_pair: bool) {
    push_attribute(out, "id", &code.id.to_string());
    let (kind, sub_kind) = kind(code.kind);
    push_attribute(out, "type", kind);
    if let Some(sub_kind) = sub_kind {
        push_attribute(out, "subType", sub_kind);
    }
    if !code.kind.is_style() {
        out.push_str(" canCopy=\"no\" canDelete=\"no\"");
    }
    if is_pair {
        push_attribute(out, "dataRefStart", &format!("d{}", code.id));
        push_attribute(out, "dataRefEnd", &format!("d{}e", code.id));
        return;
    }
    push_attribute(out, "dataRef", &format!("d{}", code.id));
    match code.kind {
        CodeKind::Code | CodeKind::Address => {
            push_attribute(out, "equiv", &code.about);
            push_attribute(out, "disp", &code.about);
        }
        CodeKind::Break => push_attribute(out, "equiv", " "),
        _ => push_attribute(out, "disp", &code.open),
    }
}

/// The type and the subtype of a code.
fn kind(kind: CodeKind) -> (&'static str, Option<&'static str>) {
    match kind {
        CodeKind::Strong => ("fmt", Some("xlf:b")),
        CodeKind::Emphasis => ("fmt", Some("xlf:i")),
        CodeKind::Strikethrough => ("fmt", Some("diglot:strikethrough")),
        CodeKind::Break => ("fmt", Some("xlf:lb")),
        CodeKind::Link => ("link", None),
        CodeKind::Address => ("link", Some("diglot:address")),
        CodeKind::Image => ("image", None),
        CodeKind::Code => ("other", Some("diglot:code")),
        CodeKind::Tag => ("other", Some("diglot:tag")),
        CodeKind::Footnote => ("other", Some("diglot:footnote")),
        CodeKind::Directive => ("other", Some("diglot:directive")),
    }
}

/// The state of a unit's segments, and what we add to it.
fn state(entry: &Entry, is_translated: bool) -> (&'static str, Option<&'static str>) {
    let machine = (entry.provenance == Some(Provenance::Machine)).then_some(MACHINE);
    match entry.state {
        UnitState::Untouched => ("initial", Some(entry.state.name())),
        _ if !is_translated => ("initial", None),
        UnitState::Stale | UnitState::Unknown | UnitState::Orphaned => ("translated", Some(entry.state.name())),
        UnitState::Reviewed => ("reviewed", machine),
        UnitState::Missing | UnitState::Fresh => ("translated", machine),
    }
}

/// A segment, and the white space between it and the next.
struct Part {
    source: Content,
    target: Option<Content>,
    space: Option<(String, Option<String>)>,
}

/// The segments of a unit: its sentences where its translation has as many, each with the markup of its own sentence.
/// What a memory offers is for the whole.
fn parts(entry: &Entry, translation: Option<&Content>) -> Vec<Part> {
    let whole = || vec![Part { source: entry.source.clone(), target: translation.cloned(), space: None }];
    if !entry.matches.is_empty() {
        return whole();
    }
    let Some(translation) = translation else {
        return spaced(entry.source.sentences().into_iter().map(|source| (source, None)).collect());
    };
    let ids = |content: &Content| content.codes().map(|code| code.id).collect::<BTreeSet<u32>>();
    let all = ids(&entry.source);
    let stays = |(source, target): &(Content, Content)| (&ids(target) & &all).is_subset(&ids(source));
    match segments(&entry.source, translation).filter(|pairs| pairs.iter().all(stays)) {
        Some(pairs) => spaced(pairs.into_iter().map(|(source, target)| (source, Some(target))).collect()),
        None => whole(),
    }
}

/// The sentences without the white space that follows each.
fn spaced(sentences: Vec<(Content, Option<Content>)>) -> Vec<Part> {
    let last = sentences.len().saturating_sub(1);
    let part = |(number, (mut source, mut target)): (usize, (Content, Option<Content>))| {
        let space = (number < last)
            .then(|| (take_space(&mut source), target.as_mut().map(take_space)))
            .filter(|(source, target)| !source.is_empty() || target.as_ref().is_some_and(|space| !space.is_empty()));
        Part { source, target, space }
    };
    sentences.into_iter().enumerate().map(part).collect()
}

/// Takes the white space from the end of a content.
fn take_space(content: &mut Content) -> String {
    match content.pieces.last_mut() {
        Some(Piece::Text(text)) => text.split_off(text.trim_end().len()),
        _ => String::new(),
    }
}

/// The numbers of the codes that are pairs.
fn pairs(content: &Content) -> impl Iterator<Item = u32> {
    content.pieces.iter().filter_map(|piece| if let Piece::Open(code) = piece { Some(code.id) } else { None })
}
