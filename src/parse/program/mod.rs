//! Eligibility programs: YAML to [`Program`]. Whatever is wrong is said at its place, with the forms that are allowed.

mod conditions;
mod lookup;
mod moments;
mod questions;
mod scenarios;
mod tests_of;

use jiff::civil::Date;
use serde_yaml::Value;

use super::front_matter;
use super::yaml::{self, Places, Spot};
use crate::diagnostics::Code;
use crate::model::Described;
use crate::model::program::{Criterion, Outcome, Program, Question, Scenario, Written};
use crate::parse::Findings;
use crate::text::{Span, one_line};

pub use moments::moment;

/// Reads a program. Nothing comes of one in which anything is wrong.
pub fn parse(findings: &mut Findings<'_>) -> Option<Program> {
    let value = match yaml::read(findings.text) {
        Ok(value) => value,
        Err((problem, span)) => {
            findings.push(
                Code::InvalidProgram,
                span,
                format!("the program cannot be read: {problem}"),
                "Mend the YAML.",
            );
            return None;
        }
    };
    let places = Places::new(findings.text);
    let mut reader =
        Reader { findings, wrong: false, questions: Vec::new(), criteria: Vec::new(), outcomes: Vec::new() };
    let program = reader.program(At { value: &value, spot: places.root(), span: Span::default() });
    if reader.wrong { None } else { program }
}

/// A value, and where it stands.
#[derive(Debug, Clone, Copy)]
struct At<'v> {
    value: &'v Value,
    spot: Spot<'v>,
    /// Where to point: at the value where it is one scalar, else at its key or item.
    span: Span,
}

/// An entry of a mapping.
struct Entry<'v> {
    key: String,
    span: Span,
    at: At<'v>,
}

impl<'v> At<'v> {
    /// The entries of a mapping; nothing where it is none.
    fn entries(self) -> Option<Vec<Entry<'v>>> {
        let Value::Mapping(mapping) = self.value else { return None };
        let entries = mapping.iter().map(|(key, value)| {
            let key = front_matter::scalar(key).unwrap_or_default();
            let (span, spot) = self.spot.key(&key);
            let span = span.unwrap_or(self.span);
            Entry { key, span, at: At::new(value, spot, span) }
        });
        Some(entries.collect())
    }

    /// The items of a list. Anything else is a list of itself; nothing is an empty one.
    fn items(self) -> Vec<At<'v>> {
        match self.value {
            Value::Sequence(items) => {
                let item = |(number, value)| At::new(value, self.spot.item(number), self.span);
                items.iter().enumerate().map(item).collect()
            }
            Value::Null => Vec::new(),
            _ => vec![self],
        }
    }

    fn new(value: &'v Value, spot: Spot<'v>, above: Span) -> Self {
        let is_scalar = !matches!(value, Value::Mapping(_) | Value::Sequence(_) | Value::Null);
        Self { value, spot, span: spot.span().filter(|_| is_scalar).unwrap_or(above) }
    }

    /// A scalar as it is written, on one line. What YAML 1.1 made `true` of is `yes` here.
    fn scalar(self) -> Option<String> {
        match self.value {
            Value::Bool(true) => Some("yes".to_owned()),
            Value::Bool(false) => Some("no".to_owned()),
            value => front_matter::scalar(value).map(|text| one_line(&text)),
        }
    }
}

struct Reader<'f, 't> {
    findings: &'f mut Findings<'t>,
    wrong: bool,
    questions: Vec<Question>,
    criteria: Vec<Criterion>,
    outcomes: Vec<Outcome>,
}

impl Reader<'_, '_> {
    /// Says what is wrong.
    fn wrong(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.wrong = true;
        self.findings.push(Code::InvalidProgram, span, message, help);
    }

