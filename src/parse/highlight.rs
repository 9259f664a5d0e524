//! Code in colours: which words of a block are keywords, strings or comments, by the grammars of editors, as classes that
//! the style sheet knows.

use std::sync::{Mutex, OnceLock, PoisonError};

use syntaxmate::{Catalog, HighlightStatus, PreparedLanguage, Scopes, Tokenizer, TokenizerOptions};

use crate::text::escape::escape_into;

/// How far a block is looked through, in bytes; nobody reads a longer one word by word.
const LONGEST: usize = 50_000;

/// The longest line that is looked through, in bytes: a grammar may go over a line again for each of its words.
const LONGEST_LINE: usize = 500;

/// How deep scopes may lie in each other: each one more costs each word below it.
const DEEPEST: usize = 100;

/// The grammars that are used, in order: those of languages that documentation shows, because each is tested with texts that
/// are meant to keep it busy.
pub const GRAMMARS: [&str; 60] = [
    "bat",
    "bicep",
    "c",
    "cmake",
    "cpp",
    "csharp",
    "css",
    "dart",
    "dax",
    "diff",
    "docker",
    "dotenv",
    "elixir",
    "fluent",
    "fsharp",
    "go",
    "graphql",
    "groovy",
    "haskell",
    "hcl",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "jinja",
    "json",
    "json5",
    "jsonc",
    "jsx",
    "kotlin",
    "kusto",
    "less",
    "lua",
    "make",
    "markdown",
    "nginx",
    "objective-c",
    "perl",
    "php",
    "powerquery",
    "powershell",
    "proto",
    "python",
    "r",
    "razor",
    "ruby",
    "rust",
    "scala",
    "scss",
    "shellscript",
    "sql",
    "swift",
    "terraform",
    "toml",
    "tsx",
    "typescript",
    "vb",
    "xml",
    "yaml",
];

/// Each of them, once somebody writes code in its language.
static PREPARED: [OnceLock<Option<Grammar>>; GRAMMARS.len()] = [const { OnceLock::new() }; GRAMMARS.len()];

/// A grammar that is ready.
struct Grammar {
    prepared: PreparedLanguage,
    /// Those that have looked through a block, and so know the beginnings of words that come again.
    idle: Mutex<Vec<Tokenizer>>,
}

impl Grammar {
    fn tokenizer(&self) -> Tokenizer {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let options = TokenizerOptions { line_cache_entries: 0, ..TokenizerOptions::default() };
        idle.unwrap_or_else(|| self.prepared.tokenizer(options))
    }

    fn keep(&self, tokenizer: Tokenizer) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(tokenizer);
    }
}

/// Which scopes of grammars get which class. The innermost scope that stands here counts, and of two that fit it the first;
/// an empty class is a word like any other.
const CLASSES: [(&str, &str); 35] = [
    ("comment", "comment"),
    ("constant.other.option", "variable"),
    ("constant", "number"),
    // What a command is given is no string before somebody quotes it.
    ("string.unquoted.argument", ""),
    ("string", "string"),
    ("keyword.operator.expression", "keyword"),
    ("keyword.operator.new", "keyword"),
    ("keyword.operator", ""),
    ("keyword.other.definition", "type"),
    ("keyword.other.unit", "number"),
    ("keyword", "keyword"),
    ("storage", "keyword"),
    ("variable.language", "keyword"),
    ("variable.other.key", "type"),
    ("variable", "variable"),
    ("support.variable", "variable"),
    ("entity.name.function", "function"),
    ("entity.name.command", "function"),
    ("entity.other.attribute-name", "variable"),
    ("entity.name.variable", ""),
    ("entity", "type"),
    ("support.constant", "number"),
    ("support.function", "function"),
    ("support", "type"),
    ("markup.deleted", "deleted"),
    ("markup.heading", "type"),
    ("markup.inline.raw", "string"),
    ("markup.inserted", "inserted"),
    ("meta.diff", "type"),
    // Code within a string, or within other code, begins anew.
    ("interpolated", ""),
    ("meta.embedded", ""),
    ("meta.interpolation", ""),
    ("meta.scope.subshell", ""),
    ("meta.template.expression", ""),
    ("source", ""),
];

/// Grammars of languages whose variables have a sign of their own, and so stand out. In others nearly every word is one.
const SIGNED: [&str; 4] = [".batchfile", ".php", ".powershell", ".shell"];

/// Writes code, escaped, with what its language makes of it. Code in a language that nobody knows stays plain, and so does
/// what comes after a line that is too much for its grammar. Nothing hangs on what was looked through before.
pub fn highlight_into(out: &mut String, language: &str, code: &str) {
    let (mut open, mut written) = ("", 0);
    if let Some(grammar) = grammar(language) {
        let mut tokenizer = grammar.tokenizer();
        let (mut state, mut tokens) = (tokenizer.initial_state(), Vec::new());
        let mut start = 0;
        for line in code.split_inclusive('\n') {
            if line.len() > LONGEST_LINE || start + line.len() > LONGEST {
                break;
            }
            let text = line.strip_suffix('\n').unwrap_or(line);
            let status = tokenizer.tokenize_line_into(text, &mut state, &mut tokens);
            if !status.is_ok_and(HighlightStatus::is_complete)
                || tokens.iter().any(|token| token.scopes().len() > DEEPEST)
            {
                break;
            }
            for token in &tokens {
                let (from, to) = (start + token.range().start, start + token.range().end);
                let (Some(before), Some(word)) = (code.get(written..from), code.get(from..to)) else { continue };
                // Space is no word, so that words of one class stand in one element.
                if word.trim().is_empty() {
                    continue;
                }
                let class = class(token.scopes());
                if class != open {
                    close(out, open);
                }
                escape_into(out, before);
                if class != open && !class.is_empty() {
                    out.push_str("<span class=\"hl-");
                    out.push_str(class);
                    out.push_str("\">");
                }
                escape_into(out, word);
                (open, written) = (class, to);
            }
            start += line.len();
        }
        // What a line that was too much has left in it is let go.
        if start == code.len() {
            grammar.keep(tokenizer);
        }
    }
    close(out, open);
    escape_into(out, &code[written..]);
}

