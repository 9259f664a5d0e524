//! What `diglot check` says of interface texts: small sites with Fluent files, and the findings of each.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::site::Project;

const SITE: &str = "source_locale: en-US\nlocales: [en-US, de-DE]\n";

/// The tags of the built-in texts.
const BUILT_IN: [&str; 7] = ["ar", "de-DE", "en-US", "it-IT", "ru-RU", "zh-CN", "zh-TW"];

/// What is found in a site of one page with these files, missing pages left out.
fn found(site: &str, files: &[(&str, &str)]) -> Vec<Value> {
    let project = Project::new(&[("site.yaml", site), ("content/en-US/index.md", "# Northwind\n")]);
    files.iter().for_each(|(path, text)| project.write(path, text.as_bytes()));
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(project.folder())
        .args(["check", "--format", "json"])
        .output()
        .expect("the command runs");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let found = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("an object on each line"));
    found.filter(|found| found["code"] != "missing-translation").collect()
}

fn word<'a>(found: &'a Value, key: &str) -> &'a str {
    found[key].as_str().unwrap_or_default()
}

/// The findings as `code file:line:column`, the folder `locales` left out.
fn places(found: &[Value]) -> Vec<String> {
    let place = |found: &Value| {
        let file = word(found, "file").trim_start_matches("locales/");
        format!("{} {file}:{}:{}", word(found, "code"), found["line"], found["column"])
    };
    found.iter().map(place).collect()
}

fn codes(site: &str, files: &[(&str, &str)]) -> Vec<String> {
    places(&found(site, files))
}

#[test]
fn the_built_in_texts_are_clean() {
    let site = format!("source_locale: en-US\nlocales: [{}]\n", BUILT_IN.join(", "));
    assert_eq!(codes(&site, &[]), [""; 0]);
    // As a site's own they are held to every rule.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let files = BUILT_IN.map(|tag| {
        let name = format!("{tag}/theme.ftl");
        (format!("locales/{name}"), fs::read_to_string(folder.join(name)).expect("a Fluent file"))
    });
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    assert_eq!(codes(&site, &files), [""; 0]);
    assert_eq!(codes(&site.replace("source_locale: en-US\n", "source_locale: ru-RU\n"), &files), [""; 0]);
}

#[test]
fn a_text_of_the_source_is_missing_where_no_file_of_the_language_has_it() {
    let site = "source_locale: en-US\nlocales: [en-US, en-GB, de-DE, de-AT, it-IT, zh-TW, fr-FR]\n";
    let files = [
        ("locales/en-US/own.ftl", "a = A\nb = B\nhome = Start here\n-brand = Northwind\n"),
        ("locales/de-DE/own.ftl", "a = A\n"),
        ("locales/zh-CN/own.ftl", "a = 甲\nb = 乙\n"),
        ("locales/it-IT/own.ftl", "a = A\nb = B\n"),
    ];
    let found = found(site, &files);
    assert_eq!(
        places(&found),
        ["missing-message en-US/own.ftl:1:1", "missing-message en-US/own.ftl:2:1", "missing-message site.yaml:1:1"]
    );
    assert_eq!(word(&found[0], "message"), "the interface text `a` is missing in zh-TW");
    assert_eq!(word(&found[1], "message"), "the interface text `b` is missing in de-DE, de-AT, zh-TW");
    assert!(word(&found[2], "message").contains("no interface texts in fr-FR"), "{}", found[2]);
    assert!(found.iter().all(|found| found["severity"] == "note"));
}

#[test]
fn the_severity_of_a_missing_text_is_that_of_the_languages_that_lack_it() {
    let files = [("locales/en-US/own.ftl", "a = A\n")];
    let severity = |locales: &str| {
        let overrides = format!(
            "check:\n  overrides:\n    - locales: [{locales}]\n      severity:\n        missing-message: error\n"
        );
        word(&found(&format!("{SITE}{overrides}"), &files)[0], "severity").to_owned()
    };
    assert_eq!((severity("de-DE"), severity("en-US")), ("error".to_owned(), "note".to_owned()));
}

