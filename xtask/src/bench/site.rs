//! A deterministic multilingual site of any size: what its pages say, and the form in which Diglot reads it.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::peers;
use super::words::{LANGUAGES, Language};

/// How many pages the navigation of a section has.
const SECTION: usize = 100;
/// How many other pages a page links to.
const LINKS: usize = 6;
/// How many sentences a page ends with, beside all else that each has: pages are of 4 to 6 KB.
const SENTENCES: std::ops::Range<usize> = 32..47;
/// How many bytes a word and the space behind it have on average, in the source.
const WORD: usize = 7;
/// Of how many pages of the source one has changed since it was translated.
const CHANGED: usize = 10;

/// A small generator of numbers (splitmix64, Steele and others 2014): the same site on every machine.
#[derive(Debug)]
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below another.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit.max(1) as u64) as usize
    }
}

/// How large a site is.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many pages each language has, start pages not counted.
    pub pages: usize,
    /// How many languages there are.
    pub languages: usize,
}

/// One page of it: which language, and which page of that language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// The number of the language.
    pub language: usize,
    /// The number of the page.
    pub number: usize,
}

/// Whose form a site is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Diglot's.
    Diglot,
    /// Hugo's.
    Hugo,
    /// Zola's.
    Zola,
}

impl Plan {
    /// Its languages.
    pub fn languages(&self) -> &'static [Language] {
        &LANGUAGES[..self.languages]
    }

    /// How many sections a language has.
    pub fn sections(&self) -> usize {
        self.pages.div_ceil(SECTION)
    }

    /// The numbers of a section's pages.
    pub fn pages_of(&self, section: usize) -> std::ops::Range<usize> {
        section * SECTION..self.pages.min((section + 1) * SECTION)
    }

    /// Writes the site into a folder: translations that are true to the source.
    pub fn write(&self, form: Form, folder: &Path) -> io::Result<()> {
        for (language, own) in self.languages().iter().enumerate() {
            for number in 0..self.pages {
                let page = Page { language, number };
                put(&folder.join(form.file(page)), &self.text(form, page, 0))?;
            }
            for section in 0..self.sections() {
                let title = self.section_title(language, section);
                let path = form.start(language, &format!("{}/", section_name(section)));
                put(&folder.join(path), &form.start_text(&title))?;
            }
            put(&folder.join(form.start(language, "")), &form.start_text(own.label))?;
        }
        match form {
            Form::Diglot => self.settings(folder),
            Form::Hugo => peers::hugo(self, folder),
            Form::Zola => peers::zola(self, folder),
        }
    }

    /// Writes what has happened to the source since: of some pages the next revision.
    pub fn revise(&self, form: Form, folder: &Path) -> io::Result<()> {
        let pages = (0..self.pages).step_by(CHANGED).map(|number| Page { language: 0, number });
        pages.into_iter().try_for_each(|page| put(&folder.join(form.file(page)), &self.text(form, page, 1)))
    }

    /// `site.yaml` and the navigation of each section.
    fn settings(&self, folder: &Path) -> io::Result<()> {
        let tags: Vec<&str> = self.languages().iter().map(|language| language.tag).collect();
        let site = format!(
            "title: Bench\nbase_url: https://example.com/\nsource_locale: en-US\nlocales: [{}]\n",
            tags.join(", ")
        );
        put(&folder.join("site.yaml"), &site)?;
        for tag in tags {
            for section in 0..self.sections() {
                let mut toc = String::from("- href: index.md\n");
                for number in self.pages_of(section) {
                    let _ = writeln!(toc, "- href: page-{number:05}.md");
                }
                put(&folder.join(format!("content/{tag}/{}/toc.yaml", section_name(section))), &toc)?;
            }
        }
        Ok(())
    }

    /// The text of a page's file. Each revision has another first paragraph, which says its number. A translation has the same
    /// blocks as its source, with as many sentences, the same links, numbers and code, and words of its own language.
    pub fn text(&self, form: Form, page: Page, revision: usize) -> String {
        let title = title(page);
        let mut words = Words::new(page, 1);
        let description = words.sentence(9);
        let mut text = form.front_matter(&title, description.trim(), page.number);
        let mut first = Words::new(page, 2 + revision);
        let _ = write!(text, "{}: {}", mark(revision), first.sentence(11));
        let mut targets = Numbers((page.number as u64) << 8);
        let mut link = |text: &mut String| {
            // Half of them lead into the same section, as links do.
            let near = page.number / SECTION * SECTION + targets.below(SECTION);
            let number = if targets.below(2) == 0 { near % self.pages } else { targets.below(self.pages) };
            let to = Page { number, ..page };
            let _ = write!(text, "[{}]({})", self::title(to), form.destination(to));
        };
        link(&mut text);
        let _ = write!(text, " *{}*.\n\n", words.some(3));
        for part in 1..LINKS {
            let _ = write!(text, "## {}\n\n{}", words.some(4), words.sentence(10));
            let _ = write!(text, "**{}** ", words.some(2));
            link(&mut text);
            text.push_str(".\n\n");
            match part {
                1 => (0..5).for_each(|_| {
                    let _ = writeln!(text, "- {} {}", words.some(4), words.figure());
                }),
                2 => {
                    let _ =
                        writeln!(text, "| {} | {} | {} |\n|---|---|---:|", words.some(1), words.some(1), words.some(2));
                    for row in 0..5 {
                        let _ = writeln!(text, "| {} | {} | {} |", words.some(2), words.some(2), row * 17);
                    }
                }
                3 => {
                    let mut code = Words::new(Page { language: 0, ..page }, 1);
                    let (name, owner) = (code.some(1), code.some(2));
                    let _ = write!(text, "```yaml\nname: {name}\nlimits:\n  retries: {part}\n  owner: {owner}\n```\n");
                }
                4 => {
                    let _ = writeln!(text, "> {}", words.sentence(9).trim());
                }
                _ => {
                    let _ = writeln!(text, "### {}", words.some(3));
                }
            }
            text.push('\n');
        }
        let sentences = SENTENCES.start + words.shape.below(SENTENCES.len());
        for number in 1..=sentences {
            if number % 4 == 1 {
                let _ = write!(text, "{} {} ", words.some(2), words.figure());
            }
            text.push_str(&words.sentence(8));
            if number % 4 == 0 || number == sentences {
                text.truncate(text.trim_end().len());
                text.push_str("\n\n");
            }
        }
        text
    }

    /// What a section is called.
    fn section_title(&self, language: usize, section: usize) -> String {
        format!("{} {}", Words::new(Page { language, number: section }, 0).some(2), section + 1)
    }
}

