//! What Hugo and Zola need beside the pages: settings, and templates that do the work of Diglot's theme.
//!
//! Each page has the parts that Diglot's has: what it says of itself to search engines and to whoever shows a link to it, its
//! alternates, the switcher of languages with the words that offer each, the navigation of its section (with the page itself
//! marked, but in Hugo's), the way to it, its contents, the pages before and after it, and interface texts in its language.
//! Whatever Diglot does not make (feeds, terms, coloured code) is off.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use super::site::{Form, Page, Plan, put, section_name, title};
use super::words::Language;

/// The interface texts that the frame of a page has, by the names that Diglot's theme gives them.
const TEXTS: [&str; 13] = [
    "skip-to-content",
    "language",
    "menu",
    "navigation",
    "breadcrumbs",
    "home",
    "on-this-page",
    "pages",
    "previous-page",
    "next-page",
    "code-copy",
    "code-copied",
    "heading-link",
];

/// The sign of the switcher.
const ICON: &str = r#"<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.4" aria-hidden="true"><circle cx="10" cy="10" r="7.6"/><path d="M2.4 10h15.2M10 2.4c5 4.6 5 10.6 0 15.2M10 2.4c-5 4.6-5 10.6 0 15.2"/></svg>"#;

const HUGO_SETTINGS: &str = "baseURL: https://example.com/\ntitle: Bench\ndefaultContentLanguage: en-us\n\
defaultContentLanguageInSubdir: true\ndisableKinds: [taxonomy, term, rss]\nmarkup:\n  highlight: { codeFences: false }\n  \
goldmark: { renderHooks: { link: { useEmbedded: always } } }\nlanguages:\n";

const HUGO_PAGE: &str = r##"<!DOCTYPE html>
<html lang="{{ .Site.Params.tag }}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{ .Title }} – {{ .Site.Title }}</title>
{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Site.Params.tag }}" href="{{ .Permalink }}">
{{ if eq .Site.Params.tag "en-US" }}<link rel="alternate" hreflang="x-default" href="{{ .Permalink }}">
{{ end }}{{ end }}<meta property="og:type" content="article">
<meta property="og:title" content="{{ .Title }}">
{{ with .Description }}<meta property="og:description" content="{{ . }}">{{ end }}
<meta property="og:url" content="{{ .Permalink }}">
<meta property="og:site_name" content="{{ .Site.Title }}">
<meta property="og:locale" content="{{ .Site.Params.og }}">
<link rel="icon" href="{{ "assets/favicon.svg" | relURL }}" type="image/svg+xml">
<link rel="stylesheet" href="{{ "assets/site.css" | relURL }}">
<script type="module" src="{{ "assets/theme.mjs" | relURL }}"></script>
<script type="module" src="{{ "assets/offer.mjs" | relURL }}"></script>
<script type="module" src="{{ "assets/code.mjs" | relURL }}" data-copy="{{ T "code-copy" }}" data-copied="{{ T "code-copied" }}"></script>
<script type="module" src="{{ "assets/headings.mjs" | relURL }}" data-link="{{ T "heading-link" }}"></script>
</head>
<body class="kind-{{ .Kind }}">
<a class="skip-link" href="#main">{{ T "skip-to-content" }}</a>
<header class="site-header">
<a class="site-title" href="{{ .Site.Home.RelPermalink }}">{{ .Site.Title }}</a>
{{ $page := . }}<details class="switcher"><summary>ICON<span class="visually-hidden">{{ T "language" }}</span><span class="switcher-current">{{ .Site.Params.label }}</span></summary><nav class="switcher-panel" aria-label="{{ T "language" }}"><ul>
{{ range .AllTranslations }}<li><a href="{{ .RelPermalink }}" hreflang="{{ .Site.Params.tag }}" lang="{{ .Site.Params.tag }}" dir="ltr" data-language="{{ .Site.Params.tag }}"{{ if eq . $page }} aria-current="true"{{ else }} data-offer="{{ .Site.Params.offer }}" data-decline="{{ .Site.Params.decline }}"{{ end }}>{{ .Site.Params.label }}</a></li>
{{ end }}</ul></nav></details>
</header>
<aside class="sidebar"><details class="fold" data-unfold="56rem"><summary>{{ T "menu" }}</summary>
{{ partialCached "nav.html" .CurrentSection .CurrentSection.RelPermalink }}</details></aside>
<main id="main" tabindex="-1" class="has-contents">
<nav class="breadcrumbs" aria-label="{{ T "breadcrumbs" }}"><ol>{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ if .IsHome }}{{ T "home" }}{{ else }}{{ .Title }}{{ end }}</a></li>{{ end }}<li><span aria-current="page">{{ .Title }}</span></li></ol></nav>
<nav class="contents" aria-label="{{ T "on-this-page" }}"><details class="fold" data-unfold="75rem"><summary>{{ T "on-this-page" }}</summary><p class="contents-title" aria-hidden="true">{{ T "on-this-page" }}</p>{{ .TableOfContents }}</details></nav>
<article><h1>{{ .Title }}</h1>
{{ .Content }}</article>
<nav class="pager" aria-label="{{ T "pages" }}">{{ with .NextInSection }}<a class="pager-previous" rel="prev" href="{{ .RelPermalink }}"><span class="pager-label">{{ T "previous-page" }}</span> <span class="pager-title">{{ .Title }}</span></a>{{ end }}{{ with .PrevInSection }}<a class="pager-next" rel="next" href="{{ .RelPermalink }}"><span class="pager-label">{{ T "next-page" }}</span> <span class="pager-title">{{ .Title }}</span></a>{{ end }}</nav>
</main>
<footer class="site-footer"><p>Hugo</p></footer>
</body>
</html>
"##;

