//! The units of a text: what a translator sees of it, block by block, its markup as codes among the words.

mod html;
mod pieces;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::directive::{Directive, What};
use super::prepare::Prepared;
use crate::model::ledger::Fingerprint;
use crate::model::unit::{CodeKind, Content, Syntax, Trace, Unit, UnitKind, UnitPlace};
use crate::text::{Span, in_one_line, is_alphanumeric};
use pieces::{Mark, Part, join, trim, words};

/// A unit as it is found: its pieces borrow from the text, and become values of their own once somebody asks for them.
#[derive(Debug)]
pub struct Collected<'e> {
    kind: UnitKind,
    level: u8,
    span: Span,
    place: UnitPlace,
    pieces: Vec<(Part<'e>, Range<usize>)>,
    /// The numbers of the events at which its words begin and at which they have ended; nothing for the words of an image, and
    /// where both are one piece of raw HTML.
    pub events: Option<(usize, usize)>,
}

impl Collected<'_> {
    /// The unit, with texts of its own.
    pub fn unit(self) -> Unit {
        let words = Unit::number_of(&words(&self.pieces));
        // Collected, they would keep the larger room of the parts.
        let mut pieces = Vec::with_capacity(self.pieces.len());
        pieces.extend(self.pieces.into_iter().map(|(piece, _)| piece.owned()));
        let content = Content { pieces };
        let Self { kind, level, span, place, .. } = self;
        Unit::new((kind, level), span, content, words, place)
    }

    /// What tells how it stands, without its texts.
    pub fn trace(&self, counts_words: bool) -> Trace {
        let words = words(&self.pieces);
        let words = in_one_line(&words);
        Trace::new(self.kind, self.level, self.span, Fingerprint::of_line(&words), counts_words.then_some(&words))
    }
}

/// The units of a text, in order of where they begin. `value` is the YAML value that the text is from, if it is from one;
/// `source` is the file.
pub fn collect<'e>(
    prepared: &'e Prepared<'_>,
    events: &'e [(Event<'_>, Range<usize>)],
    value: Option<usize>,
    source: &'e str,
) -> Vec<Collected<'e>> {
    let mut collector = Collector {
        prepared,
        source,
        value,
        found: Vec::new(),
        open: None,
        blocks: Vec::new(),
        depth: 0,
        column: 0,
        image: None,
        code: 0,
        comment: false,
        at: 0,
    };
    for (at, (event, range)) in events.iter().enumerate() {
        collector.at = at;
        collector.event(event, range);
    }
    collector.at = events.len();
    collector.close();
    collector.found.sort_by_key(|Collected { span, place, .. }| (span.start, place.range.start, place.range.end));
    collector.found
}

struct Collector<'e, 'a> {
    prepared: &'e Prepared<'a>,
    source: &'e str,
    value: Option<usize>,
    found: Vec<Collected<'e>>,
    open: Option<Open<'e>>,
    /// The blocks that are open and hold text, with their level.
    blocks: Vec<(UnitKind, u8)>,
    /// How many lists and quotes are open.
    depth: u8,
    /// The column of the table that is open.
    column: u8,
    /// The image that is open: its bytes, where its words are, and these.
    image: Option<(Range<usize>, Option<Range<usize>>, String)>,
    /// How many blocks of code or raw HTML are open.
    code: usize,
    /// Whether a comment is open that began on an earlier line.
    comment: bool,
    /// The number of the event.
    at: usize,
}

/// A unit that is being read: its pieces, each with its bytes in the prepared text.
struct Open<'e> {
    kind: UnitKind,
    level: u8,
    /// How text is written where it stands.
    syntax: Syntax,
    pieces: Vec<(Part<'e>, Range<usize>)>,
    /// The pieces that have opened what is still open.
    nested: Vec<usize>,
    codes: u32,
    /// Whether the last piece is markup whose bytes end where the next piece begins.
    pending: bool,
    /// The number of the event that has opened it.
    at: usize,
}

