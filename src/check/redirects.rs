//! Redirects that send readers on a second journey.

use super::cause::Finding;
use crate::diagnostics::Code;
use crate::site::Site;
use crate::site::target::{Remark, Target};

/// Says which redirects lead to another redirect. Circles are said by the site itself.
pub fn check(site: &Site) -> Vec<Finding> {
    let redirects = site.redirects.iter().filter_map(|redirect| {
        let to = match site.redirect_target(redirect.locale, redirect) {
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
            format!("Redirect it to {to} at once."),
        ))
    });
    redirects.collect()
}
