//! `diglot check`: translations beside their source.

use serde_json::Value;

use crate::check::{codes, findings};
use crate::site::Project;

const SITE: (&str, &str) =
    ("site.yaml", "locales: [en-US, de-DE, zh-TW]\ncheck: {severity: {missing-translation: note}}\n");

const SOURCE: (&str, &str) = (
    "content/en-US/a.md",
    "---\ntitle: How to claim\ndescription: What you need for a claim, and when you get your money.\n---\n\n# How to claim\n\nSend the invoice to us within thirty days of the activity.\n\n- Keep a copy of the invoice until the claim is paid.\n- Northwind Rewards Gold\n\n## <a name=\"answer\"></a>When you get an answer\n\nWe look at each claim within two business days.\n",
);

/// The places of `code` as lines of the file in which they stand.
fn places(found: &[Value], code: &str) -> Vec<(String, u64)> {
    let place =
        |place: &Value| (place["file"].as_str().unwrap_or_default().to_owned(), place["line"].as_u64().unwrap_or(0));
    let mut places = Vec::new();
    for found in found.iter().filter(|found| found["code"] == code) {
        places.push(place(found));
        let related = found["related"].as_array().into_iter().flatten();
        places.extend(related.filter(|related| related["role"] == "same-cause").map(place));
    }
    places
}

fn of(files: &[(&str, &str)], code: &str) -> Vec<u64> {
    let files: Vec<_> = [SITE, SOURCE].iter().chain(files).copied().collect();
    let found = findings(&Project::new(&files), &[]);
    places(&found, code).into_iter().map(|(_, line)| line).collect()
}

#[test]
fn a_page_half_translated_says_which_half() {
    let german = "---\ntitle: So reichen Sie ein\ndescription: What you need for a claim, and when you get your money.\n---\n\n# So reichen Sie ein\n\nSenden Sie die Rechnung innerhalb von dreißig Tagen.\n\n- Keep a copy of the invoice until the claim is paid.\n- Northwind Rewards Gold\n\n## <a name=\"answer\"></a>When you get an answer\n\nWir prüfen jeden Antrag. We look at each claim within two business days.\n";
    assert_eq!(of(&[("content/de-DE/a.md", german)], "untouched-text"), [3, 10, 13, 15]);
    let chinese = "---\ntitle: 如何提出申請\n---\n\n# 如何提出申請\n\n請在活動結束後三十天內將發票寄給我們。\n\n- Keep a copy of the invoice until the claim is paid.\n- Northwind Rewards Gold\n\n## <a name=\"answer\"></a>何時收到答覆\n\n我們會在兩個工作天內檢查 Northwind Rewards 的每項申請。\n";
    assert_eq!(of(&[("content/zh-TW/a.md", chinese)], "untouched-text"), [9]);
    assert_eq!(of(&[("content/zh-TW/a.md", chinese)], "missing-metadata"), [1]);
}

#[test]
fn a_page_that_nobody_translated_is_said_as_a_whole() {
    let files = [SITE, SOURCE, ("content/de-DE/a.md", SOURCE.1)];
    let found = findings(&Project::new(&files), &["--only", "untouched-text"]);
    assert_eq!(codes(&found), ["untouched-text"]);
    assert_eq!(found[0]["message"], "this page is not translated; its text is still in en-US");
    assert_eq!(found[0]["line"], 2, "its title comes first");
}

#[test]
fn what_a_glossary_or_a_page_keeps_is_no_slip() {
    let german = "# So geht es\n\nSend the invoice to us within thirty days of the activity.\n";
    let kept = ("glossary.yaml", "do_not_translate:\n  - Send the invoice to us within thirty days of the activity\n");
    assert_eq!(of(&[("content/de-DE/a.md", german)], "untouched-text"), [3]);
    assert_eq!(of(&[("content/de-DE/a.md", german), kept], "untouched-text"), [] as [u64; 0]);
    let own = format!("---\nno-loc: [send the invoice to us, within thirty days of the activity]\n---\n\n{german}");
    assert_eq!(of(&[("content/de-DE/a.md", &own)], "untouched-text"), [] as [u64; 0]);
    let translated = (
        "glossary.yaml",
        "translate_as:\n  Send the invoice to us within thirty days of the activity: {zh-TW: 送出}\n",
    );
    assert_eq!(
        of(&[("content/de-DE/a.md", german), translated], "untouched-text"),
        [3],
        "other languages keep nothing"
    );
}

