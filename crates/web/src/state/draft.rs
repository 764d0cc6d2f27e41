//! What the learner has typed and not finished: kept in storage, so that a reload loses nothing, and
//! gone once it is what it was to be.

use waymark_core::id::CardId;
use waymark_store::{KeyValue, StoreError};

/// What the keys of drafts begin with.
const DRAFTS: &str = "waymark/draft/";

/// What is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The own answer to a card.
    Answer(CardId),
    /// The text that is to be imported.
    Import,
}

impl Typed {
    fn key(self) -> String {
        match self {
            Self::Answer(card) => format!("{DRAFTS}{card}"),
            Self::Import => format!("{DRAFTS}import"),
        }
    }
}

/// What was typed there.
///
/// # Errors
/// [`StoreError`] when storage cannot be reached.
pub fn read(store: &impl KeyValue, typed: Typed) -> Result<Option<String>, StoreError> {
    store.get(&typed.key())
}

/// Keeps what was typed, unless that is what is `saved` anyway.
///
/// # Errors
/// [`StoreError`] when storage refuses.
pub fn keep(
    store: &impl KeyValue,
    typed: Typed,
    text: &str,
    saved: &str,
) -> Result<(), StoreError> {
    if text == saved {
        forget(store, typed)
    } else {
        store.set(&typed.key(), text)
    }
}

/// Forgets what was typed there.
///
/// # Errors
/// [`StoreError`] when storage refuses.
pub fn forget(store: &impl KeyValue, typed: Typed) -> Result<(), StoreError> {
    store.remove(&typed.key())
}

#[cfg(test)]
mod tests {
    use waymark_store::key_value::memory::MemoryStore;

    use super::*;

    const CARD: Typed = Typed::Answer(CardId::from_bits(1));
    const OTHER: Typed = Typed::Answer(CardId::from_bits(2));

    #[test]
    fn a_draft_is_kept_in_its_place_until_it_is_what_is_saved() {
        let store = MemoryStore::like_a_browser();
        keep(&store, CARD, "so far", "").expect("room");
        assert_eq!(read(&store, CARD), Ok(Some("so far".into())));
        assert_eq!(read(&store, OTHER), Ok(None));
        assert_eq!(read(&store, Typed::Import), Ok(None));
        keep(&store, CARD, "", "").expect("room");
        assert_eq!(store.keys("waymark/"), Ok(vec![]));
    }

    #[test]
    fn an_answer_that_was_emptied_is_an_empty_draft() {
        let store = MemoryStore::like_a_browser();
        keep(&store, CARD, "", "as it was").expect("room");
        assert_eq!(read(&store, CARD), Ok(Some(String::new())));
        keep(&store, CARD, "as it was", "as it was").expect("room");
        assert_eq!(read(&store, CARD), Ok(None));
    }
}
