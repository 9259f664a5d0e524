//! Links between pages that are imported together: they were made for the names that the files had, and must follow the
//! pages to their new ones.

use std::collections::BTreeMap;

use super::Page;
use crate::diagnostics::Edit;
use crate::model::PageKey;
use crate::text::{Span, address};

/// Leads the links of the pages to where the others went. Links to files that are not imported stay as they are.
pub fn follow(pages: &mut [Page]) {
    let mut moved: BTreeMap<String, PageKey> = BTreeMap::new();
    for page in pages.iter() {
        if let Some(path) = plain(&page.file) {
            moved.insert(path, page.key.clone());
        }
    }
    // Where every file keeps its name beside the others nothing has to be followed.
    for page in pages.iter_mut() {
        let Some(own) = plain(&page.file) else { continue };
        let edits = edits(page, &own, &moved);
        if !edits.is_empty() {
            let mended = crate::diagnostics::Fix { safe: true, edits }.apply(&page.text);
            page.text = mended.unwrap_or_else(|| page.text.clone());
        }
    }
}

/// A file's path with its dots resolved; nothing where they lead above its start.
fn plain(file: &str) -> Option<String> {
    address::join("", file.trim_start_matches('/')).map(|path| path.to_lowercase())
}

fn edits(page: &Page, own: &str, moved: &BTreeMap<String, PageKey>) -> Vec<Edit> {
    let (document, _) = super::heal::parse(&page.file, &page.text);
    let mut edits: Vec<Edit> = Vec::new();
    for link in &document.body.links {
        let parts = address::split(&link.destination);
        let is_path = !parts.path.is_empty() && !parts.path.starts_with('/') && address::scheme(parts.path).is_none();
        let Some(target) = address::join(own, &address::decode(parts.path)).filter(|_| is_path) else { continue };
        let Some(key) = moved.get(&target.to_lowercase()) else { continue };
        let extension = parts.path.rsplit_once('.').map_or("md", |(_, extension)| extension);
        let mut path = String::new();
        // Both count from the language's folder; the depth of one page is the same wherever that lies.
        address::relative_into(&mut path, &format!("{}.{extension}", page.key), &format!("{key}.{extension}"));
        // Letters of any language may stand in a link as they are; what would end it may not.
        if path.contains([' ', '(', ')', '<', '>', '%', '#', '?']) {
            path = address::encode_path(&path);
        }
        let written = link.span.of(&page.text);
        // A destination in another form than the file has it (escapes, a reference elsewhere) is left alone.
        let (Some(at), 1) = (written.find(parts.path), written.matches(parts.path).count()) else { continue };
        if path != parts.path {
            let start = link.span.start + at;
            edits.push(Edit { span: Span::new(start, start + parts.path.len()), text: path });
        }
    }
    edits.sort();
    edits.dedup();
    edits.dedup_by(|next, before| next.span.start < before.span.end);
    edits
}
