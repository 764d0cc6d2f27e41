//! Clocks that were wrong: finding what they recorded, and stating facts in spite of them.
//!
//! Only a clock that was ahead betrays itself, by events that are still to come. One that was
//! behind leaves the journal of a learner who studied then (docs/decisions/0009-wrong-clocks.md).

use std::collections::BTreeMap;
use std::mem::discriminant;

use rustc_hash::FxHashSet;

use super::{Event, Fact, Journal, Reclocked};
use crate::id::{CardId, EventId, ReplicaId};
use crate::rating::Purpose;
use crate::time::{Instant, Moment, Shift};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// An event farther ahead than this says that a clock was wrong.
const SURELY_AHEAD: Shift = Shift::from_ms(DAY_MS);
/// Clocks that are right differ by less than this.
const MAYBE_AHEAD: Shift = Shift::from_ms(HOUR_MS);
/// Events of one replica with less than this between them are one sitting.
const PAUSE_MS: u64 = 6 * HOUR_MS.unsigned_abs();
/// A learner who pauses longer than this is taken for another device.
const REST_MS: u64 = 3 * DAY_MS.unsigned_abs();
/// Nothing older is taken for the work of a clock that was ahead.
const REACH_MS: u64 = 31 * DAY_MS.unsigned_abs();

/// A stretch of events that were probably recorded while a clock was ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// When it began, as it states itself.
    pub begin: Moment,
    /// When it ended, as it states itself.
    pub end: Moment,
    /// How many of its ratings count.
    pub ratings: usize,
    /// How far its events are probably to be moved: whole days, below 0.
    pub shift: Shift,
    /// Whose events they are: replica, first and last sequence number.
    pieces: Vec<(ReplicaId, u32, u32)>,
}

/// What the learner said last about a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What stated it.
    pub events: Vec<EventId>,
    /// How far the events were moved, if they were.
    pub shift: Shift,
}

/// Events that one replica recorded without a long pause.
struct Sitting<'a> {
    events: &'a [&'a Event],
    begin: Moment,
    end: Moment,
    ratings: usize,
    /// The cards that were asked as scheduled.
    cards: FxHashSet<CardId>,
}

impl Ahead {
    /// Looks for events that lie more than a day after `now`, and for what belongs to them.
    ///
    /// What the learner has answered for is not found again.
    pub fn find(journal: &Journal, now: Instant) -> Option<Self> {
        let surely = now.shifted(SURELY_AHEAD);
        // The order is that of what is stated, so most journals are done with their last event.
        let latest_first = journal.events().iter().rev();
        let mut late = latest_first.take_while(|event| event.moment.instant > surely);
        if !late.any(|event| rates(event) && journal.corrections.of(event.id).is_none()) {
            return None;
        }
        let unanswered = unanswered(journal);
        let reverted = journal.reverted();
        let sittings = unanswered.values().flat_map(|events| {
            let one = |before: &&Event, after: &&Event| {
                let pause = after.moment.instant.ms_since(before.moment.instant);
                before.id.sequence.checked_add(1) == Some(after.id.sequence) && pause < PAUSE_MS
            };
            events.chunk_by(one)
        });
        let sittings = sittings.filter_map(|events| Sitting::of(events, &reverted));
        let (ahead, mut others): (Vec<_>, Vec<_>) =
            sittings.partition(|sitting| sitting.end.instant > now.shifted(MAYBE_AHEAD));
        others.sort_by_key(|sitting| (sitting.end.instant, sitting.begin.instant));
        others.reverse();
        let surely_ahead = ahead.iter().any(|sitting| sitting.end.instant > surely);
        surely_ahead
            .then(|| Self::gather(ahead, others, now))
            .flatten()
    }

    /// Adds to what is `ahead` those of the `others`, latest first, that came before it.
    fn gather<'a>(
        mut ahead: Vec<Sitting<'a>>,
        others: Vec<Sitting<'a>>,
        now: Instant,
    ) -> Option<Self> {
        let mut begin = ahead.iter().map(|sitting| sitting.begin).min()?;
        let end = ahead.iter().map(|sitting| sitting.end).max()?;
        let mut cards: FxHashSet<CardId> = ahead.iter().flat_map(Sitting::cards).collect();
        // By then the clock was right again.
        let mut right = now;
        for sitting in others {
            // The clock was put ahead by more than lies between its last event and a right one,
            // so at least as much lies between its first event and the one before.
            let gap = begin.instant.ms_since(sitting.end.instant);
            let is_before = gap >= end.instant.ms_since(right);
            if is_before || now.ms_since(sitting.end.instant) > REACH_MS {
                break;
            }
            // What is asked again was asked before: a clock that is right again does not ask what
            // was asked meanwhile, since that is due later.
            let comes_again = sitting.cards.iter().any(|card| cards.contains(card));
            if comes_again && gap < REST_MS {
                begin = begin.min(sitting.begin);
                cards.extend(sitting.cards());
                ahead.push(sitting);
            } else if !comes_again {
                right = right.min(sitting.begin.instant);
            }
        }
        let mut pieces: Vec<_> = ahead.iter().filter_map(Sitting::piece).collect();
        pieces.sort_unstable();
        Some(Self {
            begin,
            end,
            ratings: ahead.iter().map(|sitting| sitting.ratings).sum(),
            shift: shift(end.instant, right),
            pieces,
        })
    }

    /// What moves the events to where they probably happened.
    pub fn moved(&self) -> Vec<Fact> {
        self.reclocked(self.shift)
    }

    /// What leaves them where they are, so that nobody asks again.
    pub fn left(&self) -> Vec<Fact> {
        self.reclocked(Shift::NONE)
    }

    fn reclocked(&self, shift: Shift) -> Vec<Fact> {
        let pieces = self.pieces.iter();
        let reclocked = pieces.map(|&(replica, first, last)| Reclocked {
            replica,
            first,
            last,
            shift,
        });
        reclocked.map(Fact::Reclocked).collect()
    }
}

