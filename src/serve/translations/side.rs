//! One document of a page, and what is shown of its units.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::findings::Findings;
use crate::model::unit::{CodeKind, Content, Piece};
use crate::model::{Document, DocumentId, Unit};
use crate::site::Site;

/// A document with what is wrong with it.
pub struct Side<'a> {
    /// The document.
    pub document: &'a Document,
    site: &'a Site,
    found: BTreeMap<Option<usize>, Vec<Value>>,
}

impl<'a> Side<'a> {
    /// One of these documents.
    pub fn new(site: &'a Site, id: DocumentId, found: &Findings) -> Self {
        let document = site.document(id);
        Self { document, site, found: found.of(document) }
    }

    /// A unit, by its number.
    pub fn unit(&self, number: usize) -> Option<&'a Unit> {
        self.document.body.units.get(number)
    }

    /// What is wrong with it, but with none of its units.
    pub fn rest(&self) -> Vec<Value> {
        self.found.get(&None).cloned().unwrap_or_default()
    }

    /// A unit's text: its words, the same with their markup in runs, and as it stands in the file; where that is; what is
    /// wrong with it.
    pub fn text(&self, number: usize) -> Value {
        let Some(unit) = self.unit(number) else { return Value::Null };
        let place = self.site.place(self.document, unit.span);
        json!({
            "text": unit.content.words(),
            "runs": runs(&unit.content),
            "markup": self.markup(unit),
            "file": &*place.file,
            "line": place.start.line,
            "column": place.start.column,
            "findings": self.found.get(&Some(number)).map_or(&[][..], Vec::as_slice),
        })
    }

    /// A unit as whoever translates it would copy it.
    fn markup(&self, unit: &Unit) -> Option<&'a str> {
        let around = match unit.place.value {
            Some(value) => self.document.body.values.get(value)?.text.as_str(),
            None => self.site.text_of(self.document),
        };
        around.get(unit.place.range.clone())
    }
}

/// The runs of a text, each with the names of the markup that it has.
fn runs(content: &Content) -> Vec<(&str, String)> {
    let mut open: Vec<(u32, &str)> = Vec::new();
    let mut runs = Vec::new();
    for piece in &content.pieces {
        let names = |more: Option<&'static str>| -> String {
            let names: Vec<&str> = open.iter().map(|(_, name)| *name).chain(more).collect();
            names.join(" ")
        };
        match piece {
            Piece::Text(text) => runs.push((text.as_str(), names(None))),
            Piece::Alone(code) => {
                let text = match code.kind {
                    CodeKind::Code | CodeKind::Address => &code.about,
                    _ => &code.open,
                };
                runs.push((text, names(Some(code.kind.name()))));
            }
            Piece::Open(code) => open.push((code.id, code.kind.name())),
            Piece::Close(id) => open.retain(|(own, _)| own != id),
        }
    }
    runs
}
