//! What stands before the preview's server, which bounds nothing itself: so many connections, so long a head, and so much time
//! for it. A request goes on with the headers that a preview reads, and without its body, which nobody reads.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::{Duration, Instant};

use super::http::Response;

/// How many connections there may be; where one more comes, the oldest gives way. Whoever asks at once is always heard.
const CONNECTIONS: u64 = 1024;
/// How many open files a connection costs that is being answered: its own, two of the server's, and the one between.
const FILES_EACH: u64 = 5;
/// How long a head may be: browsers send the cookies of everything that runs on this machine.
const HEAD: usize = 32 * 1024;
/// How long a head may take.
const DEADLINE: Duration = Duration::from_secs(10);
/// How long somebody may read nothing of what is sent.
const STALLED: Duration = Duration::from_secs(30);
/// How much is read of what a refused request still has to say, so that it hears the answer, and for how long.
const LEFTOVERS: (usize, Duration) = (256 * 1024, Duration::from_secs(1));
/// How long nobody is listened to where the system has no room for more.
const PAUSE: Duration = Duration::from_millis(50);
/// How much memory a connection's thread has.
const STACK: usize = 128 * 1024;

/// The headers that a preview reads.
const READ: [&str; 7] =
    ["host", "if-none-match", "origin", "range", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site"];

/// Takes connections for as long as the process lives, and hands what they ask on to the server behind.
pub fn stand(listener: &TcpListener, server: SocketAddr) -> ! {
    // Each connection is a few open files, and systems begin with few.
    let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(u64::MAX);
    let most = usize::try_from(CONNECTIONS.min(files / FILES_EACH)).unwrap_or(usize::MAX).max(1);
    let mut open: VecDeque<Weak<TcpStream>> = VecDeque::new();
    loop {
        let Ok((stream, _)) = listener.accept() else {
            thread::sleep(PAUSE);
            continue;
        };
        let stream = Arc::new(stream);
        open.push_back(Arc::downgrade(&stream));
        if open.len() > most {
            open.retain(|stream| stream.strong_count() > 0);
        }
        if open.len() > most
            && let Some(oldest) = open.pop_front().and_then(|oldest| oldest.upgrade())
        {
            let _ = oldest.shutdown(Shutdown::Both);
        }
        // Where there can be no more threads, the browser is told nothing, and asks again.
        let _ = thread::Builder::new().stack_size(STACK).spawn(move || relay(&stream, server));
    }
}

/// Reads one request and answers it. Somebody who has gone away misses nothing.
fn relay(mut stream: &TcpStream, server: SocketAddr) -> io::Result<()> {
    stream.set_write_timeout(Some(STALLED))?;
    // The end of an answer is not held back until its beginning has arrived.
    stream.set_nodelay(true)?;
    let asked = match head(stream)? {
        Ok(head) => request(&head),
        Err(status) => Err(status),
    };
    match asked {
        Ok(asked) => {
            let mut server = TcpStream::connect(server)?;
            server.write_all(asked.head.as_bytes())?;
            io::copy(&mut server, &mut stream)?;
            if !asked.has_body {
                return Ok(());
            }
        }
        Err(status) => {
            let reason = tiny_http::StatusCode(status).default_reason_phrase();
            Response::new(status, format!("{reason}\n")).write(&mut stream, false)?;
        }
    }
    // A connection that is closed with something unread is reset, and the answer may be lost.
    stream.shutdown(Shutdown::Write)?;
    let (most, until) = (LEFTOVERS.0, Instant::now() + LEFTOVERS.1);
    let (mut piece, mut count) = ([0; 4096], 0);
    while count < most && wait(stream, until) {
        match stream.read(&mut piece)? {
            0 => break,
            read => count += read,
        }
    }
    Ok(())
}

/// Lets the next read wait until a moment; false where it has come.
fn wait(stream: &TcpStream, until: Instant) -> bool {
    let left = until.saturating_duration_since(Instant::now());
    !left.is_zero() && stream.set_read_timeout(Some(left)).is_ok()
}

/// The head of a request, or what is wrong with it. Who leaves before its end, or says nothing, is owed no answer.
fn head(mut stream: &TcpStream) -> io::Result<Result<Vec<u8>, u16>> {
    let until = Instant::now() + DEADLINE;
    let (mut head, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let late = if head.is_empty() { Err(ErrorKind::TimedOut.into()) } else { Ok(Err(408)) };
        if !wait(stream, until) {
            return late;
        }
        let read = match stream.read(&mut piece) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(read) => read,
            Err(error) if matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock) => return late,
            Err(error) => return Err(error),
        };
        let known = head.len();
        head.extend_from_slice(&piece[..read]);
        // The end may have begun in what was read before.
        let from = known.saturating_sub(3);
        let end = memchr::memmem::find(&head[from..], b"\r\n\r\n").map(|at| from + at);
        let said = &head[..end.unwrap_or(head.len())];
        if said.len() > HEAD {
            return Ok(Err(431));
        }
        // No text, such as the beginning of TLS, or lines that end otherwise.
        let is_unfit = |at: usize| match said[at] {
            b'\n' => at == 0 || said[at - 1] != b'\r',
            b'\r' | b'\t' => false,
            byte => byte < b' ' || byte == 0x7F,
        };
        if (from..said.len()).any(is_unfit) {
            return Ok(Err(400));
        }
        if let Some(end) = end {
            head.truncate(end);
            return Ok(Ok(head));
        }
    }
}

