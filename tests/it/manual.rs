//! The manual is run: its commands, its files and its examples, page by page. What is run and how fences say it is in
//! CONTRIBUTING.md, “The manual”.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use diglot::eligibility::Judged;
use diglot::model::LocaleId;
use diglot::parse::code::{code_language, code_title};
use diglot::parse::{Findings, events, front_matter, page};
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

/// Commands of the system that a page may use, with paths below its folder.
const SYSTEM: [&str; 8] = ["cat", "cp", "git", "ls", "mkdir", "mv", "rm", "touch"];

/// Who commits, and that nothing of the reader's own settings counts.
const GIT: [(&str, &str); 6] = [
    ("GIT_AUTHOR_NAME", "A"),
    ("GIT_AUTHOR_EMAIL", "a@example.com"),
    ("GIT_COMMITTER_NAME", "A"),
    ("GIT_COMMITTER_EMAIL", "a@example.com"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
];

/// What of the repository `cargo run` sees.
const REPOSITORY: [&str; 3] = ["site.yaml", "content", "locales"];

/// A fenced block of code.
pub struct Fence {
    /// The line of its first line of code.
    line: usize,
    pub info: String,
    pub text: String,
}

/// The fences and the spans of code of a page.
pub fn code_of(text: &str) -> (Vec<Fence>, Vec<(usize, String)>) {
    let name: Arc<str> = "page".into();
    let (_, start) = front_matter::read(&mut Findings::new(&name, text));
    let (mut fences, mut spans, mut open): (Vec<Fence>, _, bool) = (Vec::new(), Vec::new(), false);
    for (event, range) in events::events(&text[start..]) {
        let line = text[..start + range.start].matches('\n').count() + 1;
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                open = true;
                fences.push(Fence { line: line + 1, info: info.to_string(), text: String::new() });
            }
            Event::End(TagEnd::CodeBlock) => open = false,
            Event::Text(code) => {
                if let Some(fence) = fences.last_mut().filter(|_| open) {
                    fence.text.push_str(&code);
                }
            }
            Event::Code(code) => spans.push((line, code.to_string())),
            _ => {}
        }
    }
    (fences, spans)
}

/// The lines of a console with their numbers; a line that ends in `\` goes on in the next.
fn command_lines(fence: &Fence) -> Vec<(usize, String)> {
    let mut commands = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (index, line) in fence.text.lines().enumerate() {
        let (number, mut command) = open.take().unwrap_or((fence.line + index, String::new()));
        match line.strip_suffix('\\') {
            Some(part) => open = Some((number, command + part)),
            None => {
                command.push_str(line);
                commands.push((number, command));
            }
        }
    }
    commands.extend(open);
    commands.retain(|(_, command)| !command.trim().is_empty());
    commands
}

/// The words of a command line. Quotes are all of a shell that a manual needs.
fn words(line: &str) -> Result<Vec<String>, String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for ch in line.chars() {
        match (quote, ch) {
            (Some(open), close) if open == close => quote = None,
            (None, '"' | '\'') => {
                quote = Some(ch);
                word.get_or_insert_default();
            }
            (None, ' ' | '\t') => words.extend(word.take()),
            (None, '|' | '&' | ';' | '<' | '>' | '$' | '`' | '*' | '?' | '~' | '#') => {
                return Err(format!("`{ch}` is more of a shell than the test knows"));
            }
            _ => word.get_or_insert_default().push(ch),
        }
    }
    words.extend(word);
    if quote.is_some() { Err("a quote is never closed".to_owned()) } else { Ok(words) }
}

/// A page that is being run in a folder of its own.
struct Run {
    folder: tempfile::TempDir,
    /// Where the commands are: the folder, until `cd` leads on.
    current: PathBuf,
    /// What the last console wrote.
    output: String,
}

