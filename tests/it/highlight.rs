//! Code in colours, in every language that is coloured: whatever is written, its text stays, and it comes to an end.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use diglot::parse::highlight::{GRAMMARS, highlight_into};
use diglot::text::escape::escape;

use crate::site::Project;

/// How long a language may take for all of the texts together; it takes a second or two where nothing else runs.
const LIMIT: Duration = Duration::from_secs(120);

/// What grammars count, nest, or look for the end of.
const PARTS: [&str; 46] = [
    "(",
    "[",
    "{",
    "<",
    "\"",
    "'",
    "`",
    "\\",
    "/*",
    "<!--",
    "<a ",
    "${",
    "$(",
    "#{",
    "((a",
    "a(",
    "a<",
    "a[",
    "<<A\n",
    "- - ",
    "> ",
    "](",
    "?:",
    "@",
    "@\"",
    "\\\"",
    "{{",
    "{%",
    "<?",
    "'''",
    "\"\"\"",
    "```\n",
    "//",
    "--",
    "a.",
    "a = ",
    "a: [",
    "=>",
    " ",
    "\t",
    "0",
    "\r\n",
    "é",
    "中\u{1F600}",
    "\0",
    "\u{301}",
];

/// Texts that are meant to keep a grammar busy.
fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = [
        // Each of these kept a highlighter forever.
        "x /*",
        "i < 0 ? (l) : ([i + 1]);",
        "struct{estruct",
        "foo:\n\t$(eval A := $(shell b $(C)))\n",
        "if x <b> & \"y' `z` ${q #{1}\n\t/* — 中文\u{1F600} // \\\n\n<script>'\"\n$( ' \" @\" \n%{ =begin\r\n no end",
    ]
    .map(str::to_owned)
    .into();
    for part in PARTS {
        // The longest line that is looked through, the next one, and one within the other from line to line.
        texts.push(part.repeat(498 / part.len()));
        texts.push(format!("{}\n x", part.repeat(10_000 / part.len())));
        texts.push(format!("{}a\n", part.repeat(7)).repeat(40));
    }
    texts
}

fn highlighted(language: &str, code: &str) -> String {
    let mut out = String::new();
    highlight_into(&mut out, language, code);
    out
}

#[test]
fn every_text_stays_what_it_is_and_comes_to_an_end() {
    let texts = hostile();
    for languages in GRAMMARS.chunks(2) {
        let started: Vec<_> = languages.iter().map(|language| (language, start(language, texts.clone()))).collect();
        for (language, waiting) in started {
            waiting.recv_timeout(LIMIT).unwrap_or_else(|error| panic!("{language}: {error}"));
        }
    }
}

/// Looks at a language beside the test, which could not go on otherwise.
fn start(language: &'static str, texts: Vec<String>) -> mpsc::Receiver<()> {
    let (done, waiting) = mpsc::channel();
    thread::spawn(move || {
        for text in &texts {
            let html = highlighted(language, text);
            let mut plain = String::new();
            for (number, part) in html.split("<span class=\"hl-").enumerate() {
                let (class, part) = if number == 0 { ("", part) } else { part.split_once("\">").expect("a class") };
                assert!(class.bytes().all(|byte| byte.is_ascii_lowercase()), "{language}: {class}");
                plain.push_str(part);
            }
            assert_eq!(plain.replace("</span>", ""), escape(text), "{language}");
            // What was looked through before changes nothing.
            assert_eq!(highlighted(language, text), html, "{language}");
        }
        let _ = done.send(());
    });
    waiting
}

#[test]
fn pages_have_colours_where_the_site_wants_them() {
    let page = "# A\n\n<section>Raw.</section>\n\n- x\n\n  ```yaml\n  tea: 1\n  ```\n\n[!code-python[](x.py)]\n";
    for (setting, coloured) in [("", false), ("highlight: true\n", true), ("highlight: false\n", false)] {
        let project = Project::new(&[
            ("site.yaml", &format!("title: A\nllms: true\n{setting}")),
            ("content/en-US/index.md", page),
            ("content/en-US/x.py", "def f(): pass\n"),
        ]);
        project.report(&[]);
        let html = project.page("en-us/index.html");
        let spans = [
            "<span class=\"hl-type\">tea</span>: <span class=\"hl-number\">1",
            "<span class=\"hl-keyword\">def</span> ",
        ];
        assert!(html.contains("<section>Raw."), "{html}");
        assert_eq!(spans.map(|span| html.contains(span)), [coloured; 2], "{html}");
        assert_eq!(html.contains("hl-"), coloured);
        let twin = project.page("en-us/index.md");
        assert!(twin.contains("```python\ndef f(): pass\n```") && twin.contains("tea: 1\n"), "{twin}");
    }
}
