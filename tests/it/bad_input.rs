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
        &["navigation-cycle content/en-US/sub/toc.yaml:2:9"],
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
    assert!(project.page("en-us/good/index.html").contains("<main"), "links lead to the page, so it is there");
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\ntheme: theme\n"),
        GOOD,
        ("theme/nav.html", "{{ nothing.there }}"),
        ("content/en-US/other.md", "# Other\n"),
    ]);
    let found = project.findings(&[]);
    assert!(found.len() == 1 && found[0].starts_with("invalid-template theme/nav.html:1:"), "one cause: {found:?}");
    assert!(project.page("en-us/good/index.html").contains("href=\"../other/\""), "the built-in navigation is there");
    let project = broken("{{ t(key=\"no-such-text\") }}");
    assert!(project.findings(&[])[0].starts_with("invalid-template theme/page.html:1:"));
}

#[test]
fn what_a_component_includes_may_ask_for_texts() {
    let page = "{% component note() %}{% include \"note.html\" %}{% endcomponent note %}<p>{{ t(key=\"menu\") }}</p>{{ <note/> }}";
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\ntheme: theme\n"),
        GOOD,
        ("theme/note.html", "<b>{{ t(key=\"home\") }}</b>"),
        ("theme/page.html", page),
    ]);
    assert_eq!(project.findings(&[]), [""; 0]);
    assert_eq!(project.page("en-us/good/index.html"), "<p>Menu</p><b>Home</b>");
}

#[test]
fn keys_that_nobody_reads() {
    let project = Project::new(&[("site.yaml", "locales: [en-US]\ntitel: x\n"), GOOD]);
    assert_eq!(project.findings(&[]), ["unknown-key site.yaml:2:1"]);
    check(
        &[("content/en-US/toc.yaml", "- name: G\n  href: good.md\n  colour: red\n")],
        &["unknown-key content/en-US/toc.yaml:3:3"],
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
            "link-out-of-root content/en-US/a.md:7:1",
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

#[test]
fn no_address_leads_out_of_the_output() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\nredirects:\n  ../../../up: good\n  ok: good\n"),
        GOOD,
        ("content/en-US/key.md", "---\nkey: ../../../ESCAPED\n---\n# K\n"),
        ("content/en-US/slug.md", "---\nslug: ../x\n---\n# S\n"),
    ]);
    assert_eq!(
        project.findings(&[]),
        [
            "invalid-front-matter content/en-US/key.md:2:1",
            "invalid-front-matter content/en-US/slug.md:2:1",
            "link-out-of-root site.yaml:3:3",
        ]
    );
    assert!(project.has("en-us/key/index.html") && project.has("en-us/ok/index.html"));
    assert!(
        !project.folder().join("ESCAPED").exists() && !project.folder().parent().expect("a folder").join("up").exists()
    );
}

#[test]
fn addresses_that_no_folder_can_hold() {
    let long = format!("---\nslug: {}\n---\n# L\n", "x".repeat(300));
    check(&[("content/en-US/long.md", &long)], &["invalid-address content/en-US/long.md:2:1"]);
    check(&[("content/en-US/a.md", "---\nslug: Aux.1\n---\n# A\n")], &["invalid-address content/en-US/a.md:2:1"]);
    if cfg!(target_os = "linux") {
        let other = ("content/en-US/other.md", "---\nslug: JOIN\n---\n# O\n");
        check(&[("content/en-US/join.md", "# J\n"), other], &["address-conflict content/en-US/other.md:2:1"]);
        // Of a folder the first file tells, and a redirect of the source is one of all languages.
        let (site, page) = ("locales: [en-US, de-DE]\nredirects:\n  Help/B: c\n", "# A\n");
        let pages = ["help:/a", "help:/b", "help/b", "c"].map(|key| (format!("content/en-US/{key}.md"), page));
        let files: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        let found = ["invalid-address content/en-US/help:/a.md:1:1", "address-conflict site.yaml:3:3"];
        check(&[&files[..], &[("site.yaml", site)]].concat(), &found);
    }
    check(&[("content/en-US/i.md", "---\nslug: index.html\n---\n# I\n")], &["address-conflict content/en-US/i.md:2:1"]);
    let project = check(
        &[("content/en-US/c.md", "# C\n"), ("content/en-US/c", "data")],
        &["address-conflict content/en-US/c:1:1"],
    );
    assert!(project.has("en-us/c/index.html"));
}

#[test]
fn what_others_put_into_the_output_stays_and_what_is_gone_comes_back() {
    let project = Project::new(&[SITE, GOOD]);
    project.report(&[]);
    project.write("_site/CNAME", b"help.example.com");
    project.write("_site/.git/HEAD", b"ref");
    project.write("content/en-US/more.md", b"# More\n");
    project.report(&[]);
    assert!(project.has("CNAME") && project.has(".git/HEAD") && project.has("en-us/more/index.html"));
    fs::remove_file(project.folder().join("_site/en-us/good/index.html")).expect("removed");
    project.report(&[]);
    assert!(project.has("en-us/good/index.html"), "a page that somebody removed comes back");
    let output = project.run(&["--out", "content"]);
    assert_eq!(output.status.code(), Some(2), "content is never built over");
}

