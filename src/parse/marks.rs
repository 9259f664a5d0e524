//! Where the words of translation units stand in the HTML of a page.

use std::collections::BTreeMap;

use super::markdown::Writer;
use super::tags;
use crate::model::document::Body;
use crate::model::{Fragment, Hole, Unit};

/// What happens to a unit at an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// Its words have ended.
    End,
    /// The words of the unit with this number begin.
    Start(usize),
}

/// What happens to the units of a text at the events to come, the first of them at the end.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<(usize, Mark)>);

impl Marks {
    /// Those of units by their numbers, each with the events at which its words begin and at which they have ended. None lies
    /// within another.
    pub fn new(units: impl Iterator<Item = (usize, Option<(usize, usize)>)>) -> Self {
        let ends = |(number, events): (usize, Option<(usize, usize)>)| {
            events.into_iter().flat_map(move |(start, end)| [(start, Mark::Start(number)), (end, Mark::End)])
        };
        let mut marks: Vec<(usize, Mark)> = units.flat_map(ends).collect();
        marks.sort_unstable_by(|a, b| b.cmp(a));
        marks.dedup();
        Self(marks)
    }
}

impl Writer<'_, '_> {
    /// Ends the unit that has ended before an event, and begins the one that begins with it.
    pub(super) fn mark_units(&mut self, marks: &mut Marks, at: usize) {
        while let Some((_, mark)) = marks.0.pop_if(|(event, _)| *event <= at) {
            self.end_unit();
            if let Mark::Start(number) = mark {
                self.unit = Some((number, self.inline.len()));
                self.hole(Hole::UnitStart(number));
            }
        }
    }

    /// Ends the translation unit whose words are being written, with whatever stands open in it.
    pub(super) fn end_unit(&mut self) {
        let Some((number, depth)) = self.unit.take() else { return };
        self.close_inline(depth);
        let here = self.body.html.html.len();
        match self.body.html.holes.last() {
            // Of which nothing was written, as of what became a block.
            Some((at, Hole::UnitStart(started))) if (*at, *started) == (here, number) => {
                self.body.html.holes.pop();
            }
            _ => self.hole(Hole::UnitEnd(number)),
        }
    }

    /// Whether the innermost inline element stands around the unit that is being written.
    pub(super) fn is_around_unit(&self) -> bool {
        self.unit.is_some_and(|(_, depth)| depth >= self.inline.len())
    }
}

/// Puts the units of a body into the order of the file.
pub(super) fn sort(body: &mut Body) {
    let mut order: Vec<usize> = (0..body.units.len()).collect();
    order.sort_by_key(|number| body.units[*number].span.start);
    let mut places = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, number)| places[*number] = place);
    body.units.sort_by_key(|unit| unit.span.start);
    body.traces.iter_mut().for_each(|traces| traces.sort_by_key(|trace| trace.start));
    for (_, hole) in &mut body.html.holes {
        if let Hole::UnitStart(number) | Hole::UnitEnd(number) = hole {
            *number = places[*number];
        }
    }
}

/// Puts units before all that a body has, as those above it in the file are.
pub(super) fn put_first(body: &mut Body, mut units: Vec<Unit>) {
    units.sort_by_key(|unit| unit.span.start);
    for (_, hole) in &mut body.html.holes {
        if let Hole::UnitStart(number) | Hole::UnitEnd(number) = hole {
            *number += units.len();
        }
    }
    // There are many documents: none holds more room than it needs.
    units.reserve_exact(body.units.len());
    units.append(&mut body.units);
    body.units = units;
}

/// Takes away the marks of units that raw HTML has torn apart: what begins in one element and ends in another, and what only
/// begins or only ends.
pub(super) fn keep_whole(html: &mut Fragment<Hole>) {
    let end = |(at, (_, hole)): (usize, &(usize, Hole))| match hole {
        Hole::UnitEnd(number) => Some((*number, at)),
        _ => None,
    };
    let ends: BTreeMap<usize, usize> = html.holes.iter().enumerate().filter_map(end).collect();
    let is_mark = |hole: &Hole| matches!(hole, Hole::UnitStart(_) | Hole::UnitEnd(_));
    let mut whole: Vec<bool> = html.holes.iter().map(|(_, hole)| !is_mark(hole)).collect();
    let mut closed = 0;
    for (start, (from, hole)) in html.holes.iter().enumerate() {
        let Hole::UnitStart(number) = hole else { continue };
        // What was moved out of a table may begin behind its end, or within another unit.
        let Some(end) = ends.get(number).copied().filter(|end| *end > start && start >= closed) else { continue };
        if is_one_line(&html.html[*from..html.holes[end].0]) {
            (whole[start], whole[end], closed) = (true, true, end);
        }
    }
    let mut whole = whole.into_iter();
    html.holes.retain(|_| whole.next().unwrap_or_default());
}

/// Whether HTML can stand within a line: whatever it opens it closes, and nothing in it is a block.
fn is_one_line(html: &str) -> bool {
    let (mut depth, mut at) = (0usize, 0);
    while let Some(tag) = tags::next_tag(html, at) {
        at = tag.range.end;
        depth = match (tag.is_within_a_line(), tag.closing) {
            (false, _) => return false,
            (true, true) if depth == 0 => return false,
            (true, true) => depth - 1,
            (true, false) => depth + usize::from(!tag.is_void()),
        };
    }
    depth == 0
}
