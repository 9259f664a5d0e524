//! The best way through two sequences: which elements of one belong to which of the other, in order.

/// Two elements that belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Of the first sequence.
    pub first: usize,
    /// Of the second.
    pub second: usize,
    /// How sure that is, from 0 to 1: how much worse the best way is on which it is not so.
    pub confidence: f32,
}

/// How many pairs are compared at most. Where there are more nothing is claimed.
const MOST: usize = 1 << 24;

/// The matches of two sequences of these lengths whose sum of scores is the greatest, what stays alone counting `alone`.
/// `score` gives nothing for what cannot belong together.
pub fn best((first, second): (usize, usize), alone: f32, score: impl Fn(usize, usize) -> Option<f32>) -> Vec<Match> {
    if first == 0 || second == 0 || first.saturating_mul(second) > MOST {
        return Vec::new();
    }
    let width = second + 1;
    let at = |i: usize, j: usize| i * width + j;
    let scores: Vec<f32> = (0..first)
        .flat_map(|i| (0..second).map(move |j| (i, j)))
        .map(|(i, j)| score(i, j).unwrap_or(f32::NEG_INFINITY))
        .collect();
    let of = |i: usize, j: usize| scores[i * second + j];
    // The best sum of what lies before each point, and of what lies behind it.
    let mut before = vec![0f32; (first + 1) * width];
    let mut behind = vec![0f32; (first + 1) * width];
    for i in 0..=first {
        for j in 0..=second {
            let mut best = if i == 0 && j == 0 { 0.0 } else { f32::NEG_INFINITY };
            if i > 0 {
                best = best.max(before[at(i - 1, j)] + alone);
            }
            if j > 0 {
                best = best.max(before[at(i, j - 1)] + alone);
            }
            if i > 0 && j > 0 {
                best = best.max(before[at(i - 1, j - 1)] + of(i - 1, j - 1));
            }
            before[at(i, j)] = best;
        }
    }
    for i in (0..=first).rev() {
        for j in (0..=second).rev() {
            let mut best = if i == first && j == second { 0.0 } else { f32::NEG_INFINITY };
            if i < first {
                best = best.max(behind[at(i + 1, j)] + alone);
            }
            if j < second {
                best = best.max(behind[at(i, j + 1)] + alone);
            }
            if i < first && j < second {
                best = best.max(behind[at(i + 1, j + 1)] + of(i, j));
            }
            behind[at(i, j)] = best;
        }
    }
    let total = before[at(first, second)];
    let mut matches = Vec::new();
    let (mut i, mut j) = (first, second);
    while i > 0 && j > 0 {
        let here = before[at(i, j)];
        // A way that matches goes before one of the same worth that does not.
        if here == before[at(i - 1, j - 1)] + of(i - 1, j - 1) {
            let (a, b) = (i - 1, j - 1);
            let through = |a: usize, b: usize| before[at(a, b)] + of(a, b) + behind[at(a + 1, b + 1)];
            // What `first` does on the best way on which it is not matched with `second`; and the other way round.
            let elsewhere = (0..second).filter(|other| *other != b).map(|other| through(a, other));
            let nowhere = (0..=second).map(|other| before[at(a, other)] + alone + behind[at(a + 1, other)]);
            let other = elsewhere.chain(nowhere).fold(f32::NEG_INFINITY, f32::max);
            let margin = (total - other).max(0.0);
            matches.push(Match { first: a, second: b, confidence: 1.0 - (-margin).exp() });
            (i, j) = (a, b);
        } else if here == before[at(i - 1, j)] + alone {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    matches.reverse();
    matches
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters match themselves, surely, and a dot matches anything a little.
    fn matches(first: &str, second: &str) -> Vec<(usize, usize, bool)> {
        let (first, second): (Vec<char>, Vec<char>) = (first.chars().collect(), second.chars().collect());
        let score = |i: usize, j: usize| match (first[i], second[j]) {
            (a, b) if a == b => Some(3.0),
            ('.', _) | (_, '.') => Some(0.5),
            _ => None,
        };
        let found = best((first.len(), second.len()), -0.5, score);
        found.iter().map(|found| (found.first, found.second, found.confidence > 0.9)).collect()
    }

    #[test]
    fn what_is_sure_is_told_from_what_is_not() {
        assert_eq!(matches("abc", "abc"), [(0, 0, true), (1, 1, true), (2, 2, true)]);
        assert_eq!(matches("abc", "ac"), [(0, 0, true), (2, 1, true)]);
        assert_eq!(matches("aab", "ab"), [(1, 0, false), (2, 1, true)], "which of the two it is, nobody knows");
        assert_eq!(matches("a.b", "axb"), [(0, 0, true), (1, 1, false), (2, 2, true)]);
        assert_eq!(matches("", "a"), []);
        assert_eq!(matches("ab", "ba").len(), 1);
    }
}
