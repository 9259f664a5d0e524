//! Scenarios: answers, and what must come out of them.

use diglot_checker::Status;

use super::{At, Reader, moments};
use crate::model::program::{Answer, Expected, Given, Question, Scenario};

impl Reader<'_, '_> {
    pub(super) fn scenario(&mut self, at: At<'_>) -> Option<Scenario> {
        let entries = self.keys(at, "a scenario", Scenario::KEYS);
        let part = |name: &str| entries.iter().find(|entry| entry.key == name);
        let span = part("name").or(entries.first()).map_or(at.span, |entry| entry.span);
        let name = part("name").and_then(|part| part.at.scalar()).unwrap_or_default();
        let as_of = part("as-of").and_then(|part| self.date(part.at));
        let mut given = Vec::new();
        match part("given") {
            Some(part) => {
                for answer in part.at.entries().unwrap_or_default() {
                    let question = self.question_number(&answer.key, answer.span);
                    let Some(question) = question else { continue };
                    match self.given(question, answer.at) {
                        Some(answer) => given.push((question, answer)),
                        None => {
                            let help = answers(&self.questions[question]);
                            self.wrong(answer.at.span, format!("this is no answer to `{}`", answer.key), help);
                        }
                    }
                }
            }
            None => self.wrong(
                span,
                "the scenario gives no answers",
                "Write `given: { question: answer }`; `{}` gives none.",
            ),
        }
        let expect = match part("expect") {
            Some(part) => self.expected(part.at),
            None => {
                self.wrong(span, "the scenario expects nothing", "Write `expect:` with an outcome, or `undecided`.");
                None
            }
        };
        let possible = part("possible").map(|part| {
            let items = part.at.items().into_iter().filter_map(|item| self.outcome_number(item)).collect::<Vec<_>>();
            sorted(items)
        });
        let mut status = Vec::new();
        for entry in part("status").and_then(|part| part.at.entries()).unwrap_or_default() {
            let criterion = self.criterion_number(&entry.key, entry.span);
            let known = match entry.at.scalar().as_deref() {
                Some("met") => Some(Status::Met),
                Some("unmet") => Some(Status::Unmet),
                Some("unknown") => Some(Status::Unknown),
                Some("not-applicable") => Some(Status::NotApplicable),
                _ => None,
            };
            if known.is_none() {
                self.wrong(
                    entry.at.span,
                    "this is not how a criterion stands",
                    "Write `met`, `unmet`, `unknown` or `not-applicable`.",
                );
            }
            status.extend(criterion.zip(known));
        }
        let mut questions = |name: &str| {
            part(name).map(|part| {
                let numbers = part.at.items().into_iter().filter_map(|item| {
                    let name = item.scalar().unwrap_or_default();
                    self.question_number(&name, item.span)
                });
                sorted(numbers.collect())
            })
        };
        let (because, change, asks) = (questions("because"), questions("change"), questions("asks"));
        Some(Scenario { name, as_of, given, expect: expect?, possible, status, because, change, asks, span })
    }

    fn expected(&mut self, at: At<'_>) -> Option<Expected> {
        if at.scalar().as_deref() == Some("undecided") {
            return Some(Expected::Undecided);
        }
        self.outcome_number(at).map(Expected::Outcome)
    }

    fn outcome_number(&mut self, at: At<'_>) -> Option<usize> {
        let name = at.scalar().unwrap_or_default();
        let number = self.outcomes.iter().position(|outcome| outcome.id == name);
        if number.is_none() {
            let names = super::list(self.outcomes.iter().map(|outcome| outcome.id.as_str()));
            self.wrong(at.span, format!("there is no outcome `{name}`"), format!("There are {names}."));
        }
        number
    }

    fn given(&mut self, question: usize, at: At<'_>) -> Option<Given> {
        given(&self.questions[question], at)
    }
}

fn sorted(mut numbers: Vec<usize>) -> Vec<usize> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn given(question: &Question, at: At<'_>) -> Option<Given> {
    let text = at.scalar();
    if text.as_deref() == Some("unsure") {
        return Some(Given::Unsure);
    }
    match &question.answer {
        Answer::YesNo => match text?.as_str() {
            "yes" | "true" => Some(Given::Option(0)),
            "no" | "false" => Some(Given::Option(1)),
            _ => None,
        },
        Answer::Choose(options) => {
            let text = text?;
            options.iter().position(|option| *option == text).map(Given::Option)
        }
        Answer::AnyOf(options) => {
            if text.as_deref() == Some("none") {
                return Some(Given::Options(Vec::new()));
            }
            let chosen = at.items().into_iter().map(|item| {
                let text = item.scalar()?;
                options.iter().position(|option| *option == text)
            });
            chosen.collect::<Option<Vec<_>>>().map(|chosen| Given::Options(sorted(chosen)))
        }
        Answer::Whole { low, high } => {
            let number: i64 = text?.parse().ok()?;
            (*low..=*high).contains(&number).then_some(Given::Whole(number))
        }
        Answer::Date { low, high } => {
            let moment = moments::moment(&text?)?;
            let outside = moments::is_before(moment, *low) || moments::is_before(*high, moment);
            (!outside).then_some(Given::Date(moment))
        }
    }
}

/// How a question can be answered.
fn answers(question: &Question) -> String {
    match &question.answer {
        Answer::YesNo => "Write `yes`, `no` or `unsure`.".to_owned(),
        Answer::Choose(options) => format!("Write one of {}, or `unsure`.", options.join(", ")),
        Answer::AnyOf(options) => format!("Write a list of some of {}, `none` or `unsure`.", options.join(", ")),
        Answer::Whole { low, high } => format!("Write a whole number from {low} to {high}, or `unsure`."),
        Answer::Date { .. } => {
            "Write a day within the question's bounds, as 2026-07-01, `today` or `20 days ago`, or `unsure`.".to_owned()
        }
    }
}
