//! A translation and its original, as readers meet them.

use std::fs;

use scraper::{Html, Selector};

use crate::corpus::corpus;
use crate::corpus_status::adopted;
use crate::html;
use crate::ledger::said;
use crate::site::Project;

/// A page whose source has changed since, some of which is not translated and some still is the source's.
fn project(settings: &str) -> Project {
    let project = Project::new(&[
        (
            "site.yaml",
            &format!("locales: [en-US, de-DE, ar]\nsource_locale: en-US\nbase_url: https://x.example/\n{settings}"),
        ),
        (
            "content/en-US/harbour.md",
            "---\ntitle: All of the harbour\ndescription: Where boats lie.\n---\n# Harbour\n\nTie the **boat** at :::no-loc text=\"Pier One\"::: with `rope`, as [the rules](rules.md) say.\n\n- Lamps burn \\<all> night.\n- Boats sleep in the inner harbour.\n\n\
             | Berth | Price |\n|---|---|\n| Stone pier | Free of charge |\n\nThe oldest light stands on the rock.\n",
        ),
        ("content/en-US/rules.md", "# Rules\n\nThere is one rule.\n"),
        (
            "content/de-DE/harbour.md",
            "---\ntitle: Der ganze Hafen\ndescription: Wo Boote liegen.\n---\n# Hafen\n\nBinden Sie das **Boot** am :::no-loc text=\"Pier One\"::: mit `rope` an, wie [die Regeln](rules.md) es sagen.\n\n- Lampen brennen die ganze Nacht.\n- Boote schlafen im inneren Hafen.\n\n\
             | Platz | Preis |\n|---|---|\n| Steg aus Stein | Kostenlos |\n\nThe oldest light stands on the rock.\n",
        ),
    ]);
    said(&project, &["ledger", "accept", "--locale", "de-DE", "--by", "machine"]);
    let path = project.folder().join("content/en-US/harbour.md");
    let text = fs::read_to_string(&path).expect("readable");
    let text = text
        .replace("inner harbour.", "inner harbour at \\<anchor>.")
        .replace("The oldest light", "A buoy *marks* the reef.\n\nThe oldest light");
    fs::write(path, text).expect("written");
    project
}

fn page(project: &Project, path: &str) -> Html {
    let text = project.page(path);
    let page = Html::parse_document(&text);
    assert!(page.errors.is_empty(), "{:?}\n{text}", page.errors);
    page
}

fn all(page: &Html, selector: &str) -> Vec<String> {
    let found = Selector::parse(selector).expect("a selector");
    page.select(&found).map(|element| element.inner_html()).collect()
}

#[test]
fn each_text_of_a_translation_has_its_original() {
    let project = project("readings: true\n");
    project.report(&[]);
    let german = page(&project, "de-de/harbour/index.html");
    assert_eq!(
        all(&german, "article .original > [lang=en-US]"),
        [
            "Harbour",
            "Tie the <strong>boat</strong> at Pier One with <code>rope</code>, as the rules say.",
            "Lamps burn &lt;all&gt; night.",
            "Boats sleep in the inner harbour<ins> at &lt;anchor&gt;</ins>.",
            "Berth",
            "Price",
            "Stone pier",
            "Free of charge",
        ]
    );
    assert_eq!(all(&german, ".unit.stale"), ["Boote schlafen im inneren Hafen."]);
    assert_eq!(all(&german, ".original-changed").len(), 1);
    assert_eq!(all(&german, ".original-machine"), ["Dieser Text wurde maschinell übersetzt."; 8]);
    assert_eq!(all(&german, ".unit.untouched[lang=en-US][dir=ltr]"), ["The oldest light stands on the rock."]);
    assert_eq!(all(&german, ".not-translated [lang=en-US] p"), ["A buoy <em>marks</em> the reef."]);
    let buttons = Selector::parse("button[popovertarget]").expect("a selector");
    for button in german.select(&buttons) {
        let id = button.attr("popovertarget").expect("an id");
        assert_eq!(all(&german, &format!("span[popover][id={id}]")).len(), 1, "{id}");
        assert_eq!(button.attr("aria-label"), Some("Original"));
    }
    assert_eq!(german.select(&buttons).count(), 8);
    assert_eq!(all(&german, ".readings input").len(), 3);
    assert_eq!(all(&german, ".machine"), ["Teile dieser Seite wurden maschinell übersetzt."]);
    // The source and a page that is lent have no original, and links and headings are what they were.
    for path in ["en-us/harbour/index.html", "ar/harbour/index.html"] {
        assert!(all(&page(&project, path), ".readings, .unit, .original").is_empty(), "{path}");
    }
    assert_eq!(all(&german, "article a[href=\"../rules/\"]"), ["die Regeln"]);
    // What a person has accepted since is no machine's any longer.
    said(&project, &["ledger", "accept", "--locale", "de-DE", "--by", "human"]);
    project.report(&[]);
    assert!(all(&page(&project, "de-de/harbour/index.html"), ".machine, .original-machine").is_empty());
}

