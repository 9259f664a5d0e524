//! Pages as a reader meets them.

use std::fmt;
use std::sync::Arc;

use super::document::DocumentId;
use super::locale::LocaleId;
use super::state::PageState;
use crate::text::address;

/// The identity of a page in every language: its path below the locale's root without extension, `/`-separated
/// (`partner/enroll`, `index`), unless front matter says another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct PageKey(Arc<str>);

impl PageKey {
    /// A key from a path below the root, with or without an extension of a page; slashes at the ends are dropped.
    ///
    /// `partner/enroll.md => partner/enroll`, `/a/b/ => a/b`
    pub fn from_path(path: &str) -> Self {
        Self(without_page_extension(path.trim_matches('/')).into())
    }

    /// A key as an author writes it; nothing where it leads out of the root, or to nothing.
    ///
    /// `a/./b => a/b`, `../a => nothing`
    pub fn parse(key: &str) -> Option<Self> {
        let joined = address::join("", key.trim().trim_matches('/'))?;
        let key = Self::from_path(&joined);
        (!key.0.is_empty()).then_some(key)
    }

    /// A key as a ledger has it, where what looks like an extension is part of it, and so is white space at its ends; nothing where it
    /// leads out of the root, or to nothing.
    pub fn recorded(key: &str) -> Option<Self> {
        let joined = address::join("", key.trim_matches('/'))?;
        (!joined.is_empty()).then(|| Self(joined.into()))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// Whether the page stands for its folder.
    pub fn is_index(&self) -> bool {
        self.name().eq_ignore_ascii_case("index")
    }

    /// The address below the locale's own, with `slug` in the place of the last segment where there is one.
    ///
    /// `a/b => a/b/`, `a/index => a/`, `index => nothing`
    pub fn address(&self, slug: Option<&str>) -> String {
        let mut address = String::new();
        self.address_into(&mut address, slug);
        address
    }

    /// Writes [`PageKey::address`] behind what is there.
    pub fn address_into(&self, out: &mut String, slug: Option<&str>) {
        let (folder, name) = self.0.split_at(self.0.rfind('/').map_or(0, |at| at + 1));
        out.push_str(folder);
        match slug {
            Some(slug) => out.push_str(slug),
            None if name.eq_ignore_ascii_case("index") => return,
            None => out.push_str(name),
        }
        out.push('/');
    }
}

impl fmt::Display for PageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The extensions that a page can have.
pub const PAGE_EXTENSIONS: [&str; 4] = ["md", "markdown", "yml", "yaml"];

/// The path without its page extension, if it has one.
///
/// `a/b.md => a/b`, `a/b.png => a/b.png`
pub fn without_page_extension(path: &str) -> &str {
    let stem = memchr::memrchr(b'.', path.as_bytes()).filter(|at| {
        let extension = &path[at + 1..];
        PAGE_EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
    });
    stem.map_or(path, |at| &path[..at])
}

/// Whose text a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Written in this language: the source locale's page, or one that only this locale has.
    Source(DocumentId),
    /// Translated from the source locale's page.
    Translation {
        /// The translation.
        document: DocumentId,
        /// The page it was translated from.
        of: DocumentId,
        /// How it stands to its source.
        state: PageState,
    },
    /// Shown in another language, because this locale lacks it; the page says so.
    Fallback {
        /// The text shown.
        document: DocumentId,
        /// The locale it comes from.
        from: LocaleId,
    },
}

impl Origin {
    /// The document whose text is shown.
    pub fn document(self) -> DocumentId {
        match self {
            Origin::Source(document) | Origin::Translation { document, .. } | Origin::Fallback { document, .. } => {
                document
            }
        }
    }

    /// Whether the text is in another language than the page's frame.
    pub fn is_fallback(self) -> bool {
        matches!(self, Origin::Fallback { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ignore_the_extension_of_pages_only() {
        assert_eq!(PageKey::from_path("a/b.YML").as_str(), "a/b");
        assert_eq!(PageKey::from_path("a/v1.2.md").as_str(), "a/v1.2");
        assert_eq!(PageKey::from_path("/a/v1.2/").as_str(), "a/v1.2");
    }

    #[test]
    fn addresses_are_folders() {
        let address = |key: &str, slug| PageKey::from_path(key).address(slug);
        assert_eq!(address("index.md", None), "");
        assert_eq!(address("a/index.md", None), "a/");
        assert_eq!(address("a/b.md", Some("c")), "a/c/");
        assert_eq!(address("a/b", None), "a/b/");
    }
}
