//! Rules as bytes: what is written is read, and nothing else is read as something else.

use crate::random::Random;
use diglot_checker::{Criterion, Day, Kind, Node, Question, Rules, Search};

#[test]
fn what_is_written_is_read() {
    let mut random = Random(10);
    for _ in 0..2_000 {
        let rules = random.rules(100_000);
        let bytes = rules.encode();
        assert_eq!(Rules::decode(&bytes), Some(rules), "{bytes:?}");
        for end in 0..bytes.len() {
            assert_eq!(Rules::decode(&bytes[..end]), None, "{end} of {bytes:?}");
        }
    }
}

/// Reads bytes of any kind. What comes of them, if anything, has just these bytes, and can be asked anything.
fn read(bytes: &[u8], random: &mut Random) -> bool {
    let Some(rules) = Rules::decode(bytes) else { return false };
    assert_eq!(rules.encode(), bytes);
    let state: Vec<u32> = (0..random.below(40)).map(|_| random.next() as u32).collect();
    for all in [false, true] {
        let mut search = Search::new(&rules);
        search.most = 500;
        rules.report_by(&mut search, &state, all).to_bytes(rules.questions().len());
    }
    for question in 0..=rules.questions().len() {
        for answer in [i64::MIN, -1, 0, 1, 255, random.next() as i64, i64::MAX] {
            let region = rules.classify(random.next() as i32, question, answer);
            let regions = rules
                .questions()
                .get(question)
                .map_or(0, |question| question.kind.regions().max(question.kind.slots()));
            assert!(region.is_none_or(|region| (region as usize) < regions), "{rules:?} {answer}");
        }
    }
    true
}

#[test]
fn any_bytes_are_rules_or_nothing() {
    let mut random = Random(11);
    for _ in 0..20_000 {
        // Small bytes are more often a kind, a length or a number of something that is there.
        let small = 1 + random.below(255) as u64;
        let bytes: Vec<u8> = (0..random.below(60)).map(|_| (random.next() % small) as u8).collect();
        read(&bytes, &mut random);
        read(&[&[1], bytes.as_slice()].concat(), &mut random);
    }
    let mut accepted = 0;
    for _ in 0..20_000 {
        let mut bytes = random.rules(1_000).encode();
        for _ in 0..1 + random.below(3) {
            let at = random.below(bytes.len());
            match random.below(4) {
                0 => bytes[at] ^= 1 << random.below(8),
                1 => bytes[at] = random.next() as u8,
                2 => bytes.insert(at, random.next() as u8),
                _ => bytes.truncate(at.max(1)),
            }
        }
        accepted += usize::from(read(&bytes, &mut random));
    }
    assert!(accepted > 1_000, "{accepted}: changed bytes are hardly ever rules");
}

#[test]
fn a_number_has_one_form() {
    let form = |regions: &[u8]| [&[1, 1, 0, 2, 1, 0, 0], regions, &[0, 1, 0]].concat();
    assert!(Rules::decode(&form(&[3])).is_some());
    for regions in [
        &[0x83, 0][..],
        &[4],
        &[0x83, 0x80, 0],
        &[0xFF; 10],
        &[0x83, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 2],
    ] {
        assert_eq!(Rules::decode(&form(regions)), None, "{regions:?}");
    }
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    let one = |options| Question { kind: Kind::One(options), fixed: false };
    let many = |options| Question { kind: Kind::Many(options), fixed: false };
    let number = |cuts: &[i64]| Question { kind: Kind::Number { low: 0, high: 99, cuts: cuts.to_vec() }, fixed: true };
    let date = |cuts: &[i32]| {
        let cuts = cuts.iter().map(|cut| Day::Fixed(*cut)).collect();
        Question { kind: Kind::Date { low: Day::Fixed(0), high: Day::FromToday(0), cuts }, fixed: false }
    };
    let is = |slot, regions| Node::Is { slot, regions };
    let criterion = |applies, needs| Criterion { applies, needs };
    let always = || vec![Node::AtLeast(0, vec![])];
    let many_cuts = |count: i64| (0..count).collect::<Vec<i64>>();
    for (fits, what, rules) in [
        (true, "no question", Rules::new(vec![], always(), vec![], vec![0])),
        (false, "no outcome", Rules::new(vec![], always(), vec![], vec![])),
        (false, "an outcome that is not there", Rules::new(vec![], always(), vec![], vec![1])),
        (true, "32 outcomes", Rules::new(vec![], always(), vec![], vec![0; 32])),
        (false, "33 outcomes", Rules::new(vec![], always(), vec![], vec![0; 33])),
        (true, "32 criteria", Rules::new(vec![], always(), vec![criterion(0, 0); 32], vec![0])),
        (false, "33 criteria", Rules::new(vec![], always(), vec![criterion(0, 0); 33], vec![0])),
        (false, "criteria that are not there", Rules::new(vec![], always(), vec![criterion(0, 1)], vec![0])),
        (false, "a question without options", Rules::new(vec![one(0)], always(), vec![], vec![0])),
        (false, "boxes without options", Rules::new(vec![many(0)], always(), vec![], vec![0])),
        (true, "32 options", Rules::new(vec![one(32)], vec![is(0, u32::MAX)], vec![], vec![0])),
        (false, "33 options", Rules::new(vec![one(33)], always(), vec![], vec![0])),
        (true, "32 slots", Rules::new(vec![many(30), one(2), one(1)], vec![is(31, 1)], vec![], vec![0])),
        (false, "33 slots", Rules::new(vec![many(30), one(2), many(2)], always(), vec![], vec![0])),
        (true, "32 regions", Rules::new(vec![number(&many_cuts(31))], vec![is(0, 1 << 31)], vec![], vec![0])),
        (false, "33 regions", Rules::new(vec![number(&many_cuts(32))], always(), vec![], vec![0])),
        (false, "cuts out of order", Rules::new(vec![number(&[5, 4])], always(), vec![], vec![0])),
        (false, "days out of order", Rules::new(vec![date(&[5, 4])], always(), vec![], vec![0])),
        (true, "days in order", Rules::new(vec![date(&[4, 5])], vec![is(0, 7)], vec![], vec![0])),
        (false, "a region that is not there", Rules::new(vec![date(&[4, 5])], vec![is(0, 8)], vec![], vec![0])),
        (false, "a slot that is not there", Rules::new(vec![one(2)], vec![is(1, 1)], vec![], vec![0])),
        (
            true,
            "a part before the whole",
            Rules::new(vec![], vec![Node::AtLeast(0, vec![]), Node::Not(0)], vec![], vec![1]),
        ),
        (false, "the opposite of itself", Rules::new(vec![], vec![Node::Not(0)], vec![], vec![0])),
        (
            false,
            "a part behind the whole",
            Rules::new(vec![], vec![Node::AtLeast(1, vec![1]), is(0, 1)], vec![], vec![0]),
        ),
    ] {
        assert_eq!(rules.is_some(), fits, "{what}");
    }
}
