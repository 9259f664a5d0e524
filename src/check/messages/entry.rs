//! A Fluent file as the checks of interface texts see it: what each text is made of, and where each name stands.

use std::collections::BTreeSet;

use fluent_syntax::ast::{self, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;

use crate::site::texts::readable;
use crate::text::Span;

/// The texts of one file.
#[derive(Debug, Default)]
pub struct Contents<'a> {
    /// Its messages and terms, in their order.
    pub entries: Vec<Entry<'a>>,
    /// The names at the start of what could not be read, attributes with their dot: a syntax error has its own finding,
    /// and what it hides is not missing.
    pub broken: BTreeSet<&'a str>,
}

/// A message or a term.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Its name, without the hyphen of a term.
    pub name: &'a str,
    /// Whether it is a term, which only texts of its own language can use.
    pub is_term: bool,
    /// Where its name stands.
    pub span: Span,
    /// Its value, where it has one, and its attributes.
    pub parts: Vec<Part<'a>>,
}

/// The value of a message or one of its attributes.
#[derive(Debug, Default)]
pub struct Part<'a> {
    /// The attribute's name; nothing for the value.
    pub attribute: Option<&'a str>,
    /// Where its name stands; for the value that of the message.
    pub span: Span,
    /// The variables in it, in their order.
    pub variables: Vec<Variable<'a>>,
    /// What it refers to.
    pub references: Vec<Reference<'a>>,
    /// Where a number chooses between forms.
    pub selections: Vec<Selection<'a>>,
}

/// A variable in its place.
#[derive(Debug, Clone, Copy)]
pub struct Variable<'a> {
    /// Its name, without the dollar sign.
    pub name: &'a str,
    /// Where it stands, with the dollar sign.
    pub span: Span,
    /// Whether readers see it, other than one that only chooses between forms.
    pub is_shown: bool,
}

/// What a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Another message.
    Message,
    /// A term.
    Term,
    /// A function.
    Function,
}

/// A reference in its place.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// What is named.
    pub kind: Kind,
    /// By which name, without the hyphen of a term.
    pub name: &'a str,
    /// The attribute that is asked for.
    pub attribute: Option<&'a str>,
    /// Where it stands.
    pub span: Span,
}

/// A choice between the forms of a language by a number.
#[derive(Debug)]
pub struct Selection<'a> {
    /// Where the variable stands.
    pub span: Span,
    /// Whether the number is a place in a row (1st, 2nd), other than a count.
    pub is_ordinal: bool,
    /// The words before its variants, in their order.
    pub keys: Vec<&'a str>,
    /// The word before the variant that serves what no other one does, if it is a word.
    pub default: Option<&'a str>,
    /// The whole numbers that have a variant of their own.
    pub numbers: BTreeSet<u32>,
}

impl<'a> Contents<'a> {
    /// Reads a file, whatever is in it.
    pub fn new(text: &'a str) -> Self {
        let mut contents = Self::default();
        let Ok((readable, _)) = readable(text) else {
            // Such a file is left out as a whole.
            contents.broken.extend(text.lines().filter_map(first_name));
            return contents;
        };
        let resource = parser::parse_runtime(readable).unwrap_or_else(|(resource, _)| resource);
        for entry in &resource.body {
            match entry {
                ast::Entry::Message(message) => {
                    let entry = Entry::new(text, message.id.name, false, message.value.as_ref(), &message.attributes);
                    contents.entries.push(entry);
                }
                ast::Entry::Term(term) => {
                    contents.entries.push(Entry::new(text, term.id.name, true, Some(&term.value), &term.attributes));
                }
                ast::Entry::Junk { content } => contents.broken.extend(content.lines().filter_map(first_name)),
                _ => {}
            }
        }
        contents
    }
}

impl<'a> Entry<'a> {
    fn new(
        text: &'a str,
        name: &'a str,
        is_term: bool,
        value: Option<&Pattern<&'a str>>,
        attributes: &[ast::Attribute<&'a str>],
    ) -> Self {
        let span = with_mark(text, span_of(text, name), "-");
        let value = value.map(|value| Part::new(text, None, span, value));
        let attributes = attributes.iter().map(|attribute| {
            let name = attribute.id.name;
            Part::new(text, Some(name), with_mark(text, span_of(text, name), "."), &attribute.value)
        });
        Self { name, is_term, span, parts: value.into_iter().chain(attributes).collect() }
    }

    /// Its value or an attribute.
    pub fn part(&self, attribute: Option<&str>) -> Option<&Part<'a>> {
        self.parts.iter().find(|part| part.attribute == attribute)
    }

    /// What refers to it names this.
    pub fn kind(&self) -> Kind {
        if self.is_term { Kind::Term } else { Kind::Message }
    }

    /// Its name as Fluent writes it.
    pub fn written(&self) -> String {
        written(self.name, self.is_term)
    }
}

impl<'a> Part<'a> {
    fn new(text: &'a str, attribute: Option<&'a str>, span: Span, pattern: &Pattern<&'a str>) -> Self {
        let mut part = Self { attribute, span, ..Self::default() };
        part.read(text, pattern);
        part
    }

