//! What of a card is in sight when one of its sides comes up.

use crate::platform::page;

use super::asking::Asking;

/// What stays free between the bars and what they are not to hide.
const GAP: f64 = 8.0;

/// A part of the page, in pixels from the top of the window.
#[derive(Clone, Copy, Debug)]
struct Span {
    top: f64,
    bottom: f64,
}

/// Lets each side take the focus as it appears, so that the keys work and a screen reader reads
/// it, and brings it into sight between the bars above and below.
pub fn follow(asking: Asking) {
    asking.question.when_there(|question| {
        page::scroll_to_top();
        page::focus_where_it_stands(question);
    });
    asking.answer.when_there(move |answer| {
        page::focus_where_it_stands(answer);
        let places = [asking.bar, asking.question, asking.answer, asking.actions];
        if let [Some(bar), Some(question), Some(answer), Some(actions)] = places.map(|part| {
            part.place().map(|place| Span {
                top: place.top(),
                bottom: place.bottom(),
            })
        }) {
            let room = Span {
                top: bar.bottom,
                bottom: actions.top,
            };
            page::scroll_by(needed(question, answer, room));
        }
    });
}

/// How far the page is to be moved on to show an answer: up to its end, but its beginning stays,
/// and so does a question that leaves room for it.
fn needed(question: Span, answer: Span, room: Span) -> f64 {
    let whole = answer.bottom + GAP - room.bottom;
    let is_short = (answer.top - question.top) * 2.0 <= room.bottom - room.top;
    let first = if is_short { question.top } else { answer.top };
    whole.max(0.0).min(first - GAP - room.top)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_of_the_answer_is_shown_as_leaves_its_beginning() {
        #[track_caller]
        fn check(question: (f64, f64), answer: (f64, f64), expected: f64) {
            let span = |(top, bottom)| Span { top, bottom };
            let room = span((50.0, 550.0));
            assert_eq!(needed(span(question), span(answer), room), expected);
        }
        // All is in sight.
        check((100.0, 150.0), (160.0, 500.0), 0.0);
        // Its end comes into sight.
        check((100.0, 150.0), (160.0, 570.0), 28.0);
        // It is longer than the window: a short question stays on top of it.
        check((100.0, 150.0), (160.0, 2000.0), 42.0);
        // A long question gives way to the beginning of the answer.
        check((100.0, 500.0), (510.0, 2000.0), 452.0);
        // A long question that was scrolled through.
        check((-600.0, 400.0), (410.0, 2000.0), 352.0);
        // The answer begins above: the page moves back.
        check((-700.0, -10.0), (0.0, 300.0), -58.0);
    }
}
