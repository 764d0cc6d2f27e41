//! A learner who goes on from a checkpoint, beside one who read everything.

use super::*;
use waymark_core::annotation::Flag;
use waymark_core::journal::{Flagged, Reclocked};
use waymark_core::time::DayStart;

/// The same storage twice, with years of history, and a learner on each: the first goes on from a
/// checkpoint, the second has read everything.
struct Pair {
    stores: [Shared; 2],
    learners: [Learner<Shared>; 2],
}

/// How the first of a pair stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// It has the end of the journal only.
    Resumed,
    /// It has read the rest.
    Whole,
}

fn reading(learner: &Learner<Shared>) -> Reading {
    match learner.past {
        Past::Whole { .. } => Reading::Whole,
        Past::Resumed(_) => Reading::Resumed,
    }
}

fn kept(store: &Shared) -> KeptCheckpoint {
    let made = KeptCheckpoint::make(store, |_| false).expect("memory is never blocked");
    let bytes = made.expect("there is history").to_bytes().expect("bytes");
    KeptCheckpoint::from_bytes(&bytes).expect("what was written")
}

impl Pair {
    /// After a tab that rated six cards, three of them twice, and reworded one.
    fn new() -> Self {
        let stores = [storage(90_000), storage(90_000)];
        let mut before = open(&stores[0]);
        for minute in 0..9 {
            let card = review(minute % 6);
            let minute = i64::try_from(minute).expect("small");
            before.review(at(minute), card, &document()).expect("room");
        }
        let carry = Carried {
            from: CardId::from_bits(5),
            to: CardId::from_bits(6),
        };
        before.take_over(at(10), [carry], None).expect("room");
        for key in stores[0].keys("").expect("keys") {
            let text = stores[0].get(&key).expect("text").expect("text");
            stores[1].set(&key, &text).expect("room");
        }
        let resumed = Learner::resume(stores[0].clone(), replica, Some(kept(&stores[0])));
        let learners = [resumed.expect("memory"), open(&stores[1])];
        let pair = Self { stores, learners };
        pair.check(Reading::Resumed);
        pair
    }

    /// Both say the same, the first having read so much.
    #[track_caller]
    fn check(&self, expected: Reading) {
        let [first, second] = &self.learners;
        assert_eq!(reading(first), expected);
        assert_eq!(first.collection(), second.collection());
        assert_eq!(first.events(), second.events());
        assert_eq!(first.session(), second.session());
        assert_eq!(
            first.undo_target().is_some(),
            second.undo_target().is_some()
        );
        assert_eq!(first.review_span(), second.review_span());
        assert_eq!(first.last_instant(), second.last_instant());
        let facts = |learner: &Learner<Shared>| -> Vec<Moment> {
            let events = learner.journal().events().iter();
            events.map(|event| event.moment).collect()
        };
        assert_eq!(facts(first), facts(second));
        // And the next start says it as well, from this checkpoint or a later one.
        let store = &self.stores[0];
        assert_eq!(open(store).collection(), first.collection());
        let again = Learner::resume(store.clone(), replica, Some(kept(store)));
        assert_eq!(again.expect("memory").collection(), first.collection());
    }

    fn both<T: PartialEq + std::fmt::Debug>(
        &mut self,
        act: impl Fn(&mut Learner<Shared>) -> T,
    ) -> &mut Self {
        let [first, second] = &mut self.learners;
        assert_eq!(act(first), act(second));
        self
    }
}

#[test]
fn an_ordinary_session_reads_nothing_more() {
    let mut pair = Pair::new();
    for (card, minute) in [(1, 20), (2, 21), (1, 22), (7, 23), (6, 24), (5, 25)] {
        pair.both(|learner| learner.review(at(minute), review(card), &document()));
        pair.check(Reading::Resumed);
    }
    let card = CardId::from_bits(2);
    let flagged = Fact::Flagged(Flagged {
        card,
        flag: Flag::Red,
    });
    for fact in [Fact::Suspended(card), Fact::Resumed(card), flagged] {
        pair.both(|learner| learner.record(at(30), [fact.clone()]));
        pair.check(Reading::Resumed);
    }
    // All that this tab did is taken back, and brought back.
    for minute in 31..41 {
        pair.both(|learner| learner.undo(at(minute)).map(|undone| undone.is_some()));
        pair.check(Reading::Resumed);
    }
    for minute in 41..51 {
        pair.both(|learner| learner.redo(at(minute)).map(|redone| redone.is_some()));
        pair.check(Reading::Resumed);
    }
}

