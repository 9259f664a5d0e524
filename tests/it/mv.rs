//! `diglot mv`: everything that leads to a page leads to its new place, and nothing else changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use diglot::load;
use diglot::model::PageKey;
use diglot::relocate::{self, Answer, Beside, Plan, Step};
use serde_json::Value;

use crate::check::{findings, text};
use crate::corpus::corpus;
use crate::site::Project;

fn mv(folder: &Path, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_diglot")).current_dir(folder).arg("mv").args(arguments).output();
    output.expect("the command runs")
}

/// Moves, and gives what was said; the command must have done it.
pub fn moved(folder: &Path, arguments: &[&str]) -> String {
    let output = mv(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout) + &text(&output.stderr)
}

/// What a move says that is refused.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = mv(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    text(&output.stderr)
}

/// Every file of a folder with its text, but for what was built.
pub fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut stack = vec![folder.to_path_buf()];
    while let Some(path) = stack.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path());
            stack.extend(entries.filter(|path| !path.ends_with("_site") && !path.ends_with(".git")));
            continue;
        }
        let below = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
        found.insert(below, String::from_utf8_lossy(&fs::read(&path).expect("a file")).into_owned());
    }
    found
}

/// That a patch makes the new tree of the old one.
fn applies(old: &BTreeMap<String, String>, patch: &str, new: &BTreeMap<String, String>) {
    let project = Project::new(&[]);
    for (path, text) in old {
        project.write(path, text.as_bytes());
    }
    project.write("a.patch", patch.as_bytes());
    let git = Command::new("git").current_dir(project.folder()).args(["apply", "a.patch"]).output();
    let Ok(git) = git else { return eprintln!("not run: there is no git") };
    assert!(git.status.success(), "{}{patch}", text(&git.stderr));
    fs::remove_file(project.folder().join("a.patch")).expect("removed");
    assert_eq!(tree(project.folder()), *new);
}

/// The findings as their code and places, with their message if asked for; the old names have given way to the new ones.
fn plain(found: &[Value], names: &[(&str, &str)], say: bool) -> Vec<String> {
    let renamed = |text: &Value| {
        names.iter().fold(text.as_str().expect("a text").to_owned(), |text, (old, new)| text.replace(old, new))
    };
    let mut plain: Vec<String> = found
        .iter()
        .map(|found| {
            // Which of the places of a cause comes first depends on names.
            let related = found["related"].as_array().into_iter().flatten();
            let mut files: Vec<String> =
                std::iter::once(found).chain(related).map(|place| renamed(&place["file"])).collect();
            files.sort();
            let message = if say { renamed(&found["message"]) } else { String::new() };
            format!("{} {message} {}", renamed(&found["code"]), files.join(" "))
        })
        .collect();
    plain.sort();
    plain
}

const SITE: &str = "# The site.\nlocales: [en-US, de-DE, it-IT]\nbase_url: https://help.example/docs/\ncheck: {severity: {missing-translation: note}}\nredirects:\n  # Long ago.\n  first: help/old # once\n  second: /help/old.md#part\n  guide/new: elsewhere\n";

