//! The one kind of storage that is asked for: texts under keys.

pub mod memory;

use std::fmt;

/// Texts under keys, as in the browser's localStorage.
///
/// A write is atomic: afterwards the key holds the old text or the new one, never a mixture.
pub trait KeyValue {
    /// Every key that begins with `prefix`, in no particular order.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached.
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError>;

    /// The text under `key`, if there is one.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// The first line of the text under `key`, if there is one: for storage that need not read the
    /// rest.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached.
    fn head(&self, key: &str) -> Result<Option<String>, StoreError> {
        let text = self.get(key)?;
        Ok(text.map(|text| head(&text).to_owned()))
    }

    /// Whether what is under `key` is archived: it can be read, and takes no room here.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached.
    fn is_archived(&self, _key: &str) -> Result<bool, StoreError> {
        Ok(false)
    }

    /// Puts `text` under `key` in place of what was there.
    ///
    /// # Errors
    /// [`StoreError::Full`] when there is no room, [`StoreError::Blocked`] when storage cannot be
    /// reached. Either way the key is as it was.
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError>;

    /// Removes `key`, if it is there.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when storage cannot be reached.
    fn remove(&self, key: &str) -> Result<(), StoreError>;
}

/// The first line of a text, without its end.
pub fn head(text: &str) -> &str {
    text.split_once('\n').map_or(text, |(head, _)| head)
}

/// Storage did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// There is no room for the text.
    Full {
        /// The key that was to be written.
        key: String,
        /// How long its text is, in characters.
        length: usize,
    },
    /// Storage cannot be reached at all.
    Blocked {
        /// What the platform said.
        cause: String,
    },
    /// The value has no written form.
    Unwritable {
        /// What the encoder said.
        cause: String,
    },
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full { key, length } => {
                write!(f, "no room for {length} characters under `{key}`")
            }
            Self::Blocked { cause } => write!(f, "storage cannot be reached: {cause}"),
            Self::Unwritable { cause } => write!(f, "the value cannot be written: {cause}"),
        }
    }
}

impl std::error::Error for StoreError {}
