//! Today: what is due, and one button to start.

use waymark_core::mastery::Tally;
use waymark_core::roadmap::Roadmap;
use waymark_core::study::{Counts, Queue};
use waymark_core::time::StudyDay;

use crate::components::clock_notice::clock_notice;
use crate::components::element::{View, element, live, nothing, row};
use crate::components::importer_place::drawing_place;
use crate::components::installation::update_notice;
use crate::components::last_backup::backup_reminder;
use crate::components::progress_bar::progress_bar;
use crate::components::room_notice::room_notice;
use crate::route::Route;
use crate::state::context::expect_study;
use crate::state::edition::Waiting;
use crate::state::wording::{count, later_day};

/// The page that opens first.
pub fn today_page() -> View {
    let study = expect_study();
    study.call_the_importer();
    let roadmaps = live(move || {
        let shelf = study.shelf();
        let studied = study.with(|learner| shelf.studied(learner.collection()));
        row(studied
            .iter()
            .map(|source| roadmap_link(&source.roadmap))
            .collect())
    });
    row(vec![
        element("h1").class("visually-hidden").text("Today").view(),
        live(move || study.with_queue(|queue| invitation(queue, study.today()))),
        // Below what the learner is about to tap, which must not move.
        clock_notice(),
        room_notice(),
        update_notice(),
        backup_reminder(),
        live(move || row(study.waiting().into_iter().map(changed).collect())),
        element("section")
            .class("roadmaps")
            .attribute("aria-label", "Roadmaps")
            .child(roadmaps)
            .child(add_link())
            .view(),
        plan_place(),
    ])
}

/// Where the importer says what plans make of the day, and how many days in a row were studied,
/// where there is something to say.
fn plan_place() -> View {
    let study = expect_study();
    live(move || {
        let is_new = study.with(|learner| learner.review_span().is_none());
        match is_new && study.with_queue(|queue| queue.planning().is_plain()) {
            true => nothing(),
            false => drawing_place().view(),
        }
    })
}

/// What became of cards with a history, and the way to have a say in it.
fn changed(waiting: Waiting) -> View {
    let shelf = expect_study().shelf_now();
    let title = shelf.roadmap(&waiting.roadmap);
    let title = title.map_or(waiting.roadmap.as_str(), |roadmap| &roadmap.title);
    let (number, what) = match waiting.reworded {
        0 => (waiting.gone, "no longer there"),
        reworded => (reworded, "perhaps reworded"),
    };
    let cards = count(number, "card", "cards");
    let words = format!("{cards} of “{title}”: {what}. ");
    let link = element("a")
        .attribute("href", Route::Review(waiting.roadmap).to_string())
        .text("Look");
    element("p")
        .class("notice")
        .text(words)
        .child(link.view())
        .view()
}

/// The way to roadmaps of the learner's own.
fn add_link() -> View {
    element("a")
        .class("button")
        .attribute("href", Route::Shelf.to_string())
        .text("Add or order roadmaps")
        .view()
}

fn invitation(queue: &Queue, today: StudyDay) -> View {
    let counts = queue.counts();
    let (figure, words) = match counts.total() {
        0 => ("Done for today".to_owned(), rest(queue, today)),
        total => (
            format!("{} for today", count(total, "card", "cards")),
            sorts(counts),
        ),
    };
    let start = (counts.total() > 0).then(|| {
        element("a")
            .class("button primary invitation-start")
            .attribute("href", Route::Study.to_string())
            .text("Start studying")
            .view()
    });
    element("section")
        .class("invitation")
        .child(element("p").class("invitation-figure").text(figure).view())
        .child(element("p").class("invitation-words").text(words).view())
        .children(start)
        .view()
}

/// The counts in words, the parts that are nothing left out.
fn sorts(counts: Counts) -> String {
    let named = [
        (counts.due, "due"),
        (counts.new, "new"),
        (counts.drill, "to repeat"),
    ];
    let parts = named.iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts
        .map(|(number, name)| count(*number, name, name))
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
        (0, 0, None) => "There are no cards yet. Add a roadmap to begin.".to_owned(),
    }
}

fn roadmap_link(roadmap: &Roadmap) -> View {
    let study = expect_study();
    let today = study.today();
    let tally = study.with(|learner| Tally::of(&roadmap.cards, learner.collection(), today));
    element("a")
        .class("panel panel-link")
        .attribute("href", Route::Roadmap(roadmap.id.clone()).to_string())
        .child(element("h2").text(roadmap.title.clone()).view())
        .child(progress_bar(&tally))
        .view()
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
        assert_eq!(sorts(counts), "3 due · 20 new");
    }
}
