//! The preview: the same bytes as a build, what changes and what does not, and who is answered.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use diglot::load::{Changes, Request};
use diglot::render::{Body, produce};
use diglot::serve::{Answer, Snapshot, answer};
use diglot::site::Site;

use crate::golden::sites;
use crate::site::Project;

/// What the arguments of a golden site ask for.
fn request(site: &Path) -> Request {
    let arguments = fs::read_to_string(site.join("arguments")).expect("arguments");
    let mut request = Request { highlights: true, ..Request::default() };
    let mut words = arguments.lines();
    while let Some(word) = words.next() {
        match word {
            "--drafts" => request.drafts = true,
            "--now" => request.now = words.next().and_then(diglot::parse::publication::moment).expect("a moment"),
            "--base-url" => request.base_url = words.next().map(str::to_owned),
            "--locale" => {
                let word = words.next().expect("a locale");
                let (tag, folder) = word.split_once('=').expect("a folder");
                let folder = site.join(folder).to_string_lossy().into_owned();
                request.locales.push(format!("{tag}={folder}").parse().expect("a locale"));
            }
            site_folder => request.site = Some(site.join(site_folder)),
        }
    }
    request
}

/// Every output of a site.
fn outputs(site: &Site) -> Vec<(String, Vec<u8>)> {
    let (renderer, _) = diglot::render::Renderer::new(site);
    let made = site.routes.iter().map(|(path, output)| {
        let bytes = match produce(&renderer, output).0 {
            Body::Bytes(bytes) => bytes,
            Body::File(path) => fs::read(path).expect("a file"),
        };
        (path.to_owned(), bytes)
    });
    made.collect()
}

