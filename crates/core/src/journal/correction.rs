//! Corrections: how far from what they state the events of a journal happened.
//!
//! A pure function of the live [`Reclocked`]s in their order, so that every device that holds the
//! same events decides alike.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::event::{Event, Reclocked};
use crate::id::{EventId, ReplicaId};
use crate::time::{Instant, Shift};

/// What the learner said about clocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Corrections {
    /// The stretches of each replica by their first sequence number; no two share an event.
    stretches: FxHashMap<ReplicaId, BTreeMap<u32, Stretch>>,
}

/// Events of one replica, up to the one of that sequence number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    last: u32,
    shift: Shift,
}

impl Corrections {
    /// Follows one more statement, which holds against all before.
    fn follow(&mut self, reclocked: Reclocked) {
        let Reclocked {
            replica,
            first,
            last,
            shift,
        } = reclocked;
        if last < first {
            return;
        }
        let stretches = self.stretches.entry(replica).or_default();
        // What reaches into the new stretch from before it, or out of it, keeps the rest.
        while let Some((&begin, &old)) = stretches.range(..=last).next_back()
            && old.last >= first
        {
            stretches.remove(&begin);
            if old.last > last {
                stretches.insert(last.saturating_add(1), old);
            }
            if begin < first {
                let kept = Stretch {
                    last: first.saturating_sub(1),
                    ..old
                };
                stretches.insert(begin, kept);
            }
        }
        stretches.insert(first, Stretch { last, shift });
    }

    /// Whether an event may have happened at another time than it states.
    pub fn move_something(&self) -> bool {
        let mut stretches = self.stretches.values().flat_map(BTreeMap::values);
        stretches.any(|stretch| stretch.shift != Shift::NONE)
    }

    /// What the learner said of that event's clock, if anything.
    pub fn of(&self, id: EventId) -> Option<Shift> {
        // Most journals correct nothing, and this is asked of each new event.
        if self.stretches.is_empty() {
            return None;
        }
        let stretches = self.stretches.get(&id.replica)?;
        let (_, stretch) = stretches.range(..=id.sequence).next_back()?;
        (stretch.last >= id.sequence).then_some(stretch.shift)
    }

    /// When an event happened.
    pub fn instant(&self, event: &Event) -> Instant {
        let stated = event.moment.instant;
        self.of(event.id)
            .map_or(stated, |shift| stated.shifted(shift))
    }

    /// The event at the time at which it happened.
    pub fn happened(&self, event: &Event) -> Event {
        let mut happened = event.clone();
        happened.moment.instant = self.instant(event);
        happened
    }
}

impl FromIterator<Reclocked> for Corrections {
    fn from_iter<T: IntoIterator<Item = Reclocked>>(statements: T) -> Self {
        let mut corrections = Self::default();
        for reclocked in statements {
            corrections.follow(reclocked);
        }
        corrections
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reclocked(first: u32, last: u32, ms: i64) -> Reclocked {
        Reclocked {
            replica: ReplicaId::from_bits(7),
            first,
            last,
            shift: Shift::from_ms(ms),
        }
    }

    /// What holds for the events 0 to 9: a digit for a shift, a dot where nothing was said.
    #[track_caller]
    fn check(statements: &[(u32, u32, i64)], expected: &str) {
        let statements = statements.iter().map(|(f, l, ms)| reclocked(*f, *l, *ms));
        let corrections: Corrections = statements.collect();
        let replica = ReplicaId::from_bits(7);
        let told = (0..10).map(
            |sequence| match corrections.of(EventId { replica, sequence }) {
                None => ".".to_owned(),
                Some(shift) => shift.ms().to_string(),
            },
        );
        assert_eq!(told.collect::<String>(), expected);
        let other = EventId {
            replica: ReplicaId::from_bits(8),
            sequence: 5,
        };
        assert_eq!(corrections.of(other), None);
    }

    #[test]
    fn the_later_statement_holds_where_two_meet() {
        check(&[], "..........");
        check(&[(2, 4, 1)], "..111.....");
        check(&[(2, 4, 1), (4, 6, 2)], "..11222...");
        check(&[(4, 6, 2), (2, 4, 1)], "..11122...");
        check(&[(1, 8, 1), (3, 4, 2)], ".11221111.");
        check(&[(3, 4, 2), (1, 8, 1)], ".11111111.");
        check(&[(0, 1, 1), (3, 4, 2), (6, 7, 3), (1, 6, 0)], "10000003..");
        check(&[(0, u32::MAX, 1), (9, u32::MAX, 2)], "1111111112");
        check(&[(5, 5, 1), (5, 5, 2)], ".....2....");
        check(&[(5, 4, 1)], "..........");
    }

    proptest! {
        #[test]
        fn each_event_moves_as_the_last_statement_about_it_says(
            statements in prop::collection::vec((0_u32..20, 0_u32..20, -3_i64..4), 0..30),
        ) {
            let statements: Vec<Reclocked> =
                statements.into_iter().map(|(f, l, ms)| reclocked(f, l, ms)).collect();
            let corrections: Corrections = statements.iter().copied().collect();
            for sequence in 0..20 {
                let id = EventId { replica: ReplicaId::from_bits(7), sequence };
                let about = statements.iter().rfind(|r| (r.first..=r.last).contains(&sequence));
                prop_assert_eq!(corrections.of(id), about.map(|r| r.shift));
            }
        }
    }
}
