//! The parser of Markdown, and what its events tell before anything is written. This is the one place that calls it.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, OffsetIter, Options, Parser, RefDefs, Tag, TagEnd};

use super::prepare::Prepared;
use super::tags;
use crate::text::Span;

/// The Markdown that Diglot reads: CommonMark with GitHub's tables, task lists, footnotes, strikethrough and alerts,
/// and attributes of headings.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// The parser's events with their byte ranges.
pub fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    parser(text)
}

fn parser(text: &str) -> OffsetIter<'_> {
    Parser::new_ext(text, options()).into_offset_iter()
}

/// An event with its bytes in the text.
pub(super) type Located<'p> = (Event<'p>, Range<usize>);

/// The events of a prepared text, and where the definitions stand that its links and images refer to, by label.
pub(super) fn read<'p>(prepared: &'p Prepared<'_>) -> (Vec<Located<'p>>, HashMap<String, Span>) {
    let mut parser = parser(&prepared.text);
    /// About how many bytes of text there are for an event.
    const BYTES: usize = 16;
    let mut events = Vec::with_capacity(prepared.text.len() / BYTES);
    events.extend(parser.by_ref());
    join_lines(&prepared.text, &mut events);
    let definitions = definitions(prepared, &events, parser.reference_definitions());
    (events, definitions)
}

/// Makes one event of lines of raw HTML where a tag or a comment goes on from one to the next. The parser gives line by line.
///
/// In a quote or an item, marks stand between the lines, and each of them stays alone.
fn join_lines<'p>(text: &'p str, events: &mut Vec<Located<'p>>) {
    // Without a tag nothing is raw HTML.
    if memchr::memchr(b'<', text.as_bytes()).is_none() {
        return;
    }
    // Where the block ends, and how far what stands in it has been told apart.
    let (mut block, mut seen) = (0, 0);
    events.dedup_by(|(next, after), (event, range)| {
        if *event == Event::Start(Tag::HtmlBlock) {
            block = range.end;
        }
        let (Event::Html(_), Event::Html(html)) = (next, event) else { return false };
        if range.end != after.start {
            return false;
        }
        seen = seen.max(range.start);
        while let Some(found) = text.get(seen..after.start).and_then(|text| memchr::memchr(b'<', text.as_bytes())) {
            let (text, start) = (&text[..block.max(after.end)], seen + found);
            let end = || tags::tag_at(text, start).map(|tag| tag.range.end);
            seen = tags::unseen_end(text, start).or_else(end).unwrap_or(start + 1);
        }
        let goes_on = seen > after.start;
        if goes_on {
            range.end = after.end;
            *html = text[range.clone()].into();
        }
        goes_on
    });
}

/// Where the definitions stand that links refer to, by label.
fn definitions(
    prepared: &Prepared<'_>,
    events: &[(Event<'_>, Range<usize>)],
    defined: &RefDefs<'_>,
) -> HashMap<String, Span> {
    let labels = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. })
            if is_reference(*link_type) =>
        {
            Some(&**id)
        }
        _ => None,
    });
    labels.filter_map(|id| Some((id.to_owned(), prepared.span(defined.get(id)?.span.clone())))).collect()
}

/// Whether a link's destination stands elsewhere, behind a label.
pub(super) fn is_reference(link_type: LinkType) -> bool {
    matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
}

/// Whether a tag opens something within a text, and no block.
pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// The same of the end of one.
pub(super) fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
