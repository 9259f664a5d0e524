//! The holes that other development servers had, tried on the preview one by one.

use std::fs;
use std::path::Path;

use crate::serve::Running;
use crate::serve_attacks::{SECRET, guarded, status};

/// What was tried of an advisory: the request, and the headers that matter.
type Tried = (&'static str, &'static str);

/// The holes of others by their numbers, as requests to this preview. The manual's table says what each of them was.
const ADVISORIES: &[(&str, &[Tried])] = &[
    ("CVE-2018-12121", &[("GET /en-us/", "FLOOD")]),
    ("CVE-2018-14732", &[("GET /_diglot/events", "Origin: https://evil.example\r\n")]),
    ("CVE-2018-17567", &[("GET /en-us/linked.txt", "")]),
    (
        "CVE-2018-3760",
        &[("GET /assets/file:%2f%2f/etc/passwd", ""), ("GET /assets/file:%2f%2f{root}/%252e%252e/secret.txt", "")],
    ),
    ("CVE-2020-26297", &[("GET /en-us/search/?q=%3Cscript%3E{secret}%3C/script%3E", "")]),
    (
        "CVE-2020-35884",
        &[
            ("GET /en-us/", "Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n"),
            ("GET /en-us/", "Transfer-Encoding : chunked\r\n"),
        ],
    ),
    ("CVE-2021-40978", &[("GET /%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd", ""), ("GET //{root}/secret.txt", "")]),
    ("CVE-2023-34092", &[("GET //.env", ""), ("GET //secret.txt", "")]),
    (
        "CVE-2023-34238",
        &[
            ("GET /__file-code-frame?filePath={root}/secret.txt&lineNumber=1", ""),
            ("GET /__original-stack-frame?moduleId={root}/secret.txt&lineNumber=1", ""),
        ],
    ),
    ("CVE-2023-49293", &[("GET /?%22%3E%3C/script%3E%3Cscript%3E{secret}%3C/script%3E", "")]),
    ("CVE-2024-23331", &[("GET /.ENV", ""), ("GET /SECRET.TXT", ""), ("GET /EN-US/.Env", "")]),
    (
        "CVE-2024-29180",
        &[("GET /assets/..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd", ""), ("GET /assets/%2e%2e/secret.txt", "")],
    ),
    (
        "CVE-2024-34069",
        &[
            ("GET /?__debugger__=yes&cmd=1&frm=0&s=x", "Host: evil.example\r\n"),
            ("GET /console", "Host: localhost.evil.example\r\n"),
        ],
    ),
    ("CVE-2024-45811", &[("GET /@fs{root}/secret.txt?import&raw", ""), ("GET /secret.txt?import&raw", "")]),
    ("CVE-2025-11953", &[("POST /open-url", "Content-Type: application/json\r\nContent-Length: 22\r\n")]),
    (
        "CVE-2025-24010",
        &[
            ("GET /en-us/", "Origin: https://evil.example\r\n"),
            ("GET /_diglot/events", "Origin: https://evil.example\r\n"),
            ("GET /en-us/", "Host: evil.example\r\n"),
        ],
    ),
    ("CVE-2025-24360", &[("GET /_diglot/findings.json?path=/", "Origin: https://evil.example\r\n")]),
    (
        "CVE-2025-24361",
        &[(
            "GET /_diglot/preview.mjs",
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n",
        )],
    ),
    (
        "CVE-2025-24963",
        &[
            ("GET /__screenshot-error?file={root}/secret.txt", ""),
            ("GET /_diglot/translations.json?page={root}/secret.txt", ""),
        ],
    ),
    (
        "CVE-2025-24964",
        &[(
            "GET /_diglot/events",
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nOrigin: https://evil.example\r\n",
        )],
    ),
    ("CVE-2025-30208", &[("GET /@fs{root}/secret.txt?raw??", ""), ("GET /@fs/etc/passwd?import&raw??", "")]),
    (
        "CVE-2025-30359",
        &[(
            "GET /assets/search-page.mjs",
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n",
        )],
    ),
    (
        "CVE-2025-30360",
        &[
            ("GET /_diglot/events", "Origin: http://203.0.113.7\r\n"),
            ("GET /_diglot/events", "Origin: http://[2001:db8::1]\r\n"),
        ],
    ),
    (
        "CVE-2025-31125",
        &[
            ("GET /@fs{root}/secret.txt?import&?inline=1.wasm?init", ""),
            ("GET /@fs{root}/secret.txt?inline&import", ""),
        ],
    ),
    (
        "CVE-2025-31486",
        &[
            ("GET /@fs{root}/secret.txt?.svg?.wasm?init", ""),
            ("GET /@fs/x/x/x/vite/../../..{root}/secret.txt?import&?raw", "Sec-Fetch-Dest: script\r\n"),
        ],
    ),
    ("CVE-2025-32395", &[("GET /@fs{root}/#/../secret.txt", ""), ("GET /#/../../../../../etc/passwd", "")]),
    ("CVE-2025-46565", &[("GET /.env/.", ""), ("GET /en-us/.env/.", "")]),
    ("CVE-2025-48068", &[("GET /_diglot/events", "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n")]),
    ("CVE-2025-56648", &[("GET /en-us/", "Host: evil.example:18400\r\nOrigin: http://evil.example:18400\r\n")]),
    ("CVE-2025-58751", &[("GET /content-secret/index.html", ""), ("GET /../content-secret/index.html", "")]),
    ("CVE-2025-58752", &[("GET /secret.html", ""), ("GET /../secret.html", "")]),
    ("CVE-2025-62522", &[("GET /.env\\", ""), ("GET /secret.txt%5c", ""), ("GET /..\\secret.txt", "")]),
    ("CVE-2025-66221", &[("GET /con", ""), ("GET /en-us/aux.html", ""), ("GET /en-us/NUL/", "")]),
    (
        "CVE-2026-39363",
        &[("GET /_diglot/events?file={root}/secret.txt", "Origin: https://evil.example\r\nUpgrade: websocket\r\n")],
    ),
    ("CVE-2026-39365", &[("GET /assets/../../secret.txt.map", ""), ("GET /..%2fsecret.map", "")]),
    ("CVE-2026-53571", &[("GET /.env::$DATA?raw", ""), ("GET /SECRET~1.TXT", "")]),
    (
        "GHSA-67mh-4wv8-2f99",
        &[("GET /_diglot/events", "Origin: https://evil.example\r\n"), ("GET /en-us/", "Origin: null\r\n")],
    ),
    ("GHSA-g7r4-m6w7-qqqr", &[("GET /..\\..\\secret.txt", ""), ("GET /..%5c..%5csecret.txt", "")]),
];

