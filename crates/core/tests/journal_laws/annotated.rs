//! What the learner says of cards and roadmaps besides rating.

use proptest::prelude::*;
use waymark_core::annotation::{Change, Flag};
use waymark_core::arrangement::{Arranged, Arrangement, Enrolment};
use waymark_core::collection::{Activity, CardState, Collection, Learning};
use waymark_core::id::{CardId, EventId, ReplicaId, RoadmapId, SectionId};
use waymark_core::journal::{
    Answered, Baseline, Carried, Event, Fact, Flagged, Journal, Placed, Review, Tagged,
};
use waymark_core::practice::{PracticeStep, Practised};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::scheduler::fsrs::Memory;
use waymark_core::scheduler::sm2::{EaseFactor, Repetition};
use waymark_core::setting::CardsPerDay;
use waymark_core::time::{Days, Instant, Moment, StudyDay, Took, UtcOffset};

use super::HOUR_MS;

/// Facts of every sort that is not a review, about few cards.
pub fn facts() -> impl Strategy<Value = Fact> {
    let cards = || (0_u64..4).prop_map(CardId::from_bits);
    let changes = || prop::sample::select(vec![Change::Added, Change::Removed]);
    let answers = (cards(), "[ab]{0,2}")
        .prop_map(|(card, text)| Fact::Answered(Box::new(Answered { card, text })));
    let flags = (cards(), prop::sample::select(Flag::ALL.to_vec()))
        .prop_map(|(card, flag)| Fact::Flagged(Flagged { card, flag }));
    let tags = (cards(), "[ab]", changes()).prop_map(|(card, tag, change)| {
        let tag = tag.parse().expect("a tag");
        Fact::Tagged(Box::new(Tagged { card, tag, change }))
    });
    let placed = (cards(), 1_u32..40, -3_i32..40, 0_u32..9)
        .prop_map(|(card, interval, due, lapses)| placed(card.bits(), interval, due, lapses));
    let anew = cards().prop_map(|card| {
        Fact::Placed(Placed {
            card,
            baseline: Baseline::New,
        })
    });
    let arranged = prop_oneof![
        Just(Arrangement::Enrolment(Enrolment::Paused)),
        (0_u16..3).prop_map(Arrangement::Place),
        prop::option::of(0_u16..3).prop_map(|n| Arrangement::NewPerDay(n.map(CardsPerDay))),
        (0_u64..3).prop_map(|bits| Arrangement::Opened(SectionId::from_bits(bits))),
        super::fsrs::schedulers().prop_map(Arrangement::Scheduler),
    ];
    let arranged = arranged.prop_map(|arrangement| {
        let roadmap = RoadmapId::unnamed();
        Fact::Arranged(Box::new(Arranged {
            roadmap,
            arrangement,
        }))
    });
    let steps = prop::sample::select(PracticeStep::ALL.to_vec());
    let practised = (0_u64..2, steps, changes()).prop_map(|(section, step, change)| {
        let section = SectionId::from_bits(section);
        Fact::Practised(Practised {
            section,
            step,
            change,
        })
    });
    prop_oneof![
        cards().prop_map(Fact::Buried),
        answers,
        flags,
        tags,
        placed,
        anew,
        arranged,
        practised,
        super::fsrs::fitted(),
    ]
}

fn placed(card: u64, interval: u32, due: i32, lapses: u32) -> Fact {
    Fact::Placed(Placed {
        card: CardId::from_bits(card),
        baseline: Baseline::Review {
            memory: Repetition {
                successes: 3,
                ease: EaseFactor::START,
                interval: Days::new(interval),
            },
            due: StudyDay::from_unix_day(due),
            lapses,
            remembered: lapses
                .is_power_of_two()
                .then(|| Memory::from_millionths(u64::from(interval) * 800_000, 4_500_000)),
        },
    })
}

