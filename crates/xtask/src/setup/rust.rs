//! Parts of the Rust toolchain, and tools that cargo installs into `target/tools`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{SetupError, announce};
use crate::process;
use crate::workspace::Workspace;

/// The target that browsers run.
pub const WASM: &str = "wasm32-unknown-unknown";

const NO_RUSTUP: &str = "install it the way this Rust was installed, or use rustup";

/// Brings rustfmt and clippy.
pub fn lints(workspace: &Workspace) -> Result<(), SetupError> {
    let there = ["fmt", "clippy"]
        .iter()
        .all(|name| process::capture(&mut workspace.cargo([*name, "--version"])).is_ok());
    if there {
        return Ok(());
    }
    rustup(
        "rustfmt and clippy",
        &["component", "add", "rustfmt", "clippy"],
    )
}

/// Brings the standard library of the wasm target.
pub fn wasm_target(workspace: &Workspace) -> Result<(), SetupError> {
    // Asking the compiler works with and without rustup.
    let mut rustc = workspace.command("rustc");
    rustc.args(["--print", "target-libdir", "--target", WASM]);
    if process::capture(&mut rustc).is_ok_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    rustup("the wasm target of Rust", &["target", "add", WASM])
}

/// Brings the source of the standard library, which is compiled along with what is published.
pub fn source(workspace: &Workspace) -> Result<(), SetupError> {
    let mut rustc = workspace.command("rustc");
    rustc.args(["--print", "sysroot"]);
    let library = |root: String| Path::new(root.trim()).join("lib/rustlib/src/rust/library");
    if process::capture(&mut rustc).is_ok_and(|root| library(root).is_dir()) {
        return Ok(());
    }
    rustup(
        "the source of Rust's standard library",
        &["component", "add", "rust-src"],
    )
}

fn rustup(what: &str, arguments: &[&str]) -> Result<(), SetupError> {
    if process::on_path("rustup").is_none() {
        return Err(SetupError::Missing {
            what: what.to_owned(),
            advice: NO_RUSTUP,
        });
    }
    announce(what, "some seconds");
    // Under `cargo xtask` RUSTUP_TOOLCHAIN names the toolchain in use, and rustup follows it.
    process::tell("rustup", Command::new("rustup").args(arguments)).map_err(|source| {
        SetupError::Install {
            what: what.to_owned(),
            source,
        }
    })
}

/// A program that cargo installs from its source.
#[derive(Clone, Copy, Debug)]
pub enum Tool {
    /// Makes JavaScript glue for wasm, and runs tests in a browser.
    WasmBindgen,
    /// Builds the application around its `index.html`.
    Trunk,
    /// Checks licences and sources of dependencies.
    CargoDeny,
    /// Builds fuzz targets with the instrumentation that the fuzzer reads.
    CargoFuzz,
}

impl Tool {
    const fn package(self) -> &'static str {
        match self {
            Self::WasmBindgen => "wasm-bindgen-cli",
            Self::Trunk => "trunk",
            Self::CargoDeny => "cargo-deny",
            Self::CargoFuzz => "cargo-fuzz",
        }
    }

    const fn programs(self) -> &'static [&'static str] {
        match self {
            Self::WasmBindgen => &["wasm-bindgen", "wasm-bindgen-test-runner"],
            Self::Trunk => &["trunk"],
            Self::CargoDeny => &["cargo-deny"],
            Self::CargoFuzz => &["cargo-fuzz"],
        }
    }

    /// Features that keep the compile short; measured in `docs/measurements.md`.
    const fn features(self) -> &'static [&'static str] {
        match self {
            Self::WasmBindgen | Self::CargoFuzz => &[],
            Self::Trunk => &["--no-default-features", "--features", "rustls"],
            Self::CargoDeny => &["--no-default-features"],
        }
    }

    const fn takes(self) -> &'static str {
        match self {
            Self::WasmBindgen => "about 1 minute on two cores",
            Self::Trunk => "about 2 minutes on two cores",
            Self::CargoDeny => "about 1 minute on two cores",
            Self::CargoFuzz => "about half a minute on two cores",
        }
    }

    /// The one version that is known to work with the rest.
    fn version(self, workspace: &Workspace) -> Result<String, SetupError> {
        match self {
            // The tool and the library must be of one version, to the letter.
            Self::WasmBindgen => {
                let path = workspace.root.join("Cargo.lock");
                let lock = fs::read_to_string(&path)
                    .map_err(|source| SetupError::File { path, source })?;
                locked_version(&lock, "wasm-bindgen")
                    .map(str::to_owned)
                    .ok_or(SetupError::NoVersion("wasm-bindgen"))
            }
            Self::Trunk => Ok("0.21.14".to_owned()),
            Self::CargoDeny => Ok("0.20.2".to_owned()),
            Self::CargoFuzz => Ok("0.13.2".to_owned()),
        }
    }

    /// Where `program` is in the right version: among the project's own tools, or on `PATH`.
    fn find(workspace: &Workspace, program: &str, version: &str) -> Option<PathBuf> {
        let own = workspace.tools().join("bin").join(program);
        [Some(own), process::on_path(program)]
            .into_iter()
            .flatten()
            .find(|path| {
                process::capture(Command::new(path).arg("--version"))
                    .is_ok_and(|answer| names_version(&answer, version))
            })
    }

    /// Where this tool's `program` is.
    ///
    /// **Errors.** [`SetupError::StillMissing`] before [`Tool::bring`] has run.
    pub fn locate(self, workspace: &Workspace, program: &str) -> Result<PathBuf, SetupError> {
        let version = self.version(workspace)?;
        Self::find(workspace, program, &version).ok_or_else(|| SetupError::StillMissing {
            what: format!("{program} {version}"),
        })
    }

    /// Installs the tool unless all its programs are there in the right version.
    pub fn bring(self, workspace: &Workspace) -> Result<(), SetupError> {
        let version = self.version(workspace)?;
        let missing = |program: &&&str| Self::find(workspace, program, &version).is_none();
        if self.programs().iter().find(missing).is_none() {
            return Ok(());
        }
        let what = format!("{} {version}", self.package());
        announce(&what, self.takes());
        let mut install = workspace.cargo(["install", "--locked", self.package()]);
        install.args(["--version", &version]).args(self.features());
        install.arg("--root").arg(workspace.tools());
        // The dependencies of the tools are much the same: one folder compiles them once.
        install
            .arg("--target-dir")
            .arg(workspace.target.join("tools-build"));
        // A tool that runs for a second need not be fast: this halves the time to compile it.
        install.env("CARGO_PROFILE_RELEASE_LTO", "off");
        install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        process::tell(&what, &mut install).map_err(|source| SetupError::Install {
            what: what.clone(),
            source,
        })?;
        match self.programs().iter().find(missing) {
            None => Ok(()),
            Some(program) => Err(SetupError::StillMissing {
                what: format!("{program} {version}"),
            }),
        }
    }
}

/// The version of `package` in a `Cargo.lock`.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    lock.lines()
        .skip_while(|line| *line != name)
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

/// Whether a program's answer to `--version` names this very version.
fn names_version(answer: &str, version: &str) -> bool {
    answer.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "\
[[package]]
name = \"wasm-bindgen-futures\"
version = \"0.4.79\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.129\"
dependencies = []
";

    #[test]
    fn the_lock_file_names_the_version_of_exactly_this_package() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn a_version_is_a_whole_word() {
        assert!(names_version("trunk 0.21.14\n", "0.21.14"));
        assert!(!names_version("trunk 0.21.140\n", "0.21.14"));
        assert!(!names_version("", "0.21.14"));
    }
}
