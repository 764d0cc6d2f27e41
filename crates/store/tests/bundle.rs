//! Roadmaps in two files: a study session misses nothing in the first, and both are the whole.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use waymark_core::card::Answer;
use waymark_core::rich_text::RichText;
use waymark_core::roadmap::{self, Roadmap};
use waymark_store::bundle::{self, BundleError, BundledRoadmap};

/// What a roadmap is made of: text, and questions with and without an answer.
const PARTS: [&str; 7] = [
    "## Phase\n\nWhat it is about.",
    "## Bare phase",
    "### Section\n\nRunning text.",
    "### Bare section\n\n- a point",
    "| tea | minutes |\n|---|---|\n| green | 2 |\n| black | 4 |",
    "### Review questions\n\n1. What is tea?\n2. Why is it brewed?",
    "### Terms\n\n- **Steeping**: leaving tea in hot water.",
];

fn bundled(parts: &[&str]) -> BundledRoadmap {
    let source = format!("# Tea\n\nAll of it.\n\n{}\n", parts.join("\n\n"));
    BundledRoadmap {
        path: "notes/tea.md".to_owned(),
        content: roadmap::content_hash(source.as_bytes()),
        roadmap: roadmap::import(source.as_bytes(), "tea").roadmap,
    }
}

/// What a study session shows of the cards without an answer.
fn read(roadmap: &Roadmap) -> Vec<Vec<&RichText>> {
    let open = roadmap
        .cards
        .iter()
        .filter(|card| card.answer == Answer::Own);
    open.map(|card| {
        let sections = roadmap.reading(card.section).into_iter();
        let sections = sections.filter_map(|index| roadmap.section(index));
        sections.map(|section| &section.text).collect()
    })
    .collect()
}

fn studied(roadmaps: Vec<BundledRoadmap>) -> (Vec<BundledRoadmap>, Vec<u8>) {
    let parted = bundle::part(roadmaps).expect("roadmaps can be written");
    let studied = bundle::from_bytes(&parted.studied).expect("what was written can be read");
    (studied, parted.texts)
}

proptest! {
    #[test]
    fn a_session_misses_nothing_and_both_files_are_the_whole(
        documents in prop::collection::vec(
            prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..8),
            0..4,
        ),
    ) {
        let whole: Vec<BundledRoadmap> = documents.iter().map(|parts| bundled(parts)).collect();
        let (mut found, texts) = studied(whole.clone());
        for (found, whole) in found.iter().zip(&whole) {
            prop_assert_eq!(&found.roadmap.cards, &whole.roadmap.cards);
            prop_assert_eq!(read(&found.roadmap), read(&whole.roadmap));
        }
        bundle::complete(&mut found, &texts).expect("the texts are theirs");
        prop_assert_eq!(found, whole);
    }
}

#[test]
fn only_what_a_session_shows_is_in_the_first_file() {
    #[track_caller]
    fn check(parts: &[&str], expected: &[usize]) {
        let (found, _) = studied(vec![bundled(parts)]);
        let sections = found.iter().flat_map(|found| &found.roadmap.sections);
        let texts: Vec<usize> = sections
            .enumerate()
            .filter(|(_, section)| !section.text.blocks.is_empty())
            .map(|(index, _)| index)
            .collect();
        assert_eq!(texts, expected);
    }
    let [phase, bare_phase, section, _, table, questions, terms] = PARTS;
    check(&[phase, section, table, terms], &[]);
    check(&[phase, section, questions], &[1, 2]);
    check(&[phase, bare_phase, section, questions], &[3]);
}

#[test]
fn texts_of_other_roadmaps_are_refused() {
    #[track_caller]
    fn check(roadmaps: &[&[&str]], texts: &[u8], expected: &BundleError) {
        let (mut found, _) = studied(roadmaps.iter().map(|parts| bundled(parts)).collect());
        let refused = bundle::complete(&mut found, texts).expect_err("they are not theirs");
        assert_eq!(&refused, expected);
    }
    let [phase, _, section, ..] = PARTS;
    let (_, texts) = studied(vec![bundled(&[phase]), bundled(&[section])]);
    check(&[&[section], &[phase]], &texts, &BundleError::OtherTexts);
    check(&[&[phase]], &texts, &BundleError::OtherTexts);
    check(
        &[&[phase], &[section], &[]],
        &texts,
        &BundleError::OtherTexts,
    );
    // The same document, read as fewer sections.
    let mut fewer = bundled(&[phase, section]);
    fewer.roadmap.sections.pop();
    let (_, texts) = studied(vec![fewer]);
    check(&[&[phase, section]], &texts, &BundleError::OtherTexts);
    let end = BundleError::Postcard(postcard::Error::DeserializeUnexpectedEnd);
    check(&[&[phase]], &texts[..texts.len() - 1], &end);
}
