//! `diglot completions`, `diglot man`

use std::io;

use clap_mangen::Man;

use super::{CompletionsArguments, ManArguments, Said, command};
use crate::diagnostics::Fatal;
use crate::report::count;
use crate::write;

/// Prints the script with which a shell completes the command line.
pub fn completions(arguments: &CompletionsArguments) -> Result<bool, Fatal> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "diglot", &mut script);
    let mut said = Said::default();
    said.report(String::from_utf8_lossy(&script).into_owned());
    said.say().map(|()| true)
}

/// Prints the page of the command itself, or writes that of each command into a folder.
pub fn man(arguments: &ManArguments) -> Result<bool, Fatal> {
    let mut root = command().disable_help_subcommand(true);
    // Commands below others get their whole names.
    root.build();
    let mut pages = Vec::new();
    page(&root, &mut pages).map_err(|error| Fatal::new(format!("no page can be made: {error}"), "Report this."))?;
    let mut said = Said::default();
    match &arguments.out {
        Some(folder) => {
            for (name, text) in &pages {
                write::file(&folder.join(name), text, true)?;
            }
            said.line(format!("Wrote {} into {}.", count(pages.len(), "page"), folder.display()));
        }
        None => said.report(pages.swap_remove(0).1),
    }
    said.say().map(|()| true)
}

/// Adds the page of a command, and those of the commands below it.
fn page(command: &clap::Command, pages: &mut Vec<(String, String)>) -> io::Result<()> {
    let man = Man::new(command.clone());
    let mut text = Vec::new();
    man.render(&mut text)?;
    pages.push((man.get_filename(), String::from_utf8_lossy(&text).into_owned()));
    command.get_subcommands().filter(|below| !below.is_hide_set()).try_for_each(|below| page(below, pages))
}
