//! Icons and bars: what is drawn rather than written.

use leptos::prelude::*;

use super::element::View;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// The mark of the application: a cairn with its flag.
    Mark,
    /// Today.
    Sun,
    /// A roadmap.
    Path,
    /// Browse.
    Glass,
    /// Statistics.
    Bars,
    /// Settings.
    Sliders,
    /// Leave.
    Cross,
    /// Take back.
    Undo,
    /// Comes back today.
    Again,
    /// More that can be done.
    More,
}

impl Icon {
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
            Self::Glass => "M11 4a7 7 0 1 0 0 14a7 7 0 1 0 0-14M16 16l5 5",
            Self::Bars => "M5 20v-7M12 20V4M19 20v-11",
            Self::Sliders => "M4 7h9M19 7h1M4 17h1M11 17h9M16 5v4M8 15v4",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Undo => "M9 14L4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
            Self::More => "M5 11.5a.5.5 0 1 0 .1 0M12 11.5a.5.5 0 1 0 .1 0M19 11.5a.5.5 0 1 0 .1 0",
            Self::Again => "M20 12a8 8 0 1 1-2.3-5.6M20 3v4h-4",
        }
    }

    /// The icon, beside words that say the same.
    pub fn view(self) -> View {
        drawing("icon", "0 0 24 24", vec![("", self.strokes().to_owned())])
    }
}

/// A drawing of paths, each with its class; hidden from screen readers.
pub fn drawing(
    class: &'static str,
    view_box: &'static str,
    paths: Vec<(&'static str, String)>,
) -> View {
    let paths: Vec<View> = paths
        .into_iter()
        .map(|(class, strokes)| {
            leptos::svg::path()
                .attr("class", class)
                .attr("d", strokes)
                .into_any()
        })
        .collect();
    leptos::svg::svg()
        .attr("class", class)
        .attr("viewBox", view_box)
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(paths)
        .into_any()
}
