//! The one function that says where a link leads, in every locale.
//!
//! Build, preview and check all ask it; none of them decides anything about a link by itself.

use std::borrow::Cow;

use super::Site;
use super::target::{Anchor, Broken, PageTarget, Remark, Target};
use crate::model::page::without_page_extension;
use crate::model::{DocumentId, DocumentKind, LocaleId, PageKey};
use crate::parse::sanitize;
use crate::text::address::{self, Parts};
use crate::text::slug::anchor_id;

/// How many redirects may follow each other; more are a circle.
const MAX_HOPS: usize = 50;

/// The file that has a link.
#[derive(Debug, Clone, Copy)]
pub struct Base<'a> {
    /// The locale whose root the file lies in.
    pub locale: LocaleId,
    /// The file's path below that root.
    pub path: &'a str,
    /// The document that the reader sees, where the file is one.
    pub document: Option<DocumentId>,
}

impl Site {
    /// Where the link `destination` leads that stands in `base` and is read on a page of `locale`.
    pub fn resolve(&self, locale: LocaleId, base: Base<'_>, destination: &str) -> Target {
        self.resolve_at(locale, base, destination, 0)
    }

    /// Where the links of a document lead on its own page, in their order. Whoever checks them and whoever writes them ask the same.
    pub fn targets(&self, id: DocumentId) -> &[Target] {
        self.targets[id.0].get_or_init(|| {
            let document = self.document(id);
            let base = Base { locale: document.locale, path: &document.path, document: Some(id) };
            let links = document.body.links.iter();
            links.map(|link| self.resolve(document.locale, base, &link.destination)).collect()
        })
    }

    /// [`Site::resolve`] on the way through `hops` redirects.
    pub(super) fn resolve_at(&self, locale: LocaleId, base: Base<'_>, destination: &str, hops: usize) -> Target {
        let destination = destination.trim();
        if destination.is_empty() {
            return Target::Empty;
        }
        if let Some(uid) = destination.strip_prefix("xref:") {
            return self.resolve_uid(locale, uid);
        }
        if let Some(scheme) = address::scheme(destination) {
            return self.resolve_absolute(locale, base, &scheme, destination, hops);
        }
        if destination.starts_with("//") {
            return Target::External(destination.to_owned());
        }
        let parts = address::split(destination);
        let path = slashed(address::decode(parts.path));
        if path.is_empty() {
            let fragment = fragment_id(parts.fragment).unwrap_or_default();
            let anchor = base.document.map_or(Anchor::There, |document| self.anchor(document, Some(&fragment)));
            return Target::SamePage { fragment, anchor };
        }
        match path.strip_prefix("~/") {
            Some(rest) => {
                let folder = self.paths.docset_folder(base.locale, base.path);
                self.resolve_joined(locale, base, address::join(&folder, rest), parts, hops)
            }
            None => match path.strip_prefix('/') {
                Some(rest) => self.resolve_rooted(locale, base, rest, parts, destination, hops),
                None => self.resolve_joined(locale, base, address::join(base.path, &path), parts, hops),
            },
        }
    }

    fn resolve_uid(&self, locale: LocaleId, uid: &str) -> Target {
        let parts = address::split(uid);
        let uid = address::decode(parts.path).into_owned();
        let key = self.paths.uids.get(&uid);
        if let Some(target) = key.and_then(|key| self.page(locale, key, parts.fragment, None)) {
            return Target::Page(target);
        }
        Target::Broken(match key.and_then(|key| self.publication.reason(key)) {
            Some(reason) => Broken::Withheld(uid, reason),
            None => Broken::NoUid(uid),
        })
    }

