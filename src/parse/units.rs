//! The texts of a page as a translator sees them: block by block, without markup.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::directive::What;
use super::prepare::Prepared;
use super::{sanitize, tags};
use crate::model::document::{Unit, UnitKind};
use crate::text::Span;

/// What stands in a unit for whatever is no text of its own.
pub const PLACEHOLDER: char = '\u{FFFC}';

/// The units of a text, in order of where they begin.
pub fn collect(prepared: &Prepared<'_>, events: &[(Event<'_>, Range<usize>)]) -> Vec<Unit> {
    let mut collector = Collector { prepared, found: Vec::new(), open: None, blocks: Vec::new(), image: None, code: 0 };
    for (event, range) in events {
        collector.event(event, range);
    }
    collector.close();
    collector.found.sort_by_key(|unit| (unit.span.start, unit.span.end));
    collector.found
}

struct Collector<'p, 'a> {
    prepared: &'p Prepared<'a>,
    found: Vec<Unit>,
    open: Option<(UnitKind, Range<usize>, String)>,
    /// The blocks that are open and hold text.
    blocks: Vec<(UnitKind, Range<usize>)>,
    /// The words of the image that is open.
    image: Option<(Range<usize>, String)>,
    /// How many blocks of code or raw HTML are open.
    code: usize,
}

