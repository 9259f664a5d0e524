//! What the source of a translation said when it was translated, as far as anybody can tell.

use std::path::PathBuf;

use super::AdoptArguments;
use crate::diagnostics::Fatal;
use crate::load;
use crate::model::{Document, DocumentKind, LocaleId};
use crate::parse::markdown::Manner;
use crate::parse::page::{Request, parse};
use crate::site::Site;

/// Where the past is known from.
pub struct Past {
    folder: PathBuf,
}

impl Past {
    /// The past that a command names.
    pub fn new(_site: &Site, arguments: &AdoptArguments) -> Result<Self, Fatal> {
        match &arguments.source_then {
            Some(folder) if folder.is_dir() => Ok(Self { folder: folder.clone() }),
            Some(folder) => Err(Fatal::new(
                format!("there is no folder {}", load::display(folder)),
                "Name the folder with the source texts as they were, at the same paths as now.",
            )),
            None => Err(Fatal::new("no past is named", "Give --source-then DIR or --git REPO.")),
        }
    }

    /// The source of a translation as it was; nothing where that is not known.
    pub fn document(
        &mut self,
        site: &Site,
        source: Option<&Document>,
        target: &Document,
    ) -> Result<Option<Document>, Fatal> {
        let path = source.map_or(&target.path, |source| &source.path);
        let Some(text) = load::text(&self.folder.join(path))? else { return Ok(None) };
        let locale = site.config.source_locale.unwrap_or(LocaleId(0));
        Ok(Some(read(source.unwrap_or(target), path, &text, locale)))
    }
}

/// A text of the past as a document with its units.
pub fn read(like: &Document, path: &str, text: &str, locale: LocaleId) -> Document {
    let request = Request {
        file: &like.file,
        text,
        locale,
        path,
        include: like.kind == DocumentKind::Include,
        manner: Manner { keeps_units: true, ..Manner::default() },
    };
    parse(request).0
}
