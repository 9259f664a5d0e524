//! What is read has bounds: no link leads out of a site, and no file that was made for it takes memory or time without end.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::site::Project;

/// Runs a command and gives its status with everything that it said. Nothing may take long, or panic.
fn said(project: &Project, arguments: &[&str]) -> (Option<i32>, String) {
    let began = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(project.folder())
        .args(arguments)
        .output()
        .expect("the command runs");
    let all = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    assert!(!all.contains("panicked"), "{arguments:?}: {all}");
    assert!(began.elapsed() < Duration::from_secs(60), "{arguments:?}: {:?}", began.elapsed());
    (output.status.code(), all)
}

const SITE: &str = "source_locale: en-US\nlocales: [en-US, de-DE]\ntheme: theme\n";

/// A site in a folder of its own, beside one that nobody may see.
#[cfg(unix)]
fn beside_secrets() -> Project {
    let project = Project::new(&[
        ("site/site.yaml", SITE),
        (
            "site/content/en-US/index.md",
            "# Start\n\n[x](linked.txt) ![x](linked.svg)\n\n:::code source=\"linked.txt\":::\n\n[!INCLUDE [x](linked.md)]\n",
        ),
        ("site/theme/assets/own.css", "p {}\n"),
        ("site/theme/static/robots.txt", "User-agent: *\n"),
    ]);
    for name in ["page.md", "text.txt", "drawing.svg", "style.css", "page.html", "texts.ftl", "units.tsv", "rules.yaml"]
    {
        project.write(&format!("secret/{name}"), b"canary-41d9 = canary-41d9 <canary-41d9>\n");
    }
    project.write("secret/sub/page.md", b"# canary-41d9\n");
    project
}

#[cfg(unix)]
#[test]
fn symbolic_links_lead_out_of_nothing() {
    for (link, target) in [
        ("content/en-US/linked.md", "page.md"),
        ("content/en-US/linked.txt", "text.txt"),
        ("content/en-US/linked.svg", "drawing.svg"),
        ("content/en-US/linked", ""),
        ("content/de-DE", ""),
        ("content/fr-FR", ""),
        ("theme/page.html", "page.html"),
        ("theme/assets/linked.css", "style.css"),
        ("theme/assets/linked", ""),
        ("theme/static/linked.txt", "text.txt"),
        ("theme/static/linked", ""),
        ("locales/en-US/own.ftl", "texts.ftl"),
        ("locales/en-US", ""),
        ("locales/de-DE/units.tsv", "units.tsv"),
        ("locales/source-texts.tsv", "units.tsv"),
        ("content/eligibility/rules.yaml", "rules.yaml"),
        ("content/eligibility", ""),
        ("glossary.yaml", "rules.yaml"),
    ] {
        // Named in full, and by the way there.
        for up in ["", "/.."].into_iter().filter(|up| up.is_empty() || link.starts_with("content/en-US/")) {
            let project = beside_secrets();
            let site = project.folder().join("site");
            let path = site.join(link);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            let target = format!(
                "{}/secret{up}{}/{target}",
                project.folder().display(),
                if up.is_empty() { "" } else { "/secret" }
            );
            std::os::unix::fs::symlink(target, &path).expect("linked");
            // The languages may be named, or recognised by their folders.
            for settings in [SITE, "theme: theme\n"] {
                std::fs::write(site.join("site.yaml"), settings).expect("written");
                for arguments in [
                    &["build", "site", "--out", "out"][..],
                    &["check", "site"],
                    &["status", "site", "--format", "json"],
                ] {
                    let (_, said) = said(&project, arguments);
                    assert!(!said.contains("canary-41d9"), "{link}: {said}");
                }
                let mut stack = vec![project.folder().join("out")];
                while let Some(folder) = stack.pop() {
                    for entry in std::fs::read_dir(&folder).expect("a folder") {
                        let path = entry.expect("an entry").path();
                        assert!(!path.is_symlink(), "{link}: {}", path.display());
                        if path.is_dir() {
                            stack.push(path);
                            continue;
                        }
                        let bytes = std::fs::read(&path).expect("readable");
                        let leaks = memchr::memmem::find(&bytes, b"canary-41d9").is_some();
                        assert!(!leaks, "{link} as {}", path.display());
                    }
                }
            }
        }
    }
}

