//! Answering browsers.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::answer::{Answer, Content, answer, files};
use super::client;
use super::elsewhere::elsewhere;
use super::follow::{News, follow, judge};
use super::http::{ALWAYS, Request, Response, hear};
use super::message::{content_type, is_own, may_have, range};
use super::running::{Running, Shown};
use super::searching::index;
use super::snapshot::Snapshot;
use super::translations;
use super::watch::Watch;
use crate::diagnostics::{Diagnostic, Fatal, Place, Severity};
use crate::load::{self, Request as LoadRequest};
use crate::report::json;
use crate::report::listing::Listing;

/// Where the preview's own files lie.
const OWN: &str = "/_diglot/";
/// What is put into each page.
const TAG: &str = "<script type=\"module\" src=\"/_diglot/preview.mjs\"></script>";
/// How often somebody who listens is told that all is well: whoever has gone away is found out by it.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What a preview was asked for.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The site.
    pub request: LoadRequest,
    /// The address to listen on.
    pub host: String,
    /// The port; where it is taken the next free one.
    pub port: u16,
    /// The address by which an editor opens `{file}` at `{line}` and `{column}`.
    pub editor: String,
}

/// Previews a site until the process ends. `tell` hears what happens.
pub fn serve(preview: Preview, tell: impl Fn(News<'_>) + Send + Sync + 'static) -> Result<(), Fatal> {
    let listener = listen(&preview.host, preview.port)?;
    let address = listener.local_addr().map_or_else(|_| String::new(), |address| format!("http://{address}/"));
    let folder = preview.request.site.clone().unwrap_or_else(|| PathBuf::from("."));
    // Watched before it is read, so that nothing changes unseen in between.
    let watch = Watch::new(&load::discover(&preview.request)?, &folder, &preview.request.ignored)?;
    let snapshot = Snapshot::new(&preview.request)?;
    tell(News::Ready(&address, &snapshot));
    let running = Arc::new(Running::new(preview.host, preview.editor, snapshot));
    let tell = Arc::new(tell);
    let (follower, of_changes) = (running.clone(), tell.clone());
    thread::spawn(move || follow(&follower, watch, &preview.request, &folder, &*of_changes));
    let judged = running.clone();
    thread::spawn(move || judge(&judged, &*tell));
    let indexed = running.clone();
    thread::spawn(move || index(&indexed));
    let error = hear(listener, move |request| {
        let running = running.clone();
        // A thread for each request: whoever reads slowly, or listens, keeps nobody else waiting. Where there can be no more of
        // them, the browser is told nothing, and asks again.
        let _ = thread::Builder::new().spawn(move || handle(&running, request));
    });
    Err(Fatal::new(
        format!("nothing can listen on this machine's own address: {error}"),
        "Let programs listen on 127.0.0.1.",
    ))
}

/// Listens on the port, or on the next one that is free.
fn listen(host: &str, port: u16) -> Result<TcpListener, Fatal> {
    const TRIES: u16 = 50;
    let mut last = String::new();
    for port in port..=port.saturating_add(TRIES) {
        match TcpListener::bind((host, port)) {
            Ok(server) => return Ok(server),
            Err(error) => last = error.to_string(),
        }
    }
    let message = format!("nothing can listen on {host}, ports {port} to {}: {last}", port.saturating_add(TRIES));
    Err(Fatal::new(message, "Name another one: --port N, --host ADDRESS."))
}

/// Answers one request. Whatever goes wrong costs no other one.
fn handle(running: &Running, request: Request) {
    let own = |name: &str| request.header(name).map(|host| is_own(host, &running.host));
    if own("host") != Some(true) || own("origin") == Some(false) || !may_have(|name| request.header(name)) {
        let text = "This preview answers only to this machine.\n";
        request.respond(Response::new(403, text));
        return;
    }
    if !matches!(request.method(), "GET" | "HEAD") {
        request.respond(Response::new(405, "A preview is only read.\n").with(&[("Allow", "GET, HEAD")]));
        return;
    }
    let url = request.url().to_owned();
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    match path.strip_prefix(OWN) {
        Some("events") => listen_to(running, request),
        Some("findings.json") => {
            let of = percent_decode_str(query.trim_start_matches("path=")).decode_utf8_lossy().into_owned();
            let found = catch_unwind(AssertUnwindSafe(|| findings(running, &of).to_string()));
            text(request, 200, "application/json", &found.unwrap_or_else(|_| "{}".to_owned()));
        }
        Some("translations.json") => {
            let told = catch_unwind(AssertUnwindSafe(|| translated(running, query)));
            let (is_missing, told) = told.unwrap_or_else(|_| (false, "{}".to_owned()));
            text(request, if is_missing { 404 } else { 200 }, "application/json", &told);
        }
        name => match name.and_then(client::file) {
            Some((kind, own)) => text(request, 200, &kind, own),
            None => page(running, request, &path),
        },
    }
}

fn text(request: Request, status: u16, kind: &str, text: &str) {
    request.respond(Response::new(status, text).with(&[("Content-Type", kind), ("Cache-Control", "no-store")]));
}

/// Keeps the connection open, and tells what happens. The head is written here, because the browser must have it at once.
fn listen_to(running: &Running, request: Request) {
    let news = running.hub.listen();
    let mut out = request.into_writer();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n{ALWAYS}\r\nretry: 500\n\n"
    );
    let mut write = |text: &str| out.write_all(text.as_bytes()).and_then(|()| out.flush());
    let mut result = write(&head);
    while result.is_ok() {
        result = match news.recv_timeout(HEARTBEAT) {
            Ok(text) => write(&text),
            Err(RecvTimeoutError::Timeout) => write(": still here\n\n"),
            Err(RecvTimeoutError::Disconnected) => return,
        };
    }
}

