//! Scenarios as a part of the proof: whether they hold, and what none of them shows.

use std::collections::HashSet;

use diglot_checker::Status;
use jiff::civil::Date;

use super::Prover;
use crate::diagnostics::Code;
use crate::eligibility::scenario;
use crate::model::program::Expected;

impl Prover<'_> {
    /// Whether scenarios hold.
    pub(super) fn scenarios(&mut self, today: Date) {
        for scenario in &self.program.scenarios {
            let misses = scenario::run(self.program, self.compiled, scenario, today);
            let name = &scenario.name;
            if !misses.is_empty() {
                let message = format!(
                    "the scenario “{name}” does not hold on {}: {}",
                    scenario::day_of(scenario, today),
                    misses.join("; ")
                );
                self.say(Code::FailedScenario, scenario.span, message, "Mend the rules, or what the scenario expects.");
            } else if scenario.as_of.is_none() {
                let firsts: Vec<Date> = self.compiled.regimes.iter().filter_map(|regime| regime.from).collect();
                let before = firsts.first().and_then(|first| first.yesterday().ok());
                let other = before.iter().chain(&firsts).find(|day| {
                    !scenario::misses(self.program, &self.compiled.on(**day).rules, scenario, **day).is_empty()
                });
                if let Some(day) = other {
                    let message = format!("the scenario “{name}” holds on {today}, but not on {day}");
                    self.say(
                        Code::UndatedScenario,
                        scenario.span,
                        message,
                        "Say on which day it is judged: `as-of: 2026-07-01`.",
                    );
                }
            }
        }
    }

    /// What no scenario shows.
    pub(super) fn coverage(&mut self, today: Date) {
        let expected: HashSet<usize> = (self.program.scenarios.iter())
            .filter_map(|scenario| match scenario.expect {
                Expected::Outcome(outcome) => Some(outcome),
                Expected::Undecided => None,
            })
            .collect();
        for (number, outcome) in self.program.outcomes.iter().enumerate() {
            if !expected.contains(&number) && !self.unreachable.contains(&number) {
                let message = format!("no scenario expects the outcome `{}`", outcome.id);
                self.say(Code::UntestedOutcome, outcome.span, message, "Write a scenario whose answers lead to it.");
            }
        }
        let mut seen: HashSet<(usize, Status)> = HashSet::new();
        for scenario in &self.program.scenarios {
            let day = scenario::day_of(scenario, today);
            let rules = &self.compiled.on(day).rules;
            let Ok(state) = scenario::state(rules, scenario, day) else { continue };
            let standings = rules.report(&state, false).criteria;
            seen.extend(standings.iter().enumerate().map(|(number, standing)| (number, standing.status)));
        }
        for (number, criterion) in self.program.criteria.iter().enumerate() {
            let lacks = [Status::Met, Status::Unmet].into_iter().filter(|status| !seen.contains(&(number, *status)));
            let words: Vec<&str> = lacks.map(scenario::word).collect();
            if !words.is_empty() && !self.constant.contains(&number) {
                let message = format!(
                    "in no scenario the criterion `{}` is {}",
                    criterion.id,
                    words.join(", and in none it is ")
                );
                self.say(Code::UntestedCriterion, criterion.span, message, "Write a scenario for it.");
            }
        }
    }
}
