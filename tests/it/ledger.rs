//! The ledger on the command line: which units of a translation an edit of its source touches, and which it leaves alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

use crate::site::Project;

const SETTINGS: &str = "source_locale: en-US\nlocales: [en-US, de-DE]\n";

const SOURCE: &str = "---
title: The tea house
description: How we make tea.
author: ann
---
# Making tea

Warm the pot with hot water first.

Let it draw for three minutes. Longer makes it bitter.

## What you need

- A pot that holds four cups
- Fresh water from the tap
- Tea leaves, not bags

---

1. Boil the water.
2. Pour it over the leaves.
3. Wait, then **serve** the tea.

```console
kettle --boil
```

| Tea | Strong | Milk |
| --- | --- | --- |
| Assam | Yes | Yes |
| Sencha | No | No |
| Earl Grey | Yes | No |

## Where to buy it

See [our shop](shop.md) for leaves and `kettles`.

> [!NOTE]
> Ask us anything by mail.
";

const TARGET: &str = "---
title: Das Teehaus
description: Wie wir Tee machen.
---
# Tee machen

Zuerst die Kanne mit heißem Wasser wärmen.

Drei Minuten ziehen lassen. Länger wird er bitter.

## Was man braucht

- Eine Kanne für vier Tassen
- Frisches Wasser aus der Leitung
- Teeblätter, keine Beutel

---

1. Das Wasser aufkochen.
2. Über die Blätter gießen.
3. Warten, dann den Tee **servieren**.

```console
kettle --boil
```

| Tee | Stark | Milch |
| --- | --- | --- |
| Assam-Tee | Ja | Ja |
| Sencha-Tee | Nein | Nein |
| Earl-Grey-Tee | Ja | Nein |

## Wo man ihn kauft

Blätter und `kettles` gibt es [bei uns](shop.md).

> [!NOTE]
> Fragen gern per Post.
";

pub fn diglot(project: &Project, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(project.folder())
        .args(arguments)
        .output()
        .expect("the command runs")
}

/// Runs a command that must succeed and has nothing to complain of; gives what it says.
pub fn said(project: &Project, arguments: &[&str]) -> String {
    let output = diglot(project, arguments);
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    // A damaged ledger is said, and stops nothing.
    let complains = !error.is_empty() && !error.contains("[invalid-ledger]");
    assert!(output.status.success() && !complains, "{arguments:?}: {out}{error}");
    out.into_owned()
}

/// The status as its JSON.
pub fn status(project: &Project) -> Value {
    serde_json::from_str(&said(project, &["status", "--format", "json"])).expect("one JSON object")
}

/// What is told of one unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    id: String,
    state: String,
    source: String,
    then: String,
    target: String,
    by: String,
}

impl Told {
    /// `state: source`, with what it said then and with the translation of what is gone.
    fn short(&self) -> String {
        match self.state.as_str() {
            "stale" => format!("stale: {} <- {}", self.source, self.then),
            "orphaned" => format!("orphaned: {}", self.target),
            state => format!("{state}: {}", self.source),
        }
    }
}

/// The units of a page in German.
fn units(project: &Project, page: &str) -> Vec<Told> {
    let status = status(project);
    let text = |unit: &Value, name: &str| unit[name].as_str().unwrap_or_default().to_owned();
    let units = status["units"].as_array().expect("a list");
    let found = units.iter().filter(|unit| unit["page"] == page && unit["locale"] == "de-DE").map(|unit| Told {
        id: text(unit, "id"),
        state: text(unit, "state"),
        source: text(unit, "source"),
        then: text(unit, "source_then"),
        target: text(unit, "target"),
        by: text(unit, "provenance"),
    });
    let found: Vec<Told> = found.collect();
    let ids: BTreeSet<&str> = found.iter().map(|unit| unit.id.as_str()).collect();
    assert_eq!(ids.len(), found.len(), "an id is there twice: {found:#?}");
    found
}

fn short(units: &[Told]) -> Vec<String> {
    units.iter().map(Told::short).collect()
}

fn page_state(project: &Project, page: &str) -> String {
    let status = status(project);
    let pages = status["pages"].as_array().expect("a list");
    let found = pages.iter().find(|found| found["page"] == page && found["locale"] == "de-DE");
    found.and_then(|found| found["state"].as_str()).unwrap_or("none").to_owned()
}

