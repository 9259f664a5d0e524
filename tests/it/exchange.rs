//! Units out to the files that translators' tools read, and back.

use std::collections::BTreeMap;

use diglot::exchange::{Entry, Mark, Match, Package, Page, Returned, accept, marks, po, relate, xliff};
use diglot::model::unit::{Content, Piece, Syntax};
use diglot::model::{LocaleTag, Provenance, UnitKind, UnitState};
use diglot::parse::join;

use crate::units::document;

fn tag(tag: &str) -> LocaleTag {
    LocaleTag::parse(tag).expect("a tag")
}

fn content(markdown: &str) -> Content {
    join::read(markdown, UnitKind::Paragraph).unwrap_or_else(|| panic!("one paragraph: {markdown}"))
}

fn markdown(content: &Content) -> String {
    let close = |id: u32| content.codes().find(|code| code.id == id).map_or("", |code| &code.close);
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Open(code) | Piece::Alone(code) => code.open.clone(),
        Piece::Close(id) => close(*id).to_owned(),
    };
    content.pieces.iter().map(piece).collect()
}

/// Marks as PO shows them.
pub fn shown(marks: &[Mark]) -> String {
    let shown = |mark: &Mark| match mark {
        Mark::Text(text) => text.clone(),
        Mark::Open(id) => format!("<x{id}>"),
        Mark::Close(id) => format!("</x{id}>"),
        Mark::Alone(id) => format!("<x{id}/>"),
    };
    marks.iter().map(shown).collect()
}

/// Marks from what PO shows.
fn returned(text: &str) -> Vec<Mark> {
    let file = format!("#. unit: a#b\nmsgid \"x\"\nmsgstr \"{}\"\n", text.replace('\n', "\\n"));
    po::read(&file).expect("PO").pages[0].units[0].target.clone()
}

pub fn entry(id: &str, source: Content, target: Option<Content>, state: UnitState) -> Entry {
    Entry {
        id: id.to_owned(),
        name: None,
        kind: UnitKind::Paragraph,
        source,
        target,
        state,
        provenance: None,
        source_then: None,
        line: 7,
        matches: Vec::new(),
    }
}

/// A package of pages, from English to German.
pub fn package(pages: Vec<(&str, Vec<Entry>)>) -> Package {
    let page =
        |(key, units): (&str, Vec<Entry>)| Page { key: key.to_owned(), file: format!("content/en-US/{key}.md"), units };
    let kept = vec!["Contoso".to_owned(), "Contoso Pay".to_owned()];
    Package { source: tag("en-US"), target: tag("de-DE"), pages: pages.into_iter().map(page).collect(), kept }
}

/// A package with all that there is to say.
pub fn full() -> Package {
    let of = |id: &str, source: &str, target: &str, state| entry(id, content(source), Some(content(target)), state);
    let mut stale = of(
        "00000000a1",
        "Open **the** [page](b.md). Then `run` it.",
        "Öffnen Sie [die Seite](a.md). Dann `run`.",
        UnitState::Stale,
    );
    stale.source_then = Some("Open the page & <run> it.".to_owned());
    stale.name = Some("999c8-103".to_owned());
    let mut machine = of("00000000a2", "Pay by *card*.", "Mit *Karte* zahlen.", UnitState::Fresh);
    machine.provenance = Some(Provenance::Machine);
    let mut offered =
        entry("00000000a3", content("Use Contoso Pay. It is <kbd>fast</kbd>\u{1}!"), None, UnitState::Missing);
    let (source, target) = ("Use it & go".to_owned(), "Nutzen <und> los".to_owned());
    offered.matches = vec![Match { score: 87, source, target }];
    package(vec![
        ("help/a b", vec![stale, machine, offered]),
        ("none", Vec::new()),
        (
            "index",
            vec![
                of("00000000b1", "One. Two ![x](y.png) three.", "Eins. Zwei ![ä](z.png) drei.", UnitState::Reviewed),
                of("00000000b2", "Contoso", "Contoso", UnitState::Untouched),
                of("00000000b3", "A `b` c", "A `d` c", UnitState::Unknown),
            ],
        ),
    ])
}

