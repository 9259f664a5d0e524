//! Where a site keeps its redirects, and what a move makes of them there.

use std::sync::Arc;

use super::follow::Follow;
use super::planner::Planner;
use super::redirects::{Addresses, Entry, Fate, Fates, Form, Redirections};
use super::{redirection_json, site_yaml};
use crate::diagnostics::Fatal;
use crate::model::{LocaleId, Source};
use crate::site::Site;
use crate::text::address;

/// Where new redirects are written.
#[derive(Debug, Default)]
pub struct Homes {
    /// Whether in `site.yaml`.
    pub site_yaml: bool,
    /// The redirection files of docfx, by locale and path, with what is new in them.
    pub json: Vec<(LocaleId, String, Vec<Entry>)>,
}

/// A file of redirects as it is, and as it is to be.
pub type Redirected = (Arc<str>, Option<Arc<str>>, String);

impl Planner<'_> {
    /// Where redirects of this site are kept: in its `site.yaml`, else in the files of docfx, else in a new `site.yaml`.
    pub(super) fn homes(&self, addresses: &Addresses) -> Result<Homes, Fatal> {
        let mut homes = Homes::default();
        if addresses.left.is_empty() {
            return Ok(homes);
        }
        let site_yaml = self.request.site_yaml.as_ref();
        if site_yaml.is_some_and(|(_, text)| text.is_some()) {
            homes.site_yaml = true;
            return Ok(homes);
        }
        for own in self.own {
            let document = self.before.document(own.id);
            let files = redirection_files(self.before).filter(|file| file.locale == document.locale);
            let around = files.filter(|file| document.path.starts_with(folder(&file.path)));
            let Some(file) = around.max_by_key(|file| folder(&file.path).len()) else { continue };
            let (_, extension) = document.path.rsplit_once('.').unwrap_or(("", "md"));
            let entry = |left: &String| {
                let old = format!("{left}.{extension}");
                let from = old.strip_prefix(folder(&file.path)).unwrap_or(&old).to_owned();
                Entry { from, to: self.docfx_address(document.locale, &old) }
            };
            homes.json.push((file.locale, file.path.clone(), addresses.left.iter().map(entry).collect()));
        }
        homes.site_yaml = homes.json.is_empty();
        if homes.site_yaml && site_yaml.is_none() {
            return Err(Fatal::new(
                "there is no file that could hold the redirect from the old address",
                "Name the folder of the site: `--site DIR`; its site.yaml takes the redirect.",
            ));
        }
        Ok(homes)
    }

    /// The page's new address as docfx writes it: from the root of its host where that is known, else from the old file.
    fn docfx_address(&self, locale: LocaleId, old: &str) -> String {
        let to = self.rename.to;
        let whole = self.before.docset_address(locale, to);
        let address = whole.unwrap_or_else(|| address::relative(old, to.as_str()));
        if to.is_index() { address[..address.len() - to.name().len()].to_owned() } else { address }
    }

    /// The files of redirects that change. Without `follow`, redirects that lead to the page lead to its old key still.
    pub(super) fn redirections(
        &self,
        addresses: &Addresses,
        homes: &Homes,
        follow: Option<Follow<'_>>,
    ) -> Result<Vec<Redirected>, Fatal> {
        let mut changed = Vec::new();
        let config = &self.before.config;
        let home = config.source_locale.or_else(|| config.locale_ids().next());
        if let (Some((file, old)), Some(locale)) = (&self.request.site_yaml, home) {
            let to = self.rename.to.to_string();
            let entry = |from: &String| Entry { from: from.clone(), to: to.clone() };
            let wanted = addresses.left.iter().filter(|_| homes.site_yaml).map(entry).collect();
            let redirections = Redirections { locale, folder: "", rooted: true };
            let text = old.as_deref().unwrap_or_default();
            let new =
                change(file, text, site_yaml::FORM, |entries| redirections.fates(entries, addresses, wanted, follow))?;
            changed.extend(new.map(|new| (file.clone(), old.clone(), new)));
        }
        for file in redirection_files(self.before) {
            let Some(text) = file.text() else { continue };
            let new = homes.json.iter().filter(|(locale, path, _)| (*locale, path) == (file.locale, &file.path));
            let wanted: Vec<Entry> = new.flat_map(|(.., entries)| entries.clone()).collect();
            let redirections = Redirections { locale: file.locale, folder: folder(&file.path), rooted: false };
            let form = redirection_json::FORM;
            let new = change(&file.file, text, form, |entries| redirections.fates(entries, addresses, wanted, follow))?;
            changed.extend(new.map(|new| (file.file.clone(), Some(text.clone()), new)));
        }
        Ok(changed)
    }
}

/// The redirection files of docfx.
fn redirection_files(site: &Site) -> impl Iterator<Item = &Source> {
    site.sources().iter().filter(|file| file.name().eq_ignore_ascii_case(".openpublishing.redirection.json"))
}

/// The folder of a path, ending in `/`, or nothing.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// The new text of a file of redirects; nothing where it stays.
fn change(file: &str, text: &str, form: Form, fates: impl FnOnce(&[Entry]) -> Fates) -> Result<Option<String>, Fatal> {
    let entries = (form.read)(text);
    let fates = fates(entries.as_deref().unwrap_or_default());
    if fates.is_empty() {
        return Ok(None);
    }
    let written = entries.as_ref().and_then(|_| (form.change)(text, &fates)).filter(|new| new != text);
    written.map(Some).ok_or_else(|| {
        let changed = fates.known.iter().filter_map(|fate| match fate {
            Fate::Becomes(entry) => Some(entry),
            Fate::Stays | Fate::Goes => None,
        });
        let said = changed.chain(&fates.new).map(|entry| format!("`{}` leads to `{}`", entry.from, entry.to));
        let gone = entries.iter().flatten().zip(&fates.known).filter(|(_, fate)| **fate == Fate::Goes);
        let said: Vec<String> = said.chain(gone.map(|(entry, _)| format!("`{}` goes", entry.from))).collect();
        Fatal::new(
            format!("the redirects in {file} are written in a form that cannot be changed in its places"),
            format!("Change them by hand, and move the page then: {}.", said.join("; ")),
        )
    })
}
