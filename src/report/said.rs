//! What units say in both of their languages, and in which lines, for whoever tells them one by one.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::model::{Document, Unit};
use crate::site::Site;
use crate::text::LineIndex;
use crate::translate::status::UnitStatus;

/// What a unit says.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Its text in the source.
    pub source: Option<String>,
    /// Its text in the translation.
    pub target: Option<String>,
    /// Its line in the source.
    pub line_of_source: Option<usize>,
    /// Its line in the translation.
    pub line_of_target: Option<usize>,
}

impl Said {
    /// The line in the translation; where that has none, in the source.
    pub fn line(&self) -> usize {
        self.line_of_target.or(self.line_of_source).unwrap_or(1)
    }
}

/// What the units of a page say whose source and translation these are, with their units; in the order of the units.
pub fn said(site: &Site, sides: [Option<&Document>; 2], units: &[UnitStatus]) -> Vec<Said> {
    let [source, target] = sides.map(|document| document.map(|document| Side::new(site, document)));
    let of = |unit: &UnitStatus| {
        let source = source.as_ref().zip(unit.source).and_then(|(side, number)| side.tell(number));
        let target = target.as_ref().zip(unit.target).and_then(|(side, number)| side.tell(number));
        let ((source, line_of_source), (target, line_of_target)) = (source.unzip(), target.unzip());
        Said { source, target, line_of_source, line_of_target }
    };
    units.iter().map(of).collect()
}

/// One side of a page.
struct Side<'a> {
    units: &'a [Unit],
    lines: LineIndex,
    text: &'a str,
}

impl<'a> Side<'a> {
    fn new(site: &'a Site, document: &'a Document) -> Self {
        let text = site.text_of(document);
        Self { units: &document.body.units, lines: LineIndex::new(text), text }
    }

    /// The text of a unit and its line.
    fn tell(&self, number: usize) -> Option<(String, usize)> {
        let unit = self.units.get(number)?;
        Some((unit.content.words(), self.lines.position_of(self.text, unit.span.start).line))
    }
}

/// How many bytes of what units say are kept from when pages are compared until somebody tells them. What there is no room for is
/// read again then.
#[derive(Debug, Default)]
pub struct Room {
    taken: AtomicUsize,
}

impl Room {
    /// How many bytes there are.
    const ALL: usize = 4 << 20;

    /// Keeps what the units of a page say, if there is room for it.
    pub fn take(&self, said: Vec<Said>) -> Option<Vec<Said>> {
        let bytes = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let of = |said: &Said| size_of::<Said>() + bytes(&said.source) + bytes(&said.target);
        let size: usize = said.iter().map(of).sum();
        (self.taken.fetch_add(size, Ordering::Relaxed) + size <= Self::ALL).then_some(said)
    }
}
