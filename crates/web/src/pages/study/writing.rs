//! The answer in the learner's own words: written before the source is shown, improved later.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_core::card::{Answer, Card, CardKind};
use waymark_core::id::CardId;
use waymark_core::journal::{Answered, Fact};
use waymark_core::rating::Purpose;
use waymark_core::rich_text::RichText;
use web_sys::{Event, HtmlTextAreaElement};

use super::asking::{Asking, Side};
use crate::components::element::{Reference, View, element, live, nothing, row};
use crate::components::prose::prose;
use crate::platform::storage::BrowserStore;
use crate::state::context::{Outcome, Study};
use crate::state::draft::{self, Typed};

/// Whether there is a field to write in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pen {
    /// There is.
    Down,
    /// There is none.
    Away,
}

/// The own answer to the card on the screen.
#[derive(Clone, Copy)]
pub struct Writing {
    study: Study,
    card: Memo<Option<CardId>>,
    /// The answer that is stored, if there is one.
    pub own: Memo<Option<String>>,
    /// Whether it is being written.
    pub pen: RwSignal<Pen>,
    /// What stands in the field.
    words: StoredValue<String>,
    /// What there was when the question came up.
    known: StoredValue<Known>,
    field: Reference,
}

/// What the learner had written of a card before it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// There was an own answer already: it is the back, and the source is folded away.
    Answered,
    /// There was none: what is said or written now is compared with the source.
    Unanswered,
}

impl Writing {
    /// Follows the card on the screen.
    pub fn begin(study: Study, current: Memo<Option<(CardId, Purpose)>>) -> Self {
        let card = Memo::new(move |_| current.get().map(|(card, _)| card));
        let own = Memo::new(move |_| {
            let card = card.get()?;
            study.with(|l| l.collection().annotations(card).answer.clone())
        });
        let writing = Self {
            study,
            card,
            own,
            pen: RwSignal::new(Pen::Away),
            words: StoredValue::new(String::new()),
            known: StoredValue::new(Known::Unanswered),
            field: Reference::new(),
        };
        writing.put_away();
        writing
    }

    /// Whether the source leaves the answer to the learner, who has not written it yet.
    fn is_wanted(&self) -> bool {
        let shelf = self.study.shelf_now();
        let placed = self.card.get_untracked().and_then(|card| shelf.place(card));
        let is_open = placed.is_some_and(|placed| placed.card.answer == Answer::Own);
        is_open && self.own.get_untracked().is_none()
    }

    /// What there was when the question came up.
    pub fn known(&self) -> Known {
        self.known.get_value()
    }

    /// Puts the pen to where it is when a question comes up.
    pub fn put_away(&self) {
        self.known.set_value(match self.own.get_untracked() {
            Some(_) => Known::Answered,
            None => Known::Unanswered,
        });
        if self.is_wanted() {
            self.take_up();
        } else {
            self.pen.set(Pen::Away);
        }
    }

    /// Opens the field with what was typed before, or else with the answer as it is.
    pub fn take_up(&self) {
        let Some(card) = self.card.get_untracked() else {
            return;
        };
        let draft = draft::read(&BrowserStore, Typed::Answer(card)).unwrap_or_else(|error| {
            leptos::logging::warn!("what was typed before cannot be read: {error}");
            None
        });
        let words = draft.or_else(|| self.own.get_untracked());
        self.words.set_value(words.unwrap_or_default());
        self.pen.set(Pen::Down);
    }

    /// Stores what stands in the field, if there is one, and closes it.
    pub fn store(&self) -> Outcome {
        let (Some(card), Pen::Down) = (self.card.get_untracked(), self.pen.get_untracked()) else {
            return Outcome::Stored;
        };
        let text = self.words.with_value(|words| words.trim_end().to_owned());
        if text != self.own.get_untracked().unwrap_or_default() {
            let answered = Answered { card, text };
            if self.study.record(Fact::Answered(Box::new(answered))) == Outcome::Refused {
                return Outcome::Refused;
            }
        }
        self.close(card);
        Outcome::Stored
    }

    /// Closes the field and forgets what was typed.
    fn give_up(&self) {
        if let Some(card) = self.card.get_untracked() {
            self.close(card);
        }
    }

