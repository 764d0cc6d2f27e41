//! How a roadmap is studied, to be changed: whether, how fast, until when.

use chrono::NaiveDate;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_core::arrangement::{Arranged, Arrangement, Enrolment};
use waymark_core::id::RoadmapId;
use waymark_core::journal::Fact;
use waymark_core::setting::CardsPerDay;
use waymark_core::time::StudyDay;
use web_sys::{Event, HtmlInputElement};

use super::element::{Element, Presence, View, element};
use crate::state::context::{Outcome, Study, expect_study};

/// Whether a roadmap is studied, by the word on the screen.
pub const ENROLMENTS: [(Enrolment, &str, &str); 4] = [
    (Enrolment::Active, "Active", "New cards come, and reviews."),
    (Enrolment::Paused, "Paused", "Reviews come, nothing new."),
    (
        Enrolment::Archived,
        "Archived",
        "Nothing comes; it can be read.",
    ),
    (
        Enrolment::Removed,
        "Removed",
        "It is gone from Today; its history is kept.",
    ),
];

/// States a fact about a roadmap.
pub fn arrange(study: Study, roadmap: &RoadmapId, arrangement: Arrangement) -> Outcome {
    study.record(arranged(roadmap, arrangement))
}

/// The fact that something of a roadmap was arranged.
pub fn arranged(roadmap: &RoadmapId, arrangement: Arrangement) -> Fact {
    Fact::Arranged(Box::new(Arranged {
        roadmap: roadmap.clone(),
        arrangement,
    }))
}

/// The choice between active, paused, archived and removed.
pub fn enrolment_field(roadmap: &RoadmapId, title: &str) -> Element {
    let study = expect_study();
    let enrolment = study.now(|learner| learner.collection().plan(roadmap).enrolment);
    let options = ENROLMENTS.iter().map(|(value, word, _)| {
        element("option")
            .attribute("value", *word)
            .flag("selected", Presence::when(*value == enrolment))
            .text(*word)
            .view()
    });
    let roadmap = roadmap.clone();
    let set = move |event: Event| {
        let chosen = event_target_value(&event);
        let chosen = ENROLMENTS.iter().find(|(_, word, _)| *word == chosen);
        if let Some((enrolment, ..)) = chosen {
            arrange(study, &roadmap, Arrangement::Enrolment(*enrolment));
        }
    };
    element("select")
        .attribute("aria-label", format!("How “{title}” is studied"))
        .attribute("name", "enrolment")
        .on("change", set)
        .children(options)
}

/// Daily limits and the deadline.
pub fn plan_form(roadmap: &RoadmapId) -> View {
    let study = expect_study();
    let (new, reviews, deadline) = study.now(|learner| {
        let plan = learner.collection().plan(roadmap);
        (plan.new_per_day, plan.reviews_per_day, plan.deadline)
    });
    let limit = |limit: Option<CardsPerDay>| limit.map_or_else(String::new, |l| l.0.to_string());
    element("div")
        .class("plan")
        .child(field(
            "All cards begun by",
            None,
            form_input(roadmap, "date", "deadline", date_value(deadline), |text| {
                date(text).map(Arrangement::Deadline)
            }),
        ))
        .child(field(
            "New cards a day",
            Some("Empty: only the limit for all roadmaps holds."),
            number(roadmap, "roadmap-new-per-day", limit(new), |text| {
                cards(text).map(Arrangement::NewPerDay)
            }),
        ))
        .child(field(
            "Reviews a day at most",
            None,
            number(roadmap, "roadmap-reviews-per-day", limit(reviews), |text| {
                cards(text).map(Arrangement::ReviewsPerDay)
            }),
        ))
        .view()
}

fn field(label: &'static str, remark: Option<&'static str>, input: View) -> View {
    let remark = remark.map(|words| element("small").text(words).view());
    element("label")
        .class("field")
        .child(element("span").text(label).children(remark).view())
        .child(input)
        .view()
}

/// What a text in a field stands for; `None` where it stands for nothing.
type Read = fn(&str) -> Option<Arrangement>;

fn number(roadmap: &RoadmapId, name: &'static str, value: String, read: Read) -> View {
    input(roadmap, "number", name, value, read)
        .attribute("inputmode", "numeric")
        .attribute("min", "0")
        .attribute("max", "9999")
        .attribute("placeholder", "–")
        .view()
}

fn form_input(
    roadmap: &RoadmapId,
    kind: &'static str,
    name: &'static str,
    value: String,
    read: Read,
) -> View {
    input(roadmap, kind, name, value, read).view()
}

fn input(
    roadmap: &RoadmapId,
    kind: &'static str,
    name: &'static str,
    value: String,
    read: Read,
) -> Element {
    let study = expect_study();
    let roadmap = roadmap.clone();
    let last = StoredValue::new(value.clone());
    let set = move |event: Event| {
        let text = event_target_value(&event);
        let stored = read(&text).map(|arrangement| arrange(study, &roadmap, arrangement));
        if stored == Some(Outcome::Stored) {
            last.set_value(text);
            return;
        }
        // What means nothing, or was not stored, does not stay on the screen as if it held.
        let field = event.target();
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.set_value(&last.get_value());
        }
    };
    element("input")
        .attribute("type", kind)
        .attribute("name", name)
        .property("value", value)
        .on("change", set)
}

/// A limit as it is written; nothing at all is no limit.
fn cards(text: &str) -> Option<Option<CardsPerDay>> {
    if text.is_empty() {
        return Some(None);
    }
    text.parse().ok().map(|number| Some(CardsPerDay(number)))
}

/// A date as fields of dates write it, `2027-03-14`; nothing at all is no day.
fn date(text: &str) -> Option<Option<StudyDay>> {
    if text.is_empty() {
        return Some(None);
    }
    let date: NaiveDate = text.parse().ok()?;
    Some(Some(StudyDay::from_unix_day(date.to_epoch_days())))
}

fn date_value(day: Option<StudyDay>) -> String {
    let date = day.and_then(StudyDay::civil);
    date.map_or_else(String::new, |date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_fields_want_them() {
        #[track_caller]
        fn check(text: &str, expected: Option<Option<i32>>) {
            let read = date(text);
            let expected = expected.map(|day| day.map(StudyDay::from_unix_day));
            assert_eq!(read, expected, "{text}");
            if let Some(day) = read {
                assert_eq!(date_value(day), text);
            }
        }
        check("", Some(None));
        check("1970-01-02", Some(Some(1)));
        check("2027-03-14", Some(Some(20_891)));
        check("14 March", None);
    }

    #[test]
    fn no_limit_is_an_empty_field() {
        assert_eq!(cards(""), Some(None));
        assert_eq!(cards("0"), Some(Some(CardsPerDay(0))));
        assert_eq!(cards("-1"), None);
        assert_eq!(cards("many"), None);
    }
}
