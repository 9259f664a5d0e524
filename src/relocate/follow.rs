//! Where a link leads before and after, and how it must be written to lead there still.
//!
//! What a link means is asked of the site before and of the site after ([`Site::resolve`]); nothing is decided here that
//! resolving decides. A new form is taken only if it leads where the old one led.

use std::collections::BTreeMap;
use std::mem::discriminant;

use super::rename::Rename;
use crate::model::LocaleId;
use crate::site::Site;
use crate::site::links::Base;
use crate::site::target::{Broken, Target};
use crate::text::address;

/// The site before and after, and what moves.
#[derive(Debug, Clone, Copy)]
pub struct Follow<'a> {
    /// The site as it is.
    pub before: &'a Site,
    /// The site with the page in its new place, before any link has followed it.
    pub after: &'a Site,
    /// The page's keys.
    pub rename: Rename<'a>,
    /// The files that move, by locale and path, with their new paths.
    pub moved: &'a BTreeMap<(LocaleId, String), String>,
}

/// What becomes of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Led<'d> {
    /// It is right as it stands.
    Stays,
    /// A part of it, with which it begins, gives way to another.
    Anew {
        /// The part, as the link is meant.
        part: &'d str,
        /// What stands there afterwards.
        new: String,
    },
    /// Nothing that could be written leads there.
    Lost,
}