/// Made once for each section, as whoever runs a large site does; so no entry is marked.
const HUGO_NAV: &str = r#"<nav class="site-nav" aria-label="{{ T "navigation" }}"><ul>
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></nav>
"#;

/// Writes Hugo's settings and templates.
pub fn hugo(plan: &Plan, folder: &Path) -> io::Result<()> {
    let mut settings = HUGO_SETTINGS.to_owned();
    for (number, language) in plan.languages().iter().enumerate() {
        let (tag, label, weight) = (language.tag, language.label, number + 1);
        let own = tag.to_lowercase();
        let (og, texts) = (tag.replace('-', "_"), texts(language)?);
        let (offer, decline) = (texts.offer, texts.decline);
        let _ = writeln!(
            settings,
            "  {own}: {{ weight: {weight}, contentDir: content/{own}, params: {{ tag: {tag}, og: {og}, label: {label}, \
             offer: {offer:?}, decline: {decline:?} }} }}"
        );
        let listed: String = texts.frame.iter().map(|(name, text)| format!("{name}: {text:?}\n")).collect();
        put(&folder.join(format!("i18n/{own}.yaml")), &listed)?;
    }
    put(&folder.join("hugo.yaml"), &settings)?;
    let page = HUGO_PAGE.replace("ICON", ICON);
    put(&folder.join("layouts/partials/nav.html"), HUGO_NAV)?;
    put(&folder.join("layouts/_default/single.html"), &page)?;
    put(&folder.join("layouts/_default/list.html"), &page)
}

const ZOLA_SETTINGS: &str = "base_url = \"https://example.com\"\ntitle = \"Bench\"\ndefault_language = \"en-US\"\n\
compile_sass = false\nbuild_search_index = false\ngenerate_feeds = false\n";

