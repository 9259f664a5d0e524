//! Front matter that went through a translation tool which took it for prose: fences lost, keys translated, several
//! keys on one line, full-width colons, bilingual units around all of it.
//!
//! It is read as what it means, and each case is said with the form that it should have.

use serde_yaml::Value;

use super::front_matter::{bom, line, next_line};
use super::keys::{KeyAt, key_at};
use super::{Findings, bilingual, directive};
use crate::diagnostics::{Code, Edit};
use crate::model::FrontMatter;
use crate::text::Span;

/// The most lines that a header is looked for in.
const MAX_LINES: usize = 40;

/// Reads malformed front matter at the start of the file. Gives nothing where there is none.
pub fn read(findings: &mut Findings<'_>) -> Option<(FrontMatter, usize)> {
    let text = findings.text;
    let mut at = bom(text);
    let start = at;
    let mut lines = 0;
    while at < text.len() && line(text, at).of(text).trim().is_empty() && lines < 3 {
        at = next_line(text, line(text, at));
        lines += 1;
    }
    let opened = line(text, at).of(text).trim_end() == "---";
    if opened {
        at = next_line(text, line(text, at));
    }
    let header = Header::read(text, at, if opened { Keys::AnyBeforeBlank } else { Keys::Known });
    let has_title = header.entries.iter().any(|entry| entry.key == "title");
    if !has_title || (!opened && !header.closed) {
        return None;
    }
    let what = if opened { "the front matter never closes" } else { "the front matter never opens" };
    let mut front = FrontMatter::default();
    merge(&mut front, &header, false);
    let whole = Span::new(start, header.end);
    say(findings, &header, whole, first_line(text, start), what, header.fix(text, whole));
    Some((front, header.end))
}

/// Reads a closed block that is no YAML mapping and ends at `block_end`, line by line. Where a page's own text begins
/// before that, the block was never closed and a rule of the page was taken for its end.
pub fn read_invalid(
    findings: &mut Findings<'_>,
    block_end: usize,
    problem: &str,
    at: Span,
) -> Option<(FrontMatter, usize)> {
    let text = findings.text;
    let start = bom(text);
    let inner = next_line(text, line(text, start));
    let mut header = Header::read(text, inner, Keys::Any);
    let (mut what, mut place) = (problem.to_owned(), at);
    if !header.closed || header.end != block_end {
        header = Header::read(text, inner, Keys::AnyBeforeBlank);
        let rest = text[header.end..].trim_start();
        if header.closed || !rest.starts_with('#') {
            return None;
        }
        "the front matter never closes".clone_into(&mut what);
        place = first_line(text, start);
    }
    if header.entries.is_empty() {
        return None;
    }
    let mut front = FrontMatter::default();
    merge(&mut front, &header, false);
    let whole = Span::new(start, header.end);
    say(findings, &header, whole, place, &what, header.fix(text, whole));
    Some((front, header.end))
}

/// Reads a second block that follows well-formed front matter at `start`: the authored one, translated as prose. Its
/// values fill in what the first block lacks. Gives where the body starts.
pub fn read_second_block(findings: &mut Findings<'_>, front: &mut FrontMatter, start: usize) -> usize {
    let text = findings.text;
    let mut at = start;
    while at < text.len() && line(text, at).of(text).trim().is_empty() {
        at = next_line(text, line(text, at));
    }
    let opened = at < text.len() && line(text, at).of(text).trim_end() == "---";
    // Hardly any page has a line that could close a second block.
    if !opened && memchr::memmem::find(&text.as_bytes()[start..], b"\n---").is_none() {
        return start;
    }
    let inner = if opened { next_line(text, line(text, at)) } else { at };
    let header = Header::read(text, inner, Keys::Known);
    let machine = header.entries.iter().filter(|entry| entry.machine).count();
    if !header.closed || header.entries.is_empty() || (!opened && machine == 0) {
        return start;
    }
    let edits = header.fix_second(text, front, start, Span::new(at, header.end));
    merge(front, &header, true);
    let what = "a second block of front matter follows the first";
    say(findings, &header, Span::new(at, header.end), first_line(text, at), what, edits);
    header.end
}

