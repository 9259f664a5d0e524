//! `diglot serve`

use std::io::Write;
use std::net::IpAddr;
use std::path::Path;

use super::{Said, ServeArguments, build};
use crate::diagnostics::{Diagnostics, Fatal, Severity};
use crate::load::Request;
use crate::serve::{Preview, Snapshot, serve};

/// How many findings are shown at the start; the pages show their own.
const SHOWN: usize = 10;

/// Previews until it is stopped.
pub fn run(arguments: &ServeArguments) -> Result<bool, Fatal> {
    let folder = arguments.site.clone().unwrap_or_else(|| Path::new(".").to_path_buf());
    let request = Request {
        site: arguments.site.clone(),
        locales: arguments.locales.clone(),
        now: build::now(None)?,
        drafts: arguments.drafts,
        // Where builds go by default, so that a build beside the preview changes nothing here.
        ignored: vec![folder.join("_site")],
        ..Request::default()
    };
    let preview = Preview { request, host: arguments.host.clone(), port: arguments.port };
    if !arguments.host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()) && arguments.host != "localhost" {
        let mut said = Said::default();
        said.aside(format!(
            "diglot: whoever reaches {} can read this site; without --host only this machine can",
            arguments.host
        ));
        said.say()?;
    }
    let open = arguments.open;
    serve(preview, |address, snapshot| begin(address, snapshot, open), tell).map(|()| true)
}

fn begin(address: &str, snapshot: &Snapshot, open: bool) {
    let errors: Diagnostics =
        snapshot.findings.iter().filter(|found| found.severity == Severity::Error).cloned().collect();
    let mut said = Said::default();
    said.findings(&errors, SHOWN);
    said.line(format!("Previewing at {address} ({} addresses). Stop with Ctrl-C.", snapshot.site.routes.len()));
    let _ = said.say();
    if open && let Err(error) = open::that_detached(address) {
        tell(&format!("No browser can be opened: {error}"));
    }
}

fn tell(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
