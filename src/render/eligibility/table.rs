//! The decision table of a program in the words of a language: every set of answers, and what comes out.

use fluent::{FluentArgs, FluentValue};

use super::Words;
use crate::eligibility::choices::Choice;
use crate::eligibility::compile::Region;
use crate::eligibility::table::{Cell, Row, Table};
use crate::eligibility::{Compiled, Regime};
use crate::model::Program;
use crate::model::program::{Answer, Edge, Moment};
use crate::site::texts;
use crate::text::escape::escape;

/// The tables of a program, one for each regime. One that would be too long says so.
pub fn html(words: Words<'_>, program: &Program, compiled: &Compiled) -> String {
    let writer = Writer { words, program };
    let several = compiled.regimes.len() > 1;
    let mut out = String::new();
    for (number, regime) in compiled.regimes.iter().enumerate() {
        let next = compiled.regimes.get(number + 1);
        let caption = if several { writer.period(regime, next) } else { String::new() };
        writer.table(&mut out, Table::new(compiled, regime), &caption);
    }
    out
}

struct Writer<'a> {
    words: Words<'a>,
    program: &'a Program,
}

impl Writer<'_> {
    fn text(&self, key: &str, values: &[(&'static str, FluentValue<'static>)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        self.words.shared(key, &args)
    }

    /// When a regime is in force.
    fn period(&self, regime: &Regime, next: Option<&Regime>) -> String {
        let last = next.and_then(|next| next.from).and_then(|first| first.yesterday().ok());
        let mut values = Vec::new();
        values.extend(regime.from.map(|from| ("from", FluentValue::from(from.to_string()))));
        values.extend(last.map(|last| ("until", FluentValue::from(last.to_string()))));
        let key = match (regime.from, last) {
            (Some(_), Some(_)) => "elig-from-until",
            (Some(_), None) => "elig-from",
            (None, _) => "elig-until",
        };
        self.text(key, &values)
    }

    fn table(&self, out: &mut String, table: Option<Table>, caption: &str) {
        let Some(table) = table.filter(|table| !table.rows.is_empty()) else {
            out.push_str(&format!("<p>{}</p>\n", escape(&self.text("elig-table-long", &[]))));
            return;
        };
        let label = if caption.is_empty() { self.text("elig-table", &[]) } else { caption.to_owned() };
        out.push_str(&format!(
            "<div class=\"table-wrap\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n",
            escape(&label)
        ));
        out.push_str("<table class=\"elig-table\">\n");
        if !caption.is_empty() {
            out.push_str(&format!("<caption>{}</caption>\n", escape(caption)));
        }
        out.push_str(&format!("<thead>\n<tr><th scope=\"col\">{}</th>", escape(&self.text("elig-result", &[]))));
        for column in &table.columns {
            out.push_str(&format!("<th scope=\"col\">{}</th>", escape(&self.noun(*column))));
        }
        out.push_str("</tr>\n</thead>\n");
        // Rows of one outcome stand together.
        for rows in table.rows.chunk_by(|one, other| one.outcome == other.outcome) {
            out.push_str("<tbody>\n");
            for (number, row) in rows.iter().enumerate() {
                out.push_str("<tr>");
                if number == 0 {
                    let outcome =
                        self.words.get(&format!("o-{}", self.program.outcomes[row.outcome].id)).unwrap_or_default();
                    out.push_str(&format!(
                        "<th scope=\"rowgroup\" rowspan=\"{}\">{}</th>",
                        rows.len(),
                        escape(&outcome)
                    ));
                }
                self.cells(out, &table.columns, rows, number);
                out.push_str("</tr>\n");
            }
            out.push_str("</tbody>\n");
        }
        out.push_str("</table>\n</div>\n");
    }

    /// The cells of a row. One that is as in the row above, like all before it, is the same cell: a table reads like a tree.
    fn cells(&self, out: &mut String, columns: &[usize], rows: &[Row], number: usize) {
        for (at, column) in columns.iter().enumerate() {
            let begins_as = |row: &Row| row.cells[..=at] == rows[number].cells[..=at];
            if number > 0 && begins_as(&rows[number - 1]) {
                continue;
            }
            let spanned = rows[number..].iter().take_while(|row| begins_as(row)).count();
            let span = if spanned > 1 { format!(" rowspan=\"{spanned}\"") } else { String::new() };
            out.push_str(&format!("<td{span}>{}</td>", self.cell(*column, &rows[number].cells[at])));
        }
    }

    fn cell(&self, question: usize, cell: &Cell) -> String {
        match cell {
            Cell::NotAsked => {
                let text = escape(&self.text("elig-table-not-asked", &[]));
                format!("<span aria-hidden=\"true\">–</span><span class=\"visually-hidden\">{text}</span>")
            }
            Cell::Any => escape(&self.text("elig-table-any", &[])),
            Cell::Regions(regions) => {
                escape(&self.either(regions.iter().map(|region| self.region(question, region)).collect()))
            }
            Cell::Chosen(choices) => {
                let choices: Vec<String> = choices.iter().map(|choice| self.choice(question, choice)).collect();
                choices.join(&format!("<br><i>{}</i><br>", escape(&self.text("elig-table-or", &[]))))
            }
        }
    }

    /// What the answer to a question is called.
    fn noun(&self, question: usize) -> String {
        let name = format!("q-{}", self.program.questions[question].id);
        self.words.plain(&name, "why").or_else(|| self.words.get(&name)).unwrap_or_default()
    }

    fn option(&self, question: usize, option: usize) -> String {
        let asked = &self.program.questions[question];
        let (id, is_shared) = match &asked.answer {
            Answer::YesNo => (if option == 0 { "yes" } else { "no" }, true),
            answer => (answer.options().get(option).map_or("", String::as_str), false),
        };
        let own = self.words.get(&format!("q-{}-{id}", asked.id));
        own.or_else(|| is_shared.then(|| self.text(&format!("elig-{id}"), &[]))).unwrap_or_default()
    }

    fn either(&self, items: Vec<String>) -> String {
        match <[String; 1]>::try_from(items) {
            Ok([item]) => item,
            Err(items) => self.text("elig-table-either", &[("items", texts::list(items))]),
        }
    }

    fn region(&self, question: usize, region: &Region) -> String {
        let number = FluentValue::from;
        match (region, &self.program.questions[question].answer) {
            (Region::Option(option), _) => self.option(question, *option),
            (Region::Whole(from, to), _) if from == to => self.text("elig-table-number", &[("from", number(*from))]),
            (Region::Whole(from, to), Answer::Whole { high, .. }) if to == high => {
                self.text("elig-table-at-least", &[("from", number(*from))])
            }
            (Region::Whole(from, to), Answer::Whole { low, .. }) if from == low => {
                self.text("elig-table-at-most", &[("to", number(*to))])
            }
            (Region::Whole(from, to), _) => {
                self.text("elig-table-between", &[("from", number(*from)), ("to", number(*to))])
            }
            (Region::Date(from, to), _) => {
                let bounds = [
                    (from, ["elig-table-later", "elig-table-after"]),
                    (to, ["elig-table-before", "elig-table-earlier"]),
                ];
                let bounds = bounds.into_iter().filter_map(|(edge, keys)| Some(self.bound((*edge)?, keys)));
                let bounds: Vec<String> = bounds.collect();
                match bounds.as_slice() {
                    [] => self.text("elig-table-any", &[]),
                    [bound] => bound.clone(),
                    _ => self.text("elig-table-both", &[("items", texts::list(bounds))]),
                }
            }
        }
    }

    /// A bound of days: the text for one that begins, or ends, with the day itself and the one for the day after it.
    fn bound(&self, edge: Edge, [on, after]: [&str; 2]) -> String {
        let day = match edge.moment {
            Moment::On(date) => self.text("elig-table-date", &[("date", FluentValue::from(date.to_string()))]),
            Moment::Days(0) | Moment::Months(0) => self.text("elig-table-today", &[]),
            Moment::Days(count) => self.span(count, "days"),
            Moment::Months(count) if count % 12 == 0 => self.span(count / 12, "years"),
            Moment::Months(count) => self.span(count, "months"),
        };
        self.text(if edge.after { after } else { on }, &[("day", FluentValue::from(day))])
    }

    fn span(&self, count: i32, unit: &str) -> String {
        let direction = if count < 0 { "ago" } else { "ahead" };
        self.text(&format!("elig-table-{unit}-{direction}"), &[("count", FluentValue::from(count.abs()))])
    }

    fn choice(&self, question: usize, choice: &Choice) -> String {
        let all = self.program.questions[question].answer.options().len();
        let names =
            |options: &[usize]| texts::list(options.iter().map(|option| self.option(question, *option)).collect());
        let mut parts: Vec<String> = Vec::new();
        match choice.count {
            Some((0, 0)) => parts.push(self.text("elig-none", &[])),
            Some((least, most)) => parts.push(self.number(least, most, all)),
            None => {}
        }
        if !choice.with.is_empty() {
            parts.push(self.text("elig-table-with", &[("items", names(&choice.with))]));
        }
        if !choice.without.is_empty() {
            parts.push(self.text("elig-table-without", &[("items", names(&choice.without))]));
        }
        for (of, least, most) in &choice.of {
            let number = FluentValue::from(self.number(*least, *most, of.len()));
            parts.push(self.text("elig-table-of", &[("number", number), ("items", names(of))]));
        }
        let parts: Vec<String> = parts.iter().map(|part| escape(part)).collect();
        parts.join("<br>")
    }

    /// How many of `all` options.
    fn number(&self, least: usize, most: usize, all: usize) -> String {
        let number = |number: usize| FluentValue::from(number);
        match (least, most) {
            _ if least == most => self.text("elig-table-number", &[("from", number(least))]),
            (0, most) => self.text("elig-table-at-most", &[("to", number(most))]),
            (least, most) if most == all => self.text("elig-table-at-least", &[("from", number(least))]),
            (least, most) => self.text("elig-table-between", &[("from", number(least)), ("to", number(most))]),
        }
    }
}
