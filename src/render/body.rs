//! The body of a page: a document's HTML with its holes filled for the page that shows it.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::frame::Frame;
use super::picture::Above;
use super::readings::Readings;
use super::view::{HeadingView, Shared};
use super::{Renderer, eligibility};
use crate::diagnostics::Diagnostics;
use crate::model::document::{Include, Snippet};
use crate::model::{Document, DocumentId, Hole, LocaleId};
use crate::parse::code;
use crate::parse::highlight::highlight_into;
use crate::site::Site;
use crate::site::includes::{self, part_of};
use crate::site::links::Base;
use crate::site::target::{Anchor, Target};
use crate::text::escape::escape_into;
use crate::text::one_line;

/// Fills the holes of one page's body.
pub struct BodyWriter<'a> {
    renderer: &'a Renderer<'a>,
    pub(super) site: &'a Site,
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
    /// How many includes were met.
    included: usize,
    /// The level of the last heading.
    level: u8,
    /// Its words.
    heading: &'a str,
    /// How many tables stand below headings of the same words.
    tables: HashMap<&'a str, usize>,
    /// What stands above.
    pub(super) above: Above,
    /// The programs of the checks met so far.
    checks: Vec<&'a str>,
    /// Whether one of them has brought along what checks load.
    loaded: bool,
    /// What templates of checks had to say.
    found: Diagnostics,
    /// The original of the page's texts, where readers are offered it.
    readings: Option<&'a Readings<'a>>,
}

impl<'a> BodyWriter<'a> {
    /// A writer for the page of `locale` that shows `page`.
    pub fn new(
        renderer: &'a Renderer<'a>,
        frame: &'a Frame,
        locale: LocaleId,
        page: DocumentId,
        readings: Option<&'a Readings<'a>>,
    ) -> Self {
        let site = renderer.site;
        let document = site.document(page);
        // The page's own ids come first; includes have to make room.
        let ids = (!document.body.includes.is_empty()).then(|| {
            let html = &document.body.html.html;
            let written = attribute_values(html, " id=\"").into_iter().map(|found| html[found].to_owned());
            let headings = (0..document.body.headings.len()).flat_map(|index| {
                let alias = site.heading_alias(page, index).map(str::to_owned);
                std::iter::once(site.heading_id(page, index).to_owned()).chain(alias)
            });
            written.chain(headings).collect()
        });
        Self {
            renderer,
            site,
            frame,
            locale,
            page,
            headings: Vec::new(),
            ids,
            trail: Vec::new(),
            included: 0,
            level: 1,
            heading: "",
            tables: HashMap::new(),
            above: Above::default(),
            checks: Vec::new(),
            loaded: false,
            found: Diagnostics::new(),
            readings,
        }
    }

