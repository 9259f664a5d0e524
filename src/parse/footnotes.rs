//! Footnotes: numbered by their first reference, written at the end of what has them.

use std::collections::HashMap;

use super::markdown::Writer;
use crate::model::{Fragment, Hole};

/// The footnotes of one document.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// The notes in the order of their first reference.
    pub order: Vec<Footnote>,
    pub definitions: HashMap<String, Fragment<Hole>>,
    /// The HTML outside of the definition that is open.
    pub outside: Vec<(String, Fragment<Hole>)>,
}

/// A note that was referred to.
#[derive(Debug, Clone)]
pub(super) struct Footnote {
    label: String,
    /// Its own id, and that of the first reference to it.
    id: String,
    back: String,
}

impl Writer<'_, '_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let known = self.footnotes.order.iter().position(|note| note.label == label);
        let number = known.unwrap_or(self.footnotes.order.len()) + 1;
        let reference = self.unique_id(format!("fnref-{number}"));
        let id = match known {
            Some(index) => self.footnotes.order[index].id.clone(),
            None => {
                let id = self.unique_id(format!("fn-{number}"));
                let note = Footnote { label: label.to_owned(), id: id.clone(), back: reference.clone() };
                self.footnotes.order.push(note);
                id
            }
        };
        self.html(&format!("<sup class=\"footnote-ref\"><a id=\"{reference}\" href=\"#{id}\">{number}</a></sup>"));
    }

    pub(super) fn write_footnotes(&mut self) {
        if self.footnotes.order.is_empty() {
            return;
        }
        self.html("<section class=\"footnotes\" aria-label=\"");
        self.hole(Hole::Text("footnotes"));
        self.html("\">\n<ol>\n");
        for note in std::mem::take(&mut self.footnotes.order) {
            let definition = self.footnotes.definitions.remove(&note.label).unwrap_or_default();
            self.html(&format!("<li id=\"{}\">", note.id));
            if self.writes_html() {
                let offset = self.body.html.html.len();
                self.body.html.html.push_str(&definition.html);
                self.body.html.holes.extend(definition.holes.into_iter().map(|(at, hole)| (at + offset, hole)));
            }
            self.html(&format!("<a class=\"footnote-back\" href=\"#{}\" aria-label=\"", note.back));
            self.hole(Hole::Text("footnote-back"));
            self.html("\">↩</a></li>\n");
        }
        self.html("</ol>\n</section>\n");
    }
}
