//! What `history` says of a repository.

use std::fs;
use std::path::Path;

use diglot::history::History;
use gix::objs::tree::{Entry, EntryKind};
use gix::objs::{Commit, Tree};
use gix::{ObjectId, Repository};

/// A tree of some files: their paths, what kind they are, what they say.
fn tree(repository: &Repository, files: &[(&str, EntryKind, &[u8])]) -> ObjectId {
    let mut entries = Vec::new();
    let mut folders: Vec<&str> = Vec::new();
    for (path, kind, bytes) in files {
        let Some((folder, _)) = path.split_once('/') else {
            let oid = repository.write_blob(bytes).expect("written").detach();
            entries.push(Entry { mode: (*kind).into(), filename: (*path).into(), oid });
            continue;
        };
        if folders.contains(&folder) {
            continue;
        }
        folders.push(folder);
        let below: Vec<_> = files
            .iter()
            .filter_map(|(path, kind, bytes)| Some((path.strip_prefix(folder)?.strip_prefix('/')?, *kind, *bytes)))
            .collect();
        entries.push(Entry { mode: EntryKind::Tree.into(), filename: folder.into(), oid: tree(repository, &below) });
    }
    entries.sort();
    repository.write_object(Tree { entries }).expect("written").detach()
}

/// A commit of some files, as nobody checks them out.
pub fn commit(repository: &Repository, parent: Option<ObjectId>, files: &[(&str, EntryKind, &[u8])]) -> ObjectId {
    let author =
        gix::actor::Signature { name: "A".into(), email: "a@example.com".into(), time: gix::date::Time::new(0, 0) };
    let commit = Commit {
        tree: tree(repository, files),
        parents: parent.into_iter().collect(),
        author: author.clone(),
        committer: author,
        encoding: None,
        message: "m".into(),
        extra_headers: Vec::new(),
    };
    repository.write_object(commit).expect("written").detach()
}

/// Three commits: a page and a link; the page with other words and another name for its neighbour; without it.
fn fill(repository: &Repository) -> [ObjectId; 3] {
    use EntryKind::{Blob, BlobExecutable, Link};
    let first = commit(
        repository,
        None,
        &[
            ("docs/Guide.md", Blob, b"one\r\ntwo\n"),
            ("docs/a/old.md", Blob, b"old"),
            ("docs/b.md", BlobExecutable, b"\xFF!"),
            ("docs/link.md", Link, b"b.md"),
            ("docs/z.txt", Blob, b"no page"),
        ],
    );
    let second = commit(
        repository,
        Some(first),
        &[("docs/Guide.md", Blob, b"three\n"), ("docs/a/new.md", Blob, b"old"), ("docs/b.md", Blob, b"b")],
    );
    let third = commit(repository, Some(second), &[("docs/b.md", Blob, b"b")]);
    let branch = repository.git_dir().join(repository.head_name().expect("read").expect("a branch").to_string());
    fs::create_dir_all(branch.parent().expect("a folder")).expect("a folder");
    fs::write(branch, format!("{third}\n")).expect("written");
    [first, second, third]
}

fn object(repository: &Repository, id: ObjectId) -> std::path::PathBuf {
    let hash = id.to_string();
    repository.git_dir().join("objects").join(&hash[..2]).join(&hash[2..])
}

#[test]
fn files_say_what_they_said_in_a_commit() {
    let folder = tempfile::tempdir().expect("a folder");
    let repository = gix::init(folder.path()).expect("a repository");
    let [first, second, third] = fill(&repository).map(|id| id.to_string());
    let inside = folder.path().join("docs/a");
    fs::create_dir_all(&inside).expect("a folder");
    let history = History::open(&inside).expect("a repository above");
    for (revision, path, text) in [
        ("HEAD~2", "docs/Guide.md", Some("one\r\ntwo\n")),
        ("HEAD~1", "docs/Guide.md", Some("three\n")),
        (&first[..8], "docs/Guide.md", Some("one\r\ntwo\n")),
        (&third, "docs/Guide.md", None),
        (&first, "docs/guide.md", None),
        (&first, "/docs//a/old.md", Some("old")),
        (&second, "docs/a/old.md", None),
        (&first, "docs/b.md", Some("\u{FFFD}!")),
        (&first, "docs/link.md", None),
        (&first, "docs/b.md/c", None),
        (&first, "docs", None),
        (&first, "", None),
    ] {
        let commit = history.commit(revision).expect("a commit");
        assert_eq!(history.text(commit, path).expect("readable").as_deref(), text, "{revision}:{path}");
    }
    assert_eq!(history.revision(&first).expect("a commit").to_string(), first);
}

#[test]
fn a_repository_knows_where_its_files_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let outside = tempfile::tempdir().expect("a folder");
    let repository = gix::init(folder.path()).expect("a repository");
    fill(&repository);
    fs::create_dir_all(folder.path().join("docs/a")).expect("a folder");
    let history = History::open(folder.path()).expect("a repository");
    for (path, named) in [("docs/a", "docs/a"), ("docs/a/../new/B.md", "docs/new/B.md"), (".", ""), ("x.md", "x.md")] {
        assert_eq!(history.relative(&folder.path().join(path)).as_deref(), Some(named));
    }
    assert_eq!(history.relative(outside.path()), None);
    let error = History::open(outside.path()).expect_err("no repository");
    assert!(error.message.contains("lies in no git repository"), "{error}");
}

#[test]
fn an_unknown_commit_is_no_failure_unless_it_has_to_be_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let repository = gix::init_bare(folder.path()).expect("a repository");
    let [first, second, third] = fill(&repository);
    let open = |folder: &Path| History::open(folder).expect("a repository");
    let history = open(folder.path());
    assert_eq!(history.relative(folder.path()), None, "a bare repository has no files");
    assert!(history.commit("HEAD~2").is_some() && !history.is_shallow());
    for unknown in ["HEAD~3", "nowhere", "", "HEAD~2..HEAD", "HEAD:docs", &"0".repeat(40)] {
        assert_eq!(history.commit(unknown), None, "{unknown}");
    }
    let error = history.revision("nowhere").expect_err("unknown");
    assert!(error.message.contains("has no commit `nowhere`") && error.help.contains("git fetch"), "{error}");
    // A clone that begins with the second commit.
    fs::remove_file(object(&repository, first)).expect("was there");
    fs::write(folder.path().join("shallow"), format!("{second}\n")).expect("written");
    let history = open(folder.path());
    assert_eq!(history.commit("HEAD").map(|commit| commit.to_string()), Some(third.to_string()));
    assert_eq!((history.commit(&first.to_string()), history.commit("HEAD~2")), (None, None));
    let error = history.revision("HEAD~2").expect_err("not there");
    assert!(history.is_shallow() && error.help.contains("--unshallow"), "{error}");
    // A text that is lost is not one that was never there.
    let at = history.revision("HEAD~1").expect("a commit");
    let guide = repository.rev_parse_single(format!("{second}:docs/Guide.md").as_str()).expect("there").detach();
    fs::remove_file(object(&repository, guide)).expect("was there");
    let error = open(folder.path()).text(at, "docs/Guide.md").expect_err("lost");
    assert!(error.message.contains("`docs/Guide.md` cannot be read"), "{error}");
}
