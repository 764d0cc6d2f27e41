//! Where things are: the root of the repository and the folders that tasks write to.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use thiserror::Error;

use crate::process::{self, ProcessError};

/// The repository and its target directory.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// The folder of the root `Cargo.toml`; absolute.
    pub root: PathBuf,
    /// Where cargo writes; `CARGO_TARGET_DIR` is honoured. Absolute.
    pub target: PathBuf,
}

/// Why the repository was not found.
#[derive(Debug, Error)]
pub enum WorkspaceError {
    /// Cargo could not be asked.
    #[error("cannot ask cargo where the workspace is")]
    Ask(#[source] ProcessError),
    /// Cargo's answer is not JSON.
    #[error("cannot read the answer of `cargo metadata`")]
    Read(#[source] serde_json::Error),
    /// Cargo's answer lacks a field.
    #[error("the answer of `cargo metadata` has no `{0}`")]
    Lacks(&'static str),
    /// The folders of `PATH` cannot be written as one text.
    #[error("cannot put the tools on PATH")]
    Path(#[source] env::JoinPathsError),
}

impl Workspace {
    /// Asks cargo for the workspace of the current folder.
    pub fn find() -> Result<Self, WorkspaceError> {
        let mut command = Command::new(cargo());
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        let answer = process::capture(&mut command).map_err(WorkspaceError::Ask)?;
        let answer: Value = serde_json::from_str(&answer).map_err(WorkspaceError::Read)?;
        let folder = |field: &'static str| {
            let path = answer.get(field).and_then(Value::as_str);
            path.map(PathBuf::from).ok_or(WorkspaceError::Lacks(field))
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
        })
    }

    /// The built application, as a static host would have it.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The folder to upload.
    pub fn dist(&self) -> PathBuf {
        self.target.join("dist")
    }

    /// Where tools are installed: the `--root` of `cargo install`.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// The acceptance tests.
    pub fn acceptance(&self) -> PathBuf {
        self.root.join("tests").join("acceptance")
    }

    /// The measuring by Lighthouse.
    pub fn lighthouse(&self) -> PathBuf {
        self.root.join("tests").join("lighthouse")
    }

    /// The packages that make files smaller.
    pub fn minify(&self) -> PathBuf {
        self.root.join("crates").join("xtask").join("minify")
    }

    /// The tests of packages in Anki.
    pub fn packages(&self) -> PathBuf {
        self.root.join("tests").join("anki")
    }

    /// Where screenshots are written.
    pub fn screenshots(&self) -> PathBuf {
        self.target.join("screenshots")
    }

    /// A command of this cargo, run at the root.
    pub fn cargo<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut command = self.command(cargo());
        command.args(arguments);
        command
    }

    /// A command run at the root.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.root);
        // The same place for everyone, whatever folder the variable was relative to.
        command.env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// `PATH` with the project's own tools first.
    pub fn path(&self) -> Result<OsString, WorkspaceError> {
        let found = env::var_os("PATH").unwrap_or_default();
        let folders = [self.tools().join("bin")];
        env::join_paths(folders.into_iter().chain(env::split_paths(&found)))
            .map_err(WorkspaceError::Path)
    }
}

/// Where cargo keeps what it has fetched.
pub fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = env::var_os("HOME")?;
        Some(PathBuf::from(home).join(".cargo"))
    })
}

/// The cargo that runs this program, so that every step uses one toolchain.
fn cargo() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}
