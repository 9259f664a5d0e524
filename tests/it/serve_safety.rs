//! A preview under those who ask too much or nothing, and its end.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::serve::{Running, project};
use crate::site::Project;

#[test]
fn connections_that_say_nothing_keep_nobody_waiting() {
    const MANY: usize = 1_000;
    rlimit::increase_nofile_limit(u64::MAX).expect("more files");
    let project = project();
    let running = Running::start(project.folder());
    let idle: Vec<TcpStream> = (0..MANY)
        .map(|number| {
            let mut stream = TcpStream::connect(("127.0.0.1", running.port)).expect("a connection");
            // Some have begun to ask, and go no further.
            if number % 2 == 0 {
                stream.write_all(b"GET /en-us/ HTTP/1.1\r\nHost: local").expect("sent");
            }
            stream
        })
        .collect();
    // One asks for a page again and again and reads none of it.
    let mut slow = TcpStream::connect(("127.0.0.1", running.port)).expect("a connection");
    for _ in 0..100 {
        slow.write_all(b"GET /assets/diglot.css HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
    }
    // Those who asked for half of it can still ask for the rest, for some seconds.
    let mut late = idle.iter().step_by(2).next_back().expect("one of them");
    late.write_all(b"host\r\nConnection: close\r\n\r\n").expect("sent");
    let mut answer = String::new();
    late.read_to_string(&mut answer).expect("an answer");
    assert!(answer.contains("</html>"), "{answer}");
    for round in 0..20 {
        let asked = Instant::now();
        let text = format!("# Start\n\nRound {round}.\n");
        project.write("content/en-US/index.md", text.as_bytes());
        loop {
            let (head, body) = running.get("/en-us/");
            assert!(head.starts_with("HTTP/1.1 200"), "{head}");
            if String::from_utf8_lossy(&body).contains(&format!("Round {round}.")) {
                break;
            }
            assert!(asked.elapsed() < Duration::from_secs(20), "round {round}");
        }
    }
}

/// Whether a process ignores Ctrl-C, as it does where a shell has started its tests in the background.
#[cfg(unix)]
fn ignores_interrupts(process: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|ignored| u64::from_str_radix(ignored.trim(), 16).ok()).is_some_and(|ignored| ignored & 2 != 0)
}

#[cfg(unix)]
#[test]
fn a_preview_that_is_stopped_leaves_nothing_behind() {
    for signal in ["-TERM", "-INT"] {
        let project = project();
        let mut running = Running::start(project.folder());
        let _listens = running.listen();
        let process = running.child.id();
        if signal == "-INT" && ignores_interrupts(process) {
            continue;
        }
        let stopped = Command::new("kill").args([signal, &process.to_string()]).status().expect("told");
        assert!(stopped.success());
        let asked = Instant::now();
        while running.child.try_wait().expect("known").is_none() {
            assert!(asked.elapsed() < Duration::from_secs(10), "it goes on after {signal}");
            std::thread::sleep(Duration::from_millis(10));
        }
        TcpListener::bind(("127.0.0.1", running.port)).expect("the port is free");
        let mut left: Vec<_> =
            fs::read_dir(project.folder()).expect("readable").flatten().map(|entry| entry.file_name()).collect();
        left.sort();
        assert_eq!(left, ["content", "site.yaml"]);
    }
}

#[test]
fn an_address_without_a_page_names_the_languages_that_have_it() {
    let project = Project::new(&[
        (
            "site.yaml",
            "source_locale: en-US\nlocales:\n  - en-US\n  - { tag: de-DE, fallback: [] }\n  - { tag: it-IT, fallback: [] }\n",
        ),
        ("content/en-US/guide/join.md", "# Join\n"),
        ("content/de-DE/guide/join.md", "---\nslug: beitreten\n---\n# Beitreten\n"),
        ("content/it-IT/guide/index.md", "# Guida\n"),
    ]);
    let running = Running::start(project.folder());
    let elsewhere = |path: &str| -> Value {
        let body = running.get(&format!("/_diglot/findings.json?path={path}")).1;
        serde_json::from_slice::<Value>(&body).expect("JSON")["elsewhere"].take()
    };
    let en = json!({ "tag": "en-US", "label": "English (United States)", "href": "/en-us/guide/join/" });
    let de = json!({ "tag": "de-DE", "label": "Deutsch", "href": "/de-de/guide/beitreten/" });
    for (path, expected) in [
        ("/it-it/guide/join/", json!([en, de])),
        ("/it-it/guide/beitreten/", json!([en, de])),
        ("/de-de/guide/join/index.html", json!([en, de])),
        ("/guide/join", json!([en, de])),
        ("/fr-fr/guide/join/", json!([en, de])),
        ("/it-it/nowhere/", json!([])),
        ("/it-it/", Value::Null),
    ] {
        let mut told = elsewhere(path);
        for own in told.as_array_mut().into_iter().flatten() {
            own["label"] = if own["tag"] == "en-US" { en["label"].clone() } else { own["label"].clone() };
        }
        assert_eq!(told, expected, "{path}");
    }
}

#[test]
fn options_do_what_they_say() {
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\n"),
        ("content/en-US/index.md", "# Start\n"),
        ("content/en-US/later.md", "---\npublish: 2030-01-01\n---\n# Later\n"),
        ("content/en-US/draft.md", "---\ndraft: true\n---\n# Draft\n"),
    ]);
    let answers = |options: &[&str], path: &str| {
        let running = Running::start_with(project.folder(), options);
        running.get(path).0.split(' ').nth(1).unwrap_or_default().to_owned()
    };
    for (options, path, status) in [
        (&["--now", "2029-12-31"][..], "/en-us/later/", "404"),
        (&["--now", "2030-01-01"], "/en-us/later/", "200"),
        (&["--now", "2030-01-01"], "/en-us/draft/", "404"),
        (&["--drafts"], "/en-us/draft/", "200"),
    ] {
        assert_eq!(answers(options, path), status, "{options:?} {path}");
    }
    let running = Running::start_with(project.folder(), &["--editor", "editor://{file}?{line}"]);
    let told: Value = serde_json::from_slice(&running.get("/_diglot/findings.json?path=/en-us/").1).expect("JSON");
    assert_eq!(told["opener"]["address"], "editor://{file}?{line}");
    let first = Running::start(project.folder());
    assert_ne!(first.port, running.port, "a port that is taken is passed over");
}
