//! Tasks of the repository: `cargo xtask ci` is the whole pipeline, `cargo xtask bless` renews what is generated, `cargo xtask wasm`
//! makes the browser's module, `cargo xtask bench` measures builds, the preview, and first views, and computes what shards would take,
//! `cargo xtask instructions` counts what pages cost, `cargo xtask fuzz` tries what must hold for any input, `cargo xtask advisories`
//! asks what is known of the crates that Diglot is made of, `cargo xtask reproducible` compiles the program in two folders and
//! compares.

mod bench;
mod fuzz;
mod module;
mod recipe;
mod reproducible;

use std::process::{Command, ExitCode};

/// One step of the pipeline.
struct Step {
    name: &'static str,
    command: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
}

const fn step(name: &'static str, command: &'static [&'static str]) -> Step {
    Step { name, command, environment: &[] }
}

/// A test that writes what it would otherwise compare.
const fn bless(name: &'static str, command: &'static [&'static str]) -> Step {
    Step { name, command, environment: &[("DIGLOT_BLESS", "1")] }
}

/// What must pass before a change lands, in the order of what is told soonest.
const PIPELINE: &[Step] = &[
    step("tests", &["cargo", "test", "--workspace"]),
    step("exchange files in other tools", &["python3", "tests/exchange/tools.py"]),
    step("formatting", &["cargo", "fmt", "--all", "--check"]),
    step("clippy", &["cargo", "clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    Step {
        name: "docs",
        command: &["cargo", "doc", "--workspace", "--no-deps", "--document-private-items"],
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
    },
    step(ADVISORIES, &["cargo", "xtask", "advisories"]),
    step("the site of this repository", &["cargo", "run", "--release", "--", "build", "--fail-on", "warning"]),
    step(INSTRUCTIONS, &["cargo", "xtask", "instructions"]),
    step("the browser's module, made again", &["cargo", "xtask", "wasm", "--check"]),
    step("the browser's module beside the evaluator", &["node", "--test", "tests/module/"]),
    step("browser tests", &["node", "--test", "tests/browser/"]),
    step("targets of libFuzzer, some seconds each", &["cargo", "xtask", "fuzz"]),
];

/// What the counts of instructions are called. The step before compiles what they are counted of.
const INSTRUCTIONS: &str = "instructions for each page, beside their budgets";

/// What asking for advisories is called. Licences, versions and sources of crates are held by tests, on every machine.
const ADVISORIES: &str = "advisories on what Diglot is made of";

/// Asks for advisories with cargo-deny, where that is installed.
fn advisories() -> ExitCode {
    if !apart("cargo").args(["deny", "--version"]).output().is_ok_and(|output| output.status.success()) {
        eprintln!("cargo-deny is not installed: `cargo install --locked cargo-deny` brings it.");
        return ExitCode::from(module::NOT_PROVED);
    }
    match apart("cargo").args(["deny", "--workspace", "--locked", "check"]).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// A command that does not see by which variables cargo tells this program of its own package. Build scripts of others ask for them
/// too, and would run again, with all that stands on them, wherever cargo is called from here.
fn apart(program: &str) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(name);
        }
    }
    command
}

/// Whether a step may find that this machine lacks what it needs.
fn may_be_unproved(step: &Step) -> bool {
    step.command.ends_with(&["wasm", "--check"]) || [INSTRUCTIONS, ADVISORIES].contains(&step.name)
}

/// What is generated, and how.
const GENERATED: &[Step] = &[
    bless("golden sites", &["cargo", "test", "--workspace", "--test", "it", "golden::every_site_is_as_it_was"]),
    bless(
        "the reference page, the schema of programs",
        &["cargo", "test", "--workspace", "--test", "it", "reference::"],
    ),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let steps = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["ci"] => PIPELINE,
        ["bless"] => GENERATED,
        ["wasm"] => return module::renew(),
        ["wasm", "--check"] => return module::check(),
        ["reproducible"] => return reproducible::run(),
        ["advisories"] => return advisories(),
        ["instructions"] => return bench::instructions::run(false),
        ["instructions", "--renew"] => return bench::instructions::run(true),
        asked => {
            if let ["fuzz", ..] = asked
                && let Some(code) = fuzz::run(&arguments[1..])
            {
                return code;
            }
            if let ["bench", ..] = asked
                && let Some(code) = bench::run(&arguments[1..])
            {
                return code;
            }
            const OWN: &str = "ci | bless | wasm [--check] | advisories | reproducible | instructions [--renew]";
            eprintln!("usage: cargo xtask {OWN} | {} | {}", fuzz::USAGE, bench::USAGE);
            return ExitCode::from(2);
        }
    };
    let mut not_proved = Vec::new();
    for step in steps {
        println!("── {}", step.name);
        let status = apart(step.command[0])
            .args(&step.command[1..])
            .envs(step.environment.iter().copied())
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
            .status();
        match status {
            Ok(status) if status.success() => {}
            Ok(status) if status.code() == Some(module::NOT_PROVED.into()) && may_be_unproved(step) => {
                not_proved.push(step.name);
            }
            Ok(status) => {
                eprintln!("{} failed: {status}", step.name);
                return ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!("{} could not be started: {error}", step.name);
                return ExitCode::FAILURE;
            }
        }
    }
    // Said again at the end, where it cannot be missed.
    for name in not_proved {
        println!("── NOT PROVED on this machine: {name}; see above");
    }
    ExitCode::SUCCESS
}