impl Collector<'_, '_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) if self.code == 0 => self.text(text, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {
                self.push(&PLACEHOLDER.to_string(), range);
            }
            Event::SoftBreak | Event::HardBreak => self.push(" ", range),
            Event::Html(html) => self.html(html, range),
            Event::InlineHtml(html) => self.inline_html(html, range),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let kind = match tag {
            Tag::Heading { .. } => UnitKind::Heading,
            Tag::Paragraph => UnitKind::Paragraph,
            Tag::Item => UnitKind::Item,
            Tag::TableCell => UnitKind::Cell,
            Tag::Image { .. } => {
                if self.image.is_none() {
                    self.image = Some((range.clone(), String::new()));
                }
                return;
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.code += 1;
                return;
            }
            Tag::List(_) | Tag::BlockQuote(_) | Tag::Table(_) | Tag::HtmlBlock => return self.close(),
            _ => return,
        };
        self.close();
        self.blocks.push((kind, range.clone()));
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => {
                if let Some((range, alt)) = self.image.take() {
                    self.image_text(alt, self.prepared.span(range.clone()));
                    self.push(&PLACEHOLDER.to_string(), &range);
                }
            }
            TagEnd::CodeBlock => self.code = self.code.saturating_sub(1),
            TagEnd::HtmlBlock => {
                self.close();
                // What raw HTML has left open ends with it.
                self.code = 0;
            }
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell => {
                self.close();
                self.blocks.pop();
                // What raw HTML has left open ends with its block.
                self.code = 0;
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        let mut rest = text;
        while let Some(at) = self.prepared.find_token(rest) {
            self.push(&rest[..at], range);
            rest = &rest[at..];
            let len = match self.prepared.token_at(rest) {
                Some((directive, len)) => {
                    if let What::Image(image) = &directive.what
                        && !image.icon
                    {
                        self.image_text(image.alt.clone(), directive.span);
                    }
                    self.push(&PLACEHOLDER.to_string(), range);
                    len
                }
                None => rest.chars().next().map_or(1, char::len_utf8),
            };
            rest = &rest[len..];
        }
        self.push(rest, range);
    }

    /// A raw tag within a text. What `<code>` and its kin hold is no text, as between backquotes.
    fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        let Some(tag) = tags::tag_at(html, 0) else { return };
        match tag.name.as_str() {
            "br" => self.push(" ", range),
            "code" | "kbd" | "samp" | "var" if tag.closing => self.code = self.code.saturating_sub(1),
            "code" | "kbd" | "samp" | "var" => {
                self.push(&PLACEHOLDER.to_string(), range);
                self.code += 1;
            }
            _ => {}
        }
    }

    /// A line of raw HTML: what stands between tags that are no part of a text is one of its own.
    fn html(&mut self, html: &str, range: &Range<usize>) {
        let mut at = 0;
        while at < html.len() {
            let open = memchr::memchr(b'<', &html.as_bytes()[at..]).map_or(html.len(), |found| at + found);
            let own = range.start + at..range.start + open;
            let says = html[at..open].chars().any(char::is_alphabetic) || self.open.is_some() && open > at;
            if says && self.code == 0 {
                self.push(&html[at..open], &own);
            }
            if open == html.len() {
                break;
            }
            let Some(tag) = tags::tag_at(html, open) else {
                // A comment, or a mark that opens nothing.
                let comment = html[open..].starts_with("<!--");
                at = if comment { html[open..].find("-->").map_or(html.len(), |end| open + end + 3) } else { open + 1 };
                continue;
            };
            let in_code = matches!(tag.name.as_str(), "pre" | "code" | "kbd" | "samp" | "var" | "script" | "style");
            if in_code {
                self.code = if tag.closing { self.code.saturating_sub(1) } else { self.code + 1 };
            } else if tag.name == "br" {
                self.push(" ", &(range.start + open..range.start + tag.range.end));
            } else if !sanitize::INLINE.contains(&tag.name.as_str()) && !matches!(tag.name.as_str(), "a" | "img") {
                self.close();
            }
            at = tag.range.end.max(open + 1);
        }
    }

    fn image_text(&mut self, alt: String, span: Span) {
        if alt.chars().any(char::is_alphabetic) {
            self.found.push(Unit { kind: UnitKind::Image, text: alt, span });
        }
    }

    /// Adds text to what is open; text within an image is the image's.
    fn push(&mut self, text: &str, range: &Range<usize>) {
        if let Some((_, alt)) = &mut self.image {
            alt.push_str(text);
            return;
        }
        match &mut self.open {
            Some((_, open, words)) => {
                open.end = open.end.max(range.end);
                words.push_str(text);
            }
            None => {
                let kind = self.blocks.last().map_or(UnitKind::Paragraph, |(kind, _)| *kind);
                self.open = Some((kind, range.clone(), text.to_owned()));
            }
        }
    }

    /// Keeps what is open, where there are words in it.
    fn close(&mut self) {
        let Some((kind, range, text)) = self.open.take() else { return };
        // What an alert is called is no text of the page.
        let text = match text.strip_prefix("[!").and_then(|rest| rest.split_once(']')) {
            Some((word, rest)) if word.bytes().all(|byte| byte.is_ascii_alphabetic()) => rest.trim_start(),
            _ => text.trim(),
        };
        if text.chars().any(char::is_alphabetic) {
            self.found.push(Unit { kind, text: text.to_owned(), span: self.prepared.span(range) });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::parse::{Findings, events};
    use crate::text::Map;

    fn units(text: &str) -> Vec<(UnitKind, String, String)> {
        let file: Arc<str> = "a.md".into();
        let mut findings = Findings::new(&file, text);
        let prepared = Prepared::new(&mut findings, text, Map::shift(0));
        let events: Vec<_> = events::events(&prepared.text).collect();
        let found = collect(&prepared, &events);
        found.into_iter().map(|found| (found.kind, found.text, found.span.of(text).to_owned())).collect()
    }

    #[test]
    fn each_block_is_one_passage_without_markup() {
        use UnitKind::{Cell, Heading, Image, Item, Paragraph};
        let text = "# <a name=\"a\"></a>One *two*\n\nUse `code` and [a\nlink](b.md).\n\n- item\n  - inner\n\n| a | 1 |\n|---|---|\n| b **c** | |\n\n> [!note]\n> Mind ![the gap](g.png)\n\n```\nno text\n```\n\nsee :::no-loc text=\"X\"::: :::image source=\"a.png\" alt-text=\"A picture\":::\n";
        let found = units(text);
        let short: Vec<(UnitKind, &str)> = found.iter().map(|(kind, text, _)| (*kind, text.as_str())).collect();
        assert_eq!(
            short,
            [
                (Heading, "One two"),
                (Paragraph, "Use \u{FFFC} and a link."),
                (Item, "item"),
                (Item, "inner"),
                (Cell, "a"),
                (Cell, "b c"),
                (Paragraph, "Mind \u{FFFC}"),
                (Image, "the gap"),
                (Paragraph, "see \u{FFFC} \u{FFFC}"),
                (Image, "A picture"),
            ]
        );
        assert_eq!((found[3].2.as_str(), found[7].2.as_str()), ("inner", "![the gap](g.png)"));
    }

    #[test]
    fn raw_html_is_cut_at_its_blocks() {
        let found = units(
            "<table>\n<tr><td>One <b>two</b></td>\n<td><p>three<br>four</p></td></tr>\n</table>\n\n<pre>\nno text\n</pre>\n",
        );
        let short: Vec<&str> = found.iter().map(|(_, text, _)| text.as_str()).collect();
        assert_eq!(short, ["One two", "three four"]);
    }

    #[test]
    fn what_is_code_in_html_is_no_text() {
        assert_eq!(units("Mit <code>move all of them</code> starten.\n")[0].1, "Mit \u{FFFC} starten.");
        assert_eq!(units("Mit <kbd>nie\n\nDanach\n")[1].1, "Danach");
    }

    #[test]
    fn a_bilingual_page_gives_its_target() {
        let text = "<span data-ttu-id=\"1a2b3-101\">Hallo</span><span class=\"sxs-lookup\"><span data-stu-id=\"1a2b3-101\">Hello</span></span> Welt\n";
        assert_eq!(units(text)[0].1, "Hallo Welt");
    }
}
