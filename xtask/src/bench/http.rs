//! HTTP as far as a bench speaks it: one connection that is kept, and one that listens.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A connection that is kept from question to question.
#[derive(Debug)]
pub struct Client {
    port: u16,
    kept: Option<BufReader<TcpStream>>,
}

impl Client {
    /// Nothing is sent yet.
    pub fn new(port: u16) -> Self {
        Self { port, kept: None }
    }

    /// The status and the whole body at an address.
    pub fn get(&mut self, address: &str) -> io::Result<(u16, Vec<u8>)> {
        // Servers may close what is kept whenever they like; only a new connection says that nobody is there.
        if let Some(kept) = self.kept.take()
            && let Ok(answer) = self.ask(kept, address)
        {
            return Ok(answer);
        }
        let new = open(self.port)?;
        self.ask(new, address)
    }

    fn ask(&mut self, mut stream: BufReader<TcpStream>, address: &str) -> io::Result<(u16, Vec<u8>)> {
        send(&mut stream, self.port, address)?;
        let (status, head) = head(&mut stream)?;
        let value = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        let mut body = Vec::new();
        if value("transfer-encoding:") == Some("chunked") {
            loop {
                let size = usize::from_str_radix(line(&mut stream)?.trim(), 16).map_err(io::Error::other)?;
                stream.by_ref().take(size as u64).read_to_end(&mut body)?;
                line(&mut stream)?;
                if size == 0 {
                    break;
                }
            }
        } else {
            let length = value("content-length:").and_then(|length| length.parse().ok()).unwrap_or(0);
            stream.by_ref().take(length).read_to_end(&mut body)?;
        }
        if value("connection:") != Some("close") {
            self.kept = Some(stream);
        }
        Ok((status, body))
    }
}

/// Listens to what a server tells, line by line.
pub fn listen(port: u16, address: &str) -> io::Result<BufReader<TcpStream>> {
    let mut stream = open(port)?;
    send(&mut stream, port, address)?;
    head(&mut stream)?;
    Ok(stream)
}

fn open(port: u16) -> io::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(BufReader::new(stream))
}

fn send(stream: &mut BufReader<TcpStream>, port: u16, address: &str) -> io::Result<()> {
    stream.get_mut().write_all(format!("GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").as_bytes())
}

/// The status, and the head in small letters.
fn head(stream: &mut BufReader<TcpStream>) -> io::Result<(u16, String)> {
    let first = line(stream)?;
    let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
    let mut head = String::new();
    loop {
        let line = line(stream)?;
        if line.trim().is_empty() {
            break;
        }
        head.push_str(&line.to_lowercase());
    }
    Ok((status.ok_or_else(|| io::Error::other(first))?, head))
}

fn line(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    match stream.read_line(&mut line)? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(line),
    }
}
