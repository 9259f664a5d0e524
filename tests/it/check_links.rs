//! `diglot check`: the kinds of links that lead elsewhere than they should, each said once, and their fixes.

use std::fs;

use serde_json::Value;

use crate::check::{findings, run, text};
use crate::site::Project;

/// The findings as `code file:line [file:line …]`, the places of the same cause behind the first.
fn lines(found: &[Value]) -> Vec<String> {
    let at = |place: &Value| format!("{}:{}", place["file"].as_str().expect("a file"), place["line"]);
    let line = |found: &Value| {
        let related = found["related"].as_array().expect("a list").iter();
        let same: Vec<String> = related.filter(|related| related["role"] == "same-cause").map(at).collect();
        let same = if same.is_empty() { String::new() } else { format!(" [{}]", same.join(" ")) };
        format!("{} {}{same}", found["code"].as_str().expect("a code"), at(found))
    };
    found.iter().map(line).collect()
}

fn check(files: &[(&str, &str)]) -> Vec<String> {
    lines(&findings(&Project::new(files), &[]))
}

const GOOD: (&str, &str) = ("content/en-US/good.md", "# Good\n\n## <a name=\"part\"></a>Part\n");

#[test]
fn each_kind_of_link_is_told_apart() {
    let site = "locales: [en-US, de-DE]\nbase_url: https://help.example/docs/\nredirects: {old: good, gone: 'https://e.example/'}\n";
    for (link, code) in [
        ("[a](nowhere.md)", "broken-link"),
        ("[a](good.md#prt)", "broken-anchor"),
        ("[a](#prt)", "broken-anchor"),
        ("![a](nowhere.png)", "missing-asset"),
        ("[a](Good.md)", "case-mismatch"),
        ("[a](good.yml)", "extension-mismatch"),
        ("[a](/de-de/good/)", "wrong-locale-link"),
        ("[a](https://help.example/docs/de-de/good/)", "wrong-locale-link"),
        ("[a](../de-DE/good.md)", "wrong-locale-link"),
        ("[a](/en-us/good/)", "hard-coded-locale"),
        ("[a](https://help.example/docs/en-us/good/)", "hard-coded-locale"),
        ("[a](old.md)", "redirected-link"),
        ("[a](gone.md)", "redirected-link"),
        ("[](https://e.example/)", "empty-link"),
        ("[a]()", "empty-link"),
        ("[a](  )", "empty-link"),
        ("[a] (good.md)", "link-like-text"),
        ("[a](.\\good.md)", "backslash-path"),
        ("[a](../../good.md)", "link-out-of-root"),
    ] {
        let page = format!("# A\n\nSee {link}.\n");
        let files = [
            ("site.yaml", site),
            GOOD,
            ("content/en-US/a.md", &page),
            ("content/de-DE/good.md", "# Gut\n\n## <a name=\"part\"></a>Teil\n"),
            ("content/de-DE/a.md", "# Ah\n"),
        ];
        assert_eq!(check(&files), [format!("{code} content/en-US/a.md:3")], "{link}");
    }
}

#[test]
fn every_kind_of_anchor_is_one() {
    let page = "# A\n\n<a name=\"one\"></a>Text <span id=\"two\">x</span>\n\n## Three\n\n## Vier {#four}\n\n<div id=\"five\">\n\nx\n\n</div>\n\n## Three\n\n";
    for anchor in ["one", "two", "three", "four", "five", "three-1", "top", ""] {
        assert_eq!(check(&[("content/en-US/a.md", &format!("{page}[x](#{anchor})\n"))]), [] as [&str; 0], "{anchor}");
    }
    let found = findings(&Project::new(&[("content/en-US/a.md", &format!("{page}[x](#thre)\n"))]), &[]);
    assert_eq!(found[0]["help"], "Did you mean `#three`?");
}

