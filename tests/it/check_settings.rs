//! `diglot check`: severities of a site and of its parts, and what its authors want to be ignored.

use serde_json::Value;

use crate::check::{codes, findings, run, text};
use crate::site::Project;

/// The findings as `severity code file:line`.
fn lines(project: &Project, arguments: &[&str]) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |found: &Value| {
        format!("{} {} {}:{}", text(&found["severity"]), text(&found["code"]), text(&found["file"]), found["line"])
    };
    findings(project, arguments).iter().map(line).collect()
}

#[test]
fn parts_of_a_site_have_severities_of_their_own() {
    let link = "# A\n\n[x](gone.md)\n";
    let site = "locales: [en-US, de-DE, it-IT]\ncheck:\n  severity: {empty-link: note}\n  overrides:\n    - {paths: ['old/**'], severity: {empty-link: error}}\n    - {locales: [it-IT], severity: {missing-translation: error, empty-link: warning}}\n";
    let empty = "# A\n\n[x]()\n";
    let project = Project::new(&[
        ("site.yaml", site),
        ("content/en-US/a.md", empty),
        ("content/en-US/old/b.md", empty),
        ("content/en-US/c.md", link),
        ("content/de-DE/a.md", "# A\n"),
        ("content/de-DE/old/b.md", "# B\n"),
        ("content/it-IT/a.md", empty),
        ("content/it-IT/old/b.md", empty),
        ("content/it-IT/c.md", "# C\n"),
        ("content/de-DE/d.md", "# D\n"),
        ("content/en-US/d.md", "# D\n"),
    ]);
    assert_eq!(
        lines(&project, &[]),
        [
            "note empty-link content/en-US/a.md:3",
            "warning missing-translation content/en-US/c.md:1",
            "warning broken-link content/en-US/c.md:3",
            "error missing-translation content/en-US/d.md:1",
            "error empty-link content/en-US/old/b.md:3",
            "warning empty-link content/it-IT/a.md:3",
            "warning empty-link content/it-IT/old/b.md:3",
        ]
    );
}

#[test]
fn overrides_that_cannot_be_are_said() {
    for (overrides, code, line) in [
        ("  overrides: x\n", "invalid-config", 3),
        ("  overrides:\n    - x\n", "invalid-config", 4),
        ("  overrides:\n    - {path: x}\n", "unknown-key", 4),
        ("  overrides:\n    - {paths: ['a[']}\n", "invalid-config", 4),
        ("  overrides:\n    - {locales: [it-IT]}\n", "invalid-config", 4),
        ("  overrides:\n    - severity: {broken-lnk: note}\n", "unknown-key", 4),
    ] {
        let project = Project::new(&[
            ("site.yaml", &format!("locales: [en-US]\ncheck:\n{overrides}")),
            ("content/en-US/a.md", "# A\n"),
        ]);
        let found = findings(&project, &[]);
        assert_eq!((codes(&found), found[0]["line"].as_u64()), (vec![code], Some(line)), "{overrides}");
    }
}