    /// Writes the body. Gives the headings, and what templates had to say.
    pub fn write(mut self, out: &mut String) -> (Vec<HeadingView>, Diagnostics) {
        out.reserve(self.site.document(self.page).body.html.html.len() * 5 / 4);
        self.document(out, self.page);
        (self.headings, self.found)
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
            Hole::Table => self.table(out),
            Hole::Include(number) => self.include(out, id, &document.body.includes[*number]),
            Hole::Snippet(number) => self.snippet(out, id, &document.body.snippets[*number]),
            Hole::LinkText(number) => self.link_text(out, id, *number),
            Hole::Check(number) => self.check(out, &document.body.checks[*number].program),
            Hole::UnitStart(unit) => self.readings(id).into_iter().for_each(|own| own.start(out, *unit)),
            Hole::UnitEnd(unit) => self.readings(id).into_iter().for_each(|own| own.end(out, *unit)),
        });
        self.trail.pop();
    }

    /// The original of a document's texts. What others show is not the page's own.
    fn readings(&self, id: DocumentId) -> Option<&'a Readings<'a>> {
        self.readings.filter(|_| id == self.page)
    }

    /// An interface text within the content, in the content's language: on a fallback page that is not the frame's.
    fn text(&self, out: &mut String, key: &str) {
        let language = self.site.document(self.page).locale;
        escape_into(out, self.site.texts.get(language, key).unwrap_or(key));
    }

    /// The name of a table: the heading above it, and a number where another one has that name already. Whoever goes from one
    /// frame that scrolls to the next could not tell them apart otherwise.
    fn table(&mut self, out: &mut String) {
        self.text(out, "table");
        let count = self.tables.entry(self.heading).or_default();
        *count += 1;
        if *count > 1 {
            let _ = write!(out, " {count}");
        }
        if !self.heading.is_empty() {
            out.push_str(": ");
            escape_into(out, self.heading);
        }
    }

    pub(super) fn target(&self, id: DocumentId, number: usize) -> Target {
        let document = self.site.document(id);
        if id == self.page && document.locale == self.locale {
            return self.site.targets(id)[number].clone();
        }
        let base = Base { locale: document.locale, path: &document.path, document: Some(self.page) };
        self.site.resolve(self.locale, base, &document.body.links[number].destination)
    }

    /// The attributes of a link. One that leads nowhere gets no address: a reader must never meet a dead link.
    fn href(&self, out: &mut String, id: DocumentId, number: usize) {
        let target = self.target(id, number);
        let class = match &target {
            Target::Page(page) if page.locale != self.locale => " class=\"other-language\"",
            Target::Broken(_) | Target::Refused | Target::Empty | Target::SamePage { anchor: Anchor::Missing, .. } => {
                out.push_str(" class=\"broken-link\"");
                return;
            }
            Target::Asset { fragment: Some(fragment), .. } if fragment == "lightbox" => " class=\"lightbox\"",
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

    pub(super) fn address(&self, out: &mut String, target: &Target) {
        self.frame.target_into(self.site, out, target);
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
        self.level = heading.level;
        self.heading = &heading.text;
        let wanted = self.site.heading_id(id, number).to_owned();
        out.push_str(" id=\"");
        escape_into(out, &wanted);
        out.push('"');
        if matches!(heading.level, 2 | 3) && !heading.text.is_empty() {
            self.headings.push(HeadingView {
                level: Shared::new(&heading.level),
                id: wanted,
                text: heading.text.clone(),
            });
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

    fn include(&mut self, out: &mut String, id: DocumentId, include: &Include) {
        let site = self.site;
        self.included += 1;
        let found = site.include(site.document(id), self.locale, &include.path);
        let possible = |found: &DocumentId| {
            !self.trail.contains(found)
                && self.trail.len() <= includes::MAX_DEPTH
                && self.included <= includes::MAX_INCLUDES
        };
        let Some(found) = found.filter(possible) else {
            let (open, close) = if include.inline {
                ("<span class=\"missing\">", "</span>")
            } else {
                ("<p class=\"missing\">", "</p>\n")
            };
            out.push_str(open);
            self.text(out, "include-missing");
            return out.push_str(close);
        };
        let (mut inner, first) = (String::new(), self.headings.len());
        self.above.written += out.len();
        self.document(&mut inner, found);
        self.above.written -= out.len();
        let inner = self.make_ids_unique(inner, first);
        if !include.inline {
            out.push_str(&inner);
        } else if include.plain || !includes::is_line(&inner) {
            out.push_str(&words_of(&inner));
        } else {
            out.push_str(inline_of(&inner));
        }
    }

    /// An eligibility check, below the heading before it.
    fn check(&mut self, out: &mut String, program: &'a str) {
        let same = self.checks.iter().filter(|known| **known == program).count();
        let place = eligibility::Place {
            frame: self.frame,
            locale: self.locale,
            language: self.site.document(self.page).locale,
            level: (self.level + 1).min(5),
            same,
            loaded: self.loaded,
        };
        let shown = eligibility::check(self.renderer, &place, program);
        self.checks.push(program);
        self.loaded |= shown.available;
        self.found.extend(shown.found);
        out.push_str(&shown.html);
    }

    /// Gives the ids of an included text new names where the page has them already, and leads the text's own links to
    /// the new names. `first` is where its headings begin.
    fn make_ids_unique(&mut self, html: String, first: usize) -> String {
        let Some(ids) = &mut self.ids else { return html };
        let mut renamed: Vec<(String, String)> = Vec::new();
        for found in attribute_values(&html, " id=\"") {
            let id = &html[found];
            let (mut unique, mut count) = (id.to_owned(), 0);
            while !ids.insert(unique.clone()) {
                count += 1;
                unique = format!("{id}-{count}");
            }
            if count > 0 {
                renamed.push((id.to_owned(), unique));
            }
        }
        let mut html = html;
        for (old, new) in renamed {
            for attribute in [" id=\"", " href=\"#", " aria-describedby=\""] {
                html = html.replace(&format!("{attribute}{old}\""), &format!("{attribute}{new}\""));
            }
            for heading in self.headings[first..].iter_mut().filter(|heading| heading.id == old) {
                heading.id.clone_from(&new);
            }
        }
        html
    }

    fn snippet(&self, out: &mut String, id: DocumentId, snippet: &Snippet) {
        let document = self.site.document(id);
        let source = self.site.snippet_source(document, self.locale, &snippet.path);
        let text = source.and_then(|source| source.text()).and_then(|text| part_of(text, snippet.part.as_deref()));
        let Some(text) = text else {
            out.push_str("<p class=\"missing\">");
            self.text(out, "code-missing");
            return out.push_str("</p>\n");
        };
        code::open_into(out, &snippet.language, snippet.title.as_deref());
        if self.site.config.highlights {
            highlight_into(out, &snippet.language, &text);
        } else {
            escape_into(out, &text);
        }
        out.push_str(code::end(snippet.title.is_some()));
    }

    /// The words of a link that has none: the title of its page, else the address.
    fn link_text(&self, out: &mut String, id: DocumentId, number: usize) {
        let Target::Page(page) = self.target(id, number) else {
            let destination = &self.site.document(id).body.links[number].destination;
            return escape_into(out, destination.trim_start_matches("xref:"));
        };
        let document = self.site.document(page.origin.document());
        let heading =
            document.body.headings.iter().find(|heading| heading.level == 1).map(|heading| heading.text.as_str());
        let title = heading.unwrap_or_else(|| document.nav_title());
        if document.locale == self.site.document(self.page).locale {
            return escape_into(out, title);
        }
        out.push_str("<span lang=\"");
        out.push_str(self.site.config.locale(document.locale).tag.as_str());
        out.push_str("\">");
        escape_into(out, title);
        out.push_str("</span>");
    }
}

/// What of an included text can stand within a line: the content of its one paragraph.
fn inline_of(html: &str) -> &str {
    let html = html.trim();
    html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")).unwrap_or(html)
}

/// The words of HTML without its tags.
pub fn words_of(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        words.push_str(&rest[..open]);
        let close = rest[open..].find('>').map_or(rest.len(), |close| open + close + 1);
        rest = &rest[close..];
    }
    words.push_str(rest);
    one_line(&words)
}

/// Where the values of an attribute stand in HTML that was written here, so that every value is quoted; `opening` is
/// the attribute up to its quote.
fn attribute_values(html: &str, opening: &str) -> Vec<std::ops::Range<usize>> {
    let starts = html.match_indices(opening).map(|(at, _)| at + opening.len());
    starts.filter_map(|start| Some(start..start + html[start..].find('"')?)).collect()
}

/// Whether a document begins with its heading.
pub fn has_h1(document: &Document) -> bool {
    document.body.headings.iter().any(|heading| heading.level == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_include_within_a_line_loses_its_paragraph() {
        assert_eq!(inline_of("<p>a <b>b</b></p>\n"), "a <b>b</b>");
        assert_eq!(words_of("<ul>\n<li>a <b>b</b></li>\n</ul>"), "a b");
        assert_eq!(attribute_values("<p id=\"a\"><b class=\"x\" id=\"b\">", " id=\""), [7..8, 27..28]);
    }
}