#[test]
fn names_of_the_navigation_are_texts_too() {
    let files = [
        SITE,
        SOURCE,
        ("content/en-US/toc.yaml", "- name: How to claim\n  href: a.md\n- name: Northwind Rewards\n  href: index.md\n"),
        ("content/en-US/index.md", "# Northwind Rewards\n"),
        ("content/de-DE/a.md", "# So reichen Sie ein\n"),
        ("content/de-DE/index.md", "# Northwind Rewards\n"),
        ("content/de-DE/toc.yaml", "- name: How to claim\n  href: a.md\n- name: Northwind Rewards\n  href: index.md\n"),
    ];
    let found = findings(&Project::new(&files), &["--only", "untouched-text"]);
    assert_eq!(places(&found, "untouched-text"), [("content/de-DE/toc.yaml".to_owned(), 1)]);
}

#[test]
fn without_a_source_the_words_tell_and_other_languages_do() {
    let german = "# Anleitung\n\nKeep every invoice, collect signed receipts.\n\nSend the invoice to us within thirty days.\n\nBewahren Sie alles auf.\n";
    let italian = "# Guida\n\nKeep every invoice, collect signed receipts.\n\nInvia la fattura entro trenta giorni.\n\nConserva tutto.\n";
    let project = Project::new(&[("help.de/a.md", german), ("help.it/a.md", italian)]);
    let found = |arguments: &[&str]| {
        let found = findings(&project, &[arguments, &["--only", "untouched-text"]].concat());
        places(&found, "untouched-text")
    };
    let at = |file: &str, line| (file.to_owned(), line);
    assert_eq!(found(&["--locale", "de-DE=help.de"]), [at("help.de/a.md", 5)]);
    assert_eq!(
        found(&["--locale", "de-DE=help.de", "--locale", "it-IT=help.it"]),
        [at("help.de/a.md", 3), at("help.de/a.md", 5), at("help.it/a.md", 3)]
    );
}

#[test]
fn anchors_and_images_that_a_translation_has_lost() {
    let source = "# A\n\nText\n\n## <a name=\"pay\"></a>Pay\n\n![Plan](plan.svg)\n\nWords\n\n## <a name=\"new\"></a>New\n\n![Other](other.svg)\n\nWords\n\nMore\n";
    let project = |german: &str| {
        Project::new(&[
            ("site.yaml", "locales: [en-US, de-DE]\n"),
            ("content/en-US/a.md", source),
            ("content/en-US/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            ("content/en-US/other.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
            ("content/de-DE/a.md", german),
        ])
    };
    let found = |german: &str| {
        let found = findings(&project(german), &[]);
        let mut all = places(&found, "lost-anchor");
        all.extend(places(&found, "lost-image"));
        (
            codes(&found).iter().map(|code| (*code).to_owned()).collect::<Vec<_>>(),
            all.iter().map(|place| place.1).collect::<Vec<_>>(),
        )
    };
    let whole = "# Ah\n\nText\n\n## <a name=\"pay\"></a>Zahlung\n\n![Plan](plan.svg)\n\nWörter\n\n## <a name=\"new\"></a>Neu\n\n![Anderes](other.svg)\n\nWörter\n\nMehr\n";
    assert_eq!(found(whole).0, [] as [&str; 0]);
    let (codes, lines) = found(&whole.replace("<a name=\"pay\"></a>", "").replace("![Plan](plan.svg)\n\n", ""));
    assert_eq!((codes, lines), (vec!["lost-anchor".to_owned(), "lost-image".to_owned()], vec![5, 5]));
    // A section that the source has written anew since, and one that it has got, have lost nothing.
    assert_eq!(found(&whole.replace("![Anderes](other.svg)\n\nWörter\n\n", "")).0, [] as [&str; 0]);
    let behind = whole.split("## <a name=\"new\">").next().expect("the first part");
    assert_eq!(found(behind).0, [] as [&str; 0]);
}

#[test]
fn an_image_lost_in_two_sections_is_shown_in_both_sections_of_the_source() {
    let page = "# A\n\n## <a name=\"b\"></a>B\n\n![Plan](plan.svg)\n\nOne\n\n## <a name=\"c\"></a>C\n\n![Plan](plan.svg)\n\nTwo\n";
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE]\n"),
        ("content/en-US/a.md", page),
        ("content/en-US/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/de-DE/a.md", &page.replace("![Plan](plan.svg)\n\n", "")),
    ]);
    let found = findings(&project, &["--only", "lost-image"]);
    let lines = |role: &str| -> Vec<u64> {
        let related = found[0]["related"].as_array().into_iter().flatten();
        related.filter(|related| related["role"] == role).filter_map(|related| related["line"].as_u64()).collect()
    };
    assert_eq!((found.len(), found[0]["line"].as_u64()), (1, Some(3)));
    assert_eq!((lines("same-cause"), lines("see")), (vec![7], vec![5, 11]));
}
