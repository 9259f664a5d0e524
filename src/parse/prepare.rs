//! The dialect, made readable for a CommonMark parser.
//!
//! Marks that CommonMark does not know are replaced before it reads the text: inline directives by a token that is
//! plain text to it, block directives by a comment line of their own, bilingual units by their target. The rewritten
//! text knows where each byte came from. A text without such marks is used as it stands.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::packed::Searcher;
use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::directive::{self, Directive, Read, What};
use super::{Findings, bilingual, events};
use crate::diagnostics::{Code, Edit};
use crate::model::document::Pair;
use crate::text::{Map, MappedBuilder, Span};

/// Opens the token of a directive, its number follows. A noncharacter, which content cannot contain.
const TOKEN_OPEN: char = '\u{FDD2}';
/// Closes a token.
const TOKEN_CLOSE: char = '\u{FDD3}';

/// What the marks of bilingual texts begin with, whole ones and what is left of damaged ones.
const BILINGUAL: [&str; 3] = ["data-ttu-id", "data-stu-id", "sxs-lookup"];

/// What each mark begins with that is made readable here, and the first two bytes that all noncharacters of one block share. One
/// look tells that a text has none of them, where the processor can look for several at once.
static MARKS: LazyLock<Option<Searcher>> = LazyLock::new(|| {
    let marks = [":::", "#<a", "[!"].iter().chain(&BILINGUAL).map(|mark| mark.as_bytes());
    Searcher::new(marks.chain([NONCHARACTERS]))
});

const NONCHARACTERS: &[u8] = "\u{FDD0}".as_bytes().split_at(2).0;

/// A text ready for the Markdown parser.
#[derive(Debug)]
pub struct Prepared<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// The directives that tokens stand for.
    pub directives: Vec<Directive>,
    /// The pairs of a bilingual text.
    pub pairs: Vec<Pair>,
    /// The ways back, last rewriting first.
    maps: Vec<Map>,
}

impl<'a> Prepared<'a> {
    /// Prepares `text`, whose place in its file is told by `map`.
    pub fn new(findings: &mut Findings<'_>, text: &'a str, map: Map) -> Self {
        let mut prepared =
            Self { text: Cow::Borrowed(text), directives: Vec::new(), pairs: Vec::new(), maps: vec![map] };
        if MARKS.as_ref().is_some_and(|marks| marks.find(text).is_none()) {
            return prepared;
        }
        // Two bytes are enough of a test: it almost never hits.
        if memchr::memmem::find(text.as_bytes(), NONCHARACTERS).is_some() {
            prepared.remove_noncharacters();
        }
        if bilingual::is_bilingual(text) {
            let (mapped, mut pairs) = bilingual::target(&prepared.text, 0);
            for pair in &mut pairs {
                pair.target = prepared.span(pair.target);
                pair.source = prepared.span(pair.source);
            }
            prepared.pairs = pairs;
            prepared.text = Cow::Owned(mapped.text);
            prepared.maps.insert(0, mapped.map);
        }
        let bytes = prepared.text.as_bytes();
        if BILINGUAL.iter().any(|mark| memchr::memmem::find(bytes, mark.as_bytes()).is_some()) {
            prepared.remove_damaged_units(findings);
        }
        if has_marks(&prepared.text) {
            let code = code_ranges(&prepared.text);
            let mut found = find(&prepared.text, &code);
            pair_complex_images(&mut found);
            let mapped = rewrite(findings, &prepared, &found, &code);
            for found in found {
                match found.read {
                    Ok(what) => {
                        let span = prepared.span(found.span);
                        prepared.directives.push(Directive { what, span });
                    }
                    Err(problem) => {
                        let help = "Mend the directive, or put it into a code span if it is meant to be shown.";
                        findings.push(Code::InvalidDirective, prepared.span(found.span), problem, help);
                    }
                }
            }
            prepared.text = Cow::Owned(mapped.text);
            prepared.maps.insert(0, mapped.map);
        }
        prepared
    }

    /// A range of the prepared text as a span of the file.
    pub fn span(&self, span: impl Into<Span>) -> Span {
        self.maps.iter().fold(span.into(), |span, map| map.origin_span(span))
    }

