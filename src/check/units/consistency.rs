//! One text of the source with several translations in one language.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::FxHasher;

use super::{Page, Pair};
use crate::check::cause::Finding;
use crate::diagnostics::Code;
use crate::model::unit::Content;
use crate::model::{DocumentId, LocaleId, UnitKind, UnitState};
use crate::site::Site;
use crate::text::changes::short_word_diff;
use crate::text::{is_quotation_mark, words_in};

/// How many words a text has at least: shorter ones mean this here and that there.
const WORDS: usize = 3;

/// What a sentence ends with.
const ENDS: [char; 7] = ['.', '!', '?', ':', '。', '！', '？'];

/// The translations of one text: by their words all places of each.
type Translations<'a> = BTreeMap<String, Vec<(&'a Page<'a>, Pair<'a>)>>;

/// The texts that the source may have more than once: by their documents the numbers of their units, in order.
pub(super) struct Repeated(HashMap<DocumentId, Vec<usize>>);

impl Repeated {
    /// Those of a site's source.
    pub(super) fn new(site: &Site, source: LocaleId) -> Self {
        let documents: Vec<_> = (0..site.documents.len()).map(DocumentId).collect();
        let own = documents.into_par_iter().filter(|id| site.document(*id).locale == source);
        let mut texts: Vec<(u64, DocumentId, usize)> = own
            .flat_map_iter(|id| {
                let units = site.document(id).body.units.iter().enumerate();
                units.map(move |(number, unit)| (told_by(&unit.content), id, number))
            })
            .collect();
        texts.par_sort_unstable();
        let mut repeated: HashMap<DocumentId, Vec<usize>> = HashMap::new();
        for (_, id, number) in texts.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1).flatten() {
            repeated.entry(*id).or_default().push(*number);
        }
        repeated.values_mut().for_each(|numbers| numbers.sort_unstable());
        Self(repeated)
    }

    fn has(&self, page: &Page<'_>, unit: Option<usize>) -> bool {
        let units = page.of.and_then(|(id, _)| self.0.get(&id));
        units.zip(unit).is_some_and(|(units, unit)| units.binary_search(&unit).is_ok())
    }
}

/// A number that is the same for what means the same.
fn told_by(content: &Content) -> u64 {
    let mut hasher = FxHasher::default();
    each_meant(&content.words(), |ch| hasher.write_u32(ch.into()));
    hasher.finish()
}

/// Compares the translations of all texts that are the same in the source. What most have is taken for right; one finding
/// stands at all others.
pub(super) fn check<'a>(pages: &'a [Page<'a>], repeated: &Repeated) -> Vec<Finding> {
    let mut texts: BTreeMap<(Manner, String), Translations<'a>> = BTreeMap::new();
    for page in pages {
        for pair in page.pairs().filter(|pair| is_translated(pair) && repeated.has(page, pair.status.source)) {
            let source = pair.of.content.words();
            if words_in(&source) < WORDS {
                continue;
            }
            let key = (Manner::of(pair.of.kind, &source), meaning(&source));
            let own = letters(&pair.own.content.words());
            texts.entry(key).or_default().entry(own).or_default().push((page, pair));
        }
    }
    let differing = texts.into_iter().filter(|(_, translations)| translations.len() > 1);
    differing.flat_map(|((_, source), translations)| findings(&source, &translations)).collect()
}

fn findings(source: &str, translations: &Translations<'_>) -> Vec<Finding> {
    let usual = translations.iter().max_by_key(|(words, places)| (places.len(), std::cmp::Reverse(*words)));
    let Some((usual, places)) = usual else { return Vec::new() };
    let Some((page, pair)) = places.first() else { return Vec::new() };
    let others = translations.iter().filter(|(words, _)| *words != usual).flat_map(|(_, places)| places);
    let tag = &page.site.config.locale(page.locale).tag;
    let theirs = pair.own.content.words();
    let finding = |(own, at): &(&Page<'_>, Pair<'_>)| {
        let changes = short_word_diff(&at.own.content.words(), &theirs);
        let message = format!("elsewhere, the same text of the source is translated otherwise: {changes}");
        let help = "Translate both alike, unless they mean different things.";
        let finding = Finding::new(Code::InconsistentTranslation, own.place(at.own), message, help);
        let mut finding = finding.of(format!("{tag} {source}"));
        finding.see = vec![(page.place(pair.own), "the other translation".to_owned())];
        finding
    };
    others.map(finding).collect()
}

fn is_translated(pair: &Pair<'_>) -> bool {
    matches!(pair.status.state, UnitState::Fresh | UnitState::Reviewed | UnitState::Unknown)
}

/// How a text speaks: “Create an offer” is a title in one place and tells what to do in another.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Manner {
    Title,
    Sentence,
    Other,
}

impl Manner {
    fn of(kind: UnitKind, text: &str) -> Self {
        let ends = text.trim_end_matches(|ch: char| !ch.is_alphanumeric() && !ENDS.contains(&ch));
        match kind {
            UnitKind::Title | UnitKind::Heading | UnitKind::Entry => Manner::Title,
            _ if ends.ends_with(ENDS) => Manner::Sentence,
            _ => Manner::Other,
        }
    }
}

/// A text of the source without what changes nothing in what it says: capitals, quotation marks, its end.
fn meaning(text: &str) -> String {
    let mut meaning = String::with_capacity(text.len());
    each_meant(text, |ch| meaning.push(ch));
    meaning
}

/// Calls for each of its characters.
fn each_meant(text: &str, mut call: impl FnMut(char)) {
    let text = text.trim_end_matches(|ch: char| ch.is_whitespace() || ch.is_ascii_punctuation() || ENDS.contains(&ch));
    for ch in text.chars() {
        match ch {
            // Nearly all characters are letters, and most of them these.
            'a'..='z' => call(ch),
            _ if ch.is_whitespace() || is_quotation_mark(ch) => {}
            _ => ch.to_lowercase().for_each(&mut call),
        }
    }
}

/// A translation without what makes no difference: capitals, punctuation, space.
fn letters(text: &str) -> String {
    text.chars().filter(|ch| ch.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
