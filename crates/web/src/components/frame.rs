//! The frame around every page but study: the wordmark, the navigation, and notices.

use super::element::{View, element, live, row};
use super::icon::Icon;
use super::storage_notice::storage_notices;
use crate::route::Route;
use crate::state::context::{current_route, expect_study};

/// The frame with a page in it.
pub fn frame(page: View) -> View {
    let study = expect_study();
    // The links follow the shelf by themselves: the page below stays when a roadmap comes or goes.
    let links = move || {
        let shelf = study.shelf();
        let first = study.with(|learner| shelf.studied(learner.collection()).into_iter().next());
        let roadmap = first.map_or(Route::Shelf, |source| {
            Route::Roadmap(source.roadmap.id.clone())
        });
        row(vec![
            link(Route::Today, Icon::Sun, "Today"),
            link(roadmap, Icon::Path, "Roadmap"),
            link(Route::Browse, Icon::Glass, "Browse"),
            link(Route::Statistics, Icon::Bars, "Statistics"),
            link(Route::Settings, Icon::Sliders, "Settings"),
        ])
    };
    let navigation = element("nav")
        .class("frame-nav")
        .attribute("aria-label", "Pages")
        .live(links);
    row(vec![
        element("header")
            .class("frame-header")
            .child(wordmark("a").attribute("href", "#/").view())
            .child(navigation.view())
            .view(),
        element("main")
            .class("page")
            .child(storage_notices())
            .child(page)
            .view(),
    ])
}

/// The name of the application with its mark.
pub fn wordmark(tag: &'static str) -> super::element::Element {
    element(tag)
        .class("wordmark")
        .child(Icon::Mark.view())
        .text("Waymark")
}

fn link(to: Route, icon: Icon, name: &'static str) -> View {
    live(move || {
        element("a")
            .attribute("href", to.to_string())
            .optional("aria-current", (current_route() == to).then_some("page"))
            .child(icon.view())
            .child(element("span").text(name).view())
            .view()
    })
}