impl Run {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let current = folder.path().join("page");
        fs::create_dir(&current).expect("a folder");
        Self { folder, current, output: String::new() }
    }

    /// The folder that stands for the reader's own.
    fn own(&self) -> PathBuf {
        self.folder.path().join("page")
    }

    /// A path as seen from `from`, if it stays below the folder.
    fn path(&self, from: &Path, path: &str) -> Result<PathBuf, String> {
        let mut whole = from.to_path_buf();
        for component in Path::new(path).components() {
            match component {
                Component::Normal(part) => whole.push(part),
                Component::CurDir => {}
                Component::ParentDir if whole.pop() => {}
                _ => return Err(format!("`{path}` leads out of the page's folder")),
            }
        }
        if whole.starts_with(self.folder.path()) {
            Ok(whole)
        } else {
            Err(format!("`{path}` leads out of the page's folder"))
        }
    }

    /// A view of the repository that commands may write to, made when it is first asked for.
    fn repository(&self) -> PathBuf {
        let view = self.folder.path().join("repository");
        if !view.exists() {
            fs::create_dir(&view).expect("a folder");
            for name in REPOSITORY {
                copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name), &view.join(name));
            }
        }
        view
    }

    fn command(&mut self, line: &str, status: i32) -> Result<(), String> {
        let words = words(line)?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (program, from, arguments) = match words.as_slice() {
            ["cd", folder] => {
                self.current = self.path(&self.current, folder)?;
                return if self.current.is_dir() { Ok(()) } else { Err(format!("there is no folder `{folder}`")) };
            }
            ["diglot", rest @ ..] => (env!("CARGO_BIN_EXE_diglot"), self.current.clone(), rest),
            ["cargo", "run", "--release", "--", rest @ ..] => (env!("CARGO_BIN_EXE_diglot"), self.repository(), rest),
            [name, rest @ ..] if SYSTEM.contains(name) => (*name, self.current.clone(), rest),
            _ => return Err(format!("the test runs no such command; it knows diglot, cd, {}", SYSTEM.join(", "))),
        };
        for argument in arguments {
            let value = argument.rsplit_once('=').map_or(*argument, |(_, value)| value);
            self.path(&from, value)?;
        }
        let output = Command::new(program).args(arguments).envs(GIT).current_dir(from).output();
        let output = output.expect("the command runs");
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text);
        self.output.push_str(&text);
        match output.status.code() {
            Some(code) if code == status => Ok(()),
            code => Err(format!("ended with status {}, not {status}:\n{text}", code.unwrap_or(-1))),
        }
    }

    /// What a fence says of what happens, done; with the lines of what is wrong.
    fn fence(&mut self, fence: &Fence) -> Vec<(usize, String)> {
        let at_fence =
            |result: Result<(), String>| result.err().map(|wrong| (fence.line - 1, wrong)).into_iter().collect();
        match (code_language(&fence.info).as_str(), code_title(&fence.info)) {
            ("console", _) => {
                let status = fence.info.split_whitespace().find_map(|word| word.strip_prefix("status="));
                let status = status.map_or(0, |status| status.parse().expect("a number"));
                self.output.clear();
                let commands = command_lines(fence);
                let last = commands.len().saturating_sub(1);
                let run = |(index, (line, command)): (usize, (usize, String))| {
                    let result = self.command(&command, if index == last { status } else { 0 });
                    result.err().map(|wrong| (line, format!("`{command}`: {wrong}")))
                };
                commands.into_iter().enumerate().filter_map(run).collect()
            }
            (_, Some("output")) => at_fence(shows(&self.output, &fence.text)),
            (_, Some(title)) => at_fence(self.path(&self.current, title).map(|path| {
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, &fence.text).expect("written");
            })),
            ("markdown" | "md", None) => example(fence),
            ("yaml" | "yml", None) if fence.text.starts_with("---\n") => example(fence),
            ("yaml" | "yml", None) => at_fence(
                serde_yaml::from_str::<serde_yaml::Value>(&fence.text).map(|_| ()).map_err(|error| error.to_string()),
            ),
            _ => Vec::new(),
        }
    }

    /// Builds every site that the page's files make.
    fn build(&self) -> Result<(), String> {
        let mut files = Vec::new();
        collect(&self.own(), &mut files);
        let mut sites: BTreeSet<&Path> =
            files.iter().filter(|file| file.ends_with("site.yaml")).filter_map(|file| file.parent()).collect();
        let own = self.own();
        if sites.is_empty() && files.iter().any(|file| file.extension().is_some_and(|extension| extension == "md")) {
            sites.insert(&own);
        }
        for site in sites {
            let out = self.folder.path().join("built");
            let command =
                Command::new(env!("CARGO_BIN_EXE_diglot")).arg("build").arg(site).arg("--out").arg(&out).output();
            let output = command.expect("the command runs");
            if !output.status.success() {
                let text = String::from_utf8_lossy(&output.stderr).into_owned();
                return Err(format!("the files of this page do not build:\n{text}"));
            }
        }
        Ok(())
    }
}

