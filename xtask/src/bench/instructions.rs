//! How many instructions the command executes for each page, beside the budgets that the repository keeps. Unlike times they are
//! the same on a machine that does other things at once.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use super::build::{OUT, written};
use super::diglot;
use super::site::{Form, Plan};
use crate::module::NOT_PROVED;

/// Where the budgets are.
const BUDGETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions.txt");

/// What the file of the budgets begins with.
const ABOUT: &str = "# Thousands of instructions for each page, as `cargo xtask instructions` counts them; `--renew` writes them anew.\n";

/// The sizes of the sites, in pages of each language: whole sections, because the navigation of a page has its section.
const PAGES: [usize; 2] = [100, 200];

/// How many languages they have. Two are enough, since each page costs the same in all.
const LANGUAGES: usize = 2;

/// By how many hundredths of its budget a count may differ.
const TOLERATED: f64 = 0.1;

/// What is counted: its name, the arguments of the command, and what the site's configuration says besides.
const COUNTED: [(&str, &[&str], &str); 4] = [
    ("build", &["build", "--out", OUT], "search: false\n"),
    ("build with states", &["build", "--out", OUT], "search: false\nstatus_page: true\n"),
    ("status", &["status"], ""),
    ("check", &["check"], ""),
];

/// `cargo xtask instructions`: whether all counts stay within their budgets; with `renew`, the budgets are what is counted.
pub fn run(renew: bool) -> ExitCode {
    match counted() {
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
        Ok(None) => {
            println!("valgrind, which counts instructions, is not there: on Debian, apt-get install valgrind");
            ExitCode::from(NOT_PROVED)
        }
        Ok(Some(counts)) if renew => {
            let lines = counts.iter().map(|(name, count)| format!("{name}\t{count}\n"));
            match fs::write(BUDGETS, ABOUT.to_owned() + &lines.collect::<String>()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    eprintln!("{BUDGETS}: {error}");
                    ExitCode::FAILURE
                }
            }
        }
        Ok(Some(counts)) => {
            let (report, holds) = compared(&counts, &fs::read_to_string(BUDGETS).unwrap_or_default());
            print!("{report}");
            if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
    }
}

/// Thousands of instructions for each page, by what is counted; nothing where the machine cannot count them.
fn counted() -> Result<Option<Vec<(&'static str, u64)>>, String> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Ok(None);
    }
    let program = diglot()?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut sites: Vec<PathBuf> = Vec::new();
    for pages in PAGES {
        let site = folder.path().join(pages.to_string());
        written(&Plan { pages, languages: LANGUAGES }, Form::Diglot, &site, &program)?;
        sites.push(site);
    }
    let mut counts = Vec::new();
    for (name, arguments, settings) in COUNTED {
        let [few, many] = [&sites[0], &sites[1]].map(|site| instructions(&program, arguments, settings, site));
        let more = many?.saturating_sub(few?);
        counts.push((name, more / ((PAGES[1] - PAGES[0]) * LANGUAGES) as u64 / 1000));
    }
    Ok(Some(counts))
}

/// How many instructions a command executes on a site, in one thread.
fn instructions(program: &Path, arguments: &[&str], settings: &str, site: &Path) -> Result<u64, String> {
    let failed = |error: std::io::Error| error.to_string();
    let path = site.join("site.yaml");
    let own = fs::read_to_string(&path).map_err(failed)?;
    fs::write(&path, own.clone() + settings).map_err(failed)?;
    let output = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .env("RAYON_NUM_THREADS", "1")
        .current_dir(site)
        .output()
        .map_err(failed)?;
    fs::write(&path, own).map_err(failed)?;
    if site.join(OUT).is_dir() {
        fs::remove_dir_all(site.join(OUT)).map_err(failed)?;
    }
    let said = String::from_utf8_lossy(&output.stderr);
    executed(&said).ok_or_else(|| format!("{} {} cannot be counted: {said}", program.display(), arguments.join(" ")))
}

/// `==7== I refs:  1,234,567 => 1234567`
fn executed(said: &str) -> Option<u64> {
    let line = said.lines().find_map(|line| line.split_once("refs:").filter(|(before, _)| before.contains(" I ")))?;
    line.1.trim().replace(',', "").parse().ok()
}

/// What there is to say of counts beside their budgets, and whether none is above.
fn compared(counts: &[(&str, u64)], budgets: &str) -> (String, bool) {
    let (mut report, mut holds) = (String::new(), true);
    for (name, count) in counts {
        let budget = budgets.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t')?.trim().parse().ok());
        let verdict = match budget {
            None => {
                holds = false;
                "no budget is written: `cargo xtask instructions --renew`".to_owned()
            }
            Some(budget) => {
                let share = *count as f64 / f64::max(budget, 1.0) - 1.0;
                holds &= share <= TOLERATED;
                let verdict = match share {
                    share if share > TOLERATED => "too many",
                    share if share < -TOLERATED => "far fewer: the budget wants to be lowered, `--renew`",
                    _ => "as they were",
                };
                format!("{:+.1} % of {budget} thousand: {verdict}", share * 100.0)
            }
        };
        let _ = writeln!(report, "{name:<20} {count:>8} thousand instructions a page, {verdict}");
    }
    (report, holds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_held_to_their_budgets() {
        let budgets = format!("{ABOUT}build\t100\nbuild with states\t200\n");
        for (name, count, holds, word) in [
            ("build", 109, true, "as they were"),
            ("build", 111, false, "too many"),
            ("build", 50, true, "lowered"),
            ("build with states", 215, true, "as they were"),
            ("check", 1, false, "no budget"),
        ] {
            let (report, held) = compared(&[(name, count)], &budgets);
            assert_eq!((held, report.contains(word)), (holds, true), "{report}");
        }
        assert_eq!(executed("==7== \n==7== I   refs:      1,234,567\n"), Some(1_234_567));
        assert_eq!(executed("Killed\n"), None);
    }
}
