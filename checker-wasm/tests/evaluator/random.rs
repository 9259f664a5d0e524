//! Rules and states that nobody thought of, the same ones on every run.

use diglot_checker::{Criterion, Day, Kind, Node, NodeId, Question, Rules};

/// Numbers that follow from a seed (splitmix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    fn question(&mut self) -> Question {
        let kind = match self.below(5) {
            0 => Kind::Many(1 + self.below(3) as u8),
            1 => {
                let mut cuts: Vec<i64> = (0..self.below(4)).map(|_| self.between(-20, 200)).collect();
                cuts.sort_unstable();
                Kind::Number { low: -20, high: 200, cuts }
            }
            2 => {
                let mut cuts: Vec<i64> = (0..self.below(3)).map(|_| self.between(-400, 40)).collect();
                cuts.sort_unstable();
                let day = |number: &i64| *number as i32;
                let low = Day::Fixed(-1_000_000);
                match self.below(3) {
                    0 => Kind::Date {
                        low,
                        high: Day::FromToday(0),
                        cuts: cuts.iter().map(|cut| Day::Fixed(day(cut) * 50)).collect(),
                    },
                    1 => Kind::Date {
                        low,
                        high: Day::FromToday(50),
                        cuts: cuts.iter().map(|cut| Day::FromToday(day(cut))).collect(),
                    },
                    _ => {
                        let days = self.below(2) as i32;
                        let cuts = cuts.iter().map(|cut| Day::MonthsFromToday { months: day(cut), days }).collect();
                        Kind::Date { low, high: Day::MonthsFromToday { months: 50, days: 0 }, cuts }
                    }
                }
            }
            _ => Kind::One(if self.below(8) == 0 { 1 } else { 2 + self.below(3) as u8 }),
        };
        Question { kind, fixed: self.below(4) == 0 }
    }

    /// Rules that give every answer exactly one outcome, with no more than `most` ways to answer.
    pub fn rules(&mut self, most: usize) -> Rules {
        let mut questions = Vec::new();
        let mut combinations = 1;
        for _ in 0..1 + self.below(6) {
            let question = self.question();
            combinations *= question.kind.regions().pow(question.kind.slots() as u32);
            if combinations > most {
                break;
            }
            questions.push(question);
        }
        let regions: Vec<usize> = questions
            .iter()
            .flat_map(|question| std::iter::repeat_n(question.kind.regions(), question.kind.slots()))
            .collect();
        // Whatever there is no slot for is so, or is not so, whatever is answered.
        let mut nodes = vec![Node::AtLeast(0, Vec::new()), Node::AtLeast(1, Vec::new())];
        let pick = |random: &mut Self, nodes: &[Node]| {
            let constants = if nodes.len() > 2 && random.below(10) > 0 { 2 } else { 0 };
            (constants + random.below(nodes.len() - constants)) as NodeId
        };
        for _ in 0..2 + self.below(14) {
            let node = match self.below(6) {
                0 => Node::Not(pick(self, &nodes)),
                1 | 2 => {
                    let parts: Vec<NodeId> = (0..1 + self.below(3)).map(|_| pick(self, &nodes)).collect();
                    Node::AtLeast((self.below(parts.len() + 1) + usize::from(self.below(6) > 0)) as u8, parts)
                }
                _ if regions.is_empty() => Node::Not(0),
                _ => {
                    let slot = self.below(regions.len());
                    Node::Is { slot: slot as u8, regions: self.below(1 << regions[slot]) as u32 }
                }
            };
            nodes.push(node);
        }
        let criteria = (0..self.below(4))
            .map(|_| {
                let applies = if self.below(2) == 0 { 0 } else { pick(self, &nodes) };
                Criterion { applies, needs: pick(self, &nodes) }
            })
            .collect();
        let wishes: Vec<NodeId> = (0..self.below(4)).map(|_| pick(self, &nodes)).collect();
        let mut add = |node| {
            nodes.push(node);
            (nodes.len() - 1) as NodeId
        };
        let mut outcomes = Vec::new();
        let mut others = Vec::new();
        for wish in wishes {
            let parts: Vec<NodeId> = others.iter().copied().chain([wish]).collect();
            outcomes.push(add(Node::AtLeast(parts.len() as u8, parts)));
            others.push(add(Node::Not(wish)));
        }
        outcomes.push(add(Node::AtLeast(others.len() as u8, others)));
        Rules::new(questions, nodes, criteria, outcomes).expect("parts that fit")
    }

    /// Some answers to some questions, of which a few leave several regions.
    pub fn state(&mut self, rules: &Rules) -> Vec<u32> {
        let mut state = rules.open();
        for question in 0..rules.questions().len() {
            if self.below(3) == 0 {
                continue;
            }
            for slot in rules.slots(question) {
                let regions = state[slot].count_ones() as usize;
                let region = 1 << self.below(regions);
                let more = if self.below(5) == 0 { 1 << self.below(regions) } else { 0 };
                state[slot] = region | more;
            }
        }
        state
    }
}
