//! What two fronts share that a learner reads as the same.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use crate::rich_text::{Block, Inline, RichText};

/// A number that two fronts share if their words are the same but for case and white space.
pub(super) fn fingerprint(front: &RichText) -> u64 {
    let mut hasher = FxHasher::default();
    for block in &front.blocks {
        match block {
            Block::Paragraph(inlines) => add_run(inlines, &mut hasher),
            Block::Code { text, .. } => add(text, &mut hasher),
            other => add(&other.to_string(), &mut hasher),
        }
        // No letter is this byte.
        hasher.write_u8(u8::MAX);
    }
    hasher.finish()
}

fn add_run(inlines: &[Inline], hasher: &mut FxHasher) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Math { source: text, .. } => {
                add(text, hasher);
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Link { text: inner, .. } => add_run(inner, hasher),
            Inline::LineBreak => {}
        }
    }
}

fn add(words: &str, hasher: &mut FxHasher) {
    if words.is_ascii() {
        let mut state = hasher.clone();
        for &byte in words.as_bytes() {
            let mut next = state.clone();
            next.write_u8(byte.to_ascii_lowercase());
            // A choice of two values and no branch, since nobody can foretell where words end.
            state = match byte {
                b' ' | b'\t'..=b'\r' => state,
                _ => next,
            };
        }
        *hasher = state;
        return;
    }
    for c in words.chars().filter(|c| !c.is_whitespace()) {
        let lower = c.to_lowercase().next().unwrap_or(c);
        for &byte in lower.encode_utf8(&mut [0; 4]).as_bytes() {
            hasher.write_u8(byte);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &[&str], other: &[&str], same: bool) {
        let front = |paragraphs: &[&str]| RichText {
            blocks: paragraphs
                .iter()
                .map(|words| Block::Paragraph(vec![Inline::Text((*words).to_owned().into())]))
                .collect(),
        };
        let shared = fingerprint(&front(one)) == fingerprint(&front(other));
        assert_eq!(shared, same, "{one:?} {other:?}");
    }

    #[test]
    fn case_and_white_space_make_no_difference() {
        check(&["What is a Pod?"], &["what  is\na pod?"], true);
        check(&["What is a Pod?"], &["What\u{a0}is a Pod?"], true);
        check(&["Ö 1"], &["ö1"], true);
        check(&["What is a Pod?"], &["What is a Pot?"], false);
        check(&["a", "b"], &["ab"], false);
        check(&["a", ""], &["a"], false);
    }
}
