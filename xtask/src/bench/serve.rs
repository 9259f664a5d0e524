//! What the bench of the preview is asked, and its table: each contender with sites of several sizes.

use std::time::Duration;

use super::saves::{Figures, measure};
use super::site::{Form, Plan};
use super::words::LANGUAGES;
use super::{Contender, Missing, diglot, machine, milliseconds, other, part};

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
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
    /// Reads the arguments; nothing where they are none that it knows.
    pub fn read(arguments: &[String]) -> Option<Self> {
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

/// Measures and prints.
pub fn bench(options: &Options) -> Result<(), String> {
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
                Ok(contender) => measure(contender, &plan, options.saves)
                    .map_err(|reason| Missing { name: contender.name.clone(), reason }),
                Err(Missing { name, reason }) => Err(Missing { name: name.clone(), reason: reason.clone() }),
            };
            match (&figures, contender) {
                (Ok(figures), Ok(contender)) => println!("{}", row(&contender.name, figures)),
                (Err(Missing { name, reason }), _) => println!("{name:<46} {reason}"),
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

/// The other generators, or the name and why one is not there.
fn others() -> Vec<Result<Contender, Missing>> {
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
}
