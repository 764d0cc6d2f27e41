//! How many cards a day brings at most.

use crate::collection::{Collection, Learning};
use crate::setting::Settings;
use crate::time::StudyDay;

/// How many more cards today may bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// New cards.
    pub new: usize,
    /// Scheduled reviews of cards begun on an earlier day.
    pub reviews: usize,
}

/// How many more cards `today` may bring, by the settings and what was done already.
pub fn limits_left(collection: &Collection, today: StudyDay) -> Limits {
    let mut begun = 0;
    let mut reviewed = 0;
    for (_, state) in collection.touched_cards() {
        if let Learning::Begun(progress) = state.learning {
            // Where a date comes again, by travel or a clock that was put back, a card that was
            // begun on it may have been reviewed on a later one since.
            if progress.begun == today {
                begun += 1;
            } else if progress.reviewed == today {
                reviewed += 1;
            }
        }
    }
    let Settings {
        new_per_day,
        reviews_per_day,
        ..
    } = *collection.settings();
    Limits {
        new: usize::from(new_per_day.0).saturating_sub(begun),
        reviews: usize::from(reviews_per_day.0).saturating_sub(reviewed),
    }
}