#[test]
fn every_address_is_answered_with_what_a_build_writes() {
    for site in sites() {
        let folder = tempfile::tempdir().expect("a folder");
        let arguments = fs::read_to_string(site.join("arguments")).expect("arguments");
        let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
            .current_dir(&site)
            .arg("build")
            .args(arguments.lines())
            .arg("--out")
            .arg(folder.path())
            .output()
            .expect("the command runs");
        assert!(output.status.code() != Some(2), "{}", String::from_utf8_lossy(&output.stderr));
        let snapshot = Snapshot::new(&request(&site)).expect("a site");
        let mut count = 0;
        for (path, _) in snapshot.site.routes.iter() {
            let written = fs::read(folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
            let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
            let Answer::Found { body, is_missing, .. } = answer(&snapshot, &address) else { panic!("{address}") };
            let bytes = match body {
                diglot::serve::Content::Bytes(bytes) => bytes,
                diglot::serve::Content::File(path) => fs::read(path).expect("a file"),
            };
            assert!(bytes == written && !is_missing, "{}: {address} is otherwise", site.display());
            count += 1;
        }
        assert!(count > 5);
    }
}

const PROGRAM: &str = "check: ready\nsource: index.md\nrevised: 2026-05-04\nquestions: { ready: yes-no }\n\
                       criteria: { it: { needs: { ready: yes } } }\n\
                       outcomes: { now: { when: { met: all } }, later: { otherwise: true } }\n\
                       scenarios:\n  - { name: a, given: { ready: yes }, expect: now }\n  - { name: b, given: { ready: no }, expect: later }\n";

const PROGRAM_TEXTS: &str = "ready-title = Are you ready?\nready-q-ready = Ready?\nready-c-it = You are.\nready-o-now = Now\n\
                             ready-o-later = Later\n";

#[test]
fn a_site_that_was_updated_is_the_one_that_is_made_anew() {
    let files = [
        ("site.yaml", "locales: [en-US, de-DE]\n"),
        ("content/en-US/index.md", "# Start\n\n[a](a.md) [b](b.md#part) ![c](c.svg)\n"),
        ("content/en-US/c.svg", "<svg width='4' height='3'/>"),
        ("content/en-US/a.md", "---\ntitle: A\n---\n# A\n\n[!INCLUDE [x](includes/x.md)]\n"),
        ("content/en-US/includes/x.md", "An include.\n"),
        ("content/en-US/b.md", "# B\n\n## Part\n"),
        ("content/de-DE/a.md", "# A auf Deutsch\n\n[b](b.md)\n"),
        ("content/en-US/toc.yaml", "- name: A\n  href: a.md\n"),
        ("content/eligibility/ready.yaml", PROGRAM),
        ("locales/en-US/eligibility/ready.ftl", PROGRAM_TEXTS),
    ];
    let project = Project::new(&files);
    let request = Request { site: Some(project.folder().to_path_buf()), ..Request::default() };
    let read = || {
        let config = diglot::load::discover(&request).expect("a site");
        let sources = diglot::load::load(&config).expect("sources");
        Site::new(config, sources).0
    };
    let mut site = read();
    // Whether the change is one of the words of a page alone, which cost nothing else.
    for (path, text, is_edit) in [
        ("content/en-US/b.md", "# B\n\n## Other part\n", true),
        ("content/en-US/b.md", "# B\n\n## Other part\n\n![x](nowhere.png) [a](a.md)\n", true),
        ("content/en-US/a.md", "---\ntitle: A\n---\n# A\n\nSomething new.\n\n[!INCLUDE [x](includes/x.md)]\n", true),
        ("content/de-DE/a.md", "# A auf Deutsch\n\n## Teil\n\n[b](b.md) [a](a.md#part-of-a)\n", true),
        ("content/en-US/a.md", "---\ntitle: A\n---\n# A\n\n## Part of A\n\n[!INCLUDE [x](includes/x.md)]\n", true),
        (
            "content/en-US/a.md",
            "---\ntitle: A\ntypo\n---\n# A\n\n## Part of A\n\n[!INCLUDE [x](includes/x.md)]\n",
            true,
        ),
        ("content/en-US/a.md", "---\ntitle: AA\n---\n# A\n\n[!INCLUDE [x](includes/x.md)]\n", true),
        ("content/de-DE/a.md", "# Ah\n\n## Teil\n\n[b](b.md) [a](a.md#part-of-a)\n", true),
        ("content/en-US/a.md", "---\ntitle: AA\n---\n# A\n\n[!INCLUDE [x](includes/y.md)]\n", false),
        ("content/en-US/a.md", "---\ntitle: AA\n---\n\n# A\n\n[!INCLUDE [x](includes/y.md)]\n", false),
        ("content/en-US/includes/x.md", "Another one, with a [link](../b.md).\n", false),
        ("content/en-US/a.md", "---\ntitle: A\n---\n# A\n\n[!INCLUDE [x](includes/x.md)]\n", false),
        ("content/en-US/includes/x.md", "Another one, without a link.\n", false),
        ("content/de-DE/b.md", "---\nslug: teil\n---\n# B\n\n## Teil\n", false),
        ("content/en-US/a.md", "---\ntitle: A\nkey: moved\n---\n# A\n", false),
        ("content/en-US/a.md", "---\ntitle: A\nkey: moved\ndescription: More.\n---\n# A\n", true),
        ("content/en-US/a.md", "---\ntitle: A\nkey: moved\ntemplate: none.html\n---\n# A\n", false),
        ("site.yaml", "locales: [en-US, de-DE]\ntrusted_html: ['**']\n", false),
        ("content/en-US/a.md", "---\ntitle: A\ndraft: true\n---\n# A\n", false),
        ("content/en-US/toc.yaml", "- name: B\n  href: b.md\n", false),
        ("themes/x.txt", "nothing of the site\n", false),
        ("content/en-US/b.md", "# B\n\n<eligibility-check program=\"ready\"></eligibility-check>\n", true),
        ("content/eligibility/ready.yaml", &PROGRAM.replace("needs: { ready: yes }", "needs: { ready: no }"), false),
        ("content/eligibility/ready.yaml", PROGRAM, false),
        ("content/en-US/b.md", "", false),
        ("content/en-US/b.md", "# B again\n", false),
        ("content/en-US/c.svg", "<svg width='40' height='30'/>", false),
        ("content/de-DE/c.svg", "<svg viewBox='0 0 5 6'/>", false),
        ("site.yaml", "locales: [en-US, de-DE, qps-ploc]\n", false),
        ("content/de-DE/b.md", "---\nslug: teil\n---\n# B\n\nNeu.\n", true),
        ("content/en-US/b.md", "# B again\n\nNew.\n", false),
    ] {
        if text.is_empty() {
            fs::remove_file(project.folder().join(path)).expect("removed");
        } else {
            project.write(path, text.as_bytes());
        }
        let changes = Changes { paths: [project.folder().join(path)].into(), others: false };
        let edited = diglot::load::edits(&site, &changes).and_then(|files| site.edited(files));
        assert_eq!(edited.is_some(), is_edit, "{path}: {text}");
        let updated = edited.unwrap_or_else(|| {
            let config = diglot::load::discover(&request).expect("a site");
            let sources = diglot::load::load_again(&config, &site, &changes).expect("sources");
            Site::update(&site, config, sources).0
        });
        let new = read();
        assert_eq!(updated.findings(), new.findings(), "{path}: {text}");
        assert_eq!(diglot::check::check(&updated), diglot::check::check(&new), "{path}: {text}");
        assert!(outputs(&updated) == outputs(&new), "{path}: {text}");
        site = updated;
    }
}

/// A preview that ends with the test.
pub struct Running {
    pub child: Child,
    pub port: u16,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    pub fn start_with(folder: &Path, options: &[&str]) -> Self {
        // Tests run beside each other; where this is taken, the next free port is.
        let mut child = Command::new(env!("CARGO_BIN_EXE_diglot"))
            .current_dir(folder)
            .args(["serve", "--port", "18400"])
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        while !line.contains("http://") {
            line.clear();
            assert!(out.read_line(&mut line).expect("a line") > 0, "it ended");
        }
        let port = line.split("127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()).expect("a port");
        let port = port.parse().expect("a number");
        // What it says later must have somewhere to go.
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        Self { child, port }
    }

    fn ask(&self, head: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        let host = if head.contains("Host:") { String::new() } else { format!("Host: localhost:{}\r\n", self.port) };
        stream.write_all(format!("{}\r\n{host}Connection: close\r\n\r\n", head.trim_end()).as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head");
        let (head, body) = (String::from_utf8_lossy(&answer[..end]).into_owned(), answer[end + 4..].to_vec());
        let body = if head.contains("Transfer-Encoding: chunked") { whole(&body) } else { body };
        (head, body)
    }

    pub fn get(&self, path: &str) -> (String, Vec<u8>) {
        self.ask(&format!("GET {path} HTTP/1.1"))
    }

    pub fn listen(&self) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
        stream.write_all(b"GET /_diglot/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
        let mut reader = BufReader::new(stream);
        wait_for(&mut reader, "retry:");
        reader
    }
}

/// A body that was sent in chunks.
fn whole(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = chunks.windows(2).position(|bytes| bytes == b"\r\n").expect("a size");
        let size = std::str::from_utf8(&chunks[..end]).expect("ASCII");
        let size = usize::from_str_radix(size, 16).expect("a size");
        if size == 0 {
            return body;
        }
        body.extend(&chunks[end + 2..end + 2 + size]);
        chunks = &chunks[end + 4 + size..];
    }
}

fn wait_for(reader: &mut impl BufRead, beginning: &str) -> String {
    let mut line = String::new();
    while !line.starts_with(beginning) {
        line.clear();
        assert!(reader.read_line(&mut line).expect("a line in time") > 0, "it ended");
        assert!(!line.starts_with(':'), "nothing has happened for a while");
    }
    line
}

pub fn project() -> Project {
    Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE]\n"),
        ("content/en-US/index.md", "# Start\n\n[Film](film.mp4)\n"),
        ("content/en-US/film.mp4", "0123456789"),
        ("content/de-DE/index.md", "# Anfang\n"),
    ])
}

