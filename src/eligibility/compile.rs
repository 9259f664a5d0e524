//! Programs to rules: one set for each span of time in which the same criteria are in force.
//!
//! The answers to a question fall into regions, within which no condition of the program tells one from another. They are the same
//! in every regime, so that an answer is the same region whenever it is judged.

use std::collections::HashMap;

use diglot_checker::{Criterion, Day, MAX_REGIONS, MAX_SLOTS, Node, NodeId, Question, Rules};
use jiff::civil::Date;

use super::scale::Scale;
use crate::model::program::{Condition, Edge, Moment, Program, Test};
use crate::text::Span;

/// A program as rules.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The rules of each regime, in the order of time. There is at least one.
    pub regimes: Vec<Regime>,
    /// The regions of each question's answers.
    pub regions: Vec<Vec<Region>>,
}

/// A span of time in which the same criteria are in force.
#[derive(Debug, Clone)]
pub struct Regime {
    /// Its first day; the first regime has none.
    pub from: Option<Date>,
    /// The rules.
    pub rules: Rules,
    /// Every test of the program as a node of these rules, where they were compiled one by one ([`compile_apart`]).
    pub tests: Vec<TestNode>,
}

/// A test in the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestNode {
    /// The node, which is [`Node::Is`].
    pub node: NodeId,
    /// Whose condition it is in.
    pub owner: Owner,
    /// The question that it tests.
    pub question: usize,
    /// Where the condition stands.
    pub span: Span,
}

/// Who has a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The `for` of a criterion.
    Applies(usize),
    /// The `needs` of a criterion.
    Needs(usize),
    /// The `when` of an outcome.
    Outcome(usize),
}

/// Answers that no condition tells from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// One option, by its number; for questions with several answers it is the option of one slot.
    Option(usize),
    /// Numbers in these bounds, which belong to it.
    Whole(i64, i64),
    /// Days from the first edge until before the second; without one from the first day that is accepted, or until the last.
    Date(Option<Edge>, Option<Edge>),
}

/// Why a program cannot be compiled: where, what is so, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What is so.
    pub message: String,
    /// The way out.
    pub help: String,
}

/// The rules of a program.
pub fn compile(program: &Program) -> Result<Compiled, Vec<Problem>> {
    compile_as(program, true)
}

/// The rules of a program in which every test has a node of its own, so that one can be changed without any other. They are worth the
/// same as those of [`compile`].
pub fn compile_apart(program: &Program) -> Result<Compiled, Vec<Problem>> {
    compile_as(program, false)
}

