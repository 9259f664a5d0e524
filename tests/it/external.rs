//! `diglot check --external` and the layer that asks the web, against servers on loopback.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use diglot::check::external::Answer;
use diglot::web::{Politeness, ask};
use serde_json::Value;

use crate::site::Project;

/// How a server answers one request.
enum Reply {
    /// A status with headers.
    Status(u16, &'static [(&'static str, &'static str)]),
    /// The same, but it takes a while.
    Slow(u16),
    /// Never.
    Never,
}

/// A server of this machine that remembers what it was asked.
struct Server {
    base: String,
    asked: Arc<Mutex<Vec<String>>>,
    heads: Arc<Mutex<Vec<String>>>,
    most: Arc<AtomicUsize>,
}

impl Server {
    /// Starts one. It is told the method, the path, and how often it was asked for that path before.
    fn start(reply: impl Fn(&str, &str, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let (asked, heads) = (Arc::<Mutex<Vec<String>>>::default(), Arc::<Mutex<Vec<String>>>::default());
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let server = Self { base, asked: asked.clone(), heads: heads.clone(), most: most.clone() };
        let reply = Arc::new(reply);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (asked, heads, reply) = (asked.clone(), heads.clone(), reply.clone());
                let (now, most) = (now.clone(), most.clone());
                thread::spawn(move || {
                    let mut stream = stream.expect("a connection");
                    let head = head(&mut stream);
                    let mut words = head.split(' ');
                    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
                    let before = {
                        let mut asked = asked.lock().expect("no panic");
                        let before = asked.iter().filter(|line| line.ends_with(&format!(" {path}"))).count();
                        asked.push(format!("{method} {path}"));
                        before
                    };
                    heads.lock().expect("no panic").push(head.clone());
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    answer(&mut stream, reply(method, path, before), &now);
                });
            }
        });
        server
    }

    /// What it was asked, in order.
    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no panic").clone()
    }
}

/// Reads a request up to its end.
fn head(stream: &mut TcpStream) -> String {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read > 0) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

fn answer(stream: &mut TcpStream, reply: Reply, now: &AtomicUsize) {
    let (status, headers) = match reply {
        Reply::Status(status, headers) => (status, headers),
        Reply::Slow(status) => {
            thread::sleep(Duration::from_millis(60));
            (status, &[][..])
        }
        Reply::Never => {
            // Until the one who asked goes away.
            let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
            let _ = stream.read(&mut [0]);
            now.fetch_sub(1, Ordering::SeqCst);
            return;
        }
    };
    now.fetch_sub(1, Ordering::SeqCst);
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let text = format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n");
    let _ = stream.write_all(text.as_bytes());
}

/// As polite as usual, only in a hurry.
fn hurried() -> Politeness {
    let (timeout, pause) = (Duration::from_secs(10), Duration::from_millis(10));
    Politeness { timeout, pause, gap: Duration::ZERO, ..Politeness::default() }
}

/// What is said of the paths of a server.
fn answers(server: &Server, paths: &[&str], politeness: &Politeness) -> BTreeMap<String, Answer> {
    let addresses: Vec<String> = paths.iter().map(|path| format!("{}{path}", server.base)).collect();
    let answers = ask(addresses.iter().map(String::as_str), politeness, || {});
    assert_eq!(answers.len(), paths.len());
    answers.into_iter().map(|(address, answer)| (address[server.base.len()..].to_owned(), answer)).collect()
}

fn answer_of(server: &Server, path: &str) -> Answer {
    answers(server, &[path], &hurried()).remove(path).expect("an answer")
}

fn broken(why: &str) -> Answer {
    Answer::Broken(why.to_owned())
}

fn unreachable(why: &str) -> Answer {
    Answer::Unreachable(why.to_owned())
}

#[test]
fn what_answers_head_is_asked_once_and_by_name() {
    let server = Server::start(|_, _, _| Reply::Status(200, &[]));
    assert_eq!(answer_of(&server, "/a?b=c%20d"), Answer::Works);
    assert_eq!(server.asked(), ["HEAD /a?b=c%20d"]);
    let head = server.heads.lock().expect("no panic")[0].to_lowercase();
    assert!(head.contains(&format!("user-agent: diglot/{}", env!("CARGO_PKG_VERSION"))), "{head}");
}

