//! Where the first sentence of a run ends.

use crate::rich_text::Inline;

/// The inline and the byte of the period that ends the first of several sentences.
pub(in crate::roadmap) fn end_of_first_sentence(inlines: &[Inline]) -> Option<(usize, usize)> {
    inlines.iter().enumerate().find_map(|(index, inline)| {
        let Inline::Text(text) = inline else {
            return None;
        };
        let at = text.match_indices(". ").map(|(at, _)| at).find(|&at| {
            let word = text[..at].rsplit([' ', '(']).next().unwrap_or("");
            let abbreviated = word.contains('.')
                || matches!(word, "approx" | "ca" | "cf" | "etc" | "incl" | "vs");
            let begins = match text[at + 2..].chars().next() {
                Some(first) => first.is_uppercase(),
                None => begins_sentence(inlines.get(index + 1..).unwrap_or_default()),
            };
            begins && !abbreviated
        })?;
        Some((index, at))
    })
}

/// Whether a run may be a sentence: it begins with a capital, or with code, which has none.
fn begins_sentence(inlines: &[Inline]) -> bool {
    match inlines.first() {
        Some(Inline::Text(text)) => text.starts_with(char::is_uppercase),
        Some(Inline::Code(_)) => true,
        Some(
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Link { text: inner, .. },
        ) => begins_sentence(inner),
        Some(Inline::Math { .. } | Inline::Media { .. } | Inline::LineBreak) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_before_a_capital_or_code() {
        #[track_caller]
        fn check(run: &[Inline], expected: Option<(usize, usize)>) {
            assert_eq!(end_of_first_sentence(run), expected);
        }
        let text = |words: &str| Inline::Text(words.to_owned().into());
        let code = || Inline::Code("etcdctl".to_owned().into());
        check(&[text("Take one. Keep it.")], Some((0, 8)));
        check(
            &[text("Take one. "), code(), text(" makes it.")],
            Some((0, 8)),
        );
        check(
            &[text("Take one. "), Inline::Strong(vec![text("Keep it.")])],
            Some((0, 8)),
        );
        check(
            &[text("Take one. "), Inline::Emphasis(vec![text("or two.")])],
            None,
        );
        check(&[text("Take one, e.g. "), code()], None);
        check(&[text("Run "), code(), text(". Then wait.")], Some((2, 0)));
        check(&[text("Take one. ")], None);
    }
}
