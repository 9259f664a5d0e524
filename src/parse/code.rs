//! Blocks of code: the language and the title that a fence's info string gives, and the HTML around them.

use std::borrow::Cow;

use pulldown_cmark::CodeBlockKind;

use super::markdown::Writer;
use super::prepare::Prepared;

impl Writer<'_, '_> {
    /// A block of code opens; one with a title is a figure that it names.
    pub(super) fn start_code(&mut self, prepared: &Prepared<'_>, kind: &CodeBlockKind<'_>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => prepared.shown(info),
            CodeBlockKind::Indented => Cow::Borrowed(""),
        };
        self.in_code = true;
        if let Some(title) = code_title(&info) {
            self.in_figure = true;
            self.html("<figure class=\"code\"><figcaption>");
            self.text(title);
            self.html("</figcaption>");
        }
        self.html("<pre tabindex=\"0\"><code");
        let language = code_language(&info);
        if !language.is_empty() {
            let class = format!(" class=\"language-{language}\"");
            self.html(&class);
        }
        self.html(">");
    }

    /// A block of code closes.
    pub(super) fn end_code(&mut self) {
        self.in_code = false;
        let figure = std::mem::take(&mut self.in_figure);
        self.html(if figure { "</code></pre></figure>\n" } else { "</code></pre>\n" });
    }
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
        word => word.chars().filter(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '.' | '+')).collect(),
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
