//! One request, and what is heard of it.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use rustls::CertificateError;
use ureq::http::{HeaderMap, header};
use ureq::{Agent, Error};
use url::{Host, Url};

/// How servers may call who asks.
const USER_AGENT: &str = concat!("diglot/", env!("CARGO_PKG_VERSION"), " (checks links)");

/// How an address is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Whether it is there.
    Head,
    /// For itself; what comes is not read beyond its head.
    Get,
}

/// What is heard of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A server answered.
    Status {
        /// The status.
        code: u16,
        /// Where it sends visitors, as written.
        location: Option<String>,
        /// How long it wants to be left alone.
        after: Option<Duration>,
        /// Whether it wants to know visitors again.
        cookies: bool,
    },
    /// Nobody knows the name of the host.
    NoHost,
    /// The host's certificate is one that browsers refuse, for what it is.
    NoTrust(&'static str),
    /// Nothing, and the next time it will not be other.
    Refused(String),
    /// Nothing, and the next time it may be other.
    Silence(String),
}

/// Who sends requests.
pub struct Agents {
    /// As the environment says: through a proxy, where it names one.
    through_proxy: Agent,
    /// To this machine itself, which no proxy can reach.
    direct: Agent,
    timeout: Duration,
}

impl Agents {
    /// Agents that wait for so long.
    pub fn new(timeout: Duration) -> Self {
        let config = || {
            Agent::config_builder()
                .user_agent(USER_AGENT)
                .timeout_global(Some(timeout))
                .http_status_as_error(false)
                // Each step of the way counts: its kind, and whose host it asks.
                .max_redirects(0)
                .max_redirects_will_error(false)
        };
        let direct = config().proxy(None).build().new_agent();
        Self { through_proxy: config().build().new_agent(), direct, timeout }
    }

    /// Sends a request and says what is heard.
    pub fn ask(&self, url: &Url, method: Method) -> Heard {
        let agent = if is_this_machine(url) { &self.direct } else { &self.through_proxy };
        let sent = match method {
            Method::Head => agent.head(url.as_str()).call(),
            Method::Get => agent.get(url.as_str()).call(),
        };
        match sent {
            Ok(response) => {
                let text = |name| text(response.headers(), name);
                Heard::Status {
                    code: response.status().as_u16(),
                    location: text(header::LOCATION),
                    after: text(header::RETRY_AFTER).and_then(|text| pause(&text, Timestamp::now())),
                    cookies: response.headers().contains_key(header::SET_COOKIE),
                }
            }
            Err(error) => self.heard(error),
        }
    }

    fn heard(&self, error: Error) -> Heard {
        let patience = self.timeout.as_secs_f64();
        match error {
            Error::Timeout(_) => Heard::Silence(format!("there is no answer within {patience} seconds")),
            Error::HostNotFound => Heard::NoHost,
            Error::Io(error) => of_io(&error),
            Error::Rustls(error) => of_tls(&error),
            Error::ConnectionFailed | Error::ConnectProxyFailed(_) => {
                Heard::Silence(format!("there is no connection: {error}"))
            }
            Error::Http(_) | Error::BadUri(_) => Heard::Refused(format!("it cannot be asked for: {error}")),
            error => Heard::Refused(format!("the answer cannot be read: {error}")),
        }
    }
}

/// Whether an address is on the machine that asks.
pub fn is_this_machine(url: &Url) -> bool {
    let is_own = |address: IpAddr| address.is_loopback() || address.is_unspecified();
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => is_own(address.into()),
        Some(Host::Ipv6(address)) => is_own(address.to_canonical()),
        None => false,
    }
}

/// A header's value; addresses in it may be written in UTF-8, against the rules.
fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// How long `Retry-After` means: a number of seconds, or a moment.
///
/// `120 => 2 minutes`
fn pause(written: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = written.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = rfc2822::DateTimeParser::new().parse_timestamp(written.trim()).ok()?;
    Some(Duration::try_from(moment.duration_since(now)).unwrap_or_default())
}

