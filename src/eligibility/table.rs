//! A regime as a decision table: every set of answers is in exactly one row, and the row says what comes out.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::choices::{Choice, choices};
use super::compile::{Compiled, Regime, Region};
use super::ladder::{Classes, Ladder, Next};

/// How many rows a table may have that somebody reads.
pub const MOST_ROWS: usize = 200;
/// How many ways through the ladder are made rows of, before rows are joined.
const MOST_WAYS: u64 = 5_000;

/// A regime as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The first day of the regime; the first regime has none.
    pub from: Option<Date>,
    /// The questions that can matter, by their numbers, in the order in which they are asked.
    pub columns: Vec<usize>,
    /// The rows: those of the best outcome first, and of one outcome in the order in which answers lead to them. There are
    /// none where there would be more than [`MOST_ROWS`].
    pub rows: Vec<Row>,
    /// How many ways lead through the questions to an outcome.
    pub ways: u64,
}

/// Answers that lead to one outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// The outcome, by its number.
    pub outcome: usize,
}

/// What a row wants of one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// The question is not asked: nothing hangs on it.
    NotAsked,
    /// It is asked, and every answer leads here.
    Any,
    /// An answer in one of these regions, in order; regions beside each other are one.
    Regions(Vec<Region>),
    /// Some of the options, in one of these ways.
    Chosen(Vec<Choice>),
}

/// A row before it is one: for each question the classes of answers, nothing where all of them lead here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    answers: Vec<Option<Vec<u16>>>,
    outcome: usize,
}

impl Table {
    /// The table of a regime. Nothing comes of rules that are not proved, or too large for a ladder.
    pub fn new(compiled: &Compiled, regime: &Regime) -> Option<Self> {
        Ladder::new(&regime.rules).map(|ladder| Self::of(compiled, regime, &ladder))
    }

    /// The table of a regime whose ladder is known.
    pub fn of(compiled: &Compiled, regime: &Regime, ladder: &Ladder) -> Self {
        let mut columns: Vec<usize> = ladder.steps.iter().map(|step| step.question).collect();
        columns.sort_unstable();
        columns.dedup();
        let ways = ladder.ways();
        let mut rows = Vec::new();
        if ways <= MOST_WAYS {
            rows = joined(ladder, every_way(ladder));
            if rows.len() > MOST_ROWS {
                rows.clear();
            }
        }
        // Many rows have the same cells.
        let mut known: BTreeMap<(usize, Vec<u16>), Cell> = BTreeMap::new();
        let mut cell = |question: usize, classes: &Option<Vec<u16>>, asked: bool| match classes {
            None if asked => Cell::Any,
            None => Cell::NotAsked,
            Some(classes) => known
                .entry((question, classes.clone()))
                .or_insert_with(|| answers(compiled, ladder, question, classes))
                .clone(),
        };
        let rows = rows
            .into_iter()
            .map(|(way, asked)| Row {
                cells: columns.iter().map(|column| cell(*column, &way.answers[*column], asked[*column])).collect(),
                outcome: way.outcome,
            })
            .collect();
        Self { from: regime.from, columns, rows, ways }
    }
}

/// The cell of a question.
pub fn answers(compiled: &Compiled, ladder: &Ladder, question: usize, classes: &[u16]) -> Cell {
    match &ladder.classes[question] {
        Classes::One(_) => {
            let mut regions: Vec<Region> = Vec::new();
            let mut before = None;
            for class in classes {
                let region = compiled.regions[question][usize::from(*class)];
                match (regions.last_mut(), region) {
                    (Some(Region::Whole(_, end)), Region::Whole(from, to)) if *end + 1 == from => *end = to,
                    (Some(Region::Date(_, end)), Region::Date(_, to)) if before == class.checked_sub(1) => *end = to,
                    _ => regions.push(region),
                }
                before = Some(*class);
            }
            Cell::Regions(regions)
        }
        Classes::Many(groups) => {
            let classes: Vec<Vec<usize>> =
                classes.iter().map(|class| ladder.classes[question].chosen(*class)).collect();
            Cell::Chosen(choices(groups, &classes))
        }
    }
}

/// Every way through a ladder, in the order of answers.
fn every_way(ladder: &Ladder) -> Vec<Way> {
    fn go(ladder: &Ladder, next: Next, answers: &mut Vec<Option<Vec<u16>>>, ways: &mut Vec<Way>) {
        match next {
            Next::Outcome(outcome) => ways.push(Way { answers: answers.clone(), outcome }),
            Next::Step(step) => {
                let step = &ladder.steps[step];
                for branch in &step.branches {
                    answers[step.question] = Some(branch.answers.clone());
                    go(ladder, branch.next, answers, ways);
                }
                answers[step.question] = None;
            }
        }
    }
    let mut ways = Vec::new();
    go(ladder, ladder.first, &mut vec![None; ladder.classes.len()], &mut ways);
    ways
}

