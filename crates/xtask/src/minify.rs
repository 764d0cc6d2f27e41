//! Makes what a browser fetches before the first card smaller, by programs from npm: the scripts by
//! terser, the program by wasm-opt. What both leave does the same.
//!
//! `docs/decisions/0016-weight-of-the-first-page.md` has the figures.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use thiserror::Error;

use crate::compiler::Purpose;
use crate::process::{self, ProcessError};
use crate::site::SiteError;
use crate::workspace::Workspace;

/// What a JavaScript engine does in any case: names inside a module are nobody else's, and a function
/// that uses no `this` may be an arrow.
const SCRIPT: [&str; 4] = [
    "--module",
    "--compress",
    "passes=3,ecma=2020,unsafe_arrows",
    "--mangle",
];

/// What the compiler and wasm-bindgen presume of a browser, and nothing more.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// For size until nothing more is gained. Functions stay in the compiler's order, which puts like
/// beside like; an expression that is written twice packs better than a local for it, and two functions
/// better than one with the other in it. The lowest kilobyte of memory is the very end of the stack, and no
/// address is reckoned from below it.
const PROGRAM: [&str; 7] = [
    "-Oz",
    "--converge",
    "--skip-pass=reorder-functions",
    "--skip-pass=local-cse",
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=1",
    "--strip-producers",
];

/// Why a file was not made smaller.
#[derive(Debug, Error)]
pub enum MinifyError {
    /// The program that does it failed.
    #[error("cannot make {what} smaller")]
    Program {
        /// What it was given.
        what: &'static str,
        /// How it ended.
        #[source]
        source: ProcessError,
    },
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] SiteError),
}

/// Makes files smaller, in a build that is published; in another they stay as they are.
#[derive(Debug)]
pub struct Minifier {
    /// Where the programs are; `None` where nothing is to be made smaller.
    programs: Option<PathBuf>,
    /// Where they find what they work on.
    desk: PathBuf,
}

impl Minifier {
    /// One for that purpose.
    pub fn of(workspace: &Workspace, purpose: Purpose) -> Self {
        let programs = workspace.minify().join("node_modules");
        Self {
            programs: (purpose == Purpose::Publishing).then_some(programs),
            desk: workspace.target.join("minify"),
        }
    }

    /// A module, smaller.
    pub fn module(&self, code: String) -> Result<String, MinifyError> {
        let Some(programs) = &self.programs else {
            return Ok(code);
        };
        let file = self.lay("script.mjs", code.as_bytes())?;
        let mut terser = Command::new("node");
        terser.arg(programs.join("terser/bin/terser")).arg(&file);
        let smaller = process::capture(terser.args(SCRIPT));
        smaller.map_err(|source| MinifyError::Program {
            what: "a script",
            source,
        })
    }

    /// A program, smaller.
    pub fn program(&self, program: Vec<u8>) -> Result<Vec<u8>, MinifyError> {
        let Some(programs) = &self.programs else {
            return Ok(program);
        };
        let file = self.lay("program.wasm", &program)?;
        let smaller = self.desk.join("smaller.wasm");
        let mut optimise = Command::new("node");
        optimise.arg(programs.join("binaryen/bin/wasm-opt"));
        optimise.arg(&file).arg("-o").arg(&smaller);
        optimise.args(FEATURES).args(PROGRAM);
        process::capture(&mut optimise).map_err(|source| MinifyError::Program {
            what: "the program",
            source,
        })?;
        Ok(fs::read(&smaller).map_err(SiteError::at("read", &smaller))?)
    }

    fn lay(&self, name: &str, content: &[u8]) -> Result<PathBuf, SiteError> {
        let put = |path: &Path| {
            fs::create_dir_all(&self.desk)?;
            fs::write(path, content)
        };
        let path = self.desk.join(name);
        put(&path).map_err(SiteError::at("write", &path))?;
        Ok(path)
    }
}
