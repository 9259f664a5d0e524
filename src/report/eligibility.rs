//! The decision tables of an eligibility program as text, as a page with the tree of its questions, and for programs.

use std::fmt::Write;

use serde_json::{Value, json};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::eligibility::choices::Choice;
use crate::eligibility::compile::{Compiled, Region};
use crate::eligibility::ladder::Ladder;
use crate::eligibility::table::{self, Cell, Table};
use crate::eligibility::{cells, names, tree};
use crate::model::Program;
use crate::model::program::Edge;
use crate::text::escape::{escape, for_terminal};
use crate::text::wrap::wrap;

/// The widest column of a table in text.
const COLUMN: f32 = 32.0;
/// What stands between two columns.
const BETWEEN: &str = "   ";

/// A program with a table for each of its regimes.
#[derive(Debug)]
pub struct Sheet<'a> {
    program: &'a Program,
    compiled: &'a Compiled,
    /// Nothing where the rules are too large, or leave answers without an outcome.
    regimes: Vec<Option<(Ladder, Table)>>,
}

impl<'a> Sheet<'a> {
    /// Makes the tables of a program.
    pub fn new(program: &'a Program, compiled: &'a Compiled) -> Self {
        let regimes = compiled.regimes.iter().map(|regime| {
            let ladder = Ladder::new(&regime.rules)?;
            let table = Table::of(compiled, regime, &ladder);
            Some((ladder, table))
        });
        Self { program, compiled, regimes: regimes.collect() }
    }

    /// When a regime holds, where there are others: `until 2026-06-30`, `from 2026-07-01`.
    fn span(&self, number: usize) -> Option<String> {
        let first = |number: usize| self.compiled.regimes.get(number).and_then(|regime| regime.from);
        let last = first(number + 1).and_then(|next| next.yesterday().ok());
        match (first(number), last) {
            (None, None) => None,
            (Some(first), None) => Some(format!("from {first}")),
            (None, Some(last)) => Some(format!("until {last}")),
            (Some(first), Some(last)) => Some(format!("from {first} until {last}")),
        }
    }

    fn question(&self, number: usize) -> &str {
        &self.program.questions[number].id
    }

    fn outcome(&self, number: usize) -> &str {
        self.program.outcomes.get(number).map_or("", |outcome| &outcome.id)
    }

    /// What is said in place of rows; nothing where there are some.
    fn excuse(&self, regime: &Option<(Ladder, Table)>) -> Option<String> {
        match regime {
            Some((_, table)) if !table.rows.is_empty() => None,
            Some((_, table)) => Some(format!(
                "{} ways lead to an outcome. They come to more than {} rows, which nobody would read.",
                table.ways,
                table::MOST_ROWS
            )),
            None => Some("There is no table: the rules are too large, or some answers have no outcome.".to_owned()),
        }
    }

