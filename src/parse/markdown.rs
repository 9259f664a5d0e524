//! Markdown to HTML with holes, in one pass over the parser's events.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr, Event, LinkType, Tag, TagEnd};
use rustc_hash::FxHashMap;

use super::blocks::{Container, Quote};
use super::code::OpenCode;
use super::events::{self, is_inline, is_inline_end, is_reference};
use super::footnotes::Footnotes;
use super::inline::{Open, UNTRANSLATED, may_have_addresses, shows_address};
use super::marks::{self, Marks};
use super::prepare::Prepared;
use super::units;
use super::{Findings, hygiene, ignore, sanitize, values};
use crate::diagnostics::Code;
use crate::model::document::{Body, Heading, Link, LinkKind};
use crate::model::unit::YamlValue;
use crate::model::{Fragment, Hole, UnitKind};
use crate::text::escape::escape_into;
use crate::text::slug::{anchor_id, slug};
use crate::text::{Map, Span};

/// What stands around a table, up to its name: a wide one scrolls within it, by keyboard too.
pub(super) const TABLE_FRAME: &str = "<div class=\"table-wrap\" tabindex=\"0\" role=\"group\" aria-label=\"";

/// How a document is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Manner {
    /// Whether its raw HTML is passed through.
    pub trusted: bool,
    /// Whether the texts that a translator would see are kept, for checks that compare them.
    pub keeps_units: bool,
    /// What is kept of these texts where they are not.
    pub traces: Traces,
    /// Whether code is shown in colours.
    pub highlights: bool,
    /// Whether its HTML is left out, because nobody is likely to look at it.
    pub skips_html: bool,
}

/// What is kept of texts of which nobody asks more than how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Traces {
    /// Nothing.
    #[default]
    None,
    /// Their traces.
    Kept,
    /// Their traces, with how many words each has, as of a source.
    Counted,
    /// By which ledgers know the file: one of them has settled it, so that nobody asks for its units.
    Settled,
}

impl Traces {
    /// Whether units are looked for.
    pub fn are_kept(self) -> bool {
        matches!(self, Traces::Kept | Traces::Counted)
    }
}

/// Builds the body of a document from one or more texts.
#[derive(Debug)]
pub struct Writer<'f, 'a> {
    pub(super) findings: &'f mut Findings<'a>,
    pub(super) body: Body,
    /// Whether raw HTML is written as it stands.
    trusted: bool,
    /// Whether the texts that a translator would see are kept.
    keeps_units: bool,
    traces: Traces,
    /// Whether code is shown in colours.
    pub(super) highlights: bool,
    skips_html: bool,
    /// Whether the HTML has raw parts that must be held to the list.
    pub(super) raw: bool,
    /// How many raw elements are open.
    pub(super) raw_depth: usize,
    /// Where the labels stand that links refer to.
    definitions: HashMap<String, Span>,
    /// Every id given so far with how often it was asked for.
    ids: FxHashMap<String, usize>,
    /// Inline elements that are open in the current block.
    pub(super) inline: Vec<Open>,
    /// How many links are open, of which HTML allows one.
    pub(super) links_open: Vec<OpenLink>,
    /// Blocks of the dialect that are open.
    pub(super) containers: Vec<Container>,
    /// Quotes that are open, from the outermost, with the number of blocks that were open with each.
    pub(super) quotes: Vec<(Quote, usize)>,
    /// How many Markdown blocks are open.
    pub(super) depth: usize,
    /// Whether `<p>` is open.
    pub(super) in_paragraph: bool,
    /// The heading that is open.
    pub(super) heading: Option<OpenHeading>,
    /// Whether a block cut the paragraph that is open, so that text after it needs another.
    pub(super) left_paragraph: bool,
    /// The code block that is open, in which nothing is markup.
    pub(super) code: Option<OpenCode>,
    /// Whether a comment is open that began on an earlier line of raw HTML.
    pub(super) comment: bool,
    /// Text of the prepared input up to here is passed over.
    pub(super) skip_to: usize,
    /// Whether there may be bare addresses in the text that is read.
    pub(super) has_addresses: bool,
    /// The translation unit whose words are being written, and how many inline elements stood open around it.
    pub(super) unit: Option<(usize, usize)>,
    table: Table,
    pub(super) footnotes: Footnotes,
}

/// A link that is open.
#[derive(Debug)]
pub(super) struct OpenLink {
    /// Its number, where it was written.
    pub number: Option<usize>,
    /// How much was written when it opened.
    start: (usize, usize),
}

