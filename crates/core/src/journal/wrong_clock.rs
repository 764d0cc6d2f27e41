//! Clocks that were wrong: finding what they recorded, and stating facts in spite of them.
//!
//! Only a clock that was ahead betrays itself, by events that are still to come. One that was
//! behind leaves the journal of a learner who studied then (docs/decisions/0009-wrong-clocks.md).

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
struct Sitting {
    replica: ReplicaId,
    first: u32,
    last: u32,
    begin: Moment,
    end: Moment,
    /// How many of its ratings count.
    ratings: usize,
    /// The cards that were asked as scheduled.
    cards: Vec<CardId>,
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
        let maybe = now.shifted(MAYBE_AHEAD);
        let mut sittings = sittings(journal, now);
        sittings.retain(|sitting| sitting.ratings > 0);
        let (ahead, others): (Vec<_>, Vec<_>) = sittings
            .into_iter()
            .partition(|sitting| sitting.end.instant > maybe);
        let surely_ahead = ahead.iter().any(|sitting| sitting.end.instant > surely);
        surely_ahead
            .then(|| Self::gather(ahead, others, now))
            .flatten()
    }

    /// Whether there can be anything to find, where the last event states that instant.
    pub fn is_conceivable(last: Instant, now: Instant) -> bool {
        last > now.shifted(SURELY_AHEAD)
    }

    /// Adds to what is `ahead` those of the `others`, earliest first, that belong to it.
    fn gather(mut ahead: Vec<Sitting>, others: Vec<Sitting>, now: Instant) -> Option<Self> {
        let mut begin = ahead.iter().map(|sitting| sitting.begin).min()?;
        let end = ahead.iter().map(|sitting| sitting.end).max()?;
        let mut cards: FxHashSet<CardId> = FxHashSet::default();
        for sitting in &ahead {
            cards.extend(&sitting.cards);
        }
        // By then the clock was right again.
        let mut right = now;
        for sitting in others.into_iter().rev() {
            // The clock was put ahead by more than lies between its last event and a right one,
            // so at least as much lies between its first event and the one before.
            let gap = begin.instant.ms_since(sitting.end.instant);
            if gap >= end.instant.ms_since(right) {
                break;
            }
            // What is asked again was asked before: a clock that is right again does not ask what
            // was asked meanwhile, since that is due later.
            let comes_again = sitting.cards.iter().any(|card| cards.contains(card));
            if comes_again && gap < REST_MS {
                begin = begin.min(sitting.begin);
                cards.extend(&sitting.cards);
                ahead.push(sitting);
            } else if !comes_again {
                right = right.min(sitting.begin.instant);
            }
        }
        let pieces = ahead.iter().map(|s| (s.replica, s.first, s.last));
        Some(Self {
            begin,
            end,
            ratings: ahead.iter().map(|sitting| sitting.ratings).sum(),
            shift: shift(end.instant, right),
            pieces: pieces.collect(),
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

/// What was recorded in the last 31 days, or in days to come, and not answered for; the order is
/// that in which the sittings began.
fn sittings(journal: &Journal, now: Instant) -> Vec<Sitting> {
    let reverted = journal.reverted();
    let mut sittings: Vec<Sitting> = Vec::new();
    for event in journal.events() {
        let (id, moment) = (event.id, event.moment);
        let is_old = now.ms_since(moment.instant) > REACH_MS;
        if is_old || journal.corrections.of(id).is_some() {
            continue;
        }
        // Mostly one of the last: not many pages are open at a time.
        let open = sittings.iter_mut().rev().find(|sitting| {
            sitting.replica == id.replica
                && sitting.last.checked_add(1) == Some(id.sequence)
                && moment.instant.ms_since(sitting.end.instant) < PAUSE_MS
        });
        match open {
            Some(sitting) => sitting.add(event, &reverted),
            None => {
                let mut sitting = Sitting {
                    replica: id.replica,
                    first: id.sequence,
                    last: id.sequence,
                    begin: moment,
                    end: moment,
                    ratings: 0,
                    cards: Vec::new(),
                };
                sitting.add(event, &reverted);
                sittings.push(sitting);
            }
        }
    }
    sittings
}

/// Whether the event is a review; only those are stated by the clock alone.
const fn rates(event: &Event) -> bool {
    matches!(event.fact, Fact::Reviewed(_))
}

impl Sitting {
    /// Adds the next event; its times are those of its reviews.
    fn add(&mut self, event: &Event, reverted: &FxHashSet<EventId>) {
        self.last = event.id.sequence;
        let Fact::Reviewed(review) = event.fact else {
            return;
        };
        if reverted.contains(&event.id) {
            return;
        }
        if self.ratings == 0 {
            self.begin = event.moment;
        }
        self.end = event.moment;
        self.ratings += 1;
        if review.purpose == Purpose::Scheduled {
            self.cards.push(review.card);
        }
    }
}

impl Answer {
    /// The last answer that counts; one answer may concern the events of many replicas.
    pub fn last(journal: &Journal) -> Option<Self> {
        let mut last: Option<(&Event, Self)> = None;
        for event in journal.live_from(0) {
            let Some(reclocked) = event.fact.reclocked() else {
                continue;
            };
            match &mut last {
                None => {
                    let answer = Self {
                        events: vec![event.id],
                        shift: reclocked.shift,
                    };
                    last = Some((event, answer));
                }
                Some((last, answer)) => {
                    let same_act = last.moment == event.moment;
                    if last.id.replica != event.id.replica || !same_act {
                        break;
                    }
                    answer.events.push(event.id);
                }
            }
        }
        last.map(|(_, answer)| answer)
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
            Fact::Reverted(target) => self.instants.get(*target),
            Fact::Configured(setting) => happened(&|other| match other {
                Fact::Configured(old) => discriminant(old) == discriminant(setting),
                _ => false,
            }),
            Fact::Fitted(_) => happened(&|other| matches!(other, Fact::Fitted(_))),
            Fact::Suspended(card) | Fact::Resumed(card) | Fact::Buried(card) => {
                happened(&|other| match other {
                    Fact::Suspended(old) | Fact::Resumed(old) | Fact::Buried(old) => old == card,
                    _ => false,
                })
            }
            Fact::Answered(answered) => happened(&|other| match other {
                Fact::Answered(old) => old.card == answered.card,
                _ => false,
            }),
            Fact::Flagged(flagged) => happened(&|other| match other {
                Fact::Flagged(old) => old.card == flagged.card,
                _ => false,
            }),
            Fact::Tagged(tagged) => happened(&|other| match other {
                Fact::Tagged(old) => (old.card, &old.tag) == (tagged.card, &tagged.tag),
                _ => false,
            }),
            // It holds against everything that was said of the card's memory.
            Fact::Placed(placed) => happened(&|other| match other {
                Fact::Placed(old) => old.card == placed.card,
                Fact::Reviewed(old) => old.card == placed.card,
                _ => false,
            }),
            Fact::Arranged(arranged) => happened(&|other| match other {
                Fact::Arranged(old) => {
                    old.roadmap == arranged.roadmap
                        && discriminant(&old.arrangement) == discriminant(&arranged.arrangement)
                }
                _ => false,
            }),
            Fact::Practised(practised) => happened(&|other| match other {
                Fact::Practised(old) => {
                    (old.section, old.step) == (practised.section, practised.step)
                }
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
