//! `diglot new`: a site to begin with, in whatever languages.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::html;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diglot")).current_dir(folder).args(arguments).output().expect("the command runs")
}

/// Builds a site and gives its findings by code, all below `fail_on`; every page must be well-formed.
fn findings(folder: &Path, site: &str, fail_on: &str) -> Vec<String> {
    let output = run(folder, &["build", site, "--format", "json", "--fail-on", fail_on]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!(output.status.code(), Some(0), "{report:#}");
    for page in html::files(&folder.join(site).join("_site"), "html") {
        let text = fs::read_to_string(&page).expect("UTF-8");
        assert!(html::problems(&text).is_empty(), "{}: {:?}", page.display(), html::problems(&text));
    }
    let codes = report["diagnostics"].as_array().expect("a list").iter();
    codes.map(|found| found["code"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_new_site_builds_clean_whichever_language_comes_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let tags = ["en-US", "de-DE", "it-IT", "ru-RU", "zh-CN", "zh-TW", "ar"];
    for source in tags {
        let others = tags.iter().filter(|tag| **tag != source);
        let all = std::iter::once(&source).chain(others).copied().collect::<Vec<_>>().join(",");
        let output = run(folder.path(), &["new", source, "--locales", &all]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(findings(folder.path(), source, "warning"), ["no-base-url"], "{source}");
        let home = fs::read_to_string(folder.path().join(source).join("_site/zh-tw/index.html")).expect("the page");
        assert!(home.contains(">首頁<"), "names of the navigation are translated from {source}");
    }
}

#[test]
fn languages_without_texts_begin_empty_and_it_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = run(folder.path(), &["new", "my_help", "--locales", "en-GB,fr-FR"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("There are no sample texts in fr-FR"), "{said}");
    assert!(fs::read_to_string(folder.path().join("my_help/site.yaml")).expect("there").contains("title: My help\n"));
    let found = findings(folder.path(), "my_help", "error");
    assert!(found.contains(&"missing-translation".to_owned()));
    assert!(
        found.iter().all(|code| ["missing-message", "missing-translation", "no-base-url"].contains(&code.as_str()))
    );
}

#[test]
fn nothing_is_begun_over_something_else() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("site/.git")).expect("a folder");
    fs::write(folder.path().join("site/.gitignore"), "own\n").expect("written");
    assert_eq!(run(folder.path(), &["new", "site"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("site/.gitignore")).expect("there"), "own\n");
    let attributes = fs::read_to_string(folder.path().join("site/.gitattributes")).expect("there");
    assert!(attributes.ends_with("\nlocales/**/*.tsv merge=union\n"), "{attributes}");
    let again = run(folder.path(), &["new", "site"]);
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(again.status.code() == Some(2) && said.contains("is not empty"), "{said}");
    fs::write(folder.path().join("file"), "").expect("written");
    assert_eq!(run(folder.path(), &["new", "file"]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["new", "other", "--locales", "not a tag"]).status.code(), Some(2));
    assert!(!folder.path().join("other").exists());
}
