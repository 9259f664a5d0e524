//! What a docfx repository says of itself: `docfx.json`, the publishing configuration, redirections.

use serde_json::Value;

use super::Findings;
use super::front_matter::bom;
use crate::diagnostics::Code;
use crate::text::Span;

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
    /// `src`: the folder that the patterns count from, as written from the docset's own.
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
        let read = |set: &Value| match set {
            Value::String(pattern) => FileSet { files: vec![pattern.clone()], ..FileSet::default() },
            set => FileSet {
                files: list(set.get("files")),
                exclude: list(set.get("exclude")),
                folder: set.get("src").and_then(Value::as_str).unwrap_or_default().to_owned(),
            },
        };
        match build.get(key)? {
            Value::Array(sets) => Some(sets.iter().map(read).collect()),
            Value::Null => None,
            set => Some(vec![read(set)]),
        }
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
        // One that is written with escapes has the place of the one before.
        let found = findings.text[from..].find(source).map(|at| Span::new(from + at, from + at + source.len()));
        let span = found.unwrap_or(Span::at(from));
        from = span.start;
        read.push(Redirection { from: source.trim_start_matches('/').to_owned(), to: target.to_owned(), span });
    }
    read
}

fn json(findings: &mut Findings<'_>) -> Option<Value> {
    let text = without_comments(findings.text);
    let bom = bom(&text);
    match serde_json::from_str(&text[bom..]) {
        Ok(value) => Some(value),
        Err(error) => {
            // Columns are bytes here, counted behind a mark of the byte order.
            let (line, column) = (error.line().max(1), error.column().max(1));
            let start: usize = findings.text[bom..].split_inclusive('\n').take(line - 1).map(str::len).sum();
            let mut at = (bom + start + column - 1).min(findings.text.len());
            while !findings.text.is_char_boundary(at) {
                at -= 1;
            }
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            findings.push(
                Code::InvalidConfig,
                Span::at(at),
                format!("the file is not valid JSON: {message}"),
                "Mend the JSON; what it says is left out until then.",
            );
            None
        }
    }
}

/// JSON with `//` and `/* */` comments, which docfx's reader takes, made blank so that places stay.
pub fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_string = false;
    while let Some(ch) = rest.chars().next() {
        let comment = if in_string {
            None
        } else if rest.starts_with("//") {
            Some(rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            Some(rest.find("*/").map_or(rest.len(), |at| at + 2))
        } else {
            None
        };
        if let Some(len) = comment {
            out.extend(rest[..len].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
            rest = &rest[len..];
            continue;
        }
        let mut len = ch.len_utf8();
        match ch {
            '"' => in_string = !in_string,
            '\\' if in_string => len += rest[1..].chars().next().map_or(0, char::len_utf8),
            _ => {}
        }
        out.push_str(&rest[..len]);
        rest = &rest[len..];
    }
    out
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
    fn the_forms_that_docfx_takes() {
        let file: Arc<str> = "docfx.json".into();
        let read = |text: &str| docset(&mut Findings::new(&file, text)).expect("a docset");
        let commented = read("{ // \"no\"\n \"build\": {\"content\": \"docs/**.md\", /* x */ \"dest\": \"http://a\"}}");
        assert_eq!(
            (commented.content[0].files.as_slice(), commented.base.as_str()),
            (&["docs/**.md".to_owned()][..], "http://a")
        );
        assert_eq!(read(r#"{"build": {"content": {"files": "a.md", "src": "../x"}}}"#).content[0].folder, "../x");
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
        for text in ["\u{feff} x", "{\"ä\": ä}", "\u{feff}{\n\"a\": \u{feff}"] {
            let mut findings = Findings::new(&file, text);
            assert!(redirections(&mut findings).is_empty());
            let at = findings.diagnostics[0].place.span.start;
            assert!(text.is_char_boundary(at) && at > 1, "{at} in {text}");
        }
        let text = r#"{"redirections": [{"source_path": "\u00e4\u00e4", "redirect_url": "/c"}], "ä": 0}"#;
        assert_eq!(redirections(&mut Findings::new(&file, text))[0].span, Span::at(0));
    }
}
