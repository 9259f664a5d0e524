//! What a site answers: whole sites made in a temporary folder, and one question asked of each.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A site in a folder of its own, made of `(path, text)`.
pub struct Project(pub tempfile::TempDir);

impl Project {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().expect("a folder"));
        for (path, text) in files {
            project.write(path, text.as_bytes());
        }
        project
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("written");
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_diglot"))
            .current_dir(self.0.path())
            .arg("build")
            .args(arguments)
            .output()
            .expect("the command runs")
    }

    /// Builds and gives the JSON report; the command must have run.
    pub fn report(&self, arguments: &[&str]) -> serde_json::Value {
        let output = self.run(&[arguments, &["--format", "json"]].concat());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{stderr}");
        assert!(stderr.is_empty(), "{stderr}");
        serde_json::from_slice(&output.stdout).expect("one JSON object")
    }

    /// The findings as `code file:line:column`, notes about the site as a whole left out.
    pub fn findings(&self, arguments: &[&str]) -> Vec<String> {
        let report = self.report(arguments);
        let text = |found: &serde_json::Value, key: &str| found[key].as_str().unwrap_or_default().to_owned();
        report["diagnostics"]
            .as_array()
            .expect("a list")
            .iter()
            .inspect(|found| assert!(!text(found, "message").is_empty() && !text(found, "help").is_empty(), "{found}"))
            .map(|found| {
                format!("{} {}:{}:{}", text(found, "code"), text(found, "file"), found["line"], found["column"])
            })
            .filter(|found| !found.starts_with("no-base-url") && !found.starts_with("missing-translation"))
            .collect()
    }

    pub fn page(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join("_site").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn has(&self, path: &str) -> bool {
        self.0.path().join("_site").join(path).exists()
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }
}

const TWO: &str = "title: T\nlocales: [en-US, de-DE]\n";

#[test]
fn absolute_tags_come_from_one_set() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE, it-IT]\n"),
        ("content/en-US/a.md", "# A\n"),
        ("content/de-DE/a.md", "---\nslug: ah\n---\n# Ah\n"),
    ]);
    project.report(&["--base-url", "https://h.example/x"]);
    let set = [
        "hreflang=\"en-US\" href=\"https://h.example/x/en-us/a/\"",
        "hreflang=\"de-DE\" href=\"https://h.example/x/de-de/ah/\"",
        "hreflang=\"x-default\" href=\"https://h.example/x/en-us/a/\"",
    ];
    for path in ["en-us/a/index.html", "de-de/ah/index.html"] {
        let page = project.page(path);
        assert!(set.iter().all(|link| page.contains(link)), "{page}");
        assert_eq!(page.matches("rel=\"alternate\"").count(), 3);
    }
    assert!(
        project.page("de-de/ah/index.html").contains("<link rel=\"canonical\" href=\"https://h.example/x/de-de/ah/\">")
    );
    let fallback = project.page("it-it/a/index.html");
    assert!(fallback.contains("<link rel=\"canonical\" href=\"https://h.example/x/en-us/a/\">"));
    assert_eq!(fallback.matches("rel=\"alternate\"").count(), 0, "a fallback page stands in no set");
    assert!(fallback.contains("<html lang=\"it-IT\"") && fallback.contains("<article lang=\"en-US\" dir=\"ltr\">"));
    assert!(fallback.contains("English"), "it says so");
    let sitemap = project.page("sitemap.xml");
    assert_eq!(sitemap.matches("<loc>").count(), 2);
    assert!(
        !sitemap.contains("it-it") && project.page("robots.txt").contains("Sitemap: https://h.example/x/sitemap.xml")
    );
}

#[test]
fn without_a_base_address_only_absolute_tags_are_missing() {
    let project = Project::new(&[("site.yaml", TWO), ("content/en-US/index.md", "# A\n")]);
    let report = project.report(&[]);
    let notes =
        report["diagnostics"].as_array().expect("a list").iter().filter(|found| found["code"] == "no-base-url").count();
    assert_eq!(notes, 1);
    assert!(!project.has("sitemap.xml") && !project.page("en-us/index.html").contains("canonical"));
}

