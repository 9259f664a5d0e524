//! The body of a page: a document's HTML with its holes filled for the page that shows it.

use std::collections::HashSet;

use super::frame::Frame;
use super::view::HeadingView;
use crate::model::document::{Image, Include, Snippet};
use crate::model::{Document, DocumentId, Hole, LocaleId};
use crate::site::Site;
use crate::site::links::{Base, Target};
use crate::text::address;
use crate::text::escape::escape_into;

/// How deep includes are followed; what is deeper has been reported as a circle.
const MAX_DEPTH: usize = 16;

/// Fills the holes of one page's body.
pub struct BodyWriter<'a> {
    site: &'a Site,
    frame: &'a Frame,
    /// The locale of the page, which is not the document's on a fallback page.
    locale: LocaleId,
    /// The document of the page itself.
    page: DocumentId,
    /// The headings met so far, those of includes too.
    headings: Vec<HeadingView>,
    /// Every id of the page, kept only where includes could bring one twice.
    ids: Option<HashSet<String>>,
    /// The documents that are being written, from the page inwards.
    trail: Vec<DocumentId>,
}

impl<'a> BodyWriter<'a> {
    /// A writer for the page of `locale` that shows `page`.
    pub fn new(site: &'a Site, frame: &'a Frame, locale: LocaleId, page: DocumentId) -> Self {
        let document = site.document(page);
        let ids = (!document.body.includes.is_empty()).then(|| {
            let own = (0..document.body.headings.len()).flat_map(|index| {
                let alias = site.heading_alias(page, index).map(str::to_owned);
                std::iter::once(site.heading_id(page, index).to_owned()).chain(alias)
            });
            own.chain(document.body.anchors.iter().cloned()).collect()
        });
        Self { site, frame, locale, page, headings: Vec::new(), ids, trail: Vec::new() }
    }

    /// Writes the body and gives the headings.
    pub fn write(mut self, out: &mut String) -> Vec<HeadingView> {
        out.reserve(self.site.document(self.page).body.html.html.len() * 5 / 4);
        self.document(out, self.page);
        self.headings
    }

    fn document(&mut self, out: &mut String, id: DocumentId) {
        let site = self.site;
        let document = site.document(id);
        self.trail.push(id);
        document.body.html.fill(out, |out, hole| match hole {
            Hole::Href(number) => self.href(out, id, *number),
            Hole::Src(number) => self.src(out, id, *number),
            Hole::HeadingId(number) => self.heading(out, id, *number),
            Hole::HeadingAlias(number) => self.heading_alias(out, id, *number),
            Hole::Image(number) => self.image(out, id, &document.body.images[*number]),
            Hole::Text(key) => self.text(out, key),
            Hole::Include(number) => self.include(out, id, &document.body.includes[*number]),
            Hole::Snippet(number) => self.snippet(out, id, &document.body.snippets[*number]),
            Hole::LinkText(number) => self.link_text(out, id, *number),
        });
        self.trail.pop();
    }

    /// An interface text within the content, in the content's language: on a fallback page that is not the frame's.
    fn text(&self, out: &mut String, key: &str) {
        let language = self.site.document(self.page).locale;
        escape_into(out, self.site.texts.get(language, key).unwrap_or(key));
    }

    fn target(&self, id: DocumentId, number: usize) -> Target {
        let document = self.site.document(id);
        let base = Base { locale: document.locale, path: &document.path, document: Some(self.page) };
        self.site.resolve(self.locale, base, &document.body.links[number].destination)
    }

    /// The attributes of a link. One that leads nowhere gets no address: a reader must never meet a dead link.
    fn href(&self, out: &mut String, id: DocumentId, number: usize) {
        let target = self.target(id, number);
        let class = match &target {
            Target::Page(page) if page.locale != self.locale => " class=\"other-language\"",
            Target::Broken(_) | Target::Refused | Target::Empty => {
                out.push_str(" class=\"broken-link\"");
                return;
            }
            _ => "",
        };
        out.push_str(" href=\"");
        self.address(out, &target);
        out.push('"');
        out.push_str(class);
        if let Target::Page(page) = &target {
            let shown = self.site.document(page.origin.document()).locale;
            if shown != self.site.document(self.page).locale {
                out.push_str(" hreflang=\"");
                out.push_str(self.site.config.locale(shown).tag.as_str());
                out.push('"');
            }
        }
    }

    fn address(&self, out: &mut String, target: &Target) {
        match target {
            Target::Page(page) => {
                let to = self.site.page_address(page.locale, &page.key, page.origin);
                self.frame.href_into(out, &to);
                if let Some(fragment) = page.fragment.as_deref().filter(|fragment| !fragment.is_empty()) {
                    out.push('#');
                    escape_into(out, &address::encode_destination(fragment));
                }
            }
            Target::SamePage { fragment, .. } => {
                out.push('#');
                escape_into(out, &address::encode_destination(fragment));
            }
            Target::Asset { asset, fragment, .. } => {
                self.frame.href_into(out, &self.site.asset_address(*asset));
                if let Some(fragment) = fragment {
                    out.push('#');
                    escape_into(out, &address::encode_destination(fragment));
                }
            }
            Target::External(address) | Target::Moved(address) => {
                escape_into(out, &address::encode_destination(address))
            }
            Target::Empty | Target::Refused | Target::Broken(_) => {}
        }
    }

    fn src(&self, out: &mut String, id: DocumentId, number: usize) {
        if let target @ (Target::Asset { .. } | Target::External(_)) = self.target(id, number) {
            out.push_str(" src=\"");
            self.address(out, &target);
            out.push('"');
        }
    }

