//! Commands that change a site are killed, and run again: what comes of it is the same as though nothing had happened.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::killed::Chance;
use crate::mv::tree;
use crate::site::Project;

/// How often each command is killed.
const KILLS: usize = 24;

/// Where commands keep what they are at.
const JOURNAL: &str = "locales/.diglot-unfinished";

/// Makes the site that a command is run on.
type Make = fn() -> Project;

fn diglot(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diglot"));
    command.current_dir(folder).args(arguments).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Runs a command to its end; findings are no failure.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let output = diglot(folder, arguments).output().expect("the command runs");
    assert_ne!(output.status.code(), Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A translated site whose pages lead to each other.
fn site() -> Project {
    let project =
        Project::new(&[("site.yaml", "source_locale: en-US\nlocales: [en-US, de-DE, zh-TW]\nsearch: false\n")]);
    for number in 0..6 {
        let link = "See [the old page](old.MD) and [the first](page-0.md).";
        let texts = [
            ("en-US", format!("# Page number {number}\n\nThe text of the page with the number {number}.\n\n{link}\n")),
            ("de-DE", format!("# Seite Nummer {number}\n\nDer Text der Seite mit der Nummer {number}.\n\n{link}\n")),
            ("zh-TW", format!("# 第 {number} 頁\n\n這是第 {number} 頁的文字。\n\n{link}\n")),
        ];
        for (tag, text) in texts {
            let name = if number == 5 { "old".to_owned() } else { format!("page-{number}") };
            project.write(&format!("content/{tag}/help/{name}.md"), text.replace("MD", "md").as_bytes());
        }
    }
    project
}

fn accepted() -> Project {
    let project = site();
    run(project.folder(), &["ledger", "accept"]);
    project
}

/// A site with links that a fix mends.
fn mendable() -> Project {
    let project = site();
    for (path, text) in tree(project.folder()).into_iter().filter(|(path, _)| path.ends_with(".md")) {
        project.write(&path, text.replace("(old.md)", "(Old.md)").as_bytes());
    }
    project
}

/// A site with translations that came back.
fn returned() -> Project {
    let project = accepted();
    run(project.folder(), &["units", "export", "--locale", "de-DE", "--format", "po", "--output", "de.po"]);
    let file = fs::read_to_string(project.folder().join("de.po")).expect("written");
    assert!(file.contains("Der Text"), "{file}");
    project.write("de.po", file.replace("Der Text", "Der neue Text").as_bytes());
    project
}

/// A site with pages that are to be brought into it.
fn received() -> Project {
    let project = site();
    for number in 0..6 {
        let text = format!("---\nkey: help/new-{number}\n---\n# Neue Seite {number}\n\nDer Text der neuen Seite.\n");
        project.write(&format!("inbox/{number}.md"), text.as_bytes());
    }
    project
}

/// A site whose ledger tells of pages that have gone.
fn outgrown() -> Project {
    let project = accepted();
    for tag in ["en-US", "de-DE", "zh-TW"] {
        fs::remove_file(project.folder().join(format!("content/{tag}/help/page-3.md"))).expect("removed");
    }
    project
}

/// When the folders of a site last changed.
fn changed(folder: &Path) -> Vec<Option<SystemTime>> {
    let mut folders = vec![folder.to_path_buf()];
    let mut at = 0;
    while let Some(open) = folders.get(at).cloned() {
        let entries = fs::read_dir(&open).into_iter().flatten().flatten();
        folders.extend(
            entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path()),
        );
        at += 1;
    }
    folders.iter().map(|folder| fs::metadata(folder).and_then(|metadata| metadata.modified()).ok()).collect()
}

fn copy(from: &Path) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    // What is remembered of a site names its files, so each copy has the same name within its own folder.
    let to = folder.path().join("site");
    for (path, text) in tree(from) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    (folder, to)
}

