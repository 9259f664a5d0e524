//! Navigation as written: the entries of one file, before the site says where they lead.

use std::collections::BTreeMap;

use crate::text::Span;

/// A navigation file (`toc.yaml`, `TOC.yml`, `toc.md`).
#[derive(Debug, Clone, Default)]
pub struct TocFile {
    /// The entries.
    pub items: Vec<TocItem>,
    /// `names`: how this locale calls the entries of the source locale's tree; by the source's name or the page's key.
    pub names: BTreeMap<String, String>,
}

impl TocFile {
    /// Every entry, at whatever depth, as a reader comes upon them.
    pub fn entries(&self) -> impl Iterator<Item = &TocItem> {
        let mut stack: Vec<&TocItem> = self.items.iter().rev().collect();
        std::iter::from_fn(move || {
            let item = stack.pop()?;
            stack.extend(item.items.iter().rev());
            Some(item)
        })
    }
}

/// One entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TocItem {
    /// The name; empty means the page's own title.
    pub name: String,
    /// Where it leads: a file, an address, another navigation file, a folder.
    pub href: Option<String>,
    /// Further words under which search should find it (`displayName`).
    pub display_name: Option<String>,
    /// A page by its `uid`.
    pub uid: Option<String>,
    /// The page a nested navigation file opens with (`topicHref`).
    pub topic_href: Option<String>,
    /// Where that stands.
    pub topic_span: Option<Span>,
    /// Where the entry stands in its file.
    pub span: Span,
    /// Where its name does, as far as that is found.
    pub name_span: Option<Span>,
    /// What is below it.
    pub items: Vec<TocItem>,
}
