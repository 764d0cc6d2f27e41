//! Cramming: a selection of cards asked outside the schedule, before a talk or an exam.

use rustc_hash::FxHashMap;

use super::queue::{Candidate, Queue, QueueCard, cards, in_order};
use crate::collection::{Activity, Collection};
use crate::id::CardId;
use crate::journal::{Fact, Journal};
use crate::rating::Purpose;
use crate::scheduler::sm2::Quality;
use crate::time::StudyDay;

impl Queue {
    /// The queue of a selection outside the schedule: each is asked until it is good, once a study day.
    ///
    /// What is asked for [`Purpose::Cram`] leaves no trace in the schedule. Suspended cards are
    /// left out. Like the queue of a day it follows from the facts alone, so a page that was
    /// closed goes on where it was.
    pub fn cram(
        selection: impl IntoIterator<Item = QueueCard>,
        collection: &Collection,
        journal: &Journal,
        today: StudyDay,
    ) -> Self {
        let day_start = collection.settings().day_start;
        let mut crammed: FxHashMap<CardId, (i64, Quality)> = FxHashMap::default();
        for event in journal.live().rev() {
            if event.moment.study_day(day_start) < today {
                break;
            }
            if let Fact::Reviewed(review) = &event.fact
                && review.purpose == Purpose::Cram
            {
                let card = collection.holder(review.card);
                let asked = (event.moment.instant.unix_ms(), Quality::of(review.rating));
                crammed.entry(card).or_insert(asked);
            }
        }
        let mut queue = Self::empty(Purpose::Cram);
        let mut again = Vec::new();
        let mut asked_today = Vec::new();
        for (turn, card) in (0..).zip(selection) {
            if collection.card(card.id).activity == Activity::Suspended {
                continue;
            }
            match crammed.get(&collection.holder(card.id)) {
                None => queue.due.push(Candidate::of(turn, 0, 0, card)),
                Some((asked, quality)) => {
                    asked_today.push(Candidate::of(*asked, 0, 0, card));
                    if !quality.ends_drill() {
                        again.push(Candidate::of(*asked, 0, 0, card));
                    }
                }
            }
        }
        queue.drill = cards(in_order(again));
        queue.keep_apart_from(asked_today);
        queue
    }
}
