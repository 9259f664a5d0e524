//! `diglot check`: each unit of a translation beside its source's.

use std::process::Command;

use serde_json::Value;

use crate::check::findings;
use crate::site::Project;

const CODES: &str = "stale-translation,missing-translation,orphaned-translation,changed-link,changed-placeholder,changed-term,inconsistent-translation,lost-image";

/// The findings about units, each as `code file:line < places to see / places of the same cause`. Files are named by
/// language and page; the source's places by their lines alone.
fn found(project: &Project) -> Vec<String> {
    let place = |place: &Value| {
        let file = place["file"].as_str().unwrap_or_default().trim_start_matches("content/");
        let line = place["line"].as_u64().unwrap_or_default();
        if file.starts_with("en-US/") { line.to_string() } else { format!("{file}:{line}") }
    };
    let line = |found: &Value| {
        let related = found["related"].as_array().expect("a list");
        let of = |role: &str| {
            let places: Vec<String> = related.iter().filter(|related| related["role"] == role).map(place).collect();
            places.join(" ")
        };
        let code = found["code"].as_str().expect("a code");
        format!("{code} {} < {} / {}", place(found), of("see"), of("same-cause")).trim_end_matches(" / ").to_owned()
    };
    findings(project, &["--only", CODES]).iter().map(line).collect()
}

/// A site of one page that somebody has translated and accepted, whose source then changes.
fn behind(locale: &str, then: &str, own: &str, now: &str) -> Project {
    let project = Project::new(&[
        ("site.yaml", &format!("locales: [en-US, {locale}]\n")),
        ("content/en-US/a.md", then),
        ("content/en-US/b.md", "# Other\n"),
        ("content/en-US/c.md", "# Third\n"),
        (&format!("content/{locale}/a.md"), own),
        (&format!("content/{locale}/b.md"), "# B\n"),
        (&format!("content/{locale}/c.md"), "# C\n"),
    ]);
    accept(&project);
    project.write("content/en-US/a.md", now.as_bytes());
    project
}

fn accept(project: &Project) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diglot"));
    let output = command.current_dir(project.folder()).args(["ledger", "accept"]).output().expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

const SOURCE: &str = "# Claims\n\nSend the invoice\nwithin thirty days.\n\nKeep a copy of [the form](b.md).\n\nWe answer within two days.\n";
const GERMAN: &str = "# Anträge\n\nSenden Sie die Rechnung binnen dreißig Tagen.\n\nBehalten Sie eine Kopie [des Formulars](b.md).\n\nWir antworten binnen zwei Tagen.\n";
const RUSSIAN: &str = "# Заявки\n\nОтправьте счет в течение тридцати дней.\n\nСохраните копию [формы](b.md).\n\nМы ответим в течение двух дней.\n";
const CHINESE: &str = "# 申請\n\n請在三十天內寄出發票。\n\n請保留[表格](b.md)的副本。\n\n我們會在兩天內答覆。\n";

#[test]
fn what_a_ledger_knows_to_be_behind_is_said_where_it_is_to_be_mended() {
    let copy = "Keep a copy of [the form](b.md).\n\n";
    let table = "| Day | Amount |\n|---|---|\n| Monday | 10 |\n\n";
    let changed = |from: &str, to: &str| SOURCE.replace(from, to);
    for (locale, own, now, expected) in [
        ("de-DE", GERMAN, SOURCE.to_owned(), &[] as &[&str]),
        ("de-DE", GERMAN, changed("invoice\nwithin", "invoice within"), &[]),
        ("ru-RU", RUSSIAN, changed("thirty", "sixty"), &["stale-translation ru-RU/a.md:3 < 3"]),
        ("zh-TW", CHINESE, changed("a copy of", "two copies of"), &["stale-translation zh-TW/a.md:5 < 6"]),
        // A text that is behind may well link elsewhere.
        ("de-DE", GERMAN, changed("[the form](b.md)", "[the old form](c.md)"), &["stale-translation de-DE/a.md:5 < 6"]),
        ("de-DE", GERMAN, changed("b.md", "c.md"), &["changed-link de-DE/a.md:5 < 6"]),
        // What has come together is missing together.
        ("ru-RU", RUSSIAN, changed(copy, &format!("{copy}{table}")), &["missing-translation ru-RU/a.md:5 < 8 8 10 10"]),
        ("ru-RU", RUSSIAN, format!("Read this first.\n\n{SOURCE}"), &["missing-translation ru-RU/a.md:1 < 1"]),
        ("zh-TW", CHINESE, changed(copy, ""), &["orphaned-translation zh-TW/a.md:5 < 3"]),
        (
            "zh-TW",
            CHINESE,
            "# Claims\n".to_owned(),
            &["orphaned-translation zh-TW/a.md:3 < 1 / zh-TW/a.md:5 zh-TW/a.md:7"],
        ),
        // Each of these has a name of its own.
        ("de-DE", GERMAN, format!("---\ntitle: Claims\ndescription: All of them.\n---\n\n{SOURCE}"), &[]),
        ("de-DE", GERMAN, format!("{SOURCE}\n![Form](plan.svg)\n"), &["lost-image de-DE/a.md:1 < 10"]),
        // One text in place of another is one change.
        ("de-DE", GERMAN, changed(copy, "Nothing else is needed.\n\n"), &["missing-translation de-DE/a.md:5 < 6"]),
        (
            "de-DE",
            GERMAN,
            format!("# Claims\n\n{copy}We answer within two days.\n\nSend the invoice within thirty days.\n"),
            &[],
        ),
    ] {
        assert_eq!(found(&behind(locale, SOURCE, own, &now)), expected, "{locale}: {now}");
    }
}

