//! `cargo xtask fuzz [--seconds N] [TARGET]…`: libFuzzer tries what must hold for any input, beginning with the seeds.
//!
//! What libFuzzer needs of the compiler every toolchain can: neither nightly nor a command of its own is asked for.

#![allow(clippy::disallowed_methods, reason = "the task lists seeds and keeps corpora")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::apart;

/// How it is called.
pub const USAGE: &str = "fuzz [--seconds N] [TARGET]...";

/// Counts which parts of the program an input reaches, and what is compared there.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
                     -Cllvm-args=-sanitizer-coverage-trace-compares";

/// How long each target runs where nobody says it: as long as the pipeline has for it.
const SECONDS: u64 = 5;

/// Runs targets by their names, all of them where none is named.
pub fn run(arguments: &[String]) -> Option<ExitCode> {
    let (seconds, names) = match arguments {
        [option, seconds, rest @ ..] if option == "--seconds" => (seconds.parse().ok()?, rest),
        rest => (SECONDS, rest),
    };
    if names.iter().any(|name| name.starts_with('-')) {
        return None;
    }
    let fuzz = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz"));
    let names = if names.is_empty() { targets(fuzz) } else { names.to_vec() };
    let Some(binary) = build(fuzz) else { return Some(ExitCode::FAILURE) };
    // A corpus that has grown is where the next run begins.
    let kept = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/fuzz"));
    let left = Mutex::new(names.iter());
    let found = AtomicBool::new(false);
    let one_by_one = || {
        while let Some(name) = { left.lock().expect("a list").next() } {
            if !holds(&binary, fuzz, kept, name, seconds) {
                found.store(true, Ordering::Relaxed);
            }
        }
    };
    std::thread::scope(|scope| {
        // libFuzzer keeps to one processor.
        for _ in 0..std::thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(one_by_one);
        }
    });
    Some(if found.into_inner() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Runs one target, and says what came of it.
fn holds(binary: &Path, fuzz: &Path, kept: &Path, name: &str, seconds: u64) -> bool {
    let corpus = kept.join("corpus").join(name);
    std::fs::create_dir_all(&corpus).expect("a folder");
    let mut command = Command::new(binary);
    command.env("DIGLOT_FUZZ", name).arg(corpus).arg(fuzz.join("seeds").join(name));
    command.arg(format!("-dict={}", fuzz.join("words.dict").display()));
    command.arg(format!("-artifact_prefix={}/{name}-", kept.display()));
    command.args(["-timeout=30", "-rss_limit_mb=2048", "-max_len=4096", &format!("-max_total_time={seconds}")]);
    let output = match command.output() {
        Ok(output) => output,
        Err(error) => {
            eprintln!("{name} could not be started: {error}");
            return false;
        }
    };
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        println!("{name}: {}", said.lines().rev().find(|line| line.starts_with("Done")).unwrap_or("nothing done"));
    } else {
        eprintln!("{name}: {}\n{said}", output.status);
    }
    output.status.success()
}

/// The names of all targets: those of the folders with their seeds.
fn targets(fuzz: &Path) -> Vec<String> {
    let folders = std::fs::read_dir(fuzz.join("seeds")).expect("seeds");
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("an entry").file_name().into_string();
    let mut names: Vec<String> = folders.filter_map(|entry| name(entry).ok()).collect();
    names.sort();
    names
}

/// Builds the one binary that has all targets.
fn build(fuzz: &Path) -> Option<PathBuf> {
    let version = Command::new("rustc").arg("-vV").output().ok()?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    // Only what is built for a target that is named gets the flags; build scripts could not be linked with them.
    let target = version.lines().find_map(|line| line.strip_prefix("host: "))?;
    let into = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/fuzz"));
    let status = apart("cargo")
        .args(["build", "--release", "--locked", "--target", target, "--target-dir"])
        .arg(into)
        .env("RUSTFLAGS", FLAGS)
        .current_dir(fuzz)
        .status();
    status.is_ok_and(|status| status.success()).then(|| into.join(target).join("release/fuzz"))
}
