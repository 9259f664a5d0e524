//! Links between pages that are imported together: they were made for the names that the files had, and must follow the
//! pages to their new ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Page;
use crate::diagnostics::{Edit, Fix};
use crate::text::{Span, address};

/// Leads the links of the pages to where the others went. Links to files that are not imported stay as they are.
pub fn follow(pages: &mut [Page]) {
    // By the file that it was: where each page is now, below its language's folder.
    let mut moved: BTreeMap<String, Arc<str>> = BTreeMap::new();
    for page in pages.iter() {
        moved.insert(plain(&page.file), page.below.clone());
    }
    for page in pages.iter_mut() {
        let edits = edits(page, &moved);
        if let Some(text) = (Fix { safe: true, edits }).apply(&page.text) {
            page.text = text;
        }
    }
}

/// A path in which only what leads above its start is left of `.` and `..`.
///
/// `a/./b/../c => a/c`, `../../x => ../../x`
fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
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
        let target = plain(&format!("{folder}/{}", address::decode(parts.path)));
        let Some(below) = moved.get(&target) else { continue };
        let Some(span) = destination(&page.text, link.span, parts.path) else { continue };
        let mut path = String::new();
        address::relative_into(&mut path, &page.below, below);
        // Letters of any language may stand in a link as they are; what would end it may not.
        if path.contains([' ', '(', ')', '<', '>', '%', '#', '?']) {
            path = address::encode_path(&path);
        }
        if path != parts.path {
            edits.push(Edit { span, text: path });
        }
    }
    edits.sort();
    edits.dedup_by(|next, before| next.span.start < before.span.end);
    edits
}

/// Where the path of an inline link's destination stands. Nothing where it is written in another form than it means
/// (escapes, entities), or elsewhere (a reference).
fn destination(text: &str, link: Span, path: &str) -> Option<Span> {
    let written = link.of(text);
    let at = written.rfind("](")? + "](".len();
    let rest = written[at..].trim_start_matches([' ', '\n', '<']);
    let ends = rest.strip_prefix(path)?.starts_with(['#', '?', ')', '>', ' ', '\n']);
    let start = link.start + written.len() - rest.len();
    ends.then(|| Span::new(start, start + path.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_destinations_are_found() {
        let found = |text: &str, path: &str| {
            destination(text, Span::new(0, text.len()), path).map(|span| (span.start, span.of(text).to_owned()))
        };
        assert_eq!(found("[b.md](b.md)", "b.md"), Some((7, "b.md".to_owned())));
        assert_eq!(found("[x](<b.md#y> \"b.md\")", "b.md"), Some((5, "b.md".to_owned())));
        assert_eq!(found("[![b.md](i.png)](b.md)", "b.md"), Some((17, "b.md".to_owned())));
        for text in ["[b.md][r]", "[b.md]", "[b&c.md](b&amp;c.md)", "[x](b.mdx)"] {
            assert_eq!(found(text, if text.contains('&') { "b&c.md" } else { "b.md" }), None, "{text}");
        }
        assert_eq!(plain("../in/./a/../b.md"), "../in/b.md");
    }
}
