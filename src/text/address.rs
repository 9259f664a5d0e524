//! Paths and web addresses: joining, making relative, splitting.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What must be encoded inside one segment of an address's path. Letters of any script are encoded too, as a browser
/// sends them.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A destination as an author wrote it, cut into its parts.
///
/// `a/b.md?x=1#frag => path a/b.md, query x=1, fragment frag`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    /// Everything before `?` and `#`.
    pub path: &'a str,
    /// Between `?` and `#`, without the `?`.
    pub query: Option<&'a str>,
    /// After the first `#`.
    pub fragment: Option<&'a str>,
}

/// Cuts a destination into path, query and fragment.
pub fn split(destination: &str) -> Parts<'_> {
    let (rest, fragment) = match destination.split_once('#') {
        Some((rest, fragment)) => (rest, Some(fragment)),
        None => (destination, None),
    };
    let (path, query) = match rest.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (rest, None),
    };
    Parts { path, query, fragment }
}

/// The scheme of an absolute address, in lower case, where there is one (RFC 3986, section 3.1).
///
/// `HTTPS://x => https`, `C:\x => nothing` (one letter is a drive), `a/b => nothing`
pub fn scheme(destination: &str) -> Option<String> {
    let (scheme, _) = destination.split_once(':')?;
    let mut chars = scheme.chars();
    let first = chars.next()?.is_ascii_alphabetic();
    let rest = chars.all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '+' | '-' | '.'));
    (first && rest && scheme.len() > 1).then(|| scheme.to_ascii_lowercase())
}

/// Joins a `/`-separated path to the folder of `base` and resolves `.` and `..`. Gives nothing when it would climb
/// above the root.
///
/// `("a/b.md", "../c.md") => c.md`, `("b.md", "../c.md") => nothing`
pub fn join(base: &str, path: &str) -> Option<String> {
    let folder = memchr::memrchr(b'/', base.as_bytes()).map(|end| &base[..end]);
    let mut joined = String::with_capacity(folder.map_or(0, str::len) + path.len() + 2);
    joined.push_str(folder.unwrap_or_default());
    // How many segments there are: an empty one, as of `/x`, is one too.
    let mut depth = folder.map_or(0, |folder| memchr::memchr_iter(b'/', folder.as_bytes()).count() + 1);
    let (mut start, end) = (0, path.len());
    while start <= end {
        let length = memchr::memchr(b'/', &path.as_bytes()[start..]);
        let part = &path[start..length.map_or(end, |length| start + length)];
        start += part.len() + 1;
        match part {
            "" | "." => {}
            ".." => {
                depth = depth.checked_sub(1)?;
                joined.truncate(memchr::memrchr(b'/', joined.as_bytes()).unwrap_or(0));
            }
            part => {
                if depth > 0 {
                    joined.push('/');
                }
                joined.push_str(part);
                depth += 1;
            }
        }
    }
    if path.ends_with('/') && !joined.is_empty() {
        joined.push('/');
    }
    Some(joined)
}

/// A path in which only what leads above its start is left of `.` and `..`.
///
/// `a/./b/../c => a/c`, `../../x => ../../x`
pub fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Percent-decodes; bytes that are not UTF-8 leave the text as it was.
///
/// `a%20b => a b`
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    percent_decode_str(text).decode_utf8().unwrap_or(Cow::Borrowed(text))
}

/// Percent-encodes a `/`-separated path for an address.
///
/// `a b/ü => a%20b/%C3%BC`
pub fn encode_path(path: &str) -> Cow<'_, str> {
    utf8_percent_encode(path, SEGMENT).into()
}

/// Percent-encodes what HTML would call an error in an address, and leaves what is encoded already.
pub fn encode_destination(destination: &str) -> String {
    /// Only what can never stand in an address.
    const LENIENT: &AsciiSet =
        &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'|').add(b'}').add(b'\\');
    /// Brackets stand around the number of a host, and nowhere behind it.
    const BEHIND_HOST: &AsciiSet = &LENIENT.add(b'[').add(b']').add(b'^');
    let destination = destination.trim();
    let behind = match destination.split_once("//") {
        Some((scheme, rest)) if scheme.is_empty() || scheme.ends_with(':') => {
            destination.len() - rest.len() + rest.find(['/', '?', '#']).unwrap_or(rest.len())
        }
        _ => 0,
    };
    let (host, rest) = destination.split_at(behind);
    format!("{}{}", utf8_percent_encode(host, LENIENT), utf8_percent_encode(rest, BEHIND_HOST))
}

