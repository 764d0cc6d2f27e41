//! Builds the importer: a program apart from the application, which the page fetches when it is
//! wanted, once for itself and once for its worker.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::build::BuildError;
use crate::glue::{self, Shrunk};
use crate::process;
use crate::setup::{Tool, WASM};
use crate::site::{self, SiteError};
use crate::workspace::Workspace;

const PROGRAM: &str = "waymark-importer";

/// What the names of all its files begin with.
pub const PREFIX: &str = "importer-";

/// Compiles the importer into `bundle` and returns the name of the file that starts it.
pub fn build(
    workspace: &Workspace,
    bundle: &Path,
    flags: impl AsRef<OsStr>,
) -> Result<String, BuildError> {
    let mut cargo = workspace.cargo(["build", "--package", "waymark-web", "--profile", "web"]);
    cargo.args(["--bin", PROGRAM, "--target", WASM]);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags);
    process::show(&mut cargo).map_err(BuildError::Importer)?;
    let compiled = workspace.target.join(WASM).join("web");
    let compiled = compiled.join(format!("{PROGRAM}.wasm"));
    let glued = workspace.target.join("importer");
    let mut bindgen = workspace.command(Tool::WasmBindgen.locate(workspace, "wasm-bindgen")?);
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", PROGRAM]);
    bindgen.arg("--out-dir").arg(&glued).arg(&compiled);
    process::show(&mut bindgen).map_err(BuildError::Importer)?;
    let read = |name: String| {
        let path = glued.join(name);
        fs::read(&path).map_err(SiteError::at("read", &path))
    };
    let program = read(format!("{PROGRAM}_bg.wasm"))?;
    let glue = read(format!("{PROGRAM}.js"))?;
    let Shrunk { program, glue } = glue::shrink(&program, &String::from_utf8_lossy(&glue))?;
    let program_name = site::hashed_name("importer", &program, "wasm");
    let glue_name = site::hashed_name("importer-glue", glue.as_bytes(), "js");
    let styles = styles(&workspace.root)?;
    let styles_name = site::hashed_name("importer-styles", styles.as_bytes(), "css");
    let start = start(&glue_name, &program_name, &styles_name);
    let start_name = site::hashed_name("importer-start", start.as_bytes(), "js");
    for (name, content) in [
        (&program_name, program.as_slice()),
        (&glue_name, glue.as_bytes()),
        (&styles_name, styles.as_bytes()),
        (&start_name, start.as_bytes()),
    ] {
        let path = bundle.join(name);
        fs::write(&path, content).map_err(SiteError::at("write", &path))?;
    }
    Ok(start_name)
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
fn start(glue: &str, program: &str, styles: &str) -> String {
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
        let code = start("importer-glue-0.js", "importer-0.wasm", "importer-0.css");
        assert!(code.starts_with("import init from \"./importer-glue-0.js\";\n"));
        assert!(code.contains("fetch(address(\"./importer-0.wasm\"))"));
        assert!(code.contains("link.href = address(\"./importer-0.css\")"));
        assert_eq!(code.matches('{').count(), code.matches('}').count());
    }
}
