//! How the file gets into Anki, on each of its programs.

use waymark_store::packaging::Form;

use crate::components::element::{View, element, nothing};

/// The programs, and what to do in each.
const PROGRAMS: [(&str, &str); 3] = [
    (
        "Anki on a computer",
        "File, Import, and choose the file; or open it from the folder of your downloads.",
    ),
    (
        "AnkiDroid",
        "Open the file from your downloads with AnkiDroid; or in AnkiDroid the menu ⋮, Import, \
         Deck package (.apkg).",
    ),
    (
        "AnkiMobile",
        "Share the file from here or from the app Files, and choose AnkiMobile.",
    ),
];

/// What to do with the file.
pub fn manual(form: Form) -> View {
    let words = |words: &'static str| element("p").text(words).view();
    match form {
        Form::Apkg => {
            let programs = PROGRAMS.into_iter().flat_map(|(program, act)| {
                [
                    element("dt").text(program).view(),
                    element("dd").text(act).view(),
                ]
            });
            element("section")
                .class("panel export-manual")
                .attribute("aria-labelledby", "export-manual")
                .child(
                    element("h2")
                        .attribute("id", "export-manual")
                        .text("Into Anki")
                        .view(),
                )
                .child(element("dl").children(programs).view())
                .child(
                    element("p")
                        .child(
                            element("strong")
                                .text("Tick “Import any learning progress” in Anki’s dialog")
                                .view(),
                        )
                        .text(
                            " to bring along what you learned. It is off at first, and without it \
                             every card is new there.",
                        )
                        .view(),
                )
                .child(words(
                    "Export again after an edit, and import again: Anki updates the notes that \
                     changed and adds none twice. What Anki has of a card’s schedule already it \
                     never changes. What you do in Anki comes back here when you add its package \
                     under Add roadmaps.",
                ))
                .view()
        }
        Form::Csv | Form::Tsv => element("section")
            .class("panel export-manual")
            .attribute("aria-label", "What to do with it")
            .child(words(
                "Anki imports it with File, Import: its first lines say which column is what. \
                 Other programs open it as a table; fields are HTML.",
            ))
            .view(),
        Form::Markdown => nothing(),
    }
}
