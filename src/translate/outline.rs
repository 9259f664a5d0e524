//! Which heading of a translation is which of its source.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::document::Heading;

/// For each heading of a translation the one of its source that it translates, where that can be told: those with the same
/// anchor in the same order; and between two of these, or where there are none, those that have the same levels in the same
/// order. Nothing is guessed for others.
pub fn pair(own: &[Heading], source: &[Heading]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; own.len()];
    for gap in gaps(own, source) {
        let (mine, theirs) = (&own[gap.own.clone()], &source[gap.source.clone()]);
        if mine.iter().map(|heading| heading.level).eq(theirs.iter().map(|heading| heading.level)) {
            gap.own.zip(gap.source).for_each(|(own, source)| pairs[own] = Some(source));
        }
    }
    for (own, source) in anchored(own, source) {
        pairs[own] = Some(source);
    }
    pairs
}

/// A stretch of headings between two that have the same anchor in both pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The headings of the translation.
    pub own: Range<usize>,
    /// The headings of the source.
    pub source: Range<usize>,
}

/// The stretches between headings that have the same anchor, in order. Where both outlines have the same levels all the
/// way, the page is one stretch: then anchors that differ are slips, and no borders.
pub fn gaps(own: &[Heading], source: &[Heading]) -> Vec<Gap> {
    if own.iter().map(|heading| heading.level).eq(source.iter().map(|heading| heading.level)) {
        return vec![Gap { own: 0..own.len(), source: 0..source.len() }];
    }
    let mut gaps = Vec::new();
    let (mut from_own, mut from_source) = (0, 0);
    let ends = anchored(own, source).into_iter().chain([(own.len(), source.len())]);
    for (to_own, to_source) in ends {
        if from_own < to_own || from_source < to_source {
            gaps.push(Gap { own: from_own..to_own, source: from_source..to_source });
        }
        (from_own, from_source) = (to_own + 1, to_source + 1);
    }
    gaps
}

/// The headings that an author has given the same anchor in both pages: the longest run of them that stands in the same
/// order in both. Of each the number in the first list, and in the second.
pub fn anchored(own: &[Heading], source: &[Heading]) -> Vec<(usize, usize)> {
    if !own.iter().any(|heading| heading.explicit) {
        return Vec::new();
    }
    let by_id: FxHashMap<&str, usize> =
        source.iter().enumerate().rev().map(|(index, heading)| (heading.id.as_str(), index)).collect();
    let found: Vec<(usize, usize)> = own
        .iter()
        .enumerate()
        .filter(|(_, heading)| heading.explicit)
        .filter_map(|(index, heading)| Some((index, *by_id.get(heading.id.as_str())?)))
        .collect();
    // The longest increasing run, by patience: for each length the run that ends lowest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; found.len()];
    for index in 0..found.len() {
        let at = ends.partition_point(|end| found[*end].1 < found[index].1);
        before[index] = at.checked_sub(1).map(|at| ends[at]);
        if at == ends.len() {
            ends.push(index);
        } else {
            ends[at] = index;
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(index) = next {
        run.push(found[index]);
        next = before[index];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// Headings as `level`, or `level` and the anchor that an author wrote: `2:x`.
    fn headings(text: &str) -> Vec<Heading> {
        let heading = |(index, word): (usize, &str)| {
            let (level, id) = word.split_once(':').map_or((word, None), |(level, id)| (level, Some(id)));
            Heading {
                level: level.parse().expect("a level"),
                id: id.map_or_else(|| format!("auto-{index}"), str::to_owned),
                explicit: id.is_some(),
                text: String::new(),
                span: Span::default(),
            }
        };
        text.split_whitespace().enumerate().map(heading).collect()
    }

    #[test]
    fn anchors_and_levels_tell_which_is_which() {
        for (own, source, expected) in [
            ("1 2 2", "1 2 2", vec![Some(0), Some(1), Some(2)]),
            ("1 2 3", "1 2 2", vec![None, None, None]),
            ("1:a 2 2:c 2", "1:a 2 2:c 2 2", vec![Some(0), Some(1), Some(2), None]),
            ("1:a 2:old 2:c", "1:a 2:new 2:x 2:c", vec![Some(0), None, Some(3)]),
            ("1:a 2:c 2:b", "1:a 2:b 2:c 2", vec![Some(0), None, Some(1)]),
            ("", "1", vec![]),
            ("1", "", vec![None]),
        ] {
            assert_eq!(pair(&headings(own), &headings(source)), expected, "{own} / {source}");
        }
    }
}
