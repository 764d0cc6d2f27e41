//! A clock that was set wrong for a week, and then corrected.

use waymark_core::collection::Collection;
use waymark_core::journal::wrong_clock::{Ahead, Answer};
use waymark_core::journal::{Event, Fact, Journal};
use waymark_core::rating::Rating;
use waymark_core::setting::{CardsPerDay, Setting};
use waymark_core::time::{Instant, Moment, Shift, UtcOffset};

use super::{DAY_MS, Device, HOUR_MS, MINUTE_MS, moment};

/// 2026-06-10T18:00:00Z, the evening on which a learner begins.
const FIRST_EVENING: i64 = 1_781_114_400_000;

/// A learner who studies every evening, in a new tab each time.
struct Story {
    device: Device,
    /// How far the clock is ahead.
    error: i64,
    /// The evening, from 0.
    evening: i64,
    /// What a right clock would have said, for each event.
    happened: Vec<(Event, i64)>,
}

impl Story {
    fn begin() -> Self {
        let mut device = Device::new(400, moment(FIRST_EVENING, 120));
        device.record([Fact::Configured(Setting::NewPerDay(CardsPerDay(3)))]);
        Self {
            device,
            error: 0,
            evening: 0,
            happened: Vec::new(),
        }
    }

    fn right_now(&self) -> i64 {
        FIRST_EVENING + self.evening * DAY_MS
    }

    /// Studies on that many evenings, with a clock that is so far ahead.
    fn evenings(&mut self, evenings: i64, error: i64) {
        self.error = error;
        for _ in 0..evenings {
            self.device.now = moment(self.right_now() + error, 120);
            self.device.reopen();
            self.device.study(Rating::Good);
            let of_tonight = self.device.journal.events().iter();
            let replica = self.device.replica;
            let of_tonight = of_tonight.filter(|event| event.id.replica.bits() == replica);
            let of_tonight = of_tonight.map(|e| (e.clone(), e.moment.instant.unix_ms() - error));
            self.happened.extend(of_tonight);
            self.evening += 1;
        }
    }

    /// The learner looks at the page, so many hours after the time of the last evening.
    fn look(&mut self, hours: i64) -> Instant {
        let now = self.right_now() - DAY_MS + hours * HOUR_MS;
        self.device.reopen();
        self.device.now = moment(now, 120);
        Instant::from_unix_ms(now)
    }

    fn find(&mut self, hours: i64) -> Option<Ahead> {
        let now = self.look(hours);
        Ahead::find(&self.device.journal, now)
    }

    /// The ratings that do not stand where they belong, and the farthest of them in days.
    fn misplaced(&self, journal: &Journal) -> (usize, i64) {
        let away = self.happened.iter().filter_map(|(event, happened)| {
            let mut history = journal.history().iter();
            let found = history.find(|e| e.id == event.id);
            let found = found.expect("no event is lost").moment.instant.unix_ms();
            (found != *happened).then_some((found - happened).abs())
        });
        let away: Vec<i64> = away.collect();
        (away.len(), away.iter().max().copied().unwrap_or(0) / DAY_MS)
    }
}

/// Studies `before` evenings with a right clock, `wrong` ones with one that is `error` days ahead,
/// and `after` with a right one again; looks `hours` after the last. Checks how many days the
/// stretch is to be moved, and how many ratings are in the wrong place then.
#[track_caller]
fn check(
    (before, wrong, after): (i64, i64, i64),
    error: i64,
    hours: i64,
    expected: Option<(i64, usize)>,
) {
    let mut story = Story::begin();
    story.evenings(before, 0);
    story.evenings(wrong, error * DAY_MS);
    // Else those evenings bring nothing: the wrong clock has used up what their dates may bring.
    let more = Fact::Configured(Setting::NewPerDay(CardsPerDay(5)));
    story.device.record([more]);
    story.evenings(after, 0);
    let found = story.find(hours);
    let stated = story.misplaced(&story.device.journal);
    let Some(ahead) = found else {
        assert_eq!(expected, None);
        return;
    };
    story.device.record(ahead.moved());
    let days = ahead.shift.ms().div_euclid(DAY_MS);
    let left = story.misplaced(&story.device.journal).0;
    assert_eq!(Some((-days, left)), expected, "{ahead:?}");
    assert_eq!(ahead.shift.ms() % DAY_MS, 0, "evenings stay evenings");
    assert_eq!(
        stated.0,
        ahead.ratings + left,
        "all that are moved, and no other"
    );
    // What is answered for is not asked again, and taken back it is.
    let now = story.device.now.instant;
    assert_eq!(Ahead::find(&story.device.journal, now), None);
    let answer = Answer::last(&story.device.journal).expect("the answer");
    assert_eq!(answer.shift, ahead.shift);
    story.device.now = story
        .device
        .journal
        .moment_for(story.device.now, &answer.taken_back());
    story.device.record(answer.taken_back());
    assert_eq!(Answer::last(&story.device.journal), None);
    assert_eq!(story.misplaced(&story.device.journal), stated);
    assert_eq!(Ahead::find(&story.device.journal, now), Some(ahead.clone()));
    // Left as it is, it stays so, and is not asked for either.
    story.device.record(ahead.left());
    assert_eq!(story.misplaced(&story.device.journal), stated);
    assert_eq!(Ahead::find(&story.device.journal, now), None);
}

