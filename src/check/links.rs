//! Every link, image and entry of the navigation: whether it leads where it should.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::cause::Finding;
use super::rewrite;
use crate::diagnostics::{Code, Fix, Place};
use crate::model::document::LinkKind;
use crate::model::nav::TocFile;
use crate::model::{DocumentId, LocaleId, PageKey};
use crate::site::Site;
use crate::site::links::Base;
use crate::site::nav::taken_in;
use crate::site::publication::Reason;
use crate::site::target::{Anchor, Broken, PageTarget, Remark, Target};
use crate::text::names::nearest;
use crate::text::{Span, address};

/// Documents whose links all lead where they should.
pub type Sound = FxHashSet<DocumentId>;

/// What the links of a site gave.
#[derive(Debug, Default)]
pub struct Checked {
    /// What is wrong.
    pub found: Vec<Finding>,
    /// The links that lead to a page in another language than their own, because theirs lacks it.
    pub borrowed: BTreeMap<PageKey, Vec<Place>>,
    /// The documents of whose links there is nothing to say.
    pub sound: Sound,
}

/// Something that leads somewhere.
#[derive(Debug)]
pub struct Asked<'a> {
    locale: LocaleId,
    /// The path of the file that has it.
    path: &'a str,
    /// The page that has it; nothing for includes and navigation files, whose anchors are those of whoever shows them.
    page: Option<DocumentId>,
    /// Its number among the page's links.
    number: usize,
    /// The address as written.
    pub destination: &'a str,
    span: Span,
    kind: LinkKind,
    has_text: bool,
    /// Where its destination is defined, if that is elsewhere.
    definition: Option<Span>,
    in_navigation: bool,
}

impl Asked<'_> {
    /// Where it leads.
    pub fn target(&self, site: &Site) -> Target {
        if let Some(page) = self.page {
            return site.targets(page)[self.number].clone();
        }
        let base = Base { locale: self.locale, path: self.path, document: None };
        site.resolve(self.locale, base, self.destination)
    }

    /// Where it stands.
    pub fn place(&self, site: &Site) -> Place {
        match self.page {
            Some(page) => site.place(site.document(page), self.span),
            None => site.place_in(self.locale, self.path, self.span),
        }
    }

    /// A fix that writes `new` for a part of the destination, which begins with `part`.
    pub fn fix(&self, site: &Site, part: &str, new: &str) -> Option<Fix> {
        let text = site.source(self.locale, self.path)?.text()?;
        rewrite::fix(text, self.span, self.definition, self.destination, part, new)
    }
}

/// The links and images of a page or include. A file that is no page of the site and that no page shows concerns nobody.
pub fn of_document(site: &Site, id: DocumentId) -> impl Iterator<Item = Asked<'_>> {
    let document = site.document(id);
    let links = if site.shows(id) { document.body.links.as_slice() } else { &[] };
    links.iter().enumerate().map(move |(number, link)| Asked {
        locale: document.locale,
        path: &document.path,
        page: document.is_page().then_some(id),
        number,
        destination: &link.destination,
        span: link.span,
        kind: link.kind,
        has_text: link.has_text,
        definition: link.definition,
        in_navigation: false,
    })
}

/// The entries of a navigation file that lead somewhere.
pub fn of_navigation<'a>(
    site: &'a Site,
    locale: LocaleId,
    path: &'a str,
    file: &'a TocFile,
) -> impl Iterator<Item = Asked<'a>> {
    file.entries().filter_map(move |item| {
        let nested = item.href.as_deref().is_some_and(|href| taken_in(&site.tocs, locale, path, href).is_some());
        let href = if nested { &item.topic_href } else { &item.href };
        let destination = href.as_deref().filter(|href| !href.trim().is_empty())?;
        Some(Asked {
            locale,
            path,
            page: None,
            number: 0,
            destination,
            span: item.span,
            kind: LinkKind::Link,
            has_text: true,
            definition: None,
            in_navigation: true,
        })
    })
}