#[test]
fn authors_ignore_what_they_have_looked_at() {
    let broken = "[x](gone.md)";
    for (page, expected) in [
        (format!("# A\n\n<!-- diglot-ignore: broken-link -->\n{broken}\n\n{broken}\n"), vec!["broken-link:6"]),
        (format!("# A\n\nText <!--> {broken} <!---> <!-- diglot-ignore: broken-link -->\n"), vec![]),
        (format!("# A\n\n<!-- diglot-ignore: broken-link -->\n\n- a\n- b {broken}\n"), vec![]),
        (format!("# A\n\nText {broken} <!-- diglot-ignore: broken-link, empty-link --> [y]()\n"), vec![]),
        (format!("# A\n\n- x\n  <!-- diglot-ignore: broken-link -->\n  {broken}\n- {broken}\n"), vec!["broken-link:6"]),
        (format!("---\nignore: [broken-link]\n---\n\n# A\n\n{broken}\n\n{broken}\n"), vec![]),
        (format!("---\nignore: broken-link empty-link\n---\n\n# A\n\n{broken} [y]()\n"), vec![]),
        (format!("# A\n\n<!-- diglot-ignore: empty-link -->\n{broken}\n"), vec!["unused-ignore:3", "broken-link:4"]),
        ("# A\n\n<!-- diglot-ignore: no-such -->\nText\n".to_owned(), vec!["unused-ignore:3"]),
        ("# A\n\n<!-- diglot-ignore broken-link -->\nText\n".to_owned(), vec!["unused-ignore:3"]),
        ("---\nignore: stray-emphasis\n---\n\n# A\n".to_owned(), vec!["unused-ignore:2"]),
        ("# A\n\n<!-- diglot-ignore: unsafe-html -->\n<script>x</script>\n\nText\n".to_owned(), vec![]),
        (format!("# A\n\n```\n<!-- diglot-ignore: broken-link -->\n```\n\n{broken}\n"), vec!["broken-link:7"]),
        (
            "# A\n\n| a |\n|---|\n| [y]() <!-- diglot-ignore: empty-link --> |\n| [z]() |\n".to_owned(),
            vec!["empty-link:6"],
        ),
    ] {
        let project = Project::new(&[("content/en-US/a.md", &page)]);
        let found = findings(&project, &[]);
        let shown = |found: &Value| format!("{}:{}", found["code"].as_str().unwrap_or_default(), found["line"]);
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), expected, "{page}");
    }
}

#[test]
fn of_one_cause_only_what_is_ignored_goes() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE]\n"),
        ("content/en-US/a.md", "# A\n\n<!-- diglot-ignore: broken-link -->\n[x](gone.md)\n"),
        ("content/de-DE/a.md", "# Ah\n\n[x](gone.md)\n"),
    ]);
    assert_eq!(lines(&project, &[]), ["warning broken-link content/de-DE/a.md:3"]);
}

#[test]
fn who_asks_for_a_locale_is_told_of_that_one() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE]\n"),
        ("content/en-US/a.md", "---\nignore: missing-translation\n---\n\n# A\n\n[x](gone.md)\n"),
        ("content/en-US/b.md", "# B\n"),
        ("content/de-DE/a.md", "# Ah\n\n[x](gone.md)\n\n[y](fort.md)\n"),
    ]);
    assert_eq!(
        lines(&project, &["--locale", "de-DE"]),
        [
            "warning broken-link content/de-DE/a.md:3",
            "warning broken-link content/de-DE/a.md:5",
            "warning missing-translation content/en-US/b.md:1"
        ]
    );
    assert_eq!(lines(&project, &["--locale", "en-US"]), ["warning broken-link content/en-US/a.md:7"]);
}

#[test]
fn a_baseline_only_shrinks() {
    let project = Project::new(&[("content/en-US/a.md", "# A\n\n[x](gone.md)\n\n[y]()\n")]);
    let all = ["--fail-on", "note", "--baseline", "known.json"];
    let shrink = [&all[..], &["--write-baseline", "known.json"]].concat();
    run(&project, &["--write-baseline", "known.json"]);
    project.write("content/en-US/a.md", b"# A\n\n[x](gone.md)\n\n![](new.png)\n");
    let output = run(&project, &shrink);
    assert_eq!(output.status.code(), Some(1), "what is new fails");
    assert!(text(&output.stdout).contains("1 finding remembered in known.json, 1 fewer than before"));
    project.write("content/en-US/a.md", b"# A\n\n[x](gone.md)\n");
    assert_eq!(run(&project, &all).status.code(), Some(0));
    project.write("content/en-US/a.md", b"# A\n\n[x](gone.md)\n\n[y]()\n");
    assert_eq!(run(&project, &all).status.code(), Some(1), "what was mended does not come back unseen");
    assert_eq!(run(&project, &[&shrink[..], &["--only", "broken-link"]].concat()).status.code(), Some(2));
}

