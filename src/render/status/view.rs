//! What templates see of the state of translations, as [`crate::render::view`] defines it for everything else.

use crate::model::Described;
use crate::render::view::{Shared, ViewType, views};

views! {
    /// How far each translation is.
    pub struct StatusView {
        /// The tag of the source's language, for `lang`.
        pub source_tag: String,
        /// The direction of the source's language.
        pub source_dir: &'static str,
        /// The languages that are translated.
        pub languages: Vec<StatusLanguage>,
        /// The heat maps: where there are several folders, one of the folders, then one of the pages of each.
        pub maps: Vec<StatusMap>,
    }

    /// One language, and what is left to do in it.
    pub struct StatusLanguage {
        /// The id of its section.
        pub id: String,
        /// Leads to its section.
        pub href: String,
        /// The tag.
        pub tag: String,
        /// `ltr` or `rtl`.
        pub dir: &'static str,
        /// What its readers call it.
        pub label: String,
        /// The share of the source's words that are current, where anything is recorded.
        pub percent: Option<usize>,
        /// The words of the source by the states of their translations; states that nothing is in are left out.
        pub shares: Vec<StatusShare>,
        /// How many units the source has no longer.
        pub orphaned: usize,
        /// How many words somebody has to translate.
        pub left: usize,
        /// The pages that want something, those with the fewest words left first.
        pub pages: Vec<StatusPage>,
        /// How many such pages are left out, because there are too many for one file.
        pub more: usize,
    }

    /// The part of a language's words whose translations are in one state.
    pub struct StatusShare {
        /// The state of the units.
        pub state: &'static str,
        /// How many words.
        pub words: usize,
        /// How many units.
        pub units: usize,
        /// Where the part begins in a bar, as `12.50%`.
        pub start: String,
        /// How wide it is there.
        pub width: String,
    }

    /// A heat map: pages, or folders, by languages.
    pub struct StatusMap {
        /// Its id; empty where it is the only one, and for the one of the folders.
        pub id: String,
        /// Whether its rows are folders.
        pub of_folders: bool,
        /// The folder whose pages it shows; empty for the pages outside of folders.
        pub folder: String,
        /// How many pages it is about.
        pub pages: usize,
        /// Whether it is shown unfolded.
        pub open: bool,
        /// The rows.
        pub rows: Vec<StatusRow>,
        /// How many pages are left out, because there are too many for one file.
        pub more: usize,
    }

    /// A row of a heat map.
    pub struct StatusRow {
        /// The folder, or the rest of the page's key; empty for the pages outside of folders.
        pub name: String,
        /// Leads to the page, or to the map of the folder.
        pub href: Option<String>,
        /// One cell for each language.
        pub cells: Vec<StatusCell>,
    }

    /// A cell of a heat map.
    pub struct StatusCell {
        /// What colour it has: `full`, `most`, `half`, `some`, `few` by the share that is current; `untranslated`, `unknown`,
        /// `orphaned` where there is no share; `absent` where the language has nothing to do with the page.
        pub level: &'static str,
        /// The share of the source's words that are current.
        pub percent: Option<usize>,
        /// How the page stands; empty for a folder.
        pub state: &'static str,
        /// How many words somebody has to translate.
        pub left: usize,
        /// Leads to what is left to do.
        pub href: Option<String>,
    }

    /// A page that wants something in one language.
    pub struct StatusPage {
        /// The id of its section.
        pub id: String,
        /// The key.
        pub key: String,
        /// How it stands.
        pub state: &'static str,
        /// How many words somebody has to translate.
        pub left: usize,
        /// Leads to the page.
        pub href: Option<String>,
        /// The file of the translation; where there is none, of the source.
        pub file: String,
        /// The units that want something.
        pub units: Vec<StatusUnit>,
        /// How many such units are left out, because there are too many for one file.
        pub more: usize,
    }

    /// A unit that wants something.
    pub struct StatusUnit {
        /// How it stands.
        pub state: &'static str,
        /// Where it is: the file and the line.
        pub place: String,
        /// What the source says, and what it said before.
        pub source: Shared<Vec<StatusPiece>>,
        /// What the translation says.
        pub target: Option<String>,
    }

    /// A stretch of a text that has changed.
    pub struct StatusPiece {
        /// `same`, `gone` or `new`.
        pub change: &'static str,
        /// The words.
        pub text: String,
    }
}
