//! Commands and their options, from what the command line says of itself.

use clap::{Arg, ArgAction, Command};

use super::table::{Table, code, plain};
use crate::text::one_line;

/// Writes a section for each command.
pub fn write(out: &mut String, mut root: Command) {
    // Fills in what commands are called in full.
    root.build();
    for command in root.get_subcommands() {
        section(out, command);
    }
}

fn section(out: &mut String, command: &Command) {
    if command.is_hide_set() || command.get_name() == "help" {
        return;
    }
    let name = command.get_bin_name().unwrap_or(command.get_name());
    out.push_str(&format!("\n### <a name=\"{}\"></a>{name}\n\n", name.replace(' ', "-")));
    if let Some(about) = command.get_long_about().or_else(|| command.get_about()) {
        out.push_str(&sentence(&plain(&about.to_string())));
        out.push_str("\n\n");
    }
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").lines().map(str::trim).collect::<Vec<_>>().join("\n");
    out.push_str(&format!("```text\n{usage}\n```\n"));
    let shown = |arg: &&Arg| !arg.is_hide_set() && !["help", "version"].contains(&arg.get_id().as_str());
    let arguments: Vec<&Arg> = command.get_arguments().filter(shown).collect();
    if !arguments.is_empty() {
        out.push('\n');
        let mut table = Table::new(out, &["Argument or option", "Meaning", "Without it"]);
        for argument in arguments {
            let (meaning, otherwise) = meaning(argument);
            table.row(&[&code(&form(argument)), &meaning, &otherwise]);
        }
    }
    for below in command.get_subcommands() {
        section(out, below);
    }
}

/// How an argument is written: `SITE`, `--out DIR`, `--format human|json`.
fn form(argument: &Arg) -> String {
    let mut names = Vec::new();
    names.extend(argument.get_short().map(|short| format!("-{short}")));
    names.extend(argument.get_long().map(|long| format!("--{long}")));
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|v| v.get_name().to_owned())
        .collect();
    let value = match argument.get_value_names() {
        _ if !argument.get_action().takes_values() => String::new(),
        _ if !values.is_empty() => values.join("|"),
        Some(names) => names.iter().map(|name| name.to_string()).collect::<Vec<_>>().join(" "),
        None => argument.get_id().as_str().to_uppercase(),
    };
    let name = names.join(", ");
    if name.is_empty() || value.is_empty() { name + &value } else { format!("{name} {value}") }
}

/// What an argument means, and what holds without it.
fn meaning(argument: &Arg) -> (String, String) {
    let help = argument.get_long_help().or_else(|| argument.get_help());
    let help = one_line(&help.map(|help| help.to_string()).unwrap_or_default());
    // A default that only the command can tell stands at the end of the help, as clap writes its own there.
    let (help, told) = match help.strip_suffix(']').and_then(|help| help.rsplit_once(" [default: ")) {
        Some((help, default)) => (help.to_owned(), Some(default.to_owned())),
        None => (help, None),
    };
    let mut meaning = sentence(&plain(&help));
    if matches!(argument.get_action(), ArgAction::Append) {
        meaning.push_str(" Can be given more than once.");
    }
    let defaults = argument.get_default_values();
    let otherwise = match told {
        _ if argument.is_required_set() => "It is required.".to_owned(),
        // A name alone is code; a longer text may only begin with one, which no word of a sentence looks like.
        Some(told) => {
            let (first, rest) = told.split_at(told.find([' ', ',']).unwrap_or(told.len()));
            let is_name = rest.is_empty() || first.contains(['_', '.', '-']);
            if is_name { format!("{}{}", code(first), plain(rest)) } else { plain(&told) }
        }
        None if defaults.is_empty() || !argument.get_action().takes_values() => String::new(),
        None => code(&defaults.iter().map(|value| value.to_string_lossy()).collect::<Vec<_>>().join(" ")),
    };
    (meaning, otherwise)
}

/// A text of the command line, which ends without a full stop, as a sentence.
fn sentence(text: &str) -> String {
    if text.is_empty() || text.ends_with(['.', '!', '?', ':']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_say_their_form_and_default() {
        let list = Arg::new("tags").short('t').long("tag").value_name("TAG").action(ArgAction::Append);
        assert_eq!(form(&list), "-t, --tag TAG");
        assert_eq!(meaning(&list.help("A tag [default: all of them]")).0, "A tag. Can be given more than once.");
        let file = Arg::new("file").required(true).help("The file");
        assert_eq!((form(&file), meaning(&file)), ("FILE".into(), ("The file.".into(), "It is required.".into())));
        let site = Arg::new("site").help("The site [default: .]");
        assert_eq!(meaning(&site), ("The site.".into(), "`.`".into()));
        let said = |default: &str| meaning(&Arg::new("x").help(format!("X [default: {default}]"))).1;
        assert_eq!(said("standard output"), "standard output");
        assert_eq!(said("SOURCE_DATE_EPOCH, else the clock"), "`SOURCE_DATE_EPOCH`, else the clock");
        assert_eq!(form(&Arg::new("fast").long("fast").action(ArgAction::SetTrue)), "--fast");
    }

    #[test]
    fn commands_below_commands_have_their_sections() {
        let root = Command::new("a").subcommand(Command::new("b").subcommand(Command::new("c").about("Does <it>")));
        let mut out = String::new();
        write(&mut out, root);
        assert!(out.contains("<a name=\"a-b-c\"></a>a b c\n\nDoes \\<it>.\n\n```text\na b c"), "{out}");
    }
}