#[test]
fn an_attribute_is_missing_at_the_translation() {
    let en = "a = A\n    .title = T\nb = B\nc =\n    .title = T\n";
    let files =
        [("locales/en-US/own.ftl", en), ("locales/de-DE/own.ftl", "c =\n    .title = T\na = A\nb =\n    .x = X\n")];
    let found = found(SITE, &files);
    let expected =
        ["missing-message de-DE/own.ftl:3:1", "missing-message de-DE/own.ftl:4:1", "surplus-message de-DE/own.ftl:5:5"];
    assert_eq!(places(&found), expected);
    assert_eq!(word(&found[0], "message"), "`a` has no attribute `.title` in de-DE");
    assert_eq!(word(&found[1], "message"), "`b` has no text of its own in de-DE");
}

#[test]
fn a_language_with_some_texts_of_its_own_is_told_how_many_it_lacks() {
    let site = "source_locale: en-US\nlocales: [en-US, fr-FR, fr-CA]\n";
    let files = [
        ("locales/en-US/own.ftl", "menu = Contents\n"),
        ("locales/fr-FR/b.ftl", "menu = Menu\nhome = Accueil\n"),
        ("locales/fr-FR/a.ftl", "language = Langue\nskip-to-content = Au contenu\n= damaged\nbuilt-with Diglot\n"),
    ];
    let found = found(site, &files);
    assert_eq!(
        places(&found),
        ["missing-message fr-FR/a.ftl:1:1", "invalid-message fr-FR/a.ftl:3:1", "invalid-message fr-FR/a.ftl:4:12"]
    );
    let built_in = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en-US/theme.ftl"));
    let all =
        built_in.expect("there").lines().filter(|line| line.starts_with(|ch: char| ch.is_ascii_lowercase())).count();
    let names = "`navigation`, `on-this-page`, `breadcrumbs`, `previous-page`, `next-page`";
    let expected =
        format!("{} built-in interface texts are missing in fr-FR, fr-CA: {names} and {} more", all - 5, all - 10);
    assert_eq!(word(&found[0], "message"), expected);
}

#[test]
fn another_script_is_no_help() {
    let site = "source_locale: en-US\nlocales: [en-US, sr-Latn]\n";
    let found = found(site, &[("locales/sr-Cyrl/own.ftl", "menu = Мени\n")]);
    assert_eq!(places(&found), ["missing-message site.yaml:1:1"]);
    assert!(word(&found[0], "message").contains("missing in sr-Latn"), "{}", found[0]);
}

#[test]
fn what_nothing_asks_for_is_surplus() {
    let de = "a = A { c } { -firma }\nc = nur hier\nd = zu viel\n-firma = Northwind\n-marke = Contoso\n    .x = y\n";
    let files = [("locales/en-US/own.ftl", "a = A\n"), ("locales/de-DE/own.ftl", de)];
    let found = found(SITE, &files);
    assert_eq!(places(&found), ["surplus-message de-DE/own.ftl:3:1", "surplus-message de-DE/own.ftl:5:1"]);
    assert_eq!(word(&found[0], "message"), "`d` is not among the texts of en-US");
    assert_eq!(word(&found[1], "message"), "no text of de-DE uses the term `-marke`");
}

#[test]
fn what_a_template_asks_for_by_name_is_not_surplus() {
    let theme = "theme: theme\n";
    let files = [
        ("locales/de-DE/own.ftl", "imprint = Impressum\nkind-a = A\nother = B\n"),
        ("theme/recipe.html", "{{ t(key=\"imprint\") }}{{ t(key=\"kind-\" ~ page.kind) }}"),
        ("theme/assets/x.css", "other {}"),
    ];
    assert_eq!(codes(&format!("{SITE}{theme}"), &files), ["surplus-message de-DE/own.ftl:3:1"]);
}

