//! Where an output stands, and how it writes the way to others.

use crate::site::Site;
use crate::text::address;

/// The place of an output: every address on it is written from here.
#[derive(Debug)]
pub struct Frame {
    /// The address of the output, encoded.
    from: String,
    /// Written before addresses where relative ones cannot work, because the output is shown at any address.
    absolute: Option<String>,
}

impl Frame {
    /// The frame of an output at `address` below the site's root.
    pub fn at(address: &str) -> Self {
        Self { from: encode(address), absolute: None }
    }

    /// The frame of an output that hosts show at any address: addresses begin at the site's path on its host.
    pub fn anywhere(site: &Site) -> Self {
        let path = site.config.base_url.as_deref().and_then(|base| base.splitn(4, '/').nth(3)).unwrap_or_default();
        Self { from: String::new(), absolute: Some(format!("/{path}")) }
    }

    /// Writes the way to `to`, an address below the site's root.
    pub fn href_into(&self, out: &mut String, to: &str) {
        let to = encode(to);
        match &self.absolute {
            Some(prefix) => {
                out.push_str(prefix);
                out.push_str(&to);
            }
            None => address::relative_into(out, &self.from, &to),
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
pub fn encode(address: &str) -> String {
    let plain =
        address.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~'));
    if plain { address.to_owned() } else { address::encode_path(address) }
}