    /// A range of the prepared text as one of the text that was prepared.
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        let own = &self.maps[..self.maps.len().saturating_sub(1)];
        let span = own.iter().fold(Span::from(range), |span, map| map.origin_span(span));
        span.start..span.end
    }

    /// The directive whose token `text` starts with, and the token's length.
    pub fn token_at(&self, text: &str) -> Option<(&Directive, usize)> {
        let inner = text.strip_prefix(TOKEN_OPEN)?;
        let end = inner.find(TOKEN_CLOSE)?;
        let directive = self.directives.get(inner[..end].parse::<usize>().ok()?)?;
        Some((directive, TOKEN_OPEN.len_utf8() + end + TOKEN_CLOSE.len_utf8()))
    }

    /// Where the first token stands in `text`.
    pub fn find_token(&self, text: &str) -> Option<usize> {
        if self.directives.is_empty() { None } else { text.find(TOKEN_OPEN) }
    }

    /// What a reader sees of a text that can only be text, as an image's is: tokens give way to their words.
    pub fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.replace_tokens(text, |out, directive| match &directive.what {
            What::NoLoc(text) => out.push_str(text),
            What::Image(image) => out.push_str(&image.alt),
            _ => {}
        })
    }

    /// A text in which nothing is a directive after all, as its author wrote it: `source` is the file.
    pub fn written<'t>(&self, text: &'t str, source: &str) -> Cow<'t, str> {
        self.replace_tokens(text, |out, directive| out.push_str(directive.span.of(source)))
    }

    fn replace_tokens<'t>(&self, text: &'t str, write: impl Fn(&mut String, &Directive)) -> Cow<'t, str> {
        if self.find_token(text).is_none() {
            return Cow::Borrowed(text);
        }
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = self.find_token(rest) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let len = match self.token_at(rest) {
                Some((directive, len)) => {
                    write(&mut out, directive);
                    len
                }
                None => TOKEN_OPEN.len_utf8(),
            };
            rest = &rest[len..];
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// The block directive that a raw HTML line stands for.
    pub fn block_at(&self, html: &str) -> Option<&Directive> {
        let inner = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
        self.token_at(inner).map(|(directive, _)| directive)
    }

    /// Units that are not whole: what is their target stays, and the damage is said.
    fn remove_damaged_units(&mut self, findings: &mut Findings<'_>) {
        let code = code_ranges(&self.text);
        let cuts = bilingual::leftovers(&self.text);
        let mut builder = MappedBuilder::new(&self.text, 0);
        let mut from = 0;
        let mut said_until = 0;
        for cut in cuts.into_iter().filter(|cut| {
            let around = code.partition_point(|range| range.end <= cut.start);
            !code.get(around).is_some_and(|range| range.contains(&cut.start))
        }) {
            let opens = cut.of(&self.text).contains("data-ttu-id") || cut.of(&self.text).contains("-stu-id");
            // One finding for a line: where a tool has cut units, it has cut many.
            if opens && cut.start >= said_until {
                said_until =
                    memchr::memchr(b'\n', &self.text.as_bytes()[cut.start..]).map_or(usize::MAX, |at| cut.start + at);
                findings.push(
                    Code::InvalidUnit,
                    self.span(cut),
                    "this bilingual unit is not whole: its two halves do not belong together, or one is missing",
                    "Take the page from the translation system again, or remove the spans.",
                );
            }
            builder.copy(from, cut.start);
            from = cut.end;
        }
        builder.copy(from, self.text.len());
        let mapped = builder.finish();
        self.text = Cow::Owned(mapped.text);
        self.maps.insert(0, mapped.map);
    }

    /// Noncharacters are no text (Unicode, section 23.7), and tokens and marks rely on their absence.
    fn remove_noncharacters(&mut self) {
        let mut builder = MappedBuilder::new(&self.text, 0);
        let mut from = 0;
        for (at, ch) in self.text.char_indices().filter(|(_, ch)| ('\u{FDD0}'..='\u{FDEF}').contains(ch)) {
            builder.copy(from, at);
            builder.insert("\u{FFFD}", at);
            from = at + ch.len_utf8();
        }
        builder.copy(from, self.text.len());
        let mapped = builder.finish();
        self.text = Cow::Owned(mapped.text);
        self.maps.insert(0, mapped.map);
    }
}

/// Something that is a directive or wants to be one.
struct Found {
    span: Span,
    read: Result<What, String>,
}

