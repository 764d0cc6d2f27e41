//! How long reviews take, and how long those of today will.

use crate::rating::Rating;
use crate::time::Took;

use super::{Asked, ENOUGH};

/// How long reviews take, for whatever purpose.
///
/// The median of many is the least time that half of them stayed within, and so for the other
/// parts. Reviews without a time, which other tools and hand-written files bring, are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Reviews with a time.
    pub reviews: u32,
    /// A quarter of them took no longer.
    pub quarter: Took,
    /// Half of them took no longer.
    pub median: Took,
    /// Three quarters of them took no longer.
    pub three_quarters: Took,
    /// Nine tenths of them took no longer.
    pub nine_tenths: Took,
}

/// How long something is going to take, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// If each card takes as long as the quick ones.
    pub low_ms: u64,
    /// If each card takes the median.
    pub usual_ms: u64,
    /// If each card takes as long as the slow ones.
    pub high_ms: u64,
}

impl Pace {
    /// The pace of those reviews; `None` for fewer than [`ENOUGH`].
    pub fn of<'a>(asked: impl IntoIterator<Item = &'a Asked>) -> Option<Self> {
        let times = asked.into_iter().map(|asked| asked.took);
        let times: Vec<Took> = times.filter(|took| took.tenths() > 0).collect();
        Self::of_times(times)
    }

    /// The pace of each rating, in the order of [`Rating::ALL`].
    pub fn by_rating(asked: &[Asked]) -> [Option<Self>; Rating::ALL.len()] {
        Rating::ALL.map(|rating| Self::of(asked.iter().filter(|asked| asked.rating == rating)))
    }

    fn of_times(mut times: Vec<Took>) -> Option<Self> {
        let reviews = u32::try_from(times.len()).unwrap_or(u32::MAX);
        if reviews < ENOUGH {
            return None;
        }
        times.sort_unstable();
        let part = |percent: usize| -> Option<Took> {
            let rank = (times.len() * percent).div_ceil(100);
            times.get(rank.saturating_sub(1)).copied()
        };
        Some(Self {
            reviews,
            quarter: part(25)?,
            median: part(50)?,
            three_quarters: part(75)?,
            nine_tenths: part(90)?,
        })
    }

    /// How long that many cards will take: at the median, and from the quarter to three quarters.
    pub fn estimate(self, cards: usize) -> Estimate {
        let times = |took: Took| u64::from(took.ms()).saturating_mul(cards as u64);
        Estimate {
            low_ms: times(self.quarter),
            usual_ms: times(self.median),
            high_ms: times(self.three_quarters),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tenths: impl IntoIterator<Item = u32>, expected: Option<[u32; 4]>) {
        let pace = Pace::of_times(tenths.into_iter().map(Took::from_tenths).collect());
        let parts = pace.map(|pace| {
            [
                pace.quarter,
                pace.median,
                pace.three_quarters,
                pace.nine_tenths,
            ]
            .map(Took::tenths)
        });
        assert_eq!(parts, expected);
    }

    #[test]
    fn half_of_the_reviews_take_no_longer_than_the_median() {
        check(1..20, None);
        check((1..=20).rev(), Some([5, 10, 15, 18]));
        check(1..=101, Some([26, 51, 76, 91]));
        check([7; 400], Some([7; 4]));
        check(
            (1..=40).map(|n| if n == 40 { u32::MAX } else { n }),
            Some([10, 20, 30, 36]),
        );
    }

    #[test]
    fn the_time_for_many_cards_is_that_of_one_as_often() {
        let pace = Pace::of_times((1..=20).map(Took::from_tenths).collect());
        let estimate = pace.expect("enough").estimate(30);
        assert_eq!(
            estimate,
            Estimate {
                low_ms: 15_000,
                usual_ms: 30_000,
                high_ms: 45_000
            }
        );
    }
}