#[test]
fn a_bilingual_file_brings_its_originals_along() {
    let pair = |id: &str, own: &str, of: &str| {
        format!(
            "<span data-ttu-id=\"{id}\">{own}</span><span class=\"sxs-lookup\"><span data-stu-id=\"{id}\">{of}</span></span>"
        )
    };
    let text = format!(
        "---\ntitle: Hafen\n---\n# {}\n\n{} {}\n\n- {}\n",
        pair("0a1b2-101", "Der Hafen", "The harbour"),
        pair("0a1b2-102", "Boote liegen **hier**.", "Boats lie **here**."),
        pair("0a1b2-103", "Lampen brennen.", "Lamps burn."),
        pair("0a1b2-104", "Die Mole", "The pier"),
    );
    let project =
        Project::new(&[("site.yaml", "locales: [de-DE]\nreadings: true\n"), ("content/de-DE/index.md", &text)]);
    project.report(&[]);
    let german = page(&project, "de-de/index.html");
    let originals = ["The harbour", "Boats lie <strong>here</strong>. Lamps burn.", "The pier"];
    assert_eq!(all(&german, ".original > [lang=en-US]"), originals);
    assert_eq!(all(&german, ".unit"), ["Der Hafen", "Boote liegen <strong>hier</strong>. Lampen brennen.", "Die Mole"]);
}

#[test]
fn a_site_that_does_not_offer_originals_has_nothing_of_them() {
    let project = project("");
    project.report(&[]);
    let german = page(&project, "de-de/harbour/index.html");
    assert!(all(&german, ".readings, .unit, .original, .not-translated").is_empty());
    assert!(!project.has("assets/readings.css"));
}

#[test]
fn the_originals_of_a_real_docset_are_well_formed() {
    let Some(root) = corpus().map(|root| root.join("partner-center-sdk")) else { return };
    let (site, _) = adopted(&root, &root.join("en-us"));
    let settings = fs::read_to_string(site.folder().join("site.yaml")).expect("readable");
    site.write("site.yaml", format!("{settings}readings: true\nbase_url: https://help.example.com/docs/\n").as_bytes());
    site.report(&[]);
    let (mut translations, mut originals, mut stale) = (0, 0, 0);
    for path in html::files(&site.folder().join("_site/zh-tw"), "html") {
        let text = fs::read_to_string(&path).expect("UTF-8");
        assert_eq!(html::problems(&text), Vec::<String>::new(), "{}", path.display());
        translations += usize::from(text.contains("<fieldset class=\"readings\">"));
        originals += text.matches("<span popover class=\"original\"").count();
        stale += usize::from(text.contains("class=\"unit stale\""));
        assert_eq!(text.matches("<span popover class=\"original\"").count(), text.matches("popovertarget=").count());
    }
    // 255 pages are there in both languages beside the navigation; most of those that are behind have texts that have changed.
    assert_eq!(translations, 255);
    assert!(originals > 15_000 && stale > 80, "{originals} originals, {stale} pages with stale texts");
}
