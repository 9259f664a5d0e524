//! What a site far larger than any machine here would take in shards, computed from what pages cost on sites that are built.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use super::site::{Form, Plan};
use super::words::LANGUAGES;
use super::{diglot, machine};

/// How many pages each language of the built sites has.
const SIZES: [usize; 2] = [100, 500];
/// How often everything is built; the least of each figure counts, because others on the machine only add to it.
const RUNS: usize = 3;
/// How many threads there are.
const CORES: &str = "2";
/// Into how many shards the built sites are divided.
const PARTS: usize = 4;
/// The site that nobody has built: its languages, and the pages of each.
const MANY: (f64, f64) = (60.0, 100_000.0);
/// Into how many shards it is divided.
const SHARDS: [usize; 4] = [1, 16, 64, 256];

/// What processes take.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Cost {
    /// Seconds of all processors together.
    processor: f64,
    /// Seconds.
    wall: f64,
    /// The most memory, in bytes.
    memory: f64,
}

impl Cost {
    /// Each figure of the two made one.
    fn with(self, other: Self, one: impl Fn(f64, f64) -> f64) -> Self {
        Self {
            processor: one(self.processor, other.processor),
            wall: one(self.wall, other.wall),
            memory: one(self.memory, other.memory),
        }
    }

    fn plus(self, other: Self) -> Self {
        self.with(other, |one, other| one + other)
    }

    /// What is left; nothing where measuring was less exact than the difference.
    fn minus(self, other: Self) -> Self {
        self.with(other, |one, other| (one - other).max(0.0))
    }

    fn times(self, factor: f64) -> Self {
        self.with(self, |one, _| one * factor)
    }
}

/// What was built, at one size or as the difference of two.
#[derive(Debug, Clone, Copy, Default)]
struct Built {
    whole: Cost,
    /// The first shard of [`PARTS`], which has the most to tell.
    shard: Cost,
    merge: Cost,
    /// The whole with the search of all languages.
    search: Cost,
}

/// What a page costs.
#[derive(Debug, Clone, Copy)]
struct PerPage {
    /// To be read and checked, which every shard does.
    load: Cost,
    /// To be made, which one shard does.
    produce: Cost,
    /// To be found, which one shard does for all pages of a language. Its memory is that of the largest language.
    search: Cost,
    /// To be merged.
    merge: Cost,
}

impl PerPage {
    /// From the difference that so many pages in all languages make.
    fn of(more: Built, pages: f64) -> Self {
        let parts = PARTS as f64;
        let produce = more.whole.minus(more.shard).times(parts / (parts - 1.0));
        let mut search = more.search.minus(more.whole);
        // Languages are searched one after the other, so that each needs the memory of the one before.
        search.memory *= LANGUAGES.len() as f64;
        Self {
            load: more.whole.minus(produce).times(1.0 / pages),
            produce: produce.times(1.0 / pages),
            search: search.times(1.0 / pages),
            merge: more.merge.times(1.0 / pages),
        }
    }

    /// What the shard with the most to do takes, of `languages` with so many `pages` each.
    fn shard(&self, (languages, pages): (f64, f64), shards: usize) -> Cost {
        let (all, shards) = (languages * pages, shards as f64);
        let mut search = self.search.times(pages * (languages / shards).ceil());
        search.memory = self.search.memory * pages;
        self.load.times(all).plus(self.produce.times(all / shards)).plus(search)
    }
}

/// Measures, computes and prints.
pub fn bench() -> Result<(), String> {
    let program = diglot()?;
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    let folder = folder.map_err(|error| error.to_string())?;
    println!("Measured on one machine ({}) with {CORES} threads, the least of {RUNS} runs", machine());
    let header = |title: &str| println!("{title}\n{:<42} {:>10} {:>10} {:>12}", "", "processor", "wall", "memory");
    let row = |name: &str, cost: Cost| {
        println!("{name:<42} {:>8.2} s {:>8.2} s {:>9.0} MB", cost.processor, cost.wall, cost.memory / 1e6);
    };
    header("");
    let mut sizes = Vec::new();
    for size in SIZES {
        let pages = size * LANGUAGES.len();
        let built = built(&program, &folder.path().join(size.to_string()), size)?;
        row(&format!("{pages} pages, whole"), built.whole);
        row(&format!("{pages} pages, a shard of {PARTS}"), built.shard);
        row(&format!("{pages} pages, merge of {PARTS} shards"), built.merge);
        row(&format!("{pages} pages, whole with search"), built.search);
        sizes.push(built);
    }
    let (few, many) = (sizes[0], sizes[1]);
    let more = Built {
        whole: many.whole.minus(few.whole),
        shard: many.shard.minus(few.shard),
        merge: many.merge.minus(few.merge),
        search: many.search.minus(few.search),
    };
    let costs = PerPage::of(more, ((SIZES[1] - SIZES[0]) * LANGUAGES.len()) as f64);
    header("\nSo a page costs");
    for (name, cost) in [
        ("to be read and checked, in every shard", costs.load),
        ("to be made, in one", costs.produce),
        ("to be found, in one for each language", costs.search),
        ("to be merged", costs.merge),
    ] {
        println!(
            "{name:<42} {:>7.2} ms {:>7.2} ms {:>9.1} KB",
            cost.processor * 1e3,
            cost.wall * 1e3,
            cost.memory / 1e3
        );
    }
    let (languages, pages) = MANY;
    header(&format!(
        "\nComputed from that, not measured: what one shard of {languages} languages with {pages} pages each takes"
    ));
    let large = |name: &str, cost: Cost| {
        let (processor, wall) = (cost.processor / 3600.0, cost.wall / 3600.0);
        println!("{name:<42} {processor:>8.2} h {wall:>8.2} h {:>9.1} GB", cost.memory / 1e9);
    };
    for shards in SHARDS {
        large(
            &format!("of {shards}, without search"),
            PerPage { search: Cost::default(), ..costs }.shard(MANY, shards),
        );
        large(&format!("of {shards}, with search"), costs.shard(MANY, shards));
    }
    large("merge", costs.merge.times(languages * pages));
    Ok(())
}

