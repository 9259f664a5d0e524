//! Diglot turns multilingual Markdown help pages into a site.
//!
//! A [`site::Site`] is an immutable value: [`load`] reads the disk, [`site::Site::new`] turns what it read into the
//! site and a list of findings, [`render::produce`] answers for one output, [`build`] writes them all; [`mod@write`] writes
//! what people go on working with. Nothing else touches the disk, but for the answers that [`web`] remembers and the
//! repository that [`history`] asks; [`web`] alone asks the web. `ARCHITECTURE.md` in the repository is the map.

#![deny(missing_docs)]

pub mod build;
pub mod check;
pub mod cli;
pub mod diagnostics;
pub mod eligibility;
pub mod exchange;
pub mod history;
pub mod import;
pub mod load;
pub mod model;
pub mod parse;
pub mod reference;
pub mod relocate;
pub mod render;
pub mod report;
pub mod search;
pub mod serve;
pub mod site;
pub mod starter;
pub mod text;
pub mod theme;
pub mod translate;
pub mod web;
pub mod write;