#[test]
fn the_fallback_chain_is_followed_in_its_order() {
    let project = Project::new(&[
        (
            "site.yaml",
            "locales:\n- en-US\n- zh-CN\n- {tag: zh-TW, fallback: [zh-CN, en-US]}\n- {tag: ar, fallback: []}\n",
        ),
        ("content/en-US/a.md", "# Alpha\n"),
        ("content/en-US/b.md", "# Beta\n\n[a](a.md)\n"),
        ("content/zh-CN/a.md", "# 甲\n"),
    ]);
    project.report(&[]);
    assert!(project.page("zh-tw/a/index.html").contains("<article lang=\"zh-CN\""));
    let beta = project.page("zh-tw/b/index.html");
    assert!(beta.contains("<article lang=\"en-US\""));
    assert!(beta.contains("<a href=\"../a/\" hreflang=\"zh-CN\">"), "a link stays in the reader's locale: {beta}");
    assert!(!project.has("ar/a/index.html"), "nothing falls back where a site says so");
    let switcher = project.page("en-us/a/index.html");
    assert!(!switcher.contains("hreflang=\"ar\""), "and no entry leads there");
}

#[test]
fn translated_headings_answer_to_the_source_s_anchors() {
    let project = Project::new(&[
        ("site.yaml", TWO),
        ("content/en-US/a.md", "# A\n\n## What you need\n\n[x](b.md#next-step)\n"),
        ("content/en-US/b.md", "# B\n\n## Next step\n"),
        ("content/de-DE/a.md", "# A\n\n## Was Sie brauchen\n\n[x](b.md#next-step) [y](b.md#nächster-schritt)\n"),
        ("content/de-DE/b.md", "# B\n\n## Nächster Schritt\n"),
    ]);
    assert_eq!(project.findings(&[]), [] as [&str; 0]);
    let page = project.page("de-de/b/index.html");
    assert!(page.contains("<h2 id=\"next-step\">"), "{page}");
    assert!(page.contains("id=\"nächster-schritt\""), "the localized anchor stays as an alias: {page}");
}

#[test]
fn a_redirect_of_a_page_that_some_languages_have_is_none_too_many() {
    // With a source, and without one.
    for (locales, other) in [("locales: [en-US, de-DE]", "en-US"), ("title: T", "it-IT")] {
        let project = Project::new(&[
            ("site.yaml", &format!("{locales}\nredirects:\n  old: new\n  older: nowhere\n")),
            (&format!("content/{other}/index.md"), "# A\n"),
            ("content/de-DE/new.md", "# Neu\n"),
        ]);
        assert_eq!(project.findings(&[]), ["broken-link site.yaml:4:3"], "{locales}");
        assert!(project.has("de-de/old/index.html"));
    }
}

#[test]
fn redirects_hold_in_every_locale_and_chains_are_followed() {
    let project = Project::new(&[
        (
            "site.yaml",
            "locales: [en-US, de-DE]\nredirects:\n  old: middle\n  middle: new#frag\n  gone: https://e.example/\n",
        ),
        ("content/en-US/new.md", "# New\n\n## Frag\n\n[o](old.md)\n"),
        ("content/de-DE/new.md", "# Neu\n\n## Frag\n"),
        ("content/en-US/moved.md", "---\nredirect_url: new.md\n---\n"),
    ]);
    assert_eq!(project.findings(&[]), ["redirected-link content/en-US/new.md:5:1", "redirect-chain site.yaml:3:3"]);
    for (path, target) in [
        ("en-us/old/", "../new/#frag"),
        ("de-de/old/", "../new/#frag"),
        ("de-de/gone/", "https://e.example/"),
        ("en-us/moved/", "../new/"),
    ] {
        let page = project.page(&format!("{path}index.html"));
        assert!(page.contains(&format!("content=\"0; url={target}\"")), "{path}: {page}");
    }
    assert!(
        project.page("en-us/new/index.html").contains("<a href=\"./#frag\">")
            || project.page("en-us/new/index.html").contains("#frag\">o</a>")
    );
}

#[test]
fn only_the_locales_asked_for_are_built() {
    let project = Project::new(&[("site.yaml", TWO), ("content/en-US/a.md", "# A\n"), ("content/de-DE/b.md", "# B\n")]);
    project.report(&["--locale", "de-DE"]);
    assert!(project.has("de-de/a/index.html"), "what it falls back to is still there for it");
    assert!(!project.has("en-us/a/index.html"));
    assert!(
        !project.page("de-de/a/index.html").contains("hreflang=\"en-US\" lang"),
        "the switcher offers no page that is not built"
    );
}

