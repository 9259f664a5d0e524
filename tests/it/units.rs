//! Units: what a translator sees of a document, and the document put together again.

use std::collections::BTreeMap;
use std::sync::Arc;

use diglot::model::unit::{Content, Piece};
use diglot::model::{Document, LocaleId, UnitKind};
use diglot::parse::join::{self, Refusal, join};
use diglot::parse::markdown::Manner;
use diglot::parse::page::{Request, parse};

/// A document as a check reads it.
pub fn document(path: &str, text: &str) -> Document {
    let file: Arc<str> = path.into();
    let manner = Manner { trusted: false, keeps_units: true };
    parse(Request { file: &file, text, locale: LocaleId(0), path, include: false, manner }).0
}

fn words(document: &Document) -> Vec<String> {
    document.body.units.iter().map(|unit| unit.content.words()).collect()
}

#[test]
fn every_document_of_the_corpora_is_put_together_as_it_was() {
    let Some(files) = crate::corpus::pages() else { return };
    let (mut units, mut same, mut refused, mut misread) = (0, 0, 0, 0);
    for (path, text) in files {
        let old = document(&path, &text);
        assert_eq!(join(&text, &old.body, &BTreeMap::new()).as_deref(), Ok(&*text), "{path}");
        let mut contents = BTreeMap::new();
        for (number, unit) in old.body.units.iter().enumerate() {
            units += 1;
            contents.insert(number, unit.content.clone());
            match join(&text, &old.body, &BTreeMap::from([(number, unit.content.clone())])) {
                Ok(new) => same += usize::from(new == text),
                Err((_, why)) => {
                    contents.remove(&number);
                    refused += usize::from(why == Refusal::Misread);
                }
            }
        }
        let new = join(&text, &old.body, &contents).expect("each of them can be written");
        let again = document(&path, &new);
        misread += usize::from(words(&old) != words(&again));
    }
    assert!(units > 100_000 && same * 100 > units * 75, "{same} of {units} are written as they were");
    assert!(refused <= 15 && misread <= 1, "{refused} cannot be written, {misread} are read otherwise");
}

#[test]
fn sentences_end_where_they_do_whatever_stands_between_them() {
    for (markdown, expected) in [
        ("One. **Two.** Three", vec!["One. ", "Two. ", "Three"]),
        ("**One. Two.**", vec!["One. Two."]),
        ("Eins.\\\n`a`如果。那么。", vec!["Eins.", "如果。", "那么。"]),
    ] {
        let content = join::read(markdown, UnitKind::Paragraph).expect("one paragraph");
        let words = |content: &Content| -> String {
            let text = |piece: &Piece| if let Piece::Text(text) = piece { text.clone() } else { String::new() };
            content.pieces.iter().map(text).collect()
        };
        assert_eq!(content.sentences().iter().map(words).collect::<Vec<_>>(), expected, "{markdown}");
    }
}
