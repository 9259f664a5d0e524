//! Pseudo-locales: what a page shows in plain letters was hard-coded, or is nothing to translate.

use std::path::Path;

use diglot::load::{self, Request};
use diglot::render::{Body, Renderer, produce};
use diglot::site::Site;
use diglot::site::routes::Output;
use scraper::{ElementRef, Html, Node};

use crate::check;
use crate::site::Project;

/// Elements whose words are nobody's language.
const CODE: [&str; 7] = ["code", "pre", "kbd", "samp", "var", "script", "style"];

/// Attributes that readers see or hear.
const SPOKEN: [&str; 4] = ["aria-label", "title", "alt", "placeholder"];

/// The words of a page in plain letters, each text that has some. `names` are called the same in every language.
fn plain(html: &str, names: &[&str]) -> Vec<String> {
    let document = Html::parse_document(html);
    let root = document.root_element();
    let mut found = Vec::new();
    look(root, root.attr("lang").unwrap_or_default(), names, &mut found);
    found
}

fn look(element: ElementRef<'_>, lang: &str, names: &[&str], found: &mut Vec<String>) {
    let own = element.value();
    let is_description =
        own.name() == "meta" && (own.attr("name") == Some("description") || own.attr("property").is_some());
    let spoken = own.attrs().filter(|(name, _)| SPOKEN.contains(name) || *name == "content" && is_description);
    found.extend(spoken.map(|(_, text)| text).filter(|text| is_plain(text, names)).map(str::to_owned));
    let is_file_name = own.name() == "figcaption"
        && element.parent().and_then(ElementRef::wrap).is_some_and(|parent| parent.attr("class") == Some("code"));
    // Words beside a directive in YAML cannot be written anew; the help centre has some in the summary of its questions.
    let is_summary = own.attr("class") == Some("summary");
    let is_other = own.attr("translate") == Some("no") || own.attr("lang").is_some_and(|own| own != lang);
    if CODE.contains(&own.name()) || is_file_name || is_summary || is_other {
        return;
    }
    for child in element.children() {
        match child.value() {
            Node::Text(text) if is_plain(text, names) => found.push(text.trim().to_owned()),
            _ => {}
        }
        if let Some(child) = ElementRef::wrap(child) {
            look(child, lang, names, found);
        }
    }
}

/// Dates are written in the manner of the source's language, months and all.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What stands between the items of a list, from CLDR like the months.
const BETWEEN: [&str; 4] =
    ["\u{2069} and \u{2068}", "\u{2069} or \u{2068}", "\u{2069}, and \u{2068}", "\u{2069}, or \u{2068}"];

/// Whether a text has two plain letters in a row outside of addresses and names.
fn is_plain(text: &str, names: &[&str]) -> bool {
    let text = names.iter().fold(text.to_owned(), |text, name| text.replace(name, ""));
    let mut words = text.split_whitespace().filter(|word| !word.contains("://"));
    words.any(|word| word.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_alphabetic)))
}

/// The site of this repository in its pseudo-locales, with the default theme changed by `change`; what each of their pages
/// shows in plain letters.
fn hard_coded(change: impl Fn(&str, String) -> String) -> Vec<String> {
    let request = Request {
        site: Some(Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()),
        locales: ["qps-ploc", "qps-plocm"].map(|tag| tag.parse().expect("a locale")).to_vec(),
        base_url: Some("https://help.example.com/".to_owned()),
        ..Request::default()
    };
    let config = load::discover(&request).expect("a site");
    let mut sources = load::load(&config).expect("sources");
    for (name, file) in &mut sources.theme {
        if let Ok(text) = std::str::from_utf8(&file.bytes) {
            file.bytes = change(name, text.to_owned()).into_bytes().into();
        }
    }
    let (site, _) = Site::new(config, sources);
    let (renderer, found) = Renderer::new(&site);
    assert_eq!(found.iter().count(), 0);
    let labels = site.config.locales.iter().map(|locale| locale.label.as_str());
    let mut names: Vec<&str> = labels.chain([site.config.title.as_str()]).chain(MONTHS).chain(BETWEEN).collect();
    // One name can begin another.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let mut found = Vec::new();
    for (path, output) in site.routes.iter() {
        if matches!(output, Output::Asset(_) | Output::Theme(_)) || !path.ends_with(".html") {
            continue;
        }
        let (Body::Bytes(bytes), _) = produce(&renderer, output) else { panic!("{path} is no text") };
        let html = String::from_utf8(bytes).expect("UTF-8");
        found.extend(plain(&html, &names).into_iter().map(|text| format!("{path}: {text}")));
    }
    found
}

