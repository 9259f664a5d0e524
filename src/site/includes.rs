//! Files shown inside other files.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Site;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Role, Severity};
use crate::model::document::{Include, Snippet};
use crate::model::{Document, DocumentId, LocaleId, Source};
use crate::text::{Span, address};

/// How deep includes may be nested.
pub const MAX_DEPTH: usize = 16;

/// How many files one page may take in; what is beyond is left out, so that a few small files cannot make a page of
/// any size.
pub const MAX_INCLUDES: usize = 1_000;

impl Site {
    /// The document that an include of `document` means, for a page of `locale`: beside the file itself, then in the
    /// page's locale, then along its fallback chain, then in the source locale.
    pub fn include(&self, document: &Document, locale: LocaleId, path: &str) -> Option<DocumentId> {
        let path = self.below_root(document.locale, &document.path, path)?;
        self.roots(document, locale).find_map(|locale| self.paths.document(locale, &path))
    }

    /// The text of a file that a snippet of `document` is taken from, found like an include.
    pub fn snippet_source(&self, document: &Document, locale: LocaleId, path: &str) -> Option<&Source> {
        let path = self.below_root(document.locale, &document.path, path)?;
        self.roots(document, locale).find_map(|locale| self.source(locale, &path).filter(|source| source.is_text()))
    }

    /// The locales in which a file that `document` names is looked for.
    pub(super) fn roots<'a>(&'a self, document: &'a Document, locale: LocaleId) -> impl Iterator<Item = LocaleId> + 'a {
        let source = self.config.source_locale;
        std::iter::once(document.locale).chain(self.chain(locale)).chain(source)
    }

    /// A path of an include or a snippet as the file at `from` writes it, as a path below the root; nothing where it leads
    /// out of it.
    pub fn below_root(&self, locale: LocaleId, from: &str, path: &str) -> Option<String> {
        let path = address::decode(path).replace('\\', "/");
        match path.strip_prefix("~/").or_else(|| path.strip_prefix('/')) {
            Some(rest) => {
                let folder = self.paths.docset_folder(locale, from);
                address::join(&folder, rest)
            }
            None => address::join(from, &path),
        }
    }

    /// Says which includes and snippets lead nowhere, in circles or too deep, and gives the files that are shown.
    pub(super) fn check_includes(&self, diagnostics: &mut Diagnostics) -> FxHashSet<Arc<str>> {
        let mut walk = Walk { site: self, shown: FxHashSet::default(), sizes: FxHashMap::default(), diagnostics };
        for (index, document) in self.documents.iter().enumerate() {
            let withheld = self.publication.withheld(DocumentId(index)).is_some();
            if document.is_page() && !withheld {
                let size = walk.document(DocumentId(index), document.locale, &mut Vec::new());
                if size > MAX_INCLUDES {
                    let place = self.place(
                        document,
                        document.body.includes.first().map_or(Span::default(), |include| include.span),
                    );
                    let message = format!("the page takes in more than {MAX_INCLUDES} files; the rest is left out");
                    walk.diagnostics.push(Diagnostic::new(
                        Code::InvalidDirective,
                        place,
                        message,
                        "Include less, or less deeply.",
                    ));
                }
            }
        }
        walk.shown
    }
}

/// One walk over everything that pages include. What is below a file is looked at once, however many files show it.
struct Walk<'a, 'd> {
    site: &'a Site,
    shown: FxHashSet<Arc<str>>,
    /// How many files each document takes in, itself too, for a locale.
    sizes: FxHashMap<(DocumentId, LocaleId), usize>,
    diagnostics: &'d mut Diagnostics,
}

impl<'a> Walk<'a, '_> {
    fn document(&mut self, id: DocumentId, locale: LocaleId, trail: &mut Vec<DocumentId>) -> usize {
        if let Some(size) = self.sizes.get(&(id, locale)) {
            return *size;
        }
        let site: &'a Site = self.site;
        let document = site.document(id);
        trail.push(id);
        let mut size = 1usize;
        for snippet in &document.body.snippets {
            self.snippet(document, locale, snippet);
        }
        for include in &document.body.includes {
            let Some(found) = self.find(document, locale, include) else { continue };
            let included = site.document(found);
            self.shown.insert(included.file.clone());
            if let Some(first) = trail.iter().position(|seen| *seen == found) {
                let circle = trail[first..].iter().chain([&found]).map(|id| site.document(*id).path.as_str());
                let message = format!("the includes go in a circle: {}", circle.collect::<Vec<_>>().join(" → "));
                let help = "Take one of them out; the page says in its place that something is missing.";
                let diagnostic = Diagnostic::new(Code::IncludeCycle, site.place(document, include.span), message, help);
                self.diagnostics.push(diagnostic.with_related(
                    Place::whole(&included.file),
                    Role::See,
                    "included again here",
                ));
            } else if trail.len() >= MAX_DEPTH {
                let message = format!("includes are nested deeper than {MAX_DEPTH} files; this one is left out");
                let place = site.place(document, include.span);
                self.diagnostics.push(Diagnostic::new(
                    Code::InvalidDirective,
                    place,
                    message,
                    "Include the file further up.",
                ));
            } else {
                if include.inline && !is_line(&included.body.html.html) {
                    let message = format!(
                        "`{}` is more than a paragraph, and is included within a line; only its words are shown",
                        included.path
                    );
                    let place = site.place(document, include.span);
                    let help = "Put the include on a line of its own.";
                    self.diagnostics.push(
                        Diagnostic::new(Code::InvalidDirective, place, message, help).with_severity(Severity::Warning),
                    );
                }
                size = size.saturating_add(self.document(found, locale, trail));
            }
        }
        trail.pop();
        self.sizes.insert((id, locale), size);
        size
    }

    fn find(&mut self, document: &Document, locale: LocaleId, include: &Include) -> Option<DocumentId> {
        let found = self.site.include(document, locale, &include.path);
        if found.is_none() {
            self.missing(document, &include.path, include.span, "include");
        }
        found
    }

    fn snippet(&mut self, document: &Document, locale: LocaleId, snippet: &Snippet) {
        match self.site.snippet_source(document, locale, &snippet.path) {
            None => self.missing(document, &snippet.path, snippet.span, "show"),
            Some(source) => {
                if source.text().is_some_and(|text| part_of(text, snippet.part.as_deref()).is_none()) {
                    let part = snippet.part.as_deref().unwrap_or_default();
                    let message = format!("`{}` has no part `{part}`", source.path);
                    let place = self.site.place(document, snippet.span);
                    let help = "Name lines of the file, as 2-5, or a region that it marks.";
                    self.diagnostics.push(Diagnostic::new(Code::MissingInclude, place, message, help));
                }
            }
        }
    }

    fn missing(&mut self, document: &Document, path: &str, span: Span, what: &str) {
        let below = self.site.below_root(document.locale, &document.path, path);
        let (code, message) = match &below {
            Some(path) => (Code::MissingInclude, format!("there is no file `{path}` to {what}")),
            None => (Code::LinkOutOfRoot, format!("`{path}` leads out of the content")),
        };
        let help = "Mend the path; it counts from the folder of this file. `~/` stands for the content's root.";
        let mut found = Diagnostic::new(code, self.site.place(document, span), message, help);
        // The file is missing once, whoever asks for it.
        found.cause = below;
        self.diagnostics.push(found);
    }
}