/// Whether an output has the lines of an expectation in their order; `…` stands for anything within a line.
fn shows(output: &str, expected: &str) -> Result<(), String> {
    let mut lines = output.lines();
    for expected in expected.lines().filter(|line| !line.trim().is_empty()) {
        let fits = |line: &str| {
            let mut rest = Some(line.trim());
            for (index, part) in expected.trim().split('…').enumerate() {
                rest = rest.and_then(|rest| match rest.find(part) {
                    Some(at) if at == 0 || index > 0 => Some(&rest[at + part.len()..]),
                    _ => None,
                });
            }
            rest.is_some_and(|rest| rest.is_empty() || expected.trim().ends_with('…'))
        };
        if !lines.any(fits) {
            return Err(format!("the output has no line `{expected}` here:\n{output}"));
        }
    }
    Ok(())
}

/// An example of the dialect: what is wrong with it as a page.
fn example(fence: &Fence) -> Vec<(usize, String)> {
    let file: Arc<str> = "example.md".into();
    let (locale, path) = (LocaleId(0), "example.md");
    let request =
        page::Request { file: &file, text: &fence.text, locale, path, include: false, manner: Default::default() };
    let found = page::parse(request).1;
    found.iter().map(|found| (fence.line + found.place.start.line - 1, found.message.clone())).collect()
}

/// What is wrong with a page of the manual, with its lines.
fn run(text: &str) -> Vec<(usize, String)> {
    let (fences, spans) = code_of(text);
    let mut run = Run::new();
    let mut wrong: Vec<(usize, String)> = fences.iter().flat_map(|fence| run.fence(fence)).collect();
    wrong.extend(spans.iter().filter_map(|(line, span)| Some((*line, named(span)?))));
    if wrong.is_empty() {
        wrong.extend(run.build().err().map(|wrong| (1, wrong)));
    }
    wrong.sort();
    wrong
}

/// Commands and options that prose names must exist. Says what does not.
fn named(span: &str) -> Option<String> {
    let command = diglot::cli::command();
    let mut words = span.split([' ', '=', '[']);
    let (first, second) = (words.next()?, words.next());
    if first == "diglot" {
        let known = |name: &str| name.starts_with('-') || name == "help" || command.find_subcommand(name).is_some();
        return second.filter(|name| !known(name)).map(|name| format!("there is no command `{name}`"));
    }
    let name = first.strip_prefix("--").filter(|name| !name.is_empty())?;
    let mut commands = vec![&command];
    while let Some(command) = commands.pop() {
        if ["help", "version"].contains(&name) || command.get_arguments().any(|known| known.get_long() == Some(name)) {
            return None;
        }
        commands.extend(command.get_subcommands());
    }
    Some(format!("there is no option `--{name}`"))
}

pub fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("copied");
    }
}

/// The files below a folder, what was built left out.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if !path.is_dir() {
            files.push(path);
        } else if !path.join(diglot::model::config::OUTPUT_MARK).is_file() {
            collect(&path, files);
        }
    }
}

