//! Translation units: what a translator sees of a document, in the terms of XLIFF.

use std::borrow::Cow;
use std::ops::{AddAssign, Range};
use std::sync::OnceLock;

use twox_hash::XxHash3_64;
use unicode_segmentation::UnicodeSegmentation;

use super::ledger::Fingerprint;
use crate::text::{Span, in_one_line, one_line, words_in};

/// What stands in the text of a unit for whatever is no text of its own: U+FFFC, the object replacement character.
pub const PLACEHOLDER: char = '\u{FFFC}';

/// One block of text that a translator would see as one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What kind of block.
    pub kind: UnitKind,
    /// The level of a heading, the column of a cell; for all others how many lists and quotes they stand in.
    pub level: u8,
    /// [`Unit::text`], where it is not the one piece of the content.
    text: Option<Box<str>>,
    /// Where it stands in the file.
    pub span: Span,
    /// Its words and its markup.
    pub content: Content,
    /// A number that units with the same words have, and hardly any others.
    pub words: u64,
    fingerprint: Told,
    /// What its bytes are part of, so that other words can be put there.
    pub place: UnitPlace,
}

/// A fingerprint, once somebody has asked for it. It hangs on what else a unit has, so that no unit differs by it.
#[derive(Debug, Clone, Default)]
struct Told(OnceLock<Fingerprint>);

impl PartialEq for Told {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Told {}

/// How many units there are of something, and words in them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount {
    /// The units.
    pub units: usize,
    /// Their words: the source's; the translation's, where the source has the unit no longer.
    pub words: usize,
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        (self.units, self.words) = (self.units + other.units, self.words + other.words);
    }
}

/// What is kept of a unit where nobody asks for its texts: what tells how it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Trace {
    /// By which ledgers know its words.
    pub fingerprint: Fingerprint,
    /// Where it begins in the file.
    pub start: usize,
    /// How many words it has, where they are counted.
    pub words: u32,
    /// What kind of block.
    pub kind: UnitKind,
    /// Its [`Unit::level`].
    pub level: u8,
}

impl Trace {
    /// The trace of a unit with these words; counted where they are given.
    pub fn new(kind: UnitKind, level: u8, span: Span, fingerprint: Fingerprint, words: Option<&str>) -> Self {
        let words = words.map_or(0, |words| words_in(words) as u32);
        Self { fingerprint, start: span.start, words, kind, level }
    }
}

impl Unit {
    /// A unit of these parts. `words` is the number of the content's words ([`Unit::number_of`]).
    pub fn new((kind, level): (UnitKind, u8), span: Span, content: Content, words: u64, place: UnitPlace) -> Self {
        let text = match content.text() {
            Cow::Borrowed(_) => None,
            Cow::Owned(text) => Some(text.into()),
        };
        Self { kind, level, text, span, content, words, fingerprint: Told::default(), place }
    }

    /// The number of a unit with these words, whatever their white space.
    pub fn number_of(words: &str) -> u64 {
        XxHash3_64::oneshot(in_one_line(words).as_bytes())
    }

    /// By which ledgers know its words.
    pub fn fingerprint(&self) -> Fingerprint {
        *self.fingerprint.0.get_or_init(|| self.content.fingerprint())
    }

    /// Its words without markup. Whatever is no text of its own (inline code, an image) stands in it as
    /// [`PLACEHOLDER`].
    pub fn text(&self) -> &str {
        match (&self.text, self.content.pieces.as_slice()) {
            (Some(text), _) => text,
            (None, [Piece::Text(text)]) => text,
            (None, _) => "",
        }
    }

    /// What tells how it stands, without its texts.
    pub fn trace(&self, counts_words: bool) -> Trace {
        let words = counts_words.then(|| self.content.words());
        Trace::new(self.kind, self.level, self.span, self.fingerprint(), words.as_deref())
    }
}

/// What kind of block a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum UnitKind {
    /// The title that front matter gives.
    Title,
    /// The description that front matter gives.
    Description,
    /// A heading.
    Heading,
    /// A paragraph, in whatever block.
    Paragraph,
    /// The text of a list item that has no paragraphs.
    Item,
    /// A cell of a table.
    Cell,
    /// The words of an image.
    Image,
    /// The name of an entry of the navigation, or the words of a link on a page in YAML.
    Entry,
}

impl UnitKind {
    /// Whether it stands in the body of a page, and not above it.
    pub fn is_of_body(self) -> bool {
        !matches!(self, UnitKind::Title | UnitKind::Description)
    }

    /// The kind as files and reports name it.
    pub fn name(self) -> &'static str {
        match self {
            UnitKind::Title => "title",
            UnitKind::Description => "description",
            UnitKind::Heading => "heading",
            UnitKind::Paragraph => "paragraph",
            UnitKind::Item => "item",
            UnitKind::Cell => "cell",
            UnitKind::Image => "image",
            UnitKind::Entry => "entry",
        }
    }
}

