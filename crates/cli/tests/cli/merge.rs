//! `waymark merge`.

use std::{env, fs, process};

use serde_json::Value;

use crate::program::{Outcome, check_refused, ok, run, run_with};

#[test]
fn two_devices_end_with_the_same_file() {
    let one = ok(&["merge", "phone.json", "laptop.json"]);
    assert_eq!(ok(&["merge", "laptop.json", "phone.json"]), one);
    let again = run_with(&["merge", "phone.json", "-", "laptop.json"], one.as_bytes());
    assert_eq!((again.out, again.status), (one.clone(), 0));
    let merged: Value = serde_json::from_str(&one).expect("JSON");
    assert_eq!(merged["version"], 2);
    assert_eq!(merged["made"], 1_795_200_000_000_i64);
    assert_eq!(merged["runs"].as_array().map(Vec::len), Some(2));
    assert_eq!(merged["documents"][0]["path"], "notes/tee.md");
    assert_eq!(merged["unreadable"][0][1], "torn");
}

#[test]
fn the_output_may_be_an_input() {
    let folder = env::temp_dir().join(format!("waymark-merge-{}", process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let both = folder.join("both.json");
    let path = both.to_str().expect("a path");
    let said = format!("{path}: 3 events, 1 document, 1 unreadable segment\n");
    assert_eq!(
        ok(&["merge", "phone.json", "laptop.json", "-o", path]),
        said
    );
    let first = fs::read(&both).expect("the file");
    assert_eq!(ok(&["merge", path, "phone.json", "--output", path]), said);
    assert_eq!(fs::read(&both).expect("the file"), first);
    // A refusal leaves it as it is.
    assert_eq!(run(&["merge", path, "faulty.md", "-o", path]).status, 2);
    assert_eq!(fs::read(&both).expect("the file"), first);
    assert_eq!(fs::read_dir(&folder).expect("the folder").count(), 1);
    fs::remove_dir_all(&folder).expect("it can be removed");
}

#[test]
fn what_cannot_be_merged_is_refused() {
    check_refused(
        &["merge", "phone.json", "-"],
        b"{\"format\":\"waymark-backup\",\"version\":9}",
        "error: -: the backup has version 9 and this Waymark reads up to 2; update it\n",
    );
    check_refused(
        &["merge", "-", "-"],
        b"",
        "error: standard input (-) can be read only once\n",
    );
    let Outcome { err, status, .. } = run(&["merge", "phone.json", "-o", "no/such/folder.json"]);
    assert_eq!(status, 2);
    assert!(
        err.starts_with("error: no/such/folder.json: cannot be written: "),
        "{err}"
    );
}
