//! Front matter of plain lines, as most is: what is written so is known without a reader of YAML.

use super::yaml::plain::{is_key, is_plain};
use crate::text::Span;

/// How many bytes of front matter are looked at.
const MOST: usize = 4096;

/// The keys of a Markdown file's front matter with their values, where each stands on a line of its own and is nothing but words
/// or numbers.
///
/// `---\ntitle: Our terms\nms.date: 01/02/2021\n--- => title, Our terms, ms.date, 01/02/2021`
pub fn entries(text: &str) -> Option<Vec<(Span, Span)>> {
    let mut found: Vec<(Span, Span)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let written = line.trim_end_matches(['\n', '\r']);
        match written {
            "---" if start == 0 => continue,
            "---" => return Some(found),
            _ if start == 0 || at > MOST => return None,
            _ => {}
        }
        let (key, value) = written.split_once(": ")?;
        let (value, blank) = (value.trim_matches(' '), value.len() - value.trim_start_matches(' ').len());
        let is_known = found.iter().any(|(known, _)| known.of(text) == key);
        if is_known || !is_key(key) || !is_plain(value) {
            return None;
        }
        let from = start + key.len() + 2 + blank;
        found.push((Span::new(start, start + key.len()), Span::new(from, from + value.len())));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::front_matter::well_formed_end;
    use crate::parse::yaml::{Places, Step};

    #[test]
    fn plain_lines_are_read_as_yaml_reads_them() {
        for (lines, is_plain) in [
            ("title: Our terms\nms.date: 01/02/2021\ndescription:  What “we” do, say & don't. ", true),
            ("title: Über uns\r\nx-y: 1.10\r", true),
            ("title: .NET apps\nroot: ../a/b\nto: /c\nnav_title: 2 ways\nx: ... and more", true),
            ("", false),
            ("title: a: b", false),
            ("title: a b:", false),
            ("title: a # b", false),
            ("title: 'a b'", false),
            ("title: a b\n  c", false),
            ("title: a b\ntitle: c d", false),
            ("title: [a, b]", false),
            ("title: |\n  a", false),
            ("title:\n", false),
            ("# title: a b", false),
            ("title: a\u{2028}b", false),
            ("title: a\tb", false),
        ] {
            let text = format!("---\n{lines}\n---\nText\n");
            let found = entries(&text);
            assert_eq!(found.is_some(), is_plain, "{text}");
            let Some(found) = found else { continue };
            assert!(well_formed_end(&text).is_some(), "{text}");
            let places = Places::new(&text[4..]);
            for (key, value) in found {
                let step = [Step::Key(key.of(&text))];
                assert_eq!(Some(places.key(&step).shifted(4)), Some(key), "{text}");
                assert_eq!(places.value(&step).map(|span| span.shifted(4)), Some(value), "{text}");
            }
        }
        assert_eq!(entries("---\ntitle: a b\n"), None);
        assert_eq!(entries("title: a b\n---\n"), None);
    }
}
