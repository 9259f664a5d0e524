//! Conditions: a mapping whose entries must all hold.

use super::tests_of::{self, Refusal};
use super::{At, Entry, Reader};
use crate::model::program::{Condition, Test};

/// How deep conditions may stand in each other.
const MAX_DEPTH: usize = 16;

impl Reader<'_, '_> {
    /// The conditions of a mapping.
    pub(super) fn conditions(&mut self, at: At<'_>) -> Option<Condition> {
        self.conditions_below(at, 0)
    }

    fn conditions_below(&mut self, at: At<'_>, depth: usize) -> Option<Condition> {
        let help = "Write a mapping whose entries must all hold, as `{ has-agreement: yes, competencies: at least 1 }`; `any: […]`, \
                    `all: […]`, `not: {…}`, `met: […]` and `unmet: […]` may stand among them.";
        let Some(entries) = at.entries().filter(|entries| !entries.is_empty()) else {
            self.wrong(at.span, "these are no conditions", help);
            return None;
        };
        if depth > MAX_DEPTH {
            self.wrong(
                at.span,
                format!("conditions stand deeper than {MAX_DEPTH} in each other"),
                "Make them simpler.",
            );
            return None;
        }
        // Every entry is read, so that each mistake is said.
        let conditions: Vec<Option<Condition>> = entries.iter().map(|entry| self.condition(entry, depth)).collect();
        let mut conditions = conditions.into_iter().collect::<Option<Vec<_>>>()?;
        Some(if conditions.len() == 1 { conditions.remove(0) } else { Condition::All(conditions) })
    }

    fn condition(&mut self, entry: &Entry<'_>, depth: usize) -> Option<Condition> {
        match entry.key.as_str() {
            "any" | "all" => {
                let items: Vec<_> = entry.at.items();
                if items.is_empty() {
                    self.wrong(
                        entry.span,
                        format!("`{}` has no conditions", entry.key),
                        "Write a list, `[{ a: yes }, { b: no }]`.",
                    );
                }
                let items: Vec<_> = items.into_iter().map(|item| self.conditions_below(item, depth + 1)).collect();
                let items = items.into_iter().collect::<Option<Vec<_>>>()?;
                Some(if entry.key == "any" { Condition::Any(items) } else { Condition::All(items) })
            }
            "not" => Some(Condition::Not(Box::new(self.conditions_below(entry.at, depth + 1)?))),
            "met" => Some(Condition::Met(self.criteria_of(entry)?)),
            "unmet" => Some(Condition::Unmet(self.criteria_of(entry)?)),
            name => {
                let question = self.question_number(name, entry.span)?;
                self.question_condition(question, entry)
            }
        }
    }

    fn criteria_of(&mut self, entry: &Entry<'_>) -> Option<Vec<usize>> {
        if entry.at.scalar().as_deref() == Some("all") {
            return Some((0..self.criteria.len()).collect());
        }
        let items = entry.at.items();
        if items.is_empty() {
            self.wrong(
                entry.span,
                format!("`{}` names no criterion", entry.key),
                "Write `all`, or a list of criteria.",
            );
        }
        let numbers: Vec<_> = items
            .into_iter()
            .map(|item| {
                let name = item.scalar().unwrap_or_default();
                self.criterion_number(&name, item.span)
            })
            .collect();
        numbers.into_iter().collect()
    }

    fn question_condition(&mut self, question: usize, entry: &Entry<'_>) -> Option<Condition> {
        if entry.at.entries().is_some() {
            return self.lookup(question, entry);
        }
        let mut tests = Vec::new();
        for item in entry.at.items() {
            let text = item.scalar().unwrap_or_default();
            match tests_of::test(&self.questions[question], &text) {
                Ok(test) => tests.push(test),
                Err(Refusal { message, help }) => self.wrong(item.span, message, help),
            }
        }
        if tests.is_empty() {
            if entry.at.items().is_empty() {
                let help = tests_of::forms(&self.questions[question]);
                self.wrong(entry.span, format!("nothing is asked of `{}`", entry.key), help);
            }
            return None;
        }
        Some(Condition::Is { question, test: one_of(tests), span: entry.span })
    }
}

/// One of some tests; lists of options become one list.
fn one_of(mut tests: Vec<Test>) -> Test {
    let options = tests.iter().map(|test| match test {
        Test::Options(options) => Some(options.clone()),
        _ => None,
    });
    if let Some(options) = options.collect::<Option<Vec<_>>>() {
        return Test::Options(options.concat());
    }
    if tests.len() == 1 { tests.remove(0) } else { Test::OneOf(tests) }
}
