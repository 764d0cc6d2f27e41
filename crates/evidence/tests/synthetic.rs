//! Learners whose memory is known: what the evidence says of them.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "synthetic/learner.rs"]
mod learner;

use std::collections::HashSet;

use learner::{Synthetic, UNUSUAL};
use waymark_core::scheduler::fsrs::{Parameters, Retention};
use waymark_core::time::StudyDay;
use waymark_evidence::{
    Answer, Course, Evidence, FitError, LEAST_REVIEWS, Learner, MessageError, Method, Model, Order,
    ReviewLog, Simulation, Stage, Verdict, carry_out, fit, predict,
};

const SEEDS: u64 = 10;

fn weigh(log: &ReviewLog) -> Evidence {
    Evidence::weigh(log, |_| {}).expect("enough reviews")
}

#[test]
fn for_learners_of_their_own_the_fit_foretells_better_and_that_is_said() {
    let (mut better, mut said) = (0, 0);
    for seed in 0..SEEDS {
        let evidence = weigh(&Synthetic::new(UNUSUAL, seed).log(400, 400));
        let (fitted, standard) = (&evidence.fitted.score, &evidence.standard.score);
        better += u32::from(fitted.log_loss < standard.log_loss);
        said += u32::from(evidence.fitting.verdict() == Verdict::Better);
    }
    assert!(better >= 9 && said >= 9, "better {better}, said {said}");
}

#[test]
fn for_learners_who_follow_the_default_no_gain_is_claimed() {
    for seed in 0..SEEDS {
        let evidence = weigh(&Synthetic::new(Parameters::DEFAULT, seed).log(400, 400));
        assert_ne!(evidence.fitting.verdict(), Verdict::Better, "seed {seed}");
    }
}

/// The fewest reviews that are weighed: 320 to fit, 80 to test it.
#[test]
fn of_the_fewest_reviews_no_gain_is_claimed_that_is_none() {
    for seed in 0..SEEDS {
        let log = Synthetic::new(Parameters::DEFAULT, seed).log(100, 70);
        let usable = log.trials().len();
        assert!(
            (LEAST_REVIEWS..LEAST_REVIEWS * 3 / 2).contains(&usable),
            "{usable}"
        );
        assert_ne!(
            weigh(&log).fitting.verdict(),
            Verdict::Better,
            "seed {seed}"
        );
    }
}

#[test]
fn the_scores_are_about_reviews_that_the_fit_did_not_see() {
    let log = Synthetic::new(UNUSUAL, 1).log(200, 300);
    let evidence = weigh(&log);
    let seen = log.trials().get(..evidence.seen).expect("so many");
    assert_eq!(evidence.seen + evidence.held_out, log.trials().len());
    let early = fit(&log, seen).expect("enough");
    assert_eq!(evidence.fitted.model, Model::Fsrs6(early));
}

#[test]
fn one_log_gives_one_evidence_and_says_how_far_it_is() {
    let log = Synthetic::new(UNUSUAL, 2).log(200, 300);
    let mut stages = Vec::new();
    let evidence = Evidence::weigh(&log, |stage| stages.push(stage)).expect("enough");
    assert_eq!(stages, [Stage::Fitting, Stage::Scoring, Stage::FittingAll]);
    assert_eq!(evidence, weigh(&log));
}

#[test]
fn too_few_reviews_are_refused_with_the_reason() {
    let log = Synthetic::new(UNUSUAL, 3).log(60, 60);
    let few = log
        .trials()
        .get(..LEAST_REVIEWS - 1)
        .expect("more than that");
    let refused = fit(&log, few).expect_err("too few");
    let least = LEAST_REVIEWS;
    assert_eq!(refused, FitError::TooFew { usable: 399, least });
    assert!(
        refused
            .to_string()
            .starts_with("399 usable reviews; it takes 400.")
    );
    let none = Evidence::weigh(&ReviewLog::default(), |_| {});
    assert_eq!(
        none,
        Err(FitError::TooFew {
            usable: 0,
            least: LEAST_REVIEWS
        })
    );
}

#[test]
fn predictions_and_scores_are_those_of_the_crate() {
    let log = Synthetic::new(UNUSUAL, 4).log(120, 200);
    let predictions = predict(&log, &Model::Fsrs6(UNUSUAL));
    let model = fsrs::FSRS::new(&UNUSUAL.values().map(|value| value as f32)).expect("21 numbers");
    let items: Vec<fsrs::FSRSItem> = log
        .trials()
        .iter()
        .map(|trial| learner::item(&log, *trial))
        .collect();
    for (prediction, item) in predictions.iter().zip(&items) {
        let alone = model
            .evaluate(vec![item.clone()], |_| true)
            .expect("one item");
        let held = if prediction.recalled {
            prediction.probability
        } else {
            1.0 - prediction.probability
        };
        assert!(
            (f64::from(alone.log_loss) + held.ln()).abs() < 2e-4,
            "{prediction:?}, {alone:?}"
        );
    }
    let ours = waymark_evidence::Score::of(&log, &predictions);
    let theirs = model.evaluate(items, |_| true).expect("many items");
    // The crate counts later reviews for more; here all count alike.
    let apart = ours.rmse_in_bins - f64::from(theirs.rmse_bins);
    assert!(apart.abs() < 0.01, "{ours:?}, {theirs:?}");
}

