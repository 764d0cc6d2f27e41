//! What keys do while a card is asked.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_core::annotation::Flag;
use waymark_core::rating::Rating;
use web_sys::{Element, KeyboardEvent};

use super::action::Action;
use super::asking::{Asking, Side};
use crate::components::rating_bar::rating_of_key;

impl Asking {
    /// What a key does here; `true` if it did something.
    pub fn press(&self, event: &KeyboardEvent) -> bool {
        let key = event.key();
        let is_command = event.ctrl_key() || event.meta_key();
        match Place::of(event) {
            // It has keys of its own.
            Place::Dialog => return false,
            Place::Field => return self.press_in_field(&key, is_command),
            // What is typed in a line ends with it.
            Place::Line => return self.press_in_field(&key, true),
            Place::Control | Place::Page => {}
        }
        if is_command && key.eq_ignore_ascii_case("z") {
            if event.shift_key() {
                self.redo();
            } else {
                self.undo();
            }
            return true;
        }
        if event.alt_key() || event.repeat() {
            return false;
        }
        if is_command {
            return self.press_flag(&key);
        }
        if key == "?" {
            self.sheet.set(true);
            return true;
        }
        if let Some(action) = Action::of_key(&key) {
            self.act(action);
            return true;
        }
        let scale = self.study.now(|l| l.collection().settings().rating_scale);
        match (key.as_str(), self.side.get_untracked()) {
            // A control that has the focus knows itself what these keys mean.
            (" " | "Enter", _) if Place::of(event) == Place::Control => return false,
            (" " | "Enter", Side::Question) => self.reveal(),
            (" " | "Enter", Side::Answer) if self.hidden_steps.get_untracked() > 0 => {
                self.show_steps(1);
            }
            (" " | "Enter", Side::Answer) => self.rate(Rating::Good),
            (key, Side::Answer) => match rating_of_key(key, scale) {
                Some(rating) => self.rate(rating),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    fn press_in_field(&self, key: &str, is_command: bool) -> bool {
        match (key, is_command) {
            ("Enter", true) => self.submit(),
            ("Escape", _) => self.leave_the_field(),
            _ => return false,
        }
        true
    }

    /// Control with a number is Anki's key of a flag; not every browser leaves it to the page.
    fn press_flag(&self, key: &str) -> bool {
        let flag = key.parse().ok().and_then(Flag::from_number);
        let card = self.current.get_untracked();
        match (flag, card) {
            (Some(flag), Some((card, _))) => {
                self.flag(card, flag);
                true
            }
            _ => false,
        }
    }
}

/// Where the focus is while a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Page,
    /// Something that Space and Enter work on.
    Control,
    /// Something to type in.
    Field,
    /// A line to type in.
    Line,
    /// A dialog above the page.
    Dialog,
}

impl Place {
    fn of(event: &KeyboardEvent) -> Self {
        let target = event.target();
        let Some(element) = target.and_then(|target| target.dyn_into::<Element>().ok()) else {
            return Self::Page;
        };
        if matches!(element.closest("dialog"), Ok(Some(_))) {
            return Self::Dialog;
        }
        match element.tag_name().as_str() {
            "TEXTAREA" => Self::Field,
            "INPUT" => Self::Line,
            "A" | "AUDIO" | "BUTTON" | "SELECT" | "SUMMARY" => Self::Control,
            _ => Self::Page,
        }
    }
}
