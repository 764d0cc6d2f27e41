//! What two fronts share that a learner reads as the same.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use crate::rich_text::{Block, Inline, RichText};

/// Makes the numbers that fronts share if a learner reads them as the same.
#[derive(Default)]
pub(super) struct Fingerprints {
    /// The words of the last front, without what makes no difference.
    folded: Vec<u8>,
}

impl Fingerprints {
    /// A number that two fronts share if their words are the same but for case and white space.
    pub fn of(&mut self, front: &RichText) -> u64 {
        self.folded.clear();
        for block in &front.blocks {
            match block {
                Block::Paragraph(inlines) => add_run(inlines, &mut self.folded),
                Block::Code { text, .. } => add(text, &mut self.folded),
                other => add(&other.to_string(), &mut self.folded),
            }
            // No letter is this byte.
            self.folded.push(u8::MAX);
        }
        let mut hasher = FxHasher::default();
        hasher.write(&self.folded);
        hasher.finish()
    }
}

fn add_run(inlines: &[Inline], folded: &mut Vec<u8>) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Math { source: text, .. } => {
                add(text, folded);
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Link { text: inner, .. } => add_run(inner, folded),
            Inline::Media { name, alt } => {
                add(alt, folded);
                add(name.as_str(), folded);
            }
            Inline::LineBreak => {}
        }
    }
}

fn add(words: &str, folded: &mut Vec<u8>) {
    if words.is_ascii() {
        let before = folded.len();
        folded.resize(before + words.len(), 0);
        let room = folded.get_mut(before..).unwrap_or_default();
        let mut kept = 0;
        for byte in words.bytes() {
            // Each byte is written, and white space written over: nobody can foretell where
            // words end, and a branch would have to.
            if let Some(place) = room.get_mut(kept) {
                *place = byte.to_ascii_lowercase();
            }
            kept += usize::from(!matches!(byte, b' ' | b'\t'..=b'\r'));
        }
        folded.truncate(before + kept);
        return;
    }
    for c in words.chars().filter(|c| !c.is_whitespace()) {
        let lower = c.to_lowercase().next().unwrap_or(c);
        folded.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
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
        let mut fingerprints = Fingerprints::default();
        let shared = fingerprints.of(&front(one)) == fingerprints.of(&front(other));
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
