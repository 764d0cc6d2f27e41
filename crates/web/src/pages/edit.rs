//! Editing a card: the Markdown that makes it, and what the cards become.

mod draft;
mod outcome;

use std::sync::Arc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use waymark_core::id::CardId;
use waymark_core::revision::Revision;
use web_sys::{Event, HtmlTextAreaElement, KeyboardEvent};

use self::outcome::outcome;
use super::import::shelved::file_name;
use crate::components::element::{Element, Presence, Reference, View, element, nothing, row};
use crate::components::fold::fold;
use crate::components::storage_notice::refusal_notice;
use crate::platform::{files, page};
use crate::route::Route;
use crate::state::context::{Study, expect_study};
use crate::state::edit_draft::Lines;
use crate::state::revising::{Editable, Uneditable, Unkept};
use crate::state::wording::count;

/// How long the keys rest before the cards are made anew.
const REST: Duration = Duration::from_millis(250);

/// The page, below its heading.
pub fn edit_page(editable: Result<Editable, Uneditable>) -> View {
    match editable {
        Ok(editable) => Editing::begin(editable).view(),
        Err(Uneditable::Gone) => notice(
            "No roadmap here has this card any more, so there is nothing to edit. Its history is \
             kept."
                .to_owned(),
        ),
        Err(Uneditable::NoDocument(cause)) => notice(format!(
            "The document of this card cannot be opened: {cause}. Nothing was changed."
        )),
    }
}

fn notice(words: String) -> View {
    element("div")
        .class("notice")
        .child(element("p").text(words).view())
        .view()
}

/// A card that is being edited.
#[derive(Clone, Copy)]
struct Editing {
    study: Study,
    editable: StoredValue<Arc<Editable>>,
    /// What stands in the field.
    words: RwSignal<String>,
    /// What that would make, as soon as the keys rest.
    revision: RwSignal<Option<Arc<Revision>>>,
    /// What went wrong, or was done.
    said: RwSignal<String>,
    /// Whether the words are those of a draft, and what became of the lines meanwhile.
    found: RwSignal<Option<Lines>>,
    /// The words of the learner's own that others took the place of.
    replaced: RwSignal<Option<String>>,
    /// Counts what was typed, so that only the last of it is read.
    turn: StoredValue<u32>,
    field: Reference,
}

impl Editing {
    fn begin(editable: Editable) -> Self {
        let found = draft::read(&editable);
        let (words, found) = match found {
            Some(found) => (found.words, Some(found.lines)),
            None => (lines_of(&editable), None),
        };
        let editing = Self {
            study: expect_study(),
            editable: StoredValue::new(Arc::new(editable)),
            words: RwSignal::new(words),
            revision: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            found: RwSignal::new(found),
            replaced: RwSignal::new(None),
            turn: StoredValue::new(0),
            field: Reference::new(),
        };
        editing.read();
        editing
    }

    /// Makes the cards of what stands in the field.
    fn read(self) {
        let revised = self
            .words
            .with_untracked(|words| self.editable.with_value(|editable| editable.revised(words)));
        self.revision.set(Some(Arc::new(revised)));
    }

    fn typed(self, event: &Event) {
        self.words.set(event_target_value(event));
        self.keep_draft();
        self.said.set(String::new());
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let turn = self.turn.get_value();
        let read = move || {
            if self.turn.try_get_value() == Some(turn) {
                self.read();
            }
        };
        set_timeout(read, REST);
    }

    /// Puts words into the field.
    fn put(self, words: &str) {
        self.words.set(words.to_owned());
        self.keep_draft();
        self.said.set(String::new());
        self.read();
        self.field.if_there(|node| {
            if let Some(field) = node.dyn_ref::<HtmlTextAreaElement>() {
                field.set_value(words);
            }
        });
        self.field.focus();
    }

    fn is_changed(self) -> bool {
        let before = self.editable.with_value(|editable| lines_of(editable));
        self.words
            .with(|words| words.trim_end() != before.trim_end())
    }

    fn save(self) {
        if !untrack(|| self.is_changed()) {
            self.give_up();
            return;
        }
        self.read();
        let Some(revision) = self.revision.get_untracked() else {
            return;
        };
        let editable = self.editable.get_value();
        spawn_local(async move {
            let kept = editable.keep(self.study, (*revision).clone()).await;
            if kept.is_ok() {
                draft::forget(editable.card);
            }
            if self.said.is_disposed() {
                return;
            }
            match kept {
                Ok(()) => leave(editable.card),
                Err(Unkept::Refused) => {}
                Err(Unkept::Changed) => self.said.set(
                    "Nothing was changed: the roadmap has become another one since you opened \
                     this card, perhaps in another tab. Copy your words, and open the card again."
                        .to_owned(),
                ),
                Err(Unkept::Database(error)) => self.said.set(format!(
                    "The browser did not keep all of it ({error}). Your words are still here: \
                     try again, or copy them."
                )),
            }
        });
    }

    fn press(self, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if key.is_composing() {
            return;
        }
        match key.key().as_str() {
            "Enter" if key.ctrl_key() || key.meta_key() => self.save(),
            "Escape" if !untrack(|| self.is_changed()) => self.give_up(),
            _ => return,
        }
        event.prevent_default();
    }

