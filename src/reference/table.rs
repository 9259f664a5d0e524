//! Tables of Markdown.

/// A table that is being written.
pub struct Table<'o> {
    out: &'o mut String,
}

impl<'o> Table<'o> {
    /// Begins a table with its head.
    pub fn new(out: &'o mut String, head: &[&str]) -> Self {
        let mut table = Self { out };
        table.row(head);
        table.out.push('|');
        table.out.push_str(&"---|".repeat(head.len()));
        table.out.push('\n');
        table
    }

    /// Adds a row of Markdown. A `|` in a cell is escaped, in code too, because that is how tables are cut.
    pub fn row(&mut self, cells: &[&str]) {
        self.out.push('|');
        for cell in cells {
            self.out.push(' ');
            if !cell.is_empty() {
                self.out.push_str(&cell.replace('|', "\\|"));
                self.out.push(' ');
            }
            self.out.push('|');
        }
        self.out.push('\n');
    }
}

/// Text as a span of code.
pub fn code(text: &str) -> String {
    format!("`{text}`")
}

/// Plain text as Markdown that shows it. Code spans stay, because texts for the terminal use their marks too.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_code = false;
    for ch in text.chars() {
        in_code ^= ch == '`';
        if !in_code && matches!(ch, '*' | '_' | '<' | '[') {
            out.push('\\');
        }
        out.push(ch);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_cells() {
        let mut out = String::new();
        Table::new(&mut out, &["A", "B"]).row(&[&code("a|b"), ""]);
        assert_eq!(out, "| A | B |\n|---|---|\n| `a\\|b` | |\n");
        assert_eq!(plain("a_b <c> `d_e`"), "a\\_b \\<c> `d_e`");
    }
}