/// A heading that is open.
#[derive(Debug)]
pub(super) struct OpenHeading {
    /// Its explicit id, once found.
    pub id: Option<String>,
    /// Its text so far.
    pub text: String,
    /// Whether nothing visible has come yet, so that an anchor is still the heading's own.
    pub leading: bool,
    level: u8,
    span: Span,
}

#[derive(Debug, Default)]
struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    head: bool,
    last_cell_end: usize,
}

impl<'f, 'a> Writer<'f, 'a> {
    /// A writer for one document.
    pub fn new(findings: &'f mut Findings<'a>, manner: Manner) -> Self {
        Self {
            findings,
            body: Body::default(),
            trusted: manner.trusted,
            keeps_units: manner.keeps_units,
            traces: manner.traces,
            highlights: manner.highlights,
            skips_html: manner.skips_html,
            raw: false,
            raw_depth: 0,
            definitions: HashMap::new(),
            ids: FxHashMap::default(),
            inline: Vec::new(),
            links_open: Vec::new(),
            containers: Vec::new(),
            quotes: Vec::new(),
            depth: 0,
            in_paragraph: false,
            heading: None,
            left_paragraph: false,
            code: None,
            comment: false,
            skip_to: 0,
            has_addresses: false,
            unit: None,
            table: Table::default(),
            footnotes: Footnotes::default(),
        }
    }

    /// Adds Markdown whose place in the file is told by `map`.
    pub fn markdown(&mut self, text: &str, map: Map) {
        self.read(text, map, None);
    }

    /// Adds Markdown that a value in YAML says; findings in it point at its key, because YAML folds and unescapes.
    pub fn value(&mut self, text: &str, key: Span, value: Option<Span>) {
        let number = value.filter(|_| self.keeps_units).map(|span| self.keep(text, span));
        self.read(text, Map::fixed(key.start), number);
    }

    /// Keeps a value that units stand in, and gives its number.
    fn keep(&mut self, text: &str, span: Span) -> usize {
        self.body.values.push(YamlValue { span, text: text.to_owned() });
        self.body.values.len() - 1
    }

    /// Keeps a value whose words are shown otherwise than as Markdown as a unit of its own.
    pub fn shown(&mut self, kind: UnitKind, written: &str, shown: &str, key: Span, value: Option<Span>) {
        if let Some(span) = value.filter(|_| self.keeps_units) {
            let number = self.keep(written, span);
            self.body.units.extend(values::unit(kind, written, shown, key, number));
        }
    }

