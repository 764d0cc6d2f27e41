//! Notes that stand elsewhere, brought to the text that refers to them.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rich_text::{Block, Inline, RichText};

use super::outline::{self, Footnote};

/// A longer note stands in the first text that refers to it only, since many may refer to it.
const LONGEST_SHARED: usize = 2000;
/// No label is longer in Markdown.
const LONGEST_LABEL: usize = 1000;

/// The notes of a document by what they are referred to by.
pub(super) struct Footnotes(FxHashMap<String, Note>);

struct Note {
    text: RichText,
    length: usize,
    /// In how many texts it stands.
    shown: usize,
}

impl Footnotes {
    /// Takes the notes of a document.
    pub fn new(footnotes: Vec<Footnote>) -> Self {
        let notes = footnotes.into_iter().map(|note| {
            let text = outline::into_text(note.nodes);
            let length = text.to_string().len();
            let shown = 0;
            (
                note.label,
                Note {
                    text,
                    length,
                    shown,
                },
            )
        });
        Self(notes.collect())
    }

    /// Begins with texts of another kind, in which no note stands yet.
    pub fn begin_again(&mut self) {
        for note in self.0.values_mut() {
            note.shown = 0;
        }
    }

    /// Adds to `text` the notes that it refers to, in the order in which it does.
    pub fn attach(&mut self, text: &mut RichText) {
        if self.0.is_empty() {
            return;
        }
        let words = text.to_string();
        let mut rest = words.as_str();
        let mut added: FxHashSet<&str> = FxHashSet::default();
        while let Some((_, after)) = rest.split_once('[') {
            rest = after;
            let label = &after[..after.floor_char_boundary(LONGEST_LABEL)];
            let (label, _) = label.split_once(']').unwrap_or_default();
            let Some(note) = self.0.get_mut(label) else {
                continue;
            };
            let long = note.length > LONGEST_SHARED && note.shown > 0;
            if long || !added.insert(label) {
                continue;
            }
            note.shown += 1;
            let mut blocks = note.text.blocks.clone();
            let mark = Inline::Text(format!("[{label}] ").into());
            match blocks.first_mut() {
                Some(Block::Paragraph(inlines)) => inlines.insert(0, mark),
                _ => blocks.insert(0, Block::Paragraph(vec![mark])),
            }
            text.blocks.extend(blocks);
        }
    }
}
