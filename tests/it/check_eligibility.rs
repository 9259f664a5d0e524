//! What `diglot check` wants of the eligibility programs of a site: texts in every language, pages that are there.

use std::process::Command;

use serde_json::Value;

use crate::site::Project;

const PROGRAM: &str = "\
check: grant
source: index.md#rules
revised: 2026-05-04
questions:
  projects: { whole: 0 to 50 }
  partner: yes-no
criteria:
  experience:
    needs: { any: [{ projects: at least 3 }, { partner: yes }] }
    read: help/projects.md
outcomes:
  eligible: { when: { met: all } }
  not-eligible: { otherwise: true, read: index.md }
scenarios:
  - { name: three projects, given: { projects: 3, partner: no }, expect: eligible }
  - { name: two projects, given: { projects: 2, partner: no }, expect: not-eligible }
  - { name: two projects and a partner, given: { projects: 2, partner: yes }, expect: eligible }
";

const TEXTS: &str = "\
grant-title = Can you get a grant?
grant-q-projects = How many projects have you completed?
    .hint = Count those of the last five years.
grant-q-partner = Does a partner vouch for you?
grant-c-experience = You have three projects, or a partner.
grant-o-eligible = You can apply
grant-o-not-eligible = You cannot apply yet
";

const GERMAN: &str = "\
grant-title = Können Sie eine Förderung erhalten?
grant-q-projects = Wie viele Projekte haben Sie abgeschlossen?
    .hint = Zählen Sie die der letzten fünf Jahre.
grant-q-partner = Bürgt ein Partner für Sie?
grant-c-experience = Sie haben drei Projekte oder einen Partner.
grant-o-eligible = Sie können einen Antrag stellen
grant-o-not-eligible = Sie können noch keinen Antrag stellen
";

/// What is found in a site in two languages in which some files say something else.
fn found(site: &str, files: &[(&str, &str)]) -> Vec<String> {
    let project = Project::new(&[
        ("site.yaml", site),
        ("content/en-US/index.md", "# Grants\n\n## Rules\n"),
        ("content/de-DE/index.md", "# Förderungen\n\n## Regeln\n"),
        ("content/en-US/help/projects.md", "# Projects\n"),
        ("content/de-DE/help/projects.md", "# Projekte\n"),
        ("content/eligibility/grant.yaml", PROGRAM),
        ("locales/en-US/eligibility/grant.ftl", TEXTS),
        ("locales/de-DE/eligibility/grant.ftl", GERMAN),
    ]);
    files.iter().for_each(|(path, text)| project.write(path, text.as_bytes()));
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(project.folder())
        .args(["check", "--format", "json"])
        .output()
        .expect("the command runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let found = text.lines().map(|line| {
        let found: Value = serde_json::from_str(line).expect("an object on each line");
        let word = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
        format!("{}[{}] {}:{}: {}", word("severity"), word("code"), word("file"), found["line"], word("message"))
    });
    found.collect()
}

const SITE: &str = "source_locale: en-US\nlocales: [en-US, de-DE]\n";

