//! Making the site anew whenever its files change, and judging it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::running::Running;
use super::snapshot::{Snapshot, Swap};
use super::watch::{Seen, Watch};
use crate::diagnostics::Fatal;
use crate::load::{Changes, Request};

/// What happens to a preview.
#[derive(Debug)]
pub enum News<'a> {
    /// It answers at this address.
    Ready(&'a str, &'a Snapshot),
    /// Something has changed, and browsers have been told this long after it was seen.
    Changed(&'a Changes, Duration),
    /// A site is judged: the first one, and each one after which some time has passed.
    Judged(&'a Snapshot),
    /// A change cannot be shown.
    Failed(&'a Fatal),
}

/// Makes the site anew whenever its files change.
pub fn follow(running: &Running, mut watch: Watch, request: &Request, folder: &Path, tell: &impl Fn(News<'_>)) {
    let mut missed = false;
    loop {
        let seen = match missed {
            true => Some(Seen { changes: Changes { others: true, ..Changes::default() }, since: Instant::now() }),
            false => watch.wait(),
        };
        let Some(Seen { mut changes, since }) = seen else { return };
        missed = false;
        let old = running.shown();
        // What could not be read then has changed since the site that is shown.
        changes.others |= old.trouble.is_some();
        let old = old.snapshot;
        let made = catch_unwind(AssertUnwindSafe(|| old.after(&changes, request)));
        let made = made.unwrap_or_else(|_| Err(Fatal::new("the change could not be worked on", "Please report it.")));
        match made {
            Ok(new) => {
                let copied = changes.paths.iter().any(|path| new.copies(path) || old.copies(path));
                let swap = new.swap(&old, &changes.paths);
                let is_edited = Arc::ptr_eq(&new.site.config, &old.site.config);
                running.replace(new);
                running.hub.tell(&match swap {
                    Swap::Styles(paths) if !copied => event("styles", &json!(paths)),
                    _ => event("pages", &json!({ "anyway": copied })),
                });
                tell(News::Changed(&changes, since.elapsed()));
                if !is_edited {
                    match watch.follow(&running.snapshot().site.config, folder) {
                        Ok(is_new) => missed = is_new,
                        Err(fatal) => tell(News::Failed(&fatal)),
                    }
                }
            }
            Err(fatal) => {
                running.fail(fatal.to_string());
                running.hub.tell(&event("pages", &Value::Null));
                tell(News::Failed(&fatal));
            }
        }
    }
}

/// Judges each site that stays for a moment.
pub fn judge(running: &Running, tell: &impl Fn(News<'_>)) {
    let mut seen = 0;
    loop {
        seen = running.wait(seen);
        if let Ok(judged) = catch_unwind(AssertUnwindSafe(|| running.judged())) {
            tell(News::Judged(&judged.snapshot));
        }
    }
}

fn event(name: &str, data: &Value) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}