/// The units that came back, by id: state, source, target.
pub fn units(returned: &Returned) -> Vec<(&str, Option<UnitState>, String, String)> {
    let units = returned.pages.iter().flat_map(|page| &page.units);
    units.map(|unit| (&*unit.id, unit.state, shown(&unit.source), shown(&unit.target))).collect()
}

#[test]
fn markup_of_a_translation_has_the_numbers_of_its_source() {
    for (source, target, expected) in [
        ("**a** and *b*", "*b* und **a**", "<x2>b</x2> und <x1>a</x1>"),
        ("`a` or `b`", "`b` oder `a` oder `c`", "<x2/> oder <x1/> oder <x3/>"),
        ("`a` then `a`", "`a` dann `a`", "<x1/> dann <x2/>"),
        ("[a](x.md), [b](y.md)", "[B](y.md), [A](z.md), [C](w.md)", "<x2>B</x2>, <x1>A</x1>, <x3>C</x3>"),
        ("![a](x.png) x", "![ä](x.png) x", "<x1/> x"),
        ("x `a`", "x `b`", "x <x2/>"),
        ("**[a](b.md)**", "[a](b.md) **c**", "<x2>a</x2> <x1>c</x1>"),
        ("<b>a</b>", "<i>a</i>", "<x3/>a<x4/>"),
    ] {
        let related = relate(&content(source), &content(target));
        assert_eq!(shown(&marks(&related)), expected, "{source} / {target}");
        assert_eq!(relate(&content(source), &related), related);
    }
}

