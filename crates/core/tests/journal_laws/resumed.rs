//! Going on from a checkpoint is as reading everything, or it says that it cannot.

use proptest::prelude::*;
use waymark_core::checkpoint::{Checkpoint, Resumed, Stretch};
use waymark_core::collection::Collection;
use waymark_core::id::{EventId, ReplicaId};
use waymark_core::journal::{Event, Fact, Journal};
use waymark_core::study::Session;
use waymark_core::time::Shift;

use super::{HOUR_MS, events};

/// What the resumed one says is what the whole journal of these events says.
#[track_caller]
fn check(resumed: &Resumed, all: &[Event], checkpoint: &Checkpoint) -> Result<(), TestCaseError> {
    let whole = Journal::from_events(all.to_vec());
    prop_assert_eq!(resumed.collection(), &Collection::fold(&whole));
    prop_assert_eq!(resumed.events(), whole.events().len());
    prop_assert_eq!(resumed.review_span(), whole.review_span());
    let last = whole.last_instant().into_iter();
    let last = last.chain(whole.history().last().map(|event| event.moment.instant));
    prop_assert_eq!(Some(resumed.last_instant()), last.max());
    for bits in 0..8 {
        let replica = ReplicaId::from_bits(bits);
        let is_covered = |stretch: &Stretch| stretch.replica == replica;
        if checkpoint.covered.iter().any(is_covered) {
            continue;
        }
        prop_assert_eq!(
            Session::of(resumed.tail(), replica),
            Session::of(&whole, replica)
        );
        prop_assert_eq!(
            resumed.tail().undo_target(replica),
            whole.undo_target(replica)
        );
        prop_assert_eq!(
            resumed.tail().redo_target(replica),
            whole.redo_target(replica)
        );
    }
    Ok(())
}

/// The same event by other replicas, and later.
fn later(mut event: Event, hours: i64) -> Event {
    let later = |id: EventId| EventId {
        replica: ReplicaId::from_bits(id.replica.bits() + 4),
        ..id
    };
    event.id = later(event.id);
    event.moment.instant = event
        .moment
        .instant
        .shifted(Shift::from_ms(hours * HOUR_MS));
    if let Fact::Reverted(target) = &mut event.fact {
        *target = later(*target);
    }
    event
}

/// Without two events under one id.
fn uncontested(mut events: Vec<Event>) -> Vec<Event> {
    let mut ids: Vec<EventId> = Vec::new();
    events.retain(|event| {
        let is_new = !ids.contains(&event.id);
        ids.push(event.id);
        is_new
    });
    events
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(500)
    })]

    #[test]
    fn a_checkpoint_is_the_fold_of_what_it_covers(events in events()) {
        let journal = Journal::from_events(events);
        if let Some(checkpoint) = Checkpoint::of(&journal) {
            prop_assert_eq!(checkpoint.collection(), Collection::fold(&journal));
            prop_assert_eq!(checkpoint.events(), journal.events().len());
            for event in journal.events() {
                prop_assert!(checkpoint.covers(event.id));
            }
            let next = EventId { replica: ReplicaId::from_bits(9), sequence: 0 };
            prop_assert!(!checkpoint.covers(next));
        }
    }

    /// Any events before and after, contested and out of order as they are.
    #[test]
    fn what_it_says_is_right(
        covered in events(),
        rest in events(),
        hours in prop::sample::select(vec![0_i64, 30, 60, 120, 200]),
        are_others in any::<bool>(),
    ) {
        let rest: Vec<Event> = rest.into_iter().map(|event| {
            let moved = later(event.clone(), hours);
            if are_others { moved } else { Event { id: event.id, fact: event.fact, ..moved } }
        }).collect();
        let Some(checkpoint) = Checkpoint::of(&Journal::from_events(covered.clone())) else {
            return Ok(());
        };
        let mut all = covered.clone();
        if let Some(resumed) = Resumed::new(checkpoint.clone(), rest.clone()) {
            all.extend(rest.iter().cloned());
            check(&resumed, &all, &checkpoint)?;
        }
        // And one by one, as a session goes on.
        let mut all = covered;
        let Some(mut resumed) = Resumed::new(checkpoint.clone(), Vec::new()) else {
            prop_assert!(false, "nothing can always be followed");
            return Ok(());
        };
        for event in rest {
            if resumed.continues_with(&event) {
                all.push(event.clone());
                resumed.insert(event);
                check(&resumed, &all, &checkpoint)?;
            }
        }
    }

    /// An ordinary session never wants the whole journal.
    #[test]
    fn what_adds_to_the_end_is_followed(covered in events(), rest in events()) {
        let covered = uncontested(covered);
        let speaks_of_the_past = |fact: &Fact| {
            match fact {
                Fact::Configured(_) | Fact::Fitted(_) | Fact::Carried(_) | Fact::Reclocked(_) => true,
                Fact::Arranged(arranged) => arranged.arrangement.holds_for_all_history(),
                _ => false,
            }
        };
        let rest = rest.into_iter().filter(|event| !speaks_of_the_past(&event.fact));
        let rest: Vec<Event> = uncontested(rest.map(|event| later(event, 120)).collect());
        let Some(checkpoint) = Checkpoint::of(&Journal::from_events(covered.clone())) else {
            prop_assert!(covered.is_empty());
            return Ok(());
        };
        let resumed = Resumed::new(checkpoint.clone(), rest.clone());
        prop_assert!(resumed.is_some());
        let Some(resumed) = resumed else { return Ok(()) };
        let mut all = covered;
        all.extend(rest);
        check(&resumed, &all, &checkpoint)?;
    }

    /// Whatever is stated next, its moment is that which the whole journal gives.
    #[test]
    fn facts_are_stated_at_the_same_moment(
        covered in events(),
        rest in events(),
        asked in events(),
    ) {
        let Some(checkpoint) = Checkpoint::of(&Journal::from_events(covered.clone())) else {
            return Ok(());
        };
        let rest: Vec<Event> = rest.into_iter().map(|event| later(event, 120)).collect();
        let Some(resumed) = Resumed::new(checkpoint, rest.clone()) else { return Ok(()) };
        let whole = Journal::from_events(covered.into_iter().chain(rest).collect());
        for event in asked {
            for hours in [0, 120] {
                let now = later(event.clone(), hours).moment;
                let facts = [event.fact.clone()];
                if resumed.continues_at(now.instant, &facts) {
                    prop_assert_eq!(resumed.tail().moment_for(now, &facts), whole.moment_for(now, &facts));
                }
            }
        }
    }
}

#[test]
fn nothing_has_no_checkpoint() {
    assert_eq!(Checkpoint::of(&Journal::default()), None);
}
