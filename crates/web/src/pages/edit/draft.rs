//! What was typed and is not saved: kept for a reload, and shown when the card is opened again.

use leptos::prelude::*;
use waymark_core::id::CardId;

use super::{Editing, button, leave, lines_of};
use crate::components::element::{Element, View, element, live, nothing};
use crate::platform::storage::BrowserStore;
use crate::state::edit_draft::{self, EditDraft, Lines};
use crate::state::revising::Editable;

/// What was typed for the card and not saved, where it is not what the lines say anyway.
pub fn read(editable: &Editable) -> Option<EditDraft> {
    let lines = lines_of(editable);
    let found = edit_draft::read(&BrowserStore, editable.card, &lines).unwrap_or_else(|error| {
        leptos::logging::warn!("what was typed before cannot be read: {error}");
        None
    });
    found.filter(|found| found.words != lines)
}

/// Forgets what was typed for a card.
pub fn forget(card: CardId) {
    if let Err(error) = edit_draft::forget(&BrowserStore, card) {
        leptos::logging::warn!("what was typed stays as a draft: {error}");
    }
}

impl Editing {
    /// Keeps what stands in the field until it is saved.
    pub fn keep_draft(self) {
        let editable = self.editable.get_value();
        let lines = lines_of(&editable);
        let kept = self.words.with_untracked(|words| {
            if *words == lines {
                edit_draft::forget(&BrowserStore, editable.card)
            } else {
                edit_draft::keep(&BrowserStore, editable.card, &lines, words)
            }
        });
        if let Err(error) = kept {
            // It is still in the field; saving it says what is the matter.
            leptos::logging::warn!("what is typed is not kept for a reload: {error}");
        }
    }

    /// Forgets what was typed, and leaves.
    pub fn give_up(self) {
        let card = self.editable.with_value(|editable| editable.card);
        forget(card);
        leave(card);
    }

    /// Puts other words into the field; those that are nowhere else can be put back.
    pub fn replace(self, words: &str) {
        let before = self.words.get_untracked();
        let is_lines = self.editable.with_value(|editable| lines_of(editable)) == before;
        if before != words && !is_lines {
            self.replaced.set(Some(before));
        }
        self.put(words);
    }

    /// Says that the words in the field are from before, and offers those of the lines; or else the
    /// words that gave way to them.
    pub fn draft_note(self) -> View {
        let note = move || {
            if let Some(own) = self.replaced.get() {
                return beside(
                    "Other words have taken the place of yours.",
                    button("Put mine back").on("click", move |_| {
                        self.replaced.set(None);
                        self.put(&own);
                    }),
                );
            }
            let words = match self.found.get() {
                None => return nothing(),
                Some(Lines::AsTheyWere) => "These are your words from before, not saved yet.",
                Some(Lines::Changed) => {
                    "These are your words from before, not saved yet. The document says something \
                     else here since: take its lines to see what."
                }
            };
            beside(
                words,
                button("Take the lines of the document").on("click", move |_| {
                    let lines = self.editable.with_value(|editable| lines_of(editable));
                    self.replace(&lines);
                }),
            )
        };
        live(note)
    }
}

/// What is to be said of the field, and what can be done about it.
fn beside(words: &'static str, act: Element) -> View {
    element("div")
        .class("notice notice-row")
        .child(
            element("p")
                .attribute("id", "edit-draft")
                .text(words)
                .view(),
        )
        .child(act.view())
        .view()
}
