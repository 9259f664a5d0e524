//! A page's old name and its new one, and what becomes of paths in which the old one stands.

use crate::model::PageKey;
use crate::model::page::without_page_extension;

/// From which key to which.
#[derive(Debug, Clone, Copy)]
pub struct Rename<'a> {
    /// The key that the page has.
    pub from: &'a PageKey,
    /// The key that it gets.
    pub to: &'a PageKey,
}

impl Rename<'_> {
    /// What a key is afterwards.
    pub fn key<'k>(&'k self, key: &'k PageKey) -> &'k PageKey {
        if key == self.from { self.to } else { key }
    }

    /// A path below the root, in whatever form a link may have it, that names the page: the same form of its new one.
    ///
    /// `from a/b to c: a/B.md => c.md`, `from a/index to c/index: a/ => c/`
    pub fn path(&self, path: &str) -> Option<String> {
        let (stem, ending) = cut(path);
        if same(stem, self.from.as_str()) {
            return Some(with_ending(self.to, self.to.as_str(), ending));
        }
        let folder = self.from.is_index().then(|| folder(self.from))?;
        (same(stem, folder) && ending.trim_end_matches('/').is_empty()).then(|| self.as_folder("", ending))
    }

    /// Paths that end in the page's old one, or in the last parts of it, with the new one in its place, the longest
    /// first: whatever stands before it stays.
    ///
    /// `from a/b to a/c: /de-de/a/b/ => /de-de/a/c/`
    pub fn tails(&self, path: &str) -> Vec<String> {
        let (stem, ending) = cut(path);
        let (from, to) = (self.from.as_str(), self.to.as_str());
        let starts = std::iter::once(0).chain(from.match_indices('/').map(|(at, _)| at + 1));
        let mut tails: Vec<String> = starts
            .filter(|start| to.starts_with(&from[..*start]))
            .filter_map(|start| {
                let head = before(stem, &from[start..])?;
                Some(format!("{head}{}", with_ending(self.to, &to[start..], ending)))
            })
            .collect();
        if self.from.is_index() && ending.trim_end_matches('/').is_empty() {
            let whole = before(path.trim_end_matches('/'), folder(self.from));
            // The root itself is what is left of its own path.
            let root = if folder(self.from).is_empty() { Some(path) } else { whole };
            tails.extend(root.map(|head| self.as_folder(head, ending)));
        }
        tails
    }

    /// The new path where the old one is that of the folder that the page stands for.
    fn as_folder(&self, head: &str, ending: &str) -> String {
        let to = if self.to.is_index() { folder(self.to) } else { self.to.as_str() };
        // The root has no name that a slash could end.
        let ending = if to.is_empty() { "" } else { ending };
        let slash = if head.is_empty() || head.ends_with('/') { "" } else { "/" };
        format!("{head}{slash}{to}{ending}")
    }
}

/// A path to a page, and how it ends: in an extension, in a slash, or in nothing.
///
/// `a/b.md => a/b .md`, `a/ => a /`
fn cut(path: &str) -> (&str, &str) {
    let html = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm"));
    let stem = without_page_extension(html.unwrap_or(path)).trim_end_matches('/');
    path.split_at(stem.len())
}

/// The rest of a key with the ending that the old one had. An address of a folder is that of its index.
fn with_ending(key: &PageKey, rest: &str, ending: &str) -> String {
    if ending == "/" && key.is_index() {
        return rest[..rest.len() - key.name().len()].to_owned();
    }
    format!("{rest}{ending}")
}

/// The folder that an index stands for.
fn folder(key: &PageKey) -> &str {
    key.as_str().rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What stands before `tail` in a path that ends in it, at the border of a part.
fn before<'p>(path: &'p str, tail: &str) -> Option<&'p str> {
    let (head, rest) = path.split_at_checked(path.len().checked_sub(tail.len())?)?;
    (same(rest, tail) && (head.is_empty() || head.ends_with('/'))).then_some(head)
}

/// Whether two paths are one to the site, which looks at letter case only to complain.
fn same(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(from: &str, to: &str) -> (PageKey, PageKey) {
        (PageKey::from_path(from), PageKey::from_path(to))
    }

    #[test]
    fn paths_keep_their_form() {
        for (from, to, path, expected) in [
            ("a/b", "c/d", "a/b.md", Some("c/d.md")),
            ("a/b", "c/d", "A/B", Some("c/d")),
            ("a/b", "c/d", "a/b/", Some("c/d/")),
            ("a/b", "c/index", "a/b/", Some("c/")),
            ("a/b", "c/index", "a/b.html", Some("c/index.html")),
            ("a/b", "index", "a/b/", Some("")),
            ("a/index", "c/index", "a/", Some("c/")),
            ("a/index", "c/index", "a", Some("c")),
            ("a/index", "c", "a/index.md", Some("c.md")),
            ("index", "c", "", Some("c")),
            ("a/b", "c/d", "a/b.png", None),
            ("a/b", "c/d", "x/a/b.md", None),
            ("a/index", "c", "a.md", None),
        ] {
            let (from, to) = names(from, to);
            assert_eq!(Rename { from: &from, to: &to }.path(path).as_deref(), expected, "{from} {path}");
        }
    }

    #[test]
    fn what_stands_before_a_path_stays() {
        for (from, to, path, expected) in [
            ("a/b", "c/d", "/a/b", vec!["/c/d"]),
            ("a/b", "a/d", "/de-de/a/b/", vec!["/de-de/a/d/", "/de-de/a/d/"]),
            ("a/b", "a/d", "b.md", vec!["d.md"]),
            ("a/b", "c/d", "b.md", vec![]),
            ("a/b", "c/d", "xa/b.md", vec![]),
            ("a/index", "c/index", "https://e.example/a/", vec!["https://e.example/c/"]),
            ("index", "c", "/", vec!["/c/"]),
            ("index", "c", "/de-de", vec!["/de-de/c"]),
        ] {
            let (from, to) = names(from, to);
            assert_eq!(Rename { from: &from, to: &to }.tails(path), expected, "{from} {path}");
        }
    }
}
