//! Ledgers as files: pages that come and go, what is shared, merged, damaged.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use diglot::load::{self, Request};
use diglot::model::{Config, UnitState};
use diglot::site::{Site, Spared};

use crate::ledger::{
    LEDGER, SETTINGS, SOURCE, TARGET, TEXTS, Told, accepted, diglot, page_state, read, said, status, units, units_in,
};
use crate::site::Project;

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

/// What version control may make of a file that two people have changed: the lines of both in either order, or with marks
/// between them.
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

/// The units of the page, as a status tells them that has one thing to complain of and goes on.
fn complaining(project: &Project) -> Vec<Told> {
    let told = diglot(project, &["status", "--format", "json"]);
    let complaint = String::from_utf8_lossy(&told.stderr).into_owned();
    assert_eq!((told.status.code(), complaint.matches("[invalid-ledger]").count()), (Some(0), 1), "{complaint}");
    units_in(&serde_json::from_slice(&told.stdout).expect("one JSON object"), "tea")
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
        let found = complaining(&project);
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
    let found = complaining(&project);
    let changed: Vec<&Told> = found.iter().filter(|unit| unit.state != "reviewed").collect();
    assert_eq!((changed.len(), changed[0].state.as_str(), changed[0].then.as_str()), (1, "stale", ""), "{changed:#?}");
}