/// Builds sites of a size in all ways.
fn built(program: &Path, folder: &Path, size: usize) -> Result<Built, String> {
    let plan = Plan { pages: size, languages: LANGUAGES.len() };
    let (plain, search) = (folder.join("plain"), folder.join("search"));
    for site in [&plain, &search] {
        plan.write(Form::Diglot, site).map_err(|error| format!("the site cannot be written: {error}"))?;
    }
    let settings = plain.join("site.yaml");
    let text = fs::read_to_string(&settings).map_err(|error| error.to_string())? + "search: false\n";
    fs::write(settings, text).map_err(|error| error.to_string())?;
    let build = ["build", "--now", "2026-01-01"];
    let run =
        |site: &Path, arguments: &[&str], out: &str| least(program, site, &[arguments, &["--out", out]].concat(), out);
    let whole = run(&plain, &build, "whole")?;
    let mut shards = Vec::new();
    let parts: Vec<String> = (1..=PARTS).map(|number| format!("part-{number}")).collect();
    for (number, part) in (1..).zip(&parts) {
        let own = format!("{number}/{PARTS}");
        shards.push(run(&plain, &[&build[..], &["--shard", &own]].concat(), part)?);
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let merge = run(&plain, &[&["merge"], &parts[..]].concat(), "merged")?;
    Ok(Built { whole, shard: shards[0], merge, search: run(&search, &build, "whole")? })
}

/// The least that a command takes, each time without its output.
fn least(program: &Path, folder: &Path, arguments: &[&str], out: &str) -> Result<Cost, String> {
    let mut least: Option<Cost> = None;
    for _ in 0..RUNS {
        match fs::remove_dir_all(folder.join(out)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.to_string()),
            _ => {}
        }
        let start = Instant::now();
        let child = Command::new(program)
            .args(arguments)
            .current_dir(folder)
            .env("RAYON_NUM_THREADS", CORES)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let used = child.wait4().map_err(|error| error.to_string())?;
        if !used.status.success() {
            return Err(format!("diglot {} ends with {}", arguments.join(" "), used.status));
        }
        let cost = Cost {
            processor: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
            wall: start.elapsed().as_secs_f64(),
            memory: used.rusage.maxrss as f64,
        };
        least = Some(least.map_or(cost, |least| least.with(cost, f64::min)));
    }
    least.ok_or_else(|| "nothing was run".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_told_apart_and_added_up_again() {
        let all = |amount| Cost { processor: amount, wall: amount, memory: amount };
        // Of a thousand pages: 3 to be read, 4 to be made, 2 for the search.
        let more = Built { whole: all(7.0), shard: all(4.0), merge: all(1.0), search: all(9.0) };
        let costs = PerPage::of(more, 1000.0);
        assert_eq!((costs.load.wall, costs.produce.wall, costs.search.wall), (0.003, 0.004, 0.002));
        // Six languages of 1000 pages: 18 to be read, 24 to be made; 2 for each search.
        let near = |cost: f64, expected: f64| assert!((cost - expected).abs() < 1e-9, "{cost} is not {expected}");
        let (one, four) = (costs.shard((6.0, 1000.0), 1), costs.shard((6.0, 1000.0), 4));
        near(one.wall, 18.0 + 24.0 + 12.0);
        near(four.wall, 18.0 + 6.0 + 2.0 * 2.0);
        near(four.memory, 18.0 + 6.0 + 12.0);
        assert_eq!(all(1.0).minus(all(2.0)), all(0.0));
    }
}