    /// As text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (number, regime) in self.regimes.iter().enumerate() {
            if number > 0 {
                out.push('\n');
            }
            let _ = match self.span(number) {
                Some(span) => writeln!(out, "{}, {span}\n", self.program.id),
                None => writeln!(out, "{}\n", self.program.id),
            };
            match (regime, self.excuse(regime)) {
                (Some((_, table)), None) => self.text_of(&mut out, table),
                (_, excuse) => {
                    let _ = writeln!(out, "{}", excuse.unwrap_or_default());
                    for (what, names) in self.parts() {
                        let _ = writeln!(out, "{what}: {}", names.join(", "));
                    }
                }
            }
        }
        for_terminal(&out)
    }

    /// What the program is made of, where no table says it.
    fn parts(&self) -> [(&'static str, Vec<&str>); 2] {
        [
            ("criteria", self.program.criteria.iter().map(|criterion| &*criterion.id).collect()),
            ("outcomes", self.program.outcomes.iter().map(|outcome| &*outcome.id).collect()),
        ]
    }

    fn text_of(&self, out: &mut String, table: &Table) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        rows.push(table.columns.iter().map(|column| self.question(*column).to_owned()).collect());
        rows[0].insert(0, "outcome".to_owned());
        let mut before = None;
        for row in &table.rows {
            let outcome = if before == Some(row.outcome) { "" } else { self.outcome(row.outcome) };
            before = Some(row.outcome);
            let cells = table.columns.iter().zip(&row.cells);
            let cells = cells.map(|(column, cell)| cells::words(self.program, *column, cell));
            rows.push(std::iter::once(outcome.to_owned()).chain(cells).collect());
        }
        let wide = |ch: char| ch.width().unwrap_or(0) as f32;
        let rows: Vec<Vec<Vec<String>>> =
            rows.iter().map(|row| row.iter().map(|cell| wrap(cell, COLUMN, wide)).collect()).collect();
        let widths: Vec<usize> = (0..=table.columns.len())
            .map(|column| rows.iter().flat_map(|row| &row[column]).map(|line| line.width()).max().unwrap_or(0))
            .collect();
        for (number, row) in rows.iter().enumerate() {
            for line in 0..row.iter().map(Vec::len).max().unwrap_or(0) {
                let mut text = String::new();
                for (cell, width) in row.iter().zip(&widths) {
                    let cell = cell.get(line).map_or("", String::as_str);
                    text.push_str(cell);
                    text.extend(std::iter::repeat_n(' ', width - cell.width()));
                    text.push_str(BETWEEN);
                }
                out.push_str(text.trim_end());
                out.push('\n');
            }
            if number == 0 {
                let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
                out.push_str(&rule.join(BETWEEN));
                out.push('\n');
            }
        }
    }

    /// As a page of its own.
    pub fn html(&self) -> String {
        let id = escape(&self.program.id);
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{id}: decision table</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n<h1>{id}</h1>\n",
            include_str!("eligibility.css")
        );
        let source =
            self.program.source.as_ref().map(|source| format!("Rules of <code>{}</code>", escape(&source.text)));
        let revised = self.program.revised.map(|revised| format!("revised {revised}"));
        let about: Vec<String> = source.into_iter().chain(revised).collect();
        if !about.is_empty() {
            let _ = writeln!(out, "<p class=\"about\">{}</p>", about.join(", "));
        }
        for (number, regime) in self.regimes.iter().enumerate() {
            let span = self.span(number);
            if let Some(span) = &span {
                let _ = writeln!(out, "<h2>Rules {span}</h2>");
            }
            let label = |what: &str| span.as_ref().map_or_else(|| what.to_owned(), |span| format!("{what} {span}"));
            match (regime, self.excuse(regime)) {
                (Some((_, table)), None) => self.html_of(&mut out, table, &label("Decision table")),
                (_, excuse) => {
                    let _ = writeln!(out, "<p>{}</p>", escape(&excuse.unwrap_or_default()));
                    for (what, names) in self.parts() {
                        let names: Vec<String> =
                            names.iter().map(|name| format!("<code>{}</code>", escape(name))).collect();
                        let _ = writeln!(out, "<p>{what}: {}</p>", names.join(", "));
                    }
                }
            }
            if let Some(svg) = regime.as_ref().and_then(|(ladder, _)| self.tree(number, ladder)) {
                let label = label("Tree of questions");
                let _ = writeln!(out, "<figure tabindex=\"0\" aria-label=\"{label}\">\n{svg}</figure>");
            }
        }
        out.push_str("</main>\n</body>\n</html>\n");
        out
    }

    fn html_of(&self, out: &mut String, table: &Table, label: &str) {
        let _ = write!(
            out,
            "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">\n\
             <table>\n<thead>\n<tr><th scope=\"col\">outcome</th>"
        );
        for column in &table.columns {
            let _ = write!(out, "<th scope=\"col\">{}</th>", escape(self.question(*column)));
        }
        out.push_str("</tr>\n</thead>\n");
        for rows in table.rows.chunk_by(|one, other| one.outcome == other.outcome) {
            out.push_str("<tbody>\n");
            for (number, row) in rows.iter().enumerate() {
                out.push_str("<tr>");
                if number == 0 {
                    let kind = match row.outcome {
                        0 => "best",
                        last if last + 1 == self.program.outcomes.len() => "last",
                        _ => "between",
                    };
                    let outcome = escape(self.outcome(row.outcome));
                    let count = rows.len();
                    let _ = write!(
                        out,
                        "<th scope=\"rowgroup\" rowspan=\"{count}\"><span class=\"{kind}\">{outcome}</span></th>"
                    );
                }
                for (column, cell) in table.columns.iter().zip(&row.cells) {
                    let class = if matches!(cell, Cell::NotAsked | Cell::Any) { " class=\"open\"" } else { "" };
                    let _ = write!(out, "<td{class}>{}</td>", escape(&cells::words(self.program, *column, cell)));
                }
                out.push_str("</tr>\n");
            }
            out.push_str("</tbody>\n");
        }
        out.push_str("</table>\n</div>\n");
    }

    /// The tree of a regime's questions as a picture.
    fn tree(&self, number: usize, ladder: &Ladder) -> Option<String> {
        let labels = tree::Labels {
            id: &format!("{}-{number}", self.program.id),
            title: &format!("{}: questions and outcomes", self.program.id),
            description: "A tree from left to right: each question leads by its answers to another one, or to an outcome. \
                          The table says the same.",
            question: &|question| self.question(question).to_owned(),
            answers: &|question, classes| {
                let cell = table::answers(self.compiled, ladder, question, classes);
                cells::words(self.program, question, &cell)
            },
            outcome: &|outcome| self.outcome(outcome).to_owned(),
            on_to: &|number, question| format!("on to {number}: {question}"),
        };
        tree::svg(ladder, self.program.outcomes.len(), &labels)
    }

    /// For programs: JSON.
    pub fn json(&self) -> String {
        let regimes = self.regimes.iter().enumerate().map(|(number, regime)| {
            let table = regime.as_ref().map(|(_, table)| table);
            let columns: Vec<&str> =
                table.iter().flat_map(|table| &table.columns).map(|column| self.question(*column)).collect();
            let rows = table.filter(|table| !table.rows.is_empty()).map(|table| {
                let rows = table.rows.iter().map(|row| {
                    let cells = table.columns.iter().zip(&row.cells).filter(|(_, cell)| **cell != Cell::NotAsked);
                    let when =
                        cells.map(|(column, cell)| (self.question(*column).to_owned(), self.json_of(*column, cell)));
                    json!({ "when": Value::Object(when.collect()), "outcome": self.outcome(row.outcome) })
                });
                rows.collect::<Vec<Value>>()
            });
            json!({
                "from": self.compiled.regimes[number].from.map(|from| from.to_string()),
                "columns": columns,
                "rows": rows,
                "paths": table.map(|table| table.ways),
            })
        });
        let value = json!({
            "check": self.program.id,
            "revised": self.program.revised.map(|revised| revised.to_string()),
            "outcomes": self.program.outcomes.iter().map(|outcome| &outcome.id).collect::<Vec<_>>(),
            "regimes": regimes.collect::<Vec<Value>>(),
        });
        format!("{value:#}\n")
    }

    fn json_of(&self, question: usize, cell: &Cell) -> Value {
        let answer = &self.program.questions[question].answer;
        let names =
            |options: &[usize]| options.iter().filter_map(|option| answer.options().get(*option)).collect::<Vec<_>>();
        let edge = |edge: &Edge, at: &str, behind: &str| {
            let name = if edge.after { behind } else { at };
            (name.to_owned(), Value::from(names::moment(edge.moment)))
        };
        let answers = match cell {
            Cell::NotAsked | Cell::Any => return json!({ "text": "any" }),
            Cell::Regions(regions) => regions.iter().map(|region| match region {
                Region::Option(_) => Value::from(names::span(self.program, question, region)),
                Region::Whole(from, to) => json!({ "from": from, "to": to }),
                Region::Date(from, to) => {
                    let from = from.iter().map(|from| edge(from, "from", "after"));
                    Value::Object(from.chain(to.iter().map(|to| edge(to, "before", "to"))).collect())
                }
            }),
            Cell::Chosen(choices) => {
                let choice = |Choice { count, with, without, of }: &Choice| {
                    let of: Vec<Value> = of
                        .iter()
                        .map(|(of, least, most)| json!({ "options": names(of), "count": [least, most] }))
                        .collect();
                    json!({ "count": count.map(|(least, most)| [least, most]), "with": names(with), "without": names(without), "of": of })
                };
                let choices: Vec<Value> = choices.iter().map(choice).collect();
                return json!({ "text": cells::words(self.program, question, cell), "choices": choices });
            }
        };
        json!({ "text": cells::words(self.program, question, cell), "answers": answers.collect::<Vec<Value>>() })
    }
}
