//! A page as it was received to a page as its author would have written it: one language, front matter that closes,
//! headings that are headings.

use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostics, mend};
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
    /// Whether the file held units of two languages, whole or damaged.
    pub was_bilingual: bool,
    /// What is found in the text still.
    pub left: Diagnostics,
}

/// Parses a page whose place in the site is not known yet.
pub fn parse(file: &Arc<str>, text: &str) -> (Document, Diagnostics) {
    // The extension only says how to read the file, and its first line tells that.
    let path = if page::is_yaml_page(text) { "page.yml" } else { "page.md" };
    page::parse(page::Request { file, text, locale: LocaleId(0), path, include: false, manner: Default::default() })
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
    let one = target(&text);
    let was_bilingual = one != text;
    let mut healed = finish(file, one, |_| false);
    // Damaged units in quoted front matter show only once that is written anew.
    for _ in 0..MOST_ROUNDS {
        let again = target(&healed.text);
        if again == healed.text {
            break;
        }
        healed = finish(file, again, |_| false);
    }
    Healed { was_bilingual, ..healed }
}

/// Whether a file is YAML that is no page.
pub fn is_data(file: &str, text: &str) -> bool {
    let lower = file.to_ascii_lowercase();
    (lower.ends_with(".yml") || lower.ends_with(".yaml")) && !page::is_yaml_page(text)
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
    if pairs.is_empty() || !bilingual::leftovers(&whole).is_empty() {
        return None;
    }
    // Later pipelines left the front matter out of the units: then its words are the translation's.
    let translated_header = !pairs.iter().any(|(_, span)| span.start < body);
    Some(finish(file, whole, |front| {
        front.extra.retain(|key, _| !OF_THE_TRANSLATION.contains(&key.as_str()));
        front.content_locale = None;
        front.slug = None;
        if !translated_header {
            return false;
        }
        let (title, description) = (front.title.take(), front.description.take());
        title.is_some() || description.is_some()
    }))
}

/// Applies every fix that may be applied unseen, and writes the front matter anew where it is malformed, until nothing is
/// left to do. `edit` changes what the front matter says, and tells whether the title is to come from the first heading.
fn finish(file: &Arc<str>, text: String, edit: impl FnOnce(&mut FrontMatter) -> bool) -> Healed {
    let mut text = text;
    for _ in 0..MOST_ROUNDS {
        let mended = || {
            let found = parse(file, &text).1;
            Some(mend(found.iter().filter_map(|found| found.fix.as_ref()), &text)?.0)
        };
        match rewritten(file, &text).or_else(mended) {
            Some(better) => text = better,
            None => break,
        }
    }
    let mut title_is_a_guess = false;
    if !page::is_yaml_page(&text) {
        let (mut front, body) = front_matter::read(&mut Findings::new(file, &text));
        let before = front.clone();
        title_is_a_guess = edit(&mut front);
        if title_is_a_guess {
            let document = parse(file, &text).0;
            front.title = document.body.headings.first().map(|heading| heading.text.clone());
        }
        if front != before {
            text = with_header(&front, &text[body..]);
        }
    }
    let (document, left) = parse(file, &text);
    Healed { text, document, title_is_a_guess, was_bilingual: false, left }
}

/// The text with its front matter written anew, where that is malformed. Nothing where it is well-formed, or could not be
/// read at all: rewriting would then lose it.
fn rewritten(file: &Arc<str>, text: &str) -> Option<String> {
    if page::is_yaml_page(text) {
        return None;
    }
    let mut findings = Findings::new(file, text);
    let (front, body) = front_matter::read(&mut findings);
    let malformed = findings.diagnostics.iter().any(|found| found.code == Code::InvalidFrontMatter);
    let was_read = front.fields().next().is_some() || !front.extra.is_empty();
    if !malformed || !was_read || front_matter::well_formed_end(text) == Some(body) {
        return None;
    }
    let better = with_header(&front, &text[body..]);
    (better != text).then_some(better)
}

/// A body below its front matter.
fn with_header(front: &FrontMatter, body: &str) -> String {
    let header = legacy::canonical(front).map(|yaml| format!("---\n{yaml}---\n\n")).unwrap_or_default();
    format!("{header}{}", body.trim_start_matches('\n'))
}