#[test]
fn yaml_that_is_a_bomb_is_a_finding() {
    let laughs = || {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let again = vec![format!("*a{}", level - 1); 10].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{again}]\n"));
        }
        text + "title: *a11\nname: *a11\n"
    };
    let bombs = [
        laughs(),
        format!("title: {}{}\n", "[".repeat(200_000), "]".repeat(200_000)),
        format!("title: {}x{}\n", "{a: ".repeat(200_000), "}".repeat(200_000)),
        format!("{}x\n", "- ".repeat(200_000)),
        (0..5_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(),
        "a: &a {b: *a}\n".to_owned(),
        "a: &a\n  <<: *a\n".to_owned(),
        format!("title: {}\n", "x".repeat(6 << 20)),
        format!("? {}\n: x\n", "? ".repeat(100_000)),
        (0..20_000).map(|number| format!("k{number}: &k{number} x\n")).collect(),
        "!!binary &x |\n  aaaa\n--- \n%TAG ! tag:x\n---\n- !<tag:x> *x\n".to_owned(),
    ];
    for (number, bomb) in bombs.iter().enumerate() {
        let project = Project::new(&[("site.yaml", "locales: [en-US]\n"), ("content/en-US/good.md", "# Good\n")]);
        for path in [
            "site.yaml",
            "glossary.yaml",
            "content/en-US/toc.yaml",
            "content/en-US/page.md",
            "content/en-US/faq.yml",
            "content/en-US/landing.yml",
            "content/eligibility/rules.yaml",
            "content/en-US/docfx.json",
        ] {
            let (before, after) = match path {
                "content/en-US/page.md" => ("---\n", "---\n# Page\n"),
                "content/en-US/faq.yml" => ("### YamlMime:FAQ\n", ""),
                "content/en-US/landing.yml" => ("### YamlMime:Landing\n", ""),
                _ => ("", ""),
            };
            let kept = std::fs::read(project.folder().join(path)).ok();
            project.write(path, format!("{before}{bomb}{after}").as_bytes());
            let (status, said) = said(&project, &["check"]);
            assert!(matches!(status, Some(0..=2)), "{number} in {path}: {status:?} {said}");
            // Each key may be a finding of its own.
            assert!(said.len() < (1 << 20) + 20 * bomb.len(), "{number} in {path} says {} bytes", said.len());
            match kept {
                Some(kept) => project.write(path, &kept),
                None => std::fs::remove_file(project.folder().join(path)).expect("removed"),
            }
        }
    }
}

