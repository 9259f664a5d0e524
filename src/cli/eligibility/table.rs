//! `diglot eligibility table`

use super::arguments::{TableArguments, TableFormat};
use crate::cli::{Said, build};
use crate::diagnostics::{Diagnostics, Fatal, Severity};
use crate::report::eligibility::Sheet;
use crate::write;

/// How many findings are shown; `diglot eligibility prove` tells of all.
const SHOWN: usize = 20;

/// Shows a program as a table. Errors in it are said beside it.
pub fn run(arguments: &TableArguments) -> Result<bool, Fatal> {
    let today = build::today()?;
    let judged = super::programs(std::slice::from_ref(&arguments.file), today)?;
    let mut said = Said::default();
    for judged in &judged {
        let errors: Diagnostics =
            judged.diagnostics.iter().filter(|found| found.severity == Severity::Error).cloned().collect();
        if !errors.is_empty() {
            said.findings(&errors, SHOWN);
        }
        let Some((program, compiled)) = judged.program.as_ref().zip(judged.compiled.as_ref()) else { continue };
        let sheet = Sheet::new(program, compiled);
        let text = match arguments.format {
            TableFormat::Text => sheet.text(),
            TableFormat::Html => sheet.html(),
            TableFormat::Json => sheet.json(),
        };
        match &arguments.output {
            Some(file) => write::file(file, &text, true)?,
            None => said.report(text),
        }
    }
    said.say()?;
    Ok(judged.iter().all(|judged| judged.is_sound))
}
