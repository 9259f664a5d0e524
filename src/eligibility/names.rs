//! What questions, answers and conditions are called in messages to authors.

use crate::eligibility::compile::{Compiled, Region};
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
