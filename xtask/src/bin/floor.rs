//! The least that any generator does: reads every source and writes as many files of the same sizes; with `parse`, it also turns
//! every source into HTML, and does nothing else with it. `cargo xtask bench` times it.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a bench reads and writes files")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io, thread};

use pulldown_cmark::{Options, Parser, html};

/// `floor copy|parse SOURCES OUTPUTS FOLDER`: lists of the files to read, and of those to write with their sizes; where to.
fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, sources, outputs, folder] = arguments.as_slice() else {
        return Err(io::Error::other("floor copy|parse SOURCES OUTPUTS FOLDER"));
    };
    let sources = fs::read_to_string(sources)?;
    let sources: Vec<&Path> = sources.lines().map(Path::new).collect();
    let outputs = written(outputs, Path::new(folder))?;

    let parses = what == "parse";
    let next = AtomicUsize::new(0);
    on_all_processors(|| {
        let (mut page, mut options) = (String::new(), Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
        options |= Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let (source, output) = (sources.get(at), outputs.get(at));
            if source.is_none() && output.is_none() {
                return Ok(());
            }
            page.clear();
            if let Some(source) = source {
                let text = fs::read_to_string(source)?;
                if parses && source.extension().is_some_and(|extension| extension == "md") {
                    html::push_html(&mut page, Parser::new_ext(&text, options));
                }
            }
            if let Some((size, path)) = output {
                let mut bytes = std::mem::take(&mut page).into_bytes();
                bytes.resize(*size, b' ');
                fs::write(path, &bytes)?;
                bytes.clear();
                page = String::from_utf8(bytes).unwrap_or_default();
            }
        }
    })
}

/// The files of a list, with their sizes, in a folder where all folders that they need are made.
fn written(list: &str, folder: &Path) -> io::Result<Vec<(usize, PathBuf)>> {
    let list = fs::read_to_string(list)?;
    let lines = list.lines().filter_map(|line| line.split_once(' '));
    let files: Vec<(usize, PathBuf)> =
        lines.map(|(size, path)| (size.parse().unwrap_or_default(), folder.join(path))).collect();
    let mut folders: Vec<&Path> = files.iter().filter_map(|(_, path)| path.parent()).collect();
    folders.sort_unstable();
    folders.dedup();
    folders.into_iter().try_for_each(fs::create_dir_all)?;
    Ok(files)
}

/// Does some work in as many threads as there are processors.
fn on_all_processors(work: impl Fn() -> io::Result<()> + Sync) -> io::Result<()> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(&work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| io::Error::other("a thread has ended"))?)
    })
}
