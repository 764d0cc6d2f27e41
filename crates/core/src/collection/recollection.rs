//! What FSRS-6 remembers of a card, and what it makes of the card's state.

use super::card_state::{CardState, Learning, seed};
use crate::id::CardId;
use crate::scheduler::fsrs;
use crate::scheduler::{Scheduler, Spacing};
use crate::setting::Settings;

/// What FSRS-6 remembers of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recollection {
    /// The memory.
    pub memory: fsrs::Memory,
    /// What it was that came last.
    pub since: Since,
}

/// A scheduler with what it takes to plan many cards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Method {
    /// The fold has planned.
    Sm2,
    /// What the fold remembers is planned by it.
    Fsrs6 {
        retention: fsrs::Retention,
        horizon: fsrs::Horizon,
        spacing: Spacing,
    },
}

impl Method {
    pub fn of(scheduler: Scheduler, settings: &Settings) -> Self {
        match (scheduler, &settings.fsrs) {
            (Scheduler::Fsrs6(retention), Some(parameters)) => Self::Fsrs6 {
                retention,
                horizon: fsrs::Horizon::of(retention, parameters),
                spacing: settings.spacing,
            },
            _ => Self::Sm2,
        }
    }
}

/// What a due day follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// A scheduled review, after which the scheduler planned the next.
    Review,
    /// A baseline, which names the day.
    Placement,
}

impl CardState {
    /// What FSRS-6 remembers of it, if it is begun.
    pub(super) fn memory_by(&self, parameters: &fsrs::Parameters) -> Option<fsrs::Memory> {
        let Learning::Begun(progress) = self.learning else {
            return None;
        };
        Some(match progress.recollection {
            Some(recollection) => recollection.memory,
            None => fsrs::Memory::from_repetition(progress.memory, parameters),
        })
    }

    /// The same state with the interval and the due day of that method.
    #[must_use]
    pub(crate) fn scheduled_by(mut self, method: &Method, card: CardId) -> Self {
        let Method::Fsrs6 {
            retention,
            horizon,
            spacing,
        } = method
        else {
            return self;
        };
        self.scheduler = Scheduler::Fsrs6(*retention);
        if let Learning::Begun(progress) = &mut self.learning
            && let Some(recollection) = progress.recollection
        {
            let seed = seed(card, progress.reviews.saturating_sub(1));
            let days = horizon.interval(recollection.memory);
            progress.memory.interval = spacing.of_recall(days, seed);
            if recollection.since == Since::Review {
                progress.due = progress.reviewed.plus(progress.memory.interval);
            }
        }
        self
    }
}