/// Whether HTML is one paragraph, which can stand within a line.
pub fn is_line(html: &str) -> bool {
    const BLOCKS: [&str; 14] = [
        "<p",
        "<div",
        "<ul",
        "<ol",
        "<li",
        "<table",
        "<h",
        "<pre",
        "<blockquote",
        "<section",
        "<figure",
        "<hr",
        "<details",
        "<dl",
    ];
    let inner = html.trim().strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
    inner.is_some_and(|inner| !BLOCKS.iter().any(|block| inner.contains(block)))
}

/// The lines of a source file that a snippet asks for: `L3-L5`, `2-4,7`, a region between `<name>` marks or
/// `#region name`. Nothing where the file has no such part.
pub fn part_of(text: &str, part: Option<&str>) -> Option<String> {
    let Some(part) = part.map(str::trim).filter(|part| !part.is_empty()) else {
        return Some(text.to_owned());
    };
    let lines: Vec<&str> = text.lines().collect();
    let numeric = part.split(',').map(|range| {
        let mut ends = range.trim().split('-').map(|end| end.trim().trim_start_matches(['L', 'l']));
        let start: usize = ends.next()?.parse().ok()?;
        let end = match ends.next() {
            Some("") => lines.len(),
            Some(end) => end.parse().ok()?,
            None => start,
        };
        (start >= 1 && start <= end).then(|| (start, end.min(lines.len())))
    });
    if let Some(ranges) = numeric.collect::<Option<Vec<_>>>() {
        let chosen: Vec<&str> = ranges
            .into_iter()
            .flat_map(|(start, end)| lines.get(start - 1..end).unwrap_or_default())
            .copied()
            .collect();
        return Some(dedent(&chosen));
    }
    let opens = |line: &str| {
        let line = line.to_ascii_lowercase();
        let name = part.to_ascii_lowercase();
        line.contains(&format!("<{name}>"))
            || line.trim().strip_prefix("#region").is_some_and(|rest| rest.trim() == name)
    };
    let closes = |line: &str| {
        let line = line.to_ascii_lowercase();
        line.contains(&format!("</{}>", part.to_ascii_lowercase())) || line.trim().starts_with("#endregion")
    };
    let start = lines.iter().position(|line| opens(line))? + 1;
    let end = start + lines[start..].iter().position(|line| closes(line))?;
    Some(dedent(&lines[start..end]))
}

/// Lines without the indent that all of them share.
fn dedent(lines: &[&str]) -> String {
    let indent = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let shared = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    lines.iter().map(|line| format!("{}\n", line.get(shared..).unwrap_or_default())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_source_files() {
        let text = "a\n// <one>\n  b\n    c\n// </one>\n#region two\nd\n#endregion\n";
        assert_eq!(part_of(text, None).as_deref(), Some(text));
        assert_eq!(part_of(text, Some("L3-L4")).as_deref(), Some("b\n  c\n"));
        assert_eq!(part_of(text, Some("1,7-")).as_deref(), Some("a\nd\n#endregion\n"));
        assert_eq!(part_of(text, Some("One")).as_deref(), Some("b\n  c\n"));
        assert_eq!(part_of(text, Some("two")).as_deref(), Some("d\n"));
        assert_eq!(part_of(text, Some("three")), None);
        assert_eq!(part_of(text, Some("9-4")), None);
    }

    #[test]
    fn one_paragraph_is_a_line() {
        assert!(is_line("<p>a <b>b</b></p>\n"));
        for html in ["<p>a</p>\n<p>b</p>\n", "<ul>\n<li>a</li>\n</ul>\n", "<p>a<table></table></p>", ""] {
            assert!(!is_line(html), "{html}");
        }
    }
}
