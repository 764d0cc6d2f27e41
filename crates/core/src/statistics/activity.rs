//! What was done on each study day.

use std::collections::BTreeMap;

use crate::time::StudyDay;

use super::{Asked, Occasion};

/// What was done on one study day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayTotal {
    /// Reviews for whatever purpose: scheduled, drill and cram.
    pub reviews: u32,
    /// Those that were recalled.
    pub recalled: u32,
    /// Cards that were begun: their first scheduled reviews, which are among the reviews.
    pub begun: u32,
    /// Time spent over cards, in milliseconds.
    pub took_ms: u64,
}

impl DayTotal {
    /// What was done in all of `days`.
    pub fn sum<'a>(days: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        for day in days {
            sum.reviews += day.reviews;
            sum.recalled += day.recalled;
            sum.begun += day.begun;
            sum.took_ms += day.took_ms;
        }
        sum
    }
}

/// What was done on each study day with a review, earliest first.
pub fn by_day(asked: &[Asked]) -> BTreeMap<StudyDay, DayTotal> {
    let mut days: BTreeMap<StudyDay, DayTotal> = BTreeMap::new();
    // The reviews of a day nearly always follow one another: each such stretch is summed up first.
    for stretch in asked.chunk_by(|one, next| one.day == next.day) {
        let Some(first) = stretch.first() else {
            continue;
        };
        let day = days.entry(first.day).or_default();
        for asked in stretch {
            day.reviews += 1;
            day.recalled += u32::from(asked.rating.recalled());
            day.begun += u32::from(asked.occasion == Occasion::Begun);
            day.took_ms += u64::from(asked.took.ms());
        }
    }
    days
}
