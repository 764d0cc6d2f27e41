//! Clocks, zones and travel: no card is lost, none is asked twice in a day, limits hold.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

#[path = "clock/wrong.rs"]
mod wrong;

use std::collections::BTreeMap;
use std::slice;

use proptest::prelude::*;
use waymark_core::collection::{Collection, Learning};
use waymark_core::id::{CardId, EventId, NoteId, ReplicaId, RoadmapId};
use waymark_core::journal::{Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::setting::{CardsPerDay, Setting};
use waymark_core::study::{Queue, QueueCard, QueueRoadmap};
use waymark_core::time::{DayStart, Instant, Moment, StudyDay, Took, UtcOffset};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Minutes east of UTC: both sides of the date line, and the zones that are off by less than an hour.
const ZONES: [i16; 14] = [
    -720, -570, -480, -210, 0, 60, 120, 330, 345, 525, 630, 660, 765, 840,
];

fn moment(unix_ms: i64, minutes_east: i16) -> Moment {
    Moment {
        instant: Instant::from_unix_ms(unix_ms),
        offset: UtcOffset::from_minutes_east(minutes_east),
    }
}

/// A device whose clock says what its `now` says.
struct Device {
    journal: Journal,
    roadmap: QueueRoadmap,
    now: Moment,
    day_start: DayStart,
    replica: u64,
    sequence: u32,
}

impl Device {
    fn new(cards: u64, now: Moment) -> Self {
        let cards = (0..cards).map(|number| QueueCard {
            id: CardId::from_bits(number),
            note: NoteId::from_bits(number),
            phase: 0,
        });
        let roadmap = QueueRoadmap {
            id: RoadmapId::unnamed(),
            phases: Vec::new(),
            cards: cards.collect(),
        };
        Self {
            journal: Journal::default(),
            roadmap,
            now,
            day_start: DayStart::FOUR,
            replica: 1,
            sequence: 0,
        }
    }

    /// Begins another replica, as a new tab does, or a clock that was put back.
    fn reopen(&mut self) {
        (self.replica, self.sequence) = (self.replica + 1, 0);
    }

    fn put_clock(&mut self, now: Moment) {
        if now.instant < self.now.instant {
            self.reopen();
        }
        self.now = now;
    }

    fn record(&mut self, facts: impl IntoIterator<Item = Fact>) {
        for fact in facts {
            let id = EventId {
                replica: ReplicaId::from_bits(self.replica),
                sequence: self.sequence,
            };
            self.sequence += 1;
            self.journal.insert(Event {
                id,
                moment: self.now,
                fact,
            });
        }
    }

    fn collection(&self) -> Collection {
        Collection::fold(&self.journal)
    }

    fn today(&self) -> StudyDay {
        self.now.study_day(self.day_start)
    }

    fn queue(&self) -> Queue {
        Queue::build(
            slice::from_ref(&self.roadmap),
            &self.collection(),
            self.today(),
        )
    }

    /// Rates the next card a minute later.
    fn rate(&mut self, rating: Rating) -> Option<(CardId, Purpose)> {
        let (card, purpose) = self.queue().next()?;
        self.record([Fact::Reviewed(Review {
            card,
            rating,
            took: Took::from_ms(3_000),
            purpose,
        })]);
        let next = self.now.instant.unix_ms().saturating_add(MINUTE_MS);
        self.now.instant = Instant::from_unix_ms(next);
        Some((card, purpose))
    }

    /// Rates everything that the day brings.
    fn study(&mut self, rating: Rating) -> Vec<CardId> {
        std::iter::from_fn(|| self.rate(rating).map(|(card, _)| card)).collect()
    }

    fn begun(&self) -> usize {
        let collection = self.collection();
        let cards = collection.touched_cards();
        cards
            .filter(|(_, state)| state.learning != Learning::New)
            .count()
    }
}

#[test]
fn in_every_zone_a_card_waits_for_the_next_local_morning() {
    // 2026-06-10T00:00:00Z
    let midnight = 1_781_049_600_000;
    for zone in ZONES {
        let four = midnight + 4 * HOUR_MS - i64::from(zone) * MINUTE_MS;
        let mut device = Device::new(1, moment(four, zone));
        assert_eq!(device.today().to_string(), "2026-06-10", "{zone}");
        assert_eq!(device.study(Rating::Good).len(), 1, "{zone}");
        device.put_clock(moment(four + DAY_MS - 1, zone));
        assert_eq!(device.queue().next(), None, "{zone}");
        device.put_clock(moment(four + DAY_MS, zone));
        assert_eq!(device.study(Rating::Good).len(), 1, "{zone}");
    }
}

/// Studies at each of the times (milliseconds of UTC, minutes east), where at most two new cards
/// a day are allowed, and checks the study day and how many cards it brought.
#[track_caller]
fn check(day_start: u16, times: &[(i64, i16, &str, usize)]) {
    let (start, zone, ..) = times[0];
    let mut device = Device::new(20, moment(start, zone));
    device.day_start = DayStart::from_minutes(day_start).expect("inside one day");
    device.record([
        Fact::Configured(Setting::NewPerDay(CardsPerDay(2))),
        Fact::Configured(Setting::DayStart(device.day_start)),
    ]);
    for &(time, zone, day, cards) in times {
        device.now = moment(time, zone);
        let day_and_cards = (device.today().to_string(), device.study(Rating::Easy).len());
        assert_eq!(
            day_and_cards,
            (day.to_owned(), cards),
            "at {time} in {zone}"
        );
    }
}

#[test]
fn clocks_that_change_in_spring_and_autumn_give_one_day_each() {
    // Berlin: 2026-03-29T01:00:00Z and 2026-10-25T01:00:00Z.
    let (spring, autumn) = (1_774_746_000_000, 1_792_890_000_000);
    for start in [0, 120, 180, 240] {
        check(
            start,
            &[
                (spring - 8 * HOUR_MS, 60, "2026-03-28", 2),
                (spring + 4 * HOUR_MS, 120, "2026-03-29", 4),
                (spring + 20 * HOUR_MS, 120, "2026-03-29", 0),
                (spring + 28 * HOUR_MS, 120, "2026-03-30", 4),
            ],
        );
        check(
            start,
            &[
                (autumn - 8 * HOUR_MS, 120, "2026-10-24", 2),
                (autumn + 4 * HOUR_MS, 60, "2026-10-25", 4),
                (autumn + 21 * HOUR_MS, 60, "2026-10-25", 0),
                (autumn + 28 * HOUR_MS, 60, "2026-10-26", 4),
            ],
        );
    }
    // A day that begins in the hour that comes twice: it begins, ends and begins again.
    check(
        150,
        &[
            (autumn - 40 * MINUTE_MS, 120, "2026-10-24", 2),
            (autumn - 30 * MINUTE_MS, 120, "2026-10-25", 4),
            (autumn, 60, "2026-10-24", 0),
            (autumn + 30 * MINUTE_MS, 60, "2026-10-25", 0),
        ],
    );
    // A day that begins in the hour that is left out.
    check(
        150,
        &[
            (spring - 10 * MINUTE_MS, 60, "2026-03-28", 2),
            (spring, 120, "2026-03-29", 4),
        ],
    );
    // Lord Howe Island changes by half an hour: 2026-04-04T15:00:00Z.
    let half = 1_775_314_800_000;
    check(
        240,
        &[
            (half - HOUR_MS, 660, "2026-04-04", 2),
            (half + 2 * HOUR_MS + 29 * MINUTE_MS, 630, "2026-04-04", 0),
            (half + 2 * HOUR_MS + 30 * MINUTE_MS, 630, "2026-04-05", 4),
        ],
    );
}

#[test]
fn travel_gives_no_day_twice() {
    // 2026-06-10T00:00:00Z
    let midnight = 1_781_049_600_000;
    let (auckland, honolulu) = (720, -600);
    // Westward from Auckland over the date line, the same date comes again.
    check(
        240,
        &[
            (midnight, auckland, "2026-06-10", 2),
            (midnight + 20 * HOUR_MS, auckland, "2026-06-11", 4),
            (midnight + 30 * HOUR_MS, honolulu, "2026-06-10", 0),
            (midnight + 40 * HOUR_MS, honolulu, "2026-06-11", 0),
            (midnight + 64 * HOUR_MS, honolulu, "2026-06-12", 4),
        ],
    );
    // Back again, one date is left out.
    check(
        240,
        &[
            (midnight + 20 * HOUR_MS, honolulu, "2026-06-10", 2),
            (midnight + 24 * HOUR_MS, auckland, "2026-06-11", 4),
            (midnight + 30 * HOUR_MS, auckland, "2026-06-11", 0),
        ],
    );
    // There and back within hours.
    check(
        240,
        &[
            (midnight + 20 * HOUR_MS, honolulu, "2026-06-10", 2),
            (midnight + 21 * HOUR_MS, auckland, "2026-06-11", 4),
            (midnight + 22 * HOUR_MS, honolulu, "2026-06-10", 0),
            (midnight + 23 * HOUR_MS, auckland, "2026-06-11", 0),
        ],
    );
}

/// The clock steps back by a minute while the learner travels east into the next day.
#[test]
fn a_day_that_comes_early_asks_nothing_twice() {
    // 2026-06-10T00:00:00Z
    let midnight = 1_781_049_600_000;
    let mut device = Device::new(1, moment(midnight, 60));
    assert_eq!(device.today().to_string(), "2026-06-09");
    assert_eq!(device.study(Rating::Easy).len(), 1);
    device.put_clock(moment(midnight - MINUTE_MS, 630));
    assert_eq!(device.today().to_string(), "2026-06-10");
    assert_eq!(device.study(Rating::Easy).len(), 1);
    assert_eq!(device.queue().counts().total(), 0);
}

/// What happens to a device.
#[derive(Clone, Debug)]
enum Happening {
    /// Time passes, or somebody sets the clock.
    Clock(i64),
    /// The learner arrives in another zone, or the zone changes its clocks.
    Zone(i16),
    /// Cards are rated.
    Rate(Rating, usize),
    /// The learner studies until nothing is left.
    Finish,
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let ratings = prop::sample::select(Rating::ALL.to_vec());
    let happening = prop_oneof![
        3 => (0..36 * HOUR_MS).prop_map(Happening::Clock),
        1 => (-20 * DAY_MS..20 * DAY_MS).prop_map(Happening::Clock),
        2 => prop::sample::select(ZONES.to_vec()).prop_map(Happening::Zone),
        4 => (ratings, 1_usize..6).prop_map(|(rating, cards)| Happening::Rate(rating, cards)),
        1 => Just(Happening::Finish),
    ];
    prop::collection::vec(happening, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1_000)
    })]

    /// Whatever the clock and the zone do: what was asked on a day is not due on it again, nor on
    /// an earlier one that comes back; no day brings more new cards than it may; none is lost.
    #[test]
    fn no_clock_asks_twice_or_gives_a_limit_twice(happenings in happenings()) {
        let mut device = Device::new(40, moment(1_781_049_600_000, 60));
        device.record([Fact::Configured(Setting::NewPerDay(CardsPerDay(3)))]);
        let mut asked: BTreeMap<CardId, StudyDay> = BTreeMap::new();
        let mut new: BTreeMap<StudyDay, usize> = BTreeMap::new();
        for happening in happenings {
            let (rating, cards) = match happening {
                Happening::Clock(ms) => {
                    let then = device.now.instant.unix_ms() + ms;
                    device.put_clock(moment(then, device.now.offset.minutes_east()));
                    continue;
                }
                Happening::Zone(zone) => {
                    device.now.offset = UtcOffset::from_minutes_east(zone);
                    continue;
                }
                Happening::Rate(rating, cards) => (rating, cards),
                Happening::Finish => (Rating::Good, 100),
            };
            for _ in 0..cards {
                let day = device.today();
                let Some((card, purpose)) = device.rate(rating) else { break };
                if purpose == Purpose::Drill {
                    continue;
                }
                match asked.insert(card, day) {
                    Some(before) => prop_assert!(before < day, "{card:?} on {before} and {day}"),
                    None => *new.entry(day).or_default() += 1,
                }
            }
        }
        prop_assert!(new.values().all(|cards| *cards <= 3), "{new:?}");
        prop_assert_eq!(device.begun(), asked.len());
        // Whatever was begun comes again in the end.
        let collection = device.collection();
        for card in asked.keys() {
            let Learning::Begun(progress) = collection.card(*card).learning else {
                panic!("{card:?} was lost");
            };
            let queue = Queue::build(slice::from_ref(&device.roadmap), &collection, progress.due);
            prop_assert!(queue.counts().due > 0);
        }
    }
}
