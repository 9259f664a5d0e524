//! What can become of a state: strong Kleene logic first, and where it cannot tell, every way to go on.

use crate::rules::{Node, NodeId, Rules, Value};
use alloc::vec::Vec;

/// What is asked of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Which outcome it has. Its classes are the numbers of the outcomes.
    Outcome,
    /// How a criterion stands. Its classes are [`Target::MET`], [`Target::UNMET`] and [`Target::NOT_APPLICABLE`].
    Criterion(usize),
}

impl Target {
    /// The class of a criterion that is met, as a mask.
    pub const MET: u32 = 1;
    /// The class of a criterion that is not met, as a mask.
    pub const UNMET: u32 = 2;
    /// The class of a criterion that does not apply, as a mask.
    pub const NOT_APPLICABLE: u32 = 4;
}

/// A search through the states that a state can become.
pub struct Search<'a> {
    rules: &'a Rules,
    values: Vec<Value>,
    /// The slots, as a mask, that an undecided node hangs on; none for the others.
    open: Vec<u32>,
    /// How many states have been looked at.
    pub steps: u64,
    /// How many may be: beyond it every class that Kleene leaves counts as possible, and every difference as there.
    pub most: u64,
}

impl<'a> Search<'a> {
    /// A search in these rules.
    pub fn new(rules: &'a Rules) -> Self {
        Self { rules, values: Vec::new(), open: Vec::new(), steps: 0, most: u64::MAX }
    }

    /// The classes that `target` can still have: exactly those that some completion of `state` has, as a mask. `state` is as it was
    /// afterwards. Rules are taken to be proved: the only outcome that is left is the one. Where they give a state several, it is
    /// the best one.
    pub fn classes(&mut self, state: &mut [u32], target: Target) -> u32 {
        let mut found = 0;
        self.collect(state, target, &mut found);
        found
    }

    /// Whether `target` can become one of the classes in the mask `classes`.
    pub fn can_be(&mut self, state: &mut [u32], target: Target, classes: u32) -> bool {
        // What is found already is not looked for.
        let mut found = !classes;
        self.collect(state, target, &mut found);
        found & classes != 0
    }

    fn collect(&mut self, state: &mut [u32], target: Target, found: &mut u32) {
        let (classes, open) = self.look(state, target);
        if classes & !*found == 0 {
            return;
        }
        if open == 0 || classes.is_power_of_two() || self.is_exhausted() {
            *found |= classes;
            return;
        }
        let slot = open.trailing_zeros() as usize;
        let before = state[slot];
        let mut rest = before;
        while rest != 0 {
            state[slot] = first(&mut rest);
            self.collect(state, target, found);
        }
        state[slot] = before;
    }

    /// Whether two answers in `slot`, and one completion of everything else, give `target` different classes.
    pub fn differs(&mut self, state: &mut [u32], slot: usize, target: Target) -> bool {
        let (_, open) = self.look(state, target);
        let this = 1_u32 << slot;
        if open & this == 0 {
            return false;
        }
        if self.is_exhausted() {
            return true;
        }
        let others = open & !this;
        let at = if others == 0 { slot } else { others.trailing_zeros() as usize };
        let before = state[at];
        let mut rest = before;
        let mut classes = None;
        let mut differs = false;
        while rest != 0 && !differs {
            state[at] = first(&mut rest);
            if others == 0 {
                let these = self.look(state, target).0;
                differs = *classes.get_or_insert(these) != these;
            } else {
                differs = self.differs(state, slot, target);
            }
        }
        state[at] = before;
        differs
    }

    /// What each node says of a state, in strong Kleene logic.
    pub fn evaluate(&mut self, state: &[u32]) -> &[Value] {
        self.steps += 1;
        self.values.clear();
        self.open.clear();
        let rules = self.rules;
        for node in &rules.nodes {
            let mut open = 0;
            let value = match node {
                Node::Is { slot, regions } => {
                    let possible = state.get(usize::from(*slot)).copied().unwrap_or(0);
                    match (possible & regions, possible & !regions) {
                        (_, 0) => Value::True,
                        (0, _) => Value::False,
                        _ => {
                            open = 1 << slot;
                            Value::Unknown
                        }
                    }
                }
                Node::Not(part) => {
                    open = self.open_of(*part);
                    match self.value(*part) {
                        Value::True => Value::False,
                        Value::False => Value::True,
                        Value::Unknown => Value::Unknown,
                    }
                }
                Node::AtLeast(count, parts) => {
                    let (mut holding, mut unknown) = (0, 0);
                    for part in parts {
                        open |= self.open_of(*part);
                        match self.value(*part) {
                            Value::True => holding += 1,
                            Value::Unknown => unknown += 1,
                            Value::False => {}
                        }
                    }
                    let count = usize::from(*count);
                    if holding >= count {
                        open = 0;
                        Value::True
                    } else if holding + unknown < count {
                        open = 0;
                        Value::False
                    } else {
                        Value::Unknown
                    }
                }
            };
            self.values.push(value);
            self.open.push(open);
        }
        &self.values
    }

    /// Whether there was more to look at than it might.
    pub fn is_exhausted(&self) -> bool {
        self.steps > self.most
    }

    /// What strong Kleene logic says of a state by itself: the classes that it leaves `target`, and the open slots that an undecided
    /// part of it hangs on, both as masks. Without such slots the state has that class, or none, whether or not the rules are proved.
    pub fn look(&mut self, state: &[u32], target: Target) -> (u32, u32) {
        self.evaluate(state);
        let (mut classes, mut open) = (0, 0);
        match target {
            Target::Outcome => {
                let mut holds = false;
                for (at, outcome) in self.rules.outcomes.iter().enumerate() {
                    open |= self.open_of(*outcome);
                    // What is better than the one that holds and still open counts as well: only one can hold in rules that were
                    // proved.
                    let value = self.value(*outcome);
                    if value != Value::False && !holds {
                        classes |= 1 << at;
                        holds = value == Value::True;
                    }
                }
            }
            Target::Criterion(criterion) => {
                let Some(criterion) = self.rules.criteria.get(criterion) else { return (0, 0) };
                let applies = self.value(criterion.applies);
                if applies != Value::True {
                    classes = Target::NOT_APPLICABLE;
                }
                if applies != Value::False {
                    open = self.open_of(criterion.applies) | self.open_of(criterion.needs);
                    classes |= match self.value(criterion.needs) {
                        Value::True => Target::MET,
                        Value::False => Target::UNMET,
                        Value::Unknown => Target::MET | Target::UNMET,
                    };
                }
            }
        }
        (classes, open)
    }

    fn value(&self, node: NodeId) -> Value {
        self.values.get(usize::from(node)).copied().unwrap_or(Value::Unknown)
    }

    fn open_of(&self, node: NodeId) -> u32 {
        self.open.get(usize::from(node)).copied().unwrap_or(0)
    }
}

/// Takes the first bit out of a mask.
fn first(mask: &mut u32) -> u32 {
    let bit = *mask & mask.wrapping_neg();
    *mask ^= bit;
    bit
}
