//! Answering browsers.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use super::answer::{Answer, Content, answer, files};
use super::client;
use super::follow::{News, follow, judge};
use super::message::{content_type, header, is_own, range, sent};
use super::running::{Running, Shown};
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
}

/// Previews a site until the process ends. `tell` hears what happens.
pub fn serve(preview: Preview, tell: impl Fn(News<'_>) + Send + Sync + 'static) -> Result<(), Fatal> {
    let server = listen(&preview.host, preview.port)?;
    let address = server.server_addr().to_ip().map_or_else(String::new, |address| format!("http://{address}/"));
    let folder = preview.request.site.clone().unwrap_or_else(|| PathBuf::from("."));
    // Watched before it is read, so that nothing changes unseen in between.
    let watch = Watch::new(&load::discover(&preview.request)?, &folder, &preview.request.ignored)?;
    let snapshot = Snapshot::new(&preview.request)?;
    tell(News::Ready(&address, &snapshot));
    let running = Arc::new(Running::new(preview.host, snapshot));
    let tell = Arc::new(tell);
    let (follower, of_changes) = (running.clone(), tell.clone());
    thread::spawn(move || follow(&follower, watch, &preview.request, &folder, &*of_changes));
    let judged = running.clone();
    thread::spawn(move || judge(&judged, &*tell));
    // A thread for each request: whoever reads slowly, or listens, keeps nobody else waiting.
    while let Ok(request) = server.recv() {
        let running = running.clone();
        thread::spawn(move || handle(&running, request));
    }
    Ok(())
}

/// Listens on the port, or on the next one that is free.
fn listen(host: &str, port: u16) -> Result<Server, Fatal> {
    const TRIES: u16 = 50;
    let mut last = String::new();
    for port in port..=port.saturating_add(TRIES) {
        match Server::http((host, port)) {
            Ok(server) => return Ok(server),
            Err(error) => last = error.to_string(),
        }
    }
    let message = format!("nothing can listen on {host}, ports {port} to {}: {last}", port.saturating_add(TRIES));
    Err(Fatal::new(message, "Name another one: --port N, --host ADDRESS."))
}

/// Answers one request. Whatever goes wrong costs no other one.
fn handle(running: &Running, request: Request) {
    let own = |name: &str| header(&request, name).map(|host| is_own(host, &running.host));
    if own("host") != Some(true) || own("origin") == Some(false) {
        let text = "This preview answers only to this machine.\n";
        let _ = request.respond(Response::from_string(text).with_status_code(403));
        return;
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        let response = Response::from_string("A preview is only read.\n").with_status_code(405);
        let _ = request.respond(with(response, &[("Allow", "GET, HEAD")]));
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
            text(request, "application/json", &found.unwrap_or_else(|_| "{}".to_owned()));
        }
        Some("translations.json") => {
            let told = catch_unwind(AssertUnwindSafe(|| translated(running, query)));
            let (is_missing, told) = told.unwrap_or_else(|_| (false, "{}".to_owned()));
            let response = Response::from_string(told).with_status_code(if is_missing { 404 } else { 200 });
            let _ =
                request.respond(with(response, &[("Content-Type", "application/json"), ("Cache-Control", "no-store")]));
        }
        name => match name.and_then(client::file) {
            Some((kind, own)) => text(request, &kind, own),
            None => page(running, request, &path),
        },
    }
}

fn text(request: Request, kind: &str, text: &str) {
    let _ =
        request.respond(with(Response::from_string(text), &[("Content-Type", kind), ("Cache-Control", "no-store")]));
}

fn with<R: Read>(mut response: Response<R>, headers: &[(&str, &str)]) -> Response<R> {
    for header in headers.iter().filter_map(|(name, value)| sent(name, value)) {
        response.add_header(header);
    }
    response
}

/// Keeps the connection open, and tells what happens. The head is written here, because the browser must have it at once.
fn listen_to(running: &Running, request: Request) {
    let news = running.hub.listen();
    let mut out = request.into_writer();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\nretry: 500\n\n";
    let mut write = |text: &str| out.write_all(text.as_bytes()).and_then(|()| out.flush());
    let mut result = write(head);
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
    let content = |file: &Arc<str>| snapshot.site.sources().iter().any(|source| source.file == *file);
    let concerns = |found: &&Diagnostic| {
        let is_own = |place: &Place| files.contains(&place.file);
        let everywhere = found.severity == Severity::Error && !content(&found.place.file);
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
        "folder": folder(),
        "translations": snapshot.site.translations().next().is_some(),
    })
}

/// What the translator's view asks for, and whether there is nothing of the kind.
fn translated(running: &Running, query: &str) -> (bool, String) {
    let Shown { snapshot, trouble } = if translations::waits(query) { running.judged() } else { running.shown() };
    let view = translations::answer(&snapshot, query);
    let (trouble, folder, told) = (json!(trouble), json!(folder()), view.as_deref().unwrap_or("null"));
    // The view is kept as text, because it may be long.
    (view.is_none(), format!("{{\"trouble\":{trouble},\"folder\":{folder},\"view\":{told}}}"))
}

/// The folder that the names of files begin at.
fn folder() -> Option<String> {
    std::env::current_dir().ok().map(|folder| folder.to_string_lossy().into_owned())
}

/// Answers with what the site has at a path.
fn page(running: &Running, request: Request, path: &str) {
    let snapshot = running.snapshot();
    let Ok(answer) = catch_unwind(AssertUnwindSafe(|| answer(&snapshot, path))) else {
        let response = Response::from_string("This page could not be made; please report it.\n").with_status_code(500);
        let _ = request.respond(response);
        return;
    };
    match answer {
        Answer::Folder(to) => {
            let to = crate::text::address::encode_destination(&to);
            let _ = request.respond(with(Response::empty(308), &[("Location", &to)]));
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
    let known =
        header(&request, "if-none-match").is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    let status = if is_missing { 404 } else { 200 };
    let _ = match known && !is_missing {
        true => request.respond(with(Response::empty(304), &headers)),
        false => request.respond(with(Response::from_data(bytes), &headers).with_status_code(status)),
    };
}

/// Sends a file, or the part of it that is asked for.
fn file(request: Request, kind: &str, path: &Path) {
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?.len(), file)));
    let Ok((length, mut file)) = opened else {
        let _ = request.respond(Response::from_string("This file cannot be read.\n").with_status_code(404));
        return;
    };
    let part = header(&request, "range").and_then(|asked| range(asked, length));
    let headers = |more: &[(&str, &str)]| -> Vec<Header> {
        let all = [("Content-Type", kind), ("Accept-Ranges", "bytes"), ("Cache-Control", "no-cache")];
        all.iter().chain(more).filter_map(|(name, value)| sent(name, value)).collect()
    };
    let _ = match part {
        Some(Ok((from, to))) if file.seek(SeekFrom::Start(from)).is_ok() => {
            let size = to - from + 1;
            let place = format!("bytes {from}-{to}/{length}");
            let data = usize::try_from(size).ok();
            request.respond(Response::new(
                StatusCode(206),
                headers(&[("Content-Range", &place)]),
                file.take(size),
                data,
                None,
            ))
        }
        Some(Err(())) => {
            let place = format!("bytes */{length}");
            let empty = Cursor::new(Vec::new());
            request.respond(Response::new(StatusCode(416), headers(&[("Content-Range", &place)]), empty, Some(0), None))
        }
        _ => request.respond(Response::new(StatusCode(200), headers(&[]), file, usize::try_from(length).ok(), None)),
    };
}
