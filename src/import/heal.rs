//! A page as it was received to a page as its author would have written it: one language, front matter that closes,
//! headings that are headings.

use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostics, Fix};
use crate::model::{Document, FrontMatter, LocaleId};
use crate::parse::bilingual::{self, Half};
use crate::parse::{Findings, front_matter, legacy, page};

/// What a translation pipeline writes into front matter about the translation; on a source page it would be untrue.
const OF_THE_TRANSLATION: [&str; 7] = [
    "ms.contentlocale",
    "ms.lasthandoff",
    "ms.locfileid",
    "ms.openlocfilehash",
    "ms.sourcegitcommit",
    "ms.translationtype",
    "translationtype",
];

/// How often the fixes of findings are applied to a page before whatever is left is left: mending one thing can uncover
/// the next, but nothing real needs more.
const MOST_ROUNDS: usize = 8;

/// A page in one language.
#[derive(Debug)]
pub struct Healed {
    /// The text to write.
    pub text: String,
    /// The same, parsed.
    pub document: Document,
    /// Whether the title is the first heading's, because the front matter's is in the other language.
    pub title_is_a_guess: bool,
}

/// Parses a page whose place in the site is not known yet.
pub fn parse(file: &Arc<str>, text: &str) -> (Document, Diagnostics) {
    // The extension only says how to read the file, and its first line tells that.
    let path = if page::is_yaml_page(text) { "page.yml" } else { "page.md" };
    page::parse(page::Request { file, text, locale: LocaleId(0), path, include: false, trusted: false })
}

/// The text with Unix line ends, without a byte order mark, with a line end at its end.
pub fn plain(text: &str) -> String {
    let mut text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The page itself: the translation, where the file also holds what it was made from.
pub fn page(file: &Arc<str>, text: &str) -> Healed {
    let text = plain(text);
    let mut healed = finish(file, target(&text), bilingual::is_bilingual(&text), |_| false);
    // Damaged units in quoted front matter show only once that is written anew.
    for _ in 0..MOST_ROUNDS {
        let again = target(&healed.text);
        if again == healed.text {
            break;
        }
        healed = finish(file, again, false, |_| false);
    }
    healed
}

/// The translation in a text, without what is left of damaged units.
fn target(text: &str) -> String {
    let mut target = bilingual::half(text, Half::Target);
    for cut in bilingual::leftovers(&target).into_iter().rev() {
        target.replace_range(cut.start..cut.end, "");
    }
    target
}

/// The page that a bilingual one was made from; nothing where the file holds no whole unit, or damaged ones, whose
/// source text cannot be told from the translation.
pub fn source(file: &Arc<str>, text: &str) -> Option<Healed> {
    let text = plain(text);
    let pairs = bilingual::pairs(&text);
    let (_, body) = front_matter::read(&mut Findings::new(file, &text));
    let whole = bilingual::half(&text, Half::Source);
    if pairs.is_empty() || bilingual::is_bilingual(&whole) {
        return None;
    }
    // Later pipelines left the front matter out of the units: then its words are the translation's.
    let translated_header = !pairs.iter().any(|(_, span)| span.start < body);
    Some(finish(file, whole, true, |front| {
        front.extra.retain(|key, _| !OF_THE_TRANSLATION.contains(&key.as_str()));
        front.content_locale = None;
        translated_header
            && std::mem::take(&mut front.title).is_some() | std::mem::take(&mut front.description).is_some()
    }))
}

/// Writes the front matter anew where it is malformed or `rewrites` says so, with what `edit` makes of it, and applies
/// every fix that may be applied unseen, until nothing is left to do.
fn finish(file: &Arc<str>, text: String, rewrites: bool, edit: impl FnOnce(&mut FrontMatter) -> bool) -> Healed {
    let mut title_is_a_guess = false;
    let mut text = text;
    if rewrites {
        let heading = parse(file, &text).0.body.headings.first().map(|heading| heading.text.clone());
        let edited = rewritten(file, &text, true, |front| {
            title_is_a_guess = edit(front);
            if title_is_a_guess {
                front.title = heading;
            }
        });
        text = edited.unwrap_or(text);
    }
    for _ in 0..MOST_ROUNDS {
        match rewritten(file, &text, false, |_| {}).or_else(|| mended(file, &text)) {
            Some(better) => text = better,
            None => break,
        }
    }
    let document = parse(file, &text).0;
    Healed { text, document, title_is_a_guess }
}

/// The text with its front matter written anew, where that is malformed or `always`. Nothing where it stays, or where
/// it could not be read at all: rewriting would then lose it.
fn rewritten(file: &Arc<str>, text: &str, always: bool, edit: impl FnOnce(&mut FrontMatter)) -> Option<String> {
    if page::is_yaml_page(text) {
        return None;
    }
    let mut findings = Findings::new(file, text);
    let (mut front, body) = front_matter::read(&mut findings);
    let malformed = findings.diagnostics.iter().any(|found| found.code == Code::InvalidFrontMatter);
    let was_read = front.fields().next().is_some() || !front.extra.is_empty();
    if !(malformed || always) || !(was_read || body == 0) {
        return None;
    }
    edit(&mut front);
    let header = legacy::canonical(&front).map(|yaml| format!("---\n{yaml}---\n\n")).unwrap_or_default();
    let better = format!("{header}{}", text[body..].trim_start_matches('\n'));
    (better != text).then_some(better)
}

/// The text with every fix applied that may be applied unseen; nothing where there is none.
fn mended(file: &Arc<str>, text: &str) -> Option<String> {
    let (_, found) = parse(file, text);
    let mut edits: Vec<_> = found
        .iter()
        .filter_map(|found| found.fix.as_ref())
        .filter(|fix| fix.safe)
        .flat_map(|fix| fix.edits.iter().cloned())
        .collect();
    edits.sort();
    let mut end = 0;
    edits.retain(|edit| {
        let fits = edit.span.start >= end;
        end = end.max(edit.span.end);
        fits
    });
    let mended = Fix { safe: true, edits }.apply(text)?;
    (mended != text).then_some(mended)
}
