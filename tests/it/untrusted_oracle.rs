//! What may stand in any output, whoever wrote what it was made of: the judge of `untrusted`.

use scraper::{ElementRef, Html, Selector};

/// Elements that no output has.
const NEVER: [&str; 24] = [
    "applet",
    "animate",
    "annotation-xml",
    "base",
    "embed",
    "foreignobject",
    "frame",
    "frameset",
    "image",
    "iframe",
    "marquee",
    "math",
    "noembed",
    "noscript",
    "object",
    "param",
    "plaintext",
    "set",
    "slot",
    "template",
    "textarea",
    "use",
    "xmp",
    "select",
];

/// Attributes whose values are addresses that a browser follows or loads.
const ADDRESSES: [&str; 18] = [
    "action",
    "archive",
    "background",
    "cite",
    "classid",
    "codebase",
    "data",
    "dynsrc",
    "formaction",
    "href",
    "icon",
    "longdesc",
    "lowsrc",
    "manifest",
    "poster",
    "profile",
    "src",
    "xlink:href",
];

/// Attributes that no output has.
const NO_ATTRIBUTES: [&str; 7] = ["style", "srcdoc", "srcset", "ping", "is", "http-equiv", "attributionsrc"];

/// Schemes that an address may have.
const SCHEMES: [&str; 6] = ["http", "https", "mailto", "tel", "ftp", "sms"];

/// The scheme of an address as a browser reads it: blanks and controls around it go, tabs and line ends within it too.
pub fn scheme(address: &str) -> Option<String> {
    let address = address.trim_matches(|ch| ch <= ' ').replace(['\t', '\n', '\r'], "");
    let (scheme, _) = address.split_once(':')?;
    let begins = scheme.starts_with(|ch: char| ch.is_ascii_alphabetic());
    let is_scheme = begins && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

fn is_safe(address: &str) -> bool {
    scheme(address).is_none_or(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// The name of a file of the theme, by its address from any page.
fn own(address: &str) -> Option<&str> {
    address.trim_start_matches("../").trim_start_matches("./").trim_start_matches('/').strip_prefix("assets/")
}

/// Whether an element is one of the theme's own scripts: a file of the site, with nothing in it.
fn is_own_script(element: &ElementRef<'_>) -> bool {
    let name = own(element.attr("src").unwrap_or_default()).unwrap_or_default();
    let is_name = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'.');
    is_name && (name.ends_with(".mjs") || name.ends_with(".js")) && element.text().collect::<String>().is_empty()
}

/// What of a page would run, embed, send or lead where it must not; as HTML, with a few words of what is wrong.
pub fn wrong(html: &str, kind: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let mut found = of(&document, kind);
    // What is read otherwise the second time, as whoever copies it does, must be as harmless then.
    for article in document.select(&Selector::parse("article").expect("a selector")) {
        let again = of(&Html::parse_document(&article.inner_html()), kind);
        found.extend(again.into_iter().map(|found| format!("again: {found}")));
    }
    found
}

fn of(document: &Html, kind: &str) -> Vec<String> {
    let mut found = Vec::new();
    for element in document.select(&Selector::parse("*").expect("a selector")) {
        let name = element.value().name();
        let mut say = |what: &str| {
            let html: String = element.html().chars().take(400).collect();
            found.push(format!("{what}: {html}"));
        };
        let is_policy = kind == "file" && element.attr("http-equiv") == Some("Content-Security-Policy");
        match name {
            _ if NEVER.contains(&name.to_ascii_lowercase().as_str()) => say("an element"),
            "script" if !is_own_script(&element) => say("a script"),
            "style" if kind != "file" => say("a style"),
            "form" if element.attr("action").is_some() => say("a form that sends"),
            "meta" if element.attr("http-equiv").is_some() && !is_policy => {
                let refresh = element.attr("content").and_then(|content| content.split_once("url=")).map(|(_, to)| to);
                let is_own = element.attr("http-equiv") == Some("refresh") && refresh.is_some_and(is_safe);
                if !is_own || refresh.is_some_and(|to| to.starts_with(['"', '\''])) {
                    say("a command to the browser");
                }
            }
            "link" => {
                let loads = ["stylesheet", "modulepreload", "icon"].contains(&element.attr("rel").unwrap_or_default());
                let to = element.attr("href").unwrap_or_default();
                let is_ours = to == "data:," || own(to).is_some();
                if loads && !is_ours {
                    say("something loaded from elsewhere");
                }
            }
            "svg" if !matches!(element.attr("class"), Some("icon" | "elig-tree" | "status-bar")) => say("a drawing"),
            _ => {}
        }
        for (attribute, value) in element.value().attrs() {
            let lower = attribute.to_ascii_lowercase();
            let is_known = lower == "http-equiv" && name == "meta";
            if lower.starts_with("on") || NO_ATTRIBUTES.contains(&&*lower) && !is_known {
                say(&format!("the attribute {attribute}"));
            }
            let is_icon = name == "link" && value == "data:,";
            if ADDRESSES.contains(&&*lower) && !is_safe(value) && !is_icon {
                say(&format!("the address in {attribute}"));
            }
            if lower == "target" && value != "_blank" {
                say("a window of somebody else");
            }
        }
    }
    found
}

/// Whether a text may go to a terminal: apart from colours there is nothing in it that would steer one, and nothing that
/// would turn the order of what it says.
pub fn steers(text: &str) -> Option<String> {
    let mut rest = text;
    let mut plain = String::new();
    // Our own colours.
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        let codes = after.len() - after.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == ';').len();
        match after[codes..].strip_prefix('m') {
            Some(after) => rest = after,
            None => return Some(after.chars().take(80).collect()),
        }
    }
    plain.push_str(rest);
    let is_wrong = |ch: char| {
        ch.is_control() && !matches!(ch, '\n' | '\t')
            || matches!(ch, '\u{202A}'..='\u{202E}' | '\u{2066}' | '\u{2067}' | '\u{2028}' | '\u{2029}')
    };
    let at = plain.find(is_wrong)?;
    Some(format!("{:?}", plain[at..].chars().take(80).collect::<String>()))
}