#[test]
fn nothing_on_a_page_is_hard_coded() {
    let found = hard_coded(|_, text| text);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_word_in_a_template_is_found() {
    let found = hard_coded(|name, text| match name {
        "base.html" => {
            let text = text.replacen("aria-label=\"{{ t(key=\"navigation\") }}\"", "aria-label=\"Documentation\"", 1);
            text.replacen("<p>{{ t(key=\"built-with\") }}</p>", "<p>Built by us</p>", 1)
        }
        _ => text,
    });
    for text in ["qps-ploc/help/index.html: Documentation", "qps-plocm/404.html: Built by us"] {
        assert!(found.iter().any(|found| found == text), "{text}\n{}", found.join("\n"));
    }
}

const PAGE: &str = "---\ntitle: Join\nslug: joining\ndescription: How to join.\n---\n\n# Join\n\n## What you *need*\n\nSee [the roles](roles.md#who), `code` and <https://a.example/x>.[^1]\n\n![A picture](a.png)\n\n[!INCLUDE [x](includes/x.md)]\n\n[^1]: A note.\n";

const SITE: [(&str, &str); 8] = [
    ("site.yaml", "title: Site\nlocales: [en-US, de-DE, qps-ploc, qps-plocm]\n"),
    (
        "content/en-US/index.md",
        "# Start\n\n[Gone](gone.md)\n\n<!-- diglot-ignore: missing-asset -->\n![A picture](b.png)\n",
    ),
    ("content/en-US/join.md", PAGE),
    (
        "content/en-US/roles.md",
        "---\nkey: who\n---\n# Roles\n\n## <a name=\"who\"></a>Who\n\n[back](join.md#what-you-need)\n",
    ),
    ("content/en-US/includes/x.md", "Ask *us*.\n"),
    ("content/en-US/a.png", "."),
    ("content/en-US/toc.yaml", "- name: Joining us\n  href: join.md\n- name: All\n  items:\n    - href: roles.md\n"),
    (
        "content/de-DE/join.md",
        "---\ntitle: Beitreten\ndescription: Wie man beitritt.\n---\n# Beitreten\n\n## Was nötig ist\n\n![Ein Bild](a.png)\n",
    ),
];

#[test]
fn pages_are_the_source_s_in_other_letters() {
    let project = Project::new(&SITE);
    project.report(&["--base-url", "https://h.example/"]);
    let page = project.page("qps-ploc/joining/index.html");
    for part in [
        "<html lang=\"qps-ploc\" dir=\"ltr\">",
        "<title>⟦Ĵöîñ öñé⟧ – Site</title>",
        "<meta name=\"robots\" content=\"noindex\">",
        "<h2 id=\"what-you-need\">",
        "⟦Ŵĥåţ ýöû <em>ñééð</em> öñé⟧",
        "⟦Šéé <a href=\"../who/#who\">ţĥé ŕöļéš</a>, <code>code</code> åñð <a href=\"https://a.example/x\" translate=\"no\">https://a.example/x</a>.<sup",
        "<img src=\"../../en-us/a.png\" alt=\"⟦Å þîçţûŕé öñé⟧\"",
        "⟦Åšķ <em>ûš</em>. öñé⟧",
        ">⟦Ĵöîñîñĝ ûš öñé⟧</a>",
        "<summary>⟦Åļļ öñé⟧</summary>",
        "hreflang=\"qps-ploc\" lang=\"qps-ploc\" dir=\"ltr\" data-language=\"qps-ploc\" aria-current=\"true\">Pseudo</a>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let mirrored = project.page("qps-plocm/joining/index.html");
    assert!(
        mirrored.contains("<html lang=\"qps-plocm\" dir=\"rtl\">")
            && mirrored.contains("<title>⟦ץםינ םנע⟧ – Site</title>")
    );
    // Search engines are told of languages alone.
    let source = project.page("en-us/joining/index.html");
    for page in [&page, &mirrored, &source] {
        assert!(!page.contains("rel=\"alternate\" hreflang=\"qps"), "{page}");
    }
    assert!(source.contains("rel=\"alternate\" hreflang=\"de-DE\"") && !source.contains("noindex"));
    let sitemap = project.page("sitemap.xml");
    assert!(sitemap.contains("/en-us/joining/") && !sitemap.contains("qps"), "{sitemap}");
}

#[test]
fn only_the_source_is_told_of_findings() {
    let project = Project::new(&SITE);
    let findings = project.findings(&[]);
    assert_eq!(findings, ["broken-link content/en-US/index.md:3:1"]);
    let text = check::text(&check::run(&project, &[]).stdout);
    let english = check::run(&project, &["--locale", "en-US", "--locale", "de-DE"]).stdout;
    assert_eq!(text, check::text(&english));
    assert!(text.contains("is not there in de-DE") && !text.contains("qps"), "{text}");
}

#[test]
fn a_pseudo_locale_is_made_on_demand() {
    let project = Project::new(&[
        ("content/ru-RU/index.md", "# Начало\n\nЗдесь **важный** текст.\n"),
        (
            "content/ru-RU/faq.yml",
            "### YamlMime:FAQ\ntitle: Вопросы\nsections:\n- questions:\n  - question: Кто?\n    answer: |\n      Мы.\n\n      Вы.\n",
        ),
    ]);
    let report = project.report(&["--locale", "qps-ploc"]);
    assert_eq!(report["locales"][0]["tag"], "qps-ploc");
    assert!(project.page("qps-ploc/index.html").contains("⟦Здесь <strong>важный</strong> текст. öñé ţŵö⟧"));
    let questions = project.page("qps-ploc/faq/index.html");
    assert!(
        questions.contains("⟦Вопросы öñé⟧</h1>") && questions.contains("<p>⟦Мы. öñé⟧</p>\n<p>⟦Вы. öñé⟧</p>"),
        "{questions}"
    );
    assert!(questions.contains("⟦Перейти к"), "interface texts of the source's language");
    assert!(!project.has("ru-ru/index.html"), "a tag alone chooses");
    project.report(&["--locale", "ru-RU", "--locale", "qps-plocm"]);
    assert!(project.has("ru-ru/index.html") && !project.has("qps-ploc/index.html"));
    let page = project.page("qps-plocm/index.html");
    assert!(page.contains("dir=\"rtl\"") && !page.contains("важный"), "{page}");
}

#[test]
fn a_folder_of_its_own_is_what_a_pseudo_locale_shows() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, QPS-Ploc]\n"),
        ("content/en-US/a.md", "# A\n"),
        ("content/en-US/b.md", "# B\n"),
        ("content/qps-ploc/a.md", "# Own\n\n[x](gone.md)\n"),
    ]);
    assert_eq!(project.findings(&[]), ["broken-link content/qps-ploc/a.md:3:1"]);
    assert!(project.page("qps-ploc/a/index.html").contains(">Own</h1>"));
    let borrowed = project.page("qps-ploc/b/index.html");
    assert!(
        borrowed.contains(">B</h1>") && borrowed.contains("noindex") && borrowed.contains("⟦Ļåñĝûåĝé öñé⟧"),
        "{borrowed}"
    );
}

