//! What Diglot is made of beside its own code, held to `deny.toml` without network: licences, versions, what runs while it is
//! compiled, where crates come from. Crates of other systems than this one are told by `Cargo.lock` alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}

fn read(path: &str) -> toml::Table {
    text(path).parse().expect(path)
}

/// The texts in an array.
fn texts(value: &toml::Value) -> BTreeSet<String> {
    value.as_array().expect("an array").iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
}

/// The crates that this machine compiles, and what each of them needs.
struct Crates {
    packages: BTreeMap<String, Value>,
    needs: BTreeMap<String, Vec<String>>,
}

impl Crates {
    fn new() -> Self {
        let version = Command::new("rustc").arg("-vV").output().expect("a compiler");
        let version = String::from_utf8(version.stdout).expect("a text");
        let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
        let metadata = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
        let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
        let id = |value: &Value| value.as_str().expect("an id").to_owned();
        let array = |value: &Value| value.as_array().expect("an array").clone();
        let nodes = array(&metadata["resolve"]["nodes"]);
        let needs: BTreeMap<String, Vec<String>> =
            nodes.iter().map(|node| (id(&node["id"]), array(&node["dependencies"]).iter().map(id).collect())).collect();
        let packages = array(&metadata["packages"]).into_iter().map(|package| (id(&package["id"]), package));
        Self { packages: packages.filter(|(id, _)| needs.contains_key(id)).collect(), needs }
    }

    fn name(&self, id: &str) -> &str {
        self.packages[id]["name"].as_str().expect("a name")
    }

    /// The crates of which there are several versions beside those that come with some others.
    fn several(&self, skipped: &[&str]) -> BTreeSet<&str> {
        let mut left: Vec<&str> = self.packages.keys().map(String::as_str).collect();
        left.retain(|id| skipped.contains(&self.name(id)));
        let mut beside = BTreeSet::new();
        while let Some(id) = left.pop() {
            if beside.insert(id) {
                left.extend(self.needs[id].iter().map(String::as_str));
            }
        }
        let mut known = BTreeSet::new();
        let others = self.packages.keys().filter(|id| !beside.contains(id.as_str()));
        others.map(|id| self.name(id)).filter(|name| !known.insert(*name)).collect()
    }
}

#[test]
fn crates_are_what_is_allowed() {
    let (deny, crates) = (read("deny.toml"), Crates::new());
    assert!(crates.packages.len() > 100);
    let allowed = texts(&deny["licenses"]["allow"]);
    let mut asked = BTreeSet::new();
    for package in crates.packages.values() {
        let licence = package["license"].as_str().unwrap_or_else(|| panic!("no licence: {}", package["id"]));
        let expression = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX).expect(licence);
        let name = |asks: &spdx::LicenseReq| asks.license.id().map_or("", |licence| licence.name).to_owned();
        assert!(expression.evaluate(|asks| allowed.contains(&name(asks))), "{}: {licence}", package["id"]);
        asked.extend(expression.requirements().map(|asks| name(&asks.req)).filter(|name| allowed.contains(name)));
    }
    assert_eq!(asked, allowed, "a licence that no crate has needs no leave");

    let scripts = texts(&deny["bans"]["build"]["allow-build-scripts"]);
    let runs = |package: &&Value| {
        let targets = package["targets"].as_array().expect("targets");
        targets.iter().any(|target| target["kind"][0] == "custom-build")
    };
    for package in crates.packages.values().filter(runs) {
        let name = package["name"].as_str().expect("a name");
        assert!(
            scripts.contains(name),
            "{name} runs while it is compiled: read what it does, and list it in deny.toml"
        );
    }

    let skipped = deny["bans"]["skip-tree"].as_array().expect("an array");
    let skipped: Vec<&str> = skipped.iter().map(|entry| entry["crate"].as_str().expect("a name")).collect();
    assert_eq!(crates.several(&skipped), BTreeSet::new(), "several versions of one crate");
    for name in &skipped {
        let others: Vec<&str> = skipped.iter().copied().filter(|other| other != name).collect();
        assert!(!crates.several(&others).is_empty(), "{name} brings nothing twice any more");
    }
}

