//! `diglot status` on real help centres, where they are at hand (`DIGLOT_CORPUS=DIR cargo test`), beside what is known of
//! them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::corpus::corpus;
use crate::html;
use crate::ledger::{diglot, said, status};
use crate::site::Project;

/// A site of an English docset, wherever its pages are, and its translation.
fn site(root: &Path, source: &Path) -> Project {
    let there = |path: &Path| fs::canonicalize(path).expect("there").display().to_string();
    let settings = format!(
        "source_locale: en-US\nlocales:\n  - {{tag: en-US, content: {}}}\n  - {{tag: zh-TW, content: {}}}\n",
        there(source),
        there(&root.join("zh-tw"))
    );
    Project::new(&[("site.yaml", &settings)])
}

pub fn adopted(root: &Path, source: &Path) -> (Project, Value) {
    let site = site(root, source);
    let then = root.join("en-us-when-translated-to-zh-tw");
    let said = said(&site, &["ledger", "adopt", "--source-then", &then.display().to_string()]);
    assert!(said.contains(" on 258 pages adopted"), "{said}");
    let status = status(&site);
    (site, status)
}

fn states(status: &Value) -> BTreeMap<String, String> {
    let pages = status["pages"].as_array().expect("a list").iter();
    let text = |value: &Value| value.as_str().expect("a string").to_owned();
    pages.map(|page| (text(&page["page"]), text(&page["state"]))).collect()
}

/// Two pages count as behind where bytes are compared, and have changed in where their links lead alone.
#[test]
fn pages_are_behind_where_their_words_have_changed() {
    let Some(root) = corpus().map(|root| root.join("partner-center-sdk")) else { return };
    let (site, status) = adopted(&root, &root.join("en-us"));
    let found = states(&status);
    let mut truth: BTreeMap<String, String> = BTreeMap::new();
    let then = root.join("en-us-when-translated-to-zh-tw");
    for path in ["md", "yml"].into_iter().flat_map(|extension| html::files(&then, extension)) {
        let below = path.strip_prefix(&then).expect("below");
        let state = match fs::read(root.join("en-us").join(below)) {
            Err(_) => "orphaned",
            Ok(now) if now == fs::read(&path).expect("there") => "current",
            Ok(_) => "behind",
        };
        truth.insert(below.with_extension("").to_string_lossy().replace('\\', "/"), state.to_owned());
    }
    let differ: Vec<&str> =
        truth.iter().filter(|(page, state)| found.get(*page) != Some(state)).map(|(page, _)| page.as_str()).collect();
    let links_alone = ["develop/csp-customer-storefront-builder-quick-start-guide-", "develop/enable-secure-app-model"];
    assert_eq!((truth.len(), differ), (258, links_alone.to_vec()));
    let count = |state: &str| found.values().filter(|found| *found == state).count();
    assert_eq!(["current", "behind", "orphaned"].map(count), [119, 137, 2]);
    // What is accepted is neither stale nor in need of being accepted again.
    said(&site, &["ledger", "accept"]);
    let accepted = crate::ledger::status(&site);
    let left: Vec<&Value> =
        accepted["units"].as_array().expect("a list").iter().filter(|unit| unit["state"] == "stale").collect();
    assert!(left.is_empty(), "{left:#?}");
}

/// Writes an English page as another editor would: lines broken elsewhere, bullets and numbers of other kinds, front matter
/// in another order. Whatever is no plain text stays as it is.
fn reformatted(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let (header, body) = match text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        Some((header, body)) => (Some(header), body),
        None => (None, text.as_str()),
    };
    let mut out = String::new();
    if let Some(header) = header {
        // A key goes with the lines of its value.
        let mut keys: Vec<String> = Vec::new();
        for line in header.lines() {
            match keys.last_mut() {
                Some(key) if line.starts_with([' ', '-', '#', '\t']) || line.is_empty() => {
                    key.push('\n');
                    key.push_str(line);
                }
                _ => keys.push(line.to_owned()),
            }
        }
        keys.reverse();
        out.push_str(&format!("---\n{}\n---\n", keys.join("\n")));
    }
    let (mut fence, mut raw): (Option<String>, bool) = (None, false);
    let mut after_blank = true;
    for line in body.lines() {
        let trimmed = line.trim_start();
        let mark: String = trimmed.chars().take_while(|ch| *ch == '`' || *ch == '~').collect();
        if let Some(open) = &fence {
            if mark.starts_with(open.as_str()) && trimmed.trim_end() == mark {
                fence = None;
            }
        } else if mark.len() >= 3 {
            fence = Some(mark);
        } else if trimmed.starts_with('<') || raw {
            // A block of HTML ends with an empty line.
            raw = !trimmed.is_empty();
        } else if !trimmed.is_empty() {
            out.push_str(&reformatted_line(line, after_blank));
            out.push('\n');
            after_blank = false;
            continue;
        }
        after_blank = trimmed.is_empty();
        out.push_str(line);
        out.push('\n');
    }
    out
}

