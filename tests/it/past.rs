//! What a git repository knows of the past: `ledger adopt --git`, `status --since`.

use std::fs;

use gix::ObjectId;
use gix::objs::tree::EntryKind::Blob;
use serde_json::Value;

use crate::history::commit;
use crate::ledger::{said, units};
use crate::site::Project;

/// A repository of a site with these source pages in its one commit.
fn repository(pages: &[(&str, &str)]) -> (Project, ObjectId) {
    let project = Project::new(&[("site.yaml", "source_locale: en-US\nlocales: [en-US, de-DE]\n")]);
    let repository = gix::init(project.folder()).expect("a repository");
    let files: Vec<_> = pages.iter().map(|(path, text)| (*path, Blob, text.as_bytes())).collect();
    let id = commit(&repository, None, &files);
    let branch = repository.git_dir().join(repository.head_name().expect("read").expect("a branch").to_string());
    fs::create_dir_all(branch.parent().expect("a folder")).expect("a folder");
    fs::write(branch, format!("{id}\n")).expect("written");
    for (path, text) in pages {
        project.write(path, text.as_bytes());
    }
    (project, id)
}

const TEA: &str = "# Tea\n\nLet it draw for three minutes.\n\nServe it hot.\n";
const SHOP: &str = "# Shop\n\nWe are open all day.\n";

#[test]
fn a_ledger_is_filled_from_the_commits_that_translations_name() {
    let (project, id) = repository(&[("content/en-US/tea.md", TEA), ("content/en-US/shop.md", SHOP)]);
    project.write("content/en-US/tea.md", TEA.replace("three", "five").as_bytes());
    let tea = "# Tee\n\nDrei Minuten ziehen lassen.\n\nHeiß servieren.\n";
    project.write("content/de-DE/tea.md", format!("---\nms.sourcegitcommit: {id}\n---\n{tea}").as_bytes());
    let shop = "# Laden\n\nWir haben den ganzen Tag offen.\n";
    let unknown = "0".repeat(39) + "1";
    project.write("content/de-DE/shop.md", format!("---\nl10n:\n  sourceCommit: {unknown}\n---\n{shop}").as_bytes());
    let adopted = said(&project, &["ledger", "adopt", "--git", ".", "--locale", "de-DE"]);
    assert!(adopted.contains("3 units on 1 page adopted") && adopted.contains("nothing is known: shop"), "{adopted}");
    let found: Vec<_> = units(&project, "tea").into_iter().map(|unit| (unit.state, unit.then)).collect();
    let state = |state: &str, then: &str| (state.to_owned(), then.to_owned());
    let expected = [state("fresh", ""), state("stale", "Let it draw for three minutes."), state("fresh", "")];
    assert_eq!(found, expected);
    // Another field, within another; and a commit that is not there.
    let adopted = said(&project, &["ledger", "adopt", "--git", ".", "--key", "l10n.sourceCommit", "--locale", "de-DE"]);
    assert!(adopted.contains("1 page names in `l10n.sourceCommit` a commit"), "{adopted}");
    assert!(adopted.contains("1 page is in the ledger already"), "{adopted}");
    project.write("content/de-DE/shop.md", format!("---\nl10n:\n  sourceCommit: {id}\n---\n{shop}").as_bytes());
    let adopted = said(&project, &["ledger", "adopt", "--git", ".", "--key", "l10n.sourceCommit", "--locale", "de-DE"]);
    assert!(adopted.contains("2 units on 1 page adopted"), "{adopted}");
    assert!(units(&project, "shop").iter().all(|unit| unit.state == "fresh"));
}

#[test]
fn a_change_of_the_source_costs_what_is_behind_after_it() {
    let (project, _) = repository(&[("content/en-US/tea.md", TEA), ("content/en-US/shop.md", SHOP)]);
    project.write("content/de-DE/tea.md", "# Tee\n\nDrei Minuten ziehen lassen.\n\nHeiß servieren.\n".as_bytes());
    let cost = |revision: &str| -> Value {
        let told = said(&project, &["status", "--since", revision, "--format", "json"]);
        serde_json::from_str::<Value>(&told).expect("one JSON object")["since"]["locales"][0].clone()
    };
    said(&project, &["ledger", "accept", "--locale", "de-DE"]);
    assert_eq!(
        (&cost("HEAD")["units"], &cost("HEAD")["words"]),
        (&Value::from(0), &Value::from(0)),
        "nothing has changed"
    );
    let changed = TEA.replace("three", "five") + "\nPour the rest away.\n";
    project.write("content/en-US/tea.md", changed.as_bytes());
    project.write("content/en-US/new.md", b"# New here\n");
    let told = cost("HEAD");
    let of =
        |page: &str, units: usize, words: usize| serde_json::json!({ "page": page, "units": units, "words": words });
    assert_eq!(told["pages"], serde_json::json!([of("new", 1, 2), of("tea", 2, 10)]));
    let behind = units(&project, "tea").iter().filter(|unit| ["stale", "missing"].contains(&&*unit.state)).count();
    assert_eq!(behind, 2, "what it was said to cost is what is behind");
    // Where nothing is recorded, what has changed is what it costs.
    fs::remove_file(project.folder().join("locales/de-DE/units.tsv")).expect("was there");
    assert_eq!(cost("HEAD")["units"], 3);
    let unknown = crate::ledger::diglot(&project, &["status", "--since", "nowhere"]);
    assert_eq!(unknown.status.code(), Some(2));
}