/// Whether there is anything to rewrite.
fn has_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memmem::find(bytes, b":::").is_some()
        || memchr::memmem::find(bytes, b"#<a").is_some()
        || memchr::memmem::find_iter(bytes, b"[!").any(|at| !matches!(directive::bracket(&text[at..]), Read::No))
        || follows_quote_text(text)
}

/// Whether a line with `[!` in it follows text of a quote.
fn follows_quote_text(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(&bytes[from..], b"[!") {
        let start = memchr::memrchr(b'\n', &bytes[..from + found]).unwrap_or(0);
        if text[..start].lines().next_back().is_some_and(starts_quote_text) {
            return true;
        }
        // What else stands on this line follows the same.
        from = memchr::memchr(b'\n', &bytes[from + found..]).map_or(bytes.len(), |end| from + found + end);
    }
    false
}

/// The ranges of code, in which nothing is a directive. A parser says where they are, because only it knows.
fn code_ranges(text: &str) -> Vec<Range<usize>> {
    // Code is between marks or indented, and many texts have neither.
    let has = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    if !["`", "~~~", "    ", "\t"].into_iter().any(has) {
        return Vec::new();
    }
    let [opened, closed] = [":::row:::", ":::row-end:::"]
        .map(|mark| text.match_indices(mark).map(|(at, _)| at + mark.len()).collect::<Vec<usize>>());
    // Whether a row is open at an offset: the last mark before it opens one.
    let inside_row = |offset: usize| {
        let last = |ends: &[usize]| ends.partition_point(|end| *end <= offset).checked_sub(1).map(|last| ends[last]);
        last(&opened) > last(&closed)
    };
    events::events(text)
        .filter_map(|(event, range)| match event {
            Event::Code(_) | Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => Some(range),
            // Inside rows and columns, lines are indented by habit; elsewhere an indented block is code.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) if !inside_row(range.start) => Some(range),
            _ => None,
        })
        .collect()
}

/// Everything that is or wants to be a directive, in order, outside code.
fn find(text: &str, code: &[Range<usize>]) -> Vec<Found> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = memchr::memchr2(b':', b'[', &bytes[at..]) {
        let start = at + next;
        at = start + 1;
        let index = code.partition_point(|range| range.end <= start);
        if let Some(range) = code.get(index).filter(|range| range.contains(&start)) {
            at = range.end.max(at);
            continue;
        }
        let read = match bytes[start] {
            b':' if text[start..].starts_with(":::") => directive::colons(&text[start..]),
            b'[' if text[start..].starts_with("[!") => directive::bracket(&text[start..]),
            _ => continue,
        };
        if start > 0 && bytes[start - 1] == b'\\' {
            if let Read::Directive(_, len) = read {
                at = start + len;
            }
            continue;
        }
        match read {
            Read::Directive(what, len) if !what.is_block() || alone_on_line(text, start) => {
                found.push(Found { span: Span::new(start, start + len), read: Ok(what) });
                at = start + len;
            }
            // In the middle of a sentence an unknown name is hardly meant as a directive.
            Read::Invalid(problem, len) if len > 0 || alone_on_line(text, start) => {
                let line = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at);
                let len = if len == 0 { text[start..line].trim_end().len() } else { len };
                found.push(Found { span: Span::new(start, start + len), read: Err(problem) });
                at = start + len;
            }
            Read::Directive(..) | Read::Invalid(..) | Read::No => {
                at = start + bytes[start..].iter().take_while(|byte| **byte == bytes[start]).count();
            }
        }
    }
    found
}

/// Whether only blanks and marks of quotes and lists stand before `start` on its line.
fn alone_on_line(text: &str, start: usize) -> bool {
    let mut before = text[..start].bytes().rev();
    before.find(|byte| !matches!(byte, b' ' | b'\t' | b'>')).is_none_or(|byte| byte == b'\n')
}

/// A complex image whose description follows becomes a block; all others stay inline.
fn pair_complex_images(found: &mut [Found]) {
    // Whether the next image or end of an image, from each place on, is an end.
    let mut described = false;
    for found in found.iter_mut().rev() {
        match &found.read {
            Ok(What::ImageEnd) => described = true,
            Ok(What::Image(image)) => {
                let starts = (image.complex && described).then(|| What::ImageStart(image.clone()));
                described = false;
                if let Some(start) = starts {
                    found.read = Ok(start);
                }
            }
            _ => {}
        }
    }
}

