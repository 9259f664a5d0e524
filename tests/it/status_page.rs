//! How far translations are, as one HTML file and as a page of the site.

use std::collections::HashSet;
use std::process::Command;

use scraper::{Html, Selector};

use crate::html;
use crate::site::Project;

/// Runs a command in a project and gives what it says.
fn run(project: &Project, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(project.folder())
        .args(arguments)
        .output()
        .expect("the command runs");
    let (out, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.is_empty(), "{said}");
    out.into_owned()
}

/// A site whose translation has fallen behind: on one page a word has changed and a text has gone, one page is not there,
/// one is untouched since, and one has only just come.
fn behind(settings: &str) -> Project {
    let project = Project::new(&[
        ("site.yaml", &format!("title: Tea & more\nsource_locale: en-US\nlocales: [en-US, de-DE]\n{settings}")),
        ("content/en-US/index.md", "# Tea\n\nLet it draw for three minutes.\n\nAdd milk, never lemon.\n"),
        ("content/de-DE/index.md", "# Tee\n\nDrei Minuten ziehen lassen.\n\nMit Milch, nie mit Zitrone.\n"),
        ("content/en-US/shop/pots.md", "# Pots\n\nA pot holds four cups.\n"),
        ("content/de-DE/shop/pots.md", "# Kannen\n\nEine Kanne fasst vier Tassen.\n"),
        ("content/en-US/shop/cups & more.md", "# Cups\n\nOpen the `<script>alert(1)</script>` box \"now\".\n"),
    ]);
    run(&project, &["ledger", "accept"]);
    project.write("content/en-US/index.md", b"# Tea\n\nLet it draw for `<script>` five minutes.\n");
    project.write("content/de-DE/shop/tins.md", "# Dosen\n\nTrocken lagern.\n".as_bytes());
    project.write("content/en-US/shop/tins.md", b"# Tins\n\nKeep them dry.\n");
    project
}

/// What every such page must be; gives it with white space and the marks around numbers evened out.
fn looked_at(page: &str) -> String {
    assert_eq!(html::problems(page), Vec::<String>::new());
    let document = Html::parse_document(page);
    let ids: HashSet<&str> =
        document.select(&Selector::parse("[id]").expect("a selector")).filter_map(|found| found.value().id()).collect();
    for link in document.select(&Selector::parse("a[href^='#']").expect("a selector")) {
        let to = link.value().attr("href").unwrap_or_default()[1..].to_owned();
        let to = percent_encoding::percent_decode_str(&to).decode_utf8_lossy();
        assert!(ids.contains(&*to), "{to} is not among {ids:?}");
    }
    for cell in document.select(&Selector::parse("td").expect("a selector")) {
        assert!(!cell.text().collect::<String>().trim().is_empty(), "colour alone: {}", cell.html());
    }
    assert!(!page.contains(" style=\"") && !page.contains("<script>"), "{page}");
    page.replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn one_file_shows_what_has_changed_and_needs_nothing_else() {
    let project = behind("");
    let page = run(&project, &["status", "--format", "html"]);
    assert_eq!(page, run(&project, &["status", ".", "--format", "html"]));
    assert_eq!(run(&project, &["status", "--format", "html", "--output", "out/status.html"]), "");
    assert_eq!(page, std::fs::read_to_string(project.folder().join("out/status.html")).expect("written"));
    let page = looked_at(&page);
    for part in [
        "<title>Translation status – Tea &amp; more</title>",
        "draw for <del>three</del><ins>&lt;script&gt; five</ins> minutes",
        "<dd lang=\"de-DE\" dir=\"ltr\">Drei Minuten ziehen lassen.</dd>",
        "<dd lang=\"en-US\" dir=\"ltr\"><del>Add milk, never lemon.</del></dd>",
        "<code>content/de-DE/index.md:3</code>",
        "id=\"de-de/shop/cups%20&amp;%20more\"",
        "href=\"#de-de/shop/cups%2520&amp;%2520more\"",
        "This page has not been translated.",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    // Whatever is current, and whatever nothing is recorded of, is told by its cell alone.
    assert!(!page.contains("id=\"de-de/shop/pots\"") && !page.contains("id=\"de-de/shop/tins\""), "{page}");
    assert!(!page.contains("stylesheet") && !page.contains(" src=") && page.contains("default-src 'none'"), "{page}");
    let cells = |name: &str| page.matches(&format!("<td><a class=\"status-cell is-{name}\"")).count();
    assert_eq!((cells("few"), cells("untranslated")), (1, 1), "{page}");
    let order =
        ["de-de/index\"", "de-de/shop/cups"].map(|id| page.find(&format!("<details class=\"status-page\" id=\"{id}")));
    assert!(order[0] < order[1] && order[0].is_some(), "the fewest words left come first: {order:?}");
}

#[test]
fn units_are_chosen_by_their_state() {
    let project = behind("");
    let page = looked_at(&run(&project, &["status", "--format", "html", "--only", "stale"]));
    assert!(page.contains("<del>three</del>") && !page.contains("<del>Add milk"), "{page}");
}

#[test]
fn a_site_has_the_page_only_where_it_is_asked_for() {
    let project = behind("base_url: https://tea.example/\n");
    project.report(&[]);
    assert!(!project.has("status/index.html"));
    let project = behind("base_url: https://tea.example/\nstatus_page: true\n");
    project.report(&[]);
    let page = looked_at(&project.page("status/index.html"));
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">") && !page.contains("<style>"), "{page}");
    assert!(page.contains("<del>three</del>") && page.contains("<code>de-DE/index.md:3</code>"), "{page}");
    assert!(page.contains("href=\"../en-us/shop/pots/\""), "{page}");
    assert!(!project.page("sitemap.xml").contains("status"));
    assert_eq!(html::dead_links(&project.folder().join("_site"), "/"), Vec::<String>::new());
    // A page of the same name is another one.
    project.write("content/en-US/status.md", b"# My own\n");
    // What is behind the page shows, and a check says: a build finds the same with the page and without it.
    assert_eq!(project.findings(&[]), Vec::<String>::new());
    assert!(project.page("en-us/status/index.html").contains("My own") && project.has("status/index.html"));
    let again = project.page("status/index.html");
    project.report(&[]);
    assert_eq!(again, project.page("status/index.html"));
}

#[test]
fn a_site_without_translations_says_so() {
    let project = Project::new(&[("site.yaml", "locales: [en-US]\n"), ("content/en-US/a.md", "# A\n")]);
    let page = looked_at(&run(&project, &["status", "--format", "html"]));
    assert!(page.contains("No language here is translated from another."), "{page}");
}

#[test]
fn a_large_site_gives_a_page_that_can_be_used() {
    let project = Project::new(&[("site.yaml", "locales: [en-US, de-DE]\n"), ("content/de-DE/b/0.md", "# Null\n")]);
    for number in 0..2_010 {
        project.write(&format!("content/en-US/{}/{number}.md", if number < 5 { "a" } else { "b" }), b"# One two\n");
    }
    let page = looked_at(&run(&project, &["status", "--format", "html"]));
    assert_eq!(page.matches("<details class=\"status-page\"").count(), 2_000);
    assert_eq!(page.matches("<th scope=\"row\">").count(), 2_002, "two folders and the pages");
    let more = page.matches("<p class=\"status-more\">10 more pages are not listed here.").count();
    assert_eq!(more, 2, "in the map and in the list");
}
