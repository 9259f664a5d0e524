//! XML as exchange files use it: written without what it cannot hold, read within bounds and without anything that would
//! have to be fetched.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use quick_xml::{XmlVersion, escape::resolve_predefined_entity};

use super::{Unreadable, bounded};
use crate::text::Position;

/// How deep elements may stand in each other.
const MAX_DEPTH: usize = 64;

/// How many attributes an element may have.
const MAX_ATTRIBUTES: usize = 64;

/// Whether XML 1.0 can hold a character.
pub fn is_allowed(ch: char) -> bool {
    matches!(ch, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// Appends text as it stands between tags; `other` writes what XML cannot hold.
pub fn push_text(out: &mut String, text: &str, mut other: impl FnMut(&mut String, char)) {
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A reader would take it for the end of a line.
            '\r' => out.push_str("&#13;"),
            ch if is_allowed(ch) => out.push(ch),
            ch => other(out, ch),
        }
    }
}

/// Appends ` name="value"`. What XML cannot hold becomes U+FFFD.
pub fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for ch in value.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A reader would take them for spaces.
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            ch if is_allowed(ch) => out.push(ch),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
    out.push('"');
}

/// An XML file that is being read.
pub struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    text: &'a str,
    depth: usize,
    doctype: Doctype,
    /// Where what was read last begins.
    at: usize,
    /// A byte before that, and its line and column: counted on from there, a file of one line costs no more than others.
    counted: (usize, Position),
}

/// Whether a file may name a document type. It is never fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doctype {
    /// It may, without declarations of its own.
    Named,
    /// It may not.
    Refused,
}

/// What is read at one time.
#[derive(Debug)]
pub enum Node {
    /// An element begins.
    Start(Element),
    /// The one that began last ends.
    End,
    /// Text. What follows each other may come in pieces.
    Text(String),
}

/// An element.
#[derive(Debug)]
pub struct Element {
    /// Its namespace; empty where it is in none.
    pub namespace: String,
    /// Its name without prefix.
    pub name: String,
    /// Its attributes, by their names as they are written.
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

impl<'a> Xml<'a> {
    /// A reader at the start of a file.
    pub fn new(text: &'a str, doctype: Doctype) -> Result<Self, Unreadable> {
        let text = bounded(text)?;
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        reader.resolver_mut().set_max_declarations_per_element(MAX_ATTRIBUTES);
        Ok(Self { reader, text, depth: 0, doctype, at: 0, counted: (0, Position::START) })
    }

    /// The line and column where what was read last begins.
    pub fn position(&mut self) -> Position {
        let (from, mut position) = self.counted;
        for ch in self.text.get(from..self.at).unwrap_or_default().chars() {
            if ch == '\n' {
                position = Position { line: position.line + 1, column: 1 };
            } else {
                position.column += 1;
            }
        }
        self.counted = (self.at.max(from), position);
        position
    }

    /// A reason not to read on, where what was read last begins.
    pub fn unreadable(&mut self, message: impl Into<String>, help: impl Into<String>) -> Unreadable {
        Unreadable::new(self.position(), message, help)
    }

    /// What comes next; nothing at the end of the file.
    pub fn next(&mut self) -> Result<Option<Node>, Unreadable> {
        loop {
            self.at = usize::try_from(self.reader.buffer_position()).unwrap_or_default();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.malformed(&error)),
            };
            let text = match event {
                Event::Start(tag) => return self.start(&tag).map(|element| Some(Node::Start(element))),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Node::End));
                }
                Event::Text(text) => {
                    text.xml10_content().map(String::from).map_err(|error| self.malformed(&error.into()))?
                }
                Event::CData(text) => {
                    text.xml10_content().map(String::from).map_err(|error| self.malformed(&error.into()))?
                }
                Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                    Ok(Some(ch)) if is_allowed(ch) => ch.to_string(),
                    Ok(Some(_)) => return Err(self.unreadable("XML cannot hold this character", "Remove it.")),
                    Ok(None) => {
                        let name = reference.decode().unwrap_or_default();
                        let Some(text) = resolve_predefined_entity(&name) else {
                            return Err(self.unreadable(
                                format!("`&{name};` stands for something that the file does not hold"),
                                "Save the file without entities of its own.",
                            ));
                        };
                        text.to_owned()
                    }
                    Err(error) => return Err(self.malformed(&error)),
                },
                Event::DocType(doctype) => {
                    if self.doctype == Doctype::Refused || doctype.contains(&b'[') {
                        return Err(self.unreadable(
                            "the file declares a document type, which could hold anything",
                            "Save it without a line that begins with `<!DOCTYPE`.",
                        ));
                    }
                    continue;
                }
                Event::Eof if self.depth > 0 => {
                    return Err(self.unreadable("the file ends within an element", "Copy the whole file."));
                }
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::Empty(_) => continue,
            };
            if self.depth > 0 {
                return Ok(Some(Node::Text(text)));
            }
            if !text.trim().is_empty() {
                return Err(self.unreadable("there is text outside of the file's elements", "Remove it."));
            }
        }
    }

    /// Reads to the end of the element that began last.
    pub fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next()?.is_some() {}
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<Element, Unreadable> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} elements stand in each other here");
            return Err(self.unreadable(message, "Export the file again from where it comes from."));
        }
        let (namespace, name) = self.reader.resolver().resolve_element(tag.name());
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => String::from_utf8_lossy(namespace.as_ref()).into_owned(),
            ResolveResult::Unbound => String::new(),
            ResolveResult::Unknown(prefix) => {
                let message = format!("the prefix `{}` stands for no namespace", String::from_utf8_lossy(&prefix));
                return Err(self.unreadable(message, "Export the file again from where it comes from."));
            }
        };
        let name = String::from_utf8_lossy(name.as_ref()).into_owned();
        if tag.attributes().with_checks(false).count() > MAX_ATTRIBUTES {
            let message = format!("this element has more than {MAX_ATTRIBUTES} attributes");
            return Err(self.unreadable(message, "Export the file again from where it comes from."));
        }
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let value = attribute.map_err(quick_xml::Error::from).and_then(|attribute| {
                let value = attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned();
                Ok((String::from_utf8_lossy(attribute.key.as_ref()).into_owned(), value))
            });
            attributes.push(value.map_err(|error| self.malformed(&error))?);
        }
        Ok(Element { namespace, name, attributes })
    }

    fn malformed(&mut self, error: &quick_xml::Error) -> Unreadable {
        self.at = self.at.max(usize::try_from(self.reader.error_position()).unwrap_or_default());
        let help = "Save it again with the tool that wrote it, or undo what was changed by hand.";
        self.unreadable(format!("this is no XML: {error}"), help)
    }
}
