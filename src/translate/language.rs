//! Which language a page is written in, by its passages.
//!
//! A translated page often still holds source text: what nobody translated, names, code. So every passage is looked at
//! alone, and a language that is not the source's counts even where it is the smaller part.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use whatlang::{Detector, Lang, Script};

use crate::model::{Document, LocaleTag};

/// A language with its script where the language alone does not tell it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Language {
    /// As in a language tag: `de`, `zh`.
    pub language: String,
    /// `Hans` or `Hant` for Chinese (ISO 15924); nothing where it could not be told or does not matter.
    pub script: Option<&'static str>,
}

impl Language {
    /// The language as a tag, without a region.
    ///
    /// `zh, Hant => zh-Hant`
    pub fn tag(&self) -> Option<LocaleTag> {
        LocaleTag::parse(&match self.script {
            Some(script) => format!("{}-{script}", self.language),
            None => self.language.clone(),
        })
    }
}

/// What the passages of a page say about its language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The language of the page.
    pub language: Language,
    /// How much of the text is in it, in percent.
    pub share: usize,
    /// How much there is to tell it from.
    pub evidence: Evidence,
}

/// How much a text tells of its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Too little: the answer is as good as any.
    TooLittle,
    /// A few words: likely, not certain.
    Little,
    /// Sentences.
    Enough,
}

/// From this confidence of the detector on, its answer on a few words is more often right than wrong.
const LIKELY: f64 = 0.2;

/// Text of fewer letters than this says nothing by itself: a name, a number with its unit.
const FEWEST_LETTERS: usize = 40;

/// The share of the text, in percent, below which another language is names, and what a detector takes them for.
const FOREIGN: usize = 8;

/// The share of the text, in percent, from which another language than the source's is the page's, whatever its title.
const TRANSLATED: usize = 30;

/// The language of a page, where `source` is the language that untranslated text is likely to be in, and `likely` are
/// the languages that it is one of, as far as anything is known. Gives nothing for text without words.
pub fn detect(document: &Document, source: &str, likely: &[&str]) -> Option<Told> {
    let mut passages: Vec<String> = passages(&document.body.html.html);
    let front = [&document.front.title, &document.front.description].into_iter().flatten().cloned();
    let heading = document.body.headings.first().map(|heading| heading.text.clone());
    let headlines: Vec<String> = front.chain(heading).collect();
    passages.extend(headlines.iter().cloned());
    detect_passages(&passages, &headlines.join("\n"), source, likely)
}

fn detect_passages(passages: &[String], headlines: &str, source: &str, likely: &[&str]) -> Option<Told> {
    // By language, and whether its script is another than Latin: the passages.
    let mut voices: BTreeMap<(String, bool), String> = BTreeMap::new();
    let mut unsure = String::new();
    for passage in passages {
        let passage = &words(passage);
        let voice = match whatlang::detect(passage) {
            Some(info) if is_own_script(info.script()) => Some(info),
            Some(info) if info.is_reliable() && weight(passage) >= FEWEST_LETTERS => Some(info),
            _ => None,
        };
        let text = match voice {
            Some(info) => voices.entry((code(info.lang()), info.script() != Script::Latin)).or_default(),
            None => &mut unsure,
        };
        text.push_str(passage);
        text.push('\n');
    }
    // A few words of one language are easily taken for another's; all that were taken for it together are not.
    let chinese = voices.get(&("zh".to_owned(), true)).cloned().unwrap_or_default();
    let mut weights: BTreeMap<(String, bool), usize> = BTreeMap::new();
    for (voice, text) in voices {
        let again = whatlang::detect(&text).map(|info| (code(info.lang()), info.script() != Script::Latin));
        *weights.entry(again.unwrap_or(voice)).or_default() += weight(&text);
    }
    // Short passages together may still tell what none of them does alone.
    let mut evidence = Evidence::Enough;
    if weights.is_empty() {
        let mut info = whatlang::detect(&unsure)?;
        evidence = match info.confidence() {
            _ if info.is_reliable() => Evidence::Enough,
            confidence if confidence >= LIKELY => Evidence::Little,
            _ => Evidence::TooLittle,
        };
        if evidence < Evidence::Enough && !likely.contains(&code(info.lang()).as_str()) {
            let likely = Lang::all().iter().copied().filter(|lang| likely.contains(&code(*lang).as_str())).collect();
            info = Detector::with_allowlist(likely).detect(&unsure).unwrap_or(info);
        }
        weights.insert((code(info.lang()), info.script() != Script::Latin), weight(&unsure));
    }
    let total: usize = weights.values().sum();
    let percent = |weight: usize| weight * 100 / total.max(1);
    let mut ranked: Vec<(&(String, bool), usize)> = weights.iter().map(|(key, weight)| (key, *weight)).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    // Who translates a page begins at its top: where title and first heading are the source's words still, what stands
    // further down in another language is a quotation or an example.
    let heads = |language: &str, other_script: bool| match other_script {
        true => headlines.chars().any(|ch| ch.is_alphabetic() && !is_latin(ch)),
        false => {
            let pair = Lang::all().iter().copied().filter(|lang| [source, language].contains(&code(*lang).as_str()));
            Detector::with_allowlist(pair.collect()).detect(headlines).is_none_or(|info| code(info.lang()) == language)
        }
    };
    let translated = ranked.iter().find(|((language, other_script), weight)| {
        let share = percent(*weight);
        language != source && share >= FOREIGN && (share >= TRANSLATED || heads(language, *other_script))
    });
    let ((language, _), weight) = translated.or(ranked.first())?;
    let script = if language == "zh" { chinese_script(&chinese) } else { None };
    Some(Told { language: Language { language: language.clone(), script }, share: percent(*weight), evidence })
}

