//! What one document is: read by the importer's worker unless that is done, and judged by what is here.

use std::sync::Arc;

use leptos::prelude::*;
use waymark_core::id::RoadmapId;
use waymark_store::reading;

use super::importing::Importing;
use super::stage::{Chosen, Held};
use crate::platform::page;
use crate::platform::worker::{Reader, ReaderError};
use crate::state::candidate::{Candidate, Standing};
use crate::state::snapshots;

impl Importing {
    /// Reads a document and judges it.
    pub(super) async fn candidate(&self, document: Chosen) -> Result<Candidate, String> {
        let turn = self.turn.get_value();
        let path = document.path().to_owned();
        let Held { bytes, reading } = document.held().await?;
        if self.is_over(turn) {
            return Err(ReaderError::Stopped.to_string());
        }
        let others = self.candidates.get_untracked();
        let judged = match reading {
            Some(reading) => self.judge(&reading, Arc::clone(&bytes), &others).await?,
            None => {
                self.judged(&path, Arc::clone(&bytes), None, &others)
                    .await?
            }
        };
        let mut candidate = self.weighed(&path, judged, bytes, &others).await?;
        if candidate.standing == Standing::New {
            let resemblance = self.resemblance.get_value();
            let earlier = resemblance.earlier(candidate.path(), candidate.roadmap());
            candidate.earlier = earlier.cloned();
        }
        Ok(candidate)
    }

    /// Reads a document, as a version of the roadmap `known` if it is one.
    pub(super) async fn judged(
        &self,
        path: &str,
        bytes: Arc<[u8]>,
        known: Option<&RoadmapId>,
        others: &[Arc<Candidate>],
    ) -> Result<Candidate, String> {
        let turn = self.turn.get_value();
        let answer = self.read(path, &bytes, known).await;
        if self.is_over(turn) {
            return Err(ReaderError::Stopped.to_string());
        }
        if answer.is_err() {
            // It may be in no state to read the next one.
            self.stop_reader();
        }
        let answer = answer.map_err(|error| error.to_string())?;
        self.judge(&answer, bytes, others).await
    }

    /// Judges a document by what it was read as.
    async fn judge(
        &self,
        reading: &[u8],
        bytes: Arc<[u8]>,
        others: &[Arc<Candidate>],
    ) -> Result<Candidate, String> {
        let turn = self.turn.get_value();
        let reading = reading::from_bytes(reading).map_err(|error| error.to_string())?;
        let reading = reading.ok_or_else(|| "the importer made nothing of it".to_owned())?;
        page::pause().await;
        // Where nothing can be read of it, the shelf says what the roadmap was.
        let kept = match snapshots::kept(&reading.roadmap.roadmap.id).await {
            Ok(kept) => kept.map(|kept| kept.snapshot),
            Err(_) => None,
        };
        if self.is_over(turn) {
            return Err(ReaderError::Stopped.to_string());
        }
        let shelf = self.study.shelf_now();
        Ok(Candidate::new(reading, bytes, others, &shelf, kept))
    }

    async fn read(
        &self,
        path: &str,
        bytes: &[u8],
        known: Option<&RoadmapId>,
    ) -> Result<Vec<u8>, ReaderError> {
        let reader = match self.reader.get_value() {
            Some(reader) => reader,
            None => Reader::start(|reader| self.reader.set_value(Some(reader))).await?,
        };
        reader.read(path, bytes, known).await
    }
}
