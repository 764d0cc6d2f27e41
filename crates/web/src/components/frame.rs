//! The frame around every page but study: the wordmark, the navigation, and notices.

use leptos::prelude::*;

use super::icon::{Icon, Shape};
use super::storage_notice::StorageNotice;
use crate::route::Route;
use crate::state::context::{current_route, expect_study};

/// The frame with a page in it.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let first = expect_study()
        .shelf()
        .roadmaps()
        .next()
        .map(|r| r.id.clone());
    view! {
        <header class="frame-header">
            <a class="wordmark" href="#/"><Icon shape=Shape::Mark/>"Waymark"</a>
            <nav class="frame-nav" aria-label="Pages">
                <NavLink to=Route::Today shape=Shape::Sun>"Today"</NavLink>
                {first.map(|id| view! {
                    <NavLink to=Route::Roadmap(id) shape=Shape::Path>"Roadmap"</NavLink>
                })}
                <NavLink to=Route::Settings shape=Shape::Sliders>"Settings"</NavLink>
            </nav>
        </header>
        <main class="page">
            <StorageNotice/>
            {children()}
        </main>
    }
}

#[component]
fn NavLink(to: Route, shape: Shape, children: Children) -> impl IntoView {
    let address = to.to_string();
    let current = move || (current_route() == to).then_some("page");
    view! {
        <a href=address aria-current=current><Icon shape/><span>{children()}</span></a>
    }
}
