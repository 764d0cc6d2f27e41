//! An edit that is not saved yet: kept beside the journal, so that a reload loses nothing, and gone
//! once it is saved or given up.

use waymark_core::id::CardId;
use waymark_core::roadmap::content_hash;
use waymark_store::{KeyValue, StoreError};

/// What the key of such an edit begins with; the id of its card follows.
const EDITS: &str = "waymark/draft/edit/";

/// What was typed in the place of a card's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditDraft {
    /// The words.
    pub words: String,
    /// What has become of the lines meanwhile.
    pub lines: Lines,
}

/// What has become of the lines that an edit was begun on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// They say what they said.
    AsTheyWere,
    /// They say something else now.
    Changed,
}

fn key(card: CardId) -> String {
    format!("{EDITS}{card}")
}

/// By what the lines are known again.
fn mark(lines: &str) -> String {
    content_hash(lines.as_bytes()).to_string()
}

/// What was typed for a card whose lines say `lines` now.
///
/// # Errors
/// [`StoreError`] when storage cannot be reached.
pub fn read(
    store: &impl KeyValue,
    card: CardId,
    lines: &str,
) -> Result<Option<EditDraft>, StoreError> {
    let kept = store.get(&key(card))?;
    Ok(kept.map(|kept| {
        // Words without a mark are words all the same.
        let (begun_on, words) = kept.split_once('\n').unwrap_or(("", &kept));
        EditDraft {
            words: words.to_owned(),
            lines: if begun_on == mark(lines) {
                Lines::AsTheyWere
            } else {
                Lines::Changed
            },
        }
    }))
}

/// Keeps what was typed in the place of `lines`.
///
/// # Errors
/// [`StoreError`] when storage refuses.
pub fn keep(
    store: &impl KeyValue,
    card: CardId,
    lines: &str,
    words: &str,
) -> Result<(), StoreError> {
    store.set(&key(card), &format!("{}\n{words}", mark(lines)))
}

/// Forgets what was typed for a card.
///
/// # Errors
/// [`StoreError`] when storage refuses.
pub fn forget(store: &impl KeyValue, card: CardId) -> Result<(), StoreError> {
    store.remove(&key(card))
}

#[cfg(test)]
mod tests {
    use waymark_store::key_value::memory::MemoryStore;

    use super::*;

    const CARD: CardId = CardId::from_bits(1);

    #[track_caller]
    fn check(begun_on: &str, now: &str, words: &str, lines: Lines) {
        let store = MemoryStore::like_a_browser();
        keep(&store, CARD, begun_on, words).expect("room");
        let words = words.to_owned();
        assert_eq!(
            read(&store, CARD, now),
            Ok(Some(EditDraft { words, lines }))
        );
        assert_eq!(read(&store, CardId::from_bits(2), now), Ok(None));
        forget(&store, CARD).expect("room");
        assert_eq!(store.keys("waymark/"), Ok(vec![]));
    }

    #[test]
    fn an_edit_is_kept_for_its_card_and_knows_its_lines() {
        check("- tea", "- tea", "- green\n- tea\n", Lines::AsTheyWere);
        check("- tea", "- coffee", "- green tea", Lines::Changed);
        check("- tea", "- tea", "", Lines::AsTheyWere);
    }

    #[test]
    fn words_without_a_mark_are_words() {
        let store = MemoryStore::like_a_browser();
        store.set(&key(CARD), "tea").expect("room");
        let draft = EditDraft {
            words: "tea".into(),
            lines: Lines::Changed,
        };
        assert_eq!(read(&store, CARD, "tea"), Ok(Some(draft)));
    }
}