impl Follow<'_> {
    /// What becomes of the link `destination` in the file at `path`.
    pub fn link<'d>(&self, locale: LocaleId, path: &str, destination: &'d str) -> Led<'d> {
        let destination = destination.trim();
        let written = address::split(destination).path;
        if written.is_empty() || written.starts_with("xref:") {
            return Led::Stays;
        }
        let rest = &destination[written.len()..];
        let meant = address::decode(written).replace('\\', "/");
        let now = self.new_path(locale, path);
        let was = target(self.before, locale, path, destination);
        let relative = !meant.starts_with(['/', '~']) && address::scheme(destination).is_none();
        // A path from the file itself means what it means by its words alone; whether anything is there is another
        // question.
        let named = relative.then(|| beside(path, &meant));
        let renamed = named.as_deref().and_then(|named| self.renamed(named));
        let anew = |new: String| if new == written { Led::Stays } else { Led::Anew { part: written, new } };
        if let Target::Broken(broken) = &was {
            return match named {
                Some(named) => {
                    let wanted = renamed.unwrap_or(named);
                    if beside(now, &meant) == wanted { Led::Stays } else { anew(led(now, written, &wanted)) }
                }
                // From the root only what would be this page has to follow it.
                None if missing(broken).is_some_and(|path| self.rename.path(path).is_some()) => {
                    self.rename.tails(&meant).into_iter().next().map_or(Led::Stays, |new| anew(address::in_link(new)))
                }
                None => Led::Stays,
            };
        }
        // So lead links that an interrupted move has led on already.
        if now == path && matches!(&was, Target::Page(page) if page.key == *self.rename.to) {
            return Led::Stays;
        }
        let mut ways: Vec<String> = Vec::new();
        // A link that names the page follows it, even if a redirect would lead there; one that names it otherwise may stay.
        if matches!(&was, Target::Page(page) if page.key == *self.rename.from) {
            if now == path || !relative {
                ways.extend(self.rename.tails(&meant).into_iter().map(address::in_link));
            }
            ways.extend(renamed.map(|wanted| led(now, written, &wanted)));
        }
        ways.push(written.to_owned());
        ways.extend(named.map(|wanted| led(now, written, &wanted)));
        if meant.starts_with('/') {
            ways.extend(self.after.docset_address(locale, self.rename.to));
        }
        ways.extend(self.path_of(&was).map(|wanted| led(now, written, &wanted)));
        let leads = |way: &String| self.same(&was, &target(self.after, locale, now, &format!("{way}{rest}")));
        ways.into_iter().find(leads).map_or(Led::Lost, anew)
    }

    /// What becomes of the path of an include or a snippet in the file at `path`.
    pub fn file<'d>(&self, locale: LocaleId, path: &str, written: &'d str) -> Led<'d> {
        let now = self.new_path(locale, path);
        let was = self.before.below_root(locale, path, written);
        let is = self.after.below_root(locale, now, written);
        let wanted = was.map(|was| self.file_after(locale, &was).to_owned());
        let meant = address::decode(written).replace('\\', "/");
        match wanted {
            wanted if wanted == is && wanted.is_some() => Led::Stays,
            Some(wanted) => Led::Anew { part: written, new: led(now, written, &wanted) },
            None if beside(now, &meant) == beside(path, &meant) => Led::Stays,
            None => Led::Anew { part: written, new: led(now, written, &beside(path, &meant)) },
        }
    }

    /// Where a file is afterwards.
    pub fn new_path<'p>(&'p self, locale: LocaleId, path: &'p str) -> &'p str {
        self.moved.get(&(locale, path.to_owned())).map_or(path, String::as_str)
    }

    /// Where the file is afterwards that a path means: the locale's own, else that of any other.
    fn file_after<'p>(&'p self, locale: LocaleId, path: &'p str) -> &'p str {
        if self.before.source(locale, path).is_some() {
            return self.new_path(locale, path);
        }
        let other = self.moved.iter().find(|((_, old), _)| old == path);
        other.map_or(path, |(_, new)| new.as_str())
    }

    /// The new name of a path below the root, or below the root of a locale beside it, that names the page.
    fn renamed(&self, named: &str) -> Option<String> {
        match named.strip_prefix("../").and_then(|beside| beside.split_once('/')) {
            Some((root, rest)) => Some(format!("../{root}/{}", self.rename.path(rest)?)),
            None => self.rename.path(named),
        }
    }

    /// The path below its root of the file that a link leads to, as it is afterwards.
    fn path_of(&self, target: &Target) -> Option<String> {
        match target {
            Target::Page(page) => {
                let document = self.before.document(page.origin.document());
                Some(self.new_path(document.locale, &document.path).to_owned())
            }
            Target::Asset { asset, .. } => Some(self.before.assets[*asset].path.clone()),
            _ => None,
        }
    }

    /// Whether two links lead to the same place, and the way there is no worse than it was.
    fn same(&self, was: &Target, is: &Target) -> bool {
        match (was, is) {
            (Target::Page(was), Target::Page(is)) => {
                let no_worse = match (&was.remark, &is.remark) {
                    (_, None) => true,
                    (Some(was), Some(is)) => discriminant(was) == discriminant(is),
                    (None, Some(_)) => false,
                };
                (was.locale, self.rename.key(&was.key), &was.fragment, was.anchor)
                    == (is.locale, &is.key, &is.fragment, is.anchor)
                    && no_worse
            }
            (
                Target::Asset { asset: a, fragment: was, case: wrong },
                Target::Asset { asset: b, fragment: is, case },
            ) => {
                let (a, b) = (&self.before.assets[*a], &self.after.assets[*b]);
                (a.locale, &a.path, was) == (b.locale, &b.path, is) && (case.is_none() || wrong.is_some())
            }
            (was, is) => was == is,
        }
    }
}

fn target(site: &Site, locale: LocaleId, path: &str, destination: &str) -> Target {
    site.resolve(locale, Base { locale, path, document: None }, destination)
}

/// The path or uid that is not there.
fn missing(broken: &Broken) -> Option<&str> {
    match broken {
        Broken::NoPage(path) | Broken::NoAsset(path) | Broken::Withheld(path, _) => Some(path),
        Broken::OutOfRoot | Broken::NoUid(_) | Broken::Loop(_) => None,
    }
}

/// The path below the root that a path in a file means; what leads out of the root begins with `..`.
///
/// `("a/b.md", "../c/") => c/`
fn beside(file: &str, path: &str) -> String {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let plain = address::plain(&format!("{folder}/{path}"));
    let slash = if path.ends_with('/') && !plain.is_empty() { "/" } else { "" };
    plain + slash
}

/// A relative path from a file to a path below the root, in the manner in which the old one was written.
///
/// `("a/b.md", "./x.md", "a/c.md") => ./c.md`
fn led(file: &str, written: &str, to: &str) -> String {
    let relative = address::relative(file, to);
    if written.starts_with("./") && !relative.starts_with('.') { format!("./{relative}") } else { relative }
}
