//! In which order what was found is shown.

use super::index::Position;
use super::matching::number;
use super::query::Property;
use super::record::Record;
use crate::ordering::{ascending, put_in_order};
use crate::time::Instant;

/// By what cards are put in order. Those that do not have it come last, in roadmap order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they stand in the roadmaps.
    #[default]
    Roadmap,
    /// The day on which they are due.
    Due,
    /// The interval.
    Interval,
    /// The ease factor.
    Ease,
    /// How often they were forgotten.
    Lapses,
    /// The day on which they were studied first.
    Introduced,
    /// When they were asked last.
    Asked,
}

/// Which end comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// The least, or the earliest.
    #[default]
    Ascending,
    /// The most, or the latest.
    Descending,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 7] = [
        Self::Roadmap,
        Self::Due,
        Self::Interval,
        Self::Ease,
        Self::Lapses,
        Self::Introduced,
        Self::Asked,
    ];

    /// The word for it in addresses and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Roadmap => "roadmap",
            Self::Due => "due",
            Self::Interval => "interval",
            Self::Ease => "ease",
            Self::Lapses => "lapses",
            Self::Introduced => "introduced",
            Self::Asked => "asked",
        }
    }

    /// Puts cards in order, by what `record` says of them.
    pub fn apply(self, direction: Direction, cards: &mut Vec<Position>, record: &Record) {
        put_in_order(cards, |card| {
            let place = card.0 as u64;
            if self == Self::Roadmap {
                return match direction {
                    Direction::Ascending => [0, place, 0],
                    Direction::Descending => [0, u64::MAX - place, 0],
                };
            }
            match (self.of(*card, record).map(ascending), direction) {
                (Some(number), Direction::Ascending) => [0, number, place],
                (Some(number), Direction::Descending) => [0, u64::MAX - number, place],
                (None, _) => [1, 0, place],
            }
        });
    }

    fn of(self, card: Position, record: &Record) -> Option<i64> {
        let state = record.states.get(card.0)?;
        let property = |property| number(property, state, record.today);
        match self {
            Self::Roadmap => None,
            Self::Due => property(Property::Due),
            Self::Interval => property(Property::Interval),
            Self::Ease => property(Property::Ease),
            Self::Lapses => property(Property::Lapses),
            Self::Introduced => {
                let first = record.asked.get(card.0)?.first?;
                Some(first.unix_day().into())
            }
            Self::Asked => state.last_asked.map(Instant::unix_ms),
        }
    }
}
