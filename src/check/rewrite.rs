//! Where the address of a link stands in its file, and what would lead to the same place without a detour.

use crate::diagnostics::{Edit, Fix};
use crate::model::page::without_page_extension;
use crate::parse::tags;
use crate::text::{Span, address};

/// A fix that writes `new` for a part of an address, which begins with `part`. `link` is where the whole link stands, and
/// `definition` where its address is, if that is elsewhere. Nothing where the address is written in another form than it
/// means (escapes, entities).
pub fn fix(text: &str, link: Span, definition: Option<Span>, destination: &str, part: &str, new: &str) -> Option<Fix> {
    let at = find(text, link, definition, destination)?;
    let span = Span::new(at, at + part.len());
    (span.of(text) == part).then(|| Fix { safe: true, edits: vec![Edit { span, text: new.to_owned() }] })
}

/// Where the address begins in a link, an image, a directive, a definition or an entry of the navigation.
fn find(text: &str, link: Span, definition: Option<Span>, destination: &str) -> Option<usize> {
    let written = link.of(text);
    if destination.is_empty() {
        return None;
    }
    let place = definition.unwrap_or(link);
    let before: &[&str] = match (definition, written) {
        (Some(_), _) => &["]:"],
        // An entry of the navigation is found by its address.
        (None, written) if written == destination => return Some(link.start),
        (None, written) if written.starts_with('<') => {
            let tag = tags::tag_at(text, link.start)?;
            let own = tag.attributes.iter().filter(|attribute| matches!(attribute.name.as_str(), "href" | "src"));
            let mut ranges = own.map(|attribute| attribute.range.clone());
            return ranges.find(|range| text.get(range.clone()) == Some(destination)).map(|range| range.start);
        }
        (None, written) if written.starts_with(":::") => &["source=", "lightbox=", "link="],
        (None, _) => &["]("],
    };
    place.of(text).match_indices(destination).map(|(at, _)| place.start + at).find(|at| {
        let head = text[place.start..*at].trim_end_matches([' ', '\n', '<', '"', '\'']);
        let tail = text[at + destination.len()..].chars().next();
        before.iter().any(|before| head.ends_with(before))
            && tail.is_none_or(|ch| ch.is_whitespace() || matches!(ch, ')' | '>' | '"' | '\''))
    })
}

/// An address below a locale's root as the file at `from` would write it.
///
/// `("help/a.md", "help/b c.md") => b%20c.md`
pub fn relative(from: &str, to: &str) -> String {
    let mut path = String::new();
    address::relative_into(&mut path, from, to);
    // Letters of any language may stand in a link as they are; what would end it may not.
    if path.contains([' ', '(', ')', '<', '>', '%', '#', '?']) { address::encode_path(&path) } else { path }
}

/// A path in the letter case that its file has; nothing where more than the case differs.
///
/// `("../Help/A.MD", "help/a.md") => ../help/a.md`
pub fn recased(written: &str, real: &str) -> Option<String> {
    let name = written.rsplit('/').next().unwrap_or_default();
    let real = if without_page_extension(name) == name { without_page_extension(real) } else { real };
    let mut real = real.split('/').rev();
    let mut parts: Vec<String> = Vec::new();
    for part in written.split('/').rev() {
        if matches!(part, "" | "." | ".." | "~") {
            parts.push(part.to_owned());
            continue;
        }
        let own = real.next()?;
        let decoded = address::decode(part);
        if decoded.to_lowercase() != own.to_lowercase() {
            return None;
        }
        let as_written = if decoded == own {
            part.to_owned()
        } else if part == decoded {
            own.to_owned()
        } else {
            address::encode_path(own)
        };
        parts.push(as_written);
    }
    parts.reverse();
    Some(parts.join("/")).filter(|new| new != written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str, link: &str, destination: &str, new: &str) -> Option<String> {
        let start = text.find(link).expect("the link");
        let definition = text.find("[r]: ").map(|at| Span::new(at, text.len()));
        fix(text, Span::new(start, start + link.len()), definition, destination, destination, new)?.apply(text)
    }

    #[test]
    fn only_the_address_is_replaced() {
        for (text, link, expected) in [
            ("[a.md](a.md \"a.md\")", "[a.md](a.md \"a.md\")", "[a.md](b.md \"a.md\")"),
            ("[![a.md](i.png)](a.md)", "[![a.md](i.png)](a.md)", "[![a.md](i.png)](b.md)"),
            ("[x](< a.md >)", "[x](< a.md >)", "[x](< b.md >)"),
            (
                "<a title=\"a.md\" href='a.md'>a.md",
                "<a title=\"a.md\" href='a.md'>",
                "<a title=\"a.md\" href='b.md'>a.md",
            ),
            (
                ":::image alt-text=\"a.md\" source=\"a.md\":::",
                ":::image alt-text=\"a.md\" source=\"a.md\":::",
                ":::image alt-text=\"a.md\" source=\"b.md\":::",
            ),
            ("- href: a.md\n", "a.md", "- href: b.md\n"),
            ("[x][r] a.md\n\n[r]: a.md\n", "[x][r]", "[x][r] a.md\n\n[r]: b.md\n"),
        ] {
            assert_eq!(fixed(text, link, "a.md", "b.md").as_deref(), Some(expected), "{text}");
        }
        assert_eq!(fixed("[x](a&amp;b.md)", "[x](a&amp;b.md)", "a&b.md", "b.md"), None);
        assert_eq!(fixed("[x](a.mdx)", "[x](a.mdx)", "a.md", "b.md"), None);
    }

    #[test]
    fn paths_get_the_case_of_their_file() {
        for (written, real, expected) in [
            ("../Help/A.MD", "x/help/a.md", Some("../help/a.md")),
            ("A%20b.md", "a b.md", Some("a%20b.md")),
            ("Übersicht.md", "übersicht.md", Some("übersicht.md")),
            ("Pay", "pay.md", Some("pay")),
            ("a.md", "a.md", None),
            ("c.md", "a.md", None),
            ("A/", "a/index.md", None),
        ] {
            assert_eq!(recased(written, real).as_deref(), expected, "{written}");
        }
        assert_eq!(relative("help/a.md", "b (c).md"), "../b%20(c).md");
    }
}
