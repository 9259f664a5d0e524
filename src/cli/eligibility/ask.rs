//! `diglot eligibility ask`

use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::arguments::AskArguments;
use super::words::Words;
use crate::cli::{Said, build};
use crate::diagnostics::{Diagnostics, Fatal, Severity};
use crate::eligibility::Judged;
use crate::eligibility::compile::day_number;
use crate::eligibility::dialogue::{Dialogue, Offer, numbers, offers, read};
use crate::load::{self, Request};
use crate::model::program::{Given, Moment};
use crate::site::Site;
use crate::text::escape::for_terminal;
use diglot_checker::{Report, Status, year_month_day};

/// How many findings are shown; `diglot eligibility prove` tells of all.
const SHOWN: usize = 20;

/// Has the dialogue that readers have in a page.
pub fn run(arguments: &AskArguments) -> Result<bool, Fatal> {
    let today = match arguments.as_of {
        Some(day) => day,
        None => build::today()?,
    };
    let judged = super::programs(std::slice::from_ref(&arguments.file), today)?;
    let Some(judged) = judged.first() else { return Ok(true) };
    let Some((program, compiled)) = judged.program.as_ref().zip(judged.compiled.as_ref()).filter(|_| judged.is_sound)
    else {
        return refuse(judged);
    };
    let site = site(arguments)?;
    let words = Words::new(program, site.as_ref(), &arguments.locale)?;
    let dialogue = Dialogue::new(program, compiled, today, arguments.all);
    let (input, out) = (std::io::stdin(), std::io::stdout());
    let mut talk = Talk { words, today, echoes: !input.is_terminal(), dialogue, out: Harmless(out.lock()) };
    match talk.run(&mut input.lock()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Fatal::new(
            format!("the dialogue cannot go on: {error}"),
            "Check where standard input and standard output lead.",
        )),
        _ => Ok(true),
    }
}

/// Says why there is nothing to ask.
fn refuse(judged: &Judged) -> Result<bool, Fatal> {
    let errors: Diagnostics =
        judged.diagnostics.iter().filter(|found| found.severity == Severity::Error).cloned().collect();
    let mut said = Said::default();
    said.findings(&errors, SHOWN);
    said.say().map(|()| false)
}

/// The site whose texts are shown: the one that is named, or the one that the program lies in.
fn site(arguments: &AskArguments) -> Result<Option<Site>, Fatal> {
    let load = |folder: &Path| -> Result<(Site, PathBuf), Fatal> {
        let request = Request { site: Some(folder.to_path_buf()), now: build::now(None)?, ..Request::default() };
        let config = load::discover(&request)?;
        let content = config.content.clone();
        let sources = load::load(&config)?;
        Ok((Site::new(config, sources).0, content))
    };
    if let Some(folder) = &arguments.site {
        return load(folder).map(|(site, _)| Some(site));
    }
    let file = std::fs::canonicalize(&arguments.file).unwrap_or_else(|_| arguments.file.clone());
    let Some(programs) = file.parent() else { return Ok(None) };
    // `<site>/content/eligibility/<program>.yaml`, wherever the site keeps its content; no farther up than that.
    for folder in programs.ancestors().skip(1).take(3).filter(|folder| folder.join("site.yaml").is_file()) {
        let (site, content) = load(folder)?;
        if std::fs::canonicalize(content.join("eligibility")).is_ok_and(|folder| folder == programs) {
            return Ok(Some(site));
        }
    }
    Ok(None)
}

