//! Laws of the source tree: who may import whom, and what no file may be called.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the lowest to the highest. A layer imports only those before it; those in one row do not know each
/// other.
const LAYERS: [&[&str]; 15] = [
    &["text"],
    &["diagnostics"],
    &["model"],
    &["parse"],
    &["translate", "eligibility", "theme", "starter"],
    &["site"],
    &["report"],
    &["check", "render", "import", "exchange", "relocate"],
    &["search"],
    &["load"],
    &["write"],
    &["build"],
    &["history", "web", "serve"],
    &["cli"],
    &["reference"],
];

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&layer))
}

fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut stack = vec![root.clone()];
    while let Some(folder) = stack.pop() {
        for entry in fs::read_dir(folder).expect("readable") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                stack.push(path);
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let below = path.strip_prefix(&root).expect("below").to_string_lossy().replace('\\', "/");
            let layer = below.split('/').next().expect("a part").trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).expect("UTF-8");
            found.push((layer, path, text));
        }
    }
    found.sort();
    found
}

/// The layers that a source text names through `crate::`.
fn imports(text: &str) -> Vec<(usize, String)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    for (number, line) in code.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for (at, _) in line.match_indices("crate::") {
            let name: String = line[at + 7..].chars().take_while(|ch| ch.is_ascii_lowercase() || *ch == '_').collect();
            found.push((number + 1, name));
        }
    }
    found
}

#[test]
fn layers_import_only_those_above_them_on_the_map() {
    let mut wrong = Vec::new();
    for (layer, path, text) in sources() {
        let Some(own) = rank(&layer) else {
            assert!(["lib", "main"].contains(&layer.as_str()), "{layer} is in no layer");
            continue;
        };
        for (line, name) in imports(&text) {
            let allowed = name == layer || rank(&name).is_some_and(|other| other < own);
            if !allowed {
                wrong.push(format!("{}:{line}: `{layer}` may not import `{name}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_import_against_the_direction_would_be_seen() {
    assert_eq!(
        imports("use crate::render::x;\n// crate::cli\nfn f() { crate::text::y() }\n#[cfg(test)]\nuse crate::cli;"),
        [(1, "render".to_owned()), (3, "text".to_owned())]
    );
    assert!(rank("render") > rank("site") && rank("text") < rank("parse"));
}

#[test]
fn one_place_calls_the_markdown_parser() {
    let callers: Vec<PathBuf> = sources()
        .into_iter()
        .filter(|(_, _, text)| text.contains("Parser::new_ext"))
        .map(|(_, path, _)| path)
        .collect();
    assert_eq!(callers.len(), 1, "{callers:?}");
}

#[test]
fn files_are_named_for_what_they_are_and_say_it() {
    for (_, path, text) in sources() {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(
            !["util", "utils", "helpers", "helper", "common", "misc"].contains(&name.as_str()),
            "{}",
            path.display()
        );
        assert!(text.starts_with("//! "), "{} does not begin with what it is for", path.display());
    }
}

#[test]
fn the_map_stays_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let map = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    assert!(map.lines().count() < 200);
    for layer in LAYERS.iter().flat_map(|row| row.iter()) {
        assert!(map.contains(&format!("`{layer}`")), "ARCHITECTURE.md does not speak of {layer}");
    }
}

#[test]
fn every_language_has_every_interface_text() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let keys = |tag: &str| -> Vec<String> {
        let text = fs::read_to_string(root.join(tag).join("theme.ftl")).expect("a Fluent file");
        let line_key = |line: &str| {
            line.split_once(" =").map(|(key, _)| key.to_owned()).filter(|key| !key.starts_with([' ', '#', '.']))
        };
        text.lines().filter_map(line_key).collect()
    };
    let source = keys("en-US");
    assert!(source.len() > 40);
    for tag in ["de-DE", "it-IT", "ru-RU", "zh-CN", "zh-TW", "ar"] {
        assert_eq!(keys(tag), source, "{tag}");
    }
}
