//! Reading folders into sources.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::{Known, display, text};
use crate::diagnostics::{Code, Diagnostic, Fatal, Place};
use crate::model::sources::{LedgerFile, MessageFile, RecordFile, STATIC, Size, ThemeFile};
use crate::model::{Config, Content, LocaleId, LocaleTag, Source, Sources};
use crate::parse::{ledger, picture};
use crate::text::Span;

/// The largest file that is read as text, in bytes; a larger one is copied unread.
const MAX_TEXT: u64 = 8 << 20;

/// Extensions of pictures whose size can be told; they are never text.
const PICTURES: [&str; 6] = ["svg", "png", "jpg", "jpeg", "gif", "webp"];

/// How many bytes of a picture are read for its size: most say it at once, some photographs behind much else.
const HEADS: [u64; 2] = [4 << 10, 1 << 20];

/// Extensions of further files that are never text.
const MEDIA: [&str; 29] = [
    "avif", "ico", "bmp", "tif", "tiff", "mp4", "webm", "mov", "mp3", "ogg", "wav", "m4a", "pdf", "zip", "gz", "tgz",
    "7z", "woff", "woff2", "ttf", "otf", "eot", "wasm", "doc", "docx", "xls", "xlsx", "ppt", "pptx",
];

/// Extensions of files that must be text.
const TEXT: [&str; 9] = ["md", "markdown", "yml", "yaml", "json", "ftl", "html", "css", "mjs"];

/// The folder of eligibility programs, and that of their texts.
pub const PROGRAMS: &str = "eligibility";

/// Folders that hold no content, whoever made them.
const SKIPPED: [&str; 5] = ["node_modules", "target", "obj", "_site", "_themes"];

/// Names with a leading dot that web servers ask for; all others are no part of a theme.
const FOR_HOSTS: [&str; 3] = [".htaccess", ".nojekyll", ".well-known"];

/// Whether a folder of this name is passed over, whatever is in it.
pub fn leaves_out(folder: &str) -> bool {
    folder.starts_with('.') || SKIPPED.contains(&folder)
}

struct Found {
    full: PathBuf,
    path: String,
    is_link: bool,
}

/// Reads a locale's root. Files that `known` has need not be opened.
pub fn root(config: &Config, locale: LocaleId, known: Known<'_>, sources: &mut Sources) -> Result<(), Fatal> {
    let own = config.locale(locale);
    // A locale that is only just begun has no folder yet; its pages fall back.
    if !own.root.exists() {
        return Ok(());
    }
    if !own.root.is_dir() {
        return Err(Fatal::new(
            format!("{}, which should hold the pages of {}, is no folder", own.root_name, own.tag),
            "Name another one: `--locale TAG=DIR`, or `content` in site.yaml.",
        ));
    }
    let canonical = fs::canonicalize(&own.root).unwrap_or_else(|_| own.root.clone());
    if leads_out(config, &own.root, &canonical) {
        sources.diagnostics.push(Diagnostic::new(
            Code::LinkOutOfRoot,
            Place::whole(&own.root_name),
            format!("this folder of {} is, by a symbolic link, one outside of the site; it is left out", own.tag),
            "Copy it, or name the folder that is meant: `content` in site.yaml, or `--locale TAG=DIR`.",
        ));
        return Ok(());
    }
    let mut found = Vec::new();
    walk(config, &canonical, &own.root, "", &mut found, sources, 0)?;
    let known = known.of_root(locale, &own.root);
    let read = |found: Found| {
        let place = || Located { locale, name: name_below(&own.root_name, &found.path), path: found.path.clone() };
        let known = if found.is_link { None } else { known.source(place, &found.full) };
        known.map_or_else(|| file(place(), &found.full), |known| Ok((known, None)))
    };
    let read: Vec<(Source, Option<Diagnostic>)> = found.into_par_iter().map(read).collect::<Result<_, _>>()?;
    for (source, diagnostic) in read {
        sources.files.push(source);
        sources.diagnostics.extend(diagnostic);
    }
    Ok(())
}

/// Whether a folder that was found by its name, beside those of other languages, is in truth one outside of the site.
fn leads_out(config: &Config, root: &Path, canonical: &Path) -> bool {
    let Some(site) = config.content.parent() else { return false };
    let is_found = root.parent().is_some_and(|parent| parent == config.content || parent == site);
    // The folder of site.yaml may have no name, where the command was started in it.
    let site = if site.as_os_str().is_empty() { Path::new(".") } else { site };
    is_found && fs::canonicalize(site).is_ok_and(|site| !canonical.starts_with(site))
}

