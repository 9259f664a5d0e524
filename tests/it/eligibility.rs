//! Eligibility programs by themselves: what is read, what is proved, and what scenarios come to.

use std::sync::Arc;

use diglot::diagnostics::{Code, Severity};
use diglot::eligibility::Judged;
use diglot_checker::{Search, Target};
use jiff::civil::Date;

use crate::corpus::corpus;

/// A program that uses every kind of question, dates from today, a table, and rules that change on a day.
const STUDIO: &str = "\
check: studio
source: index.md
revised: 2026-02-01
questions:
  resident: yes-no
  art: { choose: [painting, film], fixed: true }
  born: { date: 1900-01-01 to today, fixed: true }
  household: { whole: 1 to 6 }
  savings: { whole: 0 to 90000 }
  proofs: { any-of: [portfolio, letter, exhibition] }
criteria:
  residence:
    needs: { resident: yes }
    read: index.md
  age:
    needs: { born: at least 18 years ago }
    until: 2026-06-30
  older:
    needs: { born: at least 21 years ago }
    from: 2026-07-01
  means:
    for: { art: painting }
    needs: { savings: { at most: { by: household, 1: 20000, 2 to 4: 35000, at least 5: 50000 } } }
  work:
    needs: { proofs: [includes portfolio, at least 2] }
outcomes:
  studio: { when: { met: all } }
  waiting: { when: { met: [residence, age, older, means], unmet: [work] } }
  none: { otherwise: true }
scenarios:
  - name: everything
    as-of: 2026-03-01
    given: { resident: yes, art: painting, born: 2008-03-01, household: 1, savings: 20000, proofs: [portfolio] }
    expect: studio
    asks: [resident, art, born, household, savings, proofs]
  - name: a day too young
    as-of: 2026-03-01
    given: { resident: yes, born: 2008-03-02 }
    expect: none
    because: [born]
    change: []
  - name: the rule of July
    as-of: 2026-07-01
    given: { born: 2005-07-01, resident: yes, art: film, proofs: [letter, exhibition] }
    expect: studio
    status: { age: not-applicable, older: met, means: not-applicable }
    asks: [resident, art, born, proofs]
  - name: twenty is too young in July
    as-of: 2026-07-01
    given: { born: 2006-01-01 }
    expect: none
  - name: savings below the least limit need no household
    as-of: 2026-03-01
    given: { resident: yes, art: painting, born: 1990-05-05, savings: 12000, proofs: none }
    expect: waiting
    status: { means: met }
    change: [proofs]
  - name: savings above every limit
    as-of: 2026-03-01
    given: { resident: yes, art: painting, born: 1990-05-05, savings: 50001 }
    expect: none
    because: [art, savings]
    change: [savings]
  - name: unsure of where one lives
    as-of: 2026-03-01
    given: { resident: unsure, art: film, born: 40 years ago, proofs: [letter] }
    expect: undecided
    possible: [waiting, none]
    asks: [resident, art, born, proofs]
  - { name: abroad, given: { resident: no }, expect: none, because: [resident], change: [resident] }
  - name: a household of four
    as-of: 2026-03-01
    given: { resident: yes, art: painting, born: 1990-05-05, household: 4, savings: 35000, proofs: [portfolio] }
    expect: studio
  - name: a household of five
    as-of: 2026-03-01
    given: { resident: yes, art: painting, born: 1990-05-05, household: 5, savings: 50000, proofs: [portfolio] }
    expect: studio
";

fn judge(text: &str) -> Judged {
    let today: Date = "2026-03-15".parse().expect("a date");
    Judged::new("studio.yaml".into(), Arc::from(text), today)
}

/// The codes with their lines, messages and ways out.
fn found(judged: &Judged) -> Vec<(Code, usize, String)> {
    let words = |found: &diglot::diagnostics::Diagnostic| format!("{} | {}", found.message, found.help);
    judged.diagnostics.iter().map(|found| (found.code, found.place.start.line, words(found))).collect()
}

#[test]
fn a_program_of_everything_is_proved() {
    let judged = judge(STUDIO);
    assert_eq!(found(&judged), [], "nothing is wrong, and nothing worth a word");
    assert!(judged.is_sound);
    assert!(judged.noticed().expect("mutants").caught > 20);
    let proof = judged.proof.expect("a proof");
    let figures: Vec<_> =
        proof.regimes.iter().map(|figures| (figures.from.map(|day| day.to_string()), figures.combinations)).collect();
    // Two answers, two arts, three ages, three households, four ranges of savings and two to the power of three proofs.
    let combinations = 2 * 2 * 3 * 3 * 4 * 8;
    assert_eq!(figures, [(None, combinations), (Some("2026-07-01".to_owned()), combinations)]);
}

