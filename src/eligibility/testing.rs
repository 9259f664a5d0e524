//! Programs for tests.

use std::sync::Arc;

use super::compile::{Compiled, compile};
use crate::model::Program;
use crate::parse::{Findings, program};

/// A program of these questions, criteria and outcomes, written in YAML's braces.
pub fn compiled(questions: &str, criteria: &str, outcomes: &str) -> (Program, Compiled) {
    let file: Arc<str> = "check.yaml".into();
    let text = format!("check: check\nquestions: {questions}\ncriteria: {criteria}\noutcomes: {outcomes}\n");
    let mut findings = Findings::new(&file, &text);
    let program = program::parse(&mut findings).unwrap_or_else(|| panic!("{:?}", findings.diagnostics));
    let compiled = compile(&program).expect("rules");
    (program, compiled)
}
