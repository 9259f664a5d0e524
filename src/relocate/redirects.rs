//! Which redirects a move makes, leads on and takes away, wherever a site keeps them.

use std::collections::BTreeSet;

use super::follow::{Follow, Led};
use super::rename::Rename;
use crate::model::{LocaleId, PageKey};
use crate::site::Site;

/// The addresses that a page leaves, and those that it takes, as redirects name them: below a locale's root.
#[derive(Debug, Default)]
pub struct Addresses {
    /// Where the page answered and nothing would answer any more, its key first.
    pub left: Vec<String>,
    /// Where the page is afterwards, in lower case.
    taken: BTreeSet<String>,
}

impl Addresses {
    /// The addresses of a page in all locales. One that does not change, one that another page has too, and the start
    /// of a locale, where there is always something, are not left. A page that nobody sees has none.
    pub fn new(site: &Site, rename: Rename<'_>) -> Self {
        let mut addresses = Self::default();
        let mut left = BTreeSet::new();
        addresses.taken.insert(rename.to.as_str().to_lowercase());
        addresses.taken.insert(named(&rename.to.address(None)));
        for locale in site.config.published() {
            let Some(origin) = site.pages.get(locale, rename.from) else { continue };
            let old = site.page_address(locale, rename.from, origin);
            let new = site.page_address(locale, rename.to, origin);
            let root = site.locale_address(locale);
            addresses.taken.insert(named(&new[root.len()..]));
            let shared = || {
                let mut others = site.pages.of(locale).filter(|(key, _)| *key != rename.from);
                others.any(|(key, origin)| site.page_address(locale, key, origin) == old)
            };
            if old != new && old != root && !shared() {
                left.insert(old[root.len()..].trim_end_matches('/').to_owned());
            }
        }
        // A redirect names a page by its key, even where readers know it by another name.
        let known = rename.from.address(None);
        if !left.is_empty() && !known.is_empty() {
            left.remove(known.trim_end_matches('/'));
            addresses.left.push(rename.from.to_string());
        }
        addresses.left.extend(left);
        addresses
    }
}

/// An address as a redirect of it is found.
fn named(address: &str) -> String {
    address.trim_end_matches('/').to_lowercase()
}

/// A redirect as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The old path.
    pub from: String,
    /// Where to.
    pub to: String,
}

/// What becomes of a redirect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It stays.
    Stays,
    /// It goes.
    Goes,
    /// It says this.
    Becomes(Entry),
}

/// What becomes of the redirects of one file.
#[derive(Debug, Default)]
pub struct Fates {
    /// Of those that are there, in order.
    pub known: Vec<Fate>,
    /// Those that are new.
    pub new: Vec<Entry>,
}

impl Fates {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.known.iter().all(|fate| *fate == Fate::Stays)
    }

    /// The redirects afterwards.
    pub fn apply(&self, entries: Vec<Entry>) -> Vec<Entry> {
        let known = entries.into_iter().zip(&self.known).filter_map(|(entry, fate)| match fate {
            Fate::Stays => Some(entry),
            Fate::Goes => None,
            Fate::Becomes(entry) => Some(entry.clone()),
        });
        known.chain(self.new.iter().cloned()).collect()
    }
}

/// How a kind of file holds redirects. Both give nothing where a file is written in a form that they do not know.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// The redirects of a text.
    pub read: fn(&str) -> Option<Vec<Entry>>,
    /// The text with its redirects changed in their places.
    pub change: fn(&str, &Fates) -> Option<String>,
}

/// A file of redirects, as far as it matters to a move.
#[derive(Debug, Clone, Copy)]
pub struct Redirections<'a> {
    /// The locale that says them.
    pub locale: LocaleId,
    /// What old paths in it count from: a folder, ending in `/`, or nothing.
    pub folder: &'a str,
    /// Whether destinations count from the root, as in `site.yaml`, and not from where the old page was.
    pub rooted: bool,
}

impl Redirections<'_> {
    /// What becomes of the redirects of a file. `wanted` are those that it is to have; `follow` leads on those that lead
    /// to the page, once there is a site in which it has moved.
    pub fn fates(
        self,
        entries: &[Entry],
        addresses: &Addresses,
        wanted: Vec<Entry>,
        follow: Option<Follow<'_>>,
    ) -> Fates {
        let mut new = wanted;
        let mut known: Vec<Fate> = entries
            .iter()
            .map(|entry| {
                let from = PageKey::parse(&format!("{}{}", self.folder, entry.from));
                let from = from.map(|key| key.as_str().to_lowercase()).unwrap_or_default();
                let same = |new: &Entry| {
                    PageKey::parse(&format!("{}{}", self.folder, new.from))
                        .is_some_and(|key| key.as_str().to_lowercase() == from)
                };
                if let Some(at) = new.iter().position(same) {
                    let to = new.remove(at).to;
                    let stays = to == entry.to;
                    return if stays { Fate::Stays } else { Fate::Becomes(Entry { from: entry.from.clone(), to }) };
                }
                if addresses.taken.contains(&from) {
                    return Fate::Goes;
                }
                let to = follow.and_then(|follow| self.led(entry, follow));
                to.map_or(Fate::Stays, |to| Fate::Becomes(Entry { from: entry.from.clone(), to }))
            })
            .collect();
        // Whoever moves a page back turns its redirect around.
        for fate in known.iter_mut().filter(|fate| **fate == Fate::Goes) {
            if !new.is_empty() {
                *fate = Fate::Becomes(new.remove(0));
            }
        }
        Fates { known, new }
    }

    /// Where a redirect leads afterwards; nothing where it stays.
    fn led(self, entry: &Entry, follow: Follow<'_>) -> Option<String> {
        let to = entry.to.trim();
        // `site.yaml` counts from the root, with a slash or without.
        let slash = if self.rooted && !to.starts_with('/') && !to.contains(':') { "/" } else { "" };
        let path = format!("{}{}", self.folder, entry.from.trim_start_matches('/'));
        let whole = format!("{slash}{to}");
        match follow.link(self.locale, if self.rooted { "" } else { &path }, &whole) {
            Led::Anew { part, new } => {
                let new = format!("{new}{}", &whole[part.len()..]);
                Some(new.strip_prefix(slash).unwrap_or(&new).to_owned())
            }
            Led::Stays | Led::Lost => None,
        }
    }
}
