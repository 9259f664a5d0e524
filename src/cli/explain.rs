//! `diglot explain`

use serde_json::json;

use super::{ExplainArguments, Format, Said};
use crate::diagnostics::{Code, Fatal};

/// Prints the page of a finding, or of all.
pub fn run(arguments: &ExplainArguments) -> Result<bool, Fatal> {
    let codes = match arguments.code {
        Some(code) => vec![code],
        None => Code::ALL.to_vec(),
    };
    let mut said = Said::default();
    match arguments.format {
        Format::Human => {
            let texts: Vec<String> = codes.iter().map(|code| code.explanation()).collect();
            said.report(texts.join("\n"));
        }
        Format::Json => {
            let object = |code: &Code| {
                json!({
                    "code": code.name(),
                    "severity": code.severity().name(),
                    "summary": code.meaning(),
                    "text": code.explanation(),
                })
            };
            said.json(&serde_json::Value::from_iter(codes.iter().map(object)));
        }
    }
    said.say().map(|()| true)
}
