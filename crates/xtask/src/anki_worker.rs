//! Builds the worker for Anki packages: a program that no page draws anything with.

use std::path::Path;

use crate::apart::{self, Files, Program};
use crate::build::BuildError;
use crate::compiler::Compiler;
use crate::workspace::Workspace;

/// What the names of all its files begin with.
pub const PREFIX: &str = "anki-";

const PROGRAM: Program = Program {
    package: "waymark-anki-worker",
    name: "waymark-anki-worker",
    prefix: "anki",
};

/// Compiles the worker into `bundle` and returns the name of the file that starts it.
pub fn build(
    workspace: &Workspace,
    bundle: &Path,
    compiler: &Compiler,
) -> Result<String, BuildError> {
    let Files { program, glue } = apart::compile(workspace, bundle, PROGRAM, compiler)?;
    let start = start(&glue, &program);
    Ok(apart::put(bundle, "anki-start", start.as_bytes(), "js")?)
}

/// The module that starts the worker; where that fails, an error that nobody catches tells whoever
/// waits for it.
fn start(glue: &str, program: &str) -> String {
    format!(
        r#"import init from "./{glue}";
init({{ module_or_path: fetch(new URL("./{program}", import.meta.url)) }})
  .catch((error) => setTimeout(() => {{ throw error; }}));
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_names_its_files() {
        let code = start("anki-glue-0.js", "anki-0.wasm");
        assert!(code.starts_with("import init from \"./anki-glue-0.js\";\n"));
        assert!(code.contains("fetch(new URL(\"./anki-0.wasm\", import.meta.url))"));
        assert_eq!(code.matches('{').count(), code.matches('}').count());
    }
}
