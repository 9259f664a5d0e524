//! Pages withheld from readers by `draft`, `publish` and `expires`; the moment of the build as an input; dates and
//! lists in pages.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use crate::html;
use crate::site::Project;

const TWO: &str = "title: T\nlocales: [en-US, de-DE]\n";
const NOW: [&str; 2] = ["--now", "2026-06-15"];

/// Every file of the output by path.
fn tree(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let out = project.folder().join("_site");
    let file = |path: std::path::PathBuf| (path.to_string_lossy().into_owned(), fs::read(&path).expect("a file"));
    html::files(&out, "html").into_iter().chain(html::files(&out, "xml")).map(file).collect()
}

#[test]
fn builds_agree_at_one_moment_and_differ_at_another() {
    let project = Project::new(&[
        ("site.yaml", TWO),
        ("content/en-US/a.md", "---\npublish: 2026-06-15\n---\n# A\n"),
        ("content/en-US/b.md", "# B\n"),
    ]);
    let built = |now: &str| {
        project.report(&["--base-url", "https://h.example/", "--now", now]);
        tree(&project)
    };
    let at = built("2026-06-15");
    assert_eq!(at, built("2026-06-15T00:00:00Z"));
    assert_eq!(at, built("2026-06-15T02:00:00+02:00"));
    let before = built("2026-06-14T23:59:59Z");
    assert!(at != before && at.len() > before.len());
}

#[test]
fn the_moment_comes_from_the_option_then_from_the_environment() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\n"),
        ("content/en-US/a.md", "---\nexpires: 2001-09-09T01:46:40Z\n---\n# A\n"),
    ]);
    let run = |epoch: &str, arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
            .current_dir(project.folder())
            .env("SOURCE_DATE_EPOCH", epoch)
            .arg("build")
            .args(arguments)
            .output()
            .expect("the command runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned(), project.has("en-us/a/index.html"))
    };
    assert!(run("999999999", &[]).2, "one second before it is over");
    assert!(!run("1000000000", &[]).2);
    assert!(run("1000000000", &["--now", "2000-01-01"]).2, "what is asked for goes first");
    let (code, said, _) = run("yesterday", &[]);
    assert!(code == Some(2) && said.contains("SOURCE_DATE_EPOCH is `yesterday`"), "{said}");
    let (code, said, _) = run("", &["--now", "tomorrow"]);
    assert!(code == Some(2) && said.contains("write a day as 2026-03-05"), "{said}");
}

#[test]
fn what_the_source_withholds_no_translation_tells() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US, de-DE, {tag: de-AT, fallback: [de-DE]}]\n"),
        ("content/en-US/a.md", "---\ndraft: true\n---\n# Secret\n"),
        ("content/en-US/b.md", "# B\n\n[](a.md) [x](/de-de/a/)\n"),
        ("content/de-DE/anders.md", "---\nkey: a\n---\n# Geheim\n"),
        ("content/de-DE/b.md", "# B\n\n[](anders.md)\n"),
        ("content/de-AT/b.md", "# B\n"),
    ]);
    for arguments in [&[][..], &["--locale", "de-DE"], &["--locale", "de-AT"]] {
        let report = project.report(&[arguments, &["--base-url", "https://h.example/"]].concat());
        let codes: Vec<&str> = report["diagnostics"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|found| found["code"].as_str())
            .collect();
        assert!(codes.iter().all(|code| *code == "withheld-link"), "{codes:?}");
        for (path, bytes) in tree(&project) {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("Secret") && !text.contains("Geheim"), "{path}: {text}");
        }
    }
    project.report(&["--drafts"]);
    for path in ["en-us/a/index.html", "de-de/a/index.html", "de-at/a/index.html"] {
        let page = project.page(path);
        assert!(page.contains("name=\"robots\" content=\"noindex\""), "{path}");
        assert!(page.contains(if path.starts_with("en") { ">Draft<" } else { ">Entwurf<" }), "{path}");
    }
}

#[test]
fn a_withheld_file_is_as_though_it_were_not_there() {
    let project = Project::new(&[
        ("site.yaml", TWO),
        ("content/en-US/a.md", "# A\n"),
        ("content/en-US/c.md", "---\ndraft: true\n---\n# Old C\n\n[x](none.md)\n\n[!INCLUDE [x](includes/gone.md)]\n"),
        ("content/en-US/c.yml", "### YamlMime:FAQ\ntitle: New C\n"),
        ("content/en-US/d.yml", "### YamlMime:FAQ\nmetadata:\n  draft: true\ntitle: D\n"),
        ("content/en-US/moved.md", "---\ndraft: true\nredirect_url: a.md\n---\n"),
        ("content/de-DE/ah.md", "---\nkey: a\ndraft: true\n---\n# Ah\n"),
        ("content/de-DE/e.md", "# E\n\n[a](ah.md) [c](c.yml) [d](d.yml)\n"),
    ]);
    let found = project.findings(&NOW);
    assert_eq!(found, ["withheld-link content/de-DE/e.md:3:23"], "no conflict, nothing missing, no link of a draft");
    assert!(project.page("en-us/c/index.html").contains("New C"), "another file takes the place");
    assert!(!project.has("en-us/d/index.html") && !project.has("en-us/moved/index.html"));
    let page = project.page("de-de/e/index.html");
    assert!(page.contains("href=\"../a/\""), "{page}");
    assert!(project.page("de-de/a/index.html").contains("lang=\"en-US\""), "the locale falls back");
    let report = project.report(&NOW);
    assert_eq!((&report["locales"][0]["withheld"], &report["locales"][1]["withheld"]), (&2.into(), &1.into()));
    let line = String::from_utf8_lossy(&project.run(&NOW).stdout).into_owned();
    assert!(line.contains("); 3 pages withheld (drafts or out of their dates). 0 errors"), "{line}");
    let line = String::from_utf8_lossy(&project.run(&["--drafts"]).stdout).into_owned();
    assert!(!line.contains("withheld"), "{line}");
}

