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

use crate::components::icon::{Icon, Shape};
use crate::components::rating_bar::{RatingBar, rating_of_key};
use crate::components::rich_text::rich_text;
use crate::components::storage_notice::StorageNotice;
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
    question: NodeRef<leptos::html::Section>,
    answer: NodeRef<leptos::html::Section>,
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
            question: NodeRef::new(),
            answer: NodeRef::new(),
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
        if let Some(question) = self.question.get_untracked() {
            focus(&question);
        }
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

fn focus(element: &web_sys::HtmlElement) {
    // An element that has just left the page cannot take the focus, and need not.
    if let Err(error) = element.focus() {
        leptos::logging::warn!("the focus stays where it is: {error:?}");
    }
}

/// The page of the study session.
#[component]
pub fn StudyPage() -> impl IntoView {
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
    view! {
        <div class="study">
            <StudyBar asking/>
            {move || match asking.current.get() {
                Some((card, purpose)) => view! { <CardView asking card purpose/> }.into_any(),
                None => view! { <finish::Finish/> }.into_any(),
            }}
        </div>
    }
}

/// The line on top: the way out, the progress, what is left, and undo.
#[component]
fn StudyBar(asking: Asking) -> impl IntoView {
    let study = asking.study;
    let done =
        move || study.with(|l| Session::since(l.journal(), l.replica(), study.opened()).reviews);
    let left = move || study.queue().counts();
    let nothing_to_undo = move || study.with(|l| l.journal().undo_target(l.replica()).is_none());
    view! {
        <header class="study-bar">
            <a class="icon-button" href="#/" aria-label="Leave the session">
                <Icon shape=Shape::Cross/>
            </a>
            <div class="study-progress">
                <progress
                    aria-label="Progress of this session"
                    max=move || (done() + left().total()).max(1).to_string()
                    value=move || done().to_string()
                ></progress>
                <p class="counts">{move || counts(left(), asking.current.get())}</p>
            </div>
            <button
                class="icon-button" type="button" aria-label="Undo" aria-keyshortcuts="u"
                disabled=nothing_to_undo on:click=move |_| asking.undo()
            >
                <Icon shape=Shape::Undo/>
            </button>
        </header>
    }
}

/// What is left of each sort, the sort of the current card marked.
fn counts(left: Counts, current: Option<(CardId, Purpose)>) -> AnyView {
    let is_scheduled = matches!(current, Some((_, Purpose::Scheduled)));
    let is_drill = matches!(current, Some((_, Purpose::Drill)));
    // Due cards come before new ones.
    let sorts = [
        ("due", "due", left.due, is_scheduled && left.due > 0),
        ("new", "new", left.new, is_scheduled && left.due == 0),
        ("drill", "to repeat", left.drill, is_drill),
    ];
    sorts
        .into_iter()
        .map(|(class, name, number, is_current)| {
            let current = is_current.then_some("true");
            view! {
                <span class=format!("count count-{class}") aria-current=current>
                    {number}" "{name}
                </span>
            }
        })
        .collect_view()
        .into_any()
}

#[component]
fn CardView(asking: Asking, card: CardId, purpose: Purpose) -> impl IntoView {
    let shelf = asking.study.shelf();
    let placed = shelf.place(card)?;
    let path: Vec<String> = std::iter::once(placed.roadmap.title.clone())
        .chain(
            placed
                .roadmap
                .path(placed.card.section)
                .iter()
                .map(|s| s.heading.clone()),
        )
        .collect();
    let front = rich_text(&placed.card.front);
    // The question takes the focus as it appears, so that the keys and a screen reader are there.
    Effect::new(move |_| {
        if let Some(question) = asking.question.get() {
            focus(&question);
        }
    });
    Effect::new(move |_| {
        if let Some(answer) = asking.answer.get() {
            focus(&answer);
        }
    });
    Some(view! {
        <main class="study-card">
            <StorageNotice/>
            <p class="path" dir="auto">{path.join(" › ")}</p>
            <section class="question prose" tabindex="-1" aria-label="Question" node_ref=asking.question>
                {front}
            </section>
            <Show when=move || asking.side.get() == Side::Answer>
                <section class="answer prose" tabindex="-1" aria-label="Answer" node_ref=asking.answer>
                    {answer::view(asking.study, card)}
                </section>
            </Show>
        </main>
        <footer class="study-actions">
            <Show
                when=move || asking.side.get() == Side::Answer
                fallback=move || view! {
                    <button
                        class="button primary reveal" type="button"
                        aria-keyshortcuts="Space" on:click=move |_| asking.reveal()
                    >
                        "Show answer"
                    </button>
                }
            >
                <RatingBar
                    memory=asking.study.with(|l| l.collection().card(card).memory())
                    scale=asking.study.with(|l| l.collection().settings().rating_scale)
                    purpose
                    on_rate=move |rating| asking.rate(rating)
                />
            </Show>
        </footer>
    })
}
