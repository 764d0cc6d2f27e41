//! The card being asked: which side is up, and what rating, bringing back and putting off do.

use leptos::prelude::*;
use waymark_core::id::{CardId, EventId};
use waymark_core::journal::Review;
use waymark_core::rating::{Purpose, Rating};
use waymark_core::study::{Queue, Stopwatch};
use waymark_core::time::Instant;

use super::steps;
use super::swipe::Swipe;
use super::writing::Writing;
use crate::components::element::Reference;
use crate::platform::clock;
use crate::state::context::{Outcome, Study};

/// A second tap within this time is the same tap.
const SAME_TAP_MS: u64 = 200;

/// Which side of the card is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The question alone.
    Question,
    /// The question with its answer.
    Answer,
}

/// The card being asked.
#[derive(Clone, Copy)]
pub struct Asking {
    /// The learner at work.
    pub study: Study,
    /// The card and its purpose; `None` when the day is done.
    pub current: Memo<Option<(CardId, Purpose)>>,
    /// Which side of it is up.
    pub side: RwSignal<Side>,
    /// The answer in the learner's own words.
    pub writing: Writing,
    /// What was typed for the answer.
    pub typed: StoredValue<String>,
    /// What was just done to a card; empty when there is nothing to say.
    pub said: RwSignal<&'static str>,
    /// Whether the page says where the card comes from.
    pub why: RwSignal<bool>,
    /// Whether the sheet of actions and keys is open.
    pub sheet: RwSignal<bool>,
    /// How far a finger has moved the card.
    pub swipe: RwSignal<Swipe>,
    /// How many steps of its answer are not shown yet.
    pub hidden_steps: RwSignal<usize>,
    /// How long the question has been in sight.
    watch: StoredValue<Stopwatch>,
    /// When the side changed last.
    turned: StoredValue<Instant>,
    /// Where the card stands.
    pub card: Reference,
    /// Where its question stands.
    pub question: Reference,
    /// Where its answer stands.
    pub answer: Reference,
    /// The line above the card.
    pub bar: Reference,
    /// The buttons below it.
    pub actions: Reference,
}

impl Asking {
    /// Begins with the first card of the queue.
    pub fn begin(study: Study) -> Self {
        let current = Memo::new(move |_| study.with_queue(Queue::next));
        Self {
            study,
            current,
            side: RwSignal::new(Side::Question),
            writing: Writing::begin(study, current),
            typed: StoredValue::new(String::new()),
            said: RwSignal::new(""),
            why: RwSignal::new(false),
            sheet: RwSignal::new(false),
            swipe: RwSignal::new(Swipe::Idle),
            hidden_steps: RwSignal::new(0),
            watch: StoredValue::new(Stopwatch::started(clock::now().instant)),
            turned: StoredValue::new(Instant::from_unix_ms(0)),
            card: Reference::new(),
            question: Reference::new(),
            answer: Reference::new(),
            bar: Reference::new(),
            actions: Reference::new(),
        }
    }

    fn is_same_tap(&self) -> bool {
        let now = clock::now().instant;
        now.ms_since(self.turned.get_value()) < SAME_TAP_MS
    }

    /// Shows the answer, once what was written of one is stored.
    pub fn reveal(&self) {
        if self.side.get_untracked() != Side::Question || self.is_same_tap() {
            return;
        }
        if self.writing.store() == Outcome::Refused {
            return;
        }
        self.turned.set_value(clock::now().instant);
        self.said.set("");
        self.hidden_steps.set(steps::hidden_at_first(self));
        self.side.set(Side::Answer);
    }

    /// Rates the card on the screen. The next one shows only once this one is stored.
    pub fn rate(&self, rating: Rating) {
        let Some((card, purpose)) = self.current.get_untracked() else {
            return;
        };
        let is_seen =
            self.side.get_untracked() == Side::Answer && self.hidden_steps.get_untracked() == 0;
        if !is_seen || self.is_same_tap() {
            return;
        }
        let review = Review {
            card,
            rating,
            took: self.watch.get_value().took(clock::now().instant),
            purpose,
        };
        if self.writing.store() == Outcome::Stored && self.study.review(review) == Outcome::Stored {
            self.said.set("");
            self.ask_next(Some((card, purpose)));
        }
    }

    /// Takes back the last act, and asks again.
    pub fn undo(&self) {
        self.travel(Study::undo);
    }

    /// Brings back what was taken back last.
    pub fn redo(&self) {
        self.travel(Study::redo);
    }

    fn travel(&self, step: fn(&Study) -> Option<EventId>) {
        let before = self.current.get_untracked();
        if step(&self.study).is_none() {
            return;
        }
        self.said.set("");
        // A flag, say, is taken back where it was put: the answer stays up.
        if self.side.get_untracked() == Side::Answer && self.current.get_untracked() == before {
            self.answer.focus();
        } else {
            self.ask_next(before);
        }
    }

    /// Asks what comes next in the queue after what was asked before.
    pub fn ask_next(&self, before: Option<(CardId, Purpose)>) {
        let now = clock::now().instant;
        self.watch.set_value(Stopwatch::started(now));
        self.turned.set_value(now);
        self.turn_to_the_question();
        // Another question takes the focus as it appears. To focus the one that goes makes the
        // browser lay out the page once more, which is a good part of the time that a grade takes.
        if self.current.get_untracked() == before {
            self.question.focus();
        }
    }

    /// Shows the next step, or all that are left.
    pub fn show_steps(&self, many: usize) {
        if !self.is_same_tap() {
            self.turned.set_value(clock::now().instant);
            self.hidden_steps
                .update(|hidden| *hidden = hidden.saturating_sub(many));
        }
    }

    /// Puts the question up, and everything away that belonged to its answer.
    pub fn turn_to_the_question(&self) {
        self.typed.set_value(String::new());
        self.side.set(Side::Question);
        self.swipe.set(Swipe::Idle);
        self.hidden_steps.set(0);
        self.why.set(false);
        self.writing.put_away();
    }

    /// Measures time only while the page is in sight.
    pub fn follow_sight(&self) {
        let now = clock::now().instant;
        self.watch.update_value(|watch| {
            if document().hidden() {
                watch.stop(now);
            } else {
                watch.resume(now);
            }
        });
    }
}