/// Ways that differ in one answer only become one, until there are none; each with the questions that are asked on it. Those of the
/// best outcome come first.
fn joined(ladder: &Ladder, ways: Vec<Way>) -> Vec<(Way, Vec<bool>)> {
    let asked = |way: &Way| way.answers.iter().map(Option::is_some).collect::<Vec<bool>>();
    let mut rows: Vec<(Way, Vec<bool>)> = ways.into_iter().map(|way| (way.clone(), asked(&way))).collect();
    loop {
        let before = rows.len();
        for question in (0..ladder.classes.len()).rev() {
            // By all that is to be the same: where the first one stands that is.
            let mut places: BTreeMap<Way, usize> = BTreeMap::new();
            let mut kept: Vec<(Way, Vec<bool>)> = Vec::new();
            for (way, asked) in rows {
                let Some(answers) = way.answers[question].clone() else {
                    kept.push((way, asked));
                    continue;
                };
                let mut others = way.clone();
                others.answers[question] = None;
                let place = *places.entry(others).or_insert(kept.len());
                let Some((known, known_asked)) = kept.get_mut(place) else {
                    kept.push((way, asked));
                    continue;
                };
                let all = known.answers[question].get_or_insert_default();
                all.extend(answers);
                all.sort_unstable();
                for (known, asked) in known_asked.iter_mut().zip(asked) {
                    *known |= asked;
                }
            }
            for (way, _) in &mut kept {
                let answers = &mut way.answers[question];
                if answers.as_ref().map(Vec::len) == ladder.classes[question].count() {
                    *answers = None;
                }
            }
            rows = kept;
        }
        if rows.len() == before {
            rows.sort_by_key(|(way, _)| way.outcome);
            return rows;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eligibility::cells;
    use crate::eligibility::testing::compiled;
    use crate::model::Program;

    /// The rows of a program's first table, in words.
    fn rows(program: &Program, compiled: &Compiled) -> Vec<String> {
        let table = Table::new(compiled, &compiled.regimes[0]).expect("a table");
        let row = |row: &Row| {
            let cells = table.columns.iter().zip(&row.cells).map(|(column, cell)| cells::words(program, *column, cell));
            let cells: Vec<String> = cells.collect();
            format!("{} => {}", cells.join(" | "), program.outcomes[row.outcome].id)
        };
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn rows_are_joined_and_exact() {
        let (program, compiled) = compiled(
            "{ kind: { choose: [a, b, c, none] }, signed: yes-no, size: { whole: 0 to 9 } }",
            "{ some: { needs: { kind: [a, b, c] } }, one: { needs: { signed: yes } }, \
             two: { for: { kind: [b, c] }, needs: { size: [at most 1, 4 to 5] } } }",
            "{ good: { when: { met: all } }, bad: { otherwise: true } }",
        );
        assert_eq!(
            rows(&program, &compiled),
            [
                "a | yes | — => good",
                "b or c | yes | 1 or less or 4 up to 5 => good",
                "a, b or c | no | — => bad",
                "b or c | yes | 2 up to 3 or 6 or more => bad",
                "none | — | — => bad",
            ]
        );
    }

    #[test]
    fn a_question_that_is_asked_for_nothing_here_says_any() {
        let (program, compiled) = compiled(
            "{ first: yes-no, second: yes-no, third: yes-no }",
            "{ x: { needs: { any: [{ first: yes, third: yes }, { first: no, second: yes, third: yes }, \
             { first: no, second: no, third: yes }, { first: no, second: yes }] } } }",
            "{ good: { when: { met: all } }, bad: { otherwise: true } }",
        );
        assert_eq!(
            rows(&program, &compiled),
            [
                "yes | — | yes => good",
                "no | yes | — => good",
                "no | no | yes => good",
                "yes | — | no => bad",
                "no | no | no => bad"
            ]
        );
    }

    #[test]
    fn options_are_told_in_few_words() {
        for (needs, good, bad) in [
            ("includes a", vec!["with a"], vec!["without a"]),
            ("none", vec!["none"], vec!["at least 1"]),
            ("at least 2", vec!["at least 2"], vec!["at most 1"]),
            ("2 to 3", vec!["2 to 3"], vec!["at most 1; or all"]),
            ("[includes a, includes c]", vec!["at least 1 of a, c"], vec!["without a or c"]),
            ("includes all", vec!["all"], vec!["at most 3"]),
        ] {
            let (program, compiled) = compiled(
                "{ q: { any-of: [a, b, c, d] } }",
                &format!("{{ x: {{ needs: {{ q: {needs} }} }} }}"),
                "{ good: { when: { met: all } }, bad: { otherwise: true } }",
            );
            let expected: Vec<String> = good
                .iter()
                .map(|cell| format!("{cell} => good"))
                .chain(bad.iter().map(|cell| format!("{cell} => bad")))
                .collect();
            assert_eq!(rows(&program, &compiled), expected, "{needs}");
        }
        let (program, compiled) = compiled(
            "{ q: { any-of: [a, b, c, d] } }",
            "{ x: { needs: { q: at least 3 } }, y: { needs: { q: includes c } } }",
            "{ good: { when: { met: all } }, bad: { otherwise: true } }",
        );
        assert_eq!(rows(&program, &compiled), ["at least 3, with c => good", "without c; or at most 2 => bad"]);
    }

    #[test]
    fn every_state_is_in_one_row() {
        exact(
            "{ kind: { choose: [a, b, c] }, q: { any-of: [a, b, c, d, e] }, n: { whole: 0 to 99 }, ok: yes-no, \
             on: { date: 2020-01-01 to today } }",
            "{ x: { for: { kind: [a, c] }, needs: { any: [{ q: at least 3 }, { q: [includes a, includes d], n: at least 7 }] } }, \
             y: { needs: { n: { at least: { by: kind, a: 5, b: 10, c: 50 } } } }, \
             z: { for: { ok: no }, needs: { on: [less than 30 days ago, at least 90 days ago] } } }",
            "{ good: { when: { met: all } }, fair: { when: { met: [x], unmet: [y] } }, bad: { otherwise: true } }",
        );
    }

    #[test]
    fn tables_of_whatever_rules_are_exact() {
        const TESTS: [&str; 14] = [
            "kind: b",
            "kind: [a, c]",
            "q: at least 2",
            "q: none",
            "q: includes c",
            "q: [includes a, includes d]",
            "q: 1 to 2",
            "n: at least 5",
            "n: [at most 2, 7 to 8]",
            "ok: yes",
            "ok: no",
            "not: { ok: yes, kind: a }",
            "on: before 2024-01-01",
            "on: 2023-01-01 to 2024-06-30",
        ];
        let mut state = 1_u32;
        let mut any = |count: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % count
        };
        for _ in 0..60 {
            let mut conditions = || {
                let tests: Vec<String> = (0..=any(3)).map(|_| format!("{{ {} }}", TESTS[any(TESTS.len())])).collect();
                format!("{{ {}: [{}] }}", ["any", "all"][any(2)], tests.join(", "))
            };
            let criteria: Vec<String> = ["x", "y", "z"]
                .iter()
                .map(|name| format!("{name}: {{ for: {}, needs: {} }}", conditions(), conditions()))
                .collect();
            exact(
                "{ kind: { choose: [a, b, c] }, q: { any-of: [a, b, c, d] }, n: { whole: 0 to 9 }, ok: yes-no, \
                 on: { date: 2020-01-01 to 2026-01-01 } }",
                &format!("{{ {} }}", criteria.join(", ")),
                "{ good: { when: { met: all } }, fair: { when: { met: [x], unmet: [y] } }, bad: { otherwise: true } }",
            );
        }
    }

    /// Every set of answers is in one row, and comes to its outcome.
    fn exact(questions: &str, criteria: &str, outcomes: &str) {
        let (_, compiled) = compiled(questions, criteria, outcomes);
        let rules = &compiled.regimes[0].rules;
        let ladder = Ladder::new(rules).expect("a ladder");
        let rows = joined(&ladder, every_way(&ladder));
        let mut search = diglot_checker::Search::new(rules);
        let mut states = vec![rules.open()];
        for slot in 0..states[0].len() {
            let all = states[0][slot];
            states = (0..32_u32)
                .filter(|region| all >> region & 1 == 1)
                .flat_map(|region| {
                    states.iter().map(move |state| {
                        let mut state = state.clone();
                        state[slot] = 1 << region;
                        state
                    })
                })
                .collect();
        }
        for mut state in states {
            let holds = |question: usize, answers: &[u16]| {
                let slots = &state[rules.slots(question)];
                answers.iter().any(|class| match &ladder.classes[question] {
                    Classes::One(_) => slots[0] == 1 << class,
                    Classes::Many(groups) => std::iter::zip(groups, ladder.classes[question].chosen(*class))
                        .all(|(group, chosen)| group.iter().filter(|option| slots[**option] == 2).count() == chosen),
                })
            };
            let mut hits = rows.iter().filter(|(way, _)| {
                way.answers
                    .iter()
                    .enumerate()
                    .all(|(q, answers)| answers.as_ref().is_none_or(|answers| holds(q, answers)))
            });
            let outcome = hits.next().map(|(way, _)| way.outcome);
            assert!(hits.next().is_none(), "{criteria}: {state:?}");
            let expected = search.classes(&mut state, diglot_checker::Target::Outcome).trailing_zeros() as usize;
            assert_eq!(outcome, Some(expected), "{criteria}: {state:?}");
        }
    }

    #[test]
    fn a_table_without_end_is_counted_only() {
        let questions: Vec<String> = (0..20).map(|n| format!("q{n}: {{ whole: 0 to 99 }}")).collect();
        let sum = |n: usize| format!("{{ q{n}: at least {} }}", n + 1);
        let any: Vec<String> = (0..10).map(|n| format!("{{ all: [{}, {}] }}", sum(n), sum(n + 10))).collect();
        let (_, compiled) = compiled(
            &format!("{{ {} }}", questions.join(", ")),
            &format!("{{ x: {{ needs: {{ any: [{}] }} }} }}", any.join(", ")),
            "{ good: { when: { met: all } }, bad: { otherwise: true } }",
        );
        let table = Table::new(&compiled, &compiled.regimes[0]).expect("a table");
        assert!(table.rows.is_empty() && table.ways > MOST_ROWS as u64, "{}", table.ways);
        assert_eq!(table.columns.len(), 20);
    }
}
