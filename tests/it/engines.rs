//! The files of the manual that let engines build in shards are run, as far as that goes without the engines: their shell lines,
//! in order, with the variables and the files that the engine would hand on.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize as _;
use serde_yaml::Value;

use crate::manual::{code_of, copy};
use crate::shards::tree;
use diglot::parse::code::code_title;

/// A step of this name brings the command; the test has it.
const INSTALL: &str = "Install Diglot";

/// The files of the page by name.
fn page() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en-US/manual/shards.md");
    let (fences, _) = code_of(&fs::read_to_string(path).expect("the page"));
    fences.into_iter().filter_map(|fence| Some((code_title(&fence.info)?.to_owned(), fence.text))).collect()
}

/// A machine's folder with the page's site in it, and what whoever built the whole site at `moment` there would have.
struct Place {
    folder: tempfile::TempDir,
    files: BTreeMap<String, String>,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), files: page() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Checks out the site into a folder.
    fn check_out(&self, into: &Path) {
        let site = self.files.iter().filter(|(name, _)| *name == "site.yaml" || name.starts_with("content/"));
        for (name, text) in site {
            let path = into.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("written");
        }
    }

    /// Whether a folder has what a whole build makes, at the same moment.
    fn assert_whole(&self, site: &Path, moment: &str) {
        let folder = self.path("whole");
        self.check_out(&folder);
        sh("diglot build --out out", &folder, &[("SOURCE_DATE_EPOCH", moment)]);
        let (made, expected) = (tree(site), tree(&folder.join("out")));
        assert_eq!(made.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        assert!(made == expected && expected.len() > 10);
    }
}

/// Runs lines of a shell as engines do: the first that fails ends it.
fn sh(lines: &str, folder: &Path, variables: &[(&str, &str)]) {
    let program = Path::new(env!("CARGO_BIN_EXE_diglot")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("sh");
    command.args(["-ec", lines]).current_dir(folder).env_remove("SOURCE_DATE_EPOCH").env("PATH", path);
    let output = command.envs(variables.iter().copied()).output().expect("a shell");
    assert!(output.status.success(), "{lines}\n{}", String::from_utf8_lossy(&output.stderr));
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// A text with the values of the engine's expressions.
fn filled(text: &str, known: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{ ") {
        let (name, after) = after.split_once(" }}").expect("an expression ends");
        out.push_str(before);
        out.push_str(known.get(name).unwrap_or_else(|| panic!("`{name}` is nothing that the test knows")));
        rest = after;
    }
    out + rest
}

/// Copies what an artifact takes from a folder: nothing whose name begins with a dot, unless that is said.
fn upload(from: &Path, to: &Path, hidden: bool) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).into_iter().flatten().map(|entry| entry.expect("an entry")) {
        if hidden || !entry.file_name().to_string_lossy().starts_with('.') {
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    }
}

/// A machine that runs one job, or one job of a matrix.
struct Runner<'p> {
    place: &'p Place,
    /// Where its steps run.
    workspace: PathBuf,
    /// What expressions are.
    known: BTreeMap<String, String>,
    variables: Vec<(String, String)>,
}

impl Runner<'_> {
    fn step(&mut self, step: &Value) {
        let with = |key: &str| filled(text(&step["with"], key), &self.known);
        let artifacts = self.place.path("artifacts");
        match text(step, "uses").split('@').next().unwrap_or_default() {
            "" if text(step, "name") == INSTALL => {}
            "" => {
                let output = self.workspace.join(".github-output");
                let mut variables: Vec<(&str, &str)> =
                    self.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                variables.push(("GITHUB_OUTPUT", output.to_str().expect("UTF-8")));
                sh(&filled(text(step, "run"), &self.known), &self.workspace, &variables);
                for line in fs::read_to_string(&output).unwrap_or_default().lines() {
                    let (name, value) = line.split_once('=').expect("name=value");
                    self.known.insert(format!("steps.{}.outputs.{name}", text(step, "id")), value.to_owned());
                }
            }
            "actions/checkout" if with("repository").is_empty() => self.place.check_out(&self.workspace),
            "actions/checkout" | "actions/cache" => {}
            "actions/upload-artifact" => {
                let hidden = step["with"]["include-hidden-files"].as_bool().unwrap_or_default();
                upload(&self.workspace.join(with("path")), &artifacts.join(with("name")), hidden);
            }
            "actions/download-artifact" if with("pattern").is_empty() => {
                copy(&artifacts.join(with("name")), &self.workspace.join(with("path")));
            }
            "actions/download-artifact" => {
                let pattern = with("pattern");
                let start = pattern.strip_suffix('*').expect("a star at the end");
                for entry in fs::read_dir(&artifacts).expect("artifacts").map(|entry| entry.expect("an entry")) {
                    if entry.file_name().to_string_lossy().starts_with(start) {
                        copy(&entry.path(), &self.workspace.join(with("path")).join(entry.file_name()));
                    }
                }
            }
            other => panic!("the test knows no action `{other}`"),
        }
    }
}

