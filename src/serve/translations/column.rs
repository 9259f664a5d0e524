//! One language of a page: what stands beside each unit of the source, and what has no source.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};

use super::findings::Findings;
use super::side::Side;
use crate::load;
use crate::model::{LocaleId, Provenance, Unit};
use crate::render::status::pieces;
use crate::site::Site;
use crate::site::status::PageStatus;
use crate::translate::status::UnitStatus;

/// What a language has of a page.
pub struct Column<'a> {
    /// The language.
    pub tag: &'a str,
    /// What stands beside the source's units, by their numbers.
    pub cells: BTreeMap<usize, Value>,
    /// Rows that only this language has, by the number of the source's unit that they follow.
    own: BTreeMap<Option<usize>, Vec<Value>>,
    side: Option<Side<'a>>,
    /// Where the translation is, or should be.
    file: Option<Arc<str>>,
}

impl<'a> Column<'a> {
    /// What a language has of a page.
    pub fn new(
        site: &'a Site,
        locale: LocaleId,
        page: &PageStatus,
        source: Option<&Side<'a>>,
        found: &Findings,
    ) -> Self {
        let config = site.config.locale(locale);
        let side = page.documents.target.map(|id| Side::new(site, id, found));
        let file = match (&side, source) {
            (Some(side), _) => Some(side.document.file.clone()),
            (None, Some(source)) => Some(load::display(&config.root.join(&source.document.path))),
            (None, None) => None,
        };
        let (cells, own) = (BTreeMap::new(), BTreeMap::new());
        let mut column = Self { tag: config.tag.as_str(), cells, own, side, file };
        // The source's unit and the line of the translation that came last.
        let (mut after, mut line) = (None, 1);
        for status in &page.units {
            let cell = column.cell(status, source, &mut line);
            match status.source {
                Some(number) => {
                    after = Some(number);
                    column.cells.insert(number, cell);
                }
                None => {
                    let unit = column.side.as_ref().zip(status.target).and_then(|(side, number)| side.unit(number));
                    let Some(unit) = unit else { continue };
                    let id = format!("{} {}", column.tag, status.id);
                    let row = row(Some(&id.as_str()), unit, Value::Null, BTreeMap::from([(column.tag, cell)]));
                    column.own.entry(after).or_default().push(row);
                }
            }
        }
        column
    }

    /// The file of the translation: the one that there should be, where there is none.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// What is wrong with the translation, but with none of its units.
    pub fn rest(&self) -> Vec<Value> {
        self.side.as_ref().map(Side::rest).unwrap_or_default()
    }

    /// The rows that only this language has, behind a unit of the source or before all of them; each is given once.
    pub fn own_after(&mut self, number: Option<usize>) -> Vec<Value> {
        self.own.remove(&number).unwrap_or_default()
    }

    /// What is shown of one unit. What is missing leads to the text behind which it is missing.
    fn cell(&self, status: &UnitStatus, source: Option<&Side<'_>>, line: &mut u64) -> Value {
        let own = self.side.as_ref().zip(status.target);
        let mut cell = match own {
            Some((side, number)) => side.text(number),
            None => json!({ "file": self.file(), "line": *line, "column": 1 }),
        };
        *line = cell["line"].as_u64().unwrap_or(1);
        cell["state"] = json!(status.state.name());
        cell["by"] = json!(status.by.map(Provenance::name));
        if let Some(then) = status.then.as_deref() {
            let now = source.zip(status.source).and_then(|(side, number)| side.unit(number));
            cell["then"] = json!(then);
            cell["changes"] = json!(pieces(Some(then), now.map(|unit| unit.content.words()).as_deref()));
        }
        cell
    }
}

/// One row: a unit of the source beside its translations, or of one translation alone.
pub fn row(id: Option<&&str>, unit: &Unit, source: Value, cells: BTreeMap<&str, Value>) -> Value {
    json!({ "id": id, "kind": unit.kind.name(), "level": unit.level, "source": source, "locales": cells })
}
