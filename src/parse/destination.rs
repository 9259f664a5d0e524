//! Where the address of a link stands in its file, however it is written there.

use super::tags;
use crate::text::Span;

/// What stands before the address of a link or an image, of a video.
const INLINE: [&str; 2] = ["](", "[!video"];
/// What stands before the addresses of a directive with attributes.
const ATTRIBUTES: [&str; 3] = ["source=", "lightbox=", "link="];
/// What stands before any address in Markdown.
const ANY: [&str; 8] = ["](", "[!video", "]:", "href=", "src=", "source=", "lightbox=", "link="];

/// Where `part`, which begins `destination`, stands in a link, an image, a directive or an entry of the navigation.
/// `link` is where the whole of it stands, and `definition` where its address is, if that is elsewhere. A directive may
/// name one file more than once.
pub fn of_link(text: &str, link: Span, definition: Option<Span>, destination: &str, part: &str) -> Vec<Span> {
    let written = link.of(text);
    let address = Address { text, whole: destination, part };
    if destination.is_empty() {
        return Vec::new();
    }
    if let Some(definition) = definition {
        return address.after(definition, &["]:"], ends_address).into_iter().take(1).collect();
    }
    // An entry of the navigation and an address without words are nothing but their address.
    let bare = written.trim_matches(['"', '\'', '<', '>', ' ']);
    let start = link.start + written.find(bare).unwrap_or_default();
    if end_of(text, start, destination) == Some(start + bare.len()) {
        return address.part_at(start).into_iter().collect();
    }
    if written.starts_with('<') {
        let attributes = tags::tag_at(text, link.start).map_or(Vec::new(), |tag| tag.attributes);
        let own = attributes.iter().filter(|attribute| matches!(attribute.name.as_str(), "href" | "src"));
        return own
            .filter(|attribute| attribute.value == destination)
            .filter_map(|attribute| address.part_at(attribute.range.start))
            .collect();
    }
    if written.starts_with(":::") {
        return address.after(link, &ATTRIBUTES, |rest| rest.starts_with(':') || ends_address(rest));
    }
    // What is between the brackets may have addresses too; the link's own comes last.
    address.after(link, &INLINE, ends_address).pop().into_iter().collect()
}

/// Where the path stands that an include or a snippet names; what part of the file is meant may follow it.
pub fn of_directive(text: &str, directive: Span, path: &str) -> Vec<Span> {
    let address = Address { text, whole: path, part: path };
    address.after(directive, &["](", "source="], |_| true).into_iter().take(1).collect()
}

/// Every place where `part`, which begins `destination`, stands as an address in Markdown whose places are not known more
/// closely, as in a value of YAML.
pub fn within(text: &str, value: Span, destination: &str, part: &str) -> Vec<Span> {
    let bare = of_link(text, value, None, destination, part);
    let address = Address { text, whole: destination, part };
    let mut places = address.after(value, &ANY, ends_address);
    places.extend(bare);
    places.sort();
    places.dedup();
    places
}

/// An address that is looked for.
#[derive(Clone, Copy)]
struct Address<'a> {
    text: &'a str,
    whole: &'a str,
    /// What is wanted of it: its beginning.
    part: &'a str,
}

impl Address<'_> {
    /// The places behind one of `heads`, in order.
    fn after(self, place: Span, heads: &[&str], ends: fn(&str) -> bool) -> Vec<Span> {
        let lower = place.of(self.text).to_ascii_lowercase();
        let mut starts: Vec<usize> = heads
            .iter()
            .flat_map(|head| lower.match_indices(head).map(|(at, _)| place.start + at + head.len()))
            .collect();
        starts.sort_unstable();
        let found = starts.into_iter().filter_map(|start| {
            let (start, end) = self.at_or_behind_marks(start, place.end)?;
            (end <= place.end && ends(&self.text[end..])).then(|| self.part_at(start))?
        });
        found.collect()
    }

    /// The address at `start`, or behind the blanks and quotes there.
    fn at_or_behind_marks(self, start: usize, limit: usize) -> Option<(usize, usize)> {
        let marks = self.text.get(start..limit)?;
        let marks = marks.len() - marks.trim_start_matches([' ', '\t', '\r', '\n', '<', '"', '\'', '\\']).len();
        (start..=start + marks).find_map(|at| Some((at, end_of(self.text, at, self.whole)?)))
    }

    fn part_at(self, start: usize) -> Option<Span> {
        Some(Span::new(start, end_of(self.text, start, self.part)?))
    }
}