    fn close(&self, card: CardId) {
        if let Err(error) = draft::forget(&BrowserStore, Typed::Answer(card)) {
            leptos::logging::warn!("what was typed stays as a draft: {error}");
        }
        self.pen.set(Pen::Away);
    }

    fn typed(&self, event: &Event) {
        let field = event.target();
        let field = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
        if let (Some(field), Some(card)) = (field, self.card.get_untracked()) {
            let words = field.value();
            let saved = self.own.get_untracked().unwrap_or_default();
            let typed = Typed::Answer(card);
            if let Err(error) = draft::keep(&BrowserStore, typed, &words, &saved) {
                // It is still in the field; storing the answer says what is the matter.
                leptos::logging::warn!("what is typed is not kept for a reload: {error}");
            }
            self.words.set_value(words);
        }
    }

    /// Moves the focus into the field, also where it is yet to be drawn.
    pub fn focus(&self) {
        self.field.focus();
    }
}

/// What the learner's answer to a card of that kind is called.
const fn label(kind: CardKind) -> &'static str {
    match kind {
        CardKind::Mastery => "Your evidence",
        _ => "Your answer",
    }
}

/// The field below a question whose answer is still to be written.
pub fn writing_field(asking: Asking, kind: CardKind) -> View {
    live(
        move || match (asking.side.get(), asking.writing.pen.get()) {
            (Side::Question, Pen::Down) => field(asking, kind),
            _ => nothing(),
        },
    )
}

/// The learner's own answer above that of the source, or the field to improve it.
pub fn own_answer(asking: Asking, card: &Card) -> View {
    let writing = asking.writing;
    let kind = card.kind;
    let is_open = card.answer == Answer::Own;
    live(move || match (writing.pen.get(), writing.own.get()) {
        (Pen::Down, _) => {
            writing.field.focus_when_there();
            row(vec![
                field(asking, kind),
                element("div")
                    .class("row")
                    .child(button("Save", move || asking.save()))
                    .child(button("Discard", move || {
                        writing.give_up();
                        asking.answer.focus();
                    }))
                    .view(),
            ])
        }
        (Pen::Away, None) if is_open => button("Write an answer", move || writing.take_up()),
        (Pen::Away, None) => nothing(),
        (Pen::Away, Some(own)) => element("div")
            .class("own prose")
            .attribute("role", "group")
            .attribute("aria-label", label(kind))
            .child(prose(&RichText::of_own_words(&own)))
            .child(button("Edit", move || writing.take_up()))
            .view(),
    })
}

fn button(words: &'static str, act: impl Fn() + 'static) -> View {
    element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| act())
        .text(words)
        .view()
}

fn field(asking: Asking, kind: CardKind) -> View {
    let writing = asking.writing;
    let words = match asking.side.get_untracked() {
        Side::Question => "in your own words, before you look",
        Side::Answer => "in your own words",
    };
    element("label")
        .class("own-field")
        .child(
            element("span")
                .class("instruction")
                .text(format!("{}, {words}", label(kind)))
                .view(),
        )
        .child(
            element("textarea")
                .attribute("rows", "3")
                .attribute("dir", "auto")
                .attribute("name", "own-answer")
                .attribute("aria-keyshortcuts", "Control+Enter")
                .property("value", writing.words.get_value())
                .refer(writing.field)
                .on("input", move |event| writing.typed(&event))
                .view(),
        )
        .view()
}

impl Asking {
    /// Opens the field on either side, or goes to it where it is open.
    pub fn write(&self) {
        if self.writing.pen.get_untracked() == Pen::Down {
            self.writing.focus();
        } else if self.side.get_untracked() == Side::Answer {
            self.writing.take_up();
        }
    }

    /// Stores what was written beside the answer.
    pub fn save(&self) {
        if self.writing.store() == Outcome::Stored {
            self.said.set("Saved.");
            self.answer.focus();
        }
    }

    /// What Control and Enter do in the field.
    pub fn submit(&self) {
        match self.side.get_untracked() {
            Side::Question => self.reveal(),
            Side::Answer => self.save(),
        }
    }

    /// Leaves the field as it is.
    pub fn leave_the_field(&self) {
        match self.side.get_untracked() {
            Side::Question => self.question.focus(),
            Side::Answer => self.answer.focus(),
        }
    }
}
