//! Which region an answer lies in, and how much is looked at for a report.

use crate::random::Random;
use diglot_checker::{Criterion, Day, Kind, Node, NodeId, Question, Rules, Search, day_number, shift_months};

#[test]
fn an_answer_lies_where_its_bounds_are() {
    let day = |year, month, day| i64::from(day_number(year, month, day));
    let questions = [
        Kind::One(3),
        Kind::Many(2),
        Kind::Number { low: -5, high: 100, cuts: vec![0, 1, 50] },
        Kind::Date {
            low: Day::Fixed(day_number(2020, 1, 1)),
            high: Day::FromToday(0),
            cuts: vec![Day::Fixed(day_number(2025, 3, 1))],
        },
        Kind::Date {
            low: Day::Fixed(day_number(1900, 1, 1)),
            high: Day::FromToday(0),
            // At least 18 years ago; less than that.
            cuts: vec![Day::MonthsFromToday { months: -12 * 18, days: 1 }],
        },
        Kind::Date {
            low: Day::FromToday(-90),
            high: Day::MonthsFromToday { months: 6, days: 0 },
            cuts: vec![Day::FromToday(-28), Day::FromToday(0), Day::FromToday(1)],
        },
    ];
    let questions = questions.map(|kind| Question { kind, fixed: false }).to_vec();
    let rules = Rules::new(questions, vec![Node::AtLeast(0, vec![])], vec![], vec![0]).expect("rules");
    let today = day_number(2026, 8, 31);
    for (question, answer, region) in [
        (0, -1, None),
        (0, 0, Some(0)),
        (0, 2, Some(2)),
        (0, 3, None),
        (1, 1, Some(1)),
        (1, 2, None),
        (2, -6, None),
        (2, -5, Some(0)),
        (2, 0, Some(1)),
        (2, 1, Some(2)),
        (2, 49, Some(2)),
        (2, 50, Some(3)),
        (2, 100, Some(3)),
        (2, 101, None),
        (3, day(2019, 12, 31), None),
        (3, day(2025, 2, 28), Some(0)),
        (3, day(2025, 3, 1), Some(1)),
        (3, day(2026, 8, 31), Some(1)),
        (3, day(2026, 9, 1), None),
        (4, day(2008, 8, 31), Some(0)),
        (4, day(2008, 9, 1), Some(1)),
        (5, day(2026, 6, 1), None),
        (5, day(2026, 6, 2), Some(0)),
        (5, day(2026, 8, 3), Some(1)),
        (5, day(2026, 8, 31), Some(2)),
        (5, day(2026, 9, 1), Some(3)),
        (5, day(2027, 2, 28), Some(3)),
        (5, day(2027, 3, 1), None),
        (6, 0, None),
        (usize::MAX, 0, None),
    ] {
        assert_eq!(rules.classify(today, question, answer), region, "question {question}, answer {answer}");
    }
    // The region moves with the day that is called today.
    assert_eq!(rules.classify(shift_months(today, -1), 4, day(2008, 8, 31)), Some(1));
}

/// Rules with 18,432 ways to answer: criteria for some, a table, numbers to reach, and outcomes that count what is met.
fn large(random: &mut Random) -> Rules {
    const REGIONS: [u8; 10] = [3, 4, 3, 2, 2, 2, 2, 4, 2, 4];
    let questions = REGIONS.map(|options| Question { kind: Kind::One(options), fixed: false }).to_vec();
    let mut nodes = Vec::new();
    let mut add = |node| {
        nodes.push(node);
        (nodes.len() - 1) as NodeId
    };
    let mut is = |add: &mut dyn FnMut(Node) -> NodeId, question: usize| {
        let regions = 1 + random.below((1 << REGIONS[question]) - 2) as u32;
        add(Node::Is { slot: question as u8, regions })
    };
    let always = add(Node::AtLeast(0, vec![]));
    let mut criteria = Vec::new();
    for (applies, needs) in [(None, 0), (Some(0), 1), (None, 3), (Some(0), 4), (Some(3), 5), (None, 6), (Some(1), 8)] {
        let applies = applies.map_or(always, |question| is(&mut add, question));
        criteria.push(Criterion { applies, needs: is(&mut add, needs) });
    }
    // At least so much, depending on another answer: rows that exclude each other.
    let rows = (0..4)
        .map(|row| {
            let parts = vec![
                add(Node::Is { slot: 7, regions: 1 << row }),
                add(Node::Is { slot: 9, regions: 0b1110 << row & 0b1111 | 8 }),
            ];
            add(Node::AtLeast(2, parts))
        })
        .collect();
    criteria.push(Criterion { applies: always, needs: add(Node::AtLeast(1, rows)) });
    criteria.push(Criterion { applies: is(&mut add, 2), needs: is(&mut add, 1) });
    let met: Vec<NodeId> = criteria
        .iter()
        .map(|criterion| {
            let not = add(Node::Not(criterion.applies));
            add(Node::AtLeast(1, vec![not, criterion.needs]))
        })
        .collect();
    let all = add(Node::AtLeast(met.len() as u8, met.clone()));
    let nearly = add(Node::AtLeast(met.len() as u8 - 2, met));
    let not_all = add(Node::Not(all));
    let second = add(Node::AtLeast(2, vec![nearly, not_all]));
    let otherwise = add(Node::Not(nearly));
    Rules::new(questions, nodes, criteria, vec![all, second, otherwise]).expect("rules")
}

#[test]
fn large_rules_are_looked_at_in_few_steps() {
    let mut random = Random(20);
    let mut most = 0;
    for _ in 0..20 {
        let rules = large(&mut random);
        assert_eq!(rules.open().iter().map(|regions| u64::from(regions.count_ones())).product::<u64>(), 18_432);
        for all in [false, true] {
            for _ in 0..10 {
                let mut search = Search::new(&rules);
                rules.report_by(&mut search, &rules.open(), all);
                most = most.max(search.steps);
                let mut search = Search::new(&rules);
                rules.report_by(&mut search, &random.state(&rules), all);
                most = most.max(search.steps);
            }
        }
    }
    assert!(most < 5_000, "{most} steps");
    assert!(most > 500, "{most} steps: these rules are not large");
}
