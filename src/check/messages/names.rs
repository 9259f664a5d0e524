//! Names in messages: the one that was probably meant, and several one after another.

use super::entry;
use crate::text::names::distance;

/// Among how many names the nearest one is looked for. Among more, it would take long and be a guess.
const MOST_COMPARED: usize = 300;

/// The names that may have been meant by a wrong one.
#[derive(Debug, Default)]
pub struct Names<'a> {
    /// Whether they are those of terms.
    are_terms: bool,
    /// None where there are too many to compare with.
    all: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// Keeps names, unless there are too many.
    pub fn new(are_terms: bool, names: impl Iterator<Item = &'a str>) -> Self {
        let mut all: Vec<&str> = names.take(MOST_COMPARED + 1).collect();
        if all.len() > MOST_COMPARED {
            all.clear();
        }
        Self { are_terms, all }
    }

    /// The name that looks most like another one, if any looks much like it; both without the hyphen of a term.
    pub fn nearest(&self, name: &str) -> Option<&'a str> {
        let written = |name: &str| entry::written(name, self.are_terms);
        let name = written(name);
        let near = self.all.iter().filter_map(|other| Some((distance(&name, &written(other))?, *other)));
        near.min().map(|(_, other)| other)
    }
}

/// ``[`a`, `b`, `c`] => `a`, `b` and `c` ``
pub fn one_after_another(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.collect();
    match (names.pop(), names.is_empty()) {
        (Some(last), false) => format!("{} and {last}", names.join(", ")),
        (last, _) => last.unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::names::listed;

    #[test]
    fn a_nearest_name_is_looked_for_among_few() {
        let all: Vec<String> = (0..=MOST_COMPARED).map(|at| format!("name-{at}")).collect();
        let names = |count: usize| Names::new(false, all.iter().take(count).map(String::as_str));
        assert_eq!(names(MOST_COMPARED).nearest("nam-7"), Some("name-7"));
        assert_eq!(names(MOST_COMPARED + 1).nearest("nam-7"), None);
    }

    #[test]
    fn names_stand_one_after_another() {
        let joined = |names: &[&str]| one_after_another(names.iter().map(|name| (*name).to_owned()));
        assert_eq!((joined(&[]), joined(&["a"]), joined(&["a", "b"])), (String::new(), "a".into(), "a and b".into()));
        assert_eq!(joined(&["a", "b", "c"]), "a, b and c");
        assert_eq!(listed("$", ["a", "b"].into_iter()), "`$a`, `$b`");
        assert_eq!(listed("", ["a"; 7].into_iter()), "`a`, `a`, `a`, `a`, `a` and 2 more");
    }
}
