//! Builds that are killed, that meet each other, and that cannot write: the output folder holds one site or the other, whole.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use diglot::model::config::OUTPUT_MARK;

use crate::shards::tree;
use crate::site::Project;

/// How often a build is killed.
const KILLS: usize = 200;

/// How many sites are built at a time.
const AT_ONCE: usize = 4;

/// What others have put into the output.
const FOREIGN: &str = "CNAME";

/// Numbers that look like chance, the same for the same seed.
pub struct Chance(pub u64);

impl Chance {
    /// The next one below 1.
    pub fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f64 / (1u64 << 24) as f64
    }
}

/// Writes one of two versions of a site: pages that stay, change, come and go, and a file where the other has a folder.
fn write(project: &Project, version: usize) {
    let _ = fs::remove_dir_all(project.folder().join("content"));
    project.write("site.yaml", b"title: T\nlocales: [en-US, de-DE]\nsearch: false\n");
    for number in 0..12 {
        let version = if number % 3 == 0 { 0 } else { version };
        let text = format!("# Page {number}\n\n{}\n", format!("Version {version} of it. ").repeat(20 + number));
        let name = if number > 9 { format!("of-{version}-{number}") } else { format!("page-{number}") };
        project.write(&format!("content/en-US/{name}.md"), text.as_bytes());
        project.write(&format!("content/de-DE/{name}.md"), text.as_bytes());
    }
    project.write("content/en-US/index.md", format!("# Start {version}\n").as_bytes());
    let path = if version == 0 { "content/en-US/files/data" } else { "content/en-US/files/data/more.txt" };
    project.write(path, &vec![b'0' + version as u8; 100_000]);
}

fn command(project: &Project, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diglot"));
    command
        .current_dir(project.folder())
        .env("XDG_CACHE_HOME", project.folder().join("caches"))
        .args(["build", "--now", "2026-03-05"])
        .args(arguments);
    command
}

fn build(project: &Project) -> Output {
    let output = command(project, &[]).output().expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A project with the first version built, and what its output is in both.
fn project() -> (Project, [BTreeMap<String, Vec<u8>>; 2]) {
    let project = Project::new(&[]);
    let trees = [1, 0].map(|version| {
        write(&project, version);
        build(&project);
        project.write(&format!("_site/{FOREIGN}"), b"help.example.com");
        tree(&project.folder().join("_site"))
    });
    let [one, zero] = trees;
    assert_ne!(zero, one);
    (project, [zero, one])
}

/// What lies beside the output.
fn beside(project: &Project) -> Vec<String> {
    let entries = fs::read_dir(project.folder()).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.contains("_site") && name != "_site").collect()
}

fn has_begun(project: &Project) -> bool {
    project.folder().join("._site.diglot/new").exists()
}

#[test]
fn a_killed_build_leaves_one_site_or_the_other() {
    let threads: Vec<_> = (0..AT_ONCE).map(|number| thread::spawn(move || kill_builds(number as u64 + 1))).collect();
    let found: Vec<[usize; 3]> = threads.into_iter().map(|thread| thread.join().expect("all is well")).collect();
    let sum = |at: usize| found.iter().map(|found| found[at]).sum::<usize>();
    eprintln!("{} builds were killed before they wrote, {} while they did; {} were done", sum(0), sum(1), sum(2));
    assert!(sum(1) > KILLS / 10, "hardly a build was met at its work: {found:?}");
}

