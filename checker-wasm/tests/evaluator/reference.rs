//! What rules mean, as slow and plain as it can be said: all ways to answer, each with its classes.

use diglot_checker::{Node, NodeId, Rules, Target};
use std::collections::HashMap;

/// All ways to answer everything.
pub struct Reference<'a> {
    rules: &'a Rules,
    worlds: Vec<World>,
}

struct World {
    /// The region in each slot, as a mask.
    answers: Vec<u32>,
    /// The class of the outcome, then of each criterion, as masks.
    classes: Vec<u32>,
}

impl<'a> Reference<'a> {
    pub fn new(rules: &'a Rules) -> Self {
        let mut worlds: Vec<Vec<u32>> = vec![Vec::new()];
        for regions in rules.open() {
            worlds = worlds
                .iter()
                .flat_map(|answers| each(regions).map(|region| [answers.as_slice(), &[region]].concat()))
                .collect();
        }
        let worlds = worlds
            .into_iter()
            .map(|answers| {
                let outcomes: Vec<bool> =
                    rules.outcomes().iter().map(|outcome| holds(rules, *outcome, &answers)).collect();
                assert_eq!(outcomes.iter().filter(|holds| **holds).count(), 1, "rules must give one outcome");
                let mut classes = vec![1 << outcomes.iter().position(|holds| *holds).expect("an outcome")];
                for criterion in rules.criteria() {
                    classes.push(
                        match (holds(rules, criterion.applies, &answers), holds(rules, criterion.needs, &answers)) {
                            (false, _) => Target::NOT_APPLICABLE,
                            (true, true) => Target::MET,
                            (true, false) => Target::UNMET,
                        },
                    );
                }
                World { answers, classes }
            })
            .collect();
        Self { rules, worlds }
    }

    fn completions(&self, state: &[u32]) -> impl Iterator<Item = &World> {
        self.worlds
            .iter()
            .filter(move |world| world.answers.iter().zip(state).all(|(answer, regions)| answer & regions != 0))
    }

    /// The classes that the outcome (0) or a criterion (from 1) can still have.
    pub fn classes(&self, state: &[u32], target: usize) -> u32 {
        self.completions(state).fold(0, |classes, world| classes | world.classes[target])
    }

    /// Whether two answers to a question, with everything else the same, differ in one of the targets.
    pub fn matters(&self, state: &[u32], question: usize, targets: usize) -> bool {
        self.rules.slots(question).any(|slot| {
            let mut first = HashMap::new();
            self.completions(state).any(|world| {
                let mut others = world.answers.clone();
                others[slot] = 0;
                let classes = &world.classes[..targets];
                *first.entry(others).or_insert(classes) != classes
            })
        })
    }
}

fn holds(rules: &Rules, node: NodeId, answers: &[u32]) -> bool {
    match &rules.nodes()[usize::from(node)] {
        Node::Is { slot, regions } => answers[usize::from(*slot)] & regions != 0,
        Node::Not(part) => !holds(rules, *part, answers),
        Node::AtLeast(count, parts) => {
            parts.iter().filter(|part| holds(rules, **part, answers)).count() >= usize::from(*count)
        }
    }
}

/// The bits of a mask, each as a mask.
pub fn each(mask: u32) -> impl Iterator<Item = u32> {
    (0..u32::BITS).map(|at| 1 << at).filter(move |bit| mask & bit != 0)
}
