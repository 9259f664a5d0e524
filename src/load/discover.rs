//! From what a command was asked for to a configuration: `site.yaml`, folders with languages' names, docfx
//! repositories, `--locale TAG=DIR`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::recognise::{own_folder, recognised};
use super::{LocaleArgument, Request, display};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fatal, Place};
use crate::model::config::ConfiguredRedirect;
use crate::model::fragment::unmarked;
use crate::model::locale::USUAL_SOURCE;
use crate::model::{Config, Glossary, LocaleConfig, LocaleId, LocaleTag};
use crate::parse::config::{self as site_file, LocaleEntry, SiteFile};
use crate::parse::{Findings, glossary};
use crate::text::Span;

/// The file beside `site.yaml` that lists terms.
const GLOSSARY: &str = "glossary.yaml";

/// How many percent of the changes of a program scenarios should notice, where the site does not say.
const NOTICED_CHANGES: u8 = 75;

/// A locale on its way into the configuration.
pub struct Draft {
    pub tag: LocaleTag,
    pub root: PathBuf,
    pub label: Option<String>,
    pub fallback: Option<Vec<LocaleTag>>,
    pub edit_url: Option<String>,
    pub place: Option<Place>,
}

impl Draft {
    pub fn new(tag: LocaleTag, root: PathBuf) -> Self {
        Self { tag, root, label: None, fallback: None, edit_url: None, place: None }
    }
}

/// Makes the configuration of what was asked for.
pub fn discover(request: &Request) -> Result<Config, Fatal> {
    let folder = match &request.site {
        Some(folder) => folder.clone(),
        // Roots alone make a site; a site.yaml that happens to lie here is not theirs.
        None if request.locales.iter().any(|locale| locale.folder.is_some()) => return roots_alone(request),
        None => PathBuf::from("."),
    };
    if !folder.is_dir() {
        return Err(Fatal::new(
            format!("there is no folder {}", display(&folder)),
            "Name the folder that has site.yaml, or one with a folder for each language.",
        ));
    }
    let path = folder.join("site.yaml");
    let mut diagnostics = Diagnostics::new();
    let mut place = Place::whole(&display(&folder));
    let mut file = SiteFile::default();
    let mut text: Arc<str> = "".into();
    if path.exists() {
        let bytes = fs::read(&path).map_err(|error| {
            Fatal::new(format!("{} cannot be read: {error}", display(&path)), "Check that you may read it.")
        })?;
        text = String::from_utf8_lossy(&bytes).into();
        let name = display(&path);
        if let Err(error) = std::str::from_utf8(&bytes) {
            diagnostics.push(Diagnostic::new(
                Code::InvalidUtf8,
                Place::new(&name, &text, Span::at(error.valid_up_to())),
                "the file is not UTF-8 from here on",
                "Save it as UTF-8.",
            ));
        }
        let mut findings = Findings::new(&name, &text);
        file = site_file::parse(&mut findings);
        diagnostics.extend(findings.diagnostics);
        place = Place::whole(&name);
    }
    let glossary = glossary(&folder.join(GLOSSARY), &mut diagnostics)?;
    let content = folder.join(file.content.as_deref().unwrap_or("content"));
    let has_list = !file.locales.is_empty();
    let mut drafts = if has_list {
        file.locales.iter().map(|entry| listed(entry, &folder, &content, &place.file, &text)).collect()
    } else {
        recognised(&folder, &content, &place, &mut diagnostics)
    };
    for (draft, entry) in
        drafts.iter().zip(&file.locales).filter(|(draft, entry)| entry.content.is_some() && !draft.root.is_dir())
    {
        diagnostics.push(Diagnostic::new(
            Code::InvalidConfig,
            Place::new(&place.file, &text, entry.span),
            format!("there is no folder {} for the pages of {}", display(&draft.root), draft.tag),
            "Mend `content`, which counts from the folder of site.yaml.",
        ));
    }
    for draft in drafts.iter_mut().filter(|draft| draft.edit_url.is_none()) {
        draft.edit_url.clone_from(&file.edit_url);
    }
    let published = arguments(&request.locales, &content, &mut drafts)?;
    // What is remembered of a locale's units stands beside its interface texts.
    let ledgers = folder.join(file.messages.as_deref().unwrap_or("locales"));
    let mut config = Config {
        title: file.title.unwrap_or_default(),
        base_url: file.base_url,
        image: file.image.map(|(image, span)| (image, Place::new(&place.file, &text, span))),
        theme: file.theme.map(|theme| folder.join(theme)),
        messages: Some(&ledgers).filter(|messages| messages.is_dir()).cloned(),
        ledgers,
        redirects: file
            .redirects
            .into_iter()
            .map(|(from, to, span)| ConfiguredRedirect { from, to, place: Place::new(&place.file, &text, span) })
            .collect(),
        unreadable: file.unreadable,
        lists_locales: has_list,
        content,
        link_host: file.link_host,
        trusted_html: file.trusted_html,
        severity: file.severity,
        overrides: file.overrides,
        skip_web_links: file.skip_web_links,
        noticed_changes: file.noticed_changes.unwrap_or(NOTICED_CHANGES),
        glossary,
        compares_units: request.keeps_units,
        readings: file.readings,
        keeps_records: request.keeps_records,
        highlights: request.highlights && file.highlight,
        status_page: file.status_page,
        search: file.search.unwrap_or(true),
        llms: file.llms,
        feeds: file.feeds,
        place: Some(place.clone()),
        diagnostics,
        now: request.now,
        drafts: request.drafts,
        ignored: request.ignored.clone(),
        ..Config::default()
    };
    if let Some(theme) = config.theme.take_if(|theme| !theme.is_dir()) {
        config.diagnostics.push(Diagnostic::new(
            Code::InvalidConfig,
            place.clone(),
            format!("there is no theme folder {}", display(&theme)),
            "Mend `theme`; the default theme is used until then.",
        ));
    }
    let source = source_locale(&mut config.diagnostics, file.source_locale, &drafts, has_list, &place, &text);
    finish(config, drafts, source, published, request)
}

