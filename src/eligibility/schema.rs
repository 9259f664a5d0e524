//! The JSON Schema of programs, for editors: made of the tables from which programs are read, so that it knows the same keys.
//!
//! An editor does not know which question a test is for, so the schema holds a test to the forms of all of them. Whatever it accepts
//! wrongly, `prove` says.

use serde_json::{Map, Value, json};

use crate::model::Described;
use crate::model::program::{Criterion, Outcome, Program, Question, RESERVED, Scenario};

/// Where the schema of this version lies in this repository, beside the programs.
pub const PATH: &str = "content/eligibility/program.schema.json";

/// How names are written, as a regular expression; options may begin with a digit.
const NAME: &str = "[A-Za-z][A-Za-z0-9_-]*";
const OPTION: &str = "[A-Za-z0-9_-]+";
const NUMBER: &str = "[+-]?[0-9]+";
const DATE: &str = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
const SPAN: &str = "[0-9]+ (day|week|month|year)s? (ago|ahead)";

/// The schema, as its file has it.
pub fn schema() -> String {
    let moment = format!("({DATE}|today|{SPAN})");
    let comparison = "(at least|at most|more than|less than)";
    let is = |pattern: &str| format!("^{pattern}$");
    let text = |pattern: &str| json!({ "type": "string", "pattern": is(pattern) });
    let form = |pattern: &str, description: &str, examples: &[&str]| json!({ "type": "string", "pattern": is(pattern), "description": description, "examples": examples });
    let several = |item: &str| json!({ "anyOf": [{ "$ref": item }, { "type": "array", "items": { "$ref": item } }] });
    let named = |item: &str, not: &[&str]| {
        let mut names = text(NAME);
        if !not.is_empty() {
            names["not"] = json!({ "enum": not });
        }
        json!({ "type": "object", "minProperties": 1, "propertyNames": names, "additionalProperties": { "$ref": item } })
    };
    let options = |least: usize, not: &[&str]| {
        let item = json!({ "type": ["string", "integer", "boolean"], "pattern": is(OPTION), "not": { "enum": not } });
        json!({ "type": "array", "items": item, "minItems": least, "uniqueItems": true })
    };
    let kinds = ["yes-no", "choose", "any-of", "whole", "date"];
    let mut question = object(Question::KEYS, &[]);
    for (kind, schema, description) in [
        ("yes-no", json!({ "enum": [null, true, "yes"] }), "Yes or no."),
        ("choose", options(2, &["unsure"]), "One of these options."),
        ("any-of", options(1, &["unsure", "none"]), "Some of these options, or none of them: that is always offered."),
        ("whole", text(&format!("{NUMBER} to {NUMBER}")), "A whole number in these bounds, as `0 to 100`."),
        ("date", text(&format!("{moment} to {moment}")), "A day in these bounds, as `2000-01-01 to today`."),
    ] {
        question["properties"][kind] = described(schema, description);
    }
    question["oneOf"] = kinds.iter().map(|kind| json!({ "required": [kind] })).collect();
    let mut outcome = object(Outcome::KEYS, &[]);
    outcome["oneOf"] = json!([{ "required": ["when"] }, { "required": ["otherwise"] }]);
    let list_of_conditions = json!({
        "anyOf": [{ "$ref": "#/$defs/conditions" }, { "type": "array", "items": { "$ref": "#/$defs/conditions" }, "minItems": 1 }]
    });
    let criteria = json!({ "anyOf": [{ "const": "all" }, { "$ref": "#/$defs/names" }] });
    let rows = json!({
        "type": "object",
        "required": ["by"],
        "minProperties": 2,
        "properties": { "by": described(text(NAME), "The question whose answers the rows are for.") },
        "propertyNames": { "anyOf": [{ "const": "by" }, { "$ref": "#/$defs/test" }] },
        "additionalProperties": { "anyOf": [{ "type": ["integer", "boolean"] }, text(&format!("({OPTION}|{NUMBER}|{moment})"))] },
    });
    let words =
        ["at least", "at most", "more than", "less than", "before", "after", "on or before", "on or after", "includes"];
    let tables: Map<String, Value> =
        words.iter().map(|word| ((*word).to_owned(), json!({ "$ref": "#/$defs/rows" }))).collect();
    let mut whole = object(Program::KEYS, &["check", "questions", "criteria", "outcomes"]);
    whole["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    whole["title"] = "An eligibility program of Diglot".into();
    whole["$defs"] = json!({
        "name": text(NAME),
        "text": { "type": ["string", "number"] },
        "names": several("#/$defs/name"),
        "flag": { "enum": [true, false, "yes", "no", "on", "off", "true", "false"] },
        "date": text(DATE),
        "page": {
            "type": "string",
            "not": { "pattern": "^[/#]|://" },
            "examples": ["help/join.md", "help/join.md#steps"],
        },
        "questions": named("#/$defs/question", RESERVED),
        "question": { "anyOf": [described(json!({ "const": "yes-no" }), "Yes or no."), question] },
        "criteria": named("#/$defs/criterion", &[]),
        "criterion": object(Criterion::KEYS, &["needs"]),
        "outcomes": named("#/$defs/outcome", &["undecided"]),
        "outcome": outcome,
        "conditions": {
            "description": "All entries must hold.",
            "type": "object",
            "minProperties": 1,
            "propertyNames": text(NAME),
            "properties": {
                "any": described(list_of_conditions.clone(), "One of these holds."),
                "all": described(list_of_conditions, "Each of these holds."),
                "not": described(json!({ "$ref": "#/$defs/conditions" }), "These do not all hold."),
                "met": described(criteria.clone(), "These criteria are met, or do not apply; in a criterion only earlier ones."),
                "unmet": described(criteria, "None of these criteria is met; in a criterion only earlier ones."),
            },
            "additionalProperties": {
                "anyOf": [
                    { "$ref": "#/$defs/test" },
                    { "type": "array", "items": { "$ref": "#/$defs/test" }, "minItems": 1 },
                    { "$ref": "#/$defs/table" },
                ]
            },
        },
        "test": {
            "description": "What the answer should be.",
            "anyOf": [
                { "type": ["boolean", "integer"], "description": "Yes or no, or a number.", "examples": [true, 3] },
                form(OPTION, "An option, `yes`, `no`, or `none` of several.", &["yes", "none"]),
                form(&format!("includes {OPTION}"), "An option is among those chosen; `any` or `all` of them are.", &["includes any"]),
                form(&format!("{comparison} {NUMBER}"), "A number, or how many options are chosen.", &["at least 1", "less than 5"]),
                form(&format!("{NUMBER}( to {NUMBER})?"), "A number in these bounds.", &["3 to 6"]),
                form(
                    &format!("(before|after|on or before|on or after) {moment}"),
                    "A day on this side of another.",
                    &["on or after 2026-07-01", "before today"]
                ),
                form(&format!("{comparison} {SPAN}"), "A day so far from today.", &["at least 18 years ago", "less than 28 days ago"]),
                form(&format!("{moment}( to {moment})?"), "A day in these bounds.", &["2026-01-01 to 2026-06-30"]),
            ]
        },
        "table": {
            "description": "What the answer should be depends on another answer: a row for each of those.",
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "properties": tables,
            "additionalProperties": false,
        },
        "rows": rows,
        "scenarios": { "type": ["array", "null"], "items": { "$ref": "#/$defs/scenario" } },
        "scenario": object(Scenario::KEYS, &["given", "expect"]),
        "answers": {
            "type": "object",
            "propertyNames": text(NAME),
            "additionalProperties": {
                "anyOf": [
                    { "type": ["boolean", "integer", "string"] },
                    { "type": "array", "items": { "type": ["boolean", "integer", "string"] } },
                ]
            },
        },
        "statuses": {
            "type": "object",
            "propertyNames": text(NAME),
            "additionalProperties": { "enum": ["met", "unmet", "unknown", "not-applicable"] },
        },
    });
    format!("{whole:#}\n")
}

/// A schema with what it is for.
fn described(mut schema: Value, description: &str) -> Value {
    schema["description"] = description.into();
    schema
}

/// The schema of a mapping with these keys, and no others.
fn object(keys: &[Described], required: &[&str]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let otherwise = key.otherwise();
            let without = if otherwise.is_empty() { String::new() } else { format!(" Without it: {otherwise}") };
            (key.name.to_owned(), described(of_form(key.form), &format!("{}{without}", key.meaning())))
        })
        .collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        schema["required"] = required.iter().copied().collect();
    }
    schema
}

