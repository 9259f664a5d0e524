//! `diglot units export` and `diglot units import`: units of whole sites go out, and come back as they were, translated, or
//! damaged.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

use crate::check::text;
use crate::mv::tree;
use crate::site::Project;

/// Runs the command, and gives its status with all that it said.
pub fn run(project: &Project, arguments: &[&str]) -> (Option<i32>, String) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(project.folder())
        .args(arguments)
        .output()
        .expect("the command runs");
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

/// What a command says that must do its work.
pub fn done(project: &Project, arguments: &[&str]) -> String {
    let (status, said) = run(project, arguments);
    assert_eq!(status, Some(0), "{arguments:?}: {said}");
    said
}

pub fn export(project: &Project, format: &str) -> String {
    done(project, &["units", "export", "--locale", "de-DE", "--format", format])
}

/// Imports a text as a file of a format.
pub fn import(project: &Project, format: &str, text: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(format!("back.{format}"));
    fs::write(&file, text).expect("written");
    let file = file.to_str().expect("UTF-8");
    let (status, said) = run(project, &["units", "import", ".", file]);
    (status, said.replace(file, "back"))
}

pub fn page(project: &Project, path: &str) -> String {
    fs::read_to_string(project.folder().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The units of the German translation: their source, state and provenance.
pub fn status(project: &Project) -> Vec<(String, String, String)> {
    let report: Value =
        serde_json::from_str(&done(project, &["status", "--locale", "de-DE", "--format", "json"])).expect("JSON");
    let units = report["units"].as_array().expect("units").iter();
    let field = |unit: &Value, name: &str| unit[name].as_str().unwrap_or_default().to_owned();
    units.map(|unit| (field(unit, "source"), field(unit, "state"), field(unit, "provenance"))).collect()
}

/// A PO file with other translations: `change` gets the words of each entry and says how they are translated.
fn translated_po(file: &str, change: &dyn Fn(&str) -> Option<String>) -> String {
    let string = |lines: &[&str]| -> String {
        let inner = |line: &&str| {
            let (from, to) = (line.find('"').map_or(0, |at| at + 1), line.len() - 1);
            line[from..to].replace("\\\\", "\u{1}").replace("\\n", "\n").replace("\\\"", "\"").replace('\u{1}', "\\")
        };
        lines.iter().map(inner).collect()
    };
    let mut out: Vec<String> = Vec::new();
    for entry in file.trim_end().split("\n\n") {
        let lines: Vec<&str> = entry.lines().collect();
        let at = |word: &str| lines.iter().position(|line| line.starts_with(word)).expect("a keyword");
        let (words, target) = (at("msgid "), at("msgstr "));
        let words = string(&lines[words..target]);
        let Some(new) = change(&words).filter(|_| !words.is_empty()) else {
            out.push(entry.to_owned());
            continue;
        };
        let new = new.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        let kept = lines[..target].iter().filter(|line| !line.starts_with("#,") && !line.starts_with("#|"));
        let kept: Vec<&str> = kept.copied().collect();
        out.push(format!("{}\nmsgstr \"{new}\"", kept.join("\n")));
    }
    out.join("\n\n") + "\n"
}

/// The same of an XLIFF file, each segment for itself; tags are written as PO has them.
fn translated_xliff(file: &str, change: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut parts = file.split("<segment ");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (segment, rest) = part.split_once("</segment>").expect("an end");
        let (_, inner) = segment.split_once("<source>").expect("a source");
        let (inner, _) = inner.split_once("</source>").expect("its end");
        let (shown, tags) = tags(inner);
        match change(&shown) {
            None => out.push_str(&format!("<segment {segment}</segment>")),
            Some(new) => {
                let mut new = new.replace('&', "&amp;").replace('<', "&lt;");
                for (tag, written) in &tags {
                    new = new.replace(&tag.replace('<', "&lt;"), written);
                }
                let new = new.replace("&lt;x9/>", "<ph id=\"9\"/>");
                out.push_str(&format!(
                    "<segment id=\"s1\" state=\"translated\"><source>{inner}</source><target>{new}</target></segment>"
                ));
            }
        }
        out.push_str(rest);
    }
    out
}

/// XML with its codes as the tags of PO, and how each of these is written.
fn tags(xml: &str) -> (String, Vec<(String, String)>) {
    let (mut shown, mut tags, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        shown.push_str(&rest[..at]);
        let end = rest.find('>').expect("a tag ends") + 1;
        let (tag, after) = (&rest[at..end], &rest[end..]);
        rest = after;
        let id = tag.split_once(" id=\"").map(|(_, id)| id.split('"').next().unwrap_or_default().to_owned());
        let new = match id {
            Some(id) if tag.starts_with("<pc") => {
                open.push(id.clone());
                format!("<x{id}>")
            }
            Some(id) if tag.starts_with("<ph") => format!("<x{id}/>"),
            _ if tag == "</pc>" => format!("</x{}>", open.pop().expect("an open code")),
            _ => continue,
        };
        shown.push_str(&new);
        tags.push((new, tag.to_owned()));
    }
    shown.push_str(rest);
    (shown.replace("&lt;", "<").replace("&amp;", "&"), tags)
}

/// A file of a format with other translations.
pub fn translated(format: &str, file: &str, change: &dyn Fn(&str) -> Option<String>) -> String {
    if format == "po" { translated_po(file, change) } else { translated_xliff(file, change) }
}

pub const SITE: (&str, &str) = ("site.yaml", "source_locale: en-US\nlocales: [en-US, de-DE]\n");

/// A site with one page that has not been translated yet, and another that has.
fn small() -> Project {
    Project::new(&[
        SITE,
        ("glossary.yaml", "do_not_translate: [Northwind Rewards Center]\n"),
        (
            "content/en-US/a.md",
            "# Your payouts\n\nChoose **your** region and press `Save` on [this page](b.md).\n\nThe bank pays four times a year.\n\nNorthwind Rewards Center\n",
        ),
        ("content/en-US/b.md", "# The bank\n\nThe bank is open on Mondays.\n"),
        ("content/de-DE/b.md", "# Die Bank\n\nDie Bank ist am Montag geöffnet.\n"),
    ])
}

const GERMAN: [(&str, &str); 4] = [
    ("Your payouts", "Ihre Auszahlungen"),
    (
        "Choose <x1>your</x1> region and press <x2/> on <x3>this page</x3>.",
        "Wählen Sie <x1>Ihre</x1> Region, und drücken Sie <x2/> auf <x3>dieser Seite</x3>.",
    ),
    ("The bank pays four times a year.", "Die Bank zahlt viermal im Jahr."),
    ("Northwind Rewards Center", "Northwind Rewards Center"),
];

fn in_german(words: &str) -> Option<String> {
    GERMAN.iter().find(|(source, _)| *source == words).map(|(_, target)| (*target).to_owned())
}

#[test]
fn a_page_that_was_missing_is_made_on_the_skeleton_of_its_source() {
    for format in ["po", "xliff"] {
        let project = small();
        done(&project, &["ledger", "accept", "--locale", "de-DE", "--page", "b", "--state", "reviewed"]);
        let sent = export(&project, format);
        let (code, said) = import(&project, format, &translated(format, &sent, &in_german));
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("de-DE/a.md made") && said.contains("4 units changed"), "{said}");
        assert_eq!(
            page(&project, "content/de-DE/a.md"),
            "# Ihre Auszahlungen\n\nWählen Sie **Ihre** Region, und drücken Sie `Save` auf [dieser Seite](b.md).\n\nDie Bank zahlt viermal im Jahr.\n\nNorthwind Rewards Center\n"
        );
        let states = status(&project).into_iter().map(|(_, state, by)| format!("{state} {by}")).collect::<Vec<_>>();
        assert_eq!(states, ["fresh human"; 4].into_iter().chain(["reviewed human"; 2]).collect::<Vec<_>>());
        // A machine's words are a machine's, and what was reviewed is reviewed.
        if format == "xliff" {
            let sent = export(&project, format);
            let machine = sent.replace("state=\"translated\"", "state=\"reviewed\"").replace("Ihre", "Eure");
            let machine = machine.replace(" state=\"reviewed\"", " state=\"reviewed\" subState=\"diglot:mt\"");
            let (code, said) = import(&project, format, &machine);
            assert_eq!(code, Some(0), "{said}");
            let states = status(&project).into_iter().map(|(_, state, by)| format!("{state} {by}")).collect::<Vec<_>>();
            assert_eq!(states[..2], ["reviewed machine", "reviewed machine"], "{states:?}");
        }
        // Once more, there is nothing to do.
        let before = tree(project.folder());
        let (code, said) = import(&project, format, &export(&project, format));
        assert!(code == Some(0) && said.starts_with("0 units changed, 6 unchanged"), "{said}");
        assert_eq!(tree(project.folder()), before);
    }
}