fn walk(
    config: &Config,
    root: &Path,
    folder: &Path,
    below: &str,
    found: &mut Vec<Found>,
    sources: &mut Sources,
    depth: usize,
) -> Result<(), Fatal> {
    let unreadable = |error: std::io::Error| {
        Fatal::new(
            format!("the folder {} cannot be read: {error}", display(folder)),
            "Check that it exists and that you may read it.",
        )
    };
    let mut entries: Vec<_> =
        fs::read_dir(folder).map_err(unreadable)?.collect::<Result<_, _>>().map_err(unreadable)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let full = entry.path();
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            sources.diagnostics.push(Diagnostic::new(
                Code::InvalidUtf8,
                Place::whole(&display(&full)),
                "the file's name is not UTF-8; it is left out",
                "Rename it.",
            ));
            continue;
        };
        let path = format!("{below}{name}");
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_symlink() {
            let target = fs::canonicalize(&full).ok();
            if !target.is_some_and(|target| target.starts_with(root) && target.is_file()) {
                sources.diagnostics.push(Diagnostic::new(
                    Code::LinkOutOfRoot,
                    Place::whole(&display(&full)),
                    "this symbolic link leads out of the content, to a folder, or nowhere; it is left out",
                    "Copy the file, or give the locale a root that holds both.",
                ));
                continue;
            }
            found.push(Found { full, path, is_link: true });
        } else if kind.is_dir() {
            let built = full.join(crate::model::config::OUTPUT_MARK).is_file();
            let hidden = leaves_out(&name) || built;
            let ignored = config.ignored.iter().any(|ignored| {
                fs::canonicalize(ignored).is_ok_and(|ignored| fs::canonicalize(&full).is_ok_and(|full| full == ignored))
            });
            if !hidden && !ignored && depth < 64 {
                walk(config, root, &full, &format!("{path}/"), found, sources, depth + 1)?;
            }
        } else if kind.is_file() && (!name.starts_with('.') || name.starts_with(".openpublishing.")) {
            found.push(Found { full, path, is_link: false });
        }
    }
    Ok(())
}

/// Where a file of content lies.
#[derive(Debug, Clone)]
pub struct Located {
    /// Whose root.
    pub locale: LocaleId,
    /// The path below it.
    pub path: String,
    /// What a person would call the file.
    pub name: Arc<str>,
}

/// What a person would call the file that has a path below a folder of this name.
fn name_below(folder: &str, path: &str) -> Arc<str> {
    match folder {
        "." => path.into(),
        folder => format!("{}/{path}", folder.strip_suffix('/').unwrap_or(folder)).into(),
    }
}

/// Reads one file. Gives what is wrong with it as a file.
pub fn file(at: Located, full: &Path) -> Result<(Source, Option<Diagnostic>), Fatal> {
    let Located { locale, path, name } = at;
    let extension = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, extension)| extension.to_ascii_lowercase());
    let extension = extension.as_deref().unwrap_or_default();
    let source = |content| Source { locale, path: path.clone(), file: name.clone(), content };
    if PICTURES.contains(&extension) {
        let runs = (extension == "svg").then(|| runs(full)).flatten();
        let diagnostic = runs.map(|what| {
            Diagnostic::new(
                Code::UnsafeHtml,
                Place::whole(&name),
                format!("this drawing has {what}, which runs where somebody opens it by itself"),
                "Take it out of the drawing. Pages show drawings as pictures, in which nothing runs.",
            )
        });
        return Ok((source(Content::File(full.to_path_buf(), size(full))), diagnostic));
    }
    if MEDIA.contains(&extension) {
        return Ok((source(Content::File(full.to_path_buf(), None)), None));
    }
    let unreadable = |error: std::io::Error| {
        Fatal::new(
            format!("the file {name} cannot be read: {error}"),
            "Check that you may read it, or move it out of the content.",
        )
    };
    let opened = fs::File::open(full).map_err(unreadable)?;
    let len = opened.metadata().map_err(unreadable)?.len();
    let large = len > MAX_TEXT;
    if large && matches!(extension, "md" | "markdown" | "yml" | "yaml") {
        let diagnostic = Diagnostic::new(
            Code::InvalidPage,
            Place::whole(&name),
            format!("the file is larger than {MAX_TEXT} bytes; it is copied, and no page is made of it"),
            "Split it.",
        );
        return Ok((source(Content::File(full.to_path_buf(), None)), Some(diagnostic)));
    }
    if large {
        return Ok((source(Content::File(full.to_path_buf(), None)), None));
    }
    // With room for a byte more than there should be, the end is seen without asking for the length again.
    let mut bytes = Vec::with_capacity(len as usize + 1);
    opened.take(u64::MAX).read_to_end(&mut bytes).map_err(unreadable)?;
    // Lines that end in CR alone, as on the first Macintosh: every place stays where it is.
    let bytes = match memchr::memchr(b'\n', &bytes) {
        None if TEXT.contains(&extension) => {
            bytes.into_iter().map(|byte| if byte == b'\r' { b'\n' } else { byte }).collect()
        }
        _ => bytes,
    };
    match simdutf8::compat::from_utf8(&bytes) {
        Ok(text) => Ok((source(Content::Text(text.into())), None)),
        Err(error) if TEXT.contains(&extension) => {
            let at = error.valid_up_to();
            let lossy = String::from_utf8_lossy(&bytes).into_owned();
            let diagnostic = Diagnostic::new(
                Code::InvalidUtf8,
                Place::new(&name, &lossy, Span::at(at)),
                "the file is not UTF-8 from here on; what cannot be read is shown as \u{FFFD}",
                "Save it as UTF-8.",
            );
            Ok((source(Content::Text(lossy.into())), Some(diagnostic)))
        }
        Err(_) => Ok((source(Content::File(full.to_path_buf(), None)), None)),
    }
}

