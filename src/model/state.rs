//! How translations stand to their sources.

use super::described::Described;

/// Defines states with the words that files and reports use.
macro_rules! states {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $state_doc:literal])+ $state:ident = $word:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[doc = $state_doc])+ $state,)+
        }

        impl $name {
            /// All of them, in the order in which reports name them.
            pub const ALL: &'static [Self] = &[$(Self::$state),+];

            /// The word that files and reports use.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$state => $word,)+
                }
            }

            /// What a word means, where it means one of them.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|state| state.name() == name)
            }

            /// The words with what they mean, for the manual.
            pub const DESCRIBED: &'static [Described] = &[$(Described { name: $word, form: "", comment: concat!($($state_doc, "\n"),+) }),+];
        }
    };
}

states! {
    /// How the translation of one unit stands to its source.
    UnitState {
        /// There is no translation.
        Missing = "missing",
        /// The translation was made from another text than the source has now.
        Stale = "stale",
        /// The text still is the source's own.
        Untouched = "untouched",
        /// Nothing is recorded of what the translation was made from, or it is not sure which text it translates.
        Unknown = "unknown",
        /// The translation was made from the text that the source has.
        Fresh = "fresh",
        /// The translation is fresh, and somebody has read it again.
        Reviewed = "reviewed",
        /// The source has the text no longer.
        Orphaned = "orphaned",
    }
}

states! {
    /// How a translated page stands to its source.
    PageState {
        /// Nothing in the source has changed since, or there is nothing to translate. Texts that still are the source's are
        /// counted as units alone.
        Current = "current",
        /// Something in the source has changed, come or gone since.
        Behind = "behind",
        /// The source has the page no longer.
        Orphaned = "orphaned",
        /// There is no page in this language, or all of its text still is the source's.
        Untranslated = "untranslated",
        /// Nothing is recorded of it, or not of all of its texts.
        Unknown = "unknown",
    }
}

states! {
    /// Who made a translation.
    Provenance {
        /// A person, or a machine whose work a person has gone over.
        Human = "human",
        /// A machine.
        Machine = "machine",
    }
}
