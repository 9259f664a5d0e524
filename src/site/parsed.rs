//! Files to documents and programs, in parallel, and only where an older site does not know the very same file.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::GlobSet;
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
use crate::model::{Config, Content, Document, LocaleId, Source};
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

impl Before<'_> {
    /// Whether what ledgers have of settled pages is read once somebody asks.
    pub(super) fn defers_ledgers(self) -> bool {
        matches!(self, Before::Spared(Spared { defers_ledgers: true, .. }))
    }
}

/// Parses every page and include, in parallel; the results are in the order of the sources.
///
/// The source's files come first: they tell which translations anybody will compare with them.
pub fn documents(
    config: &Config,
    sources: &mut [Source],
    classified: &Classified,
    known: &Known,
    before: Before<'_>,
) -> (Vec<Arc<Document>>, Vec<Parsed>) {
    let trusted = classify::patterns(&config.trusted_html);
    let knows_files = (config.traces_units() || before.defers_ledgers()) && !known.is_empty();
    let parsing = Parsing { config, trusted: &trusted, knows_files, before };
    let classes = &classified.classes;
    let Some(source) = config.source_locale else {
        return parsing.all(sources, classes, |_, _| Units::Traced(Traces::Kept));
    };
    let start = sources.partition_point(|own| own.locale < source);
    let end = sources.partition_point(|own| own.locale <= source);
    let settled = if knows_files { known.sources(config) } else { FxHashSet::default() };
    let (above, rest) = sources.split_at_mut(start);
    let (own, below) = rest.split_at_mut(end - start);
    let of_source = parsing.all(own, &classes[start..end], |_, file| match file {
        Some(file) if settled.contains(&file) => Units::Traced(Traces::Settled),
        _ => Units::Traced(Traces::Counted),
    });
    let there: FxHashSet<Fingerprint> = of_source.0.iter().filter_map(|document| document.body.digest).collect();
    let translations = if knows_files { known.translations(config, &there) } else { Vec::new() };
    let units = |locale: LocaleId, file: Option<Fingerprint>| match file {
        Some(file) if translations[locale.0].settled.contains(&file) => Units::Traced(Traces::Settled),
        // Its source has changed since: both are compared, text by text.
        Some(file) if translations[locale.0].behind.contains(&file) => Units::Kept,
        _ => Units::Traced(Traces::Kept),
    };
    let parts = [parsing.all(above, &classes[..start], units), of_source, parsing.all(below, &classes[end..], units)];
    let (mut documents, mut parsed) = (Vec::with_capacity(sources.len()), Vec::with_capacity(sources.len()));
    for part in parts {
        documents.extend(part.0);
        parsed.extend(part.1);
    }
    (documents, parsed)
}

/// What is kept of the units of a document, where a site traces them.
#[derive(Debug, Clone, Copy)]
enum Units {
    /// Traces, or less.
    Traced(Traces),
    /// All of them.
    Kept,
}

/// How files are parsed.
#[derive(Clone, Copy)]
struct Parsing<'a> {
    config: &'a Config,
    trusted: &'a GlobSet,
    /// Whether documents are known by their files.
    knows_files: bool,
    before: Before<'a>,
}

impl Parsing<'_> {
    /// The documents of some files. `units` tells what is kept of those of a locale's file, by its fingerprint if files are known.
    fn all(
        &self,
        sources: &mut [Source],
        classes: &[Class],
        units: impl Fn(LocaleId, Option<Fingerprint>) -> Units + Sync,
    ) -> (Vec<Arc<Document>>, Vec<Parsed>) {
        let own = |(own, class): (&mut Source, &Class)| self.one(own, *class, &units);
        sources.par_iter_mut().zip(classes).filter_map(own).unzip()
    }

    fn one(
        &self,
        own: &mut Source,
        class: Class,
        units: &impl Fn(LocaleId, Option<Fingerprint>) -> Units,
    ) -> Option<(Arc<Document>, Parsed)> {
        let (config, before, source) = (self.config, self.before, &*own);
        let include = match class {
            Class::Page => false,
            Class::Include => true,
            // Its names are read as units; its tree is read elsewhere.
            Class::Toc if config.keeps_units() || config.traces_units() || config.keeps_records => true,
            _ => return None,
        };
        let manner = |file: Option<Fingerprint>| {
            let units = match config.traces_units() {
                true => units(source.locale, file),
                false => Units::Traced(Traces::None),
            };
            let (traces, keeps_units) = match units {
                Units::Traced(traces) => (traces, false),
                Units::Kept => (Traces::None, true),
            };
            // Of a navigation file there is nothing else to keep.
            let keeps_units = keeps_units || config.keeps_units() || class == Class::Toc;
            let (trusted, highlights) = (self.trusted.is_match(&source.path), config.highlights);
            Manner { trusted, keeps_units, traces, highlights, skips_html: false }
        };
        if let (Before::Spared(Spared { remembered: Some(remembered), .. }), Content::Unread(_)) =
            (before, &source.content)
            && let Some((document, parsed)) = remembered.document(config, source)
            && document.body.digest.is_some() == self.knows_files
            && (parsed.include, parsed.manner) == (include, manner(document.body.digest))
        {
            return Some((Arc::new(document), parsed));
        }
        let text = source.text()?;
        let digest = self.knows_files.then(|| Fingerprint::of_file(text));
        let manner = manner(digest);
        if let Before::Site(old) = before
            && let Some(known) = old.parsed_before(source, text, include, manner)
        {
            return Some(known);
        }
        let skips_html = matches!(before, Before::Spared(Spared { defers_html: true, .. }));
        let (file, path) = (&source.file, source.path.as_str());
        let once = Manner { skips_html, ..manner };
        let request = page::Request { file, text, locale: source.locale, path, include, manner: once };
        let (mut document, found) = page::parse(request);
        document.body.digest = digest;
        if skips_html {
            document.body.html = html_later(own.clone(), include, manner);
        }
        if let Before::Spared(Spared { again: Some(again), .. }) = before
            && let Some(content) = again(source)
        {
            own.content = content;
        }
        Some((Arc::new(document), Parsed { include, manner, found: Arc::new(found) }))
    }
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
        let judged = known
            .cloned()
            .unwrap_or_else(|| Arc::new(Judged::new(file.file.clone(), file.text.as_str().into(), today)));
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