/// Where the bytes of a unit are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitPlace {
    /// The value in YAML that holds them, as its number in [`Body::values`](super::document::Body::values); nothing where
    /// the file itself does.
    pub value: Option<usize>,
    /// The bytes: of the file, or of what the value says.
    pub range: Range<usize>,
    /// How text is written there.
    pub syntax: Syntax,
}

/// How text is written where a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// As Markdown.
    Markdown,
    /// As Markdown in a table, where `|` ends a cell.
    Cell,
    /// As HTML.
    Html,
    /// As it is.
    Plain,
    /// In a way that only reading knows: nothing else can be put there.
    ReadOnly,
}

/// A text in a YAML file that holds units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlValue {
    /// Where it stands in the file, quotes or marks of a block included.
    pub span: Span,
    /// What it says.
    pub text: String,
}

/// Words with the markup that stands among them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// The pieces in order. What opens also closes, and within what it was opened in.
    pub pieces: Vec<Piece>,
}

/// One piece of a content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words, as a reader sees them.
    Text(String),
    /// Markup around words begins. It lies apart, because most pieces are words.
    Open(Box<Code>),
    /// The markup with this id ends.
    Close(u32),
    /// Markup that stands alone.
    Alone(Box<Code>),
}

/// A piece of markup: what XLIFF calls an inline code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Its number in the content, from 1.
    pub id: u32,
    /// What it is.
    pub kind: CodeKind,
    /// What it is about: where a link leads, what inline code says, the mark itself for all others.
    pub about: String,
    /// The markup as it stands in the file; of a pair what opens it.
    pub open: String,
    /// What closes a pair.
    pub close: String,
    /// Where markup that stands alone has its bytes, counted as the unit's are.
    pub range: Range<usize>,
}

/// What a piece of markup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeKind {
    /// Strong emphasis.
    Strong,
    /// Emphasis.
    Emphasis,
    /// What is struck through.
    Strikethrough,
    /// A link around words.
    Link,
    /// A link that shows its own address.
    Address,
    /// An image; its words are a unit of their own.
    Image,
    /// Inline code.
    Code,
    /// A line break that readers see.
    Break,
    /// A tag of raw HTML.
    Tag,
    /// A reference to a footnote.
    Footnote,
    /// A mark of the dialect, such as an include.
    Directive,
}

impl CodeKind {
    /// The kind as files and reports name it.
    pub fn name(self) -> &'static str {
        match self {
            CodeKind::Strong => "strong",
            CodeKind::Emphasis => "emphasis",
            CodeKind::Strikethrough => "strikethrough",
            CodeKind::Link => "link",
            CodeKind::Address => "address",
            CodeKind::Image => "image",
            CodeKind::Code => "code",
            CodeKind::Break => "break",
            CodeKind::Tag => "tag",
            CodeKind::Footnote => "footnote",
            CodeKind::Directive => "directive",
        }
    }

    /// What a translator reads in the place of markup that stands alone.
    pub fn words(self, about: &str) -> &str {
        match self {
            CodeKind::Code | CodeKind::Address => about,
            CodeKind::Break => " ",
            _ => "",
        }
    }

    /// Whether a language may do without it, or have more of it: Chinese quotes what English emphasises.
    pub fn is_style(self) -> bool {
        matches!(self, CodeKind::Strong | CodeKind::Emphasis | CodeKind::Strikethrough | CodeKind::Break)
    }
}

