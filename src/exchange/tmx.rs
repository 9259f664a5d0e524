//! TMX 1.4: translations as a memory that other tools take, and theirs as one for us.

use std::collections::BTreeMap;

use super::xml::{Doctype, Node, Xml, push_attribute, push_text as push_xml};
use super::{Entry, Mark, Package, UNKNOWN, Unreadable, push_text};
use crate::model::LocaleTag;
use crate::model::unit::{Code, Content, Piece};
use crate::text::Position;
use crate::translate::align::segments;

/// A memory of all units that have a translation, whatever its state: sentences where both sides have as many, else whole
/// units. What XML cannot hold becomes U+FFFD.
pub fn write(package: &Package) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  <header");
    for (name, value) in [
        ("creationtool", "diglot"),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", "sentence"),
        ("o-tmf", "diglot"),
        ("adminlang", "en"),
        ("srclang", package.source.as_str()),
        ("datatype", "x-markdown"),
    ] {
        push_attribute(&mut out, name, value);
    }
    out.push_str("/>\n  <body>\n");
    for page in &package.pages {
        for entry in &page.units {
            write_entry(&mut out, package, &page.key, entry);
        }
    }
    out.push_str("  </body>\n</tmx>\n");
    out
}

/// What a memory has of a unit: its sentences beside those of its translation where both have as many, else the whole;
/// nothing where it has no translation.
pub(super) fn texts(entry: &Entry) -> Vec<(Content, Content)> {
    let Some(translation) = entry.translation() else { return Vec::new() };
    segments(&entry.source, &translation).unwrap_or_else(|| vec![(entry.source.clone(), translation)])
}

fn write_entry(out: &mut String, package: &Package, key: &str, entry: &Entry) {
    let texts = texts(entry);
    let is_whole = texts.len() == 1;
    for (number, (source, target)) in texts.iter().enumerate() {
        let part = if is_whole { String::new() } else { format!(".{}", number + 1) };
        out.push_str("    <tu");
        push_attribute(out, "tuid", &format!("{key}#{}{part}", entry.id));
        if is_whole {
            push_attribute(out, "segtype", "block");
        }
        out.push_str(">\n");
        for (locale, content) in [(&package.source, source), (&package.target, target)] {
            out.push_str("      <tuv");
            push_attribute(out, "xml:lang", locale.as_str());
            out.push_str("><seg>");
            write_segment(out, content);
            out.push_str("</seg></tuv>\n");
        }
        out.push_str("    </tu>\n");
    }
}

fn write_segment(out: &mut String, content: &Content) {
    let text = |out: &mut String, text: &str| push_xml(out, text, |out, _| out.push(char::REPLACEMENT_CHARACTER));
    let element = |out: &mut String, name: &str, attributes: &[(&str, &str)], native: &str| {
        out.push_str(&format!("<{name}"));
        attributes.iter().for_each(|(name, value)| push_attribute(out, name, value));
        out.push('>');
        text(out, native);
        out.push_str(&format!("</{name}>"));
    };
    let mut open: Vec<&Code> = Vec::new();
    let last = content.pieces.len().saturating_sub(1);
    for (at, piece) in content.pieces.iter().enumerate() {
        match piece {
            // White space behind a sentence belongs to the text between two.
            Piece::Text(words) => text(out, if at == last { words.trim_end() } else { words }),
            Piece::Open(code) => {
                let id = code.id.to_string();
                element(out, "bpt", &[("i", &id), ("x", &id), ("type", code.kind.name())], &code.open);
                open.push(code);
            }
            Piece::Close(id) => {
                if let Some(at) = open.iter().rposition(|code| code.id == *id) {
                    element(out, "ept", &[("i", &id.to_string())], &open.remove(at).close);
                }
            }
            Piece::Alone(code) => {
                element(out, "ph", &[("x", &code.id.to_string()), ("type", code.kind.name())], &code.open);
            }
        }
    }
}

