//! Scenarios: what comes out of the answers that an author gives, and whether it is what the author expects.

use diglot_checker::{Rules, Status};
use jiff::civil::Date;

use super::compile::Compiled;
use super::dialogue;
use crate::model::Program;
use crate::model::program::{Expected, Scenario};

/// The state that the answers of a scenario come to on a day; the number of the question whose answer is not accepted on it,
/// where there is one.
pub fn state(rules: &Rules, scenario: &Scenario, today: Date) -> Result<Vec<u32>, usize> {
    let mut state = rules.open();
    for (question, given) in &scenario.given {
        if !dialogue::put(rules, &mut state, *question, given, today) {
            return Err(*question);
        }
    }
    Ok(state)
}

/// In what a scenario does not come out as it expects, in words; nothing where it does.
pub fn misses(program: &Program, rules: &Rules, scenario: &Scenario, today: Date) -> Vec<String> {
    let state = match state(rules, scenario, today) {
        Ok(state) => state,
        Err(question) => {
            return vec![format!("the answer to `{}` is not accepted on {today}", program.questions[question].id)];
        }
    };
    let report = rules.report(&state, false);
    let mut misses = Vec::new();
    let outcomes = |mask: u32| names(mask, program.outcomes.iter().map(|outcome| outcome.id.as_str()));
    let questions = |mask: u32| names(mask, program.questions.iter().map(|question| question.id.as_str()));
    let found = match report.verdict {
        Some(outcome) => {
            program.outcomes.get(usize::from(outcome)).map_or("no outcome", |outcome| &outcome.id).to_owned()
        }
        None => format!("undecided between {}", outcomes(report.possible)),
    };
    match (scenario.expect, report.verdict) {
        (Expected::Undecided, None) => {}
        (Expected::Outcome(expected), Some(verdict)) if expected == usize::from(verdict) => {}
        (Expected::Undecided, _) => misses.push(format!("it is {found}, not undecided")),
        (Expected::Outcome(expected), _) => {
            misses.push(format!("it is {found}, not {}", program.outcomes[expected].id))
        }
    }
    let mut compare = |what: &str, expected: &Option<Vec<usize>>, found: u32, names: &dyn Fn(u32) -> String| {
        let Some(expected) = expected else { return };
        let expected = expected.iter().fold(0, |mask, number| mask | 1 << number);
        if expected != found {
            misses.push(format!("{what} {}, not {}", names(found), names(expected)));
        }
    };
    compare("possible is", &scenario.possible, report.possible, &outcomes);
    compare("the reasons are", &scenario.because, report.reasons, &questions);
    compare("it would change with", &scenario.change, report.change, &questions);
    let answered = scenario.given.iter().fold(0, |mask, (question, _)| mask | 1 << question);
    compare("the questions shown are", &scenario.asks, dialogue::shown(report.relevant, answered), &questions);
    for (criterion, expected) in &scenario.status {
        let found = report.criteria[*criterion].status;
        if found != *expected {
            misses.push(format!("`{}` is {}, not {}", program.criteria[*criterion].id, word(found), word(*expected)));
        }
    }
    misses
}

/// The day on which a scenario is judged, if nothing else says so.
pub fn day_of(scenario: &Scenario, today: Date) -> Date {
    scenario.as_of.unwrap_or(today)
}

/// In what a scenario does not come out as it expects on its day.
pub fn run(program: &Program, compiled: &Compiled, scenario: &Scenario, today: Date) -> Vec<String> {
    let day = day_of(scenario, today);
    misses(program, &compiled.on(day).rules, scenario, day)
}

/// How a criterion stands, in the word of scenarios.
pub fn word(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::Unmet => "unmet",
        Status::NotApplicable => "not-applicable",
        Status::Unknown => "unknown",
    }
}

/// The names in a mask, as a message lists them.
fn names<'a>(mask: u32, all: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> =
        all.enumerate().filter(|(number, _)| mask >> number & 1 == 1).map(|(_, name)| name).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
