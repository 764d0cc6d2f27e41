//! Corrections: how far from what they state the events of a journal happened.
//!
//! A pure function of the live [`Reclocked`]s in their order, so that every device that holds the
//! same events decides alike.

use super::event::{Event, Reclocked};
use crate::id::{EventId, ReplicaId};
use crate::time::{Instant, Shift};

/// What the learner said about clocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Corrections {
    /// In the order of their events; no two share one.
    stretches: Vec<Reclocked>,
}

impl Corrections {
    /// Follows one more statement, which holds against all before.
    fn follow(&mut self, new: Reclocked) {
        if new.last < new.first {
            return;
        }
        let is_before = |old: &Reclocked| (old.replica, old.last) < (new.replica, new.first);
        let begins_before = |old: &Reclocked| (old.replica, old.first) <= (new.replica, new.last);
        let begin = self.stretches.partition_point(is_before);
        let end = self.stretches.partition_point(begins_before);
        // What reaches out of the new stretch keeps the rest.
        let mut pieces = Vec::with_capacity(3);
        if let Some(old) = self.stretches.get(begin..end).and_then(<[_]>::first)
            && old.first < new.first
        {
            let last = new.first.saturating_sub(1);
            pieces.push(Reclocked { last, ..*old });
        }
        pieces.push(new);
        if let Some(old) = self.stretches.get(begin..end).and_then(<[_]>::last)
            && old.last > new.last
        {
            let first = new.last.saturating_add(1);
            pieces.push(Reclocked { first, ..*old });
        }
        self.stretches.splice(begin..end, pieces);
    }

    /// Whether an event may have happened at another time than it states.
    pub fn move_something(&self) -> bool {
        self.stretches
            .iter()
            .any(|stretch| stretch.shift != Shift::NONE)
    }

    /// Whose clocks are spoken of; one replica may come several times.
    pub fn replicas(&self) -> impl Iterator<Item = ReplicaId> {
        self.stretches.iter().map(|stretch| stretch.replica)
    }

    /// What the learner said of that event's clock, if anything.
    pub fn of(&self, id: EventId) -> Option<Shift> {
        let is_before = |old: &Reclocked| (old.replica, old.last) < (id.replica, id.sequence);
        let stretch = self
            .stretches
            .get(self.stretches.partition_point(is_before))?;
        let means_it = stretch.replica == id.replica && stretch.first <= id.sequence;
        means_it.then_some(stretch.shift)
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
