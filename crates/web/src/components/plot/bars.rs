//! Bars beside their names, one below the other: for shares and for counts of few kinds.

use super::{Fit, drawing};
use crate::components::element::{View, element};

/// How long the longest bar is, in the units of the drawing.
const LENGTH: u64 = 1_000;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it stands for.
    pub name: String,
    /// Where its name leads, if anywhere.
    pub link: Option<String>,
    /// How long it is; nothing where too little is known to draw one.
    pub value: Option<u64>,
    /// The value in words, which stand beside it.
    pub words: String,
}

/// Bars whose whole length stands for `whole`.
pub fn bars(bars: Vec<Bar>, whole: u64) -> View {
    let rows = bars.into_iter().map(|bar| {
        let name = match bar.link {
            Some(link) => element("a").attribute("href", link),
            None => element("span"),
        };
        let mut strokes = vec![("plot-ground", rectangle(LENGTH))];
        if let Some(value) = bar.value {
            strokes.push(("plot-bar", rectangle(scaled(value, whole))));
        }
        element("li")
            .child(
                name.class("plot-name")
                    .attribute("dir", "auto")
                    .text(bar.name)
                    .view(),
            )
            .child(drawing(Fit::Stretched, (1_000, 10), strokes))
            .child(element("span").class("plot-words").text(bar.words).view())
            .view()
    });
    element("ul").class("plot-bars").children(rows).view()
}

fn rectangle(length: u64) -> String {
    format!("M0 0H{length}V10H0Z")
}

/// How long `value` is where `whole` fills the drawing; what is there at all can be seen.
fn scaled(value: u64, whole: u64) -> u64 {
    match value {
        0 => 0,
        value => (value.saturating_mul(LENGTH) / whole.max(1)).clamp(4, LENGTH),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_part_of_the_whole() {
        #[track_caller]
        fn check(value: u64, whole: u64, expected: u64) {
            assert_eq!(scaled(value, whole), expected);
        }
        check(0, 0, 0);
        check(0, 10, 0);
        check(5, 10, 500);
        check(10, 10, 1_000);
        check(1, 100_000, 4);
        check(11, 10, 1_000);
        check(u64::MAX, 3, 1_000);
    }
}
