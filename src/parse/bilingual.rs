//! Bilingual text: each unit of the translation with the sentence that it was made from beside it.
//!
//! ```text
//! <span data-ttu-id="999c8-103">TARGET</span><span class="sxs-lookup"><span data-stu-id="999c8-103">SOURCE</span></span>
//! ```
//!
//! `ttu` is the target, `stu` the source. The form is written by a machine and never varies, except that YAML strings
//! escape its quotes.

use super::tags;
use crate::model::document::Pair;
use crate::text::{Mapped, MappedBuilder, Span};

/// Which half of a bilingual text to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The translation.
    Target,
    /// The text that it was made from.
    Source,
}

/// Whether `text` may hold bilingual units: a quick look, for texts that hold none.
pub fn is_bilingual(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"data-ttu-id").is_some()
}

/// The fenced code of a text, whose units are examples of themselves: translation tools write none there.
fn fenced(text: &str) -> Vec<Span> {
    let mut fences = Vec::new();
    let mut open: Option<(usize, u8, usize)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let mark = bare.bytes().next().filter(|byte| matches!(byte, b'`' | b'~'));
        let length = mark.map_or(0, |mark| bare.bytes().take_while(|byte| *byte == mark).count());
        match (open, mark) {
            (None, Some(mark)) if length >= 3 => open = Some((start, mark, length)),
            (Some((from, fence, opened)), Some(mark))
                if mark == fence && length >= opened && bare[length..].trim().is_empty() =>
            {
                fences.push(Span::new(from, end));
                open = None;
            }
            _ => {}
        }
        start = end;
    }
    fences
}

/// Whether a place lies in one of some spans that are in order.
fn within(spans: &[Span], at: usize) -> bool {
    spans.get(spans.partition_point(|span| span.end <= at)).is_some_and(|span| span.start <= at)
}

/// The units of a bilingual text in order, each with the span of the whole construct. Spans count from the start of
/// `text`.
pub fn pairs(text: &str) -> Vec<(Pair, Span)> {
    let mut pairs = Vec::new();
    let code = fenced(text);
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(&text.as_bytes()[from..], b"<span data-ttu-id=") {
        let start = from + found;
        // Without another end there is no other whole unit; looking for one from every start would take time without end.
        if memchr::memmem::find(&text.as_bytes()[start..], b"</span></span>").is_none() {
            break;
        }
        match pair_at(text, start) {
            Some((_, end)) if within(&code, start) => from = end,
            Some((pair, end)) => {
                pairs.push((pair, Span::new(start, end)));
                from = end;
            }
            None => from = start + 1,
        }
    }
    pairs
}

/// What is left of damaged units in a text whose whole ones are gone: their tags, and source text that a reader must not
/// see. Spans count from the start of `text`, in order.
pub fn leftovers(text: &str) -> Vec<Span> {
    let ends: Vec<usize> = memchr::memmem::find_iter(text.as_bytes(), b"</span>").collect();
    let end_after = |from: usize| ends.get(ends.partition_point(|end| *end < from)).copied();
    let mut cuts = Vec::new();
    let mut from = 0;
    // The ends of targets that are open: their tags are cut when they come.
    let mut open: Vec<usize> = Vec::new();
    let code = fenced(text);
    while let Some(tag) = tags::next_tag(text, from) {
        from = tag.range.end;
        if tag.name != "span" || within(&code, tag.range.start) {
            continue;
        }
        if tag.closing {
            if open.last() == Some(&tag.range.start) {
                open.pop();
                cuts.push(Span::from(tag.range.clone()));
            }
            continue;
        }
        let is_source = tag.attribute("class") == Some("sxs-lookup") || tag.attribute("data-stu-id").is_some();
        if is_source {
            // The source ends with its spans, and within its paragraph.
            let end = end_after(tag.range.end).filter(|end| !text[tag.range.end..*end].contains("\n\n"));
            let end = end.map_or(tag.range.end, |end| end + "</span>".len());
            let end = if text[end..].starts_with("</span>") { end + "</span>".len() } else { end };
            cuts.push(Span::new(tag.range.start, end));
            from = end;
        } else if tag.attribute("data-ttu-id").is_some() {
            cuts.push(Span::from(tag.range.clone()));
            if let Some(end) = end_after(from).filter(|end| !open.contains(end)) {
                open.push(end);
            }
        }
    }
    cuts
}

/// One half of a bilingual text, every byte outside the units untouched.
pub fn half(text: &str, half: Half) -> String {
    let pairs = pairs(text);
    build(text, 0, half, &pairs).text
}

/// The target half of a text whose first byte stands at `offset` of its file, with the way back, and the pairs with
/// spans of the file.
pub fn target(text: &str, offset: usize) -> (Mapped, Vec<Pair>) {
    let pairs = pairs(text);
    let mapped = build(text, offset, Half::Target, &pairs);
    let shift = |span: Span| Span::new(span.start + offset, span.end + offset);
    let pairs = pairs
        .into_iter()
        .map(|(pair, _)| Pair { target: shift(pair.target), source: shift(pair.source), ..pair })
        .collect();
    (mapped, pairs)
}

