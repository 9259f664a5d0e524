//! A picture as a page shows it: with room for it before it is there, and when it is asked for.

use super::body::BodyWriter;
use super::frame;
use super::view::ImageView;
use crate::model::document::Image;
use crate::model::sources::Size;
use crate::model::{DocumentId, LocaleId, Origin};
use crate::site::Site;
use crate::site::links::Base;
use crate::site::target::Target;
use crate::text::address;
use crate::text::escape::escape_into;

/// How far down a page a picture stands that hardly anybody sees at first, in pixels.
const FIRST_VIEW: usize = 2000;
/// How many bytes of HTML there are to a pixel, at least: a line of text has a hundred of them, and is some 28 pixels high.
const BYTES_PER_PIXEL: usize = 4;
/// How wide the column is that shows pictures, in pixels.
const COLUMN: f64 = 700.0;

/// What stands above a place on a page.
#[derive(Debug, Default)]
pub struct Above {
    /// How many bytes of HTML, beside those of the text that is being written.
    pub written: usize,
    /// How high its pictures are together, in pixels.
    pictures: f64,
}

impl Above {
    /// Adds a picture.
    fn add(&mut self, width: f64, height: f64) {
        // Those that are narrower may stand beside each other.
        if width > COLUMN / 2.0 {
            self.pictures += height * (COLUMN / width).min(1.0);
        }
    }

    /// Whether nobody sees at first what comes next.
    fn is_far_down(&self, out: &str) -> bool {
        (self.written + out.len()) / BYTES_PER_PIXEL + self.pictures as usize > FIRST_VIEW
    }
}

impl BodyWriter<'_> {
    /// An image, or its words where the file is nowhere: a page shows no broken pictures.
    pub(super) fn image(&mut self, out: &mut String, id: DocumentId, image: &Image) {
        let target = self.target(id, image.link);
        if !matches!(target, Target::Asset { .. } | Target::External(_)) {
            if !image.alt.is_empty() {
                out.push_str("<span class=\"missing-image\">");
                escape_into(out, &image.alt);
                out.push_str("</span>");
            }
            return;
        }
        let lightbox = image
            .lightbox
            .map(|number| self.target(id, number))
            .filter(|target| matches!(target, Target::Asset { .. }));
        if let Some(lightbox) = &lightbox {
            out.push_str("<a class=\"lightbox\" href=\"");
            self.address(out, lightbox);
            out.push_str("\">");
        }
        out.push_str("<img src=\"");
        self.address(out, &target);
        out.push_str("\" alt=\"");
        escape_into(out, &image.alt);
        out.push('"');
        if let Some(title) = &image.title {
            out.push_str(" title=\"");
            escape_into(out, title);
            out.push('"');
        }
        if !image.class.is_empty() {
            out.push_str(" class=\"");
            escape_into(out, &image.class);
            out.push('"');
        }
        let size = match target {
            Target::Asset { asset, .. } => self.site.asset_source(asset).size(),
            _ => None,
        };
        let (width, height) = sides(image, size);
        for (name, value) in [("width", &width), ("height", &height)] {
            if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
                out.push_str(&format!(" {name}=\"{value}\""));
            }
        }
        out.push_str(&image.attributes);
        out.push_str(" decoding=\"async\"");
        // What readers see at once should be on its way at once.
        if self.above.is_far_down(out) {
            out.push_str(" loading=\"lazy\"");
        }
        out.push('>');
        if let Some((width, height)) = pixels(width.as_deref()).zip(pixels(height.as_deref())) {
            self.above.add(width, height);
        }
        if lightbox.is_some() {
            out.push_str("</a>");
        }
    }
}

/// How wide and how high a picture stands on a page: as its author says, and for what that leaves open as its file does.
fn sides(image: &Image, size: Option<Size>) -> (Option<String>, Option<String>) {
    let (width, height) = (image.width.clone(), image.height.clone());
    let Some(size) = size else { return (width, height) };
    let other = |given: &Option<String>, own: u32, other: u32| {
        pixels(given.as_deref()).map(|given| (given * f64::from(other) / f64::from(own)).round().to_string())
    };
    match (&width, &height) {
        (None, None) => (Some(size.width.to_string()), Some(size.height.to_string())),
        (Some(_), None) => (width.clone(), other(&width, size.width, size.height)),
        (None, Some(_)) => (other(&height, size.height, size.width), height),
        (Some(_), Some(_)) => (width, height),
    }
}