#[test]
fn browsers_are_answered_as_they_ask() {
    let project = project();
    let running = Running::start(project.folder());
    let (head, body) = running.get("/en-us/");
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("text/html; charset=utf-8"), "{head}");
    let text = String::from_utf8(body).expect("UTF-8");
    assert_eq!(text.matches("/_diglot/preview.mjs").count(), 1, "{text}");
    let line = head.lines().find(|line| line.to_lowercase().starts_with("etag:")).expect("a tag");
    let tag = line.split_once(' ').expect("a value").1;
    let (known, nothing) = running.ask(&format!("GET /en-us/ HTTP/1.1\r\nIf-None-Match: {tag}"));
    assert!(known.starts_with("HTTP/1.1 304") && nothing.is_empty(), "{known}");
    let (head, nothing) = running.ask("HEAD /en-us/ HTTP/1.1");
    assert!(head.starts_with("HTTP/1.1 200") && nothing.is_empty() && head.contains(tag), "{head}");
    for (ask, status, has) in [
        ("GET /en-us/nowhere/ HTTP/1.1", "404", "text/html"),
        ("GET /nowhere HTTP/1.1", "404", "text/html"),
        ("GET /en-us HTTP/1.1", "308", "Location: /en-us/"),
        ("GET /assets/diglot.css?at=1 HTTP/1.1", "200", "text/css"),
        ("GET /en-us/../../Cargo.toml HTTP/1.1", "404", "text/html"),
        ("GET /en-us/%2e%2e/%2e%2e/site.yaml HTTP/1.1", "404", "text/html"),
        ("POST /en-us/ HTTP/1.1\r\nContent-Length: 0", "405", "Allow: GET, HEAD"),
        ("GET / HTTP/1.1\r\nHost: evil.example", "403", ""),
        ("GET /_diglot/findings.json HTTP/1.1\r\nHost: evil.example:80", "403", ""),
        ("GET /_diglot/ HTTP/1.1", "200", "text/html"),
        ("GET /_diglot/translations.mjs HTTP/1.1", "200", "javascript; charset=utf-8"),
        ("GET /_diglot/translations.json?page=index HTTP/1.1", "200", "application/json"),
        ("GET /_diglot/translations.json?page=nowhere HTTP/1.1", "404", "application/json"),
        ("GET /_diglot/translations.json HTTP/1.1\r\nHost: evil.example:80", "403", ""),
        ("GET / HTTP/1.1\r\nOrigin: https://evil.example", "403", ""),
        ("GET / HTTP/1.1\r\nOrigin: http://localhost:18400", "200", ""),
        ("GET /en-us/film.mp4 HTTP/1.1\r\nRange: bytes=2-4", "206", "Content-Range: bytes 2-4/10"),
        ("GET /en-us/film.mp4 HTTP/1.1\r\nRange: bytes=20-", "416", "Content-Range: bytes */10"),
    ] {
        let (head, body) = running.ask(ask);
        assert!(head.starts_with(&format!("HTTP/1.1 {status}")) && head.contains(has), "{ask}\n{head}");
        if status == "206" {
            assert_eq!(body, b"234");
        }
    }
    let german = String::from_utf8(running.get("/de-de/nowhere/").1).expect("UTF-8");
    assert!(german.contains("lang=\"de-DE\""), "{german}");
}

