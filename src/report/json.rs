//! Findings for programs.

use serde_json::{Value, json};

use crate::diagnostics::{Diagnostic, Place};

/// One finding as an object.
pub fn diagnostic(diagnostic: &Diagnostic) -> Value {
    let mut object = place(&diagnostic.place);
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .map(|related| {
            json!({
                "file": &*related.place.file,
                "line": related.place.start.line,
                "column": related.place.start.column,
                "role": related.role.name(),
                "message": related.message,
            })
        })
        .collect();
    let fix = diagnostic.fix.as_ref().map(|fix| {
        let edits: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| json!({ "byte_start": edit.span.start, "byte_end": edit.span.end, "text": edit.text }))
            .collect();
        json!({ "safe": fix.safe, "edits": edits })
    });
    if let Value::Object(object) = &mut object {
        object.insert("code".to_owned(), diagnostic.code.name().into());
        object.insert("severity".to_owned(), diagnostic.severity.name().into());
        object.insert("message".to_owned(), diagnostic.message.clone().into());
        object.insert("help".to_owned(), diagnostic.help.clone().into());
        object.insert("related".to_owned(), related.into());
        object.insert("fix".to_owned(), fix.unwrap_or(Value::Null));
    }
    object
}

fn place(place: &Place) -> Value {
    json!({
        "file": &*place.file,
        "line": place.start.line,
        "column": place.start.column,
        "end_line": place.end.line,
        "end_column": place.end.column,
        "byte_start": place.span.start,
        "byte_end": place.span.end,
    })
}
