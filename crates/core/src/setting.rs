//! What the learner may set, each with a default that needs no visit.

use std::num::NonZeroU16;

use crate::collection::LEECH_LAPSES;
use crate::scheduler::fsrs::Parameters;
use crate::scheduler::{Fuzz, Lateness, Percent, Spacing};
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
    /// Whether new cards of a phase wait for the phase before it.
    PhaseOrder(PhaseOrder),
    /// How many days a backlog may take while new cards still come; `None` for any number.
    BacklogDays(Option<NonZeroU16>),
    /// How many siblings a day brings.
    Siblings(Siblings),
    /// After how many lapses a card is called a leech; `None` for never.
    LeechLapses(Option<NonZeroU16>),
    /// The longest interval in days; `None` for no end.
    MaximumInterval(Option<NonZeroU16>),
    /// What intervals are multiplied by.
    IntervalModifier(Percent),
    /// Whether intervals are spread a little.
    Fuzz(Fuzz),
    /// What a late answer is worth.
    Lateness(Lateness),
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

/// Whether new cards of a phase wait for the phase before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhaseOrder {
    /// They wait until that is known well enough, or the learner opens the phase.
    Held,
    /// They come as soon as their turn comes.
    Free,
}

/// How many siblings a day brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Siblings {
    /// All of them, kept apart from each other.
    Apart,
    /// One; the others wait until the next day.
    OneADay,
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
    /// Whether new cards of a phase wait for the phase before it.
    pub phase_order: PhaseOrder,
    /// How many days a backlog may take while new cards still come.
    pub backlog_days: Option<NonZeroU16>,
    /// How many siblings a day brings.
    pub siblings: Siblings,
    /// After how many lapses a card is called a leech.
    pub leech_lapses: Option<NonZeroU16>,
    /// What is done to the intervals beyond the paper.
    pub spacing: Spacing,
    /// By which parameters FSRS-6 remembers; `None` while no roadmap was ever put under it.
    pub fsrs: Option<Parameters>,
}

impl Settings {
    /// What holds until the learner says otherwise.
    ///
    /// DEVIATION: the paper has no daily limits, phases or backlogs. They put cards off, and change
    /// no interval. It has no leeches either, which are only marked.
    pub const INITIAL: Self = Self {
        day_start: DayStart::FOUR,
        new_per_day: CardsPerDay(20),
        reviews_per_day: CardsPerDay(200),
        rating_scale: RatingScale::FourButtons,
        phase_order: PhaseOrder::Held,
        backlog_days: NonZeroU16::new(3),
        siblings: Siblings::Apart,
        leech_lapses: Some(LEECH_LAPSES),
        spacing: Spacing::PAPER,
        fsrs: None,
    };

    /// Puts one setting to its new value.
    pub const fn apply(&mut self, setting: Setting) {
        match setting {
            Setting::DayStart(value) => self.day_start = value,
            Setting::NewPerDay(value) => self.new_per_day = value,
            Setting::ReviewsPerDay(value) => self.reviews_per_day = value,
            Setting::RatingScale(value) => self.rating_scale = value,
            Setting::PhaseOrder(value) => self.phase_order = value,
            Setting::BacklogDays(value) => self.backlog_days = value,
            Setting::Siblings(value) => self.siblings = value,
            Setting::LeechLapses(value) => self.leech_lapses = value,
            Setting::MaximumInterval(value) => self.spacing.maximum = value,
            Setting::IntervalModifier(value) => self.spacing.modifier = value,
            Setting::Fuzz(value) => self.spacing.fuzz = value,
            Setting::Lateness(value) => self.spacing.lateness = value,
        }
    }
}
