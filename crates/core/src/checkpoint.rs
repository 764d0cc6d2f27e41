//! Checkpoints: what follows from the beginning of a journal, kept so that a start need not read it.
//!
//! A checkpoint is derived and can be thrown away at any time. [`Resumed`] goes on from one, and
//! says of each event whether it can: an event that says something of what is covered wants the
//! whole journal.

mod resumed;

use crate::collection::{CardState, Collection};
use crate::id::{CardId, EventId, ReplicaId};
use crate::journal::{Event, Fact, Journal, ReviewSpan};
use crate::ordering::put_in_order;
use crate::time::Instant;

pub use resumed::Resumed;

/// What follows from the events of a journal, the *covered* ones, as far as later events need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// No covered event is later, neither as it is stated nor as it happened.
    pub end: Instant,
    /// The ids of the covered events, in order.
    pub covered: Vec<Stretch>,
    /// The replicas of whose clocks a covered event speaks.
    pub corrected: Vec<ReplicaId>,
    /// From when to when there are covered reviews.
    pub reviews: Option<ReviewSpan>,
    /// The live covered events that say more than [`Self::states`] holds, as they happened, in
    /// no particular order.
    pub remembered: Vec<Event>,
    /// The state of each card that a covered event counts for.
    pub states: Vec<(CardId, CardState)>,
}

/// Consecutive events of one replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Whose they are.
    pub replica: ReplicaId,
    /// The sequence number of the first.
    pub first: u32,
    /// The sequence number of the last.
    pub last: u32,
}

impl Checkpoint {
    /// What follows from a journal; `None` if it is empty, or has ids that were contested.
    pub fn of(journal: &Journal) -> Option<Self> {
        if !journal.conflicts().is_empty() {
            return None;
        }
        let stated = journal.last_instant()?;
        let happened = journal.history().last()?.moment.instant;
        let remembered = journal.live().filter(|event| says_more(&event.fact));
        let collection = Collection::fold(journal);
        let states = collection.touched_cards();
        let mut states: Vec<_> = states.collect();
        put_in_order(&mut states, |(card, _)| [card.bits(), 0, 0]);
        Some(Self {
            end: stated.max(happened),
            covered: stretches(journal.events().iter().map(|event| event.id).collect()),
            corrected: journal.corrected().collect(),
            reviews: journal.review_span(),
            remembered: remembered.cloned().collect(),
            states,
        })
    }

    /// The fold of the covered events.
    pub fn collection(&self) -> Collection {
        let remembered = Journal::from_events(self.remembered.clone());
        let mut collection = Collection::fold(&remembered);
        // Every card that those events name is among them.
        collection.put(&self.states);
        collection
    }

    /// How many events are covered.
    pub fn events(&self) -> usize {
        let covered = self.covered.iter();
        let events = covered.map(|stretch| stretch.last.abs_diff(stretch.first) as usize + 1);
        events.sum()
    }

    /// Whether an event of that id is covered.
    pub fn covers(&self, id: EventId) -> bool {
        let is_before =
            |stretch: &Stretch| (stretch.replica, stretch.last) < (id.replica, id.sequence);
        let at = self.covered.partition_point(is_before);
        let stretch = self.covered.get(at);
        stretch.is_some_and(|stretch| stretch.replica == id.replica && stretch.first <= id.sequence)
    }

    /// Whether what is stated at that instant adds to what is covered, and changes nothing of it.
    fn is_followed_by(&self, instant: Instant, fact: &Fact) -> bool {
        instant > self.end
            && match fact {
                Fact::Reviewed(_)
                | Fact::Suspended(_)
                | Fact::Resumed(_)
                | Fact::Buried(_)
                | Fact::Answered(_)
                | Fact::Flagged(_)
                | Fact::Tagged(_)
                | Fact::Placed(_)
                | Fact::Practised(_)
                | Fact::Imported(_) => true,
                Fact::Arranged(arranged) => !arranged.arrangement.holds_for_all_history(),
                Fact::Reverted(target) => !self.covers(*target),
                // These hold for all history.
                Fact::Configured(_) | Fact::Fitted(_) | Fact::Carried(_) | Fact::Reclocked(_) => {
                    false
                }
            }
    }
}

/// Whether a live event of that fact says something that the states of cards do not tell.
const fn says_more(fact: &Fact) -> bool {
    match fact {
        Fact::Reviewed(_)
        | Fact::Suspended(_)
        | Fact::Resumed(_)
        | Fact::Buried(_)
        | Fact::Flagged(_)
        | Fact::Placed(_) => false,
        // What these did is done: nothing that they name is there, or it stands where it happened.
        Fact::Reverted(_) | Fact::Reclocked(_) => false,
        Fact::Answered(_)
        | Fact::Tagged(_)
        | Fact::Arranged(_)
        | Fact::Practised(_)
        | Fact::Configured(_)
        | Fact::Fitted(_)
        | Fact::Imported(_)
        | Fact::Carried(_) => true,
    }
}

/// The fewest stretches that have these ids and no others, in order.
pub fn stretches(mut ids: Vec<EventId>) -> Vec<Stretch> {
    put_in_order(&mut ids, |id| [id.replica.bits(), id.sequence.into(), 0]);
    let consecutive = |one: &EventId, next: &EventId| {
        one.replica == next.replica && one.sequence.checked_add(1) == Some(next.sequence)
    };
    let stretches = ids.chunk_by(consecutive).filter_map(|ids| {
        let (first, last) = (ids.first()?, ids.last()?);
        Some(Stretch {
            replica: first.replica,
            first: first.sequence,
            last: last.sequence,
        })
    });
    stretches.collect()
}