/// Kills a command at many moments, and counts how often it had begun and was not done.
fn kill(make: Make, arguments: &[&str], seed: u64) -> usize {
    let before = make();
    let old = tree(before.folder());
    let (_kept, done) = copy(before.folder());
    let started = Instant::now();
    run(&done, arguments);
    let mut whole = started.elapsed();
    let done = tree(&done);
    assert_ne!(done, old, "{arguments:?} does nothing");
    let (mut chance, mut begun) = (Chance(seed), 0);
    for round in 0..KILLS {
        let (_kept, folder) = copy(before.folder());
        let mut looked = changed(&folder);
        let started = Instant::now();
        let mut child = diglot(&folder, arguments).stderr(Stdio::null()).spawn().expect("the command runs");
        // Most of them die when they have begun to write, which is more than to have their turn.
        let mut has_turn = false;
        while round % 5 != 0 && child.try_wait().expect("a child").is_none() {
            let now = changed(&folder);
            if now != looked && (has_turn || !folder.join(JOURNAL).exists()) {
                break;
            }
            (has_turn, looked) = (has_turn || now != looked, now);
            thread::sleep(Duration::from_micros(50));
        }
        let left = if round % 5 == 0 { whole } else { whole.saturating_sub(started.elapsed()).max(whole / 8) };
        let delay = left.mul_f64(chance.next());
        thread::sleep(delay);
        child.kill().expect("killed");
        child.wait().expect("a child");
        let mut found = tree(&folder);
        if found.get(JOURNAL).is_some_and(String::is_empty) {
            found.remove(JOURNAL);
        }
        begun += usize::from(found != old && found != done);
        let again = Instant::now();
        run(&folder, arguments);
        whole = again.elapsed().max(whole / 2);
        let now = tree(&folder);
        let names = || found.keys().collect::<Vec<_>>();
        assert!(now == done, "{arguments:?}, seed {seed}, round {round}, {delay:?}: {:?} => {:?}", names(), now.keys());
    }
    begun
}

#[test]
fn a_killed_command_is_completed_by_the_same_one() {
    let inbox = ["inbox/0.md", "inbox/1.md", "inbox/2.md", "inbox/3.md", "inbox/4.md", "inbox/5.md"];
    let import = [&["import"], &inbox[..], &["--into", ".", "--locale", "de-DE"]].concat().leak();
    let cases: [(Make, &[&str]); 6] = [
        (site, &["mv", "help/old", "guide/new"]),
        (site, &["ledger", "accept"]),
        (outgrown, &["ledger", "prune"]),
        (mendable, &["check", "--fix"]),
        (returned, &["units", "import", "de.po"]),
        (received, import),
    ];
    let run = |(number, (make, arguments))| thread::spawn(move || (arguments, kill(make, arguments, number)));
    let threads: Vec<_> = (1..).zip(cases).map(run).collect();
    let found: Vec<_> = threads.into_iter().map(|thread| thread.join().expect("all is well")).collect();
    eprintln!("of {KILLS} each, so many had begun and were not done: {found:?}");
    assert!(found.iter().map(|(_, begun)| begun).sum::<usize>() >= KILLS / 3, "hardly one had begun: {found:?}");
}

#[test]
fn commands_at_once_lose_nothing_of_each_other() {
    for _ in 0..4 {
        let project = site();
        let pages: Vec<String> = (0..5).map(|number| format!("help/page-{number}")).collect();
        let children = pages.iter().map(|page| {
            diglot(project.folder(), &["ledger", "accept", "--page", page]).spawn().expect("the command runs")
        });
        let outputs: Vec<Output> =
            children.collect::<Vec<_>>().into_iter().map(|child| child.wait_with_output().expect("it ends")).collect();
        for output in outputs {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let one = site();
        for page in &pages {
            run(one.folder(), &["ledger", "accept", "--page", page]);
        }
        assert_eq!(tree(project.folder()), tree(one.folder()));
    }
}

#[test]
fn what_is_protected_is_not_changed() {
    let protect = |project: &Project, path: &str| {
        let path = project.folder().join(path);
        let mut permissions = fs::metadata(&path).expect("there").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(path, permissions).expect("protected");
    };
    let cases: [(Make, &str, &[&str], &str); 4] = [
        (site, "content/de-DE/help/page-2.md", &["mv", "help/old", "guide/new"], "page-2.md is read-only"),
        (accepted, "locales/de-DE/units.tsv", &["mv", "help/old", "guide/new"], "units.tsv is read-only"),
        (returned, "content/de-DE/help/page-2.md", &["units", "import", "de.po"], "page-2.md is read-only"),
        (mendable, "content/de-DE/help/page-2.md", &["check", "--fix"], "page-2.md is left as it is: it is read-only"),
    ];
    for (make, path, arguments, message) in cases {
        let project = make();
        protect(&project, path);
        let before = tree(project.folder());
        let output = diglot(project.folder(), arguments).output().expect("the command runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(message), "{arguments:?}: {said}");
        let after = tree(project.folder());
        assert_eq!(after[path], before[path]);
        // What is mended file by file is mended elsewhere; what belongs together is not begun.
        let is_refused = output.status.code() == Some(2);
        assert_eq!((is_refused, after == before), if arguments[0] == "check" { (false, false) } else { (true, true) });
    }
}
