//! The page of every finding is run: its example raises that finding and no other, and what stands under “Instead” raises
//! none.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use diglot::diagnostics::Code;
use diglot::parse::code::code_title;

/// Findings whose example cannot be shown alone: one that never comes without `guessed-locale`, bytes that are no text,
/// the lack of an option, and what only servers can say; those are in `external.rs`.
const WITHOUT_EXAMPLE: [Code; 7] = [
    Code::BrokenWebLink,
    Code::GuessedFrontMatter,
    Code::InvalidUtf8,
    Code::MovedWebLink,
    Code::NoBaseUrl,
    Code::OversizedProgram,
    Code::UnreachableWebLink,
];

/// The titled fences of a section, as files.
fn files(page: &str, section: &str) -> Vec<(String, String)> {
    let Some((_, rest)) = page.split_once(&format!("## <a name=\"{section}\"></a>")) else { return Vec::new() };
    let mut found = Vec::new();
    let mut open: Option<(usize, Option<String>, String)> = None;
    for line in rest.lines().take_while({
        let mut fence = 0;
        move |line| {
            let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
            if ticks >= 3 && (fence == 0 || ticks == fence) {
                fence = if fence == 0 { ticks } else { 0 };
            }
            fence > 0 || !line.starts_with("## ")
        }
    }) {
        let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
        match &mut open {
            None if ticks >= 3 => open = Some((ticks, code_title(&line[ticks..]).map(str::to_owned), String::new())),
            Some((opened, title, text)) if ticks == *opened && line.len() == ticks => {
                found.extend(title.take().map(|title| (title, std::mem::take(text))));
                open = None;
            }
            Some((_, _, text)) => {
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    found
}

/// Lays files over a folder; those under the title `remove` go.
fn lay(folder: &Path, files: &[(String, String)]) {
    for (title, text) in files {
        if title == "remove" {
            for path in text.lines().filter(|path| !path.trim().is_empty()) {
                fs::remove_file(folder.join(path.trim())).unwrap_or_else(|error| panic!("{path}: {error}"));
            }
            continue;
        }
        let path = folder.join(title);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }
}

fn run(folder: &Path, arguments: &[String]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_diglot")).current_dir(folder).args(arguments).output();
    let output = output.expect("the command runs");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// The codes that a site has, or that taking in what lies in `import/` or `returned/` finds.
fn codes(folder: &Path) -> BTreeSet<String> {
    let mut arguments: Vec<String> = Vec::new();
    for (name, command) in [("import", &["import", "--into", "site"][..]), ("returned", &["units", "import", "site"])] {
        if folder.join(name).is_dir() {
            let entries = fs::read_dir(folder.join(name)).expect("a folder").map(|entry| entry.expect("an entry"));
            let mut files: Vec<String> =
                entries.map(|entry| format!("{name}/{}", entry.file_name().to_string_lossy())).collect();
            files.sort();
            arguments = command.iter().map(|&argument| argument.to_owned()).chain(files).collect();
        }
    }
    if arguments.is_empty() {
        let output = run(folder, &["check", "--format", "json"].map(str::to_owned));
        let code = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["code"].clone();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        return text.lines().map(|line| code(line).as_str().expect("a code").to_owned()).collect();
    }
    let text = String::from_utf8_lossy(&run(folder, &arguments).stderr).into_owned();
    Code::ALL.iter().map(|code| code.name().to_owned()).filter(|name| text.contains(&format!("[{name}]"))).collect()
}

#[test]
fn every_example_raises_its_finding_and_the_way_out_none() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let name = code.name();
        let page = code.page();
        if !page.contains(&format!("\n# {name}\n"))
            || ["why", "settings"].iter().any(|part| !page.contains(&format!("<a name=\"{part}\">")))
        {
            wrong.push(format!("{name}: the page lacks a part"));
        }
        let example = files(page, "example");
        if example.is_empty() {
            if !WITHOUT_EXAMPLE.contains(code) {
                wrong.push(format!("{name}: there is no example"));
            }
            continue;
        }
        let folder = tempfile::tempdir().expect("a folder");
        lay(folder.path(), &example);
        let raised = codes(folder.path());
        if raised != BTreeSet::from([name.to_owned()]) {
            wrong.push(format!("{name}: the example raises {raised:?}"));
        }
        let instead = files(page, "instead");
        if instead.is_empty() {
            continue;
        }
        // What the example has written is not what the way out is laid over.
        let folder = tempfile::tempdir().expect("a folder");
        lay(folder.path(), &example);
        lay(folder.path(), &instead);
        let raised = codes(folder.path());
        if !raised.is_empty() {
            wrong.push(format!("{name}: the way out raises {raised:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_finding_can_be_explained() {
    let folder = tempfile::tempdir().expect("a folder");
    let explain = |arguments: &[&str]| {
        let arguments: Vec<String> =
            std::iter::once("explain").chain(arguments.iter().copied()).map(str::to_owned).collect();
        String::from_utf8_lossy(&run(folder.path(), &arguments).stdout).into_owned()
    };
    let text = explain(&["broken-link"]);
    assert!(text.starts_with("# broken-link\n") && !text.contains("<a name") && !text.contains("---\ntitle"), "{text}");
    let all: serde_json::Value = serde_json::from_str(&explain(&["--all", "--format", "json"])).expect("JSON");
    let all = all.as_array().expect("a list");
    assert_eq!(all.len(), Code::ALL.len());
    assert!(all.iter().all(|finding| finding["severity"].is_string() && finding["text"].is_string()));
    let text = format!("\n{}", explain(&["--all"]));
    assert!(Code::ALL.iter().all(|code| text.contains(&format!("\n# {code}\n"))));
}

#[test]
fn every_page_is_in_the_navigation() {
    let toc = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en-US/toc.yaml")).expect("there");
    for code in Code::ALL {
        assert!(toc.contains(&format!("href: manual/findings/{}.md\n", code.name())), "{code}");
    }
}
