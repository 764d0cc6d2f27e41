//! Study days as a learner lives them: what is asked, in which order, and when it ends.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::num::NonZeroU16;
use std::slice;

use waymark_core::collection::{Activity, Collection, Drill, Learning};
use waymark_core::id::{CardId, EventId, NoteId, ReplicaId, RoadmapId};
use waymark_core::journal::{Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::setting::{CardsPerDay, Setting};
use waymark_core::study::{Queue, QueueCard, QueueRoadmap, Session};
use waymark_core::time::{DayStart, Instant, Moment, StudyDay, Took, UtcOffset};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// A learner with a deck; two cards of the same note have neighbouring numbers.
struct Learner {
    journal: Journal,
    roadmap: QueueRoadmap,
    now: Moment,
    replica: u64,
    sequence: u32,
}

impl Learner {
    /// `cards` cards of `per_note` siblings each, at noon of study day 0.
    fn with_cards(cards: u64, per_note: u64) -> Self {
        Self {
            journal: Journal::default(),
            roadmap: QueueRoadmap {
                id: RoadmapId::unnamed(),
                phases: Vec::new(),
                cards: (0..cards)
                    .map(|number| QueueCard {
                        id: CardId::from_bits(number),
                        note: NoteId::from_bits(number / per_note),
                        phase: 0,
                    })
                    .collect(),
            },
            now: Moment {
                instant: Instant::from_unix_ms(DAY_MS / 2),
                offset: UtcOffset::UTC,
            },
            replica: 7,
            sequence: 0,
        }
    }

    fn record(&mut self, fact: Fact) {
        let id = EventId {
            replica: ReplicaId::from_bits(self.replica),
            sequence: self.sequence,
        };
        self.sequence += 1;
        self.now.instant = Instant::from_unix_ms(self.now.instant.unix_ms() + MINUTE_MS);
        self.journal.insert(Event {
            id,
            moment: self.now,
            fact,
        });
    }

    fn collection(&self) -> Collection {
        Collection::fold(&self.journal)
    }

    fn today(&self) -> StudyDay {
        self.now.study_day(DayStart::FOUR)
    }

    fn queue(&self) -> Queue {
        Queue::build(
            slice::from_ref(&self.roadmap),
            &self.collection(),
            self.today(),
        )
    }

    /// Rates the next card and says which it was and what for; `None` at the end of the day.
    fn rate(&mut self, rating: Rating) -> Option<(u64, Purpose)> {
        let (card, purpose) = self.queue().next()?;
        self.record(Fact::Reviewed(Review {
            card,
            rating,
            took: Took::from_ms(3_000),
            purpose,
        }));
        Some((card.bits(), purpose))
    }

    /// Rates everything the day brings, and says in which order the cards came.
    fn study(&mut self, rating: Rating) -> Vec<u64> {
        std::iter::from_fn(|| self.rate(rating).map(|(card, _)| card)).collect()
    }

    fn sleep(&mut self, days: i64) {
        self.now.instant = Instant::from_unix_ms(self.now.instant.unix_ms() + days * DAY_MS);
    }

    #[track_caller]
    fn check_counts(&self, new: usize, drill: usize, due: usize) {
        let counts = self.queue().counts();
        assert_eq!((counts.new, counts.drill, counts.due), (new, drill, due));
    }
}

#[test]
fn new_cards_come_in_roadmap_order_up_to_the_daily_limit() {
    let mut learner = Learner::with_cards(30, 1);
    learner.check_counts(20, 0, 0);
    assert_eq!(learner.queue().held_back().new, 10);
    assert_eq!(learner.study(Rating::Good), (0..20).collect::<Vec<_>>());
    learner.check_counts(0, 0, 0);
    assert_eq!(learner.queue().next_due(), Some(StudyDay::from_unix_day(1)));
    learner.sleep(1);
    learner.check_counts(10, 0, 20);
}

#[test]
fn due_cards_come_before_new_ones_and_the_longest_overdue_first() {
    let mut learner = Learner::with_cards(25, 1);
    learner.study(Rating::Good);
    learner.sleep(1);
    // Five new cards and the twenty of yesterday; half an hour later only some are done.
    let first: Vec<u64> = (0..20)
        .filter_map(|_| learner.rate(Rating::Good).map(|(card, _)| card))
        .collect();
    assert!(first.iter().all(|card| *card < 20), "{first:?}");
    assert_ne!(first, (0..20).collect::<Vec<_>>(), "due cards are mixed");
    assert_eq!(learner.study(Rating::Good), [20, 21, 22, 23, 24]);
}

#[test]
fn cards_below_good_come_back_the_same_day_until_they_are_good() {
    let mut learner = Learner::with_cards(3, 1);
    assert_eq!(learner.rate(Rating::Again), Some((0, Purpose::Scheduled)));
    assert_eq!(learner.rate(Rating::Hard), Some((1, Purpose::Scheduled)));
    assert_eq!(learner.rate(Rating::Good), Some((2, Purpose::Scheduled)));
    learner.check_counts(0, 2, 0);
    let after_the_session = learner.collection();
    assert_eq!(learner.rate(Rating::Hard), Some((0, Purpose::Drill)));
    assert_eq!(learner.rate(Rating::Good), Some((1, Purpose::Drill)));
    assert_eq!(learner.rate(Rating::Easy), Some((0, Purpose::Drill)));
    assert_eq!(learner.rate(Rating::Good), None);
    for number in 0..3 {
        let card = CardId::from_bits(number);
        let memory = |collection: &Collection| collection.card(card).memory();
        assert_eq!(memory(&learner.collection()), memory(&after_the_session));
    }
}

#[test]
fn the_drill_ends_with_its_day() {
    let mut learner = Learner::with_cards(1, 1);
    learner.rate(Rating::Good);
    learner.sleep(1);
    learner.rate(Rating::Hard);
    learner.check_counts(0, 1, 0);
    learner.sleep(1);
    learner.check_counts(0, 0, 0);
    assert_eq!(learner.queue().next_due(), Some(StudyDay::from_unix_day(7)));
}

#[test]
fn siblings_stay_apart_while_other_cards_are_left() {
    let mut learner = Learner::with_cards(12, 2);
    let order = learner.study(Rating::Good);
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, (0..12).collect::<Vec<_>>());
    let notes: Vec<u64> = order.iter().map(|card| card / 2).collect();
    for (index, pair) in notes.windows(2).enumerate() {
        let others_left = notes[index + 1..].iter().any(|note| *note != pair[0]);
        assert!(pair[0] != pair[1] || !others_left, "{order:?}");
    }
    // With few notes the one asked longest ago comes next.
    let mut learner = Learner::with_cards(6, 3);
    assert_eq!(learner.study(Rating::Good), [0, 3, 1, 4, 2, 5]);
}