#[test]
fn a_week_of_a_wrong_clock_is_found_and_moved() {
    // A week wrong by six days, by a month, by a year; looked at the next morning.
    check((5, 7, 0), 6, 14, Some((6, 0)));
    check((5, 7, 0), 30, 14, Some((30, 0)));
    check((5, 7, 0), 365, 14, Some((365, 0)));
    // From the first day on, and for one evening only.
    check((0, 7, 0), 6, 14, Some((6, 0)));
    check((5, 1, 0), 6, 14, Some((6, 0)));
    // By two days for a fortnight: most of it lies in the past by then.
    check((5, 14, 0), 2, 14, Some((2, 0)));
    // The learner studies with the right clock before they look.
    check((5, 7, 1), 6, 14, Some((6, 0)));
    check((5, 7, 3), 6, 14, Some((6, 0)));
    check((5, 7, 2), 30, 14, Some((30, 0)));
    check((0, 7, 2), 6, 14, Some((6, 0)));
    // Nothing was wrong, or so little that any two devices may differ by it.
    check((12, 0, 0), 0, 14, None);
    check((5, 7, 0), 1, 14, None);
    // The wrong days have come and gone: nothing shows them any more.
    check((5, 7, 8), 6, 14, None);
}

/// What is not known is how long the device was not used before its clock was right again.
#[test]
fn a_clock_that_is_corrected_days_later_is_a_guess() {
    let mut story = Story::begin();
    story.evenings(5, 0);
    story.evenings(7, 6 * DAY_MS);
    let ahead = story.find(14 + 3 * 24).expect("two days are still to come");
    assert_eq!(ahead.shift, Shift::from_ms(-3 * DAY_MS));
    assert!(ahead.end.instant.shifted(ahead.shift) < story.device.now.instant);
}

/// The other device, whose clock was right, keeps its times.
#[test]
fn another_device_is_left_alone() {
    let mut story = Story::begin();
    story.evenings(5, 0);
    let mut other = Device::new(400, moment(FIRST_EVENING, 120));
    other.replica = 1_000;
    other.journal = Journal::from_events(story.device.journal.events().to_vec());
    story.evenings(7, 30 * DAY_MS);
    // It goes on from the same five evenings, and knows nothing of the rest.
    for evening in 5..12 {
        other.reopen();
        other.now = moment(FIRST_EVENING + evening * DAY_MS + 2 * HOUR_MS, 120);
        other.study(Rating::Good);
    }
    for event in other.journal.events() {
        story.device.journal.insert(event.clone());
    }
    let ahead = story.find(14).expect("a week is still to come");
    story.device.record(ahead.moved());
    let history = story.device.journal.history().iter();
    let theirs = history.filter(|event| event.id.replica.bits() >= 1_000);
    for event in theirs {
        assert_eq!(other.journal.get(event.id), Some(event));
    }
}

#[test]
fn until_the_learner_says_so_nothing_is_lost_or_asked_twice() {
    let mut story = Story::begin();
    story.evenings(5, 0);
    story.evenings(7, 6 * DAY_MS);
    let before = story.device.begun();
    story.evenings(7, 0);
    // Three new cards on each right evening, as ever: no more, no less.
    let collection = story.device.collection();
    assert_eq!(collection, Collection::fold(&story.device.journal));
    assert_eq!(story.device.begun(), before + 3 * 7 - 3 * 6);
}

/// A setting, or an undo, holds against what a clock recorded that was ahead.
#[test]
fn what_is_set_now_holds_now() {
    let mut story = Story::begin();
    story.evenings(1, 30 * DAY_MS);
    let limit = |cards| [Fact::Configured(Setting::NewPerDay(CardsPerDay(cards)))];
    story.device.record(limit(7));
    story.look(14);
    let facts = limit(9);
    let now = story.device.now;
    story.device.now = story.device.journal.moment_for(now, &facts);
    assert!(story.device.now > now);
    story.device.record(facts);
    assert_eq!(story.device.collection().settings().new_per_day.0, 9);
    // Of another setting nothing was said, and no rating leaves its time.
    let free = [Fact::Configured(Setting::ReviewsPerDay(CardsPerDay(1)))];
    assert_eq!(story.device.journal.moment_for(now, &free), now);
    let review = story.happened.iter().map(|(event, _)| event.fact.clone());
    let review: Vec<Fact> = review.take(1).chain(limit(3)).collect();
    assert_eq!(story.device.journal.moment_for(now, &review), now);
    // An undo comes after what it takes back.
    let last = story.happened.last().expect("an evening").0.clone();
    let undo = [Fact::Reverted(last.id)];
    let then = story.device.journal.moment_for(now, &undo);
    assert_eq!(then.instant.unix_ms(), last.moment.instant.unix_ms() + 1);
    story.device.now = then;
    story.device.record(undo);
    assert!(story.device.journal.reverted().contains(&last.id));
    // And what is set does not itself look like the work of a wrong clock.
    let far = Moment {
        instant: Instant::from_unix_ms(now.instant.unix_ms() + MINUTE_MS),
        offset: UtcOffset::UTC,
    };
    let found = Ahead::find(&story.device.journal, far.instant).expect("the evening");
    assert_eq!(found.ratings, story.happened.len() - 1);
}