fn merge(front: &mut FrontMatter, header: &Header, only_missing: bool) {
    for entry in &header.entries {
        match front.field_mut(&entry.key) {
            Some((name, field)) => {
                let kept = (only_missing || entry.repeats) && field.is_some();
                if !kept && !entry.value.is_empty() {
                    *field = Some(directive::without_marks(&entry.value).trim().to_owned());
                    front.places.insert(name.into(), entry.span);
                }
            }
            None => {
                let value = Value::String(entry.value.clone());
                if only_missing {
                    front.extra.entry(entry.key.clone()).or_insert(value);
                } else {
                    front.extra.insert(entry.key.clone(), value);
                }
            }
        }
    }
}

/// The first line of a header, which stands for all of it.
fn first_line(text: &str, at: usize) -> Span {
    Span::new(at, line(text, at).end)
}

fn say(findings: &mut Findings<'_>, header: &Header, whole: Span, place: Span, what: &str, fix: Option<Vec<Edit>>) {
    let keys: Vec<&str> = header.entries.iter().map(|entry| entry.key.as_str()).collect();
    let message = format!("{what}; it was read as {}", keys.join(", "));
    let help = "Write it as YAML between two lines of `---`, with English keys, one to a line.";
    // A bilingual header also holds the source's words: only an import may take them apart.
    match fix.filter(|_| !bilingual::is_bilingual(whole.of(findings.text))) {
        Some(edits) => findings.push_fixable(Code::InvalidFrontMatter, place, message, help, edits),
        None => findings.push(Code::InvalidFrontMatter, place, message, help),
    }
}

/// Front matter as canonical YAML: the fields that Diglot knows, then all others. Nothing where there is nothing to say.
pub fn canonical(front: &FrontMatter) -> Option<String> {
    let mut mapping = serde_yaml::Mapping::new();
    for (name, value) in front.fields() {
        mapping.insert(Value::String(name.to_owned()), Value::String(value.to_owned()));
    }
    for (key, value) in &front.extra {
        mapping.insert(Value::String(key.clone()), value.clone());
    }
    if mapping.is_empty() { None } else { serde_yaml::to_string(&mapping).ok() }
}

/// Lines that are front matter in all but form.
pub(super) struct Header {
    pub(super) entries: Vec<Entry>,
    /// After the last line, the closing fence included.
    pub(super) end: usize,
    /// Whether a closing fence was there.
    pub(super) closed: bool,
    /// Where its lines begin.
    pub(super) start: usize,
    /// Whether it has more lines than are looked at.
    pub(super) cut: bool,
}

pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: String,
    pub(super) span: Span,
    /// Whether it is a key of the publishing pipeline (`ms.…`), which prose never contains.
    machine: bool,
    /// Whether another entry of the same header has the key already.
    pub(super) repeats: bool,
    /// Whether nothing stood behind the key, so that the items of a list may follow.
    lists: bool,
}

/// Which words with a colon count as keys at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keys {
    /// Any word: the lines stand between fences.
    Any,
    /// Any word up to the first blank line: a fence opened, and it is not known where it should have closed.
    AnyBeforeBlank,
    /// Only those that prose would hardly start with.
    Known,
}