#[test]
fn without_a_source_the_default_theme_is_what_is_compared_with() {
    let site = "source_locale: ru-RU\nlocales: [de-DE, it-IT]\n";
    let files = [
        ("locales/de-DE/own.ftl", "imprint = Impressum\npage-in = anderswo\nhome = { $x }\n"),
        ("locales/en-US/own.ftl", "page-in = elsewhere\n"),
    ];
    let mut found = found(site, &files);
    found.retain(|found| !["invalid-config", "no-pages"].contains(&word(found, "code")));
    let expected =
        ["surplus-message de-DE/own.ftl:1:1", "lost-variable de-DE/own.ftl:2:1", "unknown-variable de-DE/own.ftl:3:10"];
    assert_eq!(places(&found), expected, "English words for an English text are no translation");
    assert_eq!(word(&found[0], "message"), "`imprint` is not among the texts of the default theme");
    assert_eq!(word(&found[2], "help"), "Remove it; this text has no variables.");
}

#[test]
fn a_source_other_than_english_is_what_translations_are_compared_with() {
    let site = "source_locale: de-DE\nlocales: [de-DE, en-US, it-IT]\n";
    let files = [
        ("content/de-DE/index.md", "# A\n"),
        ("locales/de-DE/own.ftl", "gruss = Guten Tag, { $name }\nhome = Start\n"),
        ("locales/en-US/own.ftl", "gruss = Hello { $name }\nonly = English\n"),
    ];
    let found = found(site, &files);
    assert_eq!(places(&found), ["missing-message de-DE/own.ftl:1:1", "surplus-message en-US/own.ftl:2:1"]);
    assert_eq!(word(&found[0], "message"), "the interface text `gruss` is missing in it-IT");
}

#[test]
fn a_slip_in_a_name_is_one_finding() {
    let files = [
        ("locales/en-US/own.ftl", "serves = Serves\n"),
        ("locales/de-DE/own.ftl", "servse = Reicht\nnxt-page = Weiter\n"),
    ];
    let found = found(SITE, &files);
    assert_eq!(places(&found), ["surplus-message de-DE/own.ftl:1:1", "surplus-message de-DE/own.ftl:2:1"]);
    assert_eq!(word(&found[0], "help"), "Did you mean `serves`?");
    assert_eq!(word(&found[1], "help"), "Did you mean `next-page`?");
}

#[test]
fn a_variable_that_the_source_lacks_is_unknown() {
    let files = [
        (
            "locales/en-US/own.ftl",
            "a = { $count } { $name }\n    .t = { $count ->\n        [one] x\n       *[other] y\n    }\nb = { a }\n",
        ),
        (
            "locales/de-DE/own.ftl",
            "a = { $coumt } { $name }, { $coumt }\n    .t = { NUMBER($name) } { $quantity }\nb = { $name }\nlast-updated = { $day }\n",
        ),
    ];
    let found = found(SITE, &files);
    let expected = [
        "unknown-variable de-DE/own.ftl:1:7",
        "unknown-variable de-DE/own.ftl:2:30",
        "lost-variable de-DE/own.ftl:3:1",
        "unknown-variable de-DE/own.ftl:4:18",
    ];
    assert_eq!(places(&found), expected);
    assert_eq!(word(&found[0], "help"), "Did you mean `$count`?");
    assert_eq!(word(&found[1], "help"), "Use one that this text has: `$count`, `$name`.");
    assert_eq!(word(&found[2], "message"), "`b` leaves out `$count`, which the text of en-US shows");
    assert_eq!(
        word(&found[3], "message"),
        "`last-updated` uses the variable `$day`, which the text of the default theme does not have"
    );
    assert_eq!(word(&found[3], "help"), "Use one that this text has: `$date`.");
}

#[test]
fn the_theme_s_variables_are_known_whatever_the_source_uses() {
    let files = [
        ("locales/en-US/own.ftl", "page-in = in another language\nlast-updated = { $dat }\n"),
        ("locales/de-DE/own.ftl", "page-in = auf { $language }\nlast-updated = Stand: { $date } { $dat }\n"),
    ];
    assert_eq!(codes(SITE, &files), ["unknown-variable en-US/own.ftl:2:18"], "the theme gives `$date` alone");
    let theme = [files[0], files[1], ("theme/extra.html", "{{ t(key=\"last-updated\", dat=1) }}")];
    assert_eq!(codes(&format!("{SITE}theme: theme\n"), &theme), [""; 0], "unless the site's own template gives more");
}

