//! How long a site takes: each generator builds the same content in turn, as a whole process, beside the floor under all of them.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

use super::site::{Form, Plan};
use super::words::LANGUAGES;
use super::{Missing, diglot, machine, other, part, release};

/// The folder that everybody builds into, below the site's.
pub const OUT: &str = "_site";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// How many pages each language has.
    pages: usize,
    /// How many languages.
    languages: usize,
    /// How many times everybody builds.
    runs: usize,
    /// Whether other generators are measured too.
    peers: bool,
}

impl Options {
    /// Reads the arguments; nothing where they are none that it knows.
    pub fn read(arguments: &[String]) -> Option<Self> {
        let mut options = Self { pages: 1000, languages: LANGUAGES.len(), runs: 5, peers: false };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut number = || arguments.next()?.parse().ok().filter(|number| *number > 0);
            match argument.as_str() {
                "--peers" => options.peers = true,
                "--pages" => options.pages = number()?,
                "--runs" => options.runs = number()?,
                "--locales" => options.languages = number().filter(|number| *number <= LANGUAGES.len())?,
                _ => return None,
            }
        }
        Some(options)
    }
}

/// What a process took.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    user: Duration,
    system: Duration,
    wall: Duration,
    /// The most memory that it held, in bytes.
    peak: u64,
}

impl Cost {
    fn processor(self) -> Duration {
        self.user + self.system
    }
}

/// One row of the table: what is run, and what comes before that is not timed.
struct Row {
    name: String,
    program: PathBuf,
    arguments: Vec<String>,
    folder: PathBuf,
    /// Whether the output is taken away before.
    afresh: bool,
    /// A page that is written anew before, with another revision each time.
    edits: Option<Plan>,
}

impl Row {
    fn new(name: &str, program: &Path, arguments: &[&str], folder: &Path) -> Self {
        Self {
            name: name.to_owned(),
            program: program.to_owned(),
            arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
            folder: folder.to_owned(),
            afresh: true,
            edits: None,
        }
    }

    fn run(&self, round: usize) -> Result<Cost, String> {
        if self.afresh {
            match fs::remove_dir_all(self.folder.join(OUT)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.to_string()),
                _ => {}
            }
        }
        if let Some(plan) = &self.edits {
            let page = super::site::Page { language: 0, number: 0 };
            // The site has its first revision already.
            let text = plan.text(Form::Diglot, page, round + 2);
            super::site::put(&self.folder.join(Form::Diglot.file(page)), &text).map_err(|error| error.to_string())?;
        }
        let start = Instant::now();
        let child = Command::new(&self.program)
            .args(&self.arguments)
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", self.program.display()))?;
        let used = child.wait4().map_err(|error| error.to_string())?;
        let wall = start.elapsed();
        if !used.status.success() {
            return Err(format!("it ends with {}", used.status));
        }
        Ok(Cost { user: used.rusage.utime, system: used.rusage.stime, wall, peak: used.rusage.maxrss })
    }
}

