//! Links that lead out into the web: which there are, and what its answers mean. Nothing is asked here; a higher layer
//! brings the answers.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};
use url::Url;

use super::cause::{self, Finding};
use super::links::{self, Asked};
use crate::diagnostics::{Code, Diagnostics, Fix, Place};
use crate::model::DocumentId;
use crate::site::target::Target;
use crate::site::{Site, classify};
use crate::text::address;

/// What the web says of an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is there.
    Works,
    /// It is there, and has moved for good to this address.
    Moved(String),
    /// It is not there, and this is how one knows.
    Broken(String),
    /// Nobody can tell, and this is why.
    Unreachable(String),
}

/// The web addresses of a site, with all places where each stands.
#[derive(Debug)]
pub struct WebLinks<'s> {
    site: &'s Site,
    by_address: BTreeMap<String, Vec<Mention<'s>>>,
}

/// A place where a web address stands.
#[derive(Debug)]
struct Mention<'s> {
    /// The address as it is written there.
    written: String,
    place: Place,
    /// The link; nothing for a redirect.
    link: Option<Asked<'s>>,
}

/// Collects the web addresses that the links, images, navigation entries and redirects of a site lead to, without those
/// that its configuration leaves out.
pub fn links<'s>(site: &'s Site) -> WebLinks<'s> {
    let skipped = classify::patterns(&site.config.skip_web_links);
    let mut by_address: BTreeMap<String, Vec<Mention<'s>>> = BTreeMap::new();
    let mut add = |target: Target, place: Place, link: Option<Asked<'s>>| {
        let Target::External(written) = target else { return };
        let Some(address) = web_address(&written, site.config.base_url.as_deref()) else { return };
        if !skipped.is_match(&address) && !skipped.is_match(&written) {
            by_address.entry(address).or_default().push(Mention { written, place, link });
        }
    };
    let documents = (0..site.documents.len()).flat_map(|index| links::of_document(site, DocumentId(index)));
    let navigation =
        site.tocs.iter().flat_map(|((locale, path), file)| links::of_navigation(site, *locale, path, file));
    for link in documents.chain(navigation) {
        let target = link.target(site);
        if matches!(target, Target::External(_)) {
            add(target, link.place(site), Some(link));
        }
    }
    // Its languages differ in files alone.
    let image = site.config.published().next().and_then(|locale| site.image(locale));
    if let Some((target, (_, place))) = image.zip(site.config.image.as_ref()) {
        add(target, place.clone(), None);
    }
    for redirect in site.redirects.iter() {
        add(site.redirect_target(redirect.locale, redirect), redirect.place.clone(), None);
    }
    WebLinks { site, by_address }
}

impl WebLinks<'_> {
    /// Leaves out the addresses of which nobody wants to hear, whatever the web says of them: nobody needs to be asked for
    /// those. `asked_for` gives those of some findings that somebody wants to see.
    pub fn wanted(mut self, asked_for: impl Fn(Diagnostics) -> Diagnostics) -> Self {
        let mut places: HashSet<Place> = HashSet::new();
        // Pages ignore, and people ask for, each kind for itself.
        let nothing = String::new;
        for answer in [Answer::Broken(nothing()), Answer::Moved(nothing()), Answer::Unreachable(nothing())] {
            let answers = self.by_address.keys().map(|address| (address.clone(), answer.clone())).collect();
            let wanted = asked_for(self.findings(&answers)).into_iter().filter(|found| found.code.is_of_the_web());
            places.extend(wanted.map(|found| found.place));
        }
        self.by_address.retain(|_, mentions| mentions.iter().any(|mention| places.contains(&mention.place)));
        self
    }

    /// The addresses, each once and without fragment.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.by_address.keys().map(String::as_str)
    }

    /// What the answers mean for the site. An address without an answer is not spoken of.
    pub fn findings(&self, answers: &BTreeMap<String, Answer>) -> Diagnostics {
        let asked =
            self.by_address.iter().filter_map(|(address, mentions)| Some((address, mentions, answers.get(address)?)));
        let found = asked.flat_map(|(address, mentions, answer)| {
            mentions.iter().filter_map(move |mention| Some(self.finding(mention, answer)?.of(address)))
        });
        cause::join(self.site, found)
    }

    fn finding(&self, mention: &Mention<'_>, answer: &Answer) -> Option<Finding> {
        let (written, _) = cut(&mention.written);
        let at = |code, message: String, help: String| Finding::new(code, mention.place.clone(), message, help);
        match answer {
            Answer::Works => None,
            Answer::Moved(to) => {
                let to = with_fragment(to, &mention.written);
                let mut found = at(
                    Code::MovedWebLink,
                    format!("`{written}` has moved for good to {}", cut(&to).0),
                    format!("Write {to}, if that is what you mean."),
                );
                found.fix = mention.link.as_ref().and_then(|link| self.fix(link, &to));
                Some(found)
            }
            Answer::Broken(why) => Some(at(
                Code::BrokenWebLink,
                format!("`{written}` leads nowhere: {why}"),
                "Mend the address, or take the link out.".to_owned(),
            )),
            Answer::Unreachable(why) => Some(at(
                Code::UnreachableWebLink,
                format!("`{written}` could not be checked: {why}"),
                "Open it in a browser. `check.skip_web_links` in site.yaml names addresses that need no check."
                    .to_owned(),
            )),
        }
    }

    /// Writes the new address, unless something in it could end the link. Whether what stands there now is what the author
    /// meant, only people can tell.
    fn fix(&self, link: &Asked<'_>, to: &str) -> Option<Fix> {
        let fix = link.fix(self.site, link.destination, to).filter(|_| !to.contains(['(', ')', '\'', '"']))?;
        Some(Fix { safe: false, ..fix })
    }
}

