//! What an author can mend: one type for every finding, whoever finds it.
//!
//! The other channel is [`Fatal`]: the tool cannot go on, and no author is to blame. The two are never mixed.

mod code;

pub use code::{Code, Severity};

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::{LineIndex, Position, Span, position_of};

/// A place in a file that an author has open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file as a person would name it: relative to the working directory where it lies below, `/`-separated.
    pub file: Arc<str>,
    /// The bytes meant.
    pub span: Span,
    /// Where the span starts.
    pub start: Position,
    /// Where it ends (the place after its last character).
    pub end: Position,
}

impl Place {
    /// A place in `text`, which is the content of `file`.
    pub fn new(file: &Arc<str>, text: &str, span: Span) -> Self {
        let start = position_of(text, span.start);
        let end = if span.end == span.start { start } else { position_of(text, span.end) };
        Self { file: file.clone(), span, start, end }
    }

    /// [`Place::new`] with the lines of the text already found.
    pub fn indexed(file: &Arc<str>, text: &str, lines: &LineIndex, span: Span) -> Self {
        let start = lines.position_of(text, span.start);
        let end = if span.end == span.start { start } else { lines.position_of(text, span.end) };
        Self { file: file.clone(), span, start, end }
    }

    /// A file as a whole, or a folder.
    pub fn whole(file: &Arc<str>) -> Self {
        Self { file: file.clone(), span: Span::default(), start: Position::START, end: Position::START }
    }
}

/// Another place that a finding speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// Why it is named.
    pub role: Role,
    /// What to see there; may be empty.
    pub message: String,
    /// What mends it there, where the cause shows there too.
    pub fix: Option<Fix>,
    /// The message and the help that the finding would have if this were its first place, where those differ.
    pub alone: Option<(String, String)>,
}

/// Why a related place is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The same cause shows here too.
    SameCause,
    /// Worth a look to understand the finding.
    See,
}

impl Role {
    /// The role's name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Role::SameCause => "same-cause",
            Role::See => "see",
        }
    }
}

/// A change of a file that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fix {
    /// Whether it may be applied unseen: it changes the form, never what is said.
    pub safe: bool,
    /// Non-overlapping replacements in the file of the place that it belongs to, in ascending order.
    pub edits: Vec<Edit>,
}

/// One replacement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edit {
    /// The bytes to replace.
    pub span: Span,
    /// What to put there.
    pub text: String,
}

impl Fix {
    /// The text after the fix; nothing where an edit does not fit the text.
    pub fn apply(&self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for edit in &self.edits {
            out.push_str(text.get(from..edit.span.start)?);
            text.get(edit.span.start..edit.span.end)?;
            out.push_str(&edit.text);
            from = edit.span.end;
        }
        out.push_str(text.get(from..)?);
        Some(out)
    }
}

/// The text with those of the fixes that may be applied unseen, and how many they are; nothing where there is none. A
/// fix is applied as a whole: one that touches what another changes is left for the next time.
pub fn mend<'a>(fixes: impl IntoIterator<Item = &'a Fix>, text: &str) -> Option<(String, usize)> {
    let mut fixes: Vec<&Fix> = fixes.into_iter().filter(|fix| fix.safe).collect();
    fixes.sort();
    let mut edits: Vec<Edit> = Vec::new();
    let mut applied = 0;
    for fix in fixes {
        let end = edits.last().map_or(0, |edit| edit.span.end);
        if fix.edits.first().is_some_and(|first| first.span.start > end || edits.is_empty()) {
            edits.extend(fix.edits.iter().cloned());
            applied += 1;
        }
    }
    let mended = Fix { safe: true, edits }.apply(text)?;
    (mended != text).then_some((mended, applied))
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What kind of finding.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Where it can be mended.
    pub place: Place,
    /// What is so.
    pub message: String,
    /// The way out.
    pub help: String,
    /// Further places.
    pub related: Vec<Related>,
    /// A change that mends it at its own place, where one is known.
    pub fix: Option<Fix>,
    /// What it comes from, where that may show in several places, and more or fewer of them over time.
    pub cause: Option<String>,
    /// The tags of the locales whose readers it concerns, where those are not the readers of its file.
    pub concerns: Vec<String>,
}

