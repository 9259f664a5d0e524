//! What people do to the files of a site while a preview follows it, by chance and yet the same for each seed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::arbitrary::Numbers;
use crate::html;

/// Where what is edited anew begins: a page does not grow however often it is.
const TAIL: &str = "\n\nEdited ";
/// What breaks front matter.
const BREAK: &str = "broken: [ {\n";
/// How many files change at once when a branch is switched.
const BURST: usize = 100;

/// Somebody who edits a site.
pub struct Edits {
    folder: PathBuf,
    /// Each locale's folder.
    roots: Vec<PathBuf>,
    /// `site.yaml` without its title.
    settings: String,
    numbers: Numbers,
    /// How many pages there were: about as many there always are.
    pages: usize,
    broken: Vec<PathBuf>,
    /// How many edits there have been.
    pub count: usize,
}

impl Edits {
    /// Edits the site in a folder, whose `site.yaml` this is but for its title.
    pub fn new(folder: &Path, roots: &[&str], settings: &str, seed: u64) -> Self {
        let mut edits = Self {
            folder: folder.to_path_buf(),
            roots: roots.iter().map(|root| folder.join(root)).collect(),
            settings: settings.to_owned(),
            // Zero would stay zero.
            numbers: Numbers(seed.wrapping_mul(2).wrapping_add(1)),
            pages: 0,
            broken: Vec::new(),
            count: 0,
        };
        edits.pages = edits.pages().len();
        edits.settle();
        edits
    }

    /// A few edits, or many at once; gives what was done. Afterwards `site.yaml` is right.
    pub fn round(&mut self) -> Vec<String> {
        let mut done = Vec::new();
        if self.numbers.below(8) == 0 {
            done.push(self.burst());
        }
        // Mostly few, because an edit that is missed shows only until the next one that is not.
        let edits = [1, 1, 1, 1, 2, 5, 20][self.numbers.below(7)];
        for _ in 0..edits {
            let edit = self.edit();
            done.push(edit);
            self.count += 1;
            std::thread::sleep(Duration::from_millis(self.numbers.below(30) as u64));
        }
        if done.iter().any(|done| done.starts_with("settings broken")) {
            self.settle();
        }
        done
    }

    fn edit(&mut self) -> String {
        let number = self.count;
        match self.numbers.below(24) {
            0..=4 => self.tail(&format!("{number}.\n")),
            5 => self.tail(&format!("{number}.\n\n## Heading {number}\n\nBelow it.\n")),
            6 => {
                let to = self.page();
                let name = to.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.tail(&format!("{number}, [a link]({name}#heading) and [nowhere](nowhere-{number}.md).\n"))
            }
            7 | 8 => self.title(number),
            9 | 10 => self.create(number),
            11 => self.delete(),
            12 => self.rename(number),
            13 => self.move_folder(number),
            14 => self.break_front_matter(),
            15 => self.mend_front_matter(),
            16 => self.navigation(),
            17 => self.include(number),
            18 => self.template(number),
            19 => self.put("themes/own/assets/diglot.css", &format!("body {{ --edit: {number}; }}\n")),
            20 => {
                let text =
                    if self.numbers.below(4) == 0 { "menu = {\n".into() } else { format!("menu = Menu {number}\n") };
                self.put("locales/en-US/own.ftl", &text)
            }
            21 => self.put("site.yaml", &format!("title: Soak {number}\n{}", self.settings)),
            22 => {
                self.put("site.yaml", "locales: [en-US\n");
                format!("settings broken {number}")
            }
            _ => self.image(number),
        }
    }

    /// `site.yaml` as it is right.
    fn settle(&mut self) {
        let text = format!("title: Soak\n{}", self.settings);
        self.put("site.yaml", &text);
    }

    fn pages(&self) -> Vec<PathBuf> {
        let all = self.roots.iter().flat_map(|root| html::files(root, "md"));
        all.filter(|path| !path.components().any(|part| part.as_os_str() == "includes")).collect()
    }