    fn read(&mut self, text: &'a str, pattern: &Pattern<&'a str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.read_expression(text, expression);
            }
        }
    }

    fn read_expression(&mut self, text: &'a str, expression: &Expression<&'a str>) {
        match expression {
            Expression::Inline(inline) => self.read_inline(text, inline, true),
            Expression::Select { selector, variants } => {
                self.read_inline(text, selector, false);
                self.selections.extend(Selection::new(text, selector, variants));
                variants.iter().for_each(|variant| self.read(text, &variant.value));
            }
        }
    }

    fn read_inline(&mut self, text: &'a str, inline: &InlineExpression<&'a str>, is_shown: bool) {
        let (kind, name, attribute, arguments) = match inline {
            InlineExpression::VariableReference { id } => {
                let span = with_mark(text, span_of(text, id.name), "$");
                return self.variables.push(Variable { name: id.name, span, is_shown });
            }
            InlineExpression::Placeable { expression } => return self.read_expression(text, expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => return,
            InlineExpression::MessageReference { id, attribute } => (Kind::Message, id.name, attribute.as_ref(), None),
            InlineExpression::TermReference { id, attribute, arguments } => {
                (Kind::Term, id.name, attribute.as_ref(), arguments.as_ref())
            }
            InlineExpression::FunctionReference { id, arguments } => (Kind::Function, id.name, None, Some(arguments)),
        };
        let span = span_of(text, name);
        let span = if kind == Kind::Term { with_mark(text, span, "-") } else { span };
        self.references.push(Reference { kind, name, attribute: attribute.map(|attribute| attribute.name), span });
        for argument in arguments.iter().flat_map(|arguments| &arguments.positional) {
            self.read_inline(text, argument, is_shown);
        }
    }
}

impl<'a> Selection<'a> {
    /// A choice by a variable, as it is or through `NUMBER`; any other is not made by a number that a template gives.
    fn new(
        text: &'a str,
        selector: &InlineExpression<&'a str>,
        variants: &[ast::Variant<&'a str>],
    ) -> Option<Selection<'a>> {
        let (variable, is_ordinal) = match selector {
            InlineExpression::VariableReference { id } => (id, false),
            InlineExpression::FunctionReference { id, arguments } if id.name == "NUMBER" => {
                let InlineExpression::VariableReference { id } = arguments.positional.first()? else { return None };
                let is_ordinal = arguments.named.iter().any(|argument| {
                    argument.name.name == "type"
                        && matches!(argument.value, InlineExpression::StringLiteral { value: "ordinal" })
                });
                (id, is_ordinal)
            }
            _ => return None,
        };
        let mut selection = Self {
            span: with_mark(text, span_of(text, variable.name), "$"),
            is_ordinal,
            keys: Vec::new(),
            default: None,
            numbers: BTreeSet::new(),
        };
        for variant in variants {
            match variant.key {
                VariantKey::Identifier { name } => {
                    selection.keys.push(name);
                    selection.default = selection.default.or(variant.default.then_some(name));
                }
                VariantKey::NumberLiteral { value } => selection.numbers.extend(value.parse::<u32>()),
            }
        }
        Some(selection)
    }
}

/// The name of a message or a term as Fluent writes it.
pub fn written(name: &str, is_term: bool) -> String {
    if is_term { format!("-{name}") } else { name.to_owned() }
}

/// The name that a line of a damaged text begins with, without the hyphen of a term, with the dot of an attribute.
fn first_name(line: &str) -> Option<&str> {
    let attribute = line.trim_start().starts_with('.');
    let line = if attribute { line.trim_start() } else { line.trim_start_matches('-') };
    let from = usize::from(attribute);
    let is_part = |ch: char| ch.is_ascii_alphanumeric() || ch == '-' || ch == '_';
    let end = line[from..].find(|ch| !is_part(ch)).map_or(line.len(), |end| from + end);
    (line[from..].starts_with(|ch: char| ch.is_ascii_alphabetic())).then_some(&line[..end])
}

/// Where a name stands that the parser has cut out of `text`. The parser tells no places, but what it gives are slices
/// of the text itself.
fn span_of(text: &str, name: &str) -> Span {
    let start = (name.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    match start.checked_add(name.len()) {
        Some(end) if text.get(start..end) == Some(name) => Span::new(start, end),
        _ => Span::default(),
    }
}

/// A span with the mark before it.
fn with_mark(text: &str, span: Span, mark: &str) -> Span {
    match text.get(..span.start) {
        Some(before) if before.ends_with(mark) => Span::new(span.start - mark.len(), span.end),
        _ => span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_where_it_is_said_to() {
        let text = "# ä\nä = x\na = { $b } { -c } { d.e } { F($g, h: 1) }\n    .i = { $j ->\n        [0] z\n        [one] { \"ü\" }\n       *[other] { $k }\n    }\n-l = m\nn\n   .o\n";
        let contents = Contents::new(text);
        let mut named = Vec::new();
        for entry in &contents.entries {
            named.push(entry.span.of(text));
            for part in &entry.parts {
                named.push(part.span.of(text));
                named.extend(part.variables.iter().map(|variable| variable.span.of(text)));
                named.extend(part.references.iter().map(|reference| reference.span.of(text)));
            }
        }
        assert_eq!(named, ["a", "a", "$b", "$g", "-c", "d", "F", ".i", "$j", "$k", "-l", "-l"]);
        let selection = &contents.entries[0].parts[1].selections[0];
        assert_eq!((selection.span.of(text), &selection.keys[..]), ("$j", ["one", "other"].as_slice()));
        assert_eq!((selection.default, selection.numbers.first()), (Some("other"), Some(&0)));
        assert!(
            contents.entries[0].parts[1].variables.iter().any(|variable| variable.name == "j" && !variable.is_shown)
        );
        assert_eq!(contents.broken.into_iter().collect::<Vec<_>>(), [".o", "n"]);
    }
}
