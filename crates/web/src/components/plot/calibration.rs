//! Calibration: what was foretold against what came. Points on the line were foretold rightly.

use std::fmt::Write as _;

use super::{Fit, axis, drawing};
use crate::components::element::{View, element};

/// How wide and how high the drawing is.
const SIDE: f64 = 200.0;
/// The radius of the point that stands for most.
const LARGEST: f64 = 12.0;
/// The radius of the smallest.
const SMALLEST: f64 = 3.0;

/// One point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The share that was foretold.
    pub foretold: f64,
    /// The share that came.
    pub came: f64,
    /// How much it stands for; the larger, the larger its circle.
    pub weight: usize,
}

/// The points over the line of what is right.
pub fn calibration(points: &[Point]) -> View {
    let side = SIDE as usize;
    let most = points.iter().map(|point| point.weight).max().unwrap_or(1);
    let mut circles = String::new();
    for point in points {
        push(&mut circles, point, most);
    }
    element("div")
        .class("plot-calibration")
        .child(drawing(
            Fit::Whole,
            (side, side),
            vec![
                ("plot-ground", format!("M0 0H{side}V{side}H0Z")),
                ("plot-line", format!("M0 {side}L{side} 0")),
                ("plot-bar", circles),
            ],
        ))
        .child(axis(["0% foretold", "100%"].map(str::to_owned)))
        .view()
}

fn push(path: &mut String, point: &Point, most: usize) {
    let share = (point.weight as f64 / most.max(1) as f64).sqrt();
    let radius = (LARGEST * share).max(SMALLEST);
    // Whole within the drawing, also at its edge.
    let within = |at: f64| at.clamp(radius, SIDE - radius);
    let x = within(point.foretold * SIDE) - radius;
    let y = within(SIDE - point.came * SIDE);
    let across = radius * 2.0;
    // Writing to a string does not fail.
    let _ = write!(
        path,
        "M{x:.1} {y:.1}a{radius:.1} {radius:.1} 0 1 0 {across:.1} 0a{radius:.1} {radius:.1} 0 1 0 -{across:.1} 0z"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(foretold: f64, came: f64, weight: usize, expected: &str) {
        let mut path = String::new();
        let point = Point {
            foretold,
            came,
            weight,
        };
        push(&mut path, &point, 100);
        assert!(path.starts_with(expected), "{path}");
    }

    #[test]
    fn a_point_lies_where_it_was_foretold_and_came() {
        check(0.5, 0.5, 100, "M88.0 100.0a12.0 12.0");
        check(0.5, 0.75, 25, "M94.0 50.0a6.0 6.0");
        check(0.5, 0.5, 0, "M97.0 100.0a3.0 3.0");
        // At the edges it stays within.
        check(1.0, 1.0, 100, "M176.0 12.0");
        check(0.0, 0.0, 100, "M0.0 188.0");
    }
}
