//! Where the learner is: a typed route behind the `#` of the address.
//!
//! Everything after the `#` stays in the browser, so any static host serves the application from
//! any folder.

use std::fmt;

use waymark_core::id::{CardId, RoadmapId};

/// A place in the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What is due, and one button to start: `#/`.
    Today,
    /// The study session: `#/study`.
    Study,
    /// Some cards of a roadmap outside the schedule: `#/cram/<roadmap>/<section>`.
    Cram,
    /// A roadmap with its progress: `#/roadmap/<id>`.
    Roadmap(RoadmapId),
    /// All roadmaps, and how each is studied: `#/shelf`.
    Shelf,
    /// Adding roadmaps, and those that are here: `#/import`.
    Import,
    /// What became of the cards of a roadmap that changed: `#/review/<id>`.
    Review(RoadmapId),
    /// How storage is: `#/health`.
    Health,
    /// Finding cards: `#/browse`, or `#/browse/<query>` with the query encoded.
    Browse,
    /// One card with its history: `#/card/<id>`.
    Card(CardId),
    /// The lines that make a card, to be edited: `#/edit/<id>`, or `#/edit/<id>/back` for who comes
    /// from another page and wants back to it.
    Edit(CardId),
    /// How learning goes, in figures: `#/statistics`.
    Statistics,
    /// Which scheduler serves the learner, by their own reviews: `#/evidence`.
    Evidence,
    /// Taking cards to other programs: `#/export`, or `#/export/<id>` with one roadmap chosen.
    Export,
    /// Settings, backup and storage: `#/settings`.
    Settings,
    /// An address that leads nowhere.
    Unknown,
}

impl Route {
    /// The route of an address's fragment, with or without its `#`.
    pub fn parse(fragment: &str) -> Self {
        let path = fragment.strip_prefix('#').unwrap_or(fragment);
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::Today,
            (Some("study"), None, _) => Self::Study,
            (Some("shelf"), None, _) => Self::Shelf,
            (Some("import"), None, _) => Self::Import,
            (Some("health"), None, _) => Self::Health,
            (Some("settings"), None, _) => Self::Settings,
            // What follows these is the page's own.
            (Some("browse"), ..) => Self::Browse,
            (Some("cram"), ..) => Self::Cram,
            (Some("statistics"), None, _) => Self::Statistics,
            (Some("evidence"), None, _) => Self::Evidence,
            (Some("export"), ..) => Self::Export,
            (Some("card"), Some(id), None) => id.parse().map_or(Self::Unknown, Self::Card),
            (Some("edit"), Some(id), _) => id.parse().map_or(Self::Unknown, Self::Edit),
            (Some(page @ ("roadmap" | "review")), Some(id), None) => match id.parse() {
                Ok(id) if page == "review" => Self::Review(id),
                Ok(id) => Self::Roadmap(id),
                Err(_) => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }

    /// The heading of a page that the importer draws; `None` for a page of the application itself.
    pub const fn drawn_apart(&self) -> Option<&'static str> {
        match self {
            Self::Today | Self::Study | Self::Unknown => None,
            Self::Cram => Some("Cram"),
            Self::Roadmap(_) => Some("Roadmap"),
            Self::Shelf => Some("Shelf"),
            Self::Import => Some("Add roadmaps"),
            Self::Review(_) => Some("Changed cards"),
            Self::Browse => Some("Browse"),
            Self::Card(_) => Some("Card"),
            Self::Edit(_) => Some("Edit card"),
            Self::Statistics => Some("Statistics"),
            Self::Evidence => Some("Evidence"),
            Self::Export => Some("Export"),
            Self::Health => Some("Health"),
            Self::Settings => Some("Settings"),
        }
    }
}

/// Writes the address, `#/study`.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Today | Self::Unknown => f.write_str("#/"),
            Self::Study => f.write_str("#/study"),
            Self::Cram => f.write_str("#/cram"),
            Self::Roadmap(id) => write!(f, "#/roadmap/{id}"),
            Self::Shelf => f.write_str("#/shelf"),
            Self::Import => f.write_str("#/import"),
            Self::Review(id) => write!(f, "#/review/{id}"),
            Self::Health => f.write_str("#/health"),
            Self::Settings => f.write_str("#/settings"),
            Self::Browse => f.write_str("#/browse"),
            Self::Card(id) => write!(f, "#/card/{id}"),
            Self::Edit(id) => write!(f, "#/edit/{id}"),
            Self::Statistics => f.write_str("#/statistics"),
            Self::Evidence => f.write_str("#/evidence"),
            Self::Export => f.write_str("#/export"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fragment: &str, expected: &Route) {
        assert_eq!(&Route::parse(fragment), expected, "{fragment}");
        if *expected != Route::Unknown {
            assert_eq!(&Route::parse(&expected.to_string()), expected);
        }
    }

    #[test]
    fn every_address_leads_somewhere() {
        let kubernetes: RoadmapId = "kubernetes-mastery".parse().expect("a slug");
        check("", &Route::Today);
        check("#", &Route::Today);
        check("#/", &Route::Today);
        check("#/study", &Route::Study);
        check("#/study/", &Route::Study);
        check("#/study/now", &Route::Unknown);
        check("#/shelf", &Route::Shelf);
        check("#/import", &Route::Import);
        check("#/health", &Route::Health);
        check("#/settings", &Route::Settings);
        check("#/browse", &Route::Browse);
        check("#/browse/is%3Adue%20a%2Fb", &Route::Browse);
        check("#/cram/tea/00000000000000ff", &Route::Cram);
        check("#/statistics", &Route::Statistics);
        check("#/evidence", &Route::Evidence);
        check("#/evidence/all", &Route::Unknown);
        check("#/export", &Route::Export);
        check("#/export/kubernetes-mastery", &Route::Export);
        check(
            "#/card/00000000000000ff",
            &Route::Card(CardId::from_bits(0xff)),
        );
        let edit = Route::Edit(CardId::from_bits(0xff));
        check("#/edit/00000000000000ff", &edit);
        check("#/edit/00000000000000ff/back", &edit);
        check("#/card/ff", &Route::Unknown);
        check("#/card", &Route::Unknown);
        check(
            "#/roadmap/kubernetes-mastery",
            &Route::Roadmap(kubernetes.clone()),
        );
        check("#/review/kubernetes-mastery", &Route::Review(kubernetes));
        check("#/review", &Route::Unknown);
        check("#/roadmap", &Route::Unknown);
        check("#/roadmap/NOT-A-SLUG", &Route::Unknown);
        check("#/nowhere", &Route::Unknown);
    }
}
