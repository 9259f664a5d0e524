//! Measuring the command beside others, on sites that are made for it.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a bench writes sites, starts programs and looks at the clock"
)]

mod http;
mod peers;
mod serve;
mod site;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;

use serve::{Contender, Figures, measure};
use site::{Form, Plan};
use words::LANGUAGES;

/// How it is called.
pub const USAGE: &str = "bench serve [--pages N,N,N] [--locales N] [--saves N] [--peers]";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    /// The sizes of the sites: pages in all languages together.
    pages: Vec<usize>,
    /// How many languages.
    languages: usize,
    /// How many pages are saved.
    saves: usize,
    /// Whether other generators are measured too.
    peers: bool,
}

impl Options {
    fn read(arguments: &[String]) -> Option<Self> {
        let mut options = Self { pages: vec![600, 6000, 30000], languages: LANGUAGES.len(), saves: 60, peers: false };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut number = || arguments.next()?.parse().ok().filter(|number| *number > 0);
            match argument.as_str() {
                "--peers" => options.peers = true,
                "--saves" => options.saves = number()?,
                "--locales" => options.languages = number().filter(|number| *number <= LANGUAGES.len())?,
                "--pages" => {
                    let sizes = arguments.next()?.split(',').map(|size| size.parse().ok().filter(|size| *size > 0));
                    options.pages = sizes.collect::<Option<_>>()?;
                }
                _ => return None,
            }
        }
        Some(options)
    }
}

/// `cargo xtask bench serve`; nothing where the arguments are none that it knows.
pub fn run(arguments: &[String]) -> Option<ExitCode> {
    let (first, rest) = arguments.split_first()?;
    if first != "serve" {
        return None;
    }
    let options = Options::read(rest)?;
    Some(match bench(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    })
}

fn bench(options: &Options) -> Result<(), String> {
    let mut contenders = vec![Ok(Contender {
        name: "diglot serve".to_owned(),
        form: Form::Diglot,
        program: diglot()?,
        arguments: vec!["serve"],
    })];
    if options.peers {
        contenders.extend(others());
    }
    println!("One run on one machine ({}); other runs and machines give other times.", machine());
    println!("Saves: {} of random pages, each third by rename.", options.saves);
    let mut all: Vec<Vec<Option<Figures>>> = contenders.iter().map(|_| Vec::new()).collect();
    for pages in &options.pages {
        let plan = Plan { pages: pages.div_ceil(options.languages), languages: options.languages };
        println!("\n{} pages in {} languages", plan.pages * plan.languages, plan.languages);
        println!(
            "{:<46} {:>10} {:>19} {:>19} {:>19} {:>8}",
            "", "first page", "save → event", "save → new text", "by its own clock", "memory"
        );
        println!(
            "{:<46} {:>10} {:>19} {:>19} {:>19} {:>8}",
            "", "", "median / 90 %", "median / 90 %", "median / 90 %", "peak"
        );
        for (contender, all) in contenders.iter().zip(&mut all) {
            let figures = match contender {
                Ok(contender) => measure(contender, &plan, options.saves).map_err(|error| (&contender.name, error)),
                Err((name, error)) => Err((name, error.clone())),
            };
            match (&figures, contender) {
                (Ok(figures), Ok(contender)) => println!("{}", row(&contender.name, figures)),
                (Err((name, error)), _) => println!("{name:<46} {error}"),
                (Ok(_), Err(_)) => {}
            }
            all.push(figures.ok());
        }
    }
    if let [_, .., last] = options.pages.as_slice() {
        println!("\nFrom {} to {last} pages, how many times as long the median takes", options.pages[0]);
        for (contender, all) in contenders.iter().flatten().zip(&all) {
            if let (Some(Some(few)), Some(Some(many))) = (all.first(), all.last()) {
                println!("{}", ratios(&contender.name, few, many));
            }
        }
    }
    Ok(())
}