/// How large a picture is, by the beginning of its file. One that cannot be read is shown without its size.
fn size(path: &Path) -> Option<Size> {
    let mut file = fs::File::open(path).ok()?;
    let mut head = Vec::new();
    HEADS.into_iter().find_map(|most| {
        (&mut file).take(most - head.len() as u64).read_to_end(&mut head).ok()?;
        picture::size(&head)
    })
}

/// What in a drawing would run.
fn runs(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    fs::File::open(path).ok()?.take(MAX_TEXT).read_to_end(&mut bytes).ok()?;
    picture::runs(&bytes)
}

/// Lays the site's own theme files over the default ones.
pub fn theme(folder: &Path, sources: &mut Sources) -> Result<(), Fatal> {
    for (path, full) in files_below(folder)? {
        let bytes = fs::read(&full).map_err(|error| {
            Fatal::new(format!("the file {} cannot be read: {error}", display(&full)), "Check that you may read it.")
        })?;
        sources.theme.insert(path, ThemeFile { file: display(&full), bytes: bytes.into() });
    }
    Ok(())
}

/// Lays the site's own interface texts over the built-in ones, `<tag>/*.ftl`, and adds those of eligibility programs,
/// `<tag>/eligibility/*.ftl`.
pub fn messages(folder: &Path, sources: &mut Sources) -> Result<(), Fatal> {
    for (path, full) in files_below(folder)? {
        let Some((tag, name)) = path.split_once('/') else { continue };
        let known = !name.contains('/')
            || name.split_once('/').is_some_and(|(folder, name)| folder == PROGRAMS && !name.contains('/'));
        let Some(locale) = LocaleTag::parse(tag).filter(|_| known && name.ends_with(".ftl")) else { continue };
        let file = display(&full);
        let bytes = fs::read(&full).map_err(|error| {
            Fatal::new(format!("the file {file} cannot be read: {error}"), "Check that you may read it.")
        })?;
        let text: Arc<str> = String::from_utf8_lossy(&bytes).into();
        sources.messages.push(MessageFile { locale, file, text });
    }
    Ok(())
}

/// Reads the eligibility programs of a site: `eligibility/*.yaml` beside the folders of its locales.
pub fn programs(content: &Path, sources: &mut Sources) -> Result<(), Fatal> {
    let folder = content.join(PROGRAMS);
    // The site of roots given on the command line has no folder for what they share.
    if content.as_os_str().is_empty() || !folder.is_dir() {
        return Ok(());
    }
    for (path, full) in files_below(&folder)? {
        if !path.contains('/') && (path.ends_with(".yaml") || path.ends_with(".yml")) {
            sources.programs.extend(record(&full)?);
        }
    }
    Ok(())
}

/// Reads what is remembered of the units of every locale, and the source texts that this speaks of.
pub fn ledgers(config: &Config, sources: &mut Sources) -> Result<(), Fatal> {
    for locale in &config.locales {
        let folder = config.ledgers.join(locale.tag.as_str());
        if let Some(file) = record(&folder.join(ledger::LEDGER))? {
            let settled = record(&folder.join(ledger::SETTLED))?;
            sources.ledgers.push(LedgerFile { locale: locale.tag.clone(), file, settled });
        }
    }
    sources.source_texts = record(&config.ledgers.join(ledger::SOURCE_TEXTS))?;
    Ok(())
}

/// A file in which something is remembered, where there is one.
fn record(path: &Path) -> Result<Option<RecordFile>, Fatal> {
    Ok(text(path)?.map(|text| RecordFile { file: display(path), text: Arc::new(text) }))
}

/// Every file below a folder, by its path there, in order. Symbolic links are not followed.
fn files_below(folder: &Path) -> Result<Vec<(String, PathBuf)>, Fatal> {
    let mut files = Vec::new();
    let mut stack = vec![(String::new(), folder.to_path_buf())];
    while let Some((below, folder)) = stack.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| {
            Fatal::new(
                format!("the folder {} cannot be read: {error}", display(&folder)),
                "Check the path in site.yaml.",
            )
        })?;
        for entry in entries.flatten() {
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            let Ok(kind) = entry.file_type() else { continue };
            if name.starts_with('.') && !(below.starts_with(STATIC) && FOR_HOSTS.contains(&name.as_str())) {
                continue;
            }
            if kind.is_dir() {
                stack.push((format!("{below}{name}/"), entry.path()));
            } else if kind.is_file() {
                files.push((format!("{below}{name}"), entry.path()));
            }
        }
    }
    files.sort();
    Ok(files)
}
