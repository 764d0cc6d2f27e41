//! Four documents of the shapes that were found in the wild, and what a teacher counts in them.
//!
//! Their words mean nothing: of each document only its marks are kept, what it lost of them, and
//! the words by which a reader knows what stands where. The counts were made by hand.

use std::collections::{BTreeMap, BTreeSet};

use waymark_core::roadmap::import;

/// Checks how many cards of each kind a document makes, and that no two ask the same.
#[track_caller]
fn check(document: &[u8], expected: &[(&str, usize)]) {
    let cards = import(document, "Untitled").roadmap.cards;
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for card in &cards {
        *found.entry(card.kind.name()).or_default() += 1;
    }
    let expected: BTreeMap<&str, usize> = expected.iter().copied().collect();
    assert_eq!(found, expected);
    let fronts: BTreeSet<String> = cards
        .iter()
        .map(|card| card.front.to_string().to_lowercase())
        .collect();
    assert_eq!(fronts.len(), cards.len(), "two cards ask the same");
}

#[test]
fn bold_definitions_beside_lines_that_only_say_what_to_learn() {
    // Two more lines tell the reader to take part in something: nobody asks for that.
    check(
        include_bytes!("shapes/definitions.md"),
        &[("definition", 24), ("topic", 7)],
    );
}

#[test]
fn terms_that_are_bold_with_their_text_and_examples_with_code() {
    // One of the fourteen terms only says to go deeper, and is named with what it is about. Two of
    // the examples have code whose keys their words speak of.
    check(
        include_bytes!("shapes/examples.md"),
        &[
            ("code", 2),
            ("definition", 13),
            ("example", 20),
            ("topic", 1),
        ],
    );
}

#[test]
fn a_mastery_roadmap_that_lost_its_marks() {
    // Eleven items of the checklist and six outcomes; 26 rows of tables with 52 values; four
    // sequences with 28 steps; two blocks of code, an example and commands.
    check(
        include_bytes!("shapes/lost-structure.md"),
        &[
            ("command", 1),
            ("definition", 8),
            ("example", 1),
            ("goal", 9),
            ("guidance", 7),
            ("mastery", 17),
            ("mistake", 2),
            ("next-step", 28),
            ("question", 3),
            ("steps", 4),
            ("table-cell", 52),
            ("table-contrast", 8),
            ("table-reverse", 18),
            ("topic", 32),
        ],
    );
}

#[test]
fn numbered_facts_and_a_plan_of_directives() {
    // Eighteen directives: thirteen name something to explain, five something to do.
    check(
        include_bytes!("shapes/plan.md"),
        &[("definition", 9), ("mastery", 5), ("topic", 13)],
    );
}
