//! `diglot check` on real help centres, where they are at hand (`DIGLOT_CORPUS=DIR cargo test`), beside what is known of
//! them from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use diglot::model::{LocaleId, LocaleTag};
use diglot::parse::bilingual::{self, Half};
use diglot::parse::markdown::Manner;
use diglot::parse::page::{self, Request};
use diglot::translate::figures::Figures;
use serde_json::Value;

use crate::corpus::{corpus, locale};
use crate::html;

/// What a check prints; it must have run.
fn check(folder: &Path, arguments: &[String]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(folder)
        .arg("check")
        .args(arguments)
        .output()
        .expect("the command runs");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn findings(folder: &Path, arguments: &[String]) -> Vec<Value> {
    let arguments = [arguments, &["--format".to_owned(), "json".to_owned()]].concat();
    check(folder, &arguments).lines().map(|line| serde_json::from_str(line).expect("an object")).collect()
}

/// The places of a finding: its own, and those of the same cause.
fn places(found: &Value) -> Vec<(String, u64)> {
    let related = found["related"].as_array().into_iter().flatten();
    std::iter::once(found)
        .chain(related.filter(|related| related["role"] == "same-cause"))
        .map(|place| (place["file"].as_str().expect("a file").to_owned(), place["line"].as_u64().expect("a line")))
        .collect()
}

/// Every link and anchor of two locales, as an independent checker in another language has judged it. Where the two
/// differ it is known who is right:
///
/// - That checker could not look into FAQ pages. Their questions have the anchors of their own words, in German; three
///   links still name those of the English questions.
/// - It does not look at a link's words, and 17 links have none.
/// - It takes `Archive` for a docset. No `docfx.json` claims that folder, so its files are published nowhere.
#[test]
fn links_are_judged_as_another_checker_does() {
    const STATUS: [(&str, &[&str]); 5] = [
        ("broken-file", &["broken-link", "extension-mismatch"]),
        ("missing-resource", &["missing-asset"]),
        ("broken-fragment", &["broken-anchor"]),
        ("redirected", &["redirected-link"]),
        ("broken-empty", &["empty-link"]),
    ];
    let Some(corpus) = corpus() else { return };
    for (tag, folder, faq) in [("de-DE", "de-de", 3), ("zh-TW", "zh-tw", 0)] {
        let root = corpus.join("partner-center").join(folder);
        let site = tempfile::tempdir().expect("a folder");
        let config = format!(
            "link_host: https://docs.microsoft.com/\nlocales:\n  - {{tag: {tag}, content: {}}}\n",
            fs::canonicalize(&root).expect("there").display()
        );
        fs::write(site.path().join("site.yaml"), config).expect("written");
        let truth = fs::read_to_string(corpus.join(format!("links/links-{folder}.json"))).expect("there");
        let truth: Value = serde_json::from_str(&truth).expect("JSON");
        let mut expected: BTreeMap<(String, u64), BTreeSet<&str>> = BTreeMap::new();
        for link in truth["links"].as_array().expect("a list").iter().filter(|link| link["docset"] != "Archive") {
            let codes = STATUS.iter().find(|(status, _)| link["status"] == *status);
            if let (Some((_, codes)), Some(line)) = (codes, link["line"].as_u64()) {
                expected.entry((link["src"].as_str().expect("a file").to_owned(), line)).or_default().extend(*codes);
            }
        }
        let mut found: BTreeMap<(String, u64), BTreeSet<String>> = BTreeMap::new();
        let mut of_questions = 0;
        let judged: BTreeSet<&str> = STATUS.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        for finding in findings(site.path(), &[]) {
            let code = finding["code"].as_str().expect("a code");
            let message = finding["message"].as_str().expect("a message");
            if !judged.contains(code) || message.contains("no words") {
                continue;
            }
            for (file, line) in places(&finding) {
                let below = file.split_once(&format!("partner-center/{folder}/")).expect("below the root").1.to_owned();
                if code == "broken-anchor" && message.contains("-faq`") {
                    of_questions += 1;
                    continue;
                }
                found.entry((below, line)).or_default().insert(code.to_owned());
            }
        }
        assert_eq!(of_questions, faq, "{tag}");
        let agrees = |place: &(String, u64)| match (expected.get(place), found.get(place)) {
            (Some(expected), Some(found)) => found.iter().all(|code| expected.contains(code.as_str())),
            _ => false,
        };
        let all: BTreeSet<&(String, u64)> = expected.keys().chain(found.keys()).collect();
        let differ: Vec<_> = all.iter().filter(|place| !agrees(place)).collect();
        assert!(all.len() > 300 && differ.is_empty(), "{tag}: {differ:#?}");
    }
}

/// Units of bilingual pages whose two halves are the same English sentence tell what nobody has translated.
#[test]
fn untouched_texts_are_found_without_a_source() {
    let Some(corpus) = corpus() else { return };
    let stop = |language: &str| -> BTreeSet<&str> { stop_words::get(language).iter().copied().collect() };
    let (english, german) = (stop("en"), stop("de"));
    let bilingual = corpus.join("partner-center-2017/bilingual/de-de");
    let (mut truth, mut same, mut translated) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for path in html::files(&bilingual, "md") {
        let text = fs::read_to_string(&path).expect("UTF-8");
        let file: Arc<str> = "a.md".into();
        let request = Request {
            file: &file,
            text: &text,
            locale: LocaleId(0),
            path: "a.md",
            include: false,
            manner: Default::default(),
        };
        for pair in page::parse(request).0.body.pairs {
            let (target, source) = (pair.target.of(&text).trim(), pair.source.of(&text).trim());
            let words: Vec<&str> =
                target.split(|ch: char| !ch.is_alphabetic() && ch != '\'').filter(|word| !word.is_empty()).collect();
            let small = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
            // Addresses and codes are no words, and a sentence of one or two of them is none.
            let plain = !target.contains(['<', '(', '&']) && !target.chars().any(|ch| ch.is_ascii_digit());
            let of = |list: &BTreeSet<&str>| words.iter().any(|word| list.contains(word.to_lowercase().as_str()));
            let line = text[..pair.target.start].matches('\n').count() as u64 + 1;
            let below = path.strip_prefix(&bilingual).expect("below").to_string_lossy().replace('\\', "/");
            let all = if target == source { &mut same } else { &mut translated };
            all.insert((below.clone(), line));
            if plain && target == source && words.len() > 3 && small * 2 > words.len() && of(&english) && !of(&german) {
                truth.insert((below, line));
            }
        }
    }
    let plain = corpus.join("partner-center-2017/plain/de-de");
    let arguments = [locale("de-DE", plain), vec!["--only".to_owned(), "untouched-text".to_owned()]].concat();
    let found: BTreeSet<(String, u64)> = findings(&corpus, &arguments)
        .iter()
        .flat_map(places)
        .map(|(file, line)| (file.split_once("plain/de-de/").expect("below").1.to_owned(), line))
        .collect();
    let both = truth.intersection(&found).count();
    assert!(truth.len() > 300 && both * 100 >= truth.len() * 95, "{both} of {} are found", truth.len());
    // Lines on which every unit is translated; a text that begins on one may go on with a sentence that is not.
    let wrong: Vec<_> = found.iter().filter(|place| translated.contains(place) && !same.contains(place)).collect();
    assert!(wrong.len() * 100 <= found.len() * 4, "{} of {}: {wrong:#?}", wrong.len(), found.len());
}

/// The texts of both halves of bilingual pages, block by block. Each of the findings was read: all but one are errors, and
/// the one is a year that the translator added beside another.
#[test]
fn figures_differ_where_a_translation_is_wrong() {
    let Some(corpus) = corpus() else { return };
    let texts = |text: &str| -> Vec<String> {
        let file: Arc<str> = "a.md".into();
        let manner = Manner { keeps_units: true, ..Manner::default() };
        let request = Request { file: &file, text, locale: LocaleId(0), path: "a.md", include: false, manner };
        page::parse(request).0.body.units.iter().map(|unit| unit.text().to_owned()).collect()
    };
    let tag = |tag| LocaleTag::parse(tag).expect("a tag");
    for (own, folder, known) in [
        ("zh-TW", "partner-center-bilingual/zh-tw", "claims-overview.md: Aug"),
        ("de-DE", "partner-center-2017/bilingual/de-de", "autopilot.md: September / August"),
    ] {
        let figures = Figures::new(&tag("en-US"), &tag(own));
        let (mut all, mut found) = (0, Vec::new());
        for path in html::files(&corpus.join(folder), "md") {
            let text = fs::read_to_string(&path).expect("UTF-8");
            let (source, own) =
                (texts(&bilingual::half(&text, Half::Source)), texts(&bilingual::half(&text, Half::Target)));
            if source.len() != own.len() {
                continue;
            }
            all += own.len();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            for (source, own) in source.iter().zip(&own) {
                let Some(difference) = figures.compare((source, &figures.glance(source)), own) else { continue };
                let lost = difference.source.iter().map(|span| span.of(source));
                let added = difference.own.iter().map(|span| span.of(own));
                found.push(format!("{name}: {}", lost.chain(added).collect::<Vec<_>>().join(" / ")));
            }
        }
        assert!(all > 4_000 && found.contains(&known.to_owned()), "{found:#?}");
        // Measured: 3 in 10,000 texts of the one, 8 of the other.
        assert!(found.len() * 10_000 <= all * 9, "{} of {all}: {found:#?}", found.len());
    }
}

#[test]
fn the_seeds_have_what_is_known_of_them() {
    let Some(corpus) = corpus() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let seeds = html::files(&corpus.join("seeds"), "txt");
    let imported = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .args(["import", "--into"])
        .arg(folder.path())
        .args(seeds)
        .output()
        .expect("the command runs");
    assert_eq!(imported.status.code(), Some(0));
    let found = findings(folder.path(), &[]);
    let of = |code: &str| -> Vec<(String, u64)> {
        found.iter().filter(|found| found["code"] == code).flat_map(places).collect()
    };
    let codes: BTreeSet<&str> = found.iter().filter_map(|found| found["code"].as_str()).collect();
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["broken-link", "missing-translation", "untouched-text"]);
    // Two pages that five languages link to, and three that the sixth does.
    assert_eq!((found.iter().filter(|found| found["code"] == "broken-link").count(), of("broken-link").len()), (5, 13));
    let untouched = of("untouched-text");
    assert!(untouched.iter().all(|(file, _)| file.starts_with("content/zh-TW/")), "{untouched:?}");
    assert_eq!(untouched.len(), 16, "{untouched:?}");
}

