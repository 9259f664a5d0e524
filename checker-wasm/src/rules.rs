//! What rules are made of.

use crate::days::Day;
use alloc::vec::Vec;
use core::ops::Range;

/// How many slots a set of rules may have: masks of slots and questions are 32 bits wide.
pub const MAX_SLOTS: usize = 32;
/// How many regions a question, and how many outcomes a set of rules may have: masks of them are 32 bits wide.
pub const MAX_REGIONS: usize = 32;

/// A place in [`Rules::nodes`].
pub type NodeId = u16;

/// What is asked of the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// How it is answered.
    pub kind: Kind,
    /// Whether the reader cannot change it, so that changing it is never proposed.
    pub fixed: bool,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One of so many options; each is a region.
    One(u8),
    /// Any of so many options; each is a slot of its own, with the regions "not chosen" and "chosen".
    Many(u8),
    /// A whole number.
    Number {
        /// The least number that is accepted.
        low: i64,
        /// The greatest number that is accepted.
        high: i64,
        /// Where a region begins; the first one has no entry.
        cuts: Vec<i64>,
    },
    /// A day.
    Date {
        /// The first day that is accepted.
        low: Day,
        /// The last day that is accepted.
        high: Day,
        /// Where a region begins, in the same order on whatever day; the first one has no entry.
        cuts: Vec<Day>,
    },
}

impl Kind {
    /// How many regions each of the question's slots has.
    pub fn regions(&self) -> usize {
        match self {
            Kind::One(options) => usize::from(*options),
            Kind::Many(_) => 2,
            Kind::Number { cuts, .. } => cuts.len() + 1,
            Kind::Date { cuts, .. } => cuts.len() + 1,
        }
    }

    /// How many slots the question has.
    pub fn slots(&self) -> usize {
        match self {
            Kind::Many(options) => usize::from(*options),
            _ => 1,
        }
    }
}

/// What a node says of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value {
    /// It holds, whatever is still open.
    True,
    /// It does not hold, whatever is still open.
    False,
    /// Strong Kleene logic cannot tell.
    Unknown,
}

/// A condition, or a part of one. Parts are shared, and stand before what they are parts of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Node {
    /// The answer in this slot lies in one of these regions.
    Is {
        /// The slot.
        slot: u8,
        /// The regions as a mask.
        regions: u32,
    },
    /// The other does not hold.
    Not(NodeId),
    /// So many of these hold: all of them, any of them, or some number.
    AtLeast(u8, Vec<NodeId>),
}

/// Something that is asked of those to whom it applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Criterion {
    /// To whom it applies.
    pub applies: NodeId,
    /// What it asks of them.
    pub needs: NodeId,
}

/// Questions, criteria and outcomes, checked for what evaluation relies on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    pub(crate) questions: Vec<Question>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) outcomes: Vec<NodeId>,
    /// Where each question's slots begin.
    pub(crate) first_slots: Vec<u8>,
    /// The state in which nothing is answered.
    pub(crate) open: Vec<u32>,
}

impl Rules {
    /// Puts rules together. Nothing comes of parts that do not fit: a node that stands before one of its parts, a region or slot
    /// that is not there, cuts out of order, no outcome, or more of something than a mask has bits.
    pub fn new(
        questions: Vec<Question>,
        nodes: Vec<Node>,
        criteria: Vec<Criterion>,
        outcomes: Vec<NodeId>,
    ) -> Option<Self> {
        let ordered = questions.iter().all(|question| match &question.kind {
            Kind::Number { cuts, .. } => cuts.is_sorted(),
            Kind::Date { cuts, .. } => cuts.is_sorted(),
            Kind::One(_) | Kind::Many(_) => true,
        });
        // What fits together is what can be read: the browser's module has the same check, and has it once.
        let rules = Self { questions, nodes, criteria, outcomes, first_slots: Vec::new(), open: Vec::new() };
        if ordered { Self::decode(&rules.encode()) } else { None }
    }

    /// The questions, in the order in which they are asked.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// All conditions and their parts.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The criteria.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// When each outcome holds, best first.
    pub fn outcomes(&self) -> &[NodeId] {
        &self.outcomes
    }

    /// The slots of a question in a state. A question that is not there has none.
    pub fn slots(&self, question: usize) -> Range<usize> {
        match (self.first_slots.get(question), self.questions.get(question)) {
            (Some(&first), Some(question)) => {
                let first = usize::from(first);
                first..first + question.kind.slots()
            }
            _ => 0..0,
        }
    }

    /// The state in which nothing is answered: one mask of regions for each slot.
    pub fn open(&self) -> Vec<u32> {
        self.open.clone()
    }

    /// Which region of a question an answer lies in, on the day `today`: for numbers the number, for dates the day's number, for
    /// options the number of the option. Nothing where the question is not there or does not accept the answer.
    pub fn classify(&self, today: i32, question: usize, answer: i64) -> Option<u32> {
        let at = |day: &Day| i64::from(day.on(today));
        let (low, high, passed) = match &self.questions.get(question)?.kind {
            Kind::One(options) | Kind::Many(options) => (0, i64::from(*options) - 1, answer as u32),
            Kind::Number { low, high, cuts } => (*low, *high, passed(cuts.iter().copied(), answer)),
            Kind::Date { low, high, cuts } => (at(low), at(high), passed(cuts.iter().map(at), answer)),
        };
        (low..=high).contains(&answer).then_some(passed)
    }
}

/// How many cuts do not lie behind an answer.
fn passed(cuts: impl Iterator<Item = i64>, answer: i64) -> u32 {
    cuts.fold(0, |passed, cut| passed + u32::from(cut <= answer))
}
