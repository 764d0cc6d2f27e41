//! What a learner knows worst.

use crate::card::Card;
use crate::collection::{Activity, Collection, Learning};
use crate::mastery::{Standing, standing};

/// The begun cards that are known worst, the worst first, at most `number` of them: those not
/// recalled last before the others, then by lapses, ease and interval. Strong cards are none.
pub fn weakest<'a>(
    cards: impl IntoIterator<Item = &'a Card>,
    collection: &Collection,
    number: usize,
) -> Vec<&'a Card> {
    let mut weak = Vec::new();
    for card in cards {
        let state = collection.card(card.id);
        let Learning::Begun(progress) = state.learning else {
            continue;
        };
        let is_weak = progress.memory.successes == 0 || progress.lapses > 0;
        if state.activity == Activity::Suspended
            || !is_weak
            || standing(state.learning) == Standing::Strong
        {
            continue;
        }
        let key = (
            progress.memory.successes > 0,
            u32::MAX - progress.lapses,
            progress.memory.ease,
            progress.memory.interval,
            card.id,
        );
        weak.push((key, card));
    }
    weak.sort_unstable_by_key(|(key, _)| *key);
    weak.truncate(number);
    weak.into_iter().map(|(_, card)| card).collect()
}
