//! Eligibility programs: from what authors wrote to rules that are proved.

pub mod cells;
pub mod choices;
pub mod compile;
pub mod dialogue;
pub mod ladder;
pub mod mutants;
pub mod names;
pub mod paths;
pub mod prove;
mod scale;
pub mod scenario;
pub mod schema;
pub mod table;
#[cfg(test)]
pub mod testing;
pub mod texts;
pub mod tree;

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::Program;
use crate::parse::{Findings, program};

pub use compile::{Compiled, Regime, compile};
pub use mutants::Noticed;
pub use prove::{Finding, Proof, prove};

/// A program with all that is known of it by itself: what it says, its rules, and what is wrong with them.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What pages call it by: the name of its file.
    pub id: String,
    /// The file as a person would name it.
    pub file: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
    /// What it says; nothing where that cannot be read.
    pub program: Option<Program>,
    /// Its rules, likewise.
    pub compiled: Option<Compiled>,
    /// What was proved of it, likewise.
    pub proof: Option<Proof>,
    /// What is wrong with it, or worth knowing.
    pub diagnostics: Diagnostics,
    /// Whether readers may be shown it: nothing in it is an error.
    pub is_sound: bool,
    /// The day on which scenarios that name none are judged.
    today: Date,
}

impl Judged {
    /// Reads a program, makes its rules and proves them. Scenarios that name no day are judged on `today`.
    pub fn new(file: Arc<str>, text: Arc<str>, today: Date) -> Self {
        let mut findings = Findings::new(&file, &text);
        let program = program::parse(&mut findings);
        let compiled = program.as_ref().and_then(|program| match compile(program) {
            Ok(compiled) => Some(compiled),
            Err(problems) => {
                for problem in problems {
                    findings.push(Code::InvalidProgram, problem.span, problem.message, problem.help);
                }
                None
            }
        });
        let proof = program.as_ref().zip(compiled.as_ref()).map(|(program, compiled)| prove(program, compiled, today));
        for Finding { code, severity, problem } in proof.iter().flat_map(|proof| &proof.findings) {
            let place = findings.place(problem.span);
            let found = Diagnostic::new(*code, place, &problem.message, &problem.help).with_severity(*severity);
            findings.diagnostics.push(found);
        }
        let diagnostics = findings.diagnostics;
        let is_sound = compiled.is_some() && diagnostics.iter().all(|found| found.severity != Severity::Error);
        let id = stem(&file).to_owned();
        Self { id, file, text, program, compiled, proof, diagnostics, is_sound, today }
    }

    /// Whether it is what [`Judged::new`] makes of these.
    pub fn is_of(&self, file: &Arc<str>, text: &str, today: Date) -> bool {
        self.file == *file && *self.text == *text && self.today == today
    }

    /// Which changes of the rules the scenarios notice. Nothing where rules are not proved, or a scenario fails already and cannot tell
    /// what else changes.
    pub fn noticed(&self) -> Option<Noticed> {
        let is_proved = self.proof.as_ref().is_some_and(|proof| !proof.regimes.is_empty());
        let unfit = [Code::FailedScenario, Code::OversizedProgram];
        let fails = self.diagnostics.iter().any(|found| unfit.contains(&found.code));
        let (program, compiled) = self.program.as_ref().zip(self.compiled.as_ref()).filter(|_| is_proved && !fails)?;
        mutants::run(program, compiled, self.today)
    }
}

/// The name of a file without its folder and its extension.
///
/// `content/eligibility/grant.yaml => grant`
fn stem(file: &str) -> &str {
    let name = file.rsplit_once('/').map_or(file, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