#[test]
fn what_a_program_needs_is_there() {
    let none: [String; 0] = [];
    assert_eq!(found(SITE, &[]), none);
    let program = "content/eligibility/grant.yaml";
    let (english, german) = ("locales/en-US/eligibility/grant.ftl", "locales/de-DE/eligibility/grant.ftl");
    let program_with = |from: &str, to: &str| PROGRAM.replacen(from, to, 1);
    let german_without = |line: &str| {
        GERMAN.lines().filter(|own| !own.contains(line)).map(|line| format!("{line}\n")).collect::<String>()
    };
    for (path, text, expected) in [
        (
            program,
            program_with("source: index.md#rules\n", ""),
            "error[invalid-program] content/eligibility/grant.yaml:1: the program has no `source`",
        ),
        (
            program,
            program_with("revised: 2026-05-04\n", ""),
            "error[invalid-program] content/eligibility/grant.yaml:1: the program has no `revised`",
        ),
        (
            program,
            program_with("#rules", "#terms"),
            "error[broken-anchor] content/eligibility/grant.yaml:2: the page `index` has no anchor `terms`",
        ),
        (
            program,
            program_with("help/projects.md", "help/project.md"),
            "error[broken-link] content/eligibility/grant.yaml:10: there is no page `help/project.md`",
        ),
        (
            english,
            format!("{TEXTS}    .boddy = Ask us.\n"),
            "warning[unused-program-text] locales/en-US/eligibility/grant.ftl:8: the program `grant` asks for no `.boddy` of `grant-o-not-eligible`",
        ),
        (
            english,
            format!("{TEXTS}grant-q-partner-maybe = Perhaps\n"),
            "warning[unused-program-text] locales/en-US/eligibility/grant.ftl:8: the program `grant` asks for no text `grant-q-partner-maybe`",
        ),
        (
            german,
            german_without(".hint"),
            "error[missing-program-text] content/eligibility/grant.yaml:1: a text of the program is missing in de-DE: `grant-q-projects.hint`",
        ),
        (
            german,
            german_without("Antrag"),
            "error[missing-program-text] content/eligibility/grant.yaml:1: 2 texts of the program are missing in de-DE: `grant-o-eligible`, `grant-o-not-eligible`",
        ),
        (
            german,
            GERMAN.replace("drei Projekte", "{ $count } Projekte"),
            "warning[unknown-variable] locales/de-DE/eligibility/grant.ftl:5: ",
        ),
    ] {
        let found = found(SITE, &[(path, &text)]);
        assert!(found.len() == 1 && found[0].starts_with(expected), "{expected}\n{found:#?}");
    }
}

#[test]
fn a_program_is_called_what_its_file_is_called() {
    let found = found(SITE, &[("content/eligibility/grant.yaml", &PROGRAM.replace("check: grant", "check: grants"))]);
    assert!(found.iter().any(|found| found.contains("called `grants`, and its file `grant`")), "{found:#?}");
}

#[test]
fn texts_of_a_listed_fallback_are_enough() {
    let site = "source_locale: en-US\nlocales:\n  - tag: en-US\n  - tag: de-DE\n    fallback: [en-US]\n";
    let none: [String; 0] = [];
    assert_eq!(found(site, &[("locales/de-DE/eligibility/grant.ftl", "")]), none);
    assert_eq!(found(SITE, &[("locales/de-DE/eligibility/grant.ftl", "")]).len(), 1);
}

#[test]
fn scenarios_notice_as_much_as_the_site_wants() {
    let site = format!("{SITE}check:\n  noticed_changes: 100\n");
    let program = PROGRAM.replace(
        "  - { name: two projects and a partner, given: { projects: 2, partner: yes }, expect: eligible }\n",
        "",
    );
    let files = [("content/eligibility/grant.yaml", program.as_str())];
    let found_by = |site: &str| found(site, &files);
    assert_eq!(found_by(SITE), [] as [String; 0], "three of four are three quarters");
    let found = found_by(&site);
    assert!(
        found.len() == 1 && found[0].contains("the scenarios notice 3 of 4 changes of the rules, which is 75 %"),
        "{found:#?}"
    );
    let found = found_by(&format!("{SITE}check:\n  noticed_changes: most\n"));
    assert!(
        found[0].starts_with("error[invalid-config] site.yaml:4: `noticed_changes` is no percentage"),
        "{found:#?}"
    );
}

#[test]
fn of_two_programs_of_one_name_one_is_left_out_and_it_is_said() {
    let found = found(SITE, &[("content/eligibility/grant.yml", PROGRAM)]);
    let said = "error[invalid-program] content/eligibility/grant.yml:1: content/eligibility/grant.yaml is the program `grant` too";
    assert!(found.len() == 1 && found[0].starts_with(said), "{found:#?}");
}