const ZOLA_PAGE: &str = r##"<!DOCTYPE html>
<html lang="{{ lang }}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{ page.title }} – {{ config.title }}</title>
<meta name="description" content="{{ page.description }}">
<link rel="canonical" href="{{ page.permalink }}">
{% for other in page.translations %}<link rel="alternate" hreflang="{{ other.lang }}" href="{{ other.permalink }}">
{% if other.lang == "en-US" %}<link rel="alternate" hreflang="x-default" href="{{ other.permalink }}">
{% endif %}{% endfor %}<meta property="og:type" content="article">
<meta property="og:title" content="{{ page.title }}">
<meta property="og:description" content="{{ page.description }}">
<meta property="og:url" content="{{ page.permalink }}">
<meta property="og:site_name" content="{{ config.title }}">
<meta property="og:locale" content="{{ lang | replace(from="-", to="_") }}">
<link rel="icon" href="{{ config.base_url }}/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{{ config.base_url }}/assets/site.css">
<script type="module" src="{{ config.base_url }}/assets/theme.mjs"></script>
<script type="module" src="{{ config.base_url }}/assets/offer.mjs"></script>
<script type="module" src="{{ config.base_url }}/assets/code.mjs" data-copy="{{ trans(key="code-copy", lang=lang) }}" data-copied="{{ trans(key="code-copied", lang=lang) }}"></script>
<script type="module" src="{{ config.base_url }}/assets/headings.mjs" data-link="{{ trans(key="heading-link", lang=lang) }}"></script>
</head>
<body class="kind-page">
<a class="skip-link" href="#main">{{ trans(key="skip-to-content", lang=lang) }}</a>
<header class="site-header">
<a class="site-title" href="{{ config.base_url }}/{% if lang != config.default_language %}{{ lang }}/{% endif %}">{{ config.title }}</a>
<details class="switcher"><summary>ICON<span class="visually-hidden">{{ trans(key="language", lang=lang) }}</span><span class="switcher-current">{{ config.extra.labels[lang] }}</span></summary><nav class="switcher-panel" aria-label="{{ trans(key="language", lang=lang) }}"><ul>
{% for other in page.translations %}<li><a href="{{ other.permalink }}" hreflang="{{ other.lang }}" lang="{{ other.lang }}" dir="ltr" data-language="{{ other.lang }}"{% if other.lang == lang %} aria-current="true"{% else %} data-offer="{{ config.extra.offers[other.lang] }}" data-decline="{{ config.extra.declines[other.lang] }}"{% endif %}>{{ config.extra.labels[other.lang] }}</a></li>
{% endfor %}</ul></nav></details>
</header>
{% set own = page.relative_path | split(pat="/") | first %}{% set listed = "nav/" ~ lang ~ "/" ~ own ~ ".json" %}{% set around = load_data(path=listed) %}<aside class="sidebar"><details class="fold" data-unfold="56rem"><summary>{{ trans(key="menu", lang=lang) }}</summary><nav class="site-nav" aria-label="{{ trans(key="navigation", lang=lang) }}"><ul>
{% for entry in around %}<li><a href="{{ config.base_url ~ entry.path }}"{% if entry.path == page.path %} aria-current="page"{% endif %}>{{ entry.title }}</a></li>
{% endfor %}</ul></nav></details></aside>
<main id="main" tabindex="-1" class="has-contents">
<nav class="breadcrumbs" aria-label="{{ trans(key="breadcrumbs", lang=lang) }}"><ol>{% for path in page.ancestors %}{% set above = get_section(path=path, metadata_only=true) %}<li><a href="{{ above.permalink }}">{% if loop.first %}{{ trans(key="home", lang=lang) }}{% else %}{{ above.title }}{% endif %}</a></li>{% endfor %}<li><span aria-current="page">{{ page.title }}</span></li></ol></nav>
<nav class="contents" aria-label="{{ trans(key="on-this-page", lang=lang) }}"><details class="fold" data-unfold="75rem"><summary>{{ trans(key="on-this-page", lang=lang) }}</summary><p class="contents-title" aria-hidden="true">{{ trans(key="on-this-page", lang=lang) }}</p><ul>{% for one in page.toc %}<li><a href="{{ one.permalink }}">{{ one.title }}</a>{% if one.children %}<ul>{% for two in one.children %}<li><a href="{{ two.permalink }}">{{ two.title }}</a></li>{% endfor %}</ul>{% endif %}</li>{% endfor %}</ul></details></nav>
<article><h1>{{ page.title }}</h1>
{{ page.content | safe }}</article>
<nav class="pager" aria-label="{{ trans(key="pages", lang=lang) }}">{% if page.lower %}<a class="pager-previous" rel="prev" href="{{ page.lower.permalink }}"><span class="pager-label">{{ trans(key="previous-page", lang=lang) }}</span> <span class="pager-title">{{ page.lower.title }}</span></a>{% endif %}{% if page.higher %}<a class="pager-next" rel="next" href="{{ page.higher.permalink }}"><span class="pager-label">{{ trans(key="next-page", lang=lang) }}</span> <span class="pager-title">{{ page.higher.title }}</span></a>{% endif %}</nav>
</main>
<footer class="site-footer"><p>Zola</p></footer>
</body>
</html>
"##;

