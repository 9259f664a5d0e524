//! The exchange files as other programs read them: PO, TMX, and all formats held against their schemas and tools.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use diglot::exchange::{Entry, Mark, accept, po, tmx, xliff};
use diglot::model::unit::Syntax;
use diglot::model::{LocaleTag, UnitKind, UnitState};
use diglot::parse::join;

use crate::exchange::{entry, full, package, shown, units};

fn of(id: &str, source: &str, target: Option<&str>, state: UnitState) -> Entry {
    let read = |markdown| join::read(markdown, UnitKind::Paragraph).expect("one paragraph");
    entry(id, read(source), target.map(read), state)
}

#[test]
fn po_has_one_entry_for_the_same_words() {
    let file = po::write(&full());
    for part in [
        "msgid \"\"\nmsgstr \"\"\n\"Language: de_DE\\n\"\n\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n",
        "#. unit: help/a b#00000000a1 (paragraph, 999c8-103)\n#. <x1>…</x1> = **…**\n#. <x2>…</x2> = […](b.md)\n#. <x3/> = `run`\n#: \u{2068}content/en-US/help/a b.md\u{2069}:7\n#, fuzzy\n#| msgid \"Open the page & <run> it.\"\nmsgid \"Open <x1>the</x1> <x2>page</x2>. Then <x3/> it.\"\nmsgstr \"Öffnen Sie <x2>die Seite</x2>. Dann <x3/>.\"\n",
        "#. translated by a machine\n",
        "#. stays as it is: Contoso Pay\n#. 87 of 100 like \"Use it & go\": \"Nutzen <und> los\"\n",
        "msgid \"Contoso\"\nmsgstr \"\"\n",
    ] {
        assert!(file.contains(part), "{part}\n{file}");
    }
    let page = |units| po::write(&package(vec![("k", units)]));
    // What is translated alike is one entry; where two differ, or one is not translated yet, each has its context.
    let fresh = of("2", "Save **it**", Some("Alt **x**"), UnitState::Fresh);
    let same = page(vec![fresh.clone(), of("3", "Save __it__", Some("Alt __x__"), UnitState::Reviewed)]);
    assert_eq!(same.matches("msgid \"Save").count(), 1, "{same}");
    assert!(!same.contains("msgctxt") && same.contains("#: content/en-US/k.md:7\n"), "{same}");
    for (state, target) in [(UnitState::Missing, None), (UnitState::Stale, Some("Alt **x**"))] {
        let apart = page(vec![of("1", "Save **it**", target, state), fresh.clone()]);
        assert!(apart.contains("msgctxt \"k#1\"\n") && apart.contains("msgctxt \"k#2\"\n"), "{apart}");
    }
    let back = po::read(&same).expect("PO");
    let fresh = Some(UnitState::Fresh);
    let text = |id, source: &str, target: &str| (id, fresh, source.to_owned(), target.to_owned());
    let saved = ["2", "3"].map(|id| text(id, "Save <x1>it</x1>", "Alt <x1>x</x1>"));
    assert_eq!(units(&back), saved);
    assert_eq!(back.target, LocaleTag::parse("de-DE"));
    let different = page(vec![
        of("1", "Save", Some("Sichern"), UnitState::Fresh),
        of("2", "Save", Some("Sparen"), UnitState::Fresh),
    ]);
    assert!(different.contains("msgctxt \"k#1\"\nmsgid \"Save\"\nmsgstr \"Sichern\"\n"), "{different}");
    let back = po::read(&different).expect("PO");
    assert_eq!(units(&back), [text("1", "Save", "Sichern"), text("2", "Save", "Sparen")]);
}

