//! Long texts in short lines.

use unicode_linebreak::linebreaks;

/// A text in lines that are no wider than `most`, at the places where Unicode lets lines break; within words only where nothing
/// else helps. `width` says how wide a character is.
pub fn wrap(text: &str, most: f32, width: impl Fn(char) -> f32) -> Vec<String> {
    let wide = |text: &str| text.trim_end().chars().map(&width).sum::<f32>();
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut start = 0;
    for (end, _) in linebreaks(text) {
        let part = &text[start..end];
        start = end;
        if line.chars().map(&width).sum::<f32>() + wide(part) > most {
            lines.push(std::mem::take(&mut line));
        }
        let mut so_far = line.chars().map(&width).sum::<f32>();
        for ch in part.chars() {
            if so_far + width(ch) > most && !ch.is_whitespace() {
                lines.push(std::mem::take(&mut line));
                so_far = 0.0;
            }
            so_far += width(ch);
            line.push(ch);
        }
    }
    lines.push(line);
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_they_may() {
        let lines = |text: &str, most: f32| wrap(text, most, |ch| if ch.is_ascii() { 1.0 } else { 2.0 });
        assert_eq!(lines("one two three", 7.0), ["one two", "three"]);
        assert_eq!(lines("direct-reseller", 9.0), ["direct-", "reseller"]);
        assert_eq!(lines("extraordinary", 5.0), ["extra", "ordin", "ary"]);
        assert_eq!(lines("合作伙伴类型", 8.0), ["合作伙伴", "类型"]);
        assert_eq!(lines("a  bcdef", 5.0), ["a", "bcdef"]);
        assert!(lines("", 5.0).is_empty());
    }
}
