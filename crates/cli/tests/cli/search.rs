//! `waymark search`.

use serde_json::Value;

use crate::program::{Outcome, ok, run_with};

/// Three good answers to "What is meant by Autolyse?", the last on 10 January 2026.
const BACKUP: &str = r#"{"format":"waymark-backup","version":2,"made":1768060800000,
"runs":[{"replica":"00000000000000a1","first":0,"instant":1767433200000,"offset":0,"events":[
[0,{"r":["1f198e3d25b1c40e",4,5000]}],[86400000,{"r":["1f198e3d25b1c40e",4,5000]}],
[518400000,{"r":["1f198e3d25b1c40e",4,5000]}]]}],"documents":[],"put_away":[],"unreadable":[]}"#;

fn json(query: &str, rest: &[&str]) -> Value {
    let arguments = [
        &["search", query, "notes/bread.md", "--format", "json"],
        rest,
    ];
    let Outcome { out, err, status } = run_with(&arguments.concat(), BACKUP.as_bytes());
    assert_eq!((status, err.as_str()), (0, ""));
    serde_json::from_str(&out).expect("JSON")
}

#[track_caller]
fn check(query: &str, rest: &[&str], expected: usize) {
    let found = json(query, rest);
    assert_eq!(found["searched"], 7, "{query}");
    assert_eq!(
        found["cards"].as_array().map(Vec::len),
        Some(expected),
        "{query}"
    );
}

#[test]
fn without_a_backup_every_card_is_new() {
    check("is:new", &[], 7);
    check("autolyse", &[], 1);
    check("-autolyse", &[], 6);
    check("-is:new", &[], 0);
}

#[test]
fn a_backup_says_how_it_goes() {
    let at = ["--backup", "-", "--at", "2026-01-12T09:00:00Z"];
    check("is:new", &at, 6);
    check("interval=15", &at, 1);
    check("rated:7:good", &at, 1);
    check("rated:1", &at, 0);
    let found = json("is:review", &at);
    assert_eq!(found["cards"][0]["id"], "1f198e3d25b1c40e");
    assert_eq!(found["cards"][0]["progress"]["interval_days"], 15);
    assert_eq!(found["cards"][0]["progress"]["ease_factor"], "2.50");
    let ordered = json("", &[&at[..], &["--order", "due"]].concat());
    assert_eq!(ordered["cards"][0]["id"], "1f198e3d25b1c40e");
}

#[test]
fn what_is_not_understood_is_said() {
    let found = json("x is:do", &[]);
    assert_eq!(found["query"], "x \"is:do\"");
    assert_eq!(found["remarks"][0]["text"], "is:do");
    assert!(ok(&["search", "foo:x", "notes/bread.md"]).starts_with("foo:x: `foo:` is not known"));
}
