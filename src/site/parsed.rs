//! Files to documents and programs, in parallel, and only where an older site does not know the very same file.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::classify::{self, Class, Classified};
use super::remembered::html_later;
use super::status::Known;
use super::{Site, Spared, search};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::eligibility::Judged;
use crate::model::ledger::Fingerprint;
use crate::model::sources::RecordFile;
use crate::model::{Config, Content, Document, Source};
use crate::parse::markdown::{Manner, Traces};
use crate::parse::page;

/// How a document was parsed, and what was found on the way.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// Whether as a file that only others show.
    pub include: bool,
    /// How it was read.
    pub manner: Manner,
    /// What was found.
    pub found: Arc<Diagnostics>,
}

/// What is known of documents before their files are parsed.
#[derive(Clone, Copy)]
pub enum Before<'a> {
    /// Nothing.
    Nothing,
    /// What an older site knows of the very same files.
    Site(&'a Site),
    /// What need not be parsed, or kept.
    Spared(&'a Spared<'a>),
}

/// Parses every page and include, in parallel; the results are in the order of the sources.
pub fn documents(
    config: &Config,
    sources: &mut [Source],
    classified: &Classified,
    known: &Known,
    before: Before<'_>,
) -> (Vec<Arc<Document>>, Vec<Parsed>) {
    let trusted = classify::patterns(&config.trusted_html);
    let settled: Vec<FxHashSet<Fingerprint>> = match config.traces_units() {
        true => known.files(config),
        false => Vec::new(),
    };
    let knows_files = settled.iter().any(|own| !own.is_empty());
    sources
        .par_iter_mut()
        .zip(&classified.classes)
        .filter_map(|(own, class)| {
            let source = &*own;
            let include = match class {
                Class::Page => false,
                Class::Include => true,
                // Its names are read as units; its tree is read elsewhere.
                Class::Toc if config.keeps_units() || config.traces_units() || config.keeps_records => true,
                _ => return None,
            };
            // Of a navigation file there is nothing else to keep.
            let keeps_units = config.keeps_units() || *class == Class::Toc;
            let manner = |digest: Option<Fingerprint>| {
                let traces = match digest {
                    _ if !config.traces_units() => Traces::None,
                    Some(digest) if settled[source.locale.0].contains(&digest) => Traces::Settled,
                    _ if Some(source.locale) == config.source_locale => Traces::Counted,
                    _ => Traces::Kept,
                };
                let (trusted, highlights) = (trusted.is_match(&source.path), config.highlights);
                Manner { trusted, keeps_units, traces, highlights }
            };
            if let (Before::Spared(Spared { remembered: Some(remembered), .. }), Content::Unread(_)) =
                (before, &source.content)
                && let Some((document, parsed)) = remembered.document(config, source)
                && document.body.digest.is_some() == knows_files
                && (parsed.include, parsed.manner) == (include, manner(document.body.digest))
            {
                return Some((Arc::new(document), parsed));
            }
            let text = source.text()?;
            let digest = knows_files.then(|| Fingerprint::of_file(text));
            let manner = manner(digest);
            if let Before::Site(old) = before
                && let Some(known) = old.parsed_before(source, text, include, manner)
            {
                return Some(known);
            }
            let request =
                page::Request { file: &source.file, text, locale: source.locale, path: &source.path, include, manner };
            let (mut document, found) = page::parse(request);
            document.body.digest = digest;
            if let Before::Spared(Spared { defers_html: true, .. }) = before {
                document.body.html = html_later(own.clone(), include, manner);
            }
            if let Before::Spared(Spared { again: Some(again), .. }) = before
                && let Some(content) = again(source)
            {
                own.content = content;
            }
            Some((Arc::new(document), Parsed { include, manner, found: Arc::new(found) }))
        })
        .unzip()
}

impl Site {
    /// What was made of a file, where this site has the very same.
    fn parsed_before(
        &self,
        source: &Source,
        text: &Arc<str>,
        include: bool,
        manner: Manner,
    ) -> Option<(Arc<Document>, Parsed)> {
        let own = self.source(source.locale, &source.path)?;
        let same = own.file == source.file && own.text().is_some_and(|own| Arc::ptr_eq(own, text) || own == text);
        let place = |document: &Arc<Document>| {
            (document.locale, document.path.as_str()).cmp(&(source.locale, source.path.as_str()))
        };
        let index = search(&self.documents, place).filter(|_| same)?;
        let parsed = &self.parsed[index];
        let known = (parsed.include, parsed.manner) == (include, manner);
        known.then(|| (self.documents[index].clone(), parsed.clone()))
    }
}

/// The eligibility programs of a site, by their names. What is wrong with them is said.
pub fn programs(
    config: &Config,
    files: &[RecordFile],
    before: Before<'_>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Arc<Judged>> {
    let today = jiff::tz::Offset::UTC.to_datetime(config.now).date();
    let mut programs: BTreeMap<String, Arc<Judged>> = BTreeMap::new();
    for file in files {
        let known = match before {
            Before::Site(old) => old.programs.values().find(|judged| judged.is_of(&file.file, &file.text, today)),
            Before::Nothing | Before::Spared(_) => None,
        };
        let judged =
            known.cloned().unwrap_or_else(|| Arc::new(Judged::new(file.file.clone(), file.text.clone(), today)));
        diagnostics.extend(judged.diagnostics.iter().cloned());
        if let Some(first) = programs.get(&judged.id) {
            let message = format!("{} is the program `{}` too; this one is left out", first.file, judged.id);
            let help = "Give one of them another name, in `check` too.";
            diagnostics.push(Diagnostic::new(Code::InvalidProgram, Place::whole(&judged.file), message, help));
            continue;
        }
        programs.insert(judged.id.clone(), judged);
    }
    programs
}
