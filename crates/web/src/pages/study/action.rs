//! What can be done to the card on the screen besides rating it: by a key, or from the sheet.

use leptos::prelude::*;
use waymark_core::annotation::{Change, Flag, Tag};
use waymark_core::id::CardId;
use waymark_core::journal::{Fact, Flagged, Tagged};
use waymark_core::setting::RatingScale;

use super::asking::Asking;
use crate::components::element::{Presence, Reference, View, element, live, nothing};
use crate::components::icon::Icon;
use crate::platform::page;
use crate::route::Route;
use crate::state::context::Outcome;

/// The tag by which Anki, too, knows a card that was marked.
pub const MARKED: &str = "marked";

/// Something that can be done to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Write or improve the own answer.
    Write,
    /// Edit the card where it is written.
    Edit,
    /// Say where the card comes from.
    Why,
    /// Give it the next flag, the last of which is none.
    Flag,
    /// Mark it, or take the mark away.
    Mark,
    /// Put it off until tomorrow.
    Bury,
    /// Put it aside until resumed.
    Suspend,
    /// Take back the last act.
    Undo,
    /// Bring it back.
    Redo,
}

impl Action {
    const ALL: [Self; 9] = [
        Self::Write,
        Self::Edit,
        Self::Why,
        Self::Flag,
        Self::Mark,
        Self::Bury,
        Self::Suspend,
        Self::Undo,
        Self::Redo,
    ];

    /// Its key, and what the sheet calls it.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Write => ("e", "Write in your own words"),
            Self::Edit => ("E", "Edit the card"),
            Self::Why => ("w", "Why this card"),
            Self::Flag => ("f", "Next flag"),
            Self::Mark => ("*", "Mark, or unmark"),
            Self::Bury => ("-", "Put off until tomorrow"),
            Self::Suspend => ("@", "Put aside until resumed"),
            Self::Undo => ("u", "Undo"),
            Self::Redo => ("U", "Redo"),
        }
    }

    /// The action of a key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.words().0 == key)
    }

    const fn needs_a_card(self) -> bool {
        !matches!(self, Self::Undo | Self::Redo)
    }
}

impl Asking {
    /// Does it.
    pub fn act(&self, action: Action) {
        let card = self.current.get_untracked().map(|(card, _)| card);
        match (action, card) {
            (Action::Undo, _) => self.undo(),
            (Action::Redo, _) => self.redo(),
            (_, None) => {}
            (Action::Write, _) => self.write(),
            (Action::Edit, Some(card)) => page::go_to(&format!("{}/back", Route::Edit(card))),
            (Action::Why, _) => self.why.update(|why| *why = !*why),
            (Action::Flag, Some(card)) => {
                let flag = self.study.now(|l| l.collection().card(card).flag);
                let next = Flag::from_number(flag.number() + 1);
                self.flag(card, next.unwrap_or(Flag::None));
            }
            (Action::Mark, Some(card)) => self.mark(card),
            (Action::Bury, Some(card)) => {
                self.put_away(Fact::Buried(card), "Put off until tomorrow.")
            }
            (Action::Suspend, Some(card)) => {
                self.put_away(Fact::Suspended(card), "Put aside until you resume it.");
            }
        }
    }

    fn put_away(&self, fact: Fact, words: &'static str) {
        let before = self.current.get_untracked();
        if self.study.record(fact) == Outcome::Stored {
            self.ask_next(before);
            self.said.set(words);
        }
    }

    /// Gives a card that flag.
    pub fn flag(&self, card: CardId, flag: Flag) {
        if self.study.record(Fact::Flagged(Flagged { card, flag })) == Outcome::Stored {
            self.said.set(match flag {
                Flag::None => "No flag.",
                Flag::Red => "Red flag.",
                Flag::Orange => "Orange flag.",
                Flag::Green => "Green flag.",
                Flag::Blue => "Blue flag.",
            });
        }
    }

    fn mark(&self, card: CardId) {
        let Ok(tag) = MARKED.parse::<Tag>() else {
            return;
        };
        let is_marked = self
            .study
            .now(|l| l.collection().annotations(card).tags.contains(&tag));
        let (change, words) = if is_marked {
            (Change::Removed, "No longer marked.")
        } else {
            (Change::Added, "Marked.")
        };
        let tagged = Tagged { card, tag, change };
        if self.study.record(Fact::Tagged(Box::new(tagged))) == Outcome::Stored {
            self.said.set(words);
        }
    }
}

/// The button that opens the sheet.
pub fn more_button(asking: Asking) -> View {
    element("button")
        .class("icon-button")
        .attribute("type", "button")
        .attribute("aria-label", "More")
        .attribute("aria-haspopup", "dialog")
        .attribute("aria-keyshortcuts", "?")
        .on("click", move |_| asking.sheet.set(true))
        .child(Icon::More.view())
        .view()
}

/// The sheet of what can be done, each with its key.
pub fn sheet(asking: Asking) -> View {
    live(move || {
        if asking.sheet.get() {
            opened(asking)
        } else {
            nothing()
        }
    })
}

fn opened(asking: Asking) -> View {
    let dialog = Reference::new();
    dialog.when_there(page::open_dialog);
    let is_over = asking.current.get_untracked().is_none();
    let actions = Action::ALL.into_iter().map(|action| {
        let (key, words) = action.words();
        element("button")
            .class("sheet-action")
            .attribute("type", "button")
            .flag("disabled", Presence::when(is_over && action.needs_a_card()))
            .on("click", move |_| {
                dialog.if_there(page::close_dialog);
                asking.act(action);
            })
            .text(words)
            .child(keys(key))
            .view()
    });
    let scale = asking.study.now(|l| l.collection().settings().rating_scale);
    let keys_of_ratings = match scale {
        RatingScale::FourButtons => "1 – 4",
        RatingScale::SixQualities => "0 – 5",
    };
    let hints = [
        ("Show the answer; then rate it Good", "Space"),
        ("Rate it", keys_of_ratings),
        ("Show the answer, or save, while you write", "Ctrl Enter"),
    ];
    let hints = hints.into_iter().map(|(words, key)| {
        element("p")
            .class("sheet-hint")
            .text(words)
            .child(keys(key))
            .view()
    });
    element("dialog")
        .class("sheet")
        .attribute("aria-label", "More")
        .attribute("closedby", "any")
        .refer(dialog)
        .on("close", move |_| asking.sheet.set(false))
        .children(actions)
        .children(hints)
        .child(
            element("button")
                .class("button")
                .attribute("type", "button")
                .on("click", move |_| dialog.if_there(page::close_dialog))
                .text("Close")
                .view(),
        )
        .view()
}

fn keys(key: &'static str) -> View {
    element("kbd").text(key).view()
}

/// What was just done to a card, with the way back.
pub fn said(asking: Asking) -> View {
    let words = move || match asking.said.get() {
        "" => nothing(),
        words => element("p")
            .class("said")
            .text(words)
            .child(
                element("button")
                    .class("button")
                    .attribute("type", "button")
                    .on("click", move |_| asking.undo())
                    .text("Undo")
                    .view(),
            )
            .view(),
    };
    element("div")
        .attribute("role", "status")
        .live(words)
        .view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_action_has_a_key_of_its_own() {
        for action in Action::ALL {
            assert_eq!(Action::of_key(action.words().0), Some(action));
        }
        assert_eq!(Action::of_key("x"), None);
        assert!(MARKED.parse::<Tag>().is_ok());
    }
}