#[test]
fn po_of_any_tool_is_read() {
    let file = "\u{FEFF}# Deutsch\r\nmsgid \"\"\r\nmsgstr \"\"\r\n\"Language: de\\n\"\r\n\"X-Source-Language: en\\n\"\r\n\r\n#  by hand\n#. unit: a#1 (item)\n#. unit: b/c#2-2 (item)\n#: a.md:1\n#, no-wrap, x\n#| msgid \"old\"\nmsgid \"\"\n\"One\\t\\\"\"\n\"\\\\two\\101\"\nmsgstr \"\"\n\"Eins \"\n\"<x1 />\\n\"\n#. unit: a#3\n#,fuzzy\nmsgid \"x\"\nmsgstr \"y\"\nmsgctxt \"a#4\"\nmsgid \"x\"\nmsgstr \"\"\n\n#~ msgid \"gone\"\n#~ msgstr \"weg\"\n";
    let back = po::read(file).expect("PO");
    assert_eq!(back.source, LocaleTag::parse("en"));
    assert_eq!(back.pages.iter().map(|page| &*page.key).collect::<Vec<_>>(), ["a", "b/c"]);
    let (source, target) = ("One\t\"\\twoA".to_owned(), "Eins <x1/>\n".to_owned());
    let fresh = Some(UnitState::Fresh);
    assert_eq!(
        units(&back),
        [
            ("1", fresh, source.clone(), target.clone()),
            ("3", None, "x".into(), "y".into()),
            ("4", None, "x".into(), String::new()),
            ("2-2", fresh, source, target),
        ]
    );
    assert_eq!(back.pages[0].units[0].position.line, 16);
    // Long comments are broken by some.
    let file = "#. unit: a long/key-\n#. of\n#. words#1-\n#. 2 (item)\n#. unit: b#2\n#. (item)\n#. <x1/> = #\nmsgid \"x\"\nmsgstr \"y\"\n";
    let back = po::read(file).expect("PO");
    let units = back.pages.iter().map(|page| (&*page.key, &*page.units[0].id)).collect::<Vec<_>>();
    assert_eq!(units, [("a long/key-of words", "1-2"), ("b", "2")]);
    for (file, line, column, message) in [
        ("#. unit: a#1\nmsgid \"a\nmsgstr \"b\"\n", 2, 9, "does not end"),
        ("msgid \"a\" b\"\n", 1, 9, "within a string"),
        ("msgid \"a\\q\"\n", 1, 9, "means nothing"),
        ("msgid a\n", 1, 1, "`msgid a` is no keyword"),
        ("msgid\n", 1, 6, "a string is missing"),
        ("\"a\"\n", 1, 1, "belongs to no keyword"),
        ("\n\"\n", 2, 1, "belongs to no keyword"),
        ("msgid \"a\"\n\"\n", 2, 2, "does not end"),
        ("msgid \"a\"\nmsgstr \"b\"\n", 2, 1, "tells which units"),
        ("#. unit: a#1\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\n", 1, 1, "tells which units"),
    ] {
        let error = po::read(file).expect_err(file);
        assert!(error.message.contains(message) && error.help.ends_with('.'), "{error:?}\n{file}");
        assert_eq!((error.position.line, error.position.column), (line, column), "{error:?}\n{file}");
    }
}

#[test]
fn tmx_carries_sentences_and_is_read_as_pairs() {
    let file = tmx::write(&full());
    for part in [
        "<header creationtool=\"diglot\" creationtoolversion=",
        "segtype=\"sentence\" o-tmf=\"diglot\" adminlang=\"en\" srclang=\"en-US\" datatype=\"x-markdown\"/>",
        "<tu tuid=\"index#00000000b1.1\">\n      <tuv xml:lang=\"en-US\"><seg>One.</seg></tuv>\n      <tuv xml:lang=\"de-DE\"><seg>Eins.</seg></tuv>",
        "<tu tuid=\"help/a b#00000000a2\" segtype=\"block\">",
        "<seg>Mit <bpt i=\"1\" x=\"1\" type=\"emphasis\">*</bpt>Karte<ept i=\"1\">*</ept> zahlen.</seg>",
        "Zwei <ph x=\"1\" type=\"image\">![ä](z.png)</ph> drei.",
    ] {
        assert!(file.contains(part), "{part}\n{file}");
    }
    assert!(!file.contains("Contoso"), "what is not translated is no memory");
    let tag = |tag| LocaleTag::parse(tag).expect("a tag");
    let pairs = |file: &str| -> Vec<(String, String)> {
        let pairs = tmx::read(file, &tag("en-US"), &tag("de-DE")).expect("TMX");
        pairs.iter().map(|pair| (shown(&pair.source), shown(&pair.target))).collect()
    };
    assert_eq!(pairs(&file)[2], ("Pay by <x1>card</x1>.".to_owned(), "Mit <x1>Karte</x1> zahlen.".to_owned()));
    let foreign = "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\"><header><prop type=\"a\">b</prop></header><body>\n<tu><note>n</note><tuv xml:lang=\"EN\"><prop type=\"x\">p</prop><seg>A <hi>b</hi> <bpt i=\"2\" x=\"1\">&lt;b><sub>no</sub></bpt>c<ept i=\"2\">&lt;/b></ept><ph/></seg></tuv><tuv lang=\"de\"><seg>Ä</seg></tuv><tuv xml:lang=\"de-DE\"><seg>Ö</seg></tuv></tu>\n<tu><tuv xml:lang=\"en\"><seg>only</seg></tuv></tu></body></tmx>";
    assert_eq!(pairs(foreign), [("A b <x1>c</x1><x0/>".to_owned(), "Ö".to_owned())]);
    for file in ["<tmx><body>", "<xliff/>", "<!DOCTYPE tmx [<!ENTITY a SYSTEM \"/etc/passwd\">]><tmx/>", ""] {
        assert!(tmx::read(file, &tag("en"), &tag("de")).is_err(), "{file}");
    }
}

