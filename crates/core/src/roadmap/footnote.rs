//! Notes that stand elsewhere, brought to the text that refers to them.

use rustc_hash::FxHashMap;

use crate::rich_text::{Block, Inline, RichText};

use super::outline::{self, Footnote};

/// The notes of a document by what they are referred to by.
pub(super) struct Footnotes(FxHashMap<String, RichText>);

impl Footnotes {
    /// Takes the notes of a document.
    pub fn new(footnotes: Vec<Footnote>) -> Self {
        let notes = footnotes
            .into_iter()
            .map(|note| (note.label, outline::into_text(note.nodes)));
        Self(notes.collect())
    }

    /// Adds to `text` the notes that it refers to, in the order in which it does.
    pub fn attach(&self, text: &mut RichText) {
        if self.0.is_empty() {
            return;
        }
        let words = text.to_string();
        let mut rest = words.as_str();
        let mut added: Vec<&str> = Vec::new();
        while let Some((_, after)) = rest.split_once('[') {
            let (label, _) = after.split_once(']').unwrap_or_default();
            rest = after;
            let Some(note) = self.0.get(label).filter(|_| !added.contains(&label)) else {
                continue;
            };
            added.push(label);
            let mut blocks = note.blocks.clone();
            let mark = Inline::Text(format!("[{label}] ").into());
            match blocks.first_mut() {
                Some(Block::Paragraph(inlines)) => inlines.insert(0, mark),
                _ => blocks.insert(0, Block::Paragraph(vec![mark])),
            }
            text.blocks.extend(blocks);
        }
    }
}