#[test]
fn files_for_translators_declare_nothing_and_have_bounds() {
    let project = Project::new(&[
        ("site.yaml", "source_locale: en-US\nlocales: [en-US, de-DE]\n"),
        ("content/en-US/index.md", "# Start\n\nSome words.\n"),
        ("content/de-DE/index.md", "# Anfang\n"),
        ("secret.txt", "canary-41d9"),
    ]);
    let secret = project.folder().join("secret.txt").display().to_string();
    let open =
        "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"en-US\" trgLang=\"de-DE\">";
    let deep = |count: usize| format!("{}{}", "<g>".repeat(count), "</g>".repeat(count));
    let laughs: String =
        (1..12).map(|level| format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10))).collect();
    let many: String = (0..100_000).map(|number| format!(" a{number}=\"x\"")).collect();
    let bodies = [
        (
            "external",
            format!("<!DOCTYPE xliff [<!ENTITY x SYSTEM \"file://{secret}\">]>{open}<file id=\"a\">&x;</file></xliff>"),
        ),
        ("parameter", format!("<!DOCTYPE xliff [<!ENTITY % x SYSTEM \"file://{secret}\"> %x;]>{open}</xliff>")),
        ("doctype", format!("<!DOCTYPE xliff SYSTEM \"file://{secret}\">{open}</xliff>")),
        ("laughs", format!("<!DOCTYPE xliff [<!ENTITY l0 \"ha\">{laughs}]>{open}<file id=\"a\">&l11;</file></xliff>")),
        ("undeclared", format!("{open}<file id=\"a\">&x;</file></xliff>")),
        ("deep", format!("{open}{}</xliff>", deep(500_000))),
        ("attributes", format!("{open}<file{many}/></xliff>")),
        ("namespaces", format!("{open}<file{}/></xliff>", many.replace(" a", " xmlns:a"))),
        (
            "include",
            format!(
                "{open}<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file://{secret}\"/></xliff>"
            ),
        ),
        ("open", format!("{open}<file")),
        ("comment", format!("{open}<!-- {}", "-".repeat(1_000_000))),
        ("data", format!("{open}<![CDATA[{}", "]".repeat(1_000_000))),
        (
            "characters",
            format!("{open}<file id=\"a\">&#0;&#xFFFE;&#x110000;{}</file></xliff>", "&#x41;".repeat(100_000)),
        ),
    ];
    let po = [
        ("long", format!("msgid \"{}\"\nmsgstr \"x\"\n", "a".repeat(8 << 20))),
        ("lines", format!("msgid \"\"\n{}msgstr \"\"\n", "\"a\"\n".repeat(500_000))),
        ("entries", (0..200_000).map(|number| format!("msgid \"{number}\"\nmsgstr \"x\"\n\n")).collect()),
        ("open", "msgid \"\\".to_owned()),
        ("escapes", format!("msgid \"{}\"\nmsgstr \"\\777\\xFFFFFF\"\n", "\\".repeat(99_999))),
        ("plurals", (0..100_000).map(|number| format!("msgstr[{number}] \"x\"\n")).collect()),
    ];
    let zip = b"PK\x03\x04\x14\x00\x00\x00\x08\x00".repeat(1_000);
    let all = bodies.into_iter().map(|(name, text)| (format!("{name}.xlf"), text.clone().into_bytes()));
    let all = all.chain(po.into_iter().map(|(name, text)| (format!("{name}.po"), text.into_bytes())));
    let all = all.chain(["units.zip", "units.xlz", "units.xlf", "units.po"].map(|name| (name.to_owned(), zip.clone())));
    for (name, bytes) in all {
        project.write(&name, &bytes);
        for extra in [&[][..], &["--dry-run"]] {
            let (status, said) = said(&project, &[&["units", "import", &name], extra].concat());
            assert!(!said.contains("canary-41d9"), "{name}: {said}");
            let is_nothing = name == "include.xlf" && said.starts_with("0 units ");
            assert!(matches!(status, Some(1 | 2)) || is_nothing, "{name}: {status:?} {said}");
            assert!(said.len() < 1 << 20, "{name} says {} bytes", said.len());
        }
        let page = std::fs::read_to_string(project.folder().join("content/de-DE/index.md")).expect("there");
        assert_eq!(page, "# Anfang\n", "{name}");
        std::fs::remove_file(project.folder().join(&name)).expect("removed");
    }
}

#[test]
fn templates_read_no_file_and_no_environment() {
    for template in [
        "{% include \"/etc/passwd\" %}",
        "{% include \"../secret.html\" %}",
        "{% include \"secret.html\" ignore missing %}",
        "{% extends \"../secret.html\" %}",
        "{% import \"../secret.html\" as secret %}",
        "{{ get_env(name=\"CANARY\") }}",
        "{{ get_env(name=\"CANARY\", default=\"\") }}",
        "{{ env.CANARY }}",
        "{{ load_data(path=\"../secret.html\") }}",
        "{{ \"../secret.html\" | load_data }}",
        "{{ get_file_hash(path=\"../secret.html\") }}",
        "{{ now() }}",
        "{{ __tera_context }}",
    ] {
        let project = Project::new(&[
            ("site.yaml", "locales: [en-US]\ntheme: theme\n"),
            ("content/en-US/index.md", "# Start\n"),
            ("secret.html", "canary-41d9"),
            ("theme/page.html", &format!("{template}<p>own</p>")),
        ]);
        let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
            .current_dir(project.folder())
            .env("CANARY", "canary-41d9")
            .arg("build")
            .output()
            .expect("the command runs");
        let page = project.page("en-us/index.html");
        assert!(!page.contains("canary-41d9") && !page.contains("root:"), "{template}: {page}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        let is_left_out = page.contains("<p>own</p>");
        assert!(said.contains("invalid-template") || is_left_out, "{template}: {said}");
        assert!(!said.contains("canary-41d9"), "{template}: {said}");
    }
}

#[test]
fn a_drawing_that_runs_something_is_a_finding() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\n"),
        ("content/en-US/index.md", "# Start\n\n![a](a.svg) ![b](b.svg)\n"),
        ("content/en-US/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
        ("content/en-US/b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>"),
    ]);
    assert_eq!(project.findings(&[]), ["unsafe-html content/en-US/a.svg:1:1"]);
    let page = project.page("en-us/index.html");
    assert!(
        page.contains("<img src=\"a.svg\"") || page.contains("<img src=\"./a.svg\"") || page.contains("a.svg\""),
        "{page}"
    );
    assert!(!page.contains("<svg xmlns"), "a picture, and no part of the page: {page}");
}
