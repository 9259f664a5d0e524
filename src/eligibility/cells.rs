//! What the cells of tables and the branches of trees say, in the words of programs.

use super::choices::Choice;
use super::compile::Region;
use super::names;
use super::table::Cell;
use crate::model::Program;
use crate::model::program::{Answer, Moment};

/// A cell in words.
///
/// `—`, `any`, `direct-reseller or indirect-reseller`, `1 or more`, `at least 3, with probability`
pub fn words(program: &Program, question: usize, cell: &Cell) -> String {
    match cell {
        Cell::NotAsked => "—".to_owned(),
        Cell::Any => "any".to_owned(),
        Cell::Regions(regions) => {
            let regions: Vec<String> = regions.iter().map(|region| span(program, question, region)).collect();
            either(&regions)
        }
        Cell::Chosen(choices) => {
            let options = program.questions[question].answer.options();
            let choices: Vec<String> = choices.iter().map(|choice| chosen(options, choice)).collect();
            choices.join("; or ")
        }
    }
}

/// Answers in words; numbers at the bounds of the question are told by one bound.
fn span(program: &Program, question: usize, region: &Region) -> String {
    match (&program.questions[question].answer, region) {
        (_, Region::Whole(from, to)) if from == to => from.to_string(),
        (Answer::Whole { high, .. }, Region::Whole(from, to)) if to == high => format!("{from} or more"),
        (Answer::Whole { low, .. }, Region::Whole(from, to)) if from == low => format!("{to} or less"),
        (_, Region::Date(Some(from), None)) => {
            relative(from.moment, ["more than", "at least"], ["less than", "at most"], from.after)
                .unwrap_or_else(|| names::span(program, question, region))
        }
        (_, Region::Date(None, Some(to))) => {
            relative(to.moment, ["at most", "less than"], ["at least", "more than"], to.after)
                .unwrap_or_else(|| names::span(program, question, region))
        }
        _ => names::span(program, question, region),
    }
}

/// A bound some time from today: the words for one ahead, and for one behind, each where what is bounded begins or ends after the
/// day itself, and where not.
///
/// `less than 28 days ago`
fn relative(moment: Moment, ahead: [&str; 2], ago: [&str; 2], after: bool) -> Option<String> {
    let words = match moment {
        Moment::Days(count) | Moment::Months(count) if count > 0 => ahead,
        Moment::Days(count) | Moment::Months(count) if count < 0 => ago,
        _ => return None,
    };
    Some(format!("{} {}", words[usize::from(!after)], names::moment(moment)))
}

/// Some options in words.
fn chosen(options: &[String], choice: &Choice) -> String {
    let name = |option: &usize| options.get(*option).map_or("", String::as_str);
    let names = |chosen: &[usize]| chosen.iter().map(|option| name(option).to_owned()).collect::<Vec<_>>();
    let mut parts = Vec::new();
    match choice.count {
        Some((0, 0)) => parts.push("none".to_owned()),
        Some((least, most)) => parts.push(number(least, most, options.len())),
        None => {}
    }
    if !choice.with.is_empty() {
        parts.push(format!("with {}", both(&names(&choice.with))));
    }
    if !choice.without.is_empty() {
        parts.push(format!("without {}", either(&names(&choice.without))));
    }
    for (of, least, most) in &choice.of {
        parts.push(format!("{} of {}", number(*least, *most, of.len()), names(of).join(", ")));
    }
    parts.join(", ")
}

/// How many of `all`.
fn number(least: usize, most: usize, all: usize) -> String {
    match (least, most) {
        _ if least == most && most == all => "all".to_owned(),
        _ if least == most => format!("exactly {least}"),
        (0, most) => format!("at most {most}"),
        (least, most) if most == all => format!("at least {least}"),
        (least, most) => format!("{least} to {most}"),
    }
}

fn either(names: &[String]) -> String {
    list(names, "or")
}

fn both(names: &[String]) -> String {
    list(names, "and")
}

/// `a, b or c`
fn list(names: &[String], word: &str) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [names @ .., last] => format!("{} {word} {last}", names.join(", ")),
    }
}
