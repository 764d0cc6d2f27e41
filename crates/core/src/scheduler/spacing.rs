//! What a learner may do to the intervals of SM-2 beyond the paper. All of it is off by default.
//!
//! DEVIATION: every setting here. With all of them off, [`Turn::after`] is [`Memory::after`].

use std::fmt;
use std::num::NonZeroU16;

use super::fsrs::{self, Parameters, Retention};
use super::sm2::{Answers, Memory, Quality, Repetition};
use crate::rating::Rating;
use crate::time::Days;

/// What is done to the intervals beyond the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spacing {
    /// DEVIATION: no interval is longer than this many days.
    pub maximum: Option<NonZeroU16>,
    /// DEVIATION: what every interval from the third success on is multiplied by.
    pub modifier: Percent,
    /// DEVIATION: whether intervals are spread a little.
    pub fuzz: Fuzz,
    /// DEVIATION: what a late answer is worth.
    pub lateness: Lateness,
}

impl Spacing {
    /// The intervals of the paper.
    pub const PAPER: Self = Self {
        maximum: None,
        modifier: Percent::WHOLE,
        fuzz: Fuzz::Off,
        lateness: Lateness::Ignored,
    };
}

/// A factor in percent, from 10 to 500.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u16);

impl Percent {
    /// One hundred: as it is.
    pub const WHOLE: Self = Self(100);

    /// Makes a factor; `None` below 10 and above 500.
    pub const fn new(percent: u16) -> Option<Self> {
        if percent >= 10 && percent <= 500 {
            Some(Self(percent))
        } else {
            None
        }
    }

    /// The number of percent.
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}

/// Whether intervals are spread a little, so that cards begun together part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fuzz {
    /// They are as they are computed.
    Off,
    /// From three days on they are up to a twentieth shorter or longer, and a day at least.
    Spread,
}

/// What it is worth that a card was answered later than it was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lateness {
    /// Nothing: the planned interval grows.
    Ignored,
    /// For good half of the days that it was late grow as well, for easy all of them.
    Credited,
}

/// A scheduled review that is about to be rated: everything that its outcome depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// What SM-2 remembers of the card.
    pub memory: Memory,
    /// How long it has been due.
    pub late: Days,
    /// A number for this review of this card, which decides how its interval is spread.
    pub seed: u64,
    /// What is done to the intervals.
    pub spacing: Spacing,
    /// What FSRS-6 knows of the card, where that is the method it is scheduled by.
    pub recall: Option<Recall>,
}

/// What FSRS-6 knows of a card that is about to be rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recall {
    /// What it remembers; `None` of a new card.
    pub memory: Option<fsrs::Memory>,
    /// How long ago the last review was.
    pub elapsed: Days,
    /// By what it knows the learner.
    pub parameters: Parameters,
    /// The share of due cards that is to be recalled.
    pub retention: Retention,
}

impl Recall {
    /// How long the card then keeps.
    fn interval(&self, rating: Rating) -> Days {
        let next = match self.memory {
            None => fsrs::Memory::first(rating, &self.parameters),
            Some(last) => last.after(rating, self.elapsed, &self.parameters),
        };
        next.interval(self.retention, &self.parameters)
    }
}

impl Spacing {
    /// An interval of FSRS-6, spread and cut as the learner wants it. The other two settings are
    /// about SM-2: retention is FSRS-6's modifier, and it knows what a late answer is worth.
    pub fn of_recall(&self, days: Days, seed: u64) -> Days {
        self.bounded(days.count().into(), seed)
    }

    fn bounded(&self, mut days: u64, seed: u64) -> Days {
        if matches!(self.fuzz, Fuzz::Spread) && days >= 3 {
            days = spread(days, seed);
        }
        if let Some(maximum) = self.maximum {
            days = days.min(maximum.get().into());
        }
        Days::new(u32::try_from(days).unwrap_or(u32::MAX).max(1))
    }
}

impl Turn {
    /// The state after a response of that quality: what a button shows, and what the rating does.
    #[inline(never)]
    pub fn after(&self, quality: Quality) -> Repetition {
        let mut next = self.credited(quality).after(quality);
        let mut days = next.interval.count() as u64;
        if next.successes >= 3 {
            days = (days * self.spacing.modifier.0 as u64).div_ceil(100);
        }
        if let Some(recall) = &self.recall {
            days = recall.interval(quality.rating()).count().into();
        }
        next.interval = self.spacing.bounded(days, self.seed);
        next
    }

    /// What each of the four buttons would do.
    pub fn answers(&self) -> Answers {
        Answers {
            again: self.after(Quality::of(Rating::Again)),
            hard: self.after(Quality::of(Rating::Hard)),
            good: self.after(Quality::of(Rating::Good)),
            easy: self.after(Quality::of(Rating::Easy)),
        }
    }

    /// The memory with the interval that grows.
    const fn credited(&self, quality: Quality) -> Memory {
        let credit = match (self.spacing.lateness, quality.number()) {
            (Lateness::Credited, 4) => self.late.count() / 2,
            (Lateness::Credited, 5) => self.late.count(),
            _ => 0,
        };
        match self.memory {
            Memory::New => Memory::New,
            Memory::Repeated(last) => Memory::Repeated(Repetition {
                interval: Days::new(last.interval.count().saturating_add(credit)),
                ..last
            }),
        }
    }
}