#[test]
fn what_came_back_is_accepted_or_refused_with_the_reason() {
    use UnitState::{Fresh, Missing, Stale};
    let missing = |source: &str| entry("a", content(source), None, Missing);
    let with = |source: &str, target: &str, state| entry("a", content(source), Some(content(target)), state);
    let source = "Press **now** `Enter` on [this](b.md).";
    for (entry, text, expected) in [
        (missing(source), "Auf <x3>dieser</x3> <x2/> <x1>drücken</x1>.", Ok("Auf [dieser](b.md) `Enter` **drücken**.")),
        // Styles may go and come again, and nest.
        (missing(source), "<x3>Hier</x3> <x2/>.", Ok("[Hier](b.md) `Enter`.")),
        (missing(source), "<x3><x1>a</x1></x3> <x2/> <x1>b</x1>", Ok("[**a**](b.md) `Enter` **b**")),
        (missing(source), " <x3>a</x3>\n\t <x2/>\n", Ok("[a](b.md) `Enter`")),
        (missing(source), "<x1>Hier</x1> <x3>x</x3>.", Err("has lost tag 2 (`Enter`)")),
        (missing(source), "<x2/> <x2/> <x3>x</x3>", Err("tag 2 (`Enter`) is in the translation twice")),
        (missing(source), "<x2/> <x3>x</x3> <x7/>", Err("tag 7 of the translation is none of the source's")),
        (missing(source), "<x2/> <x3/>", Err("tag 3 (`[…](b.md)`) stands alone")),
        (missing(source), "<x2>a</x2> <x3>b</x3>", Err("tag 2 (`Enter`) is around words")),
        (missing(source), "<x1>a<x3>b</x1></x3> <x2/>", Err("ends where it is not the last that began")),
        (missing(source), "a</x1> <x3>b</x3> <x2/>", Err("ends where it is not the last that began")),
        (missing(source), "<x1>a <x3>b</x3> <x2/>", Err("tag 1 (`**…**`) of the translation never ends")),
        (missing(source), " ", Err("is empty")),
        // Markup that somebody typed, and words that only look like it.
        (missing("a"), "**fett**", Err("`**fett**` in the translation is markup")),
        (missing("a"), "ein *kursives* Wort", Err("`*kursives*` in the translation is markup")),
        (missing("a"), "在*这里*", Err("`*这里*` in the translation is markup")),
        (missing("a"), "[x](https://y.example)", Err("is markup")),
        (missing("a"), "ein `Befehl`", Err("is markup")),
        (missing("a"), "<script>alert(1)</script>", Err("`<script>` in the translation is markup")),
        (missing("a"), "x<br/>y", Err("is markup")),
        (missing("a"), "<!-- x -->", Err("is markup")),
        (missing("a"), "<https://y.example>", Err("is markup")),
        (missing("`a` b"), "**<x1/>**", Err("is markup")),
        (missing("a"), "Kolleg*innen und Freund*innen", Ok("Kolleg*innen und Freund*innen")),
        (missing("a"), "2 * 3 < 4 & a_b_c", Ok("2 * 3 < 4 & a_b_c")),
        (missing("a"), "- kein Punkt", Ok("- kein Punkt")),
        // What the source's words have too.
        (missing("Write \\*\\*bold\\*\\* so"), "**fett** schreiben", Ok("**fett** schreiben")),
        (missing("A \\<td> cell"), "Eine <td>-Zelle", Ok("Eine <td>-Zelle")),
        (missing("A \\<td> cell"), "Eine <th>-Zelle", Err("`<th>` in the translation is markup")),
        // Characters.
        (missing("a"), "x\u{7}y", Err("U+0007")),
        (missing("a"), "x\u{FDD0}y", Err("U+FDD0")),
        (missing("a"), "x\u{202E}y", Err("U+202E, without its counterpart")),
        (missing("a"), "x\u{2069}y", Err("U+2069, without its counterpart")),
        (missing("a"), "x\u{2066}\u{202B}y\u{2069}\u{202C}", Err("U+2069, without its counterpart")),
        (missing("a"), "\u{2067}x\u{2069} \u{200F}y", Ok("\u{2067}x\u{2069} \u{200F}y")),
        // The translation's own way to write the same is kept, and where it leads.
        (with("[a](b.md) **c**", "[A](de.md) __C__", Fresh), "<x2>C</x2> <x1>D</x1>", Ok("__C__ [D](de.md)")),
        (with("[a](b.md) **c**", "[A](de.md) __C__", Stale), "<x2>C</x2> <x1>D</x1>", Ok("__C__ [D](b.md)")),
        // What has long been missing is not lost now; what the source has got since is.
        (with("`a` b `c`", "`a` B `C`", Fresh), "<x1/> b <x3/>", Ok("`a` b `C`")),
        (with("`a` b `c`", "`a` B `C`", Fresh), "<x1/> b <x2/>", Ok("`a` b `c`")),
        (with("`a` b `c`", "`a` B `C`", Fresh), "<x1/> b", Err("has lost tag 2 (`c`)")),
        (with("`a` b `c`", "`a` B `C`", Stale), "<x1/> b <x3/>", Err("has lost tag 2 (`c`)")),
        // Nobody touched it.
        (with("`a` b", "B\\<br>", Fresh), "B<br>", Ok("B<br>")),
        (with("`a` b", "B\\<br>", Stale), "B<br>", Err("is markup")),
    ] {
        let accepted = accept(&entry, Syntax::Markdown, &returned(text));
        if let Some(accepted) = accepted.as_ref().ok().filter(|_| entry.state == Missing) {
            // In the place of the source, it is read as what it is.
            let source = markdown(&entry.source);
            let body = document("a.md", &source).body;
            let contents = BTreeMap::from([(0, accepted.clone())]);
            let written = join::join(&source, &body, &contents).expect("it can be written");
            assert_eq!(document("a.md", &written).body.units[0].content.words(), accepted.words(), "{written}");
        }
        let shown = accepted.map(|content| markdown(&content));
        let shown = shown.map_err(|refused| {
            assert!(refused.help.ends_with('.'), "{refused:?}");
            refused.message
        });
        match expected {
            Ok(expected) => assert_eq!(shown.as_deref(), Ok(expected), "{text}"),
            Err(expected) => {
                assert!(shown.as_ref().is_err_and(|message| message.contains(expected)), "{text}: {shown:?}")
            }
        }
    }
    // As HTML and as it is, Markdown's marks are text, and tags are not.
    for syntax in [Syntax::Html, Syntax::Plain] {
        let entry = missing("a");
        assert!(accept(&entry, syntax, &returned("**x** `y`")).is_ok());
        assert!(accept(&entry, syntax, &returned("<b>x</b>")).is_err());
    }
}

