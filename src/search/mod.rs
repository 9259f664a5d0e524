//! Records to a bundle that browsers search: Pagefind, as a library. Nothing is read or written here.
//!
//! Each page is given to Pagefind as a small page of its own, because only headings of HTML become targets of their own.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use crate::diagnostics::Fatal;
use crate::render::search::Record;
use crate::text::escape::escape;

/// Changes whenever the same records make other bytes: what is below, or the version of Pagefind, has changed.
const FORMAT: &str = "1 pagefind 1.6.0";

/// What says whether a bundle is still that of these records.
pub fn fingerprint(records: &[Record]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(FORMAT.as_bytes());
    // Records are plain data; what could not be written would only cost a bundle that is made again.
    hasher.update(&serde_json::to_vec(records).unwrap_or_default());
    hasher.finalize().to_hex().to_string()
}

/// The bundle of a locale by path: what finds its pages, and nothing else of what Pagefind brings along.
pub fn bundle(records: &[Record], tag: &str) -> Result<BTreeMap<String, Vec<u8>>, Fatal> {
    if records.is_empty() {
        return Ok(BTreeMap::new());
    }
    let failed = |error: String| {
        Fatal::new(
            format!("no search could be made for {tag}: {error}"),
            "Please report it; `search: false` in site.yaml leaves the search out.",
        )
    };
    let language = tag.to_lowercase();
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|error| failed(error.to_string()))?;
    let config = PagefindServiceConfig::builder().force_language(language.clone()).build();
    let files = runtime.block_on(async {
        let mut index = PagefindIndex::new(Some(config))?;
        for record in records {
            index.add_html_file(None, Some(record.address.clone()), page(record, &language)).await?;
        }
        index.get_files().await
    });
    let files = files.map_err(|error| failed(error.to_string()))?;
    let files = files.into_iter().map(|file| (file.filename.to_string_lossy().replace('\\', "/"), file.contents));
    let mut files: BTreeMap<String, Vec<u8>> = files.filter(|(path, _)| is_needed(path)).collect();
    // The evaluator without a language is for languages that Pagefind has no stems of.
    if files.contains_key(&format!("wasm.{language}.pagefind")) {
        files.remove("wasm.unknown.pagefind");
    }
    Ok(files)
}

/// Whether a file of Pagefind's is one that the theme's search loads.
fn is_needed(path: &str) -> bool {
    path.contains('/') && !path.starts_with("playground/")
        || path == "pagefind.js"
        || path == "pagefind-entry.json"
        || path.ends_with(".pf_meta")
        || path.ends_with(".pagefind")
}

/// A page as Pagefind reads it.
fn page(record: &Record, language: &str) -> String {
    let mut html = format!("<html lang=\"{language}\"><body><h1>{}</h1>", record.title);
    let mut aside = |mark: &str, text: &str| {
        let _ = write!(html, "<p data-pagefind-ignore data-pagefind-{mark}>{text}</p>");
    };
    if !record.keywords.is_empty() {
        aside("meta=\"keywords\"", &keywords(&record.keywords, language));
    }
    if let Some(section) = &record.section {
        aside("filter=\"section\"", section);
    }
    for tag in &record.lent {
        aside("filter=\"lent\"", &escape(tag));
    }
    for part in &record.parts {
        if !part.heading.is_empty() {
            let id = if part.id.is_empty() { String::new() } else { format!(" id=\"{}\"", part.id) };
            let _ = write!(html, "<h{0}{id}>{1}</h{0}>", part.level.max(1), part.heading);
        }
        if !part.text.is_empty() {
            let _ = write!(html, "<p>{}</p>", part.text);
        }
    }
    html.push_str("</body></html>");
    html
}

/// Keywords as one text. Pagefind takes them as they stand, without dividing them into words, so that in languages without
/// spaces every pair of characters is said too: queries are made of such pairs (`search-terms.mjs`).
fn keywords(words: &[String], language: &str) -> String {
    let mut text = words.join(" ");
    if matches!(language.split('-').next(), Some("zh" | "ja" | "th")) {
        let characters: Vec<char> = text.chars().collect();
        for pair in characters.windows(2).filter(|pair| pair.iter().all(|ch| !ch.is_ascii() && ch.is_alphanumeric())) {
            text.push(' ');
            text.extend(pair);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::search::Part;

    fn record(address: &str, title: &str) -> Record {
        let part = Part { level: 2, id: "here".into(), heading: "Here &amp; now".into(), text: "Some words.".into() };
        Record {
            address: address.into(),
            title: title.into(),
            section: Some("Guide".into()),
            keywords: vec!["合作 伙伴".into()],
            lent: vec!["de-DE".into()],
            parts: vec![part],
        }
    }

    #[test]
    fn a_page_says_all_that_its_record_says() {
        let html = page(&record("a/", "A"), "zh-cn");
        assert_eq!(
            html,
            "<html lang=\"zh-cn\"><body><h1>A</h1><p data-pagefind-ignore data-pagefind-meta=\"keywords\">合作 伙伴 合作 伙伴</p>\
             <p data-pagefind-ignore data-pagefind-filter=\"section\">Guide</p>\
             <p data-pagefind-ignore data-pagefind-filter=\"lent\">de-DE</p>\
             <h2 id=\"here\">Here &amp; now</h2><p>Some words.</p></body></html>"
        );
    }

    #[test]
    fn a_bundle_is_small_and_the_same_again() {
        let records: Vec<Record> =
            (0..30).map(|number| record(&format!("{number}/"), &format!("Page {number}"))).collect();
        let first = bundle(&records, "de-DE").expect("a bundle");
        assert_eq!(first, bundle(&records, "de-DE").expect("a bundle"));
        let names: Vec<&str> = first.keys().map(String::as_str).filter(|name| !name.contains('/')).collect();
        assert!(matches!(names[..], ["pagefind-entry.json", _, "pagefind.js", "wasm.de-de.pagefind"]), "{names:?}");
        assert_eq!(first.keys().filter(|name| name.starts_with("fragment/")).count(), 30);
        let chinese = bundle(&records, "zh-CN").expect("a bundle");
        assert!(chinese.contains_key("wasm.unknown.pagefind"));
        assert_eq!(bundle(&[], "en-US").expect("nothing").len(), 0);
    }

    #[test]
    fn other_records_have_another_fingerprint() {
        let one = [record("a/", "A")];
        assert_eq!(fingerprint(&one), fingerprint(&one.clone()));
        assert_ne!(fingerprint(&one), fingerprint(&[record("a/", "B")]));
    }
}