#[test]
fn a_page_whose_source_is_gone_is_one_finding() {
    let project = behind("ru-RU", SOURCE, RUSSIAN, SOURCE);
    std::fs::remove_file(project.folder().join("content/en-US/a.md")).expect("there");
    project.write("content/ru-RU/own.md", "# Только здесь\n".as_bytes());
    assert_eq!(found(&project), ["orphaned-translation ru-RU/a.md:1 < "]);
}

#[test]
fn what_may_be_there_in_other_words_is_not_missing() {
    let project = behind("de-DE", SOURCE, GERMAN, &SOURCE.replace("We answer", "Nothing else is needed.\n\nWe answer"));
    assert_eq!(found(&project), ["missing-translation de-DE/a.md:5 < 8"]);
    // Nobody has accepted this yet, and nobody can tell what it translates.
    project.write("content/de-DE/a.md", GERMAN.replace("Wir", "## Nichts weiter\n\nWir").as_bytes());
    assert_eq!(found(&project), [] as [&str; 0]);
}

#[test]
fn without_a_ledger_nothing_is_behind() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE]\n"),
        ("content/en-US/a.md", SOURCE),
        ("content/de-DE/a.md", "# Anträge\n\nSenden Sie die Rechnung.\n"),
    ]);
    assert_eq!(found(&project), [] as [&str; 0]);
}

#[test]
fn the_message_shows_the_words_that_have_changed() {
    let project = behind("ru-RU", SOURCE, RUSSIAN, &SOURCE.replace("thirty", "sixty"));
    let found = findings(&project, &["--only", "stale-translation"]);
    let message = found[0]["message"].as_str().expect("a message");
    assert!(message.ends_with("Send the invoice within [-thirty-]{+sixty+} days."), "{message}");
    let help = found[0]["help"].as_str().expect("a help");
    assert!(help.contains("`diglot ledger accept --page a --locale ru-RU`"), "{help}");
}

/// The findings of a site whose pages `a` and `b` say this, in the source and in a translation; of both there are other
/// pages that links can lead to.
fn beside(locale: &str, a: (&str, &str), b: (&str, &str)) -> Vec<String> {
    let own = |name: &str| format!("content/{locale}/{name}");
    let project = Project::new(&[
        ("site.yaml", &format!("locales: [en-US, {locale}]\n")),
        (
            "glossary.yaml",
            "do_not_translate: [Northwind Rewards]\ntranslate_as:\n  claim: {de-DE: Antrag, ru-RU: заявка}\n",
        ),
        ("content/en-US/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/en-US/includes/note.md", "A note.\n"),
        ("content/en-US/a.md", a.0),
        ("content/en-US/b.md", b.0),
        ("content/en-US/c.md", "# Third\n\n## What you need\n\nPaper.\n"),
        (&own("a.md"), a.1),
        (&own("b.md"), b.1),
        (&own("own.md"), "# Nur hier\n"),
        (&own("c.md"), "# C\n\n## Was Sie brauchen\n\nPapier.\n"),
    ]);
    found(&project)
}

#[test]
fn links_lead_where_those_of_the_source_do() {
    for (source, own, expected) in [
        ("[form](b.md)", "[Formular](b.md)", &[] as &[&str]),
        ("[form](b.md) and [form](c.md)", "[Formular](c.md), [Formular](b.md), [Formular](b.md)", &[]),
        ("[form](b.md)", "[Formular](/de-de/b/)", &[]),
        ("[form](b.md)", "[Formular](b.html)", &[]),
        ("[form](c.md#what-you-need)", "[Formular](c.md#was-sie-brauchen)", &[]),
        ("[law](https://example.com/en-us/law/)", "[Gesetz](http://example.com/de-de/law)", &[]),
        ("<https://example.com/law>", "https://example.com/law", &[]),
        ("[form](b.md)", "[Formular](c.md)", &["changed-link de-DE/a.md:3 < 3"]),
        ("[form](b.md)", "Formular", &["changed-link de-DE/a.md:3 < 3"]),
        ("[form](c.md)", "[Formular](c.md#was-sie-brauchen)", &["changed-link de-DE/a.md:3 < 3"]),
        ("form", "[Formular](b.md)", &["changed-link de-DE/a.md:3 < 3"]),
        ("[law](https://example.com/law)", "[Gesetz](https://example.org/law)", &["changed-link de-DE/a.md:3 < 3"]),
        ("[form](b.md)", "[Formular](b.md), [Eigenes](own.md)", &[]),
        ("[form](b.md)", "[Formular](own.md)", &["changed-link de-DE/a.md:3 < 3"]),
        // A link that leads nowhere is a finding of its own.
        ("[form](b.md)", "[Formular](d.md)", &[]),
        ("[form](d.md)", "[Formular](b.md)", &[]),
        ("[form](b.md) and [form](c.md)", "[Formular](d.md)", &["changed-link de-DE/a.md:3 < 3"]),
    ] {
        let text = |words: &str| format!("# A\n\nOne {words}.\n");
        assert_eq!(beside("de-DE", (&text(source), &text(own)), ("# B\n", "# B\n")), expected, "{source} => {own}");
    }
}

