//! What the translator's view is told: units in their states, with what has changed, what is wrong, and where they are.

use std::collections::BTreeMap;
use std::fs;

use diglot::load::{Changes, Request};
use diglot::serve::{Snapshot, translations};
use serde_json::{Value, json};

use crate::ledger::said;
use crate::site::Project;

const SOURCE: &str = "# Harbour\n\nTie the boat to the pier with two knots.\n\nThe berth costs 1250 euros.\n\nThe crane costs 3000 euros.\n\n\
                      Lamps burn from dusk until dawn.\n\nThe oldest light stands on the rock.\n\nThe master of the harbour knows the way.\n\n\
                      Write &lt;script&gt;alert(1)&lt;/script&gt; into **no** log with `a<b`.\n";

const TARGET: &str = "# Hafen\n\nBinden Sie das Boot mit zwei Knoten an den Steg.\n\nDer Liegeplatz kostet 1350 Euro.\n\n\
                      <!-- diglot-ignore: changed-figure -->\nDer Kran kostet 3100 Euro.\n\nLampen brennen vom Abend bis zum Morgen.\n\n\
                      Das älteste Licht steht auf dem Felsen.\n\nThe master of the harbour knows the way.\n\n\
                      Schreiben Sie &lt;script&gt;alert(1)&lt;/script&gt; in **kein** Buch mit `a<b`.\n";

/// A page of which everything is accepted, and whose source has changed since; a page of which nothing is known; pages that
/// one language alone has; an include and the navigation.
fn project() -> Project {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE, ar]\nsource_locale: en-US\n"),
        ("content/en-US/harbour.md", SOURCE),
        ("content/de-DE/harbour.md", TARGET),
        ("content/en-US/gone.md", "# Gone\n\nThis page will be gone.\n"),
        ("content/de-DE/gone.md", "# Fort\n\nDiese Seite wird fort sein.\n"),
        ("content/en-US/deep/sea.md", "# Sea\n\nWaves are high. See [nothing](nowhere.md).\n"),
        ("content/de-DE/deep/sea.md", "# Meer\n\nDie Wellen sind hoch.\n"),
        ("content/ar/deep/sea.md", "# بحر\n\nالأمواج عالية.\n"),
        ("content/en-US/includes/call.md", "Call the harbour first.\n"),
        ("content/en-US/toc.yaml", "- name: Harbour\n  href: harbour.md\n"),
    ]);
    for page in ["harbour", "gone"] {
        said(&project, &["ledger", "accept", "--locale", "de-DE", "--page", page, "--by", "machine"]);
    }
    let changed = SOURCE
        .replace("with two knots", "with three knots")
        .replace("Lamps burn from dusk until dawn.\n\n", "")
        .replace("The oldest light", "A buoy marks the reef.\n\nThe oldest light");
    project.write("content/en-US/harbour.md", changed.as_bytes());
    fs::remove_file(project.folder().join("content/en-US/gone.md")).expect("removed");
    project
}

/// What the preview asks for: it keeps no units, and looks at those of single pages.
fn request(project: &Project) -> Request {
    Request { site: Some(project.folder().to_path_buf()), keeps_records: true, ..Request::default() }
}

fn snapshot(project: &Project) -> Snapshot {
    Snapshot::new(&request(project)).expect("a site")
}

#[test]
fn what_is_told_is_what_a_site_with_all_its_units_tells() {
    let project = project();
    let all = |snapshot: &Snapshot| {
        let page = |key: &str| (key.to_owned(), page(snapshot, key));
        (overview(snapshot), ["harbour", "gone", "deep/sea", "includes/call", "toc"].map(page))
    };
    let with_units =
        || Snapshot::new(&Request { keeps_units: true, ..request(&project) }).map(|own| all(&own)).expect("a site");
    let mut shown = snapshot(&project);
    assert_eq!(all(&shown), with_units());
    // The same after edits, whose snapshots know of the pages that are as they were.
    for (path, text) in [
        ("content/de-DE/harbour.md", TARGET.replace("Hafen", "Der Hafen")),
        ("content/en-US/deep/sea.md", "# Sea\n\nWaves are low.\n".to_owned()),
        ("content/en-US/toc.yaml", "- name: Port\n  href: harbour.md\n".to_owned()),
        ("glossary.yaml", "translate_as:\n  harbour: { de-DE: Port }\n".to_owned()),
    ] {
        project.write(path, text.as_bytes());
        let changes = Changes { paths: [project.folder().join(path)].into(), others: false };
        shown = shown.after(&changes, &request(&project)).expect("a site");
        assert_eq!(all(&shown), with_units(), "{path}");
    }
}

fn page(snapshot: &Snapshot, key: &str) -> Value {
    let told = translations::answer(snapshot, &format!("page={}", key.replace('/', "%2F"))).expect("a page");
    serde_json::from_str(&told).expect("JSON")
}