#[test]
fn a_get_decides_where_head_is_refused() {
    let server = Server::start(|method, path, _| match (method, path) {
        ("HEAD", "/405") => Reply::Status(405, &[]),
        ("HEAD", "/404") => Reply::Status(404, &[]),
        ("HEAD", "/403") => Reply::Status(403, &[]),
        ("HEAD", "/501") => Reply::Status(501, &[]),
        (_, "/gone") => Reply::Status(404, &[]),
        (_, "/private") => Reply::Status(403, &[]),
        _ => Reply::Status(200, &[]),
    });
    for path in ["/405", "/404", "/403", "/501"] {
        assert_eq!(answer_of(&server, path), Answer::Works, "{path}");
    }
    assert_eq!(answer_of(&server, "/gone"), broken("the server answers 404 Not Found"));
    assert_eq!(answer_of(&server, "/private"), unreachable("the server answers 403 Forbidden"));
    assert_eq!(server.asked()[6..10], ["HEAD /501", "GET /501", "HEAD /gone", "GET /gone"]);
}

#[test]
fn redirects_are_followed() {
    let server = Server::start(|_, path, _| match path {
        "/old" => Reply::Status(301, &[("Location", "/new#part")]),
        "/today" => Reply::Status(302, &[("Location", "new")]),
        "/ping" => Reply::Status(302, &[("Location", "/pong")]),
        "/pong" => Reply::Status(302, &[("Location", "/ping")]),
        "/mail" => Reply::Status(302, &[("Location", "mailto:a@example.com")]),
        _ => Reply::Status(200, &[]),
    });
    assert_eq!(answer_of(&server, "/old"), Answer::Moved(format!("{}/new#part", server.base)));
    assert_eq!(answer_of(&server, "/today"), Answer::Works);
    assert_eq!(server.asked(), ["HEAD /old", "HEAD /new", "HEAD /today", "HEAD /new"]);
    assert_eq!(answer_of(&server, "/ping"), broken("it is redirected in a circle"));
    assert!(matches!(answer_of(&server, "/mail"), Answer::Unreachable(_)));
}

#[test]
fn who_is_overloaded_is_asked_again() {
    let server = Server::start(|_, path, before| match (path, before) {
        ("/busy", 0 | 1) | ("/down", _) => Reply::Status(503, &[]),
        _ => Reply::Status(200, &[]),
    });
    assert_eq!(answer_of(&server, "/busy"), Answer::Works);
    assert_eq!(server.asked(), ["HEAD /busy", "GET /busy", "GET /busy"]);
    assert_eq!(answer_of(&server, "/down"), unreachable("the server answers 503 Service Unavailable"));
    assert_eq!(server.asked().len(), 6, "and not more than twice");
}

#[test]
fn who_wants_to_be_left_alone_is() {
    let server = Server::start(|_, path, before| match (path, before) {
        ("/a", 0) => Reply::Status(429, &[("Retry-After", "1")]),
        _ => Reply::Status(200, &[]),
    });
    let started = Instant::now();
    let one = Politeness { per_host: 1, ..hurried() };
    let answers = answers(&server, &["/a", "/b"], &one);
    assert!(answers.values().all(|answer| *answer == Answer::Works), "{answers:?}");
    assert!(started.elapsed() >= Duration::from_secs(1), "{:?}", started.elapsed());
    assert_eq!(server.asked(), ["HEAD /a", "GET /a", "HEAD /b"]);

    // Who wants to be left alone for an hour is not asked again, for nothing.
    let server = Server::start(|_, _, _| Reply::Status(429, &[("Retry-After", "3600")]));
    let answers = self::answers(&server, &["/a", "/b", "/c"], &one);
    assert!(answers.values().all(|answer| *answer == unreachable("the server answers 429 Too Many Requests")));
    assert_eq!(server.asked(), ["HEAD /a"]);
}

#[test]
fn one_address_that_is_too_much_asked_costs_no_other() {
    let server = Server::start(|_, path, _| match path {
        "/b" => Reply::Status(429, &[]),
        "/c" => Reply::Status(404, &[]),
        _ => Reply::Status(200, &[]),
    });
    let one = Politeness { per_host: 1, ..hurried() };
    let answers = answers(&server, &["/a", "/b", "/c", "/d"], &one);
    let found: Vec<&Answer> = answers.values().collect();
    let busy = unreachable("the server answers 429 Too Many Requests");
    assert_eq!(
        found,
        [&Answer::Works, &busy, &Answer::Broken("the server answers 404 Not Found".to_owned()), &Answer::Works]
    );
}

#[test]
fn silence_ends_after_a_while() {
    let server = Server::start(|_, _, _| Reply::Never);
    let brief = Politeness { timeout: Duration::from_millis(150), per_host: 1, ..hurried() };
    let started = Instant::now();
    let answers = answers(&server, &["/a", "/b", "/c", "/d", "/e", "/f"], &brief);
    assert!(answers.values().all(|answer| *answer == unreachable("there is no answer within 0.15 seconds")));
    // Whoever is silent once, twice, thrice is not asked for all the other pages.
    let asked = server.asked();
    assert!(asked.len() <= 3 && asked.iter().all(|line| line.ends_with(" /a")), "{asked:?}");
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
}

