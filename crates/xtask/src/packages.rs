//! Packages for Anki, tried in Anki's own library, and packages of Anki's read here.

use std::path::Path;

use crate::process::{self, ProcessError};
use crate::setup::{Anki, RELEASES};
use crate::workspace::Workspace;

/// The zones in which the story is lived: none, ahead, and behind.
const ZONES: [&str; 3] = ["UTC", "Asia/Tokyo", "America/Los_Angeles"];

/// Runs the stories of `tests/anki` in every release and zone.
pub fn check(workspace: &Workspace) -> Result<(), ProcessError> {
    process::show(&mut workspace.cargo(["build", "--package", "waymark-cli"]))?;
    for release in RELEASES {
        let folder = workspace.target.join("anki").join(release.version);
        for zone in ZONES {
            let folder = folder.join(zone.replace('/', "-"));
            tell(workspace, release, "check.py", &folder, zone)?;
            // What Anki exported of it comes back.
            tell(workspace, release, "back.py", &folder, zone)?;
        }
        // What FSRS remembers goes there and comes back.
        tell(workspace, release, "fsrs.py", &folder.join("fsrs"), "UTC")?;
        // A deck that is edited at its source twice stays one deck with one history.
        tell(workspace, release, "deck.py", &folder.join("deck"), "UTC")?;
        // Decks that Anki alone made are read.
        tell(workspace, release, "read.py", &folder.join("read"), "UTC")?;
    }
    Ok(())
}

fn tell(
    workspace: &Workspace,
    release: Anki,
    script: &str,
    folder: &Path,
    zone: &str,
) -> Result<(), ProcessError> {
    let mut python = workspace.command(release.python(workspace));
    python
        .args(["-W", "ignore"])
        .arg(workspace.packages().join(script))
        .arg(workspace.target.join("debug").join("waymark"))
        .arg(folder);
    python.env("TZ", zone).env("PYTHONDONTWRITEBYTECODE", "1");
    process::show(&mut python)
}