#[test]
fn a_suspended_card_waits_until_resumed() {
    let mut learner = Learner::with_cards(2, 1);
    let first = CardId::from_bits(0);
    learner.record(Fact::Suspended(first));
    learner.check_counts(1, 0, 0);
    assert_eq!(
        learner.collection().card(first).activity,
        Activity::Suspended
    );
    learner.record(Fact::Resumed(first));
    learner.check_counts(2, 0, 0);
}

#[test]
fn limits_may_be_changed_and_undone_during_the_day() {
    let mut learner = Learner::with_cards(30, 1);
    learner.study(Rating::Good);
    learner.record(Fact::Configured(Setting::NewPerDay(CardsPerDay(25))));
    learner.check_counts(5, 0, 0);
    let undo = learner.journal.undo_target(ReplicaId::from_bits(7));
    learner.record(Fact::Reverted(undo.expect("the setting")));
    learner.check_counts(0, 0, 0);
    learner.sleep(1);
    learner.record(Fact::Configured(Setting::ReviewsPerDay(CardsPerDay(3))));
    // It takes a week to catch up, and new cards wait meanwhile.
    learner.check_counts(0, 0, 3);
    assert_eq!(learner.queue().held_back().reviews, 17);
}

#[test]
fn cramming_and_drilling_leave_the_schedule_alone() {
    let mut learner = Learner::with_cards(1, 1);
    learner.rate(Rating::Good);
    let before = learner.collection().card(CardId::from_bits(0)).learning;
    learner.record(Fact::Reviewed(Review {
        card: CardId::from_bits(0),
        rating: Rating::Blackout,
        took: Took::from_ms(1),
        purpose: Purpose::Cram,
    }));
    assert_eq!(
        learner.collection().card(CardId::from_bits(0)).learning,
        before
    );
}

#[test]
fn a_card_forgotten_eight_times_is_a_leech() {
    let mut learner = Learner::with_cards(1, 1);
    let card = CardId::from_bits(0);
    let is_leech = |learner: &Learner| learner.collection().card(card).is_leech();
    learner.rate(Rating::Good);
    for lapse in 1..=8 {
        assert!(!is_leech(&learner));
        learner.sleep(10);
        learner.rate(Rating::Again);
        learner.sleep(10);
        learner.rate(Rating::Good);
        let Learning::Begun(progress) = learner.collection().card(card).learning else {
            panic!("it was reviewed");
        };
        assert_eq!((progress.lapses, progress.drill), (lapse, Drill::Done));
    }
    assert!(is_leech(&learner));
    // The number is a setting, and marks can be off.
    learner.record(Fact::Configured(Setting::LeechLapses(NonZeroU16::new(9))));
    assert!(!is_leech(&learner));
    learner.record(Fact::Configured(Setting::LeechLapses(NonZeroU16::new(3))));
    assert!(is_leech(&learner));
    learner.record(Fact::Configured(Setting::LeechLapses(None)));
    assert!(!is_leech(&learner));
}

#[test]
fn a_session_is_what_one_replica_did() {
    let mut learner = Learner::with_cards(5, 1);
    learner.rate(Rating::Good);
    learner.replica = 8;
    learner.rate(Rating::Good);
    learner.rate(Rating::Again);
    learner.rate(Rating::Good);
    let own = ReplicaId::from_bits(8);
    let undone = learner.journal.undo_target(own);
    learner.record(Fact::Reverted(undone.expect("a review")));
    let session = Session::of(&learner.journal, own);
    assert_eq!(
        (session.reviews, session.recalled, session.took_ms),
        (2, 1, 6_000)
    );
}
