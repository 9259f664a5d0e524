//! PO to be translated.

use std::collections::{BTreeMap, BTreeSet};

use unicode_linebreak::linebreaks;
use unicode_width::UnicodeWidthChar;

use super::{UNIT, to_text};
use crate::exchange::terms::Terms;
use crate::exchange::{Entry, Package, Page, marks};
use crate::model::Provenance;
use crate::model::unit::{CodeKind, Content, Piece};
use crate::text::one_line;

/// How wide a line is, its quotes included.
const WIDTH: usize = 79;

/// The file. Units with the same words are one entry, unless they are translated differently or one of them is not: then each has
/// its context.
pub fn write(package: &Package) -> String {
    let header = [
        ("Language", package.target.as_str().replace('-', "_")),
        ("MIME-Version", "1.0".to_owned()),
        ("Content-Type", "text/plain; charset=UTF-8".to_owned()),
        ("Content-Transfer-Encoding", "8bit".to_owned()),
        ("X-Generator", concat!("diglot ", env!("CARGO_PKG_VERSION")).to_owned()),
        ("X-Source-Language", package.source.as_str().replace('-', "_")),
    ];
    let header: String = header.into_iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    let mut out = String::new();
    push_string(&mut out, "", "msgid", "");
    push_string(&mut out, "", "msgstr", &header);
    let terms = Terms::new(&package.kept);
    for message in messages(package) {
        out.push('\n');
        message.write(&mut out, &terms);
    }
    out
}

/// One entry.
struct Message<'a> {
    /// The units that it is for.
    places: Vec<(&'a Page, &'a Entry)>,
    context: Option<String>,
    words: String,
}

/// The entries of a package, in the order in which their words first occur.
fn messages(package: &Package) -> Vec<Message<'_>> {
    let mut groups: Vec<(String, Vec<(&Page, &Entry)>)> = Vec::new();
    let mut by_words: BTreeMap<String, usize> = BTreeMap::new();
    for page in &package.pages {
        for entry in &page.units {
            let words = to_text(&marks(&entry.source));
            let at = *by_words.entry(words.clone()).or_insert(groups.len());
            if at == groups.len() {
                groups.push((words, Vec::new()));
            }
            groups[at].1.push((page, entry));
        }
    }
    let mut messages = Vec::new();
    for (words, places) in groups {
        // A file that comes back as it went out changes nothing: what is not translated yet, or from another text, is not
        // joined with what is.
        let mut seen: BTreeSet<(Option<String>, bool, Option<&str>)> = BTreeSet::new();
        for (_, entry) in &places {
            let translation = entry.translation();
            // Markup that the source does not have belongs to the one translation.
            let above = entry.source.codes().map(|code| code.id).max().unwrap_or_default();
            let has_own = translation.iter().flat_map(Content::codes).any(|code| code.id > above);
            let words = translation.as_ref().map(|translation| to_text(&marks(translation)));
            seen.insert((words, entry.is_outdated(), has_own.then_some(&*entry.id)));
        }
        if seen.len() < 2 {
            messages.push(Message { places, context: None, words });
            continue;
        }
        for (page, entry) in places {
            let context = Some(format!("{}#{}", page.key, entry.id));
            messages.push(Message { places: vec![(page, entry)], context, words: words.clone() });
        }
    }
    messages
}

