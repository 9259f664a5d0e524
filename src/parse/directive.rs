//! The marks of docfx's dialect: `:::name …:::` and `[!NAME …]`.

use crate::text::Span;

/// A directive, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// What it asks for.
    pub what: What,
    /// Where it stands in its file.
    pub span: Span,
}

/// What a directive asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// `:::image …:::`
    Image(Image),
    /// `:::image type="complex" …:::` whose description follows, up to `:::image-end:::`.
    ImageStart(Image),
    /// `:::image-end:::`
    ImageEnd,
    /// `:::no-loc text="…":::`
    NoLoc(String),
    /// `[!INCLUDE [title](path)]`
    Include(String),
    /// `[!VIDEO address]`, `:::video source="…":::`
    Video(String),
    /// `[!code-lang[title](path)]`, `:::code …:::`
    Snippet {
        /// The file.
        path: String,
        /// The language named.
        language: String,
        /// A region or lines.
        part: Option<String>,
        /// What stands above the code.
        title: Option<String>,
    },
    /// `[!div class="…"]`
    Div(String),
    /// `:::row:::`
    Row,
    /// `:::row-end:::`
    RowEnd,
    /// `:::column span="n":::`
    Column(Option<u8>),
    /// `:::column-end:::`
    ColumnEnd,
    /// `::: zone pivot="a,b"` or `target="docs"`
    Zone {
        /// The pivots, separated by blanks.
        pivot: Option<String>,
        /// The medium.
        target: Option<String>,
    },
    /// `::: zone-end`
    ZoneEnd,
    /// `::: moniker range="…"`
    Moniker(String),
    /// `::: moniker-end`
    MonikerEnd,
}

impl What {
    /// Whether it stands on lines of its own and opens or closes a block.
    pub fn is_block(&self) -> bool {
        !matches!(
            self,
            What::Image(_) | What::NoLoc(_) | What::Include(_) | What::Video(_) | What::Snippet { .. } | What::Div(_)
        )
    }
}

/// The attributes of `:::image`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Image {
    /// `source`
    pub source: String,
    /// `alt-text`
    pub alt: String,
    /// `type="icon"`: a picture without meaning of its own.
    pub icon: bool,
    /// `type="complex"`
    pub complex: bool,
    /// `border`; on unless said otherwise or an icon.
    pub border: bool,
    /// `lightbox`
    pub lightbox: Option<String>,
    /// `link`
    pub link: Option<String>,
}

/// What reading a directive gave.
#[derive(Debug, PartialEq, Eq)]
pub enum Read {
    /// A directive and the length of its text.
    Directive(What, usize),
    /// Something that wants to be one and is not: why, and the length of its text.
    Invalid(String, usize),
    /// Ordinary text.
    No,
}

const NAMES: &str =
    "image, image-end, no-loc, code, video, row, row-end, column, column-end, zone, zone-end, moniker, moniker-end";