/// What is handed on of a request.
#[derive(Debug, PartialEq)]
struct Asked {
    head: String,
    has_body: bool,
}

/// Reads a head, and writes what is handed on of it; or the status of what is wrong with it.
fn request(head: &[u8]) -> Result<Asked, u16> {
    let is_token = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    let head = String::from_utf8_lossy(head);
    let mut lines = head.split("\r\n");
    let parts: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let [method, target, version] = parts[..] else { return Err(400) };
    if !is_token(method) || !version.starts_with("HTTP/") {
        return Err(400);
    }
    if !matches!(version, "HTTP/1.0" | "HTTP/1.1") {
        return Err(505);
    }
    // An address with a host of its own, or none at all, is for proxies and for the server as a whole.
    if !target.starts_with('/') || !target.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(400);
    }
    let mut out = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
    let (mut known, mut lengths) = (Vec::new(), 0);
    for line in lines {
        let (name, value) = line.split_once(':').ok_or(400_u16)?;
        if !is_token(name) || value.contains('\r') {
            return Err(400);
        }
        let (name, value) = (name.to_ascii_lowercase(), value.trim_matches([' ', '\t']));
        lengths += usize::from(matches!(&*name, "content-length" | "transfer-encoding"));
        if READ.contains(&&*name) {
            // Two of a name would be read otherwise by somebody else.
            if !value.is_ascii() || known.contains(&name) {
                return Err(400);
            }
            out.push_str(&format!("{name}: {value}\r\n"));
            known.push(name);
        }
    }
    // Where nobody can tell how long a body is, nobody can tell what is a request.
    if lengths > 1 {
        return Err(400);
    }
    out.push_str("\r\n");
    Ok(Asked { head: out, has_body: lengths > 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sound_is_handed_on_and_nothing_else() {
        let asked = |head: &str| request(head.as_bytes()).map(|asked| (asked.head, asked.has_body));
        assert_eq!(
            asked(
                "GET /a?b HTTP/1.0\r\nHOST:  localhost \r\nCookie: \u{e9}\r\nExpect: 100-continue\r\nContent-Length: 3"
            ),
            Ok(("GET /a?b HTTP/1.1\r\nConnection: close\r\nhost: localhost\r\n\r\n".to_owned(), true))
        );
        for (head, status) in [
            ("", 400),
            ("GET /", 400),
            ("GET  / HTTP/1.1", 400),
            ("GET / HTTP/1.1 ", 400),
            ("GET / FTP/1.1", 400),
            ("GET / HTTP/2.0", 505),
            ("GET http://localhost/ HTTP/1.1", 400),
            ("OPTIONS * HTTP/1.1", 400),
            ("CONNECT localhost:80 HTTP/1.1", 400),
            ("G(T / HTTP/1.1", 400),
            ("GET /\u{e9} HTTP/1.1", 400),
            ("GET / HTTP/1.1\r\nHost", 400),
            ("GET / HTTP/1.1\r\nHost : localhost", 400),
            ("GET / HTTP/1.1\r\nHost: localhost\r\n folded", 400),
            ("GET / HTTP/1.1\r\nHost: localhost\rOrigin: x", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nhost: b", 400),
            ("GET / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked", 400),
            ("GET / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4", 400),
        ] {
            assert_eq!(asked(head), Err(status), "{head:?}");
        }
    }
}
