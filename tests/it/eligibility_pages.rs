//! Eligibility checks in pages: what readers get without scripts, of broken programs, and in other languages.

use scraper::{Html, Selector};

use crate::site::Project;

pub const PROGRAM: &str = "\
check: grant
source: index.md#rules
revised: 2026-05-04
share: off
questions:
  projects: { whole: 0 to 5000 }
  partner: yes-no
  ended: { date: 2024-01-01 to today }
criteria:
  experience:
    needs: { any: [{ projects: at least 3 }, { partner: yes }] }
    read: help/projects.md
    from: 2026-01-01
  recent:
    needs: { ended: less than 1 year ago }
outcomes:
  eligible: { when: { met: all } }
  not-eligible: { otherwise: true, read: index.md }
scenarios:
  - { name: two projects, as-of: 2026-02-01, given: { projects: 2, partner: no }, expect: not-eligible }
  - { name: three projects, as-of: 2026-02-01, given: { projects: 3, ended: 2026-01-01 }, expect: eligible }
";

pub const TEXTS: &str = "\
grant-title = Can you get a grant?
grant-q-projects = How many projects?
    .error = From { $min } to { $max }, please.
    .unit = projects
grant-q-partner = Does a partner vouch for you?
grant-q-partner-yes = Somebody does
grant-q-ended = When did the last one end?
grant-c-experience = You have three projects & more, or a partner.
grant-c-recent = It ended less than a year ago.
grant-o-eligible = You can apply
    .body = Write to us.
grant-o-not-eligible = You cannot apply yet
";

pub const CHECK: &str = "<eligibility-check program=\"grant\"></eligibility-check>";

fn project(changes: &[(&str, &str)]) -> Project {
    let page = format!("# Grants\n\n## <a name=\"rules\"></a>Rules\n\n{CHECK}\n\n### Deeper\n\nAgain: {CHECK}\n");
    let german = TEXTS.replace("Can you get a grant?", "Können Sie gefördert werden?");
    let project = Project::new(&[
        ("site.yaml", "source_locale: en-US\nlocales: [en-US, de-DE, ar, it-IT]\n"),
        ("content/en-US/index.md", &page),
        ("content/en-US/help/projects.md", "# Projects\n"),
        ("content/de-DE/index.md", &page.replace("Rules", "Regeln")),
        ("content/ar/index.md", &page.replace("Rules", "القواعد")),
        ("content/eligibility/grant.yaml", PROGRAM),
        ("locales/en-US/eligibility/grant.ftl", TEXTS),
        ("locales/de-DE/eligibility/grant.ftl", &german),
    ]);
    for (path, text) in changes {
        project.write(path, text.as_bytes());
    }
    project.run(&[]);
    project
}

