//! What plans make of the queue: enrolment, places, limits, phases, deadlines, backlogs, cramming.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::num::NonZeroU16;

use waymark_core::arrangement::{Arranged, Arrangement, Enrolment};
use waymark_core::collection::{Collection, Learning};
use waymark_core::id::{CardId, EventId, NoteId, ReplicaId, SectionId};
use waymark_core::journal::{Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::roadmap::import;
use waymark_core::scheduler::{Fuzz, Lateness, Percent};
use waymark_core::setting::{CardsPerDay, PhaseOrder, Setting, Siblings};
use waymark_core::study::{Queue, QueueCard, QueueRoadmap};
use waymark_core::time::{DayStart, Days, Instant, Moment, StudyDay, Took, UtcOffset};

const SECOND_MS: i64 = 1_000;
const DAY_MS: i64 = 86_400_000;

/// A learner with a shelf, at noon of study day 0.
struct Learner {
    journal: Journal,
    shelf: Vec<QueueRoadmap>,
    now: Moment,
    sequence: u32,
}

fn phase(number: u64) -> SectionId {
    SectionId::from_bits(number)
}

/// A roadmap with phases of so many cards; the cards are numbered from `first` on.
fn roadmap(name: &str, first: u64, phases: &[u64]) -> QueueRoadmap {
    let mut cards = Vec::new();
    for (place, size) in phases.iter().enumerate() {
        for _ in 0..*size {
            let number = first + cards.len() as u64;
            cards.push(QueueCard {
                id: CardId::from_bits(number),
                note: NoteId::from_bits(number / 2),
                phase: place,
            });
        }
    }
    QueueRoadmap {
        id: name.parse().expect("a slug"),
        phases: (0..phases.len() as u64)
            .map(|place| phase(first + place))
            .collect(),
        cards,
    }
}

impl Learner {
    fn with(shelf: Vec<QueueRoadmap>) -> Self {
        Self {
            journal: Journal::default(),
            shelf,
            now: Moment {
                instant: Instant::from_unix_ms(DAY_MS / 2),
                offset: UtcOffset::UTC,
            },
            sequence: 0,
        }
    }

    fn record(&mut self, fact: Fact) {
        let id = EventId {
            replica: ReplicaId::from_bits(7),
            sequence: self.sequence,
        };
        self.sequence += 1;
        self.now.instant = Instant::from_unix_ms(self.now.instant.unix_ms() + SECOND_MS);
        self.journal.insert(Event {
            id,
            moment: self.now,
            fact,
        });
    }

    fn set(&mut self, setting: Setting) {
        self.record(Fact::Configured(setting));
    }

    fn arrange(&mut self, roadmap: &str, arrangement: Arrangement) {
        let roadmap = roadmap.parse().expect("a slug");
        self.record(Fact::Arranged(Box::new(Arranged {
            roadmap,
            arrangement,
        })));
    }

    fn collection(&self) -> Collection {
        Collection::fold(&self.journal)
    }

    fn today(&self) -> StudyDay {
        self.now.study_day(DayStart::FOUR)
    }

    fn in_days(&self, days: u32) -> StudyDay {
        self.today().plus(Days::new(days))
    }

    fn queue(&self) -> Queue {
        Queue::build(&self.shelf, &self.collection(), self.today())
    }

    fn review(&mut self, card: CardId, rating: Rating, purpose: Purpose) {
        self.record(Fact::Reviewed(Review {
            card,
            rating,
            took: Took::from_ms(3_000),
            purpose,
        }));
    }

    /// Rates what the day brings, one card in `wrong` of it with Again, and says what came.
    fn study(&mut self, wrong: Option<usize>) -> Vec<u64> {
        let mut asked = Vec::new();
        while let Some((card, purpose)) = self.queue().next() {
            let is_wrong = wrong.is_some_and(|one| asked.len() % one == 0);
            let rating = if is_wrong && purpose == Purpose::Scheduled {
                Rating::Again
            } else {
                Rating::Good
            };
            if purpose == Purpose::Scheduled {
                asked.push(card.bits());
            }
            self.review(card, rating, purpose);
        }
        asked
    }

    fn sleep(&mut self, days: i64) {
        self.now.instant = Instant::from_unix_ms(self.now.instant.unix_ms() + days * DAY_MS);
    }

    #[track_caller]
    fn check(&self, new: usize, due: usize) {
        let counts = self.queue().counts();
        assert_eq!((counts.new, counts.due), (new, due));
    }
}

#[test]
fn enrolment_decides_what_comes() {
    #[track_caller]
    fn check(enrolment: Enrolment, new: usize, due: usize) {
        let mut learner = Learner::with(vec![roadmap("one", 0, &[30])]);
        learner.study(None);
        learner.sleep(1);
        learner.arrange("one", Arrangement::Enrolment(enrolment));
        learner.check(new, due);
    }
    check(Enrolment::Active, 10, 20);
    check(Enrolment::Paused, 0, 20);
    check(Enrolment::Archived, 0, 0);
    check(Enrolment::Removed, 0, 0);
}

#[test]
fn new_cards_come_by_the_places_of_their_roadmaps() {
    let shelf = vec![
        roadmap("one", 0, &[2]),
        roadmap("two", 10, &[2]),
        roadmap("three", 20, &[2]),
    ];
    let order = |places: &[(&str, u16)]| {
        let mut learner = Learner::with(shelf.clone());
        for (name, place) in places {
            learner.arrange(name, Arrangement::Place(*place));
        }
        let mut roadmaps: Vec<u64> = learner.study(None).iter().map(|card| card / 10).collect();
        roadmaps.dedup();
        roadmaps
    };
    // Siblings are kept apart, so that one card of the next roadmap comes between two.
    let first = |places| order(places).first().copied();
    assert_eq!(first(&[]), Some(0));
    assert_eq!(first(&[("three", 0)]), Some(2));
    assert_eq!(first(&[("one", 2), ("two", 1), ("three", 3)]), Some(1));
    // Who has no place comes after those that have one.
    assert_eq!(first(&[("two", 9)]), Some(1));
}

#[test]
fn a_roadmap_may_have_limits_of_its_own_within_those_for_all() {
    let shelf = vec![roadmap("one", 0, &[30]), roadmap("two", 100, &[30])];
    let mut learner = Learner::with(shelf);
    let five = Some(CardsPerDay(5));
    learner.arrange("one", Arrangement::NewPerDay(five));
    let asked = learner.study(None);
    assert_eq!(asked.iter().filter(|card| **card < 100).count(), 5);
    assert_eq!(asked.len(), 20);
    assert_eq!(learner.queue().held_back().new, 40);
    learner.sleep(1);
    learner.check(20, 20);
    learner.arrange("two", Arrangement::ReviewsPerDay(Some(CardsPerDay(4))));
    learner.check(20, 9);
    assert_eq!(learner.queue().held_back().reviews, 11);
    learner.set(Setting::ReviewsPerDay(CardsPerDay(8)));
    learner.check(20, 8);
    learner.arrange("one", Arrangement::NewPerDay(None));
    learner.check(20, 8);
    learner.set(Setting::ReviewsPerDay(CardsPerDay(200)));
    assert!(learner.study(None).iter().filter(|c| **c < 100).count() > 15);
}

#[test]
fn a_learner_who_recalls_is_never_held_back() {
    let mut learner = Learner::with(vec![roadmap("one", 0, &[12, 30, 1, 40])]);
    let begun = |learner: &Learner| learner.collection().touched_cards().len();
    for day in 1..=5 {
        // What was forgotten yesterday is due, and comes before what waits for it.
        learner.study(Some(8));
        assert_eq!(begun(&learner), 83.min(20 * day));
        learner.sleep(1);
    }
}

#[test]
fn a_phase_waits_until_the_one_before_it_is_known_well_enough() {
    let mut learner = Learner::with(vec![roadmap("one", 0, &[20, 20, 20])]);
    // Half of the first phase is forgotten.
    learner.study(Some(2));
    learner.sleep(1);
    let queue = learner.queue();
    assert_eq!((queue.counts().new, queue.counts().due), (0, 20));
    let held = &queue.planning().held;
    assert_eq!(held.len(), 1);
    assert_eq!((held[0].phase, held[0].behind), (phase(1), phase(0)));
    assert_eq!((held[0].cards, held[0].grasp.recalled), (40, 10));
    assert_eq!(queue.held_back().new, 0);

    // One tap lets the next one come, and the one after it waits for that.
    let mut other = Learner::with(learner.shelf.clone());
    other.journal = learner.journal.clone();
    (other.now, other.sequence) = (learner.now, learner.sequence);
    other.arrange("one", Arrangement::Opened(phase(1)));
    other.check(20, 20);
    assert_eq!(other.queue().planning().held, []);
    // So does the setting.
    learner.set(Setting::PhaseOrder(PhaseOrder::Free));
    learner.check(20, 20);
    learner.set(Setting::PhaseOrder(PhaseOrder::Held));
    learner.check(0, 20);

    // Once it is recalled the rest of the day brings new cards by itself.
    let asked = learner.study(None);
    assert_eq!(asked.len(), 40);
}

#[test]
fn a_deadline_brings_what_it_takes_and_says_so() {
    let shelf = vec![roadmap("other", 1_000, &[50]), roadmap("exam", 0, &[420])];
    let mut learner = Learner::with(shelf);
    let deadline = learner.in_days(21);
    learner.arrange("exam", Arrangement::Deadline(Some(deadline)));
    let queue = learner.queue();
    // 30 a day for two weeks; the limit of 20 for all leaves nothing for the other roadmap.
    let (name, demand) = queue.planning().demands[0].clone();
    assert_eq!(
        (name.as_str(), demand.needed, demand.per_day),
        ("exam", 30, 30)
    );
    learner.check(30, 0);
    let begun = |learner: &Learner| learner.collection().touched_cards().len();
    for day in 1..=7 {
        let new = learner.study(None);
        assert!(new.iter().all(|card| *card < 1_000), "on day {day}");
        assert_eq!(begun(&learner), 30 * day);
        learner.sleep(1);
    }
    // From two weeks before on it takes less each day, and the other one has its turn.
    for _ in 8..=20 {
        learner.study(None);
        learner.sleep(1);
    }
    assert_eq!(learner.today(), deadline.minus(Days::ONE));
    learner.study(None);
    assert_eq!(learner.queue().planning().demands, []);
    assert_eq!(begun(&learner), 470);
}

#[test]
fn a_deadline_does_not_lower_the_limits_and_never_brings_more_than_is_sane() {
    let mut learner = Learner::with(vec![roadmap("exam", 0, &[1_000])]);
    let far = learner.in_days(400);
    learner.arrange("exam", Arrangement::Deadline(Some(far)));
    learner.check(20, 0);
    learner.arrange("exam", Arrangement::NewPerDay(Some(CardsPerDay(1))));
    learner.check(3, 0);
    let near = learner.in_days(6);
    learner.arrange("exam", Arrangement::Deadline(Some(near)));
    learner.check(50, 0);
    assert!(learner.queue().planning().demands[0].1.is_too_much());
    // Over is over.
    let today = learner.today();
    learner.arrange("exam", Arrangement::Deadline(Some(today)));
    learner.check(1, 0);
    assert_eq!(learner.queue().planning().demands, []);
}

/// A learner with 312 cards due after a holiday, and 100 new ones.
fn after_a_holiday() -> Learner {
    let mut learner = Learner::with(vec![roadmap("one", 0, &[412])]);
    learner.set(Setting::NewPerDay(CardsPerDay(312)));
    learner.study(None);
    learner.set(Setting::NewPerDay(CardsPerDay(20)));
    learner.set(Setting::ReviewsPerDay(CardsPerDay(80)));
    learner.sleep(10);
    learner
}

#[test]
fn a_backlog_is_spread_and_new_cards_wait_meanwhile() {
    let mut learner = after_a_holiday();
    learner.check(0, 80);
    let queue = learner.queue();
    let backlog = queue.planning().backlog.expect("more than a day");
    assert_eq!((backlog.due, backlog.days), (312, Some(4)));
    assert_eq!(queue.planning().paused, 20);
    assert_eq!(queue.held_back().reviews, 232);
    learner.set(Setting::BacklogDays(NonZeroU16::new(4)));
    learner.check(20, 80);
    learner.set(Setting::BacklogDays(None));
    learner.check(20, 80);
    learner.set(Setting::BacklogDays(NonZeroU16::new(3)));
    // The plan holds while one goes on.
    learner.set(Setting::BacklogDays(NonZeroU16::new(1)));
    let days: Vec<Option<u32>> = (0..4)
        .map(|_| {
            learner.study(None);
            let left = learner.queue().planning().backlog;
            learner.sleep(1);
            left.and_then(|backlog| backlog.days)
        })
        .collect();
    assert_eq!(days, [Some(4), Some(3), Some(2), None]);
}

#[test]
fn siblings_wait_for_another_day_where_that_is_set() {
    let mut learner = Learner::with(vec![roadmap("one", 0, &[10])]);
    learner.check(10, 0);
    learner.set(Setting::Siblings(Siblings::OneADay));
    learner.check(5, 0);
    assert_eq!(learner.study(None), [0, 2, 4, 6, 8]);
    learner.check(0, 0);
    assert_eq!(learner.queue().planning().siblings, 5);
    assert_eq!(learner.queue().next_due(), Some(learner.in_days(1)));
    learner.sleep(1);
    // What is due goes before its new sibling.
    learner.check(0, 5);
    learner.study(None);
    learner.sleep(1);
    learner.check(5, 0);
}

/// Where all that is due comes, nothing puts it in order; a limit that keeps nothing back does.
#[test]
fn a_limit_that_keeps_nothing_back_changes_no_turn() {
    let mut free = Learner::with(vec![roadmap("one", 0, &[17]), roadmap("two", 100, &[9])]);
    free.set(Setting::NewPerDay(CardsPerDay(30)));
    let mut limited = Learner::with(free.shelf.clone());
    (limited.now, limited.sequence) = (free.now, free.sequence);
    limited.journal = free.journal.clone();
    let limit = Arrangement::ReviewsPerDay(Some(CardsPerDay(500)));
    limited.arrange("one", limit);
    free.arrange("one", Arrangement::ReviewsPerDay(None));
    for days in [1, 2, 6, 3, 15, 40] {
        assert_eq!(free.study(Some(3)), limited.study(Some(3)));
        free.sleep(days);
        limited.sleep(days);
    }
}

#[test]
fn cramming_asks_all_until_good_and_leaves_the_schedule_alone() {
    let mut learner = Learner::with(vec![roadmap("one", 0, &[6])]);
    learner.record(Fact::Suspended(CardId::from_bits(5)));
    learner.study(None);
    let before: Vec<Learning> = (0..5)
        .map(|card| learner.collection().card(CardId::from_bits(card)).learning)
        .collect();
    let cram = |learner: &Learner| {
        let cards = learner.shelf[0].cards.iter().copied();
        let collection = learner.collection();
        Queue::cram(cards, &collection, &learner.journal, learner.today())
    };
    assert_eq!(cram(&learner).counts().total(), 5);
    let mut asked = Vec::new();
    while let Some((card, purpose)) = cram(&learner).next() {
        assert_eq!(purpose, Purpose::Cram);
        let rating = if asked.is_empty() {
            Rating::Again
        } else {
            Rating::Good
        };
        asked.push(card.bits());
        learner.review(card, rating, purpose);
    }
    assert_eq!(asked.len(), 6);
    assert_eq!(
        asked[0], asked[5],
        "what was forgotten comes again at the end"
    );
    let undo = learner.journal.undo_target(ReplicaId::from_bits(7));
    learner.record(Fact::Reverted(undo.expect("a review")));
    assert_eq!(cram(&learner).counts().total(), 1);
    let after: Vec<Learning> = (0..5)
        .map(|card| learner.collection().card(CardId::from_bits(card)).learning)
        .collect();
    assert_eq!(before, after);
    learner.check(0, 0);
    // On another day it may be done again.
    learner.sleep(1);
    assert_eq!(cram(&learner).counts().total(), 5);
}

#[test]
fn spacing_settings_make_a_new_fold_of_the_same_facts() {
    let mut learner = Learner::with(vec![roadmap("one", 0, &[1])]);
    let card = CardId::from_bits(0);
    for days in [1, 6, 20] {
        learner.review(card, Rating::Good, Purpose::Scheduled);
        learner.sleep(days);
    }
    let paper = learner.collection();
    let settings = [
        Setting::MaximumInterval(NonZeroU16::new(10)),
        Setting::IntervalModifier(Percent::new(200).expect("at most 500")),
        Setting::Fuzz(Fuzz::Spread),
        Setting::Lateness(Lateness::Credited),
    ];
    for setting in settings {
        let supposed = Collection::fold_as_if(&learner.journal, &[Fact::Configured(setting)]);
        // The button shows what the rating then does.
        let state = supposed.card(card);
        let shown = state.turn(card, learner.today(), supposed.settings());
        let mut then = Learner::with(learner.shelf.clone());
        (then.now, then.sequence) = (learner.now, learner.sequence);
        then.journal = learner.journal.clone();
        then.set(setting);
        then.review(card, Rating::Good, Purpose::Scheduled);
        let Learning::Begun(progress) = then.collection().card(card).learning else {
            unreachable!("it was reviewed");
        };
        assert_eq!(progress.memory, shown.answers().good, "{setting:?}");
        if setting != Setting::Fuzz(Fuzz::Spread) {
            let plain = paper
                .card(card)
                .turn(card, learner.today(), paper.settings());
            assert_ne!(progress.memory, plain.answers().good, "{setting:?}");
        }
    }
    assert_eq!(Collection::fold_as_if(&learner.journal, &[]), paper);
}

#[test]
fn the_phases_of_a_roadmap_are_its_outermost_sections() {
    let source =
        "# Map\n- What is it?\n## One\n### Deep\n- What is a Pod?\n## Two\n- What is a Job?\n";
    let roadmap = import(source.as_bytes(), "map").roadmap;
    let queued = QueueRoadmap::of(&roadmap);
    assert_eq!(queued.id, roadmap.id);
    assert_eq!(queued.phases.len(), 3);
    let phases: Vec<usize> = queued.cards.iter().map(|card| card.phase).collect();
    let sections: Vec<usize> = roadmap.cards.iter().map(|card| card.section.0).collect();
    assert_eq!(sections.len(), phases.len());
    for (section, phase) in sections.iter().zip(&phases) {
        let expected = roadmap.phases()[*section];
        assert_eq!(queued.phases[*phase], roadmap.section_id(expected));
    }
}