/// The terms of a site; none where it has no glossary.
fn glossary(path: &Path, diagnostics: &mut Diagnostics) -> Result<Glossary, Fatal> {
    if !path.is_file() {
        return Ok(Glossary::default());
    }
    let name = display(path);
    let bytes = fs::read(path)
        .map_err(|error| Fatal::new(format!("{name} cannot be read: {error}"), "Check that you may read it."))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut findings = Findings::new(&name, &text);
    let glossary = glossary::parse(&mut findings);
    diagnostics.extend(findings.diagnostics);
    Ok(glossary)
}

/// The site of the roots given on the command line.
fn roots_alone(request: &Request) -> Result<Config, Fatal> {
    let mut drafts = Vec::new();
    let published = arguments(&request.locales, Path::new(""), &mut drafts)?;
    let source = drafts.iter().position(|draft| draft.tag.as_str() == USUAL_SOURCE).map(LocaleId);
    let place = Place::whole(&"(command line)".into());
    let config = Config {
        place: Some(place),
        ledgers: PathBuf::from("locales"),
        now: request.now,
        drafts: request.drafts,
        ignored: request.ignored.clone(),
        compares_units: request.keeps_units,
        keeps_records: request.keeps_records,
        search: true,
        ..Config::default()
    };
    finish(config, drafts, source, published, request)
}

