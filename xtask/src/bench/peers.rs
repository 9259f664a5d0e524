//! What Hugo and Zola need beside the pages: settings, and templates that do the work of Diglot's theme.
//!
//! Each page has its alternates, the switcher of languages, the navigation of its section (with the page itself marked, but in
//! Hugo's), the way to it, its contents, and the pages before and after it. Whatever Diglot does not make (feeds, terms, coloured code) is off.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use super::site::{Form, Page, Plan, put, section_name, title};

const HUGO_SETTINGS: &str = "baseURL: https://example.com/\ntitle: Bench\ndefaultContentLanguage: en-us\n\
defaultContentLanguageInSubdir: true\ndisableKinds: [taxonomy, term, rss]\nmarkup:\n  highlight: { codeFences: false }\n  \
goldmark: { renderHooks: { link: { useEmbedded: always } } }\nlanguages:\n";

const HUGO_PAGE: &str = r#"<!DOCTYPE html>
<html lang="{{ .Site.Params.tag }}">
<head>
<meta charset="utf-8">
<title>{{ .Title }} – {{ .Site.Title }}</title>
{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Site.Params.tag }}" href="{{ .Permalink }}">
{{ end }}</head>
<body>
{{ $page := . }}<details class="switcher"><summary>{{ .Site.Params.label }}</summary><ul>
{{ range .AllTranslations }}<li><a href="{{ .RelPermalink }}" hreflang="{{ .Site.Params.tag }}" lang="{{ .Site.Params.tag }}"{{ if eq . $page }} aria-current="true"{{ end }}>{{ .Site.Params.label }}</a></li>
{{ end }}</ul></details>
{{ partialCached "nav.html" .CurrentSection .CurrentSection.RelPermalink }}
<main>
<nav class="breadcrumbs"><ol>{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ol></nav>
<nav class="contents">{{ .TableOfContents }}</nav>
<article><h1>{{ .Title }}</h1>
{{ .Content }}</article>
<nav class="pager">{{ with .NextInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .PrevInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
</main>
</body>
</html>
"#;

/// Made once for each section, as whoever runs a large site does; so no entry is marked.
const HUGO_NAV: &str = r#"<nav class="site-nav"><ul>
{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></nav>
"#;

/// Writes Hugo's settings and templates.
pub fn hugo(plan: &Plan, folder: &Path) -> io::Result<()> {
    let mut settings = HUGO_SETTINGS.to_owned();
    for (number, language) in plan.languages().iter().enumerate() {
        let (tag, label, weight) = (language.tag, language.label, number + 1);
        let own = tag.to_lowercase();
        let _ = writeln!(
            settings,
            "  {own}: {{ weight: {weight}, contentDir: content/{own}, params: {{ tag: {tag}, label: {label} }} }}"
        );
    }
    put(&folder.join("hugo.yaml"), &settings)?;
    put(&folder.join("layouts/partials/nav.html"), HUGO_NAV)?;
    put(&folder.join("layouts/_default/single.html"), HUGO_PAGE)?;
    put(&folder.join("layouts/_default/list.html"), HUGO_PAGE)
}

const ZOLA_SETTINGS: &str = "base_url = \"https://example.com\"\ntitle = \"Bench\"\ndefault_language = \"en-US\"\n\
compile_sass = false\nbuild_search_index = false\ngenerate_feeds = false\n";

const ZOLA_PAGE: &str = r#"<!DOCTYPE html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<title>{{ page.title }} – {{ config.title }}</title>
<meta name="description" content="{{ page.description }}">
<link rel="canonical" href="{{ page.permalink }}">
{% for other in page.translations %}<link rel="alternate" hreflang="{{ other.lang }}" href="{{ other.permalink }}">
{% endfor %}</head>
<body>
<details class="switcher"><summary>{{ config.extra.labels[lang] }}</summary><ul>
{% for other in page.translations %}<li><a href="{{ other.permalink }}" hreflang="{{ other.lang }}" lang="{{ other.lang }}"{% if other.lang == lang %} aria-current="true"{% endif %}>{{ config.extra.labels[other.lang] }}</a></li>
{% endfor %}</ul></details>
{% set own = page.relative_path | split(pat="/") | first %}{% set listed = "nav/" ~ lang ~ "/" ~ own ~ ".json" %}{% set around = load_data(path=listed) %}<nav class="site-nav"><ul>
{% for entry in around %}<li><a href="{{ config.base_url ~ entry.path }}"{% if entry.path == page.path %} aria-current="page"{% endif %}>{{ entry.title }}</a></li>
{% endfor %}</ul></nav>
<main>
<nav class="breadcrumbs"><ol>{% for path in page.ancestors %}{% set above = get_section(path=path, metadata_only=true) %}<li><a href="{{ above.permalink }}">{{ above.title }}</a></li>{% endfor %}</ol></nav>
<nav class="contents"><ul>{% for one in page.toc %}<li><a href="{{ one.permalink }}">{{ one.title }}</a>{% if one.children %}<ul>{% for two in one.children %}<li><a href="{{ two.permalink }}">{{ two.title }}</a></li>{% endfor %}</ul>{% endif %}</li>{% endfor %}</ul></nav>
<article><h1>{{ page.title }}</h1>
{{ page.content | safe }}</article>
<nav class="pager">{% if page.lower %}<a rel="prev" href="{{ page.lower.permalink }}">{{ page.lower.title }}</a>{% endif %}{% if page.higher %}<a rel="next" href="{{ page.higher.permalink }}">{{ page.higher.title }}</a>{% endif %}</nav>
</main>
</body>
</html>
"#;

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
    let mut labels = String::from("[extra.labels]\n");
    for language in plan.languages() {
        let (tag, label) = (language.tag, language.label);
        if tag != "en-US" {
            let _ = writeln!(settings, "[languages.{tag}]\ntitle = \"Bench\"");
        }
        let _ = writeln!(labels, "{tag} = \"{label}\"");
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
    put(&folder.join("config.toml"), &(settings + &labels))?;
    put(&folder.join("templates/page.html"), ZOLA_PAGE)?;
    put(&folder.join("templates/section.html"), ZOLA_SECTION)?;
    put(&folder.join("templates/index.html"), ZOLA_SECTION)
}
