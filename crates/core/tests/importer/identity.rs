//! What keeps a card's id, and what changes it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use waymark_core::id::CardId;
use waymark_core::roadmap::import;

fn ids(source: &str) -> BTreeSet<CardId> {
    let cards = import(source.as_bytes(), "Fallback").roadmap.cards;
    cards.iter().map(|card| card.id).collect()
}

/// Checks that both documents make the same cards, and at least one.
#[track_caller]
fn check(before: &str, after: &str) {
    let (before, after) = (format!("# Map\n\n{before}"), format!("# Map\n\n{after}"));
    assert!(!ids(&before).is_empty(), "no cards in:\n{before}");
    assert_eq!(ids(&before), ids(&after), "of:\n{before}\nand:\n{after}");
}

#[test]
fn ids_of_this_version_never_change() {
    let source = "---\nid: golden\n---\n# Golden\n\n\
        - **Pod**: the smallest unit.\n- **pod**: not the same.\n\n\
        ## One\n\n### Review questions\n\n- What is a Pod?\n- Named? ^own-id\n\n\
        ## Two\n\n### Review questions\n\n- What is a Pod?\n\n\
        ### Mastery checklist\n\n- [ ] I can trace a Pod.\n\n\
        | Kind | Use for | Avoid when |\n|---|---|---|\n| Job | batch | serving |\n";
    let roadmap = import(source.as_bytes(), "").roadmap;
    let found: Vec<_> = roadmap
        .cards
        .iter()
        .map(|card| format!("{} {} {}", card.id, card.note, card.front))
        .collect();
    insta::assert_snapshot!(found.join("\n"));
}

#[test]
fn an_edited_answer_keeps_the_id() {
    check(
        "- What is a Pod?\n",
        "- What is a Pod?\n\n  One or more containers.\n",
    );
    check(
        "- **Pod**: a group.\n",
        "- **Pod** — a group of containers.\n",
    );
    check(
        "| A | B |\n|---|---|\n| k | v |\n",
        "| A | B |\n|---|---|\n| k | other |\n",
    );
    check(
        "A stable address:::Service\n",
        "A stable address ::: a Service\n",
    );
    check(
        "What is a Pod?\n??\nA group.\n",
        "What is a Pod?\n??\n- A unit.\n",
    );
    check("- Pod #card\n  - a group\n", "- Pod #card\n  - a unit\n");
}

#[test]
fn the_syntax_of_a_flashcard_is_not_in_its_id() {
    check(
        "What is a Pod? :: A group.\n",
        "What is a Pod?\n?\nA group.\n",
    );
    check(
        "## Pod #card\n\nA group.\n",
        "- Pod #card #core\n  - A group.\n",
    );
    check("A {{c1::Pod}} runs.\n", "A {{c1::**Pod**::what?}}\nruns.\n");
    check("A {{cloze Pod}} runs.\n", "C: A [Pod] runs.\n");
}

#[test]
fn a_reverse_card_is_the_sibling_of_a_card_that_stays() {
    let one = ids("# Map\nA stable address :: a Service\n");
    let two = ids("# Map\nA stable address ::: a Service\n");
    assert!(one.is_subset(&two) && two.len() == 2);
    let cards = import(
        b"# Map\nx ::: y\nA {{c1::b}} c {{c2::d}}.\n\nA {{c1::b}} {{c2::d}}.\n",
        "",
    );
    let notes = cards.roadmap.cards.iter().map(|card| card.note);
    assert_eq!(notes.collect::<BTreeSet<_>>().len(), 2);
}

#[test]
fn another_place_keeps_the_id() {
    check(
        "## One\n\n- What is a Pod?\n\n## Two\n",
        "## One\n\n## Three\n\n- What is a Pod?\n",
    );
    check(
        "- What is a Pod?\n- Is that all there is?\n",
        "- Is that all there is?\n- What is a Pod?\n",
    );
    check(
        "| A | B | C |\n|---|---|---|\n| k | v | w |\n",
        "| A | C | B |\n|---|---|---|\n| k | w | v |\n",
    );
}