#[test]
fn what_cannot_be_taken_is_refused_where_it_stands_and_the_rest_is_taken() {
    let of = |words: &str| GERMAN.iter().find(|(source, _)| *source == words).expect("known").1;
    let (choose, pays) = (GERMAN[1].0, GERMAN[2].0);
    let mut cases: Vec<(&str, String, &str)> = vec![
        (choose, of(choose).replace("<x2/>", "es"), "has lost tag 2 (`Save`)"),
        (choose, of(choose).replace("<x3>", "").replace("</x3>", ""), "has lost tag 3"),
        (choose, format!("{} <x2/>", of(choose)), "tag 2 (`Save`) is in the translation twice"),
        (choose, of(choose).replace("Region", "Region <x9/>"), "tag 9 of the translation is none of the source's"),
        (choose, "Auf <x1>Ihrer <x3>Seite</x1></x3> ist <x2/>.".into(), "ends where it is not the last that began"),
        (choose, of(choose).replace("Region", "**Region**"), "`**Region**` in the translation is markup"),
    ];
    for (raw, shown) in [
        ("<script>alert(1)</script>", "`<script>` in the translation is markup"),
        ("**viermal**", "`**viermal**` in the translation is markup"),
        ("[viermal](https://x.example)", "in the translation is markup"),
        ("<b>viermal</b>", "`<b>` in the translation is markup"),
        ("`viermal`", "in the translation is markup"),
        ("![x](y.png)", "in the translation is markup"),
    ] {
        cases.push((pays, format!("Die Bank zahlt {raw} im Jahr."), shown));
    }
    cases.push((pays, pays.to_owned(), "still is in the language of the source"));
    cases.push((pays, "The bank now pays you four times in a year.".into(), "still is in the language of the source"));
    cases.push((
        pays,
        "La banque vous verse votre argent quatre fois par an, toujours le premier jour du mois.".into(),
        "is in fr, and not in de-DE",
    ));
    cases.push((pays, "Die Bank \u{202E}zahlt.".into(), "without its counterpart"));
    for (words, bad, expected) in &cases {
        for format in ["po", "xliff"] {
            // In XLIFF, pairs that are written as elements cannot cross.
            if format == "xliff" && expected.contains("not the last") {
                continue;
            }
            let project = small();
            let change = |source: &str| if source == *words { Some(bad.clone()) } else { in_german(source) };
            let file = translated(format, &export(&project, format), &change);
            let (code, said) = import(&project, format, &file);
            assert_eq!(code, Some(1), "{bad}: {said}");
            assert!(said.contains(expected) && said.contains("  help: "), "{bad}: {said}");
            assert!(said.contains("3 units changed") && said.contains("1 refused"), "{bad}: {said}");
            // The line and the column of the translation in the file.
            let (line, column) = place(&file, format, bad);
            assert!(said.contains(&format!("back:{line}:{column}: error[refused-unit]")), "{line}:{column} {said}");
            let written = page(&project, "content/de-DE/a.md");
            let german =
                in_german(GERMAN[if *words == pays { 1 } else { 2 }].0).expect("known").replace("<x2/>", "`Save`");
            let german =
                german.replace("<x1>", "**").replace("</x1>", "**").replace("<x3>", "[").replace("</x3>", "](b.md)");
            assert!(written.contains(&german), "{written}");
            let states = status(&project);
            let refused = states.iter().filter(|unit| unit.1 != "fresh").count();
            assert_eq!(refused, 3, "{bad}: the one that was refused, and the two of the other page {states:?}");
        }
    }
}

