//! Builds the importer: a program apart from the application, which the page fetches when it is
//! wanted, once for itself and once for its worker.

use std::fs;
use std::path::Path;

use crate::apart::{self, Files, Program};
use crate::build::BuildError;
use crate::compiler::Compiler;
use crate::site::{self, SiteError};
use crate::workspace::Workspace;

const PROGRAM: Program = Program {
    package: "waymark-web",
    name: "waymark-importer",
    prefix: "importer",
};

/// What the names of all its files begin with.
pub const PREFIX: &str = "importer-";

/// The files that start workers of which only the importer's pages know.
pub struct Workers {
    /// The one for Anki packages.
    pub anki: String,
    /// The one for the evidence.
    pub evidence: String,
}

/// Compiles the importer into `bundle` and returns the name of the file that starts it.
pub fn build(
    workspace: &Workspace,
    bundle: &Path,
    compiler: &Compiler,
    workers: &Workers,
) -> Result<String, BuildError> {
    let Files { program, glue } = apart::compile(workspace, bundle, PROGRAM, compiler)?;
    let styles = styles(&workspace.root)?;
    let styles = apart::put(bundle, "importer-styles", styles.as_bytes(), "css")?;
    let start = start(&glue, &program, &styles, workers);
    Ok(apart::put(
        bundle,
        "importer-start",
        start.as_bytes(),
        "js",
    )?)
}

/// The style of the pages that the importer draws: all sheets of their folder, in the order of their
/// names.
fn styles(root: &Path) -> Result<String, SiteError> {
    let folder = root.join("crates/web/styles/apart");
    let mut joined = String::new();
    for path in site::entries(&folder)? {
        joined.push_str(&fs::read_to_string(&path).map_err(SiteError::at("read", &path))?);
    }
    Ok(joined)
}

/// The module that starts the importer, in a page once its style is there. Where that fails it tells
/// whoever waits for it: in the page by an event, out of a worker by an error that nobody catches.
fn start(glue: &str, program: &str, styles: &str, workers: &Workers) -> String {
    let Workers { anki, evidence } = workers;
    format!(
        r#"import init from "./{glue}";
const address = (name) => new URL(name, import.meta.url);
const styled = () => new Promise((done, failed) => {{
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address("./{styles}");
  link.onload = done;
  link.onerror = () => failed(new Error("a style sheet did not arrive"));
  document.head.append(link);
}});
self.waymarkAnki = `${{address("./{anki}")}}`;
self.waymarkEvidence = `${{address("./{evidence}")}}`;
const program = fetch(address("./{program}"));
(self.document ? styled() : Promise.resolve())
  .then(() => init({{ module_or_path: program }}))
  .catch((error) => {{
    if (self.document) dispatchEvent(new CustomEvent("importer-failed", {{ detail: `${{error}}` }}));
    else setTimeout(() => {{ throw error; }});
  }});
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_names_its_files() {
        let code = start(
            "importer-glue-0.js",
            "importer-0.wasm",
            "importer-0.css",
            &Workers {
                anki: "anki-start-0.js".to_owned(),
                evidence: "evidence-start-0.js".to_owned(),
            },
        );
        assert!(code.starts_with("import init from \"./importer-glue-0.js\";\n"));
        assert!(code.contains("fetch(address(\"./importer-0.wasm\"))"));
        assert!(code.contains("link.href = address(\"./importer-0.css\")"));
        assert!(code.contains("self.waymarkAnki = `${address(\"./anki-start-0.js\")}`;"));
        assert!(code.contains("waymarkEvidence = `${address(\"./evidence-start-0.js\")}`;"));
        assert_eq!(code.matches('{').count(), code.matches('}').count());
    }
}