#[test]
fn numbering_wrapping_and_emphasis_keep_the_id() {
    check("- What is a Pod?\n", "7. What is a Pod?\n");
    check("- What is a Pod?\n", "- 🚀 What is a\n  **Pod**?\n");
    check("- What does `spec` hold?\n", "- *What* does spec hold?\n");
    check("### 1. What is a Pod?\n", "#### 2.3 What is a Pod?\n");
    check("### What is a Pod?\n", "**What is a Pod?**\n");
    check(
        "## 1. Mastery checklist\n- [ ] I can run it.\n",
        "## Mastery checklist\n* [x] I can **run** it\n",
    );
}

#[test]
fn another_question_has_another_id() {
    #[track_caller]
    fn differ(one: &str, other: &str) {
        assert!(ids(one).is_disjoint(&ids(other)), "{one}\n{other}");
    }
    differ("# Map\n- What is a Pod?\n", "# Map\n- What is a Node?\n");
    differ("# Map\n- What is a Pod?\n", "# Plan\n- What is a Pod?\n");
    differ("# Map\n- **Secret**: x\n", "# Map\n- **secret**: x\n");
    differ("# Map\n- **Pod**: x\n", "# Map\n|K|Pod|\n|-|-|\n|Pod|x|\n");
}

#[test]
fn an_id_in_the_source_wins() {
    check(
        "- What is a Pod? ^pod\n",
        "- What is a Pod, and why? ^pod\n",
    );
    check(
        "- What is a Pod? <!-- id: pod -->\n",
        "### And what is a Pod? ^pod\n",
    );
    check(
        "What it is:\n\n**What is a Pod?**\n\nA group.\n\n^pod\n",
        "**What is that?** ^pod\n",
    );
}

#[test]
fn a_repeated_question_is_asked_once_in_a_section_and_named_elsewhere() {
    let source = "# Map\n## One\n- What is a Pod?\n- What is a pod?\n## Two\n- What is a Pod?\n";
    let import = import(source.as_bytes(), "");
    let fronts: Vec<_> = import
        .roadmap
        .cards
        .iter()
        .map(|c| c.front.to_string())
        .collect();
    assert_eq!(fronts, ["One — What is a Pod?", "Two — What is a Pod?"]);
    assert_eq!(import.diagnostics.len(), 1);
    // The first holder keeps the id that it had before the second came.
    assert!(ids(source).is_superset(&ids("# Map\n## One\n- What is a Pod?\n")));
}

proptest! {
    /// Cards of one roadmap share neither id nor front.
    #[test]
    fn no_two_cards_are_the_same(picks in prop::collection::vec((0_usize..4, 0_usize..6), 1..40)) {
        let mut source = String::from("# Map\n");
        for (shape, word) in picks {
            let word = ["Pod", "Node", "Job", "pod", "Pod ", "1. Pod"][word];
            source += &match shape {
                0 => format!("\n## {word}\n"),
                1 => format!("\n- What is a {word} here?\n"),
                2 => format!("\n- **{word}**: text.\n"),
                _ => format!("\n| Key | Use |\n|---|---|\n| {word} | text |\n\n"),
            };
        }
        let cards = import(source.as_bytes(), "").roadmap.cards;
        let fronts: BTreeSet<_> = cards.iter().map(|card| card.front.to_string()).collect();
        prop_assert_eq!(fronts.len(), cards.len());
        let ids: BTreeSet<_> = cards.iter().map(|card| card.id).collect();
        prop_assert_eq!(ids.len(), cards.len());
    }
}

#[test]
fn a_tag_that_says_the_document_has_cards_is_in_the_id_and_not_in_the_title() {
    #[track_caller]
    fn check(source: &str, id: &str, title: &str) {
        let roadmap = import(source.as_bytes(), "Fallback").roadmap;
        assert_eq!(
            (roadmap.id.to_string(), roadmap.title.as_str()),
            (id.to_owned(), title),
            "{source}"
        );
    }
    check("# Tea #flashcards", "tea-flashcards", "Tea");
    check("# Tea #flashcards/china", "tea-flashcards-china", "Tea");
    check("# #card Tea and C#", "card-tea-and-c", "Tea and C#");
    // Other tags may be words of the title, and something has to be left.
    check("# Why #MeToo", "why-metoo", "Why #MeToo");
    check("# #flashcards", "flashcards", "#flashcards");
    // What an author gives as the title is the title.
    check(
        "---\ntitle: \"Tea #card\"\n---\n# Leaves",
        "tea-card",
        "Tea #card",
    );
}