impl<'e> Collector<'e, '_> {
    fn event(&mut self, event: &'e Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag, range),
            Event::Text(text) if self.code == 0 => self.text(text, range),
            Event::Code(code) => {
                let code = self.prepared.written(code, self.source);
                self.alone(CodeKind::Code, code, range);
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => {
                self.alone(CodeKind::Code, Cow::Borrowed(math), range)
            }
            Event::FootnoteReference(label) => self.alone(CodeKind::Footnote, Cow::Borrowed(label), range),
            Event::SoftBreak => self.push(Part::Text(Cow::Borrowed("\n")), range.clone()),
            Event::HardBreak => {
                self.alone(CodeKind::Break, Cow::Borrowed(""), range);
                if let Some(open) = &mut self.open {
                    open.pending = true;
                }
            }
            Event::Html(html) => self.html(html, range),
            Event::InlineHtml(html) => self.inline_html(html, range),
            _ => {}
        }
    }

    fn start(&mut self, tag: &'e Tag<'_>, range: &Range<usize>) {
        let (kind, level) = match tag {
            Tag::Heading { level, .. } => (UnitKind::Heading, *level as u8),
            Tag::Paragraph => (UnitKind::Paragraph, self.depth),
            Tag::Item => (UnitKind::Item, self.depth),
            Tag::TableHead | Tag::TableRow => {
                self.column = 0;
                return;
            }
            Tag::TableCell => {
                self.column = self.column.saturating_add(1);
                (UnitKind::Cell, self.column)
            }
            Tag::Image { .. } => {
                if self.image.is_none() {
                    self.image = Some((range.clone(), None, String::new()));
                }
                return;
            }
            Tag::Strong => return self.opens(CodeKind::Strong, Cow::Borrowed(""), range),
            Tag::Emphasis => return self.opens(CodeKind::Emphasis, Cow::Borrowed(""), range),
            Tag::Strikethrough => return self.opens(CodeKind::Strikethrough, Cow::Borrowed(""), range),
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, dest_url, .. } => {
                self.alone(CodeKind::Address, Cow::Borrowed(dest_url), range);
                self.code += 1;
                return;
            }
            Tag::Link { dest_url, .. } => return self.opens(CodeKind::Link, Cow::Borrowed(dest_url), range),
            Tag::CodeBlock(_) => {
                self.close();
                self.code += 1;
                return;
            }
            Tag::List(_) | Tag::BlockQuote(_) => {
                self.close();
                self.depth = self.depth.saturating_add(1);
                return;
            }
            Tag::Table(_) | Tag::HtmlBlock => return self.close(),
            _ => return,
        };
        self.close();
        self.blocks.push((kind, level));
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Image => {
                if let Some((range, words, alt)) = self.image.take() {
                    let words = words.unwrap_or(range.start..range.start);
                    let place = UnitPlace { value: self.value, range: self.range(words), syntax: Syntax::Markdown };
                    self.image_unit(Cow::Owned(alt), self.prepared.span(range.clone()), place);
                    self.alone(CodeKind::Image, self.raw(&range), &range);
                }
            }
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough => self.closes(range),
            // An address that shows itself was kept whole, and its words passed over.
            TagEnd::Link if self.code > 0 => self.code -= 1,
            TagEnd::Link => self.closes(range),
            TagEnd::CodeBlock => self.code = self.code.saturating_sub(1),
            TagEnd::List(_) | TagEnd::BlockQuote(_) => {
                self.close();
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::HtmlBlock => {
                self.close();
                // What raw HTML has left open ends with it.
                (self.code, self.comment) = (0, false);
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

    fn text(&mut self, text: &'e str, range: &Range<usize>) {
        // Of a text that is not its bytes, as a character reference is not, no part has bytes of its own.
        let is_verbatim = text.len() == range.len();
        let part = |from: usize, to: usize| {
            if is_verbatim { range.start + from..range.start + to } else { range.clone() }
        };
        let mut from = 0;
        while let Some(found) = self.prepared.find_token(&text[from..]) {
            let at = from + found;
            self.words(&text[from..at], part(from, at));
            let len = match self.prepared.token_at(&text[at..]) {
                Some((directive, len)) => {
                    self.directive(directive, part(at, at + len));
                    len
                }
                None => text[at..].chars().next().map_or(1, char::len_utf8),
            };
            from = at + len;
        }
        self.words(&text[from..], part(from, text.len()));
    }

    /// Adds words. What a backslash stands before is a text of its own to the parser, without the backslash.
    fn words(&mut self, text: &'e str, mut range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let bytes = self.prepared.text.as_bytes();
        let escapes = range.start > 0 && bytes[range.start - 1] == b'\\' && text.as_bytes()[0].is_ascii_punctuation();
        let taken = self.open.as_ref().and_then(|open| open.pieces.last()).map_or(0, |(_, range)| range.end);
        if escapes && range.start > taken {
            range.start -= 1;
        }
        self.push(Part::Text(Cow::Borrowed(text)), range);
    }

    fn directive(&mut self, directive: &'e Directive, range: Range<usize>) {
        let written = directive.span.of(self.source);
        match &directive.what {
            What::Image(image) => {
                if !image.icon {
                    let at = written.find("alt-text").map(|at| at + "alt-text".len());
                    let quoted = at.and_then(|at| {
                        let open = at + written[at..].find(['"', '\''])?;
                        let close = written[open + 1..].find(&written[open..open + 1])?;
                        Some(directive.span.start + open + 1..directive.span.start + open + 1 + close)
                    });
                    let words = quoted.unwrap_or(directive.span.start..directive.span.start);
                    let place = UnitPlace { value: self.value, range: words, syntax: Syntax::Html };
                    self.image_unit(Cow::Borrowed(&image.alt), directive.span, place);
                }
                self.alone(CodeKind::Image, Cow::Borrowed(written), &range);
            }
            // What stays as it is in every language is read as the words that it shows.
            What::NoLoc(words) => self.alone(CodeKind::Code, Cow::Borrowed(words), &range),
            _ => self.alone(CodeKind::Directive, Cow::Borrowed(written), &range),
        }
        // The token is nothing that could be written, and has no bytes of its own.
        let open = self.open.as_mut().filter(|_| self.image.is_none());
        if let Some((Part::Alone(code), _)) = open.and_then(|open| open.pieces.last_mut()) {
            code.open = Cow::Borrowed(written);
            code.range = directive.span.start..directive.span.end;
        }
    }

    /// Keeps the words of an image.
    fn image_unit(&mut self, alt: Cow<'e, str>, span: Span, mut place: UnitPlace) {
        if self.value.is_some() && place.syntax == Syntax::Html || !self.prepared.pairs.is_empty() {
            place.syntax = Syntax::ReadOnly;
        }
        if alt.chars().any(char::is_alphanumeric) {
            let (kind, level, pieces) = (UnitKind::Image, self.depth, vec![(Part::Text(alt), 0..0)]);
            self.found.push(Collected { kind, level, span, place, pieces, events: None });
        }
    }

    /// A range as one of the file, or of the value that the text is from.
    fn range(&self, range: Range<usize>) -> Range<usize> {
        match self.value {
            Some(_) => self.prepared.range(range),
            None => {
                let span = self.prepared.span(range);
                span.start..span.end
            }
        }
    }

    fn raw(&self, range: &Range<usize>) -> Cow<'e, str> {
        self.prepared.written(&self.prepared.text[range.clone()], self.source)
    }

    fn opens(&mut self, kind: CodeKind, about: Cow<'e, str>, range: &Range<usize>) {
        if self.image.is_some() {
            return;
        }
        let open = self.unit(Syntax::Markdown);
        open.codes += 1;
        let id = open.codes;
        let code = Mark { id, kind, about, open: Cow::default(), close: Cow::default(), range: 0..0 };
        // Its own bytes are known when the next piece comes.
        self.push(Part::Open(code), range.start..range.start);
        if let Some(open) = &mut self.open {
            open.nested.push(open.pieces.len() - 1);
            open.pending = true;
        }
    }

    fn closes(&mut self, range: &Range<usize>) {
        if self.image.is_some() {
            return;
        }
        let Some(opened) = self.open.as_mut().and_then(|open| open.nested.pop()) else { return };
        let mut from = self.open.as_ref().and_then(|open| open.pieces.last()).map_or(range.start, |(_, last)| last.end);
        // What holds nothing begins with its one bracket.
        if self.open.as_ref().is_some_and(|open| open.pending) {
            from += 1;
        }
        let own = from.min(range.end)..range.end;
        let close = self.raw(&own);
        let open = self.open.as_mut().and_then(|open| open.pieces.get_mut(opened));
        let Some((Part::Open(code), _)) = open else { return };
        code.close = close;
        let id = code.id;
        self.push(Part::Close(id), own);
    }

    fn alone(&mut self, kind: CodeKind, about: Cow<'e, str>, range: &Range<usize>) {
        if self.image.is_some() {
            return;
        }
        let open = self.raw(range);
        let own = self.range(range.clone());
        let unit = self.unit(Syntax::Markdown);
        unit.codes += 1;
        let code = Mark { id: unit.codes, kind, about, open, close: Cow::default(), range: own };
        self.push(Part::Alone(code), range.clone());
    }

    /// The unit that is open, or a new one whose text is written so.
    fn unit(&mut self, syntax: Syntax) -> &mut Open<'e> {
        let (kind, level) = self.blocks.last().copied().unwrap_or((UnitKind::Paragraph, self.depth));
        let at = self.at;
        self.open.get_or_insert_with(|| Open {
            kind,
            level,
            syntax,
            pieces: Vec::new(),
            nested: Vec::new(),
            codes: 0,
            pending: false,
            at,
        })
    }

    /// Adds a piece to what is open; text within an image is the image's.
    fn push(&mut self, piece: Part<'e>, range: Range<usize>) {
        if let Some((_, words, alt)) = &mut self.image {
            if let Part::Text(text) = piece {
                alt.push_str(if text == "\n" { " " } else { &text });
                let start = words.as_ref().map_or(range.start, |words| words.start);
                *words = Some(start..range.end);
            }
            return;
        }
        self.settle(range.start);
        self.unit(Syntax::Markdown).pieces.push((piece, range));
    }

    /// Gives the last piece the bytes up to `end`, where it waits for them.
    fn settle(&mut self, end: usize) {
        let Some(open) = &mut self.open else { return };
        if !std::mem::take(&mut open.pending) {
            return;
        }
        let Some((Part::Open(code) | Part::Alone(code), range)) = open.pieces.last_mut() else { return };
        range.end = end.max(range.end);
        let raw = &self.prepared.text[range.clone()];
        code.open = self.prepared.written(raw, self.source);
    }

    /// Keeps what is open, where there are words in it.
    fn close(&mut self) {
        self.settle(0);
        let Some(mut open) = self.open.take() else { return };
        trim(&mut open.pieces, &self.prepared.text);
        let (Some(first), Some(last)) = (open.pieces.first(), open.pieces.last()) else { return };
        let range = first.1.start..last.1.end;
        let mut own = self.range(range.clone());
        if let Part::Alone(code) = &first.0 {
            own.start = code.range.start;
        }
        if let Part::Alone(code) = &last.0 {
            own.end = code.range.end.max(own.start);
        }
        let has_directives = open.pieces.iter().any(|(piece, range)| {
            let is_read = matches!(piece, Part::Alone(_)) || open.syntax == Syntax::Html;
            is_read && self.prepared.find_token(&self.prepared.text[range.clone()]).is_some()
        });
        let says = |part: &Part<'_>| matches!(part, Part::Text(text) if text.chars().any(is_alphanumeric));
        if !open.pieces.iter().any(|(piece, _)| says(piece)) {
            return;
        }
        let is_html = open.syntax == Syntax::Html;
        let syntax = match open.kind {
            _ if !self.prepared.pairs.is_empty() => Syntax::ReadOnly,
            // What a directive stands for has no bytes in a value, and none between tags.
            _ if (self.value.is_some() || is_html) && has_directives => Syntax::ReadOnly,
            UnitKind::Cell if !is_html => Syntax::Cell,
            _ => open.syntax,
        };
        let place = UnitPlace { value: self.value, range: own, syntax };
        let span = self.prepared.span(range);
        // What raw HTML encloses is written in one piece with it.
        let events = (!is_html && open.at < self.at).then_some((open.at, self.at));
        join(&mut open.pieces);
        let Open { kind, level, pieces, .. } = open;
        self.found.push(Collected { kind, level, span, place, pieces, events });
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
        let found = collect(&prepared, &events, None, text);
        let found = found.into_iter().map(Collected::unit);
        found.map(|unit| (unit.kind, unit.text().to_owned(), unit.span.of(text).to_owned())).collect()
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
                (Cell, "1"),
                (Cell, "b c"),
                (Paragraph, "Mind \u{FFFC}"),
                (Image, "the gap"),
                (Paragraph, "see \u{FFFC} \u{FFFC}"),
                (Image, "A picture"),
            ]
        );
        assert_eq!((found[3].2.as_str(), found[8].2.as_str()), ("inner", "![the gap](g.png)"));
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
