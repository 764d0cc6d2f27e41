//! Storage in memory, with a quota: for tests, and for programs without a browser.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::{KeyValue, StoreError};

/// Texts under keys that are gone when the program ends.
#[derive(Debug)]
pub struct MemoryStore {
    texts: RefCell<BTreeMap<String, String>>,
    /// Characters that keys and texts fill together.
    used: Cell<usize>,
    /// Characters that keys and texts may fill together.
    quota: usize,
}

impl MemoryStore {
    /// Storage for that many characters, keys included.
    pub const fn with_quota(quota: usize) -> Self {
        Self {
            texts: RefCell::new(BTreeMap::new()),
            used: Cell::new(0),
            quota,
        }
    }

    /// Storage of the size that browsers give to a site: 5,242,880 characters.
    pub const fn like_a_browser() -> Self {
        Self::with_quota(5_242_880)
    }
}

impl KeyValue for MemoryStore {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let texts = self.texts.borrow();
        Ok(texts
            .keys()
            .filter(|key| key.starts_with(prefix))
            .cloned()
            .collect())
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.texts.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let mut texts = self.texts.borrow_mut();
        let freed = texts.get(key).map_or(0, |old| key.len() + old.len());
        let used = self.used.get() - freed + key.len() + text.len();
        if used > self.quota {
            return Err(StoreError::Full {
                key: key.to_owned(),
                length: text.len(),
            });
        }
        texts.insert(key.to_owned(), text.to_owned());
        self.used.set(used);
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        if let Some(old) = self.texts.borrow_mut().remove(key) {
            self.used.set(self.used.get() - key.len() - old.len());
        }
        Ok(())
    }
}
