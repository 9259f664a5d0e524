//! Links of a unit that lead elsewhere than those of its source.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Page, Pair};
use crate::check::cause::Finding;
use crate::diagnostics::Code;
use crate::model::page::without_page_extension;
use crate::model::unit::{CodeKind, Piece};
use crate::model::{Document, DocumentId, DocumentKind, Unit};
use crate::parse::{inline, tags};
use crate::site::Site;
use crate::site::links::Base;
use crate::site::target::{Anchor, Target};
use crate::text::address;
use crate::text::names::listed;
use crate::translate::destination::in_any_language;

/// Compares the links of a unit with those of its source: where they lead, not how many there are, nor their order.
pub(super) fn check(page: &Page<'_>, pair: Pair<'_>, of: DocumentId) -> Option<Finding> {
    let (theirs, own) = (destinations(page.site.document(of), pair.of), destinations(page.own, pair.own));
    // Most texts have no link, or from the same place the very same.
    if theirs == own && (own.is_empty() || page.site.document(of).path == page.own.path) {
        return None;
    }
    let (theirs, own) = (links(page.site, of, theirs), links(page.site, page.own_id, own));
    // Hardly ever is anything left to be asked for.
    let roots = |links: &[Link]| -> HashSet<String> { links.iter().map(|link| link.from_root.clone()).collect() };
    let (their_roots, own_roots) = (roots(&theirs), roots(&own));
    if their_roots == own_roots {
        return None;
    }
    let leads =
        |links: &[Link], id| -> Vec<Lead> { links.iter().map(|link| lead(page.site, id, &link.written)).collect() };
    let (their_leads, own_leads) = (leads(&theirs, of), leads(&own, page.own_id));
    let lost = only((&theirs, &their_leads), (&own_roots, &own_leads));
    let mut new = only((&own, &own_leads), (&their_roots, &their_leads));
    // A page that the source does not have may be linked to beside all others.
    if lost.is_empty() {
        new.retain(|(_, lead)| !lead.is_own);
    }
    // What leads nowhere, in either language, is said where that is.
    let is_said = |links: &[(&str, &Lead)], others: &[(&str, &Lead)]| {
        !links.is_empty() && links.len() >= others.len() && links.iter().all(|(_, lead)| lead.is_broken)
    };
    if is_said(&new, &lost) || is_said(&lost, &new) {
        return None;
    }
    let list = |links: &[(&str, &Lead)]| listed("", links.iter().map(|(written, _)| *written));
    let message = match (lost.is_empty(), new.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("this text does not link to {}, as its source does", list(&lost)),
        (true, false) => format!("this text links to {}, as its source does not", list(&new)),
        (false, false) => format!("this text links to {}, where its source links to {}", list(&new), list(&lost)),
    };
    let help =
        "Link to where the source does; or, if this language has a place of its own on purpose, ignore the finding.";
    Some(page.finding(Code::ChangedLink, pair, message, help))
}

/// The links that lead to where none of the others does, as they are written.
fn only<'a>(
    (links, leads): (&'a [Link], &'a [Lead]),
    (roots, others): (&HashSet<String>, &[Lead]),
) -> Vec<(&'a str, &'a Lead)> {
    let mut only: Vec<(&str, &Lead)> = links
        .iter()
        .zip(leads)
        // What is written alike is meant alike, even if one of the languages does not have it.
        .filter(|(link, lead)| !roots.contains(&link.from_root) && !others.iter().any(|other| lead.is_as(other)))
        .map(|(link, lead)| (link.written.as_str(), lead))
        .collect();
    only.sort_by_key(|(written, _)| *written);
    only.dedup_by_key(|(written, _)| *written);
    only
}

/// A link, comparable with those of other languages.
struct Link {
    /// Its destination as it is written.
    written: String,
    /// The same, but from the root in which it stands.
    from_root: String,
}

/// Where a link leads.
struct Lead {
    /// The page, the file, or the path on a host.
    to: String,
    /// The host, where the link names one.
    host: Option<String>,
    /// The place on the page.
    fragment: Option<String>,
    /// Whether the fragment is the same in every language: the id of a heading of which nobody can tell which one of the
    /// source it is may be any.
    is_sure: bool,
    /// Whether there is nothing.
    is_broken: bool,
    /// Whether it is a page that the source does not have.
    is_own: bool,
}

impl Lead {
    fn new(to: String) -> Self {
        Self { to, host: None, fragment: None, is_sure: true, is_broken: false, is_own: false }
    }

    /// A place that is none of this site's.
    fn elsewhere(address: &str) -> Self {
        let (path, rest) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
        let all = in_any_language(&format!("{}{rest}", without_page_extension(path)));
        match all.split_once('/').filter(|_| address.contains("://")) {
            Some((host, path)) => Self { host: Some(host.to_owned()), ..Self::new(path.to_owned()) },
            None => Self::new(all),
        }
    }

