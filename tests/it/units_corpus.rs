//! Units of real help centres go out and come back, where they are at hand (`DIGLOT_CORPUS=DIR cargo test`): as they were,
//! damaged, and translated in full.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use diglot::exchange::take::{File, Taken, take};
use diglot::exchange::{Mark, Package, Returned, package, po, recall, tmx, xliff};
use diglot::load;
use diglot::model::unit::{Code, CodeKind, Content};
use diglot::model::{DocumentId, LocaleId, UnitState};
use diglot::parse::bilingual::is_bilingual;
use diglot::site::Site;

use crate::corpus::corpus;
use crate::html;

/// A site as the commands see it.
fn site(folder: &Path) -> (Site, LocaleId) {
    let request = load::Request { site: Some(folder.to_path_buf()), keeps_units: true, ..load::Request::default() };
    let config = load::discover(&request).expect("a configuration");
    let sources = load::load(&config).expect("sources");
    let site = Site::new(config, sources).0;
    let locale = site.translations().next().expect("a translation");
    (site, locale)
}

fn every_file(folder: &Path) -> Vec<PathBuf> {
    ["md", "yml", "json", "txt"].iter().flat_map(|extension| html::files(folder, extension)).collect()
}

/// `diglot units extract` of all files of a folder.
fn extract(from: &Path, half: &str, out: &Path) {
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .args(["units", "extract", "--half", half, "--out"])
        .arg(out)
        .args(every_file(from))
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The sites to try things on: a name, and the site's folder. No text of a corpus is written to.
fn sites(root: &Path, work: &Path) -> Vec<(&'static str, PathBuf)> {
    let path = |path: &str| fs::canonicalize(root.join(path)).expect("there");
    let (modern, old) = (work.join("modern"), work.join("old"));
    extract(&path("partner-center-bilingual/zh-tw"), "source", &modern);
    extract(&path("partner-center-2017/bilingual/de-de"), "source", &old);
    let sdk = path("partner-center-sdk/en-us");
    [
        ("de-de", modern.clone(), "de-DE", path("partner-center/de-de")),
        ("zh-tw", modern, "zh-TW", path("partner-center/zh-tw")),
        ("2017", old.clone(), "de-DE", path("partner-center-2017/plain/de-de")),
        ("2017 bilingual", old, "de-DE", path("partner-center-2017/bilingual/de-de")),
        ("sdk", sdk, "zh-TW", path("partner-center-sdk/zh-tw")),
    ]
    .into_iter()
    .map(|(name, source, tag, target)| {
        let folder = work.join(name);
        fs::create_dir_all(&folder).expect("a folder");
        write_site(&folder, &source, tag, &target);
        (name, folder)
    })
    .collect()
}

fn write_site(folder: &Path, source: &Path, tag: &str, target: &Path) {
    let config = format!(
        "source_locale: en-US\nlocales:\n  - {{tag: en-US, content: '{}'}}\n  - {{tag: {tag}, content: '{}'}}\n",
        source.display(),
        target.display()
    );
    fs::write(folder.join("site.yaml"), config).expect("written");
}

/// Takes a file in; its parts can be changed before.
fn took(site: &Site, format: &str, text: &str, change: impl Fn(&mut Returned)) -> Taken {
    let mut found = match format {
        "tmx" => recall(site, text).expect("TMX"),
        "po" => vec![po::read(text).expect("PO")],
        _ => vec![xliff::read(text).expect("XLIFF")],
    };
    found.iter_mut().for_each(change);
    let name: Arc<str> = "back".into();
    let files: Vec<File<'_>> = found.into_iter().map(|returned| File::new(&name, text, returned)).collect();
    take(site, &files)
}

/// How many units a package has.
fn count(package: &Package) -> usize {
    package.pages.iter().map(|page| page.units.len()).sum()
}

#[test]
fn halves_of_bilingual_files_are_extracted() {
    let Some(root) = corpus() else { return };
    let from = root.join("partner-center-bilingual/zh-tw");
    let work = tempfile::tempdir().expect("a folder");
    extract(&from, "target", work.path());
    let (mut pages, mut equal, mut others) = (0, 0, 0);
    for path in every_file(&from) {
        let below = path.strip_prefix(&from).expect("below");
        let read = |root: &Path| fs::read(root.join(below)).expect("there");
        let (before, after) = (read(&from), read(work.path()));
        if path.extension().is_some_and(|extension| extension == "md") {
            pages += 1;
            equal += usize::from(after == read(&root.join("partner-center/zh-tw")));
        }
        if !is_bilingual(&String::from_utf8_lossy(&before)) {
            others += 1;
            assert_eq!(before, after, "{}", below.display());
        }
    }
    assert_eq!((pages, equal), (363, 327));
    assert!(others > 0);
}

/// The number of a code that no translation may lose, and that this one has.
fn code(source: &Content, target: &Content) -> Option<u32> {
    let of: BTreeSet<u32> = source.codes().filter(|code| !code.kind.is_style()).map(|code| code.id).collect();
    target.codes().map(|code| code.id).find(|id| of.contains(id))
}

#[test]
fn what_went_out_comes_back_and_changes_nothing_and_what_was_lost_is_refused_just_there() {
    let Some(root) = corpus() else { return };
    let work = tempfile::tempdir().expect("a folder");
    for (name, folder) in sites(&root, work.path()) {
        let started = std::time::Instant::now();
        let (site, locale) = site(&folder);
        let all = package::package(&site, locale, &[]).expect("a package");
        let remembered = [UnitState::Fresh, UnitState::Reviewed, UnitState::Unknown];
        let memory = package::package(&site, locale, &remembered).expect("a package");
        eprintln!("{name}: {} units, {} of them translated", count(&all), count(&memory));
        assert!(count(&memory) > 1000, "{name}");
        for (format, text) in [("xliff", xliff::write(&all)), ("po", po::write(&all))] {
            // In every tenth unit that has one, markup is lost.
            let lossy: Vec<(String, String, u32)> = all
                .pages
                .iter()
                .flat_map(|page| page.units.iter().map(move |unit| (page, unit)))
                .filter(|(_, unit)| remembered.contains(&unit.state))
                .filter_map(|(page, unit)| {
                    let target = diglot::exchange::relate(&unit.source, unit.target.as_ref()?);
                    Some((page.key.clone(), unit.id.clone(), code(&unit.source, &target)?))
                })
                .step_by(10)
                .collect();
            assert!(lossy.len() > 50, "{name}: {}", lossy.len());
            let places = std::cell::RefCell::new(BTreeSet::new());
            let taken = took(&site, format, &text, |returned| {
                for (key, id, lost) in &lossy {
                    let page = returned.pages.iter_mut().find(|page| page.key == *key).expect("the page");
                    let unit = page.units.iter_mut().find(|unit| unit.id == *id).expect("the unit");
                    unit.target.retain(
                        |mark| !matches!(mark, Mark::Open(id) | Mark::Close(id) | Mark::Alone(id) if id == lost),
                    );
                    // A unit that was nothing but its markup has nobody finished.
                    if !unit.target.is_empty() {
                        places.borrow_mut().insert((unit.position.line, unit.position.column));
                    }
                }
            });
            // Units with the same words are one entry of PO.
            let places = places.into_inner();
            let refused: BTreeSet<(usize, usize)> =
                taken.diagnostics.iter().map(|found| (found.place.start.line, found.place.start.column)).collect();
            assert_eq!(refused, places, "{name} {format}");
            let pages: Vec<&String> = taken.pages.iter().map(|page| &page.1).collect();
            assert!(pages.is_empty() && taken.ledgers.is_empty(), "{name} {format}: {pages:?}");
            let others = taken.unchanged + taken.unfinished;
            assert!(taken.changed == 0 && others + lossy.len() >= count(&all), "{name} {format}: {others}");
            eprintln!("{name} {format}: {} lost, {} refused", places.len(), refused.len());
        }
        // The site's own memory tells it nothing new.
        let taken = took(&site, "tmx", &tmx::write(&memory), |_| {});
        assert!(
            taken.pages.is_empty() && taken.ledgers.is_empty() && taken.diagnostics.iter().next().is_none(),
            "{name} tmx"
        );
        eprintln!("{name}: {} ms", started.elapsed().as_millis());
    }
}

fn ideograph(ch: char) -> char {
    if ch.is_ascii_alphabetic() { '字' } else { ch }
}

/// Words in Chinese characters, whatever they say; all else stays.
fn pseudo(marks: &[Mark]) -> Vec<Mark> {
    let pseudo = |mark: &Mark| match mark {
        Mark::Text(text) => Mark::Text(text.chars().map(ideograph).collect()),
        mark => mark.clone(),
    };
    marks.iter().map(pseudo).collect()
}

/// What a page is made of: its units with their kinds, their markup and their words in no language.
fn shape(site: &Site, document: DocumentId) -> Vec<String> {
    let units = site.document(document).body.units.iter();
    // The words of an image stand in it.
    let about = |code: &Code| if code.kind == CodeKind::Image { String::new() } else { code.about.clone() };
    let codes = |content: &Content| content.codes().map(|code| (code.kind, about(code))).collect::<Vec<_>>();
    units
        .map(|unit| {
            let words: String = unit.content.words().chars().map(ideograph).collect();
            format!("{:?} {} {:?} {words}", unit.kind, unit.level, codes(&unit.content))
        })
        .collect()
}

#[test]
fn a_help_centre_is_translated_in_full() {
    let Some(root) = corpus() else { return };
    let work = tempfile::tempdir().expect("a folder");
    let source = work.path().join("source");
    extract(&root.join("partner-center-bilingual/zh-tw"), "source", &source);
    let sdk = fs::canonicalize(root.join("partner-center-sdk/en-us")).expect("there");
    for (name, source) in [("modern", source), ("sdk", sdk)] {
        let started = std::time::Instant::now();
        let folder = work.path().join(format!("site-{name}"));
        let target = folder.join("zh-TW");
        fs::create_dir_all(&target).expect("a folder");
        write_site(&folder, &source, "zh-TW", &target);
        let (before, locale) = site(&folder);
        let all = package::package(&before, locale, &[]).expect("a package");
        let taken = took(&before, "po", &po::write(&all), |returned| {
            for unit in returned.pages.iter_mut().flat_map(|page| &mut page.units) {
                (unit.target, unit.state) = (pseudo(&unit.source), Some(UnitState::Fresh));
            }
        });
        for (_, path, text) in &taken.pages {
            let path = target.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("written");
        }
        let said: Vec<&String> = taken.diagnostics.iter().map(|found| &found.message).take(20).collect();
        assert!(
            said.is_empty() && taken.changed == count(&all),
            "{name}: {} of {} {said:#?}",
            taken.changed,
            count(&all)
        );
        let (after, locale) = site(&folder);
        let mut differ = Vec::new();
        for page in after.status(locale) {
            let (Some(of), Some(own)) = (page.documents.source, page.documents.target) else {
                differ.push(format!("{}: {:?}", page.key, page.documents));
                continue;
            };
            let (theirs, mine) = (shape(&after, of), shape(&after, own));
            if theirs != mine {
                let first = theirs.iter().zip(&mine).find(|(a, b)| a != b);
                differ.push(format!("{}: {} {} {first:?}", page.key, theirs.len(), mine.len()));
            }
        }
        // Whatever mark a reader would meet is among the words, and there in the source.
        assert!(differ.is_empty(), "{name}: {differ:#?}");
        eprintln!("{name}: {} units on {} pages, {} ms", count(&all), taken.pages.len(), started.elapsed().as_millis());
    }
}
