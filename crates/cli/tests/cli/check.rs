//! `waymark check`.

use serde_json::Value;

use crate::program::{Outcome, ok, run, run_with};

#[test]
fn a_warning_ends_with_status_1() {
    let Outcome { out, err, status } = run(&["check", "faulty.md", "notes/bread.md"]);
    assert_eq!((status, err.as_str()), (1, ""));
    insta::assert_snapshot!(out, @r#"
    faulty.md:6:1: warning: already asked on line 5; no second card; reword one of them, or remove it
    faulty.md:8:1: note: HTML left out; its words are kept; write it in Markdown
    faulty.md: 1 card
      cards begin on line 5
      other text on lines 1, 3, 6, 8
    notes/bread.md: 7 cards
      cards begin on lines 5-6, 10, 15, 21-22
      other text on lines 1, 3, 8, 12, 14, 17, 19-20
    2 documents, 8 cards, 1 warning, 1 note
    "#);
}

#[test]
fn a_note_alone_does_not() {
    let source = b"# Knots\n\n- What is a <b>bend</b> for?\n";
    let Outcome { out, status, .. } = run_with(&["check", "-"], source);
    assert!(out.contains("-:3:13: note: HTML left out"), "{out}");
    assert_eq!(status, 0);
}

#[test]
fn json_has_every_line_once() {
    let report = ok(&["check", "notes", "--format", "json"]);
    let report: Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report[0]["file"], "notes/bread.md");
    assert_eq!(report[0]["cards"], 7);
    assert_eq!(
        report[0]["card_lines"],
        serde_json::json!([5, 6, 10, 15, 21, 22])
    );
    assert_eq!(
        report[0]["other_lines"],
        serde_json::json!([1, 3, 8, 12, 14, 17, 19, 20])
    );
    assert_eq!(report[0]["diagnostics"], serde_json::json!([]));
    assert_eq!(report[1]["title"], "steeping");

    let faulty = run(&["check", "faulty.md", "--format", "json"]);
    assert_eq!(faulty.status, 1);
    let report: Value = serde_json::from_str(&faulty.out).expect("JSON");
    insta::assert_snapshot!(report[0]["diagnostics"][0], @r#"{"column":1,"help":"reword one of them, or remove it","line":6,"message":"already asked on line 5; no second card","severity":"warning"}"#);
}