impl Content {
    /// Words without markup.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { pieces: vec![Piece::Text(text.into())] }
    }

    /// The codes, in order.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Open(code) | Piece::Alone(code) => Some(&**code),
            Piece::Text(_) | Piece::Close(_) => None,
        })
    }

    /// What checks that compare texts read: words, and [`PLACEHOLDER`] for whatever is no text of its own. Nothing is copied of a
    /// content that is one text.
    fn text(&self) -> Cow<'_, str> {
        if let [Piece::Text(text)] = self.pieces.as_slice()
            && text.trim().len() == text.len()
        {
            return Cow::Borrowed(text);
        }
        let mut placeholder = [0; 4];
        let placeholder: &str = PLACEHOLDER.encode_utf8(&mut placeholder);
        let said = self.pieces.iter().map(|piece| match piece {
            Piece::Text(words) => words.as_str(),
            Piece::Alone(code) => match code.kind {
                CodeKind::Break => " ",
                CodeKind::Tag => "",
                _ => placeholder,
            },
            Piece::Open(_) | Piece::Close(_) => "",
        });
        let text: String = said.collect();
        Cow::Owned(text.trim().to_owned())
    }

    /// The words as a translator reads them: on one line, inline code as it is, without other markup.
    ///
    /// This is what fingerprints are made of, so that neither reflowed lines nor the address of a link change a unit.
    pub fn words(&self) -> String {
        match self.said() {
            Cow::Borrowed(words) => one_line(words),
            Cow::Owned(words) => match in_one_line(&words) {
                Cow::Borrowed(_) => words,
                Cow::Owned(line) => line,
            },
        }
    }

    /// By which ledgers know its words.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.said())
    }

    /// The words, but for white space.
    fn said(&self) -> Cow<'_, str> {
        if let [Piece::Text(text)] = self.pieces.as_slice() {
            return Cow::Borrowed(text);
        }
        let mut words = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => words.push_str(text),
                Piece::Alone(code) => words.push_str(code.kind.words(&code.about)),
                Piece::Open(_) | Piece::Close(_) => {}
            }
        }
        Cow::Owned(words)
    }

    /// The sentences (UAX #29), each a content of its own; the whole where a sentence would end within markup.
    pub fn sentences(&self) -> Vec<Content> {
        let mut flat = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => flat.push_str(text),
                Piece::Alone(code) if code.kind == CodeKind::Break => flat.push('\n'),
                Piece::Alone(_) => flat.push(PLACEHOLDER),
                Piece::Open(_) | Piece::Close(_) => {}
            }
        }
        let mut ends: Vec<usize> = flat.unicode_sentence_ends().collect();
        ends.pop();
        let mut sentences = vec![Content::default()];
        let (mut at, mut open) = (0, 0u32);
        let mut next = ends.into_iter().peekable();
        for piece in &self.pieces {
            let mut rest = match piece {
                Piece::Text(text) => text.as_str(),
                Piece::Open(_) => {
                    open += 1;
                    ""
                }
                Piece::Close(_) => {
                    open = open.saturating_sub(1);
                    ""
                }
                Piece::Alone(code) => {
                    at += if code.kind == CodeKind::Break { 1 } else { PLACEHOLDER.len_utf8() };
                    ""
                }
            };
            let is_text = matches!(piece, Piece::Text(_));
            // A sentence that ends where its markup does ends behind that.
            while is_text && let Some(end) = next.next_if(|end| *end < at + rest.len() + usize::from(open == 0)) {
                if open > 0 {
                    return vec![self.clone()];
                }
                let (before, after) = rest.split_at(end.saturating_sub(at));
                at = at.max(end);
                rest = after;
                push_text(&mut sentences, before);
                sentences.push(Content::default());
            }
            if is_text {
                at += rest.len();
                push_text(&mut sentences, rest);
            } else if let Some(last) = sentences.last_mut() {
                last.pieces.push(piece.clone());
            }
        }
        sentences.retain(|sentence| !sentence.pieces.is_empty());
        if sentences.is_empty() { vec![self.clone()] } else { sentences }
    }
}

fn push_text(sentences: &mut [Content], text: &str) {
    if let Some(last) = sentences.last_mut().filter(|_| !text.is_empty()) {
        last.pieces.push(Piece::Text(text.to_owned()));
    }
}

/// Where sentences end.
trait Sentences {
    fn unicode_sentence_ends(&self) -> impl Iterator<Item = usize>;
}

impl Sentences for str {
    fn unicode_sentence_ends(&self) -> impl Iterator<Item = usize> {
        self.split_sentence_bound_indices().map(|(start, sentence)| start + sentence.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A content of words, with `{` and `}` around what is strong and `^` for inline code.
    fn content(text: &str) -> Content {
        let code = |id, kind| {
            Box::new(Code { id, kind, about: "x".into(), open: String::new(), close: String::new(), range: 0..0 })
        };
        let mut pieces: Vec<Piece> = Vec::new();
        for ch in text.chars() {
            match (ch, pieces.last_mut()) {
                ('{', _) => pieces.push(Piece::Open(code(1, CodeKind::Strong))),
                ('}', _) => pieces.push(Piece::Close(1)),
                ('^', _) => pieces.push(Piece::Alone(code(2, CodeKind::Code))),
                ('/', _) => pieces.push(Piece::Alone(code(3, CodeKind::Break))),
                (ch, Some(Piece::Text(text))) => text.push(ch),
                (ch, _) => pieces.push(Piece::Text(ch.to_string())),
            }
        }
        Content { pieces }
    }

    #[test]
    fn sentences_end_outside_of_markup() {
        for (text, expected) in [
            ("One. Two.", vec!["One.", "Two."]),
            ("{One.} Two ^. Three", vec!["One.", "Two x.", "Three"]),
            ("{One. Two.} Three.", vec!["One. Two. Three."]),
            ("{一。}二。三", vec!["一。", "二。", "三"]),
            ("一 ^/二。{三。四}", vec!["一 x 二。三。四"]),
            ("^", vec!["x"]),
            ("", vec![""]),
        ] {
            let whole = content(text);
            let sentences = whole.sentences();
            assert_eq!(sentences.iter().map(Content::words).collect::<Vec<_>>(), expected, "{text}");
            let pieces: Vec<&Piece> = sentences.iter().flat_map(|sentence| &sentence.pieces).collect();
            let words =
                |pieces: &[&Piece]| Content { pieces: pieces.iter().map(|piece| (*piece).clone()).collect() }.words();
            assert_eq!(words(&pieces), whole.words(), "nothing is lost");
        }
    }
}
