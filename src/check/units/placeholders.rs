//! What stands among the words of a unit and is no word, and differs from what its source has: inline code, includes,
//! footnotes.

use super::{Page, Pair};
use crate::check::cause::Finding;
use crate::diagnostics::Code;
use crate::model::unit::{self, CodeKind};
use crate::model::{Document, Unit};
use crate::parse::directive::{self, Read, What};
use crate::text::is_quotation_mark;
use crate::text::names::listed;

/// Compares the placeholders of a unit with those of its source: which there are, not how often, nor in which order.
pub(super) fn check(page: &Page<'_>, pair: Pair<'_>, of: &Document) -> Option<Finding> {
    let (lost, mut new) = (only(pair.of, pair.own), only(pair.own, pair.of));
    if lost.is_empty() && !new.is_empty() {
        // To name again what the page speaks of is a matter of style too.
        let text = without_quotes(page.site.text_of(of));
        new.retain(|name| !text.contains(&without_quotes(name)));
    }
    let list = |names: &[String]| listed("", names.iter().map(String::as_str));
    let message = match (lost.is_empty(), new.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("this text does not have {} of its source", list(&lost)),
        (true, false) => format!("this text has {}, which its source does not have", list(&new)),
        (false, false) => format!("this text has {}, where its source has {}", list(&new), list(&lost)),
    };
    let help = "Write it as the source does: it is no matter of language.";
    Some(page.finding(Code::ChangedPlaceholder, pair, message, help))
}

/// The placeholders of a unit that the other one lacks. Inline code that stands there as plain words is not lacking: to
/// set it as code is a matter of style.
fn only(unit: &Unit, other: &Unit) -> Vec<String> {
    let mut own = placeholders(unit.content.codes());
    if own.is_empty() {
        return Vec::new();
    }
    let (theirs, words) = (placeholders(other.content.codes()), without_quotes(&other.content.words()));
    let is_there = |(kind, name): &(CodeKind, String)| {
        *kind == CodeKind::Code && words.contains(&without_quotes(name)) || theirs.contains(&(*kind, name.clone()))
    };
    own.retain(|own| !is_there(own));
    let mut only: Vec<String> = own.into_iter().map(|(_, name)| name).collect();
    only.sort();
    only.dedup();
    only
}

/// A text in lower case without quotation marks, which every language has its own of.
///
/// `"GET" => get`
fn without_quotes(text: &str) -> String {
    let kept: String = text.chars().filter(|ch| !is_quotation_mark(*ch)).collect();
    kept.trim().to_lowercase()
}

fn placeholders<'a>(codes: impl Iterator<Item = &'a unit::Code>) -> Vec<(CodeKind, String)> {
    let name = |code: &unit::Code| match code.kind {
        CodeKind::Code => Some(code.about.clone()),
        CodeKind::Footnote => Some(format!("[^{}]", code.about)),
        CodeKind::Directive => Some(directive_name(&code.about)),
        _ => None,
    };
    codes.filter_map(|code| Some((code.kind, name(code)?))).collect()
}

/// What a directive takes in, whatever it is called.
fn directive_name(written: &str) -> String {
    let read = if written.starts_with('[') { directive::bracket(written) } else { directive::colons(written) };
    match read {
        Read::Directive(What::Include(path) | What::Video(path) | What::Snippet { path, .. }, _) => path,
        _ => written.to_owned(),
    }
}