/// Lays `--locale` over the locales found: a folder adds or replaces one, a tag alone chooses. A pseudo-locale needs no
/// folder to be added. Gives the tags chosen; none means all.
fn arguments(arguments: &[LocaleArgument], content: &Path, drafts: &mut Vec<Draft>) -> Result<Vec<LocaleTag>, Fatal> {
    let mut chosen = Vec::new();
    for argument in arguments {
        let known = drafts.iter().position(|draft| draft.tag == argument.tag);
        match (&argument.folder, known) {
            (Some(folder), _) if !folder.is_dir() => {
                return Err(Fatal::new(
                    format!("the folder {} of {} cannot be read", display(folder), argument.tag),
                    "Check the path after `=`.",
                ));
            }
            (Some(folder), Some(known)) => drafts[known].root.clone_from(folder),
            (Some(folder), None) => drafts.push(Draft::new(argument.tag.clone(), folder.clone())),
            (None, Some(_)) => chosen.push(argument.tag.clone()),
            (None, None) if argument.tag.is_pseudo() => {
                drafts.push(Draft::new(argument.tag.clone(), own_folder(content, &argument.tag)));
                chosen.push(argument.tag.clone());
            }
            (None, None) => {
                let tags: Vec<&str> = drafts.iter().map(|draft| draft.tag.as_str()).collect();
                let tags = if tags.is_empty() { "none".to_owned() } else { tags.join(", ") };
                return Err(Fatal::new(
                    format!("this site has no locale {}; it has {tags}", argument.tag),
                    format!("Name one of them, or give it a folder: --locale {}=DIR.", argument.tag),
                ));
            }
        }
    }
    Ok(chosen)
}

fn listed(entry: &LocaleEntry, folder: &Path, content: &Path, file: &Arc<str>, text: &str) -> Draft {
    let root = match &entry.content {
        Some(own) => folder.join(own),
        None => own_folder(content, &entry.tag),
    };
    Draft {
        label: entry.label.clone(),
        fallback: entry.fallback.clone(),
        edit_url: entry.edit_url.clone(),
        place: Some(Place::new(file, text, entry.span)),
        ..Draft::new(entry.tag.clone(), root)
    }
}

/// The locale that others are translated from: the one named, else the usual one, else the first that a site lists.
fn source_locale(
    diagnostics: &mut Diagnostics,
    named: Option<(LocaleTag, Span)>,
    drafts: &[Draft],
    has_list: bool,
    place: &Place,
    text: &str,
) -> Option<LocaleId> {
    let find = |tag: &str| drafts.iter().position(|draft| draft.tag.as_str() == tag).map(LocaleId);
    if let Some((tag, span)) = named {
        let found = find(tag.as_str());
        if found.is_none() {
            diagnostics.push(Diagnostic::new(
                Code::InvalidConfig,
                Place::new(&place.file, text, span),
                format!("the source locale {tag} is not among the site's locales"),
                "Add it to `locales`; until then no page is a translation, and nothing falls back unless configured.",
            ));
        }
        return found;
    }
    let english = drafts.iter().position(|draft| draft.tag.language() == "en").map(LocaleId);
    // What is made of the source cannot be it.
    let first = drafts.iter().position(|draft| !draft.tag.is_pseudo()).map(LocaleId);
    let is_only = drafts.iter().filter(|draft| !draft.tag.is_pseudo()).count() == 1;
    find(USUAL_SOURCE).or(english).or(first.filter(|_| has_list || is_only))
}

