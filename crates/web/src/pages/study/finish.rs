//! The end of a session: how it went, and what comes next.

use leptos::prelude::*;
use waymark_core::study::Session;

use crate::components::storage_notice::StorageNotice;
use crate::pages::today::rest;
use crate::state::context::expect_study;
use crate::state::wording::{count, duration};

/// The screen after the last card.
#[component]
pub fn Finish() -> impl IntoView {
    let study = expect_study();
    let session = move || study.with(|l| Session::since(l.journal(), l.replica(), study.opened()));
    let next = move || rest(&study.queue(), study.today());
    view! {
        <main class="study-card finish">
            <StorageNotice/>
            <h1>"Done for today"</h1>
            <p class="finish-words">{move || summary(&session())}</p>
            <p class="finish-next">{next}</p>
            <a class="button primary" href="#/">"Back to Today"</a>
        </main>
    }
}

fn summary(session: &Session) -> Option<String> {
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