#[test]
fn whoever_listens_is_told_what_changes() {
    let project = project();
    let running = Running::start(project.folder());
    // A reader who never reads, and connections that say nothing, keep nobody waiting.
    let _slow: Vec<_> = (0..20).map(|_| running.listen()).collect();
    let _idle: Vec<_> =
        (0..100).map(|_| TcpStream::connect(("127.0.0.1", running.port)).expect("a connection")).collect();
    let mut news = running.listen();
    let has = |path: &str, words: &str| String::from_utf8_lossy(&running.get(path).1).contains(words);
    project.write("locales/en-US/eligibility/ready.ftl", PROGRAM_TEXTS.as_bytes());
    let changed_texts = PROGRAM_TEXTS.replace("You are.", "You are indeed.");
    for (path, text, address, words) in [
        ("content/en-US/index.md", "# Start anew\n", "/en-us/", "Start anew"),
        ("content/en-US/deep/er/page.md", "# Deeper\n", "/en-us/deep/er/page/", "Deeper"),
        ("content/en-US/deep/er/page.md", "# Deeper still\n", "/en-us/deep/er/page/", "Deeper still"),
        ("locales/en-US/own.ftl", "menu = Card of dishes\n", "/en-us/", "Card of dishes"),
        ("site.yaml", "locales: [en-US, de-DE]\nsource_locale: en-US\ntitle: Named\n", "/en-us/", "Named"),
        ("content/eligibility/ready.yaml", PROGRAM, "/en-us/eligibility/ready.html", "You are."),
        ("locales/en-US/eligibility/ready.ftl", &changed_texts, "/en-us/eligibility/ready.html", "You are indeed."),
        ("content/de-DE/index.md", "# Der Anfang\n", "/_diglot/translations.json?page=index", "Der Anfang"),
        (
            "glossary.yaml",
            "translate_as:\n  Start: { de-DE: Auftakt }\n",
            "/_diglot/translations.json?page=index",
            "Auftakt",
        ),
        ("content/en-US/index.md", "# Start {#start}\n", "/en-us/", "id=\"start\""),
    ] {
        project.write(path, text.as_bytes());
        let asked = Instant::now();
        while !has(address, words) {
            wait_for(&mut news, "event: pages");
            assert!(asked.elapsed() < Duration::from_secs(20), "{path}");
        }
    }
    // What somebody accepts in another window.
    let accepted =
        Command::new(env!("CARGO_BIN_EXE_diglot")).current_dir(project.folder()).args(["ledger", "accept"]).output();
    assert!(accepted.expect("the command runs").status.success());
    while !has("/_diglot/translations.json?page=index", "\"state\":\"fresh\"") {
        wait_for(&mut news, "event: pages");
    }
    // By rename, as editors save, and by removal.
    project.write("content/en-US/.index.md.swp", b"# Swapped\n");
    let page = project.folder().join("content/en-US/index.md");
    fs::rename(project.folder().join("content/en-US/.index.md.swp"), &page).expect("renamed");
    while !has("/en-us/", "Swapped") {
        wait_for(&mut news, "event: pages");
    }
    fs::remove_dir_all(project.folder().join("content/en-US/deep")).expect("removed");
    while !running.get("/en-us/deep/er/page/").0.starts_with("HTTP/1.1 404") {
        wait_for(&mut news, "event: pages");
    }
    // Many at once, as another branch brings them, are one change, or a few where the machine is busy.
    for number in 0..100 {
        project.write(&format!("new/{number}.md"), format!("# Page {number}\n").as_bytes());
    }
    let mut others = running.listen();
    for number in 0..100 {
        let (from, to) = (format!("new/{number}.md"), format!("content/en-US/{number}.md"));
        fs::rename(project.folder().join(from), project.folder().join(to)).expect("renamed");
    }
    let mut told = 0;
    while (0..100).any(|number| !has(&format!("/en-us/{number}/"), &format!("Page {number}"))) {
        wait_for(&mut others, "event: pages");
        told += 1;
    }
    assert!(told <= 5, "{told} changes");
    // What is broken is said, and the rest is still there.
    project.write("site.yaml", b"locales: [en-US, de-DE\n");
    while !has("/_diglot/findings.json?path=/en-us/", "invalid-config") {
        wait_for(&mut news, "event: pages");
    }
    assert!(has("/en-us/", "Swapped"));
}
