//! What a site is: plain data, and nothing that reads, decides or writes.

pub mod config;
pub mod described;
pub mod document;
pub mod fragment;
pub mod front_matter;
pub mod glossary;
pub mod ledger;
pub mod locale;
pub mod nav;
pub mod page;
pub mod program;
pub mod sources;
pub mod state;
pub mod unit;

pub use config::{Config, LocaleConfig, SeverityOverride};
pub use described::Described;
pub use document::{Document, DocumentId, DocumentKind};
pub use fragment::{Fragment, Hole, Html};
pub use front_matter::FrontMatter;
pub use glossary::Glossary;
pub use locale::{Direction, LocaleId, LocaleTag};
pub use page::{Origin, PageKey};
pub use program::Program;
pub use sources::{Content, Source, Sources};
pub use state::{PageState, Provenance, UnitState};
pub use unit::{Unit, UnitKind};