impl Header {
    /// Reads lines from `start` on for as long as they are blank or start with a key.
    fn read(text: &str, start: usize, keys: Keys) -> Self {
        let mut header = Self { entries: Vec::new(), end: start, closed: false, start, cut: false };
        let own_lines = (keys == Keys::Any).then(|| keys_of_lines(text, start));
        let mut at = start;
        let mut blank = false;
        for number in 0.. {
            if at >= text.len() {
                break;
            }
            if number == MAX_LINES {
                header.cut = true;
                break;
            }
            let current = line(text, at);
            let raw = current.of(text);
            let after = next_line(text, current);
            if raw.trim_end() == "---" {
                header.closed = true;
                header.end = after;
                break;
            }
            if raw.trim().is_empty() {
                blank = true;
                at = after;
                continue;
            }
            // A comment among keys; after a blank line it would be the page's heading.
            let comment = raw.starts_with('#') && !raw.starts_with("##");
            // What follows a heading directly is hardly a key.
            let keys_follow = || any_key(line(text, after).of(text), line(text, after)).is_some();
            if keys == Keys::Any && comment && (!blank || !raw.starts_with("# ") || keys_follow()) {
                at = after;
                continue;
            }
            let shown = bilingual::half(raw, bilingual::Half::Target);
            let mut entries = split_keys(shown.trim(), current, own_lines.as_deref());
            if entries.is_empty() && (keys == Keys::Any || keys == Keys::AnyBeforeBlank && !blank) {
                entries.extend(any_key(raw, current));
            }
            // What comes back after a blank line begins the text: keys are said once.
            let repeats = |entry: &Entry| header.entries.iter().any(|known| known.key == entry.key);
            if blank && keys != Keys::Any && entries.first().is_some_and(repeats) {
                break;
            }
            if entries.is_empty() {
                // An indented line goes on with the value above it, and so do the items of a list.
                let lists = header.entries.last().is_some_and(|entry| entry.lists);
                let item = raw.trim_start().strip_prefix("- ").filter(|_| keys != Keys::Known && !blank && lists);
                match header.entries.last_mut().filter(|_| item.is_some() || raw.starts_with([' ', '\t'])) {
                    Some(last) => {
                        let separator = if item.is_some() { ", " } else { " " };
                        last.value.push_str(if last.value.is_empty() { "" } else { separator });
                        last.value.push_str(item.unwrap_or(raw).trim());
                    }
                    None => break,
                }
            }
            for mut entry in entries {
                entry.lists = entry.value.is_empty();
                entry.repeats = header.entries.iter().any(|known| known.key == entry.key);
                header.entries.push(entry);
            }
            header.end = after;
            at = after;
        }
        header
    }
}

/// The known keys that lines of a header start with.
fn keys_of_lines(text: &str, start: usize) -> Vec<String> {
    let lines = text[start..].lines().take(MAX_LINES).take_while(|line| line.trim_end() != "---");
    let shown = lines.map(|line| bilingual::half(line, bilingual::Half::Target));
    shown.filter_map(|line| Some(key_at(&lower(line.trim()), 0)?.key)).collect()
}

/// A line in lower case, every character at the place where it was: the few whose small form has another length (`İ`)
/// stay.
fn lower(line: &str) -> String {
    let lower = |ch: char| {
        let mut small = ch.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == ch.len_utf8() => one,
            _ => ch,
        }
    };
    line.chars().map(lower).collect()
}

