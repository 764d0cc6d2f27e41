//! Figures of small histories, counted by hand: days, zones, and what a review was for.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use waymark_core::collection::Collection;
use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Baseline, Event, Fact, Journal, Placed, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::scheduler::sm2::{EaseFactor, Repetition};
use waymark_core::statistics::{
    Forecast, History, Occasion, Share, Streak, by_day, by_hour, recalled,
};
use waymark_core::time::{DayStart, Days, Instant, Moment, StudyDay, Took, UtcOffset};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// 2026-03-14T00:00:00Z, a Saturday.
const MIDNIGHT: i64 = 1_773_446_400_000;

/// A journal of facts, each at an instant with an offset in hours.
fn journal(facts: impl IntoIterator<Item = (i64, i16, Fact)>) -> (Journal, Collection) {
    let events = (0..)
        .zip(facts)
        .map(|(sequence, (unix_ms, east, fact))| Event {
            id: EventId {
                replica: ReplicaId::from_bits(1),
                sequence,
            },
            moment: Moment {
                instant: Instant::from_unix_ms(unix_ms),
                offset: UtcOffset::from_minutes_east(east * 60),
            },
            fact,
        });
    let journal = Journal::from_events(events.collect());
    let collection = Collection::fold(&journal);
    (journal, collection)
}

fn review(card: u64, rating: Rating, purpose: Purpose) -> Fact {
    Fact::Reviewed(Review {
        card: CardId::from_bits(card),
        rating,
        took: Took::from_ms(5_000),
        purpose,
    })
}

fn good(card: u64) -> Fact {
    review(card, Rating::Good, Purpose::Scheduled)
}

/// The days with reviews, as dates with their numbers.
fn days(facts: impl IntoIterator<Item = (i64, i16, Fact)>) -> Vec<(String, u32)> {
    let (journal, collection) = journal(facts);
    let days = by_day(History::of(&journal, &collection).asked());
    let days = days.into_iter();
    days.map(|(day, total)| (day.to_string(), total.reviews))
        .collect()
}

#[test]
fn a_day_is_the_learners_own() {
    #[track_caller]
    fn check(moments: &[(i64, i16)], expected: &[(&str, u32)]) {
        let facts = (0..).zip(moments);
        let found = days(facts.map(|(card, (at, east))| (MIDNIGHT + at, *east, good(card))));
        let found: Vec<(&str, u32)> = found.iter().map(|(day, n)| (day.as_str(), *n)).collect();
        assert_eq!(found, expected);
    }
    // Past midnight it is still the evening before, until four.
    check(
        &[(-HOUR, 0), (3 * HOUR, 0), (4 * HOUR - 1, 0), (4 * HOUR, 0)],
        &[("2026-03-13", 3), ("2026-03-14", 1)],
    );
    // One instant, two places: the day is that of where the learner was.
    check(
        &[(20 * HOUR, 0), (20 * HOUR, 9)],
        &[("2026-03-14", 1), ("2026-03-15", 1)],
    );
    // The night of 29 March 2026 in Berlin: two o'clock is three, and four is still four.
    let spring = 15 * DAY;
    check(
        &[
            (spring, 1),
            (spring + 2 * HOUR - 1, 2),
            (spring + 2 * HOUR, 2),
        ],
        &[("2026-03-28", 2), ("2026-03-29", 1)],
    );
}

#[test]
fn hours_are_those_that_the_clock_showed() {
    // Two reviews of one card, a day apart, at 21:00 in Berlin and at 21:00 in Tokyo.
    let (journal, collection) = journal([
        (MIDNIGHT, 1, good(1)),
        (MIDNIGHT + DAY + 20 * HOUR, 1, good(1)),
        (MIDNIGHT + 8 * DAY + 12 * HOUR, 9, good(1)),
    ]);
    let hours = by_hour(History::of(&journal, &collection).asked());
    let asked: Vec<(usize, u32)> = (0..).zip(hours.map(|share| share.reviews)).collect();
    let asked: Vec<_> = asked.into_iter().filter(|(_, n)| *n > 0).collect();
    assert_eq!(asked, [(21, 2)]);
}

