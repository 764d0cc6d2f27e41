//! `waymark check`.

use serde_json::Value;

use crate::program::{Outcome, ok, run, run_with};

#[test]
fn a_warning_ends_with_status_1() {
    let Outcome { out, err, status } = run(&["check", "faulty.md", "notes/bread.md"]);
    assert_eq!((status, err.as_str()), (1, ""));
    insta::assert_snapshot!(out, @r#"
    faulty.md:6:1: warning: already asked on line 5; no second card; reword one of them, or remove it
    faulty.md:8:12: note: picture on the web is never fetched; read as a link to it; save it beside the document, and name that file
    faulty.md: 1 card
      1-3  a heading that asks nothing
        5  1 card: question
        6  asked before
        8  running text
    notes/bread.md: 7 cards
        1-3  a heading that asks nothing
        5-6  2 cards: definition
          8  a heading that asks nothing
      10-15  2 cards: question
         17  a heading that asks nothing
      19-20  says what stands below it
      21-22  3 cards: table-cell
    2 documents, 8 cards, 1 warning, 1 note
    "#);
}

#[test]
fn a_note_alone_does_not() {
    let source = b"# Knots\n\n- What is a bend for? ![a bend](https://example.com/bend.png)\n";
    let Outcome { out, status, .. } = run_with(&["check", "-"], source);
    assert!(out.contains("-:3:23: note: picture on the web"), "{out}");
    assert_eq!(status, 0);
}

#[test]
fn json_has_every_range_of_lines() {
    let report = ok(&["check", "notes", "--format", "json"]);
    let report: Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report[0]["file"], "notes/bread.md");
    assert_eq!(report[0]["cards"], 7);
    let ranges = report[0]["lines"].as_array().expect("ranges");
    let ranges: Vec<String> = ranges.iter().map(Value::to_string).collect();
    insta::assert_snapshot!(ranges.join("\n"), @r#"
    {"first":1,"last":1,"reason":"heading"}
    {"first":3,"last":3,"reason":"heading"}
    {"cards":1,"first":5,"kind":"definition","last":5}
    {"cards":1,"first":6,"kind":"definition","last":6}
    {"first":8,"last":8,"reason":"heading"}
    {"cards":1,"first":10,"kind":"question","last":14}
    {"cards":1,"first":15,"kind":"question","last":15}
    {"first":17,"last":17,"reason":"heading"}
    {"first":19,"last":20,"reason":"label"}
    {"cards":2,"first":21,"kind":"table-cell","last":21}
    {"cards":1,"first":22,"kind":"table-cell","last":22}
    "#);
    assert_eq!(report[0]["diagnostics"], serde_json::json!([]));
    assert_eq!(report[1]["title"], "steeping");

    let faulty = run(&["check", "faulty.md", "--format", "json"]);
    assert_eq!(faulty.status, 1);
    let report: Value = serde_json::from_str(&faulty.out).expect("JSON");
    insta::assert_snapshot!(report[0]["diagnostics"][0], @r#"{"code":"repeated-question","column":1,"help":"reword one of them, or remove it","line":6,"message":"already asked on line 5; no second card","severity":"warning"}"#);
}
