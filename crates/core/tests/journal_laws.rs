//! The laws of the journal and its fold: order, repetition and way of arrival do not matter.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "journal_laws/annotated.rs"]
mod annotated;
#[path = "journal_laws/carried.rs"]
mod carried;
#[path = "journal_laws/fsrs.rs"]
mod fsrs;
#[path = "journal_laws/kept_day.rs"]
mod kept_day;
#[path = "journal_laws/reclocked.rs"]
mod reclocked;
#[path = "journal_laws/resumed.rs"]
mod resumed;
#[path = "journal_laws/statistics.rs"]
mod statistics;

use std::num::NonZeroU16;

use proptest::prelude::*;
use waymark_core::collection::Collection;
use waymark_core::id::{CardId, ContentHash, EventId, ReplicaId, RoadmapId};
use waymark_core::journal::{
    Carried, Event, Fact, Imported, Journal, Placement, Reclocked, Review,
};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::scheduler::{Fuzz, Lateness, Percent};
use waymark_core::setting::{CardsPerDay, PhaseOrder, Setting, Siblings};
use waymark_core::study::Session;
use waymark_core::time::{DayStart, Instant, Moment, Shift, Took, UtcOffset};

const HOUR_MS: i64 = 3_600_000;

fn event_ids() -> impl Strategy<Value = EventId> {
    (0_u64..3, 0_u32..12).prop_map(|(replica, sequence)| EventId {
        replica: ReplicaId::from_bits(replica),
        sequence,
    })
}

fn facts() -> impl Strategy<Value = Fact> {
    let cards = (0_u64..4).prop_map(CardId::from_bits);
    let ratings = prop::sample::select(Rating::ALL.to_vec());
    let purposes = prop::sample::select(vec![
        Purpose::Scheduled,
        Purpose::Scheduled,
        Purpose::Drill,
        Purpose::Cram,
    ]);
    let reviews = (cards.clone(), ratings, any::<u32>(), purposes).prop_map(
        |(card, rating, took_ms, purpose)| {
            Fact::Reviewed(Review {
                card,
                rating,
                took: Took::from_ms(took_ms),
                purpose,
            })
        },
    );
    let settings = prop_oneof![
        (0_u16..1_440).prop_filter_map("inside a day", |m| {
            DayStart::from_minutes(m).map(Setting::DayStart)
        }),
        any::<u16>().prop_map(|n| Setting::NewPerDay(CardsPerDay(n))),
        (0_u16..5).prop_map(|n| Setting::LeechLapses(NonZeroU16::new(n))),
        (0_u16..9).prop_map(|n| Setting::MaximumInterval(NonZeroU16::new(n))),
        (50_u16..150).prop_filter_map("a factor", |n| {
            Percent::new(n).map(Setting::IntervalModifier)
        }),
        prop::sample::select(vec![
            Setting::Fuzz(Fuzz::Spread),
            Setting::Fuzz(Fuzz::Off),
            Setting::Lateness(Lateness::Credited),
            Setting::Siblings(Siblings::OneADay),
            Setting::PhaseOrder(PhaseOrder::Free),
            Setting::BacklogDays(None),
        ]),
    ];
    let imports = (0_u128..3).prop_filter_map("a slug", |content| {
        Some(Fact::Imported(Box::new(Imported {
            roadmap: RoadmapId::from_title("notes")?,
            path: "notes.md".to_owned(),
            content: ContentHash::from_bits(content),
        })))
    });
    let carries =
        (cards.clone(), cards.clone()).prop_map(|(from, to)| Fact::Carried(Carried { from, to }));
    let reclocks =
        (0_u64..3, 0_u32..12, 0_u32..12, -50_i64..50).prop_map(|(replica, first, last, hours)| {
            Fact::Reclocked(Reclocked {
                replica: ReplicaId::from_bits(replica),
                first,
                last,
                shift: Shift::from_ms(hours * HOUR_MS),
            })
        });
    prop_oneof![
        6 => reviews,
        4 => annotated::facts(),
        2 => carries,
        2 => reclocks,
        3 => event_ids().prop_map(Fact::Reverted),
        1 => cards.clone().prop_map(Fact::Suspended),
        1 => cards.prop_map(Fact::Resumed),
        1 => settings.prop_map(Fact::Configured),
        1 => imports,
    ]
}

