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
    let start = start(&glue_name, &program_name);
    let start_name = site::hashed_name("importer-start", start.as_bytes(), "js");
    for (name, content) in [
        (&program_name, program.as_slice()),
        (&glue_name, glue.as_bytes()),
        (&start_name, start.as_bytes()),
    ] {
        let path = bundle.join(name);
        fs::write(&path, content).map_err(SiteError::at("write", &path))?;
    }
    Ok(start_name)
}

/// The module that starts the importer. Where that fails it tells whoever waits for it: in the
/// page by an event, out of a worker by an error that nobody catches.
fn start(glue: &str, program: &str) -> String {
    format!(
        r#"import init from "./{glue}";
const address = new URL("./{program}", import.meta.url);
init({{ module_or_path: address }}).catch((error) => {{
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
    fn the_start_names_both_files() {
        let code = start("importer-glue-0.js", "importer-0.wasm");
        assert!(code.starts_with("import init from \"./importer-glue-0.js\";\n"));
        assert!(code.contains("new URL(\"./importer-0.wasm\", import.meta.url)"));
        assert_eq!(code.matches('{').count(), code.matches('}').count());
    }
}
