//! Places in a text: byte spans, and the lines and columns that people read.

use serde::{Deserialize, Serialize};

/// A range of bytes in one file. Both ends lie on character borders of that file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// A span from its two ends; an end before the start gives an empty span at the start.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The empty span at `at`.
    pub fn at(at: usize) -> Self {
        Self { start: at, end: at }
    }

    /// The bytes of the span in `text`, or nothing where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The span in a text that has `by` bytes more before it.
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// Whether `offset` lies inside.
    pub fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A line and a column, both counted from 1; the column counts Unicode scalar values, as editors do for most text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

impl Position {
    /// The first place of any file.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// The line and column of a byte offset; an offset past the end gives the end.
///
/// `("ab\ncd", 4) => 2:2`
pub fn position_of(text: &str, offset: usize) -> Position {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |at| at + 1);
    Position {
        line: memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// Where the lines of a text begin, for texts of which many places are asked.
#[derive(Debug, Clone, Default)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// Whether bytes and characters are the same.
    ascii: bool,
}

impl LineIndex {
    /// The index of a text.
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        Self { starts, ascii: text.is_ascii() }
    }

    /// [`position_of`], without counting from the start each time. `text` is the text that the index was made of.
    pub fn position_of(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset.min(text.len())).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let ahead = offset.min(text.len()).saturating_sub(start);
        let column = if self.ascii { ahead + 1 } else { position_of(&text[start..], ahead).column };
        Position { line, column }
    }

    /// The byte that stands at a position; the end of its line where that is shorter.
    pub fn offset_of(&self, text: &str, position: Position) -> usize {
        let start = self.starts.get(position.line.saturating_sub(1)).copied().unwrap_or(text.len());
        let line = text[start..].split('\n').next().unwrap_or_default();
        let ahead = line.char_indices().nth(position.column.saturating_sub(1));
        start + ahead.map_or(line.len(), |(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_not_bytes() {
        let text = "eins\nзwei\n";
        assert_eq!(position_of(text, 0), Position::START);
        assert_eq!(position_of(text, 7), Position { line: 2, column: 2 });
        assert_eq!(position_of(text, 6), Position { line: 2, column: 1 }, "inside a character: its start");
        assert_eq!(position_of(text, 99), Position { line: 3, column: 1 });
        let index = LineIndex::new(text);
        for offset in 0..20 {
            assert_eq!(index.position_of(text, offset), position_of(text, offset), "{offset}");
        }
        for offset in [0, 3, 5, 7] {
            assert_eq!(index.offset_of(text, position_of(text, offset)), offset);
        }
    }
}