#[test]
fn a_variable_is_lost_where_no_form_has_it() {
    let en = "a = { $n ->\n    [one] { $n } page\n   *[other] { $n } pages\n}\nb = { $n ->\n    [one] page\n   *[other] pages\n}\nc = { $n } of { $m }\n";
    let de = "a = { $n ->\n    [one] Eine Seite\n   *[other] { $n } Seiten\n}\nb = Seiten\nc = viele\n";
    let files = [("locales/en-US/own.ftl", en), ("locales/de-DE/own.ftl", de)];
    let found = found(SITE, &files);
    assert_eq!(places(&found), ["lost-variable de-DE/own.ftl:6:1"]);
    assert_eq!(word(&found[0], "message"), "`c` leaves out `$m`, `$n`, which the text of en-US shows");
    let built_in =
        [("locales/de-DE/own.ftl", "page-in = anderswo\n"), ("locales/en-US/own.ftl", "page-in = elsewhere\n")];
    assert_eq!(codes(SITE, &built_in[..1]), ["lost-variable de-DE/own.ftl:1:1"]);
    assert_eq!(codes(SITE, &built_in), [""; 0], "the source leaves it out itself");
}

#[test]
fn a_reference_finds_only_what_its_own_tag_has() {
    let site = "source_locale: en-US\nlocales: [en-US, de-DE, de-AT]\n";
    let files = [
        ("locales/en-US/own.ftl", "a = { -brand } { home }\nb = B\nc =\n    .t = T\n-brand = Northwind\n"),
        (
            "locales/de-DE/own.ftl",
            "-brand = Northwind\na = { -brand } { home } { b }, { b }\nc = { home.x } { DAY(1) }\n    .t = { -brnad }\n",
        ),
        ("locales/de-AT/own.ftl", "a = { -brand } { home } { c }\nc =\n    .t = T\n"),
    ];
    let found = found(site, &files);
    let expected = [
        "unknown-reference de-AT/own.ftl:1:7",
        "unknown-reference de-AT/own.ftl:1:18",
        "unknown-reference de-AT/own.ftl:1:27",
        "unknown-reference de-DE/own.ftl:2:27",
        "unknown-reference de-DE/own.ftl:3:7",
        "unknown-reference de-DE/own.ftl:3:18",
        "unknown-reference de-DE/own.ftl:4:12",
    ];
    assert_eq!(places(&found), expected, "the text `b` that is missing in German has been said by its use");
    assert_eq!(word(&found[0], "message"), "no Fluent file of de-AT defines `-brand`");
    assert_eq!(word(&found[2], "message"), "`c` has no text of its own in de-AT, only attributes");
    assert_eq!(word(&found[4], "message"), "`home` has no attribute `.x` in de-DE");
    assert_eq!(word(&found[5], "message"), "there is no function `DAY`");
    assert_eq!(word(&found[6], "help"), "Did you mean `-brand`?");
}

#[test]
fn a_term_and_a_message_of_one_name_are_one() {
    let files = [("locales/en-US/own.ftl", "-brand = Northwind\na = { -brand }\nbrand = Brand\n")];
    let found = found("locales: [en-US]\n", &files);
    assert_eq!(places(&found), ["unknown-reference en-US/own.ftl:2:7"]);
    assert_eq!(word(&found[0], "message"), "`-brand` cannot be shown, because `brand` takes its place");
}