#[test]
fn the_holes_of_others_are_none_here() {
    let project = guarded();
    #[cfg(unix)]
    std::os::unix::fs::symlink(project.folder().join("secret.txt"), project.folder().join("content/en-US/linked.txt"))
        .expect("linked");
    let running = Running::start(project.folder());
    let root = project.folder().to_string_lossy().into_owned();
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/en-US/manual/safety.md"));
    let page = page.expect("the manual's page");
    for (number, tried) in ADVISORIES {
        assert!(page.contains(&format!("| {number} |")), "the manual says nothing of {number}");
        for (ask, headers) in *tried {
            let ask = ask.replace("{root}", &root).replace("{secret}", SECRET);
            let flood = "X-Flood: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(2_000);
            let answer = running.asked(&ask, &headers.replace("FLOOD", &flood));
            assert!(!answer.contains(SECRET) && !answer.contains("root:"), "{number}: {ask}: {answer}");
            assert!(!answer.contains("Access-Control-Allow"), "{number}: {ask}: {answer}");
            let is_refused = matches!(status(&answer), "400" | "403" | "404" | "405" | "431");
            // Two are about what an answer says, and one about what becomes of a body.
            let is_answered = matches!(*number, "CVE-2020-26297" | "CVE-2023-49293" | "CVE-2020-35884");
            assert!(is_refused || is_answered && matches!(status(&answer), "200"), "{number}: {ask}: {answer}");
        }
    }
    let listed = page.matches("| CVE-").count() + page.matches("| GHSA-").count();
    assert_eq!(listed, ADVISORIES.len(), "the manual lists what is not tried");
}
