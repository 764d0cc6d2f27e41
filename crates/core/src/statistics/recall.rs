//! What share of reviews was recalled, in all and by parts.

use crate::mastery::STRONG_INTERVAL;
use crate::rating::Rating;
use crate::time::Days;

use super::{Asked, ENOUGH, Occasion};

/// How many of so many reviews were recalled.
///
/// Only scheduled reviews of begun cards are asked about: the first review of a new card tells what
/// was known before, the drill repeats what was just read, and a cram comes before its time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Reviews rated hard, good or easy.
    pub recalled: u32,
    /// All reviews.
    pub reviews: u32,
}

impl Share {
    /// The share in thousandths, rounded to the nearest; `None` below [`ENOUGH`] reviews.
    pub const fn permille(self) -> Option<u32> {
        if self.reviews < ENOUGH {
            return None;
        }
        let (recalled, reviews) = (self.recalled as u64, self.reviews as u64);
        // At most 1,000, as nothing is recalled that was not asked.
        Some(((recalled * 2_000 + reviews) / (reviews * 2)) as u32)
    }

    fn count(&mut self, rating: Rating) {
        self.reviews += 1;
        self.recalled += u32::from(rating.recalled());
    }
}

/// The scheduled reviews of begun cards, each with the interval that its card had.
fn repeated(asked: &[Asked]) -> impl Iterator<Item = (&Asked, Days)> {
    asked.iter().filter_map(|asked| match asked.occasion {
        Occasion::Repeated { interval } => Some((asked, interval)),
        Occasion::Begun | Occasion::Drill | Occasion::Cram => None,
    })
}

/// What was recalled of all scheduled reviews of begun cards.
pub fn recalled(asked: &[Asked]) -> Share {
    let mut share = Share::default();
    for (asked, _) in repeated(asked) {
        share.count(asked.rating);
    }
    share
}

/// A range of intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntervalRange {
    /// The shortest.
    pub from: Days,
    /// The longest; no end for the last range.
    pub to: Option<Days>,
}

impl IntervalRange {
    const fn new(from: u32, to: u32) -> Self {
        Self {
            from: Days::new(from),
            to: Some(Days::new(to)),
        }
    }

    /// Whether cards with such intervals are strong.
    pub const fn is_strong(self) -> bool {
        self.from.count() >= STRONG_INTERVAL.count()
    }
}

/// The ranges that intervals are counted in: from a day to years, each twice to three times as long
/// as the one before, and one of them beginning where a card is strong.
pub const INTERVALS: [IntervalRange; 8] = [
    IntervalRange::new(1, 2),
    IntervalRange::new(3, 6),
    IntervalRange::new(7, 20),
    IntervalRange::new(21, 44),
    IntervalRange::new(45, 89),
    IntervalRange::new(90, 179),
    IntervalRange::new(180, 364),
    IntervalRange {
        from: Days::new(365),
        to: None,
    },
];

/// The place of the range of [`INTERVALS`] that an interval is in.
pub(super) fn range_of(interval: Days) -> usize {
    let is_below = |range: &IntervalRange| range.to.is_some_and(|to| to < interval);
    INTERVALS.partition_point(is_below)
}

/// What was recalled by the interval that the card had, one share for each of [`INTERVALS`].
pub fn by_interval(asked: &[Asked]) -> [Share; INTERVALS.len()] {
    let mut shares = [Share::default(); INTERVALS.len()];
    for (asked, interval) in repeated(asked) {
        if let Some(share) = shares.get_mut(range_of(interval)) {
            share.count(asked.rating);
        }
    }
    shares
}

/// What was recalled by the hour that the learner's clock showed then, whatever zone that was in.
pub fn by_hour(asked: &[Asked]) -> [Share; 24] {
    let mut shares = [Share::default(); 24];
    for (asked, _) in repeated(asked) {
        if let Some(share) = shares.get_mut(usize::from(asked.hour)) {
            share.count(asked.rating);
        }
    }
    shares
}

/// What was recalled in each of `parts` parts of the roadmaps, such as their sections; `part_of`
/// says in which one a card is. Cards that are in none are left out.
pub fn by_part(
    asked: &[Asked],
    parts: usize,
    part_of: impl Fn(&Asked) -> Option<usize>,
) -> Vec<Share> {
    let mut shares = vec![Share::default(); parts];
    for (asked, _) in repeated(asked) {
        if let Some(share) = part_of(asked).and_then(|part| shares.get_mut(part)) {
            share.count(asked.rating);
        }
    }
    shares
}

/// How often each rating was given in scheduled reviews, of new cards and begun ones, in the order of
/// [`Rating::ALL`].
pub fn by_rating(asked: &[Asked]) -> [u32; Rating::ALL.len()] {
    let mut ratings = [0; Rating::ALL.len()];
    for asked in asked {
        if let Occasion::Begun | Occasion::Repeated { .. } = asked.occasion
            && let Some(count) = ratings.get_mut(asked.rating as usize)
        {
            *count += 1;
        }
    }
    ratings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_claimed_of_enough_reviews_only() {
        #[track_caller]
        fn check(recalled: u32, reviews: u32, expected: Option<u32>) {
            assert_eq!(Share { recalled, reviews }.permille(), expected);
        }
        check(0, 0, None);
        check(19, 19, None);
        check(20, 20, Some(1_000));
        check(0, 20, Some(0));
        check(2, 30, Some(67));
        check(375, 412, Some(910));
        check(u32::MAX, u32::MAX, Some(1_000));
    }

    #[test]
    fn the_ranges_follow_one_another_without_a_gap() {
        for (range, next) in INTERVALS.iter().zip(&INTERVALS[1..]) {
            let to = range.to.expect("only the last has no end");
            assert_eq!(to.count() + 1, next.from.count());
        }
        for (place, range) in INTERVALS.iter().enumerate() {
            assert_eq!(range_of(range.from), place);
            assert_eq!(range_of(range.to.unwrap_or(Days::new(u32::MAX))), place);
        }
        let strong = INTERVALS.iter().find(|range| range.is_strong());
        assert_eq!(strong.map(|range| range.from), Some(STRONG_INTERVAL));
    }
}
