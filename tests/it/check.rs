//! `diglot check`: one set of findings, five formats, and what a CI does with them.

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

use crate::site::Project;

/// A site with a broken link in each language, an include that is nowhere in the translation, and front matter to mend.
fn project() -> Project {
    Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE]\ncheck: {severity: {missing-translation: note}}\n"),
        ("content/en-US/a.md", "# A\n\nSee [this, that: 100 %](nowhere.md).\n"),
        ("content/en-US/b.md", "# B\n"),
        ("content/de-DE/a.md", "---\nTitel: Ah\nautor: jd\n---\n##<a name=\"x\"></a>Ah\n\n[!INCLUDE [x](no.md)]\n"),
    ])
}

pub fn run(project: &Project, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(project.folder())
        .arg("check")
        .args(arguments)
        .output()
        .expect("the command runs")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The findings as objects.
pub fn findings(project: &Project, arguments: &[&str]) -> Vec<Value> {
    let output = run(project, &[arguments, &["--format", "json"]].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("an object on each line")).collect()
}

pub fn codes(findings: &[Value]) -> Vec<&str> {
    findings.iter().map(|finding| finding["code"].as_str().expect("a code")).collect()
}

#[test]
fn every_format_tells_the_same() {
    let project = project();
    let all = findings(&project, &[]);
    let expected = [
        "invalid-front-matter",
        "invalid-front-matter",
        "heading-without-space",
        "missing-include",
        "broken-link",
        "missing-translation",
    ];
    assert_eq!(codes(&all), expected);
    let keys: Vec<String> = {
        let output = run(&project, &["--format", "json"]);
        let line = text(&output.stdout).lines().next().expect("a line").to_owned();
        line.split(",\"")
            .map(|part| part.trim_start_matches("{\"").split('"').next().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(keys[..8], ["version", "code", "severity", "message", "file", "line", "column", "end_line"]);
    assert_eq!((all[4]["file"].as_str(), all[4]["line"].as_u64()), (Some("content/en-US/a.md"), Some(3)));
    assert_eq!((all[4]["locale"].as_str(), all[4]["page"].as_str()), (Some("en-US"), Some("a")));

    let sarif: Value = serde_json::from_slice(&run(&project, &["--format", "sarif"]).stdout).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.iter().map(|result| result["ruleId"].as_str().expect("a rule")).collect::<Vec<_>>(), expected);
    for (result, finding) in results.iter().zip(&all) {
        assert_eq!(result["partialFingerprints"]["primaryLocationLineHash"], finding["fingerprint"]);
        let rule =
            &sarif["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("an index") as usize];
        assert_eq!(rule["id"], result["ruleId"]);
    }

    let github = text(&run(&project, &["--format", "github"]).stdout);
    assert_eq!(github.lines().count(), expected.len());
    assert!(
        github.contains(
            "::warning file=content/en-US/a.md,line=3,endLine=3,col=5,endColumn=36,title=broken-link::there is no page"
        ),
        "{github}"
    );

    let junit = text(&run(&project, &["--format", "junit", "--fail-on", "warning"]).stdout);
    assert_eq!(junit.matches("<testcase ").count(), expected.len());
    assert_eq!((junit.matches("<failure ").count(), junit.matches("<skipped ").count()), (5, 1), "{junit}");
    let report = quick_junit::Report::deserialize_from_str(&junit).expect("what a reader takes");
    assert_eq!(report.test_suites.iter().map(|suite| suite.name.as_str()).collect::<Vec<_>>(), ["de-DE", "en-US"]);

    let human = text(&run(&project, &[]).stdout);
    assert!(human.contains("3 | See [this, that: 100 %](nowhere.md).\n  |     ^^^^^^^^"), "{human}");
    assert!(human.ends_with("Checked 3 pages: 0 errors, 5 warnings, 1 note.\n"), "{human}");
}

#[test]
fn a_change_of_the_source_is_not_blocked_by_a_translation() {
    let project = project();
    // An include that is nowhere is an error, but the one in the translation is not the source's to mend.
    assert_eq!(run(&project, &[]).status.code(), Some(0));
    assert_eq!(run(&project, &["--fail-on", "warning", "--scope", "source"]).status.code(), Some(1));
    assert_eq!(codes(&findings(&project, &["--scope", "source"])), ["broken-link"]);
    let translations = findings(&project, &["--scope", "translations"]);
    assert!(codes(&translations).contains(&"missing-translation") && codes(&translations).contains(&"missing-include"));
    assert_eq!(
        codes(&findings(&project, &["--only", "broken-link,missing-include"])),
        ["missing-include", "broken-link"]
    );
    assert_eq!(run(&project, &["--only", "no-such-code"]).status.code(), Some(2));
    project.write("site.yaml", b"locales: [en-US, de-DE]\ncheck: {severity: {missing-include: error}}\n");
    assert_eq!(run(&project, &[]).status.code(), Some(1), "the site wants it");
}

#[test]
fn a_baseline_lets_the_old_pass_and_fails_the_new() {
    let project = project();
    let all = ["--fail-on", "note", "--baseline", "known.json"];
    let written = run(&project, &["--fail-on", "note", "--write-baseline", "known.json"]);
    assert!(written.status.code() == Some(0) && text(&written.stdout).contains("6 findings remembered in known.json"));
    assert_eq!(run(&project, &all).status.code(), Some(0));
    // Lines above a finding come and go; it stays the same one.
    project.write("content/en-US/a.md", b"# A\n\nMore.\n\nMore.\n\nSee [this, that: 100 %](nowhere.md).\n");
    assert_eq!(run(&project, &all).status.code(), Some(0));
    project.write("content/en-US/b.md", b"# B\n\n[new](nowhere-else.md)\n");
    let output = run(&project, &[&all[..], &["--format", "json"]].concat());
    assert_eq!((output.status.code(), text(&output.stdout).lines().count()), (Some(1), 1));
    // What is mended leaves the baseline when it is written anew.
    project.write("content/en-US/a.md", b"# A\n");
    project.write("content/en-US/b.md", b"# B\n");
    assert!(text(&run(&project, &all).stderr).contains("1 finding of the baseline is gone"));
    run(&project, &["--write-baseline", "known.json"]);
    let known = fs::read_to_string(project.folder().join("known.json")).expect("there");
    assert!(!known.contains("nowhere.md") && known.contains("missing-include"), "{known}");
    assert_eq!(run(&project, &["--baseline", "none.json"]).status.code(), Some(2));
}

#[test]
fn fixes_change_only_what_they_mend() {
    let project = project();
    let page = project.folder().join("content/de-DE/a.md");
    let before = fs::read_to_string(&page).expect("there");
    let shown = text(&run(&project, &["--fix", "--dry-run"]).stdout);
    assert!(
        shown.contains("-Titel: Ah\n")
            && shown.contains("+title: Ah\n")
            && shown.contains("fixes would be applied in 1 file"),
        "{shown}"
    );
    assert_eq!(fs::read_to_string(&page).expect("there"), before);
    let mended = text(&run(&project, &["--fix"]).stdout);
    assert!(mended.contains("3 fixes applied in 1 file."), "{mended}");
    let after = fs::read_to_string(&page).expect("there");
    assert_eq!(after, "---\ntitle: Ah\nauthor: jd\n---\n## <a name=\"x\"></a>Ah\n\n[!INCLUDE [x](no.md)]\n");
    assert!(text(&run(&project, &["--fix"]).stdout).contains("0 fixes applied"), "a second run finds nothing to do");
    assert_eq!(codes(&findings(&project, &[])), ["missing-include", "broken-link", "missing-translation"]);
}

#[test]
fn a_check_writes_nothing_but_its_report() {
    let project = project();
    let files = || -> BTreeSet<String> {
        let mut stack = vec![project.folder().to_path_buf()];
        let mut found = BTreeSet::new();
        while let Some(folder) = stack.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                if entry.path().is_dir() {
                    stack.push(entry.path());
                } else {
                    found.insert(entry.path().display().to_string());
                }
            }
        }
        found
    };
    let before = files();
    run(&project, &[]);
    assert_eq!(files(), before);
    let output = run(&project, &["--format", "sarif", "--output", "report.sarif"]);
    assert_eq!(text(&output.stdout), "Checked 3 pages: 0 errors, 5 warnings, 1 note.\n");
    assert_eq!(files().difference(&before).count(), 1);
    assert!(fs::read_to_string(project.folder().join("report.sarif")).expect("there").contains("\"2.1.0\""));
}

#[test]
fn annotations_keep_to_their_budget() {
    let links: String = (0..40).map(|number| format!("[a](no-{number}.md)\n\n")).collect();
    let project =
        Project::new(&[("site.yaml", "locales: [en-US]\n"), ("content/en-US/a.md", &format!("# A\n\n{links}"))]);
    let github = text(&run(&project, &["--format", "github"]).stdout);
    assert_eq!(github.lines().count(), 10);
    assert!(
        github.contains("::warning title=Diglot::31 more findings:%0Abroken-link (31)%0A- there is no page"),
        "{github}"
    );
}

#[test]
fn a_fix_never_writes_what_was_not_there() {
    let project = Project::new(&[("site.yaml", "locales: [de-DE]\n")]);
    let page = b"---\nTitel: Caf\xe9\n---\n# Caf\xe9\n";
    project.write("content/de-DE/a.md", page);
    let output = run(&project, &["--fix"]);
    assert!(text(&output.stderr).contains("a.md is left as it is: it is not UTF-8"), "{}", text(&output.stderr));
    assert_eq!(fs::read(project.folder().join("content/de-DE/a.md")).expect("there"), page);
    // An item cannot go on with a text: this list is no list of keys.
    project.write("content/de-DE/a.md", b"---\ntitle: Steps\n- Open the app.\n\nText\n");
    run(&project, &["--fix"]);
    let mended = fs::read_to_string(project.folder().join("content/de-DE/a.md")).expect("there");
    assert!(mended.contains("- Open the app."), "{mended}");
}

#[test]
fn a_report_for_programs_stands_alone() {
    let project = project();
    for arguments in [&["--fix", "--dry-run"][..], &["--fix"], &["--write-baseline", "known.json"]] {
        let output = run(&project, &[arguments, &["--format", "json"]].concat());
        let out = text(&output.stdout);
        assert!(out.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{arguments:?}: {out}");
    }
}

#[test]
fn a_check_finds_what_a_build_finds() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\ntheme: theme\n"),
        ("content/en-US/a.md", "# A\n"),
        ("theme/page.html", "{{ page.nothing.there }}"),
    ]);
    assert_eq!(codes(&findings(&project, &[])), ["invalid-template"]);
    assert_eq!(run(&project, &[]).status.code(), Some(1));
    // From wherever the site is looked at, a finding is the same one.
    let here = findings(&project, &[])[0]["fingerprint"].clone();
    let folder = project.folder().join("content");
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(folder)
        .args(["check", "..", "--format", "json"])
        .output()
        .expect("the command runs");
    let there: Value = serde_json::from_str(text(&output.stdout).lines().next().expect("a line")).expect("JSON");
    assert_eq!(there["fingerprint"], here);
}
