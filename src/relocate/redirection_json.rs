//! Redirects in docfx's `.openpublishing.redirection.json`, changed in their places: whatever else stands in the file,
//! comments too, stays as it is.

use serde_json::{Value, json};

use super::redirects::{Entry, Fate, Fates, Form};
use crate::diagnostics::{Edit, Fix};
use crate::parse::docfx;
use crate::parse::yaml::{Places, Step};
use crate::text::Span;

/// How docfx holds redirects.
pub const FORM: Form = Form { read, change };

const LIST: &str = "redirections";
const TO: &str = "redirect_url";
const IDENTITY: &str = "redirect_document_id";

/// The redirects that a file has; nothing where they cannot be read.
fn read(text: &str) -> Option<Vec<Entry>> {
    let value = parsed(text)?;
    let list = value.get(LIST)?.as_array()?.iter();
    let entry = |entry: &Value| {
        let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        Entry { from: source_key(entry).map(text).unwrap_or_default(), to: text(TO) }
    };
    Some(list.map(entry).collect())
}

fn parsed(text: &str) -> Option<Value> {
    serde_json::from_str(&blank(text)).ok()
}

/// The text as plain JSON in which every place is where it was.
fn blank(text: &str) -> String {
    let text = docfx::without_comments(text);
    match text.strip_prefix('\u{feff}') {
        Some(rest) => format!("   {rest}"),
        None => text,
    }
}

/// What an entry calls the file that moved.
fn source_key(entry: &Value) -> Option<&'static str> {
    ["source_path", "source_path_from_root"].into_iter().find(|key| entry.get(key).is_some())
}

/// The text with its redirects changed; nothing where that cannot be done in its places alone.
fn change(text: &str, fates: &Fates) -> Option<String> {
    let blank = blank(text);
    let value = parsed(text)?;
    let list = value.get(LIST)?.as_array()?;
    // JSON is YAML, whose places are known.
    let places = Places::new(&blank);
    let file = File { text, blank: &blank, places: &places, list };
    let mut edits = Vec::new();
    for (index, fate) in fates.known.iter().enumerate() {
        match fate {
            Fate::Stays => {}
            Fate::Goes => edits.push(Edit { span: file.with_comma(index)?, text: String::new() }),
            Fate::Becomes(entry) => {
                let source = source_key(&list[index])?;
                for (key, new) in [(source, &entry.from), (TO, &entry.to)] {
                    edits.push(Edit { span: file.value(index, key)?, text: json!(new).to_string() });
                }
            }
        }
    }
    if !fates.new.is_empty() {
        edits.push(file.added(&fates.new)?);
    }
    edits.sort();
    let changed = (Fix { safe: true, edits }).apply(text)?;
    (read(&changed)? == fates.apply(read(text)?)).then_some(changed)
}

struct File<'a> {
    text: &'a str,
    /// The text without its comments.
    blank: &'a str,
    places: &'a Places,
    list: &'a [Value],
}