/// The schema of what stands behind a key, by the words in which its table says so.
fn of_form(form: &str) -> Value {
    let name = match form {
        "name" | "outcome" => "name",
        "text" => "text",
        "date" => "date",
        "path of a page" => "page",
        "on or off" | "true or false" | "true" => "flag",
        "conditions" => "conditions",
        "list of outcomes" | "list of questions" => "names",
        "mapping from names to questions" => "questions",
        "mapping from names to criteria" => "criteria",
        "mapping from names to outcomes" => "outcomes",
        "list of scenarios" => "scenarios",
        "mapping from questions to answers" => "answers",
        "mapping from criteria to words" => "statuses",
        _ => return json!({}),
    };
    json!({ "$ref": format!("#/$defs/{name}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_a_form_and_every_reference_leads_somewhere() {
        let keys = [Program::KEYS, Question::KEYS, Criterion::KEYS, Outcome::KEYS, Scenario::KEYS].concat();
        for key in keys {
            assert!(of_form(key.form).get("$ref").is_some(), "{}: {}", key.name, key.form);
        }
        let schema: Value = serde_json::from_str(&schema()).expect("JSON");
        let mut open = vec![&schema];
        let mut references = 0;
        while let Some(value) = open.pop() {
            if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
                references += 1;
                assert!(schema.pointer(&reference[1..]).is_some(), "{reference}");
            }
            open.extend(value.as_object().into_iter().flat_map(Map::values));
            open.extend(value.as_array().into_iter().flatten());
        }
        assert!(references > 30);
    }
}