fn reformatted_line(line: &str, after_blank: bool) -> String {
    let indent = line.len() - line.trim_start().len();
    let trimmed = &line[indent..];
    let is_rule = trimmed.chars().all(|ch| matches!(ch, '-' | '*' | '_' | '=' | ' '));
    let is_special = trimmed.starts_with(['#', '|', '>', ':', '[', '!', '\t']) || trimmed.contains('|') || is_rule;
    if is_special || line[..indent].contains('\t') {
        return line.to_owned();
    }
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let bullet = trimmed.starts_with("- ") || trimmed.starts_with("* ");
    let number = digits > 0 && trimmed[digits..].starts_with(". ");
    let (mark, rest) = if bullet {
        (if trimmed.starts_with('-') { "*" } else { "-" }.to_owned(), &trimmed[1..])
    } else if number {
        (format!("{}.", "7".repeat(digits)), &trimmed[digits + 1..])
    } else {
        (String::new(), trimmed)
    };
    // A number other than 1 begins no list within a paragraph.
    let mark = if number && !after_blank { format!("{}.", &trimmed[..digits]) } else { mark };
    let words = rest.trim_start();
    let blank = rest.len() - words.len();
    if blank > 4 || (mark.is_empty() && indent > 3) {
        return line.to_owned();
    }
    // Where the line is broken, the next one goes on where the text began.
    let column = indent + mark.len() + blank;
    let mut out = format!("{}{mark}{}", &line[..indent], &rest[..blank]);
    let mut width = 0;
    let (mut code, mut within) = (false, 0usize);
    for (index, word) in words.split(' ').enumerate() {
        let plain = word.starts_with(|ch: char| ch.is_ascii_alphabetic()) && !code && within == 0;
        if index > 0 {
            if plain && width > 24 && !words.ends_with("  ") {
                out.push('\n');
                out.push_str(&" ".repeat(column));
                width = 0;
            } else {
                out.push(' ');
            }
        }
        out.push_str(word);
        width += word.len() + 1;
        code ^= word.matches('`').count() % 2 == 1;
        within = (within + word.matches(['[', '(', '<']).count()).saturating_sub(word.matches([']', ')', '>']).count());
    }
    out
}

#[test]
fn a_docset_that_is_only_reformatted_has_nothing_stale() {
    let Some(root) = corpus().map(|root| root.join("partner-center-sdk")) else { return };
    let then = root.join("en-us-when-translated-to-zh-tw");
    let (_, as_it_was) = adopted(&root, &then);
    let folder = tempfile::tempdir().expect("a folder");
    let mut changed = 0;
    for path in ["md", "yml", "json"].into_iter().flat_map(|extension| html::files(&then, extension)) {
        let text = fs::read_to_string(&path).expect("UTF-8");
        let is_page = path.extension().is_some_and(|extension| extension == "md");
        let new = if is_page { reformatted(&text) } else { text.clone() };
        changed += usize::from(is_page && new.lines().count() > text.lines().count());
        let to = folder.path().join(path.strip_prefix(&then).expect("below"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::write(to, new).expect("written");
    }
    let (_, found) = adopted(&root, folder.path());
    assert!(changed > 200, "{changed}");
    let units = |status: &Value| -> Vec<String> {
        let text = |unit: &Value, name: &str| unit[name].as_str().unwrap_or_default().to_owned();
        let units = status["units"].as_array().expect("a list").iter();
        let mut told: Vec<String> = units
            .map(|unit| ["page", "state", "id", "source", "target"].map(|name| text(unit, name)).join(" | "))
            .collect();
        told.sort();
        told
    };
    let (before, after) = (units(&as_it_was), units(&found));
    let (old, new): (BTreeSet<_>, BTreeSet<_>) = (before.iter().collect(), after.iter().collect());
    let differ: Vec<_> = new.symmetric_difference(&old).collect();
    assert!(differ.is_empty(), "{} differ: {:#?}", differ.len(), &differ[..differ.len().min(30)]);
    assert!(!after.iter().any(|unit| unit.contains(" | stale | ")));
}

/// Four of the seeds are one page. It has 21 blocks: its title, its description and 18 in its body are translated; the 21st
/// names its author.
#[test]
fn the_seeds_are_aligned_whole() {
    let Some(corpus) = corpus() else { return };
    let project = Project::new(&[]);
    let seeds: Vec<String> =
        html::files(&corpus.join("seeds"), "txt").iter().map(|path| path.display().to_string()).collect();
    let mut arguments = vec!["import", "--into", "."];
    arguments.extend(seeds.iter().map(String::as_str));
    assert!(diglot(&project, &arguments).status.success());
    for tag in ["zh-CN", "ru-RU", "it-IT", "de-DE"] {
        let found = said(&project, &["units", "align", "--locale", "en-US", "--locale", tag, "--format", "json"]);
        let page: Value = serde_json::from_str(found.trim()).expect("one page");
        let count = |name: &str| page[name].as_array().expect("a list").len();
        let counts = ["pairs", "unmatched_source", "unmatched_target"].map(count);
        assert_eq!(counts, [20, 0, 0], "{tag}");
    }
}