/// Measures and prints.
pub fn bench(options: &Options) -> Result<(), String> {
    let plan = Plan { pages: options.pages, languages: options.languages };
    let pages = plan.pages * plan.languages;
    println!("One run on one machine ({}); other runs and machines give other times.", machine());
    println!("{pages} pages in {} languages, medians of {} runs in alternation\n", plan.languages, options.runs);
    let folder = scratch().map_err(|error| error.to_string())?;
    let (mut rows, mut missing) = (Vec::new(), Vec::new());

    let program = diglot()?;
    let site = folder.path().join("diglot");
    written(&plan, Form::Diglot, &site, &program)?;
    let ours = &["build", "--out", OUT];
    let variant = |name: &str, settings: &str| -> Result<PathBuf, String> {
        let folder = folder.path().join(name);
        copied(&site, &folder).map_err(|error| error.to_string())?;
        let path = folder.join("site.yaml");
        let text = fs::read_to_string(&path).map_err(|error| error.to_string())? + settings;
        fs::write(path, text).map_err(|error| error.to_string())?;
        Ok(folder)
    };
    let plain = variant("plain", "search: false\n")?;
    let states = variant("states", "search: false\nstatus_page: true\n")?;
    let search = variant("search", "")?;
    rows.push(Row::new("diglot build", &program, ours, &plain));
    rows.push(Row { afresh: false, ..Row::new("diglot build, nothing changed", &program, ours, &plain) });
    rows.push(Row {
        afresh: false,
        edits: Some(plan),
        ..Row::new("diglot build, one page changed", &program, ours, &plain)
    });
    rows.push(Row::new("diglot build, states of all units", &program, ours, &states));
    rows.push(Row::new("diglot build with search", &program, ours, &search));
    rows.push(Row::new("diglot check", &program, &["check"], &plain));
    rows.push(Row::new("diglot status", &program, &["status"], &plain));

    let peers: [(&str, &str, &str, Form, &[&str]); 2] = [
        ("zola", "ZOLA", "--version", Form::Zola, &["build", "--output-dir", OUT]),
        ("hugo", "HUGO", "version", Form::Hugo, &["build", "--quiet", "--destination", OUT]),
    ];
    for (name, variable, version, form, arguments) in peers.into_iter().filter(|_| options.peers) {
        match other(name, variable, version, form, arguments) {
            Ok(peer) => {
                let site = folder.path().join(name);
                written(&plan, form, &site, &program)?;
                rows.push(Row::new(&peer.name, &peer.program, &peer.arguments, &site));
            }
            Err(Missing { name, reason }) => missing.push(format!("{name:<46} {reason}")),
        }
    }

    // The first build says what the floor writes.
    Row::new("", &program, ours, &plain).run(0)?;
    let floor = release("xtask", "floor")?;
    let (sources, outputs) = (folder.path().join("sources"), folder.path().join("outputs"));
    list(&plain.join("content"), &sources, |path, _| path.display().to_string())?;
    let below = plain.join(OUT);
    list(&below, &outputs, |path, size| format!("{size} {}", path.strip_prefix(&below).unwrap_or(path).display()))?;
    let (sources, outputs) = (sources.display().to_string(), outputs.display().to_string());
    let under = folder.path().join("floor");
    fs::create_dir(&under).map_err(|error| error.to_string())?;
    rows.push(Row::new("floor: read and write", &floor, &["copy", &sources, &outputs, OUT], &under));
    rows.push(Row::new("floor: read, parse and write", &floor, &["parse", &sources, &outputs, OUT], &under));

    let mut all: Vec<Vec<Cost>> = rows.iter().map(|_| Vec::new()).collect();
    for round in 0..options.runs {
        for (row, costs) in rows.iter().zip(&mut all) {
            costs.push(row.run(round).map_err(|error| format!("{}: {error}", row.name))?);
        }
    }
    let costs: Vec<Cost> = all.iter().map(|costs| middle(costs)).collect();

    println!("{:<46} {:>9} {:>9} {:>9} {:>9} {:>10}", "", "user", "system", "wall", "memory", "pages/s");
    for (row, cost) in rows.iter().zip(&costs) {
        println!(
            "{:<46} {:>9} {:>9} {:>9} {:>6} MB {:>10.0}",
            row.name,
            seconds(cost.user),
            seconds(cost.system),
            seconds(cost.wall),
            cost.peak / 1_000_000,
            pages as f64 / cost.wall.as_secs_f64()
        );
    }
    missing.iter().for_each(|line| println!("{line}"));
    println!("\nStages of one build:\n{}", stages(&program, &plain)?);

    let of = |name: &str| rows.iter().position(|row| row.name.starts_with(name)).map(|at| costs[at]);
    let ratio = |one: Cost, other: Cost| one.processor().as_secs_f64() / other.processor().as_secs_f64();
    let (Some(build), Some(states)) = (of("diglot build"), of("diglot build, states")) else { return Ok(()) };
    for (name, cost) in
        [("nothing changed", of("diglot build, nothing")), ("one page changed", of("diglot build, one page"))]
    {
        if let Some(cost) = cost {
            println!("{name}, of a first build: {:.3}", ratio(cost, build));
        }
    }
    for (shown, name) in
        [("parse floor", "floor: read, parse"), ("zola", "zola"), ("hugo", "hugo"), ("floor", "floor: read and")]
    {
        match of(name) {
            Some(cost) => {
                println!("{shown} cpu ratio with states: {:.3}", ratio(states, cost));
                println!("{shown} cpu ratio: {:.3}", ratio(build, cost));
            }
            None => println!("{shown} cpu ratio: not measured"),
        }
    }
    Ok(())
}

