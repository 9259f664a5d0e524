//! Languages: BCP 47 tags, their direction, their own names.

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use icu_locale::names::{DisplayNamesPreferences, LanguageIdentifierDisplayName};
use icu_locale::{LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleDirectionality, LocaleExpander};

/// A locale of the site: its index in [`crate::model::Config::locales`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct LocaleId(pub usize);

/// The language that others are translated from unless a site says otherwise.
pub const USUAL_SOURCE: &str = "en-US";

/// The pseudo-locales, written as everybody writes them, and what the menu of languages calls them. `qps` is one of the
/// languages that BCP 47 leaves to private use.
const PSEUDO: [(&str, &str); 2] = [("qps-ploc", "Pseudo"), ("qps-plocm", "Pseudo (RTL)")];

/// A language tag in canonical form (BCP 47, RFC 5646): `zh-tw` and `ZH_TW` are both `zh-TW`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocaleTag {
    tag: String,
    /// The direction of its script, which every page asks for.
    direction: Direction,
}

/// The direction in which a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

impl LocaleTag {
    /// A tag in canonical form.
    fn of(tag: String) -> Self {
        static DIRECTIONALITY: OnceLock<LocaleDirectionality> = OnceLock::new();
        let directionality = DIRECTIONALITY.get_or_init(LocaleDirectionality::new_extended);
        let rtl = tag == "qps-plocm" || directionality.is_right_to_left(&identifier(&tag));
        Self { tag, direction: if rtl { Direction::Rtl } else { Direction::Ltr } }
    }

    /// Reads a tag in any case, with `-` or `_`; refuses what is no language tag.
    pub fn parse(tag: &str) -> Option<Self> {
        let identifier = LanguageIdentifier::from_str(&tag.trim().replace('_', "-")).ok()?;
        let tag = (!identifier.language.is_unknown()).then(|| identifier.to_string())?;
        let pseudo = PSEUDO.iter().find(|(own, _)| own.eq_ignore_ascii_case(&tag));
        Some(Self::of(pseudo.map_or(tag, |(own, _)| (*own).to_owned())))
    }

    /// Whether nobody speaks it: its texts are made of the source's, to show what does not go through translation.
    pub fn is_pseudo(&self) -> bool {
        self.pseudo_name().is_some()
    }

