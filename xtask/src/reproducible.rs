//! The program, compiled in two folders: whether it has the same bytes.
#![allow(clippy::disallowed_methods, reason = "it compiles what is committed, in folders of its own")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::apart;

/// Compiles what is committed twice, far from each other, and compares.
pub fn run() -> ExitCode {
    match compare() {
        Ok(length) => {
            println!("Both programs are the same {length} bytes.");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn compare() -> Result<usize, String> {
    let one = program(Path::new("a"))?;
    let other = program(Path::new("a/folder/with/a/longer/name"))?;
    if one == other { Ok(one.len()) } else { Err("the two programs differ".to_owned()) }
}

/// The program as a release has it, compiled in a folder below a temporary one.
fn program(below: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| error.to_string();
    let temporary = tempfile::tempdir().map_err(failed)?;
    let folder = temporary.path().join(below);
    let repository = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    run_in(Path::new("."), "git", &["clone", "--quiet", repository, &folder.to_string_lossy()], &[])?;
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    // The settings of a release, and its flags, each as one argument (`.github/workflows/release.yml`).
    let flags = [remap(&folder, "/diglot"), remap(&cargo_home()?, "/cargo")].join("\u{1f}");
    let environment = [
        ("CARGO_ENCODED_RUSTFLAGS", flags.as_str()),
        ("SOURCE_DATE_EPOCH", "0"),
        ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
        ("CARGO_PROFILE_RELEASE_STRIP", "symbols"),
    ];
    run_in(&folder, "cargo", &["build", "--release", "--locked", "--bin", "diglot"], &environment)?;
    let name = format!("diglot{}", std::env::consts::EXE_SUFFIX);
    fs::read(folder.join("target/release").join(name)).map_err(failed)
}

fn cargo_home() -> Result<PathBuf, String> {
    let own = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    own.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).ok_or("there is no home".to_owned())
}

fn run_in(folder: &Path, program: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Result<(), String> {
    let status = apart(program)
        .args(arguments)
        .envs(environment.iter().copied())
        .env_remove("CARGO_TARGET_DIR")
        .current_dir(folder)
        .status()
        .map_err(|error| format!("{program}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{program} failed: {status}")) }
}