#[test]
fn snippets_and_deep_includes() {
    check(&[("content/en-US/a.md", ":::code source=\"no.cs\":::\n")], &["missing-include content/en-US/a.md:1:1"]);
    check(
        &[("content/en-US/a.md", "x\n\n[!code-txt[t](b.txt#nope)]\n"), ("content/en-US/b.txt", "line\n")],
        &["missing-include content/en-US/a.md:3:1"],
    );
    check(
        &[
            ("content/en-US/a.md", "a [!INCLUDE [b](includes/b.md)] c\n"),
            ("content/en-US/includes/b.md", "one\n\ntwo\n"),
        ],
        &["invalid-directive content/en-US/a.md:1:3"],
    );
    // Twelve files that each take the next in twice would make a page of four thousand.
    let files: Vec<(String, String)> = (0..12)
        .map(|n| {
            let next = format!("[!INCLUDE [x](n{}.md)]\n\n", n + 1).repeat(2);
            (format!("content/en-US/includes/n{n}.md"), if n == 11 { "end\n".to_owned() } else { next })
        })
        .collect();
    let mut all: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    all.push(("content/en-US/a.md", "# A\n\n[!INCLUDE [x](includes/n0.md)]\n"));
    check(&all, &["invalid-directive content/en-US/a.md:3:1"]);
}

#[test]
fn the_same_include_twice_keeps_ids_apart() {
    let project = check(
        &[
            (
                "content/en-US/a.md",
                "# A\n\n## Oak\n\n[!INCLUDE [o](includes/o.md)]\n\n[!INCLUDE [o](includes/o.md)]\n\nx[^1]\n\n[^1]: y\n",
            ),
            ("content/en-US/includes/o.md", "## Oak\n\n<a name=\"leaf\"></a>z[^1] [up](#leaf)\n\n[^1]: w\n"),
        ],
        &[],
    );
    let page = project.page("en-us/a/index.html");
    assert_eq!(crate::html::problems(&page), [] as [&str; 0]);
    assert!(page.contains("id=\"leaf-1\"") && page.contains("href=\"#leaf-1\""), "{page}");
}

#[test]
fn damaged_bilingual_units() {
    let project = check(
        &[(
            "content/en-US/a.md",
            "# A\n\nx <span data-ttu-id=\"0a1b2-1\">Ziel</span><span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-2\">Goal</span></span> y\n",
        )],
        &["invalid-unit content/en-US/a.md:3:3"],
    );
    let page = project.page("en-us/a/index.html");
    assert!(page.contains("<p>x Ziel y</p>"), "{page}");
}

#[test]
fn chains_of_redirects_are_no_circles() {
    let redirects: String = (0..12).map(|n| format!("  r{n}: r{}\n", n + 1)).collect();
    let project =
        Project::new(&[("site.yaml", &format!("locales: [en-US]\nredirects:\n{redirects}  r12: good\n")), GOOD]);
    let found = project.findings(&[]);
    assert!(found.len() == 12 && found.iter().all(|found| found.starts_with("redirect-chain site.yaml:")), "{found:?}");
    assert!(project.page("en-us/r0/index.html").contains("url=../good/"));
}

#[test]
fn yaml_that_is_nested_without_end() {
    let deep = format!("- name: a\n  foo: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    check(&[("content/en-US/toc.yaml", &deep)], &["invalid-navigation content/en-US/toc.yaml:2:264"]);
}

#[test]
fn circles_of_navigation_begin_at_the_top() {
    // The circle goes through the top: its own file is where reading begins.
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\n"),
        ("content/en-US/good.md", "# Good\n"),
        ("content/en-US/a/page.md", "# Page\n"),
        ("content/en-US/toc.yaml", "- name: Good\n  href: good.md\n- name: Below\n  href: a/toc.yaml\n"),
        ("content/en-US/a/toc.yaml", "- name: Page\n  href: page.md\n- name: Up\n  href: ../toc.yaml\n"),
    ]);
    assert_eq!(project.findings(&[]), ["navigation-cycle content/en-US/a/toc.yaml:4:9"]);
    let page = project.page("en-us/a/page/index.html");
    assert!(page.find(">Good<").expect("there") < page.find(">Below<").expect("there"), "{page}");
    // A circle beside a sound navigation is said too.
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\n"),
        ("content/en-US/good.md", "# Good\n"),
        ("content/en-US/toc.yaml", "- name: Good\n  href: good.md\n"),
        ("content/en-US/a/toc.yaml", "- name: B\n  href: ../b/toc.yaml\n"),
        ("content/en-US/b/toc.yaml", "- name: A\n  href: ../a/toc.yaml\n"),
    ]);
    assert_eq!(project.findings(&[]), ["navigation-cycle content/en-US/b/toc.yaml:2:9"]);
}
