//! Why the program could not do what it was asked.

use std::io;

use thiserror::Error;

use crate::backup::FileError;
use crate::export::ExportError;
use crate::fit::RefusedError;
use crate::import::PackageImportError;
use crate::input::InputError;
use crate::merge::MergeError;
use crate::replay::{MethodError, ReplayError};

/// What ends the program with an exit status of its own.
#[derive(Debug, Error)]
pub enum Failure {
    /// An input could not be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A line of a replay says something that it cannot mean.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The options of a replay contradict each other, or its parameters are none.
    #[error(transparent)]
    Method(#[from] MethodError),
    /// A backup has too few reviews.
    #[error(transparent)]
    Refused(#[from] RefusedError),
    /// A backup could not be understood.
    #[error(transparent)]
    Backup(#[from] FileError),
    /// A merged backup was not written.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// Cards were not exported.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A package was not imported.
    #[error(transparent)]
    Import(#[from] PackageImportError),
    /// The output could not be written.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
}

impl Failure {
    /// Whether the reader of the output went away, which is its right.
    pub fn is_closed_output(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}