#[test]
fn the_workflow_makes_what_a_whole_build_makes() {
    let place = Place::new();
    let workflow: Value = serde_yaml::from_str(&place.files[".github/workflows/help-shards.yml"]).expect("YAML");
    let jobs = workflow["jobs"].as_mapping().expect("jobs");
    let mut outputs: BTreeMap<String, String> = BTreeMap::new();
    let (mut done, mut runs, mut last) = (Vec::new(), 0, PathBuf::new());
    for (name, job) in jobs {
        let name = name.as_str().expect("a name");
        assert!(job["needs"].as_str().is_none_or(|needs| done.contains(&needs)), "{name} comes too early");
        done.push(name);
        let shards = job["strategy"]["matrix"]["shard"].as_sequence().cloned().unwrap_or(vec![Value::Null]);
        for shard in shards {
            runs += 1;
            let workspace = place.path(&format!("{name}-{runs}"));
            fs::create_dir(&workspace).expect("a folder");
            let mut known = outputs.clone();
            known.insert("runner.temp".to_owned(), ".temp".to_owned());
            if let Some(number) = shard.as_u64() {
                known.insert("matrix.shard".to_owned(), number.to_string());
            }
            let variables = job["env"].as_mapping().into_iter().flatten();
            let variables = variables.map(|(name, value)| {
                let (name, value) = (name.as_str().expect("a name"), value.as_str().expect("a text"));
                (name.to_owned(), filled(value, &known))
            });
            let mut runner = Runner { place: &place, workspace, variables: variables.collect(), known: known.clone() };
            job["steps"].as_sequence().expect("steps").iter().for_each(|step| runner.step(step));
            for (key, value) in job["outputs"].as_mapping().into_iter().flatten() {
                let value = filled(value.as_str().expect("a text"), &runner.known);
                outputs.insert(format!("needs.{name}.outputs.{}", key.as_str().expect("a name")), value);
            }
            last = runner.workspace;
        }
    }
    assert_eq!((done, runs), (vec!["prepare", "shard", "merge"], 6));
    place.assert_whole(&last.join("_site"), &outputs["needs.prepare.outputs.now"]);
    // What is handed on is the site too.
    assert!(tree(&place.path("artifacts/help")) == tree(&last.join("_site")));
}

#[test]
fn the_jobs_make_what_a_whole_build_makes() {
    let place = Place::new();
    let (image, mut moment) = (place.path("image"), String::new());
    place.check_out(&image);
    let mut indices = Vec::new();
    for file in ["shards.yaml", "merge.yaml"] {
        let documents = serde_yaml::Deserializer::from_str(&place.files[file]);
        for document in documents.map(|document| Value::deserialize(document).expect("YAML")) {
            if text(&document, "kind") != "Job" {
                continue;
            }
            let spec = &document["spec"];
            assert!(spec["completions"].is_null() || spec["completionMode"] == "Indexed");
            let pod = &spec["template"]["spec"];
            let container = &pod["containers"][0];
            assert_eq!((&container["command"][0], &container["command"][1]), (&"sh".into(), &"-ec".into()));
            let mount = &container["volumeMounts"][0];
            assert_eq!(mount["name"], pod["volumes"][0]["name"]);
            // The volume is a folder here, and the image's folder is where the site was checked out.
            let volume = place.path("volume").display().to_string();
            let lines = container["args"][0]
                .as_str()
                .expect("lines")
                .replace(&format!("{}/", text(mount, "mountPath")), &format!("{volume}/"));
            let folder = if text(container, "workingDir") == "/site" { &image } else { place.folder.path() };
            for index in 0..spec["completions"].as_u64().unwrap_or(1) {
                let index = index.to_string();
                let mut variables = vec![("JOB_COMPLETION_INDEX", index.as_str())];
                for variable in container["env"].as_sequence().into_iter().flatten() {
                    variables.push((text(variable, "name"), text(variable, "value")));
                }
                if let Some((_, said)) = variables.iter().find(|(name, _)| *name == "SOURCE_DATE_EPOCH") {
                    moment = (*said).to_owned();
                }
                sh(&lines, folder, &variables);
                indices.push(index);
            }
        }
    }
    assert_eq!(indices, ["0", "1", "2", "3", "0"]);
    place.assert_whole(&place.path("volume/site"), &moment);
}
