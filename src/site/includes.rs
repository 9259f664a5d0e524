//! Files shown inside other files.

use std::collections::HashSet;
use std::sync::Arc;

use super::Site;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Role};
use crate::model::{Document, DocumentId, DocumentKind, LocaleId, Source};
use crate::text::address;

/// How deep includes may be nested.
pub const MAX_DEPTH: usize = 16;

impl Site {
    /// The document that an include of `document` means, for a page of `locale`: beside the file itself, then in the
    /// page's locale, then along its fallback chain, then in the source locale.
    pub fn include(&self, document: &Document, locale: LocaleId, path: &str) -> Option<DocumentId> {
        let path = self.below_root(document, path)?;
        self.roots(document, locale).find_map(|locale| self.paths.document(locale, &path))
    }

    /// The text of a file that a snippet of `document` is taken from, found like an include.
    pub fn snippet_source(&self, document: &Document, locale: LocaleId, path: &str) -> Option<&Source> {
        let path = self.below_root(document, path)?;
        self.roots(document, locale)
            .find_map(|locale| self.source(locale, &path).filter(|source| source.text().is_some()))
    }

    /// The locales in which a file that `document` names is looked for.
    pub(super) fn roots<'a>(&'a self, document: &'a Document, locale: LocaleId) -> impl Iterator<Item = LocaleId> + 'a {
        let source = self.config.source_locale;
        std::iter::once(document.locale).chain(self.chain(locale)).chain(source)
    }

    /// A path as `document` writes it, as a path below the root; nothing where it leads out of it.
    fn below_root(&self, document: &Document, path: &str) -> Option<String> {
        let path = address::decode(path).replace('\\', "/");
        match path.strip_prefix("~/").or_else(|| path.strip_prefix('/')) {
            Some(rest) => {
                let folder = self.paths.docset_folder(document.locale, &document.path);
                address::join(&folder, rest)
            }
            None => address::join(&document.path, &path),
        }
    }

    /// Says which includes lead nowhere or in circles, and gives the files that are shown.
    pub(super) fn check_includes(&self, diagnostics: &mut Diagnostics) -> HashSet<Arc<str>> {
        let mut used = HashSet::new();
        for document in self.documents.iter().filter(|document| document.kind != DocumentKind::Include) {
            let mut trail = vec![document];
            self.walk_includes(document.locale, &mut trail, &mut used, diagnostics);
        }
        used
    }

    fn walk_includes<'a>(
        &'a self,
        locale: LocaleId,
        trail: &mut Vec<&'a Document>,
        used: &mut HashSet<Arc<str>>,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(document) = trail.last().copied() else { return };
        for include in &document.body.includes {
            let place = || self.place(document, include.span);
            let Some(id) = self.include(document, locale, &include.path) else {
                let (code, message) = match self.below_root(document, &include.path) {
                    Some(path) => (Code::MissingInclude, format!("there is no file `{path}` to include")),
                    None => (Code::LinkOutOfRoot, format!("`{}` leads out of the content", include.path)),
                };
                let help = "Mend the path; it counts from the folder of this file. `~/` stands for the content's root.";
                diagnostics.push(Diagnostic::new(code, place(), message, help));
                continue;
            };
            let included = self.document(id);
            used.insert(included.file.clone());
            if let Some(first) = trail.iter().position(|seen| seen.file == included.file) {
                let circle: Vec<&str> =
                    trail[first..].iter().map(|seen| seen.path.as_str()).chain([included.path.as_str()]).collect();
                let message = format!("the includes go in a circle: {}", circle.join(" → "));
                let diagnostic = Diagnostic::new(
                    Code::IncludeCycle,
                    place(),
                    message,
                    "Take one of them out; the page shows nothing in its place.",
                );
                diagnostics.push(diagnostic.with_related(
                    crate::diagnostics::Place::whole(&included.file),
                    Role::See,
                    "included again here",
                ));
                continue;
            }
            if trail.len() < MAX_DEPTH {
                trail.push(included);
                self.walk_includes(locale, trail, used, diagnostics);
                trail.pop();
            }
        }
    }
}
