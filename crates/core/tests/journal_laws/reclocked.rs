//! Clocks that were wrong: corrections agree on every device, and can be taken back.

use proptest::prelude::*;
use waymark_core::collection::Collection;
use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::wrong_clock::Ahead;
use waymark_core::journal::{Event, Fact, Journal, Reclocked, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::time::{Instant, Moment, Shift, Took, UtcOffset};

use super::{HOUR_MS, events};

/// A replica of which no other event is drawn.
const OWN: ReplicaId = ReplicaId::from_bits(99);

/// Events at the given hours, of replica 1 in that order.
fn recorded(hours: &[i64]) -> Vec<Event> {
    let events = (0..).zip(hours).map(|(sequence, hours)| Event {
        id: EventId {
            replica: ReplicaId::from_bits(1),
            sequence,
        },
        moment: at(*hours),
        fact: Fact::Suspended(CardId::from_bits(u64::from(sequence))),
    });
    events.collect()
}

fn at(hours: i64) -> Moment {
    Moment {
        instant: Instant::from_unix_ms(hours * HOUR_MS),
        offset: UtcOffset::UTC,
    }
}

fn own(sequence: u32, hours: i64, fact: Fact) -> Event {
    Event {
        id: EventId {
            replica: OWN,
            sequence,
        },
        moment: at(hours),
        fact,
    }
}

fn reclocked(replica: u64, first: u32, last: u32, hours: i64) -> Fact {
    Fact::Reclocked(Reclocked {
        replica: ReplicaId::from_bits(replica),
        first,
        last,
        shift: Shift::from_ms(hours * HOUR_MS),
    })
}

/// Checks at which hours the events of replica 1 happened, in that order.
#[track_caller]
fn check(hours: &[i64], said: &[Event], expected: &[(u32, i64)]) {
    let mut events = recorded(hours);
    events.extend_from_slice(said);
    let journal = Journal::from_events(events);
    let happened: Vec<(u32, i64)> = journal
        .history()
        .iter()
        .filter(|event| event.id.replica != OWN)
        .map(|event| (event.id.sequence, event.moment.instant.unix_ms() / HOUR_MS))
        .collect();
    assert_eq!(happened, expected);
    let stated: Vec<i64> = journal
        .events()
        .iter()
        .filter(|event| event.id.replica != OWN)
        .map(|event| event.moment.instant.unix_ms() / HOUR_MS)
        .collect();
    assert_eq!(stated, hours, "what was stated stays");
}

#[test]
fn events_happen_when_the_learner_says() {
    let hours = [1, 2, 150, 151, 152];
    check(&hours, &[], &[(0, 1), (1, 2), (2, 150), (3, 151), (4, 152)]);
    let moved = own(0, 10, reclocked(1, 2, 4, -144));
    let corrected = [(0, 1), (1, 2), (2, 6), (3, 7), (4, 8)];
    check(&hours, std::slice::from_ref(&moved), &corrected);
    // Said again, otherwise, of a part: the later word holds.
    let again = own(1, 11, reclocked(1, 3, 3, 0));
    let in_part = [(0, 1), (1, 2), (2, 6), (4, 8), (3, 151)];
    check(&hours, &[moved.clone(), again.clone()], &in_part);
    // Taken back, and the taking back taken back.
    let back = own(2, 12, Fact::Reverted(moved.id));
    let stated = [(0, 1), (1, 2), (2, 150), (3, 151), (4, 152)];
    check(&hours, &[moved.clone(), back.clone()], &stated);
    let forth = own(3, 13, Fact::Reverted(back.id));
    check(&hours, &[moved, back, forth], &corrected);
    // Of nobody, of nothing, and beyond the ends of time.
    check(&hours, &[own(0, 10, reclocked(5, 0, 9, 7))], &stated);
    check(&hours, &[own(0, 10, reclocked(1, 4, 3, 7))], &stated);
    let end = Instant::from_unix_ms(i64::MAX);
    let far = Fact::Reclocked(Reclocked {
        replica: ReplicaId::from_bits(1),
        first: 0,
        last: u32::MAX,
        shift: Shift::from_ms(i64::MAX),
    });
    let mut events = recorded(&hours);
    events.push(own(0, 10, far));
    let journal = Journal::from_events(events);
    let last = journal.history().last();
    assert_eq!(last.map(|event| event.moment.instant), Some(end));
    Collection::fold(&journal);
}

/// No time is so far away that looking for a wrong clock fails.
#[test]
fn the_ends_of_time_are_no_trouble() {
    let ends = [i64::MIN, -1, 0, i64::MAX];
    let review = |card| {
        Fact::Reviewed(Review {
            card: CardId::from_bits(card),
            rating: Rating::Good,
            took: Took::from_ms(1),
            purpose: Purpose::Scheduled,
        })
    };
    let events = (0..).zip(ends).map(|(sequence, unix_ms)| Event {
        id: EventId {
            replica: OWN,
            sequence,
        },
        moment: Moment {
            instant: Instant::from_unix_ms(unix_ms),
            offset: UtcOffset::UTC,
        },
        fact: review(u64::from(sequence % 2)),
    });
    let journal = Journal::from_events(events.collect());
    for now in ends {
        let now = Instant::from_unix_ms(now);
        let found = Ahead::find(&journal, now);
        assert_eq!(found.is_some(), now < Instant::from_unix_ms(i64::MAX));
        let mut moved = journal.clone();
        for (sequence, fact) in (10..).zip(found.iter().flat_map(Ahead::moved)) {
            moved.insert(own(sequence, 0, fact));
        }
        Collection::fold(&moved);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1_000)
    })]

    /// A correction that is taken back equals none, whatever the rest of the journal says.
    #[test]
    fn a_correction_taken_back_never_was(
        events in events(),
        replica in 0_u64..3,
        (first, last, hours) in (0_u32..12, 0_u32..12, -50_i64..50),
        at in 0_i64..60,
    ) {
        let without = Journal::from_events(events.clone());
        let said = own(0, at, reclocked(replica, first, last, hours));
        let back = own(1, at + 1, Fact::Reverted(said.id));
        let mut with = events;
        with.extend([said, back]);
        let with = Journal::from_events(with);
        let happened: Vec<&Event> = with.history().iter().filter(|e| e.id.replica != OWN).collect();
        prop_assert_eq!(happened, without.history().iter().collect::<Vec<_>>());
        prop_assert_eq!(Collection::fold(&with), Collection::fold(&without));
    }

    /// Every event stands in the history once, in order, and states there what it always did.
    #[test]
    fn the_history_holds_every_event_once_and_in_order(events in events()) {
        let journal = Journal::from_events(events);
        let ids = |events: &[Event]| {
            let mut ids: Vec<EventId> = events.iter().map(|event| event.id).collect();
            ids.sort_unstable();
            ids
        };
        prop_assert_eq!(ids(journal.history()), ids(journal.events()));
        prop_assert!(journal.history().is_sorted_by_key(Event::order));
        for event in journal.history() {
            let stated = journal.get(event.id).map(|stated| (stated.moment.offset, &stated.fact));
            prop_assert_eq!(stated, Some((event.moment.offset, &event.fact)));
            prop_assert_eq!(journal.get(event.id).map(|e| journal.order_of(e)), Some(event.order()));
        }
    }

    /// What the learner has answered for, this way or that, is not asked again.
    #[test]
    fn a_stretch_that_was_answered_for_is_not_found_again(
        events in events(),
        now in -60_i64..60,
        moves in any::<bool>(),
    ) {
        let mut journal = Journal::from_events(events);
        let now = at(now).instant;
        if let Some(ahead) = Ahead::find(&journal, now) {
            let answer = if moves { ahead.moved() } else { ahead.left() };
            prop_assert!(ahead.ratings > 0 && ahead.shift < Shift::NONE);
            let moment = journal.moment_for(at(0), &answer);
            for (sequence, fact) in (0..).zip(answer) {
                journal.insert(Event { moment, ..own(sequence, 0, fact) });
            }
            prop_assert_eq!(Ahead::find(&journal, now), None);
        }
    }
}
