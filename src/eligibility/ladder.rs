//! The ladder of questions with whatever leads on in the same way drawn together: a decision diagram, reduced, in the order in which
//! questions are asked.
//!
//! A question stands in it exactly where it matters: two of its answers, and the same answers to all that follows, lead to
//! different outcomes.

use std::collections::HashMap;

use diglot_checker::{Kind, Node, Rules, Search, Value};

/// How many conditions are evaluated for one ladder; rules that need more are too large for a picture, and for a reader.
const MOST_EVALUATED: u64 = 50_000_000;
/// How many classes the answers to a question with several options may have.
const MOST_CLASSES: usize = 256;

/// What readers are asked, until the outcome is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// What comes first.
    pub first: Next,
    /// The questions, each behind those that it leads to.
    pub steps: Vec<Step>,
    /// The classes of each question's answers.
    pub classes: Vec<Classes>,
}

/// What follows an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Next {
    /// A question, by its place in [`Ladder::steps`].
    Step(usize),
    /// An outcome, by its number.
    Outcome(usize),
}

/// A question, asked at some place of the ladder.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Step {
    /// The number of the question.
    pub question: usize,
    /// What its answers lead to: at least two branches, none of which lead to the same.
    pub branches: Vec<Branch>,
}

/// Answers that lead on in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Branch {
    /// The numbers of their classes, in order.
    pub answers: Vec<u16>,
    /// Where they lead to.
    pub next: Next,
}

/// The answers to a question, as far as the rules tell them from each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Classes {
    /// One of so many regions.
    One(usize),
    /// Some of the options. Those in one group only count: a class says how many of each group are chosen, the first group's
    /// number the fastest to change.
    Many(Vec<Vec<usize>>),
}

impl Classes {
    /// How many classes there are; nothing where there are too many.
    pub fn count(&self) -> Option<usize> {
        let count = match self {
            Classes::One(regions) => *regions,
            Classes::Many(groups) => {
                groups.iter().try_fold(1_usize, |count, group| count.checked_mul(group.len() + 1))?
            }
        };
        (count <= MOST_CLASSES).then_some(count)
    }

    /// How many options of each group are chosen in a class.
    pub fn chosen(&self, class: u16) -> Vec<usize> {
        let Classes::Many(groups) = self else { return Vec::new() };
        let mut rest = usize::from(class);
        let number = |group: &Vec<usize>| {
            let number = rest % (group.len() + 1);
            rest /= group.len() + 1;
            number
        };
        groups.iter().map(number).collect()
    }

    /// The slots of the question in a state in which an answer of this class is given.
    fn answer(&self, class: u16, slots: &mut [u32]) {
        match self {
            Classes::One(_) => slots.iter_mut().for_each(|slot| *slot = 1 << class),
            Classes::Many(groups) => {
                for (group, chosen) in groups.iter().zip(self.chosen(class)) {
                    for (at, option) in group.iter().enumerate() {
                        slots[*option] = if at < chosen { 0b10 } else { 0b01 };
                    }
                }
            }
        }
    }
}

impl Ladder {
    /// The ladder of rules that are proved. Nothing comes of rules that are too large for it, or that leave answers without an
    /// outcome.
    pub fn new(rules: &Rules) -> Option<Self> {
        let reached = reached(rules, |_| true);
        let classes: Vec<Classes> = (0..rules.questions().len())
            .map(|question| match &rules.questions()[question].kind {
                Kind::Many(_) => Classes::Many(groups(rules, question, &reached)),
                kind => Classes::One(kind.regions()),
            })
            .collect();
        let mut builder = Builder {
            rules,
            classes: &classes,
            search: Search::new(rules),
            known: HashMap::new(),
            places: HashMap::new(),
            steps: Vec::new(),
        };
        let first = builder.next(0, &mut rules.open())?;
        let steps = builder.steps;
        Some(Self { first, steps, classes })
    }

    /// How many ways lead through it from the first question to an outcome.
    pub fn ways(&self) -> u64 {
        let mut ways: Vec<u64> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let each = step.branches.iter().map(|branch| match branch.next {
                Next::Step(step) => ways[step],
                Next::Outcome(_) => 1,
            });
            ways.push(each.fold(0, u64::saturating_add));
        }
        match self.first {
            Next::Step(step) => ways[step],
            Next::Outcome(_) => 1,
        }
    }
}

struct Builder<'r> {
    rules: &'r Rules,
    classes: &'r [Classes],
    search: Search<'r>,
    /// What follows from what is still open, by the next question and what the conditions say.
    known: HashMap<(usize, Vec<u8>), Next>,
    /// Where each step stands.
    places: HashMap<Step, usize>,
    steps: Vec<Step>,
}

