//! A preview under those who mean it ill: what comes over the wire, in every form; and the holes that others have had.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::serve::{Running, project};
use crate::site::Project;

/// Stands in every file that no preview may show.
pub const SECRET: &str = "canary-7f3a";

/// A site with secrets beside its content, and in its folders where no page is.
pub fn guarded() -> Project {
    let project = project();
    let own = format!("locales: [en-US, de-DE] # {SECRET}\n");
    project.write("site.yaml", own.as_bytes());
    for path in [
        ".env",
        "secret.txt",
        "secret.html",
        "content/secret.txt",
        "content-secret/index.html",
        "content/en-US/.env",
        "content/en-US/notes.yaml",
        "content/en-US/_hidden.md",
        "content/en-US/.git/config",
    ] {
        project.write(path, SECRET.as_bytes());
    }
    project
}

impl Running {
    /// Sends bytes as they are, and gives what comes back until the connection ends.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
        // Whoever says too much may be cut off while speaking.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Asks for something with a sound head.
    pub fn asked(&self, first: &str, headers: &str) -> String {
        let host = if headers.to_lowercase().contains("host:") { "" } else { "Host: localhost\r\n" };
        self.raw(format!("{first} HTTP/1.1\r\n{host}{headers}\r\n").as_bytes())
    }
}

pub fn status(answer: &str) -> &str {
    answer.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).unwrap_or("")
}

#[test]
fn what_is_no_request_is_told_so_and_costs_nothing() {
    let project = guarded();
    let running = Running::start(project.folder());
    let sound = "Host: localhost\r\n\r\n";
    let many = |line: &str, count| line.repeat(count);
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (b"\0\0\0\0\r\n\r\n".to_vec(), "400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(), "400"),
        (b"\r\n\r\n".to_vec(), "400"),
        (b"GET / HTTP/1.1\nHost: localhost\n\n".to_vec(), "400"),
        (b"GET / HTTP/1.1\r\nX: a\nHost: localhost\r\n\r\n".to_vec(), "400"),
        (format!("GET /\0 HTTP/1.1\r\n{sound}").into_bytes(), "400"),
        (format!("GET /\u{e9} HTTP/1.1\r\n{sound}").into_bytes(), "400"),
        (format!("GET / HTTP/9.9\r\n{sound}").into_bytes(), "505"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), "505"),
        (format!("GET /\r\n{sound}").into_bytes(), "400"),
        (format!("GET / / HTTP/1.1\r\n{sound}").into_bytes(), "400"),
        (format!("GET\t/ HTTP/1.1\r\n{sound}").into_bytes(), "400"),
        (format!("GET http://localhost/en-us/ HTTP/1.1\r\n{sound}").into_bytes(), "400"),
        (format!("GET file:///etc/passwd HTTP/1.1\r\n{sound}").into_bytes(), "400"),
        (format!("GET \\etc\\passwd HTTP/1.1\r\n{sound}").into_bytes(), "400"),
        (format!("GET * HTTP/1.1\r\n{sound}").into_bytes(), "400"),
        (format!("CONNECT localhost:22 HTTP/1.1\r\n{sound}").into_bytes(), "400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n X: folded\r\n\r\n".to_vec(), "400"),
        (b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n".to_vec(), "400"),
        (format!("GET / HTTP/1.1\r\nno colon\r\n{sound}").into_bytes(), "400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n".to_vec(), "400"),
        // A flood of headers, one header without end, an address without end.
        (format!("GET / HTTP/1.1\r\n{}{sound}", many("X-Flood: a\r\n", 100_000)).into_bytes(), "431"),
        (format!("GET / HTTP/1.1\r\nX: {}\r\n{sound}", many("a", 4_000_000)).into_bytes(), "431"),
        (format!("GET /{} HTTP/1.1\r\n{sound}", many("a", 4_000_000)).into_bytes(), "431"),
        (many("a", 4_000_000).into_bytes(), "431"),
        (format!("GET /{} HTTP/1.1\r\n{sound}", many("a/", 10_000)).into_bytes(), "404"),
        (format!("GET /en-us/ HTTP/1.1\r\n{}{sound}", many("X-Some: a\r\n", 500)).into_bytes(), "200"),
        // Cookies of other programs on this machine may be anything.
        (format!("GET /en-us/ HTTP/1.1\r\nCookie: a=\u{e9}; {}\r\n{sound}", many("b=c; ", 3000)).into_bytes(), "200"),
        // Bodies: two lengths are none, and what else is said goes nowhere.
        (format!("GET /en-us/ HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n{sound}0\r\n\r\n").into_bytes(), "400"),
        (format!("GET /en-us/ HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n{sound}hello").into_bytes(), "400"),
        (format!("GET /en-us/ HTTP/1.1\r\nContent-Length: 1000\r\n{sound}").into_bytes(), "200"),
        (format!("GET /en-us/ HTTP/1.1\r\nContent-Length: -1\r\n{sound}").into_bytes(), "200"),
        (format!("GET /en-us/ HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n{sound}GET /secret HTTP/1.1\r\n{sound}").into_bytes(), "200"),
        (format!("GET /en-us/ HTTP/1.1\r\nExpect: the unexpected\r\n{sound}").into_bytes(), "200"),
        (format!("POST /en-us/ HTTP/1.1\r\nContent-Length: 200000\r\n{sound}{}", many("x", 200_000)).into_bytes(), "405"),
        (format!("PUT /en-us/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n{sound}5\r\nhello\r\n0\r\n\r\n").into_bytes(), "405"),
        (format!("DELETE / HTTP/1.1\r\n{sound}").into_bytes(), "405"),
        (format!("TRACE / HTTP/1.1\r\n{sound}").into_bytes(), "405"),
        (format!("PROPFIND / HTTP/1.1\r\n{sound}").into_bytes(), "405"),
        (format!("OPTIONS / HTTP/1.1\r\n{sound}").into_bytes(), "405"),
        (format!("get / HTTP/1.1\r\n{sound}").into_bytes(), "405"),
        (format!("GET /en-us/ HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==\r\n{sound}").into_bytes(), "200"),
        (format!("GET /en-us/film.mp4 HTTP/1.1\r\nRange: bytes={}\r\n{sound}", many("0-1,", 2000)).into_bytes(), "200"),
        (format!("GET /en-us/film.mp4 HTTP/1.1\r\nRange: bytes=99999999999999999999-\r\n{sound}").into_bytes(), "200"),
        (format!("GET /en-us/film.mp4 HTTP/1.1\r\nRange: bytes=-0\r\n{sound}").into_bytes(), "416"),
    ];
    for (bytes, expected) in &cases {
        let began = Instant::now();
        let answer = running.raw(bytes);
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(120)]).into_owned();
        // Of an answer to somebody who was cut off while speaking, nothing may have arrived.
        let cut = bytes.len() > 300_000 && answer.is_empty();
        assert!(status(&answer) == *expected || cut, "{shown:?}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), usize::from(!cut), "one answer: {shown:?}");
        assert!(began.elapsed() < Duration::from_secs(8), "{shown:?}");
    }
    let after = running.get("/en-us/").0;
    assert!(after.starts_with("HTTP/1.1 200"), "{after}");
    for said in ["nosniff", "Cross-Origin-Resource-Policy: same-origin"] {
        assert!(after.contains(said), "{after}");
    }
    assert!(!after.contains("Access-Control"), "{after}");
}

