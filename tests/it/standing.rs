//! A build after a change of a few pages makes what a build of everything makes, and takes the rest from the last one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use diglot::build::{Claim, Memory, Order, build};
use diglot::load::{self, Request};
use diglot::model::Source;
use diglot::render::Renderer;
use diglot::site::{Site, Spared};
use serde_json::Value;

use crate::eligibility_pages::{CHECK, PROGRAM, TEXTS};
use crate::shards::tree;
use crate::site::Project;

/// A site in which pages depend on each other in every way there is; `settings` come last in its `site.yaml`.
fn project(settings: &str) -> Project {
    let site = "title: T\nbase_url: https://help.example.com/\ntheme: theme\nsource_locale: en-US\n\
                locales: [en-US, de-DE, zh-TW]\nllms: true\nfeeds: true\n";
    let long = |name: &str| -> String {
        (0..9).map(|nth| format!("## {name} {nth}\n\nWords of {name}, {nth}.\n\n")).collect::<String>()
    };
    let check = format!("# Grants\n\n{CHECK}\n");
    let mut files = vec![
        ("site.yaml".to_owned(), format!("{site}{settings}")),
        ("content/en-US/index.md".to_owned(), check),
        (
            "content/en-US/guide.md".to_owned(),
            "---\ntitle: Guide\ndate: 2026-01-02\nms.topic: guide\nnumbers: [1, 2.5, no, ~]\n---\n# Guide\n\nFirst words of \
             the guide.\n\n## Begin\n\n[One](one.md#one-3), [](two.md), [nowhere](nowhere.md), [gone](two.md#gone).\n\n\
             ![](one.png)\n\n[!INCLUDE [shared](includes/shared.md)]\n\n[!code-js[x](code.js#L1-L2)]\n"
                .to_owned(),
        ),
        ("content/en-US/one.md".to_owned(), format!("# One\n\n{}", long("One"))),
        ("content/en-US/two.md".to_owned(), format!("# Two\n\n[back](guide.md#begin)\n\n{}", long("Two"))),
        ("content/en-US/old.md".to_owned(), "---\nredirect_url: one.md\n---\n".to_owned()),
        ("content/en-US/soon.md".to_owned(), "---\npublish: 2026-03-09\n---\n# Soon\n".to_owned()),
        ("content/en-US/includes/shared.md".to_owned(), "Shared words, [two](../two.md).\n".to_owned()),
        ("content/en-US/code.js".to_owned(), "let a;\nlet b;\nlet c;\n".to_owned()),
        ("content/en-US/one.png".to_owned(), "no picture".to_owned()),
        ("content/en-US/bad.txt".to_owned(), "copied\n".to_owned()),
        ("content/de-DE/guide.md".to_owned(), "# Anleitung\n\nErste Worte.\n\n## Anfang\n\n[Eins](one.md).\n".to_owned()),
        ("content/de-DE/one.md".to_owned(), format!("# Eins\n\n{}", long("Eins"))),
        ("content/zh-TW/guide.md".to_owned(), "# 指南\n\n[一](one.md)。\n".to_owned()),
        ("content/eligibility/grant.yaml".to_owned(), PROGRAM.to_owned()),
        ("locales/en-US/eligibility/grant.ftl".to_owned(), TEXTS.to_owned()),
        ("theme/assets/own.css".to_owned(), "a {}\n".to_owned()),
    ];
    // Few pages have changed only among many.
    files.extend(
        (0..30).map(|nth| (format!("content/en-US/more/{nth}.md"), format!("# More {nth}\n\n[g](../guide.md)\n"))),
    );
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Project::new(&files)
}

fn run(folder: &Path, caches: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(folder)
        .env("XDG_CACHE_HOME", caches)
        .args(["build", "--now", "2026-03-05T09:00:00Z", "--format", "json"])
        .output()
        .expect("the command runs")
}

/// What a build reports of the site, and how many files it took from the last one unmade.
fn report(output: &Output) -> (Value, u64) {
    let mut report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let keys = report.as_object_mut().expect("an object");
    keys.remove("seconds");
    keys.remove("written");
    let kept = keys.remove("kept").and_then(|kept| kept.as_u64()).expect("a number");
    (report, kept)
}

/// Something that somebody does to a file: its path and what it says then; nothing where it is removed.
type Change<'a> = (&'a str, Option<&'a str>);

fn apply(folder: &Path, (path, text): &Change<'_>) {
    let path = folder.join("content").join(path);
    match text {
        Some(text) => {
            let old = fs::read_to_string(&path).unwrap_or_default();
            let (from, to) = text.split_once(" => ").unwrap_or(("", text));
            let new = if from.is_empty() { format!("{old}{to}") } else { old.replace(from, to) };
            assert_ne!(old, new, "{path:?}: {text}");
            fs::write(&path, new).expect("written");
        }
        None => fs::remove_file(&path).expect("removed"),
    }
}