#[test]
fn pages_may_be_called_anything() {
    let project = Project::new(&[("site.yaml", SETTINGS)]);
    let names = ["#1", "a b", "a.md", "50%25", "=======", "ä", "x#y", " c/ d"];
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

/// What is told of a project for people, with and without what is known of whole pages.
fn told_both_ways(project: &Project) -> [String; 2] {
    let told = || {
        assert!(diglot(project, &["build", "--out", "out", "--now", "2026-03-05"]).status.success());
        let page = read(project, "out/status/index.html");
        assert!(page.contains("de-DE"));
        let commands =
            [&["status"][..], &["status", "--only", "stale,unknown,missing"], &["status", "--only", "fresh"]];
        commands.map(|command| said(project, command)).concat() + &page
    };
    let (settled, aside) = (project.folder().join(SETTLED), project.folder().join("aside"));
    let with = told();
    fs::rename(&settled, &aside).expect("moved");
    let without = told();
    fs::rename(&aside, &settled).expect("moved");
    [with, without]
}

const SETTLED: &str = "locales/de-DE/pages.tsv";

/// The files of a project whose units nobody has looked for, because they are settled.
fn unread(project: &Project) -> Vec<String> {
    let request = Request { site: Some(project.folder().to_path_buf()), ..Request::default() };
    let config = Config { tells_states: true, ..load::discover(&request).expect("a site") };
    let sources = load::load(&config).expect("sources");
    let (site, _) = Site::new(config, sources);
    let unread = site.documents.iter().filter(|document| document.has_traces_alone() && document.traces().is_none());
    unread.map(|document| document.path.clone()).collect()
}

#[test]
fn a_settled_page_stands_as_it_does_by_its_units() {
    let project = accepted();
    project.write("site.yaml", format!("{SETTINGS}status_page: true\n").as_bytes());
    let settled = read(&project, SETTLED);
    assert_eq!(settled.lines().filter(|line| line.starts_with("tea\t")).count(), 1, "{settled}");
    let (mut before, none) = (None, "0000000000000000");
    let edits: [(&str, &str, &str, usize); 7] = [
        ("content/en-US/tea.md", "", "", 2),
        // The translation was settled with another source, and is read for its units.
        ("content/en-US/tea.md", "three minutes", "four minutes", 0),
        ("content/en-US/tea.md", "Boil the water.", "Cook.\n1. Boil the water.", 0),
        // The source is settled with another translation.
        ("content/de-DE/tea.md", "Eine Kanne", "Eine große Kanne", 1),
        ("content/de-DE/tea.md", "\n\n", "\n\n\n", 1),
        // Entries that tell of other texts, which only the ledger itself shows, and what a merge leaves.
        (LEDGER, "\treviewed\t", "\tfresh\t", 2),
        (SETTLED, "tea\t", &format!("<<<<<<< ours\ntea\t{}\t1\t2\t3\t4\n=======\ntea\t", [none; 3].join("\t")), 2),
    ];
    for (file, from, to, count) in edits {
        let was = read(&project, file);
        let other = if from.is_empty() { was.clone() } else { was.replacen(from, to, 1) };
        assert!(from.is_empty() || other != was, "{file}: {from}");
        project.write(file, other.as_bytes());
        let [with, without] = told_both_ways(&project);
        assert_eq!(with, without, "{file}: {from} => {to}");
        assert_eq!(unread(&project).len(), count, "{file}: {from} => {to}");
        let first = before.get_or_insert_with(|| with.clone());
        assert_eq!(from.is_empty() || file == SETTLED || to.contains("\n\n\n"), with == *first, "{file}: {from}");
        project.write(file, was.as_bytes());
    }
    // A damaged line is said, and costs nothing but time.
    project.write(SETTLED, settled.replace("tea\t", "tea\tx").as_bytes());
    let output = diglot(&project, &["check"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("pages.tsv:3"), "{output:?}");
    project.write(SETTLED, settled.as_bytes());
    // It follows its page, and goes with it.
    said(&project, &["mv", "tea", "brew"]);
    assert_eq!(read(&project, SETTLED), settled.replace("tea\t", "brew\t"));
    said(&project, &["ledger", "accept"]);
    assert_eq!(unread(&project), ["brew.md", "brew.md"]);
    for tag in ["en-US", "de-DE"] {
        fs::remove_file(project.folder().join(format!("content/{tag}/brew.md"))).expect("there");
    }
    said(&project, &["ledger", "prune"]);
    assert!(!read(&project, SETTLED).contains("brew"));
}

#[test]
fn a_check_finds_on_settled_pages_what_it_finds_by_their_units() {
    let (source, target) = (SOURCE.replace("three", "3").replace("Assam", "Darjeeling"), TARGET.replace("Drei", "13"));
    let project = Project::new(&[
        ("site.yaml", SETTINGS),
        ("glossary.yaml", "do_not_translate: [Darjeeling]\n"),
        ("content/en-US/shop.md", "# Shop\n\nWe are open on 12 days.\n\nWe are open on 12 days, too.\n"),
        ("content/de-DE/shop.md", "# Laden\n\nWir haben an 12 Tagen offen.\n\nWir haben an 12 Tagen offen, auch.\n"),
        ("content/en-US/tea.md", &source),
        ("content/de-DE/tea.md", &target.replace("`kettles`", "`pots`")),
    ]);
    said(&project, &["ledger", "accept"]);
    let found = |is_left_out: bool| {
        let request = Request { site: Some(project.folder().to_path_buf()), keeps_units: true, ..Request::default() };
        let config = load::discover(&request).expect("a site");
        let sources = load::load(&config).expect("sources");
        let (site, _) = Site::sparing(config, sources, &Spared { defers_ledgers: true, ..Spared::default() });
        let locale = site.translations().next().expect("German");
        // Its lines are read where there is something to say, and only there.
        let pages = &site.records.ledgers[&locale].pages;
        assert_eq!(pages.is_empty(), is_left_out, "{pages:?}");
        let all = site.status(locale);
        let states: BTreeSet<UnitState> = all.iter().flat_map(|page| &page.units).map(|unit| unit.state).collect();
        assert_eq!((all.len(), states), (2, BTreeSet::from([UnitState::Fresh])));
        ["json", "sarif"].map(|format| String::from_utf8(diglot(&project, &["check", "--format", format]).stdout))
    };
    let (settled, aside) = (project.folder().join(SETTLED), project.folder().join("aside"));
    let with = found(true);
    fs::rename(&settled, &aside).expect("moved");
    assert_eq!(found(false), with);
    let json = with[0].as_deref().expect("text");
    for code in ["changed-figure", "changed-placeholder", "changed-term"] {
        assert!(json.contains(code), "{code}: {json}");
    }
    // Another version of the program might find other units in the same files.
    let known = fs::read_to_string(&aside).expect("there");
    let others = known.replace("\t0\t0\n", "\t1\t0\n");
    assert_eq!(others.lines().filter(|line| line.ends_with("\t1\t0")).count(), 2, "{known}");
    fs::write(&settled, others).expect("written");
    assert_eq!(found(true), with);
}

#[test]
fn a_file_that_has_no_text_has_nothing_to_translate() {
    let project = accepted();
    for tag in ["en-US", "de-DE"] {
        project.write(&format!("content/{tag}/toc.yml"), b"- href: tea.md\n- href: shop.md\n");
        project.write(&format!("content/{tag}/more/toc.yml"), b"- name: tea\n  href: ../tea.md\n");
        project.write(&format!("content/{tag}/bare.yml"), "### YamlMime:Landing\ntitle: –\n".as_bytes());
    }
    for told in [1, 2] {
        for page in ["toc", "bare"] {
            assert_eq!((page_state(&project, page), units(&project, page)), ("current".to_owned(), Vec::new()));
        }
        let table = said(&project, &["status"]);
        let unknown = if told == 1 { "1 unknown" } else { "1 fresh" };
        assert!(table.lines().any(|line| line.contains(" 29 units ") && line.contains(unknown)), "{table}");
        said(&project, &["ledger", "accept"]);
    }
}

#[test]
fn what_comes_back_from_translators_settles_its_page() {
    let project = accepted();
    said(&project, &["units", "export", "--locale", "de-DE", "--format", "po", "--output", "de.po"]);
    let file = read(&project, "de.po").replace("Frisches Wasser", "Ganz frisches Wasser");
    project.write("de.po", file.as_bytes());
    assert!(diglot(&project, &["units", "import", "de.po"]).status.success());
    assert!(read(&project, "content/de-DE/tea.md").contains("Ganz frisches Wasser"));
    assert_eq!(unread(&project), ["tea.md", "tea.md"]);
}
