//! The targets as libFuzzer runs them: `DIGLOT_FUZZ` names one. All of them are one binary, which is linked once.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("DIGLOT_FUZZ").unwrap_or_default();
    let target = diglot_fuzz::TARGETS.iter().find(|(own, _)| *own == name).map(|(_, target)| *target);
    target.unwrap_or_else(|| {
        let names: Vec<&str> = diglot_fuzz::TARGETS.iter().map(|(name, _)| *name).collect();
        eprintln!("DIGLOT_FUZZ has to name a target, one of {}", names.join(", "));
        std::process::exit(2)
    })
});

fuzz_target!(|bytes: &[u8]| TARGET(bytes));