/// Checks every link of every page, include and navigation file, but those of documents that are known to be `sound`.
pub fn check(site: &Site, sound: &Sound) -> Checked {
    // Only what leads nowhere asks for them.
    let folders = OnceLock::new();
    let ids = (0..site.documents.len()).into_par_iter().map(DocumentId);
    let documents = ids.map(|id| {
        let mut checked = Checked::default();
        for asked in of_document(site, id).filter(|_| !sound.contains(&id)) {
            Check { site, asked, folders: &folders }.run(&mut checked);
        }
        checked
    });
    let documents: Vec<Checked> = documents.collect();
    let is_sound = |(_, checked): &(usize, &Checked)| checked.found.is_empty() && checked.borrowed.is_empty();
    let sound = documents.iter().enumerate().filter(is_sound).map(|(index, _)| DocumentId(index)).collect();
    let navigation = site.tocs.par_iter().map(|((locale, path), file)| {
        let mut checked = Checked::default();
        for asked in of_navigation(site, *locale, path, file) {
            Check { site, asked, folders: &folders }.run(&mut checked);
        }
        checked
    });
    let image = Checked { found: image(site).into_iter().collect(), ..Checked::default() };
    let navigation: Vec<Checked> = navigation.collect();
    let all = documents.into_iter().chain(navigation).chain([image]);
    all.fold(Checked { sound, ..Checked::default() }, |mut sum, next| {
        sum.found.extend(next.found);
        for (key, places) in next.borrowed {
            sum.borrowed.entry(key).or_default().extend(places);
        }
        sum
    })
}

/// Whether the site's picture for link previews is there for all its languages.
fn image(site: &Site) -> Option<Finding> {
    let (written, place) = site.config.image.as_ref()?;
    let is_there = |locale| matches!(site.image(locale), Some(Target::Asset { .. } | Target::External(_)));
    let lacks = site.config.published().find(|locale| !is_there(*locale))?;
    let message = format!("there is no file `{written}` for pages in {}", site.config.locale(lacks).tag);
    let help = "Put it below the folder of the source language, or of each language; the path counts from there.";
    Some(Finding::new(Code::MissingAsset, place.clone(), message, help))
}

/// Every folder that has a file in it, for each locale.
fn folders(site: &Site) -> BTreeSet<(LocaleId, String)> {
    let paths = site.documents.iter().map(|document| (document.locale, document.path.as_str()));
    let paths = paths.chain(site.assets.iter().map(|asset| (asset.locale, asset.path.as_str())));
    let mut folders = BTreeSet::new();
    for (locale, path) in paths {
        for (at, _) in path.match_indices('/') {
            folders.insert((locale, path[..at].to_owned()));
        }
    }
    folders
}

/// The check of one link.
struct Check<'a> {
    site: &'a Site,
    asked: Asked<'a>,
    folders: &'a OnceLock<BTreeSet<(LocaleId, String)>>,
}

