//! What an answer should be: one line of text for each question of a condition.

use super::moments;
use crate::model::program::{Answer, Moment, Question, Test};

/// Why a text is no test: what is so, and the way out.
pub struct Refusal {
    pub message: String,
    pub help: String,
}

/// The test that a text asks of a question.
pub fn test(question: &Question, text: &str) -> Result<Test, Refusal> {
    let found = match &question.answer {
        Answer::YesNo => match text {
            "yes" | "true" => Some(Test::Options(vec![0])),
            "no" | "false" => Some(Test::Options(vec![1])),
            _ => None,
        },
        Answer::Choose(options) => {
            let Some(number) = options.iter().position(|option| option == text) else {
                return Err(no_option(question, text));
            };
            Some(Test::Options(vec![number]))
        }
        Answer::AnyOf(options) => match text {
            "none" => Some(Test::Count { from: 0, to: 0 }),
            "includes any" => Some(Test::Count { from: 1, to: options.len() }),
            "includes all" => Some(Test::Count { from: options.len(), to: options.len() }),
            _ => match text.strip_prefix("includes ") {
                Some(option) => match options.iter().position(|known| known == option) {
                    Some(number) => Some(Test::Includes(vec![number])),
                    None => return Err(no_option(question, option)),
                },
                None => whole(text).and_then(|(from, to)| count(from, to, options.len())),
            },
        },
        Answer::Whole { low, high } => match whole(text) {
            Some((from, to)) => {
                let mut named = text.split(' ').filter_map(|word| word.parse::<i64>().ok());
                if named.any(|bound| bound < *low || bound > *high) {
                    let help = format!("`{}` accepts {low} to {high}; change the test or the question.", question.id);
                    return Err(Refusal {
                        message: format!("`{text}` lies outside of what the question accepts"),
                        help,
                    });
                }
                Some(Test::Whole { from, to })
            }
            None => None,
        },
        Answer::Date { low, high } => match moments::test(text) {
            Some((test, named)) => {
                if named.iter().any(|bound| is_outside(*bound, *low, *high)) {
                    let help = format!("Change the test, or the bounds of the question `{}`.", question.id);
                    return Err(Refusal {
                        message: format!("`{text}` lies outside of what the question accepts"),
                        help,
                    });
                }
                Some(test)
            }
            None => None,
        },
    };
    found.ok_or_else(|| Refusal { message: format!("`{text}` is not a test"), help: forms(question) })
}

fn is_outside(moment: Moment, low: Moment, high: Moment) -> bool {
    moments::is_before(moment, low) || moments::is_before(high, moment)
}

/// What can be asked of a question.
pub fn forms(question: &Question) -> String {
    match &question.answer {
        Answer::YesNo => "Write `yes` or `no`.".to_owned(),
        Answer::Choose(options) => format!("Write one of {}, or a list of some of them.", options.join(", ")),
        Answer::AnyOf(options) => format!(
            "Write `includes {}`, `includes any`, `includes all`, `none`, `at least N`, `at most N`, `more than N`, `less than N`, \
             `N to M` or `N`.",
            options.first().map_or("option", String::as_str)
        ),
        Answer::Whole { .. } => {
            "Write `at least N`, `at most N`, `more than N`, `less than N`, `N to M` or `N`.".to_owned()
        }
        Answer::Date { .. } => "Write `before DATE`, `after DATE`, `on or before DATE`, `on or after DATE`, `DATE to DATE` or \
                                `DATE`, where a date is as 2026-07-01, `today`, `28 days ago` or `6 months ahead`; or `at least`, \
                                `at most`, `more than` or `less than` with a time, as `at least 18 years ago`."
            .to_owned(),
    }
}

fn no_option(question: &Question, text: &str) -> Refusal {
    let options = question.answer.options().join(", ");
    Refusal { message: format!("no option `{text}` (has {options})"), help: forms(question) }
}

/// A test of a number: its least and its greatest.
fn whole(text: &str) -> Option<(Option<i64>, Option<i64>)> {
    let number = |prefix: &str| text.strip_prefix(prefix).map(|rest| rest.trim().parse::<i64>().ok());
    if let Some(bound) = number("at least ") {
        return bound.map(|bound| (Some(bound), None));
    }
    if let Some(bound) = number("at most ") {
        return bound.map(|bound| (None, Some(bound)));
    }
    if let Some(bound) = number("more than ") {
        return Some((Some(bound?.checked_add(1)?), None));
    }
    if let Some(bound) = number("less than ") {
        return Some((None, Some(bound?.checked_sub(1)?)));
    }
    let (from, to) = whole_range(text).or_else(|| text.parse().ok().map(|number| (number, number)))?;
    (from <= to).then_some((Some(from), Some(to)))
}

/// `0 to 100`.
pub fn whole_range(text: &str) -> Option<(i64, i64)> {
    let (from, to) = text.split_once(" to ")?;
    Some((from.trim().parse().ok()?, to.trim().parse().ok()?))
}

/// How many of `options` options are chosen.
fn count(from: Option<i64>, to: Option<i64>, options: usize) -> Option<Test> {
    let from = from.map_or(Some(0), |from| usize::try_from(from).ok())?;
    let to = to.map_or(Some(options), |to| usize::try_from(to).ok())?;
    (from <= options && to <= options).then_some(Test::Count { from, to })
}
