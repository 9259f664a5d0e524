//! `diglot mv`: links in every form in which they can be written.

use crate::mv::{moved, read};
use crate::site::Project;

#[test]
fn every_form_of_a_link_is_led_on() {
    // In a page beside the one that moves, and in the one that moves: from `help/` to `guide/deep/`.
    for (beside, expected) in [
        ("<https://h.example/en-us/help/old/>", "<https://h.example/en-us/guide/deep/new/>"),
        ("See https://h.example/en-us/help/old/#x.", "See https://h.example/en-us/guide/deep/new/#x."),
        ("![x][r]\n\n[r]: old.md", "![x][r]\n\n[r]: ../guide/deep/new.md"),
        ("[r]\n\n[R]:\n  <old.md>\n  (old.md)", "[r]\n\n[R]:\n  <../guide/deep/new.md>\n  (old.md)"),
        ("| a |\n|---|\n| [x \\| y](old.md) |", "| a |\n|---|\n| [x \\| y](../guide/deep/new.md) |"),
        (
            "<div>\n<img src=old.md><a href=\"old.md\">x</a>\n</div>",
            "<div>\n<img src=../guide/deep/new.md><a href=\"../guide/deep/new.md\">x</a>\n</div>",
        ),
        ("> [!VIDEO old.md]", "> [!VIDEO ../guide/deep/new.md]"),
        (":::image source=\"a.svg\" link=\"old.md\":::", ":::image source=\"a.svg\" link=\"../guide/deep/new.md\":::"),
        ("[![old.md](a.svg)](old.md)", "[![old.md](a.svg)](../guide/deep/new.md)"),
        ("x[^1]\n\n[^1]: See [x](old.md).", "x[^1]\n\n[^1]: See [x](../guide/deep/new.md)."),
        ("[x](OLD.MD)", "[x](../guide/deep/new.MD)"),
        ("[x](old.yml)", "[x](../guide/deep/new.yml)"),
        ("[x](old.html?a=b#c)", "[x](../guide/deep/new.html?a=b#c)"),
        ("[x](../HELP/old)", "[x](../guide/deep/new)"),
        ("[x](oldest.md) [y](old.png) `old.md` old.md", "[x](oldest.md) [y](old.png) `old.md` old.md"),
        ("[x](//h.example/old.md) [x](mailto:old@help.old)", "[x](//h.example/old.md) [x](mailto:old@help.old)"),
        (":::code language=\"md\" source=\"old.md\":::", ":::code language=\"md\" source=\"../guide/deep/new.md\":::"),
        ("[!code-md[x](old.md#L1-L2)]", "[!code-md[x](../guide/deep/new.md#L1-L2)]"),
        ("- a [!INCLUDE [x](old.md)] b", "- a [!INCLUDE [x](../guide/deep/new.md)] b"),
        (
            "<span data-ttu-id=\"999c8-101\">[x](old.md)</span><span class=\"sxs-lookup\"><span data-stu-id=\"999c8-101\">[y](old.md)</span></span>",
            "<span data-ttu-id=\"999c8-101\">[x](../guide/deep/new.md)</span><span class=\"sxs-lookup\"><span data-stu-id=\"999c8-101\">[y](../guide/deep/new.md)</span></span>",
        ),
    ] {
        let project = Project::new(&[
            ("site.yaml", "locales: [en-US]\nbase_url: https://h.example/\n"),
            ("content/en-US/help/old.md", "# Old\n"),
            ("content/en-US/help/a.svg", "<svg/>"),
            ("content/en-US/help/x.md", &format!("# X\r\n\r\n{beside}\n")),
        ]);
        let said = moved(project.folder(), &["help/old", "guide/deep/new"]);
        assert_eq!(read(&project, "content/en-US/help/x.md"), format!("# X\r\n\r\n{expected}\n"), "{said}");
    }
    for (own, expected) in [
        ("![x][r] [x](x.md)\n\n[r]: a.svg", "![x][r] [x](../../help/x.md)\n\n[r]: ../../help/a.svg"),
        ("[![x](a.svg)](a.svg)", "[![x](../../help/a.svg)](../../help/a.svg)"),
        ("[x](./x.md) [y](#x) [z](?q)", "[x](../../help/x.md) [y](#x) [z](?q)"),
        ("[x](../help/x.md)", "[x](../../help/x.md)"),
        ("[x](nowhere/) ![y](../../out.png)", "[x](../../help/nowhere/) ![y](../../../out.png)"),
        ("[x](..) [y](../)", "[x](../../) [y](../../)"),
        ("[x](/help/x) [y](https://e.example/x.md)", "[x](/help/x) [y](https://e.example/x.md)"),
        ("[x](a%20b.md) [y](<a b.md>)", "[x](../../help/a%20b.md) [y](<../../help/a%20b.md>)"),
        ("<video src=\"a.svg\"></video>", "<video src=\"../../help/a.svg\"></video>"),
    ] {
        let project = Project::new(&[
            ("site.yaml", "locales: [en-US]\n"),
            ("content/en-US/index.md", "# Start\n"),
            ("content/en-US/help/old.md", &format!("---\nkey: help/old\n---\n# Old\n\n{own}\n")),
            ("content/en-US/help/a.svg", "<svg/>"),
            ("content/en-US/help/a b.md", "# B\n"),
            ("content/en-US/help/x.md", "# X\n"),
        ]);
        let said = moved(project.folder(), &["help/old", "guide/deep/new"]);
        let expected = format!("---\nkey: guide/deep/new\n---\n# Old\n\n{expected}\n");
        assert_eq!(read(&project, "content/en-US/guide/deep/new.md"), expected, "{said}");
    }
}

#[test]
fn pages_that_a_program_names_are_led_on() {
    let program = "check: grant\nsource: help/old.md#rules # here\nrevised: 2026-05-04\nquestions:\n  ready: yes-no\n\
                   criteria:\n  it: { needs: { ready: yes }, read: 'help/old.md' }\n\
                   outcomes:\n  yes-it-is: { when: { met: all }, read: help/x.md }\n  not-yet: { otherwise: true }\n\
                   scenarios:\n  - { name: a, given: { ready: yes }, expect: yes-it-is }\n  - { name: b, given: { ready: no }, expect: not-yet }\n";
    let project = Project::new(&[
        ("site.yaml", "locales: [en-US]\n"),
        ("content/eligibility/grant.yaml", program),
        ("content/en-US/help/old.md", "# Old\n\n## Rules\n"),
        ("content/en-US/help/x.md", "# X\n"),
    ]);
    let said = moved(project.folder(), &["help/old", "guide/deep/new"]);
    let expected = program.replace("help/old.md", "guide/deep/new.md");
    assert_eq!(read(&project, "content/eligibility/grant.yaml"), expected, "{said}");
}
