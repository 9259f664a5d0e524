//! What mends front matter that had to be read as what it means: the fences that it lacks, and no more where that is
//! enough; else its keys and values line by line, as they were written.

use serde_yaml::{Mapping, Value};

use super::legacy::Header;
use crate::diagnostics::Edit;
use crate::model::FrontMatter;
use crate::text::Span;

impl Header {
    /// What makes a header whole that stands at `whole`. Nothing where something of it would be lost.
    pub(super) fn fix(&self, text: &str, whole: Span) -> Option<Vec<Edit>> {
        let end = line_end(whole.of(text));
        let lines = Span::new(self.start, self.end).of(text);
        if !self.closed && serde_yaml::from_str::<Mapping>(lines).is_ok() {
            let close = Edit { span: Span::at(self.end), text: format!("{}---{end}", missing_end(lines, end)) };
            let opened = text[whole.start..self.start].trim_end().ends_with("---");
            let open = Edit { span: Span::new(whole.start, self.start), text: format!("---{end}") };
            return Some(if opened { vec![close] } else { vec![open, close] });
        }
        let yaml = self.yaml(end, |_| true)?;
        Some(vec![Edit { span: whole, text: format!("---{end}{yaml}---{end}") }])
    }

    /// What brings a second block at `whole` into the first, which ends before `first_end` and says `front`.
    pub(super) fn fix_second(
        &self,
        text: &str,
        front: &FrontMatter,
        first_end: usize,
        whole: Span,
    ) -> Option<Vec<Edit>> {
        let first = text[..first_end].trim_end();
        let fence = first.rfind('\n')? + 1;
        let said = |key: &str| front.extra.contains_key(key) || front.fields().any(|(name, _)| name == key);
        let yaml = self.yaml(line_end(first), |key| !said(key))?;
        Some(vec![Edit { span: Span::at(fence), text: yaml }, Edit { span: whole, text: String::new() }])
    }

    /// The entries as YAML, one to a line, each value as it was written where YAML reads it as that.
    fn yaml(&self, end: &str, wanted: impl Fn(&str) -> bool) -> Option<String> {
        if self.lossy {
            return None;
        }
        let entries = self.entries.iter().filter(|entry| !entry.repeats && wanted(&entry.key));
        let mut yaml = String::new();
        for entry in entries {
            yaml.push_str(&line_of(&entry.key, &entry.value)?);
            yaml.push_str(end);
        }
        Some(yaml)
    }
}

/// A key and its value on one line; nothing where YAML needs more than one.
fn line_of(key: &str, value: &str) -> Option<String> {
    let plain = format!("{key}: {value}");
    let read = serde_yaml::from_str::<Mapping>(&plain).ok().and_then(|mapping| mapping.get(key).cloned());
    let kept = match &read {
        Some(Value::String(read)) => read == value,
        Some(Value::Number(_) | Value::Bool(_)) => true,
        Some(Value::Null) => value.is_empty(),
        _ => false,
    };
    if kept {
        return Some(plain.trim_end().to_owned());
    }
    let mapping = Mapping::from_iter([(Value::String(key.to_owned()), Value::String(value.to_owned()))]);
    let yaml = serde_yaml::to_string(&mapping).ok()?;
    Some(yaml.trim_end().to_owned()).filter(|yaml| !yaml.contains('\n'))
}

/// How the lines of a text end.
fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The end that the last line lacks.
fn missing_end<'e>(lines: &str, end: &'e str) -> &'e str {
    if lines.ends_with('\n') { "" } else { end }
}
