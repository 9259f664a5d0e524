//! What readers search: which pages are in which bundle, what is kept, and that nothing is there where nobody wants it.

use std::collections::BTreeMap;
use std::fs;

use diglot::load::{Request, discover, load};
use diglot::model::LocaleId;
use diglot::render::Renderer;
use diglot::render::search::{Record, records, settings};
use diglot::site::Site;

use crate::html;
use crate::site::Project;

const GUIDE: &str = "---\ntitle: Guide\nkeywords: [manual, how-to]\n---\n# Guide\n\nBefore.\n\n## First <step>\n\nTake *one*\nstep.\n\n[!INCLUDE [x](includes/note.md)]\n\n| a | b |\n|---|---|\n| c | d |\n";

fn project(more: &[(&str, &str)]) -> Project {
    let files = [
        ("site.yaml", "title: T\nlocales: [en-US, de-DE, zh-CN]\nredirects: {old: guide}\n"),
        (
            "content/en-US/toc.yaml",
            "items:\n- name: Basics\n  items:\n  - name: Guide\n    href: guide.md\n    displayName: handbook, primer\n- name: Other\n  href: other.md\n",
        ),
        ("content/en-US/guide.md", GUIDE),
        ("content/en-US/other.md", "# Other\n\nMore words.\n"),
        ("content/en-US/hidden.md", "---\nrobots: noindex\n---\n# Hidden\n"),
        ("content/en-US/draft.md", "---\ndraft: true\n---\n# Draft\n"),
        ("content/en-US/includes/note.md", "Included words.\n"),
        ("content/de-DE/guide.md", "# Anleitung\n\n## Erster Schritt\n\nEin Schritt.\n"),
    ];
    Project::new(&[&files[..], more].concat())
}

fn of<T>(project: &Project, ask: impl Fn(&Renderer<'_>) -> T) -> T {
    let request = Request { site: Some(project.folder().to_owned()), ..Request::default() };
    let config = discover(&request).expect("a site");
    let sources = load(&config).expect("sources");
    let (site, _) = Site::new(config, sources);
    let (renderer, _) = Renderer::new(&site);
    ask(&renderer)
}

fn bundle(project: &Project, locale: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = project.folder().join("_site").join(locale).join("pagefind");
    let mut files = BTreeMap::new();
    let mut stack = vec![folder.clone()];
    while let Some(open) = stack.pop() {
        for entry in fs::read_dir(open).into_iter().flatten().map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                stack.push(entry);
                continue;
            }
            let name = entry.strip_prefix(&folder).expect("below").to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(&entry).expect("a file"));
        }
    }
    files
}

#[test]
fn a_record_says_what_a_page_says_and_who_borrows_it() {
    let project = project(&[]);
    let (english, german, chinese): (Vec<Record>, Vec<Record>, Vec<Record>) = of(&project, |renderer| {
        (records(renderer, LocaleId(0)), records(renderer, LocaleId(1)), records(renderer, LocaleId(2)))
    });
    let titles = |records: &[Record]| records.iter().map(|record| record.title.clone()).collect::<Vec<_>>();
    assert_eq!(titles(&english), ["Guide", "Other"], "no drafts, no noindex, no includes, no moved pages");
    assert_eq!(titles(&german), ["Anleitung"], "what is borrowed is in no other language's bundle");
    assert_eq!(titles(&chinese), [""; 0]);
    let guide = &english[0];
    assert_eq!((guide.address.as_str(), guide.section.as_deref()), ("guide/", Some("Basics")));
    assert_eq!(guide.keywords, ["handbook, primer", "manual", "how-to"]);
    assert_eq!(
        (guide.lent.as_slice(), english[1].lent.as_slice()),
        (&["zh-CN".to_owned()][..], &["de-DE".to_owned(), "zh-CN".to_owned()][..])
    );
    let parts: Vec<_> = guide.parts.iter().map(|part| (part.level, &*part.id, &*part.heading, &*part.text)).collect();
    let id = guide.parts[1].id.clone();
    assert_eq!(
        parts,
        [(0, "", "", "Before."), (2, &*id, "First &lt;step&gt;", "Take one step. Included words. a b c d")],
    );
    assert!(!id.is_empty());
}