const ZOLA_SECTION: &str = r#"<!DOCTYPE html>
<html lang="{{ lang }}">
<head><meta charset="utf-8"><title>{{ section.title }} – {{ config.title }}</title></head>
<body><nav class="site-nav"><ul>
{% for entry in section.pages %}<li><a href="{{ entry.permalink }}">{{ entry.title }}</a></li>
{% endfor %}</ul></nav>
<main><h1>{{ section.title }}</h1>{{ section.content | safe }}</main></body>
</html>
"#;

/// Writes Zola's settings and templates. The pages of a section are listed in a file with their titles, because asking Zola for the
/// section gives a template the text of all its pages, which takes twenty times as long.
pub fn zola(plan: &Plan, folder: &Path) -> io::Result<()> {
    let mut settings = ZOLA_SETTINGS.to_owned();
    let [mut labels, mut offers, mut declines] =
        ["labels", "offers", "declines"].map(|name| format!("[extra.{name}]\n"));
    for language in plan.languages() {
        let (tag, label, texts) = (language.tag, language.label, texts(language)?);
        if tag == "en-US" {
            settings += "[translations]\n";
        } else {
            let _ = writeln!(settings, "[languages.{tag}]\ntitle = \"Bench\"\n[languages.{tag}.translations]");
        }
        settings.extend(texts.frame.iter().map(|(name, text)| format!("{name} = {text:?}\n")));
        let _ = writeln!(labels, "{tag} = \"{label}\"");
        let _ = writeln!(offers, "{tag} = {:?}", texts.offer);
        let _ = writeln!(declines, "{tag} = {:?}", texts.decline);
    }
    for (language, own) in plan.languages().iter().enumerate() {
        for section in 0..plan.sections() {
            let entry = |number| {
                let page = Page { language, number };
                format!("{{\"title\": {:?}, \"path\": {:?}}}", title(page), Form::Zola.address(page))
            };
            let list: Vec<String> = plan.pages_of(section).map(entry).collect();
            let path = format!("nav/{}/{}.json", own.tag, section_name(section));
            put(&folder.join(path), &format!("[{}]\n", list.join(",\n")))?;
        }
    }
    put(&folder.join("config.toml"), &[settings, labels, offers, declines].concat())?;
    put(&folder.join("templates/page.html"), &ZOLA_PAGE.replace("ICON", ICON))?;
    put(&folder.join("templates/section.html"), ZOLA_SECTION)?;
    put(&folder.join("templates/index.html"), ZOLA_SECTION)
}

/// The interface texts of a language.
struct Texts {
    /// Those of a page's frame, with their names.
    frame: Vec<(&'static str, String)>,
    /// The words that offer the language.
    offer: String,
    /// Those that decline the offer.
    decline: String,
}

/// The interface texts of a language, as Diglot's theme has them.
fn texts(language: &Language) -> io::Result<Texts> {
    let path = format!("{}/../locales/{}/theme.ftl", env!("CARGO_MANIFEST_DIR"), language.tag);
    let all = std::fs::read_to_string(&path)?;
    let text = |name: &str| {
        let found = all.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
        let lacks = || io::Error::other(format!("{path} has no text `{name}` on one line"));
        found.map(|text| text.replace("{ $language }", language.label)).ok_or_else(lacks)
    };
    let frame = TEXTS.into_iter().map(|name| Ok((name, text(name)?))).collect::<io::Result<_>>()?;
    Ok(Texts { frame, offer: text("offer-language")?, decline: text("offer-decline")? })
}