impl File<'_> {
    /// Where the value of a key of an entry stands, in its quotes.
    fn value(&self, index: usize, key: &str) -> Option<Span> {
        let span = self.places.value(&[Step::Key(LIST), Step::Index(index), Step::Key(key)])?;
        Some(Span::new(span.start, span.start + span.of(self.blank).trim_end().len()))
    }

    /// Where an entry stands, from brace to brace.
    fn entry(&self, index: usize) -> Option<Span> {
        let path = [Step::Key(LIST), Step::Index(index)];
        let start = self.places.key(&path).start;
        let last = self.places.entries(&path).last()?.1;
        Some(Span::new(start, last.end + self.blank[last.end..].find('}')? + 1))
    }

    /// An entry with the comma and the blanks that belong to it.
    fn with_comma(&self, index: usize) -> Option<Span> {
        let own = self.entry(index)?;
        Some(if index + 1 < self.list.len() {
            Span::new(own.start, self.entry(index + 1)?.start)
        } else if index > 0 {
            Span::new(self.entry(index - 1)?.end, own.end)
        } else {
            own
        })
    }

    /// New entries behind the last one, in its form.
    fn added(&self, new: &[Entry]) -> Option<Edit> {
        let Some(index) = self.list.len().checked_sub(1) else {
            let at = self.places.value(&[Step::Key(LIST)])?.start + 1;
            let entries = new.iter().map(|entry| {
                let (from, to) = (json!(entry.from), json!(entry.to));
                format!("{{\"source_path\": {from}, \"{TO}\": {to}, \"{IDENTITY}\": false}}")
            });
            return Some(Edit { span: Span::at(at), text: entries.collect::<Vec<_>>().join(", ") });
        };
        let last = self.entry(index)?;
        let entries = self.places.entries(&[Step::Key(LIST), Step::Index(index)]);
        let ((first_key, first_value), (_, last_value)) = (*entries.first()?, *entries.last()?);
        let before = self.places.value(&[Step::Key(LIST)])?.start + 1;
        let before = if index > 0 { self.entry(index - 1)?.end } else { before };
        let blanks = |from: usize, to: usize| {
            let between = self.text.get(from..to).unwrap_or_default().trim_start_matches(',');
            if between.trim().is_empty() { between.to_owned() } else { "\n".to_owned() }
        };
        let between = blanks(before, last.start);
        let (open, close) = (blanks(last.start + 1, first_key.start), blanks(last_value.end, last.end - 1));
        let colon = self.text.get(first_key.end..first_value.start).filter(|colon| colon.trim() == ":").unwrap_or(": ");
        let gap = if open.is_empty() { " " } else { &open };
        let source = source_key(&self.list[index])?;
        // Whose identity a page inherits is for its authors to say; one target can have it from one page only.
        let identity = self.list[index].get(IDENTITY).map(|known| match known {
            Value::String(known) if known.eq_ignore_ascii_case("false") => json!(known),
            Value::String(_) => json!("false"),
            _ => json!(false),
        });
        let mut out = String::new();
        for entry in new {
            let slash = if source == "source_path" { "" } else { "/" };
            let from = json!(format!("{slash}{}", entry.from.trim_start_matches('/')));
            out.push_str(&format!(
                ",{between}{{{open}\"{source}\"{colon}{from},{gap}\"{TO}\"{colon}{}",
                json!(entry.to)
            ));
            if let Some(identity) = &identity {
                out.push_str(&format!(",{gap}\"{IDENTITY}\"{colon}{identity}"));
            }
            out.push_str(&format!("{close}}}"));
        }
        Some(Edit { span: Span::at(last.end), text: out })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(from: &str, to: &str) -> Entry {
        Entry { from: from.to_owned(), to: to.to_owned() }
    }

    #[test]
    fn entries_are_added_in_the_form_of_the_last() {
        let text = "{ // what moved\n\t\"redirections\": [\n\t\t{\n\t\t\t\"source_path\": \"a.md\",\n\t\t\t\"redirect_url\": \"/x/b\",\n\t\t\t\"redirect_document_id\": \"FALSE\"\n\t\t}\n\t]\n}\n";
        let added = change(text, &Fates { known: vec![Fate::Stays], new: vec![entry("c.md", "/x/d")] });
        let expected = "{ // what moved\n\t\"redirections\": [\n\t\t{\n\t\t\t\"source_path\": \"a.md\",\n\t\t\t\"redirect_url\": \"/x/b\",\n\t\t\t\"redirect_document_id\": \"FALSE\"\n\t\t},\n\t\t{\n\t\t\t\"source_path\": \"c.md\",\n\t\t\t\"redirect_url\": \"/x/d\",\n\t\t\t\"redirect_document_id\": \"FALSE\"\n\t\t}\n\t]\n}\n";
        assert_eq!(added.as_deref(), Some(expected));
        let added = |text: &str, known| change(text, &Fates { known, new: vec![entry("c.md", "d")] });
        assert_eq!(
            added(
                "{\"redirections\":[{\"source_path\":\"a.md\",\"redirect_url\":\"b\",\"redirect_document_id\":true}]}",
                vec![Fate::Stays]
            )
            .as_deref(),
            Some(
                "{\"redirections\":[{\"source_path\":\"a.md\",\"redirect_url\":\"b\",\"redirect_document_id\":true},{\"source_path\":\"c.md\", \"redirect_url\":\"d\", \"redirect_document_id\":false}]}"
            )
        );
        assert_eq!(
            added("{\"redirections\": []}", vec![]).as_deref(),
            Some(
                "{\"redirections\": [{\"source_path\": \"c.md\", \"redirect_url\": \"d\", \"redirect_document_id\": false}]}"
            )
        );
        assert_eq!(added("{}", vec![]), None);
    }

    #[test]
    fn entries_go_and_turn() {
        let text = "{\"redirections\": [\n {\"source_path\": \"a.md\", \"redirect_url\": \"b\"},\n {\"source_path\": \"c.md\", \"redirect_url\": \"d\\/e\"} // {x}\n]}";
        let change = |known| change(text, &Fates { known, new: vec![] });
        assert_eq!(
            change(vec![Fate::Goes, Fate::Becomes(entry("c.md", "f"))]).as_deref(),
            Some("{\"redirections\": [\n {\"source_path\": \"c.md\", \"redirect_url\": \"f\"} // {x}\n]}")
        );
        assert_eq!(
            change(vec![Fate::Becomes(entry("b.md", "a")), Fate::Goes]).as_deref(),
            Some("{\"redirections\": [\n {\"source_path\": \"b.md\", \"redirect_url\": \"a\"} // {x}\n]}")
        );
    }
}
