//! A source beside its translation.

pub mod align;
mod alike;
pub mod destination;
mod entries;
pub mod figures;
mod ideographs;
pub mod language;
pub mod memory;
mod months;
mod needed;
mod numbers;
pub mod outline;
mod pair;
pub mod path;
pub mod pseudo;
pub mod record;
pub mod status;
pub mod untouched;
mod wording;
mod words;

use rustc_hash::FxHashSet;

use crate::model::Document;
use crate::model::document::Heading;

/// The ids of a translation's headings, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingIds {
    /// The id of each heading: its source's, where that could be carried over.
    pub ids: Vec<String>,
    /// The id that its own words would have given it, where that is another one.
    pub aliases: Vec<Option<String>>,
}

/// The ids that a translation's headings get so that a fragment link works in every language: the source's, where it can
/// be told which heading is which ([`outline::pair`]). Where it cannot, nothing is claimed, and each heading keeps its own
/// id.
///
/// An id that an author wrote into the translation stands. The id that a heading would have had stays as an alias.
pub fn heading_ids(translation: &Document, source: &Document) -> Option<HeadingIds> {
    let (own, theirs) = (&translation.body.headings, &source.body.headings);
    let pairs = outline::pair(own, theirs);
    let wanted = |index: usize| match pairs[index].filter(|_| !own[index].explicit) {
        Some(of) => &theirs[of].id,
        None => &own[index].id,
    };
    if (0..own.len()).all(|index| *wanted(index) == own[index].id) {
        return None;
    }
    let mut taken: FxHashSet<&str> = own.iter().filter(|own| own.explicit).map(|own| own.id.as_str()).collect();
    let mut ids: Vec<String> = Vec::with_capacity(own.len());
    for (index, heading) in own.iter().enumerate() {
        let wanted = wanted(index);
        // Two headings must never share an id; the later one keeps its own.
        let free = heading.explicit || taken.insert(wanted);
        ids.push(if free { wanted.clone() } else { heading.id.clone() });
    }
    let all: FxHashSet<&String> = ids.iter().collect();
    let alias = |own: &Heading, id: &String| (own.id != *id && !all.contains(&own.id)).then(|| own.id.clone());
    let aliases = own.iter().zip(&ids).map(|(own, id)| alias(own, id)).collect();
    Some(HeadingIds { ids, aliases })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::LocaleId;
    use crate::parse::page::{Request, parse};

    fn document(text: &str) -> Document {
        let file: Arc<str> = "a.md".into();
        parse(Request {
            file: &file,
            text,
            locale: LocaleId(0),
            path: "a.md",
            include: false,
            manner: Default::default(),
        })
        .0
    }

    #[test]
    fn anchors_are_carried_over_only_where_the_outline_is_the_same() {
        let source = document("# Start\n\n## What you need\n\n## Next\n");
        let translation = document("# Anfang\n\n## Was Sie brauchen\n\n## <a name=\"own\"></a>Weiter\n");
        let ids = heading_ids(&translation, &source).expect("the outlines agree");
        assert_eq!(ids.ids, ["start", "what-you-need", "own"]);
        assert_eq!(ids.aliases, [Some("anfang".to_owned()), Some("was-sie-brauchen".to_owned()), None]);
        assert_eq!(heading_ids(&document("# Anfang\n\n### Was\n\n## Weiter\n"), &source), None);
        assert_eq!(heading_ids(&source, &source), None, "nothing to carry over");
        // A section that the translation lacks costs only its own neighbours.
        let source = document("# A {#a}\n\n## B\n\n## <a name=\"c\"></a>C\n\n## D\n\n## E\n");
        let translation = document("# A {#a}\n\n## Be\n\n## <a name=\"c\"></a>Ce\n\n## De\n");
        assert_eq!(heading_ids(&translation, &source).expect("one is told").ids, ["a", "b", "c", "de"]);
    }
}
