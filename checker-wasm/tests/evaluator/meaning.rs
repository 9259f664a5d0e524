//! The evaluator beside what rules mean: on random rules it says of every state what trying all answers says.

use crate::random::Random;
use crate::reference::{Reference, each};
use diglot_checker::{Report, Rules, Search, Status, Target};

/// Random rules with some states each: nothing answered, something, everything.
fn try_all(seed: u64, mut each: impl FnMut(&Rules, &Reference, &[u32])) {
    let mut random = Random(seed);
    for _ in 0..300 {
        let rules = random.rules(150);
        let reference = Reference::new(&rules);
        each(&rules, &reference, &rules.open());
        for _ in 0..12 {
            let state = random.state(&rules);
            each(&rules, &reference, &state);
        }
    }
}

/// A state in which some questions, as a mask, have the answers of another.
fn with(rules: &Rules, state: &[u32], other: &[u32], questions: u32) -> Vec<u32> {
    let mut mixed = state.to_vec();
    for question in (0..rules.questions().len()).filter(|question| questions >> question & 1 != 0) {
        for slot in rules.slots(question) {
            mixed[slot] = other[slot];
        }
    }
    mixed
}

fn class_of(status: Status) -> Option<u32> {
    match status {
        Status::Met => Some(Target::MET),
        Status::Unmet => Some(Target::UNMET),
        Status::NotApplicable => Some(Target::NOT_APPLICABLE),
        Status::Unknown => None,
    }
}

#[test]
fn classes_are_those_of_some_completion() {
    let (mut settled, mut open) = (0, 0);
    try_all(1, |rules, reference, state| {
        let mut search = Search::new(rules);
        let report = rules.report(state, false);
        let possible = reference.classes(state, 0);
        assert_eq!(report.possible, possible, "{rules:?} {state:?}");
        let only = possible.is_power_of_two();
        assert_eq!(report.verdict, only.then(|| possible.trailing_zeros() as u8));
        *if only { &mut settled } else { &mut open } += 1;
        for class in 0..rules.outcomes().len() {
            assert_eq!(search.can_be(&mut state.to_vec(), Target::Outcome, 1 << class), possible >> class & 1 != 0);
        }
        assert_eq!(report.criteria.len(), rules.criteria().len());
        for (at, standing) in report.criteria.iter().enumerate() {
            let classes = reference.classes(state, at + 1);
            assert_eq!(search.classes(&mut state.to_vec(), Target::Criterion(at)), classes, "{rules:?} {state:?}");
            assert_eq!(class_of(standing.status), classes.is_power_of_two().then_some(classes));
        }
    });
    assert!(settled > 500 && open > 500, "{settled} and {open}: these rules try too little");
}

#[test]
fn reasons_are_enough_and_none_can_be_left_out() {
    let mut found = 0;
    try_all(2, |rules, reference, state| {
        let open = rules.open();
        let report = rules.report(state, false);
        let verdict = (report.verdict.map(|verdict| 1 << verdict), report.reasons);
        let criteria = report.criteria.iter().map(|standing| (class_of(standing.status), standing.reasons));
        for (target, (class, reasons)) in std::iter::once(verdict).chain(criteria).enumerate() {
            let Some(class) = class else {
                assert_eq!(reasons, 0);
                continue;
            };
            let because = |reasons| reference.classes(&with(rules, &open, state, reasons), target);
            assert_eq!(because(reasons), class, "{rules:?} {state:?} {reasons:b}");
            for reason in each(reasons) {
                assert_ne!(because(reasons & !reason), class, "{rules:?} {state:?} {reasons:b}");
                found += 1;
            }
        }
    });
    assert!(found > 500, "{found}");
}

#[test]
fn change_opens_the_best_outcome_and_none_of_it_is_needless() {
    let (mut found, mut hopeless) = (0, 0);
    try_all(3, |rules, reference, state| {
        let open = rules.open();
        let report = rules.report(state, false);
        let without = |change| reference.classes(&with(rules, state, &open, change), 0) & 1 != 0;
        let free =
            (0..rules.questions().len()).filter(|at| !rules.questions()[*at].fixed).fold(0, |free, at| free | 1 << at);
        assert_eq!(report.change & !free, 0, "what is fixed cannot change");
        if report.possible & 1 != 0 {
            assert_eq!(report.change, 0);
        } else if report.change == 0 {
            assert!(!without(free), "{rules:?} {state:?}");
            hopeless += 1;
        } else {
            assert!(without(report.change), "{rules:?} {state:?} {:b}", report.change);
            for change in each(report.change) {
                assert!(!without(report.change & !change), "{rules:?} {state:?} {:b}", report.change);
                found += 1;
            }
        }
    });
    assert!(found > 100 && hopeless > 100, "{found} and {hopeless}");
}

#[test]
fn a_question_matters_where_two_answers_differ() {
    let mut counts = [0, 0];
    try_all(4, |rules, reference, state| {
        for all in [false, true] {
            let report = rules.report(state, all);
            let targets = if all { 1 + rules.criteria().len() } else { 1 };
            for question in 0..rules.questions().len() {
                let known = with(rules, &rules.open(), state, (1 << question) - 1);
                let matters = reference.matters(&known, question, targets);
                assert_eq!(report.relevant >> question & 1 != 0, matters, "{rules:?} {state:?} {question}");
                counts[usize::from(matters)] += 1;
            }
        }
    });
    assert!(counts.iter().all(|count| *count > 1000), "{counts:?}");
}

#[test]
fn what_is_settled_stays_settled() {
    let mut random = Random(5);
    try_all(5, |rules, _, state| {
        let mut state = state.to_vec();
        let mut before = rules.report(&state, true);
        while let Some(slot) = (0..state.len()).find(|slot| !state[*slot].is_power_of_two()) {
            let regions: Vec<u32> = each(state[slot]).collect();
            state[slot] = regions[random.below(regions.len())];
            let after = rules.report(&state, true);
            assert_eq!(after.possible & !before.possible, 0);
            for (one, other) in before.criteria.iter().zip(&after.criteria) {
                assert!(one.status == Status::Unknown || one.status == other.status);
            }
            before = after;
        }
        assert!(before.verdict.is_some() && before.criteria.iter().all(|standing| standing.status != Status::Unknown));
    });
}

#[test]
fn a_state_may_be_short_long_or_wide() {
    try_all(6, |rules, _, state| {
        let open = rules.open();
        let report = rules.report(state, true);
        let wide: Vec<u32> =
            state.iter().zip(&open).map(|(regions, all)| if regions == all { 0 } else { regions | !all }).collect();
        assert_eq!(rules.report(&[wide.as_slice(), &[7, 0]].concat(), true), report);
        assert_eq!(rules.report(&[], false), rules.report(&open, false));
    });
}

#[test]
fn the_same_is_said_twice_and_in_as_many_bytes() {
    try_all(7, |rules, _, state| {
        let report: Report = rules.report(state, true);
        let read = Rules::decode(&rules.encode()).expect("what was written");
        let bytes = read.report(state, true).to_bytes(read.questions().len());
        assert_eq!(bytes, report.to_bytes(rules.questions().len()));
        assert_eq!(bytes.len(), 13 + 5 * rules.criteria().len() + rules.questions().len());
        assert_eq!(bytes[0], report.verdict.unwrap_or(255));
        assert_eq!(bytes[9..13], report.change.to_le_bytes());
    });
}
