//! What holds for every input, however broken: no panic, spans inside the file on character borders, well-formed HTML.
//! Inputs are the pages of the golden sites, cut, shuffled and spliced with the marks that the dialect knows.

use std::path::Path;
use std::sync::Arc;

use diglot::exchange::{ReturnedUnit, marks, po, relate, tmx, xliff};
use diglot::import::{Part, plan};
use diglot::model::sources::Input;
use diglot::model::unit::Content as Words;
use diglot::model::{Config, Content, LocaleConfig, LocaleId, LocaleTag, Source, Sources, UnitState};
use diglot::parse::page::{Request, parse};

use crate::exchange::{entry, package};
use crate::fuzz::targets::pages::{MANNER, holds};
use crate::html;

/// A small generator of numbers (xorshift, Marsaglia 2003): the same inputs on every run.
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below another.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

const MARKS: [&str; 43] = [
    "[!INCLUDE",
    "<!-- diglot-ignore: broken-link -->",
    "25. 2. 2020",
    ":::row:::\n",
    ":::row-end:::\n",
    "   :::column span=\"2\":::\n",
    ":::column-end:::\n",
    "::: zone pivot=\"a\"\n",
    "::: zone-end\n",
    ":::image source=\"a.png\" alt-text=\"x\":::",
    ":::image type=\"complex\" source=\"a\" alt-text=\"b\":::\n",
    ":::image-end:::\n",
    ":::no-loc text=\"x\":::",
    ":::code source=\"a.cs\":::",
    "[!INCLUDE [a](b.md)]",
    "[!VIDEO https://a.b/c]",
    "> [!NOTE]\n",
    "> [!tip] x\n",
    "> [!div class=\"x\"]\n",
    "# [T](#tab/a)\n",
    "---\n",
    "<a name=\"x\"></a>",
    "<a href=\"\" id=\"y\"/>",
    "</a>",
    "<b>",
    "</b>",
    "<div>\n",
    "</div>\n",
    "<table><tr><td>\n",
    "<script>",
    "<resource>",
    "<!--",
    "-->",
    "**",
    "`",
    "```\n",
    "| a | b |\n|---|---|\n",
    "[x](",
    "](y)",
    "<span data-ttu-id=\"0a1b2-103\">Z</span><span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-103\">S</span></span>",
    "\u{FDD0}0\u{FDD1}",
    "\u{FDD2}0\u{FDD3}",
    "[^1]: ",
];

pub fn mutate(numbers: &mut Numbers, seeds: &[String]) -> String {
    let seed = &seeds[numbers.below(seeds.len())];
    let mut lines: Vec<String> = seed.split_inclusive('\n').map(str::to_owned).collect();
    for _ in 0..=numbers.below(8) {
        let at = numbers.below(lines.len() + 1);
        match numbers.below(7) {
            0 => lines.insert(at, MARKS[numbers.below(MARKS.len())].to_owned()),
            1 if at < lines.len() => drop(lines.remove(at)),
            2 if at < lines.len() => {
                let mut cut = numbers.below(lines[at].len() + 1);
                while !lines[at].is_char_boundary(cut) {
                    cut -= 1;
                }
                lines[at].insert_str(cut, MARKS[numbers.below(MARKS.len())]);
            }
            3 if at < lines.len() => {
                lines[at].insert_str(0, ["  ", "    ", "> ", "- ", "1. ", "\t", "# "][numbers.below(7)])
            }
            4 => {
                let other = &seeds[numbers.below(seeds.len())];
                lines.extend(other.split_inclusive('\n').take(numbers.below(12)).map(str::to_owned));
            }
            5 if at < lines.len() => lines.truncate(at.max(1)),
            _ if at < lines.len() => {
                let line = lines[at].clone();
                lines.push(line);
            }
            _ => {}
        }
    }
    lines.concat()
}

pub fn seeds() -> Vec<String> {
    let sites = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let mut paths = html::files(&sites, "md");
    paths.extend(html::files(&sites, "yml"));
    let seeds: Vec<String> = paths
        .iter()
        .filter(|path| !path.components().any(|part| part.as_os_str() == "expected"))
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .collect();
    assert!(seeds.len() > 20);
    seeds
}