#[test]
fn placeholders_images_and_terms_are_kept() {
    for (locale, source, own, expected) in [
        ("de-DE", "Set `state` to *closed*.", "Setzen Sie *state* auf `closed`.", &[] as &[&str]),
        ("fr-FR", "Send `\"GET\"`.", "Envoyez « GET ».", &[]),
        ("zh-TW", "**Send** `GET`.", "「送出」`GET`。", &[]),
        ("zh-TW", "Send `GET`.", "送出 `POST`。", &["changed-placeholder zh-TW/a.md:3 < 3"]),
        (
            "ru-RU",
            "Set `state` to `closed`.",
            "Значение `state`: `закрыто`.",
            &["changed-placeholder ru-RU/a.md:3 < 3"],
        ),
        ("it-IT", "See [!INCLUDE [a](includes/note.md)] here.", "Vedi qui.", &["changed-placeholder it-IT/a.md:3 < 3"]),
        ("it-IT", "See [!INCLUDE [a](includes/note.md)] here.", "Vedi [!INCLUDE [nota](includes/note.md)] qui.", &[]),
        ("de-DE", "The Northwind Rewards program.", "Das Northwind-Rewards-Programm.", &[]),
        ("de-DE", "The Northwind Rewards program.", "Das Nordwind-Programm.", &["changed-term de-DE/a.md:3 < 3"]),
        ("ru-RU", "Send the claim.", "Отправьте заявки.", &[]),
        ("ru-RU", "Send the claim.", "Отправьте запрос.", &["changed-term ru-RU/a.md:3 < 3"]),
    ] {
        let text = |words: &str| format!("# A\n\n{words}\n");
        assert_eq!(beside(locale, (&text(source), &text(own)), ("# B\n", "# B\n")), expected, "{source} => {own}");
    }
}

#[test]
fn one_text_has_one_translation_in_each_language() {
    let send = "Send the invoice today.";
    for (a, b, expected) in [
        (
            (send, "Senden Sie die Rechnung heute."),
            (send, "Schicken Sie heute die Rechnung."),
            &["inconsistent-translation de-DE/b.md:3 < de-DE/a.md:3"] as &[&str],
        ),
        ((send, "Senden Sie die Rechnung heute."), (send, "Senden Sie die „Rechnung“: heute!"), &[]),
        (("Invoice today", "Rechnung heute"), ("Invoice today", "Heutige Rechnung"), &[]),
        // A title says otherwise what a sentence tells to do.
        ((send, "Senden Sie die Rechnung heute."), ("Send the invoice today", "Rechnung heute senden"), &[]),
        (
            (send, "Senden Sie die Rechnung heute."),
            ("Send the invoice *today* <3.", "Heute die Rechnung senden <3."),
            &[],
        ),
    ] {
        let twice = |words: &str| format!("# A\n\n{words}\n\n{words}\n");
        let once = |words: &str| format!("# B\n\n{words}\n");
        let found = beside("de-DE", (&twice(a.0), &twice(a.1)), (&once(b.0), &once(b.1)));
        assert_eq!(found, expected, "{b:?}");
    }
}

#[test]
fn an_image_among_words_is_missed_where_they_stand() {
    let source = "# A\n\nOpen [the form](b.md) of Northwind with ![pen](plan.svg) before 2024.\n\n## More\n\nWords.\n\nMore words.\n";
    let own =
        "# A\n\nÖffnen Sie [das Formular](b.md) von Northwind mit ![Stift](plan.svg) vor 2024.\n\n## Mehr\n\nWörter.\n";
    let found = |own: &str| beside("de-DE", (source, own), ("# B\n", "# B\n"));
    assert_eq!(found(own), [] as [&str; 0]);
    assert_eq!(found(&own.replace("![Stift](plan.svg)", "dem Stift")), ["lost-image de-DE/a.md:3 < 3"]);
    // It may have moved.
    let moved = own.replace("mit ![Stift](plan.svg)", "").replace("## Mehr", "![Stift](plan.svg)\n\n## Mehr");
    assert_eq!(found(&moved), [] as [&str; 0]);
}
