//! HTTP/1.1 as a preview speaks it: each connection is asked one thing, and is closed when that is answered.
//!
//! Connections that stay open would be threads that wait for nothing. tiny_http reads requests; answers are written here,
//! because it lets nobody say that a connection ends.

use std::io::{self, BufWriter, Cursor, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use tiny_http::Server;

use super::front;

/// How long nobody is listened to after too many have come.
const PAUSE: Duration = Duration::from_millis(50);
/// How long a request can wait for a thread that waits for somebody else.
const NUDGE: Duration = Duration::from_millis(200);

/// Hears requests from a listener for as long as the process lives, and hands each of them over. Gives why it cannot.
pub fn hear(listener: TcpListener, hand_over: impl Fn(Request) + Clone + Send + 'static) -> io::Error {
    // tiny_http takes connections from a listener only, so that what is bounded reaches it through one of this machine's own.
    let own = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
    let (inner, address) = match TcpListener::bind(&own[..]).and_then(|own| own.local_addr().map(|at| (own, at))) {
        Ok(inner) => inner,
        Err(error) => return error,
    };
    thread::spawn(move || front::stand(&listener, address));
    thread::spawn(move || nudge(address));
    loop {
        let server = inner.try_clone().map(|listener| Server::from_listener(listener, None));
        if let Ok(Ok(server)) = server {
            let hand_over = hand_over.clone();
            let hear = move |server: &Server| {
                while let Ok(request) = server.recv() {
                    hand_over(Request(request));
                }
            };
            hear(&server);
            // A server that could not take one more connection takes none any more. Those that it has may yet ask something.
            thread::spawn(move || hear(&server));
        }
        thread::sleep(PAUSE);
    }
}

/// Wakes the server now and then. Of connections that come at the same moment it may hand the second one to a thread that has the
/// first one already, where it would wait until somebody else comes.
fn nudge(address: SocketAddr) {
    loop {
        thread::sleep(NUDGE);
        let _ = TcpStream::connect_timeout(&address, NUDGE);
    }
}

/// How much of an answer is sent at once.
const PIECE: usize = 256 * 1024;

/// What each answer says.
pub const ALWAYS: &str =
    "Connection: close\r\nX-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n";

/// A request.
pub struct Request(tiny_http::Request);

impl Request {
    /// What is to be done.
    pub fn method(&self) -> &str {
        self.0.method().as_str()
    }

    /// The path with its query, as it was sent.
    pub fn url(&self) -> &str {
        self.0.url()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.0.headers().iter();
        let found = headers.find(|header| header.field.as_str().as_str().eq_ignore_ascii_case(name));
        found.map(|header| header.value.as_str())
    }

    /// Answers. Somebody who has gone away misses nothing.
    pub fn respond(self, response: Response) {
        let is_head = self.method() == "HEAD";
        let _ = response.write(&mut self.into_writer(), is_head);
    }

    /// The connection, for whoever writes the whole answer.
    pub fn into_writer(self) -> impl Write {
        self.0.into_writer()
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

    /// Writes the answer, without its body where only its head was asked for. Browsers take it for what it says it is, and show it
    /// in no page of somebody else.
    pub fn write(self, out: &mut impl Write, is_head: bool) -> io::Result<()> {
        // In as few pieces as can be: one that is small waits until the one before has come.
        let mut out = BufWriter::with_capacity(PIECE, out);
        let reason = tiny_http::StatusCode(self.status).default_reason_phrase();
        let mut head = format!("HTTP/1.1 {} {reason}\r\n{ALWAYS}", self.status);
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
            io::copy(&mut self.body.take(self.length), &mut out)?;
        }
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_end_their_connection_and_say_how_long_they_are() {
        let written = |response: Response, is_head| {
            let mut out = Vec::new();
            response.write(&mut out, is_head).expect("written");
            String::from_utf8(out).expect("UTF-8")
        };
        let part = || Response::of(206, Cursor::new(b"abcdef"), 3).with(&[("X", "y"), ("Bad", "a\r\nSet-Cookie: b")]);
        let head = format!("HTTP/1.1 206 Partial Content\r\n{ALWAYS}X: y\r\nContent-Length: 3\r\n\r\n");
        assert_eq!(written(part(), false), format!("{head}abc"));
        assert_eq!(written(part(), true), head);
        let known = Response::new(304, "").with(&[("ETag", "\"a\"")]);
        assert_eq!(written(known, false), format!("HTTP/1.1 304 Not Modified\r\n{ALWAYS}ETag: \"a\"\r\n\r\n"));
    }
}
