//! What a change of the source costs its translations.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Site;
use super::status::{Beside, PageStatus};
use super::whole::Wholes;
use crate::model::ledger::Fingerprint;
use crate::model::unit::Trace;
use crate::model::{Document, DocumentId, LocaleId, PageKey, PageState, UnitState};

/// What has to be translated of a page because its source has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// The page.
    pub key: PageKey,
    /// The units of the source, by their numbers.
    pub units: Vec<usize>,
    /// Its source.
    pub source: DocumentId,
}

impl Site {
    /// What the changes cost a locale, whose pages stand so, that have been made since the source said `then`; a page that is
    /// not in there was not there. These are the units that have become stale or missing by them; where nothing is recorded of a page, all that
    /// have changed.
    pub fn cost_since<'p>(
        &self,
        locale: LocaleId,
        pages: impl IntoIterator<Item = &'p PageStatus>,
        then: &HashMap<DocumentId, Document>,
    ) -> Vec<Cost> {
        let old = |documents: &Beside| documents.source.and_then(|id| then.get(&id));
        let pages: Vec<&PageStatus> = pages.into_iter().collect();
        let wanting = pages.iter().filter(|page| page.units.iter().any(|unit| wants(unit.state)));
        let wanting = wanting.map(|page| (page.key.clone(), page.documents)).collect();
        let before: BTreeMap<PageKey, PageStatus> =
            self.status_beside(locale, wanting, old).into_iter().map(|page| (page.key.clone(), page)).collect();
        let wholes = Wholes::new(self);
        let mut costs = Vec::new();
        for page in pages {
            let Some(source) = page.documents.source else { continue };
            let units: Vec<usize> = match then.get(&source) {
                // A page that is new has to be translated whole.
                None => page.units.iter().filter(|unit| wants(unit.state)).filter_map(|unit| unit.source).collect(),
                Some(then) if page.state == PageState::Unknown => changed(then, &wholes.traced(source)),
                Some(_) if page.documents.target.is_none() => continue,
                Some(_) => {
                    let wanted = before.get(&page.key).into_iter().flat_map(|page| &page.units);
                    let wanted: HashSet<&str> =
                        wanted.filter(|unit| wants(unit.state)).map(|unit| unit.id.as_str()).collect();
                    let now = page.units.iter().filter(|unit| wants(unit.state) && !wanted.contains(&*unit.id));
                    now.filter_map(|unit| unit.source).collect()
                }
            };
            if !units.is_empty() {
                costs.push(Cost { key: page.key.clone(), units, source });
            }
        }
        costs
    }
}

/// Whether a unit wants to be translated, or translated anew.
fn wants(state: UnitState) -> bool {
    matches!(state, UnitState::Missing | UnitState::Stale)
}

/// The units of a source that it did not have then.
fn changed(then: &Document, now: &Document) -> Vec<usize> {
    let mut left: HashMap<Fingerprint, usize> = HashMap::new();
    for unit in then.traces().iter().flat_map(|traces| &**traces) {
        *left.entry(unit.fingerprint).or_default() += 1;
    }
    let is_new = |unit: &Trace| match left.get_mut(&unit.fingerprint).filter(|left| **left > 0) {
        Some(left) => {
            *left -= 1;
            false
        }
        None => true,
    };
    let traces = now.traces();
    let numbers = traces
        .iter()
        .flat_map(|traces| &**traces)
        .map(is_new)
        .enumerate()
        .filter(|(_, new)| *new)
        .map(|(number, _)| number);
    numbers.collect()
}
