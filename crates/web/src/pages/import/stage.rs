//! Where an import is, and what goes into it.

use std::sync::Arc;

use waymark_core::id::RoadmapId;

use super::media::Kept;
use crate::platform::chosen::{self, ChosenFile};
use crate::state::candidate::LONGEST;

/// Where an import is.
#[derive(Clone, Debug)]
pub enum Stage {
    /// Nothing is chosen.
    Choosing,
    /// Documents are being read.
    Reading(Progress),
    /// They wait for the learner.
    Preview,
    /// They are on the shelf; what came of a history, in words; and of pictures and sounds.
    Added(Vec<Added>, Option<String>, Kept),
}

/// How far the reading is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// Documents that were read.
    pub done: usize,
    /// All that are to be read.
    pub all: usize,
    /// The one that is being read.
    pub path: String,
}

/// A roadmap that was added.
#[derive(Clone, Debug)]
pub struct Added {
    /// Which.
    pub roadmap: RoadmapId,
    /// Its title.
    pub title: String,
    /// How many cards it has.
    pub cards: usize,
}

/// A document to read.
pub enum Chosen {
    /// A file.
    File(ChosenFile),
    /// A text that was pasted, with the name to call it by.
    Text(String, String),
    /// What came of a deck of Anki's, which is read already.
    Deck {
        /// What it is called.
        path: String,
        /// Its Markdown.
        bytes: Vec<u8>,
        /// What it is read as, as [`waymark_store::reading`] writes it.
        reading: Vec<u8>,
    },
}

/// What a document holds.
pub struct Held {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// What it is read as, if that is known.
    pub reading: Option<Vec<u8>>,
}

impl Chosen {
    /// What it is called.
    pub fn path(&self) -> &str {
        match self {
            Self::File(chosen) => &chosen.path,
            Self::Text(path, _) | Self::Deck { path, .. } => path,
        }
    }

    /// What it holds.
    ///
    /// # Errors
    /// Why it cannot be read, in words.
    pub async fn held(self) -> Result<Held, String> {
        let (bytes, reading) = match self {
            Self::Text(_, text) => (text.into_bytes(), None),
            Self::Deck { bytes, reading, .. } => (bytes, Some(reading)),
            Self::File(chosen) if chosen.file.size() > LONGEST => {
                return Err("it is longer than 64 MB".to_owned());
            }
            Self::File(chosen) => {
                let bytes = chosen::bytes(&chosen.file).await;
                let bytes =
                    bytes.map_err(|error| format!("the browser cannot read it: {error:?}"))?;
                (bytes, None)
            }
        };
        Ok(Held {
            bytes: bytes.into(),
            reading,
        })
    }
}
