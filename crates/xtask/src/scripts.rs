//! Node scripts that use the built application in a browser: acceptance tests and screenshots.

use std::env;
use std::io;
use std::path::PathBuf;
use std::process::Command;

use thiserror::Error;

use crate::process::{self, ProcessError};
use crate::serve::{ServeError, Server};
use crate::setup::{Browser, BrowserError, Firefox, WebKit};
use crate::site::{self, SiteError};
use crate::workspace::Workspace;

/// Why a script did not run to its good end.
#[derive(Debug, Error)]
pub enum ScriptError {
    /// The script failed; its output says why.
    #[error(transparent)]
    Process(#[from] ProcessError),
    /// The application is not served.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// There is no browser.
    #[error(transparent)]
    Browser(#[from] BrowserError),
    /// The tests could not be listed.
    #[error(transparent)]
    File(#[from] SiteError),
    /// The system does not say which program this is.
    #[error("cannot find the program that runs")]
    Program(#[source] io::Error),
    /// There is no test, or none of them ran.
    #[error("no acceptance test ran; they are tests/acceptance/*.test.mjs")]
    Nothing,
}

/// One file at a time: two browsers on two cores make each other's waits run out.
const TESTING: [&str; 3] = ["--test", "--test-reporter=spec", "--test-concurrency=1"];

/// After this a test file has failed; the longest takes a tenth of it, and without an end one that
/// waits for what never comes would say nothing.
const STORY_MS: u32 = 600_000;

/// Runs the acceptance tests against the site as it is.
pub fn acceptance(workspace: &Workspace) -> Result<(), ScriptError> {
    let tests = test_files(workspace)?;
    if tests.is_empty() {
        return Err(ScriptError::Nothing);
    }
    // `anki.test.mjs` compares what the browser makes with what the command line makes.
    process::show(&mut workspace.cargo(["build", "--package", "waymark-cli"]))?;
    let mut node = node(workspace)?;
    node.env("FIREFOX", Firefox::find()?.program);
    let webkit = WebKit::find()?;
    node.env("WEBKIT_DRIVER", webkit.driver);
    node.env("XVFB", webkit.screen);
    node.args(TESTING).arg(format!("--test-timeout={STORY_MS}"));
    let mut ran = 0;
    process::show_and_read(node.args(tests), |line| {
        ran = passed_tests(line).unwrap_or(ran);
    })?;
    if ran == 0 {
        return Err(ScriptError::Nothing);
    }
    Ok(())
}

/// Kills browsers and pages, and lets tabs study at once, as often as the bars say; then prints
/// how long a start takes with years of history.
pub fn soak(workspace: &Workspace) -> Result<(), ScriptError> {
    let mut stories = node(workspace)?;
    stories.env("WAYMARK_KILLS", "200");
    stories.env("WAYMARK_RATINGS", "500");
    stories.args(TESTING);
    process::show(stories.args(["crash.test.mjs", "tabs.test.mjs"]))?;
    let mut room = node(workspace)?;
    Ok(process::show(room.arg("room.mjs"))?)
}

/// Prints how long a learner waits for what happens most often.
pub fn bench(workspace: &Workspace) -> Result<(), ScriptError> {
    let mut node = node(workspace)?;
    Ok(process::show(node.arg("bench.mjs"))?)
}

/// Photographs every page of the site as it is.
pub fn shots(workspace: &Workspace) -> Result<(), ScriptError> {
    let mut node = node(workspace)?;
    node.arg(workspace.acceptance().join("screenshots.mjs"));
    process::show(&mut node)?;
    println!("screenshots are in {}", workspace.screenshots().display());
    Ok(())
}

/// Draws the pictures of the manifest into the sources.
pub fn pictures(workspace: &Workspace) -> Result<(), ScriptError> {
    let mut node = node(workspace)?;
    node.arg(workspace.acceptance().join("pictures.mjs"));
    Ok(process::show(&mut node)?)
}

/// Lets Lighthouse judge the site as it is.
pub fn lighthouse(workspace: &Workspace) -> Result<(), ScriptError> {
    let mut node = node(workspace)?;
    node.current_dir(workspace.lighthouse());
    node.arg("measure.mjs");
    Ok(process::show(&mut node)?)
}

/// Node with what the scripts need to know, while the site is served.
fn node(workspace: &Workspace) -> Result<Command, ScriptError> {
    let browser = Browser::find()?;
    let site = workspace.site();
    let url = Server::listen(&site, 0)?.run_beside();
    let mut node = workspace.command("node");
    node.current_dir(workspace.acceptance());
    node.env("CHROMIUM", browser.chromium);
    node.env("CHROMEDRIVER", browser.driver);
    node.env("WAYMARK_SITE", site);
    node.env("WAYMARK_SOURCES", &workspace.root);
    // By which a test makes another version of the site.
    node.env(
        "WAYMARK_XTASK",
        this_program().map_err(ScriptError::Program)?,
    );
    node.env("WAYMARK_URL", url);
    node.env("WAYMARK_SCREENSHOTS", workspace.screenshots());
    Ok(node)
}

/// Where this program lies: another step may have built it anew meanwhile, and then the system knows
/// the old one only, which is gone.
fn this_program() -> io::Result<PathBuf> {
    let running = env::current_exe()?;
    match env::args_os().next().map(std::path::absolute) {
        Some(named) if !running.exists() => named,
        _ => Ok(running),
    }
}

fn test_files(workspace: &Workspace) -> Result<Vec<PathBuf>, SiteError> {
    let mut tests = site::entries(&workspace.acceptance())?;
    tests.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    Ok(tests)
}

/// The count in the reporter's line `ℹ pass 12`.
fn passed_tests(line: &str) -> Option<u64> {
    line.trim()
        .strip_prefix("ℹ pass ")
        .and_then(|count| count.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passed_tests_are_counted_from_the_summary_only() {
        assert_eq!(passed_tests("ℹ pass 12\n"), Some(12));
        assert_eq!(passed_tests("✔ pass 12 cards (3ms)\n"), None);
        assert_eq!(passed_tests("ℹ fail 0\n"), None);
    }
}
