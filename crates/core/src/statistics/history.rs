//! Every live review, with what was known of its card when it was asked.

use rustc_hash::FxHashMap;

use crate::collection::{CardState, Collection, Learning};
use crate::id::CardId;
use crate::journal::{Fact, Journal, Review};
use crate::rating::{Purpose, Rating};
use crate::time::{Days, StudyDay, Took};

use super::Period;

/// The live reviews of a journal in the order in which they happened. Reverted ones are not among
/// them, and what a device knows twice is there once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    asked: Vec<Asked>,
}

/// One review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The card that has this history now.
    pub card: CardId,
    /// The study day, by the day start that is set today.
    pub day: StudyDay,
    /// The hour that the learner's clock showed, from 0 to 23.
    pub hour: u8,
    /// How well it was recalled.
    pub rating: Rating,
    /// How long it took; zero where nobody measured.
    pub took: Took,
    /// On what occasion.
    pub occasion: Occasion,
}

/// On what occasion a card was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Its first scheduled review; also the first after the learner had it begin anew.
    Begun,
    /// A scheduled review of a begun card. A card that was placed, by the learner or from another
    /// tool, is begun from then on, with the interval it was placed with.
    Repeated {
        /// The interval that the card had.
        interval: Days,
    },
    /// The final drill of the day, which repeats what was not good enough.
    Drill,
    /// Cramming, outside the schedule.
    Cram,
}

impl History {
    /// Reads the journal that `collection` was folded from, whichever cards it is about.
    pub fn of(journal: &Journal, collection: &Collection) -> Self {
        let settings = collection.settings();
        let mut states: FxHashMap<CardId, CardState> = FxHashMap::default();
        states.reserve(collection.touched_cards().len());
        let mut asked = Vec::new();
        for event in journal.live() {
            // Of all facts about cards, only these change how far a card is learned.
            if !matches!(event.fact, Fact::Reviewed(_) | Fact::Placed(_)) {
                continue;
            }
            let Some(card) = collection.card_of(event) else {
                continue;
            };
            let state = states.entry(card).or_insert(CardState::UNTOUCHED);
            if let Fact::Reviewed(review) = &event.fact {
                asked.push(Asked {
                    card,
                    day: event.moment.study_day(settings.day_start),
                    hour: event.moment.local_hour(),
                    rating: review.rating,
                    took: review.took,
                    occasion: Occasion::of(review, collection.as_scheduled(card, *state).learning),
                });
            }
            *state = state.after(event.moment, &event.fact, settings);
        }
        Self { asked }
    }

    /// The reviews of those cards alone that `is_wanted` names.
    #[must_use]
    pub fn of_cards(&self, is_wanted: impl Fn(CardId) -> bool) -> Self {
        let asked = self.asked.iter().copied();
        Self {
            asked: asked.filter(|asked| is_wanted(asked.card)).collect(),
        }
    }

    /// The reviews of a period alone.
    #[must_use]
    pub fn during(&self, period: Period) -> Self {
        let asked = self.asked.iter().copied();
        Self {
            asked: asked.filter(|asked| period.contains(asked.day)).collect(),
        }
    }

    /// The reviews, in order.
    pub fn asked(&self) -> &[Asked] {
        &self.asked
    }
}

impl Occasion {
    fn of(review: &Review, learning: Learning) -> Self {
        match (review.purpose, learning) {
            (Purpose::Scheduled, Learning::New) => Self::Begun,
            (Purpose::Scheduled, Learning::Begun(progress)) => Self::Repeated {
                interval: progress.memory.interval,
            },
            (Purpose::Drill, _) => Self::Drill,
            (Purpose::Cram, _) => Self::Cram,
        }
    }
}