#[test]
fn without_a_source_there_is_nothing_to_make_it_of() {
    let project = Project::new(&[("content/de-DE/a.md", "# A\n"), ("content/it-IT/a.md", "# A\n")]);
    assert_eq!(project.findings(&["--locale", "qps-ploc"]), ["invalid-config .:1:1"]);
}

#[test]
fn interface_texts_are_the_source_s() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, qps-ploc]\ntheme: theme\n"),
        ("content/en-US/index.md", "---\ndate: 2026-03-05\n---\n# A\n"),
        (
            "theme/page.html",
            "{{ t(key=\"own\", count=1) }}|{{ t(key=\"own\", count=1200) }}|{{ t(key=\"last-updated\", date=page.updated) }}|{{ t(key=\"kept\") }}\n",
        ),
        (
            "locales/en-US/own.ftl",
            "-brand = Rope\n    .kind = ship\nown =\n    { -brand.kind ->\n        [ship] { $count ->\n            [one] One { -brand }\n           *[other] { $count } of them\n        }\n       *[other] { \"-\" }\n    }\nkept = Not this\n",
        ),
        ("locales/qps-ploc/own.ftl", "kept = As written\n"),
    ]);
    assert_eq!(project.findings(&[]), [""; 0]);
    let page = project.page("qps-ploc/index.html").replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(page.trim(), "⟦Öñé Ŕöþé öñé⟧|⟦1,200 öƒ ţĥéɱ öñé⟧|⟦Ļåšţ ûþðåţéð: March 5, 2026 öñé⟧|As written");
}