/// Closes the element of a class, where there is one.
fn close(out: &mut String, class: &str) {
    if !class.is_empty() {
        out.push_str("</span>");
    }
}

/// The class of a word, by its scopes from the outermost to the innermost.
fn class(scopes: Scopes<'_>) -> &'static str {
    let mut class = "";
    for scope in scopes {
        let within =
            |known: &str| scope.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if let Some((_, found)) = CLASSES.iter().find(|(known, _)| within(known)) {
            let plain = within("variable.other") && !SIGNED.iter().any(|end| scope.ends_with(end));
            class = if plain && *found == "variable" { "" } else { found };
        }
    }
    class
}

/// The grammar of a language, as a class names it.
fn grammar(language: &str) -> Option<&'static Grammar> {
    let name = match language {
        "" | "text" | "txt" | "plain" | "plaintext" | "output" | "none" => return None,
        "azdeveloper" | "azurecli" | "console" | "dotnetcli" => "bash",
        "azurepowershell" => "powershell",
        "aspx-csharp" | "cshtml" => "razor",
        "dos" => "bat",
        "golang" => "go",
        "msgraph" | "rest" => "http",
        "powerquery-m" => "powerquery",
        "tsql" => "sql",
        "vbnet" => "vb",
        "xaml" | "svg" => "xml",
        name => name,
    };
    let catalog = Catalog::bundled();
    let id = catalog.language(name)?.id();
    let index = GRAMMARS.binary_search(&id).ok()?;
    let prepare = || {
        let prepared = PreparedLanguage::from_catalog(&catalog, id).ok()?;
        Some(Grammar { prepared, idle: Mutex::default() })
    };
    PREPARED[index].get_or_init(prepare).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::escape::escape;

    fn highlighted(language: &str, code: &str) -> String {
        let mut out = String::new();
        highlight_into(&mut out, language, code);
        out
    }

    /// The text without its marks; nothing else may be in it.
    fn unmarked(html: &str) -> String {
        let mut text = String::new();
        for (number, part) in html.split("<span class=\"hl-").enumerate() {
            text.push_str(if number == 0 { part } else { part.split_once("\">").expect("a class").1 });
        }
        text.replace("</span>", "")
    }

    #[test]
    fn words_get_the_class_of_what_they_are() {
        for (language, code, words) in [
            ("yaml", "title: Soup # hot\n", "type:title string:Soup comment:# hot"),
            ("json", "{\"a\": \"b\", \"c\": 1}\n", "type:\"a\" string:\"b\" type:\"c\" number:1"),
            ("azurecli", "az group --name \"$RG\" x\n", "function:az variable:--name string:\" variable:$RG string:\""),
            ("pwsh", "$x = Get-It \"a $y\"\n", "variable:$x function:Get-It string:\"a variable:$y string:\""),
            ("js", "const a = `x ${b} y`; // c\n", "keyword:const string:`x string:y` comment:// c"),
            ("csharp", "class A { int b = 1; }\n", "keyword:class type:A keyword:int number:1"),
            ("diff", "-old\n+new\n same\n", "deleted:-old inserted:+new"),
            ("klingon", "if \"x\" < 1\n", ""),
            ("text", "if \"x\"\n", ""),
            ("console", "az x \"y\"\n", "function:az string:\"y\""),
        ] {
            let html = highlighted(language, code);
            let found: Vec<String> = html
                .split("<span class=\"hl-")
                .skip(1)
                .map(|part| {
                    let (class, rest) = part.split_once("\">").expect("a class");
                    let word = rest.split_once("</span>").expect("an end").0.trim().replace("&quot;", "\"");
                    format!("{class}:{word}")
                })
                .collect();
            assert_eq!(found.join(" "), words, "{html}");
            assert_eq!(unmarked(&html), escape(code));
        }
    }

    #[test]
    fn names_of_documentation_have_grammars() {
        let names = "azurecli azurepowershell bash bat bicep c cmd console cpp cs csharp css diff docker dockerfile fsharp go \
            golang graphql html http ini java javascript js json json5 jsonc jsx kotlin kusto markdown md php powershell pwsh \
            py python rb rest rs ruby rust scss sh shell sql swift toml ts tsx typescript vb xml yaml yml";
        for name in names.split_whitespace() {
            assert!(grammar(name).is_some(), "{name}");
        }
        assert!(GRAMMARS.is_sorted());
        assert_eq!(GRAMMARS.iter().find(|name| grammar(name).is_none()), None);
    }
}
