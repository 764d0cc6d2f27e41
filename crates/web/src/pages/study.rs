//! The study session: one card, its answer, and how well it was recalled.

mod answer;
mod finish;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_core::id::CardId;
use waymark_core::journal::Review;
use waymark_core::rating::{Purpose, Rating};
use waymark_core::study::{Counts, Session};
use waymark_core::time::{Instant, Took};

use crate::components::element::{Presence, Reference, View, element, nothing, row};
use crate::components::icon::Icon;
use crate::components::prose::prose;
use crate::components::rating_bar::{rating_bar, rating_of_key};
use crate::components::storage_notice::refusal_notice;
use crate::platform::clock;
use crate::state::context::{Outcome, Study, expect_study};

/// A second tap within this time is the same tap.
const SAME_TAP_MS: u64 = 200;

/// The most that one card counts for; whoever is away longer was not thinking about it.
const LONGEST_TAKE: Took = Took::from_ms(10 * 60_000);

/// Which side of the card is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Question,
    Answer,
}

/// The card being asked.
#[derive(Clone, Copy)]
struct Asking {
    study: Study,
    /// The card and its purpose; `None` when the day is done.
    current: Memo<Option<(CardId, Purpose)>>,
    side: RwSignal<Side>,
    /// When the question came up.
    asked: StoredValue<Instant>,
    /// When the side changed last.
    turned: StoredValue<Instant>,
    question: Reference,
    answer: Reference,
}

impl Asking {
    fn begin(study: Study) -> Self {
        let now = clock::now().instant;
        Self {
            study,
            current: Memo::new(move |_| study.queue().next()),
            side: RwSignal::new(Side::Question),
            asked: StoredValue::new(now),
            turned: StoredValue::new(Instant::from_unix_ms(0)),
            question: Reference::new(),
            answer: Reference::new(),
        }
    }

    fn is_same_tap(&self) -> bool {
        let now = clock::now().instant;
        now.ms_since(self.turned.get_value()) < SAME_TAP_MS
    }

    fn reveal(&self) {
        if self.side.get_untracked() == Side::Question && !self.is_same_tap() {
            self.turned.set_value(clock::now().instant);
            self.side.set(Side::Answer);
        }
    }

    /// Rates the card on the screen. The next one shows only once this one is stored.
    fn rate(&self, rating: Rating) {
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

    fn undo(&self) {
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
    fn press(&self, event: &web_sys::KeyboardEvent) -> bool {
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

/// The page of the study session.
pub fn study_page() -> View {
    let study = expect_study();
    let asking = Asking::begin(study);
    let keys = window_event_listener(ev::keydown, move |event| {
        if asking.press(&event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || keys.remove());
    // Another tab may take the card away, or an undo bring one back: it is asked anew.
    Effect::new(move |before: Option<Option<(CardId, Purpose)>>| {
        let current = asking.current.get();
        if before.is_some_and(|before| before != current) {
            asking.side.set(Side::Question);
        }
        current
    });
    // The question and then the answer take the focus as they appear, so that the keys work and
    // a screen reader reads them.
    asking.question.focus_when_there();
    asking.answer.focus_when_there();
    element("div")
        .class("study")
        .child(study_bar(asking))
        .live(move || match asking.current.get() {
            Some((card, purpose)) => card_view(asking, card, purpose),
            None => finish::finish(),
        })
        .view()
}

/// The line on top: the way out, the progress, what is left, and undo.
fn study_bar(asking: Asking) -> View {
    let study = asking.study;
    let leave = element("a")
        .class("icon-button")
        .attribute("href", "#/")
        .attribute("aria-label", "Leave the session")
        .child(Icon::Cross.view());
    let progress = move || {
        let session = study.with(|l| Session::since(l.journal(), l.replica(), study.opened()));
        let left = study.queue().counts();
        let bar = element("progress")
            .attribute("aria-label", "Progress of this session")
            .attribute("max", (session.reviews + left.total()).max(1).to_string())
            .attribute("value", session.reviews.to_string());
        element("div")
            .class("study-progress")
            .child(bar.view())
            .child(counts(left, asking.current.get()))
            .view()
    };
    let undo = move || {
        let target = study.with(|l| l.journal().undo_target(l.replica()));
        element("button")
            .class("icon-button")
            .attribute("type", "button")
            .attribute("aria-label", "Undo")
            .attribute("aria-keyshortcuts", "u")
            .flag("disabled", Presence::when(target.is_none()))
            .on("click", move |_| asking.undo())
            .child(Icon::Undo.view())
            .view()
    };
    element("header")
        .class("study-bar")
        .child(leave.view())
        .live(progress)
        .live(undo)
        .view()
}

/// What is left of each sort, the sort of the current card marked.
fn counts(left: Counts, current: Option<(CardId, Purpose)>) -> View {
    let is_scheduled = matches!(current, Some((_, Purpose::Scheduled)));
    let is_drill = matches!(current, Some((_, Purpose::Drill)));
    // Due cards come before new ones.
    let sorts = [
        (
            "count count-due",
            "due",
            left.due,
            is_scheduled && left.due > 0,
        ),
        (
            "count count-new",
            "new",
            left.new,
            is_scheduled && left.due == 0,
        ),
        ("count count-drill", "to repeat", left.drill, is_drill),
    ];
    let sorts = sorts.into_iter().map(|(class, name, number, is_current)| {
        element("span")
            .class(class)
            .optional("aria-current", is_current.then_some("true"))
            .text(format!("{number} {name}"))
            .view()
    });
    element("p").class("counts").children(sorts).view()
}

fn card_view(asking: Asking, card: CardId, purpose: Purpose) -> View {
    let shelf = asking.study.shelf();
    let Some(placed) = shelf.place(card) else {
        return nothing();
    };
    let sections = placed.roadmap.path(placed.card.section);
    let path: Vec<&str> = std::iter::once(placed.roadmap.title.as_str())
        .chain(sections.iter().map(|section| section.heading.as_str()))
        .collect();
    let path = element("p")
        .class("path")
        .attribute("dir", "auto")
        .text(path.join(" › "));
    let question = element("section")
        .class("question prose")
        .attribute("tabindex", "-1")
        .attribute("aria-label", "Question")
        .refer(asking.question)
        .child(prose(&placed.card.front));
    let answer = move || match asking.side.get() {
        Side::Question => nothing(),
        Side::Answer => element("section")
            .class("answer prose")
            .attribute("tabindex", "-1")
            .attribute("aria-label", "Answer")
            .refer(asking.answer)
            .child(answer::answer(asking.study, card))
            .view(),
    };
    let actions = move || match asking.side.get() {
        Side::Question => element("button")
            .class("button primary reveal")
            .attribute("type", "button")
            .attribute("aria-keyshortcuts", "Space")
            .on("click", move |_| asking.reveal())
            .text("Show answer")
            .view(),
        Side::Answer => {
            let (memory, scale) = asking.study.with(|l| {
                let collection = l.collection();
                (
                    collection.card(card).memory(),
                    collection.settings().rating_scale,
                )
            });
            rating_bar(memory, purpose, scale, move |rating| asking.rate(rating))
        }
    };
    row(vec![
        element("main")
            .class("study-card")
            .child(path.view())
            .child(question.view())
            .live(answer)
            .view(),
        // A refusal stands where the thumb is: above the button that was refused.
        element("footer")
            .class("study-actions")
            .child(refusal_notice())
            .live(actions)
            .view(),
    ])
}
