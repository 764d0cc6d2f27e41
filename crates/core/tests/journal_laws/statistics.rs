//! Figures agree with each other, whatever happened, and whatever way it came.

use proptest::prelude::*;
use waymark_core::collection::{Activity, CardState, Collection, Learning};
use waymark_core::journal::{Fact, Journal};
use waymark_core::statistics::{
    Asked, DayTotal, Forecast, History, Occasion, Period, Share, Standings, Streak, by_day,
    by_hour, by_interval, by_part, by_rating, ease_factors, intervals, leeches, recalled,
};
use waymark_core::time::{Days, StudyDay};

fn sum<'a>(shares: impl IntoIterator<Item = &'a Share>) -> Share {
    let mut sum = Share::default();
    for share in shares {
        sum.recalled += share.recalled;
        sum.reviews += share.reviews;
    }
    sum
}

fn states(collection: &Collection) -> impl Iterator<Item = CardState> {
    collection.touched_cards().map(|(_, state)| state)
}

fn count(asked: &[Asked], is_wanted: impl Fn(Occasion) -> bool) -> u32 {
    asked.iter().filter(|a| is_wanted(a.occasion)).count() as u32
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1_000)
    })]

    #[test]
    fn neither_order_nor_repetition_changes_a_history((events, others) in super::events_twice()) {
        let history = |events| {
            let journal = Journal::from_events(events);
            History::of(&journal, &Collection::fold(&journal))
        };
        prop_assert_eq!(history(events), history(others));
    }

    #[test]
    fn what_counts_is_every_live_review_once(events in super::events()) {
        let journal = Journal::from_events(events);
        let collection = Collection::fold(&journal);
        let history = History::of(&journal, &collection);
        let asked = history.asked().iter().map(|a| (a.card, a.day, a.rating, a.took));
        let day_start = collection.settings().day_start;
        let live = journal.live().filter_map(|event| match event.fact {
            Fact::Reviewed(review) => {
                let card = collection.card_of(event)?;
                Some((card, event.moment.study_day(day_start), review.rating, review.took))
            }
            _ => None,
        });
        prop_assert!(asked.eq(live));
    }

    #[test]
    fn parts_add_up_to_the_whole(events in super::events()) {
        let journal = Journal::from_events(events);
        let collection = Collection::fold(&journal);
        let history = History::of(&journal, &collection);
        let asked = history.asked();
        let all = recalled(asked);
        prop_assert_eq!(sum(&by_interval(asked)), all);
        prop_assert_eq!(sum(&by_hour(asked)), all);
        prop_assert_eq!(sum(&by_part(asked, 3, |a| Some(a.card.bits() as usize % 3))), all);
        let begun = count(asked, |o| o == Occasion::Begun);
        let repeated = count(asked, |o| matches!(o, Occasion::Repeated { .. }));
        prop_assert_eq!(all.reviews, repeated);
        prop_assert_eq!(by_rating(asked).iter().sum::<u32>(), begun + repeated);
        let days = by_day(asked);
        let total = DayTotal::sum(days.values());
        prop_assert_eq!(total.reviews as usize, asked.len());
        prop_assert_eq!(total.begun, begun);
        prop_assert!(days.values().all(|day| day.reviews > 0 && day.recalled <= day.reviews));
        // What is looked at card by card, and period by period, is all that there is.
        let halves = [0, 1].map(|odd| history.of_cards(|card| card.bits() % 2 == odd));
        prop_assert_eq!(halves.iter().map(|h| h.asked().len()).sum::<usize>(), asked.len());
        let today = StudyDay::from_unix_day(1);
        let until = history.during(Period::until(today));
        let after = Period { first: today.plus(Days::ONE), last: StudyDay::from_unix_day(i32::MAX) };
        prop_assert_eq!(
            until.asked().len() + history.during(after).asked().len(),
            asked.len()
        );
        let streak = Streak::of(days.keys().copied(), today);
        prop_assert!(streak.longest as usize <= days.len());
    }

    #[test]
    fn every_begun_card_is_counted_once(events in super::events(), day in -2_i32..50, ahead in 0_u32..9) {
        let journal = Journal::from_events(events);
        let collection = Collection::fold(&journal);
        let standings = Standings::of(states(&collection));
        prop_assert_eq!(standings.cards() as usize, collection.touched_cards().len());
        prop_assert_eq!(intervals(states(&collection)).iter().sum::<u32>(), standings.begun());
        prop_assert_eq!(ease_factors(states(&collection)).iter().sum::<u32>(), standings.begun());
        let cards = collection.touched_cards();
        prop_assert_eq!(leeches(cards).len(), standings.leeches as usize);
        let today = StudyDay::from_unix_day(day);
        let forecast = Forecast::of(states(&collection), today, Days::new(ahead));
        let asked_again = states(&collection).filter(|state| {
            matches!(state.learning, Learning::Begun(_)) && state.activity != Activity::Suspended
        });
        prop_assert_eq!(forecast.within() + forecast.later, asked_again.count() as u32);
        prop_assert_eq!(forecast.days.len(), ahead as usize);
    }
}