fn overview(snapshot: &Snapshot) -> Value {
    serde_json::from_str(&translations::answer(snapshot, "").expect("told")).expect("JSON")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// The rows of a page for one language: the source, the state, the translation.
fn rows(page: &Value, tag: &str) -> Vec<(String, String, String)> {
    let text = |value: &Value| value["text"].as_str().unwrap_or("-").to_owned();
    let row = |row: &Value| {
        let own = row["locales"].get(tag)?;
        Some((text(&row["source"]), own["state"].as_str()?.to_owned(), text(own)))
    };
    list(page, "rows").iter().filter_map(row).collect()
}

#[test]
fn every_unit_stands_beside_its_source() {
    let project = project();
    let told = page(&snapshot(&project), "harbour");
    let expected = [
        ("Harbour", "fresh", "Hafen"),
        ("Tie the boat to the pier with three knots.", "stale", "Binden Sie das Boot mit zwei Knoten an den Steg."),
        ("The berth costs 1250 euros.", "fresh", "Der Liegeplatz kostet 1350 Euro."),
        ("The crane costs 3000 euros.", "fresh", "Der Kran kostet 3100 Euro."),
        ("-", "orphaned", "Lampen brennen vom Abend bis zum Morgen."),
        ("A buoy marks the reef.", "missing", "-"),
        ("The oldest light stands on the rock.", "fresh", "Das älteste Licht steht auf dem Felsen."),
        ("The master of the harbour knows the way.", "untouched", "The master of the harbour knows the way."),
        (
            "Write <script>alert(1)</script> into no log with a<b.",
            "fresh",
            "Schreiben Sie <script>alert(1)</script> in kein Buch mit a<b.",
        ),
    ];
    let found = rows(&told, "de-DE");
    let found: Vec<(&str, &str, &str)> = found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(found, expected);
    assert!(rows(&told, "ar").iter().all(|(_, state, _)| state == "missing"));
    // What has changed, who translated it, and the markup as it is to be copied.
    let row = |text: &str| list(&told, "rows").iter().find(|row| row["source"]["text"] == text).expect("a row");
    let stale = &row("Tie the boat to the pier with three knots.")["locales"]["de-DE"];
    assert_eq!(stale["then"], "Tie the boat to the pier with two knots.");
    let piece = |change: &str, text: &str| json!({ "change": change, "text": text });
    let changes = [
        piece("same", "Tie the boat to the pier with "),
        piece("gone", "two"),
        piece("new", "three"),
        piece("same", " knots."),
    ];
    assert_eq!(list(stale, "changes"), changes);
    assert_eq!(stale["by"], "machine");
    let written = &row("Write <script>alert(1)</script> into no log with a<b.")["source"];
    assert_eq!(written["markup"], "Write &lt;script&gt;alert(1)&lt;/script&gt; into **no** log with `a<b`.");
    let runs = [
        json!(["Write <script>alert(1)</script> into ", ""]),
        json!(["no", "strong"]),
        json!([" log with ", ""]),
        json!(["a<b", "code"]),
        json!([".", ""]),
    ];
    assert_eq!(list(written, "runs"), runs);
    // Where each text is; what is missing, where it is to go.
    for row in list(&told, "rows") {
        for text in [&row["source"], &row["locales"]["de-DE"]].into_iter().filter(|text| text["text"].is_string()) {
            let file = fs::read_to_string(project.folder().join(text["file"].as_str().expect("a file"))).expect("text");
            let line = file.lines().nth(text["line"].as_u64().expect("a line") as usize - 1).expect("a line");
            let first = text["text"].as_str().expect("text").split(' ').next().expect("a word");
            assert!(line.contains(first), "{line}: {first}");
        }
    }
    let missing = &row("A buoy marks the reef.")["locales"];
    assert_eq!(missing["de-DE"]["line"], 10, "where the text before it is");
    assert_eq!(missing["ar"]["line"], 1);
    let file = missing["ar"]["file"].as_str().expect("a file");
    assert!(file.ends_with("content/ar/harbour.md"), "{file}");
}

#[test]
fn findings_stand_at_their_units() {
    let project = project();
    let snapshot = snapshot(&project);
    let codes = |value: &Value| -> Vec<String> {
        list(value, "findings").iter().map(|found| found["code"].as_str().expect("a code").to_owned()).collect()
    };
    let told = |snapshot: &Snapshot, key: &str, tag: &str| -> BTreeMap<String, Vec<String>> {
        let page = page(snapshot, key);
        let text = |row: &Value| {
            let own = &row["locales"].get(tag)?;
            Some((own["text"].as_str()?.to_owned(), codes(own))).filter(|(_, codes)| !codes.is_empty())
        };
        list(&page, "rows").iter().filter_map(text).collect()
    };
    let expected: BTreeMap<String, Vec<String>> = [
        ("Binden Sie das Boot mit zwei Knoten an den Steg.", "stale-translation"),
        ("Der Liegeplatz kostet 1350 Euro.", "changed-figure"),
        ("Lampen brennen vom Abend bis zum Morgen.", "missing-translation"),
        ("The master of the harbour knows the way.", "untouched-text"),
    ]
    .map(|(text, code)| (text.to_owned(), vec![code.to_owned()]))
    .into();
    assert_eq!(told(&snapshot, "harbour", "de-DE"), expected, "that of the crane is ignored");
    let source = |snapshot: &Snapshot| {
        let page = page(snapshot, "deep/sea");
        (page["judged"] == true, list(&page, "rows").iter().flat_map(|row| codes(&row["source"])).collect::<Vec<_>>())
    };
    assert_eq!(source(&snapshot), (false, Vec::new()));
    let gone = page(&snapshot, "gone");
    assert_eq!(codes(&gone["locales"][0]), ["orphaned-translation"], "it is about the page as a whole");
    // Once the whole site is judged, what other checks have found is told too, and nothing twice.
    snapshot.findings();
    assert_eq!(told(&snapshot, "harbour", "de-DE"), expected);
    assert_eq!(source(&snapshot), (true, vec!["broken-link".to_owned()]));
}

#[test]
fn one_page_is_told_as_all_are() {
    let project = project();
    let snapshot = snapshot(&project);
    let with_units = Snapshot::new(&Request { keeps_units: true, ..request(&project) }).expect("a site");
    let site = &with_units.site;
    let all = overview(&snapshot);
    let keys: Vec<&str> = list(&all, "pages").iter().map(|page| page["key"].as_str().expect("a key")).collect();
    assert_eq!(keys, ["deep/sea", "gone", "harbour", "includes/call", "toc"]);
    let tags: Vec<&str> = list(&all, "locales").iter().map(|own| own["tag"].as_str().expect("a tag")).collect();
    assert_eq!((tags.as_slice(), &all["locales"][1]["dir"]), (["de-DE", "ar"].as_slice(), &json!("rtl")));
    for (column, locale) in site.translations().enumerate() {
        let pages = site.status(locale);
        assert!(pages.len() >= 4);
        for status in pages {
            assert_eq!(site.status_of(locale, &status.key).as_ref(), Some(&status));
            let told = page(&snapshot, status.key.as_str());
            let own = list(&told, "locales").iter().find(|own| own["tag"] == tags[column]).expect("told");
            let row = list(&all, "pages").iter().find(|page| page["key"] == status.key.as_str()).expect("a row");
            assert_eq!(own["page"], row["cells"][column], "{}", status.key);
            assert_eq!(own["page"]["state"], status.state.name());
            let expected: Vec<&str> = status.units.iter().map(|unit| unit.state.name()).collect();
            let found = rows(&told, tags[column]);
            assert_eq!(
                found.iter().map(|(_, state, _)| state.as_str()).collect::<Vec<_>>(),
                expected,
                "{}",
                status.key
            );
        }
    }
    let cell = |key: &str, column: usize| {
        let row = list(&all, "pages").iter().find(|page| page["key"] == key).expect("a row");
        row["cells"][column]["state"].as_str().unwrap_or_default().to_owned()
    };
    let states = [
        ("harbour", "behind", "untranslated"),
        ("gone", "orphaned", ""),
        ("deep/sea", "unknown", "unknown"),
        ("includes/call", "untranslated", "untranslated"),
        ("toc", "untranslated", "untranslated"),
    ];
    for (key, german, arabic) in states {
        assert_eq!((cell(key, 0).as_str(), cell(key, 1).as_str()), (german, arabic), "{key}");
    }
    let ids = |key: &str| -> Vec<String> {
        list(&page(&snapshot, key), "rows").iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
    };
    let mut once = ids("harbour");
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids("harbour").len(), "rows are told apart");
    let edited = project.folder().join("content/de-DE/deep/sea.md");
    fs::write(edited, "# Meer\n\nDie Wellen sind hoch und weit.\n").expect("written");
    assert_ne!(page(&self::snapshot(&project), "deep/sea"), page(&snapshot, "deep/sea"));
}

