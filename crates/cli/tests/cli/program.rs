//! Runs the program in the folder of the fixtures, away from the machine it happens to be on.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// What the program said and did.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    pub out: String,
    pub err: String,
    pub status: i32,
}

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The program in a clean environment: no home, no terminal, UTC.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waymark"));
    command
        .args(arguments)
        .current_dir(fixtures())
        .env_clear()
        .env("TZ", "UTC")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the program without input.
pub fn run(arguments: &[&str]) -> Outcome {
    run_with(arguments, b"")
}

/// Runs the program with `input` as its standard input.
pub fn run_with(arguments: &[&str], input: &[u8]) -> Outcome {
    let mut program = command(arguments)
        .stdin(Stdio::piped())
        .spawn()
        .expect("the program was built");
    let mut stdin = program.stdin.take().expect("standard input is a pipe");
    let input = input.to_vec();
    // A program that stops early reads no further, which is no fault of the test.
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = program.wait_with_output().expect("the program ends");
    let _written = writer.join().expect("the writer does not panic");
    Outcome {
        out: String::from_utf8(output.stdout).expect("the output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("errors are UTF-8"),
        status: output.status.code().expect("the program exits by itself"),
    }
}

/// The output of a run that went well.
#[track_caller]
pub fn ok(arguments: &[&str]) -> String {
    let outcome = run(arguments);
    assert_eq!(
        (outcome.status, outcome.err.as_str()),
        (0, ""),
        "{arguments:?}"
    );
    outcome.out
}

/// Checks that the program refuses, writes nothing else, and says exactly this.
#[track_caller]
pub fn check_refused(arguments: &[&str], input: &[u8], expected: &str) {
    let Outcome { out, err, status } = run_with(arguments, input);
    assert_eq!((status, err.as_str(), out.as_str()), (2, expected, ""));
}