impl Builder<'_> {
    /// What follows in a state in which all questions before `question` are answered.
    fn next(&mut self, question: usize, state: &mut [u32]) -> Option<Next> {
        if self.search.steps.saturating_mul(self.rules.nodes().len() as u64) > MOST_EVALUATED {
            return None;
        }
        let values = self.search.evaluate(state);
        for (number, outcome) in self.rules.outcomes().iter().enumerate() {
            match values[usize::from(*outcome)] {
                Value::True => return Some(Next::Outcome(number)),
                Value::False => {}
                Value::Unknown => break,
            }
        }
        let classes = self.classes.get(question)?;
        let open = reached(self.rules, |node| values[node] == Value::Unknown);
        let key = std::iter::zip(values, open).map(|(value, open)| if open { *value as u8 + 1 } else { 0 }).collect();
        let key = (question, key);
        if let Some(known) = self.known.get(&key) {
            return Some(*known);
        }
        let slots = self.rules.slots(question);
        let before = state[slots.clone()].to_vec();
        let mut branches: Vec<Branch> = Vec::new();
        for class in 0..u16::try_from(classes.count()?).ok()? {
            classes.answer(class, &mut state[slots.clone()]);
            let next = self.next(question + 1, state)?;
            match branches.iter_mut().find(|branch| branch.next == next) {
                Some(branch) => branch.answers.push(class),
                None => branches.push(Branch { answers: vec![class], next }),
            }
        }
        state[slots].copy_from_slice(&before);
        let next = match branches.as_slice() {
            [branch] => branch.next,
            _ => self.step(Step { question, branches }),
        };
        self.known.insert(key, next);
        Some(next)
    }

    fn step(&mut self, step: Step) -> Next {
        let place = *self.places.entry(step).or_insert_with_key(|step| {
            self.steps.push(step.clone());
            self.steps.len() - 1
        });
        Next::Step(place)
    }
}

/// The nodes that outcomes hang on, through those for which `leads_on` holds.
fn reached(rules: &Rules, leads_on: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut reached = vec![false; rules.nodes().len()];
    for outcome in rules.outcomes() {
        reached[usize::from(*outcome)] = true;
    }
    for (at, node) in rules.nodes().iter().enumerate().rev() {
        if !reached[at] || !leads_on(at) {
            continue;
        }
        match node {
            Node::Is { .. } => {}
            Node::Not(part) => reached[usize::from(*part)] = true,
            Node::AtLeast(_, parts) => parts.iter().for_each(|part| reached[usize::from(*part)] = true),
        }
    }
    reached
}

/// The options of a question in groups: those that stand in the very same conditions cannot be told from each other, so that only
/// their number counts.
fn groups(rules: &Rules, question: usize, reached: &[bool]) -> Vec<Vec<usize>> {
    let slots = rules.slots(question);
    // For each option the nodes that it is a part of. A node of which something else is the only part, an outcome too, is like no other.
    let mut wholes: Vec<Vec<(bool, usize, u32)>> = vec![Vec::new(); slots.len()];
    let part_of = |part: u16| match rules.nodes()[usize::from(part)] {
        Node::Is { slot, regions } if slots.contains(&usize::from(slot)) => {
            Some((usize::from(slot) - slots.start, regions))
        }
        _ => None,
    };
    let mut add = |is_node: bool, whole: usize, part: u16| {
        if let Some((option, regions)) = part_of(part) {
            wholes[option].push((is_node, whole, regions));
        }
    };
    for (at, node) in rules.nodes().iter().enumerate().filter(|(at, _)| reached[*at]) {
        match node {
            Node::Is { .. } => {}
            Node::Not(part) => add(true, at, *part),
            Node::AtLeast(_, parts) => parts.iter().for_each(|part| add(true, at, *part)),
        }
    }
    for (number, outcome) in rules.outcomes().iter().enumerate() {
        add(false, number, *outcome);
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for option in 0..wholes.len() {
        match groups.iter_mut().find(|group| wholes[group[0]] == wholes[option]) {
            Some(group) => group.push(option),
            None => groups.push(vec![option]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eligibility::testing::compiled;

    #[test]
    fn a_question_stands_where_it_matters() {
        let (program, compiled) = compiled(
            "{ kind: { choose: [a, b, c] }, signed: yes-no, idle: yes-no, size: { whole: 0 to 9 } }",
            "{ one: { needs: { signed: yes } }, two: { for: { kind: [b, c] }, needs: { size: at least 3 } } }",
            "{ good: { when: { met: all } }, bad: { otherwise: true } }",
        );
        let ladder = Ladder::new(&compiled.regimes[0].rules).expect("a ladder");
        type Told<'a> = (&'a str, Vec<(&'a [u16], Next)>);
        let told: Vec<Told<'_>> = ladder
            .steps
            .iter()
            .map(|step| {
                let branches = step.branches.iter().map(|branch| (&*branch.answers, branch.next));
                (program.questions[step.question].id.as_str(), branches.collect())
            })
            .collect();
        let (good, bad) = (Next::Outcome(0), Next::Outcome(1));
        assert_eq!(
            told,
            [
                ("signed", vec![(&[0][..], good), (&[1], bad)]),
                ("size", vec![(&[0], bad), (&[1], good)]),
                ("signed", vec![(&[0], Next::Step(1)), (&[1], bad)]),
                ("kind", vec![(&[0], Next::Step(0)), (&[1, 2], Next::Step(2))]),
            ]
        );
        assert_eq!((ladder.first, ladder.ways()), (Next::Step(3), 5));
    }

    #[test]
    fn options_that_only_count_are_one_group() {
        let (_, compiled) = compiled(
            "{ passed: { any-of: [a, b, c, d, e] } }",
            "{ one: { needs: { passed: at least 3 } }, two: { needs: { passed: [includes c, includes e] } }, \
             three: { needs: { passed: includes d } } }",
            "{ good: { when: { met: all } }, bad: { otherwise: true } }",
        );
        let ladder = Ladder::new(&compiled.regimes[0].rules).expect("a ladder");
        assert_eq!(ladder.classes, [Classes::Many(vec![vec![0, 1], vec![2, 4], vec![3]])]);
        assert_eq!(ladder.classes[0].chosen(1 + 3 * 2 + 3 * 3), [1, 2, 1]);
        assert_eq!(ladder.classes[0].count(), Some(18));
    }
}
