//! YAML of plain lines, as most front matter and most navigation is: what is written so is known without a reader of YAML.

use serde_yaml::{Mapping, Value};

use super::{Children, Keys, Node, Places};
use crate::text::Span;

/// How deep lists are read within each other.
const MAX_DEPTH: usize = 16;

/// Whether a key is one word of ASCII.
pub fn is_key(key: &str) -> bool {
    key.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

/// Whether a value is a scalar of one line, without quotes, comments, or anything else that YAML knows.
pub fn is_plain(value: &str) -> bool {
    value.starts_with(|ch: char| ch.is_alphanumeric() || matches!(ch, '.' | '/'))
        && !value.ends_with(':')
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.contains(is_odd)
}

/// What a scalar of one line says that stands in quotes, where nothing in it quotes or escapes.
///
/// `'a: b' => a: b`
pub fn quoted(value: &str) -> Option<&str> {
    let said = [('"', &['"', '\\'][..]), ('\'', &['\''][..])].into_iter().find_map(|(quote, not_within)| {
        value.strip_prefix(quote)?.strip_suffix(quote).filter(|said| !said.contains(not_within))
    })?;
    (!said.contains(is_odd)).then_some(said)
}

/// Whether a character ends lines for some readers of YAML, or must not be there.
pub fn is_odd(ch: char) -> bool {
    ch.is_control() || matches!(ch, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a plain key or value can be nothing but a text, whatever edition of YAML reads it: it begins as a word, or has a slash,
/// several words, or letters of no number, and is none of the words that stand for something else.
pub fn is_text(value: &str) -> bool {
    const OTHERS: [&str; 12] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "infinity", "nan"];
    let is_other = || OTHERS.iter().any(|other| value.eq_ignore_ascii_case(other));
    let has_words = || value.contains(' ') && value.contains(char::is_alphabetic) && !value.contains(':');
    value.contains('/') || value.starts_with(char::is_alphabetic) && !is_other() || has_words() || is_hash(value)
}

/// Whether a value begins with a digit, and has a letter that stands in no number and in no point of time.
fn is_hash(value: &str) -> bool {
    let is_no_digit = |byte: u8| byte.is_ascii_alphabetic() && !b"eEtTzZ".contains(&byte);
    match value.as_bytes() {
        // Numbers to another base.
        [b'0', b'b' | b'B' | b'o' | b'O' | b'x' | b'X', ..] => false,
        [first, rest @ ..] => first.is_ascii_digit() && rest.iter().copied().any(is_no_digit),
        [] => false,
    }
}

/// What a list says whose items are mappings of plain texts, a key to a line, and of such lists; and where all of it stands.
///
/// `- name: Pay\n  href: pay.md => [{name: Pay, href: pay.md}]`
pub(super) fn read(text: &str) -> Option<(Value, Places)> {
    let mut lines = Lines { text, at: 0, next: None };
    lines.advance()?;
    let (value, node) = lines.sequence(0)?;
    lines.next.is_none().then_some((value, Places(Some(node))))
}

/// A line that says something.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// Where what it says begins, in the text and on the line.
    start: usize,
    column: usize,
    /// What it says.
    said: &'t str,
}

/// The lines of a text, one by one.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    next: Option<Line<'t>>,
}

impl<'t> Lines<'t> {
    /// Goes on to the next line that says something; nothing where a comment holds what no YAML may.
    fn advance(&mut self) -> Option<()> {
        loop {
            let start = self.at;
            let Some(line) = self.text[start..].split_inclusive('\n').next() else {
                self.next = None;
                return Some(());
            };
            self.at += line.len();
            let written = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
            let said = written.trim_start_matches(' ');
            match said.as_bytes().first() {
                None => {}
                Some(b'#') if said.contains(is_odd) => return None,
                Some(b'#') => {}
                Some(_) => {
                    let column = written.len() - said.len();
                    self.next = Some(Line { start: start + column, column, said: said.trim_end_matches(' ') });
                    return Some(());
                }
            }
        }
    }

    /// A list whose dashes stand in the column of the next line.
    fn sequence(&mut self, depth: usize) -> Option<(Value, Node)> {
        let first = self.next.filter(|_| depth < MAX_DEPTH)?;
        let (mut values, mut nodes) = (Vec::new(), Vec::new());
        while let Some(line) = self.next.filter(|line| line.column == first.column)
            && let Some(said) = line.said.strip_prefix("- ")
        {
            let (value, node) = self.mapping(Line { start: line.start + 2, column: line.column + 2, said }, depth)?;
            values.push(value);
            nodes.push(node);
        }
        let node = Node { span: Span::at(first.start), children: Children::Items(nodes) };
        (!values.is_empty()).then_some((Value::Sequence(values), node))
    }