#[test]
fn crates_come_from_the_registry_and_each_has_its_reason() {
    let lock = read("Cargo.lock");
    let packages = lock["package"].as_array().expect("packages");
    let from = |package: &toml::Value| package.get("source").map(|source| source.as_str().expect("a text").to_owned());
    let sources: BTreeSet<String> = packages.iter().filter_map(from).collect();
    assert_eq!(sources, BTreeSet::from(["registry+https://github.com/rust-lang/crates.io-index".to_owned()]));
    let names: BTreeSet<String> =
        packages.iter().map(|package| package["name"].as_str().expect("a name").to_owned()).collect();
    let scripts = texts(&read("deny.toml")["bans"]["build"]["allow-build-scripts"]);
    assert_eq!(scripts.difference(&names).collect::<Vec<_>>(), Vec::<&String>::new(), "not there any more");

    for manifest in ["Cargo.toml", "xtask/Cargo.toml"] {
        let manifest_text = text(manifest);
        let (mut section, mut before) = ("", "");
        for line in manifest_text.lines() {
            section = if line.starts_with('[') { line } else { section };
            let is_entry = section.contains("dependencies") && line.contains('=') && !line.starts_with(['#', '[', ' ']);
            // One reason may stand above several of a family.
            let family = line.split(['_', '-', ' ']).next().unwrap_or_default();
            let has_reason = before.starts_with('#') || before.starts_with(&format!("{family}_"));
            assert!(!is_entry || has_reason, "{manifest}: `{line}` has no reason");
            // One above a section is that of its first entry.
            before = if line.starts_with('[') && before.starts_with('#') { before } else { line };
        }
    }
}

#[test]
fn the_fuzzing_workspace_is_locked_to_what_is_needed() {
    let manifest = read("Cargo.toml");
    let of_targets = manifest["target"].as_table().expect("targets").values().map(|target| &target["dependencies"]);
    let tables = of_targets.chain([&manifest["dependencies"]]).map(|needed| needed.as_table().expect("a table"));
    let name = |(name, crate_): (&String, &toml::Value)| {
        crate_.get("package").map_or(name.clone(), |own| own.as_str().expect("a name").to_owned())
    };
    let needed: BTreeSet<String> = tables.flatten().map(name).collect();
    let lock = read("fuzz/Cargo.lock");
    let packages = lock["package"].as_array().expect("packages");
    let own = packages.iter().find(|package| package["name"].as_str() == Some("diglot")).expect("Diglot");
    // Where there are several versions of a crate, one stands behind its name.
    let first = |name: String| name.split(' ').next().expect("a name").to_owned();
    let locked: BTreeSet<String> = texts(&own["dependencies"]).into_iter().map(first).collect();
    assert_eq!(locked, needed, "`cargo metadata` in the folder `fuzz` locks what is new");
}

#[test]
fn nothing_of_ours_is_unsafe() {
    for manifest in ["Cargo.toml", "xtask/Cargo.toml"] {
        assert_eq!(read(manifest)["lints"]["rust"]["unsafe_code"].as_str(), Some("forbid"), "{manifest}");
    }
    // What wasm-bindgen writes into the module is not ours.
    assert!(text("checker-wasm/src/lib.rs").contains("forbid(unsafe_code)"));
}

#[test]
fn packages_hold_what_they_are_compiled_from() {
    let files = |package: &str| -> BTreeSet<String> {
        let listed = Command::new(env!("CARGO"))
            .args(["package", "--list", "--allow-dirty", "--offline", "--package", package])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        String::from_utf8(listed.stdout).expect("a text").lines().map(|line| line.replace('\\', "/")).collect()
    };
    let (own, evaluator) = (files("diglot"), files("diglot-checker"));
    for name in diglot::theme::default_theme().keys() {
        let module = name.strip_prefix("assets/").filter(|name| name.starts_with("checker."));
        let is_there = match module {
            Some(module) => evaluator.contains(&format!("module/{module}")),
            None => own.contains(&format!("themes/default/{name}")),
        };
        assert!(is_there, "{name}");
    }
    for code in diglot::diagnostics::Code::ALL {
        assert!(own.contains(&format!("content/en-US/manual/findings/{}.md", code.name())), "{}", code.name());
    }
    assert!(own.contains("locales/zh-TW/theme.ftl"));
}
