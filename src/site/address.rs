//! Where pages live: the address of each page below the site's root.

use super::Site;
use super::links::Base;
use super::target::Target;
use crate::model::{LocaleId, Origin, PageKey};

impl Site {
    /// The address of a page below the site's root, as `de-de/help/page/`.
    pub fn page_address(&self, locale: LocaleId, key: &PageKey, origin: Origin) -> String {
        let document = self.document(origin.document());
        let slug = document.front.slug.as_deref().map(|slug| slug.trim_matches('/')).filter(|slug| is_segment(slug));
        let tag = &self.config.locale(locale).tag;
        let room = tag.as_str().len() + key.as_str().len() + slug.map_or(0, str::len) + 2;
        let mut address = String::with_capacity(room);
        address.push_str(tag.as_str());
        address.make_ascii_lowercase();
        address.push('/');
        key.address_into(&mut address, slug);
        address
    }

    /// The address of a locale's start.
    ///
    /// `zh-TW => zh-tw/`
    pub fn locale_address(&self, locale: LocaleId) -> String {
        format!("{}/", self.config.locale(locale).tag.slug())
    }

    /// The address of a page on the host that its docset is published on, from the root, where that is known.
    ///
    /// `docs/a, in a docset docs that lives at help/api => /help/api/a`
    pub fn docset_address(&self, locale: LocaleId, key: &PageKey) -> Option<String> {
        self.paths.docset_address(locale, key.as_str())
    }

    /// Where the picture leads that the site has for link previews, for pages of a locale.
    pub fn image(&self, locale: LocaleId) -> Option<Target> {
        let (image, _) = self.config.image.as_ref()?;
        let base = Base { locale: self.config.source_locale.unwrap_or(locale), path: "", document: None };
        Some(self.resolve(locale, base, image))
    }

    /// The address of a copied file.
    pub fn asset_address(&self, asset: usize) -> String {
        let asset = &self.assets[asset];
        format!("{}{}", self.locale_address(asset.locale), asset.path)
    }
}

/// Whether a slug can be the last segment of an address.
pub fn is_segment(slug: &str) -> bool {
    !slug.is_empty() && slug != "." && slug != ".." && !slug.contains(['/', '\\', '?', '#', '\0', '\n'])
}
