//! What Today says of plans: a backlog, phases that wait, deadlines, leeches; and of the streak.
//!
//! The importer draws it below the roadmaps, and only on days on which there is something to say.

use waymark_core::arrangement::{Arranged, Arrangement};
use waymark_core::card::SectionIndex;
use waymark_core::id::{RoadmapId, SectionId};
use waymark_core::journal::Fact;
use waymark_core::roadmap::Roadmap;
use waymark_core::scheduler::Scheduler;
use waymark_core::statistics::{History, Streak, by_day};
use waymark_core::study::{Backlog, Demand, HeldPhase, Queue};
use waymark_evidence::{Outlook, ReviewLog};

use super::import::newer::told;
use crate::components::element::{View, element, live, nothing, row};
use crate::route::Route;
use crate::state::context::{Outcome, Study, expect_study};
use crate::state::course::Reckoning;
use crate::state::documents;
use crate::state::wording::{count, date, minutes, percent};

/// The lines of the plan, and the streak.
pub fn plan() -> View {
    let study = expect_study();
    let plan = live(move || {
        study.with_queue(|queue| {
            let planning = queue.planning();
            if planning.is_plain() {
                return nothing();
            }
            element("section")
                .class("panel plan")
                .attribute("aria-labelledby", "plan")
                .child(
                    element("h2")
                        .attribute("id", "plan")
                        .text("Your plan")
                        .view(),
                )
                .child(lines(study, queue))
                .view()
        })
    });
    row(vec![told(study), plan, live(move || streak(study))])
}

/// Whether there was a review today.
#[derive(Clone, Copy)]
enum Today {
    /// There was.
    Studied,
    /// Not yet.
    ToCome,
}

/// How many days in a row the learner has studied, and the way to more figures.
fn streak(study: Study) -> View {
    let today = study.today();
    let history = study.with(|learner| History::of(learner.journal(), learner.collection()));
    let days = by_day(history.asked());
    let studied = match days.contains_key(&today) {
        true => Today::Studied,
        false => Today::ToCome,
    };
    let streak = Streak::of(days.into_keys(), today);
    let Some(words) = streak_words(streak, studied) else {
        return nothing();
    };
    element("p")
        .class("streak")
        .text(format!("{words} "))
        .child(
            element("a")
                .attribute("href", Route::Statistics.to_string())
                .text("Statistics")
                .view(),
        )
        .view()
}

/// Nothing of a streak of one day, which says no more than that there was a review.
fn streak_words(streak: Streak, today: Today) -> Option<String> {
    let current = streak.current as usize;
    let days = count(current, "day", "days");
    let longest = if streak.current == streak.longest {
        ", your longest"
    } else {
        ""
    };
    let today = match today {
        Today::Studied => "",
        Today::ToCome => " Today is still to come.",
    };
    (current > 1).then(|| format!("You have studied {days} in a row{longest}.{today}"))
}

fn lines(study: Study, queue: &Queue) -> View {
    let planning = queue.planning();
    let mut lines = Vec::new();
    if let Some(backlog) = &planning.backlog {
        lines.push(line(backlog_words(backlog, planning.paused), nothing()));
    }
    if !planning.demands.is_empty() {
        lines.extend(demand_lines(study, &planning.demands));
    }
    for held in &planning.held {
        lines.push(held_line(study, held));
    }
    if planning.siblings > 0 {
        let cards = count(planning.siblings, "card waits", "cards wait");
        lines.push(line(
            format!("{cards} for another day, since one of the same row or sentence comes today."),
            nothing(),
        ));
    }
    if planning.leeches > 0 {
        let cards = count(planning.leeches, "card is", "cards are");
        let words = format!(
            "{cards} forgotten again and again: rewrite the question, divide it, or suspend it."
        );
        lines.push(line(
            words,
            link("Look at the leeches", "#/browse/is%3Aleech"),
        ));
    }
    row(lines)
}

/// What each deadline takes, under the scheduler of its roadmap.
fn demand_lines(study: Study, demands: &[(RoadmapId, Demand)]) -> Vec<View> {
    let today = study.today();
    let reckoned = study.with(|learner| {
        let collection = learner.collection();
        let log = ReviewLog::of(learner.journal(), collection);
        let limit = collection.settings().reviews_per_day.0;
        let reckoning = Reckoning {
            log: &log,
            parameters: learner.journal().parameters(),
            today,
            reviews_per_day: limit.into(),
        };
        let reckoned = demands.iter().map(|(roadmap, demand)| {
            let scheduler = collection.plan(roadmap).scheduler;
            (reckoning.of(demand, scheduler), scheduler)
        });
        reckoned.collect::<Vec<_>>()
    });
    let lines = demands.iter().zip(reckoned);
    let lines = lines.map(|((roadmap, demand), (outlook, scheduler))| {
        let words = demand_words(&title(study, roadmap), demand, &outlook, scheduler);
        line(words, nothing())
    });
    lines.collect()
}

fn line(words: String, act: View) -> View {
    element("div")
        .class("plan-line")
        .child(element("p").text(words).view())
        .child(act)
        .view()
}

fn link(words: &'static str, address: &'static str) -> View {
    element("a").attribute("href", address).text(words).view()
}

fn title(study: Study, roadmap: &RoadmapId) -> String {
    let shelf = study.shelf_now();
    let found = shelf.roadmap(roadmap);
    found.map_or_else(|| roadmap.to_string(), |roadmap| roadmap.title.clone())
}

/// How long it takes to catch up, and what waits meanwhile.
fn backlog_words(backlog: &Backlog, paused: usize) -> String {
    let due = count(backlog.due, "due", "due");
    let mut words = match backlog.days {
        Some(days) => {
            let days = count(days as usize, "day", "days");
            format!(
                "{due}: {days} at {} a day, the oldest first.",
                backlog.per_day
            )
        }
        None => format!(
            "{due}, and {} a day are too few to catch up within two months.",
            backlog.per_day
        ),
    };
    if paused > 0 {
        words.push_str(" New cards wait until then.");
    }
    words
}

