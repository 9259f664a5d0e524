//! Blocks of the dialect: alerts and other quotes, rows, zones, tabs, raw HTML.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::directive::What;
use super::markdown::{Writer, alert_name};
use super::prepare::Prepared;
use super::tags;
use crate::diagnostics::Code;
use crate::model::Hole;
use crate::model::document::{Image, LinkKind};
use crate::text::Span;
use crate::text::escape::{escape, is_forbidden};

/// A block of the dialect that is open.
#[derive(Debug)]
pub(super) struct Container {
    kind: ContainerKind,
    /// How many Markdown blocks were open around it.
    depth: usize,
    /// What opened it.
    span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ContainerKind {
    Row,
    Column,
    Zone,
    Moniker,
    ImageDescription,
    Tabs,
}

/// What an open quote is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// Nothing is written yet: its first line says what it is.
    Pending,
    /// `<blockquote>`
    Plain,
    /// An alert or a `[!div]`.
    Div,
    /// Nothing at all.
    Bare,
}

impl Writer<'_, '_> {
    /// A quote opens.
    pub(super) fn start_quote(
        &mut self,
        prepared: &Prepared<'_>,
        kind: Option<BlockQuoteKind>,
        next: Option<&(Event<'_>, Range<usize>)>,
    ) {
        if let Some(kind) = kind {
            self.open_alert(alert_name(kind));
            return self.quotes.push((Quote::Div, self.depth));
        }
        let marked = match next {
            Some((Event::Start(Tag::Paragraph), range)) => {
                let text = &prepared.text[range.start..];
                alert_mark(text).is_some()
                    || prepared
                        .token_at(text)
                        .is_some_and(|(token, _)| matches!(token.what, What::Div(_) | What::Video(_)))
            }
            _ => false,
        };
        if !marked {
            self.html("<blockquote>\n");
        }
        self.quotes.push((if marked { Quote::Pending } else { Quote::Plain }, self.depth));
    }

    /// A quote closes.
    pub(super) fn end_quote(&mut self) {
        match self.quotes.pop().map(|(quote, _)| quote) {
            Some(Quote::Plain) => self.html("</blockquote>\n"),
            Some(Quote::Div) => self.html("</div>\n"),
            Some(Quote::Pending | Quote::Bare) | None => {}
        }
    }

    /// `[!div class="…"]` at the start of a quote.
    pub(super) fn start_div(&mut self, class: &str) {
        if let Some((quote @ Quote::Pending, _)) = self.quotes.last_mut() {
            *quote = Quote::Div;
            self.leave_paragraph();
            let class = if class.eq_ignore_ascii_case("nextstepaction") { "button" } else { class };
            self.html(&format!("<div class=\"{}\">\n", escape(class)));
        }
    }

    fn open_alert(&mut self, name: &'static str) {
        let text = match name {
            "tip" => "alert-tip",
            "important" => "alert-important",
            "warning" => "alert-warning",
            "caution" => "alert-caution",
            _ => "alert-note",
        };
        self.html(&format!("<div class=\"alert alert-{name}\" role=\"note\"><p class=\"alert-title\">"));
        self.hole(Hole::Text(text));
        self.html("</p>\n");
    }

    /// A paragraph opens; in a quote, its first words may say what the quote is.
    pub(super) fn start_paragraph(&mut self, prepared: &Prepared<'_>, range: &Range<usize>) {
        // Only in the quote itself: within a list or note in it, what closes the quote would tear them.
        if let Some((quote, _)) = self.quotes.last().copied().filter(|(_, depth)| depth + 1 == self.depth)
            && let Some((word, len)) = alert_mark(&prepared.text[range.start..])
        {
            self.close_containers(self.depth - 1);
            match quote {
                Quote::Plain => self.html("</blockquote>\n"),
                Quote::Div => self.html("</div>\n"),
                Quote::Pending | Quote::Bare => {}
            }
            if let Some((last, _)) = self.quotes.last_mut() {
                *last = Quote::Div;
            }
            let span = prepared.span(Span::new(range.start, range.start + len));
            let name = match word.to_ascii_lowercase().as_str() {
                "note" => "note",
                "tip" => "tip",
                "important" => "important",
                "warning" => "warning",
                "caution" => "caution",
                _ => {
                    self.findings.push(
                        Code::UnknownAlert,
                        span,
                        format!("there is no alert `[!{word}]`; it is shown as a note"),
                        "Use NOTE, TIP, IMPORTANT, WARNING or CAUTION.",
                    );
                    "note"
                }
            };
            self.open_alert(name);
            self.skip_to = range.start + len;
            if prepared.text[self.skip_to..range.end].trim_matches(['>', ' ', '\n', '\r', '\t']).is_empty() {
                return;
            }
        } else if let Some((quote @ Quote::Pending, _)) = self.quotes.last_mut()
            && prepared
                .token_at(&prepared.text[range.start..])
                .is_some_and(|(token, _)| matches!(token.what, What::Video(_)))
        {
            *quote = Quote::Bare;
        }
        self.html("<p>");
        self.in_paragraph = true;
    }

    /// A paragraph closes.
    pub(super) fn end_paragraph(&mut self) {
        self.end_unit();
        self.close_inline(0);
        if self.in_paragraph {
            if self.body.html.html.ends_with("<p>") && !self.hole_at_end() {
                let kept = self.body.html.html.len() - "<p>".len();
                self.body.html.html.truncate(kept);
            } else {
                self.html("</p>\n");
            }
        }
        self.in_paragraph = false;
        self.left_paragraph = false;
    }

    /// Opens the paragraph again that a block cut.
    pub(super) fn reenter_paragraph(&mut self) {
        self.left_paragraph = false;
        self.in_paragraph = true;
        self.html("<p>");
    }

    fn hole_at_end(&self) -> bool {
        self.body.html.holes.last().is_some_and(|(at, _)| *at == self.body.html.html.len())
    }

    /// Ends the paragraph that is open, because a block follows in the middle of it; what comes after opens another.
    pub(super) fn leave_paragraph(&mut self) {
        if self.in_paragraph {
            self.end_paragraph();
            self.left_paragraph = true;
        }
    }

    /// `---`: the end of tabs, else a rule.
    pub(super) fn rule(&mut self) {
        match self.containers.last() {
            Some(container) if container.kind == ContainerKind::Tabs && container.depth == self.depth => {
                self.containers.pop();
                self.html("</div></div>\n");
            }
            _ => self.html("<hr>\n"),
        }
    }

    /// A heading that is a tab (`# [Label](#tab/id)`). Gives the index after it, or nothing for any other heading.
    pub(super) fn tab(
        &mut self,
        prepared: &Prepared<'_>,
        events: &[(Event<'_>, Range<usize>)],
        at: usize,
    ) -> Option<usize> {
        let (Event::Start(Tag::Link { dest_url, .. }), _) = events.get(at + 1)? else { return None };
        let target = dest_url.strip_prefix("#tab/")?;
        let (id, when) = target.split_once('/').unwrap_or((target, ""));
        let mut label = String::new();
        let mut end = at + 2;
        loop {
            match &events.get(end)?.0 {
                Event::End(TagEnd::Heading(_)) => break,
                Event::Text(text) | Event::Code(text) => label.push_str(&prepared.shown(text)),
                _ => {}
            }
            end += 1;
        }
        let depth = self.depth - 1;
        match self.containers.last() {
            Some(container) if container.kind == ContainerKind::Tabs && container.depth == depth => {
                self.html("</div>\n")
            }
            _ => {
                let span = prepared.span(events[at].1.clone());
                self.containers.push(Container { kind: ContainerKind::Tabs, depth, span });
                self.html("<div class=\"tabs\">\n");
            }
        }
        let when = if when.is_empty() { String::new() } else { format!(" data-when=\"{}\"", escape(when)) };
        self.html(&format!(
            "<div class=\"tab\" data-tab=\"{}\"{when}>\n<p class=\"tab-label\">{}</p>\n",
            escape(id),
            escape(label.trim())
        ));
        Some(end + 1)
    }

    /// Closes the dialect's blocks that were opened inside a Markdown block which now ends.
    pub(super) fn close_containers(&mut self, depth: usize) {
        while let Some(container) = self.containers.pop_if(|container| container.depth >= depth) {
            self.close_container(&container, true);
        }
    }

    fn close_container(&mut self, container: &Container, by_surroundings: bool) {
        match container.kind {
            // Tabs end with their list item or page as well as with a rule.
            ContainerKind::Tabs => return self.html("</div></div>\n"),
            ContainerKind::ImageDescription => self.html("</div></figure>\n"),
            _ => self.html("</div>\n"),
        }
        if by_surroundings {
            let name = container.kind.name();
            self.findings.push(
                Code::UnbalancedBlock,
                container.span,
                format!("`:::{name}` is never closed"),
                format!("Write `:::{name}-end` on a line of its own where it ends."),
            );
        }
    }

    fn open_container(&mut self, kind: ContainerKind, span: Span, html: &str) {
        self.html(html);
        self.containers.push(Container { kind, depth: self.depth, span });
    }

    fn end_container(&mut self, kind: ContainerKind, span: Span) {
        let Some(at) =
            self.containers.iter().rposition(|container| container.kind == kind && container.depth == self.depth)
        else {
            let name = kind.name();
            return self.findings.push(
                Code::UnbalancedBlock,
                span,
                format!("`:::{name}-end` closes nothing"),
                format!("Take it out, or write `:::{name}` where the block begins."),
            );
        };
        while self.containers.len() > at {
            if let Some(container) = self.containers.pop() {
                self.close_container(&container, self.containers.len() > at);
            }
        }
    }

    fn block_directive(&mut self, what: &What, span: Span) {
        match what {
            What::Row => self.open_container(ContainerKind::Row, span, "<div class=\"row\">\n"),
            What::RowEnd => self.end_container(ContainerKind::Row, span),
            What::Column(width) => {
                let width = width.map_or(String::new(), |width| format!(" data-span=\"{width}\""));
                self.open_container(ContainerKind::Column, span, &format!("<div class=\"column\"{width}>\n"));
            }
            What::ColumnEnd => self.end_container(ContainerKind::Column, span),
            What::Zone { pivot, target } => {
                // What is for other media than a page is not for this page's readers; a PDF is made by printing.
                let class = match target.as_deref() {
                    Some("pdf") => "zone print-only",
                    Some("chromeless") => "zone\" hidden=\"",
                    _ => "zone",
                };
                let pivot = pivot.as_ref().map_or(String::new(), |pivot| format!(" data-pivot=\"{}\"", escape(pivot)));
                self.open_container(ContainerKind::Zone, span, &format!("<div class=\"{class}\"{pivot}>\n"));
            }
            What::ZoneEnd => self.end_container(ContainerKind::Zone, span),
            What::Moniker(range) => {
                let open = format!("<div class=\"moniker\" data-range=\"{}\">\n", escape(range));
                self.open_container(ContainerKind::Moniker, span, &open);
            }
            What::MonikerEnd => self.end_container(ContainerKind::Moniker, span),
            What::ImageStart(image) => {
                let number = self.link(&image.source, span, LinkKind::Image);
                let lightbox = image.lightbox.as_ref().map(|lightbox| self.link(lightbox, span, LinkKind::Image));
                let id = self.unique_id("image-description".to_owned());
                self.html("<figure>");
                let class = if image.border { "border" } else { "" };
                self.body.images.push(Image {
                    link: number,
                    alt: image.alt.clone(),
                    class: class.to_owned(),
                    lightbox,
                    attributes: format!(" aria-describedby=\"{id}\""),
                    ..Image::default()
                });
                let image = self.body.images.len() - 1;
                self.hole(Hole::Image(image));
                let open = format!("<div class=\"image-description\" id=\"{id}\">\n");
                self.open_container(ContainerKind::ImageDescription, span, &open);
            }
            What::ImageEnd => self.end_container(ContainerKind::ImageDescription, span),
            _ => {}
        }
    }

    /// A block of raw HTML, or the line that stands for a block directive. Gives the index after it.
    pub(super) fn html_block(
        &mut self,
        prepared: &Prepared<'_>,
        events: &[(Event<'_>, Range<usize>)],
        at: usize,
    ) -> usize {
        let mut end = at + 1;
        while !matches!(events.get(end), None | Some((Event::End(TagEnd::HtmlBlock), _))) {
            end += 1;
        }
        self.depth -= 1;
        for (event, range) in &events[at + 1..end] {
            let (Event::Html(html) | Event::Text(html)) = event else { continue };
            if let Some(directive) = prepared.block_at(html) {
                let (what, span) = (directive.what.clone(), directive.span);
                self.block_directive(&what, span);
            } else {
                self.raw_html(prepared, html, range.start);
            }
        }
        self.comment = false;
        end + 1
    }

    /// Raw HTML as a block: tags are written with their links left open, the rest as it stands.
    fn raw_html(&mut self, prepared: &Prepared<'_>, html: &str, offset: usize) {
        let mut from = 0;
        if self.comment {
            let Some(end) = html.find("-->").map(|at| at + "-->".len()) else { return };
            (self.comment, from) = (false, end);
        }
        // A line of comments alone leaves no line.
        let (mut at, mut is_shown) = (from, false);
        while let Some(start) = memchr::memchr(b'<', &html.as_bytes()[at..]).map(|found| at + found) {
            let (end, tag) = match (tags::unseen_end(html, start), tags::tag_at(html, start)) {
                (Some(end), _) => (end, None),
                (None, Some(tag)) => (tag.range.end, Some(tag)),
                (None, None) => {
                    at = start + 1;
                    continue;
                }
            };
            let before = &html[from..start];
            is_shown |= tag.is_some() || !before.trim().is_empty();
            if is_shown {
                self.raw = true;
                self.raw_text(prepared, before, offset + from);
            }
            match tag {
                Some(tag) => self.raw_tag(prepared, &tag, html, offset, false),
                None => self.comment = end == html.len() && html[start..].starts_with("<!--") && !html.ends_with("-->"),
            }
            (at, from) = (end, end);
        }
        if is_shown || from == 0 || !html[from..].trim().is_empty() {
            self.raw = true;
            self.raw_text(prepared, &html[from..], offset + from);
        }
    }

    /// Text between raw tags: its character references stand, directives in it are read.
    fn raw_text(&mut self, prepared: &Prepared<'_>, text: &str, offset: usize) {
        let mut rest = text;
        while let Some(at) = prepared.find_token(rest) {
            self.raw_words(&rest[..at]);
            rest = &rest[at..];
            let at = offset + (text.len() - rest.len());
            let len = match prepared.token_at(rest) {
                Some((directive, len)) => {
                    let (what, span) = (directive.what.clone(), directive.span);
                    self.directive(&what, span, prepared, &(at..at + len));
                    len
                }
                None => rest.chars().next().map_or(1, char::len_utf8),
            };
            rest = &rest[len..];
        }
        self.raw_words(rest);
    }

    fn raw_words(&mut self, text: &str) {
        for ch in text.chars() {
            match ch {
                '<' => self.html("&lt;"),
                ch if is_forbidden(ch) => self.html("\u{FFFD}"),
                ch => self.html(ch.encode_utf8(&mut [0; 4])),
            }
        }
    }
}

impl ContainerKind {
    fn name(self) -> &'static str {
        match self {
            ContainerKind::Row => "row",
            ContainerKind::Column => "column",
            ContainerKind::Zone => "zone",
            ContainerKind::Moniker => "moniker",
            ContainerKind::ImageDescription => "image",
            ContainerKind::Tabs => "tab",
        }
    }
}

/// The word of an alert mark at the start of a text and the mark's length.
///
/// `[!Note] text => Note, 7`
fn alert_mark(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix("[!")?;
    let end = inner.find(']')?;
    let word = &inner[..end];
    (!word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some((word, end + 3))
}
