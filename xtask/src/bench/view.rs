//! What a first view of this repository's site costs its readers; a browser says it.

use std::path::Path;
use std::process::Command;

use super::{diglot, machine};

/// What is looked at: a start page, texts, a page with a check, one with code, the longest one.
const PAGES: [&str; 5] = [
    "/zh-cn/",
    "/zh-cn/help/essentials/",
    "/de-de/help/eligibility/",
    "/en-us/manual/write/",
    "/en-us/manual/reference/",
];

/// Builds the site, and has a browser open its pages.
pub fn bench() -> Result<(), String> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let built = Command::new(diglot()?).arg("build").arg(root).arg("--out").arg(folder.path().join("site")).output();
    if !built.is_ok_and(|output| output.status.success()) {
        return Err("the site cannot be built".to_owned());
    }
    println!("One run on one machine ({}); other runs and machines give other times.", machine());
    let script = root.join("tests/browser/first-view.mjs");
    match Command::new("node").arg(script).arg(folder.path().join("site")).args(PAGES).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => {
            Err(format!("the browser gave no figures: {status}; CONTRIBUTING.md says what the browser tests need"))
        }
        Err(error) => Err(format!("node cannot be started: {error}")),
    }
}
