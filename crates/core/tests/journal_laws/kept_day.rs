//! A day that was kept while events came gives the queue that is built anew.

use proptest::prelude::*;
use waymark_core::collection::Collection;
use waymark_core::id::{CardId, NoteId, RoadmapId, SectionId};
use waymark_core::journal::{Event, Journal};
use waymark_core::study::{Extent, KeptDay, Queue, QueueCard, QueueRoadmap};
use waymark_core::time::StudyDay;

use super::events;

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
    let nothing = Extent {
        events: 0,
        end: &[],
    };
    let mut kept = KeptDay::of(&shelf, &collection, nothing, today);
    for event in events {
        let placement = journal.insert(event.clone());
        collection.advance(&journal, event, placement);
        let extent = Extent {
            events: journal.events().len(),
            end: journal.events(),
        };
        kept.follow(&shelf, &collection, extent, today);
        prop_assert_eq!(
            kept.queue(&shelf, &collection),
            Queue::build(&shelf, &collection, today)
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(300)
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
