//! How a set of cards stands, as a bar of strong, learning and new.

use waymark_core::mastery::Tally;

use super::element::{View, element};
use super::icon::drawing;
use crate::state::wording::count;

/// A bar with the figures in words beneath it.
pub fn progress_bar(tally: &Tally) -> View {
    // Thousandths of the bar, in whole numbers.
    let cards = tally.cards().max(1);
    let thousandths = |part: usize| part * 1_000 / cards;
    let bar = |end: usize| format!("M0 0H{end}V40H0Z");
    let strong = thousandths(tally.strong);
    let begun = thousandths(tally.strong + tally.learning);
    let drawing = drawing(
        "tally-bar",
        "0 0 1000 40",
        vec![
            ("tally-new", bar(1_000)),
            ("tally-learning", bar(begun)),
            ("tally-strong", bar(strong)),
        ],
    );
    element("div")
        .class("tally")
        .child(drawing)
        .child(element("p").class("tally-words").text(words(tally)).view())
        .view()
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
            parts.push(count(number, name, name));
        }
    }
    // A line ends with the dot rather than begin with it.
    parts.join("\u{a0}· ")
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
        assert_eq!(words(&tally), "4 cards\u{a0}· 1 strong\u{a0}· 3 new");
        assert_eq!(words(&Tally::NONE), "0 cards");
        let large = Tally {
            new: 1_033,
            ..Tally::NONE
        };
        assert_eq!(words(&large), "1,033 cards\u{a0}· 1,033 new");
    }
}
