//! FSRS-6, the free spaced repetition scheduler: what is remembered of a card, and for how long.
//!
//! The formulas are those of the crate `fsrs` 6.6 (open-spaced-repetition), which `docs/scheduling.md`
//! cites one by one; `docs/decisions/0018-fsrs-in-the-fold.md` says why they stand here once more.
//! They need powers and logarithms. Those come from `libm`, which computes alike on every machine,
//! and each result is kept as a whole number of millionths; so devices that hold the same facts agree.
//! This module must not know about journals, dates or screens.

mod parameters;

use std::fmt;

use libm::{exp, log};

use crate::rating::Rating;
use crate::time::Days;

use super::sm2::Repetition;
pub use parameters::{Parameters, ParametersError};

/// How many parts a day of stability, and one of difficulty, is counted in.
const PARTS: f64 = 1_000_000.0;
/// The least stability in days.
const LEAST_STABILITY: f64 = 0.001;
/// The most days of stability, and of an interval.
const MOST_DAYS: f64 = 36_500.0;
/// The recall that stability is defined by.
const DEFINING_RECALL: f64 = 0.9;

/// The share of due cards that is to be recalled, from 70 to 97 percent. `Display` writes `90%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Retention(u8);

impl Retention {
    /// 90 percent, where an interval is as long as the stability.
    pub const USUAL: Self = Self(90);
    /// The least that can be asked for.
    pub const LEAST: Self = Self(70);
    /// The most that can be asked for.
    pub const MOST: Self = Self(97);

    /// Makes a share; `None` below 70 and above 97 percent.
    pub const fn new(percent: u8) -> Option<Self> {
        if percent >= Self::LEAST.0 && percent <= Self::MOST.0 {
            Some(Self(percent))
        } else {
            None
        }
    }

    /// The number of percent.
    pub const fn percent(self) -> u8 {
        self.0
    }
}

impl fmt::Display for Retention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}

/// What FSRS-6 remembers of a card after a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Memory {
    stability: u64,
    difficulty: u32,
}

impl Memory {
    fn of(stability: f64, difficulty: f64) -> Self {
        let stability = stability.clamp(LEAST_STABILITY, MOST_DAYS);
        let difficulty = difficulty.clamp(1.0, 10.0);
        Self {
            stability: (stability * PARTS + 0.5) as u64,
            difficulty: (difficulty * PARTS + 0.5) as u32,
        }
    }

    /// Makes a memory from millionths; what lies beyond the ends of FSRS-6 is brought to them.
    pub fn from_millionths(stability: u64, difficulty: u32) -> Self {
        Self::of(stability as f64 / PARTS, f64::from(difficulty) / PARTS)
    }

    /// After how many millionths of a day nine of ten such cards are still recalled.
    pub const fn stability_millionths(self) -> u64 {
        self.stability
    }

    /// How hard the card is, in millionths: from 1, easy, to 10.
    pub const fn difficulty_millionths(self) -> u32 {
        self.difficulty
    }

    /// The memory after the first review of a card.
    pub fn first(rating: Rating, parameters: &Parameters) -> Self {
        let grade = grade(rating);
        Self::of(
            parameters.get(grade as usize - 1),
            start_difficulty(parameters, grade),
        )
    }

