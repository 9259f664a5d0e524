//! Questions with their answers cut into regions: within one, no condition of the program tells an answer from another.

use diglot_checker::{Kind, MAX_REGIONS};

use super::compile::{Problem, Region, day};
use crate::model::program::{self, Answer, Edge, Moment, Test};
use crate::text::Span;

/// A question with its answers cut into regions.
pub struct Scale {
    /// The question as rules have it.
    pub kind: Kind,
    /// Whether the reader cannot change the answer.
    pub fixed: bool,
    /// The edges of days, where the question is about one, in the order of the cuts.
    edges: Vec<Edge>,
    /// The first and the last day that are accepted, likewise.
    bounds: Option<(Moment, Moment)>,
}

impl Scale {
    /// Cuts the answers to a question where these tests do.
    pub fn new(question: &program::Question, tests: &[(&Test, Span)]) -> Result<Self, Problem> {
        let (mut edges, mut bounds) = (Vec::new(), None);
        let kind = match &question.answer {
            Answer::YesNo => Kind::One(2),
            Answer::Choose(options) | Answer::AnyOf(options) if options.len() > MAX_REGIONS => {
                return Err(too_many(question, options.len()));
            }
            Answer::Choose(options) => Kind::One(options.len() as u8),
            Answer::AnyOf(options) => Kind::Many(options.len() as u8),
            Answer::Whole { low, high } => {
                let mut cuts = Vec::new();
                each(tests, &mut |test, _| {
                    if let Test::Whole { from, to } = test {
                        cuts.extend(from.iter().chain(to.map(|to| to.saturating_add(1)).iter()));
                    }
                });
                cuts.retain(|cut| low < cut && cut <= high);
                cuts.sort_unstable();
                cuts.dedup();
                Kind::Number { low: *low, high: *high, cuts }
            }
            Answer::Date { low, high } => {
                bounds = Some((*low, *high));
                let mut found = Vec::new();
                each(tests, &mut |test, span| {
                    if let Test::Date { from, to } = test {
                        found.extend(from.iter().chain(to).map(|edge| (*edge, span)));
                    }
                });
                edges = one_kind(&question.id, found)?;
                // What lies at the bounds divides nothing.
                edges.retain(|edge| starts_after(*edge, *low) && starts_within(*edge, *high));
                edges.sort_unstable();
                edges.dedup();
                let cuts = edges.iter().map(|edge| day(edge.moment, i32::from(edge.after))).collect::<Vec<_>>();
                Kind::Date { low: day(*low, 0), high: day(*high, 0), cuts }
            }
        };
        if kind.regions() > MAX_REGIONS {
            return Err(too_many(question, kind.regions()));
        }
        Ok(Self { kind, fixed: question.fixed, edges, bounds })
    }

    /// The regions.
    pub fn regions(&self) -> Vec<Region> {
        match &self.kind {
            Kind::One(options) | Kind::Many(options) => (0..usize::from(*options)).map(Region::Option).collect(),
            Kind::Number { low, high, cuts } => {
                let ends = cuts.iter().map(|cut| cut - 1).chain([*high]);
                std::iter::once(low).chain(cuts).zip(ends).map(|(from, to)| Region::Whole(*from, to)).collect()
            }
            Kind::Date { .. } => {
                let ends = self.edges.iter().copied().map(Some).chain([None]);
                let starts = std::iter::once(None).chain(self.edges.iter().copied().map(Some));
                starts.zip(ends).map(|(from, to)| Region::Date(from, to)).collect()
            }
        }
    }

