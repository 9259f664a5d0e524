//! What a docfx repository says of itself: `docfx.json`, the publishing configuration, redirections.

use serde_json::Value;

use super::Findings;
use crate::diagnostics::Code;
use crate::text::{Position, Span};

/// A docset, as a `docfx.json` describes it. Patterns count from the file's own folder.
#[derive(Debug, Clone, Default)]
pub struct Docset {
    /// Its content: what is included and what of that is left out.
    pub content: Vec<FileSet>,
    /// Its other files, which are copied.
    pub resource: Vec<FileSet>,
    /// `titleSuffix`: what the docset calls itself after the title of each page.
    pub title: String,
    /// The address below which it is published on its own site, without slashes at the ends; where absolute links of
    /// its pages lead.
    pub base: String,
}

/// Files by patterns.
#[derive(Debug, Clone, Default)]
pub struct FileSet {
    /// `files`
    pub files: Vec<String>,
    /// `exclude`
    pub exclude: Vec<String>,
    /// `src`: the folder that the patterns count from, below the docset's; empty for the docset's own.
    pub folder: String,
}

/// Reads a `docfx.json`. A file without `build` is no docset.
pub fn docset(findings: &mut Findings<'_>) -> Option<Docset> {
    let value = json(findings)?;
    let build = value.get("build")?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let list = |value: Option<&Value>| -> Vec<String> {
        match value {
            Some(Value::Array(items)) => items.iter().filter_map(text).collect(),
            Some(value) => text(value).into_iter().collect(),
            None => Vec::new(),
        }
    };
    let sets = |key: &str| -> Option<Vec<FileSet>> {
        let sets = build.get(key)?.as_array()?;
        let folder = |set: &Value| {
            set.get("src").and_then(Value::as_str).unwrap_or_default().trim_matches(['.', '/']).to_owned()
        };
        let read = |set: &Value| FileSet {
            files: list(set.get("files")),
            exclude: list(set.get("exclude")),
            folder: folder(set),
        };
        Some(sets.iter().map(read).collect())
    };
    let usual = || FileSet { files: vec!["**/*.md".to_owned(), "**/*.yml".to_owned()], ..FileSet::default() };
    let content = sets("content").unwrap_or_else(|| vec![usual()]);
    let resource = sets("resource").unwrap_or_default();
    // `/partner-center/breadcrumb/toc.json` tells where the docset lives; its destination folder is the next best.
    let breadcrumb = build.pointer("/globalMetadata/breadcrumb_path").and_then(Value::as_str);
    let base = breadcrumb
        .and_then(|path| path.strip_suffix("/breadcrumb/toc.json").or_else(|| path.strip_suffix("/breadcrumb/toc.yml")))
        .or_else(|| build.get("dest").and_then(Value::as_str))
        .unwrap_or_default();
    let title = build.pointer("/globalMetadata/titleSuffix").and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(Docset { content, resource, title, base: base.trim_matches('/').to_owned() })
}

/// The locale that `.openpublishing.publish.config.json` gives its docsets, where they agree on one.
pub fn published_locale(findings: &mut Findings<'_>) -> Option<String> {
    let value = json(findings)?;
    let docsets = value.get("docsets_to_publish")?.as_array()?;
    let mut locales = docsets.iter().filter_map(|docset| docset.get("locale")?.as_str());
    let first = locales.next()?;
    locales.all(|locale| locale.eq_ignore_ascii_case(first)).then(|| first.to_owned())
}

/// One entry of `.openpublishing.redirection.json`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirection {
    /// The file that moved, from the repository's root.
    pub from: String,
    /// Where to.
    pub to: String,
    /// Where the entry stands.
    pub span: Span,
}

/// Reads `.openpublishing.redirection.json`.
pub fn redirections(findings: &mut Findings<'_>) -> Vec<Redirection> {
    let Some(value) = json(findings) else { return Vec::new() };
    let mut from = 0;
    let mut read = Vec::new();
    for entry in value.get("redirections").and_then(Value::as_array).map_or(&[][..], Vec::as_slice) {
        let source = ["source_path", "source_path_from_root"].iter().find_map(|key| entry.get(*key)?.as_str());
        let target = entry.get("redirect_url").and_then(Value::as_str);
        let (Some(source), Some(target)) = (source, target) else { continue };
        let at = findings.text[from..].find(source).map_or(from, |at| from + at);
        from = at;
        read.push(Redirection {
            from: source.trim_start_matches('/').to_owned(),
            to: target.to_owned(),
            span: Span::new(at, (at + source.len()).min(findings.text.len())),
        });
    }
    read
}

fn json(findings: &mut Findings<'_>) -> Option<Value> {
    let text = findings.text.trim_start_matches('\u{feff}');
    match serde_json::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let place = Position { line: error.line().max(1), column: error.column().max(1) };
            let start: usize = findings.text.split_inclusive('\n').take(place.line - 1).map(str::len).sum();
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            findings.push(
                Code::InvalidConfig,
                Span::at((start + place.column - 1).min(findings.text.len())),
                format!("the file is not valid JSON: {message}"),
                "Mend the JSON; what it says is left out until then.",
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn docsets_tell_their_files_and_their_address() {
        let file: Arc<str> = "docfx.json".into();
        let text = r#"{"build": {"content": [{"files": ["**/*.md"], "exclude": ["**/obj/**"]}], "dest": "d",
            "globalMetadata": {"breadcrumb_path": "/help/api/breadcrumb/toc.json"}}}"#;
        let docset = docset(&mut Findings::new(&file, text)).expect("a docset");
        assert_eq!(docset.base, "help/api");
        assert_eq!(docset.content[0].exclude, ["**/obj/**"]);
    }

    #[test]
    fn redirections_know_their_place() {
        let file: Arc<str> = "r.json".into();
        let text = "{\"redirections\": [\n {\"source_path\": \"a/b.md\", \"redirect_url\": \"/c\", \"redirect_document_id\": \"FALSE\"}]}";
        let read = redirections(&mut Findings::new(&file, text));
        assert_eq!((read[0].from.as_str(), read[0].to.as_str(), read[0].span.of(text)), ("a/b.md", "/c", "a/b.md"));
        let mut findings = Findings::new(&file, "{\"redirections\": [\n x]}");
        assert!(redirections(&mut findings).is_empty());
        assert_eq!(findings.diagnostics[0].place.start.line, 2);
    }
}
