//! Payloads through every input: nothing that an author, a translator or a file's name says becomes markup, a script, a place that
//! runs something, or a command to a terminal, in any output.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use diglot::exchange::package::package;
use diglot::exchange::{po, tmx, xliff};
use diglot::load::Request;
use diglot::parse::sanitize;
use diglot::render::search::{records, settings};
use diglot::render::{Body, produce, status};
use diglot::report::{self, listing::Listing};
use diglot::serve::{Snapshot, translations};
use diglot::site::routes::Output;
use diglot::text::escape::escape;
use pulldown_cmark::{Event, Options, Parser, Tag};
use rayon::prelude::*;

use crate::untrusted_inputs::{PAYLOADS, site};
use crate::untrusted_oracle::{is_xml, steers, wrong};

/// What of Markdown can be markup: its own HTML, and where it leads.
fn as_html(markdown: &str) -> String {
    let mut html = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => html.push_str(&raw),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                write!(html, "<a href=\"{}\">x</a>", escape(&dest_url)).expect("written");
            }
            _ => {}
        }
    }
    html
}

/// Holds one output to what outputs must be.
fn judge(path: &str, bytes: &[u8], say: &mut impl FnMut(&str, &str)) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "html" => wrong(text, "page").iter().for_each(|found| say(path, found)),
        "xml" => is_xml(text).unwrap_or_else(|error| say(path, &error)),
        "json" => drop(serde_json::from_str::<serde_json::Value>(text).map_err(|error| say(path, &error.to_string()))),
        // What programs make HTML of.
        "md" | "txt" => {
            wrong(&as_html(text), "page").iter().for_each(|found| say(path, found));
        }
        _ => {}
    }
}

