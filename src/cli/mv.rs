//! `diglot mv`

use std::path::Path;
use std::sync::Arc;

use super::{MvArguments, Said, build, difference, records};
use crate::diagnostics::Fatal;
use crate::load::{self, Request};
use crate::model::page::{PAGE_EXTENSIONS, without_page_extension};
use crate::model::{Config, PageKey};
use crate::parse::ledger::{LEDGER, SETTLED};
use crate::relocate::{self, Answer, Beside, Plan, Step};
use crate::report::count;
use crate::text::address;
use crate::write::{self, Standing};

/// Moves a page, or shows what moving it would change.
pub fn run(arguments: &MvArguments) -> Result<bool, Fatal> {
    if let Some(chosen) = arguments.locales.iter().find(|locale| locale.folder.is_none()) {
        return Err(Fatal::new(
            "a page moves in all languages of its site",
            format!("Leave out --locale, or give a folder to it: --locale {}=DIR.", chosen.tag),
        ));
    }
    let config = load::discover(&Request {
        site: arguments.site.clone(),
        locales: arguments.locales.clone(),
        now: build::now(None)?,
        ..Request::default()
    })?;
    if config.unreadable {
        return Err(Fatal::new(
            format!("{} cannot be read, so nothing tells what leads to a page", config.site_place().file),
            "Mend it first: `diglot build` says where it is wrong.",
        ));
    }
    let _turn = (!arguments.dry_run).then(|| records::turn(&config)).transpose()?;
    let sources = load::load(&config)?;
    let (from, to) = keys(arguments, &config)?;
    if let Some(part) = to.as_str().split('/').rev().skip(1).find(|part| load::leaves_out(part)) {
        return Err(Fatal::new(format!("nothing below a folder `{part}` is read"), "Choose another name."));
    }
    let alone = arguments.site.is_none() && !arguments.locales.is_empty();
    let folder = arguments.site.as_deref().unwrap_or(Path::new("."));
    let site_yaml = match alone {
        true => None,
        false => {
            let path = folder.join("site.yaml");
            Some((load::display(&path), text(&path)?))
        }
    };
    let request = relocate::Request { from: &from, to: &to, site_yaml, ledgers: ledgers(&config)? };
    let mut said = Said::default();
    match relocate::plan(&config, &sources, &request)? {
        Answer::Done => said.line(format!("`{from}` is `{to}` already; there is nothing to do.")),
        Answer::Plan(plan) => {
            let plan = writable(plan, &mut said)?;
            if arguments.dry_run {
                show(&plan, &mut said);
            } else {
                carry_out(&plan, &config)?;
            }
            report(&plan, &from, &to, arguments.dry_run, &mut said);
        }
    }
    said.say()?;
    Ok(true)
}

/// A file's text, if it is there.
fn text(path: &Path) -> Result<Option<Arc<str>>, Fatal> {
    if !path.exists() {
        return Ok(None);
    }
    let files = load::files(&[path.to_path_buf()])?;
    let text = files.into_iter().next().and_then(|file| String::from_utf8(file.bytes).ok());
    let text = text.ok_or_else(|| Fatal::new(format!("{} is not UTF-8", load::display(path)), "Save it as UTF-8."))?;
    Ok(Some(text.into()))
}

/// The records of translated units.
fn ledgers(config: &Config) -> Result<Vec<Beside>, Fatal> {
    let mut ledgers = Vec::new();
    for (folder, locale) in
        config.messages.iter().flat_map(|folder| config.locales.iter().map(move |own| (folder, own)))
    {
        for name in [LEDGER, SETTLED] {
            let path = folder.join(locale.tag.as_str()).join(name);
            ledgers.extend(text(&path)?.map(|text| Beside { file: load::display(&path), text }));
        }
    }
    Ok(ledgers)
}

/// The keys that are meant: each is given as a key, or as the path to one of the page's files.
fn keys(arguments: &MvArguments, config: &Config) -> Result<(PageKey, PageKey), Fatal> {
    let key = |written: &str| {
        PageKey::parse(&written.replace('\\', "/")).ok_or_else(|| {
            Fatal::new(
                format!("`{written}` cannot be a page's key"),
                "Name a page by its path below the folder of its language, as in `help/join`.",
            )
        })
    };
    let extensions = std::iter::once(String::new()).chain(PAGE_EXTENSIONS.iter().map(|known| format!(".{known}")));
    let is_file = |path: &str| extensions.clone().any(|extension| Path::new(&format!("{path}{extension}")).is_file());
    // From within a language's folder one word can be the name of a page and that of a file.
    let is_path = |path: &str| path.starts_with('.') || without_page_extension(path) != path;
    let names_file = is_file(&arguments.from) || is_path(&arguments.from) && is_file(&arguments.to);
    let old = file_key(&arguments.from, config).filter(|(_, within)| !within || names_file);
    let by_file = old.is_some();
    let from = old.map_or_else(|| key(&arguments.from), |(key, _)| Ok(key))?;
    // A slash at the end names a folder, as it does for the system's own `mv`.
    let to = match arguments.to.strip_suffix(['/', '\\']) {
        Some(folder) => format!("{folder}/{}", from.name()),
        None => arguments.to.clone(),
    };
    let new = file_key(&to, config).filter(|(_, within)| !within || by_file);
    Ok((from, new.map_or_else(|| key(&to), |(key, _)| Ok(key))?))
}

