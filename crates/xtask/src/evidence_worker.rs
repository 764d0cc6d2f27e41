//! Builds the worker for the evidence: the optimiser, which no page draws anything with.

use std::path::Path;

use crate::apart::{self, Program};
use crate::build::BuildError;
use crate::compiler::Compiler;
use crate::workspace::Workspace;

/// What the names of all its files begin with.
pub const PREFIX: &str = "evidence-";

const PROGRAM: Program = Program {
    package: "waymark-evidence-worker",
    name: "waymark-evidence-worker",
    prefix: "evidence",
};

/// Compiles the worker into `bundle` and returns the name of the file that starts it.
pub fn build(
    workspace: &Workspace,
    bundle: &Path,
    compiler: &Compiler,
) -> Result<String, BuildError> {
    apart::worker(workspace, bundle, PROGRAM, compiler)
}
