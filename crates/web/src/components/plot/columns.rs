//! Columns beside each other: for days, weeks or hours.

use std::fmt::Write as _;

use super::{Fit, axis, drawing};
use crate::components::element::{View, element};

/// How high the drawing is.
const HEIGHT: u64 = 100;
/// How wide each column is, of ten with its gaps.
const WIDTH: u64 = 8;

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// How high it is; nothing where too little is known to draw one.
    pub value: Option<u64>,
    /// How much stands on top of it that is of another sort, drawn as an outline.
    pub other: u64,
}

/// Columns whose whole height stands for `whole`, with names below the first, the middle and the
/// last.
pub fn columns(columns: &[Column], whole: u64, names: [String; 3]) -> View {
    let mut ground = String::new();
    let mut solid = String::new();
    let mut outlined = String::new();
    for (place, column) in (0_u64..).zip(columns) {
        let x = place * 10 + 1;
        // A line at the foot of each shows where it stands, though it is nothing.
        push(&mut ground, x, HEIGHT - 1, 1);
        let value = column.value.unwrap_or(0);
        let height = scaled(value, whole);
        push(&mut solid, x, HEIGHT - height, height);
        let both = scaled(value.saturating_add(column.other), whole);
        push(&mut outlined, x, HEIGHT - both, both - height);
    }
    element("div")
        .class("plot-columns")
        .child(drawing(
            Fit::Stretched,
            ((columns.len() * 10).max(10), HEIGHT as usize),
            vec![
                ("plot-foot", ground),
                ("plot-bar", solid),
                ("plot-outline", outlined),
            ],
        ))
        .child(axis(names))
        .view()
}

fn push(path: &mut String, x: u64, y: u64, height: u64) {
    if height > 0 {
        // Writing to a string does not fail.
        let _ = write!(path, "M{x} {y}h{WIDTH}v{height}h-{WIDTH}z");
    }
}

fn scaled(value: u64, whole: u64) -> u64 {
    match value {
        0 => 0,
        value => (value.saturating_mul(HEIGHT) / whole.max(1)).clamp(2, HEIGHT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_stands_on_its_foot() {
        let mut path = String::new();
        push(&mut path, 11, HEIGHT - scaled(3, 4), scaled(3, 4));
        assert_eq!(path, "M11 25h8v75h-8z");
        assert_eq!([0, 1, 1_000].map(|value| scaled(value, 1_000)), [0, 2, 100]);
    }
}
