//! Real help centres, where they are at hand: `DIGLOT_CORPUS=DIR cargo test`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::html;

/// The corpus, or nothing with a word about it.
pub fn corpus() -> Option<PathBuf> {
    match std::env::var_os("DIGLOT_CORPUS") {
        Some(folder) => {
            let folder = PathBuf::from(folder);
            let folder = if folder.is_relative() { Path::new(env!("CARGO_MANIFEST_DIR")).join(folder) } else { folder };
            assert!(folder.is_dir(), "DIGLOT_CORPUS names no folder: {}", folder.display());
            Some(folder)
        }
        None => {
            eprintln!("not run: DIGLOT_CORPUS is not set");
            None
        }
    }
}

/// Every page of it, by its path: its text.
pub fn pages() -> Option<Vec<(String, String)>> {
    let root = corpus()?;
    let mut found = Vec::new();
    for extension in ["md", "yml", "txt"] {
        for path in html::files(&root, extension) {
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            let name = path.strip_prefix(&root).expect("below").to_string_lossy().replace('\\', "/");
            found.push((if extension == "txt" { format!("{name}.md") } else { name }, text));
        }
    }
    found.sort();
    Some(found)
}

fn build(arguments: &[String], out: &Path) -> serde_json::Value {
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .arg("build")
        .args(arguments)
        .args(["--format", "json", "--base-url", "https://help.example.com/docs/", "--out"])
        .arg(out)
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

/// Builds locales and looks at every page.
fn looks_clean(arguments: &[String]) -> serde_json::Value {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let report = build(arguments, &out);
    let pages = html::files(&out, "html");
    assert!(!pages.is_empty());
    let mut wrong = Vec::new();
    for page in pages {
        let text = std::fs::read_to_string(&page).expect("UTF-8");
        wrong.extend(html::problems(&text).into_iter().map(|problem| format!("{}: {problem}", page.display())));
    }
    // Anchors that the authors' own pages lack are findings; a file that is not there would be ours.
    wrong.extend(html::dead_links(&out, "/docs/").into_iter().filter(|link| !link.ends_with("(no such id)")));
    assert!(wrong.is_empty(), "{} problems:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
    report
}

pub fn locale(tag: &str, folder: PathBuf) -> Vec<String> {
    vec!["--locale".to_owned(), format!("{tag}={}", folder.display())]
}

#[test]
fn two_locales_of_a_help_centre() {
    let Some(corpus) = corpus() else { return };
    let both =
        [locale("de-DE", corpus.join("partner-center/de-de")), locale("zh-TW", corpus.join("partner-center/zh-tw"))]
            .concat();
    let report = looks_clean(&both);
    // Every Markdown and YAML page of the two docsets, and nothing else: counted with `find` less the navigation.
    let pages: Vec<u64> =
        report["locales"].as_array().expect("locales").iter().filter_map(|locale| locale["pages"].as_u64()).collect();
    assert_eq!(pages, [321, 326]);
}

#[test]
fn every_other_part_of_the_corpus() {
    let Some(corpus) = corpus() else { return };
    looks_clean(&locale("zh-TW", corpus.join("partner-center-bilingual/zh-tw")));
    looks_clean(&locale("de-DE", corpus.join("partner-center-2017/plain/de-de")));
    looks_clean(&locale("de-DE", corpus.join("partner-center-2017/bilingual/de-de")));
    looks_clean(&[corpus.join("partner-center-sdk").display().to_string()]);
    looks_clean(&[corpus.join("partner-center/de-de").display().to_string()]);
}

#[test]
fn a_bilingual_page_is_its_target() {
    let Some(corpus) = corpus() else { return };
    let plain = html::files(&corpus.join("partner-center/zh-tw"), "md");
    let (mut same, mut all) = (0, 0);
    for path in plain {
        let below = path.strip_prefix(corpus.join("partner-center/zh-tw")).expect("below");
        let bilingual =
            std::fs::read_to_string(corpus.join("partner-center-bilingual/zh-tw").join(below)).expect("UTF-8");
        let half = diglot::parse::bilingual::half(&bilingual, diglot::parse::bilingual::Half::Target);
        all += 1;
        same += usize::from(half == std::fs::read_to_string(&path).expect("UTF-8"));
    }
    assert_eq!((same, all), (327, 363));
}

#[test]
fn the_seeds_by_hand() {
    let Some(corpus) = corpus() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let page = "partner-incentives-is-now-on-partner-center.md";
    let seeds = [
        ("zh-CN", "000_343b9cf7e342ce94.txt", page),
        ("ru-RU", "001_cabdc87808267ffa.txt", page),
        ("zh-TW", "002_37ed56425011ab22.txt", "manage-your-incentives-in-partner-center.md"),
        ("it-IT", "003_515454c274074873.txt", page),
        ("de-DE", "004_59e30156aad7345e.txt", page),
    ];
    for (tag, seed, name) in seeds {
        let root = folder.path().join("content").join(tag);
        std::fs::create_dir_all(&root).expect("a folder");
        std::fs::copy(corpus.join("seeds").join(seed), root.join(name)).expect("a copy");
    }
    let report = looks_clean(&[folder.path().display().to_string()]);
    let codes: Vec<&str> =
        report["diagnostics"].as_array().expect("a list").iter().filter_map(|found| found["code"].as_str()).collect();
    assert_eq!(codes.iter().filter(|code| **code == "invalid-front-matter").count(), 4, "{codes:?}");
    assert_eq!(
        codes.iter().filter(|code| **code == "heading-without-space").count(),
        16,
        "four headings in each of four files"
    );
    let out = folder.path().join("_site");
    let _ = build(&[folder.path().display().to_string()], &out);
    let german = std::fs::read_to_string(out.join("de-de/partner-incentives-is-now-on-partner-center/index.html"))
        .expect("the page");
    assert!(german.contains("<title>Partner-Incentive jetzt im Partner Center | Partner Center</title>"), "{german}");
    assert!(german.contains("<h2 id=\"one-site-one-log-on\">Eine Website, eine Anmeldung</h2>"));
    let chinese = std::fs::read_to_string(out.join("zh-cn/partner-incentives-is-now-on-partner-center/index.html"))
        .expect("the page");
    assert!(
        chinese
            .contains("<h1 id=\"partner-incentives-is-now-on-partner-center\">合作伙伴奖励现已登陆合作伙伴中心</h1>")
    );
    assert!(
        chinese.contains("<meta name=\"description\" content=\"奖励计划鼓励合作伙伴采用新的营销手段、提供培训等等\">")
    );
    assert!(!chinese.contains("Whether you are doing business"), "the source half is not shown");
}

/// Imports files into a folder; gives the exit status and the closing line.
fn import(files: &[PathBuf], site: &Path) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .args(["import", "--into"])
        .arg(site)
        .args(files)
        .output()
        .expect("the command runs");
    let done = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), done.lines().last().unwrap_or_default().to_owned())
}

