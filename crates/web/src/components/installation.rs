//! A new version that waits, and the offer to install the application.

use leptos::ev;
use leptos::prelude::*;
use web_sys::Event;

use super::element::{View, element, live, nothing};
use super::saving::backup_button;
use crate::platform::installation::{self, CHANGED, Offer, Update, Wish};

/// A notice while a new version waits.
pub fn update_notice() -> View {
    let update = following(installation::update);
    element("div")
        .class("quiet")
        .attribute("role", "status")
        .live(move || match update.get() {
            Update::None => nothing(),
            Update::Ready => element("section")
                .class("notice notice-row")
                .attribute("aria-label", "New version")
                .child(
                    element("p")
                        .text(
                            "A new version of Waymark is ready. It comes by itself the next time \
                             you open Waymark.",
                        )
                        .view(),
                )
                .child(button("Use it now", Wish::Update))
                .view(),
        })
        .view()
}

/// The offer to install, for the end of a session.
pub fn install_offer() -> View {
    let offer = following(installation::offer);
    live(move || match offer.get() {
        Offer::None => nothing(),
        Offer::Prompt => panel(
            "As an app, Waymark opens with one tap, works without a network, and the browser is \
             less likely to clear what it keeps here.",
            vec![button("Install", Wish::Install), dismiss()],
        ),
        Offer::ByHand => panel(
            "Save a backup first, since the installed app may start empty. Then tap Share, “Add to \
             Home Screen”, open Waymark there, and restore the backup under Settings. In the \
             browser, what you learned may be cleared after a week without a visit; in the app it \
             stays.",
            vec![backup_button(), dismiss()],
        ),
    })
}

fn panel(words: &'static str, buttons: Vec<View>) -> View {
    element("section")
        .class("notice")
        .attribute("aria-labelledby", "install")
        .child(
            element("h2")
                .attribute("id", "install")
                .text("Keep Waymark on this device")
                .view(),
        )
        .child(element("p").text(words).view())
        .child(element("div").class("row").children(buttons).view())
        .view()
}

fn dismiss() -> View {
    button("Not now", Wish::DismissInstall)
}

fn button(words: &'static str, wish: Wish) -> View {
    element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| installation::tell(wish))
        .text(words)
        .view()
}

/// What `read` says, again whenever it may have changed.
fn following<T: Copy + Send + Sync + 'static>(read: fn() -> T) -> RwSignal<T> {
    let signal = RwSignal::new(read());
    let changed = window_event_listener(ev::Custom::<Event>::new(CHANGED), move |_| {
        signal.set(read());
    });
    on_cleanup(move || changed.remove());
    signal
}
