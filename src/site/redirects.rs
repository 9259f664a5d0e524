//! Old addresses and where their pages went. What the source locale says holds in every locale.

use std::collections::BTreeMap;

use super::Site;
use super::classify::{Class, Classified};
use super::links::Base;
use super::target::{Broken, Target};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{DocumentId, LocaleId, PageKey};
use crate::parse::{Findings, docfx};

/// One redirect.
#[derive(Debug, Clone)]
pub struct Redirect {
    /// The old path below the locale's root, without extension.
    pub from: String,
    /// Where to, as written.
    pub to: String,
    /// The locale that says so.
    pub locale: LocaleId,
    /// The file that says so, below that locale's root; relative destinations count from it.
    path: String,
    /// Where it is said.
    pub place: Place,
}

/// All redirects.
#[derive(Debug, Default)]
pub struct Redirects {
    /// By locale and lower-case old path.
    by_path: BTreeMap<(LocaleId, String), Redirect>,
}

impl Redirects {
    /// Collects what redirection files, front matter and the configuration say.
    pub(super) fn new(site: &Site, classified: &Classified, diagnostics: &mut Diagnostics) -> Self {
        let mut redirects = Self::default();
        // What the source says holds everywhere; without a source every locale says it.
        let source = site.config.source_locale;
        for locale in site.config.locale_ids().filter(|locale| source.is_none_or(|source| source == *locale)) {
            for configured in &site.config.redirects {
                let Some(from) = old_path(&configured.from, &configured.place, diagnostics) else { continue };
                redirects.add(Redirect {
                    from,
                    to: if configured.to.contains(':') {
                        configured.to.clone()
                    } else {
                        format!("/{}", configured.to.trim_start_matches('/'))
                    },
                    locale,
                    path: String::new(),
                    place: configured.place.clone(),
                });
            }
        }
        for source in classified.of(&site.sources, Class::Redirections) {
            let Some(text) = source.text() else { continue };
            let mut findings = Findings::new(&source.file, text);
            for redirection in docfx::redirections(&mut findings) {
                let place = Place::new(&source.file, text, redirection.span);
                let folder = source.path.rfind('/').map_or("", |at| &source.path[..=at]);
                let Some(from) = old_path(&format!("{folder}{}", redirection.from), &place, &mut findings.diagnostics)
                else {
                    continue;
                };
                // A relative destination counts from where the page was.
                let path = format!("{folder}{}", redirection.from.trim_start_matches('/'));
                redirects.add(Redirect { from, to: redirection.to, locale: source.locale, path, place });
            }
            diagnostics.extend(findings.diagnostics);
        }
        for (index, document) in site.documents.iter().enumerate() {
            let withheld = site.publication.withheld(DocumentId(index)).is_some();
            if let Some(to) = document.front.redirect_url.as_ref().filter(|_| !withheld) {
                redirects.add(Redirect {
                    from: document.key.to_string(),
                    to: to.clone(),
                    locale: document.locale,
                    path: document.path.clone(),
                    place: site.place(document, document.front.place("redirect_url")),
                });
            }
        }
        redirects
    }

    fn add(&mut self, redirect: Redirect) {
        self.by_path.entry((redirect.locale, redirect.from.to_lowercase())).or_insert(redirect);
    }

    /// The redirect of a lower-case path: the file's own locale's, the page's, or the source's.
    pub fn find(&self, base: LocaleId, locale: LocaleId, source: Option<LocaleId>, path: &str) -> Option<&Redirect> {
        [Some(base), Some(locale), source]
            .into_iter()
            .flatten()
            .find_map(|locale| self.by_path.get(&(locale, path.to_owned())))
    }

    /// All redirects, by locale and old path.
    pub fn iter(&self) -> impl Iterator<Item = &Redirect> {
        self.by_path.values()
    }

    /// The redirects that hold in a locale: its own, and the source's where it has none of that path.
    pub fn of(&self, locale: LocaleId, source: Option<LocaleId>) -> impl Iterator<Item = &Redirect> {
        self.by_path.iter().filter_map(move |((own, path), redirect)| {
            let inherited =
                Some(*own) == source && *own != locale && !self.by_path.contains_key(&(locale, path.clone()));
            (*own == locale || inherited).then_some(redirect)
        })
    }
}

/// An old path as a redirect names it, below the root and without extension.
fn old_path(written: &str, place: &Place, diagnostics: &mut Diagnostics) -> Option<String> {
    let key = PageKey::parse(written);
    if key.is_none() {
        diagnostics.push(Diagnostic::new(
            Code::LinkOutOfRoot,
            place.clone(),
            format!("the old address `{written}` is none below a language's root"),
            "Write the path that the page had, without `..`.",
        ));
    }
    key.map(|key| key.to_string())
}

impl Site {
    /// Where a redirect leads in a locale, through further redirects.
    pub fn redirect_target(&self, locale: LocaleId, redirect: &Redirect) -> Target {
        self.redirect_target_at(locale, redirect, 0)
    }

    pub(super) fn redirect_target_at(&self, locale: LocaleId, redirect: &Redirect, hops: usize) -> Target {
        let base = Base { locale: redirect.locale, path: &redirect.path, document: None };
        self.resolve_at(locale, base, &redirect.to, hops)
    }

    /// Says which redirects lead in a circle.
    pub(super) fn check_redirects(&self, diagnostics: &mut Diagnostics) {
        for redirect in self.redirects.by_path.values() {
            if matches!(self.redirect_target(redirect.locale, redirect), Target::Broken(Broken::Loop(_))) {
                diagnostics.push(Diagnostic::new(
                    Code::RedirectLoop,
                    redirect.place.clone(),
                    format!("the redirect of `{}` leads back to itself", redirect.from),
                    "Give one of the redirects on the way a page as its destination.",
                ));
            }
        }
    }
}
