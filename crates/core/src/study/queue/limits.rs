//! How many cards a day brings at most.

use super::prospect::Spent;
use crate::collection::Collection;
use crate::setting::Settings;
use crate::time::StudyDay;

/// How many cards of each sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// New cards.
    pub new: usize,
    /// Scheduled reviews of cards begun on an earlier day.
    pub reviews: usize,
}

impl Limits {
    /// What was done today.
    pub fn done(collection: &Collection, today: StudyDay) -> Self {
        let mut done = Self { new: 0, reviews: 0 };
        for state in collection.states() {
            match Spent::of(state, today) {
                Spent::Nothing => {}
                Spent::New => done.new += 1,
                Spent::Review => done.reviews += 1,
            }
        }
        done
    }

    /// How many more cards a day may bring on which this was done.
    pub fn left(self, settings: &Settings) -> Self {
        Self {
            new: usize::from(settings.new_per_day.0).saturating_sub(self.new),
            reviews: usize::from(settings.reviews_per_day.0).saturating_sub(self.reviews),
        }
    }
}