/// Everything that is made of a site, and what is wrong with it.
fn found(payload: &str) -> (Vec<String>, usize, usize) {
    let (project, places) = site(payload);
    let request = Request {
        site: Some(project.folder().to_path_buf()),
        keeps_units: true,
        keeps_records: true,
        highlights: true,
        ..Request::default()
    };
    let snapshot = match Snapshot::new(&request) {
        Ok(snapshot) => snapshot,
        Err(fatal) => panic!("{payload:?}: {fatal}"),
    };
    let site = &snapshot.site;
    let mut found = Vec::new();
    let mut say = |at: &str, what: &str| found.push(format!("{payload:?} in {at}: {what}"));
    let renderer = snapshot.renderer();
    let mut outputs = 0;
    for (path, output) in site.routes.iter() {
        if matches!(output, Output::Theme(_) | Output::Asset(_)) {
            continue;
        }
        outputs += 1;
        if let Body::Bytes(bytes) = produce(&renderer, output).0 {
            judge(path, &bytes, &mut say);
        }
    }
    // The search: its records are put together to a page for Pagefind.
    for locale in site.config.locale_ids() {
        judge("settings.json", settings(&renderer, locale).as_bytes(), &mut say);
        for record in records(&renderer, locale) {
            let mut html = format!("<h1>{}</h1><p>{}</p>", record.title, record.section.unwrap_or_default());
            record.keywords.iter().for_each(|word| write!(html, "<p>{word}</p>").expect("written"));
            for part in record.parts {
                write!(html, "<h2 id=\"{}\">{}</h2><p>{}</p>", part.id, part.heading, part.text).expect("written");
            }
            wrong(&html, "page").iter().for_each(|found| say("the search", found));
            if scraper::Html::parse_fragment(&html)
                .select(&scraper::Selector::parse("a, b, img, p p").expect("one"))
                .next()
                .is_some()
            {
                say("the search", &html);
            }
        }
    }
    // Reports.
    let findings = snapshot.findings();
    let listing = Listing::new(site, findings);
    let listed = findings.iter().count();
    for colours in [false, true] {
        steers(&report::human_report(&listing, colours)).iter().for_each(|found| say("the report", found));
    }
    steers(&report::human_findings(findings, usize::MAX)).iter().for_each(|found| say("findings", found));
    let github = report::github::report(&listing);
    steers(&github).iter().for_each(|found| say("GitHub", found));
    let is_command =
        |line: &str| ["::error ", "::warning ", "::notice "].iter().any(|command| line.starts_with(command));
    if github.lines().any(|line| !is_command(line)) {
        say("GitHub", &github);
    }
    for line in report::json::lines(&listing).lines() {
        judge("finding.json", line.as_bytes(), &mut say);
    }
    judge("report.json", report::sarif::report(&listing).as_bytes(), &mut say);
    judge("junit.xml", report::junit::report(&listing, diglot::diagnostics::Severity::Note).as_bytes(), &mut say);
    // Translations: their state, the translator's view, what goes out.
    let told = report::status::Report::new(site, diglot::model::UnitState::ALL.to_vec());
    steers(&report::status::table(&told)).iter().for_each(|found| say("the status", found));
    judge("status.json", report::status::json(&told).as_bytes(), &mut say);
    wrong(&status::file(&renderer, &told).0, "file").iter().for_each(|found| say("the status file", found));
    judge("overview.json", snapshot.overview().as_bytes(), &mut say);
    for (key, _) in site.pages.of(site.config.source_locale.expect("a source")) {
        let asked = percent_encoding::utf8_percent_encode(key.as_str(), percent_encoding::NON_ALPHANUMERIC);
        let told = translations::answer(&snapshot, &format!("page={asked}")).unwrap_or_else(|| "null".to_owned());
        judge("view.json", told.as_bytes(), &mut say);
    }
    for locale in site.translations() {
        let package = package(site, locale, &[]).expect("a source");
        is_xml(&xliff::write(&package)).unwrap_or_else(|error| say("XLIFF", &error));
        is_xml(&tmx::write(&package)).unwrap_or_else(|error| say("TMX", &error));
        if po::read(&po::write(&package)).is_err() {
            say("PO", "it cannot be read");
        }
    }
    // Programs, as people see them.
    for judged in site.programs.values() {
        if let (Some(program), Some(compiled)) = (&judged.program, &judged.compiled) {
            let sheet = report::eligibility::Sheet::new(program, compiled);
            steers(&sheet.text()).iter().for_each(|found| say("the decision table", found));
            wrong(&sheet.html(), "file").iter().for_each(|found| say("the decision table's file", found));
            judge("table.json", sheet.json().as_bytes(), &mut say);
        }
    }
    assert!(listed > 10 && outputs > 100, "{payload:?}: {listed} findings, {outputs} outputs");
    (found, places, outputs)
}

#[test]
fn no_payload_becomes_markup_a_script_or_a_command() {
    assert_eq!(PAYLOADS.iter().collect::<BTreeSet<_>>().len(), PAYLOADS.len());
    let all: Vec<(Vec<String>, usize, usize)> = PAYLOADS.par_iter().map(|payload| found(payload)).collect();
    let pairs: usize = all.iter().map(|(_, places, _)| places).sum();
    let outputs: usize = all.iter().map(|(.., outputs)| outputs).sum();
    println!("{} payloads in {pairs} places, {outputs} outputs judged, and every report", PAYLOADS.len());
    let wrong: Vec<&String> = all.iter().flat_map(|(found, ..)| found).collect();
    let shown: Vec<&str> = wrong.iter().take(40).map(|found| found.as_str()).collect();
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), shown.join("\n"));
    assert!(pairs > 20_000, "{pairs}");
}