#[test]
fn xliff_says_each_state_and_reads_it_again() {
    use UnitState::{Fresh, Missing, Reviewed, Stale, Unknown, Untouched};
    for (state, provenance, written, read) in [
        (Missing, None, "state=\"initial\">", None),
        (Stale, None, "state=\"translated\" subState=\"diglot:stale\">", Some(Stale)),
        (Untouched, None, "state=\"initial\" subState=\"diglot:untouched\">", None),
        (Unknown, None, "state=\"translated\" subState=\"diglot:unknown\">", Some(Unknown)),
        (Fresh, None, "state=\"translated\">", Some(Fresh)),
        (Fresh, Some(Provenance::Machine), "state=\"translated\" subState=\"diglot:mt\">", Some(Fresh)),
        (Reviewed, None, "state=\"reviewed\">", Some(Reviewed)),
    ] {
        let mut entry = entry("a", content("One. Two."), Some(content("Eins. Zwei.")), state);
        entry.provenance = provenance;
        let file = xliff::write(&package(vec![("k", vec![entry])]));
        assert_eq!(file.matches(written).count(), 2, "{state:?}: each sentence is a segment\n{file}");
        let back = xliff::read(&file).expect("XLIFF");
        let unit = &back.pages[0].units[0];
        assert_eq!((unit.state, unit.provenance), (read, provenance));
        assert_eq!(shown(&unit.target), if file.contains("<target>") { "Eins. Zwei." } else { "" });
        assert_eq!(file.contains("<target>"), !matches!(state, Missing | Untouched));
        assert!(unit.is_of(&content("One.  Two.")) && !unit.is_of(&content("One. Three.")));
    }
}

#[test]
fn xliff_keeps_apart_what_belongs_apart() {
    let file = xliff::write(&full());
    for part in [
        "<file id=\"help:a_x0020_b\" original=\"content/en-US/help/a b.md\" xml:space=\"preserve\">",
        "<unit id=\"00000000a1\" name=\"999c8-103\" type=\"diglot:paragraph\">",
        "<note category=\"previous-source\" appliesTo=\"source\">Open the page &amp; &lt;run&gt; it.</note>",
        "<ignorable>\n        <source> </source>",
        "<source>Use <mrk id=\"m1\" translate=\"no\" type=\"term\">Contoso Pay</mrk>. It is <ph",
        "<cp hex=\"0001\"/>!</source>",
        "<mtc:match ref=\"#s1\" type=\"tm\" similarity=\"87\">\n          <source>Use it &amp; go</source>",
        // The link leads where the source's does now.
        "<data id=\"d2e\">](b.md)</data>",
        "canCopy=\"no\" canDelete=\"no\" dataRef=\"d3\" equiv=\"run\" disp=\"run\"/>",
        // The translation's own code has a number of its own.
        "<target>A <ph id=\"2\"",
    ] {
        assert!(file.contains(part), "{part}\n{file}");
    }
    assert!(!file.contains("none.md") && !file.contains("](a.md)"));
    // Markup that moved to another sentence keeps the sentences together.
    let moved = entry("a", content("A `b`. C."), Some(content("A. C `b`.")), UnitState::Fresh);
    assert_eq!(xliff::write(&package(vec![("k", vec![moved])])).matches("<segment").count(), 1);
    // Arabic is written from right to left.
    let arabic = Package { target: tag("ar"), ..full() };
    assert!(xliff::write(&arabic).contains(" trgDir=\"rtl\""));
}

