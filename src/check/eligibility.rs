//! What a site wants of its eligibility programs beyond the proofs: where the rules come from, pages that are there, and
//! scenarios that notice changes. Their texts are looked at with all others ([`super::messages`]).

use super::cause::Finding;
use crate::diagnostics::{Code, Place, Severity};
use crate::eligibility::Judged;
use crate::model::program::{Program, Written};
use crate::site::Site;
use crate::site::links::Base;
use crate::site::target::{Anchor, Target};
use crate::text::Span;

/// Checks every program of a site.
pub fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for judged in site.programs.values() {
        let Some(program) = &judged.program else { continue };
        header(judged, program, &mut found);
        for page in program.pages() {
            leads_somewhere(site, judged, page, &mut found);
        }
        strength(site, judged, &mut found);
    }
    found
}

fn place(judged: &Judged, span: Span) -> Place {
    Place::new(&judged.file, &judged.text, span)
}

/// What the head of a program has to say in a site.
fn header(judged: &Judged, program: &Program, found: &mut Vec<Finding>) {
    let mut wrong = |key: &str, message: String, help: String| {
        let finding = Finding::new(Code::InvalidProgram, place(judged, Span::default()), message, help);
        found.push(finding.of(format!("{} {key}", judged.file)));
    };
    if program.id != judged.id {
        let message = format!("the program is called `{}`, and its file `{}`", program.id, judged.id);
        wrong("check", message, "Give both one name: pages and texts find the program by it.".to_owned());
    }
    for (key, is_there, help) in [
        (
            "source",
            program.source.is_some(),
            "Name the page that the rules come from: `source: help/eligibility.md#criteria`.",
        ),
        (
            "revised",
            program.revised.is_some(),
            "Write the day on which the rules were last compared with it: `revised: 2026-07-01`.",
        ),
    ] {
        if !is_there {
            wrong(key, format!("the program has no `{key}`"), help.to_owned());
        }
    }
}

/// Says that a page or an anchor is not there.
fn leads_somewhere(site: &Site, judged: &Judged, page: &Written, found: &mut Vec<Finding>) {
    let mut push = |code, message: String, help: &str, locale: &str| {
        let finding = Finding::new(code, place(judged, page.span), message, help);
        let mut finding = finding.of(format!("{} {}", judged.file, page.text));
        finding.severity = Severity::Error;
        finding.concerns = vec![locale.to_owned()];
        found.push(finding);
    };
    for locale in site.config.published() {
        let tag = &site.config.locale(locale).tag;
        if tag.is_pseudo() {
            continue;
        }
        let (code, message, help) = match target(site, locale, &page.text) {
            Target::Page(page) if page.anchor == Anchor::There => continue,
            Target::Page(to) => (
                Code::BrokenAnchor,
                format!("the page `{}` has no anchor `{}`", to.key, to.fragment.unwrap_or_default()),
                "Name one of its headings, or the page alone.",
            ),
            Target::Broken(broken) => {
                (Code::BrokenLink, broken.what(), "Write a path from the locale's root, as `help/join.md`.")
            }
            _ => (
                Code::BrokenLink,
                format!("`{}` is no page of this site", page.text),
                "Write a path from the locale's root, as `help/join.md`.",
            ),
        };
        push(code, message, help, tag.as_str());
    }
}

/// Where a page that a program names lies for the readers of a locale.
pub fn target(site: &Site, locale: crate::model::LocaleId, page: &str) -> Target {
    let base = Base { locale, path: "", document: None };
    site.resolve(locale, base, page)
}

/// Says that too many changes of the rules would pass unnoticed.
fn strength(site: &Site, judged: &Judged, found: &mut Vec<Finding>) {
    // An outcome that no scenario expects is a cause of its own.
    if judged.diagnostics.iter().any(|found| found.code == Code::UntestedOutcome) {
        return;
    }
    let Some(noticed) = judged.noticed() else { return };
    let least = usize::from(site.config.noticed_changes);
    let percent = noticed.percent();
    if percent >= least {
        return;
    }
    let all = noticed.caught + noticed.missed.len();
    let message =
        format!("the scenarios notice {} of {all} changes of the rules, which is {percent} %", noticed.caught);
    let first = noticed.missed.first().map_or("", String::as_str);
    let help = format!(
        "Write scenarios until it is {least} %. For example, none notices when {first}; `diglot eligibility prove {}` lists all.",
        judged.file
    );
    found.push(Finding::new(Code::UnnoticedChange, place(judged, Span::default()), message, help));
}
