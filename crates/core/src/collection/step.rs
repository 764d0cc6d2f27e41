//! The history of one card, event by event.

use super::{CardState, Collection};
use crate::id::CardId;
use crate::journal::{Event, Journal};

/// One event in the history of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// What happened, at the time at which it happened.
    pub event: &'a Event,
    /// The state of the card before it.
    pub before: CardState,
    /// The state of the card after it.
    pub after: CardState,
}

impl Collection {
    /// Everything that counts for `card` in `journal`, of which this is the fold: what was undone
    /// is left out, and a history that was carried to the card is its own.
    pub fn steps<'a>(&self, journal: &'a Journal, card: CardId) -> Vec<Step<'a>> {
        let reverted = journal.reverted();
        let mut state = CardState::UNTOUCHED;
        let history = journal.history().iter();
        let counts =
            |event: &&Event| self.card_of(event) == Some(card) && !reverted.contains(&event.id);
        history
            .filter(counts)
            .map(|event| {
                let before = state;
                state = before.after(event.moment, &event.fact, &self.settings);
                Step {
                    event,
                    before: self.as_scheduled(card, before),
                    after: self.as_scheduled(card, state),
                }
            })
            .collect()
    }
}
