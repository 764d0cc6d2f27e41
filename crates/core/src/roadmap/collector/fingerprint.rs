//! What two fronts share that a learner reads as the same.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use crate::rich_text::{Block, Inline, RichText};

/// A number that two fronts share if their words are the same but for case and white space.
pub(super) fn fingerprint(front: &RichText) -> u64 {
    let mut letters = Letters::default();
    for block in &front.blocks {
        match block {
            Block::Paragraph(inlines) => letters.add_words(inlines),
            Block::Code { text, .. } => letters.add(text),
            other => letters.add(&other.to_string()),
        }
        letters.end();
    }
    letters.hasher.finish()
}

/// The letters of a text on their way into a hash, eight bytes at a time.
#[derive(Default)]
struct Letters {
    hasher: FxHasher,
    /// The bytes that are not hashed yet, the last one lowest.
    bytes: u64,
    /// How many there are.
    count: u32,
}

impl Letters {
    fn add_words(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) | Inline::Code(text) | Inline::Math { source: text, .. } => {
                    self.add(text);
                }
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Strikethrough(inner)
                | Inline::Link { text: inner, .. } => self.add_words(inner),
                Inline::LineBreak => {}
            }
        }
    }

    fn add(&mut self, words: &str) {
        if words.is_ascii() {
            for byte in words.bytes() {
                if !matches!(byte, b' ' | b'\t'..=b'\r') {
                    self.push(byte.to_ascii_lowercase());
                }
            }
            return;
        }
        for c in words.chars().filter(|c| !c.is_whitespace()) {
            let lower = c.to_lowercase().next().unwrap_or(c);
            let mut buffer = [0; 4];
            lower
                .encode_utf8(&mut buffer)
                .bytes()
                .for_each(|byte| self.push(byte));
        }
    }

    fn push(&mut self, byte: u8) {
        self.bytes = self.bytes << 8 | u64::from(byte);
        self.count += 1;
        if self.count == u64::BITS / 8 {
            self.hasher.write_u64(self.bytes);
            (self.bytes, self.count) = (0, 0);
        }
    }

    /// Ends a block.
    fn end(&mut self) {
        self.hasher.write_u64(self.bytes);
        self.hasher.write_u32(self.count);
        (self.bytes, self.count) = (0, 0);
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
        check(&["12345678", ""], &["12345678"], false);
    }
}
