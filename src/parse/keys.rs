//! The keys of front matter, in the languages that translation tools have turned them into.

/// How the keys of front matter are called in translations, by canonical key. Longer forms stand before shorter ones
/// that they contain.
const KEYS: [(&str, &[&str]); 8] = [
    (
        "title",
        &[
            "title",
            "titel",
            "titolo",
            "заголовок",
            "название",
            "标题",
            "標題",
            "titre",
            "título",
            "タイトル",
            "제목",
            "tytuł",
            "název",
            "nadpis",
            "başlık",
            "başlik",
            "rubrik",
            "otsikko",
            "cím",
            "назва",
            "العنوان",
            "tittel",
            "naslov",
            "názov",
            "titlu",
            "títol",
            "τίτλος",
            "заглавие",
            "כותרת",
            "शीर्षक",
            "judul",
            "ชื่อเรื่อง",
            "tiêu đề",
            "pealkiri",
            "pavadinimas",
            "virsraksts",
            "наслов",
            "عنوان",
            "tajuk",
        ],
    ),
    (
        "description",
        &[
            "description",
            "beschreibung",
            "descrizione",
            "описание",
            "说明",
            "說明",
            "描述",
            "descripción",
            "descrição",
            "説明",
            "설명",
            "opis",
            "popis",
            "açıklama",
            "açiklama",
            "beschrijving",
            "beskrivning",
            "beskrivelse",
            "kuvaus",
            "leírás",
            "опис",
            "الوصف",
            "descriere",
            "descripció",
            "descrición",
            "περιγραφή",
            "תיאור",
            "विवरण",
            "deskripsi",
            "คำอธิบาย",
            "mô tả",
            "kirjeldus",
            "aprašymas",
            "aprašas",
            "apraksts",
            "توضیحات",
            "penerangan",
        ],
    ),
    (
        "author",
        &[
            "author",
            "autore",
            "autors",
            "autorius",
            "autor",
            "автор",
            "作者",
            "auteur",
            "作成者",
            "著者",
            "작성자",
            "만든 이",
            "yazar",
            "författare",
            "forfatter",
            "tekijä",
            "szerző",
            "المؤلف",
            "avtor",
            "συντάκτης",
            "מחבר",
            "लेखक",
            "penulis",
            "ผู้เขียน",
            "tác giả",
            "аутор",
            "نویسنده",
            "pengarang",
        ],
    ),
    (
        "keywords",
        &["keywords", "schlüsselwörter", "parole chiave", "ключевые слова", "关键字", "关键词", "關鍵字", "mots clés"],
    ),
    ("robots", &["robots"]),
    // Nobody translates these, but what they say must not be lost with the fences: it keeps pages from readers.
    ("draft", &["draft"]),
    ("publish", &["publish"]),
    ("expires", &["expires"]),
];

/// What translation tools have made of the second half of the publishing pipeline's keys (`ms.topic`), by its own name.
const MACHINE_KEYS: [(&str, &[&str]); 4] = [
    ("date", &["data", "datum", "дата", "日期", "fecha"]),
    ("service", &["servizio", "dienst", "служба", "服务", "服務", "servicio", "serviço"]),
    ("subservice", &["sottoservizio", "unterdienst", "подслужба", "子服务", "子服務", "subservicio", "subserviço"]),
    ("topic", &["argomento", "thema", "тема", "раздел", "主题", "主題", "tema", "tópico", "rubrique"]),
];

/// The pipeline's own name of a key.
///
/// `sottoservizio => subservice`, `author => author`
fn machine_key(name: &str) -> &str {
    MACHINE_KEYS.iter().find(|(_, names)| names.contains(&name)).map_or(name, |(key, _)| key)
}

/// Words for keys that tell the language which they were translated into, because no other writes them so.
const TELLING: [(&str, &[&str]); 15] = [
    ("de", &["beschreibung", "schlüsselwörter"]),
    ("it", &["titolo", "descrizione", "autore", "parole chiave"]),
    ("ru", &["заголовок", "описание", "ключевые слова"]),
    ("fr", &["titre", "auteur", "mots clés"]),
    ("es", &["descripción"]),
    ("pt", &["descrição"]),
    ("pl", &["tytuł"]),
    ("cs", &["název"]),
    ("nl", &["beschrijving"]),
    ("sv", &["rubrik", "beskrivning", "författare"]),
    ("fi", &["otsikko", "kuvaus", "tekijä"]),
    ("hu", &["leírás", "szerző"]),
    ("tr", &["başlık", "açıklama", "yazar"]),
    ("uk", &["назва"]),
    ("ro", &["descriere"]),
];

