//! The plan of a move, made of the site as it is and of the one in which the page has its new place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::follow::Follow;
use super::redirections::Homes;
use super::redirects::{Addresses, Entry};
use super::rename::Rename;
use super::{Beside, Change, Move, Own, Plan, Request, documents, ledger, references, site_yaml};
use crate::diagnostics::{Code, Diagnostics, Edit, Fatal, Fix, Place};
use crate::model::config::ConfiguredRedirect;
use crate::model::{Config, Content, Document, LocaleId, PageKey, Source, Sources};
use crate::parse::{front_matter, yaml};
use crate::site::Site;
use crate::site::classify::patterns;

/// The making of a plan.
pub struct Planner<'a> {
    pub(super) before: &'a Site,
    pub(super) rename: Rename<'a>,
    pub(super) own: &'a [Own],
    pub(super) request: &'a Request<'a>,
    /// What was found in making the site as it is.
    found: &'a Diagnostics,
    plan: Plan,
}

/// The edits of files, by locale and path.
type Edits = BTreeMap<(LocaleId, String), Vec<Edit>>;

impl<'a> Planner<'a> {
    /// Plans the move of the page whose files are `own`. `found` is what was found in making the site.
    pub fn plan(
        before: &'a Site,
        found: &'a Diagnostics,
        rename: Rename<'a>,
        own: &'a [Own],
        sources: Sources,
        request: &'a Request<'a>,
    ) -> Result<Plan, Fatal> {
        let mut planner = Self { before, rename, own, request, found, plan: Plan::default() };
        planner.run(sources)?;
        Ok(planner.plan)
    }

    fn run(&mut self, sources: Sources) -> Result<(), Fatal> {
        let before = self.before;
        let addresses = Addresses::new(before, self.rename);
        let homes = self.homes(&addresses)?;
        let mut edits = self.key_edits()?;
        let moved: BTreeMap<(LocaleId, String), String> = self
            .own
            .iter()
            .filter_map(|own| {
                let document = before.document(own.id);
                Some(((document.locale, document.path.clone()), own.path.clone()?))
            })
            .collect();
        let (after, found) = self.after(sources, &addresses, &homes, &edits, &moved)?;
        self.look_at(&after, &found)?;
        let follow = Follow { before, after: &after, rename: self.rename, moved: &moved };
        let found = references::all(follow);
        for ((locale, path), own) in found.edits {
            edits.entry((locale, path)).or_default().extend(own);
        }
        (self.plan.links, self.plan.lost) = (found.links, found.lost);
        for (file, text, new) in self.redirections(&addresses, &homes, Some(follow))? {
            self.plan.redirects.push(Change { file, old: text, new });
        }
        for own in self.own {
            let document = before.document(own.id);
            let Some(path) = &own.path else { continue };
            let text = self.text(document);
            let edits = edits.remove(&(document.locale, document.path.clone())).unwrap_or_default();
            let new = applied(&text, edits).unwrap_or_else(|| text.to_string());
            let to = self.file(document.locale, path);
            let (locale, from) = (document.locale, document.file.clone());
            self.plan.moves.push(Move { locale, from, to, old: text, new, is_there: false });
        }
        for ((locale, path), edits) in edits {
            let Some(source) = before.source(locale, &path) else { continue };
            let Some(text) = source.text() else { continue };
            if let Some(new) = applied(text, edits).filter(|new| *new != **text) {
                self.plan.changes.push(Change { file: source.file.clone(), old: Some(text.clone()), new });
            }
        }
        for judged in before.programs.values() {
            let (edits, lost) = references::of_program(follow, judged);
            self.plan.links += edits.len();
            self.plan.lost.extend(lost);
            if let Some(new) = applied(&judged.text, edits).filter(|new| *new != *judged.text) {
                self.plan.changes.push(Change { file: judged.file.clone(), old: Some(judged.text.clone()), new });
            }
        }
        for Beside { file, text } in &self.request.ledgers {
            if let Some(new) = ledger::renamed(text, self.rename) {
                self.plan.changes.push(Change { file: file.clone(), old: Some(text.clone()), new });
            }
        }
        Ok(())
    }

    fn text(&self, document: &Document) -> Arc<str> {
        let text = self.before.source(document.locale, &document.path).and_then(Source::text);
        text.cloned().unwrap_or_else(|| "".into())
    }

    /// A path below a locale's root as a person would name the file.
    fn file(&self, locale: LocaleId, path: &str) -> Arc<str> {
        match &*self.before.config.locale(locale).root_name {
            "." => path.into(),
            root => format!("{}/{path}", root.trim_end_matches('/')).into(),
        }
    }

