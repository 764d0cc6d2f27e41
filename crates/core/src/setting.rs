//! What the learner may set, each with a default that needs no visit.

use crate::time::DayStart;

/// One setting and its new value: what a `Configured` event states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// When a study day begins; today's value applies to all history.
    DayStart(DayStart),
    /// How many new cards a day brings at most.
    NewPerDay(CardsPerDay),
    /// How many cards begun on an earlier day a day brings at most.
    ReviewsPerDay(CardsPerDay),
    /// Which ratings are offered.
    RatingScale(RatingScale),
}

/// A daily limit on a number of cards; 0 means none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CardsPerDay(pub u16);

/// Which ratings are offered after a card is revealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RatingScale {
    /// Again, hard, good, easy.
    FourButtons,
    /// All six qualities of SM-2.
    SixQualities,
}

/// The value of every setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// When a study day begins.
    pub day_start: DayStart,
    /// How many new cards a day brings at most.
    pub new_per_day: CardsPerDay,
    /// How many cards begun on an earlier day a day brings at most.
    pub reviews_per_day: CardsPerDay,
    /// Which ratings are offered.
    pub rating_scale: RatingScale,
}

impl Settings {
    /// What holds until the learner says otherwise.
    ///
    /// DEVIATION: the paper has no daily limits. They put cards off, and change no interval.
    pub const INITIAL: Self = Self {
        day_start: DayStart::FOUR,
        new_per_day: CardsPerDay(20),
        reviews_per_day: CardsPerDay(200),
        rating_scale: RatingScale::FourButtons,
    };

    /// Puts one setting to its new value.
    pub const fn apply(&mut self, setting: Setting) {
        match setting {
            Setting::DayStart(value) => self.day_start = value,
            Setting::NewPerDay(value) => self.new_per_day = value,
            Setting::ReviewsPerDay(value) => self.reviews_per_day = value,
            Setting::RatingScale(value) => self.rating_scale = value,
        }
    }
}
