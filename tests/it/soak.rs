//! A preview in long use: random edits, readers who keep asking, and in the end every address as a fresh build writes it.
//!
//! `DIGLOT_SOAK=SECONDS` makes it long, `DIGLOT_SOAK_SEED=NUMBER` makes other edits; `DIGLOT_CORPUS` names a real help centre.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, Read};
use std::path::Path;
use std::process::Command;
use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::arbitrary::Numbers;
use crate::corpus::corpus;
use crate::serve::Running;
use crate::site::Project;
use crate::soak_edits::Edits;

/// What the preview puts into each page.
const TAG: &str = "<script type=\"module\" src=\"/_diglot/preview.mjs\"></script>";
/// How long the preview may take until it shows what is on the disk. It takes milliseconds; a machine may be busy.
const SETTLED: Duration = Duration::from_secs(30);
/// How many addresses that a round has changed are looked at after it. In the end all are.
const NEW: usize = 150;
/// How many others are looked at, which have no reason to be otherwise.
const SAME: usize = 40;

/// How long a soak goes on.
fn duration(short: u64) -> Duration {
    let asked = std::env::var("DIGLOT_SOAK").ok();
    Duration::from_secs(asked.map_or(short, |seconds| seconds.parse().expect("DIGLOT_SOAK is a number of seconds")))
}

fn seed() -> u64 {
    std::env::var("DIGLOT_SOAK_SEED").map_or(1, |seed| seed.parse().expect("DIGLOT_SOAK_SEED is a number"))
}