/// What is wrong with the program when one text in it stands for another.
#[test]
fn mistakes_are_said_where_they_stand_with_the_way_out() {
    use Code::*;
    let mut wrong = Vec::new();
    for (from, to, code, beginning, words) in [
        // Forms.
        ("at least 2]", "atleast 2]", InvalidProgram, "", "`atleast 2` is not a test | Write `includes portfolio`"),
        ("needs: { resident: yes }", "needs: { resident: maybe }", InvalidProgram, "", "Write `yes` or `no`"),
        ("for: { art: painting }", "for: { art: dance }", InvalidProgram, "", "no option `dance` (has painting, film)"),
        (
            "needs: { resident: yes }",
            "needs: { reside: yes }",
            InvalidProgram,
            "",
            "no question `reside` | There are resident, art",
        ),
        (
            "    read: index.md",
            "    reed: index.md",
            InvalidProgram,
            "",
            "`reed` is no key of the criterion `residence` | Known here: for, needs",
        ),
        (
            "  resident: yes-no",
            "  resident: yes-or-no",
            InvalidProgram,
            "",
            "nothing says how `resident` is answered | Write `yes-no`",
        ),
        ("  resident: yes-no", "  not: yes-no", InvalidProgram, "", "cannot be called `not`"),
        ("{ whole: 1 to 6 }", "{ whole: 6 }", InvalidProgram, "", "Write the least and the greatest number"),
        ("met: [residence, age,", "met: [residence, wealth,", InvalidProgram, "", "no criterion `wealth`"),
        ("read: index.md", "read: https://example.com/", InvalidProgram, "", "this is no page"),
        ("until: 2026-06-30", "until: June 30", InvalidProgram, "", "this is no date"),
        ("  none: { otherwise: true }", "  none: {}", InvalidProgram, "", "has none of `when` and `otherwise`"),
        ("  studio: { when: { met: all } }", "  studio: { otherwise: true }", InvalidProgram, "", "others follow"),
        // Tables.
        ("2 to 4: 35000", "2 to 3: 35000", InvalidProgram, "", "no row is for 4"),
        ("2 to 4: 35000", "1 to 4: 35000", InvalidProgram, "", "more than one row is for 1"),
        ("by: household", "by: size", InvalidProgram, "", "no question `size`"),
        // Bounds.
        ("at least 5: 50000", "at least 5: 95000", InvalidProgram, "", "outside of what the question accepts"),
        ("at least 5: 50000", "at least 7: 50000", InvalidProgram, "", "outside of what the question accepts"),
        (
            "at least 18 years ago",
            "on or before 1899-01-01",
            InvalidProgram,
            "",
            "outside of what the question accepts",
        ),
        ("at least 21 years ago", "at least 7000 days ago", InvalidProgram, "", "of different kinds"),
        ("at least 21 years ago", "before 2005-07-01", InvalidProgram, "", "of different kinds"),
        // Scenarios.
        (
            "expect: undecided",
            "expect: unknown",
            InvalidProgram,
            "",
            "no outcome `unknown` | There are studio, waiting, none",
        ),
        (
            "proofs: [letter] }",
            "proofs: [photo] }",
            InvalidProgram,
            "",
            "no answer to `proofs` | Write a list of some of portfolio",
        ),
        (
            "because: [art, savings]",
            "because: [savings]",
            FailedScenario,
            "  - name: savings above",
            "the reasons are art, savings, not savings",
        ),
        (
            "status: { means: met }",
            "status: { means: unknown }",
            FailedScenario,
            "  - name: savings below",
            "`means` is met, not unknown",
        ),
        // Proofs.
        ("unmet: [work] } }", "household: 1 } }", AmbiguousOutcome, "", "outcomes studio and waiting overlap when"),
        (
            "  none: { otherwise: true }",
            "  none: { when: { unmet: [residence] } }",
            AmbiguousOutcome,
            "  studio",
            "there is no outcome when resident: yes,",
        ),
        ("  proofs: {", "  extra: yes-no\n  proofs: {", IdleQuestion, "", "question `extra` can never matter"),
        (
            "needs: { resident: yes }",
            "needs: { resident: [yes, no] }",
            ConstantCriterion,
            "  residence",
            "`residence` can never be unmet",
        ),
        (
            "for: { art: painting }",
            "for: { art: [painting, film] }",
            ConstantCriterion,
            "  means",
            "applies to everybody",
        ),
        (
            "unmet: [work] } }",
            "unmet: [work], proofs: includes portfolio } }",
            UnreachableOutcome,
            "",
            "no answers lead to the outcome `waiting`",
        ),
        (
            "[painting, film], fixed",
            "[painting, film, dance], fixed",
            IdleDifference,
            "",
            "`film` and `dance` never make a difference",
        ),
        (
            "expect: waiting",
            "expect: undecided",
            UntestedOutcome,
            "  waiting",
            "no scenario expects the outcome `waiting`",
        ),
        (
            "    as-of: 2026-07-01\n    given: { born: 2006-01-01 }",
            "    given: { born: 2006-01-01, resident: yes, art: film, proofs: [portfolio] }",
            FailedScenario,
            "  - name: twenty",
            "it is studio, not none",
        ),
        (
            "    as-of: 2026-07-01\n    given: { born: 2006-01-01 }\n    expect: none",
            "    given: { born: 2006-01-01, resident: yes, art: film, proofs: [portfolio] }\n    expect: studio",
            UndatedScenario,
            "  - name: twenty",
            "holds on 2026-03-15, but not on 2026-07-01",
        ),
    ] {
        assert!(STUDIO.contains(from), "{from}");
        let text = STUDIO.replacen(from, to, 1);
        // The finding stands at the line that begins so, or else at the one that was changed.
        let changed = || STUDIO.lines().zip(text.lines()).position(|(before, after)| before != after);
        let begins = || text.lines().position(|line| line.starts_with(beginning));
        let line = if beginning.is_empty() { changed() } else { begins() }.expect("a line") + 1;
        let judged = judge(&text);
        let found = found(&judged);
        if !found.iter().any(|(is, at, said)| (*is, *at) == (code, line) && said.contains(words)) {
            wrong.push(format!("{to}: {found:#?}"));
        }
        if judged.is_sound != judged.diagnostics.iter().all(|found| found.severity != Severity::Error) {
            wrong.push(format!("{to}: sound {}", judged.is_sound));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The answers of a counterexample are put into a scenario: they lead where it says.
#[test]
fn a_counterexample_is_true() {
    let broken = STUDIO.replacen("unmet: [work] } }", "household: 1 } }", 1);
    let judged = judge(&broken);
    let message =
        judged.diagnostics.iter().find(|found| found.code == Code::AmbiguousOutcome).map(|found| found.message.clone());
    let message = message.expect("a counterexample");
    let answers = message.split_once("when ").expect("answers").1;
    let scenario = format!("  - {{ name: overlap, as-of: 2026-03-01, given: {{ {answers} }}, expect: studio }}\n");
    // By itself each of the two outcomes holds for these answers.
    for without in ["  waiting", "  studio"] {
        let lines: Vec<&str> =
            broken.lines().take_while(|line| *line != "scenarios:").filter(|line| !line.starts_with(without)).collect();
        let outcome = if without == "  studio" {
            scenario.replace("expect: studio", "expect: waiting")
        } else {
            scenario.clone()
        };
        let judged = judge(&format!("{}\nscenarios:\n{outcome}", lines.join("\n")));
        // Scenarios are run only where the rest is proved.
        let is_proved = judged.proof.as_ref().is_some_and(|proof| !proof.regimes.is_empty());
        assert!(is_proved, "{answers}: {:?}", found(&judged));
        assert!(
            !found(&judged).iter().any(|(code, ..)| *code == Code::FailedScenario),
            "{answers}: {:?}",
            found(&judged)
        );
    }
}

#[test]
fn days_are_told_apart_at_their_bounds() {
    for (test, as_of, day, is_met) in [
        ("before 2026-05-01", "2026-05-05", "2026-04-30", true),
        ("before 2026-05-01", "2026-05-05", "2026-05-01", false),
        ("on or before 2026-05-01", "2026-05-05", "2026-05-01", true),
        ("on or before 2026-05-01", "2026-05-05", "2026-05-02", false),
        ("after 2026-05-01", "2026-05-05", "2026-05-01", false),
        ("on or after 2026-05-01", "2026-05-05", "2026-05-01", true),
        ("2026-05-01 to 2026-05-03", "2026-05-05", "2026-05-03", true),
        ("2026-05-01 to 2026-05-03", "2026-05-05", "2026-05-04", false),
        ("2026-05-02", "2026-05-05", "2026-05-02", true),
        ("at least 28 days ago", "2026-03-29", "2026-03-01", true),
        ("at least 28 days ago", "2026-03-29", "2026-03-02", false),
        ("less than 28 days ago", "2026-03-29", "2026-03-02", true),
        ("less than 28 days ago", "2026-03-29", "2026-03-01", false),
        ("at most 2 weeks ago", "2026-03-29", "2026-03-15", true),
        ("more than 2 weeks ago", "2026-03-29", "2026-03-15", false),
        ("at least 18 years ago", "2026-02-28", "2008-02-29", false),
        ("at least 18 years ago", "2026-03-01", "2008-02-29", true),
        ("at least 6 months ahead", "2026-08-31", "2027-02-28", true),
        ("at least 6 months ahead", "2026-08-31", "2027-02-27", false),
        ("less than 1 month ahead", "2026-01-31", "2026-02-27", true),
        ("less than 1 month ahead", "2026-01-31", "2026-02-28", false),
        ("on or after today", "2026-03-01", "2026-03-01", true),
        ("before today", "2026-03-01", "2026-03-01", false),
    ] {
        let judged = judge(&format!(
            "check: studio\nquestions:\n  day: {{ date: 1990-01-01 to 20 years ahead }}\ncriteria:\n  it:\n    needs: {{ day: {test} }}\n\
             outcomes:\n  yes-it-is: {{ when: {{ met: all }} }}\n  it-is-not: {{ otherwise: true }}\n\
             scenarios:\n  - {{ name: a day, as-of: {as_of}, given: {{ day: {day} }}, expect: {} }}\n",
            if is_met { "yes-it-is" } else { "it-is-not" }
        ));
        let failed: Vec<_> = found(&judged)
            .into_iter()
            .filter(|(code, ..)| [Code::FailedScenario, Code::InvalidProgram].contains(code))
            .collect();
        assert_eq!(failed, [], "{test} on {as_of}: {day}");
    }
}

#[test]
fn what_nobody_could_wait_for_is_refused() {
    let options: Vec<String> = (0..30).map(|number| format!("o{number}")).collect();
    let judged = judge(&format!(
        "check: studio\nquestions:\n  many: {{ any-of: [{}] }}\ncriteria:\n  half:\n    needs: {{ many: at least 15 }}\n\
         outcomes:\n  enough: {{ when: {{ met: all }} }}\n  too-few: {{ when: {{ many: at most 14 }} }}\n\
         scenarios:\n  - {{ name: none, given: {{ many: none }}, expect: too-few }}\n",
        options.join(", ")
    ));
    assert!(found(&judged).iter().any(|(code, ..)| *code == Code::OversizedProgram), "{:?}", found(&judged));
    let too_many = judged.text.replace("o29", "o29, p0, p1, p2");
    assert!(
        found(&judge(&too_many)).iter().any(|(code, _, said)| *code == Code::InvalidProgram && said.contains("groups"))
    );
}

#[test]
fn arbitrary_text_is_read_without_a_panic() {
    let mut seed = 0x1234_5678_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "-",
        " ",
        "\n",
        "99999999999999999999",
        "at least",
        "to",
        "today",
        "é",
        "\t",
        "any",
        "&a",
        "*a",
        "null",
        "''",
    ];
    for _ in 0..300 {
        let mut text = STUDIO.to_owned();
        for _ in 0..=next(3) {
            let at = (0..=next(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let end =
                (at..=(at + next(12)).min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(at);
            text.replace_range(at..end, pieces[next(pieces.len())]);
        }
        let judged = judge(&text);
        assert!(judged.program.is_some() || !judged.diagnostics.is_empty(), "{text}");
    }
}

/// The programs beside the corpus: what others measured of them is measured here.
#[test]
fn worked_programs_come_out_as_they_were_worked_out() {
    let Some(corpus) = corpus() else { return };
    let folder = corpus.join("../eligibility");
    for (name, combinations, shortest, whole, scenarios) in
        [("csp-incentives", 128, (13, 4), 25, 10), ("course-credit", 192, (66, 4), 104, 9)]
    {
        let Ok(text) = std::fs::read_to_string(folder.join(name).with_extension("yaml")) else {
            eprintln!("not run: {name} is not there");
            continue;
        };
        let judged = judge(&text);
        assert!(judged.is_sound, "{name}: {:?}", found(&judged));
        let figures = &judged.proof.as_ref().expect("a proof").regimes[0];
        let paths = figures.shortest.expect("paths");
        assert_eq!((figures.combinations, (paths.count, paths.longest)), (combinations, shortest), "{name}");
        assert_eq!(figures.whole.expect("paths").count, whole, "{name}");
        assert_eq!(judged.program.as_ref().expect("a program").scenarios.len(), scenarios, "{name}");
    }
}

/// An answer that no table row depends on any more settles a criterion, although strong Kleene logic cannot tell.
#[test]
fn what_every_row_agrees_on_is_settled() {
    let compiled = judge(STUDIO).compiled.expect("rules");
    let rules = &compiled.regimes[0].rules;
    let mut state = rules.open();
    state[1] = 1;
    // The lowest range of savings, whatever the household.
    state[rules.slots(4).start] = 1;
    let means = Target::Criterion(3);
    let mut search = Search::new(rules);
    assert_ne!(search.look(&state, means).1, 0, "undecided by itself");
    assert_eq!(search.classes(&mut state, means), Target::MET);
}