#[test]
fn one_cause_is_one_finding_in_all_languages_and_in_the_navigation() {
    let link = "# A\n\n[x](gone.md) [y](gone.md)\n";
    let found = check(&[
        ("site.yaml", "locales: [en-US, de-DE, it-IT]\n"),
        ("content/en-US/a.md", link),
        ("content/en-US/toc.yaml", "- href: a.md\n- name: Gone\n  href: gone.md\n"),
        ("content/de-DE/a.md", link),
        ("content/it-IT/a.md", link),
    ]);
    assert_eq!(
        found,
        [
            "broken-link content/en-US/a.md:3 [content/en-US/a.md:3 content/en-US/toc.yaml:3 content/de-DE/a.md:3 content/de-DE/a.md:3 content/it-IT/a.md:3 content/it-IT/a.md:3]"
        ]
    );
}

#[test]
fn a_page_that_is_shown_in_another_language_is_named_with_what_is_missing() {
    let files = [
        ("site.yaml", "locales: [en-US, de-DE]\n"),
        GOOD,
        ("content/en-US/a.md", "# A\n"),
        ("content/de-DE/a.md", "# Ah\n\n[g](good.md)\n"),
    ];
    let found = findings(&Project::new(&files), &[]);
    assert_eq!(lines(&found), ["missing-translation content/en-US/good.md:1"]);
    let related = &found[0]["related"][0];
    assert_eq!((related["file"].as_str(), related["role"].as_str()), (Some("content/de-DE/a.md"), Some("see")));
}

#[test]
fn pages_outside_of_the_navigation_are_orphans_once_for_all_languages() {
    let files = [
        ("site.yaml", "locales: [en-US, de-DE]\n"),
        ("content/en-US/index.md", "# Start\n"),
        ("content/en-US/toc.yaml", "- href: good.md#part\n"),
        GOOD,
        ("content/en-US/a.md", "# A\n"),
        ("content/de-DE/index.md", "# Anfang\n"),
        ("content/de-DE/good.md", "# Gut\n\n## <a name=\"part\"></a>Teil\n"),
        ("content/de-DE/a.md", "# Ah\n"),
    ];
    assert_eq!(check(&files), ["orphan-page content/en-US/a.md:1 [content/de-DE/a.md:1]"]);
    // A navigation that is made of the folders lists every page.
    let without: Vec<_> = files.into_iter().filter(|(path, _)| !path.ends_with("toc.yaml")).collect();
    assert_eq!(check(&without), [] as [&str; 0]);
}

#[test]
fn redirects_that_lead_to_redirects() {
    let site = "locales: [en-US]\nredirects: {a: b, b: good, c: d, d: c}\n";
    let found = check(&[("site.yaml", site), GOOD]);
    assert_eq!(found, ["redirect-chain site.yaml:2", "redirect-loop site.yaml:2", "redirect-loop site.yaml:2"]);
}