/// Kills builds, and counts those killed before they wrote, those killed while they did, and those that were done.
fn kill_builds(seed: u64) -> [usize; 3] {
    let (project, trees) = project();
    let (mut chance, mut counts) = (Chance(seed), [0; 3]);
    let site = project.folder().join("_site");
    // How long a build takes, and how long until it writes.
    let timed = |project: &Project| {
        let (started, mut child) = (Instant::now(), command(project, &[]).stdout(Stdio::null()).spawn().expect("runs"));
        while !has_begun(project) && child.try_wait().expect("a child").is_none() {
            thread::sleep(Duration::from_micros(200));
        }
        let begun = started.elapsed();
        assert!(child.wait().expect("a child").success());
        (begun, started.elapsed())
    };
    write(&project, 1);
    let (mut begun, mut whole) = timed(&project);
    let mut version = 0;
    for round in 0..KILLS / AT_ONCE {
        write(&project, version);
        // Half of them die somewhere, half of them after they have begun to write.
        let (from, to) = if round % 2 == 0 { (Duration::ZERO, whole) } else { (begun, whole) };
        let delay = (to.saturating_sub(from)).mul_f64(chance.next() * 1.1);
        let told = format!("seed {seed}, round {round}: {from:?} and {delay:?} of {whole:?}");
        let started = Instant::now();
        let mut child =
            command(&project, &[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command runs");
        while round % 2 == 1 && !has_begun(&project) && child.try_wait().expect("a child").is_none() {
            thread::sleep(Duration::from_micros(100));
        }
        if round % 2 == 1 {
            begun = started.elapsed();
        }
        thread::sleep(delay);
        let was_done = child.try_wait().expect("a child").is_some();
        child.kill().expect("killed");
        child.wait().expect("a child");
        counts[if was_done { 2 } else { usize::from(!beside(&project).is_empty()) }] += 1;
        let found = tree(&site);
        assert!(site.join("index.html").is_file(), "{told}: there is no site");
        assert!(trees.contains(&found), "{told}: {:?}", found.keys());
        let started = Instant::now();
        build(&project);
        whole = started.elapsed();
        assert!(tree(&site) == trees[version], "{told}: the next build did not make the new site");
        assert_eq!(beside(&project), [""; 0], "{told}");
        version = 1 - version;
    }
    counts
}

/// A site of which two versions differ in what one page says, and what its output is in both.
fn single() -> (Project, [BTreeMap<String, Vec<u8>>; 2]) {
    let project = Project::new(&[("site.yaml", "title: T\nlocales: [en-US]\nsearch: false\n")]);
    for number in 0..12 {
        project.write(&format!("content/en-US/page-{number}.md"), format!("# Page {number}\n").as_bytes());
    }
    let trees = [1, 0].map(|version| {
        change(&project, version);
        build(&project);
        tree(&project.folder().join("_site"))
    });
    let [one, zero] = trees;
    let differing: Vec<&String> = zero.keys().filter(|path| zero[*path] != one[*path]).collect();
    assert_eq!(differing, [OUTPUT_MARK, "en-us/page-3/index.html"]);
    (project, [zero, one])
}

/// Writes the page in one of its versions, which are of one length.
fn change(project: &Project, version: usize) {
    project.write("content/en-US/page-3.md", format!("# Page 3\n\nVersion {version} of it.\n").as_bytes());
}

#[cfg(unix)]
#[test]
fn a_single_file_takes_its_place_alone() {
    use std::os::unix::fs::MetadataExt;
    let (project, trees) = single();
    let site = project.folder().join("_site");
    let number = |path: &str| fs::metadata(site.join(path)).expect("there").ino();
    let before = [number("en-us"), number("en-us/page-2/index.html"), number("en-us/page-3/index.html")];
    project.write("_site/en-us/page-3/mine.txt", b"mine");
    change(&project, 1);
    build(&project);
    let after = [number("en-us"), number("en-us/page-2/index.html"), number("en-us/page-3/index.html")];
    assert_eq!((before[0], before[1]), (after[0], after[1]), "nothing else is moved");
    assert_ne!(before[2], after[2], "no file is written into");
    fs::remove_file(site.join("en-us/page-3/mine.txt")).expect("what others have put there stays");
    assert!(tree(&site) == trees[1]);
    assert_eq!(beside(&project), [""; 0]);
    // Nothing of somebody else's gives way to it.
    fs::remove_file(site.join("en-us/page-3/index.html")).expect("removed");
    project.write("_site/en-us/page-3/index.html/mine.txt", b"mine");
    change(&project, 0);
    let output = command(&project, &[]).output().expect("the command runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("page-3/index.html is not by Diglot"), "{said}");
    fs::remove_dir_all(site.join("en-us/page-3")).expect("removed");
    // A folder that is gone is made again.
    build(&project);
    assert!(tree(&site) == trees[0]);
    // A build that was killed between the two has left a file that the manifest does not know, of the same length.
    thread::sleep(Duration::from_millis(20));
    let other = site.join("en-us/page-3/moving");
    fs::write(&other, &trees[1]["en-us/page-3/index.html"]).expect("written");
    fs::rename(&other, site.join("en-us/page-3/index.html")).expect("moved");
    build(&project);
    assert!(tree(&site) == trees[0]);
}

#[test]
fn a_killed_build_of_a_single_file_leaves_it_or_the_other() {
    let (project, trees) = single();
    let (site, mut chance) = (project.folder().join("_site"), Chance(5));
    let pages = |tree: &BTreeMap<String, Vec<u8>>| -> Vec<(String, Vec<u8>)> {
        let pages = tree.iter().filter(|(path, _)| *path != OUTPUT_MARK);
        pages.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
    };
    let known = [pages(&trees[0]), pages(&trees[1])];
    let (mut took, mut met) = (Duration::from_millis(20), 0);
    for round in 0..40 {
        change(&project, 1);
        let started = Instant::now();
        let mut child = command(&project, &[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("runs");
        while !has_begun(&project) && child.try_wait().expect("a child").is_none() {
            thread::sleep(Duration::from_micros(50));
        }
        let begun = started.elapsed();
        thread::sleep(took.saturating_sub(begun).mul_f64(chance.next()));
        child.kill().expect("killed");
        child.wait().expect("a child");
        met += usize::from(!beside(&project).is_empty());
        assert!(known.contains(&pages(&tree(&site))), "round {round}");
        // Whatever the killed build has come to, and whatever the page says next.
        let version = round % 2;
        change(&project, version);
        let started = Instant::now();
        build(&project);
        took = started.elapsed();
        assert!(tree(&site) == trees[version], "round {round}");
        assert_eq!(beside(&project), [""; 0]);
        change(&project, 0);
        build(&project);
    }
    assert!(met > 4, "hardly a build was met at its work: {met}");
}

#[test]
fn a_site_that_was_moved_aside_is_put_back_before_anything_else() {
    let (project, trees) = project();
    let [site, work] = ["_site", "._site.diglot"].map(|name| project.folder().join(name));
    let aside = || {
        // As a build leaves it that was killed between two renames, where a system needs two.
        fs::create_dir(&work).expect("made");
        fs::rename(&site, work.join("old")).expect("moved");
        fs::create_dir(work.join("new")).expect("made");
        fs::write(work.join("new/index.html"), "half").expect("written");
    };
    aside();
    write(&project, 1);
    let pages = project.folder().join("content/de-DE");
    fs::remove_dir_all(&pages).expect("removed");
    fs::write(&pages, "no folder").expect("written");
    let output = command(&project, &[]).output().expect("the command runs");
    assert_eq!(output.status.code(), Some(2), "nothing can be built");
    assert!(tree(&site) == trees[0]);
    assert_eq!(beside(&project), [""; 0]);
    aside();
    write(&project, 1);
    build(&project);
    assert!(tree(&site) == trees[1]);
    assert_eq!(beside(&project), [""; 0]);
    // A folder that somebody has made meanwhile is not emptied for it.
    aside();
    project.write("_site/mine.txt", b"mine");
    let output = command(&project, &[]).output().expect("the command runs");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(tree(&site).into_keys().collect::<Vec<_>>(), ["mine.txt"]);
    assert!(tree(&work.join("old")) == trees[1], "what was there is not lost");
}

#[test]
fn builds_into_one_folder_wait_for_each_other() {
    let (project, trees) = project();
    let (site, work) = (project.folder().join("_site"), project.folder().join("._site.diglot"));
    // Somebody else builds: this test.
    fs::create_dir(&work).expect("made");
    let lock = File::create(work.join("lock")).expect("made");
    lock.lock().expect("locked");
    fs::write(work.join("lock"), "4711").expect("written");
    write(&project, 1);
    let mut child = command(&project, &[]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("runs");
    let mut said = BufReader::new(child.stderr.take().expect("piped"));
    let mut line = String::new();
    said.read_line(&mut line).expect("a line");
    assert_eq!(line, "diglot: waiting for another build into _site (process 4711)\n");
    assert!(tree(&site) == trees[0]);
    assert_eq!(child.try_wait().expect("a child"), None);
    // What changes while it waits is built.
    project.write("content/en-US/late.md", b"# Late\n");
    drop(lock);
    assert!(child.wait().expect("a child").success());
    assert!(project.has("en-us/late/index.html"));
    assert_eq!(beside(&project), [""; 0]);

    write(&project, 1);
    for _ in 0..3 {
        let start = |_| command(&project, &[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("runs");
        let children: Vec<_> = (0..6).map(start).collect();
        for mut child in children {
            assert!(child.wait().expect("a child").success());
        }
        assert!(tree(&site) == trees[1]);
        assert_eq!(beside(&project), [""; 0]);
        project.write("content/en-US/late.md", b"# Late\n");
        build(&project);
        fs::remove_file(project.folder().join("content/en-US/late.md")).expect("removed");
    }
}

#[test]
fn what_others_have_put_there_stays_or_stops_the_build() {
    let (project, _) = project();
    project.write("_site/.git/refs/heads/main", b"0");
    let empty = project.folder().join("_site/.git/refs/tags");
    fs::create_dir(&empty).expect("made");
    #[cfg(target_os = "linux")]
    let odd = {
        use std::os::unix::ffi::OsStrExt;
        let odd = project.folder().join("_site").join(std::ffi::OsStr::from_bytes(b"caf\xe9.txt"));
        fs::write(&odd, "mine").expect("written");
        odd
    };
    project.write("_site/en-us/new/index.html", b"mine");
    project.write("content/en-US/new.md", b"# New\n");
    let before = tree(&project.folder().join("_site"));
    let output = command(&project, &[]).output().expect("the command runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("new/index.html is not by Diglot, and the new site has something else there"), "{said}");
    assert!(tree(&project.folder().join("_site")) == before);
    fs::remove_file(project.folder().join("_site/en-us/new/index.html")).expect("removed");
    build(&project);
    assert!(project.has("en-us/new/index.html") && project.has(".git/refs/heads/main") && empty.is_dir());
    #[cfg(target_os = "linux")]
    assert_eq!(fs::read_to_string(odd).expect("there"), "mine");
    // Folders that were a build's own go with their pages.
    fs::remove_file(project.folder().join("content/en-US/new.md")).expect("removed");
    build(&project);
    assert!(!project.has("en-us/new"));
}

#[cfg(unix)]
#[test]
fn a_link_to_the_output_stays_one() {
    let (project, _) = project();
    let [site, real] = ["_site", "www/site"].map(|name| project.folder().join(name));
    fs::create_dir(project.folder().join("www")).expect("made");
    fs::rename(&site, &real).expect("moved");
    std::os::unix::fs::symlink("www/site", &site).expect("linked");
    write(&project, 1);
    let before = tree(&real);
    build(&project);
    assert!(site.is_symlink() && tree(&real) != before);
    assert_eq!(fs::read_dir(project.folder().join("www")).expect("a folder").count(), 1, "nothing is left there");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_named_and_the_old_site_stays() {
    let (project, trees) = project();
    write(&project, 1);
    let own = env!("CARGO_BIN_EXE_diglot");
    // A disk that takes no file of more than some kilobytes.
    let line = format!("trap '' XFSZ; ulimit -f 64; exec '{own}' build --now 2026-03-05");
    let cramped = Command::new("sh").current_dir(project.folder()).args(["-c", &line]).output().expect("a shell");
    // A folder whose path is nearly as long as paths may be.
    let mut deep = project.folder().to_path_buf();
    while deep.as_os_str().len() < 3_850 {
        deep.push("d".repeat(200));
    }
    let deep = deep.join("o".repeat(4_060usize.saturating_sub(deep.as_os_str().len())));
    let long = command(&project, &["--out", &deep.to_string_lossy()]).output().expect("the command runs");
    for (output, message, way_out) in [
        (cramped, "could not write _site/en-us/files/data/more.txt: ", "that there is room"),
        (long, "/en-us/files/data", "a shorter name, or build into a folder with a shorter path (--out DIR)"),
    ] {
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(message) && said.contains(way_out), "{said}");
        assert!(said.contains("the former output is as it was"), "{said}");
        assert!(tree(&project.folder().join("_site")) == trees[0]);
        assert_eq!(beside(&project), [""; 0]);
    }
    assert!(!deep.exists());
}