    fn pseudo_name(&self) -> Option<&'static str> {
        PSEUDO.iter().find(|(own, _)| *own == self.tag).map(|(_, name)| *name)
    }

    /// Reads a tag in which the language may go by another of its codes (ISO 639-2 and -3).
    ///
    /// `deu => de`, `cmn-Hant => zh-Hant`
    pub fn parse_alias(tag: &str) -> Option<Self> {
        let mut locale = Locale::from_str(tag).ok()?;
        LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
        (!locale.id.language.is_unknown()).then(|| Self::of(locale.id.to_string()))
    }

    /// The tag with the region in which its language is most likely read, and without a script that goes without
    /// saying there.
    ///
    /// `de => de-DE`, `zh-Hant => zh-TW`, `sr-Latn => sr-Latn-RS`
    pub fn with_likely_region(&self) -> Self {
        let mut full = self.identifier();
        expander().maximize(&mut full);
        let mut short = full.clone();
        short.script = None;
        let script_is_usual = expander().get_likely_script(&short) == full.script;
        Self::of(if script_is_usual { short } else { full }.to_string())
    }

    /// Reads the name of a folder as a tag. Stricter than [`LocaleTag::parse`], because `img`, `src` and `media` are
    /// well-formed tags too: a folder counts when its language is one that has a known script, and when it is two
    /// letters long or is followed by a script or region.
    ///
    /// `zh-tw => zh-TW`, `de => de`, `media => nothing`, `api => nothing`
    pub fn from_folder(name: &str) -> Option<Self> {
        let tag = Self::parse(name)?;
        let identifier = tag.identifier();
        let language = identifier.language.as_str().len();
        let qualified = identifier.region.is_some() || identifier.script.is_some();
        if tag.is_pseudo() {
            return Some(tag);
        }
        if !(language == 2 || (language == 3 && qualified)) {
            return None;
        }
        expander().get_likely_script(&identifier).is_some().then_some(tag)
    }

    /// The canonical tag, as HTML's `lang` takes it.
    pub fn as_str(&self) -> &str {
        &self.tag
    }

    /// The tag as the first segment of addresses.
    ///
    /// `zh-TW => zh-tw`
    pub fn slug(&self) -> String {
        self.tag.to_ascii_lowercase()
    }

    /// The language alone.
    ///
    /// `zh-TW => zh`
    pub fn language(&self) -> &str {
        self.tag.split('-').next().unwrap_or_default()
    }

    /// The region that the tag names.
    ///
    /// `zh-Hant-TW => TW`, `zh-Hant => nothing`
    pub fn region(&self) -> Option<String> {
        self.identifier().region.map(|region| region.to_string())
    }

    /// The tag and what it is a case of, the most exact first (RFC 4647, section 3.4).
    ///
    /// `zh-Hant-TW => zh-Hant-TW, zh-Hant, zh`
    pub fn lookup(&self) -> impl Iterator<Item = Self> + '_ {
        std::iter::successors(Some(self.tag.as_str()), |tag| tag.rfind('-').map(|at| &tag[..at]))
            .filter_map(Self::parse)
    }

    /// Whether both are read by whoever reads one of them: the same language in the same script.
    pub fn is_like(&self, other: &Self) -> bool {
        self.language() == other.language() && self.script() == other.script()
    }

    /// The script in which it is most likely written (ISO 15924), as far as CLDR knows.
    ///
    /// `zh-TW => Hant`
    pub fn script(&self) -> Option<String> {
        expander().get_likely_script(&self.identifier()).map(|script| script.to_string())
    }

    /// The direction of its script, by CLDR; left to right where nothing is known.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// What its speakers call it, from CLDR, with a capital as a list entry has it. Beside `others` that share the
    /// language the script is named where it tells them apart (`繁體中文`), else the region (`English (United Kingdom)`).
    ///
    /// Languages that CLDR does not name give the tag.
    pub fn name<'a>(&self, others: impl IntoIterator<Item = &'a LocaleTag>) -> String {
        if let Some(name) = self.pseudo_name() {
            return name.to_owned();
        }
        let own = self.identifier();
        let script = self.script();
        let mut shown = LanguageIdentifier::from(own.language);
        // `zh` alone is read as Simplified: what is not a language's usual script is named even without company.
        let usual = expander().get_likely_script(&shown);
        if usual.is_some() && usual != expander().get_likely_script(&own) {
            shown.script = expander().get_likely_script(&own);
        }
        for other in others.into_iter().filter(|other| *other != self && other.language() == self.language()) {
            if other.script() == script {
                shown.region = own.region;
                shown.script = own.script;
            } else if shown.region.is_none() {
                shown.script = expander().get_likely_script(&own);
            }
        }
        let preferences = DisplayNamesPreferences::from(&own);
        let Ok(name) = LanguageIdentifierDisplayName::try_new_light(preferences, shown, Default::default()) else {
            return self.tag.clone();
        };
        let name = name.as_borrowed().to_string();
        let mut chars = name.chars();
        match chars.next() {
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => self.tag.clone(),
        }
    }

    fn identifier(&self) -> LanguageIdentifier {
        identifier(&self.tag)
    }
}

fn identifier(tag: &str) -> LanguageIdentifier {
    LanguageIdentifier::from_str(tag).unwrap_or(LanguageIdentifier::UNKNOWN)
}

fn expander() -> &'static LocaleExpander {
    static EXPANDER: OnceLock<LocaleExpander> = OnceLock::new();
    EXPANDER.get_or_init(LocaleExpander::new_extended)
}

impl FromStr for LocaleTag {
    type Err = String;

    fn from_str(tag: &str) -> Result<Self, String> {
        Self::parse(tag).ok_or_else(|| format!("`{tag}` is no language tag; write it as en-US, de or zh-Hant-TW"))
    }
}

impl TryFrom<String> for LocaleTag {
    type Error = String;

