//! The names of a program's texts.

use jiff::civil::Date;

use crate::model::Program;
use crate::model::program::{Answer, Moment, Question};

/// One text of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its name in Fluent.
    pub name: String,
    /// The attributes that it may have.
    pub attributes: &'static [&'static str],
    /// Whether there is no text to take its place.
    pub is_needed: bool,
}

/// The name of a program's title.
pub fn title(program: &Program) -> String {
    format!("{}-title", program.id)
}

/// The name of a question.
pub fn question(program: &Program, question: &Question) -> String {
    format!("{}-q-{}", program.id, question.id)
}

/// The name of an answer: of an option, of `yes` or `no`, of `none` or of `unsure`.
pub fn answer(program: &Program, question: &Question, answer: &str) -> String {
    format!("{}-q-{}-{answer}", program.id, question.id)
}

/// The name of a criterion.
pub fn criterion(program: &Program, id: &str) -> String {
    format!("{}-c-{id}", program.id)
}

/// The name of an outcome.
pub fn outcome(program: &Program, id: &str) -> String {
    format!("{}-o-{id}", program.id)
}

/// A bound that a text about a wrong answer names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// A number.
    Whole(i64),
    /// A day.
    Day(Date),
}

/// The shared text about an answer that is missing or cannot be, with what it names as `$min` and `$max`.
pub fn error(answer: &Answer) -> (&'static str, Vec<(&'static str, Bound)>) {
    match answer {
        Answer::YesNo | Answer::Choose(_) => ("elig-error-choose", Vec::new()),
        Answer::AnyOf(_) => ("elig-error-any", Vec::new()),
        Answer::Whole { low, high } => {
            ("elig-error-whole", vec![("min", Bound::Whole(*low)), ("max", Bound::Whole(*high))])
        }
        Answer::Date { low, high } => {
            let day = |name, moment: &Moment| match moment {
                Moment::On(day) => Some((name, Bound::Day(*day))),
                _ => None,
            };
            let key = match (low, high) {
                (Moment::On(_), Moment::On(_)) => "elig-error-date",
                (Moment::On(_), &Moment::TODAY) => "elig-error-date-to-today",
                (&Moment::TODAY, Moment::On(_)) => "elig-error-date-from-today",
                _ => "elig-error-date-other",
            };
            (key, [day("min", low), day("max", high)].into_iter().flatten().collect())
        }
    }
}

/// All texts that a program needs or may have, in the order in which readers meet them.
pub fn of(program: &Program) -> Vec<Wanted> {
    let wanted = |name, attributes, is_needed| Wanted { name, attributes, is_needed };
    let mut texts = vec![wanted(title(program), &[], true)];
    for asked in &program.questions {
        texts.push(wanted(question(program, asked), &["hint", "error", "unit", "why"], true));
        let (needed, shared): (&[String], &[&str]) = match &asked.answer {
            Answer::YesNo => (&[], &["yes", "no", "unsure"]),
            Answer::Choose(options) => (options, &["unsure"]),
            Answer::AnyOf(options) => (options, &["none"]),
            Answer::Whole { .. } => (&[], &[]),
            Answer::Date { .. } => (&[], &["unsure"]),
        };
        texts.extend(needed.iter().map(|option| wanted(answer(program, asked, option), &[], true)));
        texts.extend(shared.iter().map(|option| wanted(answer(program, asked, option), &[], false)));
    }
    for required in &program.criteria {
        texts.push(wanted(criterion(program, &required.id), &["met", "unmet", "unknown"], true));
    }
    for reached in &program.outcomes {
        texts.push(wanted(outcome(program, &reached.id), &["body"], true));
    }
    texts
}
