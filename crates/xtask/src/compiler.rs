//! How cargo is asked to compile the programs of the site.
//!
//! For a site that is published the standard library is compiled along with the programs, for size
//! and without the words of panics: `docs/decisions/0021-a-standard-library-of-our-own.md`.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::process::{self, ProcessError};
use crate::site::{self, SiteError};
use crate::workspace::{Workspace, cargo_home};

/// What a variable begins with that changes the profile of the site: whoever sets one builds for
/// their own eyes, and wants neither to wait nor to guess where a panic was.
const CHANGED_PROFILE: &str = "CARGO_PROFILE_WEB_";

/// What a site is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be looked at by whoever builds it: with the standard library that comes with the compiler, in
    /// which a panic says what happened and where.
    Trying,
    /// For everybody: with a standard library in which a panic ends the program at once.
    Publishing,
}

impl Purpose {
    fn given<'a>(mut variables: impl Iterator<Item = &'a str>) -> Self {
        match variables.any(|name| name.starts_with(CHANGED_PROFILE)) {
            true => Self::Trying,
            false => Self::Publishing,
        }
    }

    const fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Trying => &[],
            Self::Publishing => &[
                "-Zunstable-options",
                "-Cpanic=immediate-abort",
                "-Zlocation-detail=none",
            ],
        }
    }

    const fn variables(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Trying => &[],
            Self::Publishing => &[
                ("RUSTC_BOOTSTRAP", "1"),
                ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
                ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
            ],
        }
    }
}

/// What a command is told that compiles a program of the site.
#[derive(Debug)]
pub struct Compiler {
    purpose: Purpose,
    /// The flags, parted by a character that no path has.
    flags: String,
}

/// Why it is not known what to tell the compiler.
#[derive(Debug, thiserror::Error)]
pub enum CompilerError {
    /// The compiler could not be asked where its library is.
    #[error("cannot ask the compiler where its library is")]
    Ask(#[from] ProcessError),
    /// The folder of the dependencies could not be read.
    #[error(transparent)]
    Sources(#[from] SiteError),
}

impl Compiler {
    /// As the environment asks for.
    pub fn of_environment(workspace: &Workspace) -> Result<Self, CompilerError> {
        let names: Vec<String> = env::vars_os()
            .filter_map(|(name, _)| name.into_string().ok())
            .collect();
        let purpose = Purpose::given(names.iter().map(String::as_str));
        let mut flags: Vec<String> = purpose
            .flags()
            .iter()
            .map(|flag| (*flag).to_owned())
            .collect();
        for (folder, name) in machine_paths(workspace, purpose)? {
            flags.push(format!("--remap-path-prefix={}={name}", folder.display()));
        }
        Ok(Self {
            purpose,
            flags: flags.join("\u{1f}"),
        })
    }

    /// What the site is built for.
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Has `command`, which runs cargo, compile so.
    pub fn tell(&self, command: &mut Command) {
        command.env("CARGO_ENCODED_RUSTFLAGS", &self.flags);
        command.envs(self.purpose.variables().iter().copied());
    }
}

/// The folders of this machine that a program would name, so that every machine builds the same bytes.
fn machine_paths(
    workspace: &Workspace,
    purpose: Purpose,
) -> Result<Vec<(PathBuf, &'static str)>, CompilerError> {
    let mut paths = Vec::new();
    let sources = cargo_home().map(|home| home.join("registry").join("src"));
    if let Some(sources) = sources.filter(|folder| folder.is_dir()) {
        for registry in site::entries(&sources)? {
            paths.push((registry, "crates"));
        }
    }
    if purpose == Purpose::Publishing {
        let mut rustc = workspace.command("rustc");
        let root = process::capture(rustc.args(["--print", "sysroot"]))?;
        let library = PathBuf::from(root.trim()).join("lib/rustlib/src/rust");
        paths.push((library, "rust"));
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_changes_the_profile_tries_something() {
        let given = |names: &[&'static str]| Purpose::given(names.iter().copied());
        assert_eq!(
            given(&["PATH", "CARGO_PROFILE_DEV_LTO"]),
            Purpose::Publishing
        );
        assert_eq!(given(&["PATH", "CARGO_PROFILE_WEB_LTO"]), Purpose::Trying);
    }
}
