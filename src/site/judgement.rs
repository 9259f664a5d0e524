//! How bad each finding is on this site, and which ones its authors have said to ignore.

use std::collections::BTreeSet;

use globset::GlobSet;

use rustc_hash::FxHashMap;

use super::{Site, classify, pseudo};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Related, Role, Severity};
use crate::model::document::Ignore;
use crate::model::{Document, DocumentId, LocaleTag};

/// Findings as the site wants them.
#[derive(Debug, Default)]
pub struct Judgement {
    /// What is left, in the one order.
    pub findings: Diagnostics,
    /// What was asked to be ignored, and is not there.
    pub unused: Diagnostics,
}

/// Who decides about the findings of a site.
pub struct Judge<'s> {
    site: &'s Site,
    owners: Owners<'s>,
    severities: Severities<'s>,
}

impl<'s> Judge<'s> {
    /// The judge of a site.
    pub fn new(site: &'s Site) -> Self {
        Self { site, owners: Owners::new(site), severities: Severities::new(site) }
    }

    /// Gives findings the severities that the site's configuration says, and takes out what its pages ignore. Of a cause
    /// that shows in several places only those are left that nobody ignores. What was made for a pseudo-locale has nothing of
    /// its own that could be mended.
    ///
    /// `unused` is the whole truth only where `found` is everything that there is to find. Where some of the site's locales
    /// were not asked for, it is empty.
    pub fn judge(&self, found: Diagnostics) -> Judgement {
        let site = self.site;
        let mut used: BTreeSet<(DocumentId, usize)> = BTreeSet::new();
        let mut findings = Diagnostics::new();
        for found in found {
            findings.extend(self.without_ignored(found, &mut used).map(|found| self.weighed(found)));
        }
        findings.sort();
        let whole = site.config.locale_ids().all(|id| site.config.locale(id).published);
        let documents = site.documents.iter().enumerate().map(|(index, document)| (DocumentId(index), document));
        let documents = documents.filter(|(_, document)| whole && !pseudo::is_made(&document.file));
        let unused = documents.filter(|(id, _)| site.shows(*id)).flat_map(|(id, document)| {
            // What the web answers differs from day to day, and is not asked each time.
            let left = ignores(document)
                .enumerate()
                .filter(|(number, ignore)| !used.contains(&(id, *number)) && !ignore.code.is_of_the_web());
            left.map(|(_, ignore)| self.weighed(unused_ignore(site, document, ignore))).collect::<Vec<_>>()
        });
        Judgement { unused: unused.collect(), findings }
    }

    /// Whether the site's configuration says how bad this finding is.
    pub fn is_configured(&self, found: &Diagnostic) -> bool {
        self.severities.of(found, &self.owners).is_some()
    }

    fn weighed(&self, found: Diagnostic) -> Diagnostic {
        match self.severities.of(&found, &self.owners) {
            Some(severity) => found.with_severity(severity),
            None => found,
        }
    }

    fn without_ignored(&self, mut found: Diagnostic, used: &mut BTreeSet<(DocumentId, usize)>) -> Option<Diagnostic> {
        let (site, everywhere) = (self.site, !found.concerns.is_empty());
        let mut ignored = |place: &Place| {
            if pseudo::is_made(&place.file) {
                return true;
            }
            // Who asked for some locales only is told of those.
            let own = self.owners.files.get(&*place.file).and_then(|(tag, ..)| site.config.find(tag));
            if !everywhere && own.is_some_and(|own| !site.config.locale(own).published) {
                return true;
            }
            let Some(id) = self.owners.document(&place.file) else { return false };
            let matching = ignores(self.site.document(id)).enumerate().filter(|(_, ignore)| {
                ignore.code == found.code
                    && ignore.scope.is_none_or(|scope| {
                        scope.start <= place.span.start && place.span.start < scope.end.max(scope.start + 1)
                    })
            });
            let matching: Vec<usize> = matching.map(|(number, _)| number).collect();
            used.extend(matching.iter().map(|number| (id, *number)));
            !matching.is_empty()
        };
        let primary = ignored(&found.place);
        found.related.retain(|related| match related.role {
            Role::SameCause => !ignored(&related.place),
            _ => !pseudo::is_made(&related.place.file),
        });
        if primary {
            let next = found.related.iter().position(|related| related.role == Role::SameCause)?;
            let Related { place, fix, alone, .. } = found.related.remove(next);
            (found.place, found.fix) = (place, fix);
            if let Some((message, help)) = alone {
                (found.message, found.help) = (message, help);
            }
        }
        Some(found)
    }
}