/// Writes the text anew: tokens for directives, lines of rows and columns from the margin, the space that a heading
/// lacks, an empty line before a second alert in one quote.
fn rewrite(
    findings: &mut Findings<'_>,
    prepared: &Prepared<'_>,
    found: &[Found],
    code: &[Range<usize>],
) -> crate::text::Mapped {
    let text: &str = &prepared.text;
    let mut builder = MappedBuilder::new(text, 0);
    let mut directives = found
        .iter()
        .filter(|found| found.read.is_ok())
        .enumerate()
        .map(|(number, found)| (number, found.span, &found.read))
        .peekable();
    let mut rows = 0usize;
    let mut row_indent = 0;
    // How far the lines of the current column are indented, once its first line has told.
    let mut column: Option<usize> = None;
    let mut line_start = 0;
    let mut previous = "";
    for line in text.split_inclusive('\n') {
        let line_end = line_start + line.len();
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let around = code.get(code.partition_point(|range| range.end <= line_start));
        let in_code = around.is_some_and(|range| range.start < line_start);
        let starts_block = directives
            .peek()
            .is_some_and(|(_, span, read)| span.start < line_end && matches!(read, Ok(what) if what.is_block()));
        let mut from = line_start;
        if rows > 0 && !line.trim().is_empty() {
            // The row's own indent is the list item's that it stands in.
            let margin = if starts_block { indent } else { *column.get_or_insert(indent) };
            from += margin.min(indent).saturating_sub(row_indent);
        }
        if !in_code {
            from = repair_heading(findings, prepared, &mut builder, line, line_start, from);
            if starts_alert(line) && starts_quote_text(previous) {
                let prefix = &line[..line.find("[!").unwrap_or(0)];
                builder.insert(&format!("{}\n", prefix.trim_end()), line_start);
            }
        }
        while let Some((number, span, read)) = directives.next_if(|(_, span, _)| span.start < line_end) {
            let token = format!("{TOKEN_OPEN}{number}{TOKEN_CLOSE}");
            builder.copy(from, span.start.max(from));
            match read {
                Ok(what) if what.is_block() => {
                    builder.insert(&format!("<!--{token}-->"), span.start);
                    match what {
                        What::Row => {
                            if rows == 0 {
                                row_indent = indent;
                            }
                            rows += 1;
                        }
                        What::RowEnd => rows = rows.saturating_sub(1),
                        _ => {}
                    }
                    column = None;
                }
                _ => builder.insert(&token, span.start),
            }
            from = span.end;
        }
        builder.copy(from.min(line_end), line_end);
        line_start = line_end;
        previous = line;
    }
    builder.finish()
}

/// `##<a name="x"></a>Heading` was a heading for the engine it was written for; CommonMark wants a space. Gives where
/// the rest of the line is to be copied from.
fn repair_heading(
    findings: &mut Findings<'_>,
    prepared: &Prepared<'_>,
    builder: &mut MappedBuilder<'_>,
    line: &str,
    line_start: usize,
    from: usize,
) -> usize {
    let mut bare = line.trim_start_matches([' ', '>']);
    // An item of a list may be a heading.
    while let Some(inner) = ["- ", "* ", "+ "].iter().find_map(|mark| bare.strip_prefix(mark)) {
        bare = inner.trim_start_matches([' ', '>']);
    }
    let marks = bare.bytes().take_while(|byte| *byte == b'#').count();
    if !(1..=6).contains(&marks) || !bare[marks..].starts_with("<a ") {
        return from;
    }
    let at = line_start + (line.len() - bare.len()) + marks;
    builder.copy(from, at);
    builder.insert(" ", at);
    let span = prepared.span(Span::new(at - marks, at));
    findings.push_fixable(
        Code::HeadingWithoutSpace,
        span,
        "a heading needs a space after its marks",
        "Write a space between `#` and the anchor.",
        vec![Edit { span: Span::at(span.end), text: " ".to_owned() }],
    );
    at
}

/// `> [!NOTE]` alone on its line.
fn starts_alert(line: &str) -> bool {
    let bare = line.trim_start();
    bare.starts_with('>')
        && bare.trim_start_matches(['>', ' ']).strip_prefix("[!").is_some_and(|rest| {
            rest.trim_end()
                .strip_suffix(']')
                .is_some_and(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic()))
        })
}

