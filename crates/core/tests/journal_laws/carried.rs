//! Histories that are carried to other ids: none is lost, none counts twice.

use proptest::prelude::*;
use waymark_core::collection::{Activity, Collection, Learning};
use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Carried, Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::time::{Instant, Moment, Took, UtcOffset};

use super::{HOUR_MS, events};

/// What can be done to a card.
#[derive(Clone, Copy, Debug)]
enum Act {
    Review(Rating, Purpose),
    Suspend,
    Resume,
}

impl Act {
    fn on(self, card: CardId) -> Fact {
        match self {
            Self::Review(rating, purpose) => Fact::Reviewed(Review {
                card,
                rating,
                took: Took::from_ms(1_000),
                purpose,
            }),
            Self::Suspend => Fact::Suspended(card),
            Self::Resume => Fact::Resumed(card),
        }
    }
}

fn acts_on_one_card() -> impl Strategy<Value = Act> {
    let ratings = prop::sample::select(Rating::ALL.to_vec());
    let purposes = prop::sample::select(vec![Purpose::Scheduled, Purpose::Drill, Purpose::Cram]);
    prop_oneof![
        4 => (ratings, purposes).prop_map(|(rating, purpose)| Act::Review(rating, purpose)),
        1 => Just(Act::Suspend),
        1 => Just(Act::Resume),
    ]
}

fn at(hours: i64) -> Moment {
    Moment {
        instant: Instant::from_unix_ms(hours * HOUR_MS),
        offset: UtcOffset::UTC,
    }
}

fn own(sequence: u32) -> EventId {
    EventId {
        replica: ReplicaId::from_bits(7),
        sequence,
    }
}

fn carried(from: u64, to: u64) -> Fact {
    Fact::Carried(Carried {
        from: CardId::from_bits(from),
        to: CardId::from_bits(to),
    })
}

/// A step of a story: a review of a card, its suspension, a carry, or the revert of a step.
#[derive(Clone, Copy)]
enum Step {
    Review(u64),
    Suspend(u64),
    Carry(u64, u64),
    Revert(u32),
}

/// Checks which cards hold how many reviews after the steps, one an hour.
#[track_caller]
fn check(story: &[Step], expected: &[(u64, u32)]) -> Collection {
    let mut journal = Journal::default();
    let mut collection = Collection::empty();
    for (sequence, step) in (0..).zip(story) {
        let card = CardId::from_bits;
        let fact = match *step {
            Step::Review(id) => Act::Review(Rating::Good, Purpose::Scheduled).on(card(id)),
            Step::Suspend(id) => Act::Suspend.on(card(id)),
            Step::Carry(from, to) => carried(from, to),
            Step::Revert(sequence) => Fact::Reverted(own(sequence)),
        };
        let event = Event {
            id: own(sequence),
            moment: at(i64::from(sequence)),
            fact,
        };
        let placement = journal.insert(event.clone());
        collection.advance(&journal, &event, placement);
    }
    assert_eq!(collection, Collection::fold(&journal));
    let mut held: Vec<(u64, u32)> = collection
        .touched_cards()
        .filter_map(|(card, state)| match state.learning {
            Learning::New => None,
            Learning::Begun(progress) => Some((card.bits(), progress.reviews)),
        })
        .collect();
    held.sort_unstable();
    assert_eq!(held, expected);
    collection
}

#[test]
fn histories_go_where_they_are_carried() {
    use Step::{Carry, Revert, Review, Suspend};
    // A chain, and events that name each of its ids later.
    let chain = [Review(1), Carry(1, 2), Review(2), Carry(2, 3), Review(3)];
    let collection = check(&chain, &[(3, 3)]);
    let state = |card| collection.card(CardId::from_bits(card));
    assert_eq!((state(1), state(2)), (state(3), state(3)));
    check(&[&chain[..], &[Review(1), Review(2)]].concat(), &[(3, 5)]);
    // Two into one, joined to what it had of its own.
    check(
        &[Review(1), Review(2), Review(3), Carry(1, 3), Carry(2, 3)],
        &[(3, 3)],
    );
    // There and back: the question got its old words again.
    let back = [Review(1), Carry(1, 2), Review(2), Carry(2, 1), Review(1)];
    check(&back, &[(1, 3)]);
    check(&[&back[..], &[Carry(1, 2), Review(1)]].concat(), &[(2, 4)]);
    // In a circle, onto itself, and the same again.
    check(
        &[Review(1), Carry(1, 2), Carry(2, 3), Carry(3, 1)],
        &[(1, 1)],
    );
    check(&[Review(1), Carry(1, 1), Review(1)], &[(1, 2)]);
    check(&[Review(1), Carry(1, 2), Carry(1, 2)], &[(2, 1)]);
    // Another question gets the words that the first one had: their histories stay apart.
    let reused = [
        Review(1),
        Carry(1, 2),
        Review(3),
        Review(3),
        Carry(3, 1),
        Review(1),
    ];
    check(&reused, &[(1, 3), (2, 1)]);
    // Undo of a review on a carried card, by whichever id, and undo of the carry.
    check(&[Review(1), Carry(1, 2), Review(2), Revert(2)], &[(2, 1)]);
    check(&[Review(1), Carry(1, 2), Review(2), Revert(0)], &[(2, 1)]);
    check(
        &[Review(1), Carry(1, 2), Review(2), Revert(1)],
        &[(1, 1), (2, 1)],
    );
    check(&[Review(1), Carry(1, 2), Revert(1), Revert(2)], &[(2, 1)]);
    // Suspension goes along.
    let suspended = check(&[Suspend(1), Review(1), Carry(1, 2)], &[(2, 1)]);
    assert_eq!(
        suspended.card(CardId::from_bits(2)).activity,
        Activity::Suspended
    );
}

