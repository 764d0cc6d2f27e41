//! The versions that a roadmap went through, as the journal names them.

use waymark_core::id::{ContentHash, RoadmapId};
use waymark_core::journal::{Fact, Journal};
use waymark_core::roadmap;
use waymark_core::time::{Instant, Shift};

use super::Version;

/// Anki counts in seconds.
const SECOND: Shift = Shift::from_ms(1_000);
/// Of some documents nobody says when they changed.
const NEVER: Instant = Instant::from_unix_ms(0);

/// When a roadmap became as it is now, and what it was before.
#[derive(Debug)]
pub struct Versions {
    /// Since when it is as it is; `None` where the journal does not know its document.
    pub since: Option<Instant>,
    /// What it was before, oldest first, as far back as every document is there.
    pub earlier: Vec<Version>,
}

impl Versions {
    /// Reads again what a roadmap was before its document was the one of that hash; `document`
    /// gives the bytes of those that are kept.
    pub fn of<'a>(
        roadmap: &RoadmapId,
        current: ContentHash,
        journal: &Journal,
        document: impl Fn(ContentHash) -> Option<&'a [u8]>,
    ) -> Self {
        let mut came: Vec<(Instant, ContentHash)> = Vec::new();
        for event in journal.live() {
            if let Fact::Imported(imported) = &event.fact
                && imported.roadmap == *roadmap
                && came
                    .last()
                    .is_none_or(|(_, last)| *last != imported.content)
            {
                came.push((event.moment.instant, imported.content));
            }
        }
        let since = match came.last() {
            Some((since, last)) if *last == current => {
                let since = *since;
                came.pop();
                Some(since)
            }
            _ => None,
        };
        let mut earlier = Vec::new();
        for (since, content) in came.into_iter().rev() {
            // Beyond one that is not there, nobody knows whether its notes were the same.
            let Some(bytes) = document(content) else {
                break;
            };
            let read = roadmap::import_as(bytes, roadmap.as_str(), Some(roadmap));
            earlier.push(Version {
                since,
                roadmap: read.roadmap,
            });
        }
        earlier.reverse();
        Self { since, earlier }
    }

    /// Since when it is as it is, where its document changed at `modified` if anybody says so.
    pub fn since(&self, modified: Option<Instant>) -> Instant {
        // What is not in the journal yet is newer than what is.
        let after = self.earlier.last().map(|last| last.since.shifted(SECOND));
        self.since.or(modified.max(after)).unwrap_or(NEVER)
    }
}
