//! What share of a section or phase was recalled when its cards came back.

use leptos::prelude::With as _;
use rustc_hash::FxHashMap;
use waymark_core::card::SectionIndex;
use waymark_core::id::CardId;
use waymark_core::roadmap::Roadmap;
use waymark_core::statistics::{History, Share, by_part};

use super::Trail;
use crate::platform::storage::BrowserStore;
use crate::state::learner::Learner;

/// What was recalled when due, of each section of the roadmap.
pub fn by_section(roadmap: &Roadmap, learner: &Learner<BrowserStore>) -> Vec<Share> {
    let collection = learner.collection();
    let sections = roadmap.cards.iter();
    // A review counts for the card that has its history now.
    let sections: FxHashMap<CardId, usize> = sections
        .map(|card| (collection.holder(card.id), card.section.0))
        .collect();
    let history = History::of(learner.journal(), collection);
    by_part(history.asked(), roadmap.sections.len(), |asked| {
        sections.get(&asked.card).copied()
    })
}

impl Trail {
    /// What was recalled when due of those sections, in words; nothing below enough reviews.
    pub fn retention(&self, is_wanted: impl Fn(SectionIndex) -> bool) -> Option<String> {
        let mut sum = Share::default();
        self.shares.with(|shares| {
            for (section, share) in shares.iter().enumerate() {
                if is_wanted(SectionIndex(section)) {
                    sum.recalled += share.recalled;
                    sum.reviews += share.reviews;
                }
            }
        });
        words(sum)
    }
}

/// `91% recalled when due`: the share of all such reviews that there were.
fn words(share: Share) -> Option<String> {
    let percent = (share.permille()? + 5) / 10;
    Some(format!("{percent}% recalled when due"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_claimed_of_few_reviews() {
        #[track_caller]
        fn check(recalled: u32, reviews: u32, expected: Option<&str>) {
            assert_eq!(words(Share { recalled, reviews }).as_deref(), expected);
        }
        check(0, 0, None);
        check(19, 19, None);
        check(20, 20, Some("100% recalled when due"));
        check(375, 412, Some("91% recalled when due"));
    }
}