#[test]
fn travel_and_clock_changes_break_no_streak() {
    // Every evening at nine: two in Berlin before the change of clocks and two after, then two in
    // New York, with a day of rest over the Atlantic.
    let evening = MIDNIGHT + 13 * DAY;
    let evenings = [
        (evening + 20 * HOUR, 1),
        (evening + DAY + 20 * HOUR, 1),
        (evening + 2 * DAY + 19 * HOUR, 2),
        (evening + 3 * DAY + 19 * HOUR, 2),
        (evening + 6 * DAY + HOUR, -4),
        (evening + 7 * DAY + HOUR, -4),
    ];
    let (journal, collection) = journal(evenings.map(|(at, east)| (at, east, good(1))));
    let days = by_day(History::of(&journal, &collection).asked());
    let last = days.last_key_value().expect("days").0;
    let streak = Streak::of(days.keys().copied(), *last);
    assert_eq!(
        streak,
        Streak {
            current: 6,
            longest: 6,
            last_week: 6
        }
    );
    assert_eq!(last.to_string(), "2026-04-02");
}

#[test]
fn only_scheduled_reviews_of_begun_cards_tell_what_is_recalled() {
    let facts = [
        (MIDNIGHT, 0, review(1, Rating::Again, Purpose::Scheduled)),
        (MIDNIGHT + 1, 0, review(1, Rating::Good, Purpose::Drill)),
        (MIDNIGHT + 2, 0, review(1, Rating::Again, Purpose::Cram)),
        (
            MIDNIGHT + DAY,
            0,
            review(1, Rating::Good, Purpose::Scheduled),
        ),
        (
            MIDNIGHT + 2 * DAY,
            0,
            review(1, Rating::Again, Purpose::Scheduled),
        ),
    ];
    let (journal, collection) = journal(facts);
    let history = History::of(&journal, &collection);
    let occasions: Vec<Occasion> = history.asked().iter().map(|asked| asked.occasion).collect();
    let day = Occasion::Repeated {
        interval: Days::ONE,
    };
    assert_eq!(
        occasions,
        [Occasion::Begun, Occasion::Drill, Occasion::Cram, day, day]
    );
    assert_eq!(
        recalled(history.asked()),
        Share {
            recalled: 1,
            reviews: 2
        }
    );
    let total = by_day(history.asked())[&StudyDay::from_unix_day(20_525)];
    assert_eq!(
        (total.reviews, total.recalled, total.begun, total.took_ms),
        (3, 1, 1, 15_000)
    );
}

#[test]
fn a_placed_card_is_begun_with_its_interval() {
    let card = CardId::from_bits(1);
    let today = Moment {
        instant: Instant::from_unix_ms(MIDNIGHT),
        offset: UtcOffset::UTC,
    }
    .study_day(DayStart::FOUR);
    let placed = |baseline| Fact::Placed(Placed { card, baseline });
    let review_in = |interval| Baseline::Review {
        memory: Repetition {
            successes: 4,
            ease: EaseFactor::START,
            interval: Days::new(interval),
        },
        due: today,
        lapses: 0,
        remembered: None,
    };
    let (journal, collection) = journal([
        (MIDNIGHT - DAY, 0, placed(review_in(60))),
        (MIDNIGHT, 0, good(1)),
        (MIDNIGHT + DAY, 0, placed(Baseline::New)),
        (MIDNIGHT + 2 * DAY, 0, good(1)),
    ]);
    let history = History::of(&journal, &collection);
    let occasions: Vec<Occasion> = history.asked().iter().map(|asked| asked.occasion).collect();
    let repeated = Occasion::Repeated {
        interval: Days::new(60),
    };
    assert_eq!(occasions, [repeated, Occasion::Begun]);
}

#[test]
fn what_is_buried_or_suspended_is_not_due_today() {
    let card = CardId::from_bits;
    let (_, collection) = journal([
        (MIDNIGHT, 0, good(1)),
        (MIDNIGHT + 1, 0, good(2)),
        (MIDNIGHT + 2, 0, good(3)),
        (MIDNIGHT + 3, 0, good(4)),
        // Buried on an earlier day: that is over.
        (MIDNIGHT + 4, 0, Fact::Buried(card(1))),
        (MIDNIGHT + 2 * DAY, 0, Fact::Buried(card(2))),
        (MIDNIGHT + 2 * DAY, 0, Fact::Suspended(card(3))),
    ]);
    // They were due on the day after the first, and today is one later.
    let today = StudyDay::from_unix_day(20_527);
    let states = || collection.touched_cards().map(|(_, state)| state);
    let forecast = Forecast::of(states(), today, Days::new(3));
    let expected = Forecast {
        overdue: 2,
        days: vec![0, 1, 0],
        later: 0,
    };
    assert_eq!(forecast, expected);
    assert_eq!((forecast.now(), forecast.within()), (2, 3));
    let later = Forecast::of(states(), StudyDay::from_unix_day(20_520), Days::new(2));
    assert_eq!((later.now(), later.within(), later.later), (0, 0, 3));
}