/// Reads a `:::` directive at the start of `text`, which is the rest of its line.
pub fn colons(text: &str) -> Read {
    /// No directive is longer, in bytes; looking further for its end, from every start, would take time without end.
    const MAX_BYTES: usize = 8 << 10;
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let marks = text.bytes().take_while(|byte| *byte == b':').count();
    if marks < 3 {
        return Read::No;
    }
    let inner = text[marks..].trim_start_matches(' ');
    let name_end = inner.find(|ch: char| !(ch.is_ascii_alphanumeric() || ch == '-')).unwrap_or(inner.len());
    let name = inner[..name_end].to_ascii_lowercase();
    let body_start = text.len() - inner.len() + name_end;
    if name.is_empty() {
        return Read::No;
    }
    // A long list of attributes may go on over lines, as long as it closes within its paragraph.
    let line = text.find('\n').unwrap_or(text.len());
    let inline = matches!(name.as_str(), "image" | "no-loc" | "code" | "video");
    let paragraph = || ["\n\n", "\n\r\n"].iter().filter_map(|blank| text.find(blank)).min().unwrap_or(text.len());
    let until = match inline && !text[body_start..line].contains(":::") {
        true => Some(paragraph()).filter(|end| text[body_start..*end].contains(":::")).unwrap_or(line),
        false => line,
    };
    let (attributes, end) = match attributes(&text[..until], body_start) {
        Ok(read) => read,
        Err(end) => return Read::Invalid(format!("`:::{name}` has an attribute without closing quote"), end),
    };
    let get = |wanted: &str| {
        attributes
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.clone())
            .filter(|value| !value.is_empty())
    };
    let missing = |attribute: &str| Read::Invalid(format!("`:::{name}` lacks `{attribute}`"), end);
    let what = match name.as_str() {
        "image" => {
            let Some(source) = get("source") else { return missing("source") };
            let kind = get("type").unwrap_or_default().to_ascii_lowercase();
            let icon = kind == "icon";
            What::Image(Image {
                source,
                alt: get("alt-text").unwrap_or_default(),
                icon,
                complex: kind == "complex",
                border: get("border").map_or(!icon, |border| !border.eq_ignore_ascii_case("false")),
                lightbox: get("lightbox"),
                link: get("link"),
            })
        }
        "image-end" => What::ImageEnd,
        "no-loc" => match get("text") {
            Some(text) => What::NoLoc(text),
            None => return missing("text"),
        },
        "video" => match get("source") {
            Some(source) => What::Video(source),
            None => return missing("source"),
        },
        "code" => match get("source") {
            Some(path) => What::Snippet {
                path,
                language: get("language").unwrap_or_default(),
                part: get("id").or_else(|| get("range")),
                title: get("title"),
            },
            None => return missing("source"),
        },
        "row" => What::Row,
        "row-end" => What::RowEnd,
        "column" => What::Column(get("span").and_then(|span| span.parse().ok()).filter(|span| (1..=12).contains(span))),
        "column-end" => What::ColumnEnd,
        "zone" => {
            let pivot = get("pivot").map(|pivot| pivot.split(',').map(str::trim).collect::<Vec<_>>().join(" "));
            What::Zone { pivot, target: get("target").map(|target| target.to_ascii_lowercase()) }
        }
        "zone-end" => What::ZoneEnd,
        "moniker" => match get("range") {
            Some(range) => What::Moniker(range),
            None => return missing("range"),
        },
        "moniker-end" => What::MonikerEnd,
        _ => return Read::Invalid(format!("there is no directive `:::{name}`; there are: {NAMES}"), 0),
    };
    Read::Directive(what, end)
}

/// Reads `key="value"` pairs from `at` up to closing colons or the text's end. Gives the pairs and the end; an open
/// quote is an error with the text's end.
fn attributes(text: &str, mut at: usize) -> Result<(Vec<(String, String)>, usize), usize> {
    let bytes = text.as_bytes();
    let line_end = bytes.len();
    let mut attributes = Vec::new();
    loop {
        while at < line_end && matches!(bytes[at], b' ' | b'\t' | b'\r' | b'\n') {
            at += 1;
        }
        if at >= line_end {
            return Ok((attributes, text[..line_end].trim_end().len()));
        }
        if bytes[at] == b':' {
            let marks = bytes[at..line_end].iter().take_while(|byte| **byte == b':').count();
            if marks >= 2 {
                return Ok((attributes, at + marks));
            }
        }
        let name_start = at;
        while at < line_end && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'-') {
            at += 1;
        }
        let name = text[name_start..at].to_ascii_lowercase();
        if at < line_end && bytes[at] == b'=' && !name.is_empty() {
            at += 1;
            match bytes.get(at) {
                Some(quote @ (b'"' | b'\'')) => {
                    let start = at + 1;
                    let end =
                        memchr::memchr(*quote, &bytes[start..line_end]).map(|found| start + found).ok_or(line_end)?;
                    attributes.push((name, super::tags::decode(&text[start..end]).trim().to_owned()));
                    at = end + 1;
                }
                _ => {
                    let start = at;
                    while at < line_end && !matches!(bytes[at], b' ' | b'\t' | b':') {
                        at += 1;
                    }
                    attributes.push((name, text[start..at].to_owned()));
                }
            }
        } else if name.is_empty() {
            // Something else: it ends the directive, and is text.
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
}

/// A text that can only be text, as a title, without the marks of directives: what they show stays.
pub fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let read = match rest.as_bytes()[0] {
            b':' if rest.starts_with(":::") => colons(rest),
            b'[' if rest.starts_with("[!") => bracket(rest),
            _ => Read::No,
        };
        match read {
            Read::Directive(what, len) => {
                match what {
                    What::NoLoc(text) => out.push_str(&text),
                    What::Image(image) => out.push_str(&image.alt),
                    _ => {}
                }
                at += len;
            }
            Read::Invalid(..) | Read::No => {
                let ch = rest.chars().next().unwrap_or_default();
                out.push(ch);
                at += ch.len_utf8();
            }
        }
    }
    out
}

