//! What questions, answers and conditions are called in messages to authors.

use diglot_checker::Rules;

use super::compile::{Compiled, Region};
use crate::model::Program;
use crate::model::program::{Answer, Edge, Moment};

/// A region of a question's answers, in the words of programs.
///
/// `direct-reseller`, `18000 up to 24999`, `60 or more`, `2026-07-01 or later`
pub fn region(program: &Program, compiled: &Compiled, question: usize, region: usize) -> String {
    compiled.regions[question].get(region).map_or_else(String::new, |region| span(program, question, region))
}

/// Answers to a question, in the words of programs.
pub fn span(program: &Program, question: usize, region: &Region) -> String {
    let asked = &program.questions[question];
    match region {
        Region::Option(option) => match &asked.answer {
            Answer::YesNo => if *option == 0 { "yes" } else { "no" }.to_owned(),
            answer => answer.options().get(*option).cloned().unwrap_or_default(),
        },
        Region::Whole(from, to) if from == to => from.to_string(),
        Region::Whole(from, to) => format!("{from} up to {to}"),
        Region::Date(None, None) => "any day".to_owned(),
        Region::Date(Some(from), None) => {
            if from.after {
                format!("after {}", moment(from.moment))
            } else {
                format!("on or after {}", moment(from.moment))
            }
        }
        Region::Date(None, Some(to)) => until(*to),
        Region::Date(Some(from), Some(to)) => {
            let from = if from.after {
                format!("after {}", moment(from.moment))
            } else {
                format!("from {}", moment(from.moment))
            };
            format!("{from} and {}", until(*to))
        }
    }
}

fn until(edge: Edge) -> String {
    if edge.after { format!("on or before {}", moment(edge.moment)) } else { format!("before {}", moment(edge.moment)) }
}

/// A moment in the words of programs.
///
/// `2026-07-01`, `today`, `28 days ago`, `18 years ago`
pub fn moment(moment: Moment) -> String {
    let (count, unit) = match moment {
        Moment::On(date) => return date.to_string(),
        Moment::Days(0) | Moment::Months(0) => return "today".to_owned(),
        Moment::Days(days) => (days, "day"),
        Moment::Months(months) if months % 12 == 0 => (months / 12, "year"),
        Moment::Months(months) => (months, "month"),
    };
    let plural = if count.abs() == 1 { "" } else { "s" };
    let direction = if count < 0 { "ago" } else { "ahead" };
    format!("{} {unit}{plural} {direction}", count.abs())
}

/// A region of one slot of a question: of one option where several can be chosen.
///
/// `calculus`, `not calculus`
pub fn slot_region(program: &Program, compiled: &Compiled, question: usize, slot: usize, number: usize) -> String {
    match &program.questions[question].answer {
        Answer::AnyOf(options) => {
            let option = options.get(slot).map_or("", String::as_str);
            if number == 0 { format!("not {option}") } else { option.to_owned() }
        }
        _ => region(program, compiled, question, number),
    }
}

/// The answers of a state that are not open, as scenarios give them. Options that are not named are not chosen.
///
/// `type: a, ok: no, passed: [calculus]`
pub fn answers(program: &Program, compiled: &Compiled, rules: &Rules, state: &[u32]) -> String {
    let open = rules.open();
    let mut answers = Vec::new();
    for (number, question) in program.questions.iter().enumerate() {
        let slots = rules.slots(number);
        let narrowed: Vec<usize> = slots.clone().filter(|slot| state[*slot] != open[*slot]).collect();
        let region = |slot: usize| state[slot].trailing_zeros() as usize;
        let answer = match (&question.answer, narrowed.as_slice()) {
            (_, []) => continue,
            (Answer::AnyOf(options), narrowed) => {
                let chosen = narrowed.iter().filter(|slot| region(**slot) == 1);
                let chosen: Vec<&str> = chosen.map(|slot| options[slot - slots.start].as_str()).collect();
                if chosen.is_empty() { "none".to_owned() } else { format!("[{}]", chosen.join(", ")) }
            }
            (_, [slot, ..]) => example(program, compiled, number, region(*slot)),
        };
        answers.push(format!("{}: {answer}", question.id));
    }
    answers.join(", ")
}

/// One answer of a region, as scenarios give it; the region where none can be written.
fn example(program: &Program, compiled: &Compiled, question: usize, number: usize) -> String {
    match compiled.regions[question].get(number) {
        Some(Region::Whole(from, _)) => from.to_string(),
        Some(Region::Date(from, to)) => {
            let first = from.and_then(|edge| if edge.after { shifted(edge.moment, 1) } else { Some(edge.moment) });
            let last = to.and_then(|edge| if edge.after { Some(edge.moment) } else { shifted(edge.moment, -1) });
            match first.or(last) {
                Some(day) => moment(day),
                None => region(program, compiled, question, number),
            }
        }
        _ => region(program, compiled, question, number),
    }
}

fn shifted(moment: Moment, days: i32) -> Option<Moment> {
    match moment {
        Moment::On(date) => if days > 0 { date.tomorrow() } else { date.yesterday() }.ok().map(Moment::On),
        Moment::Days(count) => Some(Moment::Days(count + days)),
        Moment::Months(_) => None,
    }
}
