//! The decision tables of a check in the words of a language, for whoever has no scripts or wants to see all of it at once.

use fluent::{FluentArgs, FluentValue};

use super::Words;
use crate::eligibility::choices::Choice;
use crate::eligibility::compile::Region;
use crate::eligibility::table::{Cell, Row, Table};
use crate::model::Program;
use crate::model::program::{Answer, Edge, Moment};
use crate::site::texts;

use super::view::{CheckOutcome, CheckQuestion, CheckRows, CheckTable};

/// Writes the tables of a program.
pub struct Tables<'a> {
    /// Its texts.
    pub words: Words<'a>,
    /// The program.
    pub program: &'a Program,
    /// Its questions in words.
    pub questions: &'a [CheckQuestion],
    /// Its outcomes in words.
    pub outcomes: &'a [CheckOutcome],
}

impl Tables<'_> {
    /// Every table that has rows, with the time in which it holds.
    pub fn write(&self, tables: &[Table]) -> Vec<CheckTable> {
        let ends = tables.iter().skip(1).map(|next| next.from.and_then(|from| from.yesterday().ok())).chain([None]);
        let shown = tables.iter().zip(ends).filter(|(table, _)| !table.rows.is_empty());
        shown
            .map(|(table, until)| CheckTable {
                period: self.words.period(table.from, until),
                columns: table
                    .columns
                    .iter()
                    .filter_map(|column| Some(self.questions.get(*column)?.noun.clone()))
                    .collect(),
                groups: self.groups(table),
            })
            .collect()
    }

    /// The rows by their outcomes; those of one follow each other.
    fn groups(&self, table: &Table) -> Vec<CheckRows> {
        let groups = table.rows.chunk_by(|row, next| row.outcome == next.outcome);
        groups
            .map(|rows| CheckRows {
                outcome: rows
                    .first()
                    .and_then(|row| self.outcomes.get(row.outcome))
                    .map_or_else(String::new, |outcome| outcome.text.clone()),
                rows: rows.iter().map(|row| self.row(table, row)).collect(),
            })
            .collect()
    }

    fn row(&self, table: &Table, row: &Row) -> Vec<Vec<String>> {
        table.columns.iter().zip(&row.cells).map(|(column, cell)| self.cell(*column, cell)).collect()
    }

    fn cell(&self, question: usize, cell: &Cell) -> Vec<String> {
        match cell {
            Cell::NotAsked => vec![self.text("elig-not-asked", &[])],
            Cell::Any => vec![self.text("elig-any", &[])],
            Cell::Regions(regions) => regions.iter().map(|region| self.region(question, region)).collect(),
            Cell::Chosen(choices) => choices.iter().map(|choice| self.choice(question, choice)).collect(),
        }
    }

    fn region(&self, question: usize, region: &Region) -> String {
        let number = |number: &i64| FluentValue::from(*number);
        match (&self.program.questions[question].answer, region) {
            (_, Region::Option(option)) => self.option(question, *option),
            (_, Region::Whole(from, to)) if from == to => self.text("elig-number", &[("number", number(from))]),
            (Answer::Whole { high, .. }, Region::Whole(from, to)) if to == high => {
                self.text("elig-or-more", &[("number", number(from))])
            }
            (Answer::Whole { low, .. }, Region::Whole(from, to)) if from == low => {
                self.text("elig-or-less", &[("number", number(to))])
            }
            (_, Region::Whole(from, to)) => self.text("elig-range", &[("from", number(from)), ("to", number(to))]),
            (_, Region::Date(from, to)) => {
                let from = from.map(|edge| self.edge(edge, "elig-on-or-after", "elig-after"));
                let to = to.map(|edge| self.edge(edge, "elig-before", "elig-on-or-before"));
                match (from, to) {
                    (None, None) => self.text("elig-any", &[]),
                    (from, to) => self.both(from.into_iter().chain(to).collect()),
                }
            }
        }
    }

    /// A bound of days: by one text where what it bounds begins or ends with the day itself, by another where after it.
    fn edge(&self, edge: Edge, at: &str, after: &str) -> String {
        let moment = match edge.moment {
            Moment::On(date) => self.text("elig-date", &[("date", date.to_string().into())]),
            Moment::Days(0) | Moment::Months(0) => self.text("elig-today", &[]),
            Moment::Days(days) => self.span(days, "elig-days"),
            Moment::Months(months) if months % 12 == 0 => self.span(months / 12, "elig-years"),
            Moment::Months(months) => self.span(months, "elig-months"),
        };
        self.text(if edge.after { after } else { at }, &[("moment", moment.into())])
    }

    fn span(&self, count: i32, unit: &str) -> String {
        let key = format!("{unit}-{}", if count < 0 { "ago" } else { "ahead" });
        self.text(&key, &[("count", count.unsigned_abs().into())])
    }

    fn choice(&self, question: usize, choice: &Choice) -> String {
        let options = self.program.questions[question].answer.options().len();
        let names = |chosen: &[usize]| -> FluentValue<'static> {
            texts::list(chosen.iter().map(|option| self.option(question, *option)).collect())
        };
        let mut parts = Vec::new();
        match choice.count {
            // “None” stands behind the options.
            Some((0, 0)) => parts.push(self.option(question, options)),
            Some((least, most)) => parts.push(self.number(least, most, options)),
            None => {}
        }
        if !choice.with.is_empty() {
            parts.push(self.text("elig-with", &[("items", names(&choice.with))]));
        }
        if !choice.without.is_empty() {
            parts.push(self.text("elig-without", &[("items", names(&choice.without))]));
        }
        for (of, least, most) in &choice.of {
            let count = self.number(*least, *most, of.len());
            parts.push(self.text("elig-of", &[("count", count.into()), ("items", names(of))]));
        }
        self.both(parts)
    }

    /// How many of `all`.
    fn number(&self, least: usize, most: usize, all: usize) -> String {
        match (least, most) {
            _ if least == most && most == all => self.text("elig-all-options", &[]),
            _ if least == most => self.text("elig-exactly", &[("number", least.into())]),
            (0, most) => self.text("elig-at-most", &[("number", most.into())]),
            (least, most) if most == all => self.text("elig-at-least", &[("number", least.into())]),
            (least, most) => self.text("elig-range", &[("from", least.into()), ("to", most.into())]),
        }
    }

    fn option(&self, question: usize, option: usize) -> String {
        let options = self.questions.get(question).map_or(&[][..], |question| &question.options);
        options.get(option).map_or_else(String::new, |option| option.text.clone())
    }

    /// Several texts that all hold as one; of a single one that alone.
    fn both(&self, mut parts: Vec<String>) -> String {
        if parts.len() == 1 { parts.remove(0) } else { self.text("elig-both", &[("items", texts::list(parts))]) }
    }

    fn text(&self, key: &str, args: &[(&'static str, FluentValue<'static>)]) -> String {
        let args: FluentArgs<'_> = args.iter().cloned().collect();
        self.words.shared(key, &args)
    }
}
