//! The end of a session: how it went, and what comes next.

use leptos::prelude::untrack;
use waymark_core::study::Session;

use crate::components::element::{View, element, live};
use crate::components::folder_backup::folder_after_session;
use crate::components::installation::{install_offer, update_notice};
use crate::components::storage_notice::refusal_notice;
use crate::pages::today::rest;
use crate::platform::installation::{self, Wish};
use crate::state::context::expect_study;
use crate::state::wording::{count, duration};

/// The screen after the last card.
pub fn finish() -> View {
    let study = expect_study();
    let how_it_went = live(move || {
        let words =
            summary(&study.session()).map(|words| element("p").class("finish-words").text(words));
        element("div")
            .children(words.map(|words| words.view()))
            .view()
    });
    let what_comes = live(move || {
        let words = study.with_queue(|queue| rest(queue, study.today()));
        element("p").class("finish-next").text(words).view()
    });
    // Only at the end of a session of one's own: another tab may have done it all.
    let is_ended = untrack(|| study.session()).reviews > 0;
    if is_ended {
        installation::tell(Wish::Persist);
    }
    let offer = is_ended.then(install_offer);
    element("main")
        .class("study-card finish")
        .child(refusal_notice())
        .child(element("h1").text("Done for today").view())
        .child(how_it_went)
        .child(what_comes)
        .child(folder_after_session())
        .child(
            element("a")
                .class("button primary")
                .attribute("href", "#/")
                .text("Back to Today")
                .view(),
        )
        .child(update_notice())
        .children(offer)
        .view()
}

/// How a session went; nothing of one without a rating.
pub fn summary(session: &Session) -> Option<String> {
    (session.reviews > 0).then(|| {
        format!(
            "{} in {}, {}% recalled.",
            count(session.reviews, "rating", "ratings"),
            duration(session.took_ms),
            session.recalled * 100 / session.reviews
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_says_how_it_went() {
        #[track_caller]
        fn check(reviews: usize, recalled: usize, took_ms: u64, expected: Option<&str>) {
            let session = Session {
                reviews,
                recalled,
                took_ms,
            };
            assert_eq!(summary(&session).as_deref(), expected);
        }
        check(0, 0, 0, None);
        check(1, 1, 4_000, Some("1 rating in 4 seconds, 100% recalled."));
        check(
            12,
            9,
            300_000,
            Some("12 ratings in 5 minutes, 75% recalled."),
        );
    }
}
