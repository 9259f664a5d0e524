//! Makes of the evaluator, as the compiler leaves it, what a browser loads: `checker.wasm` and its glue `checker.js`.
//!
//! The glue is wasm-bindgen's, which turns lists into memory and back. Its own loader for browsers is as large as all the rest; six
//! lines do for a module of known size and one import.

use std::error::Error;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

const LOADER: &str = include_str!("loader.js");

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [compiled, folder] = arguments.as_slice() else { return Err("usage: COMPILED FOLDER".into()) };
    let mut output = Bindgen::new()
        .input_path(compiled)
        .out_name("checker")
        .bundler(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    // For bundlers there are two scripts: one that imports the module, which no browser can, and the glue, here called `start`.
    let glue = glue(output.start().ok_or("there is no glue")?);
    let module = output.wasm_mut();
    // Tells tools what the compiler was allowed to use; browsers see it from the code.
    module.customs.remove_raw("target_features");
    write(folder, "checker.wasm", &module.emit_wasm())?;
    write(folder, "checker.js", glue.as_bytes())
}

/// The glue with a loader, without comments and indentation.
fn glue(generated: &str) -> String {
    let mut lines: Vec<&str> = generated.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.retain(|line| !line.starts_with("/*") && !line.starts_with('*') && !line.starts_with("//"));
    lines.extend(LOADER.lines());
    lines.join("\n") + "\n"
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let path = folder.join(name);
    std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()).into())
}
