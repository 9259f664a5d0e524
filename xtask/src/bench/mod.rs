//! Measuring the command beside others, on sites that are made for it.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a bench writes sites, starts programs and looks at the clock"
)]

mod build;
mod http;
pub mod instructions;
mod peers;
mod saves;
mod serve;
mod simulate;
mod site;
mod view;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use site::Form;

/// How it is called.
pub const USAGE: &str = "bench [--pages N] [--locales N] [--runs N] [--peers]
       cargo xtask bench serve [--pages N,N,N] [--locales N] [--saves N] [--peers]
       cargo xtask bench view
       cargo xtask bench simulate
       cargo xtask bench site FOLDER [--pages N] [--locales N]";

/// One that is measured.
#[derive(Debug, Clone)]
pub struct Contender {
    /// What the table calls it.
    pub name: String,
    /// Its form of the site.
    pub form: Form,
    /// The program.
    pub program: PathBuf,
    /// Its arguments, but for what hangs on the run.
    pub arguments: Vec<&'static str>,
}

/// One that would be measured if it were there.
#[derive(Debug)]
pub struct Missing {
    /// What the table calls it.
    pub name: String,
    /// Why it is not there.
    pub reason: String,
}

/// `cargo xtask bench`; nothing where the arguments are none that it knows.
pub fn run(arguments: &[String]) -> Option<ExitCode> {
    let measured = match arguments {
        [first, rest @ ..] if first == "serve" => serve::bench(&serve::Options::read(rest)?),
        [first] if first == "view" => view::bench(),
        [first] if first == "simulate" => simulate::bench(),
        [first, folder, rest @ ..] if first == "site" => build::site(&build::Options::read(rest)?, folder.as_ref()),
        rest => build::bench(&build::Options::read(rest)?),
    };
    Some(match measured {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    })
}

/// The time that so many of a hundred do not exceed: the nearest rank.
fn part(times: &[Duration], hundredths: usize) -> Duration {
    let mut times = times.to_vec();
    times.sort();
    times[(times.len() * hundredths).div_ceil(100).clamp(1, times.len()) - 1]
}

fn milliseconds(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    if milliseconds < 100.0 { format!("{milliseconds:.1} ms") } else { format!("{milliseconds:.0} ms") }
}

/// The command as it is delivered; `DIGLOT` names another one.
fn diglot() -> Result<PathBuf, String> {
    if let Some(path) = std::env::var_os("DIGLOT") {
        return std::path::absolute(path).map_err(|error| error.to_string());
    }
    release("diglot", "diglot")
}

/// A program of this repository, compiled as it is delivered.
fn release(package: &str, program: &str) -> Result<PathBuf, String> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let arguments = ["build", "--release", "--package", package, "--bin", program];
    match crate::apart("cargo").args(arguments).current_dir(&root).status() {
        Ok(status) if status.success() => Ok(root.join("target/release").join(program)),
        Ok(status) => Err(format!("cargo build --release failed: {status}")),
        Err(error) => Err(format!("cargo cannot be started: {error}")),
    }
}

/// Another generator, if it is there.
fn other(
    program: &str,
    variable: &str,
    version: &str,
    form: Form,
    arguments: &[&'static str],
) -> Result<Contender, Missing> {
    let path = PathBuf::from(std::env::var_os(variable).unwrap_or_else(|| OsString::from(program)));
    let shown = arguments.join(" ").replace(" --bind 127.0.0.1", "").replace(" --interface 127.0.0.1", "");
    let Ok(said) = Command::new(&path).arg(version).output() else {
        let reason = format!("not there: neither {variable}= nor PATH leads to it");
        return Err(Missing { name: format!("{program} {shown}"), reason });
    };
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let number =
        said.split_whitespace().find(|word| word.trim_start_matches('v').starts_with(|ch: char| ch.is_ascii_digit()));
    let number = number.and_then(|word| word.trim_start_matches('v').split(['-', '+']).next()).unwrap_or_default();
    let name = format!("{program} {number} {shown}");
    Ok(Contender { name, form, program: path, arguments: arguments.to_vec() })
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let known = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = known.lines().find_map(|line| line.strip_prefix("model name")).and_then(|rest| rest.split_once(':'));
    let model = model.map_or("unknown processor", |(_, model)| model.trim());
    format!("{cores} cores, {model}, {}", std::env::consts::OS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_times_are_the_nearest_rank() {
        let times: Vec<Duration> = [5, 1, 4, 2, 3].map(Duration::from_millis).to_vec();
        assert_eq!((part(&times, 50), part(&times, 90)), (Duration::from_millis(3), Duration::from_millis(5)));
        assert_eq!(part(&times[..1], 50), Duration::from_millis(5));
    }
}
