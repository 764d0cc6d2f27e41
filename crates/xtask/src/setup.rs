//! What a task needs on this machine: looked for first, installed only where it is missing.

mod anki;
mod browser;
mod debian;
mod node;
mod rust;

use std::path::PathBuf;

use thiserror::Error;

use crate::process::ProcessError;
use crate::workspace::Workspace;

pub use anki::{Anki, RELEASES};
pub use browser::{Browser, BrowserError, Firefox, WebKit};
pub use rust::{Tool, WASM};

/// Something a task needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Requirement {
    /// rustfmt and clippy.
    Lints,
    /// The standard library for wasm32-unknown-unknown.
    WasmTarget,
    /// The source of the standard library.
    RustSource,
    /// A C compiler for wasm32-unknown-unknown.
    Clang,
    /// wasm-bindgen and its test runner, of the version in `Cargo.lock`.
    WasmBindgen,
    /// Trunk.
    Trunk,
    /// cargo-deny.
    CargoDeny,
    /// A C++ compiler, for the fuzzer's own library.
    CppCompiler,
    /// cargo-fuzz.
    CargoFuzz,
    /// Node with npm.
    Node,
    /// Chromium and chromedriver, of one version.
    Browser,
    /// Firefox, which needs no driver.
    Firefox,
    /// WebKitGTK with its driver.
    WebKit,
    /// The npm packages of the acceptance tests.
    Packages,
    /// The npm packages that make files smaller.
    Minify,
    /// Lighthouse, an npm package with many others.
    Lighthouse,
    /// Releases of Anki's own library.
    Anki,
}

/// What building and serving the application need.
pub const BUILD: &[Requirement] = &[
    Requirement::WasmTarget,
    Requirement::RustSource,
    Requirement::Clang,
    Requirement::WasmBindgen,
    Requirement::Trunk,
    Requirement::Node,
    Requirement::Minify,
];

/// What using the application in a browser needs.
pub const BROWSE: &[Requirement] = &[
    Requirement::Node,
    Requirement::Browser,
    Requirement::Packages,
];

/// What the acceptance tests need.
pub const ACCEPTANCE: &[Requirement] = &[
    Requirement::Node,
    Requirement::Browser,
    Requirement::Firefox,
    Requirement::WebKit,
    Requirement::Packages,
    Requirement::Anki,
];

/// What judging the application needs.
pub const LIGHTHOUSE: &[Requirement] = &[
    Requirement::Node,
    Requirement::Browser,
    Requirement::Lighthouse,
];

/// What looking for input that breaks a law needs.
pub const FUZZ: &[Requirement] = &[Requirement::CppCompiler, Requirement::CargoFuzz];

/// Everything, in the order in which it is best installed.
pub const ALL: &[Requirement] = &[
    Requirement::Node,
    Requirement::Lints,
    Requirement::WasmTarget,
    Requirement::RustSource,
    Requirement::Clang,
    Requirement::Browser,
    Requirement::Firefox,
    Requirement::WebKit,
    Requirement::Packages,
    Requirement::Minify,
    Requirement::Lighthouse,
    Requirement::Anki,
    Requirement::WasmBindgen,
    Requirement::Trunk,
    Requirement::CargoDeny,
    Requirement::CppCompiler,
    Requirement::CargoFuzz,
];

/// Why the machine could not be made ready.
#[derive(Debug, Error)]
pub enum SetupError {
    /// An installer failed.
    #[error("cannot install {what}")]
    Install {
        /// What was to be installed.
        what: String,
        /// How the installer ended.
        #[source]
        source: ProcessError,
    },
    /// An installer ended well, and what it installed is not there.
    #[error("{what} was installed, and still cannot be found")]
    StillMissing {
        /// What was installed.
        what: String,
    },
    /// Something is missing that only the person at the machine can bring.
    #[error("{what} is missing: {advice}")]
    Missing {
        /// What is missing.
        what: String,
        /// How to bring it.
        advice: &'static str,
    },
    /// The version to install is not written where it should be.
    #[error("`Cargo.lock` names no version of {0}")]
    NoVersion(&'static str),
    /// A file could not be read or written.
    #[error("cannot read or write {path}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The browser is not to be had.
    #[error(transparent)]
    Browser(#[from] BrowserError),
}

/// Brings everything in `needed` that is not there yet, in the order of [`ALL`].
pub fn prepare(workspace: &Workspace, needed: &[Requirement]) -> Result<(), SetupError> {
    for requirement in ALL.iter().filter(|known| needed.contains(known)) {
        match requirement {
            Requirement::Lints => rust::lints(workspace)?,
            Requirement::WasmTarget => rust::wasm_target(workspace)?,
            Requirement::RustSource => rust::source(workspace)?,
            Requirement::Clang => debian::clang()?,
            Requirement::WasmBindgen => Tool::WasmBindgen.bring(workspace)?,
            Requirement::Trunk => Tool::Trunk.bring(workspace)?,
            Requirement::CargoDeny => Tool::CargoDeny.bring(workspace)?,
            Requirement::CppCompiler => debian::cpp_compiler()?,
            Requirement::CargoFuzz => Tool::CargoFuzz.bring(workspace)?,
            Requirement::Node => node::node()?,
            Requirement::Browser => browser::bring()?,
            Requirement::Firefox => browser::bring_firefox()?,
            Requirement::WebKit => browser::bring_webkit()?,
            Requirement::Packages => {
                node::packages(
                    &workspace.acceptance(),
                    "the npm packages of the acceptance tests",
                )?;
            }
            Requirement::Minify => {
                node::packages(
                    &workspace.minify(),
                    "the npm packages that make files smaller",
                )?;
            }
            Requirement::Lighthouse => node::packages(&workspace.lighthouse(), "Lighthouse")?,
            Requirement::Anki => anki::bring(workspace)?,
        }
    }
    Ok(())
}

/// Says what is about to happen, so that a long silence has a reason.
fn announce(what: &str, takes: &str) {
    eprintln!("installing {what} (once, {takes})");
}