#[test]
fn lists_and_dates_in_a_theme_of_ones_own() {
    let project = Project::new(&[
        ("site.yaml", "title: T\nlocales: [en-US, de-DE]\ntheme: theme\n"),
        ("content/en-US/a.md", "---\ndate: 2026-03-05\n---\n# A\n"),
        ("content/de-DE/a.md", "---\nms.date: 03/06/2026\n---\n# A\n"),
        (
            "theme/page.html",
            "{{ t(key=\"x\", items=[\"a\", 2, \"c\"], day=page.updated, n=12345) }}|{{ t(key=\"y\", items=[\"a\", \"b\"]) }}",
        ),
        (
            "locales/en-US/own.ftl",
            "x = { $items }, { DATETIME($day, dateStyle: \"short\") }, { $n }\ny = { LIST($items, type: \"or\") }\n",
        ),
        ("locales/de-DE/own.ftl", "x = { $items }, { DATETIME($day) }, { $n }\n"),
    ]);
    assert_eq!(project.findings(&[]), ["missing-message locales/en-US/own.ftl:2:1"], "German has no `y`");
    let page = |path| project.page(path).replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(page("en-us/a/index.html"), "a, 2, and c, 3/5/26, 12,345|a or b");
    assert_eq!(page("de-de/a/index.html"), "a, 2 und c, 06.03.2026, 12.345|a or b");
}

#[test]
fn what_keeps_a_page_from_readers_is_read_wherever_it_is_written() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\n"),
        ("content/en-US/good.md", "# Good\n"),
        ("content/en-US/faq.yml", "### YamlMime:FAQ\ndraft: true\ntitle: Secret questions\nsections: []\n"),
        ("content/en-US/a.md", "title: Secret\ndescription: Y\ndraft: true\n---\n# Secret\n"),
        ("content/en-US/b.md", "---\ntitle: Secret\n\ndraft: true\n\n# Secret\n"),
        ("content/en-US/c.md", "---\rtitle: Secret\rdraft: true\r---\r# Secret\r"),
        ("content/en-US/group.md", "---\ndraft: true\n---\n# Secret group\n"),
        (
            "content/en-US/toc.yaml",
            "- name: Secret group\n  href: group.md\n  items:\n    - name: Shown\n      href: good.md\n",
        ),
    ]);
    project.report(&[]);
    for (path, bytes) in tree(&project) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("Secret"), "{path}: {text}");
    }
    assert!(project.page("en-us/good/index.html").contains(">Shown<"), "what stands below a withheld entry moves up");
}

#[test]
fn what_cannot_be_read_at_all_is_kept_back_too() {
    let long: String = (0..5000).map(|number| format!("key{number}: some value\n")).collect();
    let headers = [
        "---\ntitle: Prices: what changes\nkeywords:\n- a\ndraft: true\n---\n".to_owned(),
        "---\ntitle: Prices: what changes\nkeywords:\n- a\npublish: 2099-01-01\n---\n".to_owned(),
        "---\ntitle: A: B\ndescription: Everything that changes,\nand what it costs.\ndraft: true\n---\n".to_owned(),
        "---\ntitle: A\nthis is free text\ndraft: true\n---\n".to_owned(),
        "---\n- title: A\n- draft: true\n---\n".to_owned(),
        "---\n{\"title\": \"A\", \"draft\": true\n---\n".to_owned(),
        "---\ntitle: A\nkeywords:\n- a\ndraft: true\n\n".to_owned(),
        format!("---\n{long}draft: true\n---\n"),
        "----\ntitle: A\ndraft: true\n----\n".to_owned(),
        " ---\ntitle: A\ndraft: true\n ---\n".to_owned(),
    ];
    for header in headers {
        let page = format!("{header}# Secret\n");
        let project = Project::new(&[
            ("site.yaml", "locales: [en-US]\n"),
            ("content/en-US/good.md", "# Good\n\nA draft: true friends read it first.\n"),
            ("content/en-US/x.md", &page),
        ]);
        project.report(&[]);
        assert!(
            project.has("en-us/good/index.html") && !project.has("en-us/x/index.html"),
            "{}",
            &header[..40.min(header.len())]
        );
    }
}

#[test]
fn ordinary_pages_that_speak_of_drafts_are_shown() {
    let pages = [
        "---\ntitle: A\nproducts:\n  - name: x\n    draft: true\n---\n# A\n",
        "---\ntitle: A\nlicence:\n  expires: 2001-01-01\ncustom:\n  publish: 2090-01-01\n---\n# A\n",
        "---\ntitle: A\ndescription: \"Title | publish: 2090-01-01\"\n---\n# A\n",
        "---\ntitle: A\n---\n\nExpires: 2001-01-01 after purchase.\n\ndraft: true\n",
        "---\ntitle: A\n---\n\n```yaml\ndraft: true\n```\n\n# A\n",
        "```yaml\ndraft: true\n```\n",
        "- publish: 2090-01-01 is the day\n- draft: yes\n",
        "Prose first.\n\ndraft: true\n",
        "A\n===\n\nExpires: 2001-01-01\n",
        "| Draft: yes |\n|---|\n| x |\n",
        "---\ntitle: How to: write\n---\n\ndraft: true is what you write.\n",
    ];
    for page in pages {
        let project = Project::new(&[("site.yaml", "locales: [en-US]\n"), ("content/en-US/x.md", page)]);
        project.report(&[]);
        assert!(project.has("en-us/x/index.html"), "{page}");
    }
}