#[test]
fn links_are_led_to_the_new_place_and_paths_get_their_case() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE]\nredirects: {old/page: help/new, gone: 'https://e.example/x'}\n"),
        ("content/en-US/help/new.md", "# New\n\n## <a name=\"part\"></a>Part\n"),
        ("content/de-DE/help/new.md", "# Neu\n\n## <a name=\"part\"></a>Teil\n"),
        (
            "content/en-US/a.md",
            "# A\n\n[1](old/page.md) [2](old/page.md#part \"old/page.md\") [3](old/page.md?x=1)\n\n<a href=\"old/page.md\">4</a> [5][r] [6](gone.md#y) [7](Help/New.md#part) [8](help\\new.md)\n\n[r]: old/page.md\n",
        ),
        ("content/en-US/toc.yaml", "- href: a.md\n- name: New\n  href: old/page.md\n"),
        ("content/de-DE/a.md", "# Ah\n\n[1](old/page.md)\r\n"),
    ]);
    let read = |path: &str| fs::read_to_string(project.folder().join(path)).expect("there");
    let preview = text(&run(&project, &["--fix", "--dry-run"]).stdout);
    assert!(preview.contains("+[1](help/new.md) [2](help/new.md#part \"old/page.md\")"), "{preview}");
    assert!(preview.contains("fixes would be applied in 3 files."), "{preview}");
    assert!(read("content/en-US/a.md").contains("old/page.md?x=1"), "a preview writes nothing");
    run(&project, &["--fix"]);
    assert_eq!(
        read("content/en-US/a.md"),
        "# A\n\n[1](help/new.md) [2](help/new.md#part \"old/page.md\") [3](help/new.md?x=1)\n\n<a href=\"help/new.md\">4</a> [5][r] [6](https://e.example/x#y) [7](help/new.md#part) [8](help/new.md)\n\n[r]: help/new.md\n"
    );
    assert_eq!(read("content/en-US/toc.yaml"), "- href: a.md\n- name: New\n  href: help/new.md\n");
    assert_eq!(read("content/de-DE/a.md"), "# Ah\n\n[1](help/new.md)\r\n", "line ends stay as they are");
    assert!(text(&run(&project, &["--fix"]).stdout).contains("0 fixes applied in 0 files."));
    let found = findings(&project, &[]);
    assert_eq!(lines(&found), ["changed-link content/de-DE/a.md:3"], "the translation has one of many links");
}

#[test]
fn the_edits_of_a_fix_name_their_files() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE]\nredirects: {old: good}\n"),
        GOOD,
        ("content/de-DE/good.md", "# Gut\n\n## <a name=\"part\"></a>Teil\n"),
        ("content/en-US/a.md", "# A\n\n[x](old.md)\n"),
        ("content/de-DE/a.md", "# Ah\n\nSiehe [x](old.md)\n"),
    ]);
    let found = findings(&project, &[]);
    let edits = found[0]["fix"]["edits"].as_array().expect("edits");
    let edit = |index: usize| (edits[index]["file"].as_str().expect("a file"), edits[index]["byte_start"].as_u64());
    assert_eq!((edits.len(), edit(0), edit(1)), (2, ("content/en-US/a.md", Some(9)), ("content/de-DE/a.md", Some(16))));
    assert_eq!(found[0]["url"], "manual/findings/redirected-link/");
}

#[test]
fn questions_are_found_by_the_ids_that_docfx_gives_them_in_every_language() {
    let faq = |title: &str, question: &str| {
        format!(
            "### YamlMime:FAQ\ntitle: {title}\nsections:\n  - name: Ignored\n    questions:\n      - question: {question}\n        answer: Soon.\n"
        )
    };
    let (english, german) =
        (faq("Questions", "\"When, at last, am I paid?\""), faq("Fragen", "Wann werde ich bezahlt?"));
    let files = [
        ("site.yaml", "locales: [en-US, de-DE]\n"),
        ("content/en-US/faq.yml", &*english),
        ("content/de-DE/faq.yml", &*german),
        ("content/en-US/a.md", "# A\n\n[x](faq.yml#when-at-last-am-i-paid-)\n\n[y](faq.yml#when-am-i-paid-)\n"),
        ("content/de-DE/a.md", "# Ah\n\n[x](faq.yml#when-at-last-am-i-paid-)\n"),
    ];
    assert_eq!(check(&files), ["broken-anchor content/en-US/a.md:5"]);
    let project = Project::new(&files);
    project.run(&[]);
    assert!(project.page("de-de/a/index.html").contains("href=\"../faq/#when-at-last-am-i-paid\""));
}

#[test]
fn whole_addresses_on_the_own_host_are_links_of_the_site() {
    let site = "locales: [en-US]\nlink_host: https://learn.example/\n";
    let page = "# A\n\n[x](https://learn.example/good)\n\n[y](https://learn.example/good#prt)\n\n[z](https://learn.example/elsewhere)\n\n[w](https://learn.example/en-us/good)\n";
    assert_eq!(
        check(&[("site.yaml", site), GOOD, ("content/en-US/a.md", page)]),
        ["broken-anchor content/en-US/a.md:5", "hard-coded-locale content/en-US/a.md:9"]
    );
}

