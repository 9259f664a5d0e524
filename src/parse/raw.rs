//! Raw HTML tags: what may stay stays, links in them are resolved like all others, everything else is held to the list.

use std::ops::Range;

use super::inline::Open;
use super::markdown::Writer;
use super::prepare::Prepared;
use super::sanitize;
use super::tags::{self, Tag};
use crate::diagnostics::Code;
use crate::model::Hole;
use crate::model::document::{EmbeddedCheck, Image, LinkKind};
use crate::text::Span;
use crate::text::slug::anchor_id;

/// How deep raw elements may be nested; what is deeper is shown as text.
const MAX_RAW_DEPTH: usize = 100;

/// The element that stands for an eligibility check.
const CHECK: &str = "eligibility-check";

/// Elements that authors leave open, as HTML allows, or that never have an end.
const OPTIONAL_END: [&str; 19] = [
    "li", "p", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "col", "colgroup", "caption", "source",
    "track", "input", "hr", "img", "wbr",
];

impl Writer<'_, '_> {
    /// One raw tag or comment within text.
    pub(super) fn inline_html(&mut self, prepared: &Prepared<'_>, html: &str, range: &Range<usize>) {
        if range.start < self.skip_to {
            return;
        }
        match tags::tag_at(html, 0) {
            Some(tag) => self.raw_tag(prepared, &tag, html, range.start, true),
            // Comments, declarations and processing instructions are not for readers.
            None if html.starts_with("<!") || html.starts_with("<?") => {}
            None => self.text(html),
        }
    }

    /// A raw tag, within text (`inline`) or within a block of raw HTML. `offset` is where `html` starts in the
    /// prepared text.
    pub(super) fn raw_tag(&mut self, prepared: &Prepared<'_>, tag: &Tag<'_>, html: &str, offset: usize, inline: bool) {
        let name = tag.name.as_str();
        let span = || prepared.span(Span::new(offset + tag.range.start, offset + tag.range.end));
        if name == CHECK {
            // What its end would close was written whole when it began.
            if !tag.closing {
                self.check(tag, span());
            }
            return;
        }
        if !sanitize::is_element(name) {
            // No element of HTML: a placeholder in the author's text, as `<resource>`.
            self.visible(&html[tag.range.clone()]);
            return self.text(&html[tag.range.clone()]);
        }
        if let Some(attribute) =
            tag.attributes.iter().find(|attribute| attribute.name.starts_with("on") && attribute.name.len() > 3)
        {
            self.unsafe_html(span(), format!("`{}` is taken out: pages may not run anything", attribute.name));
        }
        match name {
            "br" => {
                self.visible(" ");
                self.html("<br>");
            }
            "a" if !tag.closing && tag.attribute("href").is_none_or(|href| href.trim().is_empty()) => {
                self.anchor(tag, span());
            }
            "a" => self.raw_link(tag, span()),
            "img" => {
                let source = tag.attribute("src").unwrap_or_default().to_owned();
                let number = self.link(&source, span(), LinkKind::Image);
                let plain = |name: &str| {
                    let is_plain = |ch: char| ch.is_alphanumeric() || matches!(ch, '-' | '_' | '%' | '.');
                    tag.attribute(name).filter(|value| value.chars().all(is_plain))
                };
                let mut attributes = String::new();
                for name in ["id", "lang", "dir"] {
                    if let Some(value) = plain(name) {
                        attributes.push_str(&format!(" {name}=\"{value}\""));
                    }
                }
                self.body.images.push(Image {
                    link: number,
                    alt: prepared.shown(tag.attribute("alt").unwrap_or_default()).into_owned(),
                    title: tag.attribute("title").map(|title| prepared.shown(title).into_owned()),
                    class: tag.attribute("class").unwrap_or_default().to_owned(),
                    lightbox: None,
                    width: plain("width").map(str::to_owned),
                    height: plain("height").map(str::to_owned),
                    attributes,
                });
                let image = self.body.images.len() - 1;
                self.hole(Hole::Image(image));
            }
            _ if inline && sanitize::INLINE.contains(&name) => self.raw_inline(tag),
            // A heading holds words, a cell no table of its own: what would tear them open goes, its words stay.
            _ if inline && self.heading.is_some() && !sanitize::is_phrasing(name) => {}
            _ if inline && self.in_cell() && sanitize::TABLE.contains(&name) => {}
            // Its words stay, and nothing of the page's structure is at stake.
            _ if sanitize::is_dropped(name) => {}
            _ => {
                if sanitize::FORBIDDEN.contains(&name) && !tag.closing {
                    self.unsafe_html(
                        span(),
                        format!("`<{name}>` is not shown: pages may not run, embed or send anything"),
                    );
                }
                self.raw = true;
                self.raw_other(tag, html, span());
            }
        }
    }