    fn view(self) -> View {
        let keys = window_event_listener(ev::keydown, move |event| self.press(&event));
        on_cleanup(move || keys.remove());
        let editable = self.editable.get_value();
        self.field.focus_when_there();
        element("div")
            .class("edit-page")
            .child(refusal_notice())
            .child(
                element("section")
                    .class("panel")
                    .attribute("aria-label", "Where the card is written")
                    .child(place(&editable))
                    .child(self.draft_note())
                    .child(self.field_view(&editable))
                    .child(self.before(&editable))
                    .view(),
            )
            .child(
                element("section")
                    .class("panel")
                    .attribute("aria-labelledby", "edit-cards")
                    .child(
                        element("h2")
                            .attribute("id", "edit-cards")
                            .text("What it makes")
                            .view(),
                    )
                    .live(move || match self.revision.get() {
                        Some(revision) => outcome(&self.editable.get_value(), &revision),
                        None => nothing(),
                    })
                    .view(),
            )
            .child(self.actions())
            .view()
    }

    fn field_view(self, editable: &Editable) -> View {
        let lines = editable.passage.text.lines().count().clamp(3, 16) + 1;
        let field = element("textarea")
            .attribute("id", "edit-words")
            .attribute("rows", lines.to_string())
            .attribute("dir", "auto")
            .attribute("aria-describedby", "edit-draft edit-meaning")
            .attribute("aria-keyshortcuts", "Control+Enter")
            .refer(self.field)
            .on("input", move |event| self.typed(&event));
        row(vec![
            element("label")
                .attribute("for", "edit-words")
                .text("Markdown of these lines")
                .view(),
            field.property("value", self.words.get_untracked()).view(),
            element("p")
                .class("path")
                .attribute("id", "edit-meaning")
                .text(
                    "Your copy of the document changes here and nowhere else. A new version of \
                     the source is compared with it before it replaces anything.",
                )
                .view(),
            button("Download Markdown")
                .on("click", move |_| self.download())
                .view(),
        ])
    }

    /// What the source said, where the learner has changed it.
    fn before(self, editable: &Editable) -> View {
        let Some(before) = editable.before.clone() else {
            return nothing();
        };
        fold("What the source says", None, Presence::Absent, move || {
            let words = before.clone();
            row(vec![
                element("pre")
                    .class("edit-text")
                    .attribute("dir", "auto")
                    .attribute("tabindex", "0")
                    .attribute("aria-label", "What the source says")
                    .text(before.clone())
                    .view(),
                element("div")
                    .class("row")
                    .child(
                        button("Take these words")
                            .on("click", move |_| self.replace(&words))
                            .view(),
                    )
                    .view(),
            ])
        })
    }

    fn actions(self) -> View {
        element("div")
            .class("edit-actions")
            .child(
                element("p")
                    .attribute("role", "alert")
                    .live(move || element("span").text(self.said.get()).view())
                    .view(),
            )
            .child(
                element("p")
                    .attribute("role", "status")
                    .live(move || self.lost())
                    .view(),
            )
            .child(
                element("button")
                    .class("button primary")
                    .attribute("type", "button")
                    .attribute("aria-keyshortcuts", "Control+Enter")
                    .on("click", move |_| self.save())
                    .text("Save")
                    .view(),
            )
            .child(
                button("Cancel")
                    .attribute("aria-keyshortcuts", "Escape")
                    .on("click", move |_| self.give_up())
                    .view(),
            )
            .view()
    }

    /// How many cards would be lost, said where it is to be saved.
    fn lost(self) -> View {
        let revision = self.revision.get();
        match revision.map_or(0, |revision| revision.gone().len()) {
            0 => nothing(),
            lost => element("span")
                .text(format!(
                    "{} would not be asked any more.",
                    count(lost, "card", "cards")
                ))
                .view(),
        }
    }

    /// Saves the document as a file, with what stands in the field.
    fn download(self) {
        self.read();
        let Some(revision) = self.revision.get_untracked() else {
            return;
        };
        let name = self
            .editable
            .with_value(|editable| file_name(&editable.source.path));
        let bytes = revision.document.as_bytes();
        if let Err(error) = files::download(&name, "text/markdown", bytes) {
            self.said
                .set(format!("The document could not be saved: {error:?}."));
        }
    }
}

fn button(words: &'static str) -> Element {
    element("button")
        .class("button")
        .attribute("type", "button")
        .text(words)
}

/// The lines that make the card, as a field shows them.
fn lines_of(editable: &Editable) -> String {
    editable.passage.text.replace("\r\n", "\n")
}

/// Goes on where the editor was opened, or to the card, under whatever id it has now.
fn leave(card: CardId) {
    if page::fragment().ends_with("/back") && page::go_back() {
        return;
    }
    page::go_to(&Route::Card(card).to_string());
}

/// Where the card is written.
fn place(editable: &Editable) -> View {
    let roadmap = &editable.source.roadmap;
    let cards = roadmap.cards.iter();
    let section = cards
        .filter(|card| card.id == editable.card)
        .map(|card| card.section)
        .next();
    let headings = section
        .map(|section| roadmap.path(section))
        .unwrap_or_default();
    let path: Vec<&str> = std::iter::once(roadmap.title.as_str())
        .chain(headings.iter().map(|section| section.heading.as_str()))
        .collect();
    let (first, last) = (editable.passage.first.0, editable.passage.last.0);
    let lines = if first == last {
        format!("Line {first}")
    } else {
        format!("Lines {first}–{last}")
    };
    element("p")
        .class("browse-place")
        .child(element("bdi").text(path.join(" › ")).view())
        .child(element("br").view())
        .child(
            element("bdi")
                .text(format!("{lines} of {}", editable.source.path))
                .view(),
        )
        .view()
}