fn read(project: &Project, path: &str) -> String {
    fs::read_to_string(project.folder().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

const LEDGER: &str = "locales/de-DE/units.tsv";
const TEXTS: &str = "locales/source-texts.tsv";

/// A page that somebody has translated, read again and accepted.
fn accepted() -> Project {
    let project = Project::new(&[
        ("site.yaml", SETTINGS),
        ("content/en-US/tea.md", SOURCE),
        ("content/de-DE/tea.md", TARGET),
        ("content/en-US/shop.md", "# Shop\n"),
    ]);
    said(&project, &["ledger", "accept", "--state", "reviewed", "--by", "machine"]);
    project
}

/// What an edit is called; what it replaces by what; the units that are then not as they were.
type Edit<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str]);

#[test]
fn an_edit_of_the_source_touches_its_own_units_and_no_others() {
    let project = accepted();
    let before = units(&project, "tea");
    assert_eq!(before.len(), 27);
    assert!(before.iter().all(|unit| unit.state == "reviewed" && unit.by == "machine"), "{before:#?}");
    assert_eq!(page_state(&project, "tea"), "current");
    let of = |source: &str| before.iter().find(|unit| unit.source == source).expect("there").clone();

    // What the edit is; what it replaces by what; the units that are not as they were.
    let edits: &[Edit<'_>] = &[
        ("a paragraph comes", &[("\n## What", "\nThen pour it away.\n\n## What")], &["missing: Then pour it away."]),
        (
            "a paragraph goes",
            &[("Warm the pot with hot water first.\n\n", "")],
            &["orphaned: Zuerst die Kanne mit heißem Wasser wärmen."],
        ),
        (
            "a paragraph moves to another section",
            &[
                ("Warm the pot with hot water first.\n\n", ""),
                ("See [our", "Warm the pot with hot water first.\n\nSee [our"),
            ],
            &[],
        ),
        (
            "sections change places",
            &[
                ("## Where to buy it\n\nSee [our shop](shop.md) for leaves and `kettles`.\n\n", ""),
                (
                    "## What you",
                    "## Where to buy it\n\nSee [our shop](shop.md) for leaves and `kettles`.\n\n## What you",
                ),
            ],
            &[],
        ),
        (
            "a paragraph is split",
            &[("minutes. Longer", "minutes.\n\nLonger")],
            &[
                "stale: Let it draw for three minutes. <- Let it draw for three minutes. Longer makes it bitter.",
                "missing: Longer makes it bitter.",
            ],
        ),
        (
            "two paragraphs become one",
            &[("first.\n\nLet", "first.\nLet")],
            &[
                "orphaned: Zuerst die Kanne mit heißem Wasser wärmen.",
                "stale: Warm the pot with hot water first. Let it draw for three minutes. Longer makes it bitter. <- Let it draw for three minutes. Longer makes it bitter.",
            ],
        ),
        (
            "a word changes",
            &[("three minutes", "five minutes")],
            &[
                "stale: Let it draw for five minutes. Longer makes it bitter. <- Let it draw for three minutes. Longer makes it bitter.",
            ],
        ),
        (
            "a word changes, and the paragraph moves",
            &[
                ("Warm the pot with hot water first.\n\n", ""),
                ("Longer makes it bitter.", "Longer makes it bitter.\n\nWarm your pot with hot water first."),
            ],
            &["stale: Warm your pot with hot water first. <- Warm the pot with hot water first."],
        ),
        (
            "lines are broken elsewhere",
            &[("draw for three minutes. Longer", "draw\nfor three\n  minutes.   Longer"), ("mail.", "mail\n> .")],
            &["stale: Ask us anything by mail . <- Ask us anything by mail."],
        ),
        (
            "lines are broken elsewhere",
            &[
                ("draw for three minutes. Longer", "draw\nfor three\n  minutes.   Longer"),
                ("anything by", "anything\n> by"),
            ],
            &[],
        ),
        ("other bullets", &[("- A", "* A"), ("- F", "* F"), ("- T", "* T")], &[]),
        ("another bullet in the middle", &[("- F", "+ F")], &[]),
        ("other numbers", &[("1. ", "4) "), ("2. ", "4) "), ("3. ", "4) ")], &[]),
        ("bullets become numbers", &[("- A", "1. A"), ("- F", "2. F"), ("- T", "3. T")], &[]),
        ("a list is looser", &[("cups\n", "cups\n\n")], &[]),
        (
            "front matter in another order",
            &[("title: The tea house\n", ""), ("author: ann\n", "author: bob\ntitle: 'The tea house'\nx: y\n")],
            &[],
        ),
        ("other code", &[("kettle --boil", "kettle --boil --loud\nkettle --off")], &[]),
        ("code goes", &[("```console\nkettle --boil\n```\n\n", "")], &[]),
        ("a link leads elsewhere", &[("](shop.md)", "](https://example.com/shop \"Shop\")")], &[]),
        ("a heading has an anchor", &[("## What", "## <a name=\"needs\"></a>What"), ("buy it", "buy it {#buy}")], &[]),
        ("a heading is lower", &[("## What", "### What")], &[]),
        ("bold goes", &[("**serve**", "serve")], &[]),
        ("bold comes", &[("hot water first", "*hot* **water** first")], &[]),
        (
            "a table is drawn otherwise",
            &[("| Assam | Yes | Yes |", "|Assam|Yes|Yes"), ("| --- | --- | --- |", "|:--|:-:|--:|")],
            &[],
        ),
        ("an alert is another", &[("[!NOTE]", "[!WARNING]")], &[]),
        ("a comment comes", &[("\n## Where", "\n<!-- To do -->\n\n## Where")], &[]),
        (
            "inline code changes",
            &[("`kettles`", "`pots`")],
            &["stale: See our shop for leaves and pots. <- See our shop for leaves and kettles."],
        ),
        ("the title changes", &[("title: The tea house", "title: Coffee")], &["stale: Coffee <- The tea house"]),
        (
            "a row comes",
            &[("| Sencha", "| Darjeeling | No | Yes |\n| Sencha")],
            &["missing: Darjeeling", "missing: No", "missing: Yes"],
        ),
        (
            "a row goes",
            &[("| Sencha | No | No |\n", "")],
            &["orphaned: Sencha-Tee", "orphaned: Nein", "orphaned: Nein"],
        ),
        (
            "a row moves",
            &[
                ("| Sencha | No | No |\n", ""),
                ("| Earl Grey | Yes | No |\n", "| Earl Grey | Yes | No |\n| Sencha | No | No |\n"),
            ],
            &[],
        ),
        ("a cell changes", &[("| Sencha | No | No |", "| Sencha | Yes | No |")], &["stale: Yes <- No"]),
        (
            "two cells change places",
            &[("| Assam | Yes | Yes |", "| Assam | No | Yes |"), ("| Sencha | No | No |", "| Sencha | Yes | No |")],
            &["stale: No <- Yes", "stale: Yes <- No"],
        ),
        ("an item comes first", &[("- A pot", "- A kettle for water\n- A pot")], &["missing: A kettle for water"]),
        ("a line of the list is an item within another", &[("- Fresh", "  - Fresh")], &[]),
    ];
    let mut wrong = Vec::new();
    for (name, changes, expected) in edits {
        let mut text = SOURCE.to_owned();
        for (from, to) in *changes {
            assert_eq!(text.matches(from).count(), 1, "{name}: {from}");
            text = text.replace(from, to);
        }
        project.write("content/en-US/tea.md", text.as_bytes());
        let after = units(&project, "tea");
        let changed: Vec<Told> = after.iter().filter(|unit| !before.contains(unit)).cloned().collect();
        let (mut is, mut should) = (short(&changed), expected.to_vec());
        is.sort();
        should.sort();
        if is != should {
            wrong.push(format!("{name}: {is:#?}"));
            continue;
        }
        let is_current = page_state(&project, "tea") == "current";
        assert_eq!(is_current, expected.is_empty(), "{name}");
        // What is stale or orphaned keeps its id and who made it, and shows what it was made from.
        for unit in changed.iter().filter(|unit| unit.state != "missing") {
            let old =
                before.iter().find(|old| old.id == unit.id).unwrap_or_else(|| panic!("{name}: a new id {unit:?}"));
            assert_eq!((&unit.target, &unit.by, &unit.then), (&old.target, &old.by, &old.source), "{name}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    project.write("content/en-US/tea.md", SOURCE.as_bytes());
    assert_eq!(units(&project, "tea"), before);
    assert_eq!(of("Making tea").target, "Tee machen");
}

#[test]
fn accepting_twice_writes_nothing_new_and_a_copy_says_the_same() {
    let project = accepted();
    let files = || (read(&project, LEDGER), read(&project, TEXTS));
    let (once, told) = (files(), status(&project));
    assert!(said(&project, &["ledger", "accept"]).contains("0 units on 0 pages accepted"));
    assert_eq!(files(), once, "what was read again stays so");
    // Another project with the same texts has the same records; no repository is asked.
    assert!(!project.folder().join(".git").exists());
    let other = accepted();
    assert_eq!((read(&other, LEDGER), read(&other, TEXTS)), once);
    assert_eq!(status(&other), told);
    // A Windows checkout.
    for path in [LEDGER, TEXTS] {
        other.write(path, read(&other, path).replace('\n', "\r\n").as_bytes());
    }
    for path in ["content/en-US/tea.md", "content/de-DE/tea.md"] {
        other.write(path, read(&other, path).replace('\n', "\r\n").as_bytes());
    }
    assert_eq!(status(&other), told);
}

#[test]
fn a_translation_that_is_edited_is_fresh_and_no_longer_reviewed() {
    let project = accepted();
    let edited = TARGET.replace("Drei Minuten", "Ganze drei Minuten");
    project.write("content/de-DE/tea.md", edited.as_bytes());
    let found = units(&project, "tea");
    let changed: Vec<&Told> = found.iter().filter(|unit| unit.state != "reviewed").collect();
    assert_eq!(changed.len(), 1, "{changed:#?}");
    assert_eq!((changed[0].state.as_str(), changed[0].by.as_str()), ("fresh", "machine"));
    assert_eq!(page_state(&project, "tea"), "current");
    said(&project, &["ledger", "accept", "--by", "human"]);
    let after = units(&project, "tea");
    let ids = |units: &[Told]| units.iter().map(|unit| unit.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&after), ids(&found), "the ids stay");
    // Both texts edited: what it was made from is no longer what the source says.
    project.write("content/en-US/tea.md", SOURCE.replace("three minutes", "five minutes").as_bytes());
    project.write("content/de-DE/tea.md", TARGET.replace("Drei Minuten", "Fünf Minuten").as_bytes());
    let both = units(&project, "tea");
    assert_eq!(ids(&both), ids(&found));
    assert_eq!(
        short(&both.into_iter().filter(|unit| !after.contains(unit)).collect::<Vec<_>>()),
        [
            "stale: Let it draw for five minutes. Longer makes it bitter. <- Let it draw for three minutes. Longer makes it bitter."
        ]
    );
}

#[test]
fn pages_come_go_and_are_pruned() {
    let project = accepted();
    let remove = |path: &str| fs::remove_file(project.folder().join(path)).expect("there");
    let before = read(&project, LEDGER);
    remove("content/en-US/tea.md");
    assert_eq!(page_state(&project, "tea"), "orphaned");
    assert!(units(&project, "tea").iter().all(|unit| unit.state == "orphaned" && !unit.then.is_empty()));
    project.write("content/en-US/tea.md", SOURCE.as_bytes());
    remove("content/de-DE/tea.md");
    assert_eq!(page_state(&project, "tea"), "untranslated");
    assert!(units(&project, "tea").iter().all(|unit| unit.state == "missing" && before.contains(&unit.id)));
    said(&project, &["ledger", "accept"]);
    assert_eq!(read(&project, LEDGER), before, "what is not there now may come back");
    // Renamed by hand, and not with `diglot mv`.
    remove("content/en-US/tea.md");
    project.write("content/en-US/brew.md", SOURCE.as_bytes());
    project.write("content/de-DE/brew.md", TARGET.as_bytes());
    assert_eq!((page_state(&project, "brew"), page_state(&project, "tea")), ("unknown".into(), "none".into()));
    assert!(said(&project, &["ledger", "prune"]).contains("de-DE: 27 units forgotten, 0 kept"));
    assert_eq!((read(&project, LEDGER).lines().count(), read(&project, TEXTS).lines().count()), (2, 2));
    // A unit of a page goes.
    said(&project, &["ledger", "accept"]);
    let cut = |text: &str, from: &str| text.replace(from, "");
    project.write("content/en-US/brew.md", cut(SOURCE, "Warm the pot with hot water first.\n\n").as_bytes());
    assert!(
        said(&project, &["ledger", "prune"]).contains("de-DE: 0 units forgotten"),
        "its translation is still there"
    );
    project.write("content/de-DE/brew.md", cut(TARGET, "Zuerst die Kanne mit heißem Wasser wärmen.\n\n").as_bytes());
    let pruned = said(&project, &["ledger", "prune"]);
    assert!(
        pruned.contains("de-DE: 1 unit forgotten, 26 kept") && pruned.contains("1 source text forgotten"),
        "{pruned}"
    );
}

#[test]
fn languages_share_the_source_texts() {
    let project = accepted();
    let texts = read(&project, TEXTS);
    project.write("site.yaml", SETTINGS.replace("de-DE", "de-DE, fr-FR").as_bytes());
    project.write("content/fr-FR/tea.md", TARGET.replace("Tee", "Thé").as_bytes());
    said(&project, &["ledger", "accept", "--locale", "en-US", "--locale", "fr-FR"]);
    assert_eq!(read(&project, TEXTS), texts);
    let ids = |path: &str| -> BTreeMap<String, String> {
        let ledger = read(&project, path);
        let fields = ledger.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect());
        fields.map(|fields: Vec<&str>| (fields[2].to_owned(), fields[1].to_owned())).collect()
    };
    let (german, french) = (ids(LEDGER), ids("locales/fr-FR/units.tsv"));
    assert!(!french.is_empty() && french.iter().all(|(source, id)| german.get(source) == Some(id)), "{french:?}");
}

/// Merges what two people have made of a file; `git` says how, where it is there.
fn merged(base: &str, ours: &str, theirs: &str) -> Vec<String> {
    let added = |text: &str| -> String {
        text.lines().filter(|line| !base.contains(line)).map(|line| format!("{line}\n")).collect()
    };
    let kept = |line: &&str| ours.contains(*line) && theirs.contains(*line);
    let kept: String = base.lines().filter(kept).map(|line| format!("{line}\n")).collect();
    let (ours, theirs) = (added(ours), added(theirs));
    vec![
        format!("{kept}{ours}{theirs}"),
        format!("{theirs}{kept}{ours}"),
        format!("{kept}<<<<<<< HEAD\n{ours}||||||| base\n=======\n{theirs}>>>>>>> other\n"),
    ]
}

#[test]
fn what_two_people_accepted_is_read_as_both() {
    let project = Project::new(&[
        ("site.yaml", SETTINGS),
        ("content/en-US/a.md", "# One\n\nThe first text.\n\nThe second text.\n"),
        ("content/de-DE/a.md", "# Eins\n\nDer erste Text.\n\nDer zweite Text.\n"),
        ("content/en-US/b.md", "# Two\n\nAnother text.\n"),
        ("content/de-DE/b.md", "# Zwei\n\nEin anderer Text.\n"),
    ]);
    // One accepts one page, the other another.
    let accept = |page: &str, more: &[&str]| {
        said(&project, &[&["ledger", "accept", "--page", page], more].concat());
        (read(&project, LEDGER), read(&project, TEXTS))
    };
    let forget = || fs::remove_dir_all(project.folder().join("locales")).expect("there");
    let ours = accept("a", &[]);
    forget();
    let theirs = accept("b", &["--state", "reviewed"]);
    let head = |text: &str| {
        text.lines().filter(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect::<String>()
    };
    let both = accept("a", &[]);
    for (ledger, texts) in
        merged(&head(&ours.0), &ours.0, &theirs.0).iter().zip(merged(&head(&ours.1), &ours.1, &theirs.1))
    {
        project.write(LEDGER, ledger.as_bytes());
        project.write(TEXTS, texts.as_bytes());
        assert!(units(&project, "a").iter().all(|unit| unit.state == "fresh"));
        assert!(units(&project, "b").iter().all(|unit| unit.state == "reviewed"));
        said(&project, &["ledger", "prune"]);
        assert_eq!((read(&project, LEDGER), read(&project, TEXTS)), both, "a merge is put in order");
    }
    // Both accept the same unit, each with another translation. What is on the disk is what holds.
    let base = read(&project, LEDGER);
    let with = |text: &str, reviewed: bool| {
        project.write("content/de-DE/a.md", format!("# Eins\n\nDer erste Text.\n\n{text}\n").as_bytes());
        project.write(LEDGER, base.as_bytes());
        accept("a", if reviewed { &["--state", "reviewed"] } else { &[] }).0
    };
    let (ours, theirs) = (with("Der 2. Text.", true), with("Text Nummer zwei.", false));
    for merge in merged(&base, &ours, &theirs) {
        for (text, state) in [("Der 2. Text.", "reviewed"), ("Text Nummer zwei.", "fresh"), ("Noch ein Text.", "fresh")]
        {
            project.write("content/de-DE/a.md", format!("# Eins\n\nDer erste Text.\n\n{text}\n").as_bytes());
            project.write(LEDGER, merge.as_bytes());
            let found = units(&project, "a");
            assert_eq!((found.len(), found[2].state.as_str(), found[2].target.as_str()), (3, state, text), "{merge}");
            said(&project, &["ledger", "accept"]);
            assert_eq!(units(&project, "a")[2].state, state);
            assert_eq!(read(&project, LEDGER).lines().count(), base.lines().count(), "one entry is left");
        }
    }
    // One reads again what the other only has accepted.
    let (ours, theirs) = (with("Der zweite Text.", true), with("Der zweite Text.", false));
    for merge in [format!("{ours}{theirs}"), format!("{theirs}{ours}")] {
        project.write("content/de-DE/a.md", "# Eins\n\nDer erste Text.\n\nDer zweite Text.\n".as_bytes());
        project.write(LEDGER, merge.as_bytes());
        assert_eq!(units(&project, "a")[2].state, "reviewed");
    }
}

#[test]
fn damaged_records_are_said_and_cost_no_more_than_themselves() {
    let project = accepted();
    let (ledger, texts) = (read(&project, LEDGER), read(&project, TEXTS));
    let lines: Vec<&str> = ledger.lines().collect();
    let fields: Vec<&str> = lines[2].split('\t').collect();
    for damaged in [
        lines[2].replace('\t', " "),
        lines[2].replace("reviewed", "seen"),
        lines[2].replace(fields[2], &fields[2][1..]),
        format!("{}\tmore", lines[2]),
    ] {
        project.write(LEDGER, ledger.replace(lines[2], &damaged).as_bytes());
        let found = units(&project, "tea");
        assert_eq!(found.iter().filter(|unit| unit.state != "reviewed").count(), 1, "{damaged}");
        let check = diglot(&project, &["check", "--format", "json"]);
        let check = String::from_utf8_lossy(&check.stdout).into_owned();
        let said: Vec<&str> = check.lines().filter(|line| line.contains("\"invalid-ledger\"")).collect();
        assert!(said.len() == 1 && said[0].contains(LEDGER) && said[0].contains("\"line\":3,"), "{check}");
    }
    // Without the old text nothing is known of the change but that there is one.
    project.write(LEDGER, ledger.as_bytes());
    project.write(TEXTS, texts.replace("Let it draw", "Let him draw").as_bytes());
    project.write("content/en-US/tea.md", SOURCE.replace("three minutes", "five minutes").as_bytes());
    let found = units(&project, "tea");
    let changed: Vec<&Told> = found.iter().filter(|unit| unit.state != "reviewed").collect();
    assert_eq!((changed.len(), changed[0].state.as_str(), changed[0].then.as_str()), (1, "stale", ""), "{changed:#?}");
}

#[test]
fn pages_may_be_called_anything() {
    let project = Project::new(&[("site.yaml", SETTINGS)]);
    let names = ["#1", "a b", "a.md", "50%25", "=======", "ä", "x#y"];
    for name in names {
        project.write(&format!("content/en-US/{name}.md"), b"# One\n\nThe first text.\n");
        project.write(&format!("content/de-DE/{name}.md"), b"# Eins\n\nDer erste Text.\n");
    }
    said(&project, &["ledger", "accept"]);
    let status = status(&project);
    let states: Vec<(&str, &str)> = status["pages"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|page| (page["page"].as_str().expect("a key"), page["state"].as_str().expect("a state")))
        .collect();
    assert!(states.len() == names.len() && states.iter().all(|(_, state)| *state == "current"), "{states:?}");
}
