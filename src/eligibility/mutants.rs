//! How much the scenarios notice: one region of one test is turned round, and some scenario should fail.

use std::collections::{HashMap, HashSet};

use diglot_checker::{Node, Rules, Search, Target};
use jiff::civil::Date;

use super::compile::{Compiled, Owner, TestNode, compile_apart, regions};
use super::prove::MOST_EFFORT;
use super::{names, scenario};
use crate::model::Program;

/// What the scenarios notice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Noticed {
    /// How many changes some scenario notices.
    pub caught: usize,
    /// What no scenario notices, in words.
    pub missed: Vec<String>,
    /// How many changes make no difference to anybody, so that no scenario could notice them.
    pub equivalent: usize,
}

impl Noticed {
    /// Of the changes that make a difference, how many in a hundred are noticed, rounded down.
    pub fn percent(&self) -> usize {
        let all = self.caught + self.missed.len();
        (self.caught * 100).checked_div(all).unwrap_or(100)
    }
}

/// One change: a region of a test, by its owner and its number among the owner's tests.
#[derive(Debug, Clone, Copy)]
struct Change {
    owner: Owner,
    number: usize,
    region: u32,
}

/// Tries every change.
pub fn run(program: &Program, compiled: &Compiled, today: Date) -> Option<Noticed> {
    let apart = compile_apart(program).ok()?;
    let mut noticed = Noticed::default();
    for (change, test) in changes(&apart) {
        let mutated: Vec<Option<Rules>> =
            apart.regimes.iter().map(|regime| change_in(&regime.rules, &regime.tests, change)).collect();
        let at = |day: Date| {
            let number = apart.number_on(day);
            mutated[number].as_ref().unwrap_or(&apart.regimes[number].rules)
        };
        let caught = program.scenarios.iter().any(|scenario| {
            let day = scenario::day_of(scenario, today);
            !scenario::misses(program, at(day), scenario, day).is_empty()
        });
        let differs = caught
            || apart
                .regimes
                .iter()
                .zip(&mutated)
                .any(|(regime, mutated)| mutated.as_ref().is_some_and(|mutated| differ(&regime.rules, mutated)));
        match (caught, differs) {
            (true, _) => noticed.caught += 1,
            (false, true) => noticed.missed.push(describe(program, compiled, &apart, change, test)),
            (false, false) => noticed.equivalent += 1,
        }
    }
    Some(noticed)
}

/// Every change, with the test that it is made in, each once, in whatever regime the test is.
fn changes(apart: &Compiled) -> Vec<(Change, TestNode)> {
    let mut changes: Vec<(Change, TestNode)> = Vec::new();
    let mut done: HashSet<(Owner, usize)> = HashSet::new();
    for regime in &apart.regimes {
        let open = regime.rules.open();
        for (owner, number, test) in numbered(&regime.tests) {
            if !done.insert((owner, number)) {
                continue;
            }
            let Some(Node::Is { slot, .. }) = regime.rules.nodes().get(usize::from(test.node)) else { continue };
            let all = open[usize::from(*slot)];
            changes.extend(regions(all).map(|region| (Change { owner, number, region }, test)));
        }
    }
    changes.sort_by_key(|(change, _)| (change.owner, change.number, change.region));
    changes
}

/// The tests with their numbers among those of their owners.
fn numbered(tests: &[TestNode]) -> impl Iterator<Item = (Owner, usize, TestNode)> {
    let mut numbers: HashMap<Owner, usize> = HashMap::new();
    tests.iter().map(move |test| {
        let next = numbers.entry(test.owner).or_default();
        *next += 1;
        (test.owner, *next - 1, *test)
    })
}

/// The rules with a change; nothing where they do not have the test.
fn change_in(rules: &Rules, tests: &[TestNode], change: Change) -> Option<Rules> {
    let (.., test) = numbered(tests).find(|(owner, number, _)| *owner == change.owner && *number == change.number)?;
    let mut nodes = rules.nodes().to_vec();
    if let Some(Node::Is { regions, .. }) = nodes.get_mut(usize::from(test.node)) {
        *regions ^= change.region;
    }
    Rules::new(rules.questions().to_vec(), nodes, rules.criteria().to_vec(), rules.outcomes().to_vec())
}

/// Whether some answers have another outcome, or another status of a criterion, by one set of rules than by the other.
fn differ(one: &Rules, other: &Rules) -> bool {
    let (mut first, mut second) = (Search::new(one), Search::new(other));
    let criteria = (0..one.criteria().len()).map(Target::Criterion);
    std::iter::once(Target::Outcome)
        .chain(criteria)
        .any(|target| differ_in(&mut first, &mut second, &mut one.open(), target))
}

fn differ_in(first: &mut Search<'_>, second: &mut Search<'_>, state: &mut [u32], target: Target) -> bool {
    // Where there is more to look at than anybody would wait for, they count as different: a scenario should tell.
    if first.steps > MOST_EFFORT {
        return true;
    }
    let (classes, open) = first.look(state, target);
    let (other_classes, other_open) = second.look(state, target);
    let open = open | other_open;
    if open == 0 {
        return classes != other_classes;
    }
    if classes & other_classes == 0 && classes | other_classes != 0 {
        return true;
    }
    let slot = open.trailing_zeros() as usize;
    let before = state[slot];
    let differs = regions(before).any(|region| {
        state[slot] = region;
        differ_in(first, second, state, target)
    });
    state[slot] = before;
    differs
}

/// What a change is, for the author.
///
/// `criterion money stops accepting savings `18000 up to 24999``
fn describe(program: &Program, compiled: &Compiled, apart: &Compiled, change: Change, test: TestNode) -> String {
    let rules = apart.regimes.iter().find(|regime| regime.tests.contains(&test)).map(|regime| &regime.rules);
    let node = rules.and_then(|rules| rules.nodes().get(usize::from(test.node)));
    let (slot, accepted) = match node {
        Some(Node::Is { slot, regions }) => (usize::from(*slot), regions & change.region != 0),
        _ => (0, false),
    };
    let owner = match change.owner {
        Owner::Applies(number) => format!("`for` of criterion {}", program.criteria[number].id),
        Owner::Needs(number) => format!("criterion {}", program.criteria[number].id),
        Owner::Outcome(number) => format!("outcome {}", program.outcomes[number].id),
    };
    let verb = if accepted { "stops accepting" } else { "begins to accept" };
    let first = rules.map_or(0, |rules| rules.slots(test.question).start);
    let region = change.region.trailing_zeros() as usize;
    let answer = names::slot_region(program, compiled, test.question, slot - first, region);
    format!("{owner} {verb} {} `{answer}`", program.questions[test.question].id)
}
