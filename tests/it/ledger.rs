//! The ledger on the command line: which units of a translation an edit of its source touches, and which it leaves alone.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

use crate::site::Project;

pub const SETTINGS: &str = "source_locale: en-US\nlocales: [en-US, de-DE]\n";

pub const SOURCE: &str = "---
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

pub const TARGET: &str = "---
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
    assert!(output.status.success() && error.is_empty(), "{arguments:?}: {out}{error}");
    out.into_owned()
}

/// The status as its JSON.
pub fn status(project: &Project) -> Value {
    serde_json::from_str(&said(project, &["status", "--format", "json"])).expect("one JSON object")
}

/// What is told of one unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    pub id: String,
    pub state: String,
    pub source: String,
    pub then: String,
    pub target: String,
    pub by: String,
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
pub fn units(project: &Project, page: &str) -> Vec<Told> {
    units_in(&status(project), page)
}

/// The units of a page in German, as a status tells them.
pub fn units_in(status: &Value, page: &str) -> Vec<Told> {
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

pub fn short(units: &[Told]) -> Vec<String> {
    units.iter().map(Told::short).collect()
}

pub fn page_state(project: &Project, page: &str) -> String {
    let status = status(project);
    let pages = status["pages"].as_array().expect("a list");
    let found = pages.iter().find(|found| found["page"] == page && found["locale"] == "de-DE");
    found.and_then(|found| found["state"].as_str()).unwrap_or("none").to_owned()
}

pub fn read(project: &Project, path: &str) -> String {
    fs::read_to_string(project.folder().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub const LEDGER: &str = "locales/de-DE/units.tsv";
pub const TEXTS: &str = "locales/source-texts.tsv";

/// A page that somebody has translated, read again and accepted.
pub fn accepted() -> Project {
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