/// Whether XML is well-formed and declares nothing.
pub fn is_xml(text: &str) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open = 0;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) if open == 0 => return Ok(()),
            Ok(quick_xml::events::Event::Eof) => return Err(format!("{open} elements are open at the end")),
            Ok(quick_xml::events::Event::DocType(_)) => return Err("it declares something".to_owned()),
            Ok(quick_xml::events::Event::Start(tag)) => {
                open += 1;
                if let Some(Err(error)) = tag.attributes().find(Result::is_err) {
                    return Err(error.to_string());
                }
            }
            Ok(quick_xml::events::Event::End(_)) => open -= 1,
            Ok(_) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
}

#[test]
fn the_judge_sees() {
    let page = |body: &str| format!("<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>");
    for sound in [
        "<p>&lt;script></p>",
        "<a href=\"https://e.example/javascript:x\">x</a>",
        "<a href=\"../a:b/\">x</a>",
        "<script type=\"module\" src=\"../assets/theme.mjs\"></script>",
        "<svg class=\"icon\"><path d=\"M0\"/></svg>",
    ] {
        assert_eq!(wrong(&page(sound), "page"), Vec::<String>::new(), "{sound}");
    }
    for bad in [
        "<script>x</script>",
        "<script src=\"https://e.example/x.js\"></script>",
        "<p onclick=x>",
        "<a href=\" java\tscript:x\">x</a>",
        "<a href=\"\u{1}javascript:x\">x</a>",
        "<a href=\"data:text/html,x\">x</a>",
        "<iframe></iframe>",
        "<p style=x>",
        "<svg><a xlink:href=x></a></svg>",
        "<math></math>",
        "<meta http-equiv=refresh content=\"0; url=javascript:x\">",
        "<form action=x></form>",
        "<link rel=stylesheet href=//e.example>",
    ] {
        assert!(!wrong(&page(bad), "page").is_empty(), "{bad}");
    }
    assert_eq!(steers("\u{1b}[1m\u{1b}[91merror\u{1b}[0m: a\tb\n"), None);
    for bad in ["\u{1b}]8;;x\u{7}", "\u{1b}[2J", "\r", "\u{9b}m", "\u{202e}", "\u{7}"] {
        assert!(steers(bad).is_some(), "{bad:?}");
    }
    assert!(is_xml("<a b=\"c\"/>").is_ok() && is_xml("<a>").is_err() && is_xml("<!DOCTYPE a><a/>").is_err());
}
