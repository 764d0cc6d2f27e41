//! Releases of Anki's own library, each in a Python environment of its own. Tests only.

use std::path::PathBuf;
use std::process::Command;

use super::{SetupError, announce};
use crate::process;
use crate::workspace::Workspace;

/// How often a package is asked for before that counts as a failure: the network has bad moments.
const TRIES: u32 = 3;

/// A release of Anki that packages are tried in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anki {
    /// Its version.
    pub version: &'static str,
    /// What has to be installed beside it.
    beside: &'static [&'static str],
}

/// The newest release, one of the first whose importer has options, and one with the importer that
/// was there before.
pub const RELEASES: [Anki; 3] = [
    Anki {
        version: "26.9.3",
        beside: &[],
    },
    Anki {
        version: "23.10.1",
        beside: &[],
    },
    Anki {
        version: "2.1.49",
        // Its own files were made for this one.
        beside: &["protobuf<3.21"],
    },
];

impl Anki {
    fn folder(self, workspace: &Workspace) -> PathBuf {
        workspace.tools().join(format!("anki-{}", self.version))
    }

    /// The Python that knows this release.
    pub fn python(self, workspace: &Workspace) -> PathBuf {
        self.folder(workspace).join("bin").join("python")
    }

    fn is_there(self, workspace: &Workspace) -> bool {
        let mut python = Command::new(self.python(workspace));
        process::capture(python.args(["-c", "import anki.collection"])).is_ok()
    }

    fn bring(self, workspace: &Workspace) -> Result<(), SetupError> {
        if self.is_there(workspace) {
            return Ok(());
        }
        let what = format!("Anki {} for tests", self.version);
        announce(&what, "about half a minute");
        let failed = |source| SetupError::Install {
            what: what.clone(),
            source,
        };
        let mut environment = Command::new("python3");
        environment.args(["-m", "venv", "--clear"]);
        environment.arg(self.folder(workspace));
        process::tell("python3 -m venv", &mut environment).map_err(failed)?;
        let mut tries = 1;
        loop {
            let mut pip = Command::new(self.python(workspace));
            pip.args(["-m", "pip", "install", "--quiet"]);
            pip.args(["--disable-pip-version-check"]);
            pip.arg(format!("anki=={}", self.version));
            match process::tell("pip install", pip.args(self.beside)) {
                Ok(()) => break,
                Err(error) if tries == TRIES => return Err(failed(error)),
                Err(_) => tries += 1,
            }
        }
        if self.is_there(workspace) {
            Ok(())
        } else {
            Err(SetupError::StillMissing { what })
        }
    }
}

/// Brings every release.
pub fn bring(workspace: &Workspace) -> Result<(), SetupError> {
    if process::on_path("python3").is_none() {
        return Err(SetupError::Missing {
            what: "Python".to_owned(),
            advice: "packages are tried in Anki's own library, which needs Python 3.9 or newer \
                with venv and pip; install it from your system's packages",
        });
    }
    for release in RELEASES {
        release.bring(workspace)?;
    }
    Ok(())
}
