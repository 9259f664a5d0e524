//! `diglot eligibility table`, `ask` and `schema`.

use std::io::Write;
use std::process::{Command, Stdio};

use scraper::{Html, Selector};
use serde_json::Value;

use crate::check::text;
use crate::site::Project;
use crate::units_commands::{done, run};

const PROGRAM: &str = "\
check: studio
source: studio.md#rules
revised: 2026-02-01
questions:
  art: { choose: [painting, film], fixed: true }
  resident: yes-no
  savings: { whole: 0 to 90000 }
  proofs: { any-of: [portfolio, letter, exhibition] }
criteria:
  residence:
    needs: { resident: yes }
    read: studio.md
  means:
    for: { art: painting }
    needs: { savings: at most 20000 }
    until: 2026-06-30
  lower-means:
    for: { art: painting }
    needs: { savings: at most 10000 }
    from: 2026-07-01
  work:
    needs: { proofs: [includes portfolio, at least 2] }
outcomes:
  studio: { when: { met: all }, read: studio.md#rules }
  waiting: { when: { met: [residence, means, lower-means], unmet: [work] } }
  refused: { otherwise: true, read: studio.md }
scenarios:
  - { name: a film, given: { art: film, resident: yes, proofs: [portfolio] }, expect: studio, status: { residence: met, work: met } }
  - name: too rich
    as-of: 2026-03-01
    given: { art: painting, resident: yes, savings: 20001 }
    expect: refused
    status: { means: unmet }
  - name: rich enough
    as-of: 2026-03-01
    given: { art: painting, resident: yes, savings: 20000, proofs: none }
    expect: waiting
    status: { means: met, work: unmet }
  - name: too rich from July on
    as-of: 2026-07-01
    given: { art: painting, resident: yes, savings: 10001 }
    expect: refused
    status: { lower-means: unmet }
  - name: rich enough from July on
    as-of: 2026-07-01
    given: { art: painting, resident: yes, savings: 10000, proofs: [letter, exhibition] }
    expect: studio
    status: { lower-means: met }
  - { name: from elsewhere, given: { resident: no }, expect: refused, status: { residence: unmet } }
";

const TEXTS: &str = "\
studio-title = Kann ich das Atelier mieten?
studio-q-art = Welche Kunst machen Sie?
    .why = Ihre Kunst
studio-q-art-painting = Malerei
studio-q-art-film = Film
studio-q-resident = Wohnen Sie hier?
    .hint = Es gilt der Meldezettel.
studio-q-savings = Was haben Sie gespart?
    .unit = Euro
    .error = Eine Zahl von { $min } bis { $max }, bitte.
studio-q-proofs = Was können Sie vorlegen?
studio-q-proofs-portfolio = Mappe
studio-q-proofs-letter = Brief
studio-q-proofs-exhibition = Ausstellung
studio-c-residence = Sie wohnen hier.
    .unmet = Sie müssten hier wohnen.
studio-c-means = Ihre Ersparnisse sind gering.
studio-c-lower-means = Ihre Ersparnisse sind sehr gering.
studio-c-work = Ihre Arbeiten sind belegt.
studio-o-studio = Sie bekommen das Atelier
    .body = Melden Sie sich.
studio-o-waiting = Sie kommen auf die Liste
studio-o-refused = Das Atelier ist nichts für Sie
elig-yes = Ja
elig-no = Nein
elig-none = Nichts
elig-unsure = Weiß nicht
elig-result = Ergebnis
elig-error-choose = Bitte wählen.
elig-error-any = Bitte etwas wählen.
elig-guidance = Ohne Gewähr.
elig-why = Weil
elig-change = Für „{ $outcome }“ müsste anders sein
elig-change-none = Nichts führt zu „{ $outcome }“.
elig-undecided = Noch offen
elig-possible = Möglich
elig-criteria = Kriterien
elig-is-met = Erfüllt:
elig-is-unmet = Nicht erfüllt:
elig-is-not-applicable = Entfällt:
elig-is-unknown = Unbekannt:
elig-read = Siehe { $page }
elig-next = Weiter mit { $page }
elig-source = Quelle: { $page }
elig-revised = Stand { $date }
";

fn site() -> Project {
    Project::new(&[
        ("site.yaml", "locales: { de-DE: { label: Deutsch } }\n"),
        ("content/de-DE/index.md", "# Start\n\n[Atelier](studio.md)\n"),
        ("content/de-DE/studio.md", "# Das Atelier\n\n## Rules\n\nText.\n"),
        ("content/eligibility/studio.yaml", PROGRAM),
        ("locales/de-DE/eligibility/studio.ftl", TEXTS),
    ])
}

const FILE: &str = "content/eligibility/studio.yaml";

/// A dialogue with these lines typed into it; gives the status with all that was said.
fn ask(project: &Project, arguments: &[&str], typed: &str) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diglot"));
    command.current_dir(project.folder()).args(["eligibility", "ask"]).args(arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
    // A dialogue that has ended does not read on.
    let _ = child.stdin.take().expect("a pipe").write_all(typed.as_bytes());
    let output = child.wait_with_output().expect("the command runs");
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

#[track_caller]
fn in_order(said: &str, lines: &[&str]) {
    let mut rest = said.lines();
    for line in lines {
        assert!(rest.any(|said| said.trim() == *line), "no line `{line}` in its place:\n{said}");
    }
}

#[test]
fn a_table_in_three_forms() {
    let project = site();
    let said = done(&project, &["eligibility", "table", FILE]);
    let rows: Vec<&str> = said.lines().collect();
    assert_eq!(
        rows[..12],
        [
            "studio, until 2026-06-30",
            "",
            "outcome   art        resident   savings         proofs",
            "───────   ────────   ────────   ─────────────   ─────────────────────────────",
            "studio    painting   yes        20000 or less   with portfolio; or at least 2",
            "          film       yes        —               with portfolio; or at least 2",
            "waiting   painting   yes        20000 or less   at most 1, without portfolio",
            "          film       yes        —               at most 1, without portfolio",
            "refused   painting   yes        20001 or more   —",
            "          any        no         —               —",
            "",
            "studio, from 2026-07-01",
        ]
    );
    let json: Value =
        serde_json::from_str(&done(&project, &["eligibility", "table", FILE, "--format", "json"])).expect("JSON");
    assert_eq!((&json["check"], &json["regimes"][0]["from"]), (&"studio".into(), &Value::Null));
    let second = &json["regimes"][1];
    assert_eq!((&second["from"], &second["rows"][2]["outcome"]), (&"2026-07-01".into(), &"waiting".into()));
    let when = &second["rows"][2]["when"];
    assert_eq!(when["savings"]["answers"], serde_json::json!([{ "from": 0, "to": 10000 }]));
    assert_eq!(when["proofs"]["choices"][0]["without"], serde_json::json!(["portfolio"]));
    assert!(second["rows"][1]["when"].get("savings").is_none(), "it is not asked of films");
    done(&project, &["eligibility", "table", FILE, "--format", "html", "--output", "out/table.html"]);
    let page = std::fs::read_to_string(project.folder().join("out/table.html")).expect("a page");
    let document = Html::parse_document(&page);
    assert!(document.errors.is_empty(), "{:?}", document.errors);
    let count = |selector: &str| document.select(&Selector::parse(selector).expect("a selector")).count();
    assert_eq!((count("table"), count("tbody"), count("svg.elig-tree"), count("svg title")), (2, 6, 2, 2));
    assert_eq!(count("script, link"), 0);
}

#[test]
fn a_table_of_what_is_wrong() {
    let project = site();
    std::fs::write(project.folder().join("broken.yaml"), PROGRAM.replace("at most 10000", "atmost 10000"))
        .expect("written");
    let (status, said) = run(&project, &["eligibility", "table", "broken.yaml"]);
    assert_eq!(status, Some(1));
    assert!(said.contains("`atmost 10000` is not a test") && !said.contains("outcome "), "{said}");
    let (status, said) = ask(&project, &["broken.yaml", "--locale", "de-DE"], "");
    assert_eq!(status, Some(1));
    assert!(said.contains("`atmost 10000` is not a test"), "{said}");
}

#[test]
fn a_dialogue_to_its_end() {
    let (status, said) = ask(
        &site(),
        &[FILE, "--locale", "de-DE", "--as-of", "2026-07-01"],
        "malerei\n?\nja\nviel\n９０００１\n10,001\n",
    );
    assert_eq!(status, Some(0), "{said}");
    in_order(
        &said,
        &[
            "Kann ich das Atelier mieten?",
            "Welche Kunst machen Sie?",
            "1  Malerei",
            "3  Weiß nicht",
            "> malerei",
            "Wohnen Sie hier?",
            "> ?",
            "Es gilt der Meldezettel.",
            "> ja",
            "Was haben Sie gespart?",
            "0 – 90000 Euro",
            "> viel",
            "Eine Zahl von 0 bis 90.000, bitte.",
            "> ９０００１",
            "Eine Zahl von 0 bis 90.000, bitte.",
            "> 10,001",
            "── Ergebnis",
            "Das Atelier ist nichts für Sie",
            "Ohne Gewähr.",
            "Weil",
            "- Ihre Kunst: Malerei",
            "- Was haben Sie gespart?: 10001 Euro",
            "Für „Sie bekommen das Atelier“ müsste anders sein",
            "- Was haben Sie gespart?: 10001 Euro",
            "Kriterien",
            "Erfüllt: Sie wohnen hier.",
            "Entfällt: Ihre Ersparnisse sind gering.",
            "Nicht erfüllt: Ihre Ersparnisse sind sehr gering.",
            "Unbekannt: Ihre Arbeiten sind belegt.",
            "Weiter mit Das Atelier (studio.md)",
            "Quelle: Das Atelier (studio.md#rules)",
            "Stand 2026-02-01",
        ],
    );
    assert!(!said.contains("Was können Sie vorlegen?"), "it does not matter any more:\n{said}");
}

#[test]
fn a_dialogue_goes_back_and_may_end_early() {
    let project = site();
    let (status, said) = ask(&project, &[FILE, "--locale", "de-DE"], "2\n2\n");
    assert_eq!(status, Some(0));
    in_order(
        &said,
        &[
            "Das Atelier ist nichts für Sie",
            "Für „Sie bekommen das Atelier“ müsste anders sein",
            "- Wohnen Sie hier?: Nein",
        ],
    );
    // Every criterion: the question goes on. Back from it, and the other answer.
    let (_, said) = ask(&project, &[FILE, "--locale", "de-DE", "--all"], "film\nno\nb\nyes\n1, 4\nletter exhibition\n");
    in_order(
        &said,
        &[
            "> no",
            "Was können Sie vorlegen?",
            "4  Nichts",
            "> b",
            "Wohnen Sie hier?",
            "> yes",
            "Was können Sie vorlegen?",
            "> 1, 4",
            "Bitte etwas wählen.",
            "> letter exhibition",
            "Sie bekommen das Atelier",
            "Melden Sie sich.",
            "- Was können Sie vorlegen?: Brief, Ausstellung",
        ],
    );
    let (status, said) = ask(&project, &[FILE, "--locale", "de-DE"], "b\n2\nunsure\n");
    assert_eq!(status, Some(0));
    in_order(
        &said,
        &[
            "Noch offen",
            "Möglich",
            "- Sie bekommen das Atelier",
            "- Das Atelier ist nichts für Sie",
            "Unbekannt: Sie wohnen hier.",
            "Siehe Das Atelier (studio.md)",
        ],
    );
}

#[test]
fn a_dialogue_without_a_site_calls_things_by_their_names() {
    let project = site();
    std::fs::write(project.folder().join("studio.yaml"), PROGRAM).expect("written");
    let (status, said) = ask(&project, &["studio.yaml", "--locale", "de-DE"], "film\nyes\nnone\n");
    assert_eq!(status, Some(0));
    in_order(&said, &["studio", "art", "1  painting", "proofs", "waiting"]);
    let (_, said) = ask(&project, &["studio.yaml", "--locale", "de-DE", "--site", "."], "film\n");
    in_order(&said, &["Welche Kunst machen Sie?"]);
    let (status, said) = ask(&project, &[FILE, "--locale", "it-IT"], "");
    assert_eq!(status, Some(2));
    assert!(said.contains("the site has no locale it-IT"), "{said}");
}

#[test]
fn a_schema_for_editors() {
    let schema: Value = serde_json::from_str(&done(&site(), &["eligibility", "schema"])).expect("JSON");
    assert_eq!(schema["properties"]["revised"]["$ref"], "#/$defs/date");
}
