//! `waymark backup check`.

use std::fs;

use serde_json::{Value, json};

use crate::program::{fixtures, run, run_with};

#[track_caller]
fn check(backup: &str, status: i32, expected: &str) {
    let outcome = run_with(&["backup", "check", "-"], backup.as_bytes());
    assert_eq!(
        (outcome.out.as_str(), outcome.err.as_str(), outcome.status),
        (expected, "", status)
    );
}

fn phone() -> String {
    fs::read_to_string(fixtures().join("phone.json")).expect("a fixture")
}

const WHOLE: &str = "\
-: version 2, made 2026-11-20T13:06:40Z
  2 events of 1 replica, 2026-11-20T10:36:40Z to 2026-11-20T10:36:40Z
  1 document
    notes/tee.md: tee, 32 bytes
  0 unreadable segments
  0 conflicts
";

#[test]
fn a_whole_backup_says_what_it_holds() {
    check(&phone(), 0, WHOLE);
    check(&format!("\u{feff}{}", phone()), 0, WHOLE);
    check(
        r#"{"format":"waymark-backup","version":1,"made":0,"runs":[],"unreadable":[]}"#,
        0,
        "\
-: version 1, made 1970-01-01T00:00:00Z
  0 events of 0 replicas
  0 documents
  0 unreadable segments
  0 conflicts
",
    );
}

#[test]
fn damage_ends_with_status_1() {
    check(
        &phone().replace("kurz", "lang"),
        1,
        "-: the backup is damaged: the text of `notes/tee.md` is not the one that was saved; \
         choose another copy\n",
    );
    check(
        &phone()
            .replace("notes/tee.md", "a\\u001b[2J\\n.md")
            .replace("kurz", "lang"),
        1,
        "-: the backup is damaged: the text of `a\u{fffd}[2J\u{fffd}.md` is not the one that was \
         saved; choose another copy\n",
    );
    let outcome = run_with(&["backup", "check", "-", "phone.json"], b"\xff");
    assert_eq!(outcome.status, 1);
    let last = WHOLE.replacen('-', "phone.json", 1);
    let first = "-: the file is not a Waymark backup: it is not UTF-8\n";
    assert_eq!(outcome.out, format!("{first}{last}"));
    assert_eq!(
        run(&["backup", "check", "laptop.json"]).status,
        1,
        "a segment cannot be read"
    );
    assert_eq!(run(&["backup", "check", "missing.json"]).status, 2);
}

#[test]
fn json_has_the_same_figures() {
    let two_events_of_one_id = json!({
        "format": "waymark-backup", "version": 2, "made": 0,
        "runs": [
            {"replica": "0000000000000001", "first": 0, "instant": 0, "offset": 0,
             "events": [[0, {"suspended": "00000000000000aa"}]]},
            {"replica": "0000000000000001", "first": 0, "instant": 1_000, "offset": 0,
             "events": [[0, {"suspended": "00000000000000aa"}]]},
        ],
        "documents": [], "put_away": ["tea"], "unreadable": [],
    });
    let input = two_events_of_one_id.to_string();
    let outcome = run_with(
        &["backup", "check", "-", "faulty.md", "--format", "json"],
        input.as_bytes(),
    );
    let report: Value = serde_json::from_str(&outcome.out).expect("JSON");
    assert_eq!(
        report[0],
        json!({
            "file": "-", "version": 2, "made": "1970-01-01T00:00:00Z",
            "events": 2, "replicas": 2,
            "span": ["1970-01-01T00:00:00Z", "1970-01-01T00:00:01Z"],
            "documents": [], "put_away": ["tea"], "unreadable": [], "conflicts": 1,
        })
    );
    assert_eq!(report[1]["file"], "faulty.md");
    assert!(report[1]["damage"].is_string());
    assert_eq!(outcome.status, 1);
}

/// What safe mode of the application saves is read like a backup.
#[test]
fn a_rescue_file_is_checked_as_well() {
    let golden = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../store/tests/golden/v1-rescue.json"
    );
    let rescue = fs::read_to_string(golden).expect("a golden file");
    let outcome = run_with(&["backup", "check", "-"], rescue.as_bytes());
    assert!(
        outcome.out.contains("3 events of 2 replicas") && outcome.out.contains("1 document"),
        "{}",
        outcome.out
    );
    // It holds a segment that cannot be read.
    assert_eq!(outcome.status, 1);
}
