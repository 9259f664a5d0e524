//! Requests of a preview: bytes on a connection, and what is answered.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::mpsc::channel;
use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use diglot::load;
use diglot::render::{Body, Renderer, produce};
use diglot::serve::{News, Preview, Snapshot, serve};

/// What the preview puts into each page.
const TAG: &str = "<script type=\"module\" src=\"/_diglot/preview.mjs\"></script>";

/// How long an answer may take. It takes a millisecond; a machine may be busy.
const PATIENCE: Duration = Duration::from_secs(8);

/// The page of the preview's own, which no build makes: the translator's view.
const VIEW: &[u8] = include_bytes!("../../src/serve/client/translations.html");

/// The files of the site.
const FILES: [(&str, &str); 5] = [
    ("site.yaml", "title: Pond\nlocales: [en-US, de-DE]\nredirects: { old: a b.md }\n"),
    ("content/en-US/index.md", "# Pond\n\n[b](a%20b.md)\n"),
    ("content/en-US/a b.md", "# Mud\n\n## Deep\n"),
    ("content/en-US/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>"),
    ("content/de-DE/index.md", "# Teich\n"),
];

/// A preview that listens for as long as the process lives: its port, and the bytes of every output.
static RUNNING: LazyLock<(u16, BTreeSet<Vec<u8>>)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder").keep();
    for (path, text) in FILES {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("written");
    }
    let request = load::Request { site: Some(folder), highlights: true, ..load::Request::default() };
    let snapshot = Snapshot::new(&request).expect("a site");
    let renderer = Renderer::new(&snapshot.site).0;
    let outputs = snapshot.site.routes.iter().map(|(_, output)| match produce(&renderer, output).0 {
        Body::Bytes(bytes) => bytes,
        Body::File(path) => std::fs::read(path).expect("a file"),
    });
    let outputs = outputs.collect();
    let (tell, told) = channel();
    let tell = Mutex::new(tell);
    std::thread::spawn(move || {
        let preview = Preview { request, host: "127.0.0.1".to_owned(), port: 20_000, editor: String::new() };
        serve(preview, move |news| {
            if let News::Ready(address, _) = news {
                let _ = tell.lock().expect("not poisoned").send(address.to_owned());
            }
        })
    });
    let address = told.recv().expect("an address");
    let port = address.trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
    (port.expect("a port"), outputs)
});

/// What comes back for some bytes; nothing where the connection stays open because it tells news.
fn ask(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", RUNNING.0)).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("set");
    // Whoever has heard enough may hang up before all is said.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let (mut answer, mut piece) = (Vec::new(), [0; 16 * 1024]);
    loop {
        match stream.read(&mut piece) {
            Ok(0) => return Some(answer),
            Ok(read) => answer.extend_from_slice(&piece[..read]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => return Some(answer),
            // libFuzzer looks at its clock.
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // An answer without a body speaks of its length, too.
            Err(_) if answer.windows(4).any(|four| four == b"\r\n\r\n") => return Some(answer),
            Err(error) => panic!("nothing is answered to {:?}: {error}", String::from_utf8_lossy(bytes)),
        }
        if answer.starts_with(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream") {
            return None;
        }
        // Whoever asks more than one thing at once may be told more, or be kept waiting.
        if is_whole(&answer) {
            return Some(answer);
        }
    }
}

/// Whether an answer has all the bytes that it speaks of.
fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    length(&answer[..end]).is_some_and(|length| answer.len() >= end + 4 + length)
}

/// How long the body is of which a head speaks.
fn length(head: &[u8]) -> Option<usize> {
    let head = String::from_utf8_lossy(head);
    head.split("\r\n").find_map(|line| line.strip_prefix("Content-Length: ")?.parse().ok())
}

/// Bytes that somebody sends to a preview.
pub fn preview(bytes: &[u8]) {
    let Some(answer) = ask(bytes) else { return };
    let shown =
        || format!("{:?} is answered to {:?}", String::from_utf8_lossy(&answer), String::from_utf8_lossy(bytes));
    // tiny_http answers by itself what it cannot read, or says nothing.
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
        return assert!(answer.is_empty(), "{}", shown());
    };
    let head = String::from_utf8(answer[..end].to_vec()).unwrap_or_else(|_| panic!("{}", shown()));
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.")).and_then(|rest| rest.get(2..5));
    let status: u16 = status.and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{}", shown()));
    const KNOWN: [&str; 14] = [
        "connection",
        "content-type",
        "content-length",
        "etag",
        "cache-control",
        "location",
        "allow",
        "accept-ranges",
        "content-range",
        "date",
        "server",
        "content-security-policy",
        "cross-origin-resource-policy",
        "x-content-type-options",
    ];
    let is_known =
        |line: &str| line.split_once(": ").is_some_and(|(name, _)| KNOWN.contains(&name.to_ascii_lowercase().as_str()));
    assert!(status != 500 && lines.all(is_known), "{}", shown());
    let body = length(head.as_bytes()).and_then(|length| answer.get(end + 4..end + 4 + length)).unwrap_or_default();
    let is_page = status == 200 && head.contains("Content-Type: text/html") && bytes.starts_with(b"GET");
    if is_page {
        let page = String::from_utf8_lossy(body).replacen(TAG, "", 1);
        let is_made = page.as_bytes() == VIEW || RUNNING.1.contains(page.as_bytes());
        assert!(is_made, "a build makes no such page: {}", shown());
    }
}
