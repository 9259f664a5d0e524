//! Pictures: the room that pages leave for them, and those that previews of links show.

use crate::check::findings;
use crate::mv::{moved, read};
use crate::site::Project;

/// A drawing of this size.
fn svg(width: u32, height: u32) -> String {
    format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'/>")
}

/// The pictures of a page, as it writes them.
fn pictures(page: &str) -> Vec<String> {
    let tags = page.split("<img ").skip(1).filter_map(|rest| rest.split_once('>'));
    tags.map(|(attributes, _)| attributes.replace(" decoding=\"async\"", "")).collect()
}

#[test]
fn pages_leave_room_for_the_file_that_they_show() {
    let text = "# A\n\n![m](m/a.svg)\n\n:::image source=\"m/a.svg\" alt-text=\"d\":::\n\n<img src=\"m/a.svg\" alt=\"r\" width=\"60\"> <img src=\"m/a.svg\" alt=\"s\" height=\"10%\">\n\n\
                <div><img height=6 src=\"m/b.svg\" alt=\"b\"></div>\n\n![w](https://e.example/w.png) ![n](m/none.svg)\n";
    let large = svg(300, 1200);
    let below = "# B\n\n[!INCLUDE [x](includes/x.md)]\n\n![e](m/a.svg)\n";
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE, it-IT]\n"),
        ("content/en-US/a.md", text),
        ("content/en-US/b.md", below),
        ("content/en-US/includes/x.md", "![one](../m/l.svg)\n\n![two](../m/l.svg)\n\n![three](../m/l.svg)\n"),
        ("content/de-DE/b.md", "# B\n"),
        ("content/en-US/m/a.svg", &svg(30, 20)),
        ("content/en-US/m/b.svg", "<svg viewBox='0 0 10 20'>"),
        ("content/en-US/m/l.svg", &large.replace("300", "800")),
        ("content/it-IT/m/a.svg", &svg(36, 24)),
    ]);
    project.report(&[]);
    let of = |tag: &str, alt: &str, more: &str| format!("src=\"../../{tag}/m/a.svg\" alt=\"{alt}\"{more}");
    let expected = |tag: &str, sides: &str, height: &str| {
        vec![
            of(tag, "m", sides),
            of(tag, "d", &format!(" class=\"border\"{sides}")),
            of(tag, "r", &format!(" width=\"60\" height=\"{height}\"")),
            of(tag, "s", " height=\"10%\""),
            "src=\"../../en-us/m/b.svg\" alt=\"b\" width=\"3\" height=\"6\"".to_owned(),
            "src=\"https://e.example/w.png\" alt=\"w\"".to_owned(),
        ]
    };
    let own = |path: &str| {
        pictures(&project.page(path)).iter().map(|tag| tag.replace("../m/", "../../en-us/m/")).collect::<Vec<_>>()
    };
    assert_eq!(own("en-us/a/index.html"), expected("en-us", " width=\"30\" height=\"20\"", "40"));
    assert_eq!(own("de-de/a/index.html"), expected("en-us", " width=\"30\" height=\"20\"", "40"));
    // A picture of its own is the one that a language shows.
    let page = project.page("it-it/a/index.html");
    assert!(page.contains("<img src=\"../m/a.svg\" alt=\"m\" width=\"36\" height=\"24\""), "{page}");
    // 800 by 1200 in a column of 700: the third stands below the first view, and what comes after an include too.
    let lazy: Vec<bool> =
        pictures(&project.page("en-us/b/index.html")).iter().map(|tag| tag.contains("lazy")).collect();
    assert_eq!(lazy, [false, false, true, true]);
}

#[test]
fn previews_show_a_picture_that_is_there() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE, it-IT]\nimage: m/site.svg\n"),
        ("content/en-US/own.md", "---\nimage: m/own.svg\n---\n# Own\n\n![The \"own\" one](m/own.svg)\n"),
        ("content/en-US/none.md", "# None\n"),
        ("content/en-US/gone.md", "---\ntitle: Gone\nimage: \"m/gone.svg\"\n---\n# Gone\n"),
        ("content/en-US/web.md", "---\nimage: https://e.example/a b.png\n---\n# Web\n"),
        ("content/en-US/faq.yml", "### YamlMime:FAQ\nmetadata:\n  image: m/gone.svg\ntitle: Questions\nsections: []\n"),
        ("content/de-DE/own.md", "# Eigenes\n"),
        ("content/en-US/m/site.svg", &svg(1200, 630)),
        ("content/en-US/m/own.svg", &svg(600, 300)),
        ("content/it-IT/m/own.svg", &svg(500, 250)),
    ]);
    let preview = |path: &str| -> Vec<String> {
        let page = project.page(path);
        let tags = page.split("<meta ").filter(|tag| tag.contains("og:image") || tag.contains("twitter:"));
        tags.map(|tag| {
            tag.split("content=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a value").to_owned()
        })
        .collect()
    };
    project.report(&["--base-url", "https://h.example/x/"]);
    let site = ["https://h.example/x/en-us/m/site.svg", "1200", "630", "summary_large_image"];
    let card = "summary_large_image";
    for (path, expected) in [
        ("en-us/own", &["https://h.example/x/en-us/m/own.svg", "600", "300", "The &quot;own&quot; one", card][..]),
        // What its source shows it shows too; it does not say itself what is to be seen.
        ("de-de/own", &["https://h.example/x/en-us/m/own.svg", "600", "300", card]),
        ("it-it/own", &["https://h.example/x/it-it/m/own.svg", "500", "250", "The &quot;own&quot; one", card]),
        ("en-us/none", &site),
        ("it-it/none", &site),
        ("en-us/web", &["https://e.example/a%20b.png", card]),
        ("de-de", &site),
    ] {
        assert_eq!(preview(&format!("{path}/index.html")), expected, "{path}");
    }
    assert_eq!(preview("en-us/gone/index.html")[0], "https://h.example/x/en-us/m/site.svg#".trim_end_matches('#'));
    assert_eq!(preview("404.html"), [] as [&str; 0]);
    project.report(&[]);
    assert_eq!(preview("en-us/own/index.html"), [] as [&str; 0], "only whole addresses work elsewhere");

    let missing = || -> Vec<String> {
        let found = findings(&project, &["--only", "missing-asset"]);
        let place = |found: &serde_json::Value| {
            format!("{}:{}:{}", found["file"].as_str().unwrap_or_default(), found["line"], found["column"])
        };
        found
            .iter()
            .flat_map(|found| {
                std::iter::once(place(found)).chain(found["related"].as_array().into_iter().flatten().map(place))
            })
            .collect()
    };
    assert_eq!(missing(), ["content/en-US/faq.yml:3:10", "content/en-US/gone.md:3:9"].map(|place| place.to_owned()));
    project.write("site.yaml", b"locales: [en-US]\nimage: m/gone-too.svg\n");
    assert!(missing().contains(&"site.yaml:2:1".to_owned()), "{:?}", missing());
    // It is led on like any other link.
    moved(project.folder(), &["gone", "deep/gone"]);
    assert!(read(&project, "content/en-US/deep/gone.md").contains("image: \"../m/gone.svg\""));
}
