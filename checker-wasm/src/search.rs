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
    marked: Vec<bool>,
    /// How many states have been looked at.
    pub steps: u64,
    /// How many may be: beyond it every class that Kleene leaves counts as possible, and every difference as there.
    pub most: u64,
}

impl<'a> Search<'a> {
    /// A search in these rules.
    pub fn new(rules: &'a Rules) -> Self {
        Self { rules, values: Vec::with_capacity(rules.nodes.len()), marked: Vec::new(), steps: 0, most: u64::MAX }
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
        self.evaluate(state);
        let classes = self.kleene(target);
        if classes & !*found == 0 {
            return;
        }
        let open = if classes.is_power_of_two() { 0 } else { self.open_slots(state, target) };
        if open == 0 || self.steps > self.most {
            *found |= classes;
            return;
        }
        let slot = open.trailing_zeros() as usize;
        let before = state[slot];
        for region in bits(before) {
            state[slot] = region;
            self.collect(state, target, found);
        }
        state[slot] = before;
    }

    /// Whether two answers in `slot`, and one completion of everything else, give `target` different classes.
    pub fn differs(&mut self, state: &mut [u32], slot: usize, target: Target) -> bool {
        self.evaluate(state);
        let open = self.open_slots(state, target);
        let this = 1_u32 << slot;
        if open & this == 0 {
            return false;
        }
        if self.steps > self.most {
            return true;
        }
        let (at, others) = match open & !this {
            0 => (slot, false),
            others => (others.trailing_zeros() as usize, true),
        };
        let before = state[at];
        let mut first = None;
        let mut differs = false;
        for region in bits(before) {
            state[at] = region;
            if others {
                differs = self.differs(state, slot, target);
            } else {
                self.evaluate(state);
                let classes = self.kleene(target);
                differs = *first.get_or_insert(classes) != classes;
            }
            if differs {
                break;
            }
        }
        state[at] = before;
        differs
    }

    /// What each node says of a state, in strong Kleene logic.
    pub fn evaluate(&mut self, state: &[u32]) -> &[Value] {
        self.steps += 1;
        self.values.clear();
        let rules = self.rules;
        for node in &rules.nodes {
            let value = match node {
                Node::Is { slot, regions } => {
                    let open = state.get(usize::from(*slot)).copied().unwrap_or(0);
                    match (open & regions, open & !regions) {
                        (_, 0) => Value::True,
                        (0, _) => Value::False,
                        _ => Value::Unknown,
                    }
                }
                Node::Not(part) => match self.value(*part) {
                    Value::True => Value::False,
                    Value::False => Value::True,
                    Value::Unknown => Value::Unknown,
                },
                Node::AtLeast(count, parts) => {
                    let having = |value| parts.iter().filter(|part| self.value(**part) == value).count();
                    let (count, holding) = (usize::from(*count), having(Value::True));
                    if holding >= count {
                        Value::True
                    } else if holding + having(Value::Unknown) < count {
                        Value::False
                    } else {
                        Value::Unknown
                    }
                }
            };
            self.values.push(value);
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
        (self.kleene(target), self.open_slots(state, target))
    }

    fn value(&self, node: NodeId) -> Value {
        self.values.get(usize::from(node)).copied().unwrap_or(Value::Unknown)
    }

    /// The classes that strong Kleene logic leaves `target`, after [`Search::evaluate`].
    fn kleene(&self, target: Target) -> u32 {
        match target {
            Target::Outcome => {
                let mut open = 0;
                for (at, outcome) in self.rules.outcomes.iter().enumerate() {
                    match self.value(*outcome) {
                        // What is better and still open counts as well: only one of them can hold in rules that were proved.
                        Value::True if open == 0 => return 1 << at,
                        Value::True => return open | 1 << at,
                        Value::Unknown => open |= 1 << at,
                        Value::False => {}
                    }
                }
                open
            }
            Target::Criterion(criterion) => {
                let Some(criterion) = self.rules.criteria.get(criterion) else { return 0 };
                let needs = match self.value(criterion.needs) {
                    Value::True => Target::MET,
                    Value::False => Target::UNMET,
                    Value::Unknown => Target::MET | Target::UNMET,
                };
                match self.value(criterion.applies) {
                    Value::True => needs,
                    Value::False => Target::NOT_APPLICABLE,
                    Value::Unknown => Target::NOT_APPLICABLE | needs,
                }
            }
        }
    }

    /// The slots, as a mask, that are open and that an undecided part of `target` hangs on, after [`Search::evaluate`].
    fn open_slots(&mut self, state: &[u32], target: Target) -> u32 {
        let rules = self.rules;
        self.marked.clear();
        self.marked.resize(rules.nodes.len(), false);
        match target {
            Target::Outcome => {
                for outcome in &rules.outcomes {
                    self.mark(*outcome);
                }
            }
            Target::Criterion(criterion) => {
                if let Some(criterion) = rules.criteria.get(criterion) {
                    self.mark(criterion.applies);
                    if self.value(criterion.applies) != Value::False {
                        self.mark(criterion.needs);
                    }
                }
            }
        }
        let mut open = 0;
        for (at, node) in rules.nodes.iter().enumerate().rev() {
            if !self.marked.get(at).copied().unwrap_or(false) {
                continue;
            }
            match node {
                Node::Is { slot, .. } => {
                    let wide = state.get(usize::from(*slot)).is_some_and(|regions| !regions.is_power_of_two());
                    open |= u32::from(wide) << slot;
                }
                Node::Not(part) => self.mark(*part),
                Node::AtLeast(_, parts) => {
                    for part in parts {
                        self.mark(*part);
                    }
                }
            }
        }
        open
    }

    fn mark(&mut self, node: NodeId) {
        if self.value(node) == Value::Unknown
            && let Some(marked) = self.marked.get_mut(usize::from(node))
        {
            *marked = true;
        }
    }
}

/// The bits of a mask, one by one, as masks.
fn bits(mask: u32) -> impl Iterator<Item = u32> {
    (0..u32::BITS).map(|at| 1 << at).filter(move |bit| mask & bit != 0)
}
