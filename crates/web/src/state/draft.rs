//! What the learner has typed and not finished: kept beside the journal, so that a reload loses
//! nothing, and gone once it is an answer.

use waymark_core::id::CardId;
use waymark_store::{KeyValue, StoreError};

/// What the key of a draft begins with; the id of its card follows.
const DRAFTS: &str = "waymark/draft/";

fn key(card: CardId) -> String {
    format!("{DRAFTS}{card}")
}

/// What was typed for a card.
///
/// # Errors
/// [`StoreError`] when storage cannot be reached.
pub fn read(store: &impl KeyValue, card: CardId) -> Result<Option<String>, StoreError> {
    store.get(&key(card))
}

/// Keeps what was typed for a card; nothing is kept of an empty text.
///
/// # Errors
/// [`StoreError`] when storage refuses.
pub fn keep(store: &impl KeyValue, card: CardId, text: &str) -> Result<(), StoreError> {
    if text.is_empty() {
        forget(store, card)
    } else {
        store.set(&key(card), text)
    }
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

    #[test]
    fn a_draft_is_kept_for_its_card_until_it_is_empty() {
        let store = MemoryStore::like_a_browser();
        let (card, other) = (CardId::from_bits(1), CardId::from_bits(2));
        keep(&store, card, "so far").expect("room");
        assert_eq!(read(&store, card), Ok(Some("so far".into())));
        assert_eq!(read(&store, other), Ok(None));
        keep(&store, card, "").expect("room");
        assert_eq!(store.keys("waymark/"), Ok(vec![]));
    }
}