/// What is written for somebody at a terminal: texts of a site, which might steer it.
struct Harmless<W>(W);

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write_all(for_terminal(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

/// A dialogue with somebody who types.
struct Talk<'a, W: Write> {
    words: Words<'a>,
    today: jiff::civil::Date,
    /// Whether what is read is written too, because nobody has typed it here.
    echoes: bool,
    dialogue: Dialogue<'a>,
    out: W,
}

/// What somebody typed.
enum Typed {
    Answer(Given),
    Back,
    /// Nothing more is to come.
    End,
}

impl<W: Write> Talk<'_, W> {
    fn run(&mut self, input: &mut dyn BufRead) -> std::io::Result<()> {
        let title = self.words.title();
        writeln!(self.out, "{title}\n")?;
        writeln!(self.out, "{}\n", self.words.shared("elig-ask"))?;
        let mut history = Vec::new();
        loop {
            let report = self.dialogue.report();
            let Some(question) = self.dialogue.next(&report) else { return self.result(&report) };
            match self.ask(question, input)? {
                Typed::Answer(given) => {
                    self.dialogue.answer(question, Some(given));
                    history.push(question);
                }
                Typed::Back => {
                    if let Some(last) = history.pop() {
                        self.dialogue.answer(last, None);
                    }
                }
                Typed::End => return self.result(&report),
            }
        }
    }

    /// Asks a question until there is an answer to it.
    fn ask(&mut self, question: usize, input: &mut dyn BufRead) -> std::io::Result<Typed> {
        let asked = &self.dialogue.program.questions[question];
        let offers: Vec<(Offer, String)> = offers(asked)
            .into_iter()
            .map(|offer| {
                let words = self.words.offer(asked, &offer);
                (offer, words)
            })
            .collect();
        writeln!(self.out, "{}", self.words.question(asked))?;
        for (number, (_, words)) in offers.iter().enumerate() {
            writeln!(self.out, "{:>4}  {words}", number + 1)?;
        }
        if let Some(form) = self.words.form(asked) {
            writeln!(self.out, "      {form}")?;
        }
        loop {
            write!(self.out, "> ")?;
            self.out.flush()?;
            let mut line = Vec::new();
            if input.read_until(b'\n', &mut line)? == 0 {
                writeln!(self.out, "\n")?;
                return Ok(Typed::End);
            }
            let line = String::from_utf8_lossy(&line);
            let line = line.trim();
            if self.echoes {
                writeln!(self.out, "{line}")?;
            }
            match line {
                "?" | "？" => {
                    let hint = self.words.hint(asked).unwrap_or_else(|| self.words.error(asked));
                    writeln!(self.out, "{hint}")?;
                    continue;
                }
                "b" | "ｂ" => {
                    writeln!(self.out)?;
                    return Ok(Typed::Back);
                }
                _ => {}
            }
            // Whether the day or the number is one that is accepted only the rules know.
            let given = read(asked, &offers, line);
            if let Some(given) = given.filter(|given| self.dialogue.answer(question, Some(given.clone()))) {
                writeln!(self.out)?;
                return Ok(Typed::Answer(given));
            }
            writeln!(self.out, "{}", self.words.error(asked))?;
        }
    }

    /// What comes of the answers.
    fn result(&mut self, report: &Report) -> std::io::Result<()> {
        let program = self.dialogue.program;
        let words = &self.words;
        let out = &mut self.out;
        let heading = |out: &mut W, text: &str| writeln!(out, "\n{text}");
        writeln!(out, "── {}", words.shared("elig-result"))?;
        let best = words.outcome(0);
        let answers = |out: &mut W, questions: u32| -> std::io::Result<()> {
            for question in numbers(questions) {
                if let Some(given) = self.dialogue.given(question) {
                    writeln!(out, "  - {}: {}", words.noun(question), answer(words, self.today, question, given))?;
                }
            }
            Ok(())
        };
        match report.verdict.map(usize::from) {
            Some(outcome) => {
                writeln!(out, "{}", words.outcome(outcome))?;
                if let Some(body) = words.body(outcome) {
                    writeln!(out, "{body}")?;
                }
                writeln!(out, "{}", words.shared("elig-guidance"))?;
                if report.reasons != 0 {
                    heading(out, &words.shared("elig-why"))?;
                    answers(out, report.reasons)?;
                }
                if report.change != 0 {
                    heading(out, &words.shared_with("elig-change", "outcome", &best))?;
                    answers(out, report.change)?;
                } else if outcome != 0 {
                    heading(out, &words.shared_with("elig-change-none", "outcome", &best))?;
                }
            }
            None => {
                writeln!(out, "{}", words.shared("elig-undecided"))?;
                heading(out, &words.shared("elig-possible"))?;
                for outcome in numbers(report.possible) {
                    writeln!(out, "  - {}", words.outcome(outcome))?;
                }
            }
        }
        heading(out, &words.shared("elig-criteria"))?;
        for (number, (criterion, standing)) in program.criteria.iter().zip(&report.criteria).enumerate() {
            let (key, part) = match standing.status {
                Status::Met => ("elig-is-met", Some("met")),
                Status::Unmet => ("elig-is-unmet", Some("unmet")),
                Status::Unknown => ("elig-is-unknown", Some("unknown")),
                Status::NotApplicable => ("elig-is-not-applicable", None),
            };
            // A full-width colon brings its space along.
            let status = words.shared(key);
            let space = if status.ends_with('：') { "" } else { " " };
            writeln!(out, "  {status}{space}{}", words.criterion(number, part))?;
            if let (Status::Unmet | Status::Unknown, Some(read)) = (standing.status, &criterion.read) {
                writeln!(out, "    {}", words.shared_with("elig-read", "page", &words.page(read)))?;
            }
        }
        let next = report.verdict.and_then(|outcome| program.outcomes[usize::from(outcome)].read.as_ref());
        if let Some(read) = next {
            heading(out, &words.shared_with("elig-next", "page", &words.page(read)))?;
        }
        if let Some(source) = &program.source {
            heading(out, &words.shared_with("elig-source", "page", &words.page(source)))?;
        }
        if let Some(revised) = program.revised {
            writeln!(out, "{}", words.shared_with("elig-revised", "date", &revised.to_string()))?;
        }
        out.flush()
    }
}

/// An answer in words.
fn answer(words: &Words<'_>, today: jiff::civil::Date, question: usize, given: &Given) -> String {
    let asked = &words.program.questions[question];
    let offered: Vec<Offer> = offers(asked);
    let named = |given: &Given| {
        let offer = offered.iter().find(|offer| offer.given == *given);
        offer.map(|offer| words.offer(asked, offer)).unwrap_or_default()
    };
    match given {
        Given::Whole(number) => match words.unit(asked) {
            Some(unit) => format!("{number} {unit}"),
            None => number.to_string(),
        },
        Given::Date(Moment::On(day)) => day.to_string(),
        Given::Date(moment) => {
            let (year, month, day) = year_month_day(crate::eligibility::compile::day(*moment, 0).on(day_number(today)));
            format!("{year:04}-{month:02}-{day:02}")
        }
        Given::Options(chosen) if chosen.len() > 1 => {
            let each: Vec<String> = chosen.iter().map(|option| named(&Given::Options(vec![*option]))).collect();
            each.join(", ")
        }
        given => named(given),
    }
}
