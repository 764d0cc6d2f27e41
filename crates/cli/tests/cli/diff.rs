//! `waymark diff`.

use serde_json::Value;

use crate::program::{Outcome, check_refused, fixtures, ok, run_with};

#[test]
fn an_edit_is_told_card_by_card() {
    insta::assert_snapshot!(ok(&["diff", "notes/bread.md", "bread-new.md"]), @r#"
    3 kept, 2 moved, 1 edited, 1 new, 1 gone

    moved: 2 cards
      bread-new.md:9 (was notes/bread.md:6): Explain Poolish.
        from Dough to Shaping
      bread-new.md:14 (was notes/bread.md:15): When is the dough ready?
        from Dough > Review questions to Shaping > Review questions

    edited: 1 card
      bread-new.md:5 (was notes/bread.md:5): Explain Autolyse.

    new: 1 card
      bread-new.md:10: Explain Banneton.

    gone: 1 card
      notes/bread.md:10: Why does salt come late?
    "#);
}

#[test]
fn json_counts_what_it_lists() {
    let report = ok(&["diff", "notes/bread.md", "bread-new.md", "--format", "json"]);
    let report: Value = serde_json::from_str(&report).expect("JSON");
    for list in ["kept", "moved", "edited", "new", "gone"] {
        let length = report[list].as_array().map(Vec::len);
        assert_eq!(
            report["counts"][list].as_u64(),
            length.map(|n| n as u64),
            "{list}"
        );
    }
    insta::assert_snapshot!(report["moved"][0], @r#"{"front":"Explain Poolish.","id":"309e5a8a7ef73efa","kind":"definition","now":{"file":"bread-new.md","line":9,"section":["Shaping"]},"was":{"file":"notes/bread.md","line":6,"section":["Dough"]}}"#);
    assert_eq!(report["new"][0]["was"], Value::Null);
    assert_eq!(report["gone"][0]["now"], Value::Null);
}

#[test]
fn a_document_is_kept_as_a_whole_by_itself() {
    assert_eq!(
        ok(&["diff", "notes", "notes"]),
        "8 kept, 0 moved, 0 edited, 0 new, 0 gone\n"
    );
}

#[test]
fn a_card_in_another_file_of_the_folder_has_moved() {
    let report = ok(&["diff", "notes", "notes-later"]);
    assert_eq!(
        report.lines().next(),
        Some("0 kept, 7 moved, 0 edited, 0 new, 1 gone"),
        "{report}"
    );
}

#[test]
fn two_files_without_titles_are_versions_of_one_document() {
    let source = std::fs::read(fixtures().join("notes/tea/steeping.txt")).expect("a fixture");
    let Outcome { out, status, .. } = run_with(&["diff", "notes/tea/steeping.txt", "-"], &source);
    assert_eq!(
        (status, out.as_str()),
        (0, "1 kept, 0 moved, 0 edited, 0 new, 0 gone\n")
    );
}

#[test]
fn another_title_is_another_roadmap_and_says_so() {
    let source = b"# Cables\n\n- What is a bowline for?\n";
    let Outcome { out, .. } = run_with(&["diff", "faulty.md", "-"], source);
    insta::assert_snapshot!(out, @r#"
    0 kept, 0 moved, 0 edited, 1 new, 1 gone
    knots became cables, and no card of it keeps its history; give the file an `id`

    new: 1 card
      -:3: What is a bowline for?

    gone: 1 card
      faulty.md:5: What is a bowline for?
    "#);
}

#[test]
fn one_side_alone_can_be_standard_input() {
    check_refused(
        &["diff", "-", "-"],
        b"",
        "error: standard input (-) can be read only once\n",
    );
}
