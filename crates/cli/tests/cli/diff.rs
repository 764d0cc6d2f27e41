//! `waymark diff`.

use serde_json::Value;

use crate::program::{Outcome, check_refused, fixtures, ok, run_with};

#[test]
fn an_edit_is_told_card_by_card() {
    insta::assert_snapshot!(ok(&["diff", "notes/bread.md", "bread-new.md"]), @r#"
    1 kept, 2 moved, 1 edited, 1 carried, 1 proposed, 1 new, 1 gone

    moved: 2 cards (the history stays)
      bread-new.md:9 (was notes/bread.md:6): What is meant by Poolish?
        from Dough to Shaping
      bread-new.md:14 (was notes/bread.md:15): When is the dough ready?
        from Dough > Review questions to Shaping > Review questions

    edited: 1 card (the history stays)
      bread-new.md:5 (was notes/bread.md:5): What is meant by Autolyse?

    carried: 1 card (the history goes over)
      bread-new.md:22 (was notes/bread.md:22): Rye loaf: heat?
        before: Rye: heat?

    proposed: 1 card (the history goes over if you confirm it)
      bread-new.md:15 (was notes/bread.md:10): Why does the salt come so late?
        88% like: Why does salt come late?
        from Dough > Review questions to Shaping > Review questions

    new: 1 card (no history)
      bread-new.md:10: What is meant by Banneton?

    gone: 1 card (the history is kept, asked no more)
      notes/bread.md:21: Baguette: steam?
    "#);
}

#[test]
fn json_counts_what_it_lists() {
    let report = ok(&["diff", "notes/bread.md", "bread-new.md", "--format", "json"]);
    let report: Value = serde_json::from_str(&report).expect("JSON");
    for list in [
        "kept", "moved", "edited", "carried", "proposed", "new", "gone",
    ] {
        let length = report[list].as_array().map(Vec::len);
        assert_eq!(
            report["counts"][list].as_u64(),
            length.map(|n| n as u64),
            "{list}"
        );
    }
    insta::assert_snapshot!(report["moved"][0], @r#"{"front":"What is meant by Poolish?","id":"309e5a8a7ef73efa","kind":"definition","now":{"file":"bread-new.md","front":"What is meant by Poolish?","id":"309e5a8a7ef73efa","line":9,"section":["Shaping"]},"was":{"file":"notes/bread.md","front":"What is meant by Poolish?","id":"309e5a8a7ef73efa","line":6,"section":["Dough"]}}"#);
    assert_eq!(report["proposed"][0]["likeness"], 88);
    assert_eq!(report["moved"][0].get("likeness"), None);
    assert_eq!(report["new"][0]["was"], Value::Null);
    assert_eq!(report["gone"][0]["now"], Value::Null);
}

#[test]
fn a_document_is_kept_as_a_whole_by_itself() {
    assert_eq!(
        ok(&["diff", "notes", "notes"]),
        "8 kept, 0 moved, 0 edited, 0 carried, 0 proposed, 0 new, 0 gone\n"
    );
}

#[test]
fn a_card_in_another_file_of_the_folder_has_moved() {
    let report = ok(&["diff", "notes", "notes-later"]);
    assert_eq!(
        report.lines().next(),
        Some("0 kept, 7 moved, 0 edited, 0 carried, 0 proposed, 0 new, 1 gone"),
        "{report}"
    );
}

#[test]
fn two_files_without_titles_are_versions_of_one_document() {
    let source = std::fs::read(fixtures().join("notes/tea/steeping.txt")).expect("a fixture");
    let Outcome { out, status, .. } = run_with(&["diff", "notes/tea/steeping.txt", "-"], &source);
    assert_eq!(
        (status, out.as_str()),
        (
            0,
            "1 kept, 0 moved, 0 edited, 0 carried, 0 proposed, 0 new, 0 gone\n"
        )
    );
}

#[test]
fn two_files_are_one_roadmap_whatever_their_titles() {
    let source = b"# Cables\n\n- What is a bowline for?\n";
    let Outcome { out, .. } = run_with(&["diff", "faulty.md", "-"], source);
    insta::assert_snapshot!(out, @r#"
    0 kept, 0 moved, 1 edited, 0 carried, 0 proposed, 0 new, 0 gone

    edited: 1 card (the history stays)
      -:3 (was faulty.md:5): What is a bowline for?
        from Review questions to the top
    "#);
}

#[test]
fn a_file_that_gets_an_id_keeps_the_histories_of_its_questions() {
    let source = b"---\nid: cables\n---\n# Knots\n\n- What is a bowline for?\n";
    let Outcome { out, .. } = run_with(&["diff", "faulty.md", "-"], source);
    insta::assert_snapshot!(out, @r#"
    0 kept, 0 moved, 0 edited, 1 carried, 0 proposed, 0 new, 0 gone
    knots has the id cables now, so all its cards have other ids: keep it from here on

    carried: 1 card (the history goes over)
      -:6 (was faulty.md:5): What is a bowline for?
        under another id
        from Review questions to the top
    "#);
}

/// Writes files into a folder of their own and compares two folders in it.
fn folders(name: &str, files: &[(&str, &str)]) -> String {
    let root = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    for (path, source) in files {
        let path = root.join(path);
        let folder = path.parent().expect("a folder");
        std::fs::create_dir_all(folder).expect("a folder can be made");
        std::fs::write(path, source).expect("a file can be written");
    }
    let path = |version: &str| root.join(version).display().to_string();
    let out = ok(&["diff", &path("old"), &path("new")]);
    out.replace(&format!("{}/", root.display()), "")
}

#[test]
fn files_of_two_folders_are_matched_by_id_and_then_by_path() {
    let told = folders(
        "matched",
        &[
            ("old/a.md", "# Rope\n- What is hemp?\n"),
            ("new/a.md", "# Ropes\n- What is hemp?\n"),
            ("old/b.md", "---\nid: sails\n---\n# B\n- What is a jib?\n"),
            (
                "new/sub/c.md",
                "---\nid: sails\n---\n# C\n- What is a jib?\n",
            ),
            ("old/d.md", "# Hull\n- What is a keel?\n"),
            (
                "new/d.md",
                "---\nid: the-hull\n---\n# Hull\n- What is a keel?\n",
            ),
            ("old/e.md", "# Oars\n- What is a scull?\n"),
            ("new/f.md", "# Engines\n- What is a shaft?\n"),
        ],
    );
    insta::assert_snapshot!(told, @r#"
    1 kept, 1 moved, 0 edited, 1 carried, 0 proposed, 1 new, 1 gone
    hull has the id the-hull now, so all its cards have other ids: keep it from here on
    oars and engines have neither id nor path in common, so no history goes over; give the files the same `id`

    moved: 1 card (the history stays)
      new/sub/c.md:5 (was old/b.md:5): What is a jib?

    carried: 1 card (the history goes over)
      new/d.md:5 (was old/d.md:2): What is a keel?
        under another id

    new: 1 card (no history)
      new/f.md:2: What is a shaft?

    gone: 1 card (the history is kept, asked no more)
      old/e.md:2: What is a scull?
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