/// Where the sites are: in memory where the system has a place for it, because a disk's file system that has just deleted many
/// files takes long to find room for as many, and that would count for whoever comes next.
fn scratch() -> io::Result<tempfile::TempDir> {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }
}

/// Writes the site that is measured, in Diglot's form, for whoever wants to look where the time goes.
pub fn site(options: &Options, folder: &Path) -> Result<(), String> {
    written(&Plan { pages: options.pages, languages: options.languages }, Form::Diglot, folder, &diglot()?)
}

/// Writes a site as it is found on most days: its translations were accepted once, and since then its source has gone on.
pub fn written(plan: &Plan, form: Form, folder: &Path, program: &Path) -> Result<(), String> {
    let failed = |error| format!("the site cannot be written: {error}");
    plan.write(form, folder).map_err(failed)?;
    if form == Form::Diglot {
        let accepted = Command::new(program).args(["ledger", "accept"]).current_dir(folder).output();
        if !accepted.is_ok_and(|output| output.status.success()) {
            return Err("the ledgers cannot be written".to_owned());
        }
    }
    plan.revise(form, folder).map_err(failed)
}

/// The files of a folder, for whoever sees their paths and sizes, as lines of a file in order.
fn list(folder: &Path, into: &Path, line: impl Fn(&Path, u64) -> String) -> Result<(), String> {
    let mut files = Vec::new();
    walk(folder, &mut files).map_err(|error| error.to_string())?;
    files.sort();
    let mut text = String::new();
    for path in files {
        let size = fs::metadata(&path).map_or(0, |about| about.len());
        let _ = writeln!(text, "{}", line(&path, size));
    }
    fs::write(into, text).map_err(|error| error.to_string())
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn copied(from: &Path, to: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    walk(from, &mut files)?;
    for file in files {
        let path = to.join(file.strip_prefix(from).unwrap_or(&file));
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::copy(&file, path)?;
    }
    Ok(())
}

/// The median of each figure.
fn middle(costs: &[Cost]) -> Cost {
    let times = |of: fn(&Cost) -> Duration| part(&costs.iter().map(of).collect::<Vec<_>>(), 50);
    let mut peaks: Vec<u64> = costs.iter().map(|cost| cost.peak).collect();
    peaks.sort_unstable();
    Cost {
        user: times(|cost| cost.user),
        system: times(|cost| cost.system),
        wall: times(|cost| cost.wall),
        peak: peaks[(peaks.len() - 1) / 2],
    }
}

/// What `--timings` says.
fn stages(program: &Path, site: &Path) -> Result<String, String> {
    let _ = fs::remove_dir_all(site.join(OUT));
    let said = Command::new(program)
        .args(["build", "--out", OUT, "--timings"])
        .current_dir(site)
        .output()
        .map_err(|error| error.to_string())?;
    let lines = String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr);
    Ok(lines.lines().filter(|line| line.ends_with(" ms")).map(|line| format!("{line}\n")).collect())
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let read = |line: &str| Options::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(read(""), Some(Options { pages: 1000, languages: 6, runs: 5, peers: false }));
        let some = Options { pages: 100, languages: 2, runs: 3, peers: true };
        assert_eq!(read("--pages 100 --locales 2 --runs 3 --peers"), Some(some));
        for line in ["--pages", "--pages 0", "--locales 7", "--runs x", "serve"] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn medians_are_those_of_each_figure() {
        let of = |user: u64, peak| Cost { user: Duration::from_secs(user), peak, ..Cost::default() };
        let median = middle(&[of(3, 10), of(1, 30), of(2, 20)]);
        assert_eq!((median.user, median.peak), (Duration::from_secs(2), 20));
    }
}
