//! A second build with nothing to do does nothing, and says the same; whatever could make another site, it sees.

use std::fs;
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

use crate::eligibility_pages::{CHECK, PROGRAM, TEXTS};
use crate::shards::tree;
use crate::site::Project;

/// Something that somebody does to a site.
type Change = Box<dyn Fn(&Project)>;

/// A site of files of every kind.
fn project() -> Project {
    let check = format!("# Grants\n\n{CHECK}\n");
    Project::new(&[
        (
            "site.yaml",
            "title: T\nbase_url: https://help.example.com/\ntheme: theme\nstatus_page: true\nsource_locale: en-US\nlocales: [en-US, de-DE]\n",
        ),
        ("glossary.yaml", "do_not_translate: [Diglot]\n"),
        ("content/en-US/index.md", &check),
        ("content/en-US/guide.md", "# Guide\n\n[nowhere](nowhere.md)\n"),
        ("content/en-US/one.png", "no picture"),
        ("content/en-US/soon.md", "---\npublish: 2026-03-09\n---\n# Soon\n"),
        ("content/de-DE/guide.md", "# Anleitung\n"),
        ("content/eligibility/grant.yaml", PROGRAM),
        ("locales/en-US/eligibility/grant.ftl", TEXTS),
        ("locales/en-US/own.ftl", "home = Home\n"),
        ("locales/de-DE/units.tsv", ""),
        ("theme/assets/own.css", "a {}\n"),
        ("theme/static/.well-known/security.txt", "Contact: x\n"),
    ])
}

const NOW: &str = "2026-03-05T09:00:00Z";

fn build_at(project: &Project, now: &str, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(project.folder())
        .env("XDG_CACHE_HOME", project.folder().join("caches"))
        .args(["build", "--now", now])
        .args(more)
        .output()
        .expect("the command runs")
}

fn build(project: &Project, more: &[&str]) -> Output {
    build_at(project, NOW, &[&["--timings", "--format", "json"], more].concat())
}

/// What a build reports, and whether it had anything to do.
fn report(output: &Output) -> (Value, bool) {
    let mut report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let keys = report.as_object_mut().expect("an object");
    keys.remove("seconds");
    keys.remove("kept");
    let stages = keys.remove("timings").expect("timings");
    (report, stages.get("site").is_some())
}

/// Files that were written just now are looked at again: their times may not tell a change at once.
fn settle() {
    sleep(Duration::from_millis(60));
}

/// A site of which a build is remembered, and what that build reported.
fn remembered() -> (Project, Value) {
    let project = project();
    settle();
    let (mut first, did) = report(&build(&project, &[]));
    assert!(did);
    first["written"] = 0.into();
    (project, first)
}

