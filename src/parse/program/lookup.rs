//! Lookup tables: what is asked of one answer depends on another one.

use super::tests_of::{self, Refusal};
use super::{Entry, Reader, moments};
use crate::model::program::{Answer, Condition, Edge, Moment, Question, Test};

/// The words that a row's value can stand behind.
const WORDS: &[&str] =
    &["at least", "at most", "more than", "less than", "before", "after", "on or before", "on or after", "includes"];

impl Reader<'_, '_> {
    pub(super) fn lookup(&mut self, question: usize, entry: &Entry<'_>) -> Option<Condition> {
        let help = "Write a table with a row for each answer to the other question, as \
                    `{ at least: { by: household, 1: 11000, 2 to 4: 18000 } }`.";
        let entries = entry.at.entries().unwrap_or_default();
        let [table] = entries.as_slice() else {
            self.wrong(entry.span, "this is no table", help);
            return None;
        };
        let word = table.key.as_str();
        let Some(rows) = table.at.entries().filter(|_| WORDS.contains(&word)) else {
            self.wrong(table.span, format!("`{word}` begins no table"), help);
            return None;
        };
        let Some(by) = rows.iter().find(|row| row.key == "by") else {
            self.wrong(table.span, "the table does not say which question its rows are for", help);
            return None;
        };
        let name = by.at.scalar().unwrap_or_default();
        let other = self.question_number(&name, by.at.span)?;
        let mut tests = Vec::new();
        let mut complete = true;
        for row in rows.iter().filter(|row| row.key != "by") {
            // YAML 1.1 reads `yes` as `true`, in keys too.
            let left = tests_of::test(&self.questions[other], &row.key).map_err(|refusal| (row.span, refusal));
            let limit = format!("{word} {}", row.at.scalar().unwrap_or_default());
            let right = tests_of::test(&self.questions[question], &limit).map_err(|refusal| (row.at.span, refusal));
            match (left, right) {
                (Ok(left), Ok(right)) => tests.push((left, right)),
                (left, right) => {
                    complete = false;
                    for (span, Refusal { message, help }) in [left.err(), right.err()].into_iter().flatten() {
                        self.wrong(span, message, help);
                    }
                }
            }
        }
        if !complete {
            return None;
        }
        if let Err(problem) = covers(&self.questions[other], tests.iter().map(|(left, _)| left)) {
            let help = format!("The rows must cover every answer to `{name}` exactly once.");
            self.wrong(table.span, problem, help);
            return None;
        }
        Some(Condition::Lookup { question, by: other, rows: tests, span: entry.span })
    }
}

/// Whether tests cover every answer to a question exactly once; if not, in what they fail.
fn covers<'a>(question: &Question, tests: impl Iterator<Item = &'a Test>) -> Result<(), String> {
    let tests: Vec<&Test> = tests.collect();
    match &question.answer {
        Answer::YesNo | Answer::Choose(_) => {
            let names: Vec<&str> = match &question.answer {
                Answer::YesNo => vec!["yes", "no"],
                answer => answer.options().iter().map(String::as_str).collect(),
            };
            for (number, name) in names.iter().enumerate() {
                let rows =
                    tests.iter().filter(|test| matches!(test, Test::Options(options) if options.contains(&number)));
                match rows.count() {
                    1 => {}
                    0 => return Err(format!("no row is for `{name}`")),
                    count => return Err(format!("{count} rows are for `{name}`")),
                }
            }
            Ok(())
        }
        Answer::Whole { low, high } => {
            let ranges = tests.iter().map(|test| match test {
                Test::Whole { from, to } => Some((from.unwrap_or(*low), to.unwrap_or(*high))),
                _ => None,
            });
            covers_numbers(*low, *high, ranges.collect())
        }
        Answer::AnyOf(options) => {
            let ranges = tests.iter().map(|test| match test {
                Test::Count { from, to } => Some((i64::try_from(*from).ok()?, i64::try_from(*to).ok()?)),
                _ => None,
            });
            covers_numbers(0, i64::try_from(options.len()).unwrap_or(i64::MAX), ranges.collect())
        }
        Answer::Date { low, high } => covers_days(*low, *high, &tests),
    }
}

fn covers_numbers(low: i64, high: i64, ranges: Option<Vec<(i64, i64)>>) -> Result<(), String> {
    let mut ranges = ranges.ok_or("a row is for some of the options; rows must be for how many are chosen")?;
    ranges.sort_unstable();
    // One more than what is covered so far.
    let mut next = low;
    for (from, to) in ranges {
        let (from, to) = (from.max(low), to.min(high));
        if from > next {
            return Err(format!("no row is for {}", between(next, from - 1)));
        }
        if from < next {
            return Err(format!("more than one row is for {}", between(from, to.min(next - 1))));
        }
        next = to.saturating_add(1);
    }
    if next <= high { Err(format!("no row is for {}", between(next, high))) } else { Ok(()) }
}

fn between(from: i64, to: i64) -> String {
    if from == to { from.to_string() } else { format!("{from} to {to}") }
}

fn covers_days(low: Moment, high: Moment, tests: &[&Test]) -> Result<(), String> {
    // What lies outside of the bounds begins, or ends, where they do.
    let begin = |edge: &Option<Edge>| edge.filter(|edge| edge.after || moments::is_before(low, edge.moment));
    let end = |edge: &Option<Edge>| {
        edge.filter(|edge| !(moments::is_before(high, edge.moment) || edge.after && edge.moment == high))
    };
    let ranges = tests.iter().map(|test| match test {
        Test::Date { from, to } => Some((begin(from), end(to))),
        _ => None,
    });
    let mut ranges = ranges.collect::<Option<Vec<_>>>().ok_or("a row is no span of days")?;
    ranges.sort_unstable();
    let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else {
        return Err("the table has no rows".to_owned());
    };
    if first.0.is_some() || last.1.is_some() {
        return Err("the rows do not reach from the first day to the last".to_owned());
    }
    let adjoining = ranges.windows(2).all(|pair| pair[0].1.is_some() && pair[0].1 == pair[1].0);
    if adjoining { Ok(()) } else { Err("the rows overlap or leave days out".to_owned()) }
}
