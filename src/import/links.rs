//! Links between pages that are imported together: they were made for the names that the files had, and must follow the
//! pages to their new ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Page;
use crate::diagnostics::{Edit, Fix};
use crate::parse::destination;
use crate::text::address;

/// Leads the links of the pages to where the others went. Links to files that are not imported stay as they are.
pub fn follow(pages: &mut [Page]) {
    // By the file that it was: where each page is now, below its language's folder.
    let mut moved: BTreeMap<String, Arc<str>> = BTreeMap::new();
    for page in pages.iter() {
        moved.insert(address::plain(&page.file), page.below.clone());
    }
    for page in pages.iter_mut() {
        let edits = edits(page, &moved);
        if let Some(text) = (Fix { safe: true, edits }).apply(&page.text) {
            page.text = text;
        }
    }
}

fn edits(page: &Page, moved: &BTreeMap<String, Arc<str>>) -> Vec<Edit> {
    let folder = page.file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (document, _) = super::heal::parse(&page.file, &page.text);
    let mut edits: Vec<Edit> = Vec::new();
    for link in &document.body.links {
        let parts = address::split(&link.destination);
        if parts.path.is_empty() || parts.path.starts_with('/') || address::scheme(parts.path).is_some() {
            continue;
        }
        let target = address::plain(&format!("{folder}/{}", address::decode(parts.path)));
        let Some(below) = moved.get(&target) else { continue };
        let path = address::relative(&page.below, below);
        if path != parts.path {
            let places = destination::of_link(&page.text, link.span, link.definition, &link.destination, parts.path);
            edits.extend(places.into_iter().map(|span| Edit { span, text: path.clone() }));
        }
    }
    edits.sort();
    edits.dedup_by(|next, before| next.span.start < before.span.end);
    edits
}
