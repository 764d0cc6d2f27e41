//! Taking cards to other programs: choosing them, seeing what will be made, saving the file.

mod exporting;
mod making;
mod manual;
mod media;

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use waymark_core::search;
use waymark_store::packaging::{Form, Schedule, Size};
use web_sys::{Event, HtmlInputElement};

use self::exporting::{Counted, Exporting, Stage};
use self::making::{made, making};
use self::manual::manual;
use crate::components::element::{Presence, View, element, live, nothing, row};
use crate::platform::page;
use crate::route::Route;
use crate::state::context::expect_study;
use crate::state::shelf::Source;
use crate::state::wording::count;

/// The page, below its heading.
pub fn export_page() -> View {
    let exporting = Exporting::begin(expect_study(), only_roadmap());
    on_cleanup(move || exporting.leave());
    let form = exporting.form;
    element("div")
        .class("export")
        .child(
            element("section")
                .class("panel")
                .attribute("aria-labelledby", "export-what")
                .child(heading("export-what", "What to take along"))
                .child(live(move || roadmaps(exporting)))
                .child(query(exporting))
                .view(),
        )
        .child(
            element("section")
                .class("panel")
                .attribute("aria-labelledby", "export-how")
                .child(heading("export-how", "As what"))
                .child(forms(exporting))
                .child(live(move || match form.get() {
                    Form::Apkg => schedule(exporting),
                    Form::Csv | Form::Tsv | Form::Markdown => nothing(),
                }))
                .view(),
        )
        .child(live(move || stage(exporting)))
        .child(live(move || manual(form.get())))
        .view()
}

/// The roadmap that the address names, from whose page the learner came.
fn only_roadmap() -> Option<waymark_core::id::RoadmapId> {
    let fragment = page::fragment();
    let prefix = format!("{}/", Route::Export);
    fragment.strip_prefix(&prefix)?.parse().ok()
}

fn heading(id: &'static str, words: &'static str) -> View {
    element("h2").attribute("id", id).text(words).view()
}

fn roadmaps(exporting: Exporting) -> View {
    let sources = exporting.sources();
    if sources.is_empty() {
        return element("p")
            .text("There is no roadmap here yet. Add one, and its cards can be exported.")
            .view();
    }
    let choices = sources.iter().map(|source| choice(exporting, source));
    let choices: Vec<View> = choices.collect();
    element("fieldset")
        .class("export-choices")
        .child(element("legend").text("Roadmaps").view())
        .children(choices)
        .view()
}

fn choice(exporting: Exporting, source: &Arc<Source>) -> View {
    let id = source.roadmap.id.clone();
    let is_wanted = exporting
        .left_out
        .with_untracked(|left_out| !left_out.contains(&id));
    let change = move |event: Event| {
        let is_wanted = checked(&event);
        exporting.left_out.update(|left_out| {
            if is_wanted {
                left_out.remove(&id);
            } else {
                left_out.insert(id.clone());
            }
        });
    };
    let field = element("input")
        .attribute("type", "checkbox")
        .attribute("name", "roadmap")
        .attribute("value", source.roadmap.id.to_string())
        .flag("checked", Presence::when(is_wanted))
        .on("change", change);
    element("label")
        .class("export-choice")
        .child(field.view())
        .child(
            element("span")
                .attribute("dir", "auto")
                .text(source.roadmap.title.clone())
                .view(),
        )
        .view()
}

fn checked(event: &Event) -> bool {
    let field = event.target();
    let field = field.and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    field.is_some_and(|field| field.checked())
}

/// Which of their cards, for who wants less than all.
fn query(exporting: Exporting) -> View {
    let remark = move || {
        let parsed = search::parse(&exporting.query.get());
        let mut problems = parsed.diagnostics.into_iter();
        problems.next().map_or_else(nothing, |diagnostic| {
            element("p")
                .class("export-problem")
                .attribute("role", "alert")
                .text(diagnostic.problem.to_string())
                .view()
        })
    };
    let field = element("input")
        .attribute("type", "search")
        .attribute("name", "query")
        .attribute("placeholder", "is:leech, tag:exam, etcd")
        .attribute("autocapitalize", "none")
        .attribute("spellcheck", "false")
        .on("input", move |event| {
            let field = event.target();
            let field = field.and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(field) = field {
                exporting.query.set(field.value());
            }
        });
    row(vec![
        element("label")
            .class("export-query")
            .child(
                element("span")
                    .text("Only cards that this search finds (as in Browse; empty for all)")
                    .view(),
            )
            .child(field.view())
            .view(),
        live(remark),
    ])
}

