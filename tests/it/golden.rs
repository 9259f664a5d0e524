//! Golden sites: one per shape of configuration. Each is built and compared, byte for byte, with what is in the
//! repository; `cargo xtask bless` renews that. The theme's own files are left out: they are not what differs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::html;

pub fn sites() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let mut sites: Vec<PathBuf> =
        fs::read_dir(folder).expect("tests/sites").map(|entry| entry.expect("an entry").path()).collect();
    sites.retain(|site| site.join("arguments").is_file());
    sites.sort();
    assert!(sites.len() >= 7, "one site per shape: {sites:?}");
    sites
}

fn build(site: &Path, out: &Path, threads: &str) -> Output {
    let arguments = fs::read_to_string(site.join("arguments")).expect("arguments");
    Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(site)
        .env("RAYON_NUM_THREADS", threads)
        .arg("build")
        .args(arguments.lines())
        .args(["--format", "json", "--fail-on", "error", "--out"])
        .arg(out)
        .output()
        .expect("the command runs")
}

/// Every file of an output by path, the theme's own left out.
fn tree(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut stack = vec![out.to_path_buf()];
    while let Some(folder) = stack.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let below = path.strip_prefix(out).expect("below").to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                stack.push(path);
                continue;
            }
            let bytes = fs::read(&path).expect("a file");
            // The default theme's own files are looked at in a browser, and would be the same in every site.
            let builtin = diglot::theme::builtin(&below).is_some_and(|file| *file.bytes == bytes);
            // What browsers search is Pagefind's; `search.rs` looks at it.
            let is_index = below.contains("/pagefind/") && !below.ends_with("/settings.json");
            if !builtin && !is_index && below != ".diglot-manifest.json" {
                files.insert(below, bytes);
            }
        }
    }
    files
}

/// The findings as lines, for people to compare.
fn findings(output: &Output) -> String {
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    let mut lines = String::new();
    for found in report["diagnostics"].as_array().expect("a list") {
        let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
        lines.push_str(&format!(
            "{}:{}:{} {} {}: {}\n",
            text("file"),
            found["line"],
            found["column"],
            text("severity"),
            text("code"),
            text("message")
        ));
        for related in found["related"].as_array().expect("a list") {
            lines.push_str(&format!(
                "  {} {}:{}:{}\n",
                related["role"].as_str().unwrap_or_default(),
                related["file"].as_str().unwrap_or_default(),
                related["line"],
                related["column"]
            ));
        }
    }
    lines
}

#[test]
fn every_site_is_as_it_was() {
    let bless = std::env::var_os("DIGLOT_BLESS").is_some();
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    for site in sites() {
        let name = site.file_name().expect("a name").to_string_lossy().into_owned();
        let out = folder.path().join(&name);
        let output = build(&site, &out, "2");
        assert!(output.stderr.is_empty(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let mut built = tree(&out);
        built.insert("findings.txt".to_owned(), findings(&output).into_bytes());
        let expected = site.join("expected");
        if bless {
            let _ = fs::remove_dir_all(&expected);
            for (path, bytes) in &built {
                let path = expected.join(path);
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, bytes).expect("written");
            }
        }
        let recorded = tree(&expected);
        for path in built.keys().chain(recorded.keys()) {
            match (built.get(path), recorded.get(path)) {
                (Some(built), Some(recorded)) if built == recorded => {}
                (Some(built), Some(recorded)) => {
                    let (built, recorded) = (String::from_utf8_lossy(built), String::from_utf8_lossy(recorded));
                    let line = built.lines().zip(recorded.lines()).find(|(a, b)| a != b);
                    wrong.push(format!("{name}/{path} differs: {line:?}"));
                }
                (built, _) => wrong.push(format!("{name}/{path} is {}", if built.is_some() { "new" } else { "gone" })),
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}\n`cargo xtask bless` renews what is expected", wrong.join("\n"));
}

#[test]
fn every_page_is_well_formed_and_leads_somewhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    for site in sites() {
        let name = site.file_name().expect("a name").to_string_lossy().into_owned();
        let out = folder.path().join(&name);
        build(&site, &out, "2");
        for page in html::files(&out, "html") {
            let text = fs::read_to_string(&page).expect("UTF-8");
            // Two pages show escaped marks in running text, as an author may.
            let shows_marks = name == "dialect"
                && ["characters", "shown"]
                    .iter()
                    .any(|name| page.parent().is_some_and(|folder| folder.ends_with(name)));
            let problems =
                html::problems(&text).into_iter().filter(|problem| !(shows_marks && problem.contains("is left over")));
            wrong.extend(problems.map(|problem| format!("{}: {problem}", page.display())));
        }
        let config = fs::read_to_string(site.join("input/site.yaml")).unwrap_or_default();
        let base =
            config.lines().find_map(|line| line.strip_prefix("base_url: ")).and_then(|url| url.splitn(4, '/').nth(3));
        let base = format!("/{}", base.unwrap_or_default());
        wrong.extend(html::dead_links(&out, &base).into_iter().filter(|link| !link.ends_with("(no such id)")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_thread_and_many_write_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    for site in sites() {
        let (one, many) = (folder.path().join("one"), folder.path().join("many"));
        let first = build(&site, &one, "1");
        let second = build(&site, &many, "8");
        assert_eq!(findings(&first), findings(&second), "{}", site.display());
        assert_eq!(tree(&one), tree(&many), "{}", site.display());
        assert_eq!(fs::read(one.join(".diglot-manifest.json")).ok(), fs::read(many.join(".diglot-manifest.json")).ok());
    }
}
