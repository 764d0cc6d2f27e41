//! SM-2, as published: P. A. Wozniak, "Optimization of learning", 1990, chapter 3.2,
//! "Application of a computer to improve the results obtained in working with the SuperMemo
//! method", steps 1 to 7. `docs/scheduling.md` walks through it.
//!
//! Whole numbers throughout (ease factors in hundredths), so that every machine replays alike.
//! This module must not know about journals, dates or screens.

use std::fmt;

use crate::rating::Rating;
use crate::time::Days;

/// The quality of a response, from 0 to 5 (step 4 of the paper).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quality(u8);

impl Quality {
    /// Makes a quality; `None` above 5.
    pub const fn new(quality: u8) -> Option<Self> {
        if quality <= 5 {
            Some(Self(quality))
        } else {
            None
        }
    }

    /// The number from 0 to 5.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The quality of a rating.
    ///
    /// DEVIATION: the paper has no four buttons. Again is 2, Hard 3, Good 4 and Easy 5; the two
    /// lower qualities are given only by a learner who asks for the whole scale.
    pub const fn of(rating: Rating) -> Self {
        Self(match rating {
            Rating::Blackout => 0,
            Rating::Familiar => 1,
            Rating::Again => 2,
            Rating::Hard => 3,
            Rating::Good => 4,
            Rating::Easy => 5,
        })
    }

    /// The rating that has this quality.
    pub const fn rating(self) -> Rating {
        match self.0 {
            0 => Rating::Blackout,
            1 => Rating::Familiar,
            2 => Rating::Again,
            3 => Rating::Hard,
            4 => Rating::Good,
            _ => Rating::Easy,
        }
    }

    /// Whether the response was correct (step 6: a lower one starts the repetitions anew).
    pub const fn is_success(self) -> bool {
        self.0 >= 3
    }

    /// Whether the final drill is done with the item (step 7).
    pub const fn ends_drill(self) -> bool {
        self.0 >= 4
    }
}

/// How easy an item is to remember: the factor by which its interval grows, in hundredths.
///
/// At least 1.30 (step 5), 2.50 for a new item (step 2). `Display` writes `2.36`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EaseFactor(u16);

impl EaseFactor {
    /// 2.50, the ease factor of a new item.
    pub const START: Self = Self(250);
    /// 1.30, the least that an item can have.
    pub const FLOOR: Self = Self(130);

    /// Makes an ease factor from hundredths; those below the floor become the floor.
    pub const fn from_hundredths(hundredths: u16) -> Self {
        if hundredths < Self::FLOOR.0 {
            Self::FLOOR
        } else {
            Self(hundredths)
        }
    }

    /// The factor in hundredths.
    pub const fn hundredths(self) -> u16 {
        self.0
    }

    /// Step 5: EF' = EF + (0.1 - (5 - q) * (0.08 + (5 - q) * 0.02)).
    const fn after(self, quality: Quality) -> Self {
        let missed = 5 - quality.0 as u16;
        let cost = missed * (8 + missed * 2);
        Self::from_hundredths(self.0.saturating_add(10).saturating_sub(cost))
    }
}

impl fmt::Display for EaseFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// What SM-2 remembers of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    /// It has never been repeated.
    New,
    /// It has been repeated at least once.
    Repeated(Repetition),
}

/// The state of an item after a repetition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Repetition {
    /// Correct responses since the last lapse: the repetition number of the paper.
    pub successes: u32,
    /// How easy the item is.
    pub ease: EaseFactor,
    /// Days until the next repetition; at least 1.
    pub interval: Days,
}

impl Memory {
    /// The ease factor that the next response starts from.
    pub const fn ease(self) -> EaseFactor {
        match self {
            Self::New => EaseFactor::START,
            Self::Repeated(repetition) => repetition.ease,
        }
    }

    /// Steps 3, 5 and 6: the state after a response of that quality.
    ///
    /// The planned interval grows, not the elapsed one. Fractions of a day are rounded up, and
    /// an interval too long to count stays at [`u32::MAX`] days.
    ///
    /// ```
    /// use waymark_core::scheduler::sm2::{Memory, Quality};
    /// let first = Memory::New.after(Quality::new(4).expect("at most 5"));
    /// assert_eq!((first.successes, first.interval.count()), (1, 1));
    /// ```
    pub const fn after(self, quality: Quality) -> Repetition {
        let ease = self.ease();
        if !quality.is_success() {
            // Step 6: the repetitions start anew, and the ease factor stays as it is.
            return Repetition {
                successes: 0,
                ease,
                interval: Days::ONE,
            };
        }
        let ease = ease.after(quality);
        let (successes, interval) = match self {
            Self::Repeated(last) if last.successes == 1 => (2, 6),
            Self::Repeated(last) if last.successes >= 2 => {
                let hundredths = last.interval.count() as u64 * ease.0 as u64;
                let days = hundredths.div_ceil(100);
                let days = if days > u32::MAX as u64 {
                    u32::MAX
                } else {
                    days as u32
                };
                (last.successes.saturating_add(1), days)
            }
            _ => (1, 1),
        };
        Repetition {
            successes,
            ease,
            interval: Days::new(interval),
        }
    }
}