fn copy(from: &Path, to: &Path) {
    for path in ["md", "yml", "json"].into_iter().flat_map(|extension| html::files(from, extension)) {
        let target = to.join(path.strip_prefix(from).expect("below"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        // A copy of a protected file would be protected too.
        fs::write(target, fs::read(&path).expect("there")).expect("a copy");
    }
}

#[test]
fn fixes_leave_nothing_to_mend_and_every_other_file_alone() {
    let Some(corpus) = corpus() else { return };
    for (set, tag) in [
        ("partner-center-2017/plain/de-de", "de-DE"),
        ("partner-center/de-de", "de-DE"),
        ("partner-center-sdk/zh-tw", "zh-TW"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("help");
        copy(&corpus.join(set), &root);
        let arguments = locale(tag, PathBuf::from("help"));
        let fixable: BTreeSet<String> = findings(folder.path(), &arguments)
            .iter()
            .filter(|found| found["fix"]["safe"] == true)
            .flat_map(|found| found["fix"]["edits"].as_array().cloned().unwrap_or_default())
            .map(|edit| edit["file"].as_str().expect("a file").to_owned())
            .collect();
        assert!(!fixable.is_empty(), "{set}");
        let with_fix = [&arguments[..], &["--fix".to_owned()]].concat();
        check(folder.path(), &with_fix);
        for path in html::files(&root, "md").into_iter().chain(html::files(&root, "yml")) {
            let below = path.strip_prefix(folder.path()).expect("below").to_string_lossy().replace('\\', "/");
            let original = corpus.join(set).join(path.strip_prefix(&root).expect("below"));
            let same = fs::read(&path).expect("there") == fs::read(original).expect("there");
            assert_eq!(same, !fixable.contains(&below), "{set}: {below}");
        }
        let again = check(folder.path(), &with_fix);
        assert!(again.contains("0 fixes applied in 0 files."), "{set}");
    }
}

#[test]
fn two_checks_say_the_same() {
    let Some(corpus) = corpus() else { return };
    for arguments in [
        [locale("de-DE", corpus.join("partner-center/de-de")), locale("zh-TW", corpus.join("partner-center/zh-tw"))]
            .concat(),
        locale("de-DE", corpus.join("partner-center-2017/bilingual/de-de")),
        vec![corpus.join("partner-center-sdk").display().to_string()],
    ] {
        for format in ["human", "sarif"] {
            let arguments = [&arguments[..], &["--format".to_owned(), format.to_owned()]].concat();
            let once = check(&corpus, &arguments);
            assert!(!once.is_empty() && once == check(&corpus, &arguments), "{format}");
        }
    }
}

/// For each translated page of a developer docset the source that it was made from is known, and so is which pages have
/// changed since. Beside the source that it was made from, a translation is never behind; one code in it was lost.
#[test]
fn units_are_behind_on_the_pages_that_are() {
    let Some(corpus) = corpus() else { return };
    let root = fs::canonicalize(corpus.join("partner-center-sdk")).expect("there");
    let then = root.join("en-us-when-translated-to-zh-tw");
    let found = |source: &Path, codes: &str| {
        let site = tempfile::tempdir().expect("a folder");
        let content = |tag: &str, folder: &Path| format!("  - {{tag: {tag}, content: {}}}\n", folder.display());
        let locales = content("en-US", source) + &content("zh-TW", &root.join("zh-tw"));
        fs::write(site.path().join("site.yaml"), format!("locales:\n{locales}")).expect("written");
        let adopt = ["ledger", "adopt", "--locale", "zh-TW", "--source-then"];
        let mut command = Command::new(env!("CARGO_BIN_EXE_diglot"));
        let output = command.current_dir(site.path()).args(adopt).arg(&then).output().expect("the command runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let found = findings(site.path(), &["--only".to_owned(), codes.to_owned()]);
        let places = found
            .iter()
            .flat_map(places)
            .filter_map(|(file, line)| Some((file.split_once("/zh-tw/")?.1.to_owned(), line)));
        places.collect::<Vec<_>>()
    };
    let behind = "stale-translation,missing-translation,orphaned-translation";
    let all = format!("{behind},changed-link,changed-placeholder,lost-image");
    let lost = ("develop/partner-center-supported-languages-and-locales.md".to_owned(), 47);
    assert_eq!(found(&then, &all), [lost]);

    let text = |folder: &Path, page: &str| Some(fs::read_to_string(folder.join(page)).ok()?.replace('\r', ""));
    let now = root.join("en-us");
    let pages = html::files(&root.join("zh-tw"), "md");
    let pages = pages.iter().map(|path| path.strip_prefix(root.join("zh-tw")).expect("below").to_string_lossy());
    let (mut current, mut changed) = (BTreeSet::new(), BTreeSet::new());
    for page in pages {
        if let (Some(then), Some(now)) = (text(&then, &page), text(&now, &page)) {
            (if then == now { &mut current } else { &mut changed }).insert(page.into_owned());
        }
    }
    let said: BTreeSet<String> = found(&now, behind).into_iter().map(|(page, _)| page).collect();
    assert_eq!(said.intersection(&current).collect::<Vec<_>>(), [] as [&String; 0]);
    let both = said.intersection(&changed).count();
    assert!(changed.len() > 130 && both + 2 >= changed.len(), "{both} of {} are found", changed.len());
}
