//! Icons, drawn for this application on a grid of 24.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The mark of the application: a cairn with its flag.
    Mark,
    /// Today.
    Sun,
    /// A roadmap.
    Path,
    /// Settings.
    Sliders,
    /// Leave.
    Cross,
    /// Take back.
    Undo,
    /// Comes back today.
    Again,
}

impl Shape {
    const fn strokes(self) -> &'static str {
        match self {
            Self::Mark => "M4 20h16M6 20l2.5-5h7l2.5 5M9.5 15l1.2-4h2.6l1.2 4M12 11V3l6 2.5L12 8",
            Self::Sun => {
                "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 \
                 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5"
            }
            Self::Path => {
                "M6 19a2 2 0 1 0 0-.1M18 5a2 2 0 1 0 0-.1M8 19h7a3.5 3.5 0 0 0 0-7H9a3.5 3.5 0 0 1 \
                 0-7h7"
            }
            Self::Sliders => "M4 7h9M19 7h1M4 17h1M11 17h9M16 5v4M8 15v4",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Undo => "M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
            Self::Again => "M20 12a8 8 0 1 1-2.3-5.6M20 3v4h-4",
        }
    }
}

/// An icon beside words that say the same.
#[component]
pub fn Icon(shape: Shape) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=shape.strokes()/>
        </svg>
    }
}
