//! The reference page of the manual, written from what the program itself knows: keys, commands, findings, templates.
//! Nothing here says what a key or an option means; that is told by the comment of what reads it.

mod commands;
mod table;
mod templates;

use crate::cli;
use crate::diagnostics::Code;
use crate::model::{Described, FrontMatter, Glossary, PageState, SeverityOverride, UnitState};
use crate::parse::config::{LocaleEntry, SiteFile};
use table::{Table, code};

/// Where the page lies in the repository.
pub const PATH: &str = "content/en-US/manual/reference.md";

/// The page as Markdown.
pub fn page() -> String {
    let mut out = String::from(HEAD);
    out.push_str(SITE_FILE);
    keys(&mut out, SiteFile::KEYS);
    out.push_str(LOCALES);
    keys(&mut out, LocaleEntry::KEYS);
    out.push_str(LOCALES_END);
    keys(&mut out, SeverityOverride::KEYS);
    out.push_str(OVERRIDES_END);
    out.push_str(GLOSSARY);
    keys(&mut out, Glossary::KEYS);
    out.push_str(FRONT_MATTER);
    keys(&mut out, FrontMatter::KEYS);
    out.push_str(COMMANDS);
    commands::write(&mut out, cli::command());
    out.push_str(EXIT_STATUS);
    let mut statuses = Table::new(&mut out, &["Status", "Meaning"]);
    for (status, meaning) in cli::EXIT_STATUSES {
        statuses.row(&[&status.to_string(), meaning]);
    }
    out.push_str(FINDINGS);
    findings(&mut out);
    out.push_str(STATES);
    states(&mut out, UnitState::DESCRIBED);
    out.push_str(PAGE_STATES);
    states(&mut out, PageState::DESCRIBED);
    out.push_str(TEMPLATES);
    templates::write(&mut out);
    out
}

/// A table of keys. What holds without a key stands below its meaning, because a fourth column would leave the others
/// too narrow to read.
fn keys(out: &mut String, keys: &[Described]) {
    let mut table = Table::new(out, &["Key", "Form", "Meaning"]);
    for key in keys {
        let otherwise = key.otherwise();
        let otherwise = if otherwise.is_empty() { otherwise } else { format!("<br>*Without it:* {otherwise}") };
        table.row(&[&code(key.name), key.form, &format!("{}{otherwise}", key.meaning())]);
    }
}

fn states(out: &mut String, states: &[Described]) {
    let mut table = Table::new(out, &["State", "Meaning"]);
    for state in states {
        table.row(&[&code(state.name), &state.meaning()]);
    }
}

fn findings(out: &mut String) {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.name());
    let mut table = Table::new(out, &["Finding", "Severity", "Meaning"]);
    for found in codes {
        let page = format!("[{}](findings/{found}.md)", code(found.name()));
        table.row(&[&page, found.severity().name(), found.meaning()]);
    }
}

const HEAD: &str = "---
title: Reference
description: Every key of site.yaml and of front matter, every command and option, every finding, every state of a translation, and what templates can use.
---

<!-- This page is generated; `cargo xtask bless` renews it. Its texts are the comments in the source of Diglot. -->

# Reference

This page lists everything that can be set, asked for, or reported. The other pages of the manual show how to use it.
";

const SITE_FILE: &str = "
## <a name=\"site-yaml\"></a>Keys of site.yaml

The file `site.yaml` in the project folder holds the settings of a site. Every key can be left out, and a project without the file works too: languages are then recognized by the names of folders.

";

const LOCALES: &str = "
### <a name=\"locales\"></a>Locales

Each entry of `locales` is a language tag, or a mapping with these keys:

";

const LOCALES_END: &str = "
```yaml
locales:
  - en-US
  - tag: de-DE
    label: Deutsch
  - tag: de-AT
    fallback: [de-DE, en-US]
```

### <a name=\"redirects\"></a>Redirects

A redirect holds in every language. Its destination is the path of a page, or a complete address:

```yaml
redirects:
  rewards/sign-up: help/join
  forum: https://forum.example.com/
```

### <a name=\"severities\"></a>Severities

Together with `--fail-on`, severities decide which [findings](#findings) make a build fail; see [Exit status](#exit-status).

```yaml
check:
  severity:
    broken-link: error
    missing-translation: note
```

An entry of `check.overrides` gives some files or languages severities of their own. It has these keys:

";

const OVERRIDES_END: &str = "
```yaml
check:
  overrides:
    - paths: [archive/**]
      severity: {broken-link: note}
    - locales: [de-DE, it-IT]
      severity: {missing-translation: error}
```
";

const GLOSSARY: &str = "
## <a name=\"glossary\"></a>Keys of glossary.yaml

The file `glossary.yaml` beside `site.yaml` lists terms that are treated alike everywhere; see [Glossary](translate.md#glossary).

";

const FRONT_MATTER: &str = "
## <a name=\"front-matter\"></a>Front matter

These keys can stand at the top of a page. All of them can be left out. Keys are read in any letter case, and keys that are not listed are passed on to templates as `page.front`.

";

const COMMANDS: &str = "
## <a name=\"commands\"></a>Commands

`diglot help` and the option `--help` show the same texts in the terminal.
";

const EXIT_STATUS: &str = "
## <a name=\"exit-status\"></a>Exit status

The exit status tells a script how a command ended.

";

const FINDINGS: &str = "
## <a name=\"findings\"></a>Findings

A finding names the file, the line, and the way out. Its page has an example; `diglot explain CODE` shows it in the terminal. Its severity can be changed in [check.severity](#severities).

";

const STATES: &str = "
## <a name=\"states\"></a>States of translations

`diglot status` and the status page say how each translation stands to its source; see [What is left to do](translate.md#status). A [unit](translate.md#units) has one of these states, and `--only` takes their names:

";

const PAGE_STATES: &str = "
### <a name=\"page-states\"></a>States of pages

";

const TEMPLATES: &str = "
## <a name=\"templates\"></a>Templates

Templates are written in [Tera](https://keats.github.io/tera/). A file in your theme folder takes the place of the file of the same name in the default theme.
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Findings, config};

    #[test]
    fn every_table_is_in_the_page() {
        let page = page();
        for name in
            ["`base_url`", "`check.severity`", "`fallback`", "`nav_title`", "`stale`", "`behind`", "`page.title`"]
        {
            assert!(page.contains(&format!("| {name} |")), "{name}");
        }
        assert!(page.contains("| [`broken-link`](findings/broken-link.md) |"));
        assert!(page.contains("`--fail-on error\\|warning\\|note`") && page.contains("diglot-build"));
    }

    #[test]
    fn the_examples_are_what_site_yaml_may_say() {
        let page = page();
        let examples: Vec<&str> =
            page.split("```yaml\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0)).collect();
        assert_eq!(examples.len(), 4);
        for example in examples {
            let file = "site.yaml".into();
            let mut findings = Findings::new(&file, example);
            config::parse(&mut findings);
            assert_eq!(findings.diagnostics.iter().count(), 0, "{example}");
        }
    }

    #[test]
    fn comments_are_written_for_the_page_too() {
        let page = page();
        assert!(!page.replace("`](", "").contains("`]"), "a link of rustdoc shows through");
        for mark in ["crate::", "Vec<", "Option<", "&'static"] {
            assert!(!page.contains(mark), "a comment or a type of the source shows through: {mark}");
        }
    }
}
