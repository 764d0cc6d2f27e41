//! The cards that were found, some at a time.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_core::annotation::{Annotations, Flag};
use waymark_core::collection::{Activity, CardState, Learning, Progress};
use waymark_core::id::CardId;
use waymark_core::scheduler::Scheduler;
use waymark_core::time::{Days, StudyDay};
use web_sys::{HtmlInputElement, MouseEvent};

use super::{Browse, Reach, STEP};
use crate::components::element::{Reference, View, element, live, nothing, row};
use crate::route::Route;
use crate::state::shelf::Shelved;
use crate::state::wording::{grouped, interval, later_day, one_decimal};

/// How much of a front is shown.
const LONGEST: usize = 200;

/// The rows, and what shows more of them.
pub fn results(browse: Browse) -> View {
    // The row to go to once it is drawn.
    let next = StoredValue::new(None::<usize>);
    live(move || {
        // A change of a card is drawn, though the same cards are found.
        browse.record.with(|_| ());
        let (found, shown) = (browse.found.get(), browse.shown.get());
        let index = browse.index.get();
        let shelf = browse.study.shelf();
        let today = browse.study.today();
        let to = found.len().min(shown);
        let focused = next.get_value();
        next.set_value(None);
        let cards = found.iter().take(to).enumerate();
        let cards = cards.filter_map(|(place, position)| Some((place, index.entry(*position)?.id)));
        let rows: Vec<View> = browse.study.with(|learner| {
            let collection = learner.collection();
            cards
                .filter_map(|(place, id)| {
                    let facts = Facts {
                        state: collection.card(id),
                        annotations: collection.annotations(id),
                        today,
                    };
                    let is_next = focused == Some(place);
                    Some(card_row(browse, place, shelf.place(id)?, &facts, is_next))
                })
                .collect()
        });
        let more = if to < found.len() {
            more(browse, to, found.len() - to, next)
        } else {
            nothing()
        };
        row(vec![
            element("ul").class("browse-rows").children(rows).view(),
            more,
        ])
    })
}

fn more(browse: Browse, to: usize, left: usize, next: StoredValue<Option<usize>>) -> View {
    element("button")
        .class("button browse-more")
        .attribute("type", "button")
        .attribute("data-row", to.to_string())
        .on("click", move |_| {
            next.set_value(Some(to));
            browse.show(to + STEP * 2);
        })
        .text(format!(
            "Show {} more of {}",
            left.min(STEP * 2),
            grouped(left as u64)
        ))
        .view()
}

/// What is known of a card besides what it asks.
pub struct Facts<'a> {
    /// Its state.
    pub state: CardState,
    /// What the learner wrote on it.
    pub annotations: &'a Annotations,
    /// The study day.
    pub today: StudyDay,
}

fn card_row(
    browse: Browse,
    place: usize,
    shelved: Shelved<'_>,
    facts: &Facts<'_>,
    is_next: bool,
) -> View {
    let id = shelved.card.id;
    let front = front(shelved);
    let reference = Reference::new();
    if is_next {
        // The button that was pressed is gone; reading goes on with what it brought.
        reference.focus_when_there();
    }
    let open = element("a")
        .class("browse-open")
        .attribute("href", Route::Card(id).to_string())
        .refer(reference)
        .child(
            element("span")
                .class("browse-front")
                .attribute("dir", "auto")
                .text(front.clone())
                .view(),
        )
        .child(
            element("span")
                .class("browse-place")
                .attribute("dir", "auto")
                .text(place_words(shelved))
                .view(),
        )
        .child(
            element("span")
                .class("browse-facts")
                .children(facts.marks())
                .view(),
        );
    element("li")
        .class("browse-row")
        .attribute("data-row", place.to_string())
        .child(checkbox(browse, place, id, &front))
        .child(open.view())
        .view()
}

fn checkbox(browse: Browse, place: usize, id: CardId, front: &str) -> View {
    let reference = Reference::new();
    reference.when_there(move |node| {
        if let Some(input) = node.dyn_ref::<HtmlInputElement>() {
            input.set_checked(browse.selected.with(|selected| selected.contains(&id)));
        }
    });
    let input = element("input")
        .attribute("type", "checkbox")
        .attribute("aria-label", format!("Select {front}"))
        .refer(reference)
        .on("click", move |event| {
            let is_range = event
                .dyn_ref::<MouseEvent>()
                .is_some_and(MouseEvent::shift_key);
            let reach = if is_range { Reach::Range } else { Reach::Row };
            browse.select(place, reach);
        });
    element("label")
        .class("browse-pick")
        .child(input.view())
        .view()
}

/// The front in one line, its beginning where it is long.
pub fn front(shelved: Shelved<'_>) -> String {
    let text = shelved.card.front.to_string();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut line = words.join(" ");
    if let Some((end, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// Roadmap and phase.
fn place_words(shelved: Shelved<'_>) -> String {
    let roadmap = shelved.roadmap;
    let path = roadmap.path(shelved.card.section);
    match path.first() {
        Some(phase) => format!("{} › {}", roadmap.title, phase.heading),
        None => roadmap.title.clone(),
    }
}

impl Facts<'_> {
    /// Where the card stands, each thing by itself.
    fn marks(&self) -> Vec<View> {
        let mut marks = vec![mark("browse-due", due_words(&self.state, self.today))];
        if let Learning::Begun(progress) = self.state.learning {
            let memory = progress.memory;
            marks.push(mark("", format!("interval {}", interval(memory.interval))));
            marks.push(mark("", hardness(&self.state, &progress)));
        }
        if self.state.is_leech() {
            marks.push(mark("browse-leech", "leech".to_owned()));
        }
        marks.extend(flag_mark(self.state.flag));
        let tags = self.annotations.tags.iter();
        marks.extend(tags.map(|tag| mark("browse-tag", tag.to_string())));
        marks
    }
}

/// How hard a card is for the learner, in the terms of the scheduler it is under.
fn hardness(state: &CardState, progress: &Progress) -> String {
    match (state.scheduler, progress.recollection) {
        (Scheduler::Fsrs6(_), Some(known)) => {
            format!(
                "difficulty {}",
                one_decimal(known.memory.difficulty_millionths().into())
            )
        }
        _ => format!("ease {}", progress.memory.ease),
    }
}

/// A flag, by its colour and its name.
pub fn flag_mark(flag: Flag) -> Option<View> {
    (flag != Flag::None).then(|| {
        element("span")
            .class("browse-flag")
            .attribute("data-flag", flag.name())
            .text(format!("{} flag", flag.name()))
            .view()
    })
}

fn mark(class: &'static str, words: String) -> View {
    element("span").class(class).text(words).view()
}

/// When a card is asked next: `new`, `due today`, `due in 6 days`, `suspended`.
pub fn due_words(state: &CardState, today: StudyDay) -> String {
    match (state.activity, state.learning) {
        (Activity::Suspended, _) => "suspended".to_owned(),
        (Activity::Buried(day), _) if day == today => "buried today".to_owned(),
        (_, Learning::New) => "new".to_owned(),
        (_, Learning::Begun(progress)) if progress.due > today => {
            format!("due {}", later_day(today, progress.due))
        }
        (_, Learning::Begun(progress)) => match today.days_since(progress.due) {
            days if days == Days::new(0) => "due today".to_owned(),
            days => format!("{} overdue", interval(days)),
        },
    }
}
