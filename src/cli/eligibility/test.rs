//! `diglot eligibility test`

use super::arguments::TestArguments;
use crate::cli::{Said, build};
use crate::diagnostics::{Code, Diagnostics, Fatal};
use crate::eligibility::Judged;

/// Runs scenarios, and says which of them do not hold.
pub fn run(arguments: &TestArguments) -> Result<bool, Fatal> {
    let today = match arguments.as_of {
        Some(day) => day,
        None => build::today()?,
    };
    let mut said = Said::default();
    let mut hold = true;
    for judged in super::programs(&arguments.files, today)? {
        hold &= test(&judged, &mut said);
    }
    said.say().map(|()| hold)
}

fn test(judged: &Judged, said: &mut Said) -> bool {
    // Where some answers have no outcome, or several, scenarios have nothing to go by.
    let is_proved = judged.proof.as_ref().is_some_and(|proof| !proof.regimes.is_empty());
    let Some(program) = judged.program.as_ref().filter(|_| is_proved) else {
        said.findings(&judged.diagnostics, usize::MAX);
        said.line(format!("{}: cannot be run", judged.file));
        return false;
    };
    let about_scenarios = [Code::FailedScenario, Code::UndatedScenario];
    let found: Diagnostics =
        judged.diagnostics.iter().filter(|found| about_scenarios.contains(&found.code)).cloned().collect();
    let failed = found.iter().filter(|found| found.code == Code::FailedScenario).count();
    said.findings(&found, usize::MAX);
    let all = program.scenarios.len();
    said.line(format!("{}: {} of {all} scenarios hold", judged.file, all - failed));
    failed == 0
}
