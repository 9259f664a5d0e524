//! A small site in memory: links between its pages, interface texts, and all that has to be the same twice.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, LazyLock};

use diglot::check::check;
use diglot::diagnostics::Diagnostics;
use diglot::model::sources::{MessageFile, ThemeFile};
use diglot::model::{Config, Content, LocaleConfig, LocaleId, Source, Sources};
use diglot::render::{Body, Kept, Renderer, produce};
use diglot::site::Site;
use diglot::site::links::Base;
use diglot::text::address;
use diglot::theme;
use scraper::{Html, Selector};

use super::pages::{findings_fit, unsafe_parts};
use super::{parts, text};

/// The source's locale.
pub const ENGLISH: LocaleId = LocaleId(0);
/// That of its translation, which falls back to it.
pub const GERMAN: LocaleId = LocaleId(1);

/// How many links of an input are looked at.
const MOST_LINKS: usize = 40;

/// A site in two languages with all that it can have.
fn config() -> Config {
    let locale = |tag: &str, fallback: &[LocaleId]| LocaleConfig {
        tag: tag.parse().expect("a tag"),
        root: tag.into(),
        root_name: tag.into(),
        label: tag.to_owned(),
        fallback: fallback.to_vec(),
        edit_url: None,
        lists_fallback: true,
        published: true,
    };
    Config {
        title: "Pond".to_owned(),
        base_url: Some("https://pond.example/help/".to_owned()),
        locales: vec![locale("en-US", &[]), locale("de-DE", &[ENGLISH])],
        source_locale: Some(ENGLISH),
        compares_units: true,
        highlights: true,
        llms: true,
        feeds: true,
        ..Config::default()
    }
}

/// The sources of a site of these files; its theme and texts are the built-in ones.
fn sources(files: &[(LocaleId, &str, &str)]) -> Sources {
    let source = |(locale, path, text): &(LocaleId, &str, &str)| Source {
        locale: *locale,
        path: (*path).to_owned(),
        file: format!("{}/{path}", locale.0).into(),
        content: Content::Text((*text).into()),
    };
    let mut files: Vec<Source> = files.iter().map(source).collect();
    files.sort_by(|one, other| (one.locale, &one.path).cmp(&(other.locale, &other.path)));
    Sources { files, theme: THEME.clone(), messages: MESSAGES.clone(), ..Sources::default() }
}

/// The default theme.
static THEME: LazyLock<BTreeMap<String, ThemeFile>> = LazyLock::new(theme::default_theme);

/// The built-in texts of both languages; others would only take time.
static MESSAGES: LazyLock<Vec<MessageFile>> = LazyLock::new(|| {
    let mut messages = theme::default_messages();
    messages.retain(|file| ["en", "de"].contains(&file.locale.language()));
    messages
});

/// What a renderer keeps of a site with the default theme and texts; compiling its templates takes longer than all else.
static KEPT: LazyLock<Kept> = LazyLock::new(|| Renderer::new(&made(&[]).0).0.kept());

/// Everything that a build would write of a site with the default theme and texts.
fn built(site: &Site) -> BTreeMap<String, (Vec<u8>, Diagnostics)> {
    outputs(site, &Renderer::with(site, KEPT.renamed(site)))
}

/// A site of these files, with what is wrong with it.
pub fn made(files: &[(LocaleId, &str, &str)]) -> (Site, Diagnostics) {
    Site::new(config(), sources(files))
}

/// Everything that a build would write but the theme's files, by its path, and what making it has shown.
fn outputs(site: &Site, renderer: &Renderer<'_>) -> BTreeMap<String, (Vec<u8>, Diagnostics)> {
    let own = site.routes.iter().filter(|(path, _)| !path.starts_with("assets/"));
    own.filter_map(|(path, output)| match produce(renderer, output) {
        (Body::Bytes(bytes), found) => Some((path.to_owned(), (bytes, found))),
        (Body::File(_), _) => None,
    })
    .collect()
}

/// Holds that the pages of a site are well-formed and have nothing in them that runs.
fn is_sound(outputs: &BTreeMap<String, (Vec<u8>, Diagnostics)>, of: &str) {
    let with_id = Selector::parse("[id]").expect("a selector");
    for (path, (bytes, _)) in outputs.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = Html::parse_document(std::str::from_utf8(bytes).expect("UTF-8"));
        let mut problems: Vec<String> = html.errors.iter().map(ToString::to_string).collect();
        let mut ids = HashSet::new();
        let twice = html.select(&with_id).filter_map(|element| element.value().id()).filter(|id| !ids.insert(*id));
        problems.extend(twice.map(|id| format!("the id `{id}` is there twice")));
        problems.extend(unsafe_parts(&html, "article *"));
        assert!(problems.is_empty(), "{path}: {problems:?}\n{}\nof\n{of}", String::from_utf8_lossy(bytes));
    }
}