/// Reads a `[!NAME …]` directive at the start of `text`. Alerts are none of these: the Markdown parser knows them.
pub fn bracket(text: &str) -> Read {
    let Some(inner) = text.strip_prefix("[!") else { return Read::No };
    let name_end = inner.find(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_').unwrap_or(inner.len());
    let name = inner[..name_end].to_ascii_lowercase();
    let rest = &inner[name_end..];
    let offset = text.len() - rest.len();
    match name.as_str() {
        "include" => match titled_link(rest) {
            Some((_, path, len)) => Read::Directive(What::Include(path), offset + len),
            None => Read::Invalid("`[!INCLUDE …]` is written `[!INCLUDE [title](path)]`".to_owned(), 0),
        },
        "code" => {
            let language_end = rest.find('[').unwrap_or(0);
            let language = rest[..language_end].trim_matches(['-', ' ']).to_owned();
            match titled_link(&rest[language_end..]) {
                Some((_, target, len)) => {
                    let (path, part) = snippet_part(&target);
                    Read::Directive(What::Snippet { path, language, part, title: None }, offset + language_end + len)
                }
                None => Read::Invalid("`[!code …]` is written `[!code-language[title](path#region)]`".to_owned(), 0),
            }
        }
        "video" => match rest.find(']').filter(|end| !rest[..*end].contains('\n')) {
            Some(end) => Read::Directive(What::Video(rest[..end].trim().to_owned()), offset + end + 1),
            None => Read::Invalid("`[!VIDEO address]` never closes".to_owned(), 0),
        },
        "div" => match rest.find(']').filter(|end| !rest[..*end].contains('\n')) {
            Some(end) => {
                let class = rest[..end].trim().trim_start_matches("class").trim_start().trim_start_matches('=');
                let class = class.trim().trim_matches(['"', '\'']);
                Read::Directive(What::Div(class.to_owned()), offset + end + 1)
            }
            None => Read::Invalid("`[!div class=\"name\"]` never closes".to_owned(), 0),
        },
        _ => Read::No,
    }
}

/// The path and the part of a snippet's target: `a.cs#region`, `a.cs#L1-L5`, `a.cs?name=region&highlight=2`,
/// `a.cs?range=1-2,4`. What is to be highlighted is no part.
fn snippet_part(target: &str) -> (String, Option<String>) {
    if let Some((path, part)) = target.split_once('#') {
        return (path.to_owned(), Some(part.to_owned()));
    }
    let Some((path, query)) = target.split_once('?') else { return (target.to_owned(), None) };
    let value =
        |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned);
    (path.to_owned(), value("name").or_else(|| value("range")))
}

