//! A build in parts: each part a process of its own, and all of them together the very bytes of a whole build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

use crate::eligibility_pages::{CHECK, PROGRAM, TEXTS};
use crate::html;
use crate::site::Project;

const NOW: &str = "2026-03-05";

/// A template that fails on one kind of page and not on the others.
const FAILING: &str = "{% extends \"default/base.html\" %}{% block main %}{{ page.no_such.thing }}{% endblock %}";

/// A site that has a bit of everything that shards share or divide.
fn project() -> Project {
    let check = format!("# Grants\n\n## <a name=\"rules\"></a>Rules\n\n{CHECK}\n");
    let files = [
        (
            "site.yaml",
            "title: T\nbase_url: https://help.example.com/\ntheme: theme\nllms: true\nfeeds: true\nsource_locale: en-US\nlocales: [en-US, de-DE, zh-CN, ar]\nredirects: {old: guide, older: guide}\n",
        ),
        ("content/en-US/index.md", &check),
        ("content/en-US/guide.md", "# Guide\n\n![one](one.svg)\n\n[nowhere](nowhere.md) and [moved](old.md)\n"),
        ("content/en-US/one.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"2\"/>"),
        ("content/en-US/two.txt", "two"),
        ("content/en-US/draft.md", "---\ndraft: true\n---\n# Draft\n"),
        ("content/en-US/soon.md", "---\npublish: 2026-03-04\n---\n# Soon\n"),
        ("content/en-US/help/projects.md", "# Projects\n\nWords to find.\n"),
        ("content/en-US/a.md", "---\ntemplate: poor.html\n---\n# A\n"),
        ("content/en-US/b.md", "---\ntemplate: poor.html\n---\n# B\n"),
        ("content/en-US/c.md", "---\ntemplate: poorer.html\n---\n# C\n"),
        ("content/de-DE/guide.md", "# Anleitung\n\nEin Satz.\n\n[nichts](nichts.md)\n"),
        ("content/zh-CN/guide.md", "# 指南\n\n合作伙伴。\n"),
        ("content/ar/index.md", "# A\n"),
        ("content/eligibility/grant.yaml", PROGRAM),
        ("locales/en-US/eligibility/grant.ftl", TEXTS),
        ("theme/poor.html", FAILING),
        ("theme/poorer.html", FAILING),
        ("theme/static/_headers", "/*\n"),
    ];
    Project::new(&files)
}

fn start(project: &Project, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(project.folder())
        .env_remove("SOURCE_DATE_EPOCH")
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs")
}

fn run(project: &Project, arguments: &[&str]) -> Output {
    start(project, arguments).wait_with_output().expect("it ends")
}

/// What a command reports, but for what differs from run to run.
fn report(output: &Output) -> Value {
    let mut report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let keys = report.as_object_mut().expect("an object");
    assert!(keys.remove("seconds").is_some() && keys.remove("out").is_some());
    report
}

fn whole(project: &Project, out: &str) -> Output {
    run(project, &["build", "--now", NOW, "--format", "json", "--fail-on", "warning", "--out", out])
}

/// Builds all shards at the same time, each as a process, and merges them.
fn in_parts(project: &Project, of: usize, out: &str) -> (Vec<Value>, Output) {
    let folder = |number: usize| format!("parts/{number}");
    let shards: Vec<Child> = (1..=of)
        .map(|number| {
            let (shard, folder) = (format!("{number}/{of}"), folder(number));
            start(project, &["build", "--now", NOW, "--format", "json", "--shard", &shard, "--out", &folder])
        })
        .collect();
    let shards = shards.into_iter().map(|shard| {
        let output = shard.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "a shard does not judge");
        report(&output)
    });
    let shards = shards.collect();
    // Whatever the order.
    let folders: Vec<String> = (1..=of).rev().map(folder).collect();
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    let options = ["--format", "json", "--fail-on", "warning", "--out", out];
    (shards, run(project, &[&["merge"], &folders[..], &options].concat()))
}