/// Writes the relative address that leads from the page at `from` to `to`; both are addresses below the site's root,
/// as `de-de/a/` or `assets/x.css`.
///
/// `("de-de/a/b/", "de-de/c/") => ../../c/`, `("de-de/", "de-de/") => ./`, `("a/b.html", "a/c.html") => c.html`
pub fn relative_into(out: &mut String, from: &str, to: &str) {
    let slash = |bytes: &[u8]| memchr::memrchr(b'/', bytes).map_or(0, |at| at + 1);
    let folder = &from[..slash(from.as_bytes())];
    let same = folder.bytes().zip(to.bytes()).take_while(|(from, to)| from == to).count();
    let common = slash(&folder.as_bytes()[..same]);
    let ups = memchr::memchr_iter(b'/', &folder.as_bytes()[common..]).count();
    out.reserve("../".len() * ups + to.len() - common + "./".len());
    for _ in 0..ups {
        out.push_str("../");
    }
    let rest = &to[common..];
    if rest.is_empty() && ups == 0 {
        out.push_str("./");
    }
    // A first segment with a colon would be read as a scheme.
    if ups == 0 && memchr::memchr2(b'/', b':', rest.as_bytes()).is_some_and(|at| rest.as_bytes()[at] == b':') {
        out.push_str("./");
    }
    out.push_str(rest);
}

/// A path as a link can hold it: encoded where something in it would end the link or its path. Letters of any language
/// stand as they are otherwise.
///
/// `a b.md => a%20b.md`, `ü.md => ü.md`
pub fn in_link(path: String) -> String {
    if path.contains([' ', '(', ')', '<', '>', '%', '#', '?']) { encode_path(&path).into_owned() } else { path }
}

/// An address below a locale's root as the file at `from` would write it.
///
/// `("help/a.md", "help/b c.md") => b%20c.md`
pub fn relative(from: &str, to: &str) -> String {
    let mut path = String::new();
    relative_into(&mut path, from, to);
    in_link(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses() {
        for (from, to, expected) in [
            ("de-de/a/b/", "de-de/c/", "../../c/"),
            ("de-de/", "de-de/", "./"),
            ("a/b.html", "a/c.html", "c.html"),
            ("", "de-de/", "de-de/"),
            ("de-de/a/", "", "../../"),
            ("de-de/a/", "de-de/a/b/", "b/"),
            ("x/", "x/a:b/", "./a:b/"),
        ] {
            let mut out = String::new();
            relative_into(&mut out, from, to);
            assert_eq!(out, expected, "{from} -> {to}");
        }
    }

    #[test]
    fn links_hold_paths_that_nothing_ends() {
        assert_eq!(relative("help/a.md", "b (c).md"), "../b%20(c).md");
        assert_eq!(relative("help/a.md", "../x/ü.md"), "../../x/ü.md", "beyond the root");
        assert_eq!(plain("../in/./a/../b.md"), "../in/b.md");
    }

    #[test]
    fn joining_never_climbs_out() {
        assert_eq!(join("a/b.md", "../c.md").as_deref(), Some("c.md"));
        assert_eq!(join("a/b.md", "./d/").as_deref(), Some("a/d/"));
        assert_eq!(join("b.md", "../c.md"), None);
        assert_eq!(join("/b.md", "../../c.md"), None);
        assert_eq!(join("/b.md", "../c.md").as_deref(), Some("c.md"));
        assert_eq!(join("/b.md", "c.md").as_deref(), Some("/c.md"));
        assert_eq!(join("a/b/c.md", "../d/..//./e").as_deref(), Some("a/e"));
        assert_eq!(join("a/b.md", "..").as_deref(), Some(""));
    }

    #[test]
    fn destinations_are_cut() {
        assert_eq!(split("a.md?x#y#z"), Parts { path: "a.md", query: Some("x"), fragment: Some("y#z") });
        assert_eq!(scheme("mailto:a@b").as_deref(), Some("mailto"));
        assert_eq!(scheme("C:\\x"), None);
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(decode("a%20b%FF"), "a%20b%FF");
        assert_eq!(encode_path("a b/ü"), "a%20b/%C3%BC");
        for (written, encoded) in [
            ("http://[::1]:80/[x]?y=[z]#[w]", "http://[::1]:80/%5Bx%5D?y=%5Bz%5D#%5Bw%5D"),
            ("//h.example", "//h.example"),
            ("a[1].md?to=//b]", "a%5B1%5D.md?to=//b%5D"),
            ("mailto:a b@c%20d", "mailto:a%20b@c%20d"),
        ] {
            assert_eq!(encode_destination(written), encoded);
        }
    }
}
