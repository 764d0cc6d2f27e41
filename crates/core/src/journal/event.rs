//! Events: facts about what a learner did, each stated once and never changed.

use crate::annotation::{Change, Flag, Tag};
use crate::arrangement::Arranged;
use crate::id::{CardId, ContentHash, EventId, ReplicaId, RoadmapId};
use crate::ordering::{Key, ascending};
use crate::practice::Practised;
use crate::rating::{Purpose, Rating};
use crate::scheduler::fsrs::{self, Parameters};
use crate::scheduler::sm2::Repetition;
use crate::setting::Setting;
use crate::time::{Instant, Moment, Shift, StudyDay, Took};

/// One thing that happened. It states a fact, never a computed interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Names the event.
    pub id: EventId,
    /// When it happened.
    pub moment: Moment,
    /// What happened.
    pub fact: Fact,
}

/// What an event states.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// A card was asked and rated.
    Reviewed(Review),
    /// An earlier event is to count no more; reverting a `Reverted` brings its event back.
    Reverted(EventId),
    /// A card is not to be asked until resumed.
    Suspended(CardId),
    /// A suspended or buried card is to be asked again.
    Resumed(CardId),
    /// A card is not to be asked for the rest of the study day.
    Buried(CardId),
    /// The learner wrote an own answer to a card.
    Answered(Box<Answered>),
    /// A card got another flag.
    Flagged(Flagged),
    /// A tag was put on a card or taken off.
    Tagged(Box<Tagged>),
    /// What is known of a card starts anew from here.
    Placed(Placed),
    /// The learner arranged how a roadmap is studied.
    Arranged(Box<Arranged>),
    /// A step of a practice loop was done, or its mark taken away.
    Practised(Practised),
    /// A setting was given a value.
    Configured(Setting),
    /// FSRS-6 is to know the learner by these parameters from now on, in all history.
    Fitted(Box<Parameters>),
    /// A document was taken in.
    ///
    /// Apart, since it is long and rare: a journal has room for one fact of this size for each event.
    Imported(Box<Imported>),
    /// The history of a card moved to another id, because its question was reworded.
    Carried(Carried),
    /// A stretch of events happened at other times than its clock said.
    Reclocked(Reclocked),
}

/// One recall of one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    /// The card that was asked.
    pub card: CardId,
    /// How well it was recalled, in the learner's own judgement.
    pub rating: Rating,
    /// How long the learner took.
    pub took: Took,
    /// What the review was for.
    pub purpose: Purpose,
}

/// The learner's own answer to a card.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Answered {
    /// The card.
    pub card: CardId,
    /// The answer as Markdown; empty where the learner took it away.
    pub text: String,
}

/// A flag that a card has from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flagged {
    /// The card.
    pub card: CardId,
    /// Its flag.
    pub flag: Flag,
}

/// A tag that was put on a card or taken off.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tagged {
    /// The card.
    pub card: CardId,
    /// The tag.
    pub tag: Tag,
    /// Whether the card has it from now on.
    pub change: Change,
}

/// Where the learner, or another tool, says that a card stands; the fold goes on from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Placed {
    /// The card.
    pub card: CardId,
    /// Where it stands.
    pub baseline: Baseline,
}

/// What is known of a card, apart from how that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Baseline {
    /// As though it had never been asked.
    New,
    /// In review.
    Review {
        /// What the scheduler remembers.
        memory: Repetition,
        /// The study day it is due on.
        due: StudyDay,
        /// How often it was forgotten.
        lapses: u32,
        /// What FSRS-6 remembered of it where it comes from, if that is said.
        remembered: Option<fsrs::Memory>,
    },
}

/// A document that became part of a roadmap; the last of its path is the current one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Imported {
    /// The roadmap it is part of.
    pub roadmap: RoadmapId,
    /// Where it came from, as the learner knows it.
    pub path: String,
    /// The bytes that were read.
    pub content: ContentHash,
}

/// A history that moved. Every event about `from` counts for `to`, those that devices without
/// this fact state later as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Carried {
    /// The card that had the history.
    pub from: CardId,
    /// The card that has it now, joined to its own.
    pub to: CardId,
}

/// What the learner said about the clock of a stretch of events, which keep what they state.
///
/// By no shift it says that the clock was right. Of two that speak of one event, the later holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reclocked {
    /// Who recorded the events.
    pub replica: ReplicaId,
    /// The sequence number of the first.
    pub first: u32,
    /// The sequence number of the last; where it is below `first`, there are none.
    pub last: u32,
    /// How far from what they state the events happened.
    pub shift: Shift,
}

/// The place of an event in the one order that all folds use.
///
/// Devices that hold the same events put them in the same order, whatever way they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventOrder {
    instant: Instant,
    replica: ReplicaId,
    sequence: u32,
}

impl Event {
    /// Where this event stands among all others.
    pub const fn order(&self) -> EventOrder {
        EventOrder::new(self.moment.instant, self.id)
    }
}

impl EventOrder {
    /// The place of the event of that id and instant.
    pub const fn new(instant: Instant, id: EventId) -> Self {
        Self {
            instant,
            replica: id.replica,
            sequence: id.sequence,
        }
    }

    /// The same order in numbers.
    pub const fn key(self) -> Key {
        let instant = ascending(self.instant.unix_ms());
        [instant, self.replica.bits(), self.sequence as u64]
    }
}