    fn resolve_absolute(
        &self,
        locale: LocaleId,
        base: Base<'_>,
        scheme: &str,
        destination: &str,
        hops: usize,
    ) -> Target {
        if let Some(rest) = self.config.base_url.as_deref().and_then(|own| {
            destination.strip_prefix(own).or_else(|| (destination == own.trim_end_matches('/')).then_some(""))
        }) {
            let parts = address::split(rest);
            return self.resolve_rooted(locale, base, &address::decode(parts.path), parts, destination, hops);
        }
        // The whole address of a page on the host that this site is a part of.
        if let Some(rest) = self.config.link_host.as_deref().and_then(|host| destination.strip_prefix(host)) {
            let parts = address::split(rest);
            return self.resolve_rooted(locale, base, &address::decode(parts.path), parts, rest, hops);
        }
        if sanitize::SCHEMES.contains(&scheme) {
            return Target::External(destination.to_owned());
        }
        Target::Refused
    }

    /// A path from the root: of this site with its locale, of a docset's own address, or of the locale.
    fn resolve_rooted(
        &self,
        locale: LocaleId,
        base: Base<'_>,
        path: &str,
        parts: Parts<'_>,
        written: &str,
        hops: usize,
    ) -> Target {
        let (first, rest) = path.split_once('/').unwrap_or((path, ""));
        let named = self.config.locale_ids().find(|id| self.config.locale(*id).tag.slug().eq_ignore_ascii_case(first));
        let (reader, path) = match named {
            Some(named) => (named, rest),
            None => (locale, path),
        };
        let docsets = self.paths.docsets.get(&base.locale).map_or(&[][..], Vec::as_slice);
        let mut candidates: Vec<(usize, String)> = docsets
            .iter()
            .filter(|docset| !docset.base.is_empty())
            .filter_map(|docset| {
                let rest = strip_folder(path, &docset.base)?;
                Some((docset.base.len(), format!("{}{rest}", docset.folder)))
            })
            .collect();
        candidates.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        candidates.extend((docsets.is_empty() || named.is_some()).then(|| (0, path.to_owned())));
        for (_, candidate) in candidates {
            let found = self.resolve_joined(reader, base, address::join("", &candidate), parts, hops);
            match found {
                Target::Broken(Broken::NoPage(_) | Broken::NoAsset(_) | Broken::OutOfRoot | Broken::NoUid(_)) => {}
                Target::Page(mut target) => {
                    // Named outright, a language is meant; the page's own is what a relative link says better.
                    match named {
                        Some(named) if named != locale => target.remark = Some(Remark::OtherLocale),
                        // What else is to be said of the way there weighs more.
                        Some(_) if target.remark.is_none() => target.remark = Some(Remark::OwnLocale),
                        _ => {}
                    }
                    return Target::Page(target);
                }
                found => return found,
            }
        }
        // A docset knows only its own part of the host that it is published on.
        match &self.config.link_host {
            Some(host) => Target::External(format!("{host}{}", written.trim_start_matches('/'))),
            None if !docsets.is_empty() => Target::External(written.to_owned()),
            None => self.resolve_joined(reader, base, address::join("", path), parts, hops),
        }
    }

    fn resolve_joined(
        &self,
        locale: LocaleId,
        base: Base<'_>,
        joined: Option<String>,
        parts: Parts<'_>,
        hops: usize,
    ) -> Target {
        let Some(path) = joined else {
            return self.resolve_beside(base, parts, hops).unwrap_or(Target::Broken(Broken::OutOfRoot));
        };
        if let Some(target) = self.find_page(locale, base, &path, parts.fragment) {
            return Target::Page(target);
        }
        if let Some(target) = self.find_asset(locale, base, &path, parts.fragment) {
            return target;
        }
        if let Some(target) = self.follow_redirect(locale, base, &path, parts.fragment, hops) {
            return target;
        }
        if matches!(without_page_extension(&path).trim_end_matches('/'), "" | "index" | "index.html") {
            return Target::Home(locale);
        }
        if let Some(reason) = self.pages_at(locale, base, &path).find_map(|(_, id, _)| self.publication.withheld(id)) {
            return Target::Broken(Broken::Withheld(path, reason));
        }
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let is_page = without_page_extension(name) != name || !name.contains('.') || name.ends_with(".html");
        Target::Broken(if is_page { Broken::NoPage(path) } else { Broken::NoAsset(path) })
    }