impl Message<'_> {
    fn write(&self, out: &mut String, terms: &Terms<'_>) {
        let Some((_, first)) = self.places.first() else { return };
        for (page, entry) in &self.places {
            let name = entry.name.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
            comment(out, &format!("{UNIT}{}#{} ({}{name})", page.key, entry.id, entry.kind.name()));
        }
        // What is best translated stands for all.
        let translated = || self.places.iter().filter(|(_, entry)| entry.translation().is_some());
        let best = translated().find(|(_, entry)| !entry.is_outdated()).or_else(|| translated().next());
        let translation = best.and_then(|(_, entry)| entry.translation());
        let codes: BTreeMap<u32, String> = translation.iter().chain([&first.source]).flat_map(described).collect();
        for described in codes.values() {
            comment(out, described);
        }
        let mut kept = BTreeSet::new();
        for piece in &first.source.pieces {
            if let Piece::Text(text) = piece {
                kept.extend(terms.find(text).into_iter().map(|term| &text[term]));
            }
        }
        for term in kept {
            comment(out, &format!("stays as it is: {term}"));
        }
        for offer in &first.matches {
            comment(out, &format!("{} of 100 like \"{}\": \"{}\"", offer.score.min(100), offer.source, offer.target));
        }
        if best.is_some_and(|(_, entry)| entry.provenance == Some(Provenance::Machine)) {
            comment(out, "translated by a machine");
        }
        self.references(out);
        let outdated = best.filter(|(_, entry)| entry.is_outdated());
        if let Some((_, entry)) = outdated {
            out.push_str("#, fuzzy\n");
            if let Some(then) = &entry.source_then {
                push_string(out, "#| ", "msgid", then);
            }
        }
        if let Some(context) = &self.context {
            push_string(out, "", "msgctxt", context);
        }
        push_string(out, "", "msgid", &self.words);
        push_string(out, "", "msgstr", &translation.map(|content| to_text(&marks(&content))).unwrap_or_default());
    }

    /// Where the units are. A name with spaces stands between isolates, as gettext writes it.
    fn references(&self, out: &mut String) {
        let mut column = 0;
        let mut seen = BTreeSet::new();
        for (page, entry) in self.places.iter().filter(|(page, entry)| seen.insert((&page.file, entry.line))) {
            let file = one_line(&page.file);
            let file = if file.contains(' ') { format!("\u{2068}{file}\u{2069}") } else { file };
            let reference = format!(" {file}:{}", entry.line);
            if column > 0 && column + width(&reference) > WIDTH {
                out.push('\n');
                column = 0;
            }
            if column == 0 {
                out.push_str("#:");
                column = 2;
            }
            out.push_str(&reference);
            column += width(&reference);
        }
        out.push('\n');
    }
}

fn comment(out: &mut String, text: &str) {
    out.push_str("#. ");
    out.push_str(&one_line(text));
    // To gettext, a backslash at the end would join the next line to it.
    out.push_str(if text.trim_end().ends_with('\\') { " \n" } else { "\n" });
}

/// What each tag of a content stands for, by its number.
fn described(content: &Content) -> impl Iterator<Item = (u32, String)> {
    content.pieces.iter().filter_map(|piece| match piece {
        Piece::Open(code) => Some((code.id, format!("<x{0}>…</x{0}> = {1}…{2}", code.id, code.open, code.close))),
        Piece::Alone(code) => {
            let shown = if code.kind == CodeKind::Break { code.kind.name() } else { &code.open };
            Some((code.id, format!("<x{}/> = {shown}", code.id)))
        }
        Piece::Text(_) | Piece::Close(_) => None,
    })
}

/// Appends a keyword with its string, over several lines where it does not fit into one.
fn push_string(out: &mut String, prefix: &str, keyword: &str, text: &str) {
    out.push_str(&format!("{prefix}{keyword} "));
    let mut lines = text.split_inclusive('\n').map(escape).peekable();
    let first = lines.next().unwrap_or_default();
    // What goes on behind a line's end does so in the next line.
    if lines.peek().is_none() && width(prefix) + width(keyword) + width(&first) + 3 <= WIDTH {
        out.push_str(&format!("\"{first}\"\n"));
        return;
    }
    out.push_str("\"\"\n");
    for line in std::iter::once(first).chain(lines) {
        let (mut from, mut fits) = (0, 0);
        // No line ends within an escape.
        for (at, _) in linebreaks(&line).filter(|(at, _)| !line[..*at].ends_with('\\')) {
            if width(prefix) + width(&line[from..at]) + 2 > WIDTH && fits > from {
                out.push_str(&format!("{prefix}\"{}\"\n", &line[from..fits]));
                from = fits;
            }
            fits = at;
        }
        out.push_str(&format!("{prefix}\"{}\"\n", &line[from..]));
    }
}

/// How many columns a text takes, each of its characters for itself.
fn width(text: &str) -> usize {
    text.chars().map(|ch| ch.width().unwrap_or_default()).sum()
}

/// A text as a string of C.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for ch in text.chars() {
        match ch {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            ch => out.push(ch),
        }
    }
    out
}