/// Destinations, one a line, on three pages.
pub fn links(bytes: &[u8]) {
    let text = text(bytes);
    let lines: Vec<&str> = text.lines().take(MOST_LINKS).collect();
    let mut page = String::from("---\nuid: a.b\n---\n# Links\n\n<a name=\"here\"></a>\n\n");
    for line in &lines {
        let parts = address::split(line);
        let _ = (address::scheme(line), address::decode(parts.path), address::encode_destination(line));
        for base in ["", "a/", "a/b/c/"] {
            if let Some(joined) = address::join(base, parts.path) {
                let plain = !joined.starts_with('/') && !joined.split('/').any(|part| matches!(part, "." | ".."));
                assert!(plain, "{base:?} and {line:?} are {joined:?}");
            }
        }
        page.push_str(&format!(
            "[one](<{line}>) [two]({line}) <a href=\"{line}\">three</a> ![four](<{line}>) <{line}>\n\n"
        ));
    }
    let files = [
        (ENGLISH, "index.md", page.as_str()),
        (ENGLISH, "a/b.md", page.as_str()),
        (ENGLISH, "toc.yml", "- name: A\n  href: a/b.md\n"),
        (GERMAN, "a/b.md", page.as_str()),
    ];
    let (site, found) = made(&files);
    found_fit(&found, &files);
    for line in lines {
        for locale in [ENGLISH, GERMAN] {
            for document in site.documents.iter() {
                let id = site.document_at(document.locale, &document.path);
                let base = Base { locale: document.locale, path: &document.path, document: id };
                let resolve = || site.resolve(locale, base, line);
                assert_eq!(resolve(), resolve());
            }
        }
    }
    assert_eq!(check(&site), check(&site));
    is_sound(&built(&site), &text);
}

/// Holds that findings lie in their files.
fn found_fit(found: &Diagnostics, files: &[(LocaleId, &str, &str)]) {
    for (locale, path, text) in files {
        let file: Arc<str> = format!("{}/{path}", locale.0).into();
        let own: Diagnostics = found.iter().filter(|found| found.place.file == file).cloned().collect();
        findings_fit(text, &own);
    }
}

/// A site of two pages, a translation and a navigation file, and another text of the first page: what is made of it is the
/// same twice, in whatever way it comes about.
pub fn site(bytes: &[u8]) {
    let text = text(bytes);
    let [page, other, translation, navigation, edited] = parts(&text);
    let files = |page| {
        [
            (ENGLISH, "index.md", page),
            (ENGLISH, "a/b.md", other),
            (ENGLISH, "toc.yml", navigation),
            (GERMAN, "index.md", translation),
        ]
    };
    let (was, found) = made(&files(page));
    found_fit(&found, &files(page));
    found_fit(&check(&was), &files(page));
    let shown = built(&was);
    is_sound(&shown, &text);
    let (anew, found) = made(&files(edited));
    let built_anew = built(&anew);
    let is_anew = |site: &Site, own: &Diagnostics, how: &str| {
        assert_eq!(*own, found, "{how}\n{text}");
        assert_eq!(check(site), check(&anew), "{how}\n{text}");
        assert!(built(site) == built_anew, "{how}: pages are others of\n{text}");
    };
    let (again, own) = made(&files(edited));
    is_anew(&again, &own, "made again");
    let (updated, own) = Site::update(&was, config(), sources(&files(edited)));
    is_anew(&updated, &own, "updated");
    let file = sources(&files(edited)).files.into_iter().find(|file| file.path == "index.md");
    if let Some(edited) = was.edited(file.into_iter().collect()) {
        is_anew(&edited, &edited.findings(), "edited");
    }
    // A preview keeps what renders, and makes pages when they are asked for.
    let (renderer, _) = Renderer::new(&was);
    let preview = Renderer::with(&was, renderer.kept());
    assert!(
        outputs(&was, &preview) == shown && outputs(&was, &renderer) == shown,
        "a preview shows something else of\n{text}"
    );
}

/// Interface texts of a site's own.
pub fn fluent(bytes: &[u8]) {
    let text = text(bytes);
    let [english, german] = parts(&text);
    let mut sources =
        sources(&[(ENGLISH, "index.md", "# Pond\n\n> [!NOTE]\n> Deep.\n"), (GERMAN, "index.md", "# Teich\n")]);
    for (locale, text) in [("en-US", english), ("de-DE", german)] {
        let file = format!("locales/{locale}/own.ftl").into();
        sources.messages.push(MessageFile { locale: locale.parse().expect("a tag"), file, text: text.into() });
    }
    let (site, found) = Site::new(config(), sources.clone());
    let checked = check(&site);
    for (locale, text) in [("en-US", english), ("de-DE", german)] {
        let file: Arc<str> = format!("locales/{locale}/own.ftl").into();
        let own = found.iter().chain(checked.iter()).filter(|found| found.place.file == file);
        findings_fit(text, &own.cloned().collect());
    }
    let built = outputs(&site, &Renderer::new(&site).0);
    is_sound(&built, &text);
    let (again, found_again) = Site::new(config(), sources);
    assert_eq!((found, checked), (found_again, check(&again)));
    assert!(outputs(&again, &Renderer::new(&again).0) == built, "texts are others the second time of\n{text}");
}