#[test]
fn a_second_build_touches_nothing_and_a_change_one_page() {
    // A search would change with its page.
    let without = format!("{TWO}search: false\n");
    let project =
        Project::new(&[("site.yaml", &without), ("content/en-US/a.md", "# A\n"), ("content/en-US/b.md", "# B\n")]);
    let first = project.report(&[]);
    assert_eq!(first["written"], first["files"]);
    let stamp = || {
        fs::metadata(project.folder().join("_site/en-us/a/index.html"))
            .and_then(|file| file.modified())
            .expect("a time")
    };
    let before = stamp();
    assert_eq!(project.report(&[])["written"], 0);
    project.write("content/en-US/b.md", b"# B\n\nmore\n");
    assert_eq!(project.report(&[])["written"], 2, "the page, and its fallback page");
    assert_eq!(stamp(), before, "what did not change is the same file");
    fs::remove_file(project.folder().join("content/en-US/b.md")).expect("removed");
    project.report(&[]);
    assert!(!project.has("en-us/b/index.html"));
}

#[test]
fn every_file_below_one_that_is_wanted_as_a_folder_is_named() {
    let project = Project::new(&[
        ("site.yaml", "title: T\nlocales: [en-US]\nsearch: false\n"),
        ("content/en-US/help.md", "# Help\n"),
        ("content/en-US/help/index.html/a.txt", "a"),
        ("content/en-US/help/index.html/one.md", "# One\n"),
        ("content/en-US/help/index.html/two.md", "# Two\n"),
    ]);
    let below = |name: &str| format!("address-conflict content/en-US/help/index.html/{name}:1:1");
    assert_eq!(project.findings(&[]), ["a.txt", "one.md", "two.md"].map(below));
    assert!(project.page("en-us/help/index.html").contains("Help"));
}

#[test]
fn exit_status_and_closing_line() {
    let project = Project::new(&[("site.yaml", TWO), ("content/en-US/a.md", "# A\n\n[x](nowhere.md)\n")]);
    let output = project.run(&[]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0));
    assert!(said.contains("en-US 1 page; de-DE 0 pages (and 1 shown in another language)"), "{said}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("content/en-US/a.md:3:1: warning[broken-link]"));
    assert_eq!(project.run(&["--fail-on", "warning"]).status.code(), Some(1));
    assert_eq!(project.run(&["no-such-folder"]).status.code(), Some(2));
    assert_eq!(project.run(&["--locale", "fr-FR"]).status.code(), Some(2));
    assert_eq!(project.run(&["--base-url", "h.example"]).status.code(), Some(2));
    assert!(!project.page("en-us/a/index.html").contains("nowhere"), "a reader meets no dead link");
}

#[test]
fn this_repository_s_site_builds_clean() {
    let out = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--fail-on", "warning", "--out"])
        .arg(out.path().join("site"))
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    for page in crate::html::files(&out.path().join("site"), "html") {
        let problems = crate::html::problems(&fs::read_to_string(&page).expect("UTF-8"));
        assert!(problems.is_empty(), "{}: {problems:?}", page.display());
    }
    assert_eq!(crate::html::dead_links(&out.path().join("site"), "/"), [] as [&str; 0]);
}

#[test]
fn a_link_into_another_language_works_and_is_said() {
    let project = Project::new(&[
        ("site.yaml", TWO),
        ("content/en-US/a.md", "# A\n\n[x](../de-DE/nur.md) [y](/de-de/nur/) [z](b/)\n"),
        ("content/en-US/b.md", "# B\n"),
        ("content/de-DE/nur.md", "# Nur\n"),
    ]);
    assert_eq!(
        project.findings(&[]),
        ["wrong-locale-link content/en-US/a.md:3:1", "wrong-locale-link content/en-US/a.md:3:22"]
    );
    let page = project.page("en-us/a/index.html");
    assert_eq!(
        page.matches("href=\"../../de-de/nur/\" class=\"other-language\" hreflang=\"de-DE\"").count(),
        2,
        "{page}"
    );
    assert!(page.contains("<a href=\"../b/\">z</a>"));
}

