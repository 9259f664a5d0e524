//! A source beside its translation.

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

/// The ids that a translation's headings get so that a fragment link works in every language: the source's, where the
/// two have the same sequence of heading levels. Where they have not, nothing is claimed, and each heading keeps its
/// own id.
///
/// An id that an author wrote into the translation stands. The id that a heading would have had stays as an alias.
pub fn heading_ids(translation: &Document, source: &Document) -> Option<HeadingIds> {
    let (own, theirs) = (&translation.body.headings, &source.body.headings);
    let same = own.len() == theirs.len() && own.iter().zip(theirs).all(|(own, theirs)| own.level == theirs.level);
    let differs = own.iter().zip(theirs).any(|(own, theirs)| !own.explicit && own.id != theirs.id);
    if !same || !differs {
        return None;
    }
    let mut ids: Vec<String> = Vec::with_capacity(own.len());
    for (own, theirs) in own.iter().zip(theirs) {
        let wanted = if own.explicit { &own.id } else { &theirs.id };
        // Two headings must never share an id; the later one keeps its own.
        ids.push(if ids.contains(wanted) { own.id.clone() } else { wanted.clone() });
    }
    let alias = |own: &Heading, id: &String| (own.id != *id && !ids.contains(&own.id)).then(|| own.id.clone());
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
    }
}
