//! How far the learner is with a set of cards.

pub mod competence;
pub mod readiness;
pub mod weakness;

use crate::card::Card;
use crate::collection::{Collection, Learning};
use crate::time::{Days, StudyDay};

/// The interval from which a card counts as strong: three weeks between two reviews.
pub const STRONG_INTERVAL: Days = Days::new(21);

/// How well a card is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Never studied.
    New,
    /// Studied, with less than [`STRONG_INTERVAL`] between reviews.
    Learning,
    /// At least [`STRONG_INTERVAL`] between reviews.
    Strong,
}

/// How many cards of a set stand where. A suspended card is counted by its standing as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Cards never studied.
    pub new: usize,
    /// Cards being learned.
    pub learning: usize,
    /// Cards that are strong.
    pub strong: usize,
    /// Cards due today or before; suspended ones, and those buried today, left out.
    pub due: usize,
}

impl Tally {
    /// The tally of no cards.
    pub const NONE: Self = Self {
        new: 0,
        learning: 0,
        strong: 0,
        due: 0,
    };

    /// Counts `cards` as they stand on the study day `today`.
    pub fn of<'a>(
        cards: impl IntoIterator<Item = &'a Card>,
        collection: &Collection,
        today: StudyDay,
    ) -> Self {
        let mut tally = Self::NONE;
        for card in cards {
            let state = collection.card(card.id);
            match standing(state.learning) {
                Standing::New => tally.new += 1,
                Standing::Learning => tally.learning += 1,
                Standing::Strong => tally.strong += 1,
            }
            if let Learning::Begun(progress) = state.learning
                && state.activity.is_asked(today)
                && progress.due <= today
            {
                tally.due += 1;
            }
        }
        tally
    }

    /// All cards of the set.
    pub const fn cards(&self) -> usize {
        self.new + self.learning + self.strong
    }
}

/// How well a card is known, by how its learning goes.
pub const fn standing(learning: Learning) -> Standing {
    match learning {
        Learning::New => Standing::New,
        Learning::Begun(progress) => {
            if progress.memory.interval.count() >= STRONG_INTERVAL.count() {
                Standing::Strong
            } else {
                Standing::Learning
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collection::Activity;
    use crate::id::{CardId, EventId, ReplicaId};
    use crate::journal::{Event, Fact, Journal, Review};
    use crate::rating::{Purpose, Rating};
    use crate::roadmap::import;
    use crate::time::{Instant, Moment, Took, UtcOffset};

    const NOON: i64 = 43_200_000;

    fn event(sequence: u32, day: i64, fact: Fact) -> Event {
        let replica = ReplicaId::from_bits(1);
        let instant = Instant::from_unix_ms(day * 86_400_000 + NOON);
        Event {
            id: EventId { replica, sequence },
            moment: Moment {
                instant,
                offset: UtcOffset::UTC,
            },
            fact,
        }
    }

    #[test]
    fn a_buried_card_is_due_again_the_next_day() {
        let roadmap = import(b"# Tea\n\nQ: When?\nA: At five.\n", "tea").roadmap;
        let card = roadmap.cards.first().map(|card| card.id);
        let card = card.unwrap_or(CardId::from_bits(0));
        let review = Fact::Reviewed(Review {
            card,
            rating: Rating::Good,
            took: Took::from_ms(0),
            purpose: Purpose::Scheduled,
        });
        let events = vec![event(0, 0, review), event(1, 1, Fact::Buried(card))];
        let collection = Collection::fold(&Journal::from_events(events));
        let due = |day| Tally::of(&roadmap.cards, &collection, StudyDay::from_unix_day(day)).due;
        assert_eq!([0, 1, 2].map(due), [0, 0, 1]);
        let buried = Activity::Buried(StudyDay::from_unix_day(1));
        assert_eq!(collection.card(card).activity, buried);
    }
}
