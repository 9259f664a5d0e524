//! Texts of pseudo-locales: a source's words, still to be read, but so that whatever did not go through translation shows
//! beside them.
//!
//! Letters get accents, texts grow by a third, and brackets show where one is cut off. From right to left, letters become
//! Hebrew ones of like sound: they turn a line as those of any such language do, while the marks that only override its
//! direction would be refused as unsafe, and would leave out what the bidirectional algorithm does with numbers, code and
//! names.

use crate::model::unit::{Content, Piece};
use crate::model::{Direction, LocaleTag};

/// What stands around every text. They are brackets to no reader of Markdown, YAML or Fluent.
const BRACKETS: [&str; 2] = ["⟦", "⟧"];

/// What texts grow by: words, so that lines break between them.
const PADDING: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

const ACCENTED: [char; 52] = [
    'å', 'ƀ', 'ç', 'ð', 'é', 'ƒ', 'ĝ', 'ĥ', 'î', 'ĵ', 'ķ', 'ļ', 'ɱ', 'ñ', 'ö', 'þ', 'ǫ', 'ŕ', 'š', 'ţ', 'û', 'ṽ', 'ŵ',
    'ẋ', 'ý', 'ž', 'Å', 'Ɓ', 'Ç', 'Ð', 'É', 'Ƒ', 'Ĝ', 'Ĥ', 'Î', 'Ĵ', 'Ķ', 'Ļ', 'Ṁ', 'Ñ', 'Ö', 'Þ', 'Ǫ', 'Ŕ', 'Š', 'Ţ',
    'Û', 'Ṽ', 'Ŵ', 'Ẋ', 'Ý', 'Ž',
];

const HEBREW: [char; 26] = [
    'א', 'ב', 'צ', 'ד', 'ע', 'פ', 'ג', 'ה', 'י', 'ץ', 'כ', 'ל', 'מ', 'נ', 'ם', 'ף', 'ק', 'ר', 'ס', 'ת', 'ו', 'ן', 'ש',
    'ח', 'ט', 'ז',
];

/// The manner of one pseudo-locale.
#[derive(Debug, Clone, Copy)]
pub struct Pseudo {
    direction: Direction,
}

impl Pseudo {
    /// The manner of a tag; nothing where it is no pseudo-locale's.
    pub fn of(tag: &LocaleTag) -> Option<Self> {
        tag.is_pseudo().then(|| Self { direction: tag.direction() })
    }

    /// A whole text.
    ///
    /// `Save it => ⟦Šåṽé îţ öñé⟧`
    pub fn text(self, text: &str) -> String {
        let [before, after] = self.ends(text);
        format!("{before}{}{after}", self.words(text))
    }

    /// The content of a unit. Its markup stays; what is around all of it is around the brackets too, as the link is that
    /// makes a heading the name of a tab.
    pub fn content(self, content: &Content) -> Content {
        let [before, after] = self.ends(&content.words()).map(Piece::Text);
        let mut pieces: Vec<Piece> = Vec::with_capacity(content.pieces.len() + 2);
        pieces.extend(content.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => Piece::Text(self.words(text)),
            markup => markup.clone(),
        }));
        let (mut start, mut end) = (0, pieces.len());
        while let [Piece::Open(code), .., Piece::Close(id)] = &pieces[start..end]
            && code.id == *id
        {
            (start, end) = (start + 1, end - 1);
        }
        pieces.insert(end, after);
        pieces.insert(start, before);
        Content { pieces }
    }

    /// A part of a text: its letters alone. Web addresses in it stay, because they would lead nowhere else.
    ///
    /// `to www.example.com => ţö www.example.com`
    pub fn words(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() * 2);
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_ascii = first.is_ascii_graphic();
            let end = rest.find(|ch: char| ch.is_ascii_graphic() != is_ascii).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            if is_ascii && ["://", "www.", "mailto:"].iter().any(|mark| run.contains(mark)) {
                out.push_str(run);
            } else {
                out.extend(run.chars().map(|ch| self.letter(ch)));
            }
            rest = after;
        }
        out
    }

    /// What stands before a text of these words and behind it: the brackets, and what it grows by.
    pub fn ends(self, text: &str) -> [String; 2] {
        let mut after = String::new();
        let length = text.chars().filter(|ch| ch.is_alphanumeric()).count();
        let mut grown = 0;
        for word in PADDING.iter().cycle() {
            if grown * 10 >= length * 3 {
                break;
            }
            after.push(' ');
            after.push_str(&self.words(word));
            grown += word.len() + 1;
        }
        let [open, close] = BRACKETS;
        [open.to_owned(), after + close]
    }

    fn letter(self, ch: char) -> char {
        match (self.direction, ch) {
            (Direction::Ltr, 'a'..='z') => ACCENTED[ch as usize - 'a' as usize],
            (Direction::Ltr, 'A'..='Z') => ACCENTED[ch as usize - 'A' as usize + 26],
            (Direction::Rtl, 'a'..='z' | 'A'..='Z') => HEBREW[ch.to_ascii_lowercase() as usize - 'a' as usize],
            // Other letters of the alphabets that are written from left to right and with spaces: Latin, Greek, Cyrillic.
            (Direction::Rtl, '\u{80}'..'\u{590}') if ch.is_alphabetic() => HEBREW[ch as usize % HEBREW.len()],
            _ => ch,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn pseudo(tag: &str) -> Pseudo {
        Pseudo::of(&LocaleTag::parse(tag).expect("a tag")).expect("a pseudo-locale")
    }

    #[test]
    fn every_letter_is_another_one() {
        for (tag, letters) in [("qps-ploc", &ACCENTED[..]), ("qps-plocm", &HEBREW[..])] {
            assert_eq!(letters.iter().collect::<HashSet<_>>().len(), letters.len(), "{tag}");
            assert!(letters.iter().all(|ch| ch.is_alphabetic() && !ch.is_ascii()), "{tag}");
        }
        assert!(Pseudo::of(&LocaleTag::parse("en-US").expect("a tag")).is_none());
    }

    #[test]
    fn texts_are_marked_and_grow_by_a_third() {
        let (ltr, rtl) = (pseudo("qps-ploc"), pseudo("qps-plocm"));
        for (text, accented, mirrored) in [
            ("Save it", "⟦Šåṽé îţ öñé⟧", "⟦סאןע ית םנע⟧"),
            (
                "see https://a.example/b, 12",
                "⟦šéé https://a.example/b, 12 öñé ţŵö⟧",
                "⟦סעע https://a.example/b, 12 םנע תשם⟧",
            ),
            ("对齐www.example.com。", "⟦对齐www.example.com。 öñé ţŵö⟧", "⟦对齐www.example.com。 םנע תשם⟧"),
            ("→", "⟦→⟧", "⟦→⟧"),
        ] {
            assert_eq!((ltr.text(text).as_str(), rtl.text(text).as_str()), (accented, mirrored), "{text}");
        }
        let text = "word ".repeat(40);
        let grown = ltr.text(text.trim()).chars().count() as f64 / text.len() as f64;
        assert!((1.2..1.4).contains(&grown), "{grown}");
        let russian = rtl.text("Справка");
        assert!(russian.chars().all(|ch| ('א'..='ת').contains(&ch) || "⟦⟧ ".contains(ch)), "{russian}");
        assert!(ltr.text("Справка").starts_with("⟦Справка "));
    }
}
