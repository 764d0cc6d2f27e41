//! Packages for Anki, tried in Anki's own library.

use crate::process::{self, ProcessError};
use crate::setup::RELEASES;
use crate::workspace::Workspace;

/// The zones in which the story is lived: none, ahead, and behind.
const ZONES: [&str; 3] = ["UTC", "Asia/Tokyo", "America/Los_Angeles"];

/// Runs the story of `tests/anki` in every release and zone.
pub fn check(workspace: &Workspace) -> Result<(), ProcessError> {
    process::show(&mut workspace.cargo(["build", "--package", "waymark-cli"]))?;
    let waymark = workspace.target.join("debug").join("waymark");
    let check = workspace.packages().join("check.py");
    for release in RELEASES {
        for zone in ZONES {
            let folder = workspace.target.join("anki").join(release.version);
            let mut python = workspace.command(release.python(workspace));
            python.args(["-W", "ignore"]).arg(&check);
            python
                .arg(&waymark)
                .arg(folder.join(zone.replace('/', "-")));
            python.env("TZ", zone).env("PYTHONDONTWRITEBYTECODE", "1");
            process::show(&mut python)?;
        }
    }
    Ok(())
}