/// What people at a terminal are told of a site whose names and texts would steer it.
#[test]
fn no_command_hands_a_terminal_what_would_steer_it() {
    for payload in PAYLOADS.iter().filter(|payload| steers(payload).is_some()) {
        let (project, _) = site(payload);
        let name = payload.replace(['\n', '\r', '\t', '/', '\0'], "_");
        for (path, text) in [
            (format!("back/{name}.po"), format!("msgid \"{name}\"\nmsgstr \"x\"\n{name}")),
            ("broken/site.yaml".to_owned(), format!("locales: [en-US, \"{name}\n")),
            (format!("received/{name}.md"), format!("# {name}\n\nWords.\n")),
        ] {
            if !name.is_empty() && cfg!(unix) {
                project.write(&path, text.as_bytes());
            }
        }
        for arguments in [
            &["build", "--out", "out"][..],
            &["check"],
            &["check", "--format", "github"],
            &["status"],
            &["status", "--only", "missing", "--only", "unknown"],
            &["units", "align"],
            &["units", "export", "--locale", "de-DE", "--out", &name],
            &["units", "import", &format!("back/{name}.po"), "--dry-run"],
            &["ledger", "accept"],
            &["ledger", "prune"],
            &["mv", &name, "elsewhere"],
            &["mv", "index", &name],
            &["import", "received", "--locale", "de-DE", "--dry-run"],
            &["eligibility", "prove", "content/eligibility/grant.yaml"],
            &["eligibility", "test", "content/eligibility/grant.yaml"],
            &["eligibility", "table", "content/eligibility/grant.yaml"],
            &["eligibility", "ask", "content/eligibility/grant.yaml"],
            &["explain", &name],
            &["build", "broken"],
            &["build", &name],
        ] {
            let arguments: Vec<String> = arguments.iter().map(|own| own.replace('\0', "_")).collect();
            let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
                .current_dir(project.folder())
                .args(&arguments)
                .stdin(Stdio::null())
                .output()
                .expect("the command runs");
            for said in [&output.stdout, &output.stderr] {
                let said = String::from_utf8_lossy(said);
                // What is wrong with the command line itself is told in the words of whoever typed it.
                let is_usage = said.contains("Usage: ") || said.contains("For more information, try");
                assert!(is_usage || steers(&said).is_none(), "{arguments:?} says {:?}", steers(&said));
                assert!(!said.contains("panicked"), "{arguments:?}: {said}");
            }
        }
    }
}

/// Scripts make elements and give them words; none of them reads a text as HTML or as a program.
#[test]
fn no_script_of_ours_makes_markup_of_a_text() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for folder in ["themes/default/assets", "src/serve/client"] {
        for entry in std::fs::read_dir(root.join(folder)).expect("a folder").flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            if !path.extension().is_some_and(|own| own == "mjs" || own == "js") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            count += 1;
            for way in [
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "Function(",
                "setHTML",
                "createContextualFragment",
                "srcdoc",
                "setAttribute(\"on",
                "postMessage(\"",
            ] {
                assert!(!text.contains(way), "{name:?}: {way}");
            }
        }
    }
    assert!(count > 15, "{count}");
}

/// The manual lists what pages may contain, as the code has it.
#[test]
fn the_manual_says_which_html_pages_may_contain() {
    let code = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let mut own: Vec<_> = sanitize::OWN_ATTRIBUTES.to_vec();
    own.sort_unstable();
    let mut forbidden = sanitize::FORBIDDEN.to_vec();
    forbidden.sort_unstable();
    let mut lines = vec![
        code(&sanitize::elements()),
        format!("{}, and names that begin with `data-` or `aria-`", code(&sanitize::ATTRIBUTES)),
        code(&forbidden),
        code(&sanitize::SCHEMES),
    ];
    lines.extend(own.iter().map(|(element, names)| format!("| `{element}` | {} |", code(names))));
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en-US/manual/safety.md"));
    let page = page.expect("the manual's page");
    let missing: Vec<&String> = lines.iter().filter(|line| !page.contains(line.as_str())).collect();
    assert!(missing.is_empty(), "the manual lacks:\n{missing:#?}");
    let rows = page.lines().filter(|line| line.starts_with("| `") && !line.contains('.')).count();
    assert_eq!(rows, own.len(), "the manual has rows that the code has not");
}