#[test]
fn what_speaks_of_the_past_reads_it_first() {
    #[track_caller]
    fn check(now: Moment, facts: &[Fact]) {
        let mut pair = Pair::new();
        pair.both(|learner| learner.review(at(20), review(1), &document()));
        pair.both(|learner| learner.record(now, facts.to_vec()));
        pair.check(Reading::Whole);
        pair.both(|learner| learner.review(at(90), review(2), &document()));
        pair.check(Reading::Whole);
    }
    let covered = {
        let pair = Pair::new();
        let mut events = pair.learners[1].journal().events().iter();
        let review = events.rfind(|event| matches!(event.fact, Fact::Reviewed(_)));
        review.expect("a review").id
    };
    let noon = DayStart::from_minutes(720).expect("inside a day");
    check(at(30), &[Fact::Configured(Setting::DayStart(noon))]);
    let carried = Carried {
        from: CardId::from_bits(1),
        to: CardId::from_bits(2),
    };
    check(at(30), &[Fact::Carried(carried)]);
    let reclocked = Reclocked {
        replica: covered.replica,
        first: 0,
        last: 9,
        shift: Shift::from_ms(-86_400_000),
    };
    check(at(30), &[Fact::Reclocked(reclocked)]);
    // The clock was put back to before the end of what is covered.
    check(at(-90), &[Fact::Reviewed(review(3))]);
}

#[test]
fn undoing_what_is_covered_reads_it_first() {
    let mut pair = Pair::new();
    let target = {
        let mut events = pair.learners[1].journal().events().iter();
        let review = events.rfind(|event| matches!(event.fact, Fact::Reviewed(_)));
        review.expect("a review").id
    };
    pair.both(|learner| learner.record(at(30), [Fact::Reverted(target)]));
    pair.check(Reading::Whole);
}

/// Another tab records on the same storage, this one hears of it in one way or the other.
#[test]
fn other_tabs_are_followed() {
    #[track_caller]
    fn check(minutes: &[i64], fact: impl Fn(u64) -> Fact, expected: Reading) {
        for hears_at_once in [true, false] {
            let mut pair = Pair::new();
            let [first, second] = &mut pair.learners;
            let mut other = Learner::open(pair.stores[0].clone(), replica).expect("memory");
            for (minute, card) in minutes.iter().zip(1..) {
                let before = other.journal().events().to_vec();
                other.record(at(*minute), [fact(card)]).expect("room");
                let events = other.journal().events().iter();
                let new: Vec<Event> = events.filter(|e| !before.contains(e)).cloned().collect();
                if hears_at_once {
                    assert_eq!(first.follow(new.clone()), Ok(new.len()));
                }
                second.follow(new).expect("memory");
            }
            let caught_up = first.catch_up();
            let missed = if hears_at_once { 0 } else { minutes.len() };
            assert_eq!(caught_up, Ok(missed));
            assert_eq!(reading(first), expected);
            assert_eq!(first.collection(), second.collection());
            assert_eq!(first.events(), second.events());
        }
    }
    let rate = |card| Fact::Reviewed(review(card));
    check(&[20, 21, 25], rate, Reading::Resumed);
    // By a clock that is behind.
    check(&[3], rate, Reading::Whole);
    let limit = |_| Fact::Configured(Setting::NewPerDay(CardsPerDay(1)));
    check(&[20], limit, Reading::Whole);
}

#[test]
fn a_checkpoint_of_other_segments_is_not_gone_on_from() {
    let store = storage(90_000);
    let mut before = open(&store);
    before.review(at(0), review(1), &document()).expect("room");
    let kept = kept(&store);
    let resume = || Learner::resume(store.clone(), replica, Some(kept.clone())).expect("memory");
    assert_eq!(reading(&resume()), Reading::Resumed);
    // The tab was alive after all.
    before.review(at(1), review(2), &document()).expect("room");
    assert_eq!(reading(&resume()), Reading::Whole);
    assert_eq!(resume().collection(), before.collection());
    // Somebody cleared the store.
    for key in store.keys("").expect("keys") {
        store.remove(&key).expect("memory");
    }
    assert_eq!(reading(&resume()), Reading::Whole);
    assert_eq!(resume().events(), 0);
}

#[test]
fn compaction_elsewhere_changes_nothing() {
    let mut pair = Pair::new();
    for tab in 0..13 {
        for store in &pair.stores {
            let mut other = open(store);
            let card = tab as u64;
            other
                .review(at(20 + tab), review(card), &document())
                .expect("room");
        }
    }
    pair.both(Learner::catch_up);
    pair.check(Reading::Resumed);
    for store in &pair.stores {
        let compacted = open(store).compact(|_| false).expect("room");
        compaction::remove_replaced(store, &compacted.expect("worth it")).expect("removed");
    }
    pair.both(Learner::catch_up);
    pair.check(Reading::Whole);
}

#[test]
fn a_clock_that_was_ahead_is_found() {
    let mut pair = Pair::new();
    let day = 24 * 60;
    pair.both(|learner| learner.ahead(at(30).instant));
    pair.both(|learner| learner.review(at(30 * day), review(1), &document()));
    pair.check(Reading::Resumed);
    for learner in &pair.learners {
        let found = learner.ahead(at(30).instant).expect("memory");
        assert_eq!(found.expect("a month ahead").ratings, 1);
    }
    pair.both(|learner| {
        let found = learner.ahead(at(30).instant).expect("memory");
        learner.record(at(31), found.expect("a month ahead").moved())
    });
    pair.check(Reading::Whole);
}
