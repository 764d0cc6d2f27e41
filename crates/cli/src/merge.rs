//! `waymark merge`: several backups as one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;
use waymark_store::backup::{Backup, BackupError};

use crate::backup;
use crate::check::count;
use crate::failure::Failure;
use crate::input::{InputError, STANDARD_INPUT, name};

/// Why a merged backup was not written.
#[derive(Debug, Error)]
pub enum MergeError {
    /// The system refused.
    #[error("{file}: cannot be written: {source}")]
    Unwritable {
        /// The file as it was named.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// What the files hold has no written form.
    #[error("the merged backup cannot be written: {0}")]
    NoForm(BackupError),
}

/// Merges `inputs` and writes the result to `output`; without one, to `out`.
///
/// # Errors
/// [`Failure`] for the first input that is no backup; nothing has been written then.
pub fn run(inputs: &[PathBuf], output: Option<&Path>, out: &mut impl Write) -> Result<(), Failure> {
    let standard = |path: &&PathBuf| path.as_os_str() == STANDARD_INPUT;
    if inputs.iter().filter(standard).count() > 1 {
        return Err(InputError::InputTwice.into());
    }
    let backups = inputs.iter().map(|input| backup::read(input));
    let mut backups = backups
        .collect::<Result<Vec<Backup>, Failure>>()?
        .into_iter();
    let Some(first) = backups.next() else {
        return Ok(());
    };
    let merged = first.merged(backups);
    let json = merged.to_json().map_err(MergeError::NoForm)?;
    match output {
        None => writeln!(out, "{json}")?,
        Some(output) => {
            crate::output::replace(output, format!("{json}\n").as_bytes()).map_err(|source| {
                MergeError::Unwritable {
                    file: name(output),
                    source,
                }
            })?;
            writeln!(out, "{}: {}", name(output), summary(&merged))?;
        }
    }
    Ok(())
}

fn summary(merged: &Backup) -> String {
    let parts = [
        (merged.events.len(), "event"),
        (merged.documents.len(), "document"),
        (merged.unreadable.len(), "unreadable segment"),
    ];
    parts.map(|(number, thing)| count(number, thing)).join(", ")
}
