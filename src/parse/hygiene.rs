//! Marks that stand in a text where a reader should not meet them: markup that is none after all, marks of the dialect.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::dates::date;
use super::events::{is_inline, is_inline_end};
use super::prepare::Prepared;
use super::{Findings, leftovers};
use crate::diagnostics::Code;
use crate::text::Span;

/// Looks through one text of Markdown.
pub fn look(findings: &mut Findings<'_>, prepared: &Prepared<'_>, events: &[(Event<'_>, Range<usize>)]) {
    let mut code: Vec<Range<usize>> = Vec::new();
    let mut outside = true;
    let mut block = Block::default();
    let said = said_directives(findings);
    let mut dated = 0;
    let mut at = 0;
    while let Some((event, range)) = events.get(at) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => {
                outside = false;
                code.push(range.clone());
            }
            Event::Start(Tag::HtmlBlock) => outside = false,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => outside = true,
            // The parts of a date in numbers are lists in lists.
            Event::Start(Tag::List(Some(number)))
                if range.start >= dated && date(findings, prepared, events, at, *number) =>
            {
                dated = range.end;
            }
            Event::Start(Tag::List(Some(_))) => {}
            Event::Start(tag) if is_inline(tag) => {}
            Event::End(tag) if is_inline_end(*tag) => {}
            // So nearly all blocks end.
            Event::Start(_) | Event::End(_) if block.stars.is_empty() => block.start = None,
            Event::Start(_) | Event::End(_) => std::mem::take(&mut block).close(findings, prepared),
            Event::Text(_) if outside => {
                let end = at + events[at..].iter().take_while(|(event, _)| matches!(event, Event::Text(_))).count();
                let run = range.start..events[end - 1].1.end;
                let link_follows =
                    matches!(events.get(end), Some((Event::Start(Tag::Link { .. }), next)) if next.start == run.end);
                block.start.get_or_insert(run.start);
                // Most texts have nothing that a mark could begin with.
                let is_mark = |byte: &u8| matches!(byte, b'*' | b']' | b':' | b'[');
                if prepared.text.as_bytes()[run.clone()].iter().fold(false, |has, byte| has | is_mark(byte)) {
                    block.run(prepared, &run);
                    links(findings, prepared, &run, link_follows);
                    marks(findings, prepared, &run, &said);
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    block.close(findings, prepared);
    leftovers::in_markdown(findings, prepared, &code);
}

/// The text of one block, as far as it concerns emphasis that is none.
#[derive(Default)]
struct Block {
    /// Where `**` stands in the text.
    stars: Vec<(usize, Stars)>,
    /// Where the first text of the block begins.
    start: Option<usize>,
}

impl Block {
    fn run(&mut self, prepared: &Prepared<'_>, run: &Range<usize>) {
        let start = self.start.unwrap_or(run.start);
        let text: &str = &prepared.text;
        let mut from = run.start;
        while let Some(found) = memchr::memchr(b'*', &text.as_bytes()[from..run.end]) {
            let at = from + found;
            let end = at + text[at..].bytes().take_while(|byte| *byte == b'*').count();
            if end == at + 1 {
                from = end;
                continue;
            }
            let before = text[..at].chars().next_back().filter(|_| at > start);
            let after = text[end..].chars().next();
            let space = |ch: Option<char>| ch.is_none_or(char::is_whitespace);
            // Part of a pattern of paths, or escaped.
            if !matches!(before, Some('/' | '\\')) && after != Some('/') {
                let near = (text[start..at].trim_end().chars().next_back(), text[end..].trim_start().chars().next());
                let (count, spaced) = (end - at, space(before) && space(after));
                let digit = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_digit());
                let more = |ch: Option<char>| ch == Some('*') || digit(ch);
                let kind = match count {
                    // `2 ** 3` and `2**3`
                    2 if digit(near.0) && digit(near.1) => Stars::Meant,
                    // `**** **** **** 1234`
                    4 if spaced && (more(near.0) || more(near.1)) => Stars::Meant,
                    // Four are emphasis around nothing; more of them stand for something that is not told.
                    4 => Stars::Stray,
                    5.. => Stars::Meant,
                    _ if spaced => Stars::Unsure,
                    _ => Stars::Stray,
                };
                self.stars.push((at, kind));
            }
            from = end.min(run.end);
        }
    }

    fn close(self, findings: &mut Findings<'_>, prepared: &Prepared<'_>) {
        // One alone between spaces may be an operator, or the mark of a note; two are the ends of emphasis.
        let unsure = self.stars.iter().filter(|(_, kind)| *kind == Stars::Unsure).count();
        let stray = self.stars.iter().any(|(_, kind)| *kind == Stars::Stray);
        let first = self.stars.iter().find(|(_, kind)| *kind != Stars::Meant && (stray || unsure > 1));
        let Some((at, _)) = first.copied() else { return };
        findings.push(
            Code::StrayEmphasis,
            prepared.span(at..at + 2),
            "`**` is shown as it stands; it does not begin or end bold text here",
            "Put it directly around the words, with the punctuation outside, or write `<strong>` and `</strong>`.",
        );
    }
}

/// What two or more stars in a text are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stars {
    /// Emphasis that is none.
    Stray,
    /// That, or an operator or a mark.
    Unsure,
    /// What their author wanted.
    Meant,
}

/// Text that wants to be a link.
fn links(findings: &mut Findings<'_>, prepared: &Prepared<'_>, run: &Range<usize>, link_follows: bool) {
    let text = &prepared.text[run.clone()];
    let bytes = text.as_bytes();
    // Up to where text is part of something that was said.
    let mut said = 0;
    for at in memchr::memchr_iter(b']', bytes) {
        if at > 0 && bytes[at - 1] == b'\\' || at < said {
            continue;
        }
        let rest = &text[at + 1..];
        let end = if let Some(inner) = rest.strip_prefix('(').or_else(|| rest.strip_prefix(" (")) {
            let inner_at = text.len() - inner.len();
            let inner = &inner[..floor(inner, MOST_ADDRESS)];
            let len = inner.find([')', '\n']).unwrap_or(inner.len());
            is_address(&inner[..len], rest.starts_with(' ')).then(|| (inner_at + len + 1).min(text.len()))
        } else if let Some(inner) = rest.strip_prefix('[') {
            let inner = &inner[..floor(inner, MOST_ADDRESS)];
            let len = inner.find(']').filter(|len| is_label(&inner[..*len]));
            // `a[i][j]` is an index, `[Ctrl][Alt][Del]` are keys.
            let index =
                text[..at].rfind('[').is_some_and(|open| text[..open].ends_with(|ch: char| ch.is_alphanumeric()));
            let keys = len.is_some_and(|len| inner[len + 1..].starts_with('['));
            if keys {
                said = text[at..].find(|ch: char| ch.is_whitespace()).map_or(text.len(), |next| at + next);
            }
            len.filter(|_| !index && !keys).map(|len| at + 2 + len + 1)
        } else if rest.is_empty() && link_follows {
            Some(at + 1)
        } else {
            None
        };
        let Some(end) = end else { continue };
        let start = text[said..at].rfind('[').map_or(at, |open| said + open);
        // Who has escaped the one bracket wants both to be seen.
        if prepared.text[..run.start + start].ends_with('\\') {
            continue;
        }
        let end = floor(text, end).max(at + 1);
        said = end;
        let shown: String = text[start..end].chars().take(80).collect();
        findings.push(
            Code::LinkLikeText,
            prepared.span(run.start + start..run.start + end),
            format!("`{}` looks like a link, and is shown as it stands", shown.replace('\n', " ")),
            "Write `[words](address)` without a space between the two, and without spaces in the address; escape the brackets as `\\[` if they are meant.",
        );
    }
}

/// The longest address that text is looked at for, in bytes: what is longer is none that anybody wrote.
const MOST_ADDRESS: usize = 2_000;

/// The nearest border of characters at or before a place.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Whether what stands between parentheses is meant to lead somewhere. Behind a space (`apart`) it may as well be a remark,
/// and is an address only as a whole.
fn is_address(inner: &str, apart: bool) -> bool {
    let lower = inner.to_ascii_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let begins = |word: &str| {
        let begins = ["http://", "https://", "mailto:", "www.", "#", "./", "../", "/"];
        word.len() > 1 && begins.iter().any(|begin| word.starts_with(begin))
    };
    let path = |word: &str| {
        let word = word.split(['#', '?']).next().unwrap_or(word);
        [".md", ".yml", ".yaml", ".html", ".png", ".svg", ".jpg"].iter().any(|extension| word.ends_with(extension))
    };
    match words.as_slice() {
        [] => false,
        [word] => begins(word) || path(word),
        [first, .., last] => first.contains("://") || !apart && (begins(first) || path(last)),
    }
}

/// Whether what stands in a second pair of brackets names a definition that is not there.
fn is_label(inner: &str) -> bool {
    // What begins with a capital is rather a key or a button.
    inner.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && inner.bytes().any(|byte| byte.is_ascii_alphabetic())
        && inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/'))
}

/// Where directives stand of which something was said already, in order.
fn said_directives(findings: &Findings<'_>) -> Vec<Span> {
    let of_directives = findings
        .diagnostics
        .iter()
        .filter(|found| matches!(found.code, Code::InvalidDirective | Code::UnbalancedBlock | Code::UnknownAlert));
    let mut spans: Vec<Span> = of_directives.map(|found| found.place.span).collect();
    spans.sort();
    spans
}

/// Marks of the dialect that nothing has read.
fn marks(findings: &mut Findings<'_>, prepared: &Prepared<'_>, run: &Range<usize>, said: &[Span]) {
    let text = &prepared.text[run.clone()];
    // Hardly any text has one of these, which are faster to look for than the marks that they begin.
    if memchr::memchr2(b':', b'[', text.as_bytes()).is_none() {
        return;
    }
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
                let next = text[at + 2 + word..].chars().next().map_or(0, char::len_utf8);
                (word > 2 && closed && shown).then_some((at, 2 + word + next))
            })
        });
    let Some((at, len)) = found else { return };
    let span = prepared.span(run.start + at..run.start + at + len);
    // What is wrong with a directive has been said where it is read.
    let next = said.partition_point(|said| said.end <= span.start);
    let said = said.get(next).is_some_and(|said| said.start <= span.start);
    // The text of a run begins behind the backslash that escapes its first mark.
    if !said && !prepared.text[..run.start + at].ends_with('\\') {
        findings.push(
            Code::RawMark,
            span,
            format!("`{}` is shown as it stands; it begins no directive or alert here", &text[at..at + len]),
            "Put the directive on a line of its own, an alert at the start of a quote; put a mark that is meant to be shown into a code span.",
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
            "摘要上 ** (ACR) ** 區域\n",
            "然後選取 [設定] ****   圖示\n",
        ] {
            assert_eq!(found(text), [(Code::StrayEmphasis, "**")], "{text}");
        }
        for text in [
            "**a** and **b**\n",
            "2 ** 3 is 8\n",
            "** a note\n",
            "2 ** 3 ** 2 is 512.\n",
            "x = 2**3\n",
            "Card number: **** **** **** 1234\n",
            "Password: ******\n",
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
            ("See [the page] (payout.md#x) now.\n", "[the page] (payout.md#x)"),
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
            "\\[a](b.md)\n",
            "values[0][key]\n",
            "[a][b]\n\n[b]: c.md\n",
            "`[a] (b.md)`\n",
            "Press [Enter] (see below).\n",
            "[Save] (it writes site.yaml)\n",
            "[Ctrl][Alt][Del] or [Ctrl][Alt]\n",
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
        assert_eq!(found("\\[!NOTE] is a mark\n"), []);
        assert_eq!(found("请参阅[!INCLUDE（a.md）]\n"), [(Code::RawMark, "[!INCLUDE（")]);
        assert_eq!(found("x [!INCLUDE\n"), [(Code::RawMark, "[!INCLUDE")]);
        assert_eq!(found("> [!NOTE]\n> Text\n"), []);
        assert_eq!(found(">[!Note] Text\n\n- a\n\n  > [!TIP]\n  > b\n"), []);
        assert_eq!(found(":::frame:::\n").iter().map(|found| found.0).collect::<Vec<_>>(), [Code::InvalidDirective]);
    }

    #[test]
    fn dates_that_became_lists() {
        for text in [
            "- 25. Februar 2020: neu\n",
            "* 7. januar: ny\n",
            "- 1. Mai\n",
            "- 24. Dez. ist frei\n",
            "25. února 2025: nové\n",
            "12. März 2021 war ein Tag.\n",
            "- 2020. 3. 5. 업데이트됨.\n",
            "2020. 7. 1. 부터\n",
            "- 25. 2. 2020\n",
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
        assert_eq!(found(">>>>>>> quoted seven deep\n\n<<<<<<< is a mark\n"), []);
        let html = "<table>\n<<<<<<< HEAD\n<tr>\n=======\n<tr>\n>>>>>>> main\n</table>\n";
        assert_eq!(found(html), [(Code::MergeConflict, "<<<<<<< HEAD")]);
        assert_eq!(found("```\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n```\n"), []);
        assert_eq!(found("a \u{202e}b\u{202c} c\n"), [(Code::BidiControl, "\u{202e}")]);
        assert_eq!(found("a \u{200f}b – “c”\n"), []);
        assert_eq!(found("a \u{fffd}\u{fffd} b\n\u{fffd}\n").len(), 2);
    }
}