/// A site in three languages that leads to `help/old` in every way.
fn site() -> Project {
    Project::new(&[
        ("site.yaml", SITE),
        (
            "content/en-US/index.md",
            "# Start\n\n[a](help/old.md) [b](./help/old.md#part) [c](help/old?q=1#part) [d](/help/old/) [e](/en-us/help/old/)\n[f](https://help.example/docs/en-us/help/old/) [g][ref] [h](first.md) [i](help\\old.md) [j](gone.md) [k](help/%6fld.md)\n<a title=\"help/old.md\" href='help/old.md'>l</a> [m](help/&#111;ld.md) ![n](help/media/a.svg) [o](xref:the-old) [p](Help/Old.md) [q](../de-DE/help/old.md)\n\n`[x](help/old.md)`\n\n[ref]: <help/old.md#part> 'help/old.md'\n",
        ),
        ("content/en-US/elsewhere.md", "# Elsewhere\n"),
        (
            "content/en-US/help/old.md",
            "---\ntitle: Old\nuid: the-old\n---\n# Old\n\n## <a name=\"part\"></a>Part\n\n[a](../index.md) [b](other.md) [c](old.md#part) [d](#part) [e](gone.md) [f](./other.md) [g](/help/other) ![h](media/a.svg)\n\n[!INCLUDE [x](includes/note.md)]\n\n:::image source=\"media/a.svg\" lightbox=\"media/a.svg\" alt-text=\"A\":::\n\n:::code language=\"python\" source=\"code/a.py\":::\n\n[!INCLUDE [x](~/help/includes/note.md)]\n",
        ),
        (
            "content/en-US/help/other.md",
            "# Other\n\n[a](old.md) [b](../help/old.md) [c](old)\n\n[!INCLUDE [x](includes/note.md)]\n",
        ),
        ("content/en-US/help/includes/note.md", "See [old](../old.md).\n"),
        ("content/en-US/help/media/a.svg", "<svg/>"),
        ("content/en-US/help/code/a.py", "print()\n"),
        ("content/en-US/stub.md", "---\nredirect_url: \"help/old.md#part\" # moved\n---\n"),
        (
            "content/en-US/faq.yml",
            "### YamlMime:FAQ\ntitle: Questions\nsummary: See [old](help/old.md).\nsections:\n- questions:\n  - question: Why?\n    answer: |\n      Because [old](help/old.md#part), and [old](help/old.md#part).\n      <a href=\"help/old.md\">x</a>\n  - question: How?\n    answer: \"So <a href=\\\"help/old.md\\\">x</a>: [x](help/other.md)\"\n",
        ),
        (
            "content/en-US/land.yml",
            "### YamlMime:Landing\ntitle: Land\nlandingContent:\n- title: Card\n  linkLists:\n  - linkListType: concept\n    links:\n    - text: Old\n      url: help/old.md\n    - text: Old\n      url: \"help/old.md\" # again\n",
        ),
        (
            "content/en-US/toc.yaml",
            "# Navigation\n- href: index.md\n- name: Old\n  href: \"help/old.md\" # here\n- {name: Other, href: help/other.md}\n- name: More\n  tocHref: more/toc.yaml\n  topicHref: help/old.md\n- href: elsewhere.md\n- href: faq.yml\n- href: land.yml\n",
        ),
        ("content/en-US/more/toc.yaml", "- name: Part\n  href: ../help/old.md#part\n"),
        ("content/de-DE/index.md", "# Anfang\n\n[a](help/old.md) [b](hilfe/alt.md)\n"),
        (
            "content/de-DE/hilfe/alt.md",
            "---\ntitle: Alt\nkey: \"help/old\" # joined\nslug: alt\n---\n# Alt\n\n## <a name=\"part\"></a>Teil\n\n[a](../index.md)\n",
        ),
        ("content/de-DE/toc.yaml", "names:\n  help/old: Das Alte\n"),
        (
            "content/it-IT/help/old.markdown",
            "# Vecchio\n\n## <a name=\"part\"></a>Parte\n\n[a](other.md) [b](../index.md)\n",
        ),
        ("content/it-IT/index.md", "# Inizio\n\n[a](help/old.md)\n"),
        ("locales/de-DE/units.tsv", "# page\tunit\nelsewhere\t1\nhelp/old\t1\nhelp/old\t2\nhelp/other\t1\n"),
    ])
}