/// One contender with one site.
fn row(name: &str, figures: &Figures) -> String {
    let both = |times: &[Duration]| match times {
        [] => "–".to_owned(),
        times => format!("{} / {}", milliseconds(part(times, 50)), milliseconds(part(times, 90))),
    };
    let peak = figures.peak.map_or_else(|| "–".to_owned(), |peak| format!("{} MB", peak / 1_000_000));
    let missed = match figures.missed {
        0 => String::new(),
        missed => format!("  {missed} of the saves never shown"),
    };
    format!(
        "{name:<46} {:>10} {:>19} {:>19} {:>19} {peak:>8}{missed}",
        milliseconds(figures.first),
        both(&figures.told),
        both(&figures.served),
        both(&figures.own),
    )
}

/// How a contender grows.
fn ratios(name: &str, few: &Figures, many: &Figures) -> String {
    let ratio = |of: fn(&Figures) -> &[Duration]| match (of(few), of(many)) {
        ([], _) | (_, []) => "–".to_owned(),
        (few, many) => format!("× {:.1}", part(many, 50).as_secs_f64() / part(few, 50).as_secs_f64()),
    };
    let first = format!("× {:.1}", many.first.as_secs_f64() / few.first.as_secs_f64());
    let (told, served, own) = (ratio(|of| &of.told), ratio(|of| &of.served), ratio(|of| &of.own));
    format!("{name:<46} {first:>10} {told:>19} {served:>19} {own:>19}")
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
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let built = Command::new("cargo").args(["build", "--release", "--bin", "diglot"]).current_dir(&root).status();
    match built {
        Ok(status) if status.success() => Ok(root.join("target/release/diglot")),
        Ok(status) => Err(format!("cargo build --release failed: {status}")),
        Err(error) => Err(format!("cargo cannot be started: {error}")),
    }
}

/// The other generators, or the name and why one is not there.
fn others() -> Vec<Result<Contender, (String, String)>> {
    let hugo = &["server", "--bind", "127.0.0.1", "--renderToMemory"];
    let zola = &["serve", "--fast", "--interface", "127.0.0.1"];
    // Zola waits for a second by default; its shortest wait shows what the work takes.
    let eager = &["serve", "--fast", "--interface", "127.0.0.1", "--debounce", "1"];
    vec![
        other("hugo", "HUGO", "version", Form::Hugo, hugo),
        other("zola", "ZOLA", "--version", Form::Zola, zola),
        other("zola", "ZOLA", "--version", Form::Zola, eager),
    ]
}

fn other(
    program: &str,
    variable: &str,
    version: &str,
    form: Form,
    arguments: &[&'static str],
) -> Result<Contender, (String, String)> {
    let path = PathBuf::from(std::env::var_os(variable).unwrap_or_else(|| OsString::from(program)));
    let shown = arguments.join(" ").replace(" --bind 127.0.0.1", "").replace(" --interface 127.0.0.1", "");
    let Ok(said) = Command::new(&path).arg(version).output() else {
        return Err((format!("{program} {shown}"), format!("not there: neither {variable}= nor PATH leads to it")));
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
    fn options_are_read() {
        let read = |line: &str| Options::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let default = Options { pages: vec![600, 6000, 30000], languages: 6, saves: 60, peers: false };
        assert_eq!(read(""), Some(default));
        let some = Options { pages: vec![60, 120], languages: 2, saves: 5, peers: true };
        assert_eq!(read("--pages 60,120 --locales 2 --saves 5 --peers"), Some(some));
        for line in ["--pages", "--pages 0", "--pages 6,x", "--locales 7", "--saves -1", "--page 6"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn parts_of_times_are_the_nearest_rank() {
        let times: Vec<Duration> = [5, 1, 4, 2, 3].map(Duration::from_millis).to_vec();
        assert_eq!((part(&times, 50), part(&times, 90)), (Duration::from_millis(3), Duration::from_millis(5)));
        assert_eq!(part(&times[..1], 50), Duration::from_millis(5));
    }
}