/// However often a card was reworded, or a history sent in a circle, the fold comes to an end.
#[test]
fn a_long_way_ends() {
    const CARRIES: u32 = 50_000;
    #[track_caller]
    fn holds(ids: u64, last: u64) {
        let review = Act::Review(Rating::Good, Purpose::Scheduled);
        let carries = (1..=CARRIES).map(|sequence| {
            let from = u64::from(sequence) - 1;
            let fact = carried(from % ids, (from + 1) % ids);
            let moment = at(i64::from(sequence));
            let id = own(sequence);
            Event { id, moment, fact }
        });
        let reviews = (0..2_u32).map(|number| Event {
            id: own(CARRIES + 1 + number),
            moment: at(i64::from(number)),
            fact: review.on(CardId::from_bits(u64::from(number))),
        });
        let journal = Journal::from_events(carries.chain(reviews).collect());
        let collection = Collection::fold(&journal);
        let held: Vec<CardId> = collection.touched_cards().map(|(card, _)| card).collect();
        assert_eq!(held, [CardId::from_bits(last)]);
    }
    holds(u64::MAX, u64::from(CARRIES));
    holds(3, u64::from(CARRIES) % 3);
}

#[test]
fn undo_passes_over_what_an_import_carried() {
    let mut journal = Journal::default();
    for (sequence, fact) in [Act::Suspend.on(CardId::from_bits(1)), carried(1, 2)]
        .into_iter()
        .enumerate()
    {
        let id = own(sequence as u32);
        let moment = at(sequence as i64);
        journal.insert(Event { id, moment, fact });
    }
    assert_eq!(journal.undo_target(own(0).replica), Some(own(0)));
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1_000)
    })]

    #[test]
    fn a_reverted_carry_equals_one_that_never_happened(
        events in events(),
        from in 0_u64..4,
        to in 0_u64..4,
        hours in 0_i64..61,
    ) {
        let without = Journal::from_events(events.clone());
        let carry = Event {
            id: EventId { replica: ReplicaId::from_bits(99), sequence: 0 },
            moment: at(hours),
            fact: carried(from, to),
        };
        let revert = Event {
            id: EventId { replica: ReplicaId::from_bits(99), sequence: 1 },
            moment: at(hours + 1),
            fact: Fact::Reverted(carry.id),
        };
        let mut with = events;
        with.extend([carry, revert]);
        let with = Journal::from_events(with);
        prop_assert_eq!(Collection::fold(&with), Collection::fold(&without));
    }

    /// Whatever is carried where, each review counts once, and for a card that holds its own history.
    #[test]
    fn each_review_counts_for_exactly_one_card(mut events in events()) {
        // A card that starts anew counts anew.
        events.retain(|event| !matches!(event.fact, Fact::Placed(_)));
        let journal = Journal::from_events(events);
        let collection = Collection::fold(&journal);
        let mut stated = 0;
        for event in journal.live() {
            let Some(card) = collection.card_of(event) else { continue };
            prop_assert_eq!(collection.holder(card), card);
            let scheduled = matches!(
                &event.fact,
                Fact::Reviewed(Review { purpose: Purpose::Scheduled, .. })
            );
            stated += usize::from(scheduled);
        }
        let counted: usize = collection.touched_cards().map(|(card, state)| {
            assert_eq!(collection.card(card), state);
            match state.learning {
                Learning::New => 0,
                Learning::Begun(progress) => progress.reviews as usize,
            }
        }).sum();
        prop_assert_eq!(counted, stated);
    }

    /// A card that is reworded as often as you like is scheduled as if it never had been.
    #[test]
    fn a_carried_card_is_the_card_that_it_always_was(
        acts in prop::collection::vec((0_i64..60, acts_on_one_card(), any::<prop::sample::Index>()), 0..20),
        rewordings in prop::collection::btree_set(0_i64..60, 0..5),
    ) {
        // The id that the card has from each rewording on; the last stands for good.
        let last = CardId::from_bits(rewordings.len() as u64);
        let (mut through, mut plain) = (Vec::new(), Vec::new());
        for (sequence, (hours, act, which)) in (100..).zip(acts) {
            // Somebody may not have heard of the last rewordings.
            let known = rewordings.iter().filter(|begun| **begun <= hours).count();
            let named = CardId::from_bits(which.index(known + 1) as u64);
            let event = |card| Event { id: own(sequence), moment: at(hours), fact: act.on(card) };
            through.push(event(named));
            plain.push(event(last));
        }
        for (sequence, hours) in (0..).zip(rewordings) {
            let fact = carried(u64::from(sequence), u64::from(sequence) + 1);
            through.push(Event { id: own(sequence), moment: at(hours), fact });
        }
        let through = Collection::fold(&Journal::from_events(through));
        let plain = Collection::fold(&Journal::from_events(plain));
        prop_assert_eq!(through.card(last), plain.card(last));
        prop_assert_eq!(through.touched_cards().len(), plain.touched_cards().len());
    }
}
