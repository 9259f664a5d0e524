//! Everything in a site's files that leads to another file, led on.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::follow::{Follow, Led};
use crate::diagnostics::{Edit, Place};
use crate::eligibility::Judged;
use crate::model::document::Pair;
use crate::model::nav::TocFile;
use crate::model::{Document, DocumentId, DocumentKind, LocaleId, Program};
use crate::parse::yaml::{self, Places, Step};
use crate::parse::{destination, front_matter};
use crate::site::nav::taken_in;
use crate::text::Span;

/// What leads on.
#[derive(Debug, Default)]
pub struct Found {
    /// The edits of each file, by locale and path.
    pub edits: BTreeMap<(LocaleId, String), Vec<Edit>>,
    /// How many links they are.
    pub links: usize,
    /// What would lead elsewhere and cannot be rewritten, as it is written.
    pub lost: Vec<(Place, String)>,
}

/// Leads on everything in the files of all locales: pages, includes, navigation.
pub fn all(follow: Follow<'_>) -> Found {
    let site = follow.before;
    let documents = (0..site.documents.len()).into_par_iter().map(|index| of_document(follow, DocumentId(index)));
    let named = |names: &str| site.tocs.values().any(|file| file.entries().any(|item| item.name == names));
    // A name of an entry may look like a page's key.
    let is_name = named(follow.rename.from.as_str());
    let navigation = site.tocs.par_iter().map(|((locale, path), file)| {
        let mut file = of_navigation(follow, *locale, path, file);
        if !is_name {
            file.names();
        }
        file
    });
    let files: Vec<File<'_>> = documents.chain(navigation).collect();
    let mut found = Found::default();
    for file in files {
        found.links += file.links;
        found.lost.extend(file.lost);
        if !file.edits.is_empty() {
            found.edits.insert((file.locale, file.path.to_owned()), file.edits);
        }
    }
    found
}

/// Leads on the pages that an eligibility program names: its edits, and what is lost.
pub fn of_program(follow: Follow<'_>, judged: &Judged) -> (Vec<Edit>, Vec<(Place, String)>) {
    let (mut edits, mut lost) = (Vec::new(), Vec::new());
    // Its paths count from the root of whatever locale.
    let locale = follow.before.config.source_locale.unwrap_or(LocaleId(0));
    for page in judged.program.iter().flat_map(Program::pages) {
        match follow.link(locale, "", &page.text) {
            Led::Stays => {}
            Led::Lost => lost.push((Place::new(&judged.file, &judged.text, page.span), page.text.clone())),
            Led::Anew { part, new } => {
                let span = yaml::unquoted(&judged.text, page.span);
                let rest = &page.text[part.len()..];
                edits.push(Edit { span, text: format!("{new}{rest}") });
            }
        }
    }
    (edits, lost)
}

/// One file whose links are led on.
struct File<'a> {
    follow: Follow<'a>,
    locale: LocaleId,
    path: &'a str,
    text: &'a str,
    /// The units of a bilingual file.
    pairs: &'a [Pair],
    /// Whether it is a page in YAML.
    is_yaml: bool,
    /// The values of such a page, by where their keys stand, once they are needed.
    values: OnceCell<BTreeMap<usize, Span>>,
    /// The addresses that are written anew already wherever they stand in a text, by where that begins.
    written: BTreeSet<(usize, String)>,
    edits: Vec<Edit>,
    links: usize,
    lost: Vec<(Place, String)>,
}

impl<'a> File<'a> {
    fn new(follow: Follow<'a>, locale: LocaleId, path: &'a str) -> Self {
        let text = follow.before.source(locale, path).and_then(crate::model::Source::text);
        Self {
            follow,
            locale,
            path,
            text: text.map_or("", |text| text),
            pairs: &[],
            is_yaml: false,
            values: OnceCell::new(),
            written: BTreeSet::new(),
            edits: Vec::new(),
            links: 0,
            lost: Vec::new(),
        }
    }

    fn link(&mut self, written: &str, span: Span, definition: Option<Span>) {
        let written = written.trim();
        match self.follow.link(self.locale, self.path, written) {
            Led::Stays => {}
            Led::Lost => self.lose(written, span),
            Led::Anew { part, new } => match self.value(span) {
                Some(value) => self.write_all(value, written, part, &new, span),
                None => {
                    let places = destination::of_link(self.text, span, definition, written, part);
                    self.write(places, written, &new, span);
                    if !self.pairs.is_empty() {
                        self.write_in_sources(written, part, &new);
                    }
                }
            },
        }
    }

