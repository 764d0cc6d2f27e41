//! What was not understood of a query, and where in it.

use std::ops::Range;

use waymark_core::search::Parsed;

use crate::components::element::{View, element, text};

/// What was not understood of the query, each remark below the place that it is about.
pub fn remarks(query: &str, parsed: &Parsed) -> View {
    let items = parsed.diagnostics.iter().map(|remark| {
        element("li")
            .children(marked(query, &remark.span))
            .children(worded(&sentence(&remark.problem.to_string())))
            .view()
    });
    element("ul")
        .class("browse-remarks")
        .attribute("id", "browse-remarks")
        .children(items)
        .view()
}

/// The query with a part of it marked; nothing where the part is not of this query any more.
fn marked(query: &str, span: &Range<usize>) -> Option<View> {
    let before = query.get(..span.start)?;
    let (part, after) = (query.get(span.clone())?, query.get(span.end..)?);
    let query = element("code")
        .class("browse-marked")
        .attribute("dir", "auto")
        .text(before.to_owned())
        .child(element("mark").text(part.to_owned()).view())
        .text(after.to_owned());
    Some(query.view())
}

/// A remark as a sentence of its own.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    [first.as_deref().unwrap_or_default(), letters.as_str(), "."].concat()
}

/// The words of a remark; what it quotes between backticks is set as code.
fn worded(remark: &str) -> Vec<View> {
    let pieces = remark.split('`').enumerate();
    let pieces = pieces.filter(|(_, piece)| !piece.is_empty());
    let views = pieces.map(|(place, piece)| match place % 2 {
        0 => text(piece.to_owned().into()),
        _ => element("code").text(piece.to_owned()).view(),
    });
    views.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_is_a_sentence() {
        assert_eq!(sentence("no card can be that"), "No card can be that.");
        assert_eq!(sentence(""), ".");
    }
}
