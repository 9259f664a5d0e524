//! What readers search: a bundle for each locale, kept where its pages say what they said before.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fs;

use super::manifest::Manifest;
use super::output::Fresh;
use super::shard::Shard;
use super::standing::Standing;
use super::{Fate, Files};
use crate::diagnostics::Fatal;
use crate::render::Renderer;
use crate::render::search::records as records_of;
use crate::search::{bundle, fingerprint};

/// Writes the bundles of all locales, or those of a shard. Gives what each was made of. One locale after the other, because
/// memory is what they cost.
pub fn write(
    renderer: &Renderer<'_>,
    shard: Option<Shard>,
    fresh: &Fresh<'_>,
    standing: Option<&Standing>,
    files: &mut Files,
) -> Result<BTreeMap<String, String>, Fatal> {
    let site = renderer.site();
    let mut made_of = BTreeMap::new();
    if !site.config.search {
        return Ok(made_of);
    }
    for (nth, locale) in site.config.published().enumerate() {
        let (tag, folder) = (site.config.locale(locale).tag.to_string(), site.search_address(locale));
        if shard.is_some_and(|shard| !shard.has_nth(nth)) {
            continue;
        }
        let stands = standing.is_some_and(|standing| standing.has_all_of(site, locale));
        let known = fresh.old().filter(|_| stands).and_then(|old| old.search.get(&tag)).cloned();
        let records = OnceCell::new();
        let records = || records.get_or_init(|| records_of(renderer, locale));
        let print = known.unwrap_or_else(|| fingerprint(records()));
        let old = fresh.old().filter(|old| old.search.get(&tag) == Some(&print));
        let kept = old.and_then(|old| kept(old, &folder, fresh));
        made_of.insert(tag.clone(), print);
        match kept {
            Some(kept) => {
                for (path, hash) in kept.into_iter().filter(|(path, _)| site.routes.get(path).is_none()) {
                    files.add(path.clone(), hash.clone(), Fate::Kept);
                }
            }
            None => {
                for (name, bytes) in bundle(records(), &tag)? {
                    let path = format!("{folder}{name}");
                    // A file of the content that lies there goes first.
                    if site.routes.get(&path).is_some() {
                        continue;
                    }
                    let (hash, fate) = fresh.put(&path, &bytes)?;
                    files.add(path, hash, fate);
                }
            }
        }
    }
    Ok(made_of)
}

/// The files below a folder of the old output with their hashes, where all of them are as they were written.
fn kept<'o>(old: &'o Manifest, folder: &str, fresh: &Fresh<'_>) -> Option<Vec<(&'o String, &'o String)>> {
    let files: Vec<_> = old.files.range(folder.to_owned()..).take_while(|(path, _)| path.starts_with(folder)).collect();
    let is_untouched = |path: &str| {
        let file = fresh.former(path);
        fs::metadata(&file).is_ok_and(|metadata| old.is_untouched(&file, metadata.len() as usize))
    };
    files.iter().all(|(path, _)| is_untouched(path)).then_some(files)
}
