//! Names in messages: the one that was meant, and several in one sentence.

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