/// The keys on one line with their values; nothing where the line does not start with a key. Between fences the keys
/// that have lines of their own are given.
fn split_keys(line: &str, span: Span, fenced: Option<&[String]>) -> Vec<Entry> {
    let mut found: Vec<KeyAt> = Vec::new();
    let lower = lower(line);
    let text = &lower;
    let mut at = 0;
    while at < text.len() {
        if let Some(key) = key_at(text, at) {
            at = key.value_start;
            found.push(key);
        } else if at == 0 {
            // Most lines that are looked at are a page's first ones, and no keys.
            return Vec::new();
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    // Between fences a line that starts with an English key is whole: further words with a colon belong to its value,
    // unless a separator stands before them, or the pipeline's own keys show that several were glued together and this
    // one has no line of its own.
    let english = found.first().is_some_and(|first| text.starts_with(&first.key));
    if let Some(own_lines) = fenced.filter(|_| english) {
        let glued = found.iter().skip(1).any(|key| key.machine);
        let mut first = true;
        found.retain(|key| {
            let separated = text[..key.start].trim_end().ends_with('|');
            std::mem::take(&mut first) || key.machine || separated || glued && !own_lines.contains(&key.key)
        });
    }
    let mut entries: Vec<Entry> = Vec::new();
    for (index, key) in found.iter().enumerate() {
        let end = found.get(index + 1).map_or(line.len(), |next| next.start);
        let value = line[key.value_start..end].trim();
        // `Name | Site-Description: …`: what joined the two was never part of the value.
        let last = index + 1 == found.len();
        let value = if last { value } else { value.trim_end_matches(['-', '|', '–', ' ', ',']) };
        let value = unquote(value).to_owned();
        entries.push(Entry { key: key.key.clone(), value, span, machine: key.machine, repeats: false, lists: false });
    }
    entries
}

/// A line `word: value` with any word.
fn any_key(line: &str, span: Span) -> Option<Entry> {
    let (key, value) = line.split_once(':')?;
    let word = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '-' | '.');
    (!key.is_empty() && key.chars().all(word)).then(|| Entry {
        key: key.to_lowercase(),
        value: unquote(value.trim()).to_owned(),
        span,
        machine: false,
        repeats: false,
        lists: false,
    })
}

fn unquote(value: &str) -> &str {
    for quote in ['"', '\''] {
        if value.len() >= 2
            && let Some(inner) = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote))
            && !inner.contains(quote)
        {
            return inner;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::front_matter;
    use super::*;

    fn read_text(text: &str) -> (FrontMatter, String, Vec<(Code, usize)>, Option<String>) {
        let file: Arc<str> = "a.md".into();
        let mut findings = Findings::new(&file, text);
        let (front, end) = front_matter::read(&mut findings);
        let found = findings.diagnostics.iter().map(|found| (found.code, found.place.start.line)).collect();
        let fixed = findings.diagnostics.iter().find_map(|found| found.fix.as_ref()).and_then(|fix| fix.apply(text));
        (front, text[end..].to_owned(), found, fixed)
    }

    fn check(text: &str, title: &str, description: Option<&str>, author: Option<&str>, body: &str) {
        let (front, rest, found, fixed) = read_text(text);
        assert_eq!(front.title.as_deref(), Some(title), "{text}");
        assert_eq!(front.description.as_deref(), description, "{text}");
        assert_eq!(front.author.as_deref(), author, "{text}");
        assert_eq!(rest.trim_start(), body, "{text}");
        assert_eq!(found.iter().map(|found| found.0).collect::<Vec<_>>(), [Code::InvalidFrontMatter], "{text}");
        if let Some(fixed) = fixed {
            let (again, rest, found, _) = read_text(&fixed);
            assert_eq!((again.title, again.description, again.author), (front.title, front.description, front.author));
            assert_eq!((rest.trim_start(), found.len()), (body, 0), "mended, nothing is left to say: {fixed}");
        }
    }

    #[test]
    fn unclosed_with_translated_and_glued_keys() {
        check(
            "---\nTitel: Prämien ab heute hier | Portal-Beschreibung: Was sich ändert \n\nAutor: jdoe\n\n\n# <a name=\"x\"></a>H\n",
            "Prämien ab heute hier | Portal",
            Some("Was sich ändert"),
            Some("jdoe"),
            "# <a name=\"x\"></a>H\n",
        );
        check(
            "---\ntitolo: Premi ora qui | Il portale descrizione: Che cosa cambia \n\nautore: jdoe\n\n# H\n",
            "Premi ora qui | Il portale",
            Some("Che cosa cambia"),
            Some("jdoe"),
            "# H\n",
        );
        check(
            "---\nЗаголовок: Премии теперь здесь | Описание на портале: Что меняется \n\nАвтор: Иван Иванов\n\n# H\n",
            "Премии теперь здесь",
            Some("Что меняется"),
            Some("Иван Иванов"),
            "# H\n",
        );
    }

    #[test]
    fn bilingual_with_full_width_colons() {
        let unit = |id: &str, target: &str, source: &str| {
            format!(
                "<span data-ttu-id=\"0a1b2-{id}\">{target}</span><span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-{id}\">{source}</span></span>"
            )
        };
        let text = format!(
            "---\n{} \n\n{}\n\n\n# {}\n",
            unit(
                "101",
                "标题：奖励已上线 | 门户说明：有何变化",
                "title: Rewards are live | Portal description: What changes"
            ),
            unit("102", "作者：jdoe", "author: jdoe"),
            unit("103", "题", "H"),
        );
        let (front, rest, found, _) = read_text(&text);
        assert_eq!(front.title.as_deref(), Some("奖励已上线 | 门户"));
        assert_eq!(front.description.as_deref(), Some("有何变化"));
        assert_eq!(front.author.as_deref(), Some("jdoe"));
        assert!(rest.trim_start().starts_with("# <span"));
        assert_eq!(found, [(Code::InvalidFrontMatter, 1)]);
    }

    #[test]
    fn closed_but_several_keys_on_one_line() {
        check(
            "---\nЗаголовок: Из старого портала : новый описание: Куда что делось ms.prod: автор: JDoe\n---\nText\n",
            "Из старого портала : новый",
            Some("Куда что делось"),
            Some("JDoe"),
            "Text\n",
        );
        check("---\n标题：旧门户 描述：去向 作者：JDoe\n---\nText\n", "旧门户", Some("去向"), Some("JDoe"), "Text\n");
    }

    #[test]
    fn never_opened() {
        check(
            "\nTitel: Probe Beschreibung: Nur ein Versuch\nAutor: jdoe\n---\n# H\n",
            "Probe",
            Some("Nur ein Versuch"),
            Some("jdoe"),
            "# H\n",
        );
    }

    #[test]
    fn a_second_block_fills_in() {
        let text = "---\ntitle: Profil\nms.contentlocale: it-IT\n---\nms. Service: desk ms. sottoservizio: conto Description: Come si cambia\nMS. Argomento: x ms.date: 08/06/2019 autore: JDoe\n---\n\n# H\n";
        let (front, rest, found, fixed) = read_text(text);
        assert_eq!(front.title.as_deref(), Some("Profil"));
        assert_eq!(front.description.as_deref(), Some("Come si cambia"));
        assert_eq!(front.author.as_deref(), Some("JDoe"));
        assert_eq!(rest.trim_start(), "# H\n");
        assert_eq!(found, [(Code::InvalidFrontMatter, 5)]);
        let fixed = fixed.expect("it can be mended");
        let (again, rest, found, _) = read_text(&fixed);
        assert_eq!((again.title, again.description, again.author), (front.title, front.description, front.author));
        assert_eq!((rest.trim_start(), found), ("# H\n", Vec::new()), "{fixed}");
        assert!(fixed.starts_with("---\ntitle: Profil\nms.contentlocale: it-IT\n"), "{fixed}");
    }

    #[test]
    fn mending_keeps_what_was_written() {
        for (text, expected) in [
            (
                "---\ntitle: A\ntags:\n  - x\nmeta: {k: v} # why\norder: 3\n\n# H\n",
                "---\ntitle: A\ntags:\n  - x\nmeta: {k: v} # why\norder: 3\n---\n\n# H\n",
            ),
            ("---\r\ntitle: A\r\n\r\n# H\r\n", "---\r\ntitle: A\r\n---\r\n\r\n# H\r\n"),
            ("---\nTitel: A\norder: 3\ndraft: true\n\n# H\n", "---\nTitel: A\norder: 3\ndraft: true\n---\n\n# H\n"),
            (
                "---\ntitle: A: b\nver: \"1.10\"\ntags: [x, y] # why\n\n# note\nCustomKey: 'it''s'\nmeta:\n  a: b\n---\n\n# H\n",
                "---\ntitle: 'A: b'\nver: \"1.10\"\ntags: [x, y] # why\n\n# note\nCustomKey: 'it''s'\nmeta:\n  a: b\n---\n\n# H\n",
            ),
            ("---\ntitle: A: b\n#note\nauthor: x\n---\n# H\n", "---\ntitle: 'A: b'\n#note\nauthor: x\n---\n# H\n"),
            ("---\ntitle: A: b\nnum: 007\n---\n\n# H\n", "---\ntitle: 'A: b'\nnum: 007\n---\n\n# H\n"),
        ] {
            assert_eq!(read_text(text).3.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_would_lose_something_is_not_mended() {
        let long: String = (0..60).map(|number| format!("k{number}: v\n")).collect();
        for text in [
            format!("---\ntitle: A\n{long}\n# H\n"),
            "---\ntitle: A: b\ntitle: second\n---\n# H\n".to_owned(),
            "---\ntitle: A ms.date: x title: second ms.date: z\n---\n# H\n".to_owned(),
            "---\ntitle: A\n---\n---\ntitle: B\nms.topic: x\n---\n# H\n".to_owned(),
        ] {
            assert_eq!(read_text(&text).3, None, "{text}");
        }
    }

    #[test]
    fn prose_is_left_alone() {
        for text in [
            "---\ntitle: a\n---\nDescription: of a thing\n\nmore\n",
            "Title: the first line of a poem\n\nand no fence\n",
            "---\nfoo\n\n# H\n",
        ] {
            let (_, _, found, _) = read_text(text);
            assert_eq!(found, [], "{text}");
        }
    }
}
