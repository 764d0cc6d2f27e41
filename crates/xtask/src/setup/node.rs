//! Node, and the packages that scripts use.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{SetupError, announce};
use crate::process;

const OLDEST: u32 = 20;
const ADVICE: &str = "building the site and the acceptance tests need Node 20 or newer with npm; install it from your \
    system's packages or from its own site";

/// Makes sure that Node and npm are there; they are not installed.
pub fn node() -> Result<(), SetupError> {
    let missing = |what: String| SetupError::Missing {
        what,
        advice: ADVICE,
    };
    let answer = process::capture(Command::new("node").arg("--version"))
        .map_err(|_| missing("Node".to_owned()))?;
    if major_version(&answer).is_none_or(|major| major < OLDEST) {
        return Err(missing(format!("Node {OLDEST} (found {})", answer.trim())));
    }
    process::capture(Command::new("npm").arg("--version"))
        .map(drop)
        .map_err(|_| missing("npm".to_owned()))
}

fn major_version(answer: &str) -> Option<u32> {
    answer
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// Installs the npm packages of `folder`, which are `what`, unless those of this very lock file are
/// installed.
pub fn packages(folder: &Path, what: &str) -> Result<(), SetupError> {
    let path = folder.join("package-lock.json");
    let lock = fs::read(&path).map_err(|source| SetupError::File { path, source })?;
    // `npm ci` removes the folder first, and this copy with it.
    let installed = folder.join("node_modules").join(".installed-lock.json");
    if fs::read(&installed).is_ok_and(|copy| copy == lock) {
        return Ok(());
    }
    announce(what, "some seconds");
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
    npm.current_dir(folder);
    process::tell("npm ci", &mut npm).map_err(|source| SetupError::Install {
        what: what.to_owned(),
        source,
    })?;
    fs::write(&installed, lock).map_err(|source| SetupError::File {
        path: installed,
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major_version("v20.20.2\n"), Some(20));
        assert_eq!(major_version("20.20.2"), None);
    }
}
