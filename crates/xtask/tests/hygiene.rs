//! Rules of the house that no compiler knows, over every file under version control.
//!
//! Forbidden words are assembled from halves, so that this file does not hold them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A text file under version control.
struct File {
    path: String,
    text: String,
}

impl File {
    fn is(&self, extension: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|found| found == extension)
    }

    fn is_below(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// Text that others wrote or that tests read: whatever it says is its own affair.
    fn is_material(&self) -> bool {
        let folders = ["/fixtures/", "/golden/", "/snapshots/"];
        self.is_below("content/") || folders.iter().any(|folder| self.path.contains(folder))
    }

    fn is_lock(&self) -> bool {
        self.path.ends_with("Cargo.lock") || self.path.ends_with("package-lock.json")
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every text file under version control, or every one that is neither built nor fetched where
/// there is no git.
fn files() -> Vec<File> {
    let root = root();
    let git = Command::new("git")
        // In a container the clone may belong to another user, which git distrusts.
        .args(["-c", "safe.directory=*", "ls-files", "-z"])
        .current_dir(&root)
        .output();
    let paths: Vec<String> = match git {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout)
            .split_terminator('\0')
            .map(str::to_owned)
            .collect(),
        _ => walk(&root),
    };
    let files: Vec<File> = paths
        .into_iter()
        .filter_map(|path| {
            let text = fs::read_to_string(root.join(&path)).ok()?;
            Some(File { path, text })
        })
        .collect();
    assert!(
        files
            .iter()
            .any(|file| file.path == "crates/xtask/src/main.rs"),
        "the files of the repository were not found"
    );
    files
}

fn walk(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder)).expect("a folder of the repository") {
            let entry = entry.expect("an entry of that folder");
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{folder}{name}");
            if !entry.path().is_dir() {
                found.push(path);
            } else if ![".git", "target", "node_modules"].contains(&name.as_str()) {
                folders.push(format!("{path}/"));
            }
        }
    }
    found
}

/// Fails with every line of `files` on which `fault` finds something.
#[track_caller]
fn check<'a>(
    rule: &str,
    files: impl Iterator<Item = &'a File>,
    fault: impl Fn(&str) -> Option<String>,
) {
    let mut faults = Vec::new();
    for file in files {
        for (number, line) in (1..).zip(file.text.lines()) {
            if let Some(fault) = fault(line) {
                faults.push(format!("  {}:{number}: {fault}", file.path));
            }
        }
    }
    assert!(faults.is_empty(), "{rule}\n{}", faults.join("\n"));
}

/// The first of `words` that stands in `line` and does not continue a longer word.
fn holds(line: &str, words: &[String]) -> Option<String> {
    let starts_a_word = |at: usize| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    };
    words
        .iter()
        .find(|word| line.match_indices(*word).any(|(at, _)| starts_a_word(at)))
        .map(|word| format!("`{word}`"))
}

fn joined(halves: &[(&str, &str)]) -> Vec<String> {
    halves
        .iter()
        .map(|(one, other)| format!("{one}{other}"))
        .collect()
}

