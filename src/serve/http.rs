//! HTTP/1.1 as a preview speaks it: a thread for each connection, one request, one answer, and the end.
//!
//! No connection is used twice. A browser keeps several open and asks on whichever it likes; were they shared among threads, a
//! request could wait for one that nobody uses.

use std::io::{self, Cursor, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use httparse::Status;

/// How long a head may be.
const LONGEST: usize = 64 * 1024;
/// How many headers it may have.
const MOST: usize = 100;
/// How long a connection may say nothing: browsers open some in case that they need them.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a browser may take to close its side.
const PARTING: Duration = Duration::from_secs(1);

/// A request whose head has been read.
#[derive(Debug)]
pub struct Request {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    stream: TcpStream,
}

impl Request {
    /// Reads what a connection asks for; nothing where it asks for nothing.
    pub fn read(mut stream: TcpStream) -> Option<Self> {
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        // An answer is written in few pieces, none of which has to wait for the next.
        stream.set_nodelay(true).ok()?;
        let mut head = Vec::new();
        let mut buffer = [0; 8 * 1024];
        loop {
            let count = stream.read(&mut buffer).ok().filter(|count| *count > 0)?;
            head.extend_from_slice(buffer.get(..count)?);
            let mut headers = [httparse::EMPTY_HEADER; MOST];
            let mut request = httparse::Request::new(&mut headers);
            match request.parse(&head) {
                Ok(Status::Partial) if head.len() < LONGEST => {}
                Ok(Status::Complete(_)) => {
                    let (method, url) = (request.method?.to_owned(), request.path?.to_owned());
                    let header = |own: &httparse::Header<'_>| {
                        (own.name.to_owned(), String::from_utf8_lossy(own.value).into_owned())
                    };
                    let headers = request.headers.iter().map(header).collect();
                    return Some(Self { method, url, headers, stream });
                }
                _ => {
                    let _ = Response::new(400, "This is no request.\n").write(&mut stream, false);
                    return None;
                }
            }
        }
    }

    /// What is to be done.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The path with its query, as it was sent.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Answers, and ends the connection. Somebody who has gone away misses nothing.
    pub fn respond(mut self, response: Response) {
        let is_head = self.method == "HEAD";
        let written = response.write(&mut self.stream, is_head).and_then(|()| self.stream.shutdown(Shutdown::Write));
        if written.is_err() || self.stream.set_read_timeout(Some(PARTING)).is_err() {
            return;
        }
        // What it sends still is read, because it would be told of an error before it has read the answer.
        let mut rest = Read::by_ref(&mut self.stream).take(LONGEST as u64);
        let _ = io::copy(&mut rest, &mut io::sink());
    }

    /// The connection, for whoever writes the whole answer.
    pub fn into_writer(self) -> impl Write {
        self.stream
    }
}

/// An answer.
pub struct Response {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Box<dyn Read>,
    length: u64,
}

impl Response {
    /// An answer with these bytes.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let body: Vec<u8> = body.into();
        let length = body.len() as u64;
        Self::of(status, Cursor::new(body), length)
    }

    /// An answer with so many bytes of a reader.
    pub fn of(status: u16, body: impl Read + 'static, length: u64) -> Self {
        Self { status, headers: Vec::new(), body: Box::new(body), length }
    }

    /// The same with more headers. One whose value would be more than one line is left out.
    pub fn with(mut self, headers: &[(&'static str, &str)]) -> Self {
        let sound = headers.iter().filter(|(_, value)| !value.contains(['\r', '\n', '\0']));
        self.headers.extend(sound.map(|(name, value)| (*name, (*value).to_owned())));
        self
    }

    fn write(self, out: &mut impl Write, is_head: bool) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} {}\r\nConnection: close\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        // What the browser has already has no length of its own.
        if self.status != 304 {
            head.push_str(&format!("Content-Length: {}\r\n", self.length));
        }
        head.push_str("\r\n");
        out.write_all(head.as_bytes())?;
        if !is_head && self.status != 304 {
            io::copy(&mut self.body.take(self.length), out)?;
        }
        out.flush()
    }
}

/// What a status means, for people.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        304 => "Not Modified",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        416 => "Range Not Satisfiable",
        _ => "Error",
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// What is answered to some bytes, and what was understood of them.
    fn exchange(sent: &[u8], response: Response) -> (Option<(String, String)>, String) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let mut client = TcpStream::connect(listener.local_addr().expect("an address")).expect("a connection");
        let sent = sent.to_vec();
        let asking = thread::spawn(move || {
            // In two pieces, as a slow network brings them.
            let (first, rest) = sent.split_at(sent.len() / 2);
            client.write_all(first).and_then(|()| client.flush()).expect("sent");
            thread::sleep(Duration::from_millis(20));
            let _ = client.write_all(rest);
            let _ = client.shutdown(Shutdown::Write);
            let mut answer = Vec::new();
            let _ = client.read_to_end(&mut answer);
            String::from_utf8_lossy(&answer).into_owned()
        });
        let request = Request::read(listener.accept().expect("accepted").0);
        let seen = request.as_ref().map(|own| (own.url().to_owned(), own.header("x").unwrap_or_default().to_owned()));
        if let Some(request) = request {
            request.respond(response);
        }
        (seen, asking.join().expect("an answer"))
    }

    #[test]
    fn a_request_is_answered_once() {
        let answer = || Response::of(206, Cursor::new(b"abcdef"), 3).with(&[("X", "y"), ("Bad", "a\r\nSet-Cookie: b")]);
        let whole = "HTTP/1.1 206 Partial Content\r\nConnection: close\r\nX: y\r\nContent-Length: 3\r\n\r\nabc";
        for (sent, url, value, got) in [
            ("GET /a?b=%20 HTTP/1.1\r\nX:  z \r\n\r\n", "/a?b=%20", "z", whole),
            ("HEAD / HTTP/1.1\r\n\r\n", "/", "", whole.trim_end_matches("abc")),
            ("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n123456789", "/", "", whole),
        ] {
            let (seen, answer) = exchange(sent.as_bytes(), answer());
            assert_eq!((seen, answer.as_str()), (Some((url.to_owned(), value.to_owned())), got), "{sent}");
        }
        let known = exchange(b"GET / HTTP/1.1\r\n\r\n", Response::new(304, "")).1;
        assert_eq!(known, "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
    }

    #[test]
    fn what_is_no_request_is_refused() {
        let long = format!("GET / HTTP/1.1\r\nX: {}", "y".repeat(LONGEST));
        for sent in ["\u{1}\u{2}\u{3}\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", &long] {
            let (seen, answer) = exchange(sent.as_bytes(), Response::new(200, ""));
            assert!(seen.is_none() && answer.starts_with("HTTP/1.1 400"), "{answer}");
        }
        let (seen, answer) = exchange(b"GET / HT", Response::new(200, ""));
        assert!(seen.is_none() && answer.is_empty(), "{answer}");
    }
}