#[test]
fn the_seeds_imported() {
    let Some(corpus) = corpus() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let seeds = html::files(&corpus.join("seeds"), "txt");
    assert_eq!(import(&seeds, folder.path()), (Some(0), "6 pages (6 new). 0 errors, 0 warnings, 5 notes.".to_owned()));
    let again = "6 pages (6 unchanged). 0 errors, 0 warnings, 5 notes.";
    assert_eq!(import(&seeds, folder.path()), (Some(0), again.to_owned()));
    let report = looks_clean(&[folder.path().display().to_string()]);
    let tags: Vec<&str> =
        report["locales"].as_array().expect("locales").iter().filter_map(|locale| locale["tag"].as_str()).collect();
    assert_eq!(tags, ["de-DE", "en-US", "it-IT", "ru-RU", "zh-CN", "zh-TW"]);
    let codes: BTreeSet<&str> =
        report["diagnostics"].as_array().expect("a list").iter().filter_map(|found| found["code"].as_str()).collect();
    assert_eq!(
        codes.into_iter().collect::<Vec<_>>(),
        ["broken-link", "missing-translation"],
        "nothing is left to mend but links to pages that were not imported"
    );
}

#[test]
fn whole_help_centres_imported() {
    let Some(corpus) = corpus() else { return };
    for (set, own, source) in [
        ("partner-center-2017/plain/de-de/partner-center", "de-DE", 0),
        ("partner-center-bilingual/zh-tw/Archive", "zh-TW", 34),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let files: Vec<PathBuf> = html::files(&corpus.join(set), "md")
            .into_iter()
            .filter(|path| !path.components().any(|part| part.as_os_str() == "includes"))
            .collect();
        let (status, first) = import(&files, folder.path());
        assert_eq!(status, Some(0), "{first}");
        let count = |tag: &str| {
            let folder = folder.path().join("content").join(tag);
            if folder.is_dir() { html::files(&folder, "md").len() } else { 0 }
        };
        assert!(count(own) >= files.len() - 3 && count("en-US") >= source, "{first}");
        let (_, second) = import(&files, folder.path());
        assert!(second.contains("unchanged") && !second.contains("new"), "{second}");
        let report = looks_clean(&[folder.path().display().to_string()]);
        assert_eq!(report["findings"]["error"], 0);
    }
}