/// What a document says is to be ignored.
fn ignores(document: &Document) -> impl Iterator<Item = &Ignore> {
    document.front.ignore.iter().chain(&document.body.ignores)
}

fn unused_ignore(site: &Site, document: &Document, ignore: &Ignore) -> Diagnostic {
    let scope = if ignore.scope.is_some() { "here" } else { "in this file" };
    Diagnostic::new(
        Code::UnusedIgnore,
        site.place(document, ignore.span),
        format!("there is no `{}` {scope} that could be ignored", ignore.code),
        "Take it out. A comment on a line of its own speaks for the block below it.",
    )
}

/// Which file is whose.
struct Owners<'s> {
    files: FxHashMap<&'s str, (&'s LocaleTag, &'s str, Option<DocumentId>)>,
}

impl<'s> Owners<'s> {
    fn new(site: &'s Site) -> Self {
        let sources = site
            .sources()
            .iter()
            .map(|source| (&*source.file, (&site.config.locale(source.locale).tag, source.path.as_str(), None)));
        let messages = site.messages.iter().map(|file| (&*file.file, (&file.locale, "", None)));
        let documents = site.documents.iter().enumerate().map(|(index, document)| {
            let tag = &site.config.locale(document.locale).tag;
            (&*document.file, (tag, document.path.as_str(), Some(DocumentId(index))))
        });
        Self { files: messages.chain(sources).chain(documents).collect() }
    }

    fn document(&self, file: &str) -> Option<DocumentId> {
        self.files.get(file)?.2
    }
}

/// The severities of the configuration, ready to be asked.
struct Severities<'s> {
    site: &'s Site,
    overrides: Vec<GlobSet>,
}

impl<'s> Severities<'s> {
    fn new(site: &'s Site) -> Self {
        let overrides = site.config.overrides.iter().map(|own| classify::patterns(&own.paths)).collect();
        Self { site, overrides }
    }

    /// The severity that the configuration gives a finding; of several locales that it concerns, the worst.
    fn of(&self, found: &Diagnostic, owners: &Owners<'_>) -> Option<Severity> {
        let config = &self.site.config;
        let general = config.severity.get(&found.code).copied();
        if config.overrides.is_empty() {
            return general;
        }
        let (own, path) = owners.files.get(&*found.place.file).map_or((None, ""), |(tag, path, _)| (Some(*tag), *path));
        let in_locale = |tag: Option<&str>| {
            let matching = config.overrides.iter().zip(&self.overrides).rev().find_map(|(own, paths)| {
                let here = own.paths.is_empty() || paths.is_match(path);
                let its = own.locales.is_empty() || own.locales.iter().any(|locale| Some(locale.as_str()) == tag);
                own.severity.get(&found.code).copied().filter(|_| here && its)
            });
            matching.or(general)
        };
        match found.concerns.as_slice() {
            [] => in_locale(own.map(LocaleTag::as_str)),
            // Where only some of them are configured, the others keep the finding's own.
            tags => {
                let each = tags.iter().map(|tag| in_locale(Some(tag)));
                let some = each.clone().flatten().next().is_some();
                each.map(|severity| severity.unwrap_or(found.code.severity())).max().filter(|_| some)
            }
        }
    }
}
