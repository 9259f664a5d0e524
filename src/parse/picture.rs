//! How large a picture is, by the beginning of its file, so that pages leave room for it before it is there.

use std::io::Cursor;

use exif::{In, Reader, Tag};
use quick_xml::events::{BytesStart, Event};

use crate::model::sources::Size;

/// How large a browser shows the picture whose file begins with `head`. Nothing where that is no beginning of a PNG, JPEG,
/// GIF, WebP or SVG file, or too short a one.
pub fn size(head: &[u8]) -> Option<Size> {
    let Ok(found) = imagesize::blob_size(head) else { return of_svg(head) };
    let (width, height) = (u32::try_from(found.width).ok()?, u32::try_from(found.height).ok()?);
    let (width, height) = if is_turned(head) { (height, width) } else { (width, height) };
    (width > 0 && height > 0).then_some(Size { width, height })
}

/// Whether a photograph lies on its side, and browsers set it upright.
fn is_turned(head: &[u8]) -> bool {
    let is_jpeg = head.starts_with(b"\xff\xd8");
    let exif = is_jpeg.then(|| Reader::new().read_from_container(&mut Cursor::new(head)).ok()).flatten();
    let orientation = exif.and_then(|exif| exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0));
    orientation.is_some_and(|orientation| (5..=8).contains(&orientation))
}

/// The size of a drawing: what its root element says, and for what that leaves open the proportions of its `viewBox`.
fn of_svg(head: &[u8]) -> Option<Size> {
    let mut reader = quick_xml::Reader::from_reader(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
    let root = loop {
        match reader.read_event().ok()? {
            Event::Start(root) | Event::Empty(root) => break root,
            Event::Eof => return None,
            _ => {}
        }
    };
    if root.local_name().as_ref() != b"svg" {
        return None;
    }
    let width = attribute(&root, "width").map_or(Length::Open, Length::new);
    let height = attribute(&root, "height").map_or(Length::Open, Length::new);
    let parts = attribute(&root, "viewBox").unwrap_or_default().split([',', ' ', '\t', '\r', '\n']);
    let view: Result<Vec<f64>, _> = parts.filter(|part| !part.is_empty()).map(str::parse).collect();
    let view = view.ok().and_then(|view| <[f64; 4]>::try_from(view).ok()).map(|[_, _, width, height]| (width, height));
    let (width, height) = match (width, height, view) {
        (Length::Pixels(width), Length::Pixels(height), _) => (width, height),
        (Length::Pixels(width), Length::Open, Some(view)) => (width, width * view.1 / view.0),
        (Length::Open, Length::Pixels(height), Some(view)) => (height * view.0 / view.1, height),
        (Length::Open, Length::Open, Some(view)) => view,
        _ => return None,
    };
    let is_size = |length: f64| length.is_finite() && length > 0.0;
    let whole = |length: f64| (length.round() as u32).max(1);
    (is_size(width) && is_size(height)).then(|| Size { width: whole(width), height: whole(height) })
}

/// What of a drawing would run where a browser shows it by itself; a page that shows it as a picture runs nothing of it.
pub fn runs(drawing: &[u8]) -> Option<String> {
    if drawing.starts_with(b"\xfe\xff") || drawing.starts_with(b"\xff\xfe") {
        return Some("text in UTF-16, which nobody has looked through".to_owned());
    }
    let mut reader = quick_xml::Reader::from_reader(drawing);
    loop {
        let tag = match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => tag,
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => continue,
        };
        let name = String::from_utf8_lossy(tag.local_name().as_ref()).to_ascii_lowercase();
        if matches!(&*name, "script" | "iframe" | "embed" | "object" | "handler" | "listener") {
            return Some(format!("`<{name}>`"));
        }
        for attribute in tag.attributes().with_checks(false).flatten() {
            let own = String::from_utf8_lossy(attribute.key.local_name().as_ref()).to_ascii_lowercase();
            if own.starts_with("on") {
                return Some(format!("`{own}`"));
            }
            // Animations put addresses where there were none, and a file may have names of its own for parts of them.
            let is_address =
                matches!(&*own, "href" | "src" | "action" | "formaction" | "to" | "from" | "values" | "by");
            let value = String::from_utf8_lossy(&attribute.value);
            let Ok(value) = quick_xml::escape::unescape(&value) else {
                if is_address {
                    return Some(format!("an address in `{own}` that cannot be read"));
                }
                continue;
            };
            let value: String =
                value.chars().filter(|ch| !ch.is_control() && *ch != ' ').collect::<String>().to_lowercase();
            let runs = ["javascript:", "vbscript:", "data:text/html", "data:image/svg"]
                .iter()
                .find(|own| value.contains(**own));
            if let Some(scheme) = runs.filter(|_| is_address) {
                return Some(format!("`{scheme}` in `{own}`"));
            }
        }
    }
}

fn attribute<'r>(root: &'r BytesStart<'_>, name: &str) -> Option<&'r str> {
    // What is repeated is no XML; looking for that would take long in a file made for it.
    let mut attributes = root.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name.as_bytes())?;
    match found.value {
        std::borrow::Cow::Borrowed(value) => std::str::from_utf8(value).ok(),
        std::borrow::Cow::Owned(_) => None,
    }
}

