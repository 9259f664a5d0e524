//! What came back translated, in its pages: where it goes, in every kind of block and file; what a memory gives; what stays as
//! it is.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::mv::tree;
use crate::site::Project;
use crate::units_commands::{SITE, done, export, import, page, run, status, translated};

/// A page with every kind of block, and its translation line by line.
const LINES: [(&str, &str); 39] = [
    ("---", "---"),
    ("title: Payouts", "title: Auszahlungen"),
    ("description: How you are paid, and when.", "description: Wie und wann Sie bezahlt werden."),
    ("---", "---"),
    ("", ""),
    ("# How payouts work", "# So funktionieren Auszahlungen"),
    ("", ""),
    (
        "Choose **your region** and press `Save` on [this page](more.md).",
        "Wählen Sie **Ihre Region**, und drücken Sie `Save` auf [dieser Seite](more.md).",
    ),
    ("", ""),
    ("## When you are paid", "## Wann Sie bezahlt werden"),
    ("", ""),
    ("- The first of each month", "- Der erste Tag des Monats"),
    ("- The last day of a [quarter](more.md)", "- Der letzte Tag eines [Quartals](more.md)"),
    ("", ""),
    ("Each country has its own days.", "Jedes Land hat seine eigenen Tage."),
    ("", ""),
    ("| Country | Bank days |", "| Land | Banktage |"),
    ("| --- | --- |", "| --- | --- |"),
    ("| Italy | three days |", "| Italien | drei Tage |"),
    ("| France | four days |", "| Frankreich | vier Tage |"),
    ("", ""),
    ("> [!NOTE]", "> [!NOTE]"),
    ("> Banks are closed on Sundays.", "> Banken haben am Sonntag geschlossen."),
    (">", ">"),
    ("> They open again on Mondays.", "> Sie öffnen wieder am Montag."),
    ("", ""),
    ("Before you pay, ask for the amount:", "Bevor Sie zahlen, fragen Sie nach dem Betrag:"),
    ("", ""),
    ("```console", "```console"),
    ("bank --amount", "bank --amount"),
    ("```", "```"),
    ("", ""),
    ("Then call your bank.", "Rufen Sie dann Ihre Bank an."),
    ("", ""),
    ("1. Open the door.", "1. Öffnen Sie die Tür."),
    ("", ""),
    ("   It may be heavy.", "   Sie kann schwer sein."),
    ("", ""),
    ("1. Close it again.", "1. Schließen Sie sie wieder."),
];

/// A side of the page without some of its lines.
fn side(target: bool, without: &[std::ops::RangeInclusive<usize>], end: &str) -> String {
    let lines = LINES.iter().enumerate().filter(|(at, _)| !without.iter().any(|range| range.contains(at)));
    lines.map(|(_, (source, own))| format!("{}{end}", if target { own } else { source })).collect()
}

/// How the words of the page are translated, as files show them.
fn german(words: &str) -> Option<String> {
    let shown = |line: &str| {
        let line = line.trim_start_matches(['#', '-', '>', ' ']);
        let line = line.trim_start_matches("title: ").trim_start_matches("description: ").trim_start_matches("1. ");
        let line = line.replace("`Save`", "<x2/>").replacen("**", "<x1>", 1).replacen("**", "</x1>", 1);
        match line.split_once('[') {
            Some((before, after)) if line.contains("](more.md)") => {
                let id = if line.contains("<x2/>") { 3 } else { 1 };
                format!("{before}<x{id}>{}", after.replace("](more.md)", &format!("</x{id}>")))
            }
            _ => line,
        }
    };
    let cells = |line: &str| line.trim_matches(['|', ' ']).split(" | ").map(str::to_owned).collect::<Vec<_>>();
    let known = LINES.iter().flat_map(|(source, target)| {
        let (sources, targets) = if source.starts_with("| ") {
            (cells(source), cells(target))
        } else {
            (vec![shown(source)], vec![shown(target)])
        };
        sources.into_iter().zip(targets)
    });
    known.collect::<BTreeMap<_, _>>().get(words).cloned()
}