/// The collection after these facts, one a day at noon from day 0 on.
fn folded(facts: impl IntoIterator<Item = Fact>) -> Collection {
    let mut journal = Journal::default();
    let mut collection = Collection::empty();
    for (sequence, fact) in (0_u32..).zip(facts) {
        let event = Event {
            id: EventId {
                replica: ReplicaId::from_bits(7),
                sequence,
            },
            moment: Moment {
                instant: Instant::from_unix_ms((i64::from(sequence) * 24 + 12) * HOUR_MS),
                offset: UtcOffset::UTC,
            },
            fact,
        };
        let placement = journal.insert(event.clone());
        collection.advance(&journal, &event, placement);
    }
    assert_eq!(collection, Collection::fold(&journal));
    collection
}

fn review(card: u64, rating: Rating) -> Fact {
    Fact::Reviewed(Review {
        card: CardId::from_bits(card),
        rating,
        took: Took::from_ms(1_000),
        purpose: Purpose::Scheduled,
    })
}

fn state(collection: &Collection, card: u64) -> CardState {
    collection.card(CardId::from_bits(card))
}

#[test]
fn a_placed_card_goes_on_from_its_baseline() {
    let before = [review(1, Rating::Good), placed(1, 30, 50, 2)];
    let collection = folded(before.clone());
    let Learning::Begun(progress) = state(&collection, 1).learning else {
        panic!("the card is begun");
    };
    assert_eq!(progress.due, StudyDay::from_unix_day(50));
    assert_eq!((progress.reviews, progress.lapses), (1, 2));
    // It counts as no review of the day on which it was placed.
    assert!(progress.reviewed < StudyDay::from_unix_day(1));

    let collection = folded(before.into_iter().chain([review(1, Rating::Good)]));
    let Learning::Begun(progress) = state(&collection, 1).learning else {
        panic!("the card is begun");
    };
    assert_eq!(progress.memory.interval, Days::new(75));
    assert_eq!(progress.memory.successes, 4);

    let anew = Placed {
        card: CardId::from_bits(1),
        baseline: Baseline::New,
    };
    let collection = folded([review(1, Rating::Good), Fact::Placed(anew)]);
    assert_eq!(state(&collection, 1).learning, Learning::New);
}

#[test]
fn a_buried_card_waits_for_the_next_day() {
    let card = CardId::from_bits(1);
    let day = StudyDay::from_unix_day;
    let activity = |facts: &[Fact]| state(&folded(facts.iter().cloned()), 1).activity;
    let buried = activity(&[Fact::Buried(card)]);
    assert_eq!(buried, Activity::Buried(day(0)));
    assert!(!buried.is_asked(day(0)));
    assert!(buried.is_asked(day(1)));
    let suspended = [Fact::Suspended(card), Fact::Buried(card)];
    assert_eq!(activity(&suspended), Activity::Suspended);
    assert_eq!(
        activity(&[Fact::Buried(card), Fact::Resumed(card)]),
        Activity::Active
    );
}

#[test]
fn what_is_written_on_a_card_goes_where_its_history_goes() {
    let answered = |card: u64, text: &str| {
        let card = CardId::from_bits(card);
        Fact::Answered(Box::new(Answered {
            card,
            text: text.to_owned(),
        }))
    };
    let carried = Fact::Carried(Carried {
        from: CardId::from_bits(1),
        to: CardId::from_bits(2),
    });
    let told = |facts: &[Fact], card: u64| {
        let collection = folded(facts.iter().cloned());
        collection
            .annotations(CardId::from_bits(card))
            .answer
            .clone()
    };
    let facts = [answered(1, "mine"), carried.clone()];
    assert_eq!(told(&facts, 2).as_deref(), Some("mine"));
    assert_eq!(told(&facts, 1).as_deref(), Some("mine"));
    // The later of two holds, and an empty one takes it away.
    let facts = [answered(2, "older"), answered(1, "mine"), carried];
    assert_eq!(told(&facts, 2).as_deref(), Some("mine"));
    assert_eq!(told(&[answered(1, "mine"), answered(1, "")], 1), None);
}
