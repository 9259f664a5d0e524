//! Bad input: each gets a finding with its place and the way out, the rest of the site is built, and nothing panics.

use std::fs;

use crate::site::Project;

const SITE: (&str, &str) = ("site.yaml", "locales: [en-US]\n");
const GOOD: (&str, &str) = ("content/en-US/good.md", "# Good\n");

/// Builds and checks the findings; the good page is there whatever else is not.
fn check(files: &[(&str, &str)], expected: &[&str]) -> Project {
    let project = Project::new(&[&[SITE, GOOD], files].concat());
    assert_eq!(project.findings(&[]), expected);
    assert!(project.has("en-us/good/index.html"));
    project
}

#[test]
fn not_utf8() {
    let project = Project::new(&[SITE, GOOD]);
    project.write("content/en-US/bad.md", b"# B\n\nok \xff\xfe end\n");
    assert_eq!(project.findings(&[]), ["invalid-utf8 content/en-US/bad.md:3:4"]);
    assert!(project.page("en-us/bad/index.html").contains("ok \u{FFFD}\u{FFFD} end"));
}

#[test]
fn front_matter_that_is_no_mapping() {
    check(&[("content/en-US/a.md", "---\njust words\n---\n# A\n")], &["invalid-front-matter content/en-US/a.md:2:1"]);
    check(&[("content/en-US/a.md", "---\n- a\n---\n# A\n")], &["invalid-front-matter content/en-US/a.md:2:1"]);
}

#[test]
fn circles_of_includes() {
    let project = check(
        &[
            ("content/en-US/a.md", "# A\n\n[!INCLUDE [x](includes/x.md)]\n\nafter\n"),
            ("content/en-US/includes/x.md", "X\n\n[!INCLUDE [y](y.md)]\n"),
            ("content/en-US/includes/y.md", "Y\n\n[!INCLUDE [x](x.md)]\n"),
        ],
        &["include-cycle content/en-US/includes/y.md:3:1"],
    );
    let page = project.page("en-us/a/index.html");
    assert!(page.contains("<p>X</p>") && page.contains("<p>Y</p>") && page.contains("<p>after</p>"));
    check(&[("content/en-US/a.md", "[!INCLUDE [a](no.md)]\n")], &["missing-include content/en-US/a.md:1:1"]);
}

#[test]
fn circles_of_fallback_navigation_and_redirects() {
    let project = Project::new(&[
        ("site.yaml", "locales:\n- en-US\n- {tag: de, fallback: [it]}\n- {tag: it, fallback: [de]}\n"),
        GOOD,
        ("content/it/a.md", "# A\n"),
    ]);
    assert_eq!(project.findings(&[]), ["fallback-cycle site.yaml:3:4"]);
    assert!(project.has("de/a/index.html"));
    check(
        &[
            ("content/en-US/toc.yaml", "- name: G\n  href: sub/toc.yaml\n"),
            ("content/en-US/sub/toc.yaml", "- name: Up\n  href: ../toc.yaml\n- name: Good\n  href: ../good.md\n"),
        ],
        &["navigation-cycle content/en-US/toc.yaml:2:9"],
    );
    check(
        &[
            ("content/en-US/a.md", "---\nredirect_url: b.md\n---\n"),
            ("content/en-US/b.md", "---\nredirect_url: a.md\n---\n"),
        ],
        &["redirect-loop content/en-US/a.md:2:1", "redirect-loop content/en-US/b.md:2:1"],
    );
}

#[test]
fn two_pages_at_one_address() {
    let project = check(
        &[("content/en-US/a.md", "# A\n"), ("content/en-US/a/index.md", "# B\n")],
        &["address-conflict content/en-US/a/index.md:1:1"],
    );
    assert!(project.page("en-us/a/index.html").contains(">A</h1>"), "the first stays");
    check(
        &[("content/en-US/a.md", "# A\n"), ("content/en-US/b.md", "---\nslug: a\n---\n# B\n")],
        &["address-conflict content/en-US/b.md:2:1"],
    );
    check(
        &[("content/en-US/a.md", "# A\n"), ("content/en-US/b.md", "---\ntitle: B\nkey: a\n---\n")],
        &["address-conflict content/en-US/b.md:3:1"],
    );
}