#[test]
fn who_answered_once_is_not_given_up() {
    let server = Server::start(|_, path, _| if path == "/b" { Reply::Never } else { Reply::Status(200, &[]) });
    let brief = Politeness { timeout: Duration::from_secs(1), retries: 0, per_host: 1, ..hurried() };
    let answers = answers(&server, &["/a", "/b", "/c"], &brief);
    let works: Vec<bool> = answers.values().map(|answer| *answer == Answer::Works).collect();
    assert_eq!(works, [true, false, true], "{answers:?}");
}

#[test]
fn who_falls_silent_after_an_answer_is_given_up() {
    let server = Server::start(|_, path, _| if path == "/0" { Reply::Status(200, &[]) } else { Reply::Never });
    let brief = Politeness { timeout: Duration::from_millis(200), ..hurried() };
    let paths: Vec<String> = (0..9).map(|number| format!("/{number}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let answers = answers(&server, &paths, &brief);
    assert_eq!(answers.values().filter(|answer| **answer == Answer::Works).count(), 1, "{answers:?}");
    let asked = server.asked();
    assert!(asked.len() <= 6, "{asked:?}");
}

#[test]
fn a_host_that_is_too_slow_is_not_waited_for() {
    // Each answer is followed by a pause that the server asks for.
    let server = Server::start(|_, _, before| match before {
        0 => Reply::Status(429, &[("Retry-After", "1")]),
        _ => Reply::Status(200, &[]),
    });
    let impatient = Politeness { per_host: 1, patience: Duration::from_millis(1500), ..hurried() };
    let started = Instant::now();
    let answers = answers(&server, &["/a", "/b", "/c", "/d"], &impatient);
    let slow = unreachable("its server is too slow");
    assert_eq!(answers.values().filter(|answer| **answer == Answer::Works).count(), 1, "{answers:?}");
    assert_eq!(answers.values().filter(|answer| **answer == slow).count(), 3, "{answers:?}");
    assert_eq!(server.asked(), ["HEAD /a", "GET /a", "HEAD /b"]);
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
}

#[test]
fn nobody_has_to_answer_too_much_at_a_time() {
    let paths: Vec<String> = (0..12).map(|number| format!("/{number}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    for (per_host, at_once, most) in [(2, 16, 2..=2), (3, 16, 2..=3), (3, 1, 1..=1)] {
        let server = Server::start(|_, _, _| Reply::Slow(200));
        let answers = answers(&server, &paths, &Politeness { per_host, at_once, ..hurried() });
        assert!(answers.values().all(|answer| *answer == Answer::Works), "{answers:?}");
        assert!(most.contains(&server.most.load(Ordering::SeqCst)), "{most:?}: {:?}", server.most);
    }
    let server = Server::start(|_, _, _| Reply::Status(200, &[]));
    let started = Instant::now();
    answers(&server, &paths[..4], &Politeness { gap: Duration::from_millis(50), ..hurried() });
    assert!(started.elapsed() >= Duration::from_millis(150), "{:?}", started.elapsed());
}

#[test]
fn what_refuses_to_talk_cannot_be_told() {
    let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let address = format!("http://127.0.0.1:{port}/");
    let answers = ask([address.as_str()], &hurried(), || {});
    assert_eq!(answers[&address], unreachable("the connection is refused"));
    // A server that does not know TLS says nothing that could be understood.
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("https://{}/", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            let _ = stream.read(&mut [0; 2048]);
        }
    });
    let answers = ask([address.as_str()], &hurried(), || {});
    assert!(
        matches!(&answers[&address], Answer::Unreachable(why) if why.starts_with("there is no secure connection")),
        "{answers:?}"
    );
    let nonsense = "https://help .example.com/";
    assert!(matches!(ask([nonsense], &hurried(), || {})[nonsense], Answer::Broken(_)));
}

/// A site that links to `{base}/gone` in five places, of which each language has some.
fn project(base: &str) -> Project {
    let page = format!(
        "# A\n\n[one]({base}/gone#part), [one]({base}/gone#part), [mail](mailto:a@example.com)\n\n[!INCLUDE [x](includes/x.md)]\n"
    );
    let include = format!("An ![image]({base}/gone).\n");
    let toc = format!("- name: A\n  href: a.md\n- name: Gone\n  href: {base}/gone\n");
    let german = format!("# Ah\n\n[eins]({base}/gone#part), [E-Mail](mailto:a@example.com)\n");
    Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE]\n"),
        ("content/en-US/a.md", &page),
        ("content/en-US/includes/x.md", &include),
        ("content/en-US/toc.yaml", &toc),
        ("content/de-DE/a.md", &german),
    ])
}

