//! What happened, as far as it is in memory: all of it, or what came after a checkpoint.

use std::sync::Arc;

use waymark_core::checkpoint::Resumed;
use waymark_core::collection::{Collection, Members};
use waymark_core::id::{EventId, ReplicaId};
use waymark_core::journal::{Event, Fact, Journal, ReviewSpan};
use waymark_core::study::{Extent, Session};
use waymark_core::time::{Instant, Moment};
use waymark_store::reader::Stored;

use super::Learner;

impl<S> Learner<S> {
    /// How far the journal is.
    pub fn extent(&self) -> Extent<'_> {
        Extent::of(self.past.journal_in_memory(), self.past.events())
    }
}

/// The journal with its fold, or as much of it as the start had to read.
#[derive(Debug)]
pub(super) enum Past {
    /// Everything.
    Whole {
        journal: Journal,
        collection: Box<Collection>,
    },
    /// The end, after a checkpoint.
    Resumed(Box<Resumed>),
}

impl Past {
    /// Everything that storage holds; takes its events.
    pub fn whole(stored: &mut Stored) -> Self {
        let journal = Journal::from_events(std::mem::take(&mut stored.events));
        Self::Whole {
            collection: Box::new(Collection::fold(&journal)),
            journal,
        }
    }

    pub const fn collection(&self) -> &Collection {
        match self {
            Self::Whole { collection, .. } => collection,
            Self::Resumed(resumed) => resumed.collection(),
        }
    }

    /// Learns which cards are of which roadmap.
    pub fn join(&mut self, members: Arc<Members>) {
        match self {
            Self::Whole { collection, .. } => collection.join(members),
            Self::Resumed(resumed) => resumed.join(members),
        }
    }

    /// All that is here, which may be the end only.
    pub const fn journal_in_memory(&self) -> &Journal {
        match self {
            Self::Whole { journal, .. } => journal,
            Self::Resumed(resumed) => resumed.tail(),
        }
    }

    /// Whether an event can be followed with what is here.
    pub fn continues_with(&self, event: &Event) -> bool {
        match self {
            Self::Whole { .. } => true,
            Self::Resumed(resumed) => resumed.continues_with(event),
        }
    }

    /// Whether facts that this tab states can be followed with what is here.
    pub fn continues_at(&self, now: Instant, facts: &[Fact]) -> bool {
        match self {
            Self::Whole { .. } => true,
            Self::Resumed(resumed) => resumed.continues_at(now, facts),
        }
    }

    /// Follows an event that can be followed.
    pub fn insert(&mut self, event: Event) {
        match self {
            Self::Whole {
                journal,
                collection,
            } => {
                let placement = journal.insert(event.clone());
                collection.advance(journal, &event, placement);
            }
            Self::Resumed(resumed) => resumed.insert(event),
        }
    }

    /// Follows events that can be followed, all together.
    pub fn extend(&mut self, events: Vec<Event>) {
        if events.is_empty() {
            return;
        }
        match self {
            Self::Whole {
                journal,
                collection,
            } => {
                journal.extend(events);
                collection.refold(journal);
            }
            Self::Resumed(resumed) => resumed.extend(events),
        }
    }

    pub fn events(&self) -> usize {
        match self {
            Self::Whole { journal, .. } => journal.events().len(),
            Self::Resumed(resumed) => resumed.events(),
        }
    }

    pub fn last_instant(&self) -> Option<Instant> {
        match self {
            Self::Whole { journal, .. } => journal.last_instant(),
            Self::Resumed(resumed) => Some(resumed.last_instant()),
        }
    }

    pub fn review_span(&self) -> Option<ReviewSpan> {
        match self {
            Self::Whole { journal, .. } => journal.review_span(),
            Self::Resumed(resumed) => resumed.review_span(),
        }
    }

    /// What this tab does is never covered, so the end knows all of it.
    pub fn session(&self, replica: ReplicaId) -> Session {
        Session::of(self.journal_in_memory(), replica)
    }

    /// The moment at which to state facts that can be followed.
    pub fn moment_for(&self, now: Moment, facts: &[Fact]) -> Moment {
        self.journal_in_memory().moment_for(now, facts)
    }

    /// As [`Self::session`].
    pub fn undo_target(&self, replica: ReplicaId) -> Option<EventId> {
        self.journal_in_memory().undo_target(replica)
    }

    /// As [`Self::session`].
    pub fn redo_target(&self, replica: ReplicaId) -> Option<EventId> {
        self.journal_in_memory().redo_target(replica)
    }
}