/// The same site made where nothing is remembered.
fn afresh(project: &Project) -> (Value, std::collections::BTreeMap<String, Vec<u8>>) {
    let other = tempfile::tempdir().expect("a folder");
    for (path, bytes) in tree(project.folder()) {
        if !path.starts_with("_site/") && !path.starts_with("caches/") {
            let path: PathBuf = other.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, bytes).expect("written");
        }
    }
    let (report, kept) = report(&run(other.path(), &other.path().join("caches")));
    assert_eq!(kept, 0);
    (report, tree(&other.path().join("_site")))
}

/// Builds a site, then again after each of these changes; each time it must be what it is made afresh. Gives how many files were
/// taken from the last build each time.
fn kept_after(project: &Project, changes: &[Change<'_>]) -> Vec<u64> {
    sleep(Duration::from_millis(60));
    report(&run(project.folder(), &project.folder().join("caches")));
    let each = changes.iter().map(|change| {
        apply(project.folder(), change);
        kept(project, &format!("{change:?}"))
    });
    each.collect()
}

/// Builds a site that was built before; it must be what it is made afresh. Gives how many files were taken from the last build.
fn kept(project: &Project, what: &str) -> u64 {
    sleep(Duration::from_millis(60));
    let (own, kept) = report(&run(project.folder(), &project.folder().join("caches")));
    let (expected, files) = afresh(project);
    assert_eq!(own, expected, "{what}");
    let built = tree(&project.folder().join("_site"));
    let differing: Vec<_> =
        built.keys().chain(files.keys()).filter(|path| built.get(*path) != files.get(*path)).collect();
    assert!(differing.is_empty(), "{what}: {differing:?}");
    kept
}

#[test]
fn what_a_page_says_of_itself_alone_is_all_that_is_made() {
    let changes = [
        ("en-US/guide.md", Some("More words.\n")),
        ("en-US/guide.md", Some("First words => Other words")),
        ("en-US/guide.md", Some("[nowhere](nowhere.md) => [one](one.md)")),
        ("en-US/guide.md", Some("\n[elsewhere](else.md)\n")),
        ("en-US/one.md", Some("Words of One, 3 => [Broken](lost.md) words of One, 3")),
        ("en-US/one.md", Some("[Broken](lost.md) words of One, 3 => Words of One, 3")),
        ("de-DE/guide.md", Some("Erste => Zweite")),
        ("zh-TW/guide.md", Some("\n新的字。\n")),
        ("en-US/more/7.md", Some("\n![](one.png) and [!INCLUDE_OFF]\n")),
    ];
    // An index of words takes long to make.
    let settings = [("search: false\n", 9), ("status_page: true\nsearch: false\n", 3), ("", 2)];
    for (settings, many) in settings {
        let kept = kept_after(&project(settings), &changes[..many]);
        assert!(kept.iter().all(|kept| *kept > 90), "{settings}: {kept:?}");
    }
}

#[test]
fn what_others_see_of_a_page_makes_them_anew() {
    let changes = [
        ("en-US/guide.md", Some("title: Guide => title: Handbook")),
        ("en-US/guide.md", Some("## Begin => ## Start here")),
        ("en-US/two.md", Some("\n<a name=\"gone\"></a>\n")),
        ("en-US/guide.md", Some("date: 2026-01-02 => date: 2026-01-03")),
        ("en-US/includes/shared.md", Some("Shared => Common")),
        ("en-US/code.js", Some("let a => var a")),
        ("en-US/toc.yml", Some("- name: Guide\n  href: guide.md\n")),
        ("en-US/toc.yml", Some("name: Guide => name: Handbook")),
        ("en-US/one.png", Some("!")),
        ("en-US/bad.txt", Some("\u{FFFD}!")),
        ("en-US/soon.md", Some("publish: 2026-03-09 => publish: 2026-03-01")),
        ("en-US/old.md", Some("redirect_url: one.md => redirect_url: two.md")),
        ("en-US/more/3.md", None),
        ("en-US/more/new.md", Some("# New\n")),
        ("de-DE/guide.md", None),
        ("eligibility/grant.yaml", Some("# A comment.\n")),
    ];
    let kept = kept_after(&project("search: false\n"), &changes);
    assert!(kept.iter().all(|kept| *kept == 0), "{kept:?}");
}

#[test]
fn pages_in_every_form_are_made_right() {
    let changes = [
        ("en-US/one.md", Some("# One\n => ---\ntagged: !thing x\n---\n# One\n")),
        ("en-US/one.md", Some("\nWords after tags.\n")),
        (
            "en-US/faq.yml",
            Some(
                "### YamlMime:FAQ\ntitle: Questions\nsections:\n- name: A\n  questions:\n  - question: Why?\n    answer: So.\n",
            ),
        ),
        ("en-US/faq.yml", Some("answer: So. => answer: Because.")),
        ("en-US/two.md", Some("\r\nA line \u{0} of another form.\r\n")),
        ("en-US/two.md", Some("\n<script>alert(1)</script>\n")),
    ];
    for settings in ["search: false\n", "search: false\nreadings: true\n"] {
        kept_after(&project(settings), &changes);
    }
}

#[test]
fn several_pages_may_change_at_once_but_not_many() {
    let project = project("search: false\n");
    kept_after(&project, &[]);
    for path in ["en-US/guide.md", "de-DE/guide.md", "en-US/more/4.md"] {
        apply(project.folder(), &(path, Some("\nMore words.\n")));
    }
    assert!(kept(&project, "three pages") > 90);
    apply(project.folder(), &("en-US/two.md", Some("\nMore words.\n")));
    apply(project.folder(), &("en-US/one.md", Some("\n## Another\n")));
    assert_eq!(kept(&project, "one of two has another heading"), 0);
    for nth in 0..12 {
        apply(project.folder(), &(&format!("en-US/more/{nth}.md"), Some("\nMore words.\n")));
    }
    assert_eq!(kept(&project, "a fifth of all pages"), 0);
}

#[test]
fn what_is_remembered_may_be_damaged_or_gone() {
    let project = project("search: false\n");
    let caches = project.folder().join("caches");
    kept_after(&project, &[("en-US/guide.md", Some("More words.\n"))]);
    let pages = || {
        let folder = fs::read_dir(caches.join("diglot/builds")).expect("a folder");
        let mut files = folder.map(|entry| entry.expect("an entry").path());
        files.find(|path| path.extension().is_some_and(|extension| extension == "pages")).expect("what pages were")
    };
    let whole = fs::read(pages()).expect("read");
    type Damage = fn(&mut Vec<u8>);
    let damages: [Damage; 5] = [
        |bytes| bytes.truncate(4),
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes[0] = 255,
        |bytes| {
            let end = bytes.len();
            bytes[end - 33] = 255;
        },
        |bytes| {
            let end = bytes.len();
            bytes[end / 2..].fill(0xC1);
        },
    ];
    for (nth, damage) in damages.iter().enumerate() {
        let mut bytes = whole.clone();
        damage(&mut bytes);
        fs::write(pages(), bytes).expect("written");
        apply(project.folder(), &("en-US/guide.md", Some("Still more words.\n")));
        assert_eq!(kept(&project, &format!("{nth}")), 0);
    }
}

#[test]
fn a_file_that_changes_while_it_is_needed_is_no_part_of_any_site() {
    let project = project("search: false\n");
    let root = project.folder().to_path_buf();
    sleep(Duration::from_millis(60));
    let request = Request { site: Some(root.clone()), ..Request::default() };
    let config = load::discover(&request).expect("settings");
    let out = root.join("_site");
    let memory = Memory::new(&root.join("caches"), &out, &config, "", SystemTime::now()).expect("files");
    let unread = memory.unread().expect("settled");
    let sources = load::load(&config).expect("files");
    let again = |source: &Source| unread.again(&config, source);
    let (site, found) = Site::sparing(config.clone(), sources, &Spared { again: Some(&again), ..Spared::default() });
    let text = |name: &str| {
        let document = site.documents.iter().find(|document| document.path == name).expect("a page");
        site.text_of(document).to_owned()
    };
    assert!(text("two.md").starts_with("# Two") && !unread.is_torn());
    let (renderer, _) = Renderer::new(&site);
    let claim = Claim::on(&out, |_| ()).expect("a folder");
    let order = || Order { unread: Some(&unread), ..Order::default() };
    build(&renderer, &claim, found.clone(), order(), || ()).expect("built");
    let before = tree(&out);
    let length = text("one.md").len();
    let other = fs::metadata(root.join("content/en-US/guide.md")).expect("there").len() as usize;
    fs::write(root.join("content/en-US/guide.md"), "# Other\n").expect("written");
    // Places in the text that was there are places in what takes its stead.
    assert_eq!((text("one.md").len(), text("guide.md").len()), (length, other));
    assert!(unread.is_torn());
    assert!(build(&renderer, &claim, found, order(), || ()).is_err());
    assert_eq!(tree(&out), before, "the former output is as it was");
}
