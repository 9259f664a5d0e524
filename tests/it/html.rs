//! What every built page must be: well-formed, and free of marks that were meant for the generator.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use scraper::{Html, Selector};

/// Every file below a folder with this extension, in order.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut stack = vec![folder.to_path_buf()];
    while let Some(folder) = stack.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                stack.push(path);
            } else if path.extension().is_some_and(|own| own == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What is wrong with a page, in words; empty where nothing is.
pub fn problems(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let mut problems: Vec<String> = document.errors.iter().map(ToString::to_string).collect();
    let mut ids = HashSet::new();
    for element in document.select(&Selector::parse("[id]").expect("a selector")) {
        let id = element.value().id().unwrap_or_default();
        if !ids.insert(id.to_owned()) {
            problems.push(format!("the id `{id}` is there twice"));
        }
    }
    let marks = [
        "[!",
        ":::",
        "data-ttu-id",
        "data-stu-id",
        "sxs-lookup",
        "<a name",
        "</a>",
        "\u{FDD0}",
        "\u{FDD2}",
        "ms.contentlocale",
    ];
    let shown = Selector::parse("title, main, aside, header").expect("a selector");
    for element in document.select(&shown) {
        let text: String = element.text().collect();
        // Pages about Markdown show marks in code; nowhere else do they belong.
        let code: Vec<String> = element
            .select(&Selector::parse("code").expect("a selector"))
            .map(|code| code.text().collect::<String>())
            .collect();
        for mark in marks {
            let in_code: usize = code.iter().map(|code| code.matches(mark).count()).sum();
            if text.matches(mark).count() > in_code {
                let at = text.find(mark).unwrap_or(0);
                let around: String = text[at..].chars().take(60).collect();
                problems.push(format!("the mark `{mark}` is left over: {around}"));
            }
        }
    }
    problems
}

/// Every relative link, and on pages for any address every link below `base`, that leads to no file of the output or to
/// no id there.
pub fn dead_links(out: &Path, base: &str) -> Vec<String> {
    let pages = files(out, "html");
    let out = &out.canonicalize().expect("a folder");
    let links = Selector::parse("a[href], link[href], script[src], img[src]").expect("a selector");
    let ids = Selector::parse("[id]").expect("a selector");
    let parsed: std::collections::HashMap<PathBuf, (HashSet<String>, Vec<String>)> = pages
        .iter()
        .map(|page| {
            let document = Html::parse_document(&std::fs::read_to_string(page).expect("UTF-8"));
            let ids = document.select(&ids).filter_map(|element| element.value().id().map(str::to_owned)).collect();
            let links = document
                .select(&links)
                .filter_map(|element| {
                    element.value().attr("href").or_else(|| element.value().attr("src")).map(str::to_owned)
                })
                .collect();
            (page.canonicalize().expect("a file"), (ids, links))
        })
        .collect();
    let mut dead = Vec::new();
    for (page, (_, links)) in &parsed {
        let is_404 = page.file_name().is_some_and(|name| name == "404.html");
        for link in links {
            if link.contains("://")
                || link.starts_with("mailto:")
                || link.starts_with("tel:")
                || (link.starts_with('/') && !(is_404 && link.starts_with(base)))
            {
                continue;
            }
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
            let mut target = match decoded.strip_prefix(base) {
                Some(rooted) => out.join(rooted),
                None if decoded.is_empty() => page.clone(),
                None => page.parent().expect("a folder").join(&decoded),
            };
            if target.is_dir() {
                target = target.join("index.html");
            }
            let target = match target.canonicalize() {
                Ok(target) => target,
                Err(_) => {
                    dead.push(format!("{}: {link}", page.display()));
                    continue;
                }
            };
            let fragment = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy().into_owned();
            if !fragment.is_empty()
                && let Some((ids, _)) = parsed.get(&target)
                && !ids.contains(&fragment)
            {
                dead.push(format!("{}: {link} (no such id)", page.display()));
            }
        }
    }
    dead.sort();
    dead
}

#[test]
fn the_watchers_see() {
    assert!(
        problems(
            "<!DOCTYPE html><html lang=\"en\"><head><title>x</title></head><body><main><p>ok</p></main></body></html>"
        )
        .is_empty()
    );
    let broken = "<!DOCTYPE html><html lang=\"en\"><head><title>x</title></head><body><main><p><p id=\"a\">[!NOTE]</p></p><b id=\"a\"></b></main></body></html>";
    assert!(problems(broken).len() >= 3, "{:?}", problems(broken));
}