#[test]
fn xliff_of_any_tool_is_read() {
    let file = r##"<?xml version='1.0' standalone="yes"?>
<!-- from a tool -->
<q:xliff trgLang="de-de" srcLang='en' version="2.0" xmlns:q="urn:oasis:names:tc:xliff:document:2.0" xmlns:m="urn:x">
 <q:file original="o" id="help:a_x0020_b"><q:skeleton href="x"/><m:other><q:unit id="no"/></m:other>
  <q:group id="g"><q:notes><q:note>n</q:note></q:notes>
   <q:unit id="u1"><m:x a="1"><q:source>no</q:source></m:x>
    <q:originalData><q:data id="d1">**</q:data></q:originalData>
    <q:segment state="final"><q:source>One <q:pc id="1" dataRefStart="d1" dataRefEnd="d1e">a</q:pc>.</q:source>
      <q:target order="3">Eins <q:mrk id="m" type="term"><q:sc id="1"/>a</q:mrk><![CDATA[&<]]>&#x21;&amp;</q:target></q:segment>
    <q:ignorable><q:source> </q:source></q:ignorable>
    <q:segment state="reviewed"><q:source>Two <q:ph id="2" dataRef="d2"/></q:source>
      <q:target order="1">b<q:ec startRef="1"/><!-- x --><q:cp hex="0007"/> <q:ph id="n1" dataRef="d2"/><q:ph id="n2" copyOf="2"/><q:ph id="n3"/></q:target></q:segment>
   </q:unit>
   <q:unit id="u2"><q:segment state="translated"><q:source>a</q:source><q:target>A</q:target></q:segment>
    <q:segment><q:source>b</q:source></q:segment></q:unit>
   <q:unit id="u3"><q:segment state="translated" subState="tool:x"><q:source>a</q:source><q:target/></q:segment></q:unit>
  </q:group>
  <q:unit id="u4"><q:segment><q:source>a</q:source><q:target>A</q:target></q:segment></q:unit>
 </q:file>
</q:xliff>
"##;
    let back = xliff::read(file).expect("XLIFF");
    assert_eq!((back.source.as_ref(), back.target.as_ref()), (Some(&tag("en")), Some(&tag("de-DE"))));
    assert_eq!(back.pages[0].key, "help/a b");
    let reviewed = Some(UnitState::Reviewed);
    assert_eq!(
        units(&back),
        [
            // The translation has its sentences the other way round.
            ("u1", reviewed, "One <x1>a</x1>. Two <x2/>".into(), "b</x1>\u{7} <x2/><x2/><x0/> Eins <x1>a&<!&".into()),
            ("u2", None, "ab".into(), "A".into()),
            ("u3", Some(UnitState::Fresh), "a".into(), String::new()),
            ("u4", None, "a".into(), "A".into()),
        ]
    );
    let position = back.pages[0].units[0].position;
    assert_eq!((position.line, position.column), (9, 7));
    // The version 2.2 has a namespace of its own.
    assert_eq!(units(&xliff::read(&file.replace("document:2.0", "document:2.2")).expect("XLIFF")), units(&back));
}

#[test]
fn xliff_that_cannot_be_trusted_is_refused_at_its_place() {
    let open = "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"en\">\n";
    let within = |text: &str| format!("{open}<file id=\"f\"><unit id=\"u\">{text}</unit></file></xliff>");
    for (file, line, column, message) in [
        (String::new(), 1, 1, "the file is empty"),
        ("PK\u{3}\u{4}".to_owned(), 1, 1, "text outside"),
        ("<!DOCTYPE xliff [<!ENTITY a \"b\">]>\n".to_owned() + open, 1, 1, "declares a document type"),
        (within("<segment><source>&a;</source></segment>"), 2, 44, "`&a;` stands for something"),
        (within("<segment><source>&#0;</source></segment>"), 2, 44, "no XML"),
        (within("<segment><source><cp hex=\"D800\"/></source></segment>"), 2, 44, "the code of no character"),
        (within("<segment><source>a</segment>"), 2, 45, "no XML"),
        (within("<segment a=\"1\" a=\"2\"/>"), 2, 27, "no XML"),
        (within("<x:segment/>"), 2, 27, "the prefix `x`"),
        (within(&"<pc id=\"1\">".repeat(70)), 2, 0, "more than 64 elements"),
        (open.to_owned() + "<file id=\"f\">", 2, 14, "ends within an element"),
        (within("") + "<xliff/>", 2, 0, "a second document"),
        ("<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"/>".to_owned(), 1, 1, "XLIFF 1.2"),
        ("<xliff version=\"2.0\"/>".to_owned(), 1, 1, "no XLIFF 2"),
        ("<tmx version=\"1.4\"/>".to_owned(), 1, 1, "begins with `tmx`"),
    ] {
        let error = xliff::read(&file).expect_err(&file);
        assert!(error.message.contains(message), "{error:?}\n{file}");
        assert!(error.help.ends_with('.'), "{error:?}");
        assert_eq!(error.position.line, line, "{error:?}\n{file}");
        assert!(column == 0 || error.position.column == column, "{error:?}\n{file}");
    }
}
