//! `diglot serve`

use std::net::IpAddr;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Said, ServeArguments, build};
use crate::diagnostics::{Diagnostics, Fatal, Severity};
use crate::load::{Changes, Request, display};
use crate::report::count;
use crate::serve::{News, Preview, serve};

/// How many findings are shown at the start; the pages show their own.
const SHOWN: usize = 10;
/// How many files are named after a change.
const FEW: usize = 3;
/// Stands for a number of errors before it is known.
const NONE_YET: usize = usize::MAX;

/// Previews until it is stopped.
pub fn run(arguments: &ServeArguments) -> Result<bool, Fatal> {
    let folder = arguments.site.clone().unwrap_or_else(|| Path::new(".").to_path_buf());
    let request = Request {
        site: arguments.site.clone(),
        locales: arguments.locales.clone(),
        now: build::now(arguments.now)?,
        drafts: arguments.drafts,
        // Where builds go by default, so that a build beside the preview changes nothing here.
        ignored: vec![folder.join("_site")],
        // The translator's view looks at them page by page.
        keeps_records: true,
        highlights: true,
        ..Request::default()
    };
    let preview =
        Preview { request, host: arguments.host.clone(), port: arguments.port, editor: arguments.editor.clone() };
    if !arguments.host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()) && arguments.host != "localhost" {
        let mut said = Said::default();
        said.aside(format!(
            "diglot: whoever reaches {} can read this site; without --host only this machine can",
            arguments.host
        ));
        said.say()?;
    }
    let open = arguments.open;
    let errors = AtomicUsize::new(NONE_YET);
    serve(preview, move |news| hear(news, open, &errors)).map(|()| true)
}

/// Tells people what they want to know of it.
fn hear(news: News<'_>, open: bool, known: &AtomicUsize) {
    let mut said = Said::default();
    match news {
        News::Ready(address, snapshot) => {
            said.line(format!("Previewing at {address} ({} addresses). Stop with Ctrl-C.", snapshot.site.routes.len()));
            if open && let Err(error) = open::that_detached(address) {
                said.line(format!("No browser can be opened: {error}"));
            }
        }
        News::Changed(changes, after) => {
            said.line(format!("Changed in {:.1} ms: {}", after.as_secs_f64() * 1e3, names(changes)));
        }
        News::Judged(snapshot) => {
            let errors: Diagnostics =
                snapshot.findings().iter().filter(|found| found.severity == Severity::Error).cloned().collect();
            match known.swap(errors.len(), Ordering::Relaxed) {
                NONE_YET => said.findings(&errors, SHOWN),
                before if before != errors.len() => said.line(format!("{} in the site", count(errors.len(), "error"))),
                _ => {}
            }
        }
        News::Failed(fatal) => said.line(fatal.to_string()),
    }
    let _ = said.say();
}

/// What has changed, in a few words.
fn names(changes: &Changes) -> String {
    let names: Vec<_> = changes.paths.iter().take(FEW).map(|path| display(path)).collect();
    match changes.paths.len().saturating_sub(FEW) {
        0 if names.is_empty() => "folders that are new".to_owned(),
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}