    /// The memory after one more review, so many days after the one before.
    ///
    /// ```
    /// use waymark_core::rating::Rating;
    /// use waymark_core::scheduler::fsrs::{Memory, Parameters, Retention};
    /// use waymark_core::time::Days;
    /// let first = Memory::first(Rating::Good, &Parameters::DEFAULT);
    /// let next = first.after(Rating::Good, Days::new(2), &Parameters::DEFAULT);
    /// let days = |memory: Memory| memory.interval(Retention::USUAL, &Parameters::DEFAULT).count();
    /// assert_eq!((days(first), days(next)), (2, 11));
    /// ```
    pub fn after(self, rating: Rating, elapsed: Days, parameters: &Parameters) -> Self {
        let w = |index| parameters.get(index);
        let grade = grade(rating);
        let (s, d) = (self.stability(), self.difficulty());
        let stability = if elapsed.count() == 0 {
            let growth = exp(w(17) * (f64::from(grade) - 3.0 + w(18)) - w(19) * log(s));
            s * if grade >= 2 { growth.max(1.0) } else { growth }
        } else {
            let forgotten = 1.0 - self.recall_at(elapsed, parameters);
            if grade == 1 {
                let relearned = w(11)
                    * exp(w(14) * forgotten - w(12) * log(d))
                    * (exp(w(13) * log(s + 1.0)) - 1.0);
                relearned.min(s * exp(-w(17) * w(18)))
            } else {
                let weight = match grade {
                    2 => w(15),
                    4 => w(16),
                    _ => 1.0,
                };
                let growth = exp(w(8) - w(9) * log(s)) * (11.0 - d);
                s * (1.0 + growth * (exp(w(10) * forgotten) - 1.0) * weight)
            }
        };
        let moved = d + (10.0 - d) * w(6) * (3.0 - f64::from(grade)) / 9.0;
        let difficulty = w(7) * start_difficulty(parameters, 4) + (1.0 - w(7)) * moved;
        Self::of(stability, difficulty)
    }

    /// The memory of a card of which only SM-2's state is known, and nothing of its reviews.
    ///
    /// The interval is taken for the stability, as though nine of ten were recalled, and the ease
    /// factor for the growth that this stability and the difficulty would give.
    pub fn from_repetition(repetition: Repetition, parameters: &Parameters) -> Self {
        let w = |index| parameters.get(index);
        let stability = f64::from(repetition.interval.count()).min(MOST_DAYS);
        let ease = f64::from(repetition.ease.hundredths()) / 100.0;
        let growth =
            exp(w(8) - w(9) * log(stability)) * (exp(w(10) * (1.0 - DEFINING_RECALL)) - 1.0);
        Self::of(stability, 11.0 - (ease - 1.0) / growth)
    }

    /// How probable it is that the card is recalled so many days after its last review.
    pub fn recall_at(self, elapsed: Days, parameters: &Parameters) -> f64 {
        let decay = parameters.get(20);
        let days = f64::from(elapsed.count());
        exp(-decay * log(1.0 + factor(decay) * days / self.stability()))
    }

    /// After how many days the probability of recall has fallen to `retention`: at least one.
    pub fn interval(self, retention: Retention, parameters: &Parameters) -> Days {
        Horizon::of(retention, parameters).interval(self)
    }

    fn stability(self) -> f64 {
        self.stability as f64 / PARTS
    }

    fn difficulty(self) -> f64 {
        f64::from(self.difficulty) / PARTS
    }
}

/// The grade from 1 to 4 of a rating. The two ratings below again are as again.
const fn grade(rating: Rating) -> u32 {
    match rating {
        Rating::Blackout | Rating::Familiar | Rating::Again => 1,
        Rating::Hard => 2,
        Rating::Good => 3,
        Rating::Easy => 4,
    }
}

/// How many times its stability a card is left alone: the same for all cards of a retention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Horizon(f64);

impl Horizon {
    /// Until recall has fallen to `retention`.
    pub fn of(retention: Retention, parameters: &Parameters) -> Self {
        let decay = parameters.get(20);
        let recall = f64::from(retention.0) / 100.0;
        Self((exp(-log(recall) / decay) - 1.0) / factor(decay))
    }

    /// For how many days a card is left alone: at least one.
    pub fn interval(self, memory: Memory) -> Days {
        let days = (memory.stability() * self.0).min(MOST_DAYS);
        Days::new((days + 0.5) as u32).max(Days::ONE)
    }
}

fn start_difficulty(parameters: &Parameters, grade: u32) -> f64 {
    parameters.get(4) - exp(parameters.get(5) * f64::from(grade - 1)) + 1.0
}

