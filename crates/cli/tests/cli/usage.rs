//! Wrong calls, closed outputs, completions and the manual page.

use std::io::Write;
use std::process::Stdio;

use crate::program::{command, ok, run};

#[test]
fn a_wrong_call_ends_with_status_2() {
    for arguments in [
        &[][..],
        &["cards"],
        &["cards", "notes", "--format", "xml"],
        &["study"],
        &["diff", "notes"],
        &["merge"],
        &["backup"],
        &["backup", "check"],
        &["replay", "--scheduler", "guess"],
    ] {
        let outcome = run(arguments);
        assert_eq!(
            (outcome.status, outcome.out.as_str()),
            (2, ""),
            "{arguments:?}"
        );
        assert!(!outcome.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    // A replay waits for its input, so the output is closed before the first word of it.
    let mut program = command(&["replay"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("the program was built");
    drop(program.stdout.take());
    let review = br#"{"card":"a","at":"2026-01-01T09:00:00Z","quality":4}"#;
    let mut stdin = program.stdin.take().expect("standard input is a pipe");
    stdin.write_all(review).expect("the program reads");
    drop(stdin);
    let output = program.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = ok(&["completions", shell]);
        assert!(script.contains("replay"), "{shell}");
    }
}

#[test]
fn the_manual_page_holds_every_command() {
    let page = ok(&["man"]);
    for command in [
        "CARDS",
        "CHECK",
        "DIFF",
        "REPLAY",
        "STATS",
        "MERGE",
        "BACKUP",
        "BACKUP CHECK",
        "COMPLETIONS",
        "MAN",
    ] {
        assert!(
            page.contains(&format!(".SH \"WAYMARK {command}\"")),
            "{command}"
        );
    }
    assert!(page.contains("Exit status"));
    assert!(
        !page.contains("waymark\\-cards(1)"),
        "there is no such page"
    );
}

#[test]
fn the_version_is_that_of_the_package() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(ok(&["--version"]), format!("waymark {version}\n"));
}
