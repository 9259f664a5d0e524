//! The name that somebody may have meant.

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
