//! What `untrusted` puts into sites: payloads, and the places that a site has for them.

use std::fmt::Write;

use crate::eligibility_pages::{CHECK, PROGRAM, TEXTS};
use crate::site::Project;

/// What somebody might write to be read as something else.
pub const PAYLOADS: &[&str] = &[
    // Markup as it is.
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e.example/x.js></SCRIPT >",
    "<script\u{c}src=data:,alert(1)>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src=\"x\"/onerror=\"alert(1)\">",
    "<img src='x' OnErRoR\n=\talert(1)>",
    "<a href=javascript:alert(1) onclick=alert(1)>x</a>",
    "<b onmouseover=alert(1) style=background:url(javascript:x)>b</b>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=javascript:alert(1) autoplay onloadstart=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=data:text/html,x><embed src=javascript:alert(1)>",
    "<base href=//e.example/><link rel=stylesheet href=//e.example/x.css>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<input type=image src=x onerror=alert(1)><isindex action=javascript:alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x><set attributeName=href to=javascript:alert(1)></svg>",
    "<svg><use href=data:image/svg+xml,x#x></svg><svg><foreignObject><iframe src=javascript:alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href=javascript:alert(1)><annotation-xml encoding=text/html><script>alert(1)</script>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template><xmp><img src=x onerror=alert(1)></xmp>",
    "<style>@import '//e.example';</style><style></style><img src=x onerror=alert(1)>",
    "<textarea></textarea><script>alert(1)</script><title></title><plaintext>",
    "<table><td><select><option><script>alert(1)</script></select><table background=javascript:alert(1)>",
    "<x-y onclick=alert(1)>x</x-y><eligibility-check program='\" onload=alert(1) x=\"'>",
    "<p id=x name=x class=\"x\" data-x='\" onload=alert(1)'>",
    "<!-- --!><script>alert(1)</script> -->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    // Ways out of where something stands.
    "\" onmouseover=\"alert(1)\" x=\"",
    "' onmouseover='alert(1)' x='",
    "` onmouseover=`alert(1)`",
    "x onerror=alert(1) ",
    "\"><script>alert(1)</script>",
    "'></a><img src=x onerror=alert(1)>",
    "</title></script></style></textarea></noscript></article></main></body><script>alert(1)</script>",
    "--></style><script>alert(1)</script>]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;&quot; onload=&quot;alert(1)",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e\\\"}]};alert(1)//",
    "{{ page.front }}{% include '/etc/passwd' %}{# x #}{{ get_env(name='PATH') }}",
    "${alert(1)} { $x } {\"{\"} <%= 7*7 %> #{7*7}",
    // Addresses that run something.
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://e.example",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "\u{a0}javascript:alert(1)",
    "\u{3000}\u{feff}javascript:alert(1)",
    "&#106;avascript&#58;alert(1)",
    "&#x6A&#x61vascript&colon;alert(1)",
    "javascript&Tab;&NewLine;:alert(1)",
    "javascript%3Aalert(1)",
    "%6Aavascript:alert(1)",
    "java%0ascript:alert(1)",
    "javascript\\:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "DATA:image/svg+xml,<svg onload=alert(1)>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://e.example/x",
    "view-source:javascript:alert(1)",
    "https://e.example/\" onmouseover=alert(1) x=\"'><script>alert(1)</script>",
    "xref:javascript:alert(1)",
    "//e.example/x?</script><script>alert(1)</script>#\" onclick=alert(1)",
    "\\\\e.example\\x",
    "../../../../../../etc/passwd",
    "~/../../x.md#\"><script>alert(1)</script>",
    // What steers terminals, programs that read line by line, and readers' eyes.
    "a\u{1b}[2J\u{1b}[31mred\u{1b}[8mhidden",
    "a\u{1b}]8;;javascript:alert(1)\u{7}link\u{1b}]8;;\u{7}\u{1b}]0;title\u{7}\u{1b}P$q\u{1b}\\",
    "a\u{9b}2Jb\u{9d}0;x\u{9c}\u{8}\u{7f}\u{b}\u{c}\u{0}",
    "a\rb: error\r\n::error file=x::injected\n::set-output name=x::y",
    "a\u{2028}b\u{2029}c\u{85}d",
    "a\u{202e}txt.exe\u{202c} \u{2066}x\u{2069}\u{200f}",
    "\u{fdd0}0\u{fdd1}\u{fdd2}\u{ffff}\u{fffe}a\u{0}b",
    "%0A::error::x%0D, : ; = | \\ $(x) `x`",
    "__proto__",
    "constructor",
];

