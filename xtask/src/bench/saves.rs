//! How long a preview takes: to the first page, and from the save of a page to its new text.

use std::io::{self, BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use std::{fs, thread};

use super::Contender;
use super::http::{self, Client};
use super::site::{Form, Numbers, Page, Plan, mark, put};

/// A preview is quiet when it has said nothing for so long.
const QUIET: Duration = Duration::from_millis(100);
/// How long the first page may take.
const START: Duration = Duration::from_secs(900);
/// How long a save may take until it counts as missed.
const SAVE: Duration = Duration::from_secs(30);
/// Between two questions whether the new text is there.
const POLL: Duration = Duration::from_millis(1);

/// What was measured of one contender with one site.
#[derive(Debug, Default)]
pub struct Figures {
    /// From its start to the last byte of a page.
    pub first: Duration,
    /// From each save to the event that tells browsers of it; only Diglot's is listened to.
    pub told: Vec<Duration>,
    /// From each save to the last byte of the page that has its text.
    pub served: Vec<Duration>,
    /// From the file system's event until browsers were told, as the preview itself says it.
    pub own: Vec<Duration>,
    /// How many saves were never shown.
    pub missed: usize,
    /// The most memory that it held, in bytes.
    pub peak: Option<u64>,
}

/// What a preview says while it runs.
#[derive(Debug)]
enum News {
    /// A line of its output.
    Line(String),
    /// Browsers are told that pages are new.
    Pages(Instant),
}

/// What came of waiting for a text.
#[derive(Debug)]
enum Waited {
    /// It is there; browsers were told at this moment, where somebody listened.
    Shown(Option<Instant>),
    /// It did not come.
    Missed,
}

/// A preview that ends with the bench.
struct Running {
    child: Child,
    news: Receiver<News>,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Measures one contender with a site that is written for it.
pub fn measure(contender: &Contender, plan: &Plan, saves: usize) -> Result<Figures, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    plan.write(contender.form, folder.path()).map_err(|error| format!("the site cannot be written: {error}"))?;
    let port = free_port().map_err(|error| error.to_string())?;
    let first = Page { language: 0, number: 0 };
    let mut client = Client::new(port);

    let start = Instant::now();
    let (mut running, tell) = start_preview(contender, folder.path(), port)?;
    let address = contender.form.address(first);
    if let Waited::Missed = running.wait_for(&mut client, &address, &mark(0), start + START, None)? {
        return Err(format!("{address} was never there"));
    }
    let mut figures = Figures { first: start.elapsed(), ..Figures::default() };

    let is_ours = contender.form == Form::Diglot;
    if is_ours {
        listen(port, tell).map_err(|error| format!("it tells no events: {error}"))?;
    }
    let mut numbers = Numbers(7);
    running.until_quiet();
    for save in 1..=saves {
        let page = Page { language: numbers.below(plan.languages), number: numbers.below(plan.pages) };
        let path = folder.path().join(contender.form.file(page));
        let text = plan.text(contender.form, page, save);
        // Nobody saves in step with the clock by which a preview may look for changes.
        thread::sleep(Duration::from_millis(numbers.below(500) as u64));
        let mut log = Vec::new();
        let start = Instant::now();
        // Every third one as editors do that never leave half a file.
        let saved = if save % 3 == 0 { by_rename(&path, &text) } else { put(&path, &text) };
        saved.map_err(|error| format!("{}: {error}", path.display()))?;
        let (address, mark) = (contender.form.address(page), mark(save));
        match running.wait_for(&mut client, &address, &mark, start + SAVE, is_ours.then_some(&mut log))? {
            Waited::Shown(told) => {
                figures.served.push(start.elapsed());
                figures.told.extend(told.map(|told| told - start));
            }
            Waited::Missed => figures.missed += 1,
        }
        log.extend(running.until_quiet());
        figures.own.extend(log.iter().find_map(|line| own_time(line)));
    }
    figures.peak = peak(running.child.id());
    Ok(figures)
}

impl Running {
    /// Waits until a page has a text. With `log`, it is asked for whenever the preview tells that pages are new, as browsers do,
    /// and what it says meanwhile goes there; the moment of the last such event is given. Else it is asked for all the time.
    fn wait_for(
        &mut self,
        client: &mut Client,
        address: &str,
        text: &str,
        end: Instant,
        mut log: Option<&mut Vec<String>>,
    ) -> Result<Waited, String> {
        let mut told = None;
        while Instant::now() < end {
            if let Some(log) = &mut log {
                match self.news.recv_timeout(Duration::from_secs(1)) {
                    Ok(News::Pages(at)) => told = Some(at),
                    Ok(News::Line(line)) => {
                        log.push(line);
                        continue;
                    }
                    // Whether an event was missed shows in the page.
                    Err(_) => {}
                }
            }
            if let Ok((200, body)) = client.get(address)
                && has(&body, text)
                && has(&body, "</html>")
            {
                return Ok(Waited::Shown(told));
            }
            if self.child.try_wait().is_ok_and(|status| status.is_some()) {
                let said = self.until_quiet().join(" ");
                return Err(format!("it has ended: {said}"));
            }
            if log.is_none() {
                thread::sleep(POLL);
            }
        }
        Ok(Waited::Missed)
    }

    /// Waits until nothing has been said for a while; gives the lines.
    fn until_quiet(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let since = Instant::now();
        while since.elapsed() < SAVE {
            match self.news.recv_timeout(QUIET) {
                Ok(News::Line(line)) => lines.push(line),
                Ok(News::Pages(_)) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        lines
    }
}

/// Starts the preview of a folder. What it says must have somewhere to go.
fn start_preview(contender: &Contender, folder: &Path, port: u16) -> Result<(Running, Sender<News>), String> {
    let mut child = Command::new(&contender.program)
        .args(&contender.arguments)
        .args(["--port", &port.to_string()])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", contender.program.display()))?;
    let (tell, news) = channel();
    if let Some(out) = child.stdout.take() {
        read(out, tell.clone());
    }
    if let Some(out) = child.stderr.take() {
        read(out, tell.clone());
    }
    Ok((Running { child, news }, tell))
}

fn read(out: impl Read + Send + 'static, tell: Sender<News>) {
    thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            let _ = tell.send(News::Line(line));
        }
    });
}

