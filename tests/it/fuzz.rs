//! The targets of `fuzz/` on their seeds, without libFuzzer, and on what this repository's own mutations make of them.

use std::path::Path;

#[path = "../../fuzz/src/lib.rs"]
pub mod targets;

use crate::arbitrary::{Numbers, mutate};

/// The seeds of a target, in order of their names.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("seeds").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{target} has no seeds");
    paths.into_iter().map(|path| (path.display().to_string(), std::fs::read(path).expect("a file"))).collect()
}

#[test]
fn every_target_holds_on_its_seeds() {
    for (name, target) in targets::TARGETS {
        for (path, seed) in seeds(name) {
            println!("{path}");
            target(&seed);
            // A file may end anywhere.
            for parts in 1..4 {
                target(&seed[..seed.len() * parts / 4]);
            }
        }
    }
}

#[test]
fn every_target_holds_on_what_seeds_become() {
    let rounds = std::env::var("DIGLOT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
    for (name, target) in targets::TARGETS {
        let seeds: Vec<String> = seeds(name).iter().map(|(_, seed)| targets::text(seed).into_owned()).collect();
        let mut numbers = Numbers(0x5EED_0FF0_221E_5EED);
        for _ in 0..rounds {
            let text = mutate(&mut numbers, &seeds);
            println!("{name}: {text}");
            target(text.as_bytes());
        }
    }
}