fn texts(html: &str, selector: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let errors = &document.errors;
    assert!(errors.is_empty(), "{errors:?}\n{html}");
    document
        .select(&Selector::parse(selector).expect("a selector"))
        .map(|element| {
            let text = element.text().collect::<Vec<_>>().join(" ");
            text.replace(['\u{2068}', '\u{2069}'], "").split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect()
}

fn attributes(html: &str, selector: &str, name: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let selector = Selector::parse(selector).expect("a selector");
    let found = document.select(&selector);
    found.map(|element| element.attr(name).unwrap_or("–").to_owned()).collect()
}

#[test]
fn a_page_has_all_there_is_to_say_of_a_check() {
    let project = project(&[]);
    let page = project.page("en-us/index.html");
    assert_eq!(texts(&page, ".elig-title"), ["Can you get a grant?"; 2]);
    assert_eq!(texts(&page, "h3.elig-title, h4.elig-title").len(), 2, "one level below the heading before it");
    assert_eq!(texts(&page, "h4.elig-title").len(), 1);
    assert_eq!(
        texts(&page, ".elig-criteria li").first().map(String::as_str),
        Some(
            "You have three projects & more, or a partner. Met: You have three projects & more, or a partner. Not met: You have \
             three projects & more, or a partner. Does not apply: You have three projects & more, or a partner. Not known yet: You \
             have three projects & more, or a partner. Applies from January 1, 2026. Read more: Projects"
        )
    );
    assert_eq!(attributes(&page, ".elig-criteria li a", "href"), ["help/projects/"; 2]);
    assert_eq!(texts(&page, "[data-q=projects] .elig-error"), ["Error: From 0 to 5,000, please."; 2]);
    assert_eq!(texts(&page, "[data-q=ended] .elig-error"), ["Error: Enter a date from January 1, 2024 to today."; 2]);
    let second = "#elig-grant-2-partner, [aria-labelledby=elig-grant-2]";
    assert_eq!(texts(&page, second).len(), 2, "the second one has ids of its own");
    assert_eq!(texts(&page, "[data-q=partner] label")[..3], ["Somebody does", "No", "I am not sure"]);
    assert_eq!(attributes(&page, "[data-q=ended] input", "data-part")[..3], ["2", "3", "1"]);
    assert_eq!(
        texts(&page, "[data-left]")[..3],
        ["At most 1 more question", "At most 2 more questions", "At most 3 more questions"]
    );
    assert!(texts(&page, "[data-act=copy]").is_empty(), "`share: off` offers no link");
    assert_eq!(texts(&page, "script[src$='eligibility.js']").len(), 1, "once for both");
    let rules = &attributes(&page, ".elig", "data-rules")[0];
    let first_days: Vec<&str> = rules.split(' ').map(|part| part.split_once(':').map_or("", |(day, _)| day)).collect();
    assert_eq!(first_days, ["", "20454"], "2026-01-01");
    for selector in [".elig form", ".elig [data-o]", ".elig [data-s='1']"] {
        assert!(attributes(&page, selector, "hidden").iter().all(String::is_empty), "{selector} is hidden");
    }
}

#[test]
fn the_decision_table_is_there_in_words() {
    let program = PROGRAM.replace("questions:\n", "questions:\n  papers: { any-of: [a, b, c] }\n").replace(
        "criteria:\n",
        "criteria:\n  papers:\n    needs: { papers: at least 2 }\n  later:\n    needs: { ended: at least 3 months ago }\n    from: 2026-03-01\n",
    );
    let program = program.replace("given: { projects:", "given: { papers: [a, b], projects:");
    let papers = "grant-q-papers = Papers?\ngrant-q-papers-a = A\ngrant-q-papers-b = B\ngrant-q-papers-c = C\n";
    let texts_of_both = format!("{TEXTS}{papers}grant-c-papers = P.\ngrant-c-later = L.\n");
    let project = project(&[
        ("content/eligibility/grant.yaml", &program),
        ("locales/en-US/eligibility/grant.ftl", &texts_of_both),
        ("locales/de-DE/eligibility/grant.ftl", &texts_of_both),
    ]);
    let page = project.page("en-us/eligibility/grant.html");
    assert_eq!(
        texts(&page, ".elig-table caption"),
        [
            "Applies until December 31, 2025.",
            "Applies from January 1, 2026 to February 28, 2026.",
            "Applies from March 1, 2026."
        ]
    );
    let rows = texts(&page, ".elig-table tr");
    let last = rows.iter().rposition(|row| row.starts_with("You can apply")).expect("the last table");
    assert_eq!(
        rows[last..],
        [
            "You can apply 2 or more 2 or less Somebody does Later than 1 year ago, 3 months ago or earlier",
            "3 or more – Not asked Later than 1 year ago, 3 months ago or earlier",
            "You cannot apply yet 1 or less – Not asked – Not asked – Not asked",
            // The cells that are left out are those of the row above.
            "2 or more 2 or less Somebody does 1 year ago or earlier or Later than 3 months ago",
            "No – Not asked",
            "3 or more – Not asked 1 year ago or earlier or Later than 3 months ago",
        ]
    );
    let german = texts(&project.page("de-de/eligibility/grant.html"), ".elig-table tr");
    assert_eq!(
        german[last],
        "You can apply 2 oder mehr 2 oder weniger Somebody does Später als vor 1 Jahr, vor 3 Monaten oder früher"
    );
}

#[test]
fn a_check_speaks_the_language_of_the_text_around_it_or_falls_back() {
    let project = project(&[]);
    for (path, title, lang) in [
        ("de-de/index.html", "Können Sie gefördert werden?", "de-DE"),
        ("de-de/eligibility/grant.html", "Können Sie gefördert werden?", "de-DE"),
        // A page that nobody has translated speaks its own language, texts that nobody has translated likewise.
        ("it-it/index.html", "Can you get a grant?", "en-US"),
        ("ar/index.html", "Can you get a grant?", "en-US"),
        ("ar/eligibility/grant.html", "Can you get a grant?", "en-US"),
    ] {
        let page = project.page(path);
        assert_eq!(texts(&page, ".elig-title")[0], title, "{path}");
        assert_eq!(attributes(&page, ".elig", "lang")[0], lang, "{path}");
        assert_eq!(attributes(&page, ".elig", "dir")[0], "ltr", "{path}");
    }
    assert_eq!(
        attributes(&project.page("de-de/index.html"), "[data-q=ended] input", "data-part")[..3],
        ["3", "2", "1"]
    );
    // Links are for the readers of the page, whatever language it is in.
    let alone = project.page("de-de/eligibility/grant.html");
    assert_eq!(attributes(&alone, ".elig > p a", "href"), ["../#rules"]);
    assert_eq!(attributes(&alone, "meta[name=robots]", "content"), ["noindex"]);
}

#[test]
fn a_check_that_is_not_sound_is_not_shown() {
    let ambiguous = PROGRAM.replace("{ otherwise: true, read", "{ when: { partner: yes }, read");
    let untitled = TEXTS.replace("grant-title", "grant-name");
    let unnamed = format!("# Grants\n\n<eligibility-check program=\"grants\"></eligibility-check>\n\n{CHECK}\n");
    for (path, text, pages) in [
        ("content/eligibility/grant.yaml", ambiguous.as_str(), vec!["Rules", "Projects", "Grants"]),
        ("locales/en-US/eligibility/grant.ftl", untitled.as_str(), vec!["Rules", "Projects", "Grants"]),
        ("content/eligibility/grant.yaml", "check: [", vec![]),
    ] {
        let page = project(&[(path, text)]).page("en-us/index.html");
        assert_eq!(texts(&page, ".elig .notice-title"), ["This check is not available at the moment"; 2], "{path}");
        let twice: Vec<&str> = pages.iter().chain(&pages).copied().collect();
        assert_eq!(texts(&page, ".elig li a"), twice, "{path}");
        assert!(texts(&page, "script[src$='eligibility.js'], form").is_empty(), "{path}");
    }
    let project = project(&[("content/en-US/index.md", &unnamed)]);
    let page = project.page("en-us/index.html");
    assert_eq!(texts(&page, ".elig .notice-title").len(), 1);
    assert_eq!(texts(&page, "script[src$='eligibility.js']").len(), 1, "the one that is there works");
    let found = project.findings(&[]);
    let unknown: Vec<&String> = found.iter().filter(|found| found.contains("unknown-program")).collect();
    assert_eq!(unknown.len(), 1, "{found:?}");
    assert!(unknown[0].contains("content/en-US/index.md:3:1"), "{unknown:?}");
}

#[test]
fn a_site_without_programs_has_nothing_of_checks() {
    let project = Project::new(&[("site.yaml", "locales: [en-US]\n"), ("content/en-US/index.md", "# Start\n")]);
    project.run(&[]);
    for name in ["checker.wasm", "checker.js", "eligibility.js", "eligibility.css", "eligibility-embed.js"] {
        assert!(!project.has(&format!("assets/{name}")), "{name}");
    }
}