    /// A mapping that begins in the middle of the next line.
    fn mapping(&mut self, first: Line<'t>, depth: usize) -> Option<(Value, Node)> {
        let (mut mapping, mut keys) = (Mapping::new(), Vec::new());
        let mut line = first;
        loop {
            self.advance()?;
            let (key, value, node) = match line.said.strip_suffix(':') {
                Some(key) => {
                    let next = self.next.filter(|next| next.column >= line.column)?;
                    let (value, mut node) = self.sequence(depth + 1)?;
                    // A list that stands no deeper than its key begins with its first item, as readers of YAML see it.
                    if next.column == line.column {
                        node.span = Span::at(next.start + 2);
                    }
                    (key, value, node)
                }
                None => {
                    let (key, value) = line.said.split_once(": ")?;
                    let value = value.trim_start_matches(' ');
                    if !is_plain(value) || !is_text(value) {
                        return None;
                    }
                    let end = line.start + line.said.len();
                    let node = Node { span: Span::new(end - value.len(), end), children: Children::None };
                    (key, Value::String(value.to_owned()), node)
                }
            };
            let is_new = is_key(key) && is_text(key) && mapping.insert(Value::String(key.to_owned()), value).is_none();
            if !is_new {
                return None;
            }
            keys.push((key.to_owned(), Span::new(line.start, line.start + key.len()), node));
            match self.next {
                Some(next) if next.column > first.column => return None,
                Some(next) if next.column == first.column => line = next,
                _ => {
                    let node = Node { span: Span::at(first.start), children: Children::Keys(Keys::new(keys)) };
                    return Some((Value::Mapping(mapping), node));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text is read; what it says must be what a reader of YAML says.
    fn is_read_as_yaml(text: &str) -> bool {
        let Some((value, places)) = read(text) else { return false };
        assert_eq!(value, serde_yaml::from_str::<Value>(text).expect("YAML"), "{text}");
        assert_eq!(format!("{places:?}"), format!("{:?}", Places::new(text)), "{text}");
        true
    }

    #[test]
    fn whatever_is_read_is_read_as_yaml_reads_it() {
        let parts = [
            "- ",
            "  ",
            "    ",
            " ",
            "\n",
            "\r\n",
            "name: ",
            "name: A\n",
            "  href: b/c.md\n",
            "items:\n",
            "  items:\n",
            "- name: B\n",
            "  - name: C d\n",
            "    - uid: e\n",
            "x",
            ": ",
            ":",
            "#",
            " # f\n",
            "'",
            "[",
            "1",
            "no",
            "/",
            "\t",
            "---\n",
            "ü",
            "&",
            "~",
        ];
        let (mut state, mut all) = (7u64, 0);
        let mut next = |below: usize| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) as usize % below
        };
        for _ in 0..60_000 {
            let text: String = (0..2 + next(9)).map(|_| parts[next(parts.len())]).collect();
            all += usize::from(is_read_as_yaml(&text));
        }
        assert!(all > 500, "{all}");
    }

    #[test]
    fn plain_lists_are_read_as_yaml_reads_them() {
        for (text, is_read) in [
            ("- name: Pay\n  href: pay.md\n- name: Bills & “terms”\n  href: ../über/bills.md\n", true),
            (
                "# Ways\n\n- name: Pay\n\n  # first\n  items:\n  - name: Cards\n    href: /cards\n    uid: a.b\n  href: x.md\n- name: B",
                true,
            ),
            (
                "- items:\n    - name: A b\n      items:\n      - name: 3 ways\n    - name: B\n- name: C\r\n  href: c.md  \r\n",
                true,
            ),
            ("  - name: A\n    href: a.md\n  - name: B\n", true),
            ("- name: a\n  b\n", false),
            ("- name: a\n   href: b\n", false),
            ("- name: a\n href: b\n", false),
            ("- name: a\n- - b\n", false),
            ("- name: a\n  items:\n- name: b\n", false),
            ("- name: a\n  items:\n", false),
            ("- name: a\n  name: b\n", false),
            ("- name: 'a'\n", false),
            ("- name: a # b\n", false),
            ("- name: 2026\n", false),
            ("- name: .5\n", false),
            ("- name: yes\n", false),
            ("- yes: a\n", false),
            ("-  name: a\n", false),
            ("- name: a\n---\n- name: b\n", false),
            ("- name: a\n\tb: c\n", false),
            ("- name: a\n  - b: c\n", false),
            ("- name: a\nb: c\n", false),
            ("#\u{1}\n- name: a\n", false),
            ("items:\n- name: a\n", false),
            ("", false),
        ] {
            assert_eq!(is_read_as_yaml(text), is_read, "{text}");
        }
        assert!(is_text("Our terms") && is_text("01/02/2021") && is_text("2 ways"));
        assert!(!is_text("No") && !is_text("2021-01-02") && !is_text("2021-01-02 10:00:00 Z"));
    }
}
