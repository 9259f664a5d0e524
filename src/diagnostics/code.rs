//! The names of findings. A name is the same in reports, configuration, file names and tests.

use std::fmt;

/// How bad a finding is, from least to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Something a reader may stumble over.
    Warning,
    /// Something is broken.
    Error,
}

impl Severity {
    /// Its name in reports and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident $name:literal $severity:ident;)+) => {
        /// The kinds of findings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
        pub enum Code {
            $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// The name, as reports and configuration write it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)+
                }
            }

            /// What it means, as the manual says it.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Code::$variant => concat!($($doc),+).trim_ascii(),)+
                }
            }

            /// The page of the manual that explains it, as it stands in the repository. Without one nothing compiles.
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$variant => {
                        include_str!(concat!("../../content/en-US/manual/findings/", $name, ".md"))
                    })+
                }
            }

            /// How bad it is unless something says otherwise.
            pub fn severity(self) -> Severity {
                match self {
                    $(Code::$variant => Severity::$severity,)+
                }
            }
        }
    };
}

codes! {
    /// Two routes would be written to one address.
    AddressConflict "address-conflict" Error;
    /// Some answers have no outcome, or several.
    AmbiguousOutcome "ambiguous-outcome" Error;
    /// A path is written with backslashes, which the web does not know.
    BackslashPath "backslash-path" Warning;
    /// An invisible character changes the order in which a line is shown.
    BidiControl "bidi-control" Warning;
    /// A link names an anchor that its page does not have.
    BrokenAnchor "broken-anchor" Warning;
    /// A link names a page that does not exist.
    BrokenLink "broken-link" Warning;
    /// A link names a web address that is not there.
    BrokenWebLink "broken-web-link" Warning;
    /// A path is written in other letter case than the file it means.
    CaseMismatch "case-mismatch" Warning;
    /// A number or a date of a text is another one in its translation.
    ChangedFigure "changed-figure" Warning;
    /// A text of a translation links elsewhere than its source.
    ChangedLink "changed-link" Warning;
    /// Inline code, an include or a footnote of a text is another one in its translation.
    ChangedPlaceholder "changed-placeholder" Warning;
    /// A term of the glossary is not kept in a translation.
    ChangedTerm "changed-term" Warning;
    /// A criterion can never be met, or never be unmet, or its `for` leaves nobody out.
    ConstantCriterion "constant-criterion" Error;
    /// The day of a date at the start of a text became the number of a list.
    DateAsList "date-as-list" Warning;
    /// A table row has more cells than the head; Markdown drops the rest.
    DroppedTableCell "dropped-table-cell" Warning;
    /// Front matter says the same key twice.
    DuplicateKey "duplicate-key" Warning;
    /// A link leads nowhere because its destination is empty.
    EmptyLink "empty-link" Warning;
    /// A page is there, but under another extension than the link says.
    ExtensionMismatch "extension-mismatch" Warning;
    /// A scenario does not come out as it expects.
    FailedScenario "failed-scenario" Error;
    /// Locales fall back to each other in a circle.
    FallbackCycle "fallback-cycle" Error;
    /// A page to import is there already, with another text; it was not overwritten.
    FileExists "file-exists" Error;
    /// An imported page's front matter lacks something that had to be told from the page.
    GuessedFrontMatter "guessed-front-matter" Note;
    /// An imported page does not say which page it is; its key was told from its text.
    GuessedKey "guessed-key" Note;
    /// An imported page does not say its language; it was told from its text.
    GuessedLocale "guessed-locale" Note;
    /// A link names the language of its own page, so that it cannot follow the reader into another.
    HardCodedLocale "hard-coded-locale" Note;
    /// A heading's marks are followed by an anchor without the space that makes it a heading.
    HeadingWithoutSpace "heading-without-space" Warning;
    /// Two answers to a question never make a difference.
    IdleDifference "idle-difference" Note;
    /// A question can never matter.
    IdleQuestion "idle-question" Error;
    /// Two imported files would become the same page.
    ImportConflict "import-conflict" Error;
    /// A file includes itself, directly or through others.
    IncludeCycle "include-cycle" Error;
    /// One text of the source has several translations in one language.
    InconsistentTranslation "inconsistent-translation" Note;
    /// An address that cannot be one: a part too long, a character that no file may have.
    InvalidAddress "invalid-address" Error;
    /// The site's configuration says something that cannot be so.
    InvalidConfig "invalid-config" Error;
    /// A dialect directive lacks something it needs.
    InvalidDirective "invalid-directive" Warning;
    /// Front matter that is not what it should be; it was read as what it means, as far as that can be told.
    InvalidFrontMatter "invalid-front-matter" Warning;
    /// A line of a ledger, or of its source texts, cannot be read.
    InvalidLedger "invalid-ledger" Warning;
    /// A name that should be a language tag and is none.
    InvalidLocale "invalid-locale" Error;
    /// A Fluent file with a syntax error.
    InvalidMessage "invalid-message" Error;
    /// A navigation file that cannot be read.
    InvalidNavigation "invalid-navigation" Error;
    /// A YAML page (landing, FAQ) that cannot be read.
    InvalidPage "invalid-page" Error;
    /// An eligibility program that cannot be read, or asks something that no question can answer.
    InvalidProgram "invalid-program" Error;
    /// A template with an error.
    InvalidTemplate "invalid-template" Error;
    /// A bilingual unit that is damaged; what can be told to be the translation is shown.
    InvalidUnit "invalid-unit" Warning;
    /// A file that is not UTF-8.
    InvalidUtf8 "invalid-utf8" Error;
    /// Text that looks like a link and is none.
    LinkLikeText "link-like-text" Warning;
    /// A path that leads out of the content.
    LinkOutOfRoot "link-out-of-root" Error;
    /// A translated heading has lost the anchor that its source has.
    LostAnchor "lost-anchor" Warning;
    /// A translation has lost an image that its source shows.
    LostImage "lost-image" Warning;
    /// A translated interface text leaves out a variable that its source shows.
    LostVariable "lost-variable" Warning;
    /// An imported translation takes the place of one that was reviewed.
    LoweredState "lowered-state" Note;
    /// Both sides of a merge stand in a file.
    MergeConflict "merge-conflict" Error;
    /// An image has no words for those who do not see it.
    MissingAltText "missing-alt-text" Note;
    /// An image or another file that a page asks for is nowhere.
    MissingAsset "missing-asset" Warning;
    /// A file that a page takes in, or shows lines of, is nowhere.
    MissingInclude "missing-include" Error;
    /// An interface text that a locale lacks.
    MissingMessage "missing-message" Note;
    /// A translation has no title or no description, and its source has.
    MissingMetadata "missing-metadata" Warning;
    /// An interface text that depends on a number lacks a form that its language wants.
    MissingPlural "missing-plural" Warning;
    /// A text of an eligibility program is missing in a language.
    MissingProgramText "missing-program-text" Error;
    /// A page, or a text of a page, that the source has and a locale lacks.
    MissingTranslation "missing-translation" Warning;
    /// A link names a web address that has moved for good.
    MovedWebLink "moved-web-link" Note;
    /// A navigation file includes itself, directly or through others.
    NavigationCycle "navigation-cycle" Error;
    /// Tags that need absolute addresses are left out.
    NoBaseUrl "no-base-url" Note;
    /// A folder without any page.
    NoPages "no-pages" Error;
    /// A page that no navigation lists.
    OrphanPage "orphan-page" Note;
    /// A translation whose source is gone.
    OrphanedTranslation "orphaned-translation" Warning;
    /// An eligibility program is too large to be proved, or to be evaluated while a reader waits.
    OversizedProgram "oversized-program" Error;
    /// A mark of the dialect is shown as it stands.
    RawMark "raw-mark" Warning;
    /// A redirect leads to another redirect.
    RedirectChain "redirect-chain" Note;
    /// Redirects that lead back to themselves.
    RedirectLoop "redirect-loop" Error;
    /// A link to a page that has moved.
    RedirectedLink "redirected-link" Note;
    /// A translation that came back cannot be taken: it would break the page, or belongs to another text or language.
    RefusedUnit "refused-unit" Error;
    /// A character was lost when a text was converted.
    ReplacementCharacter "replacement-character" Warning;
    /// A heading is more than one level below the one before it.
    SkippedHeadingLevel "skipped-heading-level" Note;
    /// Marks of emphasis are shown as they stand.
    StrayEmphasis "stray-emphasis" Warning;
    /// The source has changed since a text was translated.
    StaleTranslation "stale-translation" Warning;
    /// An interface text of a translation that nothing asks for.
    SurplusMessage "surplus-message" Warning;
    /// A block of the dialect that is opened and never closed, or closed and never opened.
    UnbalancedBlock "unbalanced-block" Warning;
    /// A scenario names no day, and holds by the rules of some days only.
    UndatedScenario "undated-scenario" Note;
    /// An alert of a kind that nobody knows.
    UnknownAlert "unknown-alert" Warning;
    /// A key that nobody reads.
    UnknownKey "unknown-key" Warning;
    /// Nothing tells the language of an imported page.
    UnknownLanguage "unknown-language" Error;
    /// A page shows an eligibility check of a program that is not there, or does not say of which.
    UnknownProgram "unknown-program" Error;
    /// An interface text refers to a text, a term or a function that is not there.
    UnknownReference "unknown-reference" Warning;
    /// An interface text uses a variable that its source does not have.
    UnknownVariable "unknown-variable" Warning;
    /// A reference to a `uid` that no page has.
    UnknownXref "unknown-xref" Warning;
    /// Rules could be changed without any scenario noticing.
    UnnoticedChange "unnoticed-change" Warning;
    /// No answers lead to an outcome.
    UnreachableOutcome "unreachable-outcome" Error;
    /// A link names a web address of which nobody can tell whether it is there.
    UnreachableWebLink "unreachable-web-link" Note;
    /// Markup that pages may not contain was taken out.
    UnsafeHtml "unsafe-html" Warning;
    /// No scenario shows a criterion met, or none shows it unmet.
    UntestedCriterion "untested-criterion" Note;
    /// No scenario expects an outcome.
    UntestedOutcome "untested-outcome" Error;
    /// A translation still has the words of its source.
    UntouchedText "untouched-text" Warning;
    /// A comment or key asks to ignore what is not there.
    UnusedIgnore "unused-ignore" Warning;
    /// A text of an eligibility program belongs to nothing in it.
    UnusedProgramText "unused-program-text" Warning;
    /// A link to a page that is withheld from readers: a draft, or one whose day is yet to come or over.
    WithheldLink "withheld-link" Warning;
    /// A link into another language than the page's own.
    WrongLocaleLink "wrong-locale-link" Warning;
}

impl Code {
    /// Whether it is found by asking the web: by `check --external` alone, and on one day and not on the next.
    pub fn is_of_the_web(self) -> bool {
        matches!(self, Code::BrokenWebLink | Code::MovedWebLink | Code::UnreachableWebLink)
    }

    /// The code of a name; nothing where there is none.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// The address of the page, relative to that of the manual's language.
    ///
    /// `broken-link => manual/findings/broken-link/`
    pub fn url(self) -> String {
        format!("manual/findings/{}/", self.name())
    }

    /// The page as Markdown for readers outside of the manual: without front matter and anchors.
    pub fn explanation(self) -> String {
        let page = self.page();
        let body =
            page.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(page, |(_, body)| body);
        let plain = |line: &str| match line
            .split_once("<a name=\"")
            .and_then(|(before, rest)| Some((before, rest.split_once("</a>")?.1)))
        {
            Some((before, after)) if line.starts_with('#') => format!("{before}{after}\n"),
            _ => format!("{line}\n"),
        };
        body.trim_start().lines().map(plain).collect()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_written_as_words() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(
            names.iter().all(|name| name.chars().all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit() || ch == '-'))
        );
    }
}
