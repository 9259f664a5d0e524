//! Front matter of plain lines, as most is: what is written so is known without a reader of YAML.

use super::yaml::plain::{is_key, is_odd, is_plain, quoted};
use crate::text::Span;

/// A line of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its key.
    pub key: Span,
    /// Its value as it is written, in its quotes where it has some.
    pub value: Span,
    /// What the value says.
    pub said: Span,
}

impl Entry {
    /// Whether the value stands in quotes, and so can be nothing but a text.
    pub fn is_quoted(&self) -> bool {
        self.said != self.value
    }
}

/// How many bytes of front matter are looked at.
const MOST: usize = 4096;

/// The lines of a Markdown file's front matter, where each value stands on the line of its key and is nothing but words or numbers,
/// or a text in quotes without anything that quotes or escapes in it.
///
/// `---\ntitle: Our terms\nms.date: "01/02/2021"\n--- => title, Our terms, ms.date, 01/02/2021`
pub fn entries(text: &str) -> Option<Vec<Entry>> {
    let mut found: Vec<Entry> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let written = line.trim_end_matches(['\n', '\r']);
        match written {
            "---" if start == 0 => continue,
            "---" => return Some(found),
            _ if start == 0 || at > MOST => return None,
            comment if comment.starts_with('#') && !comment.contains(is_odd) => continue,
            _ => {}
        }
        let (key, value) = written.split_once(": ")?;
        let (value, blank) = (value.trim_matches(' '), value.len() - value.trim_start_matches(' ').len());
        let is_known = found.iter().any(|known| known.key.of(text) == key);
        if is_known || !is_key(key) {
            return None;
        }
        let from = start + key.len() + 2 + blank;
        let (key, value_span) = (Span::new(start, start + key.len()), Span::new(from, from + value.len()));
        let said = match quoted(value) {
            Some(said) => Span::new(from + 1, from + 1 + said.len()),
            None if is_plain(value) => value_span,
            None => return None,
        };
        found.push(Entry { key, value: value_span, said });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::front_matter::well_formed_end;
    use crate::parse::yaml::plain::is_text;
    use crate::parse::yaml::{Places, Step};

    #[test]
    fn plain_lines_are_read_as_yaml_reads_them() {
        for (lines, is_plain) in [
            ("title: Our terms\nms.date: 01/02/2021\ndescription:  What “we” do, say & don't. ", true),
            ("title: Über uns\r\nx-y: 1.10\r", true),
            ("title: .NET apps\nroot: ../a/b\nto: /c\nnav_title: 2 ways\nx: ... and more", true),
            ("title: 'a: b # c'\nx: \"62132586\"\ny: ''\nz: \" a'b \"\nhash: 40302af4c126793e71bad0111ef612d2", true),
            ("title: '「a」'  ", true),
            ("# Who: we\ntitle: a b\n#", true),
            ("# Who\tare we\ntitle: a b", false),
            (" # Who\ntitle: a b", false),
            ("title: 'it''s'", false),
            ("title: \"a\\tb\"", false),
            ("title: \"a\" b", false),
            ("title: 'a' # b", false),
            ("title: 'a", false),
            ("title: '", false),
            ("title: \"a\tb\"", false),
            ("", false),
            ("title: a: b", false),
            ("title: a b:", false),
            ("title: a # b", false),
            ("title: a b\n  c", false),
            ("title: a b\ntitle: c d", false),
            ("title: [a, b]", false),
            ("title: |\n  a", false),
            ("title:\n", false),
            ("title: a\u{2028}b", false),
            ("title: a\tb", false),
        ] {
            let text = format!("---\n{lines}\n---\nText\n");
            let found = entries(&text);
            assert_eq!(found.is_some(), is_plain, "{text}");
            let Some(found) = found else { continue };
            assert!(well_formed_end(&text).is_some(), "{text}");
            let places = Places::new(&text[4..]);
            let read: serde_yaml::Mapping =
                serde_yaml::from_str(&text[4..text.len() - "---\nText\n".len()]).expect("YAML");
            for Entry { key, value, said } in found {
                let step = [Step::Key(key.of(&text))];
                assert_eq!(Some(places.key(&step).shifted(4)), Some(key), "{text}");
                let place = places.value(&step).expect("there").shifted(4);
                // Blanks behind quotes are part of the place there.
                assert_eq!((place.start, place.of(&text).trim_end()), (value.start, value.of(&text)), "{text}");
                let read = read.get(key.of(&text)).expect("there");
                let is_text = said != value || is_text(said.of(&text));
                assert!(!is_text || read.as_str() == Some(said.of(&text)), "{text}: {read:?}");
            }
        }
        assert_eq!(entries("---\ntitle: a b\n"), None);
        assert_eq!(entries("title: a b\n---\n"), None);
    }
}
