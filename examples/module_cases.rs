//! Writes what the browser's module must answer, as the evaluator answers it natively: `tests/module/` compares.
//!
//! Each line is a case; `rules` says to which rules the next ones belong.
//!
//! ```text
//! rules NAME BYTES
//! report ALL STATE BYTES
//! classify TODAY QUESTION ANSWER REGION
//! ```

#![allow(clippy::disallowed_methods, reason = "the repository's own programs are read")]

use std::error::Error;
use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::Path;

use diglot::eligibility::Judged;
use diglot_checker::{Day, Kind, Rules, day_number};
use jiff::civil::date;

#[path = "../checker-wasm/tests/evaluator/random.rs"]
mod random;

use random::Random;

/// How many random rules are written, and how many states of each.
const RANDOM_RULES: usize = 3_000;
const RANDOM_STATES: usize = 12;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut random = Random(1);
    for (name, rules) in shipped()? {
        begin(&mut out, &name, &rules)?;
        for state in answer_sets(&rules) {
            report(&mut out, &rules, &state)?;
        }
        for _ in 0..20 {
            classify(&mut out, &rules, &mut random)?;
        }
    }
    for number in 0..RANDOM_RULES {
        let rules = random.rules(2_000);
        begin(&mut out, &format!("random-{number}"), &rules)?;
        for _ in 0..RANDOM_STATES {
            let state = random.state(&rules);
            report(&mut out, &rules, &state)?;
        }
        // Masks that no answer gives, and lists that are too long or too short.
        let wild: Vec<u32> = (0..random.below(20)).map(|_| random.next() as u32).collect();
        report(&mut out, &rules, &wild)?;
        classify(&mut out, &rules, &mut random)?;
    }
    Ok(out.flush()?)
}

/// The rules of all programs of this repository, one set for each regime.
fn shipped() -> Result<Vec<(String, Rules)>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/eligibility");
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    let mut rules = Vec::new();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        let judged = Judged::new(name.clone().into(), std::fs::read_to_string(&path)?.into(), date(2026, 11, 26));
        let compiled = judged.compiled.ok_or(format!("{name} has no rules"))?;
        for (number, regime) in compiled.regimes.into_iter().enumerate() {
            rules.push((format!("{}-{number}", judged.id), regime.rules));
        }
    }
    Ok(rules)
}

/// All states that answers can make, each question answered or not.
fn answer_sets(rules: &Rules) -> Vec<Vec<u32>> {
    let mut sets = vec![Vec::new()];
    for question in rules.questions() {
        let slots = question.kind.slots();
        let regions = question.kind.regions();
        let mut answers = vec![vec![0; slots]];
        if slots > 1 {
            answers
                .extend((0..1_u32 << slots).map(|chosen| (0..slots).map(|slot| 1 << (chosen >> slot & 1)).collect()));
        } else {
            answers.extend((0..regions).map(|region| vec![1 << region]));
        }
        sets = sets.iter().flat_map(|set| answers.iter().map(|answer| [set.as_slice(), answer].concat())).collect();
    }
    sets
}

fn begin(out: &mut impl Write, name: &str, rules: &Rules) -> std::io::Result<()> {
    writeln!(out, "rules {name} {}", hex(&rules.encode()))
}

fn report(out: &mut impl Write, rules: &Rules, state: &[u32]) -> std::io::Result<()> {
    let numbers: Vec<String> = state.iter().map(u32::to_string).collect();
    for all in [false, true] {
        let bytes = rules.report(state, all).to_bytes(rules.questions().len());
        writeln!(out, "report {} {} {}", u8::from(all), numbers.join(","), hex(&bytes))?;
    }
    Ok(())
}

/// Answers on both sides of every bound, on days at which months end differently, and some of any size.
fn classify(out: &mut impl Write, rules: &Rules, random: &mut Random) -> std::io::Result<()> {
    let days = [day_number(2026, 11, 26), day_number(2024, 2, 29), day_number(2027, 1, 31), i32::MIN, i32::MAX];
    for today in [days[random.below(days.len())], random.next() as i32] {
        for number in 0..=rules.questions().len() {
            let mut answers = vec![-1, 0, 1, i64::MIN, i64::MAX, random.next() as i64];
            let at = |day: &Day| i64::from(day.on(today));
            match rules.questions().get(number).map(|question| &question.kind) {
                None => {}
                Some(Kind::One(options) | Kind::Many(options)) => answers.extend(0..=i64::from(*options)),
                Some(Kind::Number { low, high, cuts }) => answers.extend(cuts.iter().chain([low, high])),
                Some(Kind::Date { low, high, cuts }) => answers.extend(cuts.iter().chain([low, high]).map(at)),
            }
            for answer in answers.clone() {
                answers.extend([answer.saturating_sub(1), answer.saturating_add(1)]);
            }
            answers.sort_unstable();
            answers.dedup();
            for answer in answers {
                let region = rules.classify(today, number, answer).unwrap_or(255);
                writeln!(out, "classify {today} {number} {answer} {region}")?;
            }
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
