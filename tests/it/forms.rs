//! Pages of one form are filled, where a site has built-in templates alone. They are what their template makes of each of them.

use std::path::{Path, PathBuf};

use diglot::load::{self, LocaleArgument, Request};
use diglot::render::{Body, Renderer, produce};
use diglot::site::Site;
use diglot::site::routes::Output;

use crate::corpus::corpus;
use crate::site::Project;

/// Every page of a site. With a template of its own it has to make each of them by itself; `own` says what that one is.
fn pages(request: &Request, own: Option<&str>) -> Vec<(String, String)> {
    let config = load::discover(request).expect("a site");
    let mut sources = load::load(&config).expect("sources");
    let page = sources.theme.get_mut("page.html").expect("the template");
    if let Some(own) = own {
        let text = String::from_utf8_lossy(&page.bytes).into_owned();
        page.bytes = format!("{text}{own}").into_bytes().into();
    }
    let (site, _) = Site::new(config, sources);
    let (renderer, _) = Renderer::new(&site);
    let is_page = |output: &&(&str, &Output)| matches!(output.1, Output::Page(..));
    let routes: Vec<(&str, &Output)> = site.routes.iter().collect();
    let page = |(path, output): &(&str, &Output)| {
        let (Body::Bytes(bytes), _) = produce(&renderer, output) else { panic!("{path} is no text") };
        ((*path).to_owned(), String::from_utf8(bytes).expect("UTF-8"))
    };
    routes.iter().filter(is_page).map(page).collect()
}

/// Holds the pages that are filled against those that are made, and tells how many there are.
fn compared(request: &Request) -> usize {
    let (filled, made) = (pages(request, None), pages(request, Some("{# Ours. #}")));
    assert_eq!(filled.len(), made.len());
    for ((path, filled), (_, made)) in filled.iter().zip(&made) {
        let line = filled.lines().zip(made.lines()).find(|(a, b)| a != b);
        assert!(filled == made, "{path} differs: {line:?}");
    }
    filled.len()
}

fn request(site: &Path, locales: &[&str]) -> Request {
    let locales: Vec<LocaleArgument> = locales.iter().map(|locale| locale.parse().expect("a locale")).collect();
    // The folders of locales are told from where the command runs.
    let locales = locales.into_iter().map(|locale| {
        let folder = locale.folder.map(|folder| site.join(folder));
        LocaleArgument { folder, ..locale }
    });
    Request { site: Some(site.to_path_buf()), locales: locales.collect(), highlights: true, ..Request::default() }
}

#[test]
fn sites_of_the_repository_are_filled_as_they_are_made() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sites: Vec<PathBuf> = std::fs::read_dir(root.join("tests/sites"))
        .expect("sites")
        .map(|site| site.expect("an entry").path().join("input"))
        .filter(|site| site.is_dir())
        .collect();
    sites.push(root.to_path_buf());
    for drafts in [false, true] {
        let of = |site: &PathBuf| compared(&Request { drafts, ..request(site, &[]) });
        let pages: usize = sites.iter().map(of).sum();
        assert!(pages > 100, "{pages}");
    }
}

/// Titles that are the site's, that have marks of HTML in them or nothing at all; what stands for a hole.
#[test]
fn strange_texts_are_filled_as_they_are_made() {
    const TITLES: [&str; 7] =
        ["Site", "\"A & B\"", "It's <b>", "\"\"", "\"\\uFDD00\\uFDD1\"", "\"a\\u0007b\"", "\u{1F600} é 中"];
    let project = Project::new(&[
        (
            "site.yaml",
            "title: Site\nbase_url: https://help.example.com/a/\nsource_locale: en-US\nlocales:\n  - {tag: en-US, label: \"A \\uFDD01\\uFDD1 & 'B'\"}\n  - tag: de-DE\n  - {tag: fr-FR, fallback: [de-DE, en-US]}\n  - tag: ar\nllms: true\nedit_url: https://example.com/{path}\n",
        ),
        ("content/en-US/index.md", "# Site\n\nText.\n"),
        ("locales/en-US/theme.ftl", "home = Home \u{FDD0}2\u{FDD1}\n"),
        ("content/en-US/other/index.md", "---\ndate: 2026-03-01\n---\n\nNo heading.\n"),
        ("content/de-DE/other/index.md", "---\ndate: 2026-03-02\nauthors: [\"A & B\", C]\n---\n\n# Anderes\n"),
    ]);
    for (number, title) in TITLES.iter().enumerate() {
        let front = format!("---\ntitle: {title}\ndate: 2026-01-0{}\nauthor: O'Neill {number}\n---\n\n", number + 1);
        let sections: String =
            (0..number % 4).map(|at| format!("{} Part \"{at}\"\n\nText.\n\n", &"####"[..2 + at % 2])).collect();
        let text = format!("{front}{}{sections}```js\n1\n```\n", if number % 2 == 0 { "" } else { "# Heading\n\n" });
        project.write(&format!("content/en-US/a/p{number}.md"), text.as_bytes());
        if number % 3 == 0 {
            project.write(&format!("content/de-DE/a/p{number}.md"), text.as_bytes());
        }
    }
    assert_eq!(compared(&request(project.folder(), &[])), 4 * (TITLES.len() + 2));
}

#[test]
fn real_sites_are_filled_as_they_are_made() {
    let Some(corpus) = corpus() else { return };
    let sdk = corpus.join("partner-center-sdk");
    let folders = |folder: &str| format!("de-DE={folder}/de-de|zh-TW={folder}/zh-tw");
    for (site, locales) in [
        (corpus.join("partner-center"), folders(".")),
        (corpus.join("partner-center-2017/plain"), "de-DE=de-de".to_owned()),
        (sdk.clone(), String::new()),
        (sdk, "en-US=en-us|zh-TW=zh-tw".to_owned()),
    ] {
        let locales: Vec<&str> = locales.split('|').filter(|locale| !locale.is_empty()).collect();
        assert!(compared(&request(&site, &locales)) > 50, "{}", site.display());
    }
}
