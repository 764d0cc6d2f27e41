//! The queue of a study day: due cards first, then new ones in roadmap order, then the drill.
//!
//! It is computed afresh after each rating, from the collection alone, so a closed tab, a second
//! tab or an undo needs no bookkeeping of its own.

use crate::collection::{Collection, Drill, Learning};
use crate::id::{CardId, NoteId};
use crate::ordering::{ascending, put_in_order};
use crate::rating::Purpose;
use crate::setting::Settings;
use crate::time::{Instant, StudyDay};

/// How many of the cards asked last must be no siblings of the next, where others are left.
const APART: usize = 4;

/// What the queue needs to know of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueCard {
    /// The card.
    pub id: CardId,
    /// The note it was made from.
    pub note: NoteId,
}

/// How many more cards today may bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// New cards.
    pub new: usize,
    /// Scheduled reviews of cards begun on an earlier day.
    pub reviews: usize,
}

/// What is left to study on a study day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Cards due, longest overdue first, mixed within a day.
    due: Vec<QueueCard>,
    /// New cards in roadmap order.
    new: Vec<QueueCard>,
    /// Cards of the final drill, the one asked longest ago first.
    drill: Vec<QueueCard>,
    held_back: Limits,
    next_due: Option<StudyDay>,
    /// Notes of the cards asked last today.
    recent: Vec<NoteId>,
}

/// How many cards of each sort are left today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// New cards.
    pub new: usize,
    /// Cards of the final drill.
    pub drill: usize,
    /// Due cards.
    pub due: usize,
}

impl Counts {
    /// Everything that is left.
    pub const fn total(self) -> usize {
        self.new + self.drill + self.due
    }
}

impl Queue {
    /// Builds the queue of `today` from `cards`, which come in roadmap order.
    pub fn build(
        cards: impl IntoIterator<Item = QueueCard>,
        collection: &Collection,
        today: StudyDay,
    ) -> Self {
        let mut due = Vec::new();
        let mut new = Vec::new();
        let mut drill = Vec::new();
        let mut asked_today = Vec::new();
        let mut next_due: Option<StudyDay> = None;
        for card in cards {
            let state = collection.card(card.id);
            if let (Learning::Begun(progress), Some(asked)) = (state.learning, state.last_asked)
                && progress.reviewed == today
            {
                asked_today.push((asked.unix_ms(), 0, card));
            }
            if !state.activity.is_asked(today) {
                continue;
            }
            match state.learning {
                Learning::New => new.push(card),
                Learning::Begun(progress) if progress.due <= today => {
                    let day = i64::from(progress.due.unix_day());
                    due.push((day, mixed(card.id, today), card));
                }
                Learning::Begun(progress) => {
                    if progress.drill == Drill::Pending && progress.reviewed == today {
                        let asked = state.last_asked.map_or(0, Instant::unix_ms);
                        drill.push((asked, 0, card));
                    }
                    next_due = Some(next_due.map_or(progress.due, |day| day.min(progress.due)));
                }
            }
        }
        let mut recent: Vec<NoteId> = in_order(asked_today).iter().map(|c| c.note).collect();
        recent.reverse();
        recent.truncate(APART);
        let mut queue = Self {
            due: in_order(due),
            new,
            drill: in_order(drill),
            held_back: Limits { new: 0, reviews: 0 },
            next_due,
            recent,
        };
        queue.hold_back(limits_left(collection, today));
        queue
    }

    fn hold_back(&mut self, left: Limits) {
        self.held_back = Limits {
            new: self.new.len().saturating_sub(left.new),
            reviews: self.due.len().saturating_sub(left.reviews),
        };
        self.new.truncate(left.new);
        self.due.truncate(left.reviews);
    }

    /// The card to ask now and what for; `None` when the day is done.
    pub fn next(&self) -> Option<(CardId, Purpose)> {
        let scheduled = self
            .apart_from_siblings(&self.due)
            .or_else(|| self.apart_from_siblings(&self.new));
        match scheduled {
            Some(card) => Some((card, Purpose::Scheduled)),
            None => Some((self.drill.first()?.id, Purpose::Drill)),
        }
    }

    /// The first card without a sibling among the last few, or else the one whose sibling was
    /// asked longest ago.
    fn apart_from_siblings(&self, cards: &[QueueCard]) -> Option<CardId> {
        let asked_ago = |card: &QueueCard| {
            let position = self.recent.iter().position(|note| *note == card.note);
            position.unwrap_or(APART)
        };
        let apart = cards.iter().find(|card| asked_ago(card) == APART);
        // The earliest of equals: `max_by_key` alone would take the last.
        let farthest = || cards.iter().rev().max_by_key(|card| asked_ago(card));
        apart.or_else(farthest).map(|card| card.id)
    }

    /// How many cards of each sort are left today.
    pub const fn counts(&self) -> Counts {
        Counts {
            new: self.new.len(),
            drill: self.drill.len(),
            due: self.due.len(),
        }
    }

    /// How many cards the daily limits keep for another day.
    pub const fn held_back(&self) -> Limits {
        self.held_back
    }

    /// The first study day after today on which a card is due, if there is one.
    pub const fn next_due(&self) -> Option<StudyDay> {
        self.next_due
    }
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

/// Cards by their two keys; the id decides between equals, so that every device agrees.
fn in_order(mut cards: Vec<(i64, u64, QueueCard)>) -> Vec<QueueCard> {
    put_in_order(&mut cards, |(first, second, card)| {
        [ascending(*first), *second, card.id.bits()]
    });
    cards.into_iter().map(|(_, _, card)| card).collect()
}

/// A number that puts the cards of a day in an order of no meaning, the same all day long.
fn mixed(card: CardId, today: StudyDay) -> u64 {
    let day = u64::from(today.unix_day().unsigned_abs());
    (card.bits() ^ day.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd)
}