    /// A path that leads out of its root, and into one that lies beside it, or back: a language, named outright.
    fn resolve_beside(&self, base: Base<'_>, parts: Parts<'_>, hops: usize) -> Option<Target> {
        let root = |id: LocaleId| {
            let root = &self.config.locale(id).root;
            Some((root.parent()?, root.file_name()?.to_str()?))
        };
        let (parent, own) = root(base.locale)?;
        let path = slashed(address::decode(parts.path));
        let joined = address::join(&format!("{own}/{}", base.path), &path)?;
        let (folder, rest) = joined.split_once('/')?;
        let named = self.config.locale_ids().find(|id| root(*id) == Some((parent, folder)))?;
        let own = named == base.locale;
        match self.resolve_joined(named, Base { locale: named, ..base }, Some(rest.to_owned()), parts, hops) {
            Target::Page(target) if own => {
                Some(Target::Page(PageTarget { remark: target.remark.or(Some(Remark::OwnLocale)), ..target }))
            }
            Target::Page(target) => Some(Target::Page(PageTarget { remark: Some(Remark::OtherLocale), ..target })),
            found => Some(found),
        }
    }

    fn find_page(&self, locale: LocaleId, base: Base<'_>, path: &str, fragment: Option<&str>) -> Option<PageTarget> {
        let (stem, html) = stem(path);
        for (root, found, by_name) in self.pages_at(locale, base, path) {
            let document = self.document(found);
            let Some(target) = self.page(locale, &document.key, fragment, None) else { continue };
            let own = without_page_extension(&document.path);
            let extension = |path: &str| path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
            let written = without_page_extension(path) != path;
            // Only the file's own root can say how a name is spelt; other locales may spell theirs differently.
            let remark = if root != base.locale {
                None
            } else if by_name && !html && own != stem {
                Some(Remark::Case(document.path.clone()))
            } else if written && extension(&document.path) != extension(path) {
                Some(Remark::Extension(document.path.clone()))
            } else {
                None
            };
            return Some(PageTarget { remark, ..target });
        }
        None
    }