#[test]
fn a_missing_template_is_said_and_the_page_is_there() {
    let project = Project::new(&[("site.yaml", TWO), ("content/en-US/a.md", "---\ntemplate: nope.html\n---\n# A\n")]);
    assert_eq!(project.findings(&[]), ["invalid-template content/en-US/a.md:2:1"]);
    assert!(project.page("en-us/a/index.html").contains(">A</h1>"));
}

#[test]
fn names_of_the_navigation_follow_the_chain() {
    let project = Project::new(&[
        ("site.yaml", "locales:\n- en-US\n- zh-CN\n- {tag: zh-TW, fallback: [zh-CN, en-US]}\n"),
        ("content/en-US/toc.yaml", "- name: Help\n  items:\n  - name: Join\n    href: join.md\n"),
        ("content/en-US/join.md", "# Join\n"),
        ("content/zh-CN/toc.yaml", "names:\n  Help: 帮助\n"),
    ]);
    project.report(&[]);
    let page = project.page("zh-tw/join/index.html");
    assert!(page.contains("<span lang=\"zh-CN\" dir=\"auto\">帮助</span>"), "{page}");
    assert!(page.contains("<span lang=\"en-US\" dir=\"auto\">Join</span>"), "{page}");
    assert!(project.page("zh-cn/join/index.html").contains("<summary>帮助</summary>"));
}

#[test]
fn settings_do_what_the_manual_says() {
    let page = "# A\n\n<div style=\"color:red\">x</div>\n\n[y](/elsewhere/z) [w](no.md)\n";
    let plain = "locales: [en-US]\n";
    let set = "locales: [en-US]\nlink_host: https://host.example\ntrusted_html: ['own/**']\ncheck:\n  severity:\n    broken-link: error\n    invalid-template: note\n";
    let files = |settings| {
        Project::new(&[
            ("site.yaml", settings),
            ("content/en-US/own/a.md", page),
            ("content/en-US/b.md", page),
            ("content/en-US/t.md", "---\ntemplate: nope.html\n---\n# T\n"),
        ])
    };
    let severity = |project: &Project, code: &str| {
        let report = project.report(&[]);
        let found =
            report["diagnostics"].as_array().expect("a list").iter().find(|found| found["code"] == code).cloned();
        found.expect("a finding")["severity"].as_str().expect("a name").to_owned()
    };
    let project = files(plain);
    assert_eq!(
        (severity(&project, "broken-link"), severity(&project, "invalid-template")),
        ("warning".into(), "error".into())
    );
    assert!(!project.page("en-us/own/a/index.html").contains("style="));
    let project = files(set);
    assert_eq!(
        (severity(&project, "broken-link"), severity(&project, "invalid-template")),
        ("error".into(), "note".into())
    );
    assert!(project.page("en-us/own/a/index.html").contains("style=\"color:red\""), "a trusted path is passed through");
    assert!(!project.page("en-us/b/index.html").contains("style="), "and no other");
    assert!(project.page("en-us/b/index.html").contains("href=\"https://host.example/elsewhere/z\""));
    assert_eq!(project.run(&[]).status.code(), Some(1));
}

#[test]
fn a_template_extends_the_one_that_it_replaces() {
    let project = Project::new(&[
        ("site.yaml", "title: T\nlocales: [en-US]\ntheme: theme\n"),
        ("content/en-US/a.md", "# A\n"),
        (
            "theme/base.html",
            "{% extends \"default/base.html\" %}{% block head %}<link rel=\"stylesheet\" href=\"{{ root }}assets/own.css\">{% endblock %}{% block footer %}<p>Own foot</p>{% endblock %}",
        ),
        ("theme/home.html", "{% extends \"default/home.html\" %}{% block footer %}<p>Home foot</p>{% endblock %}"),
        ("theme/assets/own.css", "p { color: red }\n"),
    ]);
    assert_eq!(project.findings(&[]), Vec::<String>::new());
    let page = project.page("en-us/a/index.html");
    assert!(page.contains("href=\"../../assets/own.css\"") && page.contains("Own foot"), "{page}");
    let home = project.page("en-us/index.html");
    assert!(home.contains("href=\"../assets/own.css\"") && home.contains("Home foot"), "{home}");
    assert!(project.has("assets/own.css") && project.has("assets/diglot.css"));
}