#[test]
fn templates_with_errors() {
    let broken = |template: &str| {
        Project::new(&[("site.yaml", "locales: [en-US]\ntheme: theme\n"), GOOD, ("theme/page.html", template)])
    };
    let project = broken("ok\n{% if %}\n");
    assert_eq!(project.findings(&[]), ["invalid-template theme/page.html:2:7"]);
    assert!(project.page("en-us/good/index.html").contains("<main"), "the built-in template takes its place");
    let project = broken("<p>{{ page.title }}</p>\n<p>{{ page.no_such.thing }}</p>\n");
    let found = project.findings(&[]);
    assert!(found.len() == 1 && found[0].starts_with("invalid-template theme/page.html:2:"), "{found:?}");
    assert!(project.has("index.html"), "what does not use it is built");
    let project = broken("{{ t(key=\"no-such-text\") }}");
    assert!(project.findings(&[])[0].starts_with("invalid-template theme/page.html:1:"));
}

#[test]
fn keys_that_nobody_reads() {
    let project = Project::new(&[("site.yaml", "locales: [en-US]\ntitel: x\n"), GOOD]);
    assert_eq!(project.findings(&[]), ["unknown-key site.yaml:2:1"]);
    check(
        &[("content/en-US/toc.yaml", "- name: G\n  href: good.md\n  colour: red\n")],
        &["unknown-key content/en-US/toc.yaml:2:9"],
    );
}

#[test]
fn an_empty_folder() {
    let project = Project::new(&[]);
    let found = project.findings(&[]);
    assert!(found.len() == 1 && found[0].starts_with("no-pages"), "{found:?}");
    assert_eq!(project.run(&[]).status.code(), Some(1));
    assert!(project.has("index.html"));
}

#[test]
fn paths_that_lead_out() {
    let project = check(
        &[(
            "content/en-US/a.md",
            "# A\n\n[x](../../../etc/passwd.md)\n\n[!INCLUDE [x](../../site.md)]\n\n:::code source=\"../../site.yaml\":::\n\n![y](../../../y.png)\n",
        )],
        &[
            "link-out-of-root content/en-US/a.md:3:1",
            "link-out-of-root content/en-US/a.md:5:1",
            "link-out-of-root content/en-US/a.md:9:1",
        ],
    );
    assert!(!project.page("en-us/a/index.html").contains("locales:"), "nothing outside is read");
    assert!(!project.page("en-us/a/index.html").contains("passwd"));
}

#[cfg(unix)]
#[test]
fn symbolic_links_stay_inside() {
    let project = Project::new(&[SITE, GOOD, ("secret.md", "# Secret\n")]);
    std::os::unix::fs::symlink(project.folder().join("secret.md"), project.folder().join("content/en-US/leak.md"))
        .expect("linked");
    assert_eq!(project.findings(&[]), ["link-out-of-root content/en-US/leak.md:1:1"]);
    assert!(!project.has("en-us/leak/index.html"));
}

#[test]
fn a_folder_that_is_not_ours_is_left_alone() {
    let project = Project::new(&[SITE, GOOD, ("precious/letter.txt", "dear")]);
    let output = project.run(&["--out", "precious"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("help:"));
    assert_eq!(fs::read_to_string(project.folder().join("precious/letter.txt")).expect("there"), "dear");
    assert_eq!(project.run(&["--out", "."]).status.code(), Some(2));
}

#[test]
fn dialect_mistakes() {
    check(
        &[(
            "content/en-US/a.md",
            "# A\n\n:::row:::\nx\n\n:::image alt-text=\"x\":::\n\n> [!DANGER]\n> y\n\n[a]() <script>x</script>\n",
        )],
        &[
            "unbalanced-block content/en-US/a.md:3:1",
            "invalid-directive content/en-US/a.md:6:1",
            "unknown-alert content/en-US/a.md:8:3",
            "empty-link content/en-US/a.md:11:1",
            "unsafe-html content/en-US/a.md:11:7",
        ],
    );
}

#[test]
fn messages_with_errors() {
    let project = Project::new(&[SITE, GOOD, ("locales/en-US/own.ftl", "fine = text\n= broken\n")]);
    assert_eq!(project.findings(&[]), ["invalid-message locales/en-US/own.ftl:2:1"]);
}
