//! Names in messages: the one that was meant, and several in one sentence. Texts, where there is little room for them.

/// How many names are compared at most: with more of them, each slip would take too long.
const MOST_NAMES: usize = 300;

/// Of some names the one that is most like `wanted`; nothing where none is near, or there are too many to say.
///
/// `("payot", [payout, claims]) => payout`, `("x", [payout]) => nothing`
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let names: Vec<&str> = names.into_iter().take(MOST_NAMES + 1).collect();
    let few = names.len() <= MOST_NAMES;
    let best = names.into_iter().filter(|_| few).filter_map(|name| Some((distance(wanted, name)?, name))).min();
    best.map(|(_, name)| name)
}

/// The number of edits between two names, where it is small beside their length.
pub fn distance(a: &str, b: &str) -> Option<usize> {
    let (long, short) = (a.chars().count().max(b.chars().count()), a.chars().count().min(b.chars().count()));
    let limit = long / 3;
    if long - short > limit {
        return None;
    }
    Some(strsim::levenshtein(a, b)).filter(|edits| *edits <= limit)
}

/// How many names a finding lists.
const MOST_LISTED: usize = 5;

/// The first of many names, and how many more there are.
pub fn listed<'a>(mark: &str, names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = names.len().saturating_sub(MOST_LISTED);
    let first: Vec<String> = names.take(MOST_LISTED).map(|name| format!("`{mark}{name}`")).collect();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{}{more}", first.join(", "))
}

/// A text with `…` for its middle, where it has more than `start` characters before that and `end` behind it. No word is
/// cut that is not longer than that.
///
/// `("one two three four", 8, 4) => one two…four`
pub fn shortened(text: &str, start: usize, end: usize) -> String {
    /// How many characters may be more than there should be: to take away fewer of them is not worth a mark.
    const SLACK: usize = 8;
    let count = text.chars().count();
    if count <= start + end + SLACK {
        return text.to_owned();
    }
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
    let (head, tail) = (&text[..byte(start)], &text[byte(count - end)..]);
    let is_cut = |at: usize| {
        let side = |ch: Option<char>| ch.is_some_and(|ch| ch.is_alphanumeric() && !super::is_ideographic(ch));
        side(text[..at].chars().next_back()) && side(text[at..].chars().next())
    };
    let head = match head.rfind(char::is_whitespace).filter(|_| is_cut(head.len())) {
        Some(at) => &head[..at],
        None => head,
    };
    let tail = match tail.find(char::is_whitespace).filter(|_| is_cut(text.len() - tail.len())) {
        Some(at) => &tail[at..],
        None => tail,
    };
    format!("{}…{}", head.trim_end(), if end == 0 { "" } else { tail.trim_start() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_is_meant() {
        assert_eq!(nearest("payot", ["claims", "payout"]), Some("payout"));
        assert_eq!(nearest("x", ["payout"]), None);
        assert_eq!(nearest("a", std::iter::repeat_n("a", 301)), None);
    }
}
