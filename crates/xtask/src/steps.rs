//! `cargo xtask test`: every check of the project, in order, each with a name.

use std::fs;
use std::process::ExitCode;
use std::time::Instant;

use serde_json::json;
use thiserror::Error;

use crate::arguments::Selection;
use crate::build::{self, BuildError};
use crate::packages;
use crate::process::{self, ProcessError};
use crate::scripts::{self, ScriptError};
use crate::setup::{self, Browser, BrowserError, Requirement, SetupError, Tool};
use crate::site::SiteError;
use crate::size::{self, SizeError};
use crate::workspace::{Workspace, cargo_home};

/// Why a step did not pass.
#[derive(Debug, Error)]
pub enum StepError {
    /// A program that the step runs failed; its output says why.
    #[error(transparent)]
    Process(#[from] ProcessError),
    /// The application could not be built.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The application is too large.
    #[error(transparent)]
    Size(#[from] SizeError),
    /// A tool is missing.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The browser is missing.
    #[error(transparent)]
    Browser(#[from] BrowserError),
    /// The acceptance tests failed.
    #[error(transparent)]
    Script(#[from] ScriptError),
    /// A file that the step needs could not be written.
    #[error(transparent)]
    File(#[from] SiteError),
    /// The step ran nothing, and so showed nothing.
    #[error("no test ran; a step without tests is no check")]
    Nothing,
}

/// Why `cargo xtask test` did not pass.
#[derive(Debug, Error)]
pub enum TestError {
    /// There is no such step.
    #[error("there is no step `{0}`; `cargo xtask test --list` names them")]
    Unknown(String),
    /// What the steps need could not be installed.
    #[error("the machine could not be made ready for the tests")]
    Setup(#[from] SetupError),
    /// A step did not pass.
    #[error("step `{name}` failed after {seconds:.1} s")]
    Failed {
        /// The step's name.
        name: &'static str,
        /// How long it ran.
        seconds: f64,
        /// What it said.
        #[source]
        source: StepError,
    },
}

/// A check with what it needs.
struct Step {
    name: &'static str,
    shows: &'static str,
    needs: &'static [Requirement],
    run: fn(&Workspace) -> Result<(), StepError>,
}

const STEPS: &[Step] = &[
    Step {
        name: "format",
        shows: "the code is formatted",
        needs: &[Requirement::Lints],
        run: |workspace| {
            Ok(process::show(
                &mut workspace.cargo(["fmt", "--all", "--check"]),
            )?)
        },
    },
    Step {
        name: "lint",
        shows: "clippy finds nothing, natively",
        needs: &[Requirement::Lints],
        run: lint,
    },
    Step {
        name: "lint-web",
        shows: "clippy finds nothing in the programs of the browser, for wasm",
        needs: &[
            Requirement::Lints,
            Requirement::WasmTarget,
            Requirement::Clang,
        ],
        run: lint_web,
    },
    Step {
        name: "test",
        shows: "native tests and the examples in the documentation",
        needs: &[],
        run: test,
    },
    Step {
        name: "untrusted",
        shows: "the corpus of the fuzzers, and worst cases counted in steps, optimised",
        needs: &[Requirement::WasmTarget],
        run: untrusted,
    },
    Step {
        name: "storage",
        shows: "stored data, read by a program that shares no code with Waymark",
        needs: &[],
        run: storage,
    },
    Step {
        name: "doc",
        shows: "the documentation is whole",
        needs: &[],
        run: doc,
    },
    Step {
        name: "deny",
        shows: "licences, bans and sources of dependencies",
        needs: &[Requirement::CargoDeny],
        run: deny,
    },
    Step {
        name: "anki",
        shows: "packages, imported by Anki's own library: three releases, three zones",
        needs: &[Requirement::Anki],
        run: |workspace| Ok(packages::check(workspace)?),
    },
    Step {
        name: "web-test",
        shows: "the wasm tests, in Chromium",
        needs: &[
            Requirement::WasmTarget,
            Requirement::WasmBindgen,
            Requirement::Browser,
        ],
        run: web_test,
    },
    Step {
        name: "build",
        shows: "the release application builds, and its page obeys its policy",
        needs: setup::BUILD,
        run: |workspace| Ok(build::build(workspace)?),
    },
    Step {
        name: "size",
        shows: "the built application is within its budgets",
        needs: &[],
        run: size,
    },
    Step {
        name: "acceptance",
        shows: "the built application, used in Chromium, Firefox and WebKitGTK",
        needs: setup::ACCEPTANCE,
        run: |workspace| Ok(scripts::acceptance(workspace)?),
    },
];

/// Runs the selected steps until one fails, and ends with a line that counts them.
pub fn run(workspace: &Workspace, selection: &Selection) -> ExitCode {
    if *selection == Selection::List {
        for step in STEPS {
            println!("{:<12} {}", step.name, step.shows);
        }
        return ExitCode::SUCCESS;
    }
    let mut passed = 0;
    let result = select(selection).and_then(|steps| run_each(workspace, &steps, &mut passed));
    if let Err(error) = &result {
        eprintln!();
        crate::report(error);
    }
    let failed = u8::from(result.is_err());
    println!("{passed} passed, {failed} failed");
    ExitCode::from(failed)
}

fn select(selection: &Selection) -> Result<Vec<&'static Step>, TestError> {
    let Selection::Only(name) = selection else {
        return Ok(STEPS.iter().collect());
    };
    let step = STEPS.iter().find(|step| step.name == name);
    step.map(|step| vec![step])
        .ok_or_else(|| TestError::Unknown(name.clone()))
}

fn run_each(workspace: &Workspace, steps: &[&Step], passed: &mut usize) -> Result<(), TestError> {
    let needs: Vec<Requirement> = steps.iter().flat_map(|step| step.needs).copied().collect();
    setup::prepare(workspace, &needs)?;
    for (index, step) in steps.iter().enumerate() {
        let Step { name, shows, .. } = step;
        println!("\n== {} of {}: {name} ({shows})", index + 1, steps.len());
        let started = Instant::now();
        let result = (step.run)(workspace);
        let seconds = started.elapsed().as_secs_f64();
        result.map_err(|source| TestError::Failed {
            name,
            seconds,
            source,
        })?;
        println!("== {name} passed in {seconds:.1} s");
        *passed += 1;
    }
    println!();
    Ok(())
}

fn lint(workspace: &Workspace) -> Result<(), StepError> {
    let mut clippy = workspace.cargo(["clippy", "--workspace", "--all-targets"]);
    Ok(process::show(clippy.args(["--", "-D", "warnings"]))?)
}

fn lint_web(workspace: &Workspace) -> Result<(), StepError> {
    let mut clippy = workspace.cargo(["clippy", "--package", "waymark-web", "--all-targets"]);
    clippy.args(["--package", "waymark-anki-worker"]);
    clippy.args(["--target", setup::WASM, "--", "-D", "warnings"]);
    Ok(process::show(&mut clippy)?)
}

fn test(workspace: &Workspace) -> Result<(), StepError> {
    let mut ran = 0;
    let mut tests = workspace.cargo(["test", "--workspace", "--exclude", "waymark-fuzz"]);
    process::show_and_read(&mut tests, |line| ran += passed_tests(line))?;
    some(ran)
}

/// Apart from the other tests, since without optimisation it takes many minutes.
fn untrusted(workspace: &Workspace) -> Result<(), StepError> {
    let mut ran = 0;
    let mut tests = workspace.cargo(["test", "--release", "--package", "waymark-fuzz"]);
    process::show_and_read(&mut tests, |line| ran += passed_tests(line))?;
    some(ran)
}

/// Needs a `python3` on `PATH`, and fails without one.
fn storage(workspace: &Workspace) -> Result<(), StepError> {
    let mut python = workspace.command("python3");
    python.arg(workspace.root.join("tests/storage/check.py"));
    Ok(process::show(python.env("PYTHONDONTWRITEBYTECODE", "1"))?)
}

fn doc(workspace: &Workspace) -> Result<(), StepError> {
    let mut doc = workspace.cargo(["doc", "--workspace", "--no-deps"]);
    Ok(process::show(doc.env("RUSTDOCFLAGS", "-D warnings"))?)
}

fn deny(workspace: &Workspace) -> Result<(), StepError> {
    // Offline, cargo-deny wants the manifest of every dependency on every platform at hand.
    process::show(&mut workspace.cargo(["fetch", "--locked"]))?;
    let program = Tool::CargoDeny.locate(workspace, "cargo-deny")?;
    let mut check = workspace.command(&program);
    check.args(["--offline", "check", "licenses", "bans", "sources"]);
    process::show(&mut check)?;
    if advisories_at_hand() {
        let mut check = workspace.command(&program);
        process::show(check.args(["--offline", "check", "advisories"]))?;
    } else {
        println!(
            "advisories not checked: there is no copy of their database here, \
             and `cargo deny fetch db` was not run"
        );
    }
    Ok(())
}

/// Whether a copy of the advisory database lies where cargo-deny looks for it.
fn advisories_at_hand() -> bool {
    cargo_home()
        .map(|home| home.join("advisory-dbs"))
        .and_then(|folder| fs::read_dir(folder).ok())
        .is_some_and(|mut copies| copies.any(|copy| copy.is_ok_and(|copy| copy.path().is_dir())))
}

fn web_test(workspace: &Workspace) -> Result<(), StepError> {
    let browser = Browser::find()?;
    // In a folder of its own target: the file tells the driver which browser to start, and how.
    let wishes = workspace.target.join("webdriver.json");
    let written = fs::write(&wishes, capabilities(&browser).to_string());
    written.map_err(SiteError::at("write", &wishes))?;
    let runner = Tool::WasmBindgen.locate(workspace, "wasm-bindgen-test-runner")?;
    let mut test = workspace.cargo(["test", "--package", "waymark-web", "--test", "*"]);
    test.args(["--target", setup::WASM]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    test.env("CHROMEDRIVER", &browser.driver);
    test.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &wishes);
    let mut ran = 0;
    process::show_and_read(&mut test, |line| ran += passed_tests(line))?;
    some(ran)
}

fn capabilities(browser: &Browser) -> serde_json::Value {
    json!({
        "goog:chromeOptions": {
            "binary": browser.chromium,
            "args": [
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        },
    })
}

fn size(workspace: &Workspace) -> Result<(), StepError> {
    let sizes = size::measure(&workspace.site())?;
    print!("{sizes}");
    Ok(sizes.check()?)
}

fn some(ran: u64) -> Result<(), StepError> {
    if ran == 0 {
        Err(StepError::Nothing)
    } else {
        Ok(())
    }
}

/// The number of passed tests in a line such as `test result: ok. 3 passed; 0 failed; …`.
fn passed_tests(line: &str) -> u64 {
    line.strip_prefix("test result: ")
        .and_then(|result| result.split_once(" passed"))
        .and_then(|(before, _)| before.rsplit(' ').next())
        .and_then(|count| count.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passed_tests_are_counted_from_the_summary_only() {
        let line = "test result: ok. 3 passed; 0 failed; 0 ignored; finished in 0.02s\n";
        assert_eq!(passed_tests(line), 3);
        assert_eq!(passed_tests("test result: FAILED. 12 passed; 1 failed"), 12);
        assert_eq!(passed_tests("test shape::three passed ... ok"), 0);
        assert_eq!(passed_tests("running 3 tests"), 0);
    }

    #[test]
    fn a_step_that_ran_nothing_fails() {
        assert!(matches!(some(0), Err(StepError::Nothing)));
        assert!(some(1).is_ok());
    }

    #[test]
    fn steps_have_names_of_their_own() {
        let mut names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STEPS.len());
    }
}
