//! The browser's module as it lies in the repository, and its lock: what it was made from, and with what.

#![allow(clippy::disallowed_methods, reason = "the files of the repository are its inputs and outputs")]

use crate::recipe;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where the module lies.
const FOLDER: &str = "checker-wasm/module";
/// What is made.
const FILES: [&str; 2] = ["checker.js", "checker.wasm"];
/// Folders and files that it is made from.
const SOURCES: [&str; 6] = [
    "checker-wasm/Cargo.toml",
    "checker-wasm/src",
    "checker-wasm/bindgen/Cargo.lock",
    "checker-wasm/bindgen/Cargo.toml",
    "checker-wasm/bindgen/src",
    "xtask/src/recipe.rs",
];
/// Where the part of the lock begins that only those tools can prove.
const MADE_WITH: &str = "\n[made with]\n";

/// The status of a check that could not be made.
pub const NOT_PROVED: u8 = 3;

/// Makes the module anew, and its lock.
pub fn renew() -> ExitCode {
    let made = match recipe::tools() {
        None => Err(format!("the tools are not all there: on Debian, apt-get install {}", recipe::PACKAGES)),
        Some(tools) => recipe::make(root(), &root().join(FOLDER)).and_then(|()| {
            let lock = proved(root())? + MADE_WITH + &tools;
            fs::write(root().join(FOLDER).join("checker.lock"), lock).map_err(|error| format!("checker.lock: {error}"))
        }),
    };
    end(made)
}

/// Makes the module once more, elsewhere, and compares it byte by byte. Without the tools that it was made with, that is not
/// possible; it is said, and [`NOT_PROVED`].
pub fn check() -> ExitCode {
    let lock = fs::read_to_string(root().join(FOLDER).join("checker.lock")).unwrap_or_default();
    let recorded = lock.split_once(MADE_WITH).map_or("", |(_, tools)| tools);
    let tools = recipe::tools();
    if tools.as_deref() != Some(recorded) {
        println!("NOT PROVED: that {FOLDER} is what the recipe makes of these sources.");
        println!("Only the tools that it was made with could show it. They were:\n\n{recorded}");
        match tools {
            Some(tools) => println!("This machine has others:\n\n{tools}"),
            None => println!("This machine lacks them: on Debian, apt-get install {}", recipe::PACKAGES),
        }
        println!(
            "What other steps prove all the same: its digests, what it imports, and that it answers as the evaluator does."
        );
        return ExitCode::from(NOT_PROVED);
    }
    let folder = root().join("target/module");
    end(fs::create_dir_all(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))
        .and_then(|()| recipe::make(root(), &folder))
        .and_then(|()| {
            for name in FILES {
                if read(&folder.join(name))? != read(&root().join(FOLDER).join(name))? {
                    return Err(format!("{FOLDER}/{name} is not what these sources make: cargo xtask wasm"));
                }
            }
            println!("{FOLDER} is, byte for byte, what these sources make.");
            Ok(())
        }))
}

fn end(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The lock without the tools: everything that any machine can prove.
fn proved(root: &Path) -> Result<String, String> {
    let mut lock = "# Digests (SHA-256) of the browser's module and of what it was made from. `cargo xtask wasm` writes them, tests \
                    compare them.\n\n[module]\n"
        .to_owned();
    for name in FILES {
        digest(&mut lock, &read(&root.join(FOLDER).join(name))?, name);
    }
    lock.push_str("\n[sources]\n");
    let manifest = text(&root.join("Cargo.toml"))?;
    digest(&mut lock, profiles(&manifest).as_bytes(), "Cargo.toml: profiles release and wasm");
    for source in SOURCES {
        for path in files(&root.join(source))? {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            digest(&mut lock, text(&path)?.as_bytes(), &name);
        }
    }
    lock.push_str("\n[packages]\n");
    lock.push_str(&packages(&text(&root.join("Cargo.lock"))?, "diglot-checker"));
    Ok(lock)
}

fn digest(lock: &mut String, bytes: &[u8], name: &str) {
    for byte in Sha256::digest(bytes) {
        let _ = write!(lock, "{byte:02x}");
    }
    let _ = writeln!(lock, "  {name}");
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// A text file with the same line ends on every system.
fn text(path: &Path) -> Result<String, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.replace("\r\n", "\n"))
}

/// A file, or all files of a folder in order.
fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    Ok(files)
}

/// The tables of a manifest that say how the module is compiled.
fn profiles(manifest: &str) -> String {
    let mut inside = false;
    let mut found = String::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == "[profile.release]" || line == "[profile.wasm]";
        }
        if inside && !line.is_empty() && !line.starts_with('#') {
            found.push_str(line);
            found.push('\n');
        }
    }
    found
}