    fn file(&mut self, written: &str, span: Span) {
        match self.follow.file(self.locale, self.path, written) {
            Led::Stays => {}
            Led::Lost => self.lose(written, span),
            Led::Anew { part, new } => match self.value(span) {
                Some(value) => self.write_all(value, written, part, &new, span),
                None => self.write(destination::of_directive(self.text, span, part), written, &new, span),
            },
        }
    }

    /// Writes an address anew in its places. What stands nowhere as it is meant is lost.
    fn write(&mut self, places: Vec<Span>, written: &str, new: &str, span: Span) {
        if places.is_empty() {
            return self.lose(written, span);
        }
        self.links += 1;
        self.edits.extend(places.into_iter().map(|span| Edit { span, text: new.to_owned() }));
    }

    /// Writes an address anew wherever it stands in a text whose links have no places of their own, once for all of them.
    fn write_all(&mut self, text: Span, written: &str, part: &str, new: &str, span: Span) {
        if !self.written.insert((text.start, written.to_owned())) {
            self.links += 1;
            return;
        }
        let places = destination::within(self.text, text, written, part);
        self.write(places, written, new, span);
    }

    /// Writes an address anew in the sentences of a bilingual file that its translation was made from.
    fn write_in_sources(&mut self, written: &str, part: &str, new: &str) {
        if !self.written.insert((0, written.to_owned())) {
            return;
        }
        let pairs = self.pairs;
        let mut places = destination::within(self.text, Span::new(0, self.text.len()), written, part);
        places.retain(|place| {
            let next = pairs.partition_point(|pair| pair.source.end <= place.start);
            pairs.get(next).is_some_and(|pair| pair.source.contains(place.start))
        });
        self.edits.extend(places.into_iter().map(|span| Edit { span, text: new.to_owned() }));
    }

    fn lose(&mut self, written: &str, span: Span) {
        let place = self.follow.before.place_in(self.locale, self.path, span);
        self.lost.push((place, written.to_owned()));
    }

    /// The value that a link stands in whose place is known no closer than its key.
    fn value(&self, span: Span) -> Option<Span> {
        let values = || self.values.get_or_init(|| Places::new(self.text).values());
        (self.is_yaml && span.start == span.end).then(values)?.get(&span.start).copied()
    }

    /// The page's key where translations name entries by it.
    fn names(&mut self) {
        let rename = self.follow.rename;
        let names = self.follow.before.tocs.get(&(self.locale, self.path.to_owned())).map(|file| &file.names);
        if names.is_some_and(|names| names.contains_key(rename.from.as_str())) {
            let key = Places::new(self.text).key(&[Step::Key("names"), Step::Key(rename.from.as_str())]);
            self.edits.push(yaml::replace(self.text, key, rename.to.as_str()));
        }
    }
}

fn of_document(follow: Follow<'_>, id: DocumentId) -> File<'_> {
    let document: &Document = follow.before.document(id);
    let mut file = File::new(follow, document.locale, &document.path);
    file.pairs = &document.body.pairs;
    file.is_yaml = matches!(document.kind, DocumentKind::Landing | DocumentKind::Faq);
    for link in &document.body.links {
        file.link(&link.destination, link.span, link.definition);
    }
    for include in &document.body.includes {
        file.file(&include.path, include.span);
    }
    for snippet in &document.body.snippets {
        file.file(&snippet.path, snippet.span);
    }
    if let Some(to) = &document.front.redirect_url {
        let span = front_matter::field(file.text, document.kind, "redirect_url").unwrap_or_default();
        file.link(to, yaml::unquoted(file.text, span), None);
    }
    file
}

/// The entries of a navigation file. What takes in another file stays: those do not move.
fn of_navigation<'a>(follow: Follow<'a>, locale: LocaleId, path: &'a str, toc: &'a TocFile) -> File<'a> {
    let mut file = File::new(follow, locale, path);
    for item in toc.entries() {
        let hrefs = [(&item.href, Some(item.span)), (&item.topic_href, item.topic_span)];
        for (href, span) in hrefs {
            let Some(href) = href.as_deref().filter(|href| !href.trim().is_empty()) else { continue };
            if taken_in(&follow.before.tocs, locale, path, href).is_none() {
                file.link(href, span.unwrap_or_default(), None);
            }
        }
    }
    file
}