/// What a deadline takes, and what that brings.
fn demand_words(title: &str, demand: &Demand, outlook: &Outlook, scheduler: Scheduler) -> String {
    let cards = count(demand.left, "card", "cards");
    let (day, needed) = (date(demand.deadline), demand.needed);
    let mut words = format!("“{title}”: {cards} by {day} needs {needed} new a day");
    let time = minutes(outlook.minutes_a_day);
    if demand.is_too_much() {
        let last = date(demand.begun_by);
        words.push_str(&format!(
            ". That is too much to remember: {} a day come, {time}, and the last is begun on {last}.",
            demand.per_day
        ));
    } else {
        words.push_str(&format!(", {time}."));
    }
    let recalled = percent(outlook.retained);
    let scheduler = match scheduler {
        Scheduler::Sm2 => "SM-2".to_owned(),
        Scheduler::Fsrs6(retention) => format!("FSRS-6 at {retention}"),
    };
    words.push_str(&format!(
        " With {scheduler} you would then recall about {recalled} of those begun."
    ));
    words
}

fn heading(roadmap: &Roadmap, section: SectionId) -> Option<String> {
    let phases = roadmap.phases();
    let indices = (0..phases.len()).map(SectionIndex);
    let found = indices
        .filter(|index| phases.get(index.0) == Some(index))
        .find(|index| roadmap.section_id(*index) == section)?;
    roadmap
        .section(found)
        .map(|section| section.heading.clone())
}

/// Which phase waits for which, and the tap that lets it come.
fn held_line(study: Study, held: &HeldPhase) -> View {
    let shelf = study.shelf_now();
    let name = |section| {
        let roadmap = shelf.roadmap(&held.roadmap)?;
        heading(roadmap, section)
    };
    let (phase, behind) = (name(held.phase), name(held.behind));
    let phase = phase.unwrap_or_else(|| "the next phase".to_owned());
    let behind = behind.unwrap_or_else(|| "the phase before it".to_owned());
    let cards = count(held.cards, "new card", "new cards");
    let grasp = held.grasp;
    let words = format!(
        "{cards} from “{phase}” on wait until “{behind}” is known better: {} of its {} cards are \
         begun, {} recalled.",
        grasp.begun, grasp.cards, grasp.recalled
    );
    let opened = Arranged {
        roadmap: held.roadmap.clone(),
        arrangement: Arrangement::Opened(held.phase),
    };
    let open = element("button")
        .class("button")
        .attribute("type", "button")
        .on("click", move |_| {
            let fact = Fact::Arranged(Box::new(opened.clone()));
            if study.record(fact) == Outcome::Stored {
                // The application looks at the history again.
                documents::announce();
            }
        })
        .text("Open it now");
    line(words, open.view())
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_core::scheduler::fsrs::Retention;
    use waymark_core::time::StudyDay;
    use waymark_evidence::Method;

    #[test]
    fn a_backlog_is_a_plan() {
        #[track_caller]
        fn check(due: usize, per_day: usize, days: Option<u32>, paused: usize, expected: &str) {
            let backlog = Backlog { due, per_day, days };
            assert_eq!(backlog_words(&backlog, paused), expected);
        }
        check(
            312,
            80,
            Some(4),
            0,
            "312 due: 4 days at 80 a day, the oldest first.",
        );
        check(
            312,
            80,
            Some(4),
            20,
            "312 due: 4 days at 80 a day, the oldest first. New cards wait until then.",
        );
        check(
            312,
            1,
            None,
            0,
            "312 due, and 1 a day are too few to catch up within two months.",
        );
    }

    #[test]
    fn a_streak_is_told_from_two_days_on() {
        #[track_caller]
        fn check(current: u32, longest: u32, today: Today, expected: Option<&str>) {
            let streak = Streak {
                current,
                longest,
                last_week: 0,
            };
            assert_eq!(streak_words(streak, today).as_deref(), expected);
        }
        check(0, 9, Today::ToCome, None);
        check(1, 1, Today::Studied, None);
        check(
            2,
            9,
            Today::Studied,
            Some("You have studied 2 days in a row."),
        );
        check(
            12,
            12,
            Today::ToCome,
            Some("You have studied 12 days in a row, your longest. Today is still to come."),
        );
    }

    #[test]
    fn a_deadline_says_what_it_takes() {
        #[track_caller]
        fn check(left: usize, days: i32, scheduler: Scheduler, expected: &str) {
            let today = StudyDay::from_unix_day(20_481);
            let deadline = StudyDay::from_unix_day(20_481 + days);
            let demand = Demand::of(left, today, deadline).expect("a time to come");
            let outlook = Outlook {
                method: Method::Sm2,
                reviews_a_day: 40.0,
                minutes_a_day: 17.7,
                retained: 0.874,
                weeks: Vec::new(),
            };
            let words = demand_words("Tea", &demand, &outlook, scheduler);
            assert_eq!(words, expected);
        }
        check(
            450,
            45,
            Scheduler::Sm2,
            "“Tea”: 450 cards by 14 March 2026 needs 12 new a day, 18 minutes. With SM-2 you would \
             then recall about 87% of those begun.",
        );
        check(
            500,
            7,
            Scheduler::Fsrs6(Retention::USUAL),
            "“Tea”: 500 cards by 4 February 2026 needs 125 new a day. That is too much to remember: \
             50 a day come, 18 minutes, and the last is begun on 6 February 2026. With FSRS-6 at 90% \
             you would then recall about 87% of those begun.",
        );
    }
}