/// The language of a text, where it is surely another than it should be.
pub fn other_than(own: &LocaleTag, text: &str) -> Option<Language> {
    let text = words(text);
    let info = whatlang::detect(&text)?;
    if !info.is_reliable() || weight(&text) < FEWEST_LETTERS {
        return None;
    }
    let language = code(info.lang());
    let script = if language == "zh" { chinese_script(&text) } else { None };
    let is_other = language != own.language() || script.is_some_and(|script| Some(script) != own.script().as_deref());
    is_other.then_some(Language { language, script })
}

/// Whether a letter is Latin, with or without marks.
fn is_latin(ch: char) -> bool {
    matches!(ch as u32, 0..=0x24f | 0x1e00..=0x1eff)
}

/// Scripts that hardly any other language uses, so that a few words are enough.
fn is_own_script(script: Script) -> bool {
    !matches!(script, Script::Latin | Script::Cyrillic | Script::Arabic | Script::Devanagari | Script::Hebrew)
}

/// The detector's language as a tag writes it.
///
/// `deu => de`, `cmn => zh`
fn code(lang: Lang) -> String {
    LocaleTag::parse_alias(lang.code()).map_or_else(|| lang.code().to_owned(), |tag| tag.language().to_owned())
}

/// A passage without what is no word of any language: names as programs write them (`licenseCount`, `a_b`, `v1.2`).
fn words(passage: &str) -> String {
    let is_word = |word: &&str| {
        let inner = word.trim_matches(|ch: char| !ch.is_alphanumeric());
        let humps = inner.chars().zip(inner.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
        !humps && !inner.contains(['_', '/', '=', '<', '{']) && !inner.chars().any(|ch| ch.is_ascii_digit())
    };
    passage.split_whitespace().filter(is_word).collect::<Vec<_>>().join(" ")
}

/// How much a passage says: its letters, where an ideograph stands for about three.
fn weight(text: &str) -> usize {
    text.chars()
        .filter(|ch| ch.is_alphabetic())
        .map(|ch| if matches!(ch as u32, 0x2e80..=0x9fff | 0xac00..=0xd7a3 | 0x20000..=0x3ffff) { 3 } else { 1 })
        .sum()
}

/// Simplified or Traditional: whichever has more characters that the other one writes differently.
fn chinese_script(text: &str) -> Option<&'static str> {
    static CONVERTERS: OnceLock<Option<(OpenCC, OpenCC)>> = OnceLock::new();
    let converters = CONVERTERS.get_or_init(|| {
        Some((OpenCC::from_config(BuiltinConfig::T2s).ok()?, OpenCC::from_config(BuiltinConfig::S2t).ok()?))
    });
    let (to_simplified, to_traditional) = converters.as_ref()?;
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for ch in text.chars().filter(|ch| *ch as u32 >= 0x2e80) {
        *counts.entry(ch).or_default() += 1;
    }
    let changed = |converter: &OpenCC| -> usize {
        counts.iter().filter(|(ch, _)| converter.convert(&ch.to_string()) != ch.to_string()).map(|(_, n)| n).sum()
    };
    let (traditional, simplified) = (changed(to_simplified), changed(to_traditional));
    match traditional.cmp(&simplified) {
        std::cmp::Ordering::Greater => Some("Hant"),
        std::cmp::Ordering::Less => Some("Hans"),
        std::cmp::Ordering::Equal => None,
    }
}