#[test]
fn a_page_moves_with_everything_that_leads_to_it() {
    let project = site();
    let before = findings(&project, &[]);
    let old = tree(project.folder());
    let patch = moved(project.folder(), &["help/old", "guide/new", "--dry-run"]);
    assert_eq!(tree(project.folder()), old, "a preview writes nothing");
    let said = moved(project.folder(), &["help/old", "guide/new"]);
    assert!(said.contains("`help/old` is now `guide/new`: 4"), "{said}");
    let new = tree(project.folder());
    assert_eq!(
        new["site.yaml"],
        SITE.replace("first: help/old #", "first: guide/new #")
            .replace("/help/old.md#part", "/guide/new.md#part")
            .replace("  guide/new: elsewhere\n", "  help/old: guide/new\n  help/alt: guide/new\n")
    );
    let expected = [
        (
            "content/en-US/index.md",
            "# Start\n\n[a](guide/new.md) [b](./guide/new.md#part) [c](guide/new?q=1#part) [d](/guide/new/) [e](/en-us/guide/new/)\n[f](https://help.example/docs/en-us/guide/new/) [g][ref] [h](first.md) [i](guide/new.md) [j](gone.md) [k](guide/new.md)\n<a title=\"help/old.md\" href='guide/new.md'>l</a> [m](guide/new.md) ![n](help/media/a.svg) [o](xref:the-old) [p](guide/new.md) [q](../de-DE/guide/new.md)\n\n`[x](help/old.md)`\n\n[ref]: <guide/new.md#part> 'help/old.md'\n",
        ),
        (
            "content/en-US/guide/new.md",
            "---\ntitle: Old\nuid: the-old\n---\n# Old\n\n## <a name=\"part\"></a>Part\n\n[a](../index.md) [b](../help/other.md) [c](new.md#part) [d](#part) [e](../help/gone.md) [f](../help/other.md) [g](/help/other) ![h](../help/media/a.svg)\n\n[!INCLUDE [x](../help/includes/note.md)]\n\n:::image source=\"../help/media/a.svg\" lightbox=\"../help/media/a.svg\" alt-text=\"A\":::\n\n:::code language=\"python\" source=\"../help/code/a.py\":::\n\n[!INCLUDE [x](~/help/includes/note.md)]\n",
        ),
        (
            "content/en-US/help/other.md",
            "# Other\n\n[a](../guide/new.md) [b](../guide/new.md) [c](../guide/new)\n\n[!INCLUDE [x](includes/note.md)]\n",
        ),
        ("content/en-US/help/includes/note.md", "See [old](../../guide/new.md).\n"),
        ("content/en-US/stub.md", "---\nredirect_url: \"guide/new.md#part\" # moved\n---\n"),
        ("content/de-DE/toc.yaml", "names:\n  guide/new: Das Alte\n"),
        (
            "content/de-DE/hilfe/alt.md",
            "---\ntitle: Alt\nkey: \"guide/new\" # joined\nslug: alt\n---\n# Alt\n\n## <a name=\"part\"></a>Teil\n\n[a](../index.md)\n",
        ),
        ("content/de-DE/index.md", "# Anfang\n\n[a](guide/new.md) [b](hilfe/alt.md)\n"),
        (
            "content/it-IT/guide/new.markdown",
            "# Vecchio\n\n## <a name=\"part\"></a>Parte\n\n[a](../help/other.md) [b](../index.md)\n",
        ),
        ("locales/de-DE/units.tsv", "# page\tunit\nelsewhere\t1\nguide/new\t1\nguide/new\t2\nhelp/other\t1\n"),
    ];
    for (path, text) in expected {
        assert_eq!(new[path], text, "{path}");
    }
    // In these every mention is a link.
    for path in ["faq.yml", "land.yml", "toc.yaml", "more/toc.yaml"] {
        let path = format!("content/en-US/{path}");
        assert_eq!(new[&path], old[&path].replace("help/old", "guide/new"), "{path}");
    }
    assert!(!new.keys().any(|path| path.contains("old")), "{:?}", new.keys());
    assert!(!project.folder().join("content/it-IT/help").exists(), "an empty folder goes");

    let after = findings(&project, &[]);
    let names = [("help/old", "guide/new"), ("Help/Old", "guide/new"), ("help\\\\old", "guide/new")];
    // Links are better than they were where they were written anew: letter case, backslashes. And the addresses that a
    // translation does not link to are other ones now.
    let better = |found: &String| !found.contains("case-mismatch") && !found.contains("backslash-path");
    let (mut was, mut is) = (plain(&before, &names, true), plain(&after, &names, true));
    was.retain(better);
    for found in was.iter_mut().chain(&mut is).filter(|found| found.starts_with("changed-link")) {
        *found = found.split('`').step_by(2).collect();
    }
    assert_eq!(is, was);
    assert_eq!(project.run(&["--fail-on", "error"]).status.code(), Some(0));
    for (path, to) in
        [("en-us/help/old", "guide/new"), ("de-de/help/alt", "guide/alt"), ("it-it/help/old", "guide/new")]
    {
        let page = project.page(&format!("{path}/index.html"));
        assert!(page.contains(&format!("url=../../{to}/")), "{path}: {page}");
    }

    let again = moved(project.folder(), &["help/old", "guide/new"]);
    assert!(again.contains("there is nothing to do"), "{again}");
    assert_eq!(tree(project.folder()), new);
    applies(&old, &patch, &new);
}

