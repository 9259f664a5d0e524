//! A text made from another text, which still knows where each of its bytes came from.
//!
//! The dialect is read by rewriting its marks into plain Markdown before the Markdown parser sees them (see
//! [`crate::parse::prepare`]). Every diagnostic must point into the file that the author has open, so the rewritten
//! text carries the way back.

use super::Span;

/// A rewritten text with the way back to its origin.
#[derive(Debug, Clone, Default)]
pub struct Mapped {
    /// The rewritten text.
    pub text: String,
    /// The way back.
    pub map: Map,
}

/// The way from a rewritten text back to its origin.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// Runs in ascending order: from `start` on, bytes were copied from `origin` on, or (`copied == false`) stand for
    /// the one place `origin`.
    runs: Vec<Run>,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    start: usize,
    origin: usize,
    copied: bool,
}

impl Map {
    /// The map of a text that was copied whole from `offset` on.
    pub fn shift(offset: usize) -> Self {
        Self { runs: vec![Run { start: 0, origin: offset, copied: true }] }
    }

    /// The map of a text all of which stands for one place.
    pub fn fixed(origin: usize) -> Self {
        Self { runs: vec![Run { start: 0, origin, copied: false }] }
    }

    /// The offset in the origin that the byte at `offset` came from.
    pub fn origin(&self, offset: usize) -> usize {
        self.place(offset).0
    }

    /// A span of the rewritten text as one of the origin.
    pub fn origin_span(&self, span: Span) -> Span {
        // The end is exclusive: map the last byte inside, so that a cut right after the span does not widen it.
        let end = match span.end.checked_sub(1).filter(|last| *last >= span.start).map(|last| self.place(last)) {
            Some((origin, true)) => origin + 1,
            // What stands for one place has no length there.
            Some((origin, false)) => origin,
            None => self.origin(span.end),
        };
        Span::new(self.origin(span.start), end)
    }

    /// Where a byte came from, and whether it was copied from there.
    fn place(&self, offset: usize) -> (usize, bool) {
        let index = self.runs.partition_point(|run| run.start <= offset);
        match index.checked_sub(1).map(|index| self.runs[index]) {
            Some(run) if run.copied => (run.origin + (offset - run.start), true),
            Some(run) => (run.origin, false),
            None => (offset, true),
        }
    }
}

/// Builds a [`Mapped`] from left to right.
#[derive(Debug)]
pub struct MappedBuilder<'a> {
    source: &'a str,
    offset: usize,
    mapped: Mapped,
}

impl<'a> MappedBuilder<'a> {
    /// A builder that copies from `source`, whose first byte stands at `offset` in the file.
    pub fn new(source: &'a str, offset: usize) -> Self {
        Self { source, offset, mapped: Mapped { text: String::with_capacity(source.len() + 16), map: Map::default() } }
    }

    /// Copies the bytes `from..to` of the source.
    pub fn copy(&mut self, from: usize, to: usize) {
        if from < to {
            self.run(self.offset + from, true);
            self.mapped.text.push_str(&self.source[from..to]);
        }
    }

    /// Writes `text`, all of which stands for the place `at` of the source.
    pub fn insert(&mut self, text: &str, at: usize) {
        if !text.is_empty() {
            self.run(self.offset + at, false);
            self.mapped.text.push_str(text);
        }
    }

    /// What is written so far.
    pub fn text(&self) -> &str {
        &self.mapped.text
    }

    /// The finished text.
    pub fn finish(self) -> Mapped {
        self.mapped
    }

    fn run(&mut self, origin: usize, copied: bool) {
        let start = self.mapped.text.len();
        if let Some(last) = self.mapped.map.runs.last()
            && last.copied
            && copied
            && last.origin + (start - last.start) == origin
        {
            return;
        }
        self.mapped.map.runs.push(Run { start, origin, copied });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_knows_its_origin() {
        let source = "##<a>x";
        let mut builder = MappedBuilder::new(source, 100);
        builder.copy(0, 2);
        builder.insert(" ", 2);
        builder.copy(2, 6);
        let mapped = builder.finish();
        assert_eq!(mapped.text, "## <a>x");
        assert_eq!(mapped.map.origin(1), 101);
        assert_eq!(mapped.map.origin(2), 102, "the inserted space stands where it was put");
        assert_eq!(mapped.map.origin(3), 102);
        assert_eq!(mapped.map.origin_span(Span::new(3, 7)), Span::new(102, 106));
    }
}
