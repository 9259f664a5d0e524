//! One file to model. Every function here depends on the one file that it is given, so its result can be kept as long
//! as that file stays the same.

pub mod bilingual;
mod blocks;
pub mod code;
pub mod config;
mod dates;
pub mod destination;
pub mod directive;
pub mod docfx;
pub mod events;
mod footnotes;
pub mod front_matter;
pub mod glossary;
mod heal_header;
pub mod highlight;
pub mod hygiene;
pub mod ignore;
pub mod inline;
pub mod join;
pub mod keys;
pub mod ledger;
pub mod leftovers;
pub mod legacy;
pub mod markdown;
mod marks;
pub mod page;
pub mod picture;
mod plain_front;
pub mod prepare;
pub mod program;
pub mod publication;
mod raw;
pub mod sanitize;
mod severities;
pub mod tags;
pub mod toc;
pub mod units;
pub mod values;
pub mod yaml;
pub mod yaml_page;

use std::cell::OnceCell;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Edit, Fix, Place};
use crate::text::{LineIndex, Span};

/// The file being parsed, with what is wrong in it so far.
#[derive(Debug)]
pub struct Findings<'a> {
    /// The file as a person would name it.
    pub file: &'a Arc<str>,
    /// Its text.
    pub text: &'a str,
    /// What was found.
    pub diagnostics: Diagnostics,
    lines: OnceCell<LineIndex>,
    places: OnceCell<yaml::Places>,
}

impl<'a> Findings<'a> {
    /// No findings yet.
    pub fn new(file: &'a Arc<str>, text: &'a str) -> Self {
        Self { file, text, diagnostics: Diagnostics::new(), lines: OnceCell::new(), places: OnceCell::new() }
    }

    /// Adds a finding at `span` of the file.
    pub fn push(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let place = self.place(span);
        self.diagnostics.push(Diagnostic::new(code, place, message, help));
    }

    /// Adds a finding with a fix that may be applied unseen.
    pub fn push_fixable(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
        edits: Vec<Edit>,
    ) {
        let place = self.place(span);
        self.diagnostics.push(Diagnostic::new(code, place, message, help).with_safe_fix(edits));
    }

    /// Adds a finding with a fix that somebody has to look at first.
    pub fn push_with(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>, fix: Fix) {
        let place = self.place(span);
        self.diagnostics.push(Diagnostic { fix: Some(fix), ..Diagnostic::new(code, place, message, help) });
    }

    /// Where everything stands in the file, which is YAML.
    pub fn places(&self) -> &yaml::Places {
        self.places.get_or_init(|| yaml::Places::new(self.text))
    }

    /// A place in the file.
    pub fn place(&self, span: Span) -> Place {
        Place::indexed(self.file, self.text, self.lines.get_or_init(|| LineIndex::new(self.text)), span)
    }
}
