//! Numbers and dates that a translation says otherwise than its source.

use std::sync::OnceLock;

use super::{Page, Pair};
use crate::check::cause::Finding;
use crate::diagnostics::Code;
use crate::model::DocumentId;
use crate::site::Site;
use crate::text::Span;
use crate::text::names::listed;

use crate::translate::figures::{Figures, Glance};

/// What a glance shows of the units of the source, by documents, once somebody asks: every translation does.
pub(super) struct Seen<'a> {
    site: &'a Site,
    units: Vec<OnceLock<Vec<Glance<'a>>>>,
}

impl<'a> Seen<'a> {
    pub(super) fn new(site: &'a Site) -> Self {
        Self { site, units: site.documents.iter().map(|_| OnceLock::new()).collect() }
    }

    fn unit(&self, id: DocumentId, number: usize, figures: &Figures) -> Option<&Glance<'a>> {
        let units = || self.site.document(id).body.units.iter().map(|unit| figures.glance(unit.text())).collect();
        self.units[id.0].get_or_init(units).get(number)
    }
}

/// Compares the figures of a unit with those of its source, in whatever way each language writes them.
pub(super) fn check(
    page: &Page<'_>,
    pair: Pair<'_>,
    of: DocumentId,
    (figures, seen): (&Figures, &Seen<'_>),
) -> Option<Finding> {
    let seen = seen.unit(of, pair.status.source?, figures)?;
    let (of, own) = (pair.of.text(), pair.own.text());
    let found = figures.compare((of, seen), own)?;
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