/// Where a translation stands in its file.
fn place(file: &str, format: &str, words: &str) -> (usize, usize) {
    let (line, text) = file
        .lines()
        .enumerate()
        .find(|(_, line)| {
            let own = if format == "po" {
                line.strip_prefix("msgstr \"")
            } else {
                line.split_once("<target>").map(|it| it.1)
            };
            own.is_some_and(|own| {
                let bare = |text: &str| text.chars().filter(|ch| ch.is_alphanumeric()).take(8).collect::<String>();
                bare(own.trim_end_matches('"')) == bare(words)
            })
        })
        .unwrap_or_else(|| panic!("{words}\n{file}"));
    (line + 1, if format == "po" { 1 } else { text[..text.find("<target>").expect("there")].chars().count() + 1 })
}

#[test]
fn files_of_another_site_time_or_language_are_refused_by_their_parts() {
    let refused = |change: &dyn Fn(&Project, String) -> String, expected: &[&str]| {
        for format in ["po", "xliff"] {
            let project = small();
            let file = translated(format, &export(&project, format), &in_german);
            let file = change(&project, file);
            let (code, said) = import(&project, format, &file);
            assert_eq!(code, Some(1), "{said}");
            for expected in expected {
                assert!(said.contains(expected), "{format}: {expected}: {said}");
            }
            assert!(said.contains("error[refused-unit]") && said.contains("  help: "), "{said}");
        }
    };
    refused(
        &|project, file| {
            let page = page(project, "content/en-US/a.md").replace("four times", "five times");
            project.write("content/en-US/a.md", page.as_bytes());
            file
        },
        &["has no unit `", "export the page again", "de-DE/a.md made", "3 units changed"],
    );
    refused(
        &|project, file| {
            fs::remove_file(project.folder().join("content/en-US/a.md")).expect("removed");
            file
        },
        &["there is no page `a` to translate", "2 unchanged"],
    );
    for tag in ["it-IT", "en-US", "xx-"] {
        refused(
            &|_, file| {
                file.replace("trgLang=\"de-DE\"", &format!("trgLang=\"{tag}\""))
                    .replace("Language: de_DE", &format!("Language: {tag}"))
            },
            &["the file is a translation into", "which this site is not translated into", "0 units changed"],
        );
    }
    // What nobody can read is said, and a second file is read all the same.
    let project = small();
    project.write("good.po", translated("po", &export(&project, "po"), &in_german).as_bytes());
    project.write("bad.po", b"msgid \"a\"\nmsgstr \"b\n");
    project.write("bad.xlf", b"<xliff version=\"1.2\"/>\n");
    project.write("bad.tmx", b"<tmx");
    project.write("latin.po", b"msgid \"\xE4\"\n");
    let arguments = ["units", "import", ".", "bad.po", "bad.xlf", "bad.tmx", "latin.po", "good.po"];
    let (code, said) = run(&project, &arguments);
    assert_eq!(code, Some(1), "{said}");
    for expected in ["bad.po:2:", "bad.xlf:1:", "bad.tmx:1:", "latin.po:1:1: error[invalid-utf8]", "4 units changed"] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn what_nobody_has_finished_waits() {
    let project = small();
    let file = translated("po", &export(&project, "po"), &in_german);
    let file = file.replacen("msgid \"The bank pays", "#, fuzzy\nmsgid \"The bank pays", 1);
    let (code, said) = import(&project, "po", &file);
    assert!(code == Some(0) && said.contains("3 units changed, 2 unchanged, 1 not finished, 0 refused"), "{said}");
    let project = small();
    let file = translated("xliff", &export(&project, "xliff"), &in_german);
    let file =
        file.replacen("state=\"translated\"><source>The bank pays", "state=\"initial\"><source>The bank pays", 1);
    let (code, said) = import(&project, "xliff", &file);
    assert!(code == Some(0) && said.contains("3 units changed, 2 unchanged, 1 not finished, 0 refused"), "{said}");
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let project = small();
    let file = translated("po", &export(&project, "po"), &|source| {
        in_german(source).map(|german| german.replace("viermal", "**viermal**"))
    });
    project.write("back.po", file.as_bytes());
    let before = tree(project.folder());
    let (dry, would) = run(&project, &["units", "import", ".", "back.po", "--dry-run"]);
    assert_eq!(tree(project.folder()), before);
    let (wet, said) = run(&project, &["units", "import", ".", "back.po"]);
    assert_eq!((dry, wet), (Some(1), Some(1)));
    assert_ne!(tree(project.folder()), before);
    assert_eq!(would.replace("would be ", ""), said);
    assert!(would.contains("de-DE/a.md would be made"), "{would}");
}

#[test]
fn a_new_translation_of_what_was_reviewed_is_said() {
    let project = small();
    done(&project, &["ledger", "accept", "--locale", "de-DE", "--state", "reviewed"]);
    let file =
        translated("po", &export(&project, "po"), &|source| (source == "The bank").then(|| "Ihre Bank".to_owned()));
    let (code, said) = import(&project, "po", &file);
    assert_eq!(code, Some(0), "{said}");
    let (line, column) = place(&file, "po", "Ihre Bank");
    assert!(said.contains(&format!("back:{line}:{column}: note[lowered-state]")), "{said}");
    let states: Vec<String> = status(&project).into_iter().map(|unit| unit.1).collect();
    assert_eq!(states[4..], ["fresh", "reviewed"], "{states:?}");
}

#[test]
fn halves_are_extracted_and_all_else_stays() {
    let spans = |target: &str, source: &str| {
        format!(
            "<span data-ttu-id=\"0a1b2-101\">{target}</span><span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">{source}</span></span>"
        )
    };
    let both = format!("\u{FEFF}---\r\ntitle: x\r\n---\r\n# {}\r\n\n`a`  \r\nend", spans("Bank", "The bank"));
    let plain = "\u{FEFF}# Plain\r\n\n<span>x</span>";
    let project = Project::new(&[("in/de/a.md", &both), ("in/de/b/c.yml", plain)]);
    for (half, expected) in [("target", "Bank"), ("source", "The bank")] {
        let arguments = ["units", "extract", "in/de/a.md", "in/de/b/c.yml", "--half", half, "--out", "out"];
        assert!(done(&project, &arguments).contains("2 files written to out, 1 of them bilingual"));
        let expected = format!("\u{FEFF}---\r\ntitle: x\r\n---\r\n# {expected}\r\n\n`a`  \r\nend");
        assert_eq!(page(&project, "out/a.md"), expected);
        assert_eq!(page(&project, "out/b/c.yml"), plain);
    }
    project.write("latin.md", b"\xE4");
    let (code, said) =
        run(&project, &["units", "extract", "in/de/a.md", "latin.md", "--half", "target", "--out", "new"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("latin.md is not UTF-8") && !project.folder().join("new").exists(), "{said}");
}