#[test]
fn who_is_slow_is_cut_off_and_keeps_nobody_waiting() {
    let project = guarded();
    let running = Running::start(project.folder());
    let began = Instant::now();
    let connect = || TcpStream::connect(("127.0.0.1", running.port)).expect("a connection");
    let (mut silent, mut begun, mut dripping) = (connect(), connect(), connect());
    begun.write_all(b"GET /en-us/ HTTP/1.1\r\nHost: local").expect("sent");
    let mut drips = dripping.try_clone().expect("the same one");
    let drip = thread::spawn(move || {
        let head = b"GET /en-us/ HTTP/1.1\r\nX: ".iter().chain([b'a'].iter().cycle());
        for byte in head {
            if drips.write_all(&[*byte]).is_err() {
                break;
            }
            thread::sleep(Duration::from_millis(100));
        }
    });
    let mut honest = 0;
    while began.elapsed() < Duration::from_secs(9) {
        let asked = Instant::now();
        assert_eq!(status(&running.get("/en-us/").0), "200");
        assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
        honest += 1;
        thread::sleep(Duration::from_millis(100));
    }
    assert!(honest > 5, "{honest}");
    for (name, stream, expected) in
        [("silent", &mut silent, ""), ("begun", &mut begun, "408"), ("dripping", &mut dripping, "408")]
    {
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert_eq!(status(&String::from_utf8_lossy(&answer)), expected, "{name}");
        assert!(began.elapsed() < Duration::from_secs(25), "{name} after {:?}", began.elapsed());
    }
    drip.join().expect("it ended");
}