#[test]
fn a_choice_by_number_has_the_forms_of_its_language() {
    let site = "source_locale: en-US\nlocales: [en-US, ru-RU, it-IT]\n";
    let files = [
        ("locales/en-US/own.ftl", "a = { $n ->\n    [one] x\n   *[other] { $n }\n}\n"),
        ("locales/it-IT/own.ftl", "a = { $n ->\n    [one] x\n   *[other] { $n }\n}\n"),
        (
            "locales/ru-RU/own.ftl",
            "a = { NUMBER($n) ->\n    [one] x\n   *[other] { $n }\n}\n-t = { $n ->\n    [one] x\n   *[other] y\n}\nsection-pages = { -t(n: 1) } { $count }\n",
        ),
    ];
    let found = found(site, &files);
    assert_eq!(
        places(&found),
        ["missing-plural ru-RU/own.ftl:1:14"],
        "a term is given the numbers that stand in the texts"
    );
    assert_eq!(
        word(&found[0], "message"),
        "`a` lacks plural forms that ru-RU needs: `few` (for example 2, 3, 4), `many` (for example 0, 5, 6)"
    );
    assert_eq!(word(&found[0], "help"), "Add the variants `[few]` and `[many]`.");
}

#[test]
fn numbers_of_their_own_with_a_star_need_no_forms() {
    let files = [
        ("locales/en-US/own.ftl", "a = { $n ->\n    [one] x\n   *[other] y\n}\n"),
        ("locales/ru-RU/own.ftl", "a = { $n ->\n    [0] x\n    [1] y\n   *[2] z\n}\n"),
    ];
    assert_eq!(codes(&SITE.replace("de-DE", "ru-RU"), &files), [""; 0]);
}

#[test]
fn places_in_a_row_have_the_forms_of_their_language() {
    let text = "a = { NUMBER($n, type: \"ordinal\") ->\n    [one] st\n    [two] nd\n    [few] rd\n   *[other] th\n}\n";
    let files = [("locales/en-US/own.ftl", text), ("locales/it-IT/own.ftl", text)];
    let found = found(&SITE.replace("de-DE", "it-IT"), &files);
    assert_eq!(places(&found), ["missing-plural it-IT/own.ftl:1:14"]);
    let expected = "`a` lacks the ordinal form that it-IT needs: `many` (for example 8, 11, 80)";
    assert_eq!((word(&found[0], "message"), word(&found[0], "help")), (expected, "Add the variant `[many]`."));
}

#[test]
fn a_choice_within_a_choice_or_in_an_attribute_has_all_forms_too() {
    let inner = "{ $m ->\n            [one] x\n           *[other] y\n        }";
    let choice = format!("{{ $n ->\n        [one] {inner}\n       *[other] {inner}\n    }}");
    let text = format!("a = b\n    .t = {choice}\n");
    let files = [("locales/en-US/own.ftl", text.as_str()), ("locales/ru-RU/own.ftl", text.as_str())];
    let expected =
        ["missing-plural ru-RU/own.ftl:2:12", "missing-plural ru-RU/own.ftl:3:17", "missing-plural ru-RU/own.ftl:7:19"];
    assert_eq!(codes(&SITE.replace("de-DE", "ru-RU"), &files), expected);
}

#[test]
fn the_cases_of_a_term_are_no_plural_forms() {
    let ru = "-brand = { $case ->\n   *[nominative] Компания\n    [genitive] Компании\n}\n    .gender = feminine\na = О { -brand(case: \"genitive\") }\nb = { -brand.gender ->\n    [feminine] x\n   *[other] y\n}\n";
    let files =
        [("locales/en-US/own.ftl", "-brand = Northwind\na = On { -brand }\nb = x\n"), ("locales/ru-RU/own.ftl", ru)];
    assert_eq!(codes(&SITE.replace("de-DE", "ru-RU"), &files), [""; 0]);
}