/// A line of a quote with text in it.
fn starts_quote_text(line: &str) -> bool {
    let bare = line.trim_start();
    bare.starts_with('>') && !bare.trim_start_matches(['>', ' ']).trim().is_empty()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn prepare(text: &str) -> (String, Vec<What>, Vec<Code>) {
        let file: Arc<str> = "a.md".into();
        let mut findings = Findings::new(&file, text);
        let prepared = Prepared::new(&mut findings, text, Map::shift(0));
        for directive in &prepared.directives {
            assert!(directive.span.of(text).starts_with([':', '[']), "{:?}", directive.span.of(text));
        }
        let codes = findings.diagnostics.iter().map(|found| found.code).collect();
        let shown = prepared.text.replace(TOKEN_OPEN, "«").replace(TOKEN_CLOSE, "»");
        (shown, prepared.directives.into_iter().map(|directive| directive.what).collect(), codes)
    }

    #[test]
    fn plain_text_is_used_as_it_stands() {
        let file: Arc<str> = "a.md".into();
        let text = "# A\n\n> [!NOTE]\n> b\n";
        let mut findings = Findings::new(&file, text);
        assert!(matches!(Prepared::new(&mut findings, text, Map::shift(0)).text, Cow::Borrowed(_)));
    }

    #[test]
    fn directives_become_tokens_outside_code_only() {
        let (text, what, found) =
            prepare("a :::no-loc text=\"X\"::: `:::no-loc text=\"Y\":::`\n\n```\n:::row:::\n```\n");
        assert_eq!(text, "a «0» `:::no-loc text=\"Y\":::`\n\n```\n:::row:::\n```\n");
        assert_eq!(what, [What::NoLoc("X".into())]);
        assert!(found.is_empty());
    }

    #[test]
    fn rows_count_from_the_margin() {
        let (text, what, _) = prepare(
            ":::row:::\n    :::column span=\"2\":::\n        **A**\n\n        - b\n          - c\n    :::column-end:::\n:::row-end:::\n",
        );
        assert_eq!(text, "<!--«0»-->\n<!--«1»-->\n**A**\n\n- b\n  - c\n<!--«2»-->\n<!--«3»-->\n");
        assert_eq!(what.len(), 4);
    }

    #[test]
    fn rows_in_lists_stay_in_their_item() {
        let (text, ..) =
            prepare("- a\n\n  :::row:::\n     :::column:::\n     c\n     :::column-end:::\n  :::row-end:::\n- b\n");
        assert_eq!(text, "- a\n\n  <!--«0»-->\n  <!--«1»-->\n  c\n  <!--«2»-->\n  <!--«3»-->\n- b\n");
    }

    #[test]
    fn headings_get_their_space_and_say_so() {
        let (text, _, found) = prepare("##<a name=\"x\"></a>H\n```\n##<a name=\"y\"></a>\n```\n");
        assert_eq!(text, "## <a name=\"x\"></a>H\n```\n##<a name=\"y\"></a>\n```\n");
        assert_eq!(found, [Code::HeadingWithoutSpace]);
    }

    #[test]
    fn items_may_be_headings() {
        assert_eq!(prepare("- ##<a name=\"x\"></a>H\n").0, "- ## <a name=\"x\"></a>H\n");
    }

    #[test]
    fn a_second_alert_in_one_quote_starts_anew() {
        let (text, ..) = prepare("> [!NOTE]\n> a\n> [!TIP]\n> b\n");
        assert_eq!(text, "> [!NOTE]\n> a\n>\n> [!TIP]\n> b\n");
    }

    #[test]
    fn noncharacters_cannot_forge_tokens() {
        let (text, what, _) = prepare("a\u{FDD2}0\u{FDD3} :::no-loc text=\"X\":::\n");
        assert_eq!(text, "a\u{FFFD}0\u{FFFD} «0»\n");
        assert_eq!(what.len(), 1);
    }

    #[test]
    fn broken_directives_are_said_and_stay() {
        let (text, what, found) = prepare(":::image alt-text=\"x\":::\n:::frame:::\n");
        assert_eq!((text.as_str(), what.len()), (":::image alt-text=\"x\":::\n:::frame:::\n", 0));
        assert_eq!(found, [Code::InvalidDirective, Code::InvalidDirective]);
    }
}
