//! Questions: how they are answered.

use serde_yaml::Value;

use super::{At, Entry, Reader, is_option, moments, tests_of};
use crate::model::program::{Answer, Question, RESERVED};
use crate::text::Span;

impl Reader<'_, '_> {
    pub(super) fn question(&mut self, entry: &Entry<'_>) -> Option<Question> {
        if RESERVED.contains(&entry.key.as_str()) {
            let help = format!("Give it another name: conditions use {} for themselves.", RESERVED.join(", "));
            self.wrong(entry.span, format!("a question cannot be called `{}`", entry.key), help);
        }
        let mut question =
            Question { id: entry.key.clone(), span: entry.span, answer: Answer::YesNo, fixed: false, unsure: true };
        if entry.at.scalar().as_deref() == Some("yes-no") {
            return Some(question);
        }
        let help = "Write `yes-no`, `{ choose: [a, b] }`, `{ any-of: [a, b] }`, `{ whole: 0 to 100 }` or \
                    `{ date: 2000-01-01 to today }`; `fixed: true` and `unsure: false` may stand beside these.";
        let Some(entries) = entry.at.entries() else {
            self.wrong(entry.at.span, format!("nothing says how `{}` is answered", entry.key), help);
            return None;
        };
        let mut kinds = 0;
        for part in &entries {
            match part.key.as_str() {
                "fixed" => question.fixed = self.flag(part.at),
                "unsure" => question.unsure = self.flag(part.at),
                "yes-no" if matches!(part.at.value, Value::Null) || part.at.scalar().as_deref() == Some("yes") => {
                    kinds += 1
                }
                "choose" => {
                    kinds += 1;
                    question.answer = Answer::Choose(self.options(part.at, part.span, 2));
                }
                "any-of" => {
                    kinds += 1;
                    question.answer = Answer::AnyOf(self.options(part.at, part.span, 1));
                }
                "whole" => {
                    kinds += 1;
                    let bounds = part.at.scalar().and_then(|text| tests_of::whole_range(&text));
                    match bounds {
                        Some((low, high)) if low < high => question.answer = Answer::Whole { low, high },
                        _ => self.wrong(
                            part.at.span,
                            "these are no bounds",
                            "Write the least and the greatest number, as `0 to 100`.",
                        ),
                    }
                }
                "date" => {
                    kinds += 1;
                    let bounds = part.at.scalar().and_then(|text| moments::range(&text));
                    match bounds {
                        Some((low, high)) if !moments::is_before(high, low) => {
                            question.answer = Answer::Date { low, high }
                        }
                        _ => {
                            let help = "Write the first and the last day, as `2000-01-01 to today` or `10 years ago to 1 year ahead`.";
                            self.wrong(part.at.span, "these are no bounds", help);
                        }
                    }
                }
                other => self.wrong(part.span, format!("`{other}` is no key of a question"), help),
            }
        }
        if kinds != 1 {
            self.wrong(entry.span, format!("`{}` is answered in {kinds} ways at once", entry.key), help);
            return None;
        }
        Some(question)
    }

    fn options(&mut self, at: At<'_>, span: Span, least: usize) -> Vec<String> {
        let mut options: Vec<String> = Vec::new();
        for item in at.items() {
            match item.scalar() {
                Some(option) if ["none", "unsure"].contains(&option.as_str()) && least == 1 => {
                    let help = "Leave it out: it is always offered.";
                    self.wrong(item.span, format!("`{option}` cannot be one of several options"), help);
                }
                Some(option) if option == "unsure" => {
                    self.wrong(
                        item.span,
                        "`unsure` cannot be an option",
                        "Leave it out: it is offered unless `unsure: false` says otherwise.",
                    );
                }
                Some(option) if options.contains(&option) => {
                    self.wrong(item.span, format!("there are two options `{option}`"), "Take one out.");
                }
                Some(option) if is_option(&option) => options.push(option),
                Some(option) => self.not_a_name(item.span, &option),
                None => self.wrong(item.span, "this is no option", "Write one word for each option."),
            }
        }
        if options.len() < least {
            self.wrong(span, "there are too few options", "Write them as a list, `[a, b]`.");
        }
        options
    }
}