/// A small site: `a` in two languages, and a page that links to it.
fn small(more: &[(&str, &str)]) -> Project {
    let files = [
        ("site.yaml", "locales: [en-US, de-DE]\n"),
        ("content/en-US/a.md", "# A\n\n[b](b.md)\n"),
        ("content/en-US/b.md", "# B\n\n[a](a.md)\n"),
        ("content/de-DE/a.md", "# A\n\n[b](b.md)\n"),
        ("content/de-DE/b.md", "# B\n\n[a](a.md)\n"),
    ];
    Project::new(&[&files, more].concat())
}

/// The text of a file.
pub fn read(project: &Project, path: &str) -> String {
    fs::read_to_string(project.folder().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn index_pages_stand_for_their_folders() {
    let project = small(&[("content/en-US/c.md", "# C\n\n[a](a) [b](/en-us/a/)\n")]);
    // The address stays, so there is nothing to redirect.
    moved(project.folder(), &["a", "a/index"]);
    assert_eq!(read(&project, "site.yaml"), "locales: [en-US, de-DE]\n");
    assert_eq!(read(&project, "content/de-DE/a/index.md"), "# A\n\n[b](../b.md)\n");
    assert_eq!(read(&project, "content/de-DE/b.md"), "# B\n\n[a](a/index.md)\n");
    assert!(moved(project.folder(), &["a", "a/index"]).contains("nothing to do"));
    // A folder for a folder, named by the slash at the end.
    moved(project.folder(), &["a/index", "x/y/"]);
    assert_eq!(read(&project, "site.yaml"), "locales: [en-US, de-DE]\nredirects:\n  a/index: x/y/index\n");
    assert_eq!(read(&project, "content/en-US/c.md"), "# C\n\n[a](x/y/index) [b](/en-us/x/y/)\n");
    assert_eq!(read(&project, "content/de-DE/x/y/index.md"), "# A\n\n[b](../../b.md)\n");
    project.run(&[]);
    assert!(project.page("de-de/a/index.html").contains("url=../x/y/"));
    assert_eq!(
        findings(&project, &["--only", "broken-link,redirected-link,redirect-chain,address-conflict"]),
        [] as [Value; 0]
    );
    assert!(moved(project.folder(), &["a/index", "x/y/"]).contains("nothing to do"));
}

#[test]
fn a_page_that_moves_back_leaves_no_trace() {
    for site in ["redirects: {old: a}\n", "redirects:\n  old: a # once\n"] {
        let project = small(&[("content/en-US/toc.yaml", "[{href: a.md}, {href: b.md}]\n")]);
        project.write("site.yaml", format!("locales: [en-US, de-DE]\n{site}").as_bytes());
        let old = tree(project.folder());
        moved(project.folder(), &["a", "x/c"]);
        assert!(read(&project, "site.yaml").contains("old: x/c") && read(&project, "site.yaml").contains("a: x/c"));
        moved(project.folder(), &["x/c", "y/d"]);
        let site = read(&project, "site.yaml");
        assert!(["old: y/d", "a: y/d", "x/c: y/d"].iter().all(|redirect| site.contains(redirect)), "{site}");
        moved(project.folder(), &["y/d", "x/c"]);
        moved(project.folder(), &["x/c", "a"]);
        let mut new = tree(project.folder());
        // Of the places in between a redirect stays: somebody may have been there.
        let site = new["site.yaml"].replace(", y/d: x/c", "").replace("  y/d: x/c\n", "");
        let site =
            site.replace(", x/c: a", "").replace("  x/c: a\n", "").replace(", y/d: a", "").replace("  y/d: a\n", "");
        new.insert("site.yaml".to_owned(), site);
        assert_eq!(new, old);
    }
}

#[test]
fn redirects_go_where_the_site_keeps_them() {
    // Without a `site.yaml` one is made, for every language.
    let project = small(&[]);
    fs::remove_file(project.folder().join("site.yaml")).expect("removed");
    moved(project.folder(), &["a", "c"]);
    assert_eq!(read(&project, "site.yaml"), "redirects:\n  a: c\n");
    project.run(&[]);
    assert!(project.page("de-de/a/index.html").contains("url=../c/") && project.has("en-us/a/index.html"));

    // A docfx repository keeps them in a file of its own, with the addresses of its host.
    let json = "{\n    \"redirections\": [\n        {\n            \"source_path\": \"docs/older.md\",\n            \"redirect_url\": \"/help/a\",\n            \"redirect_document_id\": \"FALSE\"\n        }\n    ]\n}\n";
    let project = Project::new(&[
        (".openpublishing.redirection.json", json),
        ("docs/docfx.json", "{\"build\": {\"content\": [{\"files\": [\"**/*.md\"]}], \"dest\": \"help\"}}"),
        ("docs/a.md", "# A\n\n[b](b.md) [c](~/b.md)\n"),
        ("docs/b.md", "# B\n\n[a](/help/a) [b](~/a.md#x) [c](a.md) [d](/elsewhere/a)\n"),
        ("docs/TOC.md", "# [A](a.md)\n# [B](b.md)\n"),
    ]);
    moved(project.folder(), &["docs/a.md", "docs/sub/c"]);
    let new = "        },\n        {\n            \"source_path\": \"docs/a.md\",\n            \"redirect_url\": \"/help/sub/c\",\n            \"redirect_document_id\": \"FALSE\"\n        }\n    ]";
    let expected = json.replace("/help/a", "/help/sub/c").replace("        }\n    ]", new);
    assert_eq!(read(&project, ".openpublishing.redirection.json"), expected);
    assert_eq!(
        read(&project, "docs/b.md"),
        "# B\n\n[a](/help/sub/c) [b](~/sub/c.md#x) [c](sub/c.md) [d](/elsewhere/a)\n"
    );
    assert_eq!(read(&project, "docs/sub/c.md"), "# A\n\n[b](../b.md) [c](~/b.md)\n");
    assert_eq!(read(&project, "docs/TOC.md"), "# [A](sub/c.md)\n# [B](b.md)\n");
    assert!(moved(project.folder(), &["docs/a", "docs/sub/c"]).contains("nothing to do"));
    moved(project.folder(), &["docs/sub/c", "docs/a"]);
    let back =
        json.replace("        }\n    ]", &new.replace("docs/a.md", "docs/sub/c.md").replace("/help/sub/c", "/help/a"));
    assert_eq!(read(&project, ".openpublishing.redirection.json"), back);
}

#[test]
fn pages_that_nobody_sees_need_no_redirect() {
    let draft = "---\ndraft: true\n---\n# D\n";
    let project = small(&[("content/en-US/d.md", draft), ("content/en-US/e.md", "# E\n\n[d](d.md)\n")]);
    let codes = |project: &Project| crate::check::codes(&findings(project, &[])).join(" ");
    let before = codes(&project);
    moved(project.folder(), &["d", "x/d"]);
    assert_eq!(read(&project, "content/en-US/e.md"), "# E\n\n[d](x/d.md)\n");
    assert_eq!((codes(&project), read(&project, "site.yaml")), (before, "locales: [en-US, de-DE]\n".to_owned()));
    assert!(moved(project.folder(), &["d", "x/d"]).contains("nothing to do"));
    // A page of one translation alone has its redirect all the same, and nobody complains of the other languages.
    let project = small(&[("content/de-DE/nur.md", "# Nur\n")]);
    moved(project.folder(), &["nur", "x/nur"]);
    assert_eq!(codes(&project), "");
    project.run(&[]);
    assert!(project.has("de-de/nur/index.html") && !project.has("en-us/nur/index.html"));
}

#[test]
fn pages_are_named_by_keys_and_by_files() {
    let absolute = |project: &Project| project.folder().join("content/de-DE/a.md").display().to_string();
    for (from, to) in [
        ("a", "x/c"),
        ("/a.md", "/x/c.md"),
        ("content/en-US/a.md", "content/en-US/x/c.md"),
        ("./content/de-DE/../de-DE/a", "x/c"),
        ("ABSOLUTE", "x\\c"),
    ] {
        let project = small(&[]);
        let from = if from == "ABSOLUTE" { absolute(&project) } else { from.to_owned() };
        moved(project.folder(), &[&from, to]);
        assert!(project.folder().join("content/de-DE/x/c.md").is_file(), "{from}");
    }
    let project = small(&[
        ("content/en-US/x/d.md", "# D\n"),
        ("content/de-DE/x/d.md", "# D\n"),
        ("content/en-US/x/y.md", "# Y\n"),
    ]);
    let folder = project.folder().join("content/en-US/x");
    moved(&folder, &["d.md", "../e.md", "--site", "../../.."]);
    assert!(project.folder().join("content/de-DE/e.md").is_file());
    assert!(moved(&folder, &["d.md", "../e.md", "--site", "../../.."]).contains("nothing to do"));
    moved(&folder, &["e", "x/f", "--site", "../../.."]);
    assert!(project.folder().join("content/de-DE/x/f.md").is_file());
    // Roots alone have no file for redirects.
    let roots = ["--locale", "en-US=content/en-US", "--locale", "de-DE=content/de-DE"];
    let said = refused(project.folder(), &[&["a", "c"], &roots[..]].concat());
    assert!(said.contains("no file that could hold the redirect") && said.contains("--site DIR"), "{said}");
    moved(project.folder(), &[&["a", "c", "--site", "."], &roots[..]].concat());
}

#[test]
fn what_would_do_harm_is_refused() {
    let more = [
        ("content/en-US/c.md", "# C\n"),
        ("content/en-US/help/join.md", "# J\n"),
        ("content/en-US/stub.md", "---\nredirect_url: c.md\n---\n"),
        ("content/en-US/slug.md", "---\nslug: taken\n---\n# S\n"),
        ("content/en-US/damaged.md", "---\ntitle: D\nkey: dam\n\n# D\n"),
        ("content/de-DE/other.md", "---\nkey: b2\n---\n# O\n"),
    ];
    let project = small(&more);
    project.write("content/en-US/latin.md", b"# K\xfche\n");
    project.write("content/en-US/file", b"");
    let old = tree(project.folder());
    for (from, to, expected) in [
        ("a", "c", "`c` is there already: content/en-US/c.md"),
        ("a", "C", "`C` is there already: content/en-US/c.md"),
        ("a", "b2", "`b2` is there already: content/de-DE/other.md"),
        ("a", "other", "`other` is there already: content/de-DE/other.md"),
        ("a", "stub", "`stub` is there already"),
        ("a", "A", "letter case alone"),
        ("a", "a", "the name that the page has"),
        ("a", "taken", "would be at an address that is taken"),
        ("a", "includes/a", "no name for a page"),
        ("a", "toc", "no name for a page"),
        ("a", ".a", "no name for a page"),
        ("a", "x?", "no name for a page"),
        ("a", &"long".repeat(80), "no name for a page"),
        ("a", "file/b", "wanted as a file and as a folder"),
        ("a", "target/a", "nothing below a folder `target` is read"),
        ("a", "../a", "cannot be a page's key"),
        ("join", "x", "Did you mean `help/join`?"),
        ("help/jion", "x", "Did you mean `help/join`?"),
        ("nothing-like-it", "x", "Name a page by its path"),
        ("stub", "x", "has moved already: content/en-US/stub.md says that it is now `c.md`"),
        ("dam", "x", "is damaged, so its `key` cannot be changed"),
        ("latin", "x", "or not UTF-8"),
    ] {
        let said = refused(project.folder(), &[from, to]);
        assert!(said.contains(expected) && said.contains("help: "), "{from} {to}: {said}");
    }
    assert!(refused(project.folder(), &["a", "d", "--locale", "de-DE"]).contains("in all languages"));
    project.write("site.yaml", b"locales: [\n");
    assert!(refused(project.folder(), &["a", "d"]).contains("cannot be read"));
    project.write("site.yaml", b"{locales: [en-US, de-DE]}\n");
    let said = refused(project.folder(), &["a", "d"]);
    assert!(said.contains("cannot be changed in its places") && said.contains("`a` leads to `d`"), "{said}");
    project.write("site.yaml", b"locales: [en-US, de-DE]\n");
    assert_eq!(tree(project.folder()), old);
    // What cannot be written for another reason is left, and said.
    project.write("content/en-US/latin.md", b"# K\xfche\n\n[a](a.md)\n");
    let said = moved(project.folder(), &["a", "d"]);
    assert!(said.contains("content/en-US/latin.md is left as it is"), "{said}");
}

/// The plan of a move, made without the command.
fn plan(project: &Project, from: &str, to: &str) -> Plan {
    let folder = project.folder();
    let request = load::Request { site: Some(folder.to_path_buf()), ..load::Request::default() };
    let config = load::discover(&request).expect("a configuration");
    let sources = load::load(&config).expect("sources");
    let named = |path: &str| {
        let text = fs::read_to_string(folder.join(path)).ok();
        (load::display(&folder.join(path)), text.map(Into::into))
    };
    let ledger = named("locales/de-DE/units.tsv");
    let request = relocate::Request {
        from: &PageKey::from_path(from),
        to: &PageKey::from_path(to),
        site_yaml: Some(named("site.yaml")),
        ledgers: ledger.1.map(|text| Beside { file: ledger.0, text }).into_iter().collect(),
    };
    match relocate::plan(&config, &sources, &request).expect("a plan") {
        Answer::Plan(plan) => plan,
        Answer::Done => Plan::default(),
    }
}

#[test]
fn an_interrupted_move_is_completed_by_the_same_command() {
    let done = site();
    moved(done.folder(), &["help/old", "guide/new"]);
    let done = tree(done.folder());
    let count = plan(&site(), "help/old", "guide/new").steps().count();
    assert!(count > 10, "{count}");
    for interrupted in 0..=count {
        let project = site();
        for step in plan(&project, "help/old", "guide/new").steps().take(interrupted) {
            match step {
                Step::Write { file, text, .. } => {
                    fs::create_dir_all(Path::new(file).parent().expect("a folder")).expect("a folder");
                    fs::write(file, text).expect("written");
                }
                Step::Remove { file, .. } => fs::remove_file(file).expect("removed"),
            }
        }
        let said = moved(project.folder(), &["help/old", "guide/new"]);
        assert!(!said.contains("by hand"), "after {interrupted} steps: {said}");
        assert_eq!(tree(project.folder()), done, "after {interrupted} steps");
    }
    // A copy that somebody has changed meanwhile is no copy.
    let project = site();
    project.write("content/en-US/guide/new.md", b"# Mine\n");
    assert!(refused(project.folder(), &["help/old", "guide/new"]).contains("content/en-US/guide/new.md"));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let (from, name) = entry.map(|entry| (entry.path(), entry.file_name())).expect("an entry");
        if from.is_dir() {
            copy(&from, &to.join(name))
        } else {
            fs::write(to.join(name), fs::read(&from).expect("a file")).expect("written")
        }
    }
}

#[test]
fn pages_of_a_help_centre_move_and_nothing_is_worse() {
    let Some(corpus) = corpus() else { return };
    let project = Project::new(&[]);
    copy(&corpus.join("partner-center/de-de"), project.folder());
    let locale = ["--locale", "de-DE=."];
    let mut before = findings(&project, &locale);
    for (from, to, least) in [
        ("partner-center/permissions-overview", "partner-center/terms/rights-of-people", 24),
        ("partner-center/partner-security-requirements-faq", "partner-center/faq/security", 10),
    ] {
        let said = moved(project.folder(), &[&[from, to], &locale[..]].concat());
        let links = said.rsplit(": ").next().and_then(|rest| rest.split(' ').next()?.parse::<usize>().ok());
        assert!(links.expect("links") >= least && !said.contains("by hand"), "{said}");
        let after = findings(&project, &locale);
        // Messages tell links as they are written, which depends on the folder.
        let (was, is) = (plain(&before, &[(from, to)], false), plain(&after, &[(from, to)], false));
        let worse: Vec<&String> = is.iter().filter(|found| !was.contains(found)).collect();
        assert!(worse.is_empty() && was.len() == is.len(), "{} and {}: {worse:?}", was.len(), is.len());
        before = after;
        let again = moved(project.folder(), &[&[from, to], &locale[..]].concat());
        assert!(again.contains("there is nothing to do"), "{again}");
    }
}
