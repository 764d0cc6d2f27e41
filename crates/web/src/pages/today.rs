//! Today: what is due, and one button to start.

use leptos::prelude::*;
use waymark_core::roadmap::Roadmap;
use waymark_core::study::{Counts, Queue};
use waymark_core::time::StudyDay;

use crate::components::progress_bar::ProgressBar;
use crate::route::Route;
use crate::state::context::expect_study;
use crate::state::shelf::Shelf;
use crate::state::wording::{count, later_day};

/// The page that opens first.
#[component]
pub fn TodayPage() -> impl IntoView {
    let study = expect_study();
    let invitation = move || invitation(&study.queue(), study.today());
    let roadmaps = move || {
        let shelf = study.shelf();
        let tallies = shelf
            .roadmaps()
            .map(|roadmap| roadmap_link(roadmap, study.today()));
        tallies.collect_view()
    };
    view! {
        <h1 class="visually-hidden">"Today"</h1>
        {invitation}
        <section class="roadmaps" aria-label="Roadmaps">{roadmaps}</section>
    }
}

fn invitation(queue: &Queue, today: StudyDay) -> AnyView {
    let counts = queue.counts();
    if counts.total() == 0 {
        return view! {
            <section class="invitation">
                <p class="invitation-figure">"Done for today"</p>
                <p class="invitation-words">{rest(queue, today)}</p>
            </section>
        }
        .into_any();
    }
    view! {
        <section class="invitation">
            <p class="invitation-figure">{count(counts.total(), "card", "cards")}" for today"</p>
            <p class="invitation-words">{sorts(counts)}</p>
            <a class="button primary invitation-start" href=Route::Study.to_string()>
                "Start studying"
            </a>
        </section>
    }
    .into_any()
}

/// The counts in words, the parts that are nothing left out.
fn sorts(counts: Counts) -> String {
    let named = [
        (counts.due, "to review"),
        (counts.new, "new"),
        (counts.drill, "to repeat"),
    ];
    let parts = named.iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts
        .map(|(number, name)| format!("{number} {name}"))
        .collect();
    parts.join(" · ")
}

/// What comes after today.
pub fn rest(queue: &Queue, today: StudyDay) -> String {
    let held_back = queue.held_back();
    match (held_back.reviews, held_back.new, queue.next_due()) {
        (reviews @ 1.., _, _) => format!(
            "{} wait for tomorrow: today's limit is reached.",
            count(reviews, "review", "reviews")
        ),
        (0, new @ 1.., _) => format!(
            "{} wait for another day: today's limit is reached.",
            count(new, "new card", "new cards")
        ),
        (0, 0, Some(day)) => format!("The next cards come {}.", later_day(today, day)),
        (0, 0, None) => "There are no cards yet.".to_owned(),
    }
}

fn roadmap_link(roadmap: &Roadmap, today: StudyDay) -> AnyView {
    let study = expect_study();
    let tally = study.with(|learner| Shelf::tally(roadmap, learner.collection(), today));
    view! {
        <a class="panel panel-link" href=Route::Roadmap(roadmap.id.clone()).to_string()>
            <h2>{roadmap.title.clone()}</h2>
            <ProgressBar tally/>
        </a>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sorts_leave_out_what_is_not_there() {
        let counts = Counts {
            new: 20,
            drill: 0,
            due: 3,
        };
        assert_eq!(sorts(counts), "3 to review · 20 new");
    }
}