    /// The regions that a test accepts, as a mask. Tests that are of several slots, or of several tests, accept none.
    pub fn accepted(&self, test: &Test) -> u32 {
        match test {
            Test::Options(options) => options.iter().fold(0, |regions, option| regions | 1 << option),
            Test::Whole { from, to } => match &self.kind {
                Kind::Number { low, high, cuts } => {
                    let first = from.filter(|from| from > low).map(|from| below(cuts, |cut| *cut <= from));
                    let end = to.filter(|to| to < high).map(|to| below(cuts, |cut| *cut <= to + 1));
                    let empty = from.is_some_and(|from| from > *high) || to.is_some_and(|to| to < *low);
                    if empty { 0 } else { mask(first, end, cuts.len() + 1) }
                }
                _ => 0,
            },
            Test::Date { from, to } => {
                let edges = &self.edges;
                let too_late = from.zip(self.bounds).is_some_and(|(from, (_, high))| !starts_within(from, high));
                let too_early = to.zip(self.bounds).is_some_and(|(to, (low, _))| !starts_after(to, low));
                let place = |edge: &Edge| edge_place(*edge, edges);
                let empty = too_late || too_early;
                if empty {
                    0
                } else {
                    mask(from.as_ref().and_then(place), to.as_ref().and_then(place), edges.len() + 1)
                }
            }
            Test::OneOf(_) | Test::Includes(_) | Test::Count { .. } => 0,
        }
    }
}

/// Every test that is no list of tests.
fn each(tests: &[(&Test, Span)], take: &mut impl FnMut(&Test, Span)) {
    for (test, span) in tests {
        match test {
            Test::OneOf(tests) => each(&tests.iter().map(|test| (test, *span)).collect::<Vec<_>>(), take),
            test => take(test, *span),
        }
    }
}

fn too_many(question: &program::Question, regions: usize) -> Problem {
    Problem {
        span: question.span,
        message: format!("the answers to `{}` fall into {regions} groups", question.id),
        help: format!("Up to {MAX_REGIONS} are possible: ask for less at a time, or name fewer bounds."),
    }
}

/// The edges, where all of them are of one kind. Today is one in days and in months.
fn one_kind(question: &str, found: Vec<(Edge, Span)>) -> Result<Vec<Edge>, Problem> {
    let months = found.iter().any(|(edge, _)| matches!(edge.moment, Moment::Months(_)));
    let mut edges: Vec<Edge> = Vec::new();
    for (mut edge, span) in found {
        if months && edge.moment == Moment::TODAY {
            edge.moment = Moment::Months(0);
        }
        if let Some(first) = edges.first()
            && std::mem::discriminant(&first.moment) != std::mem::discriminant(&edge.moment)
        {
            let message = format!("the bounds of `{question}` are of different kinds");
            let help = "Name all of them as dates, all in days from today or all in months from today: otherwise today decides which \
                        comes first.";
            return Err(Problem { span, message, help: help.to_owned() });
        }
        edges.push(edge);
    }
    Ok(edges)
}

/// Whether an edge leaves days between it and the first day, as far as that is certain.
fn starts_after(edge: Edge, low: Moment) -> bool {
    match (same_kind(low, edge.moment), edge.moment) {
        (Some(low), moment) => (moment, edge.after) > (low, false),
        (None, _) => true,
    }
}

/// Whether an edge leaves days between it and the last day, as far as that is certain.
fn starts_within(edge: Edge, high: Moment) -> bool {
    match (same_kind(high, edge.moment), edge.moment) {
        (Some(high), moment) => (moment, edge.after) <= (high, false),
        (None, _) => true,
    }
}

/// A moment in the kind of another one.
fn same_kind(moment: Moment, other: Moment) -> Option<Moment> {
    match (moment, other) {
        (Moment::TODAY, Moment::Months(_)) => Some(Moment::Months(0)),
        (moment, other) => (std::mem::discriminant(&moment) == std::mem::discriminant(&other)).then_some(moment),
    }
}

/// The region that begins at an edge; nothing where the edge is no cut, because it lies at the question's bounds.
fn edge_place(mut edge: Edge, edges: &[Edge]) -> Option<usize> {
    if edges.iter().any(|other| matches!(other.moment, Moment::Months(_))) && edge.moment == Moment::TODAY {
        edge.moment = Moment::Months(0);
    }
    edges.iter().position(|other| *other == edge).map(|at| at + 1)
}

fn below<T>(cuts: &[T], holds: impl Fn(&T) -> bool) -> usize {
    cuts.iter().filter(|cut| holds(cut)).count()
}

/// The regions from one until before another, as a mask.
fn mask(first: Option<usize>, end: Option<usize>, regions: usize) -> u32 {
    (first.unwrap_or(0)..end.unwrap_or(regions)).fold(0, |mask, region| mask | 1 << region)
}
