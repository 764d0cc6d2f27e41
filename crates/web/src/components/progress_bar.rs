//! How a set of cards stands, as a bar of strong, learning and new.

use leptos::prelude::*;
use waymark_core::mastery::Tally;

use crate::state::wording::count;

/// A bar with the figures in words beneath it.
#[component]
pub fn ProgressBar(tally: Tally) -> impl IntoView {
    let cards = tally.cards().max(1);
    let share = |part: usize| part as f64 * 100.0 / cards as f64;
    let (strong, learning) = (share(tally.strong), share(tally.learning));
    view! {
        <div class="tally">
            <svg class="tally-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect class="tally-new" width="100" height="4"/>
                <rect class="tally-learning" width=strong + learning height="4"/>
                <rect class="tally-strong" width=strong height="4"/>
            </svg>
            <p class="tally-words">{words(&tally)}</p>
        </div>
    }
}

/// The tally in words, the parts that are nothing left out.
fn words(tally: &Tally) -> String {
    let mut parts = vec![count(tally.cards(), "card", "cards")];
    let named = [
        (tally.strong, "strong"),
        (tally.learning, "learning"),
        (tally.new, "new"),
        (tally.due, "due"),
    ];
    for (number, name) in named {
        if number > 0 {
            parts.push(format!("{number} {name}"));
        }
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_leave_out_what_is_not_there() {
        let tally = Tally {
            new: 3,
            learning: 0,
            strong: 1,
            due: 0,
        };
        assert_eq!(words(&tally), "4 cards · 1 strong · 3 new");
        assert_eq!(words(&Tally::NONE), "0 cards");
    }
}
