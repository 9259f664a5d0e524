//! What would lead to the same place without a detour.

use crate::diagnostics::{Edit, Fix};
use crate::model::page::without_page_extension;
use crate::parse::destination;
use crate::text::{Span, address};

/// A fix that writes `new` for a part of an address, which begins with `part`. `link` is where the whole link stands, and
/// `definition` where its address is, if that is elsewhere. Nothing where the address is written in another form than it
/// means (escapes, entities).
pub fn fix(text: &str, link: Span, definition: Option<Span>, destination: &str, part: &str, new: &str) -> Option<Fix> {
    let places = destination::of_link(text, link, definition, destination, part);
    let as_meant = !places.is_empty() && places.iter().all(|place| place.of(text) == part);
    let edits = places.into_iter().map(|span| Edit { span, text: new.to_owned() }).collect();
    as_meant.then_some(Fix { safe: true, edits })
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
            address::encode_path(own).into_owned()
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
    }
}