/// What each of the four buttons would do to an item; a rating leads to exactly what its shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answers {
    /// After [`Rating::Again`].
    pub again: Repetition,
    /// After [`Rating::Hard`].
    pub hard: Repetition,
    /// After [`Rating::Good`].
    pub good: Repetition,
    /// After [`Rating::Easy`].
    pub easy: Repetition,
}

impl Answers {
    /// The state after a rating. The two ratings below again lead where again does: a failed
    /// response is a failed response.
    pub const fn after(&self, rating: Rating) -> Repetition {
        match rating {
            Rating::Blackout | Rating::Familiar | Rating::Again => self.again,
            Rating::Hard => self.hard,
            Rating::Good => self.good,
            Rating::Easy => self.easy,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Replays `qualities` and compares each `(successes, ease factor, interval)`.
    #[track_caller]
    fn check(qualities: &[u8], expected: &[(u32, u16, u32)]) {
        let mut memory = Memory::New;
        let mut states = Vec::new();
        for &quality in qualities {
            let state = memory.after(Quality::new(quality).expect("from 0 to 5"));
            states.push((
                state.successes,
                state.ease.hundredths(),
                state.interval.count(),
            ));
            memory = Memory::Repeated(state);
        }
        assert_eq!(states, expected, "{qualities:?}");
    }

    #[test]
    fn worked_by_hand_from_the_paper() {
        check(
            &[4, 4, 4, 4],
            &[(1, 250, 1), (2, 250, 6), (3, 250, 15), (4, 250, 38)],
        );
        check(&[5, 5, 5], &[(1, 260, 1), (2, 270, 6), (3, 280, 17)]);
        check(&[3, 3, 3], &[(1, 236, 1), (2, 222, 6), (3, 208, 13)]);
        // A lapse keeps the ease factor and starts again at one day.
        check(
            &[4, 4, 4, 2, 4, 4],
            &[
                (1, 250, 1),
                (2, 250, 6),
                (3, 250, 15),
                (0, 250, 1),
                (1, 250, 1),
                (2, 250, 6),
            ],
        );
    }

    #[test]
    fn reproduces_every_reference_trajectory() {
        let text = include_str!("../../tests/vectors/sm2.json");
        let vectors: serde_json::Value = serde_json::from_str(text).expect("valid JSON");
        let rows = vectors["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), 171);
        for row in rows {
            let qualities: Vec<u8> =
                serde_json::from_value(row["qualities"].clone()).expect("qualities");
            let expected: Vec<(u32, u16, u32)> =
                serde_json::from_value(row["expected"].clone()).expect("states");
            check(&qualities, &expected);
        }
    }

    #[test]
    fn intervals_and_ease_factors_saturate() {
        let longest = Repetition {
            successes: u32::MAX,
            ease: EaseFactor::from_hundredths(u16::MAX),
            interval: Days::new(u32::MAX),
        };
        let next = Memory::Repeated(longest).after(Quality::of(Rating::Easy));
        assert_eq!(next, longest);
    }

    fn memories() -> impl Strategy<Value = Memory> {
        let repeated = (any::<u32>(), 130_u16.., 1_u32..).prop_map(|(successes, ease, days)| {
            Memory::Repeated(Repetition {
                successes,
                ease: EaseFactor::from_hundredths(ease),
                interval: Days::new(days),
            })
        });
        prop_oneof![Just(Memory::New), repeated]
    }

    proptest! {
        #[test]
        fn a_better_answer_never_comes_back_sooner(memory in memories()) {
            let after = |rating| memory.after(Quality::of(rating)).interval;
            prop_assert!(after(Rating::Again) <= after(Rating::Hard));
            prop_assert!(after(Rating::Hard) <= after(Rating::Good));
            prop_assert!(after(Rating::Good) <= after(Rating::Easy));
        }

        #[test]
        fn ease_keeps_its_floor_and_intervals_last_a_day(memory in memories(), quality in 0_u8..6) {
            let quality = Quality::new(quality).expect("from 0 to 5");
            let next = memory.after(quality);
            prop_assert!(next.ease >= EaseFactor::FLOOR);
            prop_assert!(next.interval >= Days::ONE);
            prop_assert_eq!(next.successes == 0, !quality.is_success());
        }

        #[test]
        fn a_lapse_keeps_the_ease_factor(memory in memories(), quality in 0_u8..3) {
            let next = memory.after(Quality::new(quality).expect("from 0 to 2"));
            prop_assert_eq!((next.ease, next.interval), (memory.ease(), Days::ONE));
        }
    }
}