/// Listens as a browser does.
fn listen(port: u16, tell: Sender<News>) -> io::Result<()> {
    let stream = http::listen(port, "/_diglot/events")?;
    thread::spawn(move || {
        for line in stream.lines().map_while(Result::ok) {
            if line == "event: pages" {
                let _ = tell.send(News::Pages(Instant::now()));
            }
        }
    });
    Ok(())
}

fn by_rename(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // A name that every preview knows as an editor's.
    let beside = path.with_file_name(format!(".{name}.swp"));
    put(&beside, text)?;
    fs::rename(beside, path)
}

fn has(body: &[u8], text: &str) -> bool {
    body.windows(text.len()).any(|window| window == text.as_bytes())
}

/// `Changed in 2.3 ms: 0 errors => 2.3 ms`
fn own_time(line: &str) -> Option<Duration> {
    let (time, unit) = line.strip_prefix("Changed in ")?.split_once(':')?.0.split_once(' ')?;
    let factor = match unit {
        "µs" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        _ => return None,
    };
    Duration::try_from_secs_f64(time.parse::<f64>().ok()? * factor).ok()
}

/// The most memory that a process has held, where the system tells.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_own_time_is_read_where_it_is_said() {
        for (line, time) in [
            ("Changed in 2.3 ms: 0 errors; 1 browser open.", Some(Duration::from_micros(2300))),
            ("Changed in 1.5 s: 0 errors", Some(Duration::from_millis(1500))),
            ("Changed in 870 µs: 0 errors", Some(Duration::from_micros(870))),
            ("Changed: 0 errors; 1 browser open.", None),
            ("Changed in a while: 0 errors", None),
        ] {
            assert_eq!(own_time(line), time, "{line}");
        }
    }
}