fn compile_as(program: &Program, shared: bool) -> Result<Compiled, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut tests = vec![Vec::new(); program.questions.len()];
    for criterion in &program.criteria {
        collect(criterion.applies.iter().chain([&criterion.needs]), &mut tests);
    }
    collect(program.outcomes.iter().filter_map(|outcome| outcome.when.as_ref()), &mut tests);
    let scales: Vec<Scale> = std::iter::zip(&program.questions, &tests)
        .filter_map(|(question, tests)| Scale::new(question, tests).map_err(|problem| problems.push(problem)).ok())
        .collect();
    let slots: usize = scales.iter().map(|scale| scale.kind.slots()).sum();
    for (count, limit, what) in [
        (slots, MAX_SLOTS, "questions, where each option of `any-of` counts as one"),
        (program.criteria.len(), MAX_REGIONS, "criteria"),
        (program.outcomes.len(), MAX_REGIONS, "outcomes"),
    ] {
        if count > limit {
            let message = format!("the program has {count} {what}");
            problems.push(Problem {
                span: Span::default(),
                message,
                help: format!("Up to {limit} are possible; make two programs of it."),
            });
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut firsts: Vec<Date> = Vec::new();
    for criterion in &program.criteria {
        firsts.extend(criterion.from);
        firsts.extend(criterion.until.and_then(|until| until.tomorrow().ok()));
    }
    firsts.sort_unstable();
    firsts.dedup();
    let regimes: Option<Vec<Regime>> = std::iter::once(None)
        .chain(firsts.into_iter().map(Some))
        .map(|from| Builder::new(program, &scales, shared).regime(from))
        .collect();
    let regions = scales.iter().map(Scale::regions).collect();
    regimes.map(|regimes| Compiled { regimes, regions }).ok_or_else(|| {
        let message = "the program is too large".to_owned();
        vec![Problem { span: Span::default(), message, help: "Make two programs of it.".to_owned() }]
    })
}

impl Compiled {
    /// The regime of a day.
    pub fn on(&self, day: Date) -> &Regime {
        &self.regimes[self.number_on(day)]
    }

    /// The number of the regime of a day.
    pub fn number_on(&self, day: Date) -> usize {
        self.regimes.partition_point(|regime| regime.from.is_none_or(|from| from <= day)).saturating_sub(1)
    }
}

/// The regions in a mask, one by one, as masks.
pub fn regions(mask: u32) -> impl Iterator<Item = u32> {
    (0..u32::BITS).map(|at| 1 << at).filter(move |region| mask & region != 0)
}

/// The number of a day, as rules count.
pub fn day_number(date: Date) -> i32 {
    diglot_checker::day_number(
        i32::from(date.year()),
        u32::from(date.month().unsigned_abs()),
        u32::from(date.day().unsigned_abs()),
    )
}

/// A moment as rules know it, and that many days later.
pub fn day(moment: Moment, later: i32) -> Day {
    match moment {
        Moment::On(date) => Day::Fixed(day_number(date) + later),
        Moment::Days(days) => Day::FromToday(days + later),
        Moment::Months(months) => Day::MonthsFromToday { months, days: later },
    }
}

/// The tests of each question, with their places.
fn collect<'a>(conditions: impl IntoIterator<Item = &'a Condition>, tests: &mut [Vec<(&'a Test, Span)>]) {
    for condition in conditions {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => collect(parts, tests),
            Condition::Not(part) => collect([&**part], tests),
            Condition::Is { question, test, span } => tests[*question].push((test, *span)),
            Condition::Lookup { question, by, rows, span } => {
                for (other, own) in rows {
                    tests[*by].push((other, *span));
                    tests[*question].push((own, *span));
                }
            }
            Condition::Met(_) | Condition::Unmet(_) => {}
        }
    }
}

/// Makes the nodes of one regime.
struct Builder<'a> {
    program: &'a Program,
    scales: &'a [Scale],
    /// The first slot of each question.
    slots: Vec<u8>,
    nodes: Vec<Node>,
    known: Option<HashMap<Node, NodeId>>,
    tests: Vec<TestNode>,
    criteria: Vec<Criterion>,
}

impl<'a> Builder<'a> {
    fn new(program: &'a Program, scales: &'a [Scale], shared: bool) -> Self {
        let mut slots = Vec::new();
        let mut next = 0_u8;
        for scale in scales {
            slots.push(next);
            next += scale.kind.slots() as u8;
        }
        let known = shared.then(HashMap::new);
        Self { program, scales, slots, nodes: Vec::new(), known, tests: Vec::new(), criteria: Vec::new() }
    }

    fn regime(mut self, from: Option<Date>) -> Option<Regime> {
        let program = self.program;
        for (number, criterion) in program.criteria.iter().enumerate() {
            let in_force = criterion.is_in_force(from);
            let applies = match (&criterion.applies, in_force) {
                (_, false) => self.node(Node::AtLeast(1, Vec::new())),
                (None, true) => self.node(Node::AtLeast(0, Vec::new())),
                (Some(conditions), true) => self.condition(conditions, Owner::Applies(number)),
            };
            let needs = self.condition(&criterion.needs, Owner::Needs(number));
            self.criteria.push(Criterion { applies, needs });
        }
        let mut outcomes: Vec<NodeId> = Vec::new();
        for (number, outcome) in program.outcomes.iter().enumerate() {
            let node = match &outcome.when {
                Some(conditions) => self.condition(conditions, Owner::Outcome(number)),
                None => {
                    let others = self.node(Node::AtLeast(1, outcomes.clone()));
                    self.node(Node::Not(others))
                }
            };
            outcomes.push(node);
        }
        let questions =
            self.scales.iter().map(|scale| Question { kind: scale.kind.clone(), fixed: scale.fixed }).collect();
        // More nodes than a number of a node can say would have wrapped around.
        if self.nodes.len() > usize::from(NodeId::MAX) {
            return None;
        }
        let rules = Rules::new(questions, self.nodes, self.criteria, outcomes)?;
        Some(Regime { from, rules, tests: self.tests })
    }

