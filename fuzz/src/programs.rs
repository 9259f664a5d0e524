//! Eligibility programs, and their rules as few bytes.

use std::sync::Arc;

use diglot::eligibility::Judged;
use diglot_checker::{Rules, Search};
use jiff::civil::date;

use super::pages::findings_fit;
use super::text;

/// How many states a search may look at. Programs with more are refused before any reader meets them.
const MOST: u64 = 5_000;

/// A program as an author writes it.
pub fn program(bytes: &[u8]) {
    let text: Arc<str> = text(bytes).into();
    let judge = || Judged::new("content/eligibility/a.yaml".into(), text.clone(), date(2026, 3, 15));
    let judged = judge();
    findings_fit(&text, &judged.diagnostics);
    let again = judge();
    assert_eq!(judged.diagnostics, again.diagnostics);
    let encoded = |judged: &Judged| -> Vec<Vec<u8>> {
        let regimes = judged.compiled.iter().flat_map(|compiled| &compiled.regimes);
        regimes.map(|regime| regime.rules.encode()).collect()
    };
    assert_eq!(encoded(&judged), encoded(&again));
    encoded(&judged).iter().for_each(|bytes| rules(bytes));
    assert!(!judged.is_sound || judged.compiled.is_some());
}

/// Rules as few bytes, as a page hands them to the module.
pub fn rules(bytes: &[u8]) {
    let Some(rules) = Rules::decode(bytes) else { return };
    assert_eq!(rules.encode(), bytes, "rules have one form");
    let open = rules.open();
    let mut states = vec![Vec::new(), open.clone(), vec![u32::MAX; open.len()]];
    for slot in 0..open.len().min(4) {
        let mut state = open.clone();
        state[slot] = 1;
        states.push(state);
    }
    for state in states {
        for all in [false, true] {
            let report = || {
                let mut search = Search::new(&rules);
                search.most = MOST;
                rules.report_by(&mut search, &state, all)
            };
            let told = report();
            assert_eq!(told, report());
            let outcomes = rules.outcomes().len();
            assert!(told.verdict.is_none_or(|verdict| usize::from(verdict) < outcomes), "{told:?}");
            let length = told.to_bytes(rules.questions().len()).len();
            assert_eq!(length, 13 + rules.criteria().len() * 5 + rules.questions().len());
        }
    }
    for question in 0..=rules.questions().len() {
        for answer in [i64::MIN, -1, 0, 1, 20_000, i64::MAX] {
            for today in [i32::MIN, 0, 20_000, i32::MAX] {
                let region = rules.classify(today, question, answer);
                let regions = rules.questions().get(question).map_or(0, |question| match question.kind {
                    diglot_checker::Kind::Many(options) => usize::from(options),
                    ref kind => kind.regions(),
                });
                assert!(region.is_none_or(|region| (region as usize) < regions), "{region:?} of {regions}");
            }
        }
    }
}