#[test]
fn whatever_is_read_is_well_formed() {
    let seeds = seeds();
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    let rounds = std::env::var("DIGLOT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3000);
    for _ in 0..rounds {
        let text = mutate(&mut numbers, &seeds);
        holds(&text, "a.md");
        holds(&text, "a.yml");
    }
}

/// A page as a pseudo-locale has it; nothing where the file is none.
fn pseudo(text: &str, path: &str) -> Option<String> {
    let locale = |tag: &str| LocaleConfig {
        tag: tag.parse().expect("a tag"),
        root: tag.into(),
        root_name: tag.into(),
        label: tag.to_owned(),
        fallback: Vec::new(),
        edit_url: None,
        lists_fallback: false,
        published: true,
    };
    let config = Config {
        locales: vec![locale("en-US"), locale("qps-ploc")],
        source_locale: Some(LocaleId(0)),
        ..Config::default()
    };
    let content = Content::Text(text.into());
    let page = Source { locale: LocaleId(0), path: path.to_owned(), file: path.into(), content };
    let mut sources = Sources { files: vec![page], ..Sources::default() };
    diglot::site::pseudo::add(&config, &mut sources);
    sources.files.iter().find(|file| file.locale == LocaleId(1)).and_then(Source::text).map(ToString::to_string)
}

#[test]
fn whatever_is_read_has_a_page_in_other_letters() {
    let seeds = seeds();
    let mut numbers = Numbers(0x1234_5678_9ABC_DEF1);
    let rounds = std::env::var("DIGLOT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(1000);
    let mut same = 0;
    for _ in 0..rounds {
        let text = mutate(&mut numbers, &seeds);
        holds(&pseudo(&text, "a.yml").unwrap_or_default(), "a.yml");
        let new = pseudo(&text, "a.md").expect("a page");
        holds(&new, "a.md");
        let shape = |text: &str| {
            let file: Arc<str> = "a.md".into();
            let locale = LocaleId(0);
            let request = Request { file: &file, text, locale, path: "a.md", include: false, manner: MANNER };
            let body = parse(request).0.body;
            let links: Vec<String> = body.links.into_iter().map(|link| link.destination).collect();
            (body.headings.len(), body.images.len(), body.includes.len(), links)
        };
        same += usize::from(shape(&new) == shape(&text));
    }
    // What a fence or a tag cuts in two can be read in two ways.
    assert!(same * 100 > rounds * 99, "{same} of {rounds} have the headings, links and images of their source");
}

#[test]
fn importing_an_imported_page_changes_nothing() {
    let seeds = seeds();
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let german = LocaleTag::parse("de-DE").expect("a tag");
    let rounds = std::env::var("DIGLOT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(1000);
    for _ in 0..rounds {
        let text = mutate(&mut numbers, &seeds);
        let import = |text: &str| {
            let input = Input { file: "a.txt".into(), bytes: text.as_bytes().to_vec() };
            let plan = plan(&[input], Path::new("site"), None, Some(&german));
            let said = !plan.diagnostics.is_empty();
            (plan.pages.into_iter().find(|page| page.part != Part::Source), said)
        };
        let (page, said) = import(&text);
        assert!(page.is_some() || said, "nothing is imported, and nothing is said of it:\n{text}");
        let Some(page) = page else { continue };
        let again = import(&page.text).0.unwrap_or_else(|| panic!("refused the second time:\n{}", page.text));
        assert_eq!(again.text, page.text, "of\n{text}");
        // Where the text beside the translation tells the key, the page alone cannot.
        assert!(page.part == Part::Target || again.path == page.path, "of\n{text}");
    }
}

/// The contents of the units of so many arbitrary texts.
pub fn contents(seed: u64, texts: usize) -> Vec<Words> {
    let seeds = seeds();
    let mut numbers = Numbers(seed);
    let file: Arc<str> = "a.md".into();
    let mut contents = Vec::new();
    for _ in 0..texts {
        let text = mutate(&mut numbers, &seeds);
        let request =
            Request { file: &file, text: &text, locale: LocaleId(0), path: "a.md", include: false, manner: MANNER };
        contents.extend(parse(request).0.body.units.into_iter().map(|unit| unit.content));
    }
    contents
}

#[test]
fn what_goes_out_for_translation_comes_back_as_it_was() {
    let rounds = std::env::var("DIGLOT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(400);
    let contents = contents(0x0DDB_1A5E_5BAD_5EED, rounds);
    assert!(contents.len() > 100);
    let entries = contents.iter().enumerate().map(|(number, source)| {
        let target = contents[(number * 31 + 7) % contents.len()].clone();
        entry(&format!("{number:010x}"), source.clone(), Some(target), UnitState::Fresh)
    });
    let package = package(vec![("a/b", entries.collect())]);
    let units = &package.pages[0].units;
    let xliff = xliff::read(&xliff::write(&package)).expect("XLIFF").pages.remove(0).units;
    let mut po = po::read(&po::write(&package)).expect("PO").pages.remove(0).units;
    // What has the same words is one entry, with what is best translated.
    po.sort_by(|one, other| one.id.cmp(&other.id));
    for back in [xliff, po] {
        assert_eq!(back.len(), units.len());
        for (unit, back) in units.iter().zip(&back) {
            let ReturnedUnit { id, state, source, target, .. } = back;
            assert_eq!((id, state), (&unit.id, &Some(UnitState::Fresh)));
            assert_eq!(source, &marks(&unit.source));
            let related = relate(&unit.source, unit.target.as_ref().expect("a target"));
            assert_eq!(target, &marks(&related), "{unit:?}");
        }
    }
    let pairs = tmx::read(&tmx::write(&package), &package.source, &package.target).expect("TMX");
    assert!(pairs.len() >= units.len());
}

#[test]
fn exchange_files_may_be_broken_in_any_way() {
    let package = package(vec![("a", crate::exchange::full().pages.swap_remove(0).units)]);
    let seeds = [xliff::write(&package), po::write(&package), tmx::write(&package)];
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let rounds = std::env::var("DIGLOT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3000);
    let (english, german) = (package.source, package.target);
    let mut refused = 0;
    for _ in 0..rounds {
        let text = mutate(&mut numbers, &seeds);
        let errors = [xliff::read(&text).err(), po::read(&text).err(), tmx::read(&text, &english, &german).err()];
        refused += errors.iter().flatten().count();
        for error in errors.iter().flatten() {
            let line = text.lines().nth(error.position.line - 1).unwrap_or_default();
            assert!(error.position.column <= line.chars().count() + 1, "{error:?}\n{text}");
        }
    }
    assert!(refused > rounds && refused < rounds * 3);
}

#[test]
fn hostile_exchange_files_take_linear_time() {
    let xliff = |text: &str| {
        format!(
            "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"en\"><file id=\"f\"><unit id=\"u\"><segment><source>{text}"
        )
    };
    for unit in [
        "<ph id=\"1\"/>",
        "ä&amp;",
        "<pc id=\"1\">a</pc>",
        "<sc id=\"1\"/>",
        "</source></segment><segment><source>",
        "<!---->",
        "<x xmlns:a=\"b\"/>",
        "<x1>",
        "<",
        "<\\\\",
        "\"\n\"",
        "#. unit: a#1\n",
        "\n\nmsgid \"a\"\nmsgstr \"b\"\n",
    ] {
        let time = |count: usize| {
            let text = unit.repeat(count);
            let (one, other) = (xliff(&text), format!("#. unit: a#1\nmsgid \"a\"\nmsgstr \"{text}\"\n"));
            let start = std::time::Instant::now();
            let _ = (xliff::read(&one), po::read(&other));
            start.elapsed().as_secs_f64()
        };
        time(500);
        let (small, large) = (time(4_000).max(0.004), time(32_000));
        assert!(large < small * 8.0 * 8.0, "{unit:?}: {small:.4} s, eight times as much {large:.4} s");
    }
}

#[test]
fn hostile_shapes_stay_linear() {
    for unit in [
        "> ",
        "- ",
        "[",
        "**a",
        "<b>",
        "`",
        "![",
        "| a |\n|--|\n",
        ":::row:::\n",
        "[!INCLUDE [a](b.md)] ",
        "<a name=\"x\"></a>",
        "- a\n  ",
        "](a",
        "][a",
        "a ::: b\n\n",
        "<<<<<<< x\n\n",
        "1. ",
        "- 25. a 2020\n",
        "[x][r]\n\n[r]: a.md\n\n",
        "<!-- diglot-ignore: x -->",
        "<td>a</td>\n",
        "http://",
        "http://a ",
        "<!--",
        "<?",
        "<div\n",
        "<a b=\"c\" ",
        "<p>:::code source=\"a\":::",
        "<rt>",
        "<ruby>",
        "&#x",
        "~~a",
        "[^1]",
        "    a\n\nb\n\n",
        "`a`\n",
        ":::image type=\"complex\" source=\"a\" alt-text=\"b\":::\n\n",
    ] {
        holds(&unit.repeat(200), "a.md");
        let file: Arc<str> = "a.md".into();
        let time = |count: usize| {
            let text = unit.repeat(count);
            let start = std::time::Instant::now();
            let request =
                Request { file: &file, text: &text, locale: LocaleId(0), path: "a.md", include: false, manner: MANNER };
            parse(request);
            start.elapsed().as_secs_f64()
        };
        time(500);
        // Eight times as much may take eight times as long, and again that for a machine that does other things.
        let (small, large) = (time(2_000).max(0.004), time(16_000));
        assert!(large < small * 8.0 * 8.0, "{unit:?}: {small:.4} s, eight times as much {large:.4} s");
    }
}

#[test]
fn pages_in_other_letters_are_made_in_linear_time() {
    for unit in ["![a](b) ", "![a](b)\n\n", "- a\n  ", "| a | b |\n|--|--|\n", "a[^a] "] {
        let time = |count: usize| {
            let text = unit.repeat(count);
            let start = std::time::Instant::now();
            pseudo(&text, "a.md");
            start.elapsed().as_secs_f64()
        };
        time(200);
        let (small, large) = (time(500).max(0.004), time(4_000));
        assert!(large < small * 8.0 * 8.0, "{unit:?}: {small:.4} s, eight times as much {large:.4} s");
    }
}

#[test]
fn headers_with_many_keys_stay_linear() {
    for line in ["a{}: 1.50\n", "title: {}\n", "Titel{}: x\n", "titel: {}\n"] {
        let file: Arc<str> = "a.md".into();
        let time = |count: usize| {
            let keys: String = (0..count).map(|number| line.replace("{}", &number.to_string())).collect();
            let text = format!("---\n{keys}---\n# A\n");
            let start = std::time::Instant::now();
            parse(Request {
                file: &file,
                text: &text,
                locale: LocaleId(0),
                path: "a.md",
                include: false,
                manner: MANNER,
            });
            start.elapsed().as_secs_f64()
        };
        time(200);
        let (small, large) = (time(400).max(0.004), time(3_200));
        assert!(large < small * 8.0 * 8.0, "{line:?}: {small:.4} s, eight times as much {large:.4} s");
    }
}