fn build(text: &str, offset: usize, half: Half, pairs: &[(Pair, Span)]) -> Mapped {
    let mut builder = MappedBuilder::new(text, offset);
    let mut from = 0;
    for (pair, whole) in pairs {
        let kept = match half {
            Half::Target => pair.target,
            Half::Source => pair.source,
        };
        builder.copy(from, whole.start);
        builder.copy(kept.start, kept.end);
        from = whole.end;
    }
    builder.copy(from, text.len());
    builder.finish()
}

fn pair_at(text: &str, start: usize) -> Option<(Pair, usize)> {
    let (id, target_start) = opening(text, start, "<span data-ttu-id=")?;
    let target_end = target_start + text[target_start..].find("</span>")?;
    let lookup = target_end + "</span>".len();
    let source_tag = ["<span class=\"sxs-lookup\">", "<span class=\\\"sxs-lookup\\\">"]
        .iter()
        .find(|prefix| text[lookup..].starts_with(**prefix))
        .map(|prefix| lookup + prefix.len())?;
    let (source_id, source_start) = opening(text, source_tag, "<span data-stu-id=")?;
    let source_end = source_start + text[source_start..].find("</span></span>")?;
    if id != source_id {
        return None;
    }
    let pair = Pair {
        id: id.to_owned(),
        target: Span::new(target_start, target_end),
        source: Span::new(source_start, source_end),
    };
    Some((pair, source_end + "</span></span>".len()))
}

/// The id and the end of an opening tag with its one attribute, quotes plain or escaped.
fn opening<'a>(text: &'a str, start: usize, prefix: &str) -> Option<(&'a str, usize)> {
    let rest = text.get(start..)?.strip_prefix(prefix)?;
    let quote = if rest.starts_with("\\\"") { "\\\"" } else { "\"" };
    let value = rest.strip_prefix(quote)?;
    let end = value.find(quote)?;
    let id = &value[..end];
    let (prefix, number) = id.split_once('-')?;
    let number = number.strip_prefix('p').unwrap_or(number);
    let well_formed = prefix.len() == 5
        && prefix.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit());
    let after = value[end + quote.len()..].strip_prefix('>')?;
    well_formed.then(|| (id, text.len() - after.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# <a name=\"x\"></a><span data-ttu-id=\"0a1b2-103\">Ziel</span><span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-103\">Goal</span></span>!\n";

    #[test]
    fn each_half_keeps_every_other_byte() {
        assert_eq!(half(TEXT, Half::Target), "# <a name=\"x\"></a>Ziel!\n");
        assert_eq!(half(TEXT, Half::Source), "# <a name=\"x\"></a>Goal!\n");
        let (mapped, pairs) = target(TEXT, 10);
        assert_eq!(pairs[0].id, "0a1b2-103");
        assert_eq!(mapped.map.origin(mapped.text.find("Ziel").expect("there")), 10 + TEXT.find("Ziel").expect("there"));
    }

    #[test]
    fn units_in_fenced_code_are_examples() {
        let text = format!("{TEXT}\n> ```html\n> {TEXT}> ```\n\n~~~~\n{TEXT}~~~\n~~~~\n{TEXT}```\n{TEXT}");
        assert_eq!(pairs(&text).len(), 3, "the last fence never closes, so it is none: what follows is read");
        assert!(half(&text, Half::Target).contains("> # <a name=\"x\"></a><span data-ttu-id"));
        assert_eq!(leftovers(&half(&text, Half::Target)), []);
    }

    #[test]
    fn damaged_units_leave_their_target() {
        let clean = |text: &str| {
            let mut out = text.to_owned();
            for cut in leftovers(text).into_iter().rev() {
                out.replace_range(cut.start..cut.end, "");
            }
            out
        };
        assert_eq!(
            clean(
                "a <span data-ttu-id=\"x\">Ziel</span><span class=\"sxs-lookup\"><span data-stu-id=\"y\">Goal</span></span> b"
            ),
            "a Ziel b"
        );
        assert_eq!(clean("a <span data-ttu-id=\"x\">Ziel"), "a Ziel");
        assert_eq!(clean("a <span data-stu-id='x'>Goal</span> b"), "a  b");
        assert_eq!(clean("<span class=\"other\">a</span>"), "<span class=\"other\">a</span>");
    }

    #[test]
    fn what_only_resembles_a_pair_stays() {
        for text in [
            "<span data-ttu-id=\"0a1b2-103\">a</span>",
            "<span data-ttu-id=\"zz-1\">a</span><span class=\"sxs-lookup\"><span data-stu-id=\"zz-1\">b</span></span>",
            "<span data-ttu-id=\"0a1b2-1\">a</span><span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-2\">b</span></span>",
        ] {
            assert_eq!(half(text, Half::Target), text);
        }
    }

    #[test]
    fn escaped_quotes_and_merged_units_are_read() {
        let text = "title: \"<span data-ttu-id=\\\"a2082-p101\\\">Z</span><span class=\\\"sxs-lookup\\\"><span data-stu-id=\\\"a2082-p101\\\">S</span></span>\"";
        assert_eq!(half(text, Half::Target), "title: \"Z\"");
    }
}
