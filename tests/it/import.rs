//! `diglot import`: pages as they are received, each to its place.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::html;

const RUSSIAN: &str = "---\nЗаголовок: Премии теперь на портале партнёров | Описание на портале: Что изменится для ваших сотрудников и как войти на новый портал \n\nАвтор: jdoe\n\n\n# <a name=\"rewards-have-moved\"></a>Премии теперь на портале партнёров \n\n**Область применения**\n\n-  Портал партнёров\n\n##<a name=\"sign-in\"></a>Вход на портал\n\nОткройте портал, введите имя пользователя и временный пароль, а затем задайте новый пароль.\n\n[Роли](roles.md)\n";

const ITALIAN: &str = "---\ntitolo: I premi ora sul portale | Il portale descrizione: Che cosa cambia per i tuoi collaboratori \n\nautore: jdoe\n\n\n# <a name=\"rewards-have-moved\"></a>I premi ora sul portale \n\n##<a name=\"sign-in\"></a>Accedere al portale\n\nApri il portale, inserisci il nome utente e la password temporanea, poi scegline una nuova.\n";

const GERMAN: &str = "---\nTitel: Prämien jetzt im Portal | Portal-Beschreibung: Was sich für Ihre Mitarbeiter ändert \n\nAutor: jdoe\n\n\n# <a name=\"rewards-have-moved\"></a>Prämien jetzt im Portal \n\n##<a name=\"sign-in\"></a>Am Portal anmelden\n\nÖffnen Sie das Portal, geben Sie Benutzernamen und vorläufiges Kennwort ein, und wählen Sie ein neues.\n";

const TRADITIONAL: &str = "---\ntitle: \"在入口網站管理您的獎勵\"\nms.contentlocale: zh-TW\nms.lasthandoff: 07/07/2017\n---\n# <a name=\"manage-rewards\"></a>在入口網站管理您的獎勵 \n\nYou can see all of your rewards in the portal as soon as your company has been enrolled.\n";

fn pair(id: &str, target: &str, source: &str) -> String {
    format!(
        "<span data-ttu-id=\"0a1b2-{id}\">{target}</span><span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-{id}\">{source}</span></span>"
    )
}

/// Simplified Chinese with the English beside each sentence, front matter too.
fn bilingual() -> String {
    format!(
        "---\n{} \n\n{}\n\n\n# <a name=\"rewards-have-moved\"></a>{} \n\n##<a name=\"sign-in\"></a>{}\n\n{} {}\n\n[{}](roles.md)\n",
        pair(
            "101",
            "标题：奖励现已登陆门户说明：哪些内容会发生变化",
            "title: Rewards are now in the portal description: What changes for your people"
        ),
        pair("102", "作者：jdoe", "author: jdoe"),
        pair("103", "奖励现已登陆门户", "Rewards are now in the portal"),
        pair("104", "登录门户", "Sign in to the portal"),
        pair(
            "105",
            "打开门户，输入用户名和临时密码。",
            "Open the portal, and enter your user name and the temporary password."
        ),
        pair("106", "然后设置新密码。", "Then choose a new one."),
        pair("107", "角色", "Roles"),
    )
}

struct Import {
    folder: tempfile::TempDir,
}

impl Import {
    /// The five pages under names that say nothing.
    fn new() -> Self {
        let import = Self { folder: tempfile::tempdir().expect("a folder") };
        import.write("in/0.txt", &bilingual());
        import.write("in/1.txt", RUSSIAN);
        import.write("in/2.txt", TRADITIONAL);
        import.write("in/3.txt", ITALIAN);
        import.write("in/4.txt", GERMAN);
        import
    }

    fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_diglot"))
            .current_dir(self.folder.path())
            .args(arguments)
            .output()
            .expect("the command runs")
    }

    /// Imports into `site`; gives the exit status, what was done, and what was found.
    fn import(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = self.run(&[&["import", "--into", "site"], arguments].concat());
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
        (output.status.code().expect("an end"), text(&output.stdout), text(&output.stderr))
    }

    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let root = self.folder.path().join("site");
        let mut found = Vec::new();
        let mut stack = vec![root.clone()];
        while let Some(folder) = stack.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    stack.push(path);
                } else {
                    let name = path.strip_prefix(&root).expect("below").to_string_lossy().replace('\\', "/");
                    found.push((name, fs::read(&path).expect("readable")));
                }
            }
        }
        found.sort();
        found
    }
}

const FIVE: [&str; 5] = ["in/0.txt", "in/1.txt", "in/2.txt", "in/3.txt", "in/4.txt"];

#[test]
fn five_files_become_six_locales() {
    let import = Import::new();
    let (status, done, found) = import.import(&FIVE);
    assert_eq!(status, 0, "{done}{found}");
    let names: Vec<String> = import.files().into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "content/de-DE/rewards-have-moved.md",
            "content/en-US/rewards-have-moved.md",
            "content/it-IT/rewards-have-moved.md",
            "content/ru-RU/rewards-have-moved.md",
            "content/zh-CN/rewards-have-moved.md",
            "content/zh-TW/manage-rewards.md",
        ]
    );
    assert_eq!(
        import.read("site/content/en-US/rewards-have-moved.md"),
        "---\ntitle: Rewards are now in the portal\ndescription: What changes for your people\nauthor: jdoe\n---\n\n# <a name=\"rewards-have-moved\"></a>Rewards are now in the portal \n\n## <a name=\"sign-in\"></a>Sign in to the portal\n\nOpen the portal, and enter your user name and the temporary password. Then choose a new one.\n\n[Roles](roles.md)\n"
    );
    let chinese = import.read("site/content/zh-CN/rewards-have-moved.md");
    assert!(
        chinese.starts_with("---\ntitle: 奖励现已登陆门户\ndescription: 哪些内容会发生变化\nauthor: jdoe\n---\n\n# "),
        "{chinese}"
    );
    assert!(!chinese.contains("span") && !chinese.contains("Sign in"));
    let russian = import.read("site/content/ru-RU/rewards-have-moved.md");
    assert!(russian.starts_with("---\ntitle: Премии теперь на портале партнёров\n"), "{russian}");
    assert!(russian.contains("\n## <a name=\"sign-in\"></a>Вход на портал\n"));
    // Guesses and repairs are said by file and line.
    assert!(found.contains("in/1.txt:7:1: note[guessed-locale]: the page is ru-RU"), "{found}");
    assert!(done.contains("mended, line 13: a heading needs a space"), "{done}");
    assert!(!found.contains("in/2.txt"), "a page that says its language needs no guess: {found}");

    let output = import.run(&["build", "site", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    for tag in ["de-de", "en-us", "it-it", "ru-ru", "zh-cn"] {
        let page = import.read(&format!("out/{tag}/rewards-have-moved/index.html"));
        assert!(html::problems(&page).is_empty(), "{tag}: {:?}", html::problems(&page));
        assert!(page.contains("<h2 id=\"sign-in\">"), "{tag}");
    }
}

#[test]
fn a_second_import_changes_nothing() {
    let import = Import::new();
    import.import(&FIVE);
    let before = import.files();
    let (status, done, _) = import.import(&FIVE);
    assert_eq!((status, import.files()), (0, before));
    assert!(done.ends_with("6 pages (6 unchanged). 0 errors, 0 warnings, 5 notes.\n"), "{done}");
    // What was imported is as it should be: importing it again finds nothing to mend.
    let pages = import.files().into_iter().map(|(name, _)| format!("site/{name}")).collect::<Vec<_>>();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let (status, done, _) = import.import(&pages);
    assert_eq!(status, 0);
    assert!(done.contains("6 pages (6 unchanged)") && !done.contains("mended"), "{done}");
}

#[test]
fn nothing_is_overwritten_unasked_and_nothing_written_in_a_dry_run() {
    let import = Import::new();
    let (status, done, _) = import.import(&["--dry-run", "in/4.txt"]);
    assert!(status == 0 && done.contains("Nothing was written") && import.files().is_empty(), "{done}");
    import.import(&["in/4.txt"]);
    let page = "site/content/de-DE/rewards-have-moved.md";
    import.write(page, "# <a name=\"rewards-have-moved\"></a>Von Hand\n");
    let (status, done, found) = import.import(&["in/4.txt"]);
    assert_eq!(status, 1, "{done}");
    assert!(found.contains("in/4.txt:7:1: error[file-exists]"), "{found}");
    assert!(import.read(page).contains("Von Hand"));
    let (status, done, _) = import.import(&["--force", "in/4.txt"]);
    assert!(status == 0 && done.contains("overwritten") && import.read(page).contains("Am Portal"), "{done}");
}

#[test]
fn pages_join_those_that_the_site_has() {
    let import = Import::new();
    import.write("site/site.yaml", "locales: [en-US, de-AT]\n");
    import.write("site/content/en-US/help/moved.md", "# Rewards have moved\n\nText.\n");
    import.write("site/content/en-US/help/roles.md", "# Roles\n\nText.\n");
    let (status, _, found) = import.import(&["in/4.txt", "in/3.txt"]);
    assert_eq!(status, 0, "{found}");
    let names: Vec<String> = import.files().into_iter().map(|(name, _)| name).collect();
    // German goes to the German that the site has; the anchor is the id of the source's heading.
    assert!(names.contains(&"content/de-AT/help/moved.md".to_owned()), "{names:?}");
    assert!(names.contains(&"content/it-IT/help/moved.md".to_owned()), "{names:?}");
    assert!(found.contains("site/site.yaml:1:1: warning[invalid-config]: the site does not list it-IT"), "{found}");
}

#[test]
fn what_cannot_be_told_is_said() {
    let import = Import::empty();
    import.write("in/empty.md", "\n");
    import.write("in/numbers.md", "# 12\n\n34\n");
    import.write(
        "in/plain.md",
        "# Persönliche Daten ändern\n\nSie können Ihren Namen und Ihre Anschrift jederzeit selbst ändern.\n",
    );
    import.write(
        "in/other.md",
        "# Persönliche Daten ändern\n\nEin anderer Text unter derselben Überschrift, der nicht verloren gehen darf.\n",
    );
    fs::write(import.folder.path().join("in/bytes.md"), b"# A\n\xff\n").expect("files can be written");
    let (status, done, found) =
        import.import(&["in/empty.md", "in/numbers.md", "in/plain.md", "in/other.md", "in/bytes.md"]);
    assert_eq!(status, 1);
    assert!(done.contains("1 page (1 new)"), "{done}");
    for expected in [
        "in/bytes.md:2:1: error[invalid-utf8]",
        "in/empty.md:1:1: error[no-pages]",
        "in/numbers.md:1:1: error[unknown-language]",
        "in/plain.md:1:1: error[import-conflict]",
        "in/other.md:1:1: note[guessed-key]: the page is `persönliche-daten-ändern`",
    ] {
        assert!(found.contains(expected), "{expected} in {found}");
    }
    let (status, done, _) = import.import(&["--locale", "de-CH", "in/numbers.md"]);
    assert!(status == 0 && Path::new(&import.folder.path().join("site/content/de-CH/12.md")).is_file(), "{done}");
    assert_eq!(import.import(&["in/nowhere.md"]).0, 2, "a file that is not there");
    assert_eq!(import.import(&["in"]).0, 2);
}

#[test]
fn what_only_the_translation_says_is_not_put_into_the_source() {
    let import = Import::empty();
    import.write(
        "in/page.md",
        &format!(
            "---\ntitle: 登录门户\ndescription: 如何登录\nauthor: jdoe\nms.contentlocale: zh-CN\nms.lasthandoff: 04/23/2019\n---\n# <a name=\"sign-in\"></a>{}\n\n{}\n",
            pair("101", "登录门户", "Sign in to the portal"),
            pair("102", "打开门户，输入用户名。", "Open the portal, and enter your user name and the password that you were given."),
        ),
    );
    let (status, _, found) = import.import(&["in/page.md"]);
    assert_eq!(status, 0, "{found}");
    let source = import.read("site/content/en-US/sign-in.md");
    assert!(source.starts_with("---\ntitle: Sign in to the portal\nauthor: jdoe\n---\n"), "{source}");
    assert!(import.read("site/content/zh-CN/sign-in.md").contains("ms.contentlocale: zh-CN"));
    assert!(found.contains("note[guessed-front-matter]"), "{found}");
}

#[test]
fn pages_that_are_withheld_today_are_pages_of_the_site() {
    for withheld in ["draft: true", "publish: 2020-01-01", "expires: 2020-01-01"] {
        let import = Import::empty();
        import.write("site/site.yaml", "locales: [en-US, de-DE]\n");
        let page = format!("---\n{withheld}\n---\n# <a name=\"rewards-have-moved\"></a>Moved\n");
        import.write("site/content/en-US/help/moved.md", &page);
        import.write("in.md", GERMAN);
        let (status, done, found) = import.import(&["in.md"]);
        assert_eq!(status, 0, "{found}");
        assert!(done.contains("site/content/de-DE/help/moved.md"), "{withheld}: {done}");
    }
}

#[test]
fn nothing_is_written_where_it_is_not_known_that_it_belongs() {
    let import = Import::empty();
    import.write("in.md", GERMAN);
    // The folder of a language is no site; its neighbours are none of our business.
    import.write("en/index.md", "# Home\n");
    let output = import.run(&["import", "in.md", "--into", "en"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!import.folder.path().join("de-DE").exists() && !import.folder.path().join("en/de-DE").exists());
    // A site.yaml that cannot be read may say anything.
    import.write("site/site.yaml", "locales: [en-US\n");
    let (status, _, found) = import.import(&["in.md"]);
    assert!(status == 2 && found.contains("cannot be read"), "{found}");
    assert_eq!(import.files().len(), 1);
    // What else is wrong in it is said; its own folder for content is used.
    import.write("site/site.yaml", "content: docs\nlocales: [en-US, de-DE, xx_YY_zz]\nfoo: 1\n");
    let (_, done, found) = import.import(&["--dry-run", "in.md"]);
    assert!(done.contains("site/docs/de-DE/rewards-have-moved.md"), "{done}");
    assert!(found.contains("[unknown-key]") && found.contains("[invalid-locale]"), "{found}");
}

#[test]
fn force_loses_no_page() {
    let import = Import::empty();
    import.write("site/site.yaml", "locales: [en-US, de-DE]\n");
    import.write("site/content/en-US/rewards-have-moved.md", "# Moved\n");
    let own = "---\nkey: rewards-have-moved\n---\n# Von Hand\n";
    import.write("site/content/de-DE/umzug.md", own);
    import.write("in.md", GERMAN);
    let (status, _, found) = import.import(&["--force", "in.md"]);
    assert!(status == 1 && found.contains("[file-exists]") && found.contains("umzug.md"), "{found}");
    assert_eq!(import.read("site/content/de-DE/umzug.md"), own);
    // Two pages for one file are a conflict, and neither overwrites the other.
    import.write("one.md", "---\nkey: a\n---\n# Eins\n\nDas ist der erste von zwei Texten mit demselben Schlüssel.\n");
    import.write("two.md", "---\nkey: A\n---\n# Zwei\n\nDas ist der zweite von zwei Texten mit demselben Schlüssel.\n");
    let (status, done, found) = import.import(&["--force", "--locale", "de-DE", "one.md", "two.md"]);
    assert!(status == 1 && found.contains("[import-conflict]") && done.contains("1 page (1 new)"), "{done}{found}");
}

#[test]
fn what_is_not_translated_is_imported_once() {
    let import = Import::empty();
    let sentence = "Open the portal, and enter your user name and the temporary password that you were given.";
    let heading = pair("101", "Rewards", "Rewards");
    import.write("in.md", &format!("# <a name=\"same\"></a>{heading}\n\n{}\n", pair("102", sentence, sentence)));
    let (status, done, found) = import.import(&["in.md"]);
    assert!(status == 0 && done.contains("1 page (1 new)"), "{done}{found}");
    assert_eq!(import.read("site/content/en-US/same.md"), format!("# <a name=\"same\"></a>Rewards\n\n{sentence}\n"));
}

#[test]
fn well_formed_front_matter_stays_as_it_is() {
    let import = Import::empty();
    let page = "---\n# Wer was schreibt\ntitle: Seite\nauthor: [Ann, Bob]\nversion: 1.10 # bleibt\nnested: {a: 1}\n---\n# <a name=\"page\"></a>Seite\n\nDies ist ein deutscher Text, der lang genug ist, um erkannt zu werden.\n";
    import.write("in.md", page);
    let (status, done, found) = import.import(&["in.md"]);
    assert_eq!((status, import.read("site/content/de-DE/page.md").as_str()), (0, page), "{done}{found}");
    assert!(found.contains("in.md:4:1: warning[invalid-front-matter]: `author` is a list"), "{found}");
    // A fix of one word leaves all else alone.
    import.write("in2.md", &page.replace("title:", "Titel:").replace("\"page\"", "\"other\""));
    import.import(&["in2.md"]);
    assert_eq!(import.read("site/content/de-DE/other.md"), page.replace("\"page\"", "\"other\""));
}

#[test]
fn what_keeps_a_page_from_readers_survives_the_loss_of_fences() {
    let import = Import::empty();
    let body =
        "# <a name=\"new\"></a>Neu\n\nHier steht, was im nächsten Jahr kommt, und niemand soll es heute schon lesen.\n";
    for (name, header) in [
        ("a.md", "---\nTitel: Neu | Beschreibung: Was kommt\n\ndraft: true\n\n"),
        ("b.md", "Titel: Neu\nBeschreibung: Was kommt\ndraft: true\npublish: 2090-01-01\n---\n"),
        ("c.md", "---\ntitle：Neu\ndraft：true\n\n"),
        (
            "d.md",
            "---\ntitle: Neu\nms.date: 01/01/2020\n---\n---\nBeschreibung: Was kommt\nms.topic: x\ndraft: true\n---\n",
        ),
    ] {
        let import_one = Import::empty();
        import_one.write(name, &format!("{header}{body}"));
        let (status, done, found) = import_one.import(&[name]);
        assert_eq!(status, 0, "{name}: {found}");
        let page = import_one.read("site/content/de-DE/new.md");
        assert!(page.contains("draft: 'true'\n") && page.contains("\n---\n\n# <a"), "{name}: {done}{page}");
    }
    // Keys are said once; what comes back after a blank line is text.
    let titled = "---\nTitel: Prämien\n\nAutor: jd\n\nTitel: Bitte tragen Sie hier den Titel Ihres Antrags ein, damit wir ihn finden.\n";
    import.write("e.md", titled);
    import.import(&["e.md"]);
    assert!(import.read("site/content/de-DE/prämien.md").contains("---\n\nTitel: Bitte tragen Sie"));
    // Letters whose small form is longer than they are.
    import.write("f.md", "---\nBaşlık: İş ortağı portalı\nAçıklama: Yeni portal\nYazar: jdoe\n\n# <a name=\"tr\"></a>Portal\n\nPortala giriş yapın ve yeni parolanızı belirleyin.\n");
    let (status, _, found) = import.import(&["f.md"]);
    assert_eq!(status, 0, "{found}");
    assert!(
        import
            .read("site/content/tr-TR/tr.md")
            .starts_with("---\ntitle: İş ortağı portalı\ndescription: Yeni portal\nauthor: jdoe\n---\n")
    );
}

#[test]
fn names_that_no_page_can_have_are_refused_and_the_rest_goes_on() {
    let import = Import::empty();
    let page =
        |key: &str| format!("---\nkey: {key}\nms.contentlocale: de-DE\n---\n# <a name=\"x\"></a>Seite\n\nText.\n");
    let long = "x".repeat(300);
    let keys = ["includes/x", "_a/b", ".hidden", "a/.git/config", "toc", "README", "'a\\b'", &long];
    for (number, key) in keys.iter().enumerate() {
        import.write(&format!("in/{number}.md"), &page(key));
    }
    import.write("in/z.md", &page("good"));
    let names: Vec<String> =
        (0..keys.len()).map(|number| format!("in/{number}.md")).chain(["in/z.md".to_owned()]).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (status, done, found) = import.import(&names);
    assert_eq!((status, found.matches("error[guessed-key]").count()), (1, keys.len()), "{found}");
    assert!(done.contains("1 page (1 new)") && import.files().len() == 1, "{done}");
    // Two pages of one name: which one is meant is not for us to say.
    import.write("site/content/en-US/a/join.md", "# Join\n");
    import.write("site/content/en-US/b/join.md", "# Join\n");
    import.write("join.md", "---\nms.contentlocale: de-DE\n---\n# <a name=\"join\"></a>Teilnehmen\n");
    let (_, _, found) = import.import(&["join.md"]);
    assert!(found.contains("several pages go by this name (a/join, b/join)"), "{found}");
}

#[test]
fn few_words_are_no_evidence() {
    let import = Import::empty();
    import.write("few.md", "# <a name=\"few\"></a>Hi\n\nChoose your name.\n");
    let (status, _, found) = import.import(&["few.md"]);
    assert!(status == 1 && found.contains("error[unknown-language]") && import.files().is_empty(), "{found}");
    // An English page that quotes another language stays English.
    let english =
        "You can add as many people as you need, and each of them chooses a password at the first sign-in.\n\n";
    let quote = "> Vous pouvez ajouter autant de personnes que nécessaire, et chacune choisit son mot de passe.\n";
    import.write(
        "quote.md",
        &format!("# <a name=\"quote\"></a>Adding people to the portal\n\n{}{quote}", english.repeat(4)),
    );
    let (status, done, found) = import.import(&["quote.md"]);
    assert!(status == 0 && done.contains("content/en-US/quote.md"), "{done}{found}");
    // A word that only looks like a tag is none.
    import.write("sql.md", &format!("---\nlang: sql\n---\n# <a name=\"sql\"></a>Queries\n\n{english}"));
    assert!(import.import(&["sql.md"]).1.contains("content/en-US/sql.md"));
}

#[cfg(unix)]
#[test]
fn whoever_stops_reading_stops_nothing() {
    use std::process::Stdio;
    let import = Import::new();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let status = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(import.folder.path())
        .args(["import", "--into", "site"])
        .args(FIVE)
        .stdout(writer.try_clone().expect("a pipe"))
        .stderr(writer)
        .stdin(Stdio::null())
        .status()
        .expect("the command runs");
    assert_eq!((status.code(), import.files().len()), (Some(0), 6));
}

#[test]
fn links_follow_the_pages_that_are_imported_with_them() {
    let import = Import::empty();
    let page = |name: &str, link: &str| {
        format!(
            "---\nms.contentlocale: de-DE\n---\n# <a name=\"{name}\"></a>Seite\n\n[x]({link}) [y](../other/c.md#part) ![z](a.png) [b.md][r]\n\n[r]: b.md\n"
        )
    };
    import.write("in/set/a.md", &page("view-logs", "b.md?x#y"));
    import.write("in/set/b.md", &page("other-page", "./a.md"));
    import.write("in/other/c.md", &page("third", "../set/nowhere.md"));
    let files = ["in/set/a.md", "in/set/b.md", "in/other/c.md"];
    let (status, done, found) = import.import(&files);
    assert_eq!(status, 0, "{done}{found}");
    let logs = import.read("site/content/de-DE/view-logs.md");
    assert!(logs.contains("[x](other-page.md?x#y) [y](third.md#part) ![z](a.png)"), "{logs}");
    assert!(import.read("site/content/de-DE/other-page.md").contains("[x](view-logs.md) [y](third.md#part)"));
    assert!(import.read("site/content/de-DE/third.md").contains("[x](../set/nowhere.md)"), "what was not imported");
    assert!(logs.contains("[b.md][r]\n\n[r]: other-page.md"), "where the link's label is defined, too");
    assert!(import.import(&files).1.contains("3 pages (3 unchanged)"));
    // The same from another folder.
    let elsewhere = Import::empty();
    for (file, text) in [("in/set/a.md", page("view-logs", "b.md")), ("in/set/b.md", page("other-page", "a.md"))] {
        elsewhere.write(file, &text);
    }
    fs::create_dir_all(elsewhere.folder.path().join("deep/site")).expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_diglot"))
        .current_dir(elsewhere.folder.path().join("deep"))
        .args(["import", "../in/set/a.md", "../in/set/b.md", "--into", "site"])
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(0));
    assert!(elsewhere.read("deep/site/content/de-DE/view-logs.md").contains("[x](other-page.md)"));
}

#[test]
fn a_page_outside_of_the_docsets_is_said_to_be_none() {
    let import = Import::empty();
    import.write("site/site.yaml", "locales: [de-DE]\n");
    import.write("site/content/de-DE/docs/docfx.json", "{\"build\": {\"content\": [{\"files\": [\"**/*.md\"]}]}}\n");
    import.write("site/content/de-DE/docs/index.md", "# Hilfe\n");
    import.write("a.md", GERMAN);
    let (_, _, found) = import.import(&["--dry-run", "a.md"]);
    assert!(found.contains("lies outside of the docsets of de-DE"), "{found}");
    import.write("a.md", "---\nkey: docs/moved\nms.contentlocale: de-DE\n---\n# Umzug\n");
    let (_, done, found) = import.import(&["a.md"]);
    assert!(found.is_empty() && done.contains("site/content/de-DE/docs/moved.md"), "{done}{found}");
}

#[test]
fn lists_in_front_matter_that_never_closes_are_kept() {
    let import = Import::empty();
    import.write(
        "a.md",
        "---\nTitel: Seite\nkeywords:\n- eins\n- zwei\nautor: jd\n\n# <a name=\"x\"></a>Seite\n\nDas ist ein Text.\n",
    );
    let (_, _, found) = import.import(&["--locale", "de-DE", "a.md"]);
    let page = import.read("site/content/de-DE/x.md");
    assert!(page.starts_with("---\ntitle: Seite\nauthor: jd\nkeywords: eins, zwei\n---\n\n# "), "{page}{found}");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let import = Import::empty();
    import.write("site/site.yaml", "locales: [de-DE]\n");
    import.write("site/content/de-DE/index.md", "# Start\n");
    import.write("outside.md", "mine\n");
    import.write("in.md", GERMAN);
    let link = import.folder.path().join("site/content/de-DE/rewards-have-moved.md");
    for target in ["../../../outside.md", "../../../nowhere.md"] {
        std::os::unix::fs::symlink(target, &link).expect("a link");
        let (status, _, found) = import.import(&["--force", "in.md"]);
        assert!(status == 1 && found.contains("is a symbolic link"), "{found}");
        fs::remove_file(&link).expect("there");
    }
    assert_eq!(import.read("outside.md"), "mine\n");
    assert!(!import.folder.path().join("nowhere.md").exists());
}