#[test]
fn many_findings_are_summed_up_by_cause_for_github() {
    let links: String = (0..25).map(|number| format!("[x](gone-{number}.md)\n\n")).collect();
    let project = Project::new(&[("content/en-US/a.md", &format!("# A\n\n{links}[y]()\n\n[z](gone-24.md)\n"))]);
    let report = text(&run(&project, &["--format", "github"]).stdout);
    assert_eq!(report.lines().count(), 10, "{report}");
    let last = report.lines().last().expect("a line");
    assert!(last.starts_with("::warning title=Diglot::17 more findings:%0A"), "{last}");
    assert!(last.contains("there is no page `gone-24.md`: content/en-US/a.md:51, and in 1 other place"), "{last}");
}

#[test]
fn a_baseline_passes_what_gets_better_and_fails_what_gets_worse() {
    let empty = ("content/en-US/b.md", "# B\n");
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE, fr-FR]\n"),
        ("content/en-US/a.md", "# A\n\n[x](gone.md)\n"),
        empty,
        ("content/de-DE/a.md", "# Ah\n\n[x](gone.md)\n"),
        ("content/fr-FR/a.md", "# Ah\n"),
    ]);
    run(&project, &["--write-baseline", "known.json", "--only", "broken-link,missing-translation"]);
    let status = || {
        let arguments = ["--only", "broken-link,missing-translation", "--fail-on", "note", "--baseline", "known.json"];
        run(&project, &arguments).status.code()
    };
    assert_eq!(status(), Some(0));
    // One of two languages has the page now, and one of two places is mended: the first, so that the other one stands for it.
    project.write("content/de-DE/b.md", b"# Be\n");
    project.write("content/en-US/a.md", b"# A\n");
    assert_eq!(status(), Some(0));
    project.write("content/en-US/a.md", b"# A\n\n[x](gone.md)\n");
    project.write("content/fr-FR/a.md", b"# Ah\n\n[x](gone.md)\n");
    assert_eq!(status(), Some(1), "a third place is new");
}

#[test]
fn fixes_keep_to_the_scope() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE]\nredirects: {old: new}\n"),
        ("content/en-US/new.md", "# New\n\n[x](old.md)\n"),
        ("content/de-DE/new.md", "# Neu\n\n[x](old.md)\n"),
    ]);
    run(&project, &["--scope", "source", "--fix"]);
    let read = |path: &str| std::fs::read_to_string(project.folder().join(path)).expect("there");
    assert_eq!(read("content/en-US/new.md"), "# New\n\n[x](new.md)\n");
    assert_eq!(read("content/de-DE/new.md"), "# Neu\n\n[x](old.md)\n");
}

#[test]
fn front_matter_of_every_broken_kind_is_mended_once() {
    for page in [
        "---\nTitel: Eins | Portal-Beschreibung: Zwei\n\nAutor: jd\n\n# <a name=\"x\"></a>H\n",
        "---\ntitle: Eins\ntags:\n  - a\n\n# H\n",
        "---\nЗаголовок: Раз описание: Два ms.prod: автор: JDoe\n---\n\n# H\n",
        "---\n标题：甲 说明：乙\n---\n\n# H\n",
        "\nTitel: Probe Beschreibung: Nur ein Versuch\nAutor: jdoe\n---\n\n# H\n",
        "---\ntitle: Profil\nms.contentlocale: it-IT\n---\nms. Service: desk ms. sottoservizio: conto Description: Come\nMS. Argomento: x autore: JDoe\n---\n\n# H\n",
        "---\ntitle: A: b\n---\n\n# H\n",
    ] {
        let project = Project::new(&[("content/en-US/a.md", page)]);
        let found = findings(&project, &[]);
        assert!(found.iter().any(|found| found["code"] == "invalid-front-matter"), "{page}");
        run(&project, &["--fix"]);
        let mended = std::fs::read_to_string(project.folder().join("content/en-US/a.md")).expect("there");
        assert!(mended.starts_with("---\ntitle: ") && mended.ends_with("H\n"), "{mended}");
        assert_eq!(codes(&findings(&project, &[])), [] as [&str; 0], "{mended}");
        assert!(text(&run(&project, &["--fix"]).stdout).contains("0 fixes applied in 0 files."));
    }
}