/// Runs a program on a file; nothing with a word where it is not installed.
fn run(program: &str, arguments: &[&str], file: &Path) -> Option<String> {
    match Command::new(program).args(arguments).arg(file).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{program}: {said}\n{}", file.display());
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(_) => {
            eprintln!("not run: {program} is not installed");
            None
        }
    }
}

/// A package of whatever the parser makes of arbitrary text, with another unit as the translation of each.
fn arbitrary() -> diglot::exchange::Package {
    let mut entries: Vec<Entry> = Vec::new();
    let contents = crate::arbitrary::contents(0x1234_5678_9ABC_DEF1, 60);
    let states = UnitState::ALL;
    for (number, source) in contents.iter().enumerate() {
        let target = &contents[(number * 7 + 3) % contents.len()];
        let state = states[number % states.len()];
        let mut entry = entry(&format!("f{number:09x}"), source.clone(), Some(target.clone()), state);
        entry.source_then = (number % 3 == 0).then(|| target.words());
        entries.push(entry);
    }
    let mut pages = vec![("a", entries)];
    for page in full().pages.iter().filter(|page| !page.units.is_empty()) {
        pages.push((if page.key == "index" { "index" } else { "help/a b" }, page.units.clone()));
    }
    package(pages)
}

/// Where `tests/exchange/tools.py` looks for the files, and puts what tools made of them.
fn folder() -> Option<PathBuf> {
    std::env::var_os("DIGLOT_EXCHANGE").map(PathBuf::from)
}

#[test]
fn files_hold_against_schemas_and_tools() {
    let package = arbitrary();
    let temporary = tempfile::tempdir().expect("a folder");
    let folder = folder().unwrap_or_else(|| temporary.path().to_owned());
    let put = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let file = put("a.xlf", &xliff::write(&package));
    match std::env::var_os("DIGLOT_SCHEMAS").map(PathBuf::from) {
        None => eprintln!("not run: DIGLOT_SCHEMAS is not set"),
        Some(schemas) => {
            let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join(schemas);
            let read = |name| std::fs::read_to_string(schemas.join(name)).expect("a schema");
            put("xml.xsd", &read("xml.xsd"));
            let schema =
                read("xliff_core_2.0.xsd").replace("informativeCopiesOf3rdPartySchemas/w3c/xml.xsd", "xml.xsd");
            let schema = put("xliff.xsd", &schema);
            run("xmllint", &["--noout", "--nonet", "--schema", &schema.to_string_lossy()], &file);
        }
    }
    run("xmllint", &["--noout", "--nonet"], &put("a.tmx", &tmx::write(&package)));
    let text = po::write(&package);
    let file = put("a.po", &text);
    run("msgfmt", &["--check", "--output-file=/dev/null"], &file);
    // gettext's own tools would write the same lines, but for a few that break after a full stop.
    if let Some(again) = run("msgcat", &[], &file) {
        let again: BTreeSet<&str> = again.lines().collect();
        let changed = text.lines().filter(|line| !again.contains(line)).count();
        assert!(changed * 50 < text.lines().count(), "{changed} lines of {} differ", text.lines().count());
    }
}

#[test]
fn what_tools_wrote_is_read() {
    let Some(folder) = folder().filter(|folder| folder.join("back.xlf").is_file()) else {
        eprintln!("not run: DIGLOT_EXCHANGE names no folder with what tools wrote");
        return;
    };
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file");
    let package = full();
    let changed = &package.pages[0].units[2];
    for returned in [xliff::read(&read("back.xlf")), po::read(&read("back.po"))] {
        let returned = returned.expect("readable");
        let page = returned.pages.iter().find(|page| page.key == "help/a b").expect("the page");
        let unit = page.units.iter().find(|unit| unit.id == changed.id).expect("the unit");
        assert_eq!(unit.state, Some(UnitState::Fresh), "{unit:?}");
        assert!(unit.is_of(&changed.source), "{unit:?}");
        let accepted = accept(changed, Syntax::Markdown, &unit.target).expect("a translation");
        assert_eq!(accepted.words(), "Contoso Pay nutzen: fast!");
        let sent: usize = arbitrary().pages.iter().map(|page| page.units.len()).sum();
        assert_eq!(returned.pages.iter().map(|page| page.units.len()).sum::<usize>(), sent);
    }
    let (english, german) = (LocaleTag::parse("en-US").expect("a tag"), LocaleTag::parse("de-DE").expect("a tag"));
    let pairs = tmx::read(&read("back.tmx"), &english, &german).expect("TMX");
    assert!(pairs.iter().any(|pair| pair.source == [Mark::Text("One.".to_owned())]), "{pairs:?}");
}