/// Every file below a folder with its bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut stack = vec![folder.to_path_buf()];
    while let Some(open) = stack.pop() {
        for path in fs::read_dir(open).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                stack.push(path);
            } else {
                let below = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
                files.insert(below, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

fn assert_same(project: &Project, one: &str, other: &str) {
    let (one, other) = (tree(&project.folder().join(one)), tree(&project.folder().join(other)));
    let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let differing: Vec<_> = paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn four_processes_make_what_one_makes() {
    let project = project();
    let expected = whole(&project, "whole");
    let (shards, merged) = in_parts(&project, 4, "merged");
    assert_same(&project, "whole", "merged");
    assert_eq!(report(&merged), report(&expected));
    assert_eq!((merged.status.code(), expected.status.code()), (Some(1), Some(1)), "the findings are judged");

    // The test is of something: there is all that a site can have, and each shard has a part of it.
    let all = tree(&project.folder().join("whole"));
    for path in [
        "sitemap.xml",
        "robots.txt",
        "_headers",
        "en-us/one.svg",
        "de-de/old/index.html",
        "ar/eligibility/grant.html",
        "zh-cn/pagefind/pagefind-entry.json",
        "en-us/llms.txt",
        "de-de/feed.xml",
    ] {
        assert!(all.contains_key(path), "there is no {path}");
    }
    assert_eq!(report(&expected)["locales"][0]["withheld"], 1);
    let count = |report: &Value| report["diagnostics"].as_array().expect("a list").len();
    assert!(shards.iter().all(|shard| shard["files"].as_u64() > Some(5)));
    let found = report(&expected)["diagnostics"].to_string();
    assert!(found.contains("poor.html") && found.contains("poorer.html") && found.contains("broken-link"));
    assert!(
        count(&shards[0]) > 3 && shards[1..].iter().any(|shard| count(shard) > 0),
        "several shards found something"
    );

    // People are told the same.
    let folders = ["parts/4", "parts/2", "parts/1", "parts/3"];
    let merged = run(&project, &[&["merge"], &folders[..], &["--out", "told"]].concat());
    let built = run(&project, &["build", "--now", NOW, "--out", "also-told"]);
    assert_eq!(String::from_utf8_lossy(&merged.stderr), String::from_utf8_lossy(&built.stderr));
    assert!(String::from_utf8_lossy(&merged.stdout).starts_with("Merged 4 shards: en-US "));

    // A whole build over a merged folder has nothing to do.
    let before = fs::metadata(project.folder().join("merged")).expect("a folder").modified().expect("a time");
    assert_eq!(report(&whole(&project, "merged"))["written"], 0);
    assert_eq!(fs::metadata(project.folder().join("merged")).expect("a folder").modified().expect("a time"), before);
}

#[test]
fn shards_and_merges_keep_what_has_not_changed() {
    let project = project();
    whole(&project, "whole");
    in_parts(&project, 3, "merged");
    for out in ["whole", "merged"] {
        project.write(&format!("{out}/well-known/CNAME"), b"help.example.com");
    }
    let (shards, merged) = in_parts(&project, 3, "merged");
    assert!(shards.iter().all(|shard| shard["written"] == 0) && report(&merged)["written"] == 0);
    // A page that changes, one that comes, one that goes.
    project.write("content/de-DE/guide.md", "# Anleitung\n\nEin anderer Satz.\n".as_bytes());
    project.write("content/en-US/new.md", "# New\n".as_bytes());
    fs::remove_file(project.folder().join("content/en-US/b.md")).expect("a file");
    let (shards, merged) = in_parts(&project, 3, "merged");
    assert_eq!(report(&merged), report(&whole(&project, "whole")));
    assert_same(&project, "whole", "merged");
    assert!(project.folder().join("merged/well-known/CNAME").is_file(), "it is not ours to remove");
    let sum = |key: &str| shards.iter().map(|shard| shard[key].as_u64().expect("a number")).sum::<u64>();
    assert!(sum("written") < sum("files") && Some(sum("written")) == report(&merged)["written"].as_u64());
}

#[test]
fn there_may_be_more_shards_than_files() {
    let project = Project::new(&[("site.yaml", "locales: [en-US]\nsearch: false\n"), ("content/en-US/a.md", "# A\n")]);
    let expected = whole(&project, "whole");
    let (shards, merged) = in_parts(&project, 40, "merged");
    assert_same(&project, "whole", "merged");
    assert_eq!(report(&merged), report(&expected));
    assert!(shards.iter().any(|shard| shard["files"] == 0));
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE]\nsearch: false\n"),
        ("content/en-US/a.md", "# A\n"),
        ("content/en-US/b.md", "# B\n"),
    ]);
    let shard = |shard: &str, out: &str, more: &[&str]| {
        let output = run(&project, &[&["build", "--shard", shard, "--out", out, "--now"], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    for (number, out) in
        [("1/2", "one"), ("2/2", "two"), ("2/2", "changed"), ("2/2", "gone"), ("2/2", "older"), ("2/2", "outside")]
    {
        shard(number, out, &[NOW]);
    }
    shard("2/2", "later", &["2026-03-06"]);
    shard("2/3", "third", &[NOW]);
    shard("1/10", "tenth", &[NOW]);
    shard("2/2", "drafts", &[NOW, "--drafts"]);
    whole(&project, "whole");
    project.write("content/en-US/b.md", b"# C\n");
    shard("2/2", "edited", &[NOW]);
    project.write("notes/mine.txt", b"mine");
    fs::create_dir(project.folder().join("empty")).expect("a folder");
    let page = |folder: &str| html::files(&project.folder().join(folder), "html").remove(0);
    fs::write(page("changed"), "<p>other</p>").expect("written");
    fs::remove_file(page("gone")).expect("removed");
    let alter = |folder: &str, from: &str, to: &str| {
        let path = project.folder().join(folder).join(".diglot-manifest.json");
        let text = fs::read_to_string(&path).expect("UTF-8");
        assert!(text.contains(from), "{text}");
        fs::write(path, text.replacen(from, to, 1)).expect("written");
    };
    alter("older", "\"version\":\"", "\"version\":\"0.0.");
    alter("outside", "{\"files\":{", "{\"files\":{\"../stolen\":\"\",");
    let refused = [
        (&["build", "--shard", "1/2"][..], "a shard must be told the moment of the build"),
        (&["build", "--shard", "0/2", "--now", NOW], "write it as 2/4"),
        (&["build", "--shard", "1/2", "--now", NOW, "--fail-on", "note"], "cannot be used with"),
        (&["merge"], "required"),
        (&["merge", "one"], "without these shards: 2/2\n"),
        (&["merge", "tenth"], "without these shards: 2/10, 3/10, 4/10, 5/10, 6/10, 7/10, 8/10, 9/10, and 1 more\n"),
        (&["merge", "one", "two", "one"], "one and one are both shard 1/2"),
        (&["merge", "one", "whole"], "whole is no folder that a shard was built into"),
        (&["merge", "one", "nowhere"], "nowhere is no folder that a shard was built into"),
        (&["merge", "one", "empty"], "empty is no folder that a shard was built into"),
        (&["merge", "one", "notes"], "notes is no folder that a shard was built into"),
        (&["merge", "one", "changed"], ".html is not as the shard's build left it"),
        (&["merge", "one", "gone"], ".html is not as the shard's build left it"),
        (&["merge", "one", "outside"], "manifest.json is not as the shard's build left it"),
        (&["merge", "one", "older"], "older belongs to another build than one: it was made by version 0.0."),
        (&["merge", "one", "later"], "made for the moment 2026-03-06T00:00:00Z, not 2026-03-05T00:00:00Z"),
        (&["merge", "one", "third"], "made as shard 2/3, not as one of 2"),
        (&["merge", "one", "drafts"], "made of other files, or with other options"),
        (&["merge", "one", "edited"], "made of other files, or with other options"),
        (&["merge", "one", "two", "--out", "notes"], "notes holds files that no build of Diglot put there"),
    ];
    let names = || fs::read_dir(project.folder()).expect("a folder").count();
    let before = names();
    for (arguments, message) in refused {
        let output = run(&project, arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), said.contains(message)), (Some(2), true), "{arguments:?}: {said}");
        assert!(arguments[0] == "build" || said.contains("help: ") || said.contains("Usage"), "{said}");
        assert_eq!(names(), before, "{arguments:?} leaves something behind");
    }
    assert!(run(&project, &["merge", "one", "two"]).status.success());
}
