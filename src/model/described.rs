//! What the manual says of a name that users write: told once, by the documentation comment of what it names.

/// A key, a field or a function with what its documentation comment says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Described {
    /// The name as users write it. A key below another is written with it, as `check.severity`.
    pub name: &'static str,
    /// What may stand there, in words; for templates the type in Rust.
    pub form: &'static str,
    /// The documentation comment: what it means, and in a second paragraph (“Without it, …”) what holds without it.
    pub comment: &'static str,
}

impl Described {
    /// What it means: the first paragraph of the comment, on one line.
    pub fn meaning(&self) -> String {
        paragraph(self.comment, 0)
    }

    /// What holds without it, where the comment says so.
    ///
    /// `Without it, nothing is shown. => Nothing is shown.`
    pub fn otherwise(&self) -> String {
        let text = paragraph(self.comment, 1);
        let text = text.strip_prefix("Without it, ").unwrap_or(&text);
        // A name alone is no sentence.
        let text = text.strip_suffix('.').filter(|text| text.ends_with('`') && !text.contains(' ')).unwrap_or(text);
        let mut chars = text.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
    }

    /// The names in a table that stand directly below `above` (`""` for the top), as a message lists them.
    pub fn names_below(table: &[Self], above: &str) -> String {
        let mut names: Vec<&str> = Vec::new();
        for described in table {
            let Some(below) = described.name.strip_prefix(above) else { continue };
            let name = below.split('.').next().unwrap_or_default();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    }
}

/// One paragraph of a documentation comment, on one line.
fn paragraph(comment: &str, number: usize) -> String {
    let lines: Vec<&str> = comment.lines().map(str::trim).collect();
    let paragraph = lines.split(|line| line.is_empty()).filter(|lines| !lines.is_empty()).nth(number);
    paragraph.map(|lines| lines.join(" ")).unwrap_or_default()
}

/// Defines a struct that is read from the keys of a YAML mapping, and `KEYS`, the table of those keys: each with its
/// name, its form and its documentation comment. Fields that are no keys stand after `with`.
macro_rules! keys {
    (
        $(#[$about:meta])+
        pub struct $name:ident {
            $($(#[doc = $doc:literal])+ $key:literal ($form:literal) => $field:ident: $type:ty;)+
        }
        $(with { $($(#[doc = $more_doc:literal])+ $more:ident: $more_type:ty;)+ })?
    ) => {
        $(#[$about])+
        pub struct $name {
            $(
                #[doc = concat!("`", $key, "`: ", $form, ".\n")]
                $(#[doc = $doc])+
                pub $field: $type,
            )+
            $($($(#[doc = $more_doc])+ pub $more: $more_type,)+)?
        }

        impl $name {
            /// The keys with what the manual says of them.
            pub const KEYS: &'static [$crate::model::Described] = &[$(
                $crate::model::Described { name: $key, form: $form, comment: concat!($($doc, "\n"),+) },
            )+];
        }
    };
}

pub(crate) use keys;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_read_by_paragraph() {
        let comment = " What it\n is.\n\n Without it, nothing\n happens.\n";
        let described = Described { name: "a", form: "text", comment };
        assert_eq!((described.meaning().as_str(), described.otherwise().as_str()), ("What it is.", "Nothing happens."));
        assert_eq!(Described { comment: " x\n", ..described }.otherwise(), "");
    }

    #[test]
    fn names_are_listed_by_level() {
        let table = ["a", "b.c", "b.d"].map(|name| Described { name, form: "", comment: "" });
        assert_eq!(Described::names_below(&table, ""), "a, b");
        assert_eq!(Described::names_below(&table, "b."), "c, d");
    }
}
