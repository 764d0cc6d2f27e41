//! What the journal says of the cards of an index.

use super::folding::folded;
use super::index::{Index, Position};
use super::query::Button;
use crate::collection::{CardState, Collection};
use crate::journal::{Fact, Journal};
use crate::rating::{Purpose, Rating};
use crate::time::StudyDay;

/// What is known of each card of an index on a study day.
///
/// It belongs to the index that it was made for, and is made anew when the journal or the day
/// changes.
#[derive(Debug)]
pub struct Record {
    pub(super) today: StudyDay,
    /// The state of each card.
    pub(super) states: Vec<CardState>,
    /// What of each card the events say beyond its state.
    pub(super) asked: Vec<Asked>,
    /// The own answers, folded.
    pub(super) answers: Vec<(Position, String)>,
    /// The tags of the cards that have some, folded.
    pub(super) tags: Vec<(Position, Vec<String>)>,
}

/// When a card was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// The study day of its first scheduled review.
    pub(super) first: Option<StudyDay>,
    /// The last study day on which each button was pressed.
    pub(super) last: [Option<StudyDay>; Button::ALL.len()],
}

impl Record {
    /// What `journal`, of which `collection` is the fold, says on the study day `today`.
    pub fn new(index: &Index, journal: &Journal, collection: &Collection, today: StudyDay) -> Self {
        let entries = index.entries.iter();
        let mut record = Self {
            today,
            states: entries.map(|entry| collection.card(entry.id)).collect(),
            asked: vec![Asked::default(); index.len()],
            answers: Vec::new(),
            tags: Vec::new(),
        };
        for (id, written) in collection.annotated_cards() {
            let Some(position) = index.position(id) else {
                continue;
            };
            if let Some(answer) = &written.answer {
                record.answers.push((position, folded(answer)));
            }
            if !written.tags.is_empty() {
                let tags = written.tags.iter();
                let tags = tags.map(|tag| folded(tag.as_str())).collect();
                record.tags.push((position, tags));
            }
        }
        record.read(index, journal, collection);
        record
    }

    fn read(&mut self, index: &Index, journal: &Journal, collection: &Collection) {
        let day_start = collection.settings().day_start;
        for event in journal.live() {
            let Fact::Reviewed(review) = event.fact else {
                continue;
            };
            let card = collection.card_of(event);
            let position = card.and_then(|card| index.position(card));
            let Some(asked) = position.and_then(|at| self.asked.get_mut(at.0)) else {
                continue;
            };
            let day = event.moment.study_day(day_start);
            if let Some(last) = asked.last.get_mut(pressed(review.rating) as usize) {
                *last = (*last).max(Some(day));
            }
            if review.purpose == Purpose::Scheduled {
                asked.first = Some(asked.first.map_or(day, |first| first.min(day)));
            }
        }
    }
}

/// The button for a rating.
const fn pressed(rating: Rating) -> Button {
    match rating {
        Rating::Blackout | Rating::Familiar | Rating::Again => Button::Again,
        Rating::Hard => Button::Hard,
        Rating::Good => Button::Good,
        Rating::Easy => Button::Easy,
    }
}