/// Blocks of a Markdown page, each a page of its own, so that none takes in what another one leaves open.
const BLOCKS: &[&str] = &[
    "{P}",
    "{P} text **{P}** and `{P}` {P}",
    "<div>{P}</div>\n\n<div>\n\n{P}\n\n</div>",
    "<p title=x {P}>x</p><div {P}>x</div><b {P}>x</b>",
    "- {P}\n- [ ] {P}\n\n> {P}\n\n1. {P}",
    "[x]({P}) [x](<{P}>) [{P}](b.md) ![x]({P}) ![x](<{P}>)",
    "[x](b.md \"{P}\") [x](b.md '{P}') ![{P}](c.svg) ![x](c.svg \"{P}\")",
    "[r][ref] [x][{P}] ![ref]\n\n[ref]: <{P}> \"{P}\"\n[{P}]: b.md",
    "<{P}> https://e.example/{P} www.e.example/{P} [{P}] [!{P}]",
    "## {P}\n\n### x {#{P}}\n\n{P}\n=====\n\n#### [{P}]({P})",
    "```{P}\n{P}\n```\n\n~~~x title=\"{P}\" {P}\n{P}\n~~~\n\n    {P}",
    "| {P} | x |\n| --- | --- |\n| {P} | `{P}` |\n| [x]({P}) | {P} |",
    "<a href=\"{P}\">x</a> <a href='{P}'>x</a> <a href={P}>x</a> <a href=\"b.md\" title=\"{P}\" target=\"{P}\" name=\"{P}\">x</a>",
    "<img src=\"{P}\" alt=\"{P}\"> <img src='{P}'> <img src=\"c.svg\" alt='{P}' title=\"{P}\" width=\"{P}\" height='{P}' class=\"{P}\" id=\"{P}\" loading=\"{P}\">",
    "<span id=\"{P}\" class='{P}' lang=\"{P}\" dir=\"{P}\" data-x=\"{P}\" aria-label='{P}' role={P}>x</span>",
    "<div id=\"{P}\" title='{P}' hidden={P}>x</div><section {P}=x>y</section>",
    "<video src=\"{P}\" poster='{P}'><source src={P} type=\"{P}\" srcset=\"{P}\"><track src=\"{P}\" label=\"{P}\"></video>",
    "<q cite=\"{P}\">x</q><blockquote cite='{P}'>x</blockquote><time datetime=\"{P}\">x</time>",
    "<details name=\"{P}\"><summary>{P}</summary>{P}</details><ol start=\"{P}\" type=\"{P}\"><li value=\"{P}\">x</li></ol>",
    "<table class=\"{P}\"><tr><td headers=\"{P}\" colspan={P}>{P}</td></tr></table>{P}",
    "<input type=\"{P}\" checked={P}><pre tabindex=\"{P}\">{P}</pre><label for=\"{P}\">x</label>",
    ":::image source=\"{P}\" alt-text=\"{P}\" lightbox=\"{P}\" link=\"{P}\" border=\"{P}\":::",
    ":::image type=\"complex\" source=\"c.svg\" alt-text=\"{P}\" lightbox=\"c.svg\" loc-scope=\"{P}\":::\n{P}\n:::image-end:::",
    "[!VIDEO {P}]\n\n:::video source=\"{P}\" title=\"{P}\":::",
    ":::zone pivot=\"{P}\"\n{P}\n:::zone-end\n\n:::moniker range=\"{P}\"\n{P}\n:::moniker-end",
    ":::row:::\n:::column span=\"{P}\":::\n{P}\n:::column-end:::\n:::row-end:::",
    "# [{P}](#tab/{P})\n\n{P}\n\n# [x](#tab/x/{P})\n\n{P}\n\n---",
    "> [!{P}]\n> {P}\n\n> [!NOTE]\n> {P}\n\n> [!div class=\"{P}\"]\n> {P}",
    ":::no-loc text=\"{P}\"::: <xref:{P}> [x](xref:{P}) @{P}",
    ":::code language=\"{P}\" source=\"x.txt\" title=\"{P}\" id=\"{P}\" range=\"{P}\":::\n\n[!code-{P}[{P}](x.txt?name={P})]\n\n:::code language=\"x\" source=\"x.txt\":::\n\n:::code source=\"{P}\":::",
    "[!INCLUDE [{P}](includes/i.md)] x\n\n[!INCLUDE [{P}](includes/i.md)]\n\n[!INCLUDE [x]({P})]",
    "x[^{P}] y[^1]\n\n[^{P}]: {P}\n[^1]: {P}",
    "<eligibility-check program=\"{P}\"></eligibility-check>\n\n<!-- diglot-ignore: {P} -->\nx <!-- {P} -->",
    "a <span data-ttu-id=\"{P}\">{P}</span><span class=\"sxs-lookup\"><span data-stu-id=\"{P}\">{P}</span></span>",
];