/// The key that a file has by its path, if it lies below the folder of a language; and whether the command runs within
/// that folder.
fn file_key(path: &str, config: &Config) -> Option<(PageKey, bool)> {
    let whole = |path: &Path| {
        let absolute = std::path::absolute(path).ok()?;
        Some(format!("{}/", address::plain(&absolute.to_string_lossy().replace('\\', "/"))))
    };
    let (path, here) = (whole(Path::new(path))?, whole(Path::new("."))?);
    let roots = config.locales.iter().filter_map(|locale| whole(&locale.root));
    let root = roots.filter(|root| path.starts_with(root.as_str())).max_by_key(String::len)?;
    Some((PageKey::parse(&path[root.len()..])?, here.starts_with(&root)))
}

/// The plan without what cannot be written: a file that is not what was read of it, as where it is not UTF-8, stays.
fn writable(mut plan: Plan, said: &mut Said) -> Result<Plan, Fatal> {
    let as_read = |file: &str, old: Option<&Arc<str>>| {
        let wanted = if old.is_some() { Standing::Same } else { Standing::New };
        Ok::<_, Fatal>(write::standing(Path::new(file), old.map_or("", |old| old))? == wanted)
    };
    for moved in &plan.moves {
        if Path::new(&*moved.from).is_symlink() || !as_read(&moved.from, Some(&moved.old))? {
            return Err(Fatal::new(
                format!("{} is a symbolic link, or not UTF-8", moved.from),
                "Put a file of text in its place, and move the page then.",
            ));
        }
        let folder = Path::new(&*moved.to).ancestors().skip(1).find(|folder| folder.exists());
        if folder.is_some_and(|folder| !folder.is_dir()) || !moved.is_there && !as_read(&moved.to, None)? {
            return Err(Fatal::new(
                format!("{} is there already, or below a file", moved.to),
                "Choose another name, or take that file away first.",
            ));
        }
    }
    for change in &plan.redirects {
        if !as_read(&change.file, change.old.as_ref())? {
            return Err(Fatal::new(format!("{} is not UTF-8", change.file), "Save it as UTF-8."));
        }
    }
    let mut kept = Vec::new();
    for change in plan.changes {
        if as_read(&change.file, change.old.as_ref())? {
            kept.push(change);
        } else {
            said.aside(format!("{} is left as it is: it is not UTF-8, or has changed meanwhile", change.file));
        }
    }
    plan.changes = kept;
    let changed = plan.redirects.iter().chain(&plan.changes).map(|change| &change.file);
    let protected = |file: &&Arc<str>| write::is_read_only(Path::new(&***file));
    match changed.chain(plan.moves.iter().map(|moved| &moved.from)).find(protected) {
        Some(file) => Err(write::read_only(Path::new(&**file))),
        None => Ok(plan),
    }
}

fn carry_out(plan: &Plan, config: &Config) -> Result<(), Fatal> {
    plan.steps().try_for_each(|step| match step {
        Step::Write { file, text, replaces } => write::file(Path::new(file), text, replaces),
        Step::Remove { file, locale } => {
            let root = &*config.locale(locale).root_name;
            write::remove(Path::new(file), Path::new(if root == "." { "" } else { root }))
        }
    })
}

/// Shows a plan as a patch, as `git apply` reads it.
fn show(plan: &Plan, said: &mut Said) {
    for moved in &plan.moves {
        let (from, to) = (&moved.from, &moved.to);
        said.line(format!("diff --git a/{from} b/{to}\nrename from {from}\nrename to {to}"));
        said.report(difference(from, to, &moved.old, &moved.new));
    }
    for change in plan.redirects.iter().chain(&plan.changes) {
        match &change.old {
            Some(old) => said.report(difference(&change.file, &change.file, old, &change.new)),
            None => {
                said.line(format!("diff --git a/{0} b/{0}\nnew file mode 100644", change.file));
                let added = difference(&change.file, &change.file, "", &change.new);
                said.report(added.replacen(&format!("--- a/{}", change.file), "--- /dev/null", 1));
            }
        }
    }
}

/// Says what was done, and what is left to do by hand.
fn report(plan: &Plan, from: &PageKey, to: &PageKey, dry_run: bool, said: &mut Said) {
    for moved in plan.moves.iter().filter(|_| !dry_run) {
        said.line(format!("{} is now {}", moved.from, moved.to));
    }
    let others = plan.changes.iter().chain(&plan.redirects).filter(|_| !dry_run);
    for change in others {
        said.line(format!("{} is changed", change.file));
    }
    for (place, written) in &plan.lost {
        let (file, line) = (&place.file, place.start.line);
        said.aside(format!("{file}:{line}: `{written}` could not be led on; look where it leads, and mend it by hand"));
    }
    for note in &plan.notes {
        said.aside(note);
    }
    let would = if dry_run { "would become" } else { "is now" };
    let files = plan.changes.len() + plan.redirects.len() + plan.moves.len();
    said.line(format!("`{from}` {would} `{to}`: {}, {}.", count(plan.links, "link"), count(files, "file")));
}