    /// A check is a block of its own, wherever in a text it stands.
    fn check(&mut self, tag: &Tag<'_>, span: Span) {
        let Some(program) = tag.attribute("program").map(str::trim).filter(|program| !program.is_empty()) else {
            return self.findings.push(
                Code::UnknownProgram,
                span,
                "`<eligibility-check>` does not say which program it shows; nothing is shown",
                "Name one of those in content/eligibility/: `<eligibility-check program=\"ID\"></eligibility-check>`.",
            );
        };
        if self.heading.is_some() {
            return self.findings.push(
                Code::InvalidDirective,
                span,
                "a check cannot stand within a heading; it is not shown",
                "Put it on a line of its own, between empty lines.",
            );
        }
        self.body.checks.push(EmbeddedCheck { program: program.to_owned(), span });
        self.leave_paragraph();
        self.end_unit();
        self.close_inline(usize::from(self.in_cell()));
        // A block around it keeps it a block: whoever wrote `<p>` around the check gets the paragraph closed first.
        self.html("<div class=\"check\">");
        self.hole(Hole::Check(self.body.checks.len() - 1));
        self.html("</div>\n");
    }

    fn in_cell(&self) -> bool {
        self.inline.first().is_some_and(|open| matches!(&*open.name, "td" | "th"))
    }

    fn unsafe_html(&mut self, span: Span, message: String) {
        let help = "Take it out, or use what the dialect has for it; `trusted_html` in site.yaml lets paths of your own through.";
        self.findings.push(Code::UnsafeHtml, span, message, help);
    }

    /// `<a name="x">` and `<a id="x">` without destination: a place to link to, never a link.
    fn anchor(&mut self, tag: &Tag<'_>, span: Span) {
        self.inline.push(Open { name: "".into(), raw: true });
        let Some(id) = tag.attribute("id").or_else(|| tag.attribute("name")).map(anchor_id).filter(|id| !id.is_empty())
        else {
            // Without a name it is no anchor: a link that leads nowhere.
            if tag.attribute("href").is_some() {
                self.link("", span, LinkKind::Link);
            }
            return;
        };
        let id = self.unique_id(id);
        match &mut self.heading {
            Some(heading) if heading.leading && heading.id.is_none() => heading.id = Some(id),
            _ => {
                self.html("<span id=\"");
                self.text(&id);
                self.html("\"></span>");
                self.body.anchors.push(id);
            }
        }
    }

    fn raw_link(&mut self, tag: &Tag<'_>, span: Span) {
        if tag.closing {
            // The innermost raw `<a>`: an anchor leaves nothing to close.
            if let Some(at) = self.inline.iter().rposition(|open| open.raw && matches!(&*open.name, "a" | "")) {
                if self.inline[at].name.is_empty() {
                    self.inline.remove(at);
                } else {
                    self.close_inline(at);
                }
            }
            return;
        }
        if let Some(id) =
            tag.attribute("id").or_else(|| tag.attribute("name")).map(anchor_id).filter(|id| !id.is_empty())
        {
            let id = self.unique_id(id);
            self.html("<span id=\"");
            self.text(&id);
            self.html("\"></span>");
            self.body.anchors.push(id);
        }
        if !self.links_open.is_empty() || self.inline.iter().any(|open| open.name == "a") {
            return;
        }
        let number = self.link(tag.attribute("href").unwrap_or_default(), span, LinkKind::Link);
        self.html("<a");
        self.hole(Hole::Href(number));
        if let Some(title) = tag.attribute("title") {
            self.html(" title=\"");
            self.text(title);
            self.html("\"");
        }
        self.html(">");
        self.inline.push(Open { name: "a".into(), raw: true });
    }

    fn raw_inline(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        if tag.closing {
            if let Some(at) = self.inline.iter().rposition(|open| open.raw && open.name == name) {
                self.close_inline(at);
            }
            return;
        }
        self.html("<");
        self.html(name);
        for attribute in tag.attributes.iter().filter(|attribute| sanitize::keeps_attribute(&attribute.name)) {
            self.raw_attribute(&attribute.name, &attribute.value);
        }
        self.html(">");
        self.inline.push(Open { name: name.to_owned().into(), raw: true });
    }

    fn raw_attribute(&mut self, name: &str, value: &str) {
        let value = if name == "id" {
            let id = self.unique_id(anchor_id(value));
            self.body.anchors.push(id.clone());
            id
        } else {
            value.to_owned()
        };
        if name.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '-') {
            self.html(" ");
            self.html(name);
            self.html("=\"");
            self.text(&value);
            self.html("\"");
        }
    }

    /// Any other tag: written as it stands, to be held to the list with the whole page.
    fn raw_other(&mut self, tag: &Tag<'_>, html: &str, span: Span) {
        let counts = !OPTIONAL_END.contains(&tag.name.as_str());
        if tag.closing {
            self.raw_depth = self.raw_depth.saturating_sub(usize::from(counts));
            return self.html(&format!("</{}>", tag.name));
        }
        // A page nested so deep is no page; a parser would spend minutes on it.
        if self.raw_depth >= MAX_RAW_DEPTH {
            return self.text(&html[tag.range.clone()]);
        }
        self.raw_depth += usize::from(counts);
        self.html("<");
        self.html(&tag.name);
        for attribute in &tag.attributes {
            if attribute.name == "src" {
                let number = self.link(&attribute.value, span, LinkKind::Image);
                self.hole(Hole::Src(number));
            } else {
                self.raw_attribute(&attribute.name, &attribute.value);
            }
        }
        let void = html[tag.range.clone()].ends_with("/>");
        self.html(if void { "/>" } else { ">" });
    }
}