/// What the first paragraph of a revision begins with, and nothing else says.
pub fn mark(revision: usize) -> String {
    format!("Revision-{revision:06}")
}

/// What a page is called.
pub fn title(page: Page) -> String {
    format!("{} {}", Words::new(page, 0).some(3), page.number + 1)
}

/// What the folder of a section is called.
pub fn section_name(section: usize) -> String {
    format!("section-{section:03}")
}

impl Form {
    /// The file of a page, from the site's folder.
    pub fn file(self, page: Page) -> PathBuf {
        let Page { language, number } = page;
        let name = format!("{}/page-{number:05}", section_name(number / SECTION));
        self.below(language, &name)
    }

    /// The start page of a section, or of a language.
    fn start(self, language: usize, folder: &str) -> PathBuf {
        self.below(language, &format!("{folder}{}", if self == Self::Diglot { "index" } else { "_index" }))
    }

    fn below(self, language: usize, name: &str) -> PathBuf {
        let tag = LANGUAGES[language].tag;
        match self {
            Self::Diglot => format!("content/{tag}/{name}.md"),
            Self::Hugo => format!("content/{}/{name}.md", tag.to_lowercase()),
            Self::Zola if language == 0 => format!("content/{name}.md"),
            Self::Zola => format!("content/{name}.{tag}.md"),
        }
        .into()
    }

    /// The address of a page.
    pub fn address(self, page: Page) -> String {
        let tag = LANGUAGES[page.language].tag;
        let below = format!("/{}/page-{:05}/", section_name(page.number / SECTION), page.number);
        match self {
            Self::Zola if page.language == 0 => below,
            Self::Zola => format!("/{tag}{below}"),
            Self::Diglot | Self::Hugo => format!("/{}{below}", tag.to_lowercase()),
        }
    }

    /// How a page is written in a link of another one.
    fn destination(self, page: Page) -> String {
        let file = self.file(page).to_string_lossy().replace('\\', "/");
        match self {
            Self::Zola => file.replacen("content/", "@/", 1),
            Self::Diglot | Self::Hugo => format!("../{}", file.splitn(3, '/').nth(2).unwrap_or_default()),
        }
    }

    fn front_matter(self, title: &str, description: &str, number: usize) -> String {
        match self {
            Self::Diglot => format!("---\ntitle: {title}\ndescription: {description}\n---\n\n"),
            Self::Hugo => format!("---\ntitle: {title}\ndescription: {description}\nweight: {}\n---\n\n", number + 1),
            Self::Zola => {
                format!("+++\ntitle = {title:?}\ndescription = {description:?}\nweight = {}\n+++\n\n", number + 1)
            }
        }
    }

    fn start_text(self, title: &str) -> String {
        match self {
            Self::Diglot | Self::Hugo => format!("---\ntitle: {title}\n---\n\n{title}.\n"),
            Self::Zola => format!("+++\ntitle = {title:?}\nsort_by = \"weight\"\n+++\n\n{title}.\n"),
        }
    }
}