/// Words and how they were translated. What stands for the same markup has the same number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What was translated.
    pub source: Vec<Mark>,
    /// How.
    pub target: Vec<Mark>,
    /// Where that stands in the file.
    pub position: Position,
}

/// The pairs of a memory that are in these languages, in the order of the file. A language in the same script counts, where
/// an entry has not the very one: what was translated for `de` serves `de-DE`.
pub fn read(text: &str, source: &LocaleTag, target: &LocaleTag) -> Result<Vec<Pair>, Unreadable> {
    // Files of this format name its document type, which nobody needs.
    let mut xml = Xml::new(text, Doctype::Named)?;
    match xml.next()? {
        Some(Node::Start(root)) if root.name == "tmx" => {}
        _ => return Err(xml.unreadable("this is no TMX", "Give a file whose first element is `tmx`.")),
    }
    let mut pairs = Vec::new();
    // What is open: the entry that is read, its languages so far, and the language that a segment would be in.
    let mut texts: Vec<Text> = Vec::new();
    let mut language: Option<LocaleTag> = None;
    let mut open: Vec<String> = Vec::new();
    while let Some(node) = xml.next()? {
        let element = match node {
            Node::Text(_) => continue,
            Node::End => {
                if open.pop().as_deref() == Some("tu") {
                    let texts = std::mem::take(&mut texts);
                    pairs.extend(in_language(&texts, source).zip(in_language(&texts, target)).map(
                        |(source, target)| Pair {
                            source: source.1.clone(),
                            target: target.1.clone(),
                            position: target.2,
                        },
                    ));
                }
                continue;
            }
            Node::Start(element) => element,
        };
        match element.name.as_str() {
            "tuv" => {
                // Older versions have the attribute without its prefix.
                let tag = element.attribute("xml:lang").or_else(|| element.attribute("lang"));
                language = tag.and_then(LocaleTag::parse);
            }
            "seg" => {
                let position = xml.position();
                let segment = segment(&mut xml)?;
                texts.extend(language.take().map(|language| (language, segment, position)));
                continue;
            }
            "body" | "tu" => {}
            _ => {
                xml.skip()?;
                continue;
            }
        }
        open.push(element.name);
    }
    Ok(pairs)
}

/// A text with its language and where it stands.
type Text = (LocaleTag, Vec<Mark>, Position);

/// The text in a language, or in what its readers read too.
fn in_language<'a>(texts: &'a [Text], wanted: &LocaleTag) -> Option<&'a Text> {
    let exact = texts.iter().find(|(language, _, _)| language == wanted);
    exact.or_else(|| texts.iter().find(|(language, _, _)| language.is_like(wanted)))
}

/// Reads a segment to its end.
fn segment(xml: &mut Xml<'_>) -> Result<Vec<Mark>, Unreadable> {
    let mut marks = Vec::new();
    let mut pairs: BTreeMap<String, u32> = BTreeMap::new();
    let mut depth = 1;
    while depth > 0 {
        let element = match xml.next()? {
            None => break,
            Some(Node::End) => {
                depth -= 1;
                continue;
            }
            Some(Node::Text(text)) => {
                push_text(&mut marks, &text);
                continue;
            }
            Some(Node::Start(element)) => element,
        };
        let number = |name| element.attribute(name).and_then(|number| number.parse::<u32>().ok());
        let pair = element.attribute("i").unwrap_or_default().to_owned();
        match element.name.as_str() {
            // What is highlighted is text.
            "hi" => {
                depth += 1;
                continue;
            }
            "bpt" => {
                let own = number("x").or(number("i")).unwrap_or(UNKNOWN);
                pairs.insert(pair, own);
                marks.push(Mark::Open(own));
            }
            "ept" => marks.push(Mark::Close(pairs.get(&pair).copied().unwrap_or(UNKNOWN))),
            "ph" => marks.push(Mark::Alone(number("x").unwrap_or(UNKNOWN))),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(marks)
}
