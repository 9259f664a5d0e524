//! Numbers and dates that a translation says otherwise than its source.

use super::{Page, Pair};
use crate::check::cause::Finding;
use crate::diagnostics::Code;
use crate::text::Span;
use crate::text::names::listed;
use crate::translate::figures::Figures;

/// Compares the figures of a unit with those of its source, in whatever way each language writes them.
pub(super) fn check(page: &Page<'_>, pair: Pair<'_>, figures: &Figures) -> Option<Finding> {
    let (of, own) = (&pair.of.text, &pair.own.text);
    let found = figures.compare(of, own)?;
    let list = |spans: &[Span], text: &str| listed("", spans.iter().map(|span| span.of(text)));
    let message = match (found.own.is_empty(), found.source.is_empty()) {
        (true, _) => format!("this text does not have {} of its source", list(&found.source, of)),
        (false, true) => format!("this text has {}, which its source does not have", list(&found.own, own)),
        (false, false) => {
            format!("this text has {}, where its source has {}", list(&found.own, own), list(&found.source, of))
        }
    };
    let help = "Say the same number or date, in the way in which this language writes it.";
    Some(page.finding(Code::ChangedFigure, pair, message, help))
}