#[test]
fn addresses_lead_to_pages_and_sites_without_translations_have_none() {
    let project = project();
    let snapshot = snapshot(&project);
    for (path, page, locale) in [
        ("/de-de/deep/sea/", json!("deep/sea"), json!("de-DE")),
        ("/ar/harbour/", json!("harbour"), json!("ar")),
        ("/en-us/harbour/", json!("harbour"), Value::Null),
        ("/nowhere/", Value::Null, Value::Null),
        ("/assets/diglot.css", Value::Null, Value::Null),
    ] {
        let query = format!("path={}", path.replace('/', "%2F"));
        let told: Value = serde_json::from_str(&translations::answer(&snapshot, &query).expect("told")).expect("JSON");
        assert_eq!(told, json!({ "page": page, "locale": locale }), "{path}");
    }
    assert_eq!(page(&snapshot, "deep/sea")["locales"][0]["href"], "/de-de/deep/sea/");
    assert!(translations::answer(&snapshot, "page=nowhere").is_none());
    let alone = Project::new(&[("site.yaml", "locales: [en-US]\n"), ("content/en-US/a.md", "# A\n")]);
    let alone = self::snapshot(&alone);
    assert_eq!(overview(&alone)["locales"], json!([]));
    assert!(translations::answer(&alone, "page=a").is_none());
}