/// A side of a drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Length {
    Pixels(f64),
    /// As there is room, which is how a drawing without a length is shown too.
    Open,
    /// By a unit that only a font knows.
    Unknown,
}

impl Length {
    fn new(written: &str) -> Self {
        let written = written.trim();
        let unit = written.trim_start_matches(|ch: char| ch.is_ascii_digit() || matches!(ch, '.' | '+' | '-'));
        let Ok(number) = written[..written.len() - unit.len()].parse::<f64>() else { return Self::Open };
        let pixels = match unit {
            "" | "px" => 1.0,
            "in" => 96.0,
            "cm" => 96.0 / 2.54,
            "mm" => 96.0 / 25.4,
            "pt" => 96.0 / 72.0,
            "pc" => 16.0,
            "%" => return Self::Open,
            _ => return Self::Unknown,
        };
        Self::Pixels(number * pixels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A segment of a JPEG file.
    fn segment(mark: u8, content: &[u8]) -> Vec<u8> {
        let len = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
        [&[0xff, mark], &len[..], content].concat()
    }

    /// A JPEG file of 640 by 480 up to where it says so, with the orientation that a camera wrote.
    fn jpeg(orientation: u8) -> Vec<u8> {
        let entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
        let exif = [&b"Exif\0\0MM\0*\0\0\0\x08\0\x01"[..], &entry, &[0; 4]].concat();
        let frame = [8, 0x01, 0xe0, 0x02, 0x80, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
        [&[0xff, 0xd8][..], &segment(0xe1, &exif), &segment(0xc0, &frame)].concat()
    }

    #[test]
    fn the_head_of_a_file_tells_its_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x40\0\0\0\xc8\x08\x06\0\0\0";
        let webp = b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x2b\x01\0\x63\0\0";
        for (head, expected) in [
            (&png[..], Some((320, 200))),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\xc8\x08\x06\0\0\0", None),
            (&png[..18], None),
            (b"GIF89a\x2c\x01\x64\x00\0\0\0\0", Some((300, 100))),
            (webp, Some((300, 100))),
            (&jpeg(1), Some((640, 480))),
            (&jpeg(6), Some((480, 640))),
            (&jpeg(6)[..40], None),
            (b"", None),
            (b"no picture at all", None),
        ] {
            let found = size(head).map(|size| (size.width, size.height));
            assert_eq!(found, expected, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn a_drawing_says_its_size_or_its_proportions() {
        for (attributes, expected) in [
            ("width='30' height='20'", Some((30, 20))),
            ("height='20.4px' viewBox='0 0 9 9' width=' 30 '", Some((30, 20))),
            ("width='1in' height='72pt'", Some((96, 96))),
            ("width='50.8mm' height='2.54cm'", Some((192, 96))),
            ("viewBox='0 0 300 150'", Some((300, 150))),
            ("viewBox='-10,-10, 300,\n150.2'", Some((300, 150))),
            ("width='100%' height='100%' viewBox='0 0 300 150'", Some((300, 150))),
            ("width='600' viewBox='0 0 300 150'", Some((600, 300))),
            ("width='100%' height='50' viewBox='0 0 300 150'", Some((100, 50))),
            ("width='0.2' height='0.2'", Some((1, 1))),
            ("width='600'", None),
            ("width='10em' viewBox='0 0 300 150'", None),
            ("width='600' viewBox='0 0 0 150'", None),
            ("width='-3' height='3'", None),
            ("viewBox='0 0 300'", None),
            ("viewBox='0 0 x 300 150'", None),
            ("", None),
        ] {
            for head in [
                format!("<svg {attributes}>"),
                format!(
                    "\u{feff}<?xml version='1.0'?>\n<!DOCTYPE svg [<!ENTITY a 'b'>]>\n<!-- <svg width='1' height='1'> -->\n<x:svg {attributes}/>"
                ),
            ] {
                assert_eq!(size(head.as_bytes()).map(|size| (size.width, size.height)), expected, "{head}");
            }
        }
        for (drawing, what) in [
            ("<svg><a xlink:href='https://e.example'><path d='M0'/></a><foreignObject/></svg>", None),
            ("<!DOCTYPE svg [<!ENTITY ns 'x'>]><svg xmlns:a='&ns;'><text>onload= javascript:</text></svg>", None),
            ("<svg><s:script xmlns:s='x'/></svg>", Some("`<script>`")),
            ("<svg ONLOAD='x'>", Some("`onload`")),
            ("<svg><a xlink:href='java&#10;script:x'>", Some("`javascript:` in `href`")),
            ("<svg><set attributeName='href' to=' Javascript:x'/>", Some("`javascript:` in `to`")),
            ("<svg><use href='data:image/svg+xml,x'/>", Some("`data:image/svg` in `href`")),
            (
                "<!DOCTYPE svg [<!ENTITY x 'javascript:'>]><svg><a href='&x;y'/>",
                Some("an address in `href` that cannot be read"),
            ),
        ] {
            assert_eq!(runs(drawing.as_bytes()).as_deref(), what, "{drawing}");
        }
        assert_eq!(size(b"<html width='3' height='3'><svg width='3' height='3'>"), None);
        assert_eq!(size(b"<svg width='3' height='3' "), None);
    }
}