    fn node(&mut self, node: Node) -> NodeId {
        if let Some(known) = self.known.as_ref().and_then(|known| known.get(&node)) {
            return *known;
        }
        let id = NodeId::try_from(self.nodes.len()).unwrap_or(NodeId::MAX);
        if let Some(known) = &mut self.known {
            known.insert(node.clone(), id);
        }
        self.nodes.push(node);
        id
    }

    fn all(&mut self, mut parts: Vec<NodeId>) -> NodeId {
        match parts.len() {
            1 => parts.remove(0),
            count => self.node(Node::AtLeast(u8::try_from(count).unwrap_or(u8::MAX), parts)),
        }
    }

    fn any(&mut self, mut parts: Vec<NodeId>) -> NodeId {
        match parts.len() {
            1 => parts.remove(0),
            _ => self.node(Node::AtLeast(1, parts)),
        }
    }

    fn condition(&mut self, condition: &Condition, owner: Owner) -> NodeId {
        match condition {
            Condition::All(parts) => {
                let parts = parts.iter().map(|part| self.condition(part, owner)).collect();
                self.all(parts)
            }
            Condition::Any(parts) => {
                let parts = parts.iter().map(|part| self.condition(part, owner)).collect();
                self.any(parts)
            }
            Condition::Not(part) => {
                let part = self.condition(part, owner);
                self.node(Node::Not(part))
            }
            Condition::Is { question, test, span } => self.test(*question, test, owner, *span),
            Condition::Lookup { question, by, rows, span } => {
                let rows = rows
                    .iter()
                    .map(|(other, own)| {
                        let parts = vec![self.test(*by, other, owner, *span), self.test(*question, own, owner, *span)];
                        self.all(parts)
                    })
                    .collect();
                self.any(rows)
            }
            Condition::Met(criteria) => {
                let parts = criteria
                    .iter()
                    .map(|number| {
                        let Criterion { applies, needs } = self.criteria[*number];
                        let otherwise = self.node(Node::Not(applies));
                        self.node(Node::AtLeast(1, vec![otherwise, needs]))
                    })
                    .collect();
                self.all(parts)
            }
            Condition::Unmet(criteria) => {
                let parts = criteria
                    .iter()
                    .map(|number| {
                        let Criterion { applies, needs } = self.criteria[*number];
                        let not = self.node(Node::Not(needs));
                        self.node(Node::AtLeast(2, vec![applies, not]))
                    })
                    .collect();
                self.all(parts)
            }
        }
    }

    fn test(&mut self, question: usize, test: &Test, owner: Owner, span: Span) -> NodeId {
        let slot = self.slots[question];
        let scale = &self.scales[question];
        let regions = match test {
            Test::OneOf(tests) => {
                let tests = tests.iter().map(|test| self.test(question, test, owner, span)).collect();
                return self.any(tests);
            }
            Test::Includes(options) => {
                let parts =
                    options.iter().map(|option| self.is(question, slot + *option as u8, 0b10, owner, span)).collect();
                return self.any(parts);
            }
            Test::Count { from, to } => {
                let options = scale.kind.slots();
                let chosen: Vec<NodeId> =
                    (0..options).map(|option| self.is(question, slot + option as u8, 0b10, owner, span)).collect();
                let enough = self.node(Node::AtLeast(*from as u8, chosen.clone()));
                if *to >= options {
                    return enough;
                }
                let more = self.node(Node::AtLeast(*to as u8 + 1, chosen));
                let not_more = self.node(Node::Not(more));
                if *from == 0 {
                    return not_more;
                }
                return self.all(vec![enough, not_more]);
            }
            Test::Options(_) | Test::Whole { .. } | Test::Date { .. } => scale.accepted(test),
        };
        self.is(question, slot, regions, owner, span)
    }

    fn is(&mut self, question: usize, slot: u8, regions: u32, owner: Owner, span: Span) -> NodeId {
        let node = self.node(Node::Is { slot, regions });
        self.tests.push(TestNode { node, owner, question, span });
        node
    }
}