/// What a build writes, by its path.
fn built(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let out = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(folder)
        .args(["build", "--format", "json", "--out"])
        .arg(out.path())
        .output()
        .expect("the command runs");
    assert!(output.status.code() != Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files = BTreeMap::new();
    let mut stack = vec![out.path().to_path_buf()];
    while let Some(folder) = stack.pop() {
        for entry in fs::read_dir(folder).expect("readable") {
            let path = entry.expect("an entry").path();
            let below = path.strip_prefix(out.path()).expect("below").to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                stack.push(path);
            } else if !below.starts_with('.') {
                files.insert(below, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

/// `en-us/a/index.html => /en-us/a/`
fn address(path: &str) -> String {
    let path = path.strip_suffix("index.html").unwrap_or(path);
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let encoded =
        path.bytes().map(|byte| if safe(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    format!("/{}", encoded.collect::<String>())
}

/// How the preview answers otherwise than it should: with these bytes, or with nothing.
fn wrong(running: &Running, path: &str, expected: Option<&Vec<u8>>) -> Option<String> {
    let (head, mut body) = running.get(&address(path));
    let Some(expected) = expected else {
        return (!head.starts_with("HTTP/1.1 404")).then(|| format!("{path} is gone, and answered"));
    };
    if path.ends_with(".html") {
        let text = String::from_utf8_lossy(&body);
        if text.matches(TAG).count() != 1 {
            return Some(format!("{path} does not have its script once"));
        }
        body = text.replacen(TAG, "", 1).into_bytes();
    }
    let is_found = head.starts_with("HTTP/1.1 200");
    let differs =
        body.iter().zip(expected).position(|(one, other)| one != other).unwrap_or(body.len().min(expected.len()));
    (!is_found || body != *expected).then(|| {
        let near = |bytes: &[u8]| {
            let range = differs.saturating_sub(60)..(differs + 60).min(bytes.len());
            String::from_utf8_lossy(bytes.get(range).unwrap_or_default()).into_owned()
        };
        let status = head.lines().next().unwrap_or_default();
        format!("{path} ({status})\n  build:   {:?}\n  preview: {:?}", near(expected), near(&body))
    })
}

/// Waits until every address is answered as a build writes it; gives how it is not, where that does not come.
fn settle(running: &Running, expected: &BTreeMap<String, Option<Vec<u8>>>) -> Vec<String> {
    let since = Instant::now();
    let mut paths: Vec<&String> = expected.keys().collect();
    loop {
        let is_all = paths.len() == expected.len();
        let found: Vec<(&String, String)> =
            paths.iter().filter_map(|path| Some((*path, wrong(running, path, expected[*path].as_ref())?))).collect();
        if found.is_empty() && is_all {
            return Vec::new();
        }
        if since.elapsed() > SETTLED {
            return found.into_iter().map(|(_, wrong)| wrong).collect();
        }
        // Those that were right may have changed while the others came.
        paths = if found.is_empty() {
            expected.keys().collect()
        } else {
            found.into_iter().map(|(path, _)| path).collect()
        };
        thread::sleep(Duration::from_millis(20));
    }
}

/// How many bytes a process holds, where the system tells.
fn memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

/// Ends all readers, whether the edits come to their end or not.
struct Stop<'s>(&'s AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Somebody who clicks here and there: whatever is there is answered whole.
fn reader(running: &Running, routes: &RwLock<Vec<String>>, mut numbers: Numbers, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        let path = {
            let routes = routes.read().expect("not poisoned");
            routes.get(numbers.below(routes.len())).cloned().unwrap_or_default()
        };
        let (head, body) = running.get(&address(&path));
        let status = head.split(' ').nth(1).unwrap_or_default();
        assert!(["200", "404"].contains(&status), "{path}: {head}");
        let is_page = head.contains("text/html") && !body.is_empty();
        assert!(!is_page || String::from_utf8_lossy(&body).contains("</html>"), "{path} is cut off");
        thread::sleep(Duration::from_millis(20));
    }
}

/// A browser that waits for news, reading as much as there is or a byte now and then.
fn listener(running: &Running, is_slow: bool, told: &AtomicUsize, stop: &AtomicBool) {
    let mut stream = running.listen();
    stream.get_ref().set_read_timeout(Some(Duration::from_millis(200))).expect("set");
    let mut line = String::new();
    while !stop.load(Ordering::Relaxed) {
        let read = if is_slow {
            thread::sleep(Duration::from_millis(50));
            stream.read(&mut [0])
        } else {
            stream.read_line(&mut line)
        };
        match read {
            Ok(0) => panic!("a listener was sent away"),
            // Nothing has happened for a while.
            Err(_) => continue,
            Ok(_) => {}
        }
        told.fetch_add(usize::from(line.starts_with("event: ")), Ordering::Relaxed);
        line.clear();
    }
}

/// Edits a site for a while and looks at what the preview says of it.
fn soak(folder: &Path, roots: &[&str], settings: &str, duration: Duration) {
    let seed = seed();
    let mut edits = Edits::new(folder, roots, settings, seed);
    let running = Running::start(folder);
    let stop = AtomicBool::new(false);
    let (told, told_slowly) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let routes = RwLock::new(Vec::new());
    let mut before: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut sample = Numbers(seed << 32 | 1);
    let mut held = Vec::new();
    let mut rounds = 0;
    let start = Instant::now();
    thread::scope(|scope| {
        let _stop = Stop(&stop);
        for number in 1..=3 {
            let (running, routes, stop) = (&running, &routes, &stop);
            scope.spawn(move || reader(running, routes, Numbers(seed ^ number << 32), stop));
        }
        scope.spawn(|| listener(&running, false, &told, &stop));
        scope.spawn(|| listener(&running, true, &told_slowly, &stop));
        let mut done = vec!["nothing".to_owned()];
        loop {
            let is_last = start.elapsed() >= duration;
            let built = built(folder);
            let is_new = |path: &String| before.get(path) != built.get(path);
            let news = built.keys().filter(|path| is_new(path)).count();
            let mut expected = BTreeMap::new();
            for (path, bytes) in &built {
                let looked_at = if is_new(path) { sample.below(news) < NEW } else { sample.below(built.len()) < SAME };
                if is_last || looked_at {
                    expected.insert(path.clone(), Some(bytes.clone()));
                }
            }
            expected.extend(before.keys().filter(|path| !built.contains_key(*path)).map(|path| (path.clone(), None)));
            *routes.write().expect("not poisoned") = built.keys().cloned().collect();
            before = built;
            let wrong = settle(&running, &expected);
            assert!(
                wrong.is_empty(),
                "seed {seed}, round {rounds}, edit {}: {} of {} addresses are not what a build writes, after\n{}\n\n{}",
                edits.count,
                wrong.len(),
                expected.len(),
                done.join("\n"),
                wrong[..wrong.len().min(5)].join("\n")
            );
            held.extend(memory(running.child.id()));
            if is_last {
                break;
            }
            done = edits.round();
            rounds += 1;
        }
    });
    assert!(told.load(Ordering::Relaxed) > 0, "nobody was told anything");
    eprintln!("seed {seed}: {} edits in {rounds} rounds, {} addresses", edits.count, before.len());
    flat(&held);
}

/// Memory at the end is about what it was in the first tenth of the rounds, when all kinds of work have been done once. Half as much again is
/// for a site that has grown by a quarter, which it may, and for what the allocator does not give back; the constant is for
/// the stacks and buffers of those who ask. Whoever kept only one old site for each change would hold many times as much.
fn flat(held: &[u64]) {
    const CONSTANT: u64 = 16 << 20;
    let tenth = held.iter().take((held.len() / 10).max(2)).max();
    let (Some(tenth), Some(end)) = (tenth, held.last()) else { return };
    eprintln!("memory: {} kB after the first tenth, {} kB at the end", tenth >> 10, end >> 10);
    assert!(
        *end <= tenth + tenth / 2 + CONSTANT,
        "memory is not flat: {tenth} bytes after the first tenth, {end} at the end"
    );
}

/// Without a search, which waits for a quiet moment that there is none of.
const SETTINGS: &str = "base_url: https://soak.example.com/\nsearch: false\ntheme: themes/own\nlocales:\n";

#[test]
fn a_preview_follows_whatever_is_done_to_its_files() {
    let settings = format!("{SETTINGS}  - en-US\n  - de-DE\n  - tag: zh-TW\n    fallback: [de-DE, en-US]\n");
    let project = Project::new(&[
        ("themes/own/assets/own.css", "p { margin: 0 }\n"),
        ("locales/en-US/own.ftl", "menu = Menu\n"),
        ("content/en-US/toc.yaml", "- href: index.md\n- name: Guide\n  items:\n    - href: guide/page-1.md\n"),
        ("content/en-US/media/a.png", "picture"),
        ("content/en-US/includes/all.md", "Of all languages.\n"),
        ("content/de-DE/includes/all.md", "Von allen Sprachen.\n"),
    ]);
    let roots = ["content/en-US", "content/de-DE", "content/zh-TW"];
    for (number, root) in roots.iter().enumerate() {
        // Each language lacks some pages.
        for page in (0..18).filter(|page| number == 0 || page % 4 != number) {
            let (folder, up) = [("", ""), ("guide/", "../"), ("guide/deep/", "../../")][page % 3];
            let (before, name) =
                (page.saturating_sub(3), if page == 0 { "index".to_owned() } else { format!("page-{page}") });
            let text = format!(
                "---\ntitle: Page {page} of {number}\n---\n# Heading\n\n[Before](page-{before}.md#heading) ![A]({up}media/a.png)\n\n\
                 [!INCLUDE [all]({up}includes/all.md)]\n"
            );
            project.write(&format!("{root}/{folder}{name}.md"), text.as_bytes());
        }
    }
    soak(project.folder(), &roots, &settings, duration(8));
}

#[test]
fn a_preview_follows_what_is_done_to_a_help_centre() {
    let Some(corpus) = corpus() else { return };
    let project = Project::new(&[("themes/own/assets/own.css", "p { margin: 0 }\n")]);
    let roots = ["de-de", "zh-tw"];
    for root in roots {
        copy(&corpus.join("partner-center").join(root), &project.folder().join(root));
    }
    let settings = format!("{SETTINGS}  - {{ tag: de-DE, content: de-de }}\n  - {{ tag: zh-TW, content: zh-tw }}\n");
    soak(project.folder(), &roots, &settings, duration(10));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("readable") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("copied");
        }
    }
}
