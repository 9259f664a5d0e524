//! What requests say and answers need: who may ask, which part of a file, which type it has.

use std::net::IpAddr;

/// Whether a host, as a browser names it, is this machine or what the preview was told to listen on. A page of the web can lead its
/// own name to this machine, and would then read what the preview says; its name gives it away.
pub fn is_own(host: &str, listens_on: &str) -> bool {
    let host = host.rsplit_once("://").map_or(host, |(_, host)| host);
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => {
            host.rsplit_once(':').map_or(host, |(name, port)| if port.parse::<u16>().is_ok() { name } else { host })
        }
    };
    let is_loopback =
        name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    // Whoever opens the preview to a network asks it by an address, or by the name that it was given.
    let any = listens_on.parse::<IpAddr>().is_ok_and(|address| address.is_unspecified());
    is_loopback || name.eq_ignore_ascii_case(listens_on) || any && name.parse::<IpAddr>().is_ok()
}

/// Whether a browser may be answered, by what it says of who asks (`Sec-Fetch-…`): a page of another site may lead a reader here, and
/// load nothing, neither as a script nor into a frame. Older browsers do not say it.
pub fn may_have<'h>(header: impl Fn(&str) -> Option<&'h str>) -> bool {
    let is = |name: &str, value: &str| header(name).is_some_and(|own| own.eq_ignore_ascii_case(value));
    !is("sec-fetch-site", "cross-site") || is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document")
}

/// The part of a body that `Range: bytes=…` asks for; nothing where the whole of it is to be sent.
pub fn range(asked: &str, length: u64) -> Option<Result<(u64, u64), ()>> {
    let (from, to) = asked.trim().strip_prefix("bytes=")?.split_once('-')?;
    if to.contains(',') {
        return None;
    }
    let last = length.checked_sub(1);
    let (from, to) = match (from.trim(), to.trim()) {
        ("", suffix) => (length.saturating_sub(suffix.parse().ok()?), last?),
        (from, "") => (from.parse().ok()?, last?),
        (from, to) => (from.parse().ok()?, to.parse::<u64>().ok()?.min(last?)),
    };
    Some(if from <= to && from < length { Ok((from, to)) } else { Err(()) })
}

/// The type of a file, by its name.
pub fn content_type(path: &str) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = guess.type_() == "text" || matches!(guess.subtype().as_str(), "javascript" | "json" | "xml" | "svg");
    if is_text { format!("{guess}; charset=utf-8") } else { guess.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_apart() {
        for (host, listens_on, own) in [
            ("localhost:8000", "127.0.0.1", true),
            ("127.0.0.1:8000", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.1", true),
            ("[::1]:8000", "127.0.0.1", true),
            ("http://localhost:8000", "127.0.0.1", true),
            ("evil.example:8000", "127.0.0.1", false),
            ("localhost.evil.example", "127.0.0.1", false),
            ("192.168.0.7:8000", "127.0.0.1", false),
            ("192.168.0.7:8000", "0.0.0.0", true),
            ("evil.example:8000", "0.0.0.0", false),
            ("writers.example:80", "writers.example", true),
            ("null", "127.0.0.1", false),
            ("", "127.0.0.1", false),
        ] {
            assert_eq!(is_own(host, listens_on), own, "{host} at {listens_on}");
        }
    }

    #[test]
    fn ranges_are_read() {
        assert_eq!(range("bytes=0-99", 1000), Some(Ok((0, 99))));
        assert_eq!(range("bytes=900-", 1000), Some(Ok((900, 999))));
        assert_eq!(range("bytes=-100", 1000), Some(Ok((900, 999))));
        assert_eq!(range("bytes=0-5000", 1000), Some(Ok((0, 999))));
        assert_eq!(range("bytes=1000-", 1000), Some(Err(())));
        assert_eq!(range("bytes=5-2", 1000), Some(Err(())));
        assert_eq!(range("bytes=0-1,5-6", 1000), None);
        assert_eq!(range("lines=0-1", 1000), None);
        assert_eq!(range("bytes=0-0", 0), None);
    }
}