    fn is_as(&self, other: &Self) -> bool {
        // A path from the root of a larger host, which nobody has named, may be on any.
        let is_host = self.host.as_ref().zip(other.host.as_ref()).is_none_or(|(own, other)| own == other);
        let is_fragment = self.fragment == other.fragment || !self.is_sure || !other.is_sure;
        self.to == other.to && is_host && is_fragment
    }
}

fn links(site: &Site, document: DocumentId, destinations: Vec<Cow<'_, str>>) -> Vec<Link> {
    let path = &site.document(document).path;
    let link = |written: Cow<'_, str>| {
        let written = written.into_owned();
        let (path, rest) = match address::join(path, address::split(&written).path) {
            Some(joined) if !written.starts_with(['/', '#']) && address::scheme(&written).is_none() => {
                (joined, &written[address::split(&written).path.len()..])
            }
            _ => (written.clone(), ""),
        };
        let from_root = format!("{}{rest}", without_page_extension(&path));
        Link { from_root, written }
    };
    destinations.into_iter().map(link).collect()
}

fn lead(site: &Site, id: DocumentId, written: &str) -> Lead {
    let document = site.document(id);
    let page = document.is_page().then_some(id);
    let base = Base { locale: document.locale, path: &document.path, document: page };
    let on_page = |key: &str, document: DocumentId, wanted: Option<String>, anchor: Anchor| {
        let (fragment, is_sure) = fragment(site, document, wanted);
        Lead { fragment, is_sure, is_broken: anchor == Anchor::Missing, ..Lead::new(format!("page {key}")) }
    };
    match site.resolve(document.locale, base, written) {
        Target::Page(to) => {
            let is_of = |source| site.pages.get(source, &to.key).is_some_and(|origin| !origin.is_fallback());
            let is_own = site.config.source_locale.is_some_and(|source| !is_of(source));
            Lead { is_own, ..on_page(to.key.as_str(), to.origin.document(), to.fragment, to.anchor) }
        }
        Target::SamePage { fragment, anchor } => on_page(document.key.as_str(), id, Some(fragment), anchor),
        Target::Asset { asset, .. } => Lead::new(format!("file {}", site.assets[asset].path.to_lowercase())),
        Target::Home(_) => Lead::new("home".to_owned()),
        Target::External(to) | Target::Moved { to, .. } => Lead::elsewhere(&to),
        Target::Broken(_) | Target::Refused | Target::Empty => Lead { is_broken: true, ..Lead::elsewhere(written) },
    }
}

/// A fragment as an anchor of the source, and whether it is one for certain.
fn fragment(site: &Site, document: DocumentId, fragment: Option<String>) -> (Option<String>, bool) {
    let Some(fragment) = fragment.filter(|fragment| !matches!(fragment.as_str(), "" | "top")) else {
        return (None, true);
    };
    let headings = &site.document(document).body.headings;
    let is_meant = |index: &usize| {
        site.heading_id(document, *index) == fragment
            || headings[*index].id == fragment
            || site.heading_alias(document, *index) == Some(&fragment)
    };
    let Some(index) = (0..headings.len()).find(is_meant) else { return (Some(fragment), true) };
    let (id, is_source) =
        (site.heading_id(document, index), Some(site.document(document).locale) == site.config.source_locale);
    (Some(id.to_owned()), is_source || headings[index].explicit || headings[index].id != id)
}

/// The destinations of all links in a unit of a document, as they are written.
fn destinations<'u>(document: &Document, unit: &'u Unit) -> Vec<Cow<'u, str>> {
    let mut found = Vec::new();
    let mut link: Option<u32> = None;
    let is_markdown = matches!(document.kind, DocumentKind::Markdown | DocumentKind::Include);
    let may_have_addresses = !is_markdown || !unit.kind.is_of_body() || document.body.has_addresses;
    for piece in &unit.content.pieces {
        match piece {
            Piece::Open(code) if code.kind == CodeKind::Link => {
                link = Some(code.id);
                found.push(Cow::Borrowed(&*code.about));
            }
            Piece::Close(id) if link == Some(*id) => link = None,
            Piece::Alone(code) if code.kind == CodeKind::Address => {
                let is_mail = code.about.contains('@') && address::scheme(&code.about).is_none();
                let address =
                    if is_mail { format!("mailto:{}", code.about).into() } else { Cow::Borrowed(&*code.about) };
                found.push(address);
            }
            Piece::Alone(code) if code.kind == CodeKind::Tag => {
                let tag = tags::tag_at(&code.open, 0).filter(|tag| tag.name == "a" && !tag.closing);
                let href = tag.and_then(|tag| tag.attribute("href").map(str::to_owned));
                found.extend(href.filter(|href| !href.is_empty()).map(Cow::Owned));
            }
            Piece::Text(text) if link.is_none() && may_have_addresses => {
                found.extend(inline::bare_addresses(text).into_iter().map(Cow::Owned));
            }
            _ => {}
        }
    }
    found
}