    fn any<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.numbers.below(of.len())].clone()
    }

    fn page(&mut self) -> PathBuf {
        let pages = self.pages();
        self.any(&pages)
    }

    fn root(&mut self) -> PathBuf {
        let roots = self.roots.clone();
        self.any(&roots)
    }

    /// Writes a file, in place or by rename, as editors do.
    fn save(&mut self, path: &Path, bytes: &[u8]) {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        if self.numbers.below(3) == 0 {
            let name = path.file_name().expect("a name").to_string_lossy();
            let beside = path.with_file_name(format!(".{name}.swp"));
            fs::write(&beside, bytes).expect("written");
            fs::rename(&beside, path).expect("renamed");
        } else {
            fs::write(path, bytes).expect("written");
        }
    }

    fn put(&mut self, path: &str, text: &str) -> String {
        self.save(&self.folder.join(path), text.as_bytes());
        format!("{path} written")
    }

    fn said(&self, what: &str, path: &Path) -> String {
        format!("{what} {}", path.strip_prefix(&self.folder).unwrap_or(path).display())
    }

    /// Another end of a page.
    fn tail(&mut self, tail: &str) -> String {
        let path = self.page();
        self.end(&path, tail)
    }

    fn end(&mut self, path: &Path, tail: &str) -> String {
        let text = fs::read_to_string(path).expect("UTF-8");
        let kept = text.split(TAIL).next().unwrap_or_default();
        self.save(path, format!("{kept}{TAIL}{tail}").as_bytes());
        self.said("end of", path)
    }

    fn title(&mut self, number: usize) -> String {
        let path = self.page();
        let text = fs::read_to_string(&path).expect("UTF-8");
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        match lines.iter_mut().find(|line| line.starts_with("title:")) {
            Some(line) => *line = format!("title: Title {number}"),
            None => lines.insert(0, format!("---\ntitle: Title {number}\n---\n")),
        }
        self.save(&path, (lines.join("\n") + "\n").as_bytes());
        self.said("title of", &path)
    }

    fn create(&mut self, number: usize) -> String {
        if self.pages().len() > self.pages * 5 / 4 {
            return self.delete();
        }
        let to = self.page();
        let below =
            if self.numbers.below(4) == 0 { format!("fresh-{number}/page.md") } else { format!("new-{number}.md") };
        let path = to.with_file_name(below);
        let name = to.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.save(&path, format!("---\ntitle: New {number}\n---\n# New\n\nTo [a page]({name}).\n").as_bytes());
        self.said("created", &path)
    }

    fn delete(&mut self) -> String {
        if self.pages().len() < self.pages * 4 / 5 {
            return "nothing deleted".to_owned();
        }
        let path = self.page();
        fs::remove_file(&path).expect("removed");
        self.said("deleted", &path)
    }

    fn rename(&mut self, number: usize) -> String {
        let path = self.page();
        fs::rename(&path, path.with_file_name(format!("moved-{number}.md"))).expect("renamed");
        self.said(&format!("moved-{number} was"), &path)
    }

    fn move_folder(&mut self, number: usize) -> String {
        let mut folders: Vec<PathBuf> =
            self.pages().iter().filter_map(|page| page.parent()).map(Path::to_path_buf).collect();
        folders.retain(|folder| !self.roots.contains(folder));
        folders.dedup();
        if folders.is_empty() {
            return "no folder moved".to_owned();
        }
        let folder = self.any(&folders);
        fs::rename(&folder, folder.with_file_name(format!("folder-{number}"))).expect("moved");
        self.said(&format!("folder-{number} was"), &folder)
    }

    fn break_front_matter(&mut self) -> String {
        let path = self.page();
        let text = fs::read_to_string(&path).expect("UTF-8");
        self.save(&path, text.replacen("---\n", &format!("---\n{BREAK}"), 1).as_bytes());
        self.broken.push(path.clone());
        self.said("broke", &path)
    }

    fn mend_front_matter(&mut self) -> String {
        let Some(path) = self.broken.pop().filter(|path| path.exists()) else { return "nothing mended".to_owned() };
        let text = fs::read_to_string(&path).expect("UTF-8");
        self.save(&path, text.replace(BREAK, "").as_bytes());
        self.said("mended", &path)
    }

    fn navigation(&mut self) -> String {
        let root = self.root();
        let mut files: Vec<PathBuf> =
            ["yaml", "yml"].iter().flat_map(|extension| html::files(&root, extension)).collect();
        files.retain(|path| path.file_stem().is_some_and(|name| name.eq_ignore_ascii_case("toc")));
        files.push(root.join("toc.yaml"));
        let path = self.any(&files);
        let folder = path.parent().expect("a folder").to_path_buf();
        let pages = html::files(&folder, "md");
        let mut text = String::new();
        for _ in 0..8 * usize::from(!pages.is_empty()) {
            let page = self.any(&pages);
            text += &format!("- href: {}\n", page.strip_prefix(&folder).expect("below").display());
        }
        if self.numbers.below(5) == 0 {
            text += "- name: [\n";
        }
        self.save(&path, text.as_bytes());
        self.said("navigation", &path)
    }

    fn include(&mut self, number: usize) -> String {
        let root = self.root();
        let mut files = html::files(&root, "md");
        files.retain(|path| path.components().any(|part| part.as_os_str() == "includes"));
        if files.is_empty() {
            let path = root.join("includes/own.md");
            self.save(&path, b"Included.\n");
            return self.said("created", &path);
        }
        let path = self.any(&files);
        self.end(&path, &format!("{number}, included.\n"))
    }

    fn template(&mut self, number: usize) -> String {
        let path = self.folder.join("themes/own/page.html");
        match self.numbers.below(5) {
            0 if path.exists() => fs::remove_file(&path).expect("removed"),
            1 => self.save(&path, b"{% extends \"base.html\" %}{% block footer %}"),
            _ => {
                let text = "{% extends \"base.html\" %}{% block footer %}<p>NUMBER</p>{% endblock %}";
                self.save(&path, text.replace("NUMBER", &number.to_string()).as_bytes());
            }
        }
        self.said("template", &path)
    }

    fn image(&mut self, number: usize) -> String {
        let root = self.root();
        let mut files = html::files(&root, "png");
        files.push(root.join("media/own.png"));
        let path = self.any(&files);
        self.save(&path, format!("picture {number}").as_bytes());
        self.said("picture", &path)
    }

    /// Many files at once, as when a branch is switched.
    fn burst(&mut self) -> String {
        for _ in 0..BURST {
            let number = self.count;
            self.count += 1;
            let _ = match self.numbers.below(10) {
                0 => self.create(number),
                1 => self.delete(),
                _ => self.tail(&format!("{number}, with many others.\n")),
            };
        }
        format!("{BURST} files at once")
    }
}
