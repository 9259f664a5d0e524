//! All that a reader is told of a state.

use crate::rules::Rules;
use crate::search::{Search, Target};
use alloc::vec::Vec;

/// How a criterion stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Status {
    /// It applies, and what it asks is given.
    Met = 0,
    /// It applies, and what it asks is not given.
    Unmet = 1,
    /// It does not apply; where criteria are counted, it counts as met.
    NotApplicable = 2,
    /// What is answered so far does not settle it.
    Unknown = 3,
}

/// How a criterion stands, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How it stands.
    pub status: Status,
    /// The questions whose answers settle it, as a mask; none where it is unknown, or as it is whatever is answered.
    pub reasons: u32,
}

/// All that follows from a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The outcome, where it is settled.
    pub verdict: Option<u8>,
    /// The outcomes that are still possible, as a mask.
    pub possible: u32,
    /// The questions whose answers settle the outcome, as a mask: none of them can be left out.
    pub reasons: u32,
    /// The questions whose other answers would make the best outcome possible again, as a mask: all of them have to change. None
    /// where it is possible anyway, or where nothing that can be changed would help.
    pub change: u32,
    /// How each criterion stands.
    pub criteria: Vec<Standing>,
    /// The questions that matter, as a mask. Only answers to earlier questions decide about each.
    pub relevant: u32,
}

impl Report {
    /// The form in which the browser is given it: the verdict (255 where there is none), then possible outcomes, reasons and
    /// changes as 32 bits each, least byte first, then for each criterion its status and 32 bits of reasons, and last a byte for each
    /// of `questions` questions that tells whether it matters.
    pub fn to_bytes(&self, questions: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(13 + self.criteria.len() * 5 + questions);
        bytes.push(self.verdict.unwrap_or(u8::MAX));
        let put = |bytes: &mut Vec<u8>, mask: u32| mask.to_le_bytes().into_iter().for_each(|byte| bytes.push(byte));
        put(&mut bytes, self.possible);
        put(&mut bytes, self.reasons);
        put(&mut bytes, self.change);
        for standing in &self.criteria {
            bytes.push(standing.status as u8);
            put(&mut bytes, standing.reasons);
        }
        for question in 0..questions {
            bytes.push((self.relevant >> question & 1) as u8);
        }
        bytes
    }
}

impl Rules {
    /// What follows from a state. A slot without a region, or one that the state does not have, is open; regions that are not there
    /// are passed over. With `all` a question matters also where only a criterion hangs on it, without it only where the
    /// outcome does.
    pub fn report(&self, state: &[u32], all: bool) -> Report {
        self.report_by(&mut Search::new(self), state, all)
    }

    /// [`Rules::report`] with a search of the caller's, who wants to know its steps.
    pub fn report_by(&self, search: &mut Search, state: &[u32], all: bool) -> Report {
        let given = state;
        let mut state = self.open();
        for (regions, given) in state.iter_mut().zip(given) {
            if *regions & given != 0 {
                *regions &= given;
            }
        }
        let possible = search.classes(&mut state, Target::Outcome);
        let settled = possible.is_power_of_two();
        Report {
            verdict: settled.then(|| possible.trailing_zeros() as u8),
            possible,
            reasons: if settled { self.reasons(search, &state, Target::Outcome, possible) } else { 0 },
            change: if possible & 1 == 0 { self.change(search, &state) } else { 0 },
            criteria: (0..self.criteria.len())
                .map(|criterion| {
                    let target = Target::Criterion(criterion);
                    let class = search.classes(&mut state, target);
                    let status = match class {
                        Target::MET => Status::Met,
                        Target::UNMET => Status::Unmet,
                        Target::NOT_APPLICABLE => Status::NotApplicable,
                        _ => return Standing { status: Status::Unknown, reasons: 0 },
                    };
                    Standing { status, reasons: self.reasons(search, &state, target, class) }
                })
                .collect(),
            relevant: self.relevant(search, &state, all),
        }
    }

    /// The fewest answers, of those that are given, which force `class`: answers are dropped one by one, the last question's first,
    /// as long as they do.
    fn reasons(&self, search: &mut Search, state: &[u32], target: Target, class: u32) -> u32 {
        let mut kept = state.to_vec();
        let mut reasons = 0;
        for question in (0..self.questions.len()).rev() {
            if self.put(&mut kept, &self.open, question) && search.can_be(&mut kept, target, !class) {
                self.put(&mut kept, state, question);
                reasons |= 1 << question;
            }
        }
        reasons
    }

    /// The fewest answers, of those that can be changed, without which the best outcome is possible: all are dropped, and then given
    /// again one by one, the first question's first, as long as it stays so.
    fn change(&self, search: &mut Search, state: &[u32]) -> u32 {
        let mut free = state.to_vec();
        for (question, asked) in self.questions.iter().enumerate() {
            if !asked.fixed {
                self.put(&mut free, &self.open, question);
            }
        }
        if !search.can_be(&mut free, Target::Outcome, 1) {
            return 0;
        }
        let mut change = 0;
        for question in 0..self.questions.len() {
            if self.put(&mut free, state, question) && !search.can_be(&mut free, Target::Outcome, 1) {
                self.put(&mut free, &self.open, question);
                change |= 1 << question;
            }
        }
        change
    }

    fn relevant(&self, search: &mut Search, state: &[u32], all: bool) -> u32 {
        let mut known = self.open();
        let mut relevant = 0;
        for question in 0..self.questions.len() {
            if self.matters(search, &mut known, question, all) {
                relevant |= 1 << question;
            }
            self.put(&mut known, state, question);
        }
        relevant
    }

    /// Gives a question in `state` the answer that it has in `other`; whether that is another one.
    fn put(&self, state: &mut [u32], other: &[u32], question: usize) -> bool {
        let slots = self.slots(question);
        let mut changed = false;
        for (regions, others) in state.iter_mut().zip(other).skip(slots.start).take(slots.len()) {
            changed |= regions != others;
            *regions = *others;
        }
        changed
    }

    /// Whether two answers to a question can lead to different results, where it is open in `state`.
    pub fn matters(&self, search: &mut Search, state: &mut [u32], question: usize, all: bool) -> bool {
        let criteria = if all { self.criteria.len() } else { 0 };
        self.slots(question).any(|slot| {
            search.differs(state, slot, Target::Outcome)
                || (0..criteria).any(|criterion| search.differs(state, slot, Target::Criterion(criterion)))
        })
    }
}