fn of_io(error: &io::Error) -> Heard {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return of_tls(error);
    }
    if is_no_name(error) {
        return Heard::NoHost;
    }
    Heard::Silence(match error.kind() {
        io::ErrorKind::ConnectionRefused => "the connection is refused".to_owned(),
        io::ErrorKind::ConnectionReset | io::ErrorKind::UnexpectedEof => {
            "the server ends the connection without an answer".to_owned()
        }
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => "the connection takes too long".to_owned(),
        _ => format!("there is no connection: {error}"),
    })
}

/// Whether the system says for certain that nobody has the name that it looked up; it may also say that it cannot tell
/// for the moment. Both come without a kind of their own, so only its words tell.
fn is_no_name(error: &io::Error) -> bool {
    const WORDS: [&str; 4] = [
        // GNU
        "Name or service not known",
        "No address associated with hostname",
        // musl
        "Name does not resolve",
        // macOS and BSD
        "nodename nor servname provided, or not known",
    ];
    /// `WSAHOST_NOT_FOUND` of Windows.
    const HOST_NOT_FOUND: i32 = 11001;
    let words = error.to_string();
    WORDS.iter().any(|known| words.contains(known)) || (cfg!(windows) && error.raw_os_error() == Some(HOST_NOT_FOUND))
}

/// A certificate that is wrong in itself is wrong for every reader. One by an authority that is unknown here may be known
/// to browsers, as that of a company is to its own; and what else fails they may do better.
fn of_tls(error: &rustls::Error) -> Heard {
    use CertificateError::{Expired, ExpiredContext, NotValidForName, NotValidForNameContext, Revoked};
    match error {
        rustls::Error::InvalidCertificate(Expired | ExpiredContext { .. }) => Heard::NoTrust("has expired"),
        rustls::Error::InvalidCertificate(NotValidForName | NotValidForNameContext { .. }) => {
            Heard::NoTrust("is for another host")
        }
        rustls::Error::InvalidCertificate(Revoked) => Heard::NoTrust("has been revoked"),
        rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer) => {
            Heard::Refused("its certificate is from an authority that is not known here".to_owned())
        }
        error => Heard::Refused(format!("there is no secure connection: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_seconds_or_a_moment() {
        let now = "2027-03-05T09:00:00Z".parse().expect("a moment");
        assert_eq!(pause(" 120", now), Some(Duration::from_secs(120)));
        assert_eq!(pause("Fri, 05 Mar 2027 09:00:30 GMT", now), Some(Duration::from_secs(30)));
        assert_eq!(pause("Fri, 05 Mar 2027 08:00:00 GMT", now), Some(Duration::ZERO));
        assert_eq!((pause("soon", now), pause("-1", now)), (None, None));
    }

    #[test]
    fn a_machine_knows_itself() {
        let is_own = |host: &str| is_this_machine(&Url::parse(&format!("http://{host}/")).expect("an address"));
        for own in
            ["localhost", "a.localhost:80", "localhost.", "127.0.0.1:3000", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"]
        {
            assert!(is_own(own), "{own}");
        }
        for other in ["example.com", "localhost.example.com", "192.168.0.1", "[2001:db8::1]"] {
            assert!(!is_own(other), "{other}");
        }
    }

    #[test]
    fn only_a_certain_no_is_no_host() {
        let looked_up =
            |words: &str| of_io(&io::Error::other(format!("failed to lookup address information: {words}")));
        assert_eq!(looked_up("Name or service not known"), Heard::NoHost);
        assert_eq!(looked_up("nodename nor servname provided, or not known"), Heard::NoHost);
        assert!(matches!(looked_up("Temporary failure in name resolution"), Heard::Silence(_)));
    }

    #[test]
    fn a_certificate_is_wrong_in_itself_or_only_unknown() {
        let certificate = |error| of_io(&io::Error::new(io::ErrorKind::InvalidData, rustls::Error::from(error)));
        assert_eq!(certificate(CertificateError::Expired), Heard::NoTrust("has expired"));
        assert_eq!(certificate(CertificateError::NotValidForName), Heard::NoTrust("is for another host"));
        assert!(matches!(certificate(CertificateError::UnknownIssuer), Heard::Refused(_)));
    }
}