/// Whether an address can end before `rest`.
fn ends_address(rest: &str) -> bool {
    rest.chars().next().is_none_or(|ch| ch.is_whitespace() || matches!(ch, ')' | '>' | ']' | '"' | '\'' | '\\'))
}

/// Where a text ends that stands at `start`, characters of it written with backslashes or as references too.
fn end_of(text: &str, start: usize, wanted: &str) -> Option<usize> {
    let mut at = start;
    for ch in wanted.chars() {
        let rest = text.get(at..)?;
        let escaped = rest.strip_prefix('\\').is_some_and(|rest| ch.is_ascii_punctuation() && rest.starts_with(ch));
        let reference = rest.starts_with('&').then(|| rest.find(';').filter(|end| *end <= 10)).flatten();
        let reference = reference.filter(|end| {
            let decoded = tags::decode(&rest[..=*end]);
            decoded.strip_prefix(ch) == Some("")
        });
        at += match reference {
            Some(end) => end + 1,
            None if escaped => 1 + ch.len_utf8(),
            None if rest.starts_with(ch) => ch.len_utf8(),
            None => return None,
        };
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `#` in the places that are found.
    fn found(text: &str, link: &str, destination: &str, part: &str) -> String {
        let start = text.find(link).expect("the link");
        let definition = text.find("[r]: ").map(|at| Span::new(at, text.len()));
        marked(text, of_link(text, Span::new(start, start + link.len()), definition, destination, part))
    }

    fn marked(text: &str, places: Vec<Span>) -> String {
        let mut out = text.to_owned();
        for place in places.into_iter().rev() {
            out.replace_range(place.start..place.end, "#");
        }
        out
    }

    #[test]
    fn addresses_are_found_in_every_form() {
        for (text, expected) in [
            ("[a.md](a.md \"a.md\")", "[a.md](# \"a.md\")"),
            ("[![a.md](a.md)](a.md)", "[![a.md](a.md)](#)"),
            ("[x](< a.md >)", "[x](< # >)"),
            ("[x](a\\.md)", "[x](#)"),
            ("[x](&#97;.md)", "[x](#)"),
            ("[x](a.mdx)", "[x](a.mdx)"),
            ("<a title='a.md' href='a.md'>", "<a title='a.md' href='#'>"),
            ("<a.md>", "<#>"),
            ("\"a.md\"", "\"#\""),
            ("[!VIDEO a.md]", "[!VIDEO #]"),
            (
                ":::image alt-text='a.md' source=\"a.md\" lightbox=a.md:::",
                ":::image alt-text='a.md' source=\"#\" lightbox=#:::",
            ),
            (":::image source=\"a.md\" lightbox=\"a.md\":::", ":::image source=\"#\" lightbox=\"#\":::"),
        ] {
            assert_eq!(found(text, text, "a.md", "a.md"), expected);
        }
        assert_eq!(found("[x](a.md#y)", "[x](a.md#y)", "a.md#y", "a.md"), "[x](##y)");
        assert_eq!(found("[x](a&amp;b.md?q)", "[x](a&amp;b.md?q)", "a&b.md?q", "a&b.md"), "[x](#?q)");
        assert_eq!(
            found("[x][r] a.md\n\n[r]: <a.md> 'a.md'\n", "[x][r]", "a.md", "a.md"),
            "[x][r] a.md\n\n[r]: <#> 'a.md'\n"
        );
        let include = "[!code-cs[a.cs](a.cs?name=x)]";
        assert_eq!(
            marked(include, of_directive(include, Span::new(0, include.len()), "a.cs")),
            "[!code-cs[a.cs](#?name=x)]"
        );
        let value = "\"[x](a.md) <a href=\\\"a.md\\\"> `a.md` [y](a.md#z)\"";
        assert_eq!(
            marked(value, within(value, Span::new(0, value.len()), "a.md", "a.md")),
            "\"[x](#) <a href=\\\"#\\\"> `a.md` [y](a.md#z)\""
        );
    }
}