    /// The files that a path to a page may mean, nearest first: the root they lie in, and whether one has the path's
    /// name.
    fn pages_at<'s>(
        &'s self,
        locale: LocaleId,
        base: Base<'_>,
        path: &str,
    ) -> impl Iterator<Item = (LocaleId, DocumentId, bool)> + use<'s> {
        let lower = stem(path).0.to_lowercase();
        let index = move |lower: &str| if lower.is_empty() { "index".to_owned() } else { format!("{lower}/index") };
        let folder = path.ends_with('/');
        let source = self.config.source_locale;
        let roots =
            std::iter::once(base.locale).chain(self.chain(locale)).chain(source).chain(self.config.locale_ids());
        let mut tried = Vec::new();
        roots.filter_map(move |root| {
            if tried.contains(&root) {
                return None;
            }
            tried.push(root);
            let pages = &self.paths.pages[root.0];
            // A folder's address is that of its index, and of the page that has its name.
            let by_name = pages.get(&lower).filter(|_| !lower.is_empty());
            let by_index = || pages.get(&index(&lower));
            let found = if folder { by_index().or(by_name) } else { by_name.or_else(by_index) };
            found.map(|found| (root, *found, by_name.is_some()))
        })
    }

    fn find_asset(&self, locale: LocaleId, base: Base<'_>, path: &str, fragment: Option<&str>) -> Option<Target> {
        let lower = path.to_lowercase();
        // The reader's language first: a localized picture wins over the one beside the text.
        let roots = self.chain(locale).chain([base.locale]).chain(self.config.source_locale);
        let found = roots.into_iter().find_map(|root| self.paths.assets[root.0].get(&lower).copied())?;
        let own = &self.assets[found].path;
        let case = (own != path).then(|| own.clone());
        Some(Target::Asset { asset: found, fragment: fragment.map(str::to_owned), case })
    }

    fn follow_redirect(
        &self,
        locale: LocaleId,
        base: Base<'_>,
        path: &str,
        fragment: Option<&str>,
        hops: usize,
    ) -> Option<Target> {
        let key = without_page_extension(path).trim_end_matches('/').to_lowercase();
        let redirect = self.redirects.find(base.locale, locale, self.config.source_locale, &key)?;
        if hops > MAX_HOPS {
            return Some(Target::Broken(Broken::Loop(path.to_owned())));
        }
        Some(match self.redirect_target_at(locale, redirect, hops + 1) {
            Target::Page(target) => {
                let fragment = self.fragment_on(target.origin.document(), fragment_id(fragment)).or(target.fragment);
                let anchor = self.anchor(target.origin.document(), fragment.as_deref());
                let remark = Some(Remark::Redirected { from: key, to: target.key.to_string() });
                Target::Page(PageTarget { fragment, anchor, remark, ..target })
            }
            Target::External(to) | Target::Moved { to, .. } => {
                // A browser carries the fragment on to where the redirect leads, unless that names its own.
                let own =
                    fragment.filter(|_| !to.contains('#')).map_or(String::new(), |fragment| format!("#{fragment}"));
                Target::Moved { from: key, to: format!("{to}{own}") }
            }
            other => other,
        })
    }

    /// A page as a destination, where the locale has it.
    pub fn page(
        &self,
        locale: LocaleId,
        key: &PageKey,
        fragment: Option<&str>,
        remark: Option<Remark>,
    ) -> Option<PageTarget> {
        let origin = self.pages.get(locale, key)?;
        let fragment = self.fragment_on(origin.document(), fragment_id(fragment));
        let anchor = self.anchor(origin.document(), fragment.as_deref());
        Some(PageTarget { locale, key: key.clone(), origin, fragment, anchor, remark })
    }

    /// The id that a fragment means. Where docfx publishes questions and answers, every run of characters that are no
    /// letters or digits is one `-` in the id of a question, at its end too; links to questions are written so.
    ///
    /// `why-me-, on a page of questions => why-me`
    fn fragment_on(&self, document: DocumentId, fragment: Option<String>) -> Option<String> {
        let fragment = fragment?;
        if self.document(document).kind != DocumentKind::Faq || self.anchors(document).contains(&fragment) {
            return Some(fragment);
        }
        let parts = |id: &str| id.split('-').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let wanted = parts(&fragment);
        let meant = self.anchors(document).iter().filter(|anchor| parts(anchor) == wanted).min();
        Some(meant.cloned().unwrap_or(fragment))
    }

    fn anchor(&self, document: DocumentId, fragment: Option<&str>) -> Anchor {
        match fragment {
            // `#` and `#top` are the start of any page (HTML, section 7.4.6.4).
            None | Some("" | "top") => Anchor::There,
            Some(fragment) if self.anchors(document).contains(fragment) => Anchor::There,
            Some(_) => Anchor::Missing,
        }
    }
}

/// A path with the slashes of addresses.
fn slashed(path: Cow<'_, str>) -> Cow<'_, str> {
    if path.contains('\\') { Cow::Owned(path.replace('\\', "/")) } else { path }
}

/// A path to a page without its extension, and whether that was one of HTML.
///
/// `a/b.md => a/b`, `a/b.html => a/b`, `a/ => a`
fn stem(path: &str) -> (&str, bool) {
    let html = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"));
    (without_page_extension(html.unwrap_or(path)).trim_end_matches('/'), html.is_some())
}

fn fragment_id(fragment: Option<&str>) -> Option<String> {
    fragment.map(|fragment| anchor_id(&address::decode(fragment)))
}

/// The rest of a path below a folder, compared without regard to case.
///
/// `("Help/x", "help") => x`
fn strip_folder<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    let head = path.get(..folder.len())?;
    let rest = &path[folder.len()..];
    (head.eq_ignore_ascii_case(folder) && (rest.is_empty() || rest.starts_with('/')))
        .then(|| rest.trim_start_matches('/'))
}