#[test]
fn with_nothing_changed_nothing_is_done_and_the_same_is_said() {
    let (project, first) = remembered();
    let before = tree(&project.folder().join("_site"));
    for _ in 0..2 {
        let again = build(&project, &[]);
        assert_eq!(report(&again), (first.clone(), false));
        assert_eq!(again.status.code(), Some(1), "the broken link is an error as before");
    }
    assert_eq!(tree(&project.folder().join("_site")), before);
    assert!(first["diagnostics"].as_array().is_some_and(|found| !found.is_empty()));
    // What is found is no part of what is published.
    let published = tree(&project.folder().join("_site")).into_values();
    let mut texts = published.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(texts.all(|text| !text.contains("nowhere.md")));
    let human = || {
        let output = build_at(&project, NOW, &[]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        said.lines().filter(|line| !line.starts_with("Built ")).map(str::to_owned).collect::<Vec<_>>()
    };
    let recalled = human();
    assert!(recalled.len() > 3, "{recalled:?}");
    fs::remove_dir_all(project.folder().join("caches")).expect("removed");
    assert_eq!(human(), recalled, "with excerpts of the files");
}

#[test]
fn whatever_has_changed_is_seen() {
    let change = |path: &'static str, text: &'static str| {
        move |project: &Project| {
            let path = project.folder().join(path);
            let old = fs::metadata(&path).and_then(|about| about.modified()).ok();
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(&path, text).expect("written");
            // Whoever sets the time back does not hide it.
            if let Some(old) = old {
                let file = fs::File::options().write(true).open(&path).expect("opened");
                file.set_modified(old).expect("set");
            }
        }
    };
    let remove =
        |path: &'static str| move |project: &Project| fs::remove_file(project.folder().join(path)).expect("gone");
    let changes: Vec<(&str, Change)> = vec![
        ("a page of the same length", Box::new(change("content/en-US/guide.md", "# Guidf\n\n[nowhere](nowhere.md)\n"))),
        ("a new page", Box::new(change("content/de-DE/new.md", "# Neu\n"))),
        ("a page that is gone", Box::new(remove("content/de-DE/guide.md"))),
        ("a picture", Box::new(change("content/en-US/one.png", "no.picture"))),
        ("the settings", Box::new(change("site.yaml", "title: U\nsource_locale: en-US\nlocales: [en-US, de-DE]\n"))),
        ("the glossary", Box::new(change("glossary.yaml", "do_not_translate: [Diglos]\n"))),
        ("a program", Box::new(change("content/eligibility/grant.yaml", ""))),
        ("the texts of a program", Box::new(change("locales/en-US/eligibility/grant.ftl", ""))),
        ("interface texts", Box::new(change("locales/en-US/own.ftl", "home = Hone\n"))),
        ("a ledger", Box::new(change("locales/de-DE/units.tsv", "# x\n"))),
        ("a style", Box::new(change("theme/assets/own.css", "b {}\n"))),
        ("a file for the host", Box::new(change("theme/static/.well-known/security.txt", "Contact: y\n"))),
        ("a page of the output", Box::new(change("_site/en-us/guide/index.html", "other"))),
        ("a page that the output lacks", Box::new(remove("_site/en-us/guide/index.html"))),
    ];
    for (what, change) in changes {
        let (project, _) = remembered();
        assert!(!report(&build(&project, &[])).1, "{what}: nothing has changed yet");
        change(&project);
        assert!(report(&build(&project, &[])).1, "{what}");
    }
    let (project, _) = remembered();
    project.write("_site/CNAME", b"help.example.com");
    assert!(!report(&build(&project, &[])).1 && project.has("CNAME"), "what others put there is theirs");
    assert!(report(&build(&project, &["--drafts"])).1, "another option");
    assert!(report(&build(&project, &["--base-url", "https://x.example/"])).1, "another address");
    assert!(report(&build(&project, &["--locale", "en-US"])).1, "another set of languages");
}

#[test]
fn time_makes_another_site_too() {
    let (project, _) = remembered();
    let at = |now: &str| report(&build_at(&project, now, &["--timings", "--format", "json"])).1;
    assert!(!at("2026-03-05T09:00:01Z") && !at("2026-03-05T23:59:59Z"), "the same day");
    assert!(at("2026-03-06"), "checks ask what day it is");
    assert!(at("2026-03-05T09:00:00Z"), "the clock was set back");
    fs::remove_dir_all(project.folder().join("content/eligibility")).expect("removed");
    fs::write(project.folder().join("content/en-US/index.md"), "# Start\n").expect("written");
    settle();
    assert!(at("2026-03-05T09:00:00Z") && !at("2026-03-05T09:00:00Z"));
    assert!(!at("2026-03-08T23:59:59Z"), "without checks no day matters");
    assert!(at("2026-03-09"), "a page is published");
}

#[test]
fn what_was_written_a_moment_ago_is_not_trusted() {
    let (project, _) = remembered();
    for number in 0..5 {
        fs::write(project.folder().join("content/en-US/guide.md"), format!("# Guide {number}\n")).expect("written");
        assert!(report(&build(&project, &[])).1);
        assert!(project.page("en-us/guide/index.html").contains(&format!("Guide {number}")));
    }
}
