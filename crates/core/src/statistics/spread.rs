//! How cards are spread: by standing, by interval, by ease factor; and which are leeches.

use crate::collection::{Activity, CardState, Learning};
use crate::id::CardId;
use crate::mastery::{self, Standing};
use crate::ordering::put_in_order;

use super::recall::{INTERVALS, range_of};

/// How many cards stand where.
///
/// New, learning and strong add up to all cards; a suspended card is counted by its standing as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// Cards without a scheduled review.
    pub new: u32,
    /// Begun cards with less than 21 days of interval.
    pub learning: u32,
    /// Begun cards with 21 days of interval or more.
    pub strong: u32,
    /// Suspended cards, whatever their standing.
    pub suspended: u32,
    /// Cards that lapsed eight times or more.
    pub leeches: u32,
    /// Lapses of all cards: scheduled reviews in which a card was forgotten that had been recalled
    /// before, and those that a placed card brought along.
    pub lapses: u32,
}

impl Standings {
    /// Counts cards as they are.
    pub fn of(states: impl IntoIterator<Item = CardState>) -> Self {
        let mut standings = Self::default();
        for state in states {
            match mastery::standing(state.learning) {
                Standing::New => standings.new += 1,
                Standing::Learning => standings.learning += 1,
                Standing::Strong => standings.strong += 1,
            }
            standings.suspended += u32::from(state.activity == Activity::Suspended);
            standings.leeches += u32::from(state.is_leech());
            if let Learning::Begun(progress) = state.learning {
                standings.lapses = standings.lapses.saturating_add(progress.lapses);
            }
        }
        standings
    }

    /// All cards.
    pub const fn cards(self) -> u32 {
        self.new + self.learning + self.strong
    }

    /// Cards that are no longer new.
    pub const fn begun(self) -> u32 {
        self.learning + self.strong
    }
}

/// A card that costs more than it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leech {
    /// The card.
    pub card: CardId,
    /// How often it was forgotten.
    pub lapses: u32,
}

/// The leeches among `cards`, the most often forgotten first.
pub fn leeches(cards: impl IntoIterator<Item = (CardId, CardState)>) -> Vec<Leech> {
    let leech = |(card, state): (CardId, CardState)| match state.learning {
        Learning::Begun(progress) if state.is_leech() => Some(Leech {
            card,
            lapses: progress.lapses,
        }),
        Learning::Begun(_) | Learning::New => None,
    };
    let mut leeches: Vec<Leech> = cards.into_iter().filter_map(leech).collect();
    put_in_order(&mut leeches, |leech| {
        [u64::from(u32::MAX - leech.lapses), leech.card.bits(), 0]
    });
    leeches
}

/// How many begun cards have an interval in each of [`INTERVALS`], suspended ones among them.
pub fn intervals(states: impl IntoIterator<Item = CardState>) -> [u32; INTERVALS.len()] {
    let mut counts = [0; INTERVALS.len()];
    for state in states {
        if let Learning::Begun(progress) = state.learning
            && let Some(count) = counts.get_mut(range_of(progress.memory.interval))
        {
            *count += 1;
        }
    }
    counts
}

/// A range of ease factors, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EaseRange {
    /// The least.
    pub from: u16,
    /// The greatest; no end for the last range.
    pub to: Option<u16>,
}

impl EaseRange {
    const fn new(from: u16) -> Self {
        Self {
            from,
            to: Some(from + 19),
        }
    }
}

/// The ranges that ease factors are counted in, from the floor, 1.30, in steps of 0.20. The seventh
/// begins where a new card does, at 2.50.
pub const EASES: [EaseRange; 9] = [
    EaseRange::new(130),
    EaseRange::new(150),
    EaseRange::new(170),
    EaseRange::new(190),
    EaseRange::new(210),
    EaseRange::new(230),
    EaseRange::new(250),
    EaseRange::new(270),
    EaseRange {
        from: 290,
        to: None,
    },
];

/// How many begun cards have an ease factor in each of [`EASES`], suspended ones among them.
pub fn ease_factors(states: impl IntoIterator<Item = CardState>) -> [u32; EASES.len()] {
    let mut counts = [0; EASES.len()];
    for state in states {
        let Learning::Begun(progress) = state.learning else {
            continue;
        };
        let ease = progress.memory.ease.hundredths();
        let place = EASES.partition_point(|range| range.to.is_some_and(|to| to < ease));
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheduler::sm2::EaseFactor;

    #[test]
    fn ease_factors_are_counted_from_the_floor() {
        assert_eq!(EASES[0].from, EaseFactor::FLOOR.hundredths());
        assert_eq!(EASES[6].from, EaseFactor::START.hundredths());
        for (range, next) in EASES.iter().zip(&EASES[1..]) {
            assert_eq!(range.to.map(|to| to + 1), Some(next.from));
        }
    }
}
