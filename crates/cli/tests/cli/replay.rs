//! `waymark replay`.

use chrono::{DateTime, Duration, Utc};
use serde_json::Value;

use crate::program::{Outcome, check_refused, ok, run_with};

const VECTORS: &str = include_str!("../../../core/tests/vectors/sm2.json");

#[test]
fn reviews_are_replayed_line_by_line() {
    insta::assert_snapshot!(ok(&["replay", "reviews.jsonl"]), @r#"
    {"card":"a","repetitions":1,"ease_factor":2.50,"interval_days":1,"due":"2026-01-02"}
    {"card":"a","repetitions":2,"ease_factor":2.50,"interval_days":6,"due":"2026-01-08"}
    {"card":"b","repetitions":0,"ease_factor":2.50,"interval_days":1,"due":"2026-01-03"}
    {"card":"b","repetitions":0,"ease_factor":2.50,"interval_days":1,"due":"2026-01-03"}
    {"card":"a","repetitions":3,"ease_factor":2.36,"interval_days":15,"due":"2026-01-23"}
    "#);
}

/// The reviews of a trajectory, each on the day it is due, and what must come out.
fn trajectory(row: &Value) -> Vec<(String, String)> {
    let card = format!("row {}", row["id"]);
    let mut at: DateTime<Utc> = "2026-01-01T12:00:00Z".parse().expect("a time");
    let list = |field: &str| row[field].as_array().cloned().expect("a list");
    let mut lines = Vec::new();
    for (quality, state) in list("qualities").iter().zip(list("expected")) {
        let number = |index: usize| state[index].as_i64().expect("a number");
        let (repetitions, ease, days) = (number(0), number(1), number(2));
        let review = format!(
            r#"{{"card":"{card}","at":"{}","quality":{quality}}}"#,
            at.to_rfc3339()
        );
        at += Duration::days(days);
        let expected = format!(
            r#"{{"card":"{card}","repetitions":{repetitions},"ease_factor":{}.{:02},"interval_days":{days},"due":"{}"}}"#,
            ease / 100,
            ease % 100,
            at.date_naive()
        );
        lines.push((review, expected));
    }
    lines
}

#[test]
fn every_reference_trajectory_is_reproduced() {
    let vectors: Value = serde_json::from_str(VECTORS).expect("JSON");
    let rows = vectors["rows"].as_array().expect("a list");
    assert_eq!(rows.len(), 171);
    let (mut input, mut expected) = (String::new(), String::new());
    for (review, state) in rows.iter().flat_map(trajectory) {
        input.push_str(&review);
        input.push('\n');
        expected.push_str(&state);
        expected.push('\n');
    }
    for arguments in [
        &["replay", "--scheduler", "sm2", "--exact"][..],
        &["replay", "--scheduler", "sm2"],
    ] {
        let Outcome { out, err, status } = run_with(arguments, input.as_bytes());
        assert_eq!((status, err.as_str()), (0, ""));
        // Not compared as wholes: a difference in thousands of lines is not shown well.
        assert_eq!(out.lines().count(), expected.lines().count());
        for (found, expected) in out.lines().zip(expected.lines()) {
            assert_eq!(found, expected);
        }
    }
}

/// What becomes of the one card after `lines`.
#[track_caller]
fn check(lines: &[&str], expected: &str) {
    let Outcome { out, err, status } = run_with(&["replay"], lines.join("\n").as_bytes());
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(out.lines().last(), Some(expected));
}

#[test]
fn the_study_day_is_that_of_the_place() {
    // Half past three belongs to the day before, wherever it is half past three.
    check(
        &[r#"{"card":"a","at":"2026-03-02T03:30:00+09:00","quality":4}"#],
        r#"{"card":"a","repetitions":1,"ease_factor":2.50,"interval_days":1,"due":"2026-03-02"}"#,
    );
    check(
        &[r#"{"card":"a","at":"2026-03-02T04:00:00-08:00","quality":4}"#],
        r#"{"card":"a","repetitions":1,"ease_factor":2.50,"interval_days":1,"due":"2026-03-03"}"#,
    );
}

#[test]
fn a_drill_shows_the_state_as_it_is() {
    check(
        &[
            r#"{"card":"a","at":"2026-03-02T09:00:00Z","rating":"hard"}"#,
            r#"{"card":"a","at":"2026-03-02T09:10:00Z","rating":"again","purpose":"drill"}"#,
        ],
        r#"{"card":"a","repetitions":1,"ease_factor":2.36,"interval_days":1,"due":"2026-03-03"}"#,
    );
    check(
        &[r#"{"card":"a","at":"2026-03-02T09:10:00Z","rating":"good","purpose":"drill"}"#],
        r#"{"card":"a","repetitions":0,"ease_factor":2.50,"interval_days":0,"due":null}"#,
    );
}

#[test]
fn names_of_cards_come_back_as_they_were() {
    check(
        &[r#"{"card":"\"\u00e9\\","at":"2026-03-02T09:00:00Z","rating":"easy"}"#],
        r#"{"card":"\"é\\","repetitions":1,"ease_factor":2.60,"interval_days":1,"due":"2026-03-03"}"#,
    );
}

#[test]
fn a_line_that_is_no_review_is_named_with_what_was_expected() {
    #[track_caller]
    fn check(line: &str, expected: &str) {
        let input = format!("\n{line}\n");
        check_refused(
            &["replay"],
            input.as_bytes(),
            &format!("error: -:2: {expected}\n"),
        );
    }
    let example =
        r#"expected an object such as {"card":"a","at":"2026-01-01T09:00:00Z","quality":4}"#;
    let review = |rest: &str| format!(r#"{{"card":"a","at":"2026-01-01T09:00:00Z"{rest}}}"#);
    check("good", &format!("expected value at column 1; {example}"));
    check("[]", &format!("an array; {example}"));
    check(
        &review(r#","quality":4,"ease":2"#),
        &format!(
            "unknown field `ease`, expected one of `card`, `at`, `quality`, `rating`, `purpose` at column 58; {example}"
        ),
    );
    check(
        &review(r#","quality":6"#),
        "quality is 6; expected a whole number from 0 to 5",
    );
    check(
        &review(r#","quality":"4""#),
        "quality is \"4\"; expected a whole number from 0 to 5",
    );
    check(
        &review(""),
        "neither quality nor rating; expected one of them",
    );
    check(
        &review(r#","quality":4,"rating":"good""#),
        "both quality and rating; expected one of them",
    );
    check(
        &review(r#","rating":"fine""#),
        &format!(
            "unknown variant `fine`, expected one of `again`, `hard`, `good`, `easy` at column 55; {example}"
        ),
    );
    check(
        r#"{"card":"a","at":"2026-01-01","quality":4}"#,
        "`at` is `2026-01-01`; expected an RFC 3339 time such as 2026-01-31T09:00:00+01:00",
    );
}

#[test]
fn exact_reads_qualities_only() {
    check_refused(
        &["replay", "--exact"],
        br#"{"card":"a","at":"2026-01-01T09:00:00Z","rating":"good"}"#,
        "error: -:1: a rating; expected a quality from 0 to 5, as --exact reads nothing else\n",
    );
}

#[test]
fn what_came_before_a_fault_is_written() {
    let input = "{\"card\":\"a\",\"at\":\"2026-01-01T09:00:00Z\",\"quality\":5}\nx\n";
    let Outcome { out, status, .. } = run_with(&["replay"], input.as_bytes());
    assert_eq!((out.lines().count(), status), (1, 2));
}

#[test]
fn fsrs_replays_the_same_reviews() {
    insta::assert_snapshot!(
        ok(&["replay", "--scheduler", "fsrs6", "--retention", "85", "reviews.jsonl"]),
        @r#"
    {"card":"a","stability_days":2.306500,"difficulty":2.118104,"interval_days":4,"due":"2026-01-05"}
    {"card":"a","stability_days":7.315301,"difficulty":2.111214,"interval_days":14,"due":"2026-01-16"}
    {"card":"b","stability_days":0.212000,"difficulty":6.413300,"interval_days":1,"due":"2026-01-03"}
    {"card":"b","stability_days":0.212000,"difficulty":6.413300,"interval_days":1,"due":"2026-01-03"}
    {"card":"a","stability_days":20.399323,"difficulty":4.748285,"interval_days":39,"due":"2026-02-16"}
    "#
    );
}

#[test]
fn a_method_that_cannot_be_is_named() {
    #[track_caller]
    fn check(arguments: &[&str], expected: &str) {
        let Outcome { err, status, .. } = run_with(arguments, b"");
        assert_eq!((err.trim_end(), status), (expected, 2));
    }
    check(
        &["replay", "--retention", "90"],
        "error: --retention goes with --scheduler fsrs6; SM-2 has none",
    );
    check(
        &[
            "replay",
            "--scheduler",
            "fsrs6",
            "--parameters",
            "reviews.jsonl",
        ],
        "error: reviews.jsonl: `{\"card\":\"a\"` is no number; expected the 21 numbers that `waymark fit` writes",
    );
}