fn forms(exporting: Exporting) -> View {
    let choices = [
        (
            Form::Apkg,
            "apkg",
            "Anki package: decks, cards, what you learned",
        ),
        (Form::Csv, "csv", "Table, parted by commas (CSV)"),
        (Form::Tsv, "tsv", "Table, parted by tabs (TSV)"),
        (Form::Markdown, "md", "Markdown, to read"),
    ];
    let choices = choices.map(|(form, value, words)| {
        let is_chosen = exporting.form.get_untracked() == form;
        let field = element("input")
            .attribute("type", "radio")
            .attribute("name", "form")
            .attribute("value", value)
            .flag("checked", Presence::when(is_chosen))
            .on("change", move |_| exporting.form.set(form));
        element("label")
            .class("export-choice")
            .child(field.view())
            .child(element("span").text(words).view())
            .view()
    });
    element("fieldset")
        .class("export-choices")
        .child(element("legend").text("File").view())
        .children(choices)
        .view()
}

fn schedule(exporting: Exporting) -> View {
    let is_included = exporting.schedule.get_untracked() == Schedule::Included;
    let field = element("input")
        .attribute("type", "checkbox")
        .attribute("name", "schedule")
        .flag("checked", Presence::when(is_included))
        .on("change", move |event| {
            exporting.schedule.set(if checked(&event) {
                Schedule::Included
            } else {
                Schedule::Left
            });
        });
    let words = "With what you learned: intervals, due days and every review. Without, each card \
                 is new in Anki.";
    element("label")
        .class("export-choice")
        .child(field.view())
        .child(element("span").text(words).view())
        .view()
}

/// What will be made, what is being made, or what was.
fn stage(exporting: Exporting) -> View {
    match exporting.stage.get() {
        Stage::Choosing => preview(exporting),
        Stage::Making(words) => making(exporting, words),
        Stage::Made(saved) => made(exporting, &saved),
    }
}

fn preview(exporting: Exporting) -> View {
    let figures = move || match exporting.counted.get() {
        Counted::Counting => element("p").text("Counting…").view(),
        Counted::Failed(cause) => element("p")
            .text(format!("It cannot be counted: {cause}."))
            .view(),
        Counted::Known(Size { cards: 0, .. }) => element("p")
            .text("No card is chosen: tick a roadmap, or search for something else.")
            .view(),
        Counted::Known(size) => element("p")
            .class("export-figures")
            .text(sentence(
                size,
                exporting.form.get(),
                exporting.schedule.get(),
            ))
            .view(),
    };
    let failure = move || {
        exporting.failure.get().map_or_else(nothing, |cause| {
            element("p")
                .text(format!("No file was made: {cause}."))
                .view()
        })
    };
    let button = move || {
        let is_empty = matches!(
            exporting.counted.get(),
            Counted::Known(Size { cards: 0, .. })
        );
        element("button")
            .class("button primary")
            .attribute("type", "button")
            .flag("disabled", Presence::when(is_empty))
            .on("click", move |_| exporting.make())
            .text("Export")
            .view()
    };
    element("section")
        .class("panel")
        .attribute("aria-label", "What will be made")
        .child(
            element("div")
                .attribute("role", "status")
                .live(figures)
                .view(),
        )
        .child(
            element("div")
                .attribute("role", "alert")
                .live(failure)
                .view(),
        )
        .child(element("div").class("row").live(button).view())
        .view()
}

/// `120 cards in 4 decks, with 300 reviews`.
fn sentence(size: Size, form: Form, schedule: Schedule) -> String {
    let cards = count(size.cards, "card", "cards");
    let decks = count(size.decks, "deck", "decks");
    let reviews = count(size.reviews, "review", "reviews");
    match (form, schedule) {
        (Form::Apkg, Schedule::Included) => format!("{cards} in {decks}, with {reviews}."),
        (Form::Apkg, Schedule::Left) => format!("{cards} in {decks}, all new."),
        (Form::Csv | Form::Tsv | Form::Markdown, _) => format!("{cards} in {decks}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_says_what_the_file_holds() {
        #[track_caller]
        fn check(form: Form, schedule: Schedule, expected: &str) {
            let size = Size {
                cards: 10_000,
                decks: 1,
                reviews: 2,
            };
            assert_eq!(sentence(size, form, schedule), expected);
        }
        let (with, without) = (Schedule::Included, Schedule::Left);
        check(Form::Apkg, with, "10,000 cards in 1 deck, with 2 reviews.");
        check(Form::Apkg, without, "10,000 cards in 1 deck, all new.");
        check(Form::Csv, with, "10,000 cards in 1 deck.");
        check(Form::Markdown, without, "10,000 cards in 1 deck.");
    }
}