/// An interval up to a twentieth shorter or longer. A longer one never becomes the shorter by it.
const fn spread(days: u64, seed: u64) -> u64 {
    let most = if days < 40 { 1 } else { days / 20 };
    // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014); its upper half chooses.
    let mut bits = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let chosen = (bits ^ (bits >> 31)) >> 32;
    days - most + ((chosen * (2 * most + 1)) >> 32)
}

#[cfg(test)]
mod tests {
    use super::super::sm2::EaseFactor;
    use super::*;
    use proptest::prelude::*;

    /// A card with two successes or more, rated Hard, Good and Easy.
    #[track_caller]
    fn check(interval: u32, late: u32, spacing: Spacing, expected: [u32; 3]) {
        let turn = Turn {
            memory: Memory::Repeated(Repetition {
                successes: 2,
                ease: EaseFactor::START,
                interval: Days::new(interval),
            }),
            late: Days::new(late),
            seed: 7,
            spacing,
            recall: None,
        };
        let answers = turn.answers();
        let days = [answers.hard, answers.good, answers.easy].map(|next| next.interval.count());
        assert_eq!(days, expected);
    }

    #[test]
    fn each_setting_does_what_it_says() {
        let paper = Spacing::PAPER;
        check(6, 30, paper, [15, 15, 16]);
        let maximum = NonZeroU16::new(15);
        check(60, 0, Spacing { maximum, ..paper }, [15, 15, 15]);
        let modifier = Percent::new(80).expect("at least 10");
        check(6, 0, Spacing { modifier, ..paper }, [12, 12, 13]);
        let modifier = Percent::new(10).expect("at least 10");
        check(1, 0, Spacing { modifier, ..paper }, [1, 1, 1]);
        let lateness = Lateness::Credited;
        check(6, 4, Spacing { lateness, ..paper }, [15, 20, 26]);
        check(
            u32::MAX,
            u32::MAX,
            Spacing { lateness, ..paper },
            [u32::MAX; 3],
        );
    }

    #[test]
    fn the_spread_of_an_interval_reaches_its_ends_and_not_beyond() {
        #[track_caller]
        fn check(days: u64, least: u64, most: u64) {
            let found: Vec<u64> = (0..2_000).map(|seed| spread(days, seed)).collect();
            let ends = (found.iter().min().copied(), found.iter().max().copied());
            assert_eq!(ends, (Some(least), Some(most)));
        }
        check(3, 2, 4);
        check(39, 38, 40);
        check(40, 38, 42);
        check(1_000, 950, 1_050);
    }

    fn turns() -> impl Strategy<Value = Turn> {
        let small_or_any = || prop_oneof![1_u32..200, 1_u32..];
        let memory =
            (0_u32..6, 130_u16..400, small_or_any()).prop_map(|(successes, ease, days)| {
                Memory::Repeated(Repetition {
                    successes,
                    ease: EaseFactor::from_hundredths(ease),
                    interval: Days::new(days),
                })
            });
        let memory = prop_oneof![1 => Just(Memory::New), 6 => memory];
        let spacing = (
            prop_oneof![0_u16..200, any::<u16>()],
            10_u16..=500,
            any::<bool>(),
            any::<bool>(),
        )
            .prop_map(|(maximum, percent, fuzz, credit)| Spacing {
                maximum: NonZeroU16::new(maximum),
                modifier: Percent(percent),
                fuzz: if fuzz { Fuzz::Spread } else { Fuzz::Off },
                lateness: if credit {
                    Lateness::Credited
                } else {
                    Lateness::Ignored
                },
            });
        (memory, any::<u32>(), any::<u64>(), spacing).prop_map(|(memory, late, seed, spacing)| {
            Turn {
                memory,
                late: Days::new(late),
                seed,
                spacing,
                recall: None,
            }
        })
    }

    proptest! {
        #[test]
        fn with_everything_off_it_is_the_paper(turn in turns(), quality in 0_u8..6) {
            let turn = Turn { spacing: Spacing::PAPER, ..turn };
            let quality = Quality::new(quality).expect("from 0 to 5");
            prop_assert_eq!(turn.after(quality), turn.memory.after(quality));
        }

        #[test]
        fn a_better_answer_never_comes_back_sooner(turn in turns()) {
            let answers = turn.answers();
            prop_assert!(answers.again.interval <= answers.hard.interval);
            prop_assert!(answers.hard.interval <= answers.good.interval);
            prop_assert!(answers.good.interval <= answers.easy.interval);
        }

        #[test]
        fn a_rating_does_what_its_button_showed(turn in turns()) {
            for rating in Rating::ALL {
                prop_assert_eq!(turn.answers().after(rating), turn.after(Quality::of(rating)));
            }
        }

        #[test]
        fn successes_and_ease_are_those_of_the_paper(turn in turns(), quality in 0_u8..6) {
            let quality = Quality::new(quality).expect("from 0 to 5");
            let (found, paper) = (turn.after(quality), turn.memory.after(quality));
            prop_assert_eq!((found.successes, found.ease), (paper.successes, paper.ease));
            prop_assert!(found.interval >= Days::ONE);
            let maximum = turn.spacing.maximum.map_or(u32::MAX, |days| days.get().into());
            prop_assert!(found.interval.count() <= maximum);
        }
    }
}