/// The passages of a page's HTML: what stands in one block, without code.
fn passages(html: &str) -> Vec<String> {
    const INLINE: [&str; 16] =
        ["a", "abbr", "b", "br", "del", "em", "font", "i", "img", "input", "mark", "q", "s", "span", "strong", "u"];
    let mut passages = Vec::new();
    let mut current = String::new();
    let mut code = 0usize;
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        if code == 0 {
            current.push_str(&rest[..open]);
        }
        let Some(close) = rest[open..].find('>') else { break };
        let tag = &rest[open + 1..open + close];
        let closing = tag.starts_with('/');
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if matches!(name.as_str(), "code" | "pre") {
            code = if closing { code.saturating_sub(1) } else { code + 1 };
        } else if !INLINE.contains(&name.as_str()) {
            passages.push(std::mem::take(&mut current));
        }
        rest = &rest[open + close + 1..];
    }
    current.push_str(rest);
    passages.push(current);
    passages.retain(|passage| passage.chars().any(char::is_alphabetic));
    passages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(passages: &[&str]) -> Option<(String, usize)> {
        let passages: Vec<String> = passages.iter().map(|passage| (*passage).to_owned()).collect();
        let told = detect_passages(&passages, passages.first()?, "en", &[])?;
        Some((told.language.tag()?.as_str().to_owned(), told.share))
    }

    const ENGLISH: &str =
        "You can add as many people as you need, and each of them chooses a password at the first sign-in.";

    #[test]
    fn each_language_is_told_from_its_sentences() {
        for (tag, text) in [
            ("en", ENGLISH),
            (
                "de",
                "Sie können beliebig viele Personen hinzufügen, und jede wählt bei der ersten Anmeldung ein Kennwort.",
            ),
            ("it", "Puoi aggiungere tutte le persone che desideri e ognuna sceglie una password al primo accesso."),
            ("fr", "Vous pouvez ajouter autant de personnes que nécessaire, et chacune choisit son mot de passe."),
            ("ru", "Вы можете добавить сколько угодно пользователей, и каждый выберет пароль при первом входе."),
            ("zh-Hans", "您可以添加任意数量的人员，每个人在首次登录时选择密码。"),
            ("zh-Hant", "您可以新增任意數量的人員，每個人在首次登入時選擇密碼。"),
            ("ja", "必要な人数を追加でき、それぞれが最初のサインイン時にパスワードを選びます。"),
            ("ar", "يمكنك إضافة أي عدد من الأشخاص، ويختار كل منهم كلمة مرور عند تسجيل الدخول لأول مرة."),
        ] {
            assert_eq!(told(&[text]).map(|told| told.0).as_deref(), Some(tag), "{text}");
        }
        assert_eq!(told(&["", "12"]), None);
    }

    #[test]
    fn a_page_half_translated_is_a_translation() {
        let told = told(&["管理您的獎勵", ENGLISH, "依照電子郵件中的指示設定使用者"]).expect("a language");
        assert_eq!(told.0, "zh-Hant");
        assert!(told.1 < 60, "{told:?}");
    }

    #[test]
    fn few_words_go_to_a_language_that_the_site_has() {
        let text = ["Откройте страницу и войдите.".to_owned()];
        let told = |likely| detect_passages(&text, &text[0], "en", likely).expect("a language");
        assert!(told(&[]).evidence < Evidence::Enough);
        assert_eq!(told(&["en", "ru"]).language.language, "ru");
        assert_eq!(told(&["en", "uk"]).language.language, "uk");
    }

    #[test]
    fn names_and_code_do_not_make_an_english_page_foreign() {
        assert_eq!(told(&[ENGLISH, ENGLISH, "Zuständigkeit"]).map(|told| told.0).as_deref(), Some("en"));
        let html = "<p>One <em>two</em></p><pre><code>drei vier</code></pre><ul><li>five <code>x</code></li></ul>";
        assert_eq!(passages(html), ["One two", "five "]);
    }
}