    /// The entries of a mapping whose keys are `known`.
    fn keys<'v>(&mut self, at: At<'v>, what: &str, known: &[Described]) -> Vec<Entry<'v>> {
        let names = Described::names_below(known, "");
        let Some(entries) = at.entries() else {
            self.wrong(
                at.span,
                format!("{what} has no keys"),
                format!("Write `key: value` below it; there are {names}."),
            );
            return Vec::new();
        };
        let (good, bad): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|entry| known.iter().any(|described| described.name == entry.key));
        for entry in bad {
            self.wrong(entry.span, format!("`{}` is no key of {what}", entry.key), format!("Known here: {names}."));
        }
        good
    }

    fn program(&mut self, at: At<'_>) -> Option<Program> {
        let entries = self.keys(at, "a program", Program::KEYS);
        let entry = |name: &str| entries.iter().find(|entry| entry.key == name);
        let mut id = None;
        match entry("check") {
            Some(entry) => id = self.name(entry.at, "a program"),
            None => self.wrong(at.span, "the program has no name", "Write `check: name-of-the-file` at its start."),
        }
        for (name, form) in [
            ("questions", "questions:\n  has-agreement: yes-no"),
            ("criteria", "criteria:\n  agreement:\n    needs: { has-agreement: yes }"),
            ("outcomes", "outcomes:\n  qualifies: { when: { met: all } }\n  otherwise-not: { otherwise: true }"),
        ] {
            if entry(name).is_none() {
                self.wrong(at.span, format!("the program has no {name}"), format!("Write, for example:\n{form}"));
            }
        }
        let source = entry("source").and_then(|entry| self.page(entry.at));
        let revised = entry("revised").and_then(|entry| self.date(entry.at));
        let share = entry("share").is_none_or(|entry| self.flag(entry.at));
        if let Some(entry) = entry("questions") {
            for question in self.named(entry.at, "questions") {
                let question = self.question(&question);
                self.questions.extend(question);
            }
        }
        if let Some(entry) = entry("criteria") {
            for criterion in self.named(entry.at, "criteria") {
                let criterion = self.criterion(&criterion);
                self.criteria.extend(criterion);
            }
        }
        if let Some(entry) = entry("outcomes") {
            let outcomes = self.named(entry.at, "outcomes");
            let last = outcomes.len().saturating_sub(1);
            for (number, outcome) in outcomes.iter().enumerate() {
                let outcome = self.outcome(outcome, number == last);
                self.outcomes.extend(outcome);
            }
        }
        // What a scenario says can only be judged against a program without mistakes.
        let mut scenarios: Vec<Scenario> = Vec::new();
        if let Some(entry) = entry("scenarios").filter(|_| !self.wrong) {
            for item in entry.at.items() {
                let scenario = self.scenario(item);
                scenarios.extend(scenario);
            }
        }
        Some(Program {
            id: id?,
            source,
            revised,
            share,
            questions: std::mem::take(&mut self.questions),
            criteria: std::mem::take(&mut self.criteria),
            outcomes: std::mem::take(&mut self.outcomes),
            scenarios,
        })
    }

    /// The entries of a mapping from names to things.
    fn named<'v>(&mut self, at: At<'v>, what: &str) -> Vec<Entry<'v>> {
        let Some(entries) = at.entries().filter(|entries| !entries.is_empty()) else {
            self.wrong(at.span, format!("there are no {what}"), "Write `name: …` below it, one for each.");
            return Vec::new();
        };
        for entry in &entries {
            if !is_name(&entry.key) {
                self.not_a_name(entry.span, &entry.key);
            }
        }
        entries
    }

    fn name(&mut self, at: At<'_>, what: &str) -> Option<String> {
        match at.scalar() {
            Some(name) if is_name(&name) => Some(name),
            Some(name) => {
                self.not_a_name(at.span, &name);
                None
            }
            None => {
                self.wrong(at.span, format!("{what} has no name here"), "Write one word.");
                None
            }
        }
    }

    fn not_a_name(&mut self, span: Span, name: &str) {
        let help = "Write letters, digits and hyphens, a letter first: texts are found by such names.";
        self.wrong(span, format!("`{name}` is no name"), help);
    }

    fn criterion(&mut self, entry: &Entry<'_>) -> Option<Criterion> {
        let what = format!("the criterion `{}`", entry.key);
        let entries = self.keys(entry.at, &what, Criterion::KEYS);
        let part = |name: &str| entries.iter().find(|part| part.key == name);
        let applies = part("for").map(|part| self.conditions(part.at));
        let needs = part("needs").map(|part| self.conditions(part.at));
        if needs.is_none() {
            self.wrong(
                entry.span,
                format!("{what} needs nothing"),
                "Write `needs:` with conditions, as `needs: { has-agreement: yes }`.",
            );
        }
        let read = part("read").and_then(|part| self.page(part.at));
        let from = part("from").and_then(|part| self.date(part.at));
        let until = part("until").and_then(|part| self.date(part.at));
        if let (Some(first), Some(last)) = (from, until)
            && last < first
        {
            self.wrong(entry.span, format!("{what} ends before it begins"), "Swap `from` and `until`.");
        }
        let applies = match applies {
            Some(conditions) => Some(conditions?),
            None => None,
        };
        Some(Criterion { id: entry.key.clone(), span: entry.span, applies, needs: needs??, read, from, until })
    }

    fn outcome(&mut self, entry: &Entry<'_>, last: bool) -> Option<Outcome> {
        let what = format!("the outcome `{}`", entry.key);
        if entry.key == "undecided" {
            self.wrong(
                entry.span,
                "an outcome cannot be called `undecided`",
                "Scenarios use that word; give it another name.",
            );
        }
        let entries = self.keys(entry.at, &what, Outcome::KEYS);
        let part = |name: &str| entries.iter().find(|part| part.key == name);
        let when = part("when").map(|part| self.conditions(part.at));
        let otherwise = part("otherwise").is_some_and(|part| self.flag(part.at));
        let read = part("read").and_then(|part| self.page(part.at));
        if otherwise == when.is_some() {
            let help = "Write either `when:` with conditions or, for the last outcome, `otherwise: true`.";
            self.wrong(
                entry.span,
                format!("{what} has {} of `when` and `otherwise`", if otherwise { "both" } else { "none" }),
                help,
            );
        }
        if otherwise && !last {
            self.wrong(entry.span, format!("{what} is `otherwise`, and others follow"), "Move it to the end.");
        }
        let when = match when {
            Some(conditions) => Some(conditions?),
            None => None,
        };
        Some(Outcome { id: entry.key.clone(), span: entry.span, when, otherwise, read })
    }

    fn page(&mut self, at: At<'_>) -> Option<Written> {
        let text = at.scalar().filter(|text| !text.starts_with(['/', '#']) && !text.contains("://"));
        if text.is_none() {
            self.wrong(
                at.span,
                "this is no page",
                "Write a path from the locale's root, as `help/join.md` or `help/join.md#steps`.",
            );
        }
        Some(Written { text: text?, span: at.span })
    }

    fn date(&mut self, at: At<'_>) -> Option<Date> {
        let date = at.scalar().and_then(|text| moments::date(&text));
        if date.is_none() {
            self.wrong(at.span, "this is no date", "Write year, month and day, as 2026-07-01.");
        }
        date
    }

    fn flag(&mut self, at: At<'_>) -> bool {
        match at.scalar().as_deref() {
            Some("yes" | "on" | "true") => true,
            Some("no" | "off" | "false") => false,
            _ => {
                self.wrong(at.span, "this is neither true nor false", "Write `true` or `false`.");
                false
            }
        }
    }

    fn question_number(&mut self, name: &str, span: Span) -> Option<usize> {
        let number = self.questions.iter().position(|question| question.id == name);
        if number.is_none() {
            let names = list(self.questions.iter().map(|question| question.id.as_str()));
            self.wrong(span, format!("there is no question `{name}`"), format!("There are {names}."));
        }
        number
    }

    fn criterion_number(&mut self, name: &str, span: Span) -> Option<usize> {
        let number = self.criteria.iter().position(|criterion| criterion.id == name);
        if number.is_none() {
            let names = list(self.criteria.iter().map(|criterion| criterion.id.as_str()));
            self.wrong(span, format!("there is no criterion `{name}` before this"), format!("There are {names}."));
        }
        number
    }
}

/// Names as a message lists them.
fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// Whether a name can be the start of a text's name in Fluent.
fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic()) && is_option(name)
}

/// Whether a name can stand within a text's name in Fluent.
fn is_option(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_'))
}
