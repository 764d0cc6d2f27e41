//! `cargo xtask fuzz`: input that breaks a law, looked for at random.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use thiserror::Error;

use crate::process::{self, ProcessError};
use crate::setup::{SetupError, Tool};
use crate::workspace::{Workspace, WorkspaceError};

/// The fuzz targets of `crates/fuzz`, each with a corpus of its name.
const TARGETS: &[&str] = &["import", "mixture", "package", "stored"];

/// No input is longer than this many bytes.
const LONGEST: u32 = 4096;
/// An input that takes longer than this many seconds hangs.
const HANG: u32 = 10;
/// An input that takes more memory than this grows without bound.
const MEMORY_MB: u32 = 2048;
/// How many seconds a failing input is made smaller.
const SHRINKING: u32 = 60;

/// Why the targets did not all run clean.
#[derive(Debug, Error)]
pub enum FuzzError {
    /// There is no such target.
    #[error("there is no fuzz target `{0}`; there are {all}", all = TARGETS.join(", "))]
    Unknown(String),
    /// cargo-fuzz is missing.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// Its folder could not be put on `PATH`.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// The target could not be built.
    #[error("cannot build the fuzz target `{target}`")]
    Build {
        /// The target.
        target: &'static str,
        /// How the compiler ended.
        #[source]
        source: ProcessError,
    },
    /// A folder could not be made or read.
    #[error("cannot read or write {path}")]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// Input was found that breaks a law, or the fuzzer failed.
    #[error("`{target}` does not run clean{}", shown(inputs))]
    Found {
        /// The target.
        target: &'static str,
        /// The inputs, small ones.
        inputs: Vec<PathBuf>,
        /// How the fuzzer ended.
        #[source]
        source: ProcessError,
    },
}

fn shown(inputs: &[PathBuf]) -> String {
    let lines = inputs.iter().map(|path| format!("\n  {}", path.display()));
    let lines: String = lines.collect();
    if lines.is_empty() {
        return lines;
    }
    format!(
        "; once the cause is mended, put the input into crates/fuzz/corpus, so that it is \
         replayed by every test:{lines}"
    )
}

/// Runs one target or all, for `minutes` in all, each from its corpus and from what was found
/// to be interesting on this machine before.
pub fn run(workspace: &Workspace, minutes: u32, only: Option<&str>) -> Result<(), FuzzError> {
    let targets = TARGETS
        .iter()
        .filter(|target| only.is_none_or(|only| only == **target));
    let targets: Vec<&'static str> = targets.copied().collect();
    let Some(seconds) = (minutes * 60).checked_div(u32::try_from(targets.len()).unwrap_or(0))
    else {
        return Err(FuzzError::Unknown(only.unwrap_or_default().to_owned()));
    };
    for target in targets {
        println!("\n== {target}, {seconds} s");
        Fuzzer::build(workspace, target)?.run(seconds)?;
    }
    Ok(())
}

/// A target that was built, and where its inputs are.
struct Fuzzer {
    target: &'static str,
    program: PathBuf,
    /// Inputs under version control.
    seeds: PathBuf,
    /// Inputs that were found to be interesting on this machine.
    grown: PathBuf,
    /// Inputs that break a law.
    broken: PathBuf,
}

impl Fuzzer {
    fn build(workspace: &Workspace, target: &'static str) -> Result<Self, FuzzError> {
        let home = workspace.target.join("fuzz");
        let built = home.join("build");
        let crate_folder = workspace.root.join("crates").join("fuzz");
        let mut build = workspace.command(Tool::CargoFuzz.locate(workspace, "cargo-fuzz")?);
        build.env("PATH", workspace.path()?);
        build.arg("build").arg("--fuzz-dir").arg(&crate_folder);
        // There is no unsafe code here for a sanitizer to watch, and without one the toolchain of
        // the project will do.
        build.args(["--sanitizer", "none", "--features", "fuzzer"]);
        build.arg("--target-dir").arg(&built).arg(target);
        process::show(&mut build).map_err(|source| FuzzError::Build { target, source })?;
        let folder = |path: PathBuf| match fs::create_dir_all(&path) {
            Ok(()) => Ok(path),
            Err(source) => Err(FuzzError::File { path, source }),
        };
        Ok(Self {
            target,
            program: program(&built, target)?,
            seeds: crate_folder.join("corpus").join(target),
            grown: folder(home.join("corpus").join(target))?,
            broken: folder(home.join("broken").join(target))?,
        })
    }

    fn run(&self, seconds: u32) -> Result<(), FuzzError> {
        let mut fuzzer = self.command(seconds);
        fuzzer.arg(format!("-max_len={LONGEST}"));
        // A line now and then, not one for each input that is new.
        fuzzer.args(["-print_final_stats=1", "-verbosity=0"]);
        fuzzer.arg(format!("-artifact_prefix={}/", self.broken.display()));
        fuzzer.arg(&self.grown).arg(&self.seeds);
        let before = files(&self.broken)?;
        process::show(&mut fuzzer).map_err(|source| self.found(&before, source))
    }

    fn command(&self, seconds: u32) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(format!("-max_total_time={seconds}"));
        command.arg(format!("-timeout={HANG}"));
        command.arg(format!("-rss_limit_mb={MEMORY_MB}"));
        command
    }

    /// What was found since `before`, made small.
    fn found(&self, before: &[PathBuf], source: ProcessError) -> FuzzError {
        let found = match files(&self.broken) {
            Ok(found) => found,
            Err(error) => return error,
        };
        let new = found.into_iter().filter(|path| !before.contains(path));
        FuzzError::Found {
            target: self.target,
            inputs: new.map(|input| self.shrunk(input)).collect(),
            source,
        }
    }

    /// A smaller input that fails as well, or the same where none is found.
    fn shrunk(&self, input: PathBuf) -> PathBuf {
        let small = input.with_extension("small");
        let mut shrink = self.command(SHRINKING);
        shrink.arg("-minimize_crash=1").arg(&input);
        shrink.arg(format!("-exact_artifact_path={}", small.display()));
        // However it ends: what counts is whether the file is there.
        match process::tell("making the input smaller", &mut shrink) {
            Ok(()) | Err(_) if small.is_file() => small,
            _ => input,
        }
    }
}

/// Where cargo-fuzz puts the program: below the name of the machine's own target.
fn program(built: &Path, target: &str) -> Result<PathBuf, FuzzError> {
    let name = format!("{target}{}", std::env::consts::EXE_SUFFIX);
    let candidates = files(built)?
        .into_iter()
        .map(|machine| machine.join("release").join(&name));
    let missing = || FuzzError::File {
        path: built.join(&name),
        source: std::io::ErrorKind::NotFound.into(),
    };
    candidates
        .into_iter()
        .find(|path| path.is_file())
        .ok_or_else(missing)
}

/// What lies in a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>, FuzzError> {
    let listed =
        fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    listed.map_err(|source| FuzzError::File {
        path: folder.to_owned(),
        source,
    })
}