    /// The text of the file that is being read.
    pub fn text_of_file(&self) -> &'a str {
        self.findings.text
    }

    fn read(&mut self, text: &str, map: Map, value: Option<usize>) {
        let prepared = Prepared::new(self.findings, text, map);
        if !self.skips_html {
            self.body.html.html.reserve(prepared.text.len() * 5 / 4);
        }
        let (events, definitions) = events::read(&prepared);
        self.definitions = definitions;
        self.body.ignores.append(&mut ignore::comments(self.findings, &prepared, &events));
        hygiene::look(self.findings, &prepared, &events);
        let mut marks = Marks::default();
        if self.keeps_units {
            let found = units::collect(&prepared, &events, value, self.findings.text);
            if !self.skips_html {
                marks = Marks::new((self.body.units.len()..).zip(found.iter().map(|found| found.events)));
            }
            self.body.units.extend(found.into_iter().map(units::Collected::unit));
        } else if self.traces.are_kept() {
            let found = units::collect(&prepared, &events, value, self.findings.text);
            let counts = self.traces == Traces::Counted;
            self.body.traces.get_or_insert_default().extend(found.iter().map(|found| found.trace(counts)));
        }
        self.skip_to = 0;
        self.has_addresses = may_have_addresses(&prepared.text);
        self.body.has_addresses |= self.has_addresses;
        let mut at = 0;
        while at < events.len() {
            self.mark_units(&mut marks, at);
            at = self.event(&prepared, &events, at);
        }
        self.end_unit();
        drop(events);
        self.body.pairs.extend(prepared.pairs);
        self.close_containers(0);
    }

    /// Adds HTML that is known to be well-formed.
    pub fn html(&mut self, html: &str) {
        if self.writes_html() {
            self.body.html.html.push_str(html);
        } else {
            self.pass_over(html);
        }
    }

    /// Adds text, escaped.
    pub fn text(&mut self, text: &str) {
        if self.writes_html() {
            escape_into(&mut self.body.html.html, text);
        } else {
            self.pass_over(text);
        }
    }

    /// Leaves a hole.
    pub fn hole(&mut self, hole: Hole) {
        if self.writes_html() {
            self.body.html.hole(hole);
        }
    }

    /// Whether what is written is kept: where the HTML is left out, only the words of a link, because a link may have none.
    pub(super) fn writes_html(&self) -> bool {
        !self.skips_html || !self.links_open.is_empty()
    }

    /// Keeps of what is not written the last character, which tells how a line goes on.
    fn pass_over(&mut self, text: &str) {
        if let Some(last) = text.chars().next_back() {
            self.body.html.html.clear();
            self.body.html.html.push(last);
        }
    }

    /// Registers a link and gives its number.
    pub fn link(&mut self, destination: &str, span: Span, kind: LinkKind) -> usize {
        self.body.links.push(Link {
            destination: destination.to_owned(),
            span,
            kind,
            has_text: true,
            definition: None,
        });
        self.body.links.len() - 1
    }

    /// Writes a heading with ready HTML in it.
    pub fn heading(&mut self, level: u8, text: &str, span: Span) {
        let id = self.unique_id(slug(text));
        self.open_tag_with_id(level);
        self.body.headings.push(Heading { level, id, explicit: false, text: text.to_owned(), span });
        self.text(text);
        self.html(HEADING_ENDS[usize::from(level - 1)]);
    }

    /// The finished body.
    pub fn finish(mut self) -> Body {
        self.write_footnotes();
        if self.skips_html {
            *self.body.html = Fragment::default();
        }
        marks::sort(&mut self.body);
        if self.raw && !self.trusted && !self.skips_html {
            let includes = &self.body.includes;
            *self.body.html = sanitize::clean(std::mem::take(&mut *self.body.html), |hole| match hole {
                Hole::Snippet(_) => true,
                Hole::Include(number) => !includes[*number].inline,
                _ => false,
            });
        }
        if self.raw {
            marks::keep_whole(&mut self.body.html);
        }
        // Room that was made for more than there was is not kept, of which there would be much in a large site.
        self.body.html.html = self.body.html.html.as_str().to_owned();
        self.body
    }

    /// An id that nothing else on the page has.
    pub(super) fn unique_id(&mut self, wanted: String) -> String {
        let count = self.ids.entry(wanted.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return wanted;
        }
        let mut number = *count - 1;
        loop {
            let candidate = format!("{wanted}-{number}");
            if !self.ids.contains_key(&candidate) {
                self.ids.insert(candidate.clone(), 1);
                return candidate;
            }
            number += 1;
        }
    }

    fn event(&mut self, prepared: &Prepared<'_>, events: &[(Event<'_>, Range<usize>)], at: usize) -> usize {
        let (event, range) = &events[at];
        if self.left_paragraph {
            match event {
                Event::SoftBreak | Event::HardBreak => return at + 1,
                Event::Text(text) if text.trim().is_empty() => return at + 1,
                Event::End(_) => {}
                _ => self.reenter_paragraph(),
            }
        }
        match event {
            Event::Start(tag) => return self.start(prepared, events, at, tag, range),
            Event::End(tag) => self.end(prepared, *tag, range),
            Event::Text(_) => return self.text_run(prepared, events, at),
            Event::Code(code) => {
                let code = prepared.written(code, self.findings.text);
                self.visible(&code);
                self.html("<code>");
                self.text(&code);
                self.html("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(prepared, html, range),
            Event::SoftBreak => {
                if range.start >= self.skip_to && !self.joins_ideographs(events.get(at + 1)) {
                    self.visible("\n");
                    self.html("\n");
                }
            }
            Event::HardBreak => {
                self.visible(" ");
                self.html("<br>\n");
            }
            Event::Rule => self.rule(),
            Event::TaskListMarker(checked) => {
                // The words beside the box are the task; its own name says how far it is.
                self.html("<input type=\"checkbox\" disabled");
                self.html(if *checked { " checked aria-label=\"" } else { " aria-label=\"" });
                self.hole(Hole::Text(if *checked { "task-done" } else { "task-open" }));
                self.html("\"> ");
            }
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text),
        }
        at + 1
    }

    fn start(
        &mut self,
        prepared: &Prepared<'_>,
        events: &[(Event<'_>, Range<usize>)],
        at: usize,
        tag: &Tag<'_>,
        range: &Range<usize>,
    ) -> usize {
        if !is_inline(tag) {
            self.end_unit();
            self.depth += 1;
            self.close_inline(0);
        }
        match tag {
            Tag::Paragraph => self.start_paragraph(prepared, range),
            Tag::Heading { level, id, .. } => {
                if let Some(next) = self.tab(prepared, events, at) {
                    self.depth -= 1;
                    return next;
                }
                let level = *level as u8;
                self.open_tag_with_id(level);
                let id = id.as_ref().map(|id| anchor_id(&prepared.shown(id))).filter(|id| !id.is_empty());
                let id = id.map(|id| self.unique_id(id));
                let written = prepared.text[range.clone()].trim_end();
                let span = prepared.span(range.start..range.start + written.len());
                self.heading = Some(OpenHeading { id, text: String::new(), leading: true, level, span });
            }
            Tag::BlockQuote(kind) => self.start_quote(prepared, *kind, events.get(at + 1)),
            Tag::CodeBlock(kind) => self.start_code(prepared, kind),
            Tag::HtmlBlock => return self.html_block(prepared, events, at),
            Tag::List(Some(1)) => self.html("<ol>\n"),
            Tag::List(Some(start)) => {
                let open = format!("<ol start=\"{start}\">\n");
                self.html(&open);
            }
            Tag::List(None) => {
                let tasks = matches!(events.get(at + 2), Some((Event::TaskListMarker(_), _)))
                    || matches!(events.get(at + 3), Some((Event::TaskListMarker(_), _)));
                self.html(if tasks { "<ul class=\"tasks\">\n" } else { "<ul>\n" });
            }
            Tag::Item => self.html("<li>"),
            Tag::FootnoteDefinition(label) => {
                let outside = std::mem::take(&mut *self.body.html);
                self.footnotes.outside.push((label.to_string(), outside));
            }
            Tag::Table(alignments) => {
                self.table = Table { alignments: alignments.clone(), ..Table::default() };
                self.html(TABLE_FRAME);
                self.hole(Hole::Table);
                self.html("\"><table>\n");
            }
            Tag::TableHead => {
                self.table.head = true;
                self.table.cell = 0;
                self.html("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.table.cell = 0;
                self.table.last_cell_end = range.start;
                self.html("<tr>");
            }
            Tag::TableCell => {
                // A head cell without text names nothing, so it is no head.
                let empty = matches!(events.get(at + 1), Some((Event::End(TagEnd::TableCell), _)));
                let name = if self.table.head && !empty { "th" } else { "td" };
                let class = match self.table.alignments.get(self.table.cell) {
                    Some(Alignment::Left) => " class=\"align-left\"",
                    Some(Alignment::Center) => " class=\"align-center\"",
                    Some(Alignment::Right) => " class=\"align-right\"",
                    _ => "",
                };
                self.html(if name == "th" { "<th scope=\"col\"" } else { "<td" });
                self.html(class);
                self.html(">");
                self.inline.push(Open::cell(name));
                self.table.cell += 1;
            }
            Tag::Emphasis => self.open("em", false),
            Tag::Strong => self.open("strong", false),
            Tag::Strikethrough => self.open("del", false),
            Tag::Superscript => self.open("sup", false),
            Tag::Subscript => self.open("sub", false),
            Tag::Link { link_type, dest_url, title, id } => {
                let mail = (*link_type == LinkType::Email).then(|| format!("mailto:{dest_url}"));
                let shows = shows_address(&events[at + 1..], dest_url);
                let destination = mail.as_deref().unwrap_or(dest_url);
                let number = self.start_link(prepared, destination, title, range, shows);
                if let Some(number) = number.filter(|_| is_reference(*link_type)) {
                    self.body.links[number].definition = self.definitions.get(&**id).copied();
                }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                let number = self.body.links.len();
                let next = self.image(prepared, events, at, dest_url, title, range);
                if is_reference(*link_type) {
                    self.body.links[number].definition = self.definitions.get(&**id).copied();
                }
                return next;
            }
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition | Tag::MetadataBlock(_) => {}
        }
        at + 1
    }

    fn end(&mut self, prepared: &Prepared<'_>, tag: TagEnd, range: &Range<usize>) {
        if !is_inline_end(tag) {
            self.end_unit();
            self.close_containers(self.depth);
            self.depth = self.depth.saturating_sub(1);
        }
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {}
            TagEnd::List(ordered) => self.html(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => {
                self.close_inline(0);
                self.html("</li>\n");
            }
            TagEnd::FootnoteDefinition => {
                if let Some((label, outside)) = self.footnotes.outside.pop() {
                    let definition = std::mem::replace(&mut *self.body.html, outside);
                    self.footnotes.definitions.entry(label).or_insert(definition);
                }
            }
            TagEnd::Table => self.html("</tbody>\n</table></div>\n"),
            TagEnd::TableHead => {
                self.table.head = false;
                self.html("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => {
                self.report_dropped_cells(prepared, range);
                self.html("</tr>\n");
            }
            TagEnd::TableCell => {
                self.close_inline(0);
                self.table.last_cell_end = range.end;
            }
            TagEnd::Emphasis => self.close("em"),
            TagEnd::Strong => self.close("strong"),
            TagEnd::Strikethrough => self.close("del"),
            TagEnd::Superscript => self.close("sup"),
            TagEnd::Subscript => self.close("sub"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn start_link(
        &mut self,
        prepared: &Prepared<'_>,
        destination: &str,
        title: &CowStr<'_>,
        range: &Range<usize>,
        shows_address: bool,
    ) -> Option<usize> {
        let start = (self.body.html.html.len(), self.body.html.holes.len());
        if !self.links_open.is_empty() || self.inline.iter().any(|open| open.name == "a") {
            // HTML has no links inside links; the outer one stays.
            self.links_open.push(OpenLink { number: None, start });
            return None;
        }
        let number = self.link(destination, prepared.span(range.clone()), LinkKind::Link);
        self.html("<a");
        self.hole(Hole::Href(number));
        if !title.is_empty() {
            self.html(" title=\"");
            self.text(&prepared.shown(title));
            self.html("\"");
        }
        self.html(if shows_address { UNTRANSLATED } else { ">" });
        let start = (self.body.html.html.len(), self.body.html.holes.len());
        self.inline.push(Open { name: "a".into(), raw: false });
        self.links_open.push(OpenLink { number: Some(number), start });
        Some(number)
    }

    fn end_link(&mut self) {
        let Some(link) = self.links_open.pop() else { return };
        let Some(number) = link.number else { return };
        let written = &self.body.html.html[link.start.0..];
        let only_text = self.body.html.holes.len() == link.start.1;
        let unnamed = only_text && written.trim().is_empty();
        let by_uid =
            only_text && written.starts_with("xref:") && self.body.links[number].destination.starts_with("xref:");
        if unnamed || by_uid {
            self.body.html.html.truncate(link.start.0);
            self.body.links[number].has_text = by_uid;
            self.hole(Hole::LinkText(number));
        }
        self.close("a");
    }

    fn open_tag_with_id(&mut self, level: u8) {
        self.html(HEADING_STARTS[usize::from(level - 1)]);
        let number = self.body.headings.len();
        self.hole(Hole::HeadingId(number));
        self.html(">");
        self.hole(Hole::HeadingAlias(number));
    }

    fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        self.close_inline(0);
        let text = heading.text.trim().to_owned();
        let explicit = heading.id.is_some();
        let id = match heading.id {
            Some(id) => id,
            None => self.unique_id(slug(&heading.text)),
        };
        let kept = self.body.html.html.trim_end_matches(' ').len();
        let unit = self.body.html.holes.pop_if(|(_, hole)| matches!(hole, Hole::UnitEnd(_)));
        let last_hole = self.body.html.holes.last().map_or(0, |(at, _)| *at);
        self.body.html.html.truncate(kept.max(last_hole));
        if let Some((_, unit)) = unit {
            self.hole(unit);
        }
        self.html(HEADING_ENDS[usize::from(heading.level - 1)]);
        self.body.headings.push(Heading { level: heading.level, id, explicit, text, span: heading.span });
    }

    fn report_dropped_cells(&mut self, prepared: &Prepared<'_>, row: &Range<usize>) {
        let rest = prepared.text.get(self.table.last_cell_end..row.end).unwrap_or_default();
        let rest = rest.lines().next().unwrap_or_default();
        if rest.chars().any(|ch| ch != '|' && !ch.is_whitespace()) {
            let span = prepared.span(Span::new(self.table.last_cell_end, self.table.last_cell_end + rest.len()));
            let message = format!(
                "the row has more cells than the table's head; `{}` is not shown",
                rest.trim_matches(['|', ' '])
            );
            self.findings.push(
                Code::DroppedTableCell,
                span,
                message,
                "Add a column to the head, or escape `|` as `\\|`.",
            );
        }
    }
}

const HEADING_STARTS: [&str; 6] = ["<h1", "<h2", "<h3", "<h4", "<h5", "<h6"];
const HEADING_ENDS: [&str; 6] = ["</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"];

/// The name of an alert's kind, which is also that of its interface text.
pub(super) fn alert_name(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}