/// Reads ` [title](path)]` and gives title, path and length.
fn titled_link(text: &str) -> Option<(String, String, usize)> {
    let start = text.len() - text.trim_start_matches([' ', '\t']).len();
    let inner = text[start..].strip_prefix('[')?;
    let title_end = inner.find("](")?;
    let title = &inner[..title_end];
    let target_start = start + 1 + title_end + 2;
    let target = &text[target_start..];
    let target_end = target.find(')')?;
    let inside = target[..target_end].trim();
    if title.contains('\n') || inside.contains('\n') {
        return None;
    }
    let path = match inside.strip_prefix('<') {
        Some(bracketed) => bracketed.split('>').next()?,
        None => inside.split([' ', '\t']).next()?,
    };
    let after = &target[target_end + 1..];
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    after[blanks..]
        .starts_with(']')
        .then(|| (title.to_owned(), path.to_owned(), target_start + target_end + 1 + blanks + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_with_all_their_attributes() {
        let text = r#":::image type="content" source="m/a b.png" alt-text="Say &quot;x&quot;: y" border="false" lightbox="m/big.png"::: rest"#;
        let Read::Directive(What::Image(image), end) = colons(text) else { panic!("no image") };
        assert_eq!(&text[end..], " rest");
        assert_eq!((image.source.as_str(), image.alt.as_str()), ("m/a b.png", "Say \"x\": y"));
        assert_eq!((image.border, image.lightbox.as_deref()), (false, Some("m/big.png")));
        assert!(matches!(colons(":::image alt-text=\"x\":::"), Read::Invalid(..)));
        assert!(matches!(colons(":::image source=\"x"), Read::Invalid(..)));
    }

    #[test]
    fn blocks_in_both_spellings() {
        assert_eq!(colons(":::row:::"), Read::Directive(What::Row, 9));
        assert_eq!(
            colons("::: zone pivot=\"a, b\""),
            Read::Directive(What::Zone { pivot: Some("a b".into()), target: None }, 21)
        );
        assert_eq!(colons(":::column span=\"2\":::"), Read::Directive(What::Column(Some(2)), 21));
        assert_eq!(colons("::: moniker-end  "), Read::Directive(What::MonikerEnd, 15));
        assert!(matches!(colons(":::frame:::"), Read::Invalid(_, 0)));
        assert_eq!(colons("::x"), Read::No);
    }

    #[test]
    fn titles_lose_the_marks() {
        assert_eq!(without_marks("Say :::no-loc text=\"A:B\"::: [!INCLUDE [x](y.md)]!"), "Say A:B !");
    }

    #[test]
    fn attributes_may_go_on_over_lines() {
        let text = ":::image source=\"a.png\"\n   alt-text=\"x\"::: rest\n\nmore";
        let Read::Directive(What::Image(image), end) = colons(text) else { panic!("no image") };
        assert_eq!((image.alt.as_str(), &text[end..]), ("x", " rest\n\nmore"));
    }

    #[test]
    fn bracket_directives() {
        assert_eq!(bracket("[!include [T](<../a b.md>)] x"), Read::Directive(What::Include("../a b.md".into()), 27));
        assert_eq!(bracket("[!INCLUDE[T](a.md \"t\")]"), Read::Directive(What::Include("a.md".into()), 23));
        assert_eq!(
            bracket("[!code-csharp[T](a.cs#L1-L3)]"),
            Read::Directive(
                What::Snippet {
                    path: "a.cs".into(),
                    language: "csharp".into(),
                    part: Some("L1-L3".into()),
                    title: None
                },
                29
            )
        );
        assert_eq!(snippet_part("a.cs?highlight=1&name=x"), ("a.cs".into(), Some("x".into())));
        assert_eq!(snippet_part("a.cs?highlight=1"), ("a.cs".into(), None));
        assert_eq!(bracket("[!VIDEO https://e.com/v]"), Read::Directive(What::Video("https://e.com/v".into()), 24));
        assert_eq!(bracket("[!div class=\"checklist\"]"), Read::Directive(What::Div("checklist".into()), 24));
        assert_eq!(bracket("[!NOTE]"), Read::No);
        assert!(matches!(bracket("[!INCLUDE x]"), Read::Invalid(..)));
    }
}
