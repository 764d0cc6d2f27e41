//! `waymark stats`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::program::{Outcome, check_refused, fixtures, run_with};

/// A golden backup, which every later version must read.
fn golden() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/golden/v1-backup.json");
    fs::read(path).expect("the golden file")
}

/// 17 days of one card that will not stay, one review of one that does, and one suspended card.
fn backup() -> Vec<u8> {
    fs::read(fixtures().join("backup.json")).expect("a fixture")
}

fn stats(backup: &[u8], rest: &[&str]) -> String {
    let arguments = [&["stats", "-"], rest].concat();
    let Outcome { out, err, status } = run_with(&arguments, backup);
    assert_eq!((status, err.as_str()), (0, ""));
    out
}

#[test]
fn a_backup_is_summed_up() {
    insta::assert_snapshot!(stats(&backup(), &["--at", "2026-01-17T20:00:00+01:00"]), @r#"
    study day 2026-01-17
    2 cards studied: 2 learning, 0 strong; 1 suspended
    1 due today, 1 due tomorrow
    not counted, as it cannot be read: 1 piece of the history

    reviews by day, the last 30 days
      2026-01-01  2 reviews, 2 recalled, 1 min
      2026-01-02  1 review, 0 recalled, 1 min
      2026-01-03  1 review, 1 recalled, 1 min
      2026-01-04  1 review, 0 recalled, 1 min
      2026-01-05  1 review, 1 recalled, 1 min
      2026-01-06  1 review, 0 recalled, 1 min
      2026-01-07  1 review, 1 recalled, 1 min
      2026-01-08  1 review, 0 recalled, 1 min
      2026-01-09  1 review, 1 recalled, 1 min
      2026-01-10  1 review, 0 recalled, 1 min
      2026-01-11  1 review, 1 recalled, 1 min
      2026-01-12  1 review, 0 recalled, 1 min
      2026-01-13  1 review, 1 recalled, 1 min
      2026-01-14  1 review, 0 recalled, 1 min
      2026-01-15  1 review, 1 recalled, 1 min
      2026-01-16  1 review, 0 recalled, 1 min
      2026-01-17  2 reviews, 2 recalled, 1 min

    scheduled reviews by rating
      blackout       0  next time: none yet
      familiar       0  next time: none yet
      again          8  next time: 8 of 8 recalled (100%)
      hard           0  next time: none yet
      good           9  next time: 0 of 8 recalled (0%)
      easy           1  next time: none yet
      recalled when due: 8 of 16 recalled (50%)

    leeches: reword these cards, or divide them
      00000000000000aa  8 lapses
    "#);
}

#[test]
fn json_has_the_same_figures() {
    let at = ["--at", "2026-02-12T20:00:00+01:00", "--format", "json"];
    let report: Value = serde_json::from_str(&stats(&backup(), &at)).expect("JSON");
    assert_eq!(report["studied"], 2);
    assert_eq!(report["due_today"], 2);
    assert_eq!(report["suspended"], 1);
    assert_eq!(report["unreadable"], 1);
    assert_eq!(
        report["leeches"],
        json!([{"card": "00000000000000aa", "lapses": 8}])
    );
    // 30 days with today: the first of them is 2026-01-14.
    assert_eq!(report["days"][0]["day"], "2026-01-14");
    assert_eq!(report["ratings"][4]["rating"], "good");
    assert_eq!(report["ratings"][4]["reviews"], 9);
    assert_eq!(report["ratings"][4]["next_recalled"], 0);
}

#[test]
fn the_day_start_of_the_backup_counts() {
    // The golden backup begins its days at 05:30.
    let day = |at: &str| {
        let out = stats(&golden(), &["--at", at]);
        out.lines().next().map(str::to_owned)
    };
    assert_eq!(
        day("2026-11-21T05:29:00Z").as_deref(),
        Some("study day 2026-11-20")
    );
    assert_eq!(
        day("2026-11-21T05:30:00Z").as_deref(),
        Some("study day 2026-11-21")
    );
}

#[test]
fn without_a_time_it_is_now() {
    assert!(stats(&golden(), &[]).starts_with("study day 2"));
}

#[test]
fn the_scheduler_that_is_in_force_says_when_cards_are_due() {
    let tea = "# Tea\n\n- **Green**: not oxidised.\n";
    let cards = run_with(&["cards", "-", "--format", "json"], tea.as_bytes()).out;
    let cards: Value = serde_json::from_str(&cards).expect("JSON");
    let backup = json!({
        "format": "waymark-backup", "version": 1, "made": 0, "unreadable": [],
        "runs": [{
            "replica": "0000000000000001", "first": 0, "instant": 36_000_000, "offset": 0,
            "events": [
                [0, {"r": [cards[0]["id"], 5, 1_000]}],
                [60_000, {"arranged": ["tea", {"fsrs6": 90}]}],
            ],
        }],
    });
    let at = ["--at", "1970-01-02T12:00:00Z"];
    // SM-2 asks after a day, FSRS-6 after eight.
    let told = stats(backup.to_string().as_bytes(), &at);
    assert!(told.contains("1 due today"), "{told}");
    assert!(told.contains("tea is under FSRS-6, but"), "{told}");
    let place = std::env::temp_dir().join(format!("waymark-tea-{}.md", std::process::id()));
    std::fs::write(&place, tea).expect("a folder for temporary files");
    let file = place.to_str().expect("UTF-8");
    let told = stats(backup.to_string().as_bytes(), &[&[file], &at[..]].concat());
    assert!(told.contains("0 due today"), "{told}");
    assert!(!told.contains("FSRS-6"), "{told}");
    std::fs::remove_file(&place).expect("just written");
}

#[test]
fn what_is_no_backup_is_refused() {
    check_refused(
        &["stats", "-"],
        b"{}",
        "error: -: the file is not a Waymark backup, or damaged: missing field `format` at line 1 column 2; choose another copy\n",
    );
    check_refused(
        &["stats", "-"],
        b"\xff",
        "error: -: the file is not a Waymark backup: it is not UTF-8\n",
    );
    let outcome = run_with(&["stats", "-", "--at", "noon"], b"");
    assert_eq!(outcome.status, 2);
    assert!(
        outcome.err.contains("expected an RFC 3339 time"),
        "{}",
        outcome.err
    );
}

#[test]
fn a_reworded_card_is_one_card() {
    let (before, after) = ("00000000000000aa", "00000000000000bb");
    let backup = json!({
        "format": "waymark-backup", "version": 1, "made": 0, "unreadable": [],
        "runs": [{
            "replica": "0000000000000001", "first": 0, "instant": 0, "offset": 0,
            "events": [
                [0, {"r": [before, 4, 1_000]}],
                [60_000, {"carried": [before, after]}],
                [86_400_000, {"r": [after, 2, 1_000]}],
            ],
        }],
    });
    let at = ["--at", "1970-01-02T12:00:00Z", "--format", "json"];
    let told = stats(backup.to_string().as_bytes(), &at);
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(
        [
            &told["studied"],
            &told["repeated"],
            &told["repeated_recalled"]
        ],
        [&json!(1), &json!(1), &json!(0)]
    );
}

#[test]
fn a_card_is_buried_for_a_day_only() {
    #[track_caller]
    fn check(at: &str, due: &str) {
        let backup = r#"{"format":"waymark-backup","version":1,"made":0,"runs":[{"replica":"00000000000000aa","first":0,"instant":0,"offset":0,"events":[[0,{"r":["0123456789abcdef",4,5000]}],[86400000,{"buried":"0123456789abcdef"}]]}],"unreadable":[]}"#;
        let report = stats(backup.as_bytes(), &["--at", at]);
        assert!(
            report.contains("1 learning, 0 strong; 0 suspended"),
            "{report}"
        );
        assert!(report.contains(due), "{report}");
    }
    // A study day begins at four: the card was buried on the first of January.
    check("1970-01-01T12:00:00Z", "0 due today, 1 due tomorrow");
    check("1970-01-02T12:00:00Z", "1 due today, 0 due tomorrow");
}

#[test]
fn a_card_from_another_tool_is_repeated_by_its_first_review() {
    let backup = r#"{"format":"waymark-backup","version":1,"made":0,"runs":[{"replica":"00000000000000aa","first":0,"instant":0,"offset":0,"events":[[0,{"placed":["0123456789abcdef",5,250,30,0,0]}],[86400000,{"r":["0123456789abcdef",4,5000]}]]}],"unreadable":[]}"#;
    let report = stats(backup.as_bytes(), &["--at", "1970-01-02T12:00:00Z"]);
    assert!(
        report.contains("recalled when due: 1 of 1 recalled (100%)"),
        "{report}"
    );
}

/// A review by a clock that was six days ahead, with and without the learner's word on it.
#[test]
fn a_corrected_clock_counts_from_the_right_day() {
    #[track_caller]
    fn check(word: &str, day: &str, due: &str) {
        // 2026-01-13T20:00:00Z; what was said of it on 2026-01-08.
        let backup = format!(
            r#"{{"format":"waymark-backup","version":1,"made":0,"runs":[{{"replica":"00000000000000aa","first":0,"instant":1768334400000,"offset":0,"events":[[0,{{"r":["0123456789abcdef",4,5000]}}]]}},{{"replica":"00000000000000bb","first":0,"instant":1767859200000,"offset":0,"events":[{word}]}}],"unreadable":[]}}"#
        );
        let report = stats(backup.as_bytes(), &["--at", "2026-01-14T08:00:00Z"]);
        assert!(report.contains(day), "{report}");
        assert!(report.contains(due), "{report}");
    }
    check(
        "",
        "  2026-01-13  1 review, 1 recalled, 1 min",
        "1 due today",
    );
    let moved = r#"[0,{"reclocked":["00000000000000aa",0,0,-518400000]}]"#;
    check(
        moved,
        "  2026-01-07  1 review, 1 recalled, 1 min",
        "1 due today",
    );
    let ahead = r#"[0,{"reclocked":["00000000000000aa",0,0,172800000]}]"#;
    check(
        ahead,
        "scheduled reviews by rating",
        "0 due today, 0 due tomorrow",
    );
}