    fn heading(&mut self, out: &mut String, id: DocumentId, number: usize) {
        let heading = &self.site.document(id).body.headings[number];
        let mut wanted = self.site.heading_id(id, number).to_owned();
        // The page's own ids were taken first; an include has to make room.
        if id != self.page
            && let Some(ids) = &mut self.ids
        {
            let stem = wanted.clone();
            let mut count = 0;
            while !ids.insert(wanted.clone()) {
                count += 1;
                wanted = format!("{stem}-{count}");
            }
        }
        out.push_str(" id=\"");
        escape_into(out, &wanted);
        out.push('"');
        if matches!(heading.level, 2 | 3) && !heading.text.is_empty() {
            self.headings.push(HeadingView { level: heading.level, id: wanted, text: heading.text.clone() });
        }
    }

    fn heading_alias(&mut self, out: &mut String, id: DocumentId, number: usize) {
        // Within an include an alias could meet an id of the page, and nobody links to an include's own words.
        if let Some(alias) = self.site.heading_alias(id, number).filter(|_| id == self.page) {
            out.push_str("<span id=\"");
            escape_into(out, alias);
            out.push_str("\"></span>");
        }
    }

    /// An image, or its words where the file is nowhere: a page shows no broken pictures.
    fn image(&self, out: &mut String, id: DocumentId, image: &Image) {
        let target = self.target(id, image.link);
        if !matches!(target, Target::Asset { .. } | Target::External(_)) {
            if !image.alt.is_empty() {
                out.push_str("<span class=\"missing-image\">");
                escape_into(out, &image.alt);
                out.push_str("</span>");
            }
            return;
        }
        let lightbox = image
            .lightbox
            .map(|number| self.target(id, number))
            .filter(|target| matches!(target, Target::Asset { .. }));
        if let Some(lightbox) = &lightbox {
            out.push_str("<a class=\"lightbox\" href=\"");
            self.address(out, lightbox);
            out.push_str("\">");
        }
        out.push_str("<img src=\"");
        self.address(out, &target);
        out.push_str("\" alt=\"");
        escape_into(out, &image.alt);
        out.push('"');
        if let Some(title) = &image.title {
            out.push_str(" title=\"");
            escape_into(out, title);
            out.push('"');
        }
        if !image.class.is_empty() {
            out.push_str(" class=\"");
            escape_into(out, &image.class);
            out.push('"');
        }
        out.push_str(&image.attributes);
        out.push_str(" loading=\"lazy\">");
        if lightbox.is_some() {
            out.push_str("</a>");
        }
    }

    fn include(&mut self, out: &mut String, id: DocumentId, include: &Include) {
        let site = self.site;
        let found = site.include(site.document(id), self.locale, &include.path);
        let Some(found) = found.filter(|found| !self.trail.contains(found) && self.trail.len() < MAX_DEPTH) else {
            let (open, close) = if include.inline {
                ("<span class=\"missing\">", "</span>")
            } else {
                ("<p class=\"missing\">", "</p>\n")
            };
            out.push_str(open);
            self.text(out, "include-missing");
            return out.push_str(close);
        };
        if include.inline {
            let mut inner = String::new();
            self.document(&mut inner, found);
            out.push_str(inline_of(&inner));
        } else {
            self.document(out, found);
        }
    }

    fn snippet(&self, out: &mut String, id: DocumentId, snippet: &Snippet) {
        let document = self.site.document(id);
        let source = self.site.snippet_source(document, self.locale, &snippet.path);
        let code = source.and_then(|source| source.text()).and_then(|text| part_of(text, snippet.part.as_deref()));
        let Some(code) = code else {
            out.push_str("<p class=\"missing\">");
            self.text(out, "code-missing");
            return out.push_str("</p>\n");
        };
        out.push_str("<pre tabindex=\"0\"><code");
        if !snippet.language.is_empty() {
            out.push_str(" class=\"language-");
            escape_into(out, &snippet.language);
            out.push('"');
        }
        out.push('>');
        escape_into(out, &code);
        out.push_str("</code></pre>\n");
    }

    /// The words of a link that has none: the title of its page, else the address.
    fn link_text(&self, out: &mut String, id: DocumentId, number: usize) {
        match self.target(id, number) {
            Target::Page(page) => escape_into(out, self.site.document(page.origin.document()).nav_title()),
            _ => escape_into(out, self.site.document(id).body.links[number].destination.trim_start_matches("xref:")),
        }
    }
}

/// What of an included text can stand within a line: the content of its one paragraph.
fn inline_of(html: &str) -> &str {
    let inner = html.trim().strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
    inner.filter(|inner| !inner.contains("<p>")).unwrap_or(html)
}

/// The lines of a source file that a snippet asks for: `L3-L5`, `2-4,7`, a region between `<name>` marks or
/// `#region name`. Nothing where the file has no such part.
fn part_of(text: &str, part: Option<&str>) -> Option<String> {
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

/// Whether a document begins with its heading.
pub fn has_h1(document: &Document) -> bool {
    document.body.headings.iter().any(|heading| heading.level == 1)
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
    fn an_include_within_a_line_loses_its_paragraph() {
        assert_eq!(inline_of("<p>a <b>b</b></p>\n"), "a <b>b</b>");
        assert_eq!(inline_of("<p>a</p>\n<p>b</p>\n"), "<p>a</p>\n<p>b</p>\n");
    }
}
