//! Where an output stands, and how it writes the way to others.

use std::borrow::Cow;

use crate::site::Site;
use crate::site::target::{Anchor, Target};
use crate::text::address;
use crate::text::escape::escape_into;

/// The place of an output: every address on it is written from here.
#[derive(Debug, PartialEq, Eq)]
pub struct Frame {
    /// The address of the output, encoded.
    from: String,
    /// Written before addresses where relative ones cannot work, because the output is shown at any address.
    absolute: Option<String>,
}

impl Frame {
    /// The frame of an output at `address` below the site's root.
    pub fn at(address: &str) -> Self {
        Self { from: encode(address).into_owned(), absolute: None }
    }

    /// The frame of an output that hosts show at any address: addresses begin at the site's path on its host.
    pub fn anywhere(site: &Site) -> Self {
        let path = site.config.base_url.as_deref().and_then(|base| base.splitn(4, '/').nth(3)).unwrap_or_default();
        Self { from: String::new(), absolute: Some(format!("/{path}")) }
    }

    /// Writes the way to `to`, an address below the site's root.
    pub fn href_into(&self, out: &mut String, to: &str) {
        self.encoded_into(out, &encode(to));
    }

    /// Writes the way to an address that is encoded already.
    pub fn encoded_into(&self, out: &mut String, to: &str) {
        match &self.absolute {
            Some(prefix) => {
                out.push_str(prefix);
                out.push_str(to);
            }
            None => address::relative_into(out, &self.from, to),
        }
    }

    /// The folder of the output and the frame of another one beside it, below which nothing lies. Whatever is outside the
    /// folder has the same way from both. Nothing where no address is relative, and at the root.
    pub fn beside(&self) -> Option<(&str, Self)> {
        let folder = &self.from[..=self.from.rfind('/').filter(|_| self.absolute.is_none())?];
        let above = folder[..folder.len() - 1].rfind('/').map_or(0, |at| at + 1);
        // A space is never part of an encoded address.
        Some((folder, Self { from: format!("{} /", &folder[..above]), absolute: None }))
    }

    /// Writes the address of what a link leads to.
    pub fn target_into(&self, site: &Site, out: &mut String, target: &Target) {
        match target {
            Target::Page(page) => {
                let to = site.page_address(page.locale, &page.key, page.origin);
                self.href_into(out, &to);
                // A page that lacks the anchor, as a translation may, is still the page to go to.
                let fragment = page.fragment.as_deref().filter(|_| page.anchor == Anchor::There);
                if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
                    out.push('#');
                    escape_into(out, &address::encode_destination(fragment));
                }
            }
            Target::SamePage { fragment, .. } => {
                out.push('#');
                escape_into(out, &address::encode_destination(fragment));
            }
            Target::Asset { asset, fragment, .. } => {
                self.href_into(out, &site.asset_address(*asset));
                // docfx marks a picture that opens larger; it is no place within it.
                if let Some(fragment) = fragment.as_deref().filter(|fragment| *fragment != "lightbox") {
                    out.push('#');
                    escape_into(out, &address::encode_destination(fragment));
                }
            }
            Target::Home(locale) => self.href_into(out, &site.locale_address(*locale)),
            Target::External(address) | Target::Moved { to: address, .. } => {
                escape_into(out, &address::encode_destination(address))
            }
            Target::Empty | Target::Refused | Target::Broken(_) => {}
        }
    }

    /// The way to `to`.
    pub fn href(&self, to: &str) -> String {
        let mut out = String::new();
        self.href_into(&mut out, to);
        out
    }
}

/// An address below the site's root as it is written on the web.
pub fn encode(address: &str) -> Cow<'_, str> {
    address::encode_path(address)
}
