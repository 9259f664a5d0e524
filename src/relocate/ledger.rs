//! The record of translated units: one file for each locale, `units.tsv`, a line for each unit. Lines are sorted, and
//! comments stand at the top.

use super::rename::Rename;

/// The record with the page under its new key, which is the first field of its lines; nothing where it has none.
pub fn renamed(text: &str, rename: Rename<'_>) -> Option<String> {
    let ours = |line: &str| line.split('\t').next() == Some(rename.from.as_str());
    if !text.lines().any(ours) {
        return None;
    }
    let (comments, lines): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
    let mut lines: Vec<String> =
        lines
            .into_iter()
            .map(|line| {
                if ours(line) {
                    format!("{}{}", rename.to, &line[rename.from.as_str().len()..])
                } else {
                    line.to_owned()
                }
            })
            .collect();
    lines.sort();
    let all = comments.into_iter().chain(lines.iter().map(String::as_str));
    Some(all.flat_map(|line| [line, "\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PageKey;

    #[test]
    fn lines_stay_in_order() {
        let (from, to) = (PageKey::from_path("b"), PageKey::from_path("d"));
        let rename = Rename { from: &from, to: &to };
        let text = "# units\na\t1\nb\t1\tx\nb\t2\nbc\t1\nc\t1\n";
        assert_eq!(renamed(text, rename).as_deref(), Some("# units\na\t1\nbc\t1\nc\t1\nd\t1\tx\nd\t2\n"));
        assert_eq!(renamed("bc\t1\n", rename), None);
    }
}