/// The bar: within half a percent of the crate's own evaluation of its own parameters.
#[test]
fn rounded_parameters_foretell_as_well_as_those_of_the_optimiser() {
    let log = Synthetic::new(UNUSUAL, 5).log(400, 400);
    let items: Vec<fsrs::FSRSItem> = log
        .trials()
        .iter()
        .map(|trial| learner::item(&log, *trial))
        .collect();
    let theirs = fsrs::compute_parameters(fsrs::ComputeParametersInput {
        train_set: items.clone(),
        ..Default::default()
    });
    let theirs = theirs.expect("enough");
    let ours = fit(&log, log.trials()).expect("enough");
    let loss = |parameters: &[f32]| {
        let model = fsrs::FSRS::new(parameters).expect("21 numbers");
        let score = model.evaluate(items.clone(), |_| true).expect("many items");
        f64::from(score.log_loss)
    };
    let (theirs, ours) = (
        loss(&theirs),
        loss(&ours.values().map(|value| value as f32)),
    );
    assert!(
        (ours / theirs - 1.0).abs() < 0.005,
        "{ours} against {theirs}"
    );
}

#[test]
fn a_course_ends_and_more_retention_costs_more() {
    let log = Synthetic::new(UNUSUAL, 6).log(100, 60);
    let learner = Learner::of(&log, UNUSUAL);
    let course = Course {
        new_cards: 450,
        new_per_day: 12,
        reviews_per_day: 200,
        days: 90,
    };
    let outcome = |percent| {
        let retention = Retention::new(percent).expect("from 70 to 97");
        let method = Method::Fsrs6(UNUSUAL, retention);
        Simulation::default().run(&course, &learner, &method, 1)
    };
    let (low, high) = (outcome(75), outcome(95));
    assert_eq!((low.all_begun, high.all_begun), (Some(38), Some(38)));
    assert!(low.reviews_a_day() < high.reviews_a_day());
    assert!(low.retained < high.retained);
    assert_eq!(low, outcome(75));
    let begun: u32 = low.days.iter().map(|day| day.begun).sum();
    assert_eq!(begun, 450);
    let waits = Course {
        reviews_per_day: 5,
        ..course
    };
    let method = Method::Sm2;
    let outcome = Simulation::default().run(&waits, &learner, &method, 1);
    assert!(outcome.days.iter().all(|day| day.reviews <= 5));
}

#[test]
fn every_trial_is_foretold_once() {
    let log = Synthetic::new(UNUSUAL, 7).log(50, 100);
    for model in [Model::Sm2 { when_due: 0.9 }, Model::Fsrs6(UNUSUAL)] {
        let predictions = predict(&log, &model);
        let places = predictions
            .iter()
            .map(|one| (one.trial.history, one.trial.review));
        let places: HashSet<_> = places.collect();
        assert_eq!(
            (places.len(), predictions.len()),
            (log.trials().len(), log.trials().len())
        );
    }
}

#[test]
fn an_order_and_its_answer_arrive_as_they_were_sent() {
    let log = Synthetic::new(UNUSUAL, 8).log(200, 300);
    let today = StudyDay::from_unix_day(20_301);
    let order = Order { log, today };
    let bytes = order.to_bytes().expect("written");
    let arrived = Order::from_bytes(&bytes).expect("read");
    assert_eq!(arrived, order);
    let mut stages = Vec::new();
    let answer = carry_out(&arrived, |stage| stages.push(stage));
    let percents: Vec<usize> = stages.iter().map(|stage| stage.percent()).collect();
    assert!(percents.is_sorted() && percents.iter().all(|percent| *percent < 100));
    assert_eq!(
        stages.first().copied(),
        Some(Stage::Fitting),
        "{stages:?} in the order in which they happen"
    );
    let Answer::Weighed(weighed) = &answer else {
        panic!("{answer:?}");
    };
    assert_eq!((weighed.past.methods.len(), weighed.outlooks.len()), (3, 6));
    let bytes = answer.to_bytes().expect("written");
    assert_eq!(Answer::from_bytes(&bytes), Ok(answer));
    for end in 0..bytes.len() {
        let cut = bytes.get(..end).expect("within");
        assert!(matches!(
            Answer::from_bytes(cut),
            Err(MessageError::Bytes(_))
        ));
    }
}

#[test]
fn too_few_reviews_are_refused_before_and_in_the_worker() {
    let order = |days| Order {
        log: Synthetic::new(UNUSUAL, 9).log(100, days),
        today: StudyDay::from_unix_day(20_000 + days),
    };
    let few = order(20);
    let usable = few.log.trials().len();
    let refusal = FitError::of(usable).expect("too few");
    assert_eq!(carry_out(&few, |_| {}), Answer::Refused(refusal));
    let enough = order(200);
    assert_eq!(FitError::of(enough.log.trials().len()), None);
    assert!(matches!(carry_out(&enough, |_| {}), Answer::Weighed(_)));
    assert!(FitError::of(399).is_some() && FitError::of(400).is_none());
}

/// The learner was asked by SM-2, so the simulator must find about the reviews that there were.
#[test]
fn days_lived_once_more_are_about_as_they_were() {
    let log = Synthetic::new(UNUSUAL, 10).log(400, 400);
    let order = Order {
        log,
        today: StudyDay::from_unix_day(20_400),
    };
    let Answer::Weighed(weighed) = carry_out(&order, |_| {}) else {
        panic!("enough reviews");
    };
    let past = &weighed.past;
    assert_eq!(past.days, 400);
    let sm2 = past.methods.first().expect("SM-2 is one of them");
    assert_eq!(sm2.method, Method::Sm2);
    let apart = (sm2.reviews_a_day / past.reviews_a_day - 1.0).abs();
    assert!(apart < 0.15, "{past:?}");
}
