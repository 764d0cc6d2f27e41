//! A day that was kept while events came gives the queue that is built anew.

use proptest::prelude::*;
use waymark_core::collection::Collection;
use waymark_core::id::{CardId, EventId, NoteId, ReplicaId, RoadmapId, SectionId};
use waymark_core::journal::{Carried, Event, Fact, Journal, Reclocked, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::study::{Extent, KeptDay, Queue, QueueCard, QueueRoadmap};
use waymark_core::time::{Instant, Moment, Shift, StudyDay, Took, UtcOffset};

use super::{HOUR_MS, events};

/// A roadmap of the cards of which the events speak, and one of a card that no event knows.
fn shelf() -> Vec<QueueRoadmap> {
    let roadmap = |title: &str, numbers: std::ops::Range<u64>| {
        let cards = numbers.map(|number| QueueCard {
            id: CardId::from_bits(number),
            note: NoteId::from_bits(number / 2),
            phase: (number % 2) as usize,
        });
        QueueRoadmap {
            id: RoadmapId::from_title(title).expect("a title"),
            phases: vec![SectionId::from_bits(1), SectionId::from_bits(2)],
            cards: cards.collect(),
        }
    };
    // The fifth card of the events is on no shelf.
    vec![roadmap("notes", 0..3), roadmap("more", 8..10)]
}

/// Follows the events one by one, and compares after each.
fn check(events: &[Event], today: StudyDay) -> Result<(), TestCaseError> {
    let shelf = shelf();
    let mut journal = Journal::default();
    let mut collection = Collection::fold(&journal);
    let mut kept = KeptDay::of(&shelf, &collection, Extent::of(&journal, 0), today);
    for event in events {
        let placement = journal.insert(event.clone());
        collection.advance(&journal, event, placement);
        let extent = Extent::of(&journal, journal.events().len());
        kept.follow(&shelf, &collection, extent, today);
        prop_assert_eq!(
            kept.queue(&shelf, &collection),
            Queue::build(&shelf, &collection, today)
        );
    }
    Ok(())
}

/// The clock of the review was an hour ahead: it happened before the history was carried, and so counts
/// for another card.
#[test]
fn a_review_counts_where_its_card_was_when_it_happened() {
    let event = |replica: u64, sequence: u32, hours: i64, fact: Fact| Event {
        id: EventId {
            replica: ReplicaId::from_bits(replica),
            sequence,
        },
        moment: Moment {
            instant: Instant::from_unix_ms(hours * HOUR_MS),
            offset: UtcOffset::UTC,
        },
        fact,
    };
    let carried = |from: u64, to: u64| {
        Fact::Carried(Carried {
            from: CardId::from_bits(from),
            to: CardId::from_bits(to),
        })
    };
    let ahead = Fact::Reclocked(Reclocked {
        replica: ReplicaId::from_bits(1),
        first: 0,
        last: 8,
        shift: Shift::from_ms(-HOUR_MS),
    });
    let reviewed = Fact::Reviewed(Review {
        card: CardId::from_bits(0),
        rating: Rating::Blackout,
        took: Took::from_ms(0),
        purpose: Purpose::Scheduled,
    });
    let events = [
        event(3, 0, 0, carried(0, 1)),
        event(3, 1, 0, ahead),
        event(2, 0, 27, carried(2, 0)),
        event(1, 8, 28, reviewed),
    ];
    check(&events, StudyDay::from_unix_day(0)).expect("the queue that is built anew");
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1_000)
    })]

    #[test]
    fn a_kept_day_gives_the_queue_that_is_built_anew(events in events(), day in 0_i32..4) {
        let today = StudyDay::from_unix_day(day);
        check(&events, today)?;
        // In the order in which they happened, so that many of them come last.
        let in_order = Journal::from_events(events).events().to_vec();
        check(&in_order, today)?;
    }
}