/// A destination as the one address that is asked for: as a browser writes it, without fragment. Nothing where it is no
/// web address. An address without scheme takes that of its site.
///
/// `HTTPS://Example.com/a b#c => https://example.com/a%20b`, `mailto:a@example.com => nothing`
fn web_address(written: &str, base_url: Option<&str>) -> Option<String> {
    let (before, _) = cut(written);
    let whole = if before.starts_with("//") {
        let scheme = base_url.and_then(address::scheme).unwrap_or_else(|| "https".to_owned());
        format!("{scheme}:{before}")
    } else {
        before.to_owned()
    };
    let scheme = address::scheme(&whole)?;
    // What cannot be read as an address is kept as it is, so that it can be said.
    matches!(scheme.as_str(), "http" | "https").then(|| Url::parse(&whole).map(String::from).unwrap_or(whole))
}

/// An address, and its fragment with the `#`.
///
/// `a#b => a, #b`
fn cut(address: &str) -> (&str, &str) {
    address.split_at(address.find('#').unwrap_or(address.len()))
}

/// A new address with the fragment of the old one, unless it has its own: so do browsers.
///
/// `("https://b.example/", "https://a.example/#x") => https://b.example/#x`
fn with_fragment(to: &str, written: &str) -> String {
    let fragment = if to.contains('#') { "" } else { cut(written).1 };
    format!("{to}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_as_browsers_write_them() {
        let address = |written| web_address(written, Some("http://help.example.com/"));
        for same in ["https://example.com", "HTTPS://Example.COM:443/#x", "https://example.com/."] {
            assert_eq!(address(same).as_deref(), Some("https://example.com/"), "{same}");
        }
        assert_eq!(
            address("https://bücher.example/ä b?q=ö").as_deref(),
            Some("https://xn--bcher-kva.example/%C3%A4%20b?q=%C3%B6")
        );
        assert_eq!(address("//cdn.example.com/x").as_deref(), Some("http://cdn.example.com/x"));
        assert_eq!(web_address("//cdn.example.com/x", None).as_deref(), Some("https://cdn.example.com/x"));
        assert_eq!(address("https://{tenant}.example.com/#x").as_deref(), Some("https://{tenant}.example.com/"));
        for none in ["mailto:a@example.com", "tel:+1", "/a", "ftp://example.com/"] {
            assert_eq!(address(none), None, "{none}");
        }
    }

    #[test]
    fn a_fragment_goes_along() {
        assert_eq!(with_fragment("https://b.example/", "https://a.example/#x"), "https://b.example/#x");
        assert_eq!(with_fragment("https://b.example/#y", "https://a.example/#x"), "https://b.example/#y");
    }
}
