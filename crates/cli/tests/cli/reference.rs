//! `docs/command-line.md` shows what the program prints.
//!
//! Every command line in a `console` block of it is run in the folder of the fixtures. With
//! `UPDATE_REFERENCE` set, the page is written anew instead; read the change before keeping it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::program::{Outcome, fixtures, ok, run_with};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/command-line.md")
}

/// Runs `waymark …`, with `< file` as its standard input.
fn output(line: &str) -> String {
    let (line, input) = match line.split_once(" < ") {
        Some((line, file)) => (
            line,
            fs::read(fixtures().join(file)).expect("a fixture that the page names"),
        ),
        None => (line, Vec::new()),
    };
    let mut words = line.split(' ');
    assert_eq!(words.next(), Some("waymark"), "{line}");
    let arguments: Vec<&str> = words.collect();
    let Outcome { out, err, .. } = run_with(&arguments, &input);
    format!("{out}{err}")
}

/// The page with the output of each of its commands.
fn refreshed(page: &str) -> String {
    let mut fresh = String::new();
    let mut in_console = false;
    for line in page.lines() {
        let command = line.strip_prefix("$ ");
        match line {
            "```console" => in_console = true,
            "```" => in_console = false,
            _ if in_console && command.is_none() => continue,
            _ => {}
        }
        fresh.push_str(line);
        fresh.push('\n');
        if let Some(command) = command.filter(|_| in_console) {
            let output = output(command);
            for line in output.lines() {
                fresh.push_str(line.trim_end());
                fresh.push('\n');
            }
        }
    }
    fresh
}

#[test]
fn the_reference_shows_what_the_program_prints() {
    let page = fs::read_to_string(path()).expect("the reference");
    let fresh = refreshed(&page);
    if env::var_os("UPDATE_REFERENCE").is_some() {
        fs::write(path(), &fresh).expect("the reference can be written");
    } else {
        assert_eq!(page, fresh, "UPDATE_REFERENCE=1 writes the page anew");
    }
}

#[test]
fn the_reference_holds_the_help_of_every_command() {
    let page = fs::read_to_string(path()).expect("the reference");
    let help = ok(&["--help"]);
    let commands = help.split("Commands:\n").nth(1).unwrap_or_default();
    let commands = commands.lines().take_while(|line| !line.is_empty());
    let names: Vec<_> = commands
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert_eq!(names.len(), 14);
    for name in names {
        assert!(
            page.contains(&format!("$ waymark {name} --help\n")),
            "{name}"
        );
    }
}
