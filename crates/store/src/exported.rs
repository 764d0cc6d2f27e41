//! What the Anki packages that this browser made say of their notes: kept to tell, at the next export, which
//! notes changed since.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bundle::BundleError;

/// The version of what [`Exported::to_bytes`] writes; it goes up when that changes.
const VERSION: u32 = 1;

/// The notes that were exported, by what Anki knows them by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported(pub BTreeMap<String, ExportedNote>);

/// What the last package with a note said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedNote {
    /// The second since which it says that.
    pub modified_s: i64,
    /// 64 bits of what it says.
    pub said: u64,
}

impl Exported {
    /// Writes them.
    ///
    /// # Errors
    /// [`BundleError::Postcard`] if the encoder fails, which nothing is known to make it do.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BundleError> {
        postcard::to_allocvec(&(VERSION, &self.0)).map_err(BundleError::Postcard)
    }

    /// Reads what [`Self::to_bytes`] wrote; nothing if another version wrote it, or if it is damaged: then
    /// every note is as old as its document, and Anki updates more than changed.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        match postcard::from_bytes::<(u32, BTreeMap<String, ExportedNote>)>(bytes) {
            Ok((VERSION, notes)) => Self(notes),
            Ok(_) | Err(_) => Self::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_version_1_wrote_is_read_for_ever() {
        let note = |modified_s, said| ExportedNote { modified_s, said };
        let exported = Exported(BTreeMap::from([
            ("waymark-a".to_owned(), note(1_700_000_000, 1)),
            ("waymark-b".to_owned(), note(-1, u64::MAX)),
        ]));
        let golden = [
            &[1, 2, 9][..],
            b"waymark-a",
            &[0x80, 0xc4, 0x9f, 0xd5, 0x0c, 1, 9],
            b"waymark-b",
            &[1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1],
        ]
        .concat();
        assert_eq!(exported.to_bytes().ok(), Some(golden.clone()));
        assert_eq!(Exported::from_bytes(&golden), exported);
    }

    #[test]
    fn other_bytes_say_nothing() {
        for bytes in [&[][..], &[2, 0], &[1, 200], b"waymark"] {
            assert_eq!(Exported::from_bytes(bytes), Exported::default());
        }
    }
}