/// Runs `check` so that nothing is remembered outside of the project.
fn check(project: &Project, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(project.folder())
        .env("XDG_CACHE_HOME", project.folder().join("caches"))
        .env("HOME", project.folder())
        .env("LOCALAPPDATA", project.folder().join("caches"))
        .args(["check", "--format", "json"])
        .args(arguments)
        .output()
        .expect("the command runs");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

fn findings(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().map(|line| serde_json::from_str(line).expect("an object on each line")).collect()
}

fn codes(output: &Output) -> Vec<String> {
    findings(output).iter().map(|found| found["code"].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn an_address_in_five_places_is_asked_once_and_is_one_finding() {
    let server = Server::start(|_, _, _| Reply::Status(404, &[]));
    let project = project(&server.base);
    assert_eq!(codes(&check(&project, &[])), [""; 0]);
    assert_eq!(server.asked(), [""; 0], "unasked, nobody is asked");
    let found = findings(&check(&project, &["--external"]));
    assert_eq!(server.asked(), ["HEAD /gone", "GET /gone"]);
    assert_eq!(found.len(), 1, "{found:?}");
    let (found, text) = (&found[0], |value: &Value| value.as_str().unwrap_or_default().to_owned());
    assert_eq!((text(&found["code"]), text(&found["severity"])), ("broken-web-link".into(), "warning".into()));
    assert_eq!(
        text(&found["message"]),
        format!("`{}/gone` leads nowhere: the server answers 404 Not Found", server.base)
    );
    assert_eq!((text(&found["file"]), &found["line"]), ("content/en-US/a.md".into(), &Value::from(3)));
    let related: Vec<(String, String)> = found["related"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|related| (text(&related["file"]), text(&related["role"])))
        .collect();
    let files = ["en-US/a.md", "en-US/includes/x.md", "en-US/toc.yaml", "de-DE/a.md"];
    assert_eq!(related, files.map(|file| (format!("content/{file}"), "same-cause".to_owned())));
}

#[test]
fn for_a_day_nobody_is_asked_again() {
    let server = Server::start(|_, path, _| Reply::Status(if path == "/gone" { 404 } else { 200 }, &[]));
    let project = project(&server.base);
    project.write("content/en-US/b.md", format!("# B\n\n[there]({}/there)\n", server.base).as_bytes());
    let arguments = ["--external", "--external-cache", "known/links.json", "--only", "broken-web-link"];
    let first = check(&project, &arguments);
    assert_eq!(server.asked().len(), 3, "{:?}", server.asked());
    let second = check(&project, &arguments);
    assert_eq!(server.asked().len(), 3, "{:?}", server.asked());
    assert_eq!((codes(&first), first.stdout), (vec!["broken-web-link".to_owned()], second.stdout));
    // What was heard yesterday is asked for anew; what is no cache stays as it is.
    let cache = project.folder().join("known/links.json");
    let text = fs::read_to_string(&cache).expect("there");
    let (before, after) = text.split_once("\"when\": \"").expect("a moment");
    let aged = format!("{before}\"when\": \"2020{}", &after[4..]);
    project.write("known/links.json", aged.as_bytes());
    check(&project, &arguments);
    assert_eq!(server.asked().len(), 5, "{:?}", server.asked());
    project.write("known/links.json", b"# My links\n");
    let third = check(&project, &arguments);
    assert_eq!(server.asked().len(), 8, "{:?}", server.asked());
    let word = String::from_utf8_lossy(&third.stderr).into_owned();
    assert!(word.contains("is not used as the cache of web links"), "{word}");
    assert_eq!(codes(&third), ["broken-web-link"]);
    assert_eq!(fs::read(&cache).expect("there"), b"# My links\n");
}

#[test]
fn a_site_says_which_addresses_need_no_check() {
    let server = Server::start(|_, _, _| Reply::Status(404, &[]));
    let project = project(&server.base);
    let skip = format!("locales: [en-US, de-DE]\ncheck: {{skip_web_links: ['{}/**']}}\n", server.base);
    project.write("site.yaml", skip.as_bytes());
    assert_eq!(codes(&check(&project, &["--external"])), [""; 0]);
    assert_eq!(codes(&check(&project, &["--external", "--only", "broken-link"])), [""; 0]);
    assert_eq!(server.asked(), [""; 0]);
    project.write("site.yaml", b"locales: [en-US, de-DE]\n");
    check(&project, &["--external", "--only", "broken-link"]);
    assert_eq!(server.asked(), [""; 0], "nobody is asked for what nobody wants to see");
    assert_eq!(codes(&check(&project, &["--external"])), ["broken-web-link"]);
}

#[test]
fn nobody_is_asked_for_what_was_not_asked_for() {
    let asked = |arguments: &[&str]| {
        let server = Server::start(|_, _, _| Reply::Status(200, &[]));
        let base = &server.base;
        let page = format!("# A\n\n[own]({base}/source), [of both]({base}/both)\n");
        let german = format!("# Ah\n\n[eigen]({base}/translation), [von beiden]({base}/both)\n");
        let toc = format!("- name: Ah\n  href: a.md\n- name: Fort\n  href: {base}/entry\n");
        let site = format!("locales: [en-US, de-DE]\nredirects: {{before: '{base}/redirect'}}\n");
        let project = Project::new(&[
            ("site.yaml", &site),
            ("content/en-US/a.md", &page),
            ("content/de-DE/a.md", &german),
            ("content/de-DE/toc.yaml", &toc),
        ]);
        check(&project, &[&["--external"], arguments].concat());
        let mut asked = server.asked();
        asked.sort();
        asked.into_iter().map(|line| line.replace("HEAD /", "")).collect::<Vec<_>>()
    };
    assert_eq!(asked(&[]), ["both", "entry", "redirect", "source", "translation"]);
    assert_eq!(asked(&["--locale", "de-DE"]), ["both", "entry", "redirect", "translation"]);
    assert_eq!(asked(&["--locale", "en-US"]), ["both", "redirect", "source"]);
    // What stands in both is said of the source, where it is mended for all.
    assert_eq!(asked(&["--scope", "source"]), ["both", "redirect", "source"]);
    assert_eq!(asked(&["--scope", "translations"]), ["entry", "translation"]);
    assert_eq!(asked(&["--only", "broken-link"]), [""; 0]);
}

#[test]
fn a_page_can_ignore_what_the_web_says() {
    let server = Server::start(|_, path, _| Reply::Status(if path == "/gone" { 404 } else { 200 }, &[]));
    let base = &server.base;
    let page = format!("# A\n\n<!-- diglot-ignore: broken-web-link -->\n[one]({base}/gone)\n");
    let project = Project::new(&[("site.yaml", "locales: [en-US]\n"), ("content/en-US/a.md", &page)]);
    assert_eq!(codes(&check(&project, &["--external"])), [""; 0]);
    assert_eq!(server.asked().len(), 2);
    assert_eq!(codes(&check(&project, &[])), [""; 0], "whether it is needed nobody can tell without the web");
}

#[test]
fn what_has_moved_can_be_written_anew() {
    let server = Server::start(|_, path, _| match path {
        "/old" => Reply::Status(301, &[("Location", "/new")]),
        _ => Reply::Status(200, &[]),
    });
    let base = &server.base;
    let page = format!("# A\n\nSee [one]({base}/old#part).\n");
    let site = format!("locales: [en-US]\nredirects: {{before: '{base}/old'}}\n");
    let project = Project::new(&[("site.yaml", &site), ("content/en-US/a.md", &page)]);
    let found = findings(&check(&project, &["--external", "--fix"]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&found[0]["code"], &found[0]["severity"]), (&Value::from("moved-web-link"), &Value::from("note")));
    assert_eq!(found[0]["message"], format!("`{base}/old` has moved for good to {base}/new"));
    assert_eq!(found[0]["fix"]["safe"], Value::from(false));
    assert_eq!(found[0]["fix"]["edits"][0]["text"], format!("{base}/new#part"));
    assert_eq!(found[0]["related"][0]["file"], "site.yaml");
    let left = fs::read_to_string(project.folder().join("content/en-US/a.md")).expect("there");
    assert_eq!(left, page, "whether it is the same page people tell");
}

#[test]
fn a_baseline_keeps_what_only_the_web_can_tell() {
    let server = Server::start(|_, _, _| Reply::Status(404, &[]));
    let project = project(&server.base);
    check(&project, &["--external", "--write-baseline", "known.json"]);
    let output = check(&project, &["--baseline", "known.json"]);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let shrunk = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(project.folder())
        .args(["check", "--baseline", "known.json", "--write-baseline", "known.json"])
        .output()
        .expect("the command runs");
    assert_eq!(shrunk.status.code(), Some(2));
}
