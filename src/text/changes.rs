//! What of a text has changed, word by word.

use similar::{ChangeTag, TextDiff};

use super::names::shortened;

/// How many characters stand around a change where there is little room.
const AROUND: usize = 24;

/// How many characters of a change are shown there.
const CHANGED: usize = 160;

/// How many bytes two texts may have together of which the changed words are told one by one: the time that it takes grows
/// with the square of them.
const COMPARED: usize = 20_000;

/// The words that a text has lost, in `[-…-]`, and those that it has got, in `{+…+}`.
///
/// `one two three, one four three => one [-two-]{+four+} three`
pub fn word_diff(old: &str, new: &str) -> String {
    word_changes(old, new).iter().map(|(tag, text)| marked(*tag, text)).collect()
}

/// The same with `…` for most of what has not changed.
pub fn short_word_diff(old: &str, new: &str) -> String {
    let changes = word_changes(old, new);
    let last = changes.len().saturating_sub(1);
    let short = changes.iter().enumerate().map(|(at, (tag, text))| match tag {
        ChangeTag::Equal => {
            let (before, behind) = (if at == 0 { 0 } else { AROUND }, if at == last { 0 } else { AROUND });
            shortened(text, before, behind)
        }
        changed => marked(*changed, &shortened(text, CHANGED, CHANGED)),
    });
    short.collect()
}

fn marked(tag: ChangeTag, text: &str) -> String {
    match tag {
        ChangeTag::Equal => text.to_owned(),
        ChangeTag::Delete => format!("[-{text}-]"),
        ChangeTag::Insert => format!("{{+{text}+}}"),
    }
}

/// The stretches of two texts that are the same, gone or new, in order.
pub fn word_changes(old: &str, new: &str) -> Vec<(ChangeTag, String)> {
    if old != new && old.len() + new.len() > COMPARED {
        return vec![(ChangeTag::Delete, old.to_owned()), (ChangeTag::Insert, new.to_owned())];
    }
    let mut changes: Vec<(ChangeTag, String)> = Vec::new();
    for change in TextDiff::from_unicode_words(old, new).iter_all_changes() {
        match changes.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => changes.push((change.tag(), change.value().to_owned())),
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_that_differ_are_told_whole() {
        let (old, new) = ("a ".repeat(COMPARED / 2), "b ".repeat(COMPARED / 2));
        assert_eq!(word_changes(&old, &new), [(ChangeTag::Delete, old), (ChangeTag::Insert, new)]);
        let long = "a ".repeat(COMPARED);
        assert_eq!(word_changes(&long, &long).len(), 1, "what is the same needs no comparing");
    }

    #[test]
    fn what_has_not_changed_is_left_out_where_there_is_little_room() {
        let old = "Send the invoice to the partner team within thirty days of the activity, and keep a copy of it.";
        let new = "Send the invoice to the partner team within sixty days of the activity, and keep a copy of it.";
        assert_eq!(
            word_diff(old, new),
            "Send the invoice to the partner team within [-thirty-]{+sixty+} days of the activity, and keep a copy of it."
        );
        assert_eq!(short_word_diff(old, new), "…the partner team within [-thirty-]{+sixty+} days of the activity,…");
        assert_eq!(short_word_diff("a b", "a c"), "a [-b-]{+c+}");
        assert_eq!(
            short_word_diff("在三十天內將發票寄給我們。", "在六十天內將發票寄給我們。"),
            "在[-三-]{+六+}十天內將發票寄給我們。"
        );
    }
}
