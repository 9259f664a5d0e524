//! `diglot units`

use std::path::{Path, PathBuf};

use super::{AlignArguments, AlignmentFormat, ExtractArguments, Said, UnitsCommand, WhichHalf};
use crate::diagnostics::Fatal;
use crate::load;
use crate::model::ledger::SourceTexts;
use crate::model::{Document, LocaleId, PageKey};
use crate::parse::bilingual::{self, Half};
use crate::parse::page::reread;
use crate::report::alignment::{self, Page, Side};
use crate::report::count;
use crate::site::Site;
use crate::translate::status;
use crate::write;

/// Works on units.
pub fn run(command: &UnitsCommand) -> Result<bool, Fatal> {
    match command {
        UnitsCommand::Align(arguments) => align(arguments),
        UnitsCommand::Extract(arguments) => extract(arguments),
        UnitsCommand::Export(arguments) => super::exchange::export(arguments),
        UnitsCommand::Import(arguments) => super::exchange::import(arguments),
    }
}

fn align(arguments: &AlignArguments) -> Result<bool, Fatal> {
    let site = super::site(&arguments.site)?;
    let mut said = Said::default();
    let source = site.config.source_locale;
    let is_made = |locale: LocaleId| site.config.locale(locale).tag.is_pseudo();
    for locale in site.config.published().filter(|locale| Some(*locale) != source && !is_made(*locale)) {
        let mut pages: Vec<String> = Vec::new();
        for page in site.status(locale) {
            let (Some(of), Some(own)) = (page.documents.source, page.documents.target) else { continue };
            let side = |id| {
                let document = site.document(id);
                Side::new(document, site.text_of(document))
            };
            pages.push(written(
                arguments.format,
                &Page {
                    key: &page.key,
                    locale: site.config.locale(locale).tag.as_str(),
                    source: side(of),
                    target: side(own),
                    units: &page.units,
                },
            ));
        }
        for (key, beside) in site.beside(locale) {
            let own = beside.target.filter(|_| beside.source.is_none()).map(|id| site.document(id));
            if let Some(own) = own.filter(|own| !own.body.pairs.is_empty()) {
                let text = bilingual::half(site.text_of(own), Half::Source);
                let of = reread(own, &text);
                pages.push(own_source(&site, arguments.format, &key, (&of, &text), own));
            }
        }
        pages.into_iter().for_each(|page| said.report(page));
    }
    said.say()?;
    Ok(true)
}

/// A bilingual page without another source: it brings its own.
fn own_source(
    site: &Site,
    format: AlignmentFormat,
    key: &PageKey,
    (of, text): (&Document, &str),
    own: &Document,
) -> String {
    let nothing = SourceTexts::new();
    let page = status::Page { source: Some(of), target: Some(own), entries: &[], texts: &nothing };
    let units = status::compare(&page, |_, _, _| false);
    written(
        format,
        &Page {
            key,
            locale: site.config.locale(own.locale).tag.as_str(),
            source: Side::new(of, text),
            target: Side::new(own, site.text_of(own)),
            units: &units,
        },
    )
}

fn written(format: AlignmentFormat, page: &Page<'_>) -> String {
    match format {
        AlignmentFormat::Table => alignment::table(page),
        AlignmentFormat::Json => alignment::json_line(page),
    }
}

fn extract(arguments: &ExtractArguments) -> Result<bool, Fatal> {
    let half = match arguments.half {
        WhichHalf::Target => Half::Target,
        WhichHalf::Source => Half::Source,
    };
    let inputs = load::files(&arguments.files)?;
    let shared = shared_folder(inputs.iter().map(|input| Path::new(&*input.file)));
    let mut bilingual = 0;
    let mut texts: Vec<(PathBuf, String)> = Vec::new();
    for input in inputs {
        let text = String::from_utf8(input.bytes)
            .map_err(|_| Fatal::new(format!("{} is not UTF-8", input.file), "Save it as UTF-8."))?;
        bilingual += usize::from(bilingual::is_bilingual(&text));
        let path = Path::new(&*input.file);
        let below = path.strip_prefix(&shared).unwrap_or(path);
        texts.push((arguments.out.join(below), bilingual::half(&text, half)));
    }
    for (path, text) in &texts {
        write::file(path, text, true)?;
    }
    let mut said = Said::default();
    said.line(format!(
        "{} written to {}, {bilingual} of them bilingual.",
        count(texts.len(), "file"),
        load::display(&arguments.out)
    ));
    said.say()?;
    Ok(true)
}

/// The innermost folder that all files lie in.
fn shared_folder<'a>(files: impl Iterator<Item = &'a Path>) -> PathBuf {
    let folders = files.map(|file| file.parent().unwrap_or(Path::new("")).to_path_buf());
    folders
        .reduce(|shared, folder| {
            shared.components().zip(folder.components()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
        })
        .unwrap_or_default()
}