/// How far to move what ended at `end`, so that it ends before the clock was `right`.
///
/// Clocks are mostly wrong by whole days, and then evenings stay evenings.
const fn shift(end: Instant, right: Instant) -> Shift {
    let least = Shift::between(end, right).ms().saturating_sub(1);
    Shift::from_ms(least.div_euclid(DAY_MS).saturating_mul(DAY_MS))
}

/// The events that the learner said nothing of, by replica, as they follow each other there.
fn unanswered(journal: &Journal) -> BTreeMap<ReplicaId, Vec<&Event>> {
    let mut unanswered: BTreeMap<ReplicaId, Vec<&Event>> = BTreeMap::new();
    for event in journal.events() {
        if journal.corrections.of(event.id).is_none() {
            unanswered.entry(event.id.replica).or_default().push(event);
        }
    }
    for events in unanswered.values_mut() {
        events.sort_unstable_by_key(|event| event.id.sequence);
    }
    unanswered
}

/// Whether the event is a review; only those are stated by the clock alone.
const fn rates(event: &Event) -> bool {
    matches!(event.fact, Fact::Reviewed(_))
}

impl<'a> Sitting<'a> {
    /// These events as a sitting, if a rating of them counts.
    fn of(events: &'a [&'a Event], reverted: &FxHashSet<EventId>) -> Option<Self> {
        let live = events.iter().filter(|event| !reverted.contains(&event.id));
        let reviews = live.filter_map(|event| match event.fact {
            Fact::Reviewed(review) => Some((event.moment, review)),
            _ => None,
        });
        let scheduled = reviews.clone();
        let scheduled = scheduled.filter(|(_, review)| review.purpose == Purpose::Scheduled);
        Some(Self {
            events,
            begin: reviews.clone().map(|(moment, _)| moment).min()?,
            end: reviews.clone().map(|(moment, _)| moment).max()?,
            ratings: reviews.count(),
            cards: scheduled.map(|(_, review)| review.card).collect(),
        })
    }

    fn cards(&self) -> impl Iterator<Item = CardId> {
        self.cards.iter().copied()
    }

    fn piece(&self) -> Option<(ReplicaId, u32, u32)> {
        let (first, last) = (self.events.first()?.id, self.events.last()?.id);
        Some((first.replica, first.sequence, last.sequence))
    }
}

impl Answer {
    /// The last answer that counts; one answer may concern the events of many replicas.
    pub fn last(journal: &Journal) -> Option<Self> {
        let answers = journal.live_as_stated().rev().filter_map(|event| {
            let reclocked = event.fact.reclocked()?;
            Some((event, reclocked.shift))
        });
        let mut answers = answers.peekable();
        let (last, shift) = answers.peek().copied()?;
        let same =
            |event: &Event| event.moment == last.moment && event.id.replica == last.id.replica;
        let events = answers.take_while(|(event, _)| same(event));
        Some(Self {
            events: events.map(|(event, _)| event.id).collect(),
            shift,
        })
    }

    /// What takes the answer back.
    pub fn taken_back(&self) -> Vec<Fact> {
        self.events.iter().copied().map(Fact::Reverted).collect()
    }
}

impl Journal {
    /// The moment at which to state `facts` when the clock says `now`.
    ///
    /// What takes the place of an earlier fact, or takes it back, stands after it, also where
    /// that was recorded by a clock that was ahead. A review is always stated by the clock.
    pub fn moment_for(&self, now: Moment, facts: &[Fact]) -> Moment {
        if facts.iter().any(|fact| matches!(fact, Fact::Reviewed(_))) {
            return now;
        }
        let replaced = facts.iter().filter_map(|fact| self.replaced_by(fact)).max();
        match replaced {
            Some(last) if last >= now.instant => Moment {
                instant: last.shifted(Shift::LEAST),
                ..now
            },
            _ => now,
        }
    }

    /// When the fact happened that `fact` is to hold against.
    fn replaced_by(&self, fact: &Fact) -> Option<Instant> {
        let happened = |is_replaced: &dyn Fn(&Fact) -> bool| {
            let event = self
                .history()
                .iter()
                .rfind(|event| is_replaced(&event.fact));
            event.map(|event| event.moment.instant)
        };
        match fact {
            Fact::Reverted(target) => self.instants.get(target).copied(),
            Fact::Configured(setting) => happened(&|other| match other {
                Fact::Configured(old) => discriminant(old) == discriminant(setting),
                _ => false,
            }),
            Fact::Suspended(card) | Fact::Resumed(card) => happened(&|other| match other {
                Fact::Suspended(old) | Fact::Resumed(old) => old == card,
                _ => false,
            }),
            Fact::Reclocked(_) => {
                let mut stated = self.events().iter();
                let last = stated.rfind(|event| event.fact.reclocked().is_some());
                last.map(|event| event.moment.instant)
            }
            Fact::Reviewed(_) | Fact::Imported(_) | Fact::Carried(_) => None,
        }
    }
}