/// The lines of a file in which its header is looked for.
const HEADER_LINES: usize = 12;

/// The language that the translated keys of a header tell.
pub fn language_of_header(text: &str) -> Option<&'static str> {
    text.lines().take(HEADER_LINES).find_map(|line| {
        let line = line.to_lowercase();
        let follows = |word: &str| {
            line.match_indices(word).any(|(at, _)| line[at + word.len()..].trim_start().starts_with([':', '：']))
        };
        TELLING.iter().find(|(_, words)| words.iter().any(|word| follows(word))).map(|(language, _)| *language)
    })
}

/// The canonical key that a word is a translation of; nothing for canonical keys themselves.
pub fn canonical_key(word: &str) -> Option<&'static str> {
    KEYS.iter().find(|(key, names)| *key != word && names.contains(&word)).map(|(key, _)| *key)
}

/// The words that may stand between a key's name and its colon when a tool moved part of the line before there.
const MAX_WORDS_BEFORE_COLON: usize = 4;

/// A key on a line.
#[derive(Debug)]
pub struct KeyAt {
    /// Its canonical name.
    pub key: String,
    /// Where it starts.
    pub start: usize,
    /// Where its value starts.
    pub value_start: usize,
    /// Whether it is one of the publishing pipeline's (`ms.…`).
    pub machine: bool,
}

/// The key that starts at `at` of a lower-cased line: a known word or `ms.…`, at most a few words, a colon.
pub fn key_at(text: &str, at: usize) -> Option<KeyAt> {
    let before = text[..at].chars().next_back();
    let rest = &text[at..];
    let first = rest.chars().next()?;
    let joined = |ch: char| ch.is_alphanumeric() && !is_ideographic(ch);
    if before.is_some_and(|before| joined(before) && joined(first)) {
        return None;
    }
    if let Some(tail) = rest.strip_prefix("ms.").or_else(|| rest.strip_prefix("ms。")) {
        let colon = colon_near(tail)?;
        let name = tail[..colon].trim();
        if name.is_empty() || name.chars().count() > 40 || name.split_whitespace().count() > 3 {
            return None;
        }
        let value_start = at + (rest.len() - tail.len()) + colon + tail[colon..].chars().next()?.len_utf8();
        return Some(KeyAt {
            key: format!("ms.{}", machine_key(name).replace(' ', "-")),
            start: at,
            value_start,
            machine: true,
        });
    }
    for (key, names) in KEYS {
        for name in names {
            let Some(tail) = rest.strip_prefix(name) else { continue };
            let next = tail.chars().next()?;
            if joined(next) && joined(name.chars().next_back()?) {
                continue;
            }
            // The colon follows, or a few words moved in between: no mark of punctuation may stand there.
            let Some(colon) = colon_near(tail) else { continue };
            let between = tail[..colon].trim();
            let plain = between.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, ' ' | '-' | '\u{a0}'));
            if !plain || between.split_whitespace().count() > MAX_WORDS_BEFORE_COLON || between.chars().count() > 40 {
                continue;
            }
            // Prose such as `title of the page: x` has its key word inside a sentence; at a line's start or after a
            // separator it is a key.
            let separated =
                at == 0 || !between.is_empty() && text[..at].trim_end().ends_with(['|', '-']) || between.is_empty();
            if !separated {
                continue;
            }
            let value_start = at + name.len() + colon + tail[colon..].chars().next()?.len_utf8();
            return Some(KeyAt { key: key.to_owned(), start: at, value_start, machine: false });
        }
    }
    None
}

/// Where the colon stands that follows a key, if it is near enough to be the key's: from every word of a long line one is
/// looked for.
fn colon_near(tail: &str) -> Option<usize> {
    /// Forty characters of any script, and the blanks around them.
    const NEAR: usize = 240;
    let near = tail.char_indices().take_while(|(at, _)| *at < NEAR);
    near.into_iter().find(|(_, ch)| matches!(ch, ':' | '：')).map(|(at, _)| at)
}

/// Scripts written without spaces, where a key may touch the word before it.
fn is_ideographic(ch: char) -> bool {
    matches!(ch as u32, 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}
