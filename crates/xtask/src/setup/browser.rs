//! Chromium with its driver, Firefox, and WebKitGTK with its driver and a screen that nobody sees:
//! from the environment, from `PATH`, or from Debian's packages.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use thiserror::Error;

use super::{SetupError, debian};
use crate::process::{self, ProcessError};

/// A browser that tests can drive.
#[derive(Clone, Debug)]
pub struct Browser {
    /// The browser; a name from the variable `CHROMIUM`, or found on `PATH`.
    pub chromium: PathBuf,
    /// Its driver; from the variable `CHROMEDRIVER`, or found on `PATH`.
    pub driver: PathBuf,
}

/// The other browser that tests drive, by its own protocol.
#[derive(Clone, Debug)]
pub struct Firefox {
    /// The browser; a name from the variable `FIREFOX`, or found on `PATH`.
    pub program: PathBuf,
}

/// The third engine that tests drive; its driver starts the browser that it was built with.
#[derive(Clone, Debug)]
pub struct WebKit {
    /// The driver; from the variable `WEBKIT_DRIVER`, or found on `PATH`.
    pub driver: PathBuf,
    /// The X server without a screen; from the variable `XVFB`, or found on `PATH`.
    pub screen: PathBuf,
}

/// Why there is no browser to drive.
#[derive(Debug, Error)]
pub enum BrowserError {
    /// Neither the environment nor `PATH` names one.
    #[error("{0} is missing. {ADVICE}")]
    Missing(&'static str),
    /// There is no Firefox.
    #[error(
        "Firefox is missing. The tests in a browser need it, without geckodriver. On Debian, as \
         root: apt-get update && apt-get install -y firefox-esr. Elsewhere install it and, if it \
         is not on PATH, name it: FIREFOX=/path/to/firefox cargo xtask test"
    )]
    NoFirefox,
    /// There is no WebKitGTK.
    #[error(
        "WebKitWebDriver or Xvfb is missing. The tests in a browser need both. On Debian, as root: \
         apt-get update && apt-get install -y webkit2gtk-driver xvfb. Elsewhere install them and, \
         if they are not on PATH, name them: \
         WEBKIT_DRIVER=/path/to/WebKitWebDriver XVFB=/path/to/Xvfb cargo xtask test"
    )]
    NoWebKit,
    /// A program does not say its version.
    #[error("{program} does not answer. {ADVICE}")]
    Silent {
        /// The program that the environment names, or that was found on `PATH`.
        program: PathBuf,
        /// How it ended.
        #[source]
        source: ProcessError,
    },
    /// The driver speaks to another version of the browser.
    #[error(
        "Chromium is of version {chromium} and chromedriver of version {driver}; \
         they must be of one version. {ADVICE}"
    )]
    Versions {
        /// The browser's major version.
        chromium: String,
        /// The driver's major version.
        driver: String,
    },
}

const ADVICE: &str = "The tests in a browser need Chromium (or Chrome) and the chromedriver of \
    the same version. On Debian, as root: apt-get update && apt-get install -y chromium \
    chromium-driver. Elsewhere install both and, if they are not on PATH, name them: \
    CHROMIUM=/path/to/chromium CHROMEDRIVER=/path/to/chromedriver cargo xtask test";

const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

impl Browser {
    /// Finds the browser and its driver, and makes sure that they fit.
    pub fn find() -> Result<Self, BrowserError> {
        let found = Self {
            chromium: program("CHROMIUM", &BROWSERS).ok_or(BrowserError::Missing("Chromium"))?,
            driver: program("CHROMEDRIVER", &["chromedriver"])
                .ok_or(BrowserError::Missing("chromedriver"))?,
        };
        let chromium = version(&found.chromium)?;
        let driver = version(&found.driver)?;
        if chromium == driver {
            Ok(found)
        } else {
            Err(BrowserError::Versions { chromium, driver })
        }
    }
}

impl Firefox {
    /// Finds Firefox.
    pub fn find() -> Result<Self, BrowserError> {
        program("FIREFOX", &["firefox-esr", "firefox"])
            .map(|program| Self { program })
            .ok_or(BrowserError::NoFirefox)
    }
}

impl WebKit {
    /// Finds the driver and the screen.
    pub fn find() -> Result<Self, BrowserError> {
        let driver = program("WEBKIT_DRIVER", &["WebKitWebDriver"]);
        let screen = program("XVFB", &["Xvfb"]);
        driver
            .zip(screen)
            .map(|(driver, screen)| Self { driver, screen })
            .ok_or(BrowserError::NoWebKit)
    }
}

fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    let named = env::var_os(variable).filter(|value| !value.is_empty());
    named
        .map(PathBuf::from)
        .or_else(|| names.iter().find_map(|name| process::on_path(name)))
}

fn version(program: &Path) -> Result<String, BrowserError> {
    process::capture(Command::new(program).arg("--version"))
        .map(|answer| major_version(&answer).to_owned())
        .map_err(|source| BrowserError::Silent {
            program: program.to_owned(),
            source,
        })
}

/// The first number in the answer to `--version`, up to its first point.
fn major_version(answer: &str) -> &str {
    answer
        .split_whitespace()
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
        .and_then(|version| version.split('.').next())
        .unwrap_or("unknown")
}

/// Installs the browser and its driver from Debian's packages where they are missing.
pub fn bring() -> Result<(), SetupError> {
    match Browser::find() {
        Ok(_) => return Ok(()),
        // Only what is missing can be installed; a wrong choice in the environment cannot.
        Err(BrowserError::Missing(_)) if process::on_path("apt-get").is_some() => {}
        Err(error) => return Err(error.into()),
    }
    let installed = debian::install(
        "Chromium and chromedriver",
        &["chromium", "chromium-driver"],
        "about 1 minute",
    );
    installed.and_then(|()| Browser::find().map(drop).map_err(Into::into))
}

/// Installs Firefox from Debian's packages where it is missing.
pub fn bring_firefox() -> Result<(), SetupError> {
    if Firefox::find().is_err() && process::on_path("apt-get").is_some() {
        debian::install("Firefox", &["firefox-esr"], "about 1 minute")?;
    }
    Firefox::find().map(drop).map_err(Into::into)
}

/// Installs WebKitGTK's driver and a screen from Debian's packages where they are missing.
pub fn bring_webkit() -> Result<(), SetupError> {
    if WebKit::find().is_err() && process::on_path("apt-get").is_some() {
        debian::install(
            "WebKitGTK and its driver",
            &["webkit2gtk-driver", "xvfb"],
            "about 1 minute",
        )?;
    }
    WebKit::find().map(drop).map_err(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_browsers_and_drivers_say() {
        let chromium = "Chromium 156.0.7200.10 built on Debian GNU/Linux 12 (bookworm)";
        assert_eq!(major_version(chromium), "156");
        let driver = "ChromeDriver 156.0.7200.10 (abcdef-refs/branch-heads/7200@{#1})";
        assert_eq!(major_version(driver), "156");
        assert_eq!(major_version("no number"), "unknown");
    }
}
