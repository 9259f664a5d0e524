//! Marks and characters that stand in a text where a reader should not meet them: markup that is none after all, marks of
//! the dialect, dates that became lists, what an editor or a merge left behind.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Findings;
use super::prepare::Prepared;
use crate::diagnostics::{Code, Edit, Fix};
use crate::text::Span;

/// Looks through one text of Markdown.
pub fn look(findings: &mut Findings<'_>, prepared: &Prepared<'_>, events: &[(Event<'_>, Range<usize>)]) {
    let mut code: Vec<Range<usize>> = Vec::new();
    let mut outside = true;
    let mut block = Block::default();
    let mut at = 0;
    while let Some((event, range)) = events.get(at) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                outside = false;
                code.push(range.clone());
            }
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => outside = true,
            Event::Code(_) => code.push(range.clone()),
            Event::Start(Tag::List(Some(number))) => date(findings, prepared, events, at, *number),
            Event::Start(
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. },
            )
            | Event::End(
                TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript
                | TagEnd::Link,
            ) => {}
            Event::Start(_) | Event::End(_) => std::mem::take(&mut block).close(findings, prepared),
            Event::Text(_) if outside => {
                let end = at + events[at..].iter().take_while(|(event, _)| matches!(event, Event::Text(_))).count();
                let run = range.start..events[end - 1].1.end;
                let link_follows =
                    matches!(events.get(end), Some((Event::Start(Tag::Link { .. }), next)) if next.start == run.end);
                block.run(prepared, &run);
                links(findings, prepared, &run, link_follows);
                marks(findings, prepared, &run);
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    block.close(findings, prepared);
    let in_code = |at: usize| code.iter().any(|range| range.contains(&at));
    for line in conflicts(&prepared.text) {
        if !in_code(line.start) {
            say_conflict(findings, prepared.span(line));
        }
    }
}

/// Looks at every character of a file: those that turn the order of a line around, and those that say that others were
/// lost.
pub fn characters(findings: &mut Findings<'_>) {
    let text = findings.text;
    // Both groups begin with bytes that are rare elsewhere.
    let bytes = text.as_bytes();
    if memchr::memmem::find(bytes, b"\xe2\x80").is_some() || memchr::memmem::find(bytes, b"\xe2\x81").is_some() {
        one_for_each_line(text, is_bidi_control, |span, ch| {
            findings.push(
                Code::BidiControl,
                span,
                format!("U+{:04X} changes the order in which this line is shown, and cannot be seen", u32::from(ch)),
                "Take it out; for text in two directions, use an element with `dir` or the mark U+200E or U+200F.",
            );
        });
    }
    if memchr::memmem::find(bytes, "\u{FFFD}".as_bytes()).is_some() {
        one_for_each_line(
            text,
            |ch| ch == '\u{FFFD}',
            |span, _| {
                findings.push(
                    Code::ReplacementCharacter,
                    span,
                    "U+FFFD stands for a character that was lost when the text was converted",
                    "Write the character that was meant.",
                );
            },
        );
    }
}

/// Looks for merge conflicts in a part of a file that is no Markdown.
pub fn data(findings: &mut Findings<'_>, part: Range<usize>) {
    for line in conflicts(&findings.text[part.clone()]) {
        say_conflict(findings, Span::new(part.start + line.start, part.start + line.end));
    }
}

/// Embeddings, overrides and isolates (Unicode, UAX #9).
fn is_bidi_control(ch: char) -> bool {
    matches!(ch, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn one_for_each_line(text: &str, wanted: impl Fn(char) -> bool, mut say: impl FnMut(Span, char)) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((at, ch)) = line.char_indices().find(|(_, ch)| wanted(*ch)) {
            say(Span::new(start + at, start + at + ch.len_utf8()), ch);
        }
        start += line.len();
    }
}

/// The lines that begin a side of a merge conflict; of each conflict the first.
fn conflicts(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if ["<<<<<<<", ">>>>>>>"].iter().all(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_none()) {
        return found;
    }
    let (mut start, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let is = |mark: &str| bare.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        if is("<<<<<<<") {
            open = true;
            found.push(start..start + bare.len());
        } else if is(">>>>>>>") {
            // Without its beginning, the end is all that can be shown.
            if !std::mem::take(&mut open) {
                found.push(start..start + bare.len());
            }
        }
        start += line.len();
    }
    found
}

fn say_conflict(findings: &mut Findings<'_>, span: Span) {
    findings.push(
        Code::MergeConflict,
        span,
        "a merge left both of its sides in the text",
        "Keep one side, and take out the lines of `<<<<<<<`, `=======` and `>>>>>>>`.",
    );
}

/// The text of one block, as far as it concerns emphasis that is none.
#[derive(Default)]
struct Block {
    /// Where `**` stands in the text, with whether it could be part of emphasis at all.
    stars: Vec<(usize, bool)>,
    /// Where the first text of the block begins.
    start: Option<usize>,
}

impl Block {
    fn run(&mut self, prepared: &Prepared<'_>, run: &Range<usize>) {
        let start = *self.start.get_or_insert(run.start);
        let text: &str = &prepared.text;
        let mut from = run.start;
        while let Some(found) = memchr::memmem::find(&text.as_bytes()[from..run.end], b"**") {
            let at = from + found;
            let end = at + text[at..].bytes().take_while(|byte| *byte == b'*').count();
            let before = text[..at].chars().next_back().filter(|_| at > start);
            let after = text[end..].chars().next();
            let space = |ch: Option<char>| ch.is_none_or(char::is_whitespace);
            // Part of a pattern of paths, or escaped.
            if !matches!(before, Some('/' | '\\')) && after != Some('/') {
                // Four are emphasis around nothing.
                self.stars.push((at, end - at > 3 || !(space(before) && space(after))));
            }
            from = end.max(at + 2).min(run.end);
        }
    }

    fn close(self, findings: &mut Findings<'_>, prepared: &Prepared<'_>) {
        // A single one between spaces, or before all text, is an operator or the mark of a note.
        let alone = self.stars.len() == 1;
        let first = self.stars.iter().find(|(_, attached)| !alone || *attached);
        let Some((at, _)) = first.copied() else { return };
        findings.push(
            Code::StrayEmphasis,
            prepared.span(at..at + 2),
            "`**` is shown as it stands: here it can neither open nor close emphasis",
            "Put it directly around the words, with the punctuation outside, or write `<strong>` and `</strong>`.",
        );
    }
}

/// Text that wants to be a link.
fn links(findings: &mut Findings<'_>, prepared: &Prepared<'_>, run: &Range<usize>, link_follows: bool) {
    let text = &prepared.text[run.clone()];
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b']', bytes) {
        if at > 0 && bytes[at - 1] == b'\\' {
            continue;
        }
        let rest = &text[at + 1..];
        let end = if let Some(inner) = rest.strip_prefix('(').or_else(|| rest.strip_prefix(" (")) {
            let inner_at = text.len() - inner.len();
            let len = inner.find([')', '\n']).unwrap_or(inner.len());
            is_address(&inner[..len]).then(|| (inner_at + len + 1).min(text.len()))
        } else if let Some(inner) = rest.strip_prefix('[') {
            let len = inner.find(']').filter(|len| is_label(&inner[..*len]));
            // `a[i][j]` is an index.
            let index =
                text[..at].rfind('[').is_some_and(|open| text[..open].ends_with(|ch: char| ch.is_alphanumeric()));
            len.filter(|_| !index).map(|len| at + 2 + len + 1)
        } else if rest.is_empty() && link_follows {
            Some(at + 1)
        } else {
            None
        };
        let Some(end) = end else { continue };
        let start = text[..at].rfind('[').unwrap_or(at);
        let end = (start..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(at + 1);
        let shown: String = text[start..end].chars().take(80).collect();
        findings.push(
            Code::LinkLikeText,
            prepared.span(run.start + start..run.start + end),
            format!("`{}` looks like a link, and is shown as it stands", shown.replace('\n', " ")),
            "Write `[words](address)` without a space between the two, and without spaces in the address; escape the brackets as `\\[` if they are meant.",
        );
    }
}

/// Whether what stands between parentheses is meant to lead somewhere.
fn is_address(inner: &str) -> bool {
    let first = inner.trim();
    let lower = first.to_ascii_lowercase();
    let begins = ["http://", "https://", "mailto:", "www.", "#", "./", "../", "/"];
    let path = |word: &str| {
        let word = word.split(['#', '?']).next().unwrap_or(word);
        [".md", ".yml", ".yaml", ".html", ".png", ".svg", ".jpg"].iter().any(|extension| word.ends_with(extension))
    };
    (first.len() > 1 && begins.iter().any(|begin| lower.starts_with(begin))) || lower.split_whitespace().any(path)
}

/// Whether what stands in a second pair of brackets names a definition that is not there.
fn is_label(inner: &str) -> bool {
    !inner.is_empty()
        && inner.bytes().any(|byte| byte.is_ascii_alphabetic())
        && inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/'))
}

/// Marks of the dialect that nothing has read.
fn marks(findings: &mut Findings<'_>, prepared: &Prepared<'_>, run: &Range<usize>) {
    let text = &prepared.text[run.clone()];
    // Between two letters, as in `a:::b`, it belongs to a name.
    let within_name = |at: usize| {
        let after = text[at + 3..].trim_start_matches(':').chars().next();
        let before = text[..at].chars().next_back();
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
    };
    let found =
        memchr::memmem::find(text.as_bytes(), b":::").filter(|at| !within_name(*at)).map(|at| (at, 3)).or_else(|| {
            text.match_indices("[!").find_map(|(at, _)| {
                let word = text[at + 2..].bytes().take_while(u8::is_ascii_alphabetic).count();
                let name = text[at + 2..at + 2 + word].to_ascii_lowercase();
                let closed = text[at + 2 + word..].starts_with(']')
                    || matches!(name.as_str(), "include" | "video" | "div" | "code");
                // At the start of a quote it is an alert, which is read.
                let shown = !prepared.text[..run.start + at].trim_end_matches([' ', '\t']).ends_with('>');
                (word > 0 && closed && shown).then_some((at, word + 3))
            })
        });
    let Some((at, len)) = found else { return };
    let span = prepared.span(run.start + at..run.start + at + len);
    // What is wrong with a directive has been said where it is read.
    let said = findings.diagnostics.iter().any(|found| {
        matches!(found.code, Code::InvalidDirective | Code::UnbalancedBlock | Code::UnknownAlert)
            && found.place.span.start <= span.start
            && span.start < found.place.span.end
    });
    if !said && !text[..at].ends_with('\\') {
        findings.push(
            Code::RawMark,
            span,
            format!("`{}` is shown as it stands: here it is no mark", &text[at..at + len]),
            "Put the directive on a line of its own, an alert at the start of a quote; put a mark that is meant to be shown into a code span.",
        );
    }
}

/// A date at the start of an item or paragraph, whose day became the number of a list.
fn date(
    findings: &mut Findings<'_>,
    prepared: &Prepared<'_>,
    events: &[(Event<'_>, Range<usize>)],
    at: usize,
    number: u64,
) {
    let range = &events[at].1;
    let list = &prepared.text[range.clone()];
    let digits = list.bytes().take_while(u8::is_ascii_digit).count();
    let Some(rest) = list[digits..].strip_prefix(". ").filter(|_| (1..=31).contains(&number)) else { return };
    let begins = |rest: &str| {
        let mut words = rest.split([' ', '\u{a0}', ',', ':', '\n']).filter(|word| !word.is_empty());
        let month = words.next().is_some_and(|word| word.chars().all(|ch| ch.is_alphabetic() || ch == '.'));
        let year = words.next().is_some_and(|word| {
            let digits = word.trim_end_matches(|ch: char| !ch.is_ascii_digit());
            digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
        (month, month && year)
    };
    // A list of one entry that begins on the line of the item that holds it was hardly meant.
    let inside = matches!(events.get(at.wrapping_sub(1)), Some((Event::Start(Tag::Item), item)) if {
        !prepared.text[item.start..range.start].contains('\n')
    });
    let mut depth = 0usize;
    let mut items: Vec<&str> = Vec::new();
    for (event, range) in &events[at + 1..] {
        match event {
            Event::Start(tag) => {
                if depth == 0 && *tag == Tag::Item {
                    items.push(
                        prepared.text[range.clone()]
                            .trim_start_matches(|ch: char| ch.is_ascii_digit() || ". ".contains(ch)),
                    );
                }
                depth += 1;
            }
            Event::End(_) if depth == 0 => break,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    // Days of several dates in a row became one list, which counts on from the first.
    let dates = items.iter().all(|item| begins(item).1);
    if dates || items.len() == 1 && inside && number > 1 && begins(rest).0 {
        let span = prepared.span(range.start..range.start + digits + 1);
        let dot = Span::at(span.start + digits);
        let fix = Fix { safe: false, edits: vec![Edit { span: dot, text: "\\".to_owned() }] };
        findings.push_with(
            Code::DateAsList,
            span,
            format!("`{number}.` begins a list here, and the date is torn"),
            format!("Write `{number}\\.`."),
            fix,
        );
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::diagnostics::Code;
    use crate::model::LocaleId;
    use crate::parse::markdown::Manner;
    use crate::parse::page::{Request, parse};

    /// The findings of a page, each with the text that it marks.
    fn found(text: &str) -> Vec<(Code, &str)> {
        let file: Arc<str> = "a.md".into();
        let request =
            Request { file: &file, text, locale: LocaleId(0), path: "a.md", include: false, manner: Manner::default() };
        parse(request).1.iter().map(|found| (found.code, found.place.span.of(text))).collect()
    }

    #[test]
    fn emphasis_that_is_none() {
        for text in [
            "**管理员和****引荐用户**可以\n",
            "选择**“企业”**、然后\n",
            "2020: ** Aggiornamento** - testo\n",
            "- **Wählen Sie aus\n",
        ] {
            assert_eq!(found(text), [(Code::StrayEmphasis, "**")], "{text}");
        }
        for text in [
            "**a** and **b**\n",
            "2 ** 3 is 8\n",
            "** a note\n",
            "`**` and \\*\\*\n",
            "all of content/**/x and **/*.md\n",
            "    ** code **\n",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn text_that_wants_to_be_a_link() {
        for (text, marked) in [
            ("See [the page] (pay out.md) now.\n", "[the page] (pay out.md)"),
            ("See [the page](pay out.md) now.\n", "[the page](pay out.md)"),
            ("[**a** b](https://e.com/x y\n", "](https://e.com/x y"),
            ("[總覽][頁面](a.md)\n", "[總覽]"),
            ("[the guide][guide]\n", "[the guide][guide]"),
        ] {
            assert_eq!(found(text), [(Code::LinkLikeText, marked)], "{text}");
        }
        for text in [
            "[設定] (齒輪圖示)\n",
            "[a](b.md) (c.md)\n",
            "\\[a\\] (b.md)\n",
            "values[0][key]\n",
            "[a][b]\n\n[b]: c.md\n",
            "`[a] (b.md)`\n",
            "Press [Enter] (see below).\n",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn marks_of_the_dialect() {
        assert_eq!(found("a ::: b\n"), [(Code::RawMark, ":::")]);
        assert_eq!(found("[!NOTE]\nText\n"), [(Code::RawMark, "[!NOTE]")]);
        assert_eq!(found("Text [!INCLUDE a.md]\n"), [(Code::RawMark, "[!INCLUDE ")]);
        assert_eq!(found("the type std:::vec\n"), []);
        assert_eq!(found("> [!NOTE]\n> Text\n"), []);
        assert_eq!(found(">[!Note] Text\n\n- a\n\n  > [!TIP]\n  > b\n"), []);
        assert_eq!(found(":::frame:::\n").iter().map(|found| found.0).collect::<Vec<_>>(), [Code::InvalidDirective]);
    }

    #[test]
    fn dates_that_became_lists() {
        for text in [
            "- 25. Februar 2020: neu\n",
            "* 7. januar: ny\n",
            "12. März 2021 war ein Tag.\n",
            "25. Februar 2025: a\n\n12. März 2025: b\n",
        ] {
            assert!(matches!(found(text)[..], [(Code::DateAsList, _)]), "{text}");
        }
        for text in
            ["- 1. eins\n", "1. eins\n2. zwei\n", "3. drei\n", "- 25\\. Februar\n", "-\n  25. a\n", "- 2. a\n  3. b\n"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn what_a_merge_or_an_editor_left() {
        assert_eq!(found("a\n\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n"), [(Code::MergeConflict, "<<<<<<< HEAD")]);
        assert_eq!(found("```\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n```\n"), []);
        assert_eq!(found("a \u{202e}b\u{202c} c\n"), [(Code::BidiControl, "\u{202e}")]);
        assert_eq!(found("a \u{200f}b – “c”\n"), []);
        assert_eq!(found("a \u{fffd}\u{fffd} b\n\u{fffd}\n").len(), 2);
    }
}
