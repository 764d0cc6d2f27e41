//! The bundled roadmaps: Markdown below `content/`, compiled into one file of the site.

use std::fs;
use std::path::Path;

use thiserror::Error;
use waymark_core::roadmap::diagnostic::Severity;
use waymark_core::roadmap::{self, Diagnostic};
use waymark_store::bundle::{self, BundleError, BundledRoadmap};

use crate::site::{self, SiteError};

/// Why the bundled roadmaps were not compiled.
#[derive(Debug, Error)]
pub enum ContentError {
    /// A source could not be read.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// There is no source at all.
    #[error("no roadmap below content/; each is a Markdown file in a folder of its own")]
    Nothing,
    /// A source says something that its author must mend.
    #[error("{} in the bundled roadmaps:\n{}", count(.0), .0.join("\n"))]
    Faults(Vec<String>),
    /// The compiled roadmaps could not be written down.
    #[error("cannot write the compiled roadmaps")]
    Bundle(#[source] BundleError),
}

fn count(faults: &[String]) -> String {
    match faults.len() {
        1 => "1 fault".to_owned(),
        several => format!("{several} faults"),
    }
}

/// Compiles every bundled roadmap below `root` into one file.
///
/// Notes are printed. A warning would tell a learner of a fault that only the author can mend,
/// so it is an error here.
pub fn compile(root: &Path) -> Result<Vec<u8>, ContentError> {
    let folder = root.join("content");
    let mut roadmaps = Vec::new();
    let mut faults = Vec::new();
    for path in site::files(&folder)?
        .into_iter()
        .filter(|name| is_source(name))
    {
        let file = folder.join(&path);
        let source = fs::read(&file).map_err(SiteError::at("read", &file))?;
        let import = roadmap::import(&source, title_for(&path));
        for diagnostic in &import.diagnostics {
            let line = placed(&path, diagnostic);
            if diagnostic.code.severity() == Severity::Warning {
                faults.push(line);
            } else {
                eprintln!("{line}");
            }
        }
        let cards = import.roadmap.cards.len();
        eprintln!("content/{path}: {cards} cards");
        roadmaps.push(BundledRoadmap {
            path,
            content: roadmap::content_hash(&source),
            roadmap: import.roadmap,
        });
    }
    if !faults.is_empty() {
        return Err(ContentError::Faults(faults));
    }
    if roadmaps.is_empty() {
        return Err(ContentError::Nothing);
    }
    bundle::to_bytes(&roadmaps).map_err(ContentError::Bundle)
}

/// A diagnostic as a line that an editor can jump to.
fn placed(path: &str, diagnostic: &Diagnostic) -> String {
    format!("content/{path}:{diagnostic}")
}

/// Markdown in a folder of its own; a `README.md` speaks to authors.
fn is_source(name: &str) -> bool {
    let Some((folder, file)) = name.rsplit_once('/') else {
        return false;
    };
    !folder.is_empty() && site::extension(file) == "md" && file != "README.md"
}

/// The title of a roadmap that gives itself none: the name of its file.
fn title_for(path: &str) -> &str {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".md").unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use waymark_core::card::Line;
    use waymark_core::roadmap::diagnostic::Code;

    use super::*;

    #[test]
    fn a_source_is_markdown_in_a_folder_of_its_own() {
        assert!(is_source("kubernetes/roadmap.md"));
        assert!(!is_source("kubernetes/README.md"));
        assert!(!is_source("README.md"));
        assert!(!is_source("kubernetes/picture.svg"));
        assert_eq!(title_for("kubernetes/roadmap.md"), "roadmap");
    }

    #[test]
    fn a_fault_names_its_place() {
        let diagnostic = Diagnostic {
            code: Code::NoCards,
            line: Line(3),
            column: 1,
        };
        let line = placed("a/b.md", &diagnostic);
        assert!(line.starts_with("content/a/b.md:3:1: nothing"), "{line}");
        let error = ContentError::Faults(vec![line]).to_string();
        assert!(error.starts_with("1 fault in the bundled roadmaps:\ncontent/a"));
    }
}
