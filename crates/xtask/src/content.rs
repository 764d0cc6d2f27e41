//! The bundled roadmaps: Markdown below `content/`, compiled into two files of the site.

use std::fs;
use std::path::Path;

use thiserror::Error;
use waymark_core::roadmap::diagnostic::Severity;
use waymark_core::roadmap::{self, Diagnostic};
use waymark_store::bundle::{self, BundleError, BundledRoadmap, Parted};

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

/// The bundled roadmaps as files of the site.
#[derive(Debug)]
pub struct Content {
    /// All of them, compiled: what a study session shows, and the rest of their texts.
    pub compiled: Parted,
    /// The document of each under its name, for who edits a card of it.
    pub sources: Vec<(String, Vec<u8>)>,
}

/// Compiles every bundled roadmap below `root`.
///
/// Notes are printed. A warning would tell a learner of a fault that only the author can mend,
/// so it is an error here.
pub fn compile(root: &Path) -> Result<Content, ContentError> {
    let folder = root.join("content");
    let mut roadmaps = Vec::new();
    let mut sources = Vec::new();
    let mut faults = Vec::new();
    let files = site::files(&folder)?;
    let mut order = Vec::new();
    for list in files.iter().filter(|name| is_order(name)) {
        let file = folder.join(list);
        let names = fs::read_to_string(&file).map_err(SiteError::at("read", &file))?;
        order.extend(ordered(list, &names));
    }
    for missing in order.iter().filter(|name| !files.contains(name)) {
        faults.push(format!(
            "content/{missing}: named in an {ORDER} and not there"
        ));
    }
    for path in arranged(files, &order) {
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
        let content = roadmap::content_hash(&source);
        roadmaps.push(BundledRoadmap {
            path,
            content,
            roadmap: import.roadmap,
        });
        sources.push((bundle::source_name(content), source));
    }
    if !faults.is_empty() {
        return Err(ContentError::Faults(faults));
    }
    if roadmaps.is_empty() {
        return Err(ContentError::Nothing);
    }
    let compiled = bundle::part(roadmaps).map_err(ContentError::Bundle)?;
    Ok(Content { compiled, sources })
}

/// The file of a folder that says in which order its roadmaps are learned, a name a line.
const ORDER: &str = "ORDER";

fn is_order(name: &str) -> bool {
    name.rsplit('/').next() == Some(ORDER)
}

/// The roadmaps that the order at `list` names.
fn ordered(list: &str, names: &str) -> Vec<String> {
    let folder = list.strip_suffix(ORDER).unwrap_or("");
    let names = names.lines().map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| format!("{folder}{name}")).collect()
}

/// The roadmaps among `files`: folder by folder, in each those that have an order first.
fn arranged(files: Vec<String>, order: &[String]) -> Vec<String> {
    let mut sources: Vec<String> = files.into_iter().filter(|name| is_source(name)).collect();
    sources.sort_by_key(|name| {
        let folder = name.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let place = order.iter().position(|ordered| ordered == name);
        (folder, place.unwrap_or(order.len()), name.clone())
    });
    sources
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
    fn roadmaps_come_in_the_order_that_their_folder_gives() {
        let files = ["a/z.md", "b/one.md", "b/ORDER", "b/three.md", "b/two.md"];
        let order = ordered("b/ORDER", "two.md\n\none.md\n");
        let found = arranged(files.map(str::to_owned).to_vec(), &order);
        assert_eq!(found, ["a/z.md", "b/two.md", "b/one.md", "b/three.md"]);
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
