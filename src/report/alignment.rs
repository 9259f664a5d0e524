//! The units of translations beside those of their sources, for programs and for people.

use serde_json::{Value, json};

use super::json::VERSION;
use crate::model::{Document, PageKey, Unit};
use crate::text::LineIndex;
use crate::text::escape::for_terminal;
use crate::translate::align::segments;
use crate::translate::status::UnitStatus;

/// A text with its document.
#[derive(Debug)]
pub struct Side<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its file's text.
    pub text: &'a str,
    lines: LineIndex,
}

impl<'a> Side<'a> {
    /// A document with the text that it was read from.
    pub fn new(document: &'a Document, text: &'a str) -> Self {
        Self { document, text, lines: LineIndex::new(text) }
    }

    fn unit(&self, number: usize) -> Option<(&'a Unit, usize)> {
        let unit = self.document.body.units.get(number)?;
        Some((unit, self.lines.position_of(self.text, unit.span.start).line))
    }
}

/// One page in both languages.
#[derive(Debug)]
pub struct Page<'a> {
    /// The page.
    pub key: &'a PageKey,
    /// The translation's locale.
    pub locale: &'a str,
    /// The source.
    pub source: Side<'a>,
    /// The translation.
    pub target: Side<'a>,
    /// Which unit is which.
    pub units: &'a [UnitStatus],
}

/// Two units that belong together.
struct Pair<'a> {
    status: &'a UnitStatus,
    source: (&'a Unit, usize),
    target: (&'a Unit, usize),
}

impl<'a> Page<'a> {
    fn pairs(&self) -> impl Iterator<Item = Pair<'a>> + '_ {
        self.units.iter().filter_map(|status| {
            let (source, target) = (self.source.unit(status.source?)?, self.target.unit(status.target?)?);
            Some(Pair { status, source, target })
        })
    }

    /// The units that stand alone: of the source, and of the translation.
    fn alone(&self) -> [Vec<(&'a Unit, usize)>; 2] {
        let alone =
            |side: &Side<'a>, own: fn(&UnitStatus) -> Option<usize>, other: fn(&UnitStatus) -> Option<usize>| {
                let units = self.units.iter().filter(|unit| other(unit).is_none());
                units.filter_map(|unit| side.unit(own(unit)?)).collect()
            };
        [
            alone(&self.source, |unit| unit.source, |unit| unit.target),
            alone(&self.target, |unit| unit.target, |unit| unit.source),
        ]
    }
}

/// The page as one JSON object on one line.
pub fn json_line(page: &Page<'_>) -> String {
    let pairs: Vec<Value> = page.pairs().map(json_pair).collect();
    let [source, target] = page.alone();
    let source: Vec<Value> =
        source.iter().map(|(unit, line)| json!({ "source": unit.content.words(), "source_line": line })).collect();
    let target: Vec<Value> =
        target.iter().map(|(unit, line)| json!({ "target": unit.content.words(), "target_line": line })).collect();
    let object = json!({
        "version": VERSION,
        "page": page.key.as_str(),
        "locale": page.locale,
        "pairs": pairs,
        "unmatched_source": source,
        "unmatched_target": target,
    });
    format!("{object}\n")
}

fn json_pair(pair: Pair<'_>) -> Value {
    let (source, target) = (&pair.source.0.content, &pair.target.0.content);
    // Where the two have not as many sentences, nobody knows which is which: the block is one.
    let sentences = segments(source, target).unwrap_or_else(|| vec![(source.clone(), target.clone())]);
    let sentences: Vec<Value> = sentences
        .iter()
        .map(|(source, target)| json!({ "source": source.words(), "target": target.words() }))
        .collect();
    json!({
        "id": pair.status.id.as_str(),
        "source": source.words(),
        "target": target.words(),
        "source_line": pair.source.1,
        "target_line": pair.target.1,
        "confidence": (f64::from(pair.status.confidence) * 1000.0).round() / 1000.0,
        "segments": sentences,
    })
}

/// The page for people: each pair under its lines, then what stands alone.
pub fn table(page: &Page<'_>) -> String {
    let mut out = format!("{} ({})\n", page.key, page.locale);
    for pair in page.pairs() {
        out.push_str(&format!(
            "{:>6} {:>6}  {:>3.0} %  {}\n                      {}\n",
            pair.source.1,
            pair.target.1,
            pair.status.confidence * 100.0,
            pair.source.0.content.words(),
            pair.target.0.content.words(),
        ));
    }
    let [source, target] = page.alone();
    for (unit, line) in source {
        out.push_str(&format!("{line:>6}      -         {}\n", unit.content.words()));
    }
    for (unit, line) in target {
        out.push_str(&format!("     - {line:>6}         {}\n", unit.content.words()));
    }
    for_terminal(&out)
}