#[test]
fn a_thousand_who_ask_at_once_are_answered_and_three_thousand_who_do_not_give_way() {
    rlimit::increase_nofile_limit(u64::MAX).expect("more files");
    let project = guarded();
    let running = Running::start(project.folder());
    let ask = || {
        let mut stream = TcpStream::connect(("127.0.0.1", running.port)).expect("a connection");
        stream.write_all(b"GET /en-us/ HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("set");
        stream
    };
    let all: Vec<TcpStream> = (0..1_000).map(|_| ask()).collect();
    for (number, mut stream) in all.into_iter().enumerate() {
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap_or_else(|error| panic!("{number}: {error}"));
        assert_eq!(status(&answer), "200", "{number}: {answer}");
        assert!(answer.contains("</html>"), "{number}: the whole page");
    }
    let idle: Vec<TcpStream> =
        (0..3_000).map(|_| TcpStream::connect(("127.0.0.1", running.port)).expect("a connection")).collect();
    let asked = Instant::now();
    assert_eq!(status(&running.get("/en-us/").0), "200");
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
    // The first of them is gone before its time is up.
    let mut first = idle.into_iter().next().expect("one");
    first.set_read_timeout(Some(Duration::from_secs(5))).expect("set");
    assert!(!matches!(first.read(&mut [0]), Ok(1..)), "it has given way");
}

#[test]
fn no_path_leads_out_however_it_is_written() {
    let project = guarded();
    let running = Running::start(project.folder());
    let ups = [
        "..",
        ".%2e",
        "%2e%2e",
        "%252e%252e",
        "%25252e%25252e",
        "..;",
        ".../.",
        "....",
        "%c0%ae%c0%ae",
        "%e0%80%ae%e0%80%ae",
        "%uff0e%uff0e",
        "%ef%bc%8e%ef%bc%8e",
        "..%00",
        "%00..",
        "%2e%2e%20",
        "..%0d%0a",
        "~",
        "%ff..",
    ];
    let slashes = ["/", "%2f", "%252f", "\\", "%5c", "%255c", "//", "/./", "%c0%af", "%e2%88%95", "%ef%bc%8f", ";/"];
    let targets = [
        "secret.txt",
        ".env",
        "site.yaml",
        "content/secret.txt",
        "content/en-US/.env",
        "content-secret/index.html",
        "etc/passwd",
        "secret.html",
        "secret.txt%00.html",
        "secret.txt::$DATA",
        "SECRET~1.TXT",
        "con",
        "aux.html",
    ];
    let absolute = |name: &str| project.folder().join(name).to_string_lossy().into_owned();
    let mut paths: Vec<String> = Vec::new();
    for up in ups {
        for slash in slashes {
            for (number, target) in targets.iter().enumerate() {
                // Every depth that matters, and from folders that are there.
                let start = ["/", "/en-us/", "/assets/", "/en-us/nowhere/"][number % 4];
                paths.push(format!("{start}{}{target}", format!("{up}{slash}").repeat(1 + number % 5)));
            }
        }
    }
    for name in [".env", "secret.txt", "site.yaml", "content/en-US/index.md"] {
        let full = absolute(name);
        paths.extend([full.clone(), format!("/{full}"), format!("//{full}"), format!("/file://{full}")]);
        paths.extend([format!("/{name}"), format!("//{name}"), format!("/./{name}"), format!("/en-us/{name}")]);
        paths.extend([format!("/{name}?raw"), format!("/{name}#"), format!("/{name}%23"), format!("/{name}%3fraw")]);
        paths.extend([format!("/{name}/"), format!("/{name}/."), format!("/{name}%20"), format!("/{name}.")]);
    }
    paths.extend(["/en-us/_hidden.md", "/en-us/notes.yaml", "/en-us/.git/config", "/.git/config"].map(str::to_owned));
    for own in
        ["findings.json?path=", "translations.json?page=", "translations.json?path=", "", "../", "%2e%2e/", "events%00"]
    {
        paths
            .extend(["/../../../../etc/passwd", "../../site.yaml", ".env"].map(|path| format!("/_diglot/{own}{path}")));
    }
    for path in &paths {
        let answer = running.asked(&format!("GET {path}"), "");
        assert!(!answer.contains(SECRET) && !answer.contains("root:"), "{path}: {answer}");
        assert!(matches!(status(&answer), "200" | "308" | "400" | "404"), "{path}: {answer}");
        assert!(!answer.contains("could not be made"), "{path}: {answer}");
        // Nobody is sent elsewhere than to a place of the site.
        for line in answer.lines().take_while(|line| !line.is_empty()) {
            if let Some(to) = line.strip_prefix("Location: ") {
                assert!(to.starts_with('/') && !to.starts_with("//") && !to.contains('\\'), "{path}: {to}");
            }
        }
    }
    assert!(paths.len() > 2_500, "{}", paths.len());
}

#[test]
fn only_this_machine_and_its_own_pages_are_answered() {
    let project = guarded();
    let running = Running::start(project.folder());
    let port = running.port;
    let own = format!("Host: localhost:{port}\r\n");
    let cases = [
        (String::new(), "403"),
        ("Host:\r\n".into(), "403"),
        ("Host: localhost\r\n".into(), "200"),
        ("Host: LOCALHOST:1\r\n".into(), "200"),
        (format!("Host: 127.0.0.1:{port}\r\n"), "200"),
        (format!("Host: [::1]:{port}\r\n"), "200"),
        ("Host: 127.9.9.9\r\n".into(), "200"),
        ("Host: evil.example\r\n".into(), "403"),
        (format!("Host: evil.example:{port}\r\n"), "403"),
        ("Host: localhost.evil.example\r\n".into(), "403"),
        ("Host: evil-localhost\r\n".into(), "403"),
        ("Host: localhost:80@evil.example\r\n".into(), "403"),
        ("Host: evil.example#localhost\r\n".into(), "403"),
        ("Host: 127.0.0.1.nip.io\r\n".into(), "403"),
        ("Host: 0.0.0.0\r\n".into(), "403"),
        ("Host: 0x7f000001.evil.example\r\n".into(), "403"),
        ("Host: 192.168.0.7\r\n".into(), "403"),
        ("Host: [fe80::1]\r\n".into(), "403"),
        (format!("{own}Origin: http://localhost:{port}\r\n"), "200"),
        (format!("{own}Origin: null\r\n"), "403"),
        (format!("{own}Origin: https://evil.example\r\n"), "403"),
        (format!("{own}Origin: http://localhost.evil.example\r\n"), "403"),
        (format!("{own}Origin: https://evil.example:{port}\r\n"), "403"),
        (format!("{own}Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n"), "200"),
        (format!("{own}Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"), "200"),
        (format!("{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"), "200"),
        (format!("{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n"), "403"),
        (format!("{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n"), "403"),
        (format!("{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n"), "403"),
    ];
    for (headers, expected) in cases {
        for path in
            ["/en-us/", "/_diglot/findings.json?path=/en-us/", "/_diglot/translations.json", "/_diglot/preview.mjs"]
        {
            let answer = running.raw(format!("GET {path} HTTP/1.1\r\n{headers}\r\n").as_bytes());
            assert_eq!(status(&answer), expected, "{path} {headers}: {answer}");
            assert!(!answer.contains("Access-Control-Allow"), "{answer}");
        }
        if expected == "403" {
            let answer = running.raw(format!("GET /_diglot/events HTTP/1.1\r\n{headers}\r\n").as_bytes());
            assert_eq!(status(&answer), "403", "nobody else listens: {headers}");
        }
    }
}

#[test]
fn each_answer_is_of_one_site_while_another_takes_its_place() {
    let page = |round: usize| format!("# Round {round}\n\n{}\n\nEnd of {round}\n", "word ".repeat(20_000));
    let project = project();
    project.write("content/en-US/index.md", page(0).as_bytes());
    let running = Running::start(project.folder());
    let done = AtomicBool::new(false);
    let count = thread::scope(|scope| {
        let readers: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let mut seen = BTreeSet::new();
                    while !done.load(Ordering::Relaxed) {
                        let (head, body) = running.get("/en-us/");
                        let body = String::from_utf8(body).expect("UTF-8");
                        assert_eq!(status(&head), "200", "{head}");
                        let of = |mark: &str| {
                            let rest = body.rsplit(mark).next().unwrap_or_default();
                            rest.chars().take_while(char::is_ascii_digit).collect::<String>()
                        };
                        assert_eq!(of("Round "), of("End of "), "{body}");
                        assert!(body.trim_end().ends_with("</html>"), "the whole page");
                        seen.insert(of("End of "));
                    }
                    seen
                })
            })
            .collect();
        for round in 1..=12 {
            project.write("content/en-US/index.md", page(round).as_bytes());
            // The settings too, with which the whole site is made anew.
            let title = format!("locales: [en-US, de-DE]\ntitle: T{round}\n");
            project.write("site.yaml", title.as_bytes());
            thread::sleep(Duration::from_millis(250));
        }
        done.store(true, Ordering::Relaxed);
        readers.into_iter().flat_map(|reader| reader.join().expect("it ended")).collect::<BTreeSet<_>>().len()
    });
    assert!(count > 1, "sites have taken each other's place: {count}");
}