/// What is wrong with the page at a path, and with the site.
fn findings(running: &Running, path: &str) -> Value {
    let Shown { snapshot, trouble } = running.judged();
    let mut own: Vec<&Diagnostic> = Vec::new();
    let answer = answer(&snapshot, path);
    let made = match &answer {
        Answer::Found { found, .. } => found.iter().collect(),
        Answer::Folder(_) => Vec::new(),
    };
    let files = files(&snapshot, path);
    // What is broken beside the content, such as settings and templates, concerns every page.
    let content: HashSet<&Arc<str>> = snapshot.site.sources().iter().map(|source| &source.file).collect();
    let concerns = |found: &&Diagnostic| {
        let is_own = |place: &Place| files.contains(&place.file);
        let everywhere = found.severity == Severity::Error && !content.contains(&found.place.file);
        everywhere || is_own(&found.place) || found.related.iter().any(|related| is_own(&related.place))
    };
    own.extend(snapshot.findings().iter().filter(concerns));
    own.extend(made);
    let listed: crate::diagnostics::Diagnostics = own.into_iter().cloned().collect();
    let listing = Listing::new(&snapshot.site, &listed);
    let all = |severity| snapshot.findings().iter().filter(|found| found.severity == severity).count();
    json!({
        "trouble": trouble,
        "findings": json::values(&listing),
        "errors": all(Severity::Error),
        "warnings": all(Severity::Warning),
        "opener": opener(running),
        "elsewhere": matches!(answer, Answer::Found { is_missing: true, .. }).then(|| elsewhere(&snapshot.site, path)),
        "translations": snapshot.site.translations().next().is_some(),
    })
}

/// What the translator's view asks for, and whether there is nothing of the kind.
fn translated(running: &Running, query: &str) -> (bool, String) {
    let Shown { snapshot, trouble } = if translations::waits(query) { running.judged() } else { running.shown() };
    let view = translations::answer(&snapshot, query);
    let (trouble, opener, told) = (json!(trouble), opener(running), view.as_deref().unwrap_or("null"));
    // The view is kept as text, because it may be long.
    (view.is_none(), format!("{{\"trouble\":{trouble},\"opener\":{opener},\"view\":{told}}}"))
}

/// How pages open files: the folder that their names begin at, and the editor's address.
fn opener(running: &Running) -> Value {
    let folder = std::env::current_dir().ok().map(|folder| folder.to_string_lossy().replace('\\', "/"));
    json!({ "folder": folder, "address": running.editor })
}

/// Answers with what the site has at a path.
fn page(running: &Running, request: Request, path: &str) {
    let snapshot = running.snapshot();
    if let Some(bytes) = running.bundles.get(&snapshot, path.trim_start_matches('/')) {
        return whole(request, false, &content_type(path), bytes.to_vec());
    }
    let Ok(answer) = catch_unwind(AssertUnwindSafe(|| answer(&snapshot, path))) else {
        request.respond(Response::new(500, "This page could not be made; please report it.\n"));
        return;
    };
    match answer {
        Answer::Folder(to) => {
            let to = crate::text::address::encode_destination(&to);
            request.respond(Response::new(308, "").with(&[("Location", &to)]));
        }
        Answer::Found { path, is_missing, body, .. } => {
            let kind = content_type(&path);
            match body {
                Content::Bytes(bytes) => {
                    let bytes = if kind.starts_with("text/html") { injected(bytes) } else { bytes };
                    whole(request, is_missing, &kind, bytes);
                }
                Content::File(path) => file(request, &kind, &path),
            }
        }
    }
}

/// A page with the preview's script before its end.
fn injected(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = memchr::memmem::rfind(&bytes, b"</body>").unwrap_or(bytes.len());
    bytes.splice(end..end, TAG.bytes());
    bytes
}

/// Sends bytes, or that they are those that the browser has.
fn whole(request: Request, is_missing: bool, kind: &str, bytes: Vec<u8>) {
    let tag = format!("\"{}\"", blake3::hash(&bytes).to_hex());
    let headers = [("Content-Type", kind), ("ETag", &tag), ("Cache-Control", "no-cache")];
    let known = request.header("if-none-match").is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    let status = if is_missing { 404 } else { 200 };
    let response = if known && !is_missing { Response::new(304, "") } else { Response::new(status, bytes) };
    request.respond(response.with(&headers));
}

/// Sends a file, or the part of it that is asked for.
fn file(request: Request, kind: &str, path: &Path) {
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?.len(), file)));
    let Ok((length, mut file)) = opened else {
        request.respond(Response::new(404, "This file cannot be read.\n"));
        return;
    };
    let part = request.header("range").and_then(|asked| range(asked, length));
    let response = match part {
        Some(Ok((from, to))) if file.seek(SeekFrom::Start(from)).is_ok() => {
            let range = format!("bytes {from}-{to}/{length}");
            Response::of(206, file, to - from + 1).with(&[("Content-Range", &range)])
        }
        Some(Err(())) => Response::new(416, "").with(&[("Content-Range", &format!("bytes */{length}"))]),
        _ => Response::of(200, file, length),
    };
    let headers = [("Content-Type", kind), ("Accept-Ranges", "bytes"), ("Cache-Control", "no-cache")];
    // Opened by itself, a drawing is a document, which might run something.
    let policy = kind.starts_with("image/svg").then_some(("Content-Security-Policy", "script-src 'none'"));
    request.respond(response.with(&headers).with(policy.as_slice()));
}