#[test]
fn what_was_translated_goes_where_the_source_has_it() {
    let mut wrong = Vec::new();
    for (number, without) in [
        vec![2..=2],
        vec![1..=2],
        vec![7..=8],
        vec![9..=10],
        vec![11..=11],
        vec![12..=12],
        vec![14..=15],
        vec![16..=20],
        vec![18..=18],
        vec![19..=19],
        vec![18..=18, 37..=38],
        vec![22..=23],
        vec![23..=24],
        vec![21..=25],
        vec![26..=27],
        vec![32..=33],
        vec![26..=27, 32..=33],
        vec![34..=37],
        vec![36..=37],
        vec![37..=38],
        vec![9..=15],
        vec![5..=8, 14..=15, 32..=33],
    ]
    .into_iter()
    .enumerate()
    {
        let format = ["po", "xliff"][number % 2];
        let end = ["\n", "\r\n"][number / 2 % 2];
        let project = Project::new(&[
            SITE,
            ("content/en-US/more.md", "# More\n"),
            ("content/en-US/index.md", &side(false, &without, end)),
            ("content/de-DE/index.md", &side(true, &without, end)),
        ]);
        done(&project, &["ledger", "accept", "--locale", "de-DE", "--page", "index"]);
        project.write("content/en-US/index.md", side(false, &[], end).as_bytes());
        let sent = export(&project, format);
        let (code, said) = import(&project, format, &translated(format, &sent, &german));
        let written = page(&project, "content/de-DE/index.md");
        if code != Some(0) || written != side(true, &[], end) {
            let diff =
                similar::TextDiff::from_lines(side(true, &[], end).as_str(), &written).unified_diff().to_string();
            wrong.push(format!("{format} without {without:?}: {said}{diff:?}"));
            continue;
        }
        let states = status(&project);
        let states: Vec<&String> = states.iter().filter(|unit| unit.0 != "More").map(|unit| &unit.1).collect();
        assert!(states.iter().all(|state| *state == "fresh"), "{without:?} {states:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A site with whatever there is: pages that are translated in full, in part, not at all; fresh, reviewed and behind;
/// with CRLF, without a last line's end, in YAML, bilingual, malformed.
fn full() -> Project {
    let project = Project::new(&[
        SITE,
        ("content/en-US/index.md", &side(false, &[], "\r\n")),
        ("content/de-DE/index.md", &side(true, &[7..=8, 18..=18], "\r\n")),
        ("content/en-US/behind.md", "# Behind\n\nThe bank pays once a year.\n\nAsk your manager for *help*."),
        ("content/de-DE/behind.md", "# Dahinter\n\nDie Bank zahlt einmal im Jahr.\n\nFragen Sie die *Leitung*."),
        ("content/en-US/missing.md", "# Missing\r\n\r\nNobody has translated this page yet.\r\n"),
        ("content/en-US/faq.yml", FAQ),
        ("content/de-DE/faq.yml", FAQ_DE),
        (
            "content/en-US/odd.md",
            "---\ntitle: Odd page\n---\n\n# A page that is odd\n\nThis page has odd front matter.\n",
        ),
        ("content/de-DE/odd.md", "---\ntitle: Seltsame Seite\n\n#Eine seltsame Seite\n\nDiese Seite ist seltsam.\n"),
        ("content/en-US/two.md", "# Two languages\n\nPayouts follow each quarter.\n"),
        (
            "content/de-DE/two.md",
            "# Zwei Sprachen\n\n<span data-ttu-id=\"0a1b2-101\">Auszahlungen folgen jedes Quartal.</span><span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">Payouts follow each quarter.</span></span>\n",
        ),
        ("content/de-DE/own.md", "# Nur hier\n\nDiese Seite gibt es nur auf Deutsch.\n"),
    ]);
    done(&project, &["ledger", "accept", "--locale", "de-DE", "--page", "index", "--state", "reviewed"]);
    done(&project, &["ledger", "accept", "--locale", "de-DE", "--page", "behind", "--by", "machine"]);
    project.write(
        "content/en-US/behind.md",
        b"# Behind\n\nThe bank pays four times a year.\n\nAsk your manager for *help*.\n",
    );
    project
}

const FAQ: &str = "### YamlMime:FAQ\nmetadata:\n  title: Questions about payouts\n  description: Short answers.\ntitle: Questions\nsummary: Short answers to short questions.\nsections:\n- name: Money\n  questions:\n  - question: When is my bank paid?\n    answer: |\n      Each quarter, see [the page](index.md).\n\n      - It takes `three` days\n  - question: \"Who pays?\"\n    answer: >\n      The bank\n      pays.\n";
const FAQ_DE: &str = "### YamlMime:FAQ\nmetadata:\n  title: Fragen zu Auszahlungen\n  description: Kurze Antworten.\ntitle: Fragen\nsummary: Kurze Antworten auf kurze Fragen.\nsections:\n- name: Geld\n  questions:\n  - question: Wann wird meine Bank bezahlt?\n    answer: |\n      Jedes Quartal, siehe [diese Seite](index.md).\n\n      - Es dauert `three` Tage\n  - question: \"Wer zahlt?\"\n    answer: >\n      Die Bank\n      zahlt.\n";

#[test]
fn what_comes_back_as_it_went_out_changes_no_byte() {
    let project = full();
    let before = tree(project.folder());
    for format in ["xliff", "po", "tmx"] {
        let sent = export(&project, format);
        for sent in [sent.clone(), sent.replace('\n', "\r\n")] {
            let (code, said) = import(&project, format, &sent);
            assert_eq!(code, Some(0), "{format}: {said}");
            assert!(said.starts_with("0 units changed"), "{format}: {said}");
            assert_eq!(tree(project.folder()), before, "{format}");
        }
    }
}

#[test]
fn only_some_states_are_exported() {
    let project = full();
    for (only, has, lacks) in [
        ("stale", "four times a year", "Short answers"),
        ("missing", "Nobody has translated", "four times a year"),
        ("reviewed", "When you are paid", "Nobody has translated"),
        ("stale,missing", "four times a year", "When you are paid"),
    ] {
        for format in ["po", "xliff"] {
            let sent = done(&project, &["units", "export", "--locale", "de-DE", "--format", format, "--only", only]);
            assert!(sent.contains(has) && !sent.contains(lacks), "{format} {only}: {sent}");
        }
    }
    let (code, said) = run(
        &project,
        &["units", "export", "--locale", "de-DE", "--format", "po", "--only", "stale", "--output", "a.po"],
    );
    assert_eq!((code, said.as_str()), (Some(0), "de-DE of en-US: 1 unit on 1 page.\n"));
    assert!(page(&project, "a.po").contains("#, fuzzy\n#| msgid \"The bank pays once a year.\""));
}

/// A page that has been translated, and others that say some of the same.
fn repeating() -> Project {
    let project = Project::new(&[
        SITE,
        (
            "content/en-US/a.md",
            "Press `Save`. Use `pay` to **ask** for it.\n\nThe bank pays.\n\nAsk the bank for a statement.\n\nAsk for [help](b.md).\n",
        ),
        (
            "content/de-DE/a.md",
            "Drücken Sie `Save`. Bitten Sie mit `pay` **darum**.\n\nDie Bank zahlt.\n\nBitten Sie die Bank um einen Auszug.\n\nBitten Sie um [Hilfe](b.md).\n",
        ),
        // The same sentences with other markup before them, and in another order.
        (
            "content/en-US/b.md",
            "# B\n\n*The bank pays.* Use `pay` to **ask** for it. The bank pays. Press `Save`.\n\nAsk the bank for your statement.\n\nThe bank pays. Use `pay` to **ask** for it. Press `Save`.\n\nPress `Cancel`.\n\nAsk for [help](c.md).\n",
        ),
        ("content/de-DE/b.md", "# B\n"),
        ("content/en-US/c.md", "The bank pays.\n\nNobody has said this before.\n"),
        ("content/en-US/d.md", "# The bank pays.\n"),
    ]);
    done(&project, &["ledger", "accept", "--locale", "de-DE", "--page", "a"]);
    project
}

#[test]
fn a_memory_offers_what_is_alike_and_fills_in_what_is_the_same() {
    let project = repeating();
    let sent = export(&project, "xliff");
    let offered = |score: u8, source: &str, target: &str| {
        format!(
            "type=\"tm\" similarity=\"{score}\">\n          <source>{source}</source>\n          <target>{target}</target>"
        )
    };
    assert!(sent.contains(&offered(100, "The bank pays.", "Die Bank zahlt.")), "{sent}");
    let alike = offered(87, "Ask the bank for a statement.", "Bitten Sie die Bank um einen Auszug.");
    assert!(sent.contains(&alike), "{sent}");
    let sent = export(&project, "po");
    assert!(sent.contains("#. 100 of 100 like \"The bank pays.\": \"Die Bank zahlt.\"\n"), "{sent}");
    assert!(sent.contains("#. 87 of 100 like \"Ask the bank for a statement.\": \"Bitten Sie die Bank"), "{sent}");

    // What the site says itself changes nothing; in another site, the same is new.
    let memory = export(&project, "tmx");
    let before = tree(project.folder());
    let (code, said) = import(&project, "tmx", &memory);
    assert!(code == Some(0) && said.starts_with("0 units changed"), "{said}");
    assert_eq!(tree(project.folder()), before);
    let other = || {
        let project = repeating();
        std::fs::remove_file(project.folder().join("content/de-DE/a.md")).expect("removed");
        project
    };
    let project = other();
    let (code, said) = import(&project, "tmx", &memory);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(
        page(&project, "content/de-DE/b.md"),
        "# B\n\nDie Bank zahlt. Bitten Sie mit `pay` **darum**. Drücken Sie `Save`.\n\nDrücken Sie `Cancel`.\n\nBitten Sie um [Hilfe](c.md).\n"
    );
    assert_eq!(page(&project, "content/de-DE/d.md"), "# Die Bank zahlt.\n");
    assert!(!project.folder().join("content/de-DE/c.md").exists(), "of which the memory has a part");
    assert!(said.contains("8 units changed"), "{said}");
    // What a memory says wrongly is refused where it says it.
    let project = other();
    let bad = memory.replace("Die Bank zahlt.", "Die Bank **zahlt**.");
    let (code, said) = import(&project, "tmx", &bad);
    let at = bad.lines().position(|line| line.contains("**zahlt**")).expect("there") + 1;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(&format!("back:{at}:")) && said.contains("is markup"), "{said}");
    assert!(page(&project, "content/de-DE/b.md").contains("[Hilfe](c.md)"));
}

#[test]
fn pages_in_yaml_and_front_matter_are_translated() {
    const LANDING: &str = "### YamlMime:Landing\ntitle: Partner help\nsummary: Find your way. # where to\nmetadata:\n  title: Help for partners\n  description: \"Where to start.\"\nlandingContent:\n  - title: Start here\n    linkLists:\n      - linkListType: overview\n        links:\n          - text: Questions about money\n            url: faq.yml\n";
    let known = [
        ("Partner help", "Hilfe: für Partner"),
        ("Find your way.", "Finden Sie den Weg."),
        ("Help for partners", "Hilfe für \"Partner\" & Co."),
        ("Where to start.", "#1: wo Sie anfangen."),
        ("Start here", "- Hier"),
        ("Questions about money", "Fragen zum Geld"),
        ("Questions about payouts", "Fragen zu Auszahlungen"),
        ("Short answers.", "Kurze Antworten."),
        ("Questions", "Fragen"),
        ("Short answers to short questions.", "Kurze Antworten auf kurze Fragen."),
        ("When is my bank paid?", "Wann wird meine Bank bezahlt?"),
        ("Each quarter, see <x1>the page</x1>.", "Jedes Quartal, siehe <x1>diese Seite</x1>."),
        ("It takes <x1/> days", "Es dauert <x1/> Tage"),
        ("Who pays?", "Wer zahlt?"),
        ("The bank pays.", "Die Bank zahlt."),
    ];
    let change = |words: &str| {
        let words = words.replace('\n', " ");
        known.iter().find(|(source, _)| *source == words).map(|(_, target)| (*target).to_owned())
    };
    for format in ["po", "xliff"] {
        let project = Project::new(&[SITE, ("content/en-US/faq.yml", FAQ), ("content/en-US/index.yml", LANDING)]);
        let (code, said) = import(&project, format, &translated(format, &export(&project, format), &change));
        assert_eq!(code, Some(0), "{said}");
        let landing: Value = serde_yaml::from_str(&page(&project, "content/de-DE/index.yml")).expect("YAML");
        assert_eq!(landing["title"], "Hilfe: für Partner");
        assert_eq!(landing["metadata"]["title"], "Hilfe für \"Partner\" & Co.");
        assert_eq!(landing["metadata"]["description"], "#1: wo Sie anfangen.");
        assert_eq!(landing["landingContent"][0]["title"], "- Hier");
        assert_eq!(landing["landingContent"][0]["linkLists"][0]["links"][0]["text"], "Fragen zum Geld");
        assert!(page(&project, "content/de-DE/index.yml").contains("summary: Finden Sie den Weg. # where to\n"));
        let questions: Value = serde_yaml::from_str(&page(&project, "content/de-DE/faq.yml")).expect("YAML");
        let answer = &questions["sections"][0]["questions"][0]["answer"];
        assert_eq!(answer, "Jedes Quartal, siehe [diese Seite](index.md).\n\n- Es dauert `three` Tage");
        assert_eq!(questions["sections"][0]["questions"][1]["answer"], "Die Bank zahlt.");
        assert!(status(&project).iter().all(|unit| unit.1 == "fresh"), "{:?}", status(&project));
        // One value changes, and all others stay as they are written.
        let before = page(&project, "content/de-DE/faq.yml");
        let back = translated(format, &export(&project, format), &|words: &str| {
            (words == "Who pays?").then(|| "Wer bezahlt das?".to_owned())
        });
        let (code, said) = import(&project, format, &back);
        assert_eq!(code, Some(0), "{said}");
        assert_eq!(page(&project, "content/de-DE/faq.yml"), before.replace("Wer zahlt?", "Wer bezahlt das?"));
    }
}

#[test]
fn what_can_only_be_read_stays_and_says_the_way_out() {
    let project = full();
    let before = tree(project.folder());
    let back = translated("po", &export(&project, "po"), &|words: &str| {
        (words == "Payouts follow each quarter.").then(|| "Sie werden jedes Quartal bezahlt.".to_owned())
    });
    let (code, said) = import(&project, "po", &back);
    assert_eq!(code, Some(1), "{said}");
    let expected = "nothing can be written where this unit stands in content/de-DE/two.md";
    assert!(said.contains(expected) && said.contains("by hand") && said.contains("0 units changed"), "{said}");
    assert_eq!(tree(project.folder()), before);
}

#[test]
fn a_unit_that_may_be_there_is_not_written_twice() {
    let project = Project::new(&[
        SITE,
        ("content/en-US/a.md", "# Payouts\n\nDownload `a.csv` each month.\n"),
        ("content/de-DE/a.md", "# Auszahlungen\n"),
    ]);
    let before = tree(project.folder());
    let back = translated("po", &export(&project, "po"), &|words: &str| {
        (words == "Payouts").then(|| "Auszahlungen".to_owned())
    });
    let (code, said) = import(&project, "po", &back);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("it cannot be told where this unit belongs in content/de-DE/a.md"), "{said}");
    assert_eq!(tree(project.folder()), before);
}