fn finish(
    mut config: Config,
    drafts: Vec<Draft>,
    source: Option<LocaleId>,
    published: Vec<LocaleTag>,
    request: &Request,
) -> Result<Config, Fatal> {
    if let Some(url) = &request.base_url {
        config.base_url = Some(site_file::normal_base_url(url).ok_or_else(|| {
            Fatal::new(
                format!("`{url}` is no absolute web address"),
                "Write it as --base-url https://help.example.com/path/.",
            )
        })?);
    }
    let tags: Vec<LocaleTag> = drafts.iter().map(|draft| draft.tag.clone()).collect();
    let find = |tag: &LocaleTag| tags.iter().position(|known| known == tag);
    let direct: Vec<Vec<usize>> = drafts
        .iter()
        .enumerate()
        .map(|(index, draft)| match &draft.fallback {
            Some(fallback) => fallback
                .iter()
                .filter_map(|tag| {
                    let found = find(tag);
                    if found.is_none() {
                        let place = draft
                            .place
                            .clone()
                            .unwrap_or_else(|| config.place.clone().unwrap_or(Place::whole(&".".into())));
                        config.diagnostics.push(Diagnostic::new(
                            Code::InvalidConfig,
                            place,
                            format!("{} falls back to {tag}, which is no locale of this site", draft.tag),
                            "Add it to `locales`, or take it out of `fallback`.",
                        ));
                    }
                    found
                })
                .collect(),
            None => source.map(|source| source.0).filter(|source| *source != index).into_iter().collect(),
        })
        .collect();
    for (index, draft) in drafts.iter().enumerate() {
        let (fallback, circle) = chain(index, &direct);
        // A circle is said by the first of its members.
        if let Some(circle) = circle.filter(|circle| circle.iter().min() == Some(&index)) {
            let names: Vec<&str> = circle.iter().chain([&index]).map(|index| tags[*index].as_str()).collect();
            let place = draft.place.clone().unwrap_or_else(|| Place::whole(&display(&draft.root)));
            config.diagnostics.push(Diagnostic::new(
                Code::FallbackCycle,
                place,
                format!("locales fall back to each other in a circle: {}", names.join(" → ")),
                "Let the chain end with a locale that falls back to none of the others.",
            ));
        }
        if draft.tag.is_pseudo() && source.is_none() {
            let place = draft.place.clone().unwrap_or_else(|| config.site_place());
            config.diagnostics.push(Diagnostic::new(
                Code::InvalidConfig,
                place,
                format!("{} would be made of the source locale, and this site has none", draft.tag),
                "Say in site.yaml which one it is: `source_locale`.",
            ));
        }
        config.locales.push(LocaleConfig {
            tag: draft.tag.clone(),
            root_name: display(&draft.root),
            label: unmarked(draft.label.clone().unwrap_or_else(|| draft.tag.name(&tags))),
            fallback: fallback.into_iter().map(LocaleId).collect(),
            edit_url: draft.edit_url.clone(),
            lists_fallback: draft.fallback.is_some(),
            published: published.is_empty() || published.contains(&draft.tag),
            root: draft.root.clone(),
        });
    }
    config.source_locale = source;
    Ok(config)
}

/// A locale's whole fallback chain: what it names, then what those name; and the circle that leads back to it, if any.
fn chain(start: usize, direct: &[Vec<usize>]) -> (Vec<usize>, Option<Vec<usize>>) {
    let mut chain: Vec<usize> = Vec::new();
    let mut circle = None;
    let mut trails: Vec<Vec<usize>> = direct[start].iter().map(|next| vec![start, *next]).collect();
    trails.reverse();
    while let Some(trail) = trails.pop() {
        let Some(&last) = trail.last() else { continue };
        if last == start {
            circle.get_or_insert_with(|| trail[..trail.len() - 1].to_vec());
            continue;
        }
        if chain.contains(&last) {
            continue;
        }
        chain.push(last);
        for next in direct[last].iter().rev() {
            trails.push(trail.iter().copied().chain([*next]).collect());
        }
    }
    (chain, circle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_go_on_and_circles_are_found() {
        assert_eq!(chain(0, &[vec![1, 2], vec![3], vec![], vec![]]), (vec![1, 3, 2], None));
        assert_eq!(chain(0, &[vec![1], vec![2], vec![0]]), (vec![1, 2], Some(vec![0, 1, 2])));
        assert_eq!(chain(0, &[vec![0], vec![]]), (vec![], Some(vec![0])));
        assert_eq!(chain(0, &[vec![1], vec![2], vec![1]]), (vec![1, 2], None), "a circle of others");
    }
}