#[test]
fn browsers_are_told_which_languages_have_something_to_find() {
    let kinds = |locale| {
        let told = of(&project(&[]), |renderer| settings(renderer, LocaleId(locale)));
        let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
        assert!(
            told["texts"]
                .as_object()
                .expect("texts")
                .values()
                .all(|text| text.as_str().is_some_and(|text| !text.is_empty()))
        );
        let language = |language: &serde_json::Value| {
            format!("{} {} {}", language["tag"], language["kind"], language["home"]).replace('"', "")
        };
        told["languages"].as_array().expect("a list").iter().map(language).collect::<Vec<_>>()
    };
    assert_eq!(kinds(0), ["en-US own ../../en-us/", "de-DE other ../../de-de/"]);
    assert_eq!(kinds(1), ["de-DE own ../../de-de/", "en-US lends ../../en-us/"]);
    assert_eq!(kinds(2), ["en-US lends ../../en-us/", "de-DE other ../../de-de/"]);
}

#[test]
fn bundles_are_made_kept_and_made_anew() {
    let project = project(&[]);
    project.report(&[]);
    let (english, german) = (bundle(&project, "en-us"), bundle(&project, "de-de"));
    for (files, tag) in [(&english, "en-us"), (&german, "de-de")] {
        for name in [
            "pagefind.js".to_owned(),
            "pagefind-entry.json".to_owned(),
            "settings.json".to_owned(),
            format!("wasm.{tag}.pagefind"),
        ] {
            assert!(files.contains_key(&name), "{tag} lacks {name}");
        }
        assert!(!files.keys().any(|name| name.contains("ui")), "what nobody loads is left out");
    }
    assert_eq!(bundle(&project, "zh-cn").keys().collect::<Vec<_>>(), ["settings.json"]);
    // Nothing has changed: nothing is written.
    assert_eq!(project.report(&[])["written"], 0);
    // A page of one language: the other one's bundle is the same files as before.
    let file = project.folder().join("_site/en-us/pagefind/pagefind-entry.json");
    let before = fs::metadata(&file).expect("a file").modified().expect("a time");
    project.write("content/de-DE/guide.md", "# Anleitung\n\nEin ganz anderer Satz.\n".as_bytes());
    project.report(&[]);
    assert_eq!(bundle(&project, "en-us"), english);
    assert_eq!(fs::metadata(&file).expect("a file").modified().expect("a time"), before);
    let changed = bundle(&project, "de-de");
    assert_ne!(changed, german);
    assert_eq!(changed.len(), german.len(), "nothing of the former bundle is left");
    // A file of the bundle that somebody has changed is made anew.
    fs::write(&file, "{}").expect("written");
    project.report(&[]);
    assert_eq!(bundle(&project, "en-us"), english);
    // Another folder, the same bytes.
    project.report(&["--out", "elsewhere"]);
    let elsewhere = project.folder().join("elsewhere/de-de/pagefind/pagefind-entry.json");
    assert_eq!(fs::read(elsewhere).expect("a file"), changed["pagefind-entry.json"]);
}

#[test]
fn a_site_can_do_without() {
    let project = project(&[("site.yaml", "title: T\nsearch: false\nlocales: [en-US, de-DE]\n")]);
    project.report(&[]);
    let out = project.folder().join("_site");
    let names = |extension| {
        html::files(&out, extension).iter().map(|path| path.to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    let all = ["mjs", "css", "json", "js", "pagefind"].map(names).concat();
    assert!(all.iter().all(|name| !name.contains("search") && !name.contains("pagefind/")), "{all:?}");
    for page in html::files(&out, "html") {
        let text = fs::read_to_string(&page).expect("UTF-8");
        assert!(!text.contains("search-open") && !text.contains("search.mjs"), "{}", page.display());
    }
}
