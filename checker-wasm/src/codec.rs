//! Rules as few bytes, and back. The reader takes any bytes and gives rules or nothing.

use crate::days::Day;
use crate::rules::{Criterion, Kind, Node, NodeId, Question, Rules};
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
        let mut input = Input(bytes);
        if input.byte()? != VERSION {
            return None;
        }
        let questions = input.list(|input| {
            let kind = input.byte()?;
            let fixed = kind & FIXED != 0;
            let kind = match kind & !FIXED {
                0 => Kind::One(input.byte()?),
                1 => Kind::Many(input.byte()?),
                2 => Kind::Number { low: input.signed()?, high: input.signed()?, cuts: input.list(Input::signed)? },
                3 => Kind::Date { low: input.day()?, high: input.day()?, cuts: input.list(Input::day)? },
                _ => return None,
            };
            Some(Question { kind, fixed })
        })?;
        let nodes = input.list(|input| {
            Some(match input.byte()? {
                0 => Node::Is { slot: input.byte()?, regions: u32::try_from(input.unsigned()?).ok()? },
                1 => Node::Not(input.node()?),
                2 => Node::AtLeast(input.byte()?, input.list(Input::node)?),
                _ => return None,
            })
        })?;
        let criteria = input.list(|input| Some(Criterion { applies: input.node()?, needs: input.node()? }))?;
        let outcomes = input.list(Input::node)?;
        if input.0.is_empty() { Rules::new(questions, nodes, criteria, outcomes) } else { None }
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

/// What is still to be read.
struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7F);
            if bits << shift >> shift != bits {
                return None;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let bits = self.unsigned()?;
        Some((bits >> 1) as i64 ^ -((bits & 1) as i64))
    }

    fn small(&mut self) -> Option<i32> {
        i32::try_from(self.signed()?).ok()
    }

    fn node(&mut self) -> Option<NodeId> {
        NodeId::try_from(self.unsigned()?).ok()
    }

    fn day(&mut self) -> Option<Day> {
        Some(match self.byte()? {
            0 => Day::Fixed(self.small()?),
            1 => Day::FromToday(self.small()?),
            2 => Day::MonthsFromToday { months: self.small()?, days: self.small()? },
            _ => return None,
        })
    }

    /// A list whose items have at least a byte each, so that no length makes it longer than what is there.
    fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = usize::try_from(self.unsigned()?).ok()?;
        if length > self.0.len() {
            return None;
        }
        let mut items = Vec::new();
        for _ in 0..length {
            items.push(each(self)?);
        }
        Some(items)
    }
}