    /// The new key in the files that say theirs.
    fn key_edits(&self) -> Result<Edits, Fatal> {
        let mut edits = Edits::new();
        for own in self.own {
            let document = self.before.document(own.id);
            if document.front.key.as_deref().and_then(PageKey::parse).is_none() {
                continue;
            }
            let text = self.text(document);
            let place = front_matter::field(&text, document.kind, "key").ok_or_else(|| {
                Fatal::new(
                    format!("the front matter of {} is damaged, so its `key` cannot be changed", document.file),
                    "Mend it first: `diglot check --fix` does.",
                )
            })?;
            let edit = yaml::replace(&text, place, self.rename.to.as_str());
            edits.entry((document.locale, document.path.clone())).or_default().push(edit);
        }
        Ok(edits)
    }

    /// The site with the page in its new place, and with its redirects; no link has followed it yet.
    fn after(
        &self,
        mut sources: Sources,
        addresses: &Addresses,
        homes: &Homes,
        edits: &Edits,
        moved: &BTreeMap<(LocaleId, String), String>,
    ) -> Result<(Site, Diagnostics), Fatal> {
        let mut config = Config::clone(&self.before.config);
        let redirections = self.redirections(addresses, homes, None)?;
        for source in &mut sources.files {
            let place = (source.locale, source.path.clone());
            if let (Some(edits), Some(text)) = (edits.get(&place), source.text())
                && let Some(new) = applied(text, edits.clone())
            {
                source.content = Content::Text(new.into());
            }
            if let Some((_, _, new)) = redirections.iter().find(|(file, ..)| *file == source.file) {
                source.content = Content::Text(new.as_str().into());
            }
            if let Some(path) = moved.get(&place) {
                source.file = self.file(source.locale, path);
                source.path.clone_from(path);
            }
        }
        sources.files.sort_by(|a, b| (a.locale, &a.path).cmp(&(b.locale, &b.path)));
        if let Some((file, _, new)) =
            self.request.site_yaml.as_ref().and_then(|(file, _)| redirections.iter().find(|(own, ..)| own == file))
        {
            let entries = (site_yaml::FORM.read)(new).unwrap_or_default();
            let place = Place::whole(file);
            config.redirects = entries
                .into_iter()
                .map(|Entry { from, to }| ConfiguredRedirect { from, to, place: place.clone() })
                .collect();
        }
        Ok(Site::new(config, sources))
    }

    /// Refuses what would make something else than the page of it, and notes what else changes with its place.
    fn look_at(&mut self, after: &Site, found: &Diagnostics) -> Result<(), Fatal> {
        let (before, to) = (self.before, self.rename.to);
        let trusted = patterns(&before.config.trusted_html);
        let overrides = before.config.overrides.iter().map(|own| ("check.overrides", patterns(&own.paths)));
        let sets: Vec<_> = std::iter::once(("trusted_html", trusted)).chain(overrides).collect();
        for own in self.own {
            let old = before.document(own.id);
            let path = own.path.as_deref().unwrap_or(&old.path);
            let new = documents(after, to).find(|(_, new)| new.locale == old.locale && new.path == path);
            if new.is_none_or(|(_, new)| new.kind != old.kind) {
                return Err(Fatal::new(
                    format!("{} would be no page there", self.file(old.locale, path)),
                    "Choose a place where the site looks for pages; a docset says which files are its pages.",
                ));
            }
            for (what, set) in &sets {
                if set.is_match(&old.path) != set.is_match(path) {
                    self.plan
                        .notes
                        .push(format!("`{what}` in site.yaml holds for one of {} and {path} only", old.path));
                }
            }
        }
        self.plan.notes.sort();
        self.plan.notes.dedup();
        let conflicts = |found: &'_ Diagnostics| -> BTreeSet<String> {
            let conflicts = found.iter().filter(|found| found.code == Code::AddressConflict);
            conflicts.map(|found| found.message.clone()).collect()
        };
        let (old, new) = (conflicts(self.found), conflicts(found));
        match new.difference(&old).next().filter(|_| new.len() > old.len()) {
            Some(conflict) => Err(Fatal::new(
                format!("`{to}` would be at an address that is taken: {conflict}"),
                "Choose another name, or give the page another `slug`.",
            )),
            None => Ok(()),
        }
    }
}

/// A text with edits, of which those are left out that touch another.
fn applied(text: &str, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort();
    edits.dedup_by(|next, before| next.span.start < before.span.end || next == before);
    Fix { safe: true, edits }.apply(text)
}