#[test]
fn every_page_does_what_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en-US/manual");
    let mut pages: Vec<PathBuf> = Vec::new();
    collect(&folder, &mut pages);
    // The pages of findings have a test of their own: their examples are wrong on purpose.
    pages.retain(|path| {
        path.extension().is_some_and(|extension| extension == "md") && !path.starts_with(folder.join("findings"))
    });
    pages.sort();
    assert!(pages.len() >= 4, "{pages:?}");
    let mut wrong = Vec::new();
    for path in pages {
        let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("below").display();
        let text = fs::read_to_string(&path).expect("UTF-8");
        if text.contains("\ngit ") && Command::new("git").arg("--version").output().is_err() {
            eprintln!("not run: {name}, because there is no git");
            continue;
        }
        wrong.extend(run(&text).into_iter().map(|(line, message)| format!("{name}:{line}: {message}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whole_programs_are_right() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en-US/manual/programs.md");
    let (fences, _) = code_of(&fs::read_to_string(path).expect("the page"));
    // What has a title is written and run by the page itself.
    let whole = |fence: &&Fence| fence.info == "yaml" && fence.text.starts_with("check: ");
    let mut count = 0;
    for fence in fences.iter().filter(whole) {
        count += 1;
        let judged = Judged::new("claim.yaml".into(), fence.text.as_str().into(), jiff::civil::date(2026, 3, 1));
        assert!(judged.is_sound && judged.diagnostics.is_empty(), "line {}: {:?}", fence.line, judged.diagnostics);
    }
    assert!(count > 0, "there is no whole program");
}

#[test]
fn a_page_that_is_wrong_is_seen() {
    let site = "```yaml title=\"s/site.yaml\"\nlocales: [en-US]\n```\n\n```markdown title=\"s/content/en-US/a.md\"\n# A\n```\n\n";
    let console = |commands: &str| format!("---\ntitle: x\n---\n{site}```console\n{commands}\n```\n");
    assert_eq!(run(&console("cd s\ndiglot build \\\n  --fail-on error\nls _site")), []);
    for (text, line, message) in [
        (console("cd s\ndiglot build --no-such-option"), 14, "status 2, not 0"),
        (console("diglot no-such-command s"), 13, "status 2, not 0"),
        (console("cd nowhere"), 13, "no folder"),
        (console("ls /"), 13, "leads out"),
        (console("diglot build s --out ../../x"), 13, "leads out"),
        (console("python3 -m http.server"), 13, "no such command"),
        (console("diglot build s | less"), 13, "more of a shell"),
        ("```console status=1\nls\n```\n".to_owned(), 2, "status 0, not 1"),
        (console("diglot build s") + "```text title=\"output\"\nBuilt nothing…\n```\n", 15, "no line `Built nothing…`"),
        ("```yaml title=\"site.yaml\"\nlocales: [en-US]\n```\n".to_owned(), 1, "do not build"),
        ("text\n\n```markdown\n# A\n\n:::row:::\n```\n".to_owned(), 6, "never closed"),
        ("```yaml\na: [\n```\n".to_owned(), 1, ""),
        ("Use `--no-such=X`.\n".to_owned(), 1, "no option `--no-such`"),
        ("Use\n`diglot no-such`.\n".to_owned(), 2, "no command `no-such`"),
    ] {
        let wrong = run(&text);
        assert!(wrong.len() == 1 && wrong[0].0 == line && wrong[0].1.contains(message), "{text}\n{wrong:?}");
    }
    assert_eq!(run(&(console("diglot build s") + "```text title=\"output\"\nBuilt en-US 1 page into…\n```\n")), []);
    assert_eq!(
        run(&console("diglot build s").replace("console", "console status=2").replace("build s", "build no")),
        []
    );
    assert_eq!(run("```console\ncargo run --release -- build --fail-on warning\n```\n"), []);
}
