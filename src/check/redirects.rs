//! Redirects that send readers on a second journey, or to a place that is not there.

use super::cause::Finding;
use crate::diagnostics::Code;
use crate::site::Site;
use crate::site::target::{Anchor, PageTarget, Remark, Target};

/// Says which redirects lead to another redirect, or to an anchor that their page does not have. Circles are said by the site itself.
pub fn check(site: &Site) -> Vec<Finding> {
    let redirects = site.redirects.iter().filter_map(|redirect| {
        let to = match site.redirect_target(redirect.locale, redirect) {
            Target::Page(PageTarget { key, fragment: Some(fragment), anchor: Anchor::Missing, .. }) => {
                let message = format!("the redirect leads to `{key}`, which has no anchor `{fragment}`");
                let help = "Redirect to the page alone, or to one of its headings.";
                let finding = Finding::new(Code::BrokenAnchor, redirect.place.clone(), message, help);
                return Some(finding.of(format!("{key}#{fragment}")));
            }
            Target::Page(page) => match page.remark {
                Some(Remark::Redirected { to, .. }) => format!("the page `{to}`"),
                _ => return None,
            },
            Target::Moved { to, .. } => to,
            _ => return None,
        };
        Some(Finding::new(
            Code::RedirectChain,
            redirect.place.clone(),
            format!(
                "`{}` is redirected to `{}`, which is redirected itself, and ends at {to}",
                redirect.from, redirect.to
            ),
            format!("Redirect it straight to {to}."),
        ))
    });
    redirects.collect()
}
