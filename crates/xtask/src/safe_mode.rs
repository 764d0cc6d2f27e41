//! Adds safe mode to the site: a script that needs nothing of the application.

use std::fs;
use std::path::Path;

use thiserror::Error;

use crate::glue;
use crate::site::{self, SiteError};

/// What the name of its file begins with.
pub const PREFIX: &str = "recover-";

/// The name under which the page and what starts the application know it.
const SOURCE: &str = "recover.js";

/// Why the site has no safe mode.
#[derive(Debug, Error)]
pub enum SafeModeError {
    /// A file could not be read or written.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// Nothing opens it.
    #[error(
        "the page has to name `{SOURCE}` twice: for browsers without modules, and where the application starts; found {0}"
    )]
    NotNamed(usize),
}

/// Writes the script into `bundle` and returns the page, which names it.
pub fn add(root: &Path, bundle: &Path, page: &str) -> Result<String, SafeModeError> {
    let source = root.join("crates").join("web").join("scripts").join(SOURCE);
    let script = fs::read_to_string(&source).map_err(SiteError::at("read", &source))?;
    let script = glue::without_comments(&script);
    let name = site::hashed_name("recover", script.as_bytes(), "js");
    let page = naming(page, &name)?;
    let path = bundle.join(&name);
    fs::write(&path, script).map_err(SiteError::at("write", &path))?;
    Ok(page)
}

fn naming(page: &str, name: &str) -> Result<String, SafeModeError> {
    match page.matches(SOURCE).count() {
        2 => Ok(page.replace(SOURCE, name)),
        found => Err(SafeModeError::NotNamed(found)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_file_twice() {
        let page = naming("<a recover.js>import(\"./recover.js\")", "recover-0.js");
        assert!(page.is_ok_and(|page| page == "<a recover-0.js>import(\"./recover-0.js\")"));
        assert!(matches!(
            naming("recover.js", "x"),
            Err(SafeModeError::NotNamed(1))
        ));
    }
}