#[test]
fn lines_may_end_as_windows_ends_them_and_a_file_may_begin_with_a_mark() {
    let en = "home = Start\na = { $n ->\n    [one] x\n   *[other] y\n}\n    .t = T\nb = B\n";
    let ru = "home = { $x }\na = { $n ->\n    [one] x\n   *[other] y\n}\n    .t = T\nb = B\ndamaged\n";
    let site = SITE.replace("de-DE", "ru-RU");
    let sorted = |en: &str, ru: &str| {
        let mut found = codes(&site, &[("locales/en-US/own.ftl", en), ("locales/ru-RU/own.ftl", ru)]);
        found.sort();
        found
    };
    let plain = sorted(en, ru);
    assert_eq!(plain[1..], ["missing-plural ru-RU/own.ftl:2:7", "unknown-variable ru-RU/own.ftl:1:10"]);
    assert!(plain[0].starts_with("invalid-message ru-RU/own.ftl:8:"), "{plain:?}");
    let windows = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(sorted(&windows(en), &windows(ru)), plain);
    // The text in the first line is read behind the mark, which counts as a character of that line.
    let mut marked = plain.clone();
    marked[2] = "unknown-variable ru-RU/own.ftl:1:11".to_owned();
    assert_eq!(sorted(&format!("\u{FEFF}{en}"), &format!("\u{FEFF}{}", windows(ru))), marked);
}

#[test]
fn long_chains_of_references_are_followed_to_their_ends() {
    let chain = |links: usize, end: &str| -> String {
        let links: String = (0..links).map(|at| format!("m{at} = {{ m{} }}\n", at + 1)).collect();
        format!("home = {{ m0 }}\n{links}{end}")
    };
    let long = chain(50_000, "m50000 = { $n }\n");
    let circle = chain(50_000, "m50000 = { m0 } { $n }\n");
    let started = std::time::Instant::now();
    assert_eq!(codes(SITE, &[("locales/en-US/a.ftl", &long), ("locales/de-DE/a.ftl", &circle)]), [""; 0]);
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    // Each text with a variable of its own has those of all that follow.
    let own: String = (0..3000).map(|at| format!("m{at} = {{ $v{at} }} {{ m{} }}\n", at + 1)).collect();
    let short = chain(20, "m20 = { $n }\n");
    let files = [
        ("locales/en-US/a.ftl", &*format!("{own}m3000 = x\n")),
        ("locales/de-DE/a.ftl", &*format!("{own}m3000 = {{ $other }}\n")),
    ];
    assert_eq!(codes(SITE, &files), ["unknown-variable de-DE/a.ftl:3001:11"]);
    let lost = chain(20, "m20 = { m0 }\n");
    let found = found(SITE, &[("locales/en-US/a.ftl", &short), ("locales/de-DE/a.ftl", &lost)]);
    assert_eq!(found.iter().filter(|found| found["code"] == "lost-variable").count(), 22);
}

#[test]
fn many_surplus_texts_are_found_in_time() {
    let texts = |name: &str| -> String { (0..3000).map(|at| format!("{name}-{at} = x\n")).collect() };
    let files = [("locales/en-US/a.ftl", &*texts("a")), ("locales/de-DE/a.ftl", &*texts("b"))];
    let started = std::time::Instant::now();
    let found = found(SITE, &files);
    assert!(started.elapsed().as_secs() < 15, "{:?}", started.elapsed());
    assert_eq!(found.iter().filter(|found| found["code"] == "surplus-message").count(), 3000);
    assert!(found.iter().all(|found| !word(found, "help").starts_with("Did you mean")), "among so many none is near");
}

