//! Laws of edited documents: what keeps every id, and that no card is left out of a comparison.

use std::collections::BTreeSet;

use proptest::prelude::*;
use waymark_core::id::CardId;
use waymark_core::journal::Carried;
use waymark_core::reimport::{Comparison, Snapshot, compare};
use waymark_core::roadmap::{Roadmap, import};

use crate::documents::{Style, Unit, document, styles, units};

fn roadmap(source: &str) -> Roadmap {
    import(source.as_bytes(), "Map").roadmap
}

fn between(old: &str, new: &str) -> Comparison {
    compare(&Snapshot::of(&roadmap(old)), &Snapshot::of(&roadmap(new)))
}

fn ids(source: &str) -> BTreeSet<CardId> {
    roadmap(source).cards.iter().map(|card| card.id).collect()
}

/// Two versions of a document: units of both, some only of one, in any order and style.
fn versions() -> impl Strategy<Value = (String, String)> {
    let units = units().prop_filter("at least one", |units| !units.is_empty());
    let edited = (units, styles(), styles()).prop_flat_map(|(units, one, other)| {
        let subset = prop::sample::subsequence(units.clone(), 0..=units.len());
        let new = prop::sample::subsequence(units.clone(), 0..=units.len()).prop_shuffle();
        (subset, new, Just(one), Just(other))
    });
    let reworded = (edited, any::<bool>());
    reworded.prop_map(|((old, mut new, one, other), reword)| {
        if reword {
            for unit in new.iter_mut().step_by(3) {
                *unit = Unit {
                    number: unit.number + 100,
                    ..*unit
                };
            }
        }
        (document(&old, &one), document(&new, &other))
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(300)
    })]

    /// Answers, order, sections, numbering, line breaks and emphasis are no part of an id.
    #[test]
    fn editing_all_but_the_question_keeps_every_id(
        units in units(),
        shuffled in any::<u64>(),
        one in styles(),
        other in styles(),
    ) {
        let before = document(&units, &one);
        let mut moved = units.clone();
        moved.sort_by_key(|unit| (u64::from(unit.number) + 1).wrapping_mul(shuffled | 1));
        for unit in &mut moved {
            unit.section = (unit.section + shuffled as usize) % 4;
        }
        let after = document(&moved, &other);
        let found = ids(&before);
        prop_assert_eq!(found.len(), units.iter().map(Unit::cards).sum::<usize>(), "{}", before);
        prop_assert_eq!(&found, &ids(&after), "of:\n{}\nand:\n{}", before, after);
        let comparison = between(&before, &after);
        prop_assert_eq!(
            comparison.kept.len() + comparison.moved.len() + comparison.edited.len(),
            found.len()
        );
    }

    #[test]
    fn each_card_is_told_of_once((old, new) in versions()) {
        let comparison = between(&old, &new);
        let same = [&comparison.kept, &comparison.moved, &comparison.edited];
        let same: Vec<CardId> = same.into_iter().flatten().copied().collect();
        let proposed = comparison.proposed.iter().map(|proposal| proposal.carry);
        let carries: Vec<Carried> = comparison.carried.iter().copied().chain(proposed).collect();
        let mut of_old = [&same[..], &comparison.gone].concat();
        of_old.extend(carries.iter().map(|carry| carry.from));
        let mut of_new = [&same[..], &comparison.new].concat();
        of_new.extend(carries.iter().map(|carry| carry.to));
        for (told, source) in [(of_old, old), (of_new, new)] {
            let found = ids(&source);
            prop_assert_eq!(told.len(), found.len());
            prop_assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), found);
        }
    }

    #[test]
    fn a_document_is_kept_as_a_whole_by_itself(units in units(), style in styles()) {
        let source = document(&units, &style);
        let comparison = between(&source, &source);
        prop_assert_eq!(comparison.kept.len(), ids(&source).len());
        let kept = comparison.kept.clone();
        prop_assert_eq!(comparison, Comparison { kept, ..Comparison::default() });
    }
}

#[test]
fn the_styles_do_change_the_source() {
    let units = [Unit {
        shape: 0,
        number: 3,
        section: 0,
    }];
    let plain = document(&units, &[Style::default()]);
    let styled = Style {
        wrap: 1,
        emphasis: 1,
        number: 4,
        answer: 2,
    };
    assert_ne!(plain, document(&units, &[styled]));
}
