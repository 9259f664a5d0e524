//! The ways through the questions of some rules, and what one evaluation costs.

use std::collections::HashMap;

use diglot_checker::{Rules, Search, Value};

use super::compile::regions;
use super::prove::{MOST_EFFORT, MOST_STEPS};

/// How many places on the ways are remembered.
const MOST_REMEMBERED: usize = 200_000;

/// The ways through the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paths {
    /// How many there are.
    pub count: u128,
    /// How many questions the longest one has.
    pub longest: usize,
}

/// The most states that one report looks at, of those where nothing is answered, or one question.
pub fn most_steps(rules: &Rules) -> u64 {
    let open = rules.open();
    let answered = (0..open.len()).flat_map(|slot| regions(open[slot]).map(move |region| (slot, region)));
    let states = answered.map(|(slot, region)| {
        let mut state = open.clone();
        state[slot] = region;
        state
    });
    let mut most = 0;
    for state in std::iter::once(open.clone()).chain(states) {
        for all in [false, true] {
            let mut search = Search::new(rules);
            search.most = MOST_STEPS;
            rules.report_by(&mut search, &state, all);
            most = most.max(search.steps);
        }
        // What is too many once needs no more counting.
        if most > MOST_STEPS {
            break;
        }
    }
    most
}

/// The ways through the questions; nothing where there are too many different ones.
pub fn paths(rules: &Rules, all: bool) -> Option<Paths> {
    let mut walk = Walk { rules, all, search: Search::new(rules), known: HashMap::new() };
    walk.from(0, &mut rules.open())
}

struct Walk<'a> {
    rules: &'a Rules,
    all: bool,
    search: Search<'a>,
    /// What was found from a question on, by what every node said before it. Nothing else decides what can still matter.
    known: HashMap<(usize, Vec<Value>), Paths>,
}

impl Walk<'_> {
    fn from(&mut self, question: usize, state: &mut Vec<u32>) -> Option<Paths> {
        if question == self.rules.questions().len() {
            return Some(Paths { count: 1, longest: 0 });
        }
        let key = (question, self.search.evaluate(state).to_vec());
        if let Some(known) = self.known.get(&key) {
            return Some(*known);
        }
        if self.known.len() > MOST_REMEMBERED || self.search.steps > MOST_EFFORT {
            return None;
        }
        let found = if self.rules.matters(&mut self.search, state, question, self.all) {
            let paths = self.answers(question, self.rules.slots(question), state)?;
            Paths { longest: paths.longest + 1, ..paths }
        } else {
            self.from(question + 1, state)?
        };
        self.known.insert(key, found);
        Some(found)
    }

    /// The ways from here over all answers in these slots.
    fn answers(&mut self, question: usize, mut slots: std::ops::Range<usize>, state: &mut Vec<u32>) -> Option<Paths> {
        let Some(slot) = slots.next() else { return self.from(question + 1, state) };
        let before = state[slot];
        let mut sum = Paths::default();
        for region in regions(before) {
            state[slot] = region;
            let found = self.answers(question, slots.clone(), state)?;
            sum = Paths { count: sum.count.saturating_add(found.count), longest: sum.longest.max(found.longest) };
        }
        state[slot] = before;
        Some(sum)
    }
}