/// Words of a language, one after the other.
#[derive(Debug)]
struct Words {
    language: &'static Language,
    all: Vec<&'static str>,
    /// Which words.
    numbers: Numbers,
    /// How many of them: the same numbers in every language.
    shape: Numbers,
}

impl Words {
    /// The words of a page, of which each thing that is written has its own `series`.
    fn new(page: Page, series: usize) -> Self {
        let language = &LANGUAGES[page.language];
        let shape = (page.number as u64) << 24 ^ series as u64;
        let (mut numbers, mut shape) = (Numbers((page.language as u64 + 1) << 56 ^ shape), Numbers(shape));
        // The seeds of neighbours are neighbours.
        let _ = (numbers.below(1), shape.below(1));
        Self { language, all: language.words.split_whitespace().collect(), numbers, shape }
    }

    /// Words that are about as long as this many of the source's, the first with a capital letter.
    fn some(&mut self, count: usize) -> String {
        let wanted = count * WORD;
        let mut text = String::new();
        loop {
            let word = self.all[self.numbers.below(self.all.len())];
            let longer = text.len() + self.language.between.len() + word.len();
            if text.is_empty() {
                let mut letters = word.chars();
                text.extend(letters.by_ref().take(1).flat_map(char::to_uppercase));
                text.push_str(letters.as_str());
            } else if longer.abs_diff(wanted) < text.len().abs_diff(wanted) {
                text.push_str(self.language.between);
                text.push_str(word);
            } else {
                return text;
            }
        }
    }

    /// A number that every language has in the same place.
    fn figure(&mut self) -> usize {
        21 + self.shape.below(979)
    }

    /// A sentence of about so many words, with what ends it.
    fn sentence(&mut self, count: usize) -> String {
        let count = count + self.shape.below(5);
        self.some(count) + self.language.stop
    }
}

/// Writes a file, and the folders that lead to it.
pub fn put(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_the_same_everywhere_and_their_links_resolve() {
        let plan = Plan { pages: 250, languages: 6 };
        for form in [Form::Diglot, Form::Hugo, Form::Zola] {
            let folder = tempfile::tempdir().expect("a folder");
            plan.write(form, folder.path()).expect("written");
            for (language, number) in
                (0..plan.languages).flat_map(|language| [0, 99, 100, 249].map(|at| (language, at)))
            {
                let page = Page { language, number };
                let path = folder.path().join(form.file(page));
                let text = fs::read_to_string(&path).expect("the page");
                assert!((4000..=6000).contains(&text.len()), "{} bytes: {}", text.len(), path.display());
                assert_eq!(text, plan.text(form, page, 0));
                assert!(text.matches(&mark(0)).count() == 1 && !plan.text(form, page, 1).contains(&mark(0)));
                let links: Vec<&str> =
                    text.split("](").skip(1).map(|rest| rest.split(')').next().expect("an end")).collect();
                assert_eq!(links.len(), LINKS, "{text}");
                for link in links {
                    let to = match link.strip_prefix("@/") {
                        Some(rest) => folder.path().join("content").join(rest),
                        None => path.parent().expect("a folder").join(link),
                    };
                    assert!(to.is_file(), "{link} in {}", path.display());
                }
            }
        }
        let pages: Vec<String> =
            (0..3).map(|number| plan.text(Form::Diglot, Page { language: 5, number }, 0)).collect();
        assert!(pages[0] != pages[1] && pages[1] != pages[2] && pages[0].contains('。'));
    }

    /// What a text is without its words: its marks, the numbers, where links lead, and the code.
    fn shape(text: &str) -> String {
        let (before, rest) = text.split_once("```yaml").expect("code");
        let (code, after) = rest.split_once("```").expect("its end");
        let bare = |text: &str| {
            let ends = text.replace("。", ".").replace(". ", ".");
            let kept = ends.split_inclusive('\n').map(|line| match line.split_once("](") {
                Some((_, rest)) => format!("{}\n", rest.split(')').next().unwrap_or_default()),
                None => line.chars().filter(|ch| !ch.is_alphabetic() && *ch != ' ').collect(),
            });
            kept.collect::<String>()
        };
        format!("{}{code}{}", bare(before), bare(after))
    }

    #[test]
    fn translations_have_the_form_of_their_source_and_words_of_their_own() {
        let plan = Plan { pages: 250, languages: 6 };
        for number in [0, 7, 100, 249] {
            let text = |language, revision| plan.text(Form::Diglot, Page { language, number }, revision);
            for language in 1..plan.languages {
                let (source, own) = (text(0, 0), text(language, 0));
                assert_eq!(shape(&own), shape(&source), "{own}");
                let lines: Vec<&str> = source.lines().filter(|line| line.len() > 30).collect();
                assert!(own.lines().all(|line| !lines.contains(&line)), "{own}");
            }
            let (before, after) = (text(0, 0), text(0, 1));
            assert_eq!(before.lines().zip(after.lines()).filter(|(a, b)| a != b).count(), 1, "{after}");
        }
    }
}