/// What makes recall nine tenths when as many days have passed as the stability has.
fn factor(decay: f64) -> f64 {
    exp(-log(DEFINING_RECALL) / decay) - 1.0
}

#[cfg(test)]
mod tests {
    use super::super::sm2::EaseFactor;
    use super::*;
    use proptest::prelude::*;

    fn rating(grade: u64) -> Rating {
        match grade {
            1 => Rating::Again,
            2 => Rating::Hard,
            3 => Rating::Good,
            _ => Rating::Easy,
        }
    }

    fn near(found: f64, expected: f64) -> bool {
        (found / expected - 1.0).abs() <= 1e-6
    }

    /// The memory of a card that another tool placed, as `(stability, difficulty)`.
    #[track_caller]
    fn check_placed(interval: u32, ease: u16, expected: (f64, f64)) {
        let repetition = Repetition {
            successes: 3,
            ease: EaseFactor::from_hundredths(ease),
            interval: Days::new(interval),
        };
        let memory = Memory::from_repetition(repetition, &Parameters::DEFAULT);
        let found = (memory.stability(), memory.difficulty());
        assert!(
            near(found.0, expected.0) && near(found.1, expected.1),
            "{found:?}"
        );
    }

    #[test]
    fn an_interval_and_an_ease_factor_become_a_memory() {
        check_placed(10, 250, (10.0, 6.914_055_2));
        check_placed(100, 130, (100.0, 9.800_714_8));
        check_placed(1, 400, (1.0, 5.431_701_8));
        check_placed(u32::MAX, 250, (36_500.0, 1.0));
    }

    fn memories() -> impl Strategy<Value = Memory> {
        (1_000_u64..40_000_000_000, 0_u32..12_000_000)
            .prop_map(|(stability, difficulty)| Memory::from_millionths(stability, difficulty))
    }

    proptest! {
        #[test]
        fn a_better_answer_never_comes_back_sooner(
            memory in memories(), days in 0_u32..5_000, percent in 70_u8..=97
        ) {
            let retention = Retention::new(percent).expect("from 70 to 97");
            let after = |rating| {
                let parameters = &Parameters::DEFAULT;
                let next = memory.after(rating, Days::new(days), parameters);
                next.interval(retention, parameters)
            };
            prop_assert!(after(Rating::Again) <= after(Rating::Hard));
            prop_assert!(after(Rating::Hard) <= after(Rating::Good));
            prop_assert!(after(Rating::Good) <= after(Rating::Easy));
        }

        #[test]
        fn recall_falls_with_time_and_is_nine_tenths_at_the_stability(memory in memories()) {
            let recall = |days| memory.recall_at(Days::new(days), &Parameters::DEFAULT);
            prop_assert_eq!(recall(0), 1.0);
            prop_assert!(recall(1) > recall(2));
            let days = memory.stability.div_ceil(1_000_000) as u32;
            prop_assert!(recall(days) <= 0.9 + 1e-9);
        }

        #[test]
        fn what_is_asked_for_is_recalled_at_the_interval(
            stability in 20_000_000_u64..5_000_000_000, percent in 70_u8..=97
        ) {
            let memory = Memory::from_millionths(stability, 5_000_000);
            let retention = Retention::new(percent).expect("from 70 to 97");
            let days = memory.interval(retention, &Parameters::DEFAULT);
            if days.count() > 5 && days.count() < 36_500 {
                let recall = memory.recall_at(days, &Parameters::DEFAULT);
                prop_assert!((recall - f64::from(percent) / 100.0).abs() < 0.02, "{}", recall);
            }
        }

        #[test]
        fn every_memory_has_its_ends(memory in memories(), days: u32, grade in 1_u64..5) {
            let next = memory.after(rating(grade), Days::new(days), &Parameters::DEFAULT);
            prop_assert!((1_000..=36_500_000_000).contains(&next.stability));
            prop_assert!((1_000_000..=10_000_000).contains(&next.difficulty));
            let again = Memory::from_millionths(next.stability, next.difficulty);
            prop_assert_eq!(again, next);
        }
    }
}