#[test]
fn crates_know_only_the_crates_below_them() {
    let allowed = BTreeMap::from([
        ("waymark-core", &[][..]),
        ("waymark-store", &["waymark-core"][..]),
        ("waymark-anki", &["waymark-core"][..]),
        ("waymark-evidence", &["waymark-core"][..]),
        (
            "waymark-cli",
            &[
                "waymark-core",
                "waymark-store",
                "waymark-anki",
                "waymark-evidence",
            ][..],
        ),
        (
            "waymark-anki-worker",
            &["waymark-store", "waymark-anki"][..],
        ),
        (
            "waymark-web",
            &[
                "waymark-core",
                "waymark-store",
                "waymark-anki",
                "waymark-evidence",
            ][..],
        ),
        ("waymark-evidence-worker", &["waymark-evidence"][..]),
        (
            "waymark-fuzz",
            &["waymark-core", "waymark-store", "waymark-anki"][..],
        ),
        ("xtask", &["waymark-core", "waymark-store"][..]),
    ]);
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo runs this test, so it can be run");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let list = |value: &Value, field: &str| value[field].as_array().cloned().unwrap_or_default();
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let packages = list(&metadata, "packages");
    assert!(!packages.is_empty(), "cargo names no package");
    let mut faults = Vec::new();
    for package in &packages {
        let from = name(package);
        let Some(allowed) = allowed.get(from.as_str()) else {
            faults.push(format!("  {from}: say here which crates it may depend on"));
            continue;
        };
        // A path marks a crate of this repository. Dependencies of tests count as well.
        for dependency in list(package, "dependencies") {
            let to = name(&dependency);
            if dependency["path"].is_string() && !allowed.contains(&to.as_str()) {
                faults.push(format!("  {from} -> {to}"));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "dependencies point from the edge to the core (ARCHITECTURE.md)\n{}",
        faults.join("\n")
    );
}

#[test]
fn source_files_stay_small() {
    const LONGEST: usize = 400;
    let long: Vec<String> = files()
        .iter()
        .filter(|file| file.is_below("crates/") && file.path.contains("/src/"))
        .map(|file| (file.text.lines().count(), &file.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("  {path}: {lines} lines"))
        .collect();
    assert!(
        long.is_empty(),
        "a source file has at most {LONGEST} lines; part it by what its pieces are\n{}",
        long.join("\n")
    );
}

#[test]
fn the_application_builds_nodes_and_never_markup() {
    let words = joined(&[
        ("inner", "_html"),
        ("inner", "HTML"),
        ("outer", "HTML"),
        ("set_inner", "_html"),
        ("insert_adjacent", "_html"),
        ("insertAdjacent", "HTML"),
    ]);
    check(
        "text reaches the page as nodes, so that hostile Markdown has nothing to inject into",
        files().iter().filter(|file| file.is_below("crates/web/")),
        |line| holds(line, &words),
    );
}

#[test]
fn in_the_application_pages_know_components_and_never_the_other_way_round() {
    // Each layer with those above it, which it must not know.
    let layers = [
        (
            "platform",
            ["state", "components", "pages", "app"].as_slice(),
        ),
        ("state", &["components", "pages", "app"]),
        ("components", &["pages", "app"]),
        ("pages", &["app"]),
    ];
    for (layer, above) in layers {
        let words: Vec<String> = above.iter().map(|name| format!("crate::{name}")).collect();
        let below = format!("crates/web/src/{layer}");
        check(
            "pages are made of components, these of state, and that of the platform",
            files().iter().filter(|file| file.is_below(&below)),
            |line| holds(line, &words),
        );
    }
}

#[test]
fn the_core_reads_no_clock_and_draws_no_randomness() {
    let words = joined(&[
        ("Utc::", "now"),
        ("Local::", "now"),
        ("System", "Time"),
        ("std::time::", "Instant"),
        ("Instant::", "now"),
        ("ran", "d::"),
        ("get", "random"),
        ("Random", "State"),
    ]);
    check(
        "in the core, time and randomness come in as arguments",
        files()
            .iter()
            .filter(|file| file.is_below("crates/core/src/")),
        |line| holds(line, &words),
    );
}

#[test]
fn nothing_is_left_over() {
    let words = joined(&[
        ("TO", "DO"),
        ("FIX", "ME"),
        ("XX", "X"),
        ("todo", "!("),
        ("unimplemented", "!("),
        ("dbg", "!("),
    ]);
    check(
        "what is still to be done is an issue, and what helped to find a fault goes again",
        files()
            .iter()
            .filter(|file| !file.is_material() && !file.is_lock()),
        |line| holds(line, &words),
    );
}

#[test]
fn tests_run_and_expect_values() {
    let words = joined(&[("#[ig", "nore"), ("#[should_", "panic"), ("test.sk", "ip(")]);
    let is_test = |file: &&File| file.is("rs") || file.is("mjs") || file.is("js");
    check(
        "every test runs, and failure is a value that a test can look at",
        files().iter().filter(is_test),
        |line| holds(line, &words),
    );
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    let folders = joined(&[
        ("/ro", "ot/"),
        ("/wo", "rk/"),
        ("/tm", "p/"),
        ("/ho", "me/"),
    ]);
    check(
        "a path on one machine is wrong on every other",
        files()
            .iter()
            .filter(|file| !file.is_material() && !file.is_lock()),
        |line| {
            // `crates/web/home/` is a path below the root of the repository.
            let absolute = |at: usize| {
                let before = line.get(..at).and_then(|before| before.chars().next_back());
                !before.is_some_and(|c| c.is_alphanumeric() || "_-.~*}".contains(c))
            };
            let found = folders
                .iter()
                .find(|folder| line.match_indices(*folder).any(|(at, _)| absolute(at)));
            found.map(|folder| format!("`{folder}`"))
        },
    );
}

#[test]
fn a_word_is_found_where_it_begins() {
    let words = joined(&[("ran", "d::")]);
    assert_eq!(
        holds(&format!("use {};", words[0]), &words).as_deref(),
        Some("`rand::`")
    );
    assert_eq!(holds(&format!("op{}x", words[0]), &words), None);
}
