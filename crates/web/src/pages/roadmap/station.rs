//! The picture beside a phase: its stretch of the path, and a station filled by what is begun.

use std::f64::consts::TAU;

use waymark_core::card::SectionIndex;
use waymark_core::mastery::readiness::{Gate, Phase, Readiness};

use crate::components::element::{View, element};
use crate::components::icon::drawing;

/// Where a station stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The phase.
    pub section: SectionIndex,
    /// On which side of the path.
    pub side: Side,
    /// Whether the path ends here.
    pub end: Option<End>,
    /// Its number among the phases that have cards.
    pub number: Option<usize>,
}

/// The path winds: stations stand on its sides by turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Where lines begin.
    Near,
    /// The other one.
    Far,
}

/// The end of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// No station follows.
    Last,
}

impl Side {
    /// The side of the station at `place`, counted from 0.
    pub const fn of(place: usize) -> Self {
        if place.is_multiple_of(2) {
            Self::Near
        } else {
            Self::Far
        }
    }

    /// Where the path is on this side, in hundredths of its width.
    const fn across(self) -> u32 {
        match self {
            Self::Near => 25,
            Self::Far => 75,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Near => "near",
            Self::Far => "far",
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Near => Self::Far,
            Self::Far => Self::Near,
        }
    }
}

/// What a station looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The phase has nothing to learn.
    Waypoint,
    /// Known well enough for the next.
    Known,
    /// The learner is here.
    Here,
    /// New cards come, though the learner is not here yet.
    Open,
    /// New cards wait.
    Held,
}

impl Look {
    /// The look of a phase; `here` is the section in which the learner is.
    pub fn of(phase: Option<&Phase>, here: Option<SectionIndex>) -> Self {
        match phase {
            None => Self::Waypoint,
            Some(phase) if phase.grasp.readiness() == Readiness::Ready => Self::Known,
            Some(phase) if here == Some(phase.section) => Self::Here,
            Some(phase) if matches!(phase.gate, Gate::Held(_)) => Self::Held,
            Some(_) => Self::Open,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Waypoint => "waypoint",
            Self::Known => "known",
            Self::Here => "here",
            Self::Open => "open",
            Self::Held => "held",
        }
    }

    /// The word for it beside the heading.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Waypoint | Self::Open | Self::Held => None,
            Self::Known => Some("known"),
            Self::Here => Some("you are here"),
        }
    }
}

/// The station and the path to the next one; words elsewhere say the same.
pub fn station(place: Place, phase: Option<&Phase>, look: Look) -> View {
    let mut views = Vec::new();
    if place.end.is_none() {
        let (from, to) = (place.side.across(), place.side.other().across());
        let strokes = format!("M{from} 0C{from} 60 {to} 40 {to} 100");
        let class = match look {
            Look::Known => "path-walked",
            _ => "path-ahead",
        };
        views.push(drawing("path-line", "0 0 100 100", vec![(class, strokes)]));
    }
    let mut ring = vec![("ring-ground", circle(20.0))];
    if let Some(phase) = phase {
        let (begun, strong) = (phase.grasp.begun, phase.grasp.strong);
        ring.push(("ring-track", circle(20.0)));
        ring.extend(arc(begun, phase.grasp.cards).map(|arc| ("ring-begun", arc)));
        ring.extend(arc(strong, phase.grasp.cards).map(|arc| ("ring-strong", arc)));
    }
    let mark = match (look, place.number) {
        (Look::Known, _) => drawing(
            "icon",
            "0 0 24 24",
            vec![("", "M6 12.5l4 4L18 8".to_owned())],
        ),
        (_, Some(number)) => element("span").text(number.to_string()).view(),
        (_, None) => element("span").view(),
    };
    views.push(
        element("div")
            .class("ring")
            .child(drawing("ring-drawing", "0 0 48 48", ring))
            .child(mark)
            .view(),
    );
    element("div")
        .class("station")
        .attribute("aria-hidden", "true")
        .attribute("data-side", place.side.name())
        .attribute("data-look", look.name())
        .children(views)
        .view()
}

/// A circle around the middle of the ring's drawing.
fn circle(radius: f64) -> String {
    let top = 24.0 - radius;
    let bottom = 24.0 + radius;
    format!("M24 {top}A{radius} {radius} 0 1 1 24 {bottom}A{radius} {radius} 0 1 1 24 {top}")
}

/// The part of the ring that `part` of `all` fills, clockwise from the top; nothing for none.
fn arc(part: usize, all: usize) -> Option<String> {
    if part == 0 || all == 0 {
        return None;
    }
    if part >= all {
        return Some(circle(20.0));
    }
    // A circle in thousandths is finer than any screen.
    let thousandths = u16::try_from(part * 1_000 / all).unwrap_or(1_000);
    let angle = TAU * f64::from(thousandths) / 1_000.0;
    let (x, y) = (24.0 + 20.0 * angle.sin(), 24.0 - 20.0 * angle.cos());
    let large = u8::from(thousandths > 500);
    Some(format!("M24 4A20 20 0 {large} 1 {x:.2} {y:.2}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ring_is_filled_by_its_part() {
        #[track_caller]
        fn check(part: usize, all: usize, expected: Option<&str>) {
            assert_eq!(arc(part, all).as_deref(), expected);
        }
        check(0, 4, None);
        check(0, 0, None);
        check(1, 4, Some("M24 4A20 20 0 0 1 44.00 24.00"));
        check(3, 4, Some("M24 4A20 20 0 1 1 4.00 24.00"));
        check(4, 4, Some(&circle(20.0)));
    }
}
