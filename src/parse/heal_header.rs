//! What mends front matter that had to be read as what it means: the fences that it lacks, and no more where that is
//! enough; else its keys and values line by line, as they were written.

use serde_yaml::{Mapping, Value};

use super::legacy::Header;
use crate::diagnostics::{Edit, Fix};
use crate::model::FrontMatter;
use crate::text::Span;

impl Header {
    /// What makes a header whole that stands at `whole`. Nothing where something of it would be lost.
    pub(super) fn fix(&self, text: &str, whole: Span) -> Option<Vec<Edit>> {
        let end = line_end(whole.of(text));
        let lines = Span::new(self.start, self.end);
        let opened = text[whole.start..self.start].trim_end().ends_with("---");
        let mut edits = Vec::new();
        if !opened {
            edits.push(Edit { span: Span::new(whole.start, self.start), text: format!("---{end}") });
        }
        let mut mended = lines.of(text).to_owned();
        if self.closed {
            mended.truncate(mended.trim_end().strip_suffix("---")?.len());
        }
        if !is_mapping(&mended) {
            edits.extend(self.lines(text, end)?);
            let shift = |edit: &Edit| Edit {
                span: Span::new(edit.span.start - self.start, edit.span.end - self.start),
                text: edit.text.clone(),
            };
            let own = edits.iter().filter(|edit| edit.span.start >= self.start && edit.span.end > self.start);
            mended = Fix { safe: true, edits: own.map(shift).collect() }.apply(&mended)?;
        }
        if !self.closed {
            let missing = if lines.of(text).ends_with('\n') { "" } else { end };
            edits.push(Edit { span: Span::at(self.end), text: format!("{missing}---{end}") });
        }
        // Whatever is changed, YAML has to read the whole of it then.
        (!self.cut && is_mapping(&mended)).then_some(edits)
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
        let (fence, end) = (first.rfind('\n')? + 1, line_end(first));
        let mut yaml = String::new();
        for entry in &self.entries {
            let extra = front.extra.get(&entry.key).map(|value| value.as_str().unwrap_or_default().to_owned());
            let field = front.fields().find(|(name, _)| *name == entry.key).map(|(_, value)| value.to_owned());
            match field.or(extra) {
                Some(said) if said != entry.value => return None,
                Some(_) => {}
                None if entry.repeats => return None,
                None => yaml.push_str(&format!("{}{end}", line_of(&entry.key, &entry.value)?)),
            }
        }
        let edits = vec![Edit { span: Span::at(fence), text: yaml }, Edit { span: whole, text: String::new() }];
        (!self.cut).then_some(edits)
    }

    /// The lines that are no YAML, each written anew as the keys and values that it means. All others stay as they are.
    fn lines(&self, text: &str, end: &str) -> Option<Vec<Edit>> {
        let mut edits = Vec::new();
        let mut entries = self.entries.iter().peekable();
        while let Some(entry) = entries.next() {
            let mut own = vec![entry];
            while let Some(next) = entries.next_if(|next| next.span == entry.span) {
                own.push(next);
            }
            let written = entry.span.of(text);
            if own.len() == 1 && is_mapping(written) {
                // Of a line that YAML reads, no more than the key is written in another way.
                let key = written.find(':').map(|colon| Span::new(entry.span.start, entry.span.start + colon));
                let translated = key.filter(|key| !key.of(text).trim().eq_ignore_ascii_case(&entry.key));
                edits.extend(translated.map(|span| Edit { span, text: entry.key.clone() }));
                continue;
            }
            if own.iter().any(|entry| entry.repeats) {
                return None;
            }
            let lines: Option<Vec<String>> = own.iter().map(|entry| line_of(&entry.key, &entry.value)).collect();
            edits.push(Edit { span: entry.span, text: lines?.join(end) });
        }
        Some(edits)
    }
}

/// Whether YAML reads a text as keys with values.
fn is_mapping(text: &str) -> bool {
    serde_yaml::from_str::<Mapping>(text).is_ok()
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