    fn try_from(tag: String) -> Result<Self, String> {
        Self::parse(&tag).ok_or_else(|| format!("`{tag}` is no language tag"))
    }
}

impl From<LocaleTag> for String {
    fn from(tag: LocaleTag) -> Self {
        tag.tag
    }
}

impl fmt::Display for LocaleTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> LocaleTag {
        LocaleTag::parse(text).expect("a tag")
    }

    #[test]
    fn tags_are_canonical() {
        assert_eq!(tag("zh-tw").as_str(), "zh-TW");
        assert_eq!(tag("ZH_hant_TW").as_str(), "zh-Hant-TW");
        assert_eq!(LocaleTag::parse("not a tag"), None);
        assert_eq!(LocaleTag::parse(""), None);
    }

    #[test]
    fn a_tag_is_a_case_of_shorter_ones() {
        let found: Vec<String> = tag("zh-Hant-TW").lookup().map(|tag| tag.to_string()).collect();
        assert_eq!(found, ["zh-Hant-TW", "zh-Hant", "zh"]);
    }

    #[test]
    fn languages_get_their_usual_region() {
        for (language, tag) in
            [("de", "de-DE"), ("zh-Hans", "zh-CN"), ("zh-Hant", "zh-TW"), ("sr-Latn", "sr-Latn-RS"), ("en-GB", "en-GB")]
        {
            assert_eq!(self::tag(language).with_likely_region().as_str(), tag);
        }
        for (code, language) in [("deu", "de"), ("cmn", "zh"), ("cmn-Hant", "zh-Hant"), ("rus", "ru"), ("tgl", "fil")] {
            assert_eq!(LocaleTag::parse_alias(code).as_ref().map(LocaleTag::as_str), Some(language));
        }
    }

    #[test]
    fn folders_that_only_look_like_tags_are_none() {
        for name in
            ["media", "images", "src", "img", "api", "css", "docs", "includes", "en-us-when-translated-to-zh-tw"]
        {
            assert_eq!(LocaleTag::from_folder(name), None, "{name}");
        }
        for name in ["de", "de-de", "zh-tw", "zh-Hant", "sr-Latn-RS", "pt-br", "fil-PH"] {
            assert!(LocaleTag::from_folder(name).is_some(), "{name}");
        }
    }

    #[test]
    fn direction_script_and_name_come_from_cldr() {
        assert_eq!(tag("ar").direction(), Direction::Rtl);
        assert_eq!(tag("ru-RU").direction(), Direction::Ltr);
        assert_eq!(tag("zh-TW").script().as_deref(), Some("Hant"));
        assert_eq!(tag("zh-CN").script().as_deref(), Some("Hans"));
    }

    #[test]
    fn names_tell_apart_what_shares_a_language() {
        let chinese = [tag("zh-CN"), tag("zh-TW")];
        assert_eq!(tag("de-DE").name(&chinese), "Deutsch");
        assert_eq!(tag("ru-RU").name([]), "Русский");
        assert_eq!(tag("it-IT").name([]), "Italiano");
        assert_eq!(tag("zh-TW").name([]), "繁體中文");
        assert_eq!(chinese[0].name(&chinese), "简体中文");
        assert_eq!(chinese[1].name(&chinese), "繁體中文");
        assert_eq!(tag("en-US").name(&[tag("en-US"), tag("en-GB")]), "American English");
    }

    #[test]
    fn pseudo_locales_are_two() {
        for (written, tag, name, direction) in [
            ("QPS_Ploc", "qps-ploc", "Pseudo", Direction::Ltr),
            ("qps-plocm", "qps-plocm", "Pseudo (RTL)", Direction::Rtl),
        ] {
            let read = LocaleTag::from_folder(written).expect("a tag");
            assert_eq!((read.as_str(), read.slug().as_str()), (tag, tag));
            assert!(read.is_pseudo());
            assert_eq!((read.name([]).as_str(), read.direction()), (name, direction));
        }
        assert!(!tag("qps").is_pseudo() && !tag("qps-ploca").is_pseudo() && !tag("en-US").is_pseudo());
        assert!(!tag("qps-ploc").is_like(&tag("qps-plocm")));
    }
}
