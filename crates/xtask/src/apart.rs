//! Compiles a program apart from the application: one that a page fetches when it is wanted.

use std::fs;
use std::path::Path;

use crate::build::BuildError;
use crate::compiler::Compiler;
use crate::glue::{self, Shrunk};
use crate::process;
use crate::setup::{Tool, WASM};
use crate::site::{self, SiteError};
use crate::workspace::Workspace;

/// A program as cargo knows it.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// The package it is in.
    pub package: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What the names of its files begin with, without the dash.
    pub prefix: &'static str,
}

/// The names of the files of a program that lie in the site.
pub struct Files {
    /// The program.
    pub program: String,
    /// What joins it to the browser.
    pub glue: String,
}

/// Compiles a program into `bundle`.
pub fn compile(
    workspace: &Workspace,
    bundle: &Path,
    program: Program,
    compiler: &Compiler,
) -> Result<Files, BuildError> {
    let Program {
        package,
        name,
        prefix,
    } = program;
    let mut cargo = workspace.cargo(["build", "--package", package, "--profile", "web"]);
    cargo.args(["--bin", name, "--target", WASM]);
    compiler.tell(&mut cargo);
    let failed = |source| BuildError::Apart { name, source };
    process::show(&mut cargo).map_err(failed)?;
    let compiled = workspace.target.join(WASM).join("web");
    let compiled = compiled.join(format!("{name}.wasm"));
    let glued = workspace.target.join(prefix);
    let mut bindgen = workspace.command(Tool::WasmBindgen.locate(workspace, "wasm-bindgen")?);
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", name]);
    bindgen.arg("--out-dir").arg(&glued).arg(&compiled);
    process::show(&mut bindgen).map_err(failed)?;
    let read = |name: String| {
        let path = glued.join(name);
        fs::read(&path).map_err(SiteError::at("read", &path))
    };
    let code = read(format!("{name}_bg.wasm"))?;
    let glue = read(format!("{name}.js"))?;
    let Shrunk { program, glue } = glue::shrink(&code, &String::from_utf8_lossy(&glue))?;
    Ok(Files {
        program: put(bundle, prefix, &program, "wasm")?,
        glue: put(bundle, &format!("{prefix}-glue"), glue.as_bytes(), "js")?,
    })
}

/// Compiles a program that runs as a worker only, and returns the name of the file that starts it.
pub fn worker(
    workspace: &Workspace,
    bundle: &Path,
    program: Program,
    compiler: &Compiler,
) -> Result<String, BuildError> {
    let Files {
        program: code,
        glue,
    } = compile(workspace, bundle, program, compiler)?;
    let start = start(&glue, &code);
    let stem = format!("{}-start", program.prefix);
    Ok(put(bundle, &stem, start.as_bytes(), "js")?)
}

/// The module that starts a worker; where that fails, an error that nobody catches tells whoever
/// waits for it.
fn start(glue: &str, program: &str) -> String {
    format!(
        r#"import init from "./{glue}";
init({{ module_or_path: fetch(new URL("./{program}", import.meta.url)) }})
  .catch((error) => setTimeout(() => {{ throw error; }}));
"#
    )
}

/// Writes a file under a name with the hash of its content, and returns that.
pub fn put(
    bundle: &Path,
    stem: &str,
    content: &[u8],
    extension: &str,
) -> Result<String, SiteError> {
    let name = site::hashed_name(stem, content, extension);
    let path = bundle.join(&name);
    fs::write(&path, content).map_err(SiteError::at("write", &path))?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_of_a_worker_names_its_files() {
        let code = start("anki-glue-0.js", "anki-0.wasm");
        assert!(code.starts_with("import init from \"./anki-glue-0.js\";\n"));
        assert!(code.contains("fetch(new URL(\"./anki-0.wasm\", import.meta.url))"));
        assert_eq!(code.matches('{').count(), code.matches('}').count());
    }
}