/// What a package is made of, directly or not, by a lock file: each with its version and its digest.
fn packages(lock: &str, package: &str) -> String {
    let entries: Vec<&str> = lock.split("[[package]]\n").skip(1).collect();
    let value = |entry: &str, key: &str| -> Option<String> {
        let line = entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))?;
        Some(line.trim_matches('"').to_owned())
    };
    let mut names = vec![package.to_owned()];
    let mut found = Vec::new();
    while let Some(name) = names.pop() {
        // A name has its version behind it where there are several.
        let (name, version) =
            name.split_once(' ').map_or((name.as_str(), None), |(name, version)| (name, Some(version)));
        let Some(entry) = entries.iter().find(|entry| {
            value(entry, "name").as_deref() == Some(name)
                && version.is_none_or(|version| value(entry, "version").as_deref() == Some(version))
        }) else {
            continue;
        };
        let version = value(entry, "version").unwrap_or_default();
        let line = format!("{name} {version} {}", value(entry, "checksum").unwrap_or_default());
        if found.contains(&line) {
            continue;
        }
        found.push(line);
        let dependencies = entry.split_once("dependencies = [").map_or("", |(_, rest)| rest);
        names.extend(
            dependencies
                .lines()
                .map_while(|line| match line.trim() {
                    "]" => None,
                    line => Some(line.trim_matches([',', '"']).to_owned()),
                })
                .filter(|name| !name.is_empty()),
        );
    }
    // The package itself has no digest; its sources have.
    found.retain(|line| !line.starts_with(&format!("{package} ")));
    found.sort();
    found.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasmparser::{Parser, Payload, TypeRef};

    /// The part of the module that is imported must be known, because whatever it imports it can reach.
    const IMPORTS: [(&str, &str); 1] = [("./checker_bg.js", "__wbindgen_init_externref_table")];
    /// How many bytes the module may have.
    const LIMIT: usize = 12_000;

    fn module() -> Vec<u8> {
        read(&root().join(FOLDER).join("checker.wasm")).expect("the module")
    }

    #[test]
    fn the_lock_is_of_this_tree() {
        let lock = text(&root().join(FOLDER).join("checker.lock")).expect("the lock");
        let proved = proved(root()).expect("everything is there");
        let stale: Vec<&str> = proved.lines().filter(|line| !lock.lines().any(|locked| locked == *line)).collect();
        assert!(stale.is_empty(), "what follows has changed since `cargo xtask wasm`:\n{}", stale.join("\n"));
        assert!(lock.starts_with(&(proved + MADE_WITH)), "the lock has something that is not there any more");
    }

    #[test]
    fn the_module_can_reach_nothing() {
        let module = module();
        let mut imports = Vec::new();
        for payload in Parser::new(0).parse_all(&module) {
            match payload.expect("a module") {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import.expect("an import");
                        assert!(matches!(import.ty, TypeRef::Func(_)), "{}", import.name);
                        imports.push((import.module, import.name));
                    }
                }
                Payload::StartSection { .. } => panic!("something runs before it is asked"),
                _ => {}
            }
        }
        assert_eq!(imports, IMPORTS);
        // And the glue gives it just that.
        let glue = text(&root().join(FOLDER).join("checker.js")).expect("the glue");
        for word in ["import ", "import(", "fetch", "document", "window", "globalThis", "eval", "Function"] {
            assert!(!glue.contains(word), "the glue speaks of `{word}`");
        }
        assert!(glue.contains(r#"{ "./checker_bg.js": { __wbindgen_init_externref_table } }"#));
    }

    #[test]
    fn the_module_is_small() {
        assert!(module().len() <= LIMIT, "{} bytes", module().len());
    }

    #[test]
    fn a_lock_knows_packages_and_profiles() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\n \"b 2.0.0\",\n \"c\",\n]\n\n\
                    [[package]]\nname = \"b\"\nversion = \"1.0.0\"\nchecksum = \"11\"\n\n\
                    [[package]]\nname = \"b\"\nversion = \"2.0.0\"\nchecksum = \"22\"\ndependencies = [\n \"c\",\n]\n\n\
                    [[package]]\nname = \"c\"\nversion = \"3.0.0\"\nchecksum = \"33\"\n\n\
                    [[package]]\nname = \"d\"\nversion = \"4.0.0\"\nchecksum = \"44\"\n";
        assert_eq!(packages(lock, "a"), "b 2.0.0 22\nc 3.0.0 33\n");
        let manifest =
            "[package]\na = 1\n[profile.release]\n# Why.\na = 2\n\n[profile.dev]\na = 3\n[profile.wasm]\na = 4\n";
        assert_eq!(profiles(manifest), "[profile.release]\na = 2\n[profile.wasm]\na = 4\n");
    }
}
