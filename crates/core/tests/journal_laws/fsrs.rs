//! FSRS-6 beside SM-2: a second fold of the same facts.

use std::sync::Arc;

use proptest::prelude::*;
use waymark_core::arrangement::{Arranged, Arrangement};
use waymark_core::collection::{CardState, Collection, Learning, Members, Progress};
use waymark_core::id::{CardId, EventId, ReplicaId, RoadmapId};
use waymark_core::journal::{Baseline, Event, Fact, Journal, Placed, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::scheduler::Scheduler;
use waymark_core::scheduler::fsrs::{Memory, Parameters, Retention};
use waymark_core::scheduler::sm2::{EaseFactor, Quality, Repetition};
use waymark_core::time::{Days, Instant, Moment, StudyDay, Took, UtcOffset};

use super::HOUR_MS;

pub fn schedulers() -> impl Strategy<Value = Scheduler> {
    let retentions = (70_u8..=97).prop_filter_map("in bounds", Retention::new);
    prop_oneof![Just(Scheduler::Sm2), retentions.prop_map(Scheduler::Fsrs6)]
}

pub fn fitted() -> impl Strategy<Value = Fact> {
    (1_000_u32..=8_000).prop_map(|decay| {
        let mut parts = *Parameters::DEFAULT.parts();
        parts[20] = decay;
        Fact::Fitted(Box::new(Parameters::new(parts).expect("within bounds")))
    })
}

fn put_under(scheduler: Scheduler) -> Fact {
    Fact::Arranged(Box::new(Arranged {
        roadmap: RoadmapId::unnamed(),
        arrangement: Arrangement::Scheduler(scheduler),
    }))
}

/// All cards of these laws are of one roadmap.
fn members() -> Arc<Members> {
    let mut members = Members::default();
    members.add(&RoadmapId::unnamed(), (0..9).map(CardId::from_bits));
    Arc::new(members)
}

/// A journal with one more fact, which comes last.
fn with(journal: &Journal, sequence: u32, fact: Fact) -> Journal {
    let mut journal = journal.clone();
    journal.insert(Event {
        id: EventId {
            replica: ReplicaId::from_bits(99),
            sequence,
        },
        moment: Moment {
            instant: Instant::from_unix_ms(i64::from(sequence + 1) * 100_000 * HOUR_MS),
            offset: UtcOffset::UTC,
        },
        fact,
    });
    journal
}

fn folded(journal: &Journal) -> Collection {
    let mut collection = Collection::fold(journal);
    collection.join(members());
    collection
}

/// What SM-2 and the learner made of a card.
fn by_sm2(state: CardState) -> CardState {
    let learning = match state.learning {
        Learning::New => Learning::New,
        Learning::Begun(progress) => Learning::Begun(Progress {
            recollection: None,
            ..progress
        }),
    };
    CardState { learning, ..state }
}

fn progress(collection: &Collection, card: u64) -> Progress {
    match collection.card(CardId::from_bits(card)).learning {
        Learning::Begun(progress) => progress,
        Learning::New => panic!("card {card} is new"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn there_and_back_everything_is_as_before(events in super::events(), percent in 70_u8..=97) {
        let retention = Retention::new(percent).expect("in bounds");
        let before = Journal::from_events(events);
        let start = with(&before, 0, put_under(Scheduler::Sm2));
        let there = with(&start, 1, put_under(Scheduler::Fsrs6(retention)));
        let back = with(&there, 2, put_under(Scheduler::Sm2));
        let (start, back_again) = (folded(&start), folded(&back));
        for card in (0..9).map(CardId::from_bits) {
            prop_assert_eq!(by_sm2(start.card(card)), by_sm2(back_again.card(card)));
        }
        prop_assert_eq!(start.documents(), back_again.documents());
        let kept: Vec<_> = before.events().iter().collect();
        let found: Vec<_> = back.events().iter().filter(|e| e.id.replica.bits() != 99).collect();
        prop_assert_eq!(kept, found);
    }

    #[test]
    fn a_rating_does_what_its_button_showed(events in super::events(), percent in 70_u8..=97, card in 0_u64..4) {
        let retention = Retention::new(percent).expect("in bounds");
        let journal = with(&Journal::from_events(events), 0, put_under(Scheduler::Fsrs6(retention)));
        let collection = folded(&journal);
        let holder = collection.holder(CardId::from_bits(card));
        let state = collection.card(holder);
        let last = with(&journal, 1, Fact::Suspended(CardId::from_bits(8)));
        let moment = last.events().last().expect("just inserted").moment;
        let today = moment.study_day(collection.settings().day_start);
        let shown = state.turn(holder, today, collection.settings()).answers();
        let shown = [shown.again, shown.hard, shown.good, shown.easy];
        let ratings = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];
        for (rating, shown) in ratings.into_iter().zip(shown) {
            let review = Review { card: holder, rating, took: Took::from_ms(0), purpose: Purpose::Scheduled };
            let after = folded(&with(&journal, 1, Fact::Reviewed(review)));
            prop_assert_eq!(progress(&after, holder.bits()).memory, shown);
        }
        prop_assert_eq!(Quality::of(Rating::Good).rating(), Rating::Good);
    }
}

/// Facts a day apart, at noon from day 0 on.
fn daily(facts: impl IntoIterator<Item = Fact>) -> Collection {
    let events = (0_u32..).zip(facts).map(|(sequence, fact)| Event {
        id: EventId {
            replica: ReplicaId::from_bits(7),
            sequence,
        },
        moment: Moment {
            instant: Instant::from_unix_ms((i64::from(sequence) * 24 + 12) * HOUR_MS),
            offset: UtcOffset::UTC,
        },
        fact,
    });
    folded(&Journal::from_events(events.collect()))
}

fn review(rating: Rating, purpose: Purpose) -> Fact {
    Fact::Reviewed(Review {
        card: CardId::from_bits(1),
        rating,
        took: Took::from_ms(1_000),
        purpose,
    })
}

fn placed(interval: u32, due: i32) -> Fact {
    Fact::Placed(Placed {
        card: CardId::from_bits(1),
        baseline: Baseline::Review {
            memory: Repetition {
                successes: 3,
                ease: EaseFactor::START,
                interval: Days::new(interval),
            },
            due: StudyDay::from_unix_day(due),
            lapses: 0,
            remembered: None,
        },
    })
}

fn fsrs() -> Fact {
    put_under(Scheduler::Fsrs6(Retention::USUAL))
}

#[test]
fn the_history_under_sm2_is_replayed() {
    let good = || review(Rating::Good, Purpose::Scheduled);
    // Days 0, 1 and 2; the drill of day 3 changes nothing.
    let collection = daily([
        good(),
        good(),
        good(),
        review(Rating::Good, Purpose::Drill),
        fsrs(),
    ]);
    let default = &Parameters::DEFAULT;
    let memory = Memory::first(Rating::Good, default)
        .after(Rating::Good, Days::ONE, default)
        .after(Rating::Good, Days::ONE, default);
    let found = progress(&collection, 1);
    assert_eq!(found.recollection.map(|known| known.memory), Some(memory));
    let interval = memory.interval(Retention::USUAL, default);
    assert_eq!(
        (found.memory.interval, found.due),
        (interval, StudyDay::from_unix_day(2).plus(interval))
    );
}

#[test]
fn a_card_that_was_placed_keeps_its_day_and_goes_on_from_interval_and_ease() {
    let collection = daily([placed(10, 8), fsrs()]);
    let found = progress(&collection, 1);
    let repetition = Repetition {
        successes: 3,
        ease: EaseFactor::START,
        interval: Days::new(10),
    };
    let memory = Memory::from_repetition(repetition, &Parameters::DEFAULT);
    assert_eq!(found.recollection.map(|known| known.memory), Some(memory));
    assert_eq!(
        (found.due, found.memory.interval),
        (StudyDay::from_unix_day(8), Days::new(10))
    );
    // What its reviews say is not overwritten by a later placement.
    let good = || review(Rating::Good, Purpose::Scheduled);
    let known = progress(&daily([good(), good(), fsrs()]), 1).recollection;
    let kept = progress(&daily([good(), good(), placed(500, 600), fsrs()]), 1);
    assert_eq!(
        kept.recollection.map(|kept| kept.memory),
        known.map(|known| known.memory)
    );
    assert_eq!(kept.due, StudyDay::from_unix_day(600));
}

#[test]
fn what_fsrs_remembered_elsewhere_is_taken_and_stays_when_the_day_alone_is_set() {
    let memory = Memory::from_millionths(30_000_000, 4_000_000);
    let with = |due: i32, remembered| {
        let Fact::Placed(mut placed) = placed(10, due) else {
            panic!("it is placed");
        };
        if let Baseline::Review {
            remembered: said, ..
        } = &mut placed.baseline
        {
            *said = remembered;
        }
        Fact::Placed(placed)
    };
    let found = progress(&daily([with(8, Some(memory)), fsrs()]), 1);
    assert_eq!(found.recollection.map(|known| known.memory), Some(memory));
    assert_eq!(found.due, StudyDay::from_unix_day(8));
    let found = progress(&daily([with(8, Some(memory)), with(5, None), fsrs()]), 1);
    assert_eq!(found.recollection.map(|known| known.memory), Some(memory));
    assert_eq!(found.due, StudyDay::from_unix_day(5));
    // Its next review goes on from there.
    let good = review(Rating::Good, Purpose::Scheduled);
    let found = progress(&daily([with(2, Some(memory)), good, fsrs()]), 1);
    let after = memory.after(Rating::Good, Days::new(9), &Parameters::DEFAULT);
    assert_eq!(found.recollection.map(|known| known.memory), Some(after));
}

#[test]
fn parameters_that_were_fitted_hold_for_all_history() {
    let mut parts = *Parameters::DEFAULT.parts();
    parts[2] = 50_000;
    let fitted = Parameters::new(parts).expect("within bounds");
    let good = review(Rating::Good, Purpose::Scheduled);
    let collection = daily([good, fsrs(), Fact::Fitted(Box::new(fitted))]);
    assert_eq!(progress(&collection, 1).memory.interval, Days::new(5));
}

#[test]
fn a_card_of_no_known_roadmap_is_under_sm2() {
    let good = review(Rating::Good, Purpose::Scheduled);
    let events = [good, fsrs()];
    let mut collection = daily(events);
    assert_eq!(progress(&collection, 1).memory.interval, Days::new(2));
    collection.join(Arc::default());
    assert_eq!(progress(&collection, 1).memory.interval, Days::ONE);
}