impl Diagnostic {
    /// A finding with its code's default severity.
    pub fn new(code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            place,
            message: message.into(),
            help: help.into(),
            related: Vec::new(),
            fix: None,
            cause: None,
            concerns: Vec::new(),
        }
    }

    /// The same with another severity.
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same with one more related place.
    pub fn with_related(mut self, place: Place, role: Role, message: impl Into<String>) -> Self {
        self.related.push(Related { place, role, message: message.into(), fix: None, alone: None });
        self
    }

    /// Whether it is about a file: stands in it, or names a place in it.
    pub fn is_about(&self, file: &Arc<str>) -> bool {
        self.place.file == *file || self.related.iter().any(|related| related.place.file == *file)
    }

    /// In how many places it shows, or how many locales it concerns: the more of both.
    pub fn extent(&self) -> usize {
        let same = self.related.iter().filter(|related| related.role == Role::SameCause).count();
        self.concerns.len().max(same + 1)
    }

    /// What mends it, with the file that each fix belongs to: at its own place, and wherever else its cause shows.
    pub fn fixes(&self) -> impl Iterator<Item = (&Arc<str>, &Fix)> {
        let related = self.related.iter().map(|related| (&related.place.file, &related.fix));
        std::iter::once((&self.place.file, &self.fix))
            .chain(related)
            .filter_map(|(file, fix)| Some((file, fix.as_ref()?)))
    }

    /// The same with a fix that may be applied unseen.
    pub fn with_safe_fix(mut self, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { safe: true, edits });
        self
    }

    /// By file, place, code and message; where all of these are the same, by the rest, so that the order of findings never
    /// hangs on who found them first.
    fn key(&self) -> impl Ord + '_ {
        let rest = (&self.help, self.severity, &self.related, &self.fix, &self.cause, &self.concerns);
        (&self.place, self.code, &self.message, rest)
    }
}

impl Ord for Diagnostic {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Diagnostic {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Findings, in whatever order they were made until [`Diagnostics::sort`] brings them into the one order that
/// everybody prints.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// No findings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Orders them, and drops exact repeats.
    pub fn sort(&mut self) {
        self.0.sort();
        self.0.dedup();
    }

    /// How many of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Whether any finding is at least this bad.
    pub fn reaches(&self, severity: Severity) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity >= severity)
    }
}

impl std::ops::Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, iter: T) {
        self.0.extend(iter);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(iter: T) -> Self {
        Self(iter.into_iter().collect())
    }
}

/// Why the tool cannot go on: a folder cannot be read, an output folder is not ours. It has no place in a text.
#[derive(Debug)]
pub struct Fatal {
    /// What failed.
    pub message: String,
    /// The way out.
    pub help: String,
}

impl Fatal {
    /// A reason with its way out.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

impl fmt::Display for Fatal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  help: {}", self.message, self.help)
    }
}

impl std::error::Error for Fatal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fix_replaces_only_its_spans() {
        let fix = Fix {
            safe: true,
            edits: vec![
                Edit { span: Span::new(2, 2), text: " ".into() },
                Edit { span: Span::new(4, 5), text: String::new() },
            ],
        };
        assert_eq!(fix.apply("##abc"), Some("## ab".to_owned()));
        assert_eq!(fix.apply("##"), None, "an edit past the end is refused");
    }

    #[test]
    fn findings_have_one_order() {
        let file: Arc<str> = "a.md".into();
        let at = |start| Place::new(&file, "abcdef", Span::at(start));
        let mut found = Diagnostics::new();
        found.push(Diagnostic::new(Code::EmptyLink, at(3), "x", "y"));
        found.push(Diagnostic::new(Code::EmptyLink, at(1), "x", "y"));
        found.push(Diagnostic::new(Code::EmptyLink, at(3), "x", "y"));
        found.sort();
        assert_eq!(found.iter().map(|d| d.place.span.start).collect::<Vec<_>>(), [1, 3]);
        assert!(found.reaches(Severity::Note) && found.count(Severity::Error) + found.count(Severity::Warning) == 2);
    }
}
