//! What all cards bring to a day, kept between one queue and the next.

use super::prospect::{Prospect, Spent};
use super::{Limits, Queue, QueueRoadmap};
use crate::collection::{Collection, Method};
use crate::id::CardId;
use crate::journal::{Event, Fact, Journal};
use crate::time::StudyDay;

/// What the cards of a shelf bring to a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub today: StudyDay,
    /// Of each roadmap, each card.
    pub prospects: Vec<Vec<Prospect>>,
    /// What was taken of the limits, also by cards of no roadmap that is here.
    pub done: Limits,
}

impl Day {
    /// Looks at every card.
    pub fn of(roadmaps: &[QueueRoadmap], collection: &Collection, today: StudyDay) -> Self {
        let prospects = roadmaps.iter().map(|roadmap| {
            let method = method(roadmap, collection);
            let cards = roadmap.cards.iter();
            let cards = cards.map(|card| Prospect::of(card.id, &method, collection, today));
            cards.collect()
        });
        Self {
            today,
            prospects: prospects.collect(),
            done: Limits::done(collection, today),
        }
    }

    /// Looks again at the card for which a review has just counted. Roadmaps, plans and settings are
    /// those of before.
    fn look_again(&mut self, roadmaps: &[QueueRoadmap], collection: &Collection, reviewed: CardId) {
        let mut spent = None;
        for (roadmap, prospects) in roadmaps.iter().zip(&mut self.prospects) {
            let cards = roadmap.cards.iter().zip(prospects);
            // A device may still show the wording that a history was carried from.
            for (card, prospect) in cards.filter(|(card, _)| collection.holder(card.id) == reviewed)
            {
                let before = prospect.spent;
                let method = method(roadmap, collection);
                *prospect = Prospect::of(card.id, &method, collection, self.today);
                spent = Some((before, prospect.spent));
            }
        }
        match spent {
            Some((before, now)) => {
                self.done.new -= usize::from(before == Spent::New);
                self.done.reviews -= usize::from(before == Spent::Review);
                self.done.new += usize::from(now == Spent::New);
                self.done.reviews += usize::from(now == Spent::Review);
            }
            None => self.done = Limits::done(collection, self.today),
        }
    }
}

fn method(roadmap: &QueueRoadmap, collection: &Collection) -> Method {
    let scheduler = collection.plan(&roadmap.id).scheduler;
    Method::of(scheduler, collection.settings())
}

/// How far a journal is.
#[derive(Clone, Copy, Debug)]
pub struct Extent<'a> {
    /// How many events there are.
    pub events: usize,
    /// How many of them lost their id to another.
    pub conflicts: usize,
    /// The last of them as they are stated, as many as are at hand.
    pub end: &'a [Event],
    /// The last that happened.
    pub latest: Option<&'a Event>,
}

impl<'a> Extent<'a> {
    /// How far a journal is of which these are the last events, and there are so many in all.
    pub fn of(end: &'a Journal, events: usize) -> Self {
        Self {
            events,
            conflicts: end.conflicts().len(),
            end: end.events(),
            latest: end.history().last(),
        }
    }
}

/// What the cards of a shelf bring to a day, as long as only reviews come: each changes that of one
/// card, so that only this one is looked at again. Whatever else happens, all are.
#[derive(Clone, Debug)]
pub struct KeptDay {
    day: Day,
    events: usize,
    conflicts: usize,
    last: Option<Event>,
}

impl KeptDay {
    /// Looks at every card.
    pub fn of(
        roadmaps: &[QueueRoadmap],
        collection: &Collection,
        extent: Extent<'_>,
        today: StudyDay,
    ) -> Self {
        Self {
            day: Day::of(roadmaps, collection, today),
            events: extent.events,
            conflicts: extent.conflicts,
            last: extent.end.last().cloned(),
        }
    }

    /// Looks at what has changed. The roadmaps are those of before.
    pub fn follow(
        &mut self,
        roadmaps: &[QueueRoadmap],
        collection: &Collection,
        extent: Extent<'_>,
        today: StudyDay,
    ) {
        // Where no event has lost its id, one more is all that is new.
        let is_one_more = self.day.today == today
            && self.events + 1 == extent.events
            && self.conflicts == extent.conflicts;
        match extent.end {
            [before @ .., event]
                if is_one_more
                    && before.last() == self.last.as_ref()
                    && extent.latest == Some(event)
                    && let Fact::Reviewed(review) = event.fact
                    && collection.card_of(event) == Some(review.card) =>
            {
                self.day.look_again(roadmaps, collection, review.card);
                self.events = extent.events;
                self.last = Some(event.clone());
            }
            _ => *self = Self::of(roadmaps, collection, extent, today),
        }
    }

    /// What is left to study.
    pub fn queue(&self, roadmaps: &[QueueRoadmap], collection: &Collection) -> Queue {
        Queue::of_day(&self.day, roadmaps, collection)
    }
}