#[test]
fn entries_of_the_navigation_are_mended_where_they_stand() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\nredirects: {old: new}\n"),
        ("content/en-US/fold.md", "# Fold\n"),
        ("content/en-US/new.md", "# New\n"),
        (
            "content/en-US/toc.yaml",
            "# old.md was here\n- name: Folding\n  href: fold.md\n- name: See old.md\n  href: \"old.md\"\n- {name: Again, href: old.md}\n",
        ),
    ]);
    assert_eq!(
        lines(&findings(&project, &[])),
        ["redirected-link content/en-US/toc.yaml:5 [content/en-US/toc.yaml:6]"]
    );
    run(&project, &["--fix"]);
    assert_eq!(
        fs::read_to_string(project.folder().join("content/en-US/toc.yaml")).expect("there"),
        "# old.md was here\n- name: Folding\n  href: fold.md\n- name: See old.md\n  href: \"new.md\"\n- {name: Again, href: new.md}\n"
    );
}

#[test]
fn a_fix_touches_neither_titles_nor_code() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\nredirects: {old: new}\n"),
        ("content/en-US/new.md", "# New\n"),
        (
            "content/en-US/a.md",
            "# A\n\n```\n[r]: old.md\n```\n\n<a title=\"old.md\" href='old.md'>x</a> and [y][r].\n\n[r]: old.md\n",
        ),
    ]);
    run(&project, &["--fix"]);
    assert_eq!(
        fs::read_to_string(project.folder().join("content/en-US/a.md")).expect("there"),
        "# A\n\n```\n[r]: old.md\n```\n\n<a title=\"old.md\" href='new.md'>x</a> and [y][r].\n\n[r]: new.md\n"
    );
}

#[test]
fn what_weighs_more_is_said_of_a_link_that_names_its_language() {
    let site = "locales: [en-US]\nredirects: {old: good}\n";
    let page = "# A\n\n[x](/en-us/Good)\n\n[y](/en-us/old)\n\n[z](../en-US/good.md)\n";
    assert_eq!(
        check(&[("site.yaml", site), GOOD, ("content/en-US/a.md", page)]),
        [
            "case-mismatch content/en-US/a.md:3",
            "redirected-link content/en-US/a.md:5",
            "hard-coded-locale content/en-US/a.md:7"
        ]
    );
}

#[test]
fn redirects_of_docfx_count_from_where_the_page_was() {
    let redirections = "{\"redirections\": [{\"source_path\": \"guide/old.md\", \"redirect_url\": \"new\"}, {\"source_path\": \"guide/gone.md\", \"redirect_url\": \"new#nope\"}]}";
    let found = check(&[
        ("docfx.json", "{\"build\": {\"content\": [{\"files\": [\"**/*.md\"]}]}}"),
        (".openpublishing.redirection.json", redirections),
        ("guide/new.md", "# New\n"),
        ("guide/a.md", "# A\n\n[x](old.md)\n"),
    ]);
    assert_eq!(found, ["broken-anchor .openpublishing.redirection.json:1", "redirected-link guide/a.md:3"]);
}

#[test]
fn raw_links_that_lead_nowhere_and_files_that_are_missing_for_all() {
    let include = "# A\n\n[!INCLUDE [x](no.md)]\n\n<a href=\"\">x</a> <a href=\" \">y</a> <a id=\"z\" href=\"\"></a>\n";
    let found = check(&[
        ("site.yaml", "locales: [en-US, de-DE]\n"),
        ("content/en-US/a.md", include),
        ("content/de-DE/a.md", "# Ah\n\n[!INCLUDE [x](no.md)]\n\nMehr\n"),
    ]);
    assert_eq!(
        found,
        [
            "missing-include content/en-US/a.md:3 [content/de-DE/a.md:3]",
            "empty-link content/en-US/a.md:5",
            "empty-link content/en-US/a.md:5"
        ]
    );
}