impl Check<'_> {
    fn run(&self, checked: &mut Checked) {
        let Asked { locale, destination, .. } = self.asked;
        let target = self.asked.target(self.site);
        let works = !matches!(target, Target::Broken(_) | Target::Empty | Target::Refused);
        if works && !self.asked.has_text {
            let message = match target {
                Target::Page(_) => "the link has no words of its own; the title of its page is shown",
                _ => "the link has no words, so nobody can see or follow it",
            };
            checked.found.push(self.at(
                Code::EmptyLink,
                message,
                "Write words between the brackets, or take the link out.",
            ));
        }
        if works && destination.contains('\\') && address::scheme(destination).is_none() {
            let mut found = self.at(
                Code::BackslashPath,
                format!("`{destination}` is written with backslashes; addresses have `/`"),
                "Write `/` instead.",
            );
            found.fix = self.fix(destination, &destination.replace('\\', "/"));
            checked.found.push(found);
        }
        if let Target::Page(target) = &target
            && target.locale == locale
            && target.origin.is_fallback()
        {
            checked.borrowed.entry(target.key.clone()).or_default().push(self.place());
        }
        checked.found.extend(self.finding(target));
    }

    fn place(&self) -> Place {
        self.asked.place(self.site)
    }

    /// A finding about this link.
    fn at(&self, code: Code, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding::new(code, self.place(), message, help)
    }

    /// A fix that writes `new` for a part of the destination, which begins with `part`.
    fn fix(&self, part: &str, new: &str) -> Option<Fix> {
        self.asked.fix(self.site, part, new)
    }

    fn finding(&self, target: Target) -> Option<Finding> {
        let written = self.asked.destination;
        match target {
            Target::Empty => Some(self.at(
                Code::EmptyLink,
                "the link has no destination",
                "Write where it leads between the parentheses, or take the link out.",
            )),
            Target::Refused => Some(self.at(
                Code::UnsafeHtml,
                format!("`{written}` is no address that a page may link to"),
                "Use http, https, mailto or tel.",
            )),
            // The navigation may name a page ahead of its day.
            Target::Broken(Broken::Withheld(..)) if self.asked.in_navigation => None,
            Target::Broken(broken) => Some(self.broken(broken)),
            Target::SamePage { fragment, anchor: Anchor::Missing } => {
                let page = self.asked.page?;
                let message = format!("this page has no anchor `{fragment}`");
                let help = way_out(self.site, page, &fragment);
                let cause = format!("{}#{fragment}", self.site.document(page).key);
                Some(self.at(Code::BrokenAnchor, message, help).of(cause))
            }
            Target::Asset { case: Some(path), .. } => Some(self.other_case(&path)),
            Target::Page(page) => self.page(&page),
            Target::Moved { from, to } => {
                let message = format!("`{written}` has moved to {to}");
                let mut found =
                    self.at(Code::RedirectedLink, message, format!("Link to {to}.")).of(format!("{from} {to}"));
                found.fix = self.fix(written, &to);
                Some(found)
            }
            Target::SamePage { .. } | Target::Asset { .. } | Target::External(_) | Target::Home(_) => None,
        }
    }

    fn page(&self, page: &PageTarget) -> Option<Finding> {
        let written = self.asked.destination;
        if page.anchor == Anchor::Missing {
            let fragment = page.fragment.clone().unwrap_or_default();
            let message = format!("the page `{}` has no anchor `{fragment}`", page.key);
            let help = way_out(self.site, page.origin.document(), &fragment);
            return Some(self.at(Code::BrokenAnchor, message, help).of(format!("{}#{fragment}", page.key)));
        }
        Some(match page.remark.as_ref()? {
            Remark::Case(path) => self.other_case(path),
            Remark::Extension(path) => {
                let help = "Write the extension that the file has in this language.";
                self.at(Code::ExtensionMismatch, format!("`{written}` is there as `{path}`"), help).of(path)
            }
            Remark::Redirected { from, to } => {
                let path = &self.site.document(page.origin.document()).path;
                let mut new = address::relative(self.asked.path, path);
                if let Some(query) = address::split(written).query {
                    new.push('?');
                    new.push_str(query);
                }
                if let Some(fragment) = page.fragment.as_deref().filter(|fragment| !fragment.is_empty()) {
                    new.push('#');
                    new.push_str(fragment);
                }
                let message = format!("`{written}` has moved to `{to}`");
                let mut found =
                    self.at(Code::RedirectedLink, message, format!("Write `{new}`.")).of(format!("{from} {to}"));
                found.fix = self.fix(written, &new);
                found
            }
            Remark::OtherLocale => {
                let (to, own) = (self.tag(page.locale), self.tag(self.asked.locale));
                let help = "Write a relative link: it stays in the reader's language.";
                self.at(Code::WrongLocaleLink, format!("`{written}` leads into {to}, out of {own}"), help).of(written)
            }
            Remark::OwnLocale => {
                let own = self.tag(self.asked.locale);
                let help = "Write a relative link: it follows the reader into every language.";
                self.at(Code::HardCodedLocale, format!("`{written}` names {own}, the language of its own page"), help)
                    .of(written)
            }
        })
    }

    fn other_case(&self, path: &str) -> Finding {
        let written = self.asked.destination;
        let message =
            format!("`{written}` differs from the file `{path}` in letter case; most web servers tell them apart");
        let own = address::split(written).path;
        let new = rewrite::recased(own, path);
        let help = format!("Write `{}`.", new.as_deref().unwrap_or(path));
        let mut found = self.at(Code::CaseMismatch, message, help).of(path);
        found.fix = new.and_then(|new| self.fix(own, &new));
        found
    }

    fn broken(&self, broken: Broken) -> Finding {
        let what = broken.what();
        match broken {
            Broken::NoAsset(path) => self.missing_asset(&path),
            Broken::NoPage(path) if self.asked.kind == LinkKind::Image => self.missing_asset(&path),
            Broken::NoPage(path) | Broken::Loop(path) => {
                let help = if self.asked.in_navigation {
                    "Mend the path, which counts from this file's folder; or take the entry out."
                } else {
                    "Mend the path, which counts from this file's folder; or give the page that moved a redirect."
                };
                let page = crate::model::page::without_page_extension(path.trim_end_matches('/')).to_lowercase();
                self.at(Code::BrokenLink, what, help).of(page)
            }
            Broken::Withheld(ref path, reason) => {
                let help = match reason {
                    Reason::Expired(_) => "Take the link out, or give the page another `expires`.",
                    _ => "The words are shown without a link until then; `--drafts` builds the site with the page.",
                };
                self.at(broken.code(), what, help).of(path)
            }
            Broken::OutOfRoot => {
                let help = "Pages can only link to what lies below their language's root.";
                self.at(Code::LinkOutOfRoot, format!("`{}`: {what}", self.asked.destination), help)
            }
            Broken::NoUid(uid) => {
                let help = "Give the page a `uid` in its front matter, or link to its file.";
                self.at(Code::UnknownXref, what, help).of(uid)
            }
        }
    }

    /// A missing file, or the missing folder that all files in it are missing with.
    fn missing_asset(&self, path: &str) -> Finding {
        let locale = self.asked.locale;
        let roots: Vec<LocaleId> = self.site.chain(locale).chain(self.site.config.source_locale).collect();
        let folders = self.folders.get_or_init(|| folders(self.site));
        let there = |folder: &str| roots.iter().any(|root| folders.contains(&(*root, folder.to_owned())));
        let missing = path.match_indices('/').map(|(at, _)| &path[..at]).find(|folder| !there(folder));
        let help = "Put the file there, in this language or the source's; where a file is missing, a page shows the image's words.";
        match missing {
            Some(folder) => {
                let message = format!("there is no folder `{folder}`, in which links look for files");
                self.at(Code::MissingAsset, message, help).of(format!("{folder}/"))
            }
            None => self.at(Code::MissingAsset, format!("there is no file `{path}`"), help).of(path),
        }
    }

    fn tag(&self, locale: LocaleId) -> &str {
        self.site.config.locale(locale).tag.as_str()
    }
}

/// The way out of a broken anchor: the one that looks most like it.
fn way_out(site: &Site, page: DocumentId, fragment: &str) -> String {
    let anchors = site.anchors(page);
    match nearest(fragment, anchors.iter().map(String::as_str)) {
        Some(anchor) => format!("Did you mean `#{anchor}`?"),
        None if anchors.is_empty() => "The page has no anchors; link to the page alone.".to_owned(),
        None => "Link to the page alone, or to one of its headings.".to_owned(),
    }
}
