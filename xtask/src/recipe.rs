//! The recipe of the browser's module: how the evaluator becomes `checker.wasm` and `checker.js`.
//!
//! The tools are Debian's: a machine with that system can install them at any time, without a toolchain that somebody has to
//! host. Debian has no compiled core library for browsers, so that it is compiled along, which the compiler allows only where it is
//! told to take unstable options.

use std::path::Path;
use std::process::Command;

/// What has to be installed.
pub const PACKAGES: &str = "rustc-web cargo-web rust-web-src lld-22";

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const LINKER: &str = "/usr/lib/llvm-22/bin/wasm-ld";

/// What the tools say of themselves; on them, too, the bytes depend. Nothing where one is not there.
pub fn tools() -> Option<String> {
    let said = |command: &str, argument: &str| {
        let output = Command::new(command).arg(argument).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let core = Path::new("/usr/lib/rustlib/src/rust/library/core/Cargo.toml");
    let tools = format!("{}\n{}\n{}\n", said(RUSTC, "-vV")?, said(CARGO, "-V")?, said(LINKER, "--version")?);
    core.exists().then_some(tools)
}

/// Makes the module and its glue in `folder`.
pub fn make(root: &Path, folder: &Path) -> Result<(), String> {
    let mut compiler = Command::new(CARGO);
    compiler
        // A library for browsers only here: named in Cargo.toml it would be made, for nothing, by everybody's build.
        .args(["rustc", "--quiet", "--locked", "--package", "diglot-checker", "--lib", "--crate-type", "cdylib"])
        .args(["--profile", "wasm", "--target", "wasm32-unknown-unknown", "-Zbuild-std=core,alloc"])
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER)
        // What is said before giving up would be code that nobody sees.
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort")
        .env("CARGO_TARGET_DIR", root.join("target"));
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER", "CARGO_BUILD_RUSTC_WRAPPER"] {
        compiler.env_remove(variable);
    }
    run(compiler.current_dir(root), "the compiler")?;
    let mut bindgen = Command::new("cargo");
    bindgen
        .args(["run", "--quiet", "--locked", "--manifest-path", "checker-wasm/bindgen/Cargo.toml"])
        .args(["--target-dir", "target/bindgen", "--", "target/wasm32-unknown-unknown/wasm/diglot_checker.wasm"])
        .arg(folder);
    run(bindgen.current_dir(root), "wasm-bindgen")
}

fn run(command: &mut Command, name: &str) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} failed: {status}")),
        Err(error) => Err(format!("{name} could not be started: {error}")),
    }
}
