//! What shells and `man` are told of the command line.

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn diglot(folder: &Path, arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_diglot")).args(arguments).current_dir(folder).output().expect("it runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What a program says of a file, where this machine has the program.
fn told(program: &str, arguments: &[&str], file: &Path) -> Option<Output> {
    Command::new(program).args(arguments).arg(file).stdin(Stdio::null()).output().ok()
}

fn commands() -> Vec<String> {
    let root = diglot::cli::command();
    root.get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

#[test]
fn every_shell_gets_a_script_with_all_commands() {
    let folder = tempfile::tempdir().expect("a folder");
    for (shell, parses) in
        [("bash", &["-n"][..]), ("zsh", &["-n"]), ("fish", &["--no-execute"]), ("powershell", &[]), ("elvish", &[])]
    {
        let script = diglot(folder.path(), &["completions", shell]);
        for command in commands() {
            assert!(script.contains(&command), "{shell}: {command}");
        }
        assert!(script.contains("fail-on"), "{shell}");
        let file = folder.path().join(shell);
        std::fs::write(&file, script).expect("written");
        // Others have no way to read a script without running it.
        if parses.is_empty() {
            continue;
        }
        if let Some(output) = told(shell, parses, &file) {
            assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn every_command_has_a_page_for_man() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = diglot(folder.path(), &["man", "--out", "pages"]);
    let pages = folder.path().join("pages");
    let names: Vec<String> = std::fs::read_dir(&pages)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert!(said.contains(&format!("{} pages", names.len())), "{said}");
    for command in commands() {
        let page = format!("diglot-{command}.1");
        assert!(names.contains(&page), "{page}");
    }
    assert!(names.contains(&"diglot-ledger-accept.1".to_owned()), "commands below others");
    let build = std::fs::read_to_string(pages.join("diglot-build.1")).expect("a page");
    assert!(build.contains(r"\-\-shard") && build.contains("diglot\\-build"), "{build}");
    for name in &names {
        if let Some(output) = told("mandoc", &["-T", "lint", "-W", "error"], &pages.join(name)) {
            assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stdout));
        }
    }
    let whole = std::fs::read_to_string(pages.join("diglot.1")).expect("a page");
    assert_eq!(diglot(folder.path(), &["man"]), whole);
}
