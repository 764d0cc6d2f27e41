//! Packages of Debian and its relatives.

use std::process::Command;

use super::{SetupError, announce};
use crate::process;

/// Installs `packages`, which are `what`, where root is to be had; else does nothing.
pub fn install(what: &str, packages: &[&str], takes: &str) -> Result<(), SetupError> {
    let Some(sudo) = privilege() else {
        return Ok(());
    };
    announce(&format!("{what} from Debian's packages"), takes);
    for arguments in [&["update"][..], &["install", "-y"]] {
        let mut words = sudo.to_vec();
        words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        words.extend(arguments);
        if arguments.contains(&"install") {
            words.extend(packages);
        }
        let mut command = Command::new(words.remove(0));
        command.args(words);
        process::tell("apt-get", &mut command).map_err(|source| SetupError::Install {
            what: what.to_owned(),
            source,
        })?;
    }
    Ok(())
}

/// Brings a C++ compiler.
pub fn cpp_compiler() -> Result<(), SetupError> {
    let there = || std::env::var_os("CXX").is_some() || process::on_path("c++").is_some();
    if !there() && process::on_path("apt-get").is_some() {
        install("a C++ compiler", &["g++"], "about half a minute")?;
    }
    if there() {
        return Ok(());
    }
    Err(SetupError::Missing {
        what: "a C++ compiler".to_owned(),
        advice: "install one, and name it in CXX if it is not `c++` on PATH",
    })
}

/// Brings a C compiler that writes wasm, for SQLite; gcc does not.
pub fn clang() -> Result<(), SetupError> {
    let there = || {
        std::env::var_os("CC_wasm32_unknown_unknown").is_some()
            || process::on_path("clang").is_some()
    };
    if !there() && process::on_path("apt-get").is_some() {
        install("clang", &["clang", "llvm"], "about a minute")?;
    }
    if there() {
        return Ok(());
    }
    Err(SetupError::Missing {
        what: "clang".to_owned(),
        advice: "SQLite is compiled to wasm with it; install it and LLVM's ar, and name it in \
            CC_wasm32_unknown_unknown if it is not `clang` on PATH",
    })
}

/// The words that come before a command that needs root; `None` if root is not to be had.
fn privilege() -> Option<&'static [&'static str]> {
    let user = process::capture(Command::new("id").arg("-u")).ok()?;
    if user.trim() == "0" {
        return Some(&[]);
    }
    process::on_path("sudo")?;
    eprintln!("installing packages needs root: sudo may ask for your password");
    // Asked for here, where the question can be seen; the commands that follow are not asked again.
    let allowed = Command::new("sudo").arg("-v").status().ok()?;
    allowed.success().then_some(&["sudo", "-n"])
}
