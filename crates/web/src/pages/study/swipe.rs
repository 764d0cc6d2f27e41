//! Rating by a swipe on a touch screen: to the right Good, to the left Again.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_core::rating::Rating;
use web_sys::{Element, Event, HtmlElement, PointerEvent};

use super::asking::{Asking, Side};
use crate::components::element::{View, element, nothing};

/// A finger that moved no farther has tapped, or scrolls.
const CLAIMED: i32 = 8;

/// From here on letting go rates.
const COMMITTED: i32 = 90;

/// How far a finger is on its way, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Swipe {
    /// There is none, or it is not for the card.
    Idle,
    /// It came down here.
    Down {
        /// From the left.
        x: i32,
        /// From the top.
        y: i32,
    },
    /// It moves the card.
    Moving {
        /// From where.
        x: i32,
        /// How far to the right.
        by: i32,
    },
}

impl Swipe {
    /// What follows when the finger has come to that place.
    fn moved(self, to_x: i32, to_y: i32) -> Self {
        match self {
            Self::Idle => Self::Idle,
            Self::Moving { x, .. } => Self::Moving { x, by: to_x - x },
            Self::Down { x, y } => {
                let (across, along) = ((to_x - x).abs(), (to_y - y).abs());
                if across.max(along) <= CLAIMED {
                    self
                } else if across > 2 * along {
                    Self::Moving { x, by: to_x - x }
                } else {
                    Self::Idle
                }
            }
        }
    }

    /// What letting go now would rate.
    fn rating(self) -> Option<Rating> {
        match self {
            Self::Moving { by, .. } if by >= COMMITTED => Some(Rating::Good),
            Self::Moving { by, .. } if by <= -COMMITTED => Some(Rating::Again),
            _ => None,
        }
    }
}

impl Asking {
    /// What a pointer does on the card.
    pub fn point(&self, event: &Event) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else {
            return;
        };
        let (x, y) = (pointer.client_x(), pointer.client_y());
        let before = self.swipe.get_untracked();
        let after = match pointer.type_().as_str() {
            "pointerdown" => {
                let is_free =
                    pointer.pointer_type() == "touch" && pointer.is_primary() && !is_held(event);
                if is_free {
                    Swipe::Down { x, y }
                } else {
                    Swipe::Idle
                }
            }
            "pointermove" => before.moved(x, y),
            "pointerup" => {
                let rating = before.moved(x, y).rating();
                self.swipe.set(Swipe::Idle);
                // It rates nothing whose answer was not seen.
                if let Some(rating) = rating {
                    self.rate(rating);
                }
                Swipe::Idle
            }
            _ => Swipe::Idle,
        };
        if after != before {
            self.swipe.set(after);
        }
    }

    /// How far the card is moved, whose answer is up.
    fn swiped(&self) -> Option<i32> {
        match self.swipe.get() {
            Swipe::Moving { by, .. } if self.side.get_untracked() == Side::Answer => Some(by),
            _ => None,
        }
    }
}

/// Keeps the browser from taking a swipe for the beginning of a scroll, on either side of the card:
/// Chromium gives such a scroll momentum even where the page allows none, and for a second the next
/// tap only stops it.
pub fn claim(asking: Asking, event: &Event) {
    if matches!(asking.swipe.get_untracked(), Swipe::Moving { .. }) && event.cancelable() {
        event.prevent_default();
    }
}

/// Whether what is under the finger moves sideways itself, or is to be typed in.
fn is_held(event: &Event) -> bool {
    let target = event.target();
    let target = target.and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        let held = target.closest("pre, .table-frame, audio, textarea, dialog");
        matches!(held, Ok(Some(_)))
    })
}

/// Moves the card along with the finger.
pub fn follow(asking: Asking) {
    Effect::new(move |_| {
        let by = asking.swiped();
        asking.card.if_there(|card: &HtmlElement| {
            let moved = match by {
                Some(by) => card.style().set_property("--swiped", &format!("{by}px")),
                None => card.remove_attribute("style"),
            };
            if let Err(error) = moved {
                // The label alone says what a swipe does.
                leptos::logging::warn!("the card stays where it is: {error:?}");
            }
        });
    });
}

/// What letting go would do, at the side that the card leaves.
pub fn label(asking: Asking) -> View {
    let Some(by) = asking.swiped() else {
        return nothing();
    };
    let name = if by > 0 { "Good" } else { "Again" };
    element("p")
        .class("swipe")
        .attribute("aria-hidden", "true")
        .attribute("data-rating", name)
        .optional("data-sure", asking.swipe.get().rating().map(|_| ""))
        .text(name)
        .view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_long_way_to_the_side_rates() {
        /// From 100, 100 over these places.
        #[track_caller]
        fn check(places: &[(i32, i32)], expected: Option<Rating>) {
            let down = Swipe::Down { x: 100, y: 100 };
            let last = places
                .iter()
                .fold(down, |swipe, (x, y)| swipe.moved(*x, *y));
            assert_eq!(last.rating(), expected);
        }
        check(&[], None);
        check(&[(107, 100)], None);
        check(&[(120, 104), (190, 160)], Some(Rating::Good));
        check(&[(120, 104), (189, 100)], None);
        check(&[(80, 100), (10, 100)], Some(Rating::Again));
        // Back again: nothing happens.
        check(&[(200, 100), (120, 100)], None);
        // It scrolled first: not for the card any more.
        check(&[(104, 112), (300, 112)], None);
        check(&[(110, 108), (300, 108)], None);
    }
}