/// Keys of front matter, each on a page of its own.
const FRONT: &[&str] = &[
    "title",
    "nav_title",
    "description",
    "image",
    "key",
    "slug",
    "template",
    "author",
    "robots",
    "redirect_url",
    "uid",
    "order",
    "ms.contentlocale",
    "draft",
    "publish",
    "expires",
    "date",
    "ms.date",
    "authors",
    "ignore",
    "lang",
    "own_key",
    "titleSuffix",
];

/// What one payload may be in YAML and JSON.
fn quoted(payload: &str) -> String {
    serde_json::to_string(payload).expect("text")
}

/// A payload as a value of Fluent, whatever is in it.
fn fluent(payload: &str) -> String {
    let mut out = String::from("{\"");
    for ch in payload.chars() {
        match ch {
            '"' | '\\' => out.extend(['\\', ch]),
            ch if ch.is_control() => write!(out, "\\u{:04X}", ch as u32).expect("written"),
            ch => out.push(ch),
        }
    }
    out + "\"}"
}

/// Every text of a Fluent file with another value, its attributes too.
fn refilled(texts: &str, payload: &str) -> String {
    let keys =
        texts.lines().filter_map(|line| line.split_once(" =").map(|(key, _)| key)).filter(|key| !key.starts_with('#'));
    let is_key = |key: &&str| {
        key.trim_start().trim_start_matches('.').bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    keys.filter(is_key).map(|key| format!("{key} = {}\n", fluent(payload))).collect()
}

/// A site with the payload in every place there is, and how many places these are.
pub fn site(payload: &str) -> (Project, usize) {
    let mut count = 0;
    let mut files: Vec<(String, String)> = Vec::new();
    let mut put = |path: &str, text: String, places: usize| {
        count += places;
        files.push((path.to_owned(), text));
    };
    let (yaml, line) = (quoted(payload), payload.replace(['\n', '\r', '\t'], " "));
    let theme = include_str!("../../locales/en-US/theme.ftl");
    for (number, block) in BLOCKS.iter().enumerate() {
        let text = |words: &str| format!("# Block {number}\n\n{words}\n\n{}\n\nEnd.\n", block.replace("{P}", payload));
        let places = block.matches("{P}").count();
        put(&format!("content/en-US/b{number}.md"), text("As it was."), places);
        // Translations of some of them, others with each payload.
        if (number + payload.len()).is_multiple_of(3) {
            put(&format!("content/de-DE/b{number}.md"), text("Wie es war."), places);
        }
    }
    for key in FRONT {
        put(
            &format!("content/en-US/f-{}.md", key.replace('.', "-")),
            format!("---\n{key}: {yaml}\n---\n# F\n\nWords.\n"),
            1,
        );
    }
    put(
        "content/en-US/plain.md",
        format!("---\ntitle: {line}\n{line}: {line}\nauthors: [{yaml}, {yaml}]\n---\n\nWords.\n"),
        5,
    );
    put("content/en-US/b.md", format!("# B\n\n{CHECK}\n"), 0);
    put("content/en-US/index.md", format!("---\ntitle: {yaml}\n---\n\n{payload}\n"), 2);
    put("content/en-US/help/projects.md", format!("# {payload}\n"), 1);
    put("content/en-US/c.svg", "<svg width='4' height='3'/>".to_owned(), 0);
    put("content/en-US/x.txt", format!("{payload}\n<x>\n{payload}\n</x>\n"), 2);
    put("content/en-US/includes/i.md", format!("{payload} in an include\n"), 1);
    let entry = |href: &str| {
        format!("- name: {yaml}\n  href: {href}\n- name: Group\n  items:\n  - name: {yaml}\n    href: {href}\n")
    };
    put(
        "content/en-US/toc.yaml",
        format!("{}{}- name: B\n  href: b.md\n  {yaml}: {yaml}\n", entry(&yaml), entry("b.md")),
        8,
    );
    put("content/de-DE/toc.yaml", format!("names:\n  Group: {yaml}\n  {yaml}: {yaml}\n"), 3);
    put("content/en-US/deep/toc.md", format!("# [{payload}](../b.md)\n## [x]({payload})\n"), 2);
    put(
        "content/en-US/faq.yml",
        format!(
            "### YamlMime:FAQ\ntitle: {yaml}\nsummary: {yaml}\nmetadata: {{ description: {yaml} }}\nsections:\n- name: {yaml}\n  questions:\n  - question: {yaml}\n    answer: {yaml}\n"
        ),
        6,
    );
    put(
        "content/en-US/landing.yml",
        format!(
            "### YamlMime:Landing\ntitle: {yaml}\nsummary: {yaml}\nlandingContent:\n- title: {yaml}\n  linkLists:\n  - linkListType: {yaml}\n    links:\n    - text: {yaml}\n      url: {yaml}\n"
        ),
        6,
    );
    put("locales/en-US/own.ftl", refilled(theme, payload), theme.matches(" =").count());
    put("locales/de-DE/own.ftl", format!("menu = {}\nown = x {{ $y }}\n", line.replace(['{', '}'], "")), 1);
    put("content/eligibility/grant.yaml", PROGRAM.replace("two projects,", &format!("{yaml},")), 1);
    put("locales/en-US/eligibility/grant.ftl", refilled(TEXTS, payload), TEXTS.matches(" =").count());
    put("content/eligibility/other.yaml", PROGRAM.replace("grant", &yaml).replace("index.md", &yaml), 4);
    put(
        "glossary.yaml",
        format!("do_not_translate: [{yaml}]\ntranslate_as:\n  {yaml}: {{ de-DE: {yaml} }}\n  {yaml}: {yaml}\n"),
        5,
    );
    let entries = format!(
        "index\t{line}\t8d1c52e09b7a4410\ta77b01f3c2d95e68\tfresh\t{line}\n{line}\t3f0a9c41d2\t8d1c52e09b7a4410\ta77b01f3c2d95e68\t{line}\thuman\n"
    );
    put("locales/de-DE/units.tsv", entries, 4);
    put("locales/source-texts.tsv", format!("8d1c52e09b7a4410\t{line}\n{line}\t{line}\n"), 3);
    // Names of files and folders, of what a file's name can hold.
    let name: String = line
        .chars()
        .map(|ch| if matches!(ch, '/' | '\\' | '\0' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { ch })
        .collect();
    let name = if cfg!(unix) { line.replace(['/', '\0'], "_") } else { name };
    let name: String = name.trim_matches(['.', ' ']).chars().take(60).collect();
    if !name.is_empty() {
        put(&format!("content/en-US/{name}/{name}.md"), format!("# N\n\n[x]({name}.md) ![x](../{name}.svg)\n"), 2);
        put(&format!("content/en-US/{name}.svg"), "<svg/>".to_owned(), 1);
        put(&format!("content/de-DE/{name}.md"), "# Name\n".to_owned(), 1);
    }
    let settings = format!(
        "title: {yaml}\nbase_url: https://h.example/\nimage: {yaml}\nsource_locale: en-US\nedit_url: {}\nlocales:\n- en-US\n- {{ tag: de-DE, label: {yaml}, edit_url: {yaml}, fallback: [] }}\n- {{ tag: it-IT, label: {yaml}, fallback: [de-DE] }}\n\
         redirects:\n  old: {yaml}\n  {yaml}: b\nstatus_page: true\nreadings: true\nhighlight: true\nllms: true\nfeeds: true\n\
         check: {{ skip_web_links: [{yaml}], severity: {{ {yaml}: {yaml} }} }}\n{yaml}: {yaml}\n",
        quoted(&format!("https://h.example/{payload}/{{path}}"))
    );
    put("site.yaml", settings, 11);
    let project = Project::new(&[]);
    for (path, text) in &files {
        project.write(path, text.as_bytes());
    }
    (project, count)
}
