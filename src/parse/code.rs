//! Blocks of code: the language and the title that a fence's info string gives, and the HTML of a block.

use std::borrow::Cow;

use pulldown_cmark::CodeBlockKind;

use super::highlight::highlight_into;
use super::markdown::Writer;
use super::prepare::Prepared;
use crate::text::escape::escape_into;

/// A block of code that is open.
#[derive(Debug)]
pub(super) struct OpenCode {
    language: String,
    /// Whether it has a title, and so a figure around it.
    titled: bool,
}

impl Writer<'_, '_> {
    /// A block of code opens; one with a title is a figure that it names.
    pub(super) fn start_code(&mut self, prepared: &Prepared<'_>, kind: &CodeBlockKind<'_>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => prepared.shown(info),
            CodeBlockKind::Indented => Cow::Borrowed(""),
        };
        let title = code_title(&info);
        let language = code_language(&info);
        if self.writes_html() {
            open_into(&mut self.body.html.html, &language, title);
        }
        self.code = Some(OpenCode { language, titled: title.is_some() });
    }

    /// The text of the block that is open.
    pub(super) fn code(&mut self, code: &str) {
        match self.code.as_ref().filter(|_| self.highlights && self.writes_html()) {
            Some(open) => highlight_into(&mut self.body.html.html, &open.language, code),
            None => self.text(code),
        }
    }

    /// A block of code closes.
    pub(super) fn end_code(&mut self) {
        let titled = self.code.take().is_some_and(|open| open.titled);
        self.html(end(titled));
    }
}

/// What stands before the text of a block: with a title it is a figure that it names, else a box that may tell its language.
pub fn open_into(out: &mut String, language: &str, title: Option<&str>) {
    match (title, label(language)) {
        (Some(title), _) => {
            out.push_str("<figure class=\"code\"><figcaption>");
            escape_into(out, title);
            out.push_str("</figcaption>");
        }
        (None, None) => out.push_str("<div class=\"code\">"),
        (None, Some(label)) => {
            out.push_str("<div class=\"code\" data-language=\"");
            escape_into(out, label);
            out.push_str("\">");
        }
    }
    out.push_str("<pre tabindex=\"0\"><code");
    if !language.is_empty() {
        out.push_str(" class=\"language-");
        escape_into(out, language);
        out.push('"');
    }
    out.push('>');
}

/// What stands after it.
pub fn end(titled: bool) -> &'static str {
    if titled { "</code></pre></figure>\n" } else { "</code></pre></div>\n" }
}

/// What people call a language; nothing for what is in none.
///
/// `csharp => C#`
fn label(language: &str) -> Option<&str> {
    Some(match language {
        "" | "text" | "txt" | "plain" | "plaintext" | "console" | "output" | "none" => return None,
        "azurecli" => "Azure CLI",
        "azurepowershell" => "Azure PowerShell",
        "bash" => "Bash",
        "bat" | "cmd" => "Batch",
        "c" => "C",
        "cpp" => "C++",
        "cs" | "csharp" => "C#",
        "css" => "CSS",
        "csv" => "CSV",
        "diff" => "Diff",
        "dockerfile" => "Dockerfile",
        "fsharp" => "F#",
        "go" => "Go",
        "graphql" => "GraphQL",
        "html" => "HTML",
        "http" => "HTTP",
        "ini" => "INI",
        "java" => "Java",
        "js" | "javascript" => "JavaScript",
        "json" | "jsonc" | "json5" => "JSON",
        "jsx" => "JSX",
        "kotlin" => "Kotlin",
        "kusto" => "Kusto",
        "md" | "markdown" => "Markdown",
        "php" => "PHP",
        "powershell" | "pwsh" => "PowerShell",
        "py" | "python" => "Python",
        "rb" | "ruby" => "Ruby",
        "rest" => "REST",
        "rs" | "rust" => "Rust",
        "scss" => "SCSS",
        "sh" | "shell" => "Shell",
        "sql" => "SQL",
        "swift" => "Swift",
        "toml" => "TOML",
        "ts" | "typescript" => "TypeScript",
        "tsx" => "TSX",
        "vb" => "Visual Basic",
        "xml" => "XML",
        "yaml" | "yml" => "YAML",
        language => language,
    })
}

/// The language of a code block as a class carries it.
///
/// `PowerShell-interactive => powershell`, `C# => csharp`
pub fn code_language(info: &str) -> String {
    let word = info.split([' ', '\t', ',', '{']).find(|word| !word.is_empty()).unwrap_or_default().to_lowercase();
    let word = word.strip_suffix("-interactive").unwrap_or(&word);
    match word {
        "c#" => "csharp".to_owned(),
        "c++" => "cpp".to_owned(),
        "f#" => "fsharp".to_owned(),
        // An attribute where the language should be is none.
        word if word.contains('=') => String::new(),
        word => word.chars().filter(|ch| ch.is_alphanumeric() || matches!(ch, '-' | '_' | '.' | '+')).collect(),
    }
}

/// The title that an info string gives; other attributes are passed over.
///
/// `yaml title="site.yaml" => site.yaml`
pub fn code_title(info: &str) -> Option<&str> {
    const NAME: &str = "title=";
    fn quoted(text: &str) -> Option<&str> {
        let open = text.chars().next().filter(|open| matches!(open, '"' | '\''))?;
        let title = text[1..].split_once(open)?.0.trim();
        (!title.is_empty()).then_some(title)
    }
    if let Some(rest) = info.trim_start().strip_prefix(NAME) {
        return quoted(rest);
    }
    let (mut rest, mut quote) = (info, None);
    while let Some(ch) = rest.chars().next() {
        match (quote, ch) {
            (Some(open), close) if open == close => quote = None,
            (None, '"' | '\'') => quote = Some(ch),
            // A name begins after a space, or after the brace that some tools write around attributes.
            (None, ' ' | '\t' | ',' | '{') if rest[1..].starts_with(NAME) => return quoted(&rest[1 + NAME.len()..]),
            _ => {}
        }
        rest = &rest[ch.len_utf8()..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_among_other_attributes() {
        for (info, title) in [
            ("yaml title=\"site.yaml\"", Some("site.yaml")),
            ("yaml linenums=\"1\" title='a \"b\".md' x", Some("a \"b\".md")),
            ("js {title=\"a.js\"}", Some("a.js")),
            ("title=\"a.txt\"", Some("a.txt")),
            ("text subtitle=\"x\"", None),
            ("text note=\" title=\" title=\"real\"", Some("real")),
            ("text title=bare", None),
            ("text title=\"\"", None),
            ("text title=\"open", None),
            ("", None),
        ] {
            assert_eq!(code_title(info), title, "{info}");
        }
    }

    #[test]
    fn languages_are_words() {
        assert_eq!(code_language("PowerShell-interactive"), "powershell");
        assert_eq!(code_language("C# title=\"x\""), "csharp");
        assert_eq!(code_language("title=\"a.txt\""), "");
    }
}