/// The pixels that an attribute says, as browsers read it; nothing for a share of what is around the picture.
///
/// `300px => 300`, `50% => nothing`
fn pixels(written: Option<&str>) -> Option<f64> {
    let written = written?.trim();
    let end = written.find(|ch: char| !ch.is_ascii_digit() && ch != '.').unwrap_or(written.len());
    written[..end].parse().ok().filter(|_| !written[end..].starts_with('%'))
}

/// The picture for previews of links to a page: its own, that of its source, or the site's. Previews are made elsewhere, so
/// that without a base address there is none.
pub fn preview(site: &Site, locale: LocaleId, page: Option<Origin>) -> Option<ImageView> {
    let site_address = site.config.base_url.as_deref()?;
    let of = match page {
        Some(Origin::Translation { of, .. }) => Some(of),
        _ => None,
    };
    let lead = |id: DocumentId, number: usize| {
        let document = site.document(id);
        let base = Base { locale: document.locale, path: &document.path, document: Some(id) };
        site.resolve(locale, base, &document.body.links[number].destination)
    };
    let shown = page.map(Origin::document);
    let own = [shown, of].into_iter().flatten();
    let own = own.filter_map(|id| Some(lead(id, site.document(id).body.preview?)));
    own.chain(site.image(locale)).find_map(|target| match &target {
        Target::Asset { asset, .. } => {
            let size = site.asset_source(*asset).size();
            let same = |id: &DocumentId, image: &Image| {
                let found = lead(*id, image.link);
                matches!(found, Target::Asset { asset: other, .. } if other == *asset) && !image.alt.is_empty()
            };
            let alt = shown.and_then(|id| site.document(id).body.images.iter().find(|image| same(&id, image)));
            Some(ImageView {
                href: format!("{site_address}{}", frame::encode(&site.asset_address(*asset))),
                alt: alt.map(|image| image.alt.clone()),
                width: size.map(|size| size.width),
                height: size.map(|size| size.height),
            })
        }
        Target::External(address) if matches!(address::scheme(address).as_deref(), Some("http" | "https")) => {
            let href = address::encode_destination(address);
            Some(ImageView { href, alt: None, width: None, height: None })
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_as_large_as_its_author_says_else_as_its_file() {
        let size = Some(Size { width: 300, height: 100 });
        for (width, height, size, expected) in [
            ("", "", size, ("300", "100")),
            ("60", "", size, ("60", "20")),
            ("60px", "", size, ("60px", "20")),
            ("", "60", size, ("180", "60")),
            ("60", "60", size, ("60", "60")),
            ("50%", "", size, ("50%", "")),
            ("wide", "", size, ("wide", "")),
            ("60", "", None, ("60", "")),
            ("", "", None, ("", "")),
        ] {
            let given = |written: &str| (!written.is_empty()).then(|| written.to_owned());
            let image = Image { width: given(width), height: given(height), ..Image::default() };
            let (w, h) = sides(&image, size);
            assert_eq!((w.unwrap_or_default().as_str(), h.unwrap_or_default().as_str()), expected, "{width} {height}");
        }
    }

    #[test]
    fn what_stands_above_says_how_far_down_a_picture_is() {
        let mut above = Above::default();
        assert!(!above.is_far_down(""));
        assert!(above.is_far_down(&"x".repeat(BYTES_PER_PIXEL * (FIRST_VIEW + 1))));
        for _ in 0..100 {
            above.add(16.0, 16.0);
        }
        assert!(!above.is_far_down(""), "icons of one line");
        above.add(1400.0, 2002.0);
        assert!(!above.is_far_down(""), "as high as it is in its column");
        above.add(700.0, 1000.0);
        assert!(above.is_far_down(""));
    }
}
