//! What holds of every packed segment.

use proptest::prelude::*;
use waymark_core::id::{CardId, ContentHash, EventId, ReplicaId, RoadmapId};
use waymark_core::journal::{Answered, Baseline, Carried, Event, Fact, Imported, Placed, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::scheduler::fsrs::Memory;
use waymark_core::scheduler::sm2::{EaseFactor, Repetition};
use waymark_core::setting::{CardsPerDay, Setting};
use waymark_core::time::{Days, Instant, Moment, StudyDay, Took, UtcOffset};

use super::{decode, pack};

fn purpose() -> impl Strategy<Value = Purpose> {
    prop::sample::select(vec![Purpose::Scheduled, Purpose::Drill, Purpose::Cram])
}

fn fact() -> impl Strategy<Value = Fact> {
    // Few cards in some journals, ids of any size in others.
    let card = || prop_oneof![0_u64..5, any::<u64>()].prop_map(CardId::from_bits);
    let review = (
        card(),
        prop::sample::select(Rating::ALL.to_vec()),
        purpose(),
        prop_oneof![0_u32..600, any::<u32>()],
    );
    let review = review.prop_map(|(card, rating, purpose, tenths)| {
        Fact::Reviewed(Review {
            card,
            rating,
            took: Took::from_tenths(tenths),
            purpose,
        })
    });
    let event = (any::<u64>(), any::<u32>()).prop_map(|(replica, sequence)| EventId {
        replica: ReplicaId::from_bits(replica),
        sequence,
    });
    let imported = ("\\PC{0,12}", any::<u128>()).prop_map(|(path, content)| {
        Fact::Imported(Box::new(Imported {
            roadmap: RoadmapId::unnamed(),
            path,
            content: ContentHash::from_bits(content),
        }))
    });
    let placed = (
        card(),
        any::<u32>(),
        130_u16..,
        1_u32..,
        any::<i32>(),
        any::<u32>(),
        proptest::option::of(any::<(u64, u32)>()),
    )
        .prop_map(|(card, successes, ease, interval, due, lapses, memory)| {
            Fact::Placed(Placed {
                card,
                baseline: Baseline::Review {
                    memory: Repetition {
                        successes,
                        ease: EaseFactor::from_hundredths(ease),
                        interval: Days::new(interval),
                    },
                    due: StudyDay::from_unix_day(due),
                    lapses,
                    remembered: memory.map(|(stability, difficulty)| {
                        Memory::from_millionths(stability, difficulty)
                    }),
                },
            })
        });
    let answered = (card(), "\\PC{0,12}")
        .prop_map(|(card, text)| Fact::Answered(Box::new(Answered { card, text })));
    prop_oneof![
        8 => review,
        1 => placed,
        1 => answered,
        1 => event.prop_map(Fact::Reverted),
        1 => card().prop_map(Fact::Suspended),
        1 => any::<u16>().prop_map(|cards| Fact::Configured(Setting::NewPerDay(CardsPerDay(cards)))),
        1 => imported,
        1 => (card(), card()).prop_map(|(from, to)| Fact::Carried(Carried { from, to })),
    ]
}

/// Events of few replicas, mostly one after the other.
fn events() -> impl Strategy<Value = Vec<Event>> {
    let sequence = prop_oneof![6 => 0_u32..30, 1 => any::<u32>()];
    let instant = prop_oneof![6 => 1_700_000_000_000_i64..1_700_100_000_000, 1 => any::<i64>()];
    let replica = prop_oneof![6 => 0_u64..3, 1 => any::<u64>()];
    let offset = prop_oneof![6 => Just(60_i16), 1 => -1_080_i16..=1_080];
    let one = (replica, sequence, instant, offset, fact());
    let one = one.prop_map(|(replica, sequence, instant, offset, fact)| Event {
        id: EventId {
            replica: ReplicaId::from_bits(replica),
            sequence,
        },
        moment: Moment {
            instant: Instant::from_unix_ms(instant),
            offset: UtcOffset::from_minutes_east(offset),
        },
        fact,
    });
    prop::collection::vec(one, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    #[test]
    fn what_is_packed_is_read(mut events in events(), sorted in any::<bool>()) {
        if sorted {
            events.sort_by_key(|event| event.id);
        }
        let text = pack(&events.iter().collect::<Vec<_>>());
        prop_assert!(text.is_ascii());
        let mut read = decode(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let order = |a: &Event, b: &Event| (a.order(), a.moment, &a.fact).cmp(&(b.order(), b.moment, &b.fact));
        read.sort_by(order);
        events.sort_by(order);
        prop_assert_eq!(read, events);
    }

    #[test]
    fn damage_behind_a_right_checksum_never_makes_the_reader_panic(
        events in events(),
        place in any::<prop::sample::Index>(),
        damage in "[!-~]{0,3}",
    ) {
        let text = pack(&events.iter().collect::<Vec<_>>());
        let (_, body) = text.split_once('\n').unwrap_or_default();
        let at = place.index(body.len() + 1);
        let body = format!("{}{damage}{}", &body[..at], &body[at..]);
        let text = super::entitled(super::PACKED, &body);
        // Events, or what is wrong: either is an answer.
        let answered = decode(&text).map_or_else(|error| !error.to_string().is_empty(), |_| true);
        prop_assert!(answered);
    }
}

/// A count that no text of that size can hold takes no memory before it is found out.
#[test]
fn a_huge_count_is_refused() {
    for body in ["~~~~~~~~~~", "!!#~#~#~#~#~#~", "~!~!~!~!~!~!~!~!~!~!"] {
        assert!(decode(&super::entitled(super::PACKED, body)).is_err());
    }
}