/// Events of a few replicas; ids clash now and then, as hand-written files may make them.
fn events() -> impl Strategy<Value = Vec<Event>> {
    let event =
        (event_ids(), 0_i64..60, -2_i16..3, facts()).prop_map(|(id, hours, offset_hours, fact)| {
            Event {
                id,
                moment: Moment {
                    instant: Instant::from_unix_ms(hours * HOUR_MS),
                    offset: UtcOffset::from_minutes_east(offset_hours * 60),
                },
                fact,
            }
        });
    prop::collection::vec(event, 0..40)
}

/// Events, and the same ones in another order with some of them repeated.
fn events_twice() -> impl Strategy<Value = (Vec<Event>, Vec<Event>)> {
    events().prop_flat_map(|events| {
        let repeated = if events.is_empty() {
            Just(Vec::new()).boxed()
        } else {
            prop::collection::vec(prop::sample::select(events.clone()), 0..10).boxed()
        };
        (Just(events), repeated).prop_flat_map(|(events, repeated)| {
            let mut other = events.clone();
            other.extend(repeated);
            (Just(events), Just(other).prop_shuffle())
        })
    })
}

/// Inserts the events one by one, the collection following each.
fn advance_all(journal: &mut Journal, collection: &mut Collection, events: &[Event]) {
    for event in events {
        let placement = journal.insert(event.clone());
        collection.advance(journal, event, placement);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1_000)
    })]

    #[test]
    fn many_at_once_are_as_one_by_one((events, others) in events_twice(), cut in 0_usize..40) {
        let (first, rest) = events.split_at(cut.min(events.len()));
        let mut journal = Journal::from_events(first.to_vec());
        let mut one_by_one = journal.clone();
        journal.extend(rest.to_vec());
        for event in rest {
            one_by_one.insert(event.clone());
        }
        prop_assert_eq!(journal.events(), one_by_one.events());
        let (conflicts, others_conflicts) = (journal.conflicts(), one_by_one.conflicts());
        prop_assert_eq!(conflicts.len(), others_conflicts.len());
        prop_assert!(conflicts.iter().all(|conflict| others_conflicts.contains(conflict)));
        prop_assert!(others.iter().all(|event| journal.holds(event)));
        let before = Journal::from_events(first.to_vec());
        for event in rest {
            let is_new = before.clone().insert(event.clone()) != Placement::Known;
            prop_assert_eq!(is_new, !before.holds(event));
        }
    }

    #[test]
    fn order_and_repetition_do_not_matter((events, other) in events_twice()) {
        let one = Journal::from_events(events);
        let two = Journal::from_events(other);
        prop_assert_eq!(one.events(), two.events());
        prop_assert_eq!(one.history(), two.history());
        prop_assert_eq!(Collection::fold(&one), Collection::fold(&two));
    }

    #[test]
    fn a_part_folded_and_then_the_rest_equals_folding_all(
        events in events(),
        split in any::<prop::sample::Index>(),
    ) {
        let (first, rest) = events.split_at(split.index(events.len() + 1));
        let mut journal = Journal::from_events(first.to_vec());
        let mut collection = Collection::fold(&journal);
        advance_all(&mut journal, &mut collection, rest);
        let whole = Journal::from_events(events);
        prop_assert_eq!(journal.events(), whole.events());
        prop_assert_eq!(journal.history(), whole.history());
        prop_assert_eq!(collection, Collection::fold(&whole));
    }

    #[test]
    fn the_steps_of_a_card_lead_to_its_state(events in events()) {
        let journal = Journal::from_events(events);
        let collection = Collection::fold(&journal);
        for (card, state) in collection.touched_cards() {
            let steps = collection.steps(&journal, card);
            prop_assert!(steps.windows(2).all(|two| two[0].after == two[1].before));
            prop_assert_eq!(steps.last().map(|step| step.after), Some(state));
        }
    }

    #[test]
    fn merging_is_a_union(a in events(), b in events(), c in events()) {
        let merge = |journal: &Journal, other: &Journal| {
            let mut both = journal.events().to_vec();
            both.extend(other.events().iter().cloned());
            Journal::from_events(both)
        };
        let (a, b, c) = (
            Journal::from_events(a),
            Journal::from_events(b),
            Journal::from_events(c),
        );
        let ab = merge(&a, &b);
        let ba = merge(&b, &a);
        prop_assert_eq!(ab.events(), ba.events());
        let left = merge(&ab, &c);
        let right = merge(&a, &merge(&b, &c));
        prop_assert_eq!(left.events(), right.events());
        let again = merge(&ab, &b);
        prop_assert_eq!(again.events(), ab.events());
        prop_assert_eq!(again.history(), ab.history());
    }

    #[test]
    fn no_event_is_lost(events in events()) {
        let journal = Journal::from_events(events.clone());
        for event in &events {
            let kept = journal
                .events()
                .iter()
                .any(|e| e.moment == event.moment && e.fact == event.fact);
            prop_assert!(kept, "{event:?}");
        }
    }

    #[test]
    fn a_reverted_review_equals_one_that_never_happened(
        events in events(),
        card in 0_u64..4,
        rating in prop::sample::select(Rating::ALL.to_vec()),
        at in any::<prop::sample::Index>(),
    ) {
        let without = Journal::from_events(events.clone());
        let own = ReplicaId::from_bits(99);
        let hours = at.index(61) as i64;
        let moment = |hours: i64| Moment {
            instant: Instant::from_unix_ms(hours * HOUR_MS),
            offset: UtcOffset::UTC,
        };
        let review = Event {
            id: EventId { replica: own, sequence: 0 },
            moment: moment(hours),
            fact: Fact::Reviewed(Review {
                card: CardId::from_bits(card),
                rating,
                took: Took::from_ms(1_000),
                purpose: Purpose::Scheduled,
            }),
        };
        let revert = Event {
            id: EventId { replica: own, sequence: 1 },
            moment: moment(hours + 1),
            fact: Fact::Reverted(review.id),
        };
        let mut with = events;
        with.extend([review, revert]);
        let with = Journal::from_events(with);
        prop_assert_eq!(Collection::fold(&with), Collection::fold(&without));
    }

    /// A session looks at its own end of the journal only, and finds what all of it says.
    #[test]
    fn a_session_is_what_its_replica_reviewed(events in events(), replica in 0_u64..4) {
        let journal = Journal::from_events(events);
        let own = ReplicaId::from_bits(replica);
        let reviewed = journal.live().filter_map(|event| match event.fact {
            Fact::Reviewed(review) if event.id.replica == own => Some(review),
            _ => None,
        });
        let reviewed: Vec<Review> = reviewed.collect();
        prop_assert_eq!(Session::of(&journal, own), Session {
            reviews: reviewed.len(),
            recalled: reviewed.iter().filter(|review| review.rating.recalled()).count(),
            took_ms: reviewed.iter().map(|review| u64::from(review.took.ms())).sum(),
        });
    }

    #[test]
    fn undo_then_redo_changes_nothing(events in events()) {
        let mut journal = Journal::from_events(events);
        let before = Collection::fold(&journal);
        let own = ReplicaId::from_bits(1);
        let Some(undone) = journal.undo_target(own) else {
            return Ok(());
        };
        let late = |hours: i64| Moment {
            instant: Instant::from_unix_ms((100 + hours) * HOUR_MS),
            offset: UtcOffset::UTC,
        };
        let revert = |sequence: u32, target: EventId| Event {
            id: EventId { replica: own, sequence },
            moment: late(i64::from(sequence)),
            fact: Fact::Reverted(target),
        };
        journal.insert(revert(100, undone));
        prop_assert_ne!(journal.undo_target(own), Some(undone));
        let redone = journal.redo_target(own);
        prop_assert_eq!(redone, Some(EventId { replica: own, sequence: 100 }));
        let Some(redone) = redone else { return Ok(()) };
        journal.insert(revert(101, redone));
        prop_assert_eq!(journal.undo_target(own), Some(undone));
        prop_assert_eq!(Collection::fold(&journal), before);
    }
}