#[test]
fn what_is_nested_beyond_use_is_left_out() {
    let deep = |open: &str, levels: usize, close: &str| {
        format!("a = A\nhome = {}$x{}\nb = {{ a }}\n", open.repeat(levels), close.repeat(levels))
    };
    let en = ("locales/en-US/own.ftl", "a = A\nb = B\n");
    for (open, close) in [("{ ", " }"), ("{ NUMBER(", ") }"), ("{ $n ->\n *[other] ", "\n }")] {
        let bad = deep(open, 100_000, close);
        let found = found(SITE, &[en, ("locales/de-DE/own.ftl", &bad)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(word(&found[0], "code"), "invalid-message");
        assert_eq!(word(&found[0], "message"), "braces or calls are nested more than 16 deep");
    }
    // What may be nested is also shown where many such texts refer to each other.
    for (open, close, levels) in [("{ ", " }", 16), ("{ NUMBER(", ") }", 8), ("{ $n ->\n *[other] ", "\n }", 16)] {
        let chain: String = (0..200)
            .map(|at| format!("m{at} = {}m{}{}\n", open.repeat(levels), at + 1, close.repeat(levels)))
            .collect();
        let chain = format!("home = {{ m0 }}\n{chain}m200 = x\n");
        let found = codes(SITE, &[("locales/en-US/a.ftl", &chain), ("locales/de-DE/a.ftl", &chain)]);
        assert!(found.iter().all(|found| !found.starts_with("invalid")), "{found:?}");
    }
}

#[test]
fn a_syntax_error_is_one_finding() {
    let files = [
        ("locales/en-US/own.ftl", "a = A { b }\nb = B\nd = { e }\ne = { $n }\nc = { $n\n-t = T\n"),
        ("locales/de-DE/own.ftl", "a = A { b } { -t }\nb = { $n }}\nc = C\n-t T\nd = { e }\ne = {\n"),
    ];
    let found = codes(SITE, &files);
    assert!(!found.is_empty() && found.iter().all(|found| found.starts_with("invalid-message")), "{found:?}");
}

#[test]
fn of_two_texts_with_one_name_the_later_counts() {
    let files = [
        ("locales/en-US/own.ftl", "a = { $n }\n"),
        ("locales/de-DE/a.ftl", "a = { $x }\n"),
        ("locales/de-DE/b.ftl", "a = { $n }\n"),
    ];
    assert_eq!(codes(SITE, &files), [""; 0]);
}

#[test]
fn a_language_that_nobody_is_shown_raises_nothing() {
    let bad = "a = { -gone } { $x }\nzzz = Z\n";
    let files =
        [("locales/en-US/own.ftl", "a = A\n"), ("locales/fr-FR/own.ftl", bad), ("locales/de-DE/own.ftl", "a = A\n")];
    assert_eq!(codes(SITE, &files), [""; 0]);
    assert_eq!(codes(&SITE.replace("de-DE", "de-DE, fr-CA"), &files).len(), 4, "but this one is shown");
}

#[test]
fn whatever_stands_in_a_file_is_read() {
    let pieces = [
        "a = ",
        "b =",
        "-t = ",
        "\n",
        "    ",
        ".t = ",
        "{ ",
        " }",
        "$n",
        "$ü",
        " ->\n",
        "[one] ",
        "*[other] ",
        "[0]",
        "a.t",
        "-t.x",
        "NUMBER($n, type: \"ordinal\")",
        "F(",
        ")",
        "\"",
        "ä",
        "\u{FEFF}",
        "\r\n",
        "\r",
        "#",
        "日",
        "\u{0}",
        "{{",
    ];
    let mut state = 88172645463325252_u64;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % limit as u64).expect("small")
    };
    for _ in 0..12 {
        let mut text = |lines: usize| -> String {
            (0..lines)
                .map(|_| format!("{}\n", (0..below(9)).map(|_| pieces[below(pieces.len())]).collect::<String>()))
                .collect()
        };
        let (en, de, ru) = (text(60), text(60), text(60));
        let site = "source_locale: en-US\nlocales: [en-US, de-DE, ru-RU]\n";
        let files = [
            ("locales/en-US/own.ftl", en.as_str()),
            ("locales/de-DE/own.ftl", de.as_str()),
            ("locales/ru-RU/own.ftl", ru.as_str()),
        ];
        let first = found(site, &files);
        assert_eq!(first, found(site, &files), "the same findings in the same order");
        for found in &first {
            let file = files.iter().find(|(path, _)| *path == word(found, "file"));
            let lines = file.map_or(1, |(_, text)| text.split('\n').count());
            assert!(found["line"].as_u64().is_some_and(|line| line as usize <= lines), "{found}");
        }
    }
}

#[test]
fn built_in_texts_are_missing_in_another_script_of_their_language() {
    let built_in_alone = |locales: &str| codes(&format!("source_locale: en-US\nlocales: [en-US, {locales}]\n"), &[]);
    assert_eq!(built_in_alone("zh-HK, de-AT"), Vec::<String>::new());
    assert_eq!(built_in_alone("zh-Latn"), ["missing-message site.yaml:1:1"]);
}
