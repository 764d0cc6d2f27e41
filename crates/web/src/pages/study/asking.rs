//! The card being asked: which side is up, and what taps and keys do to it.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_core::id::CardId;
use waymark_core::journal::Review;
use waymark_core::rating::{Purpose, Rating};
use waymark_core::study::Queue;
use waymark_core::time::{Instant, Took};

use crate::components::element::Reference;
use crate::components::rating_bar::rating_of_key;
use crate::platform::clock;
use crate::state::context::{Outcome, Study};

/// A second tap within this time is the same tap.
const SAME_TAP_MS: u64 = 200;

/// The most that one card counts for; whoever is away longer was not thinking about it.
const LONGEST_TAKE: Took = Took::from_ms(10 * 60_000);

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
    /// When the question came up.
    asked: StoredValue<Instant>,
    /// When the side changed last.
    turned: StoredValue<Instant>,
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
        let now = clock::now().instant;
        Self {
            study,
            current: Memo::new(move |_| study.with_queue(Queue::next)),
            side: RwSignal::new(Side::Question),
            asked: StoredValue::new(now),
            turned: StoredValue::new(Instant::from_unix_ms(0)),
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

    /// Shows the answer.
    pub fn reveal(&self) {
        if self.side.get_untracked() == Side::Question && !self.is_same_tap() {
            self.turned.set_value(clock::now().instant);
            self.side.set(Side::Answer);
        }
    }

    /// Rates the card on the screen. The next one shows only once this one is stored.
    pub fn rate(&self, rating: Rating) {
        let Some((card, purpose)) = self.current.get_untracked() else {
            return;
        };
        if self.side.get_untracked() != Side::Answer || self.is_same_tap() {
            return;
        }
        let took = Took::between(self.asked.get_value(), clock::now().instant);
        let review = Review {
            card,
            rating,
            took: took.min(LONGEST_TAKE),
            purpose,
        };
        if self.study.review(review) == Outcome::Stored {
            self.ask_next();
        }
    }

    /// Takes back the last act, and asks again.
    pub fn undo(&self) {
        if self.study.undo().is_some() {
            self.ask_next();
        }
    }

    fn redo(&self) {
        if self.study.redo().is_some() {
            self.ask_next();
        }
    }

    fn ask_next(&self) {
        let now = clock::now().instant;
        self.asked.set_value(now);
        self.turned.set_value(now);
        self.side.set(Side::Question);
        self.question.focus();
    }

    /// What a key does here; `true` if it did something.
    pub fn press(&self, event: &web_sys::KeyboardEvent) -> bool {
        let key = event.key();
        if (event.ctrl_key() || event.meta_key()) && key.eq_ignore_ascii_case("z") {
            if event.shift_key() {
                self.redo();
            } else {
                self.undo();
            }
            return true;
        }
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() {
            return false;
        }
        let scale = self.study.with(|l| l.collection().settings().rating_scale);
        match (key.as_str(), self.side.get_untracked()) {
            ("u", _) => self.undo(),
            ("U", _) => self.redo(),
            // A control that has the focus knows itself what these keys mean.
            (" " | "Enter", _) if is_on_control(event) => return false,
            (" " | "Enter", Side::Question) => self.reveal(),
            (" " | "Enter", Side::Answer) => self.rate(Rating::Good),
            (key, Side::Answer) => match rating_of_key(key, scale) {
                Some(rating) => self.rate(rating),
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

fn is_on_control(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.target();
    let target = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| {
        matches!(
            element.tag_name().as_str(),
            "A" | "BUTTON" | "INPUT" | "SELECT" | "SUMMARY" | "TEXTAREA"
        )
    })
}
