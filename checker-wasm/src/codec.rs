//! Rules as few bytes, and back. The reader takes any bytes and gives rules or nothing.

use crate::days::Day;
use crate::rules::{Criterion, Kind, MAX_REGIONS, MAX_SLOTS, Node, NodeId, Question, Rules};
use alloc::vec::Vec;

/// The first byte of what is written; another one is another form.
const VERSION: u8 = 1;
/// Added to the kind of a question that the reader cannot change.
const FIXED: u8 = 0x80;

impl Rules {
    /// The rules as bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.push(VERSION);
        list(&mut out, &self.questions, |out, question| {
            let kind = match question.kind {
                Kind::One(_) => 0,
                Kind::Many(_) => 1,
                Kind::Number { .. } => 2,
                Kind::Date { .. } => 3,
            };
            out.push(kind | if question.fixed { FIXED } else { 0 });
            match &question.kind {
                Kind::One(options) | Kind::Many(options) => out.push(*options),
                Kind::Number { low, high, cuts } => {
                    signed(out, *low);
                    signed(out, *high);
                    list(out, cuts, |out, cut| signed(out, *cut));
                }
                Kind::Date { low, high, cuts } => {
                    day(out, *low);
                    day(out, *high);
                    list(out, cuts, |out, cut| day(out, *cut));
                }
            }
        });
        list(&mut out, &self.nodes, |out, node| match node {
            Node::Is { slot, regions } => {
                out.push(0);
                out.push(*slot);
                unsigned(out, u64::from(*regions));
            }
            Node::Not(part) => {
                out.push(1);
                unsigned(out, u64::from(*part));
            }
            Node::AtLeast(count, parts) => {
                out.push(2);
                out.push(*count);
                list(out, parts, |out, part| unsigned(out, u64::from(*part)));
            }
        });
        list(&mut out, &self.criteria, |out, criterion| {
            unsigned(out, u64::from(criterion.applies));
            unsigned(out, u64::from(criterion.needs));
        });
        list(&mut out, &self.outcomes, |out, outcome| unsigned(out, u64::from(*outcome)));
        out
    }

    /// Reads what [`Rules::encode`] writes. Anything else, bytes left over included, is nothing.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut input = Input { rest: bytes, broken: false, first_slots: Vec::new(), open: Vec::new(), nodes: 0 };
        let version = input.byte();
        let questions = input.list(MAX_SLOTS, Input::question);
        let nodes = input.list(1 << NodeId::BITS, |input| {
            let node = match input.byte() {
                0 => {
                    let slot = input.byte();
                    let all = input.open.get(usize::from(slot)).copied();
                    Node::Is { slot, regions: input.unsigned(all.unwrap_or(0).into()) as u32 }
                }
                1 => Node::Not(input.node()),
                2 => Node::AtLeast(input.byte(), input.list(usize::MAX, Input::node)),
                _ => Node::Not(input.nothing()),
            };
            input.nodes += 1;
            node
        });
        let criteria = input.list(MAX_REGIONS, |input| Criterion { applies: input.node(), needs: input.node() });
        let outcomes = input.list(MAX_REGIONS, Input::node);
        if version != VERSION || input.broken || !input.rest.is_empty() || outcomes.is_empty() {
            return None;
        }
        let Input { first_slots, open, .. } = input;
        Some(Self { questions, nodes, criteria, outcomes, first_slots, open })
    }
}

fn list<T>(out: &mut Vec<u8>, items: &[T], mut each: impl FnMut(&mut Vec<u8>, &T)) {
    unsigned(out, items.len() as u64);
    for item in items {
        each(out, item);
    }
}

/// Seven bits a byte, the least first; the eighth says that more follow.
fn unsigned(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// The sign becomes the least bit, so that small numbers are short on both sides of zero.
fn signed(out: &mut Vec<u8>, number: i64) {
    unsigned(out, (number << 1 ^ number >> 63) as u64);
}

fn day(out: &mut Vec<u8>, day: Day) {
    let (kind, first, second) = match day {
        Day::Fixed(day) => (0, day, None),
        Day::FromToday(days) => (1, days, None),
        Day::MonthsFromToday { months, days } => (2, months, Some(days)),
    };
    out.push(kind);
    signed(out, i64::from(first));
    if let Some(second) = second {
        signed(out, i64::from(second));
    }
}

/// What is still to be read, and what has been read so far, which is all that the rest can speak of. What cannot be read is
/// zero, and remembered: one check at the end is a fraction of the code that a check after each number is.
struct Input<'a> {
    rest: &'a [u8],
    broken: bool,
    first_slots: Vec<u8>,
    open: Vec<u32>,
    nodes: usize,
}

impl Input<'_> {
    /// What stands for something that cannot be read.
    fn nothing<T: Default>(&mut self) -> T {
        self.broken = true;
        T::default()
    }

    fn byte(&mut self) -> u8 {
        match self.rest {
            [first, rest @ ..] => {
                self.rest = rest;
                *first
            }
            [] => self.nothing(),
        }
    }

    /// A number that is at most `most`.
    fn unsigned(&mut self, most: u64) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            let bits = u64::from(byte & 0x7F);
            number |= bits << shift;
            if byte & 0x80 == 0 {
                // Each number has one form: no bits that fall off, no zeros in front.
                let whole = bits << shift >> shift == bits && (bits > 0 || shift == 0);
                return if whole && number <= most { number } else { self.nothing() };
            }
        }
        self.nothing()
    }

    fn signed(&mut self) -> i64 {
        let bits = self.unsigned(u64::MAX);
        (bits >> 1) as i64 ^ -((bits & 1) as i64)
    }

    fn small(&mut self) -> i32 {
        i32::try_from(self.signed()).unwrap_or_else(|_| self.nothing())
    }

    fn day(&mut self) -> Day {
        match self.byte() {
            0 => Day::Fixed(self.small()),
            1 => Day::FromToday(self.small()),
            2 => Day::MonthsFromToday { months: self.small(), days: self.small() },
            _ => Day::Fixed(self.nothing()),
        }
    }

    fn question(&mut self) -> Question {
        let kind = self.byte();
        let fixed = kind & FIXED != 0;
        let kind = match kind & !FIXED {
            0 => Kind::One(self.byte()),
            1 => Kind::Many(self.byte()),
            2 => Kind::Number {
                low: self.signed(),
                high: self.signed(),
                cuts: self.list(MAX_REGIONS - 1, Input::signed),
            },
            3 => Kind::Date { low: self.day(), high: self.day(), cuts: self.list(MAX_REGIONS - 1, Input::day) },
            _ => Kind::One(self.nothing()),
        };
        let (regions, slots) = (kind.regions(), kind.slots());
        let end = self.open.len() + slots;
        if regions == 0 || regions > MAX_REGIONS || slots == 0 || end > MAX_SLOTS {
            self.broken = true;
        } else {
            self.first_slots.push(self.open.len() as u8);
            for _ in 0..slots {
                self.open.push(u32::MAX >> (MAX_REGIONS - regions));
            }
        }
        Question { kind, fixed }
    }

    /// A node that has been read.
    fn node(&mut self) -> NodeId {
        let node = self.unsigned(NodeId::MAX.into()) as NodeId;
        if usize::from(node) < self.nodes { node } else { self.nothing() }
    }

    /// A list whose items have at least a byte each, so that no length makes it longer than what is there.
    fn list<T>(&mut self, most: usize, mut each: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let length = self.unsigned(self.rest.len().min(most) as u64);
        let mut items = Vec::new();
        for _ in 0..length {
            items.push(each(self));
        }
        items
    }
}
