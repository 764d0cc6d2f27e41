//! `waymark fit`: FSRS-6 fitted to the reviews of a backup.

use std::io::Write;

use thiserror::Error;
use waymark_core::collection::Collection;
use waymark_core::journal::Journal;
use waymark_evidence::{FitError, ReviewLog, fit};
use waymark_store::backup::Backup;

use crate::failure::Failure;

/// Why nothing was fitted, or compared.
#[derive(Debug, Error)]
#[error("{file}: {cause}")]
pub struct RefusedError {
    /// The backup as it was named.
    pub file: String,
    /// Why.
    pub cause: FitError,
}

/// The reviews of a backup.
pub fn log_of(backup: &Backup) -> (Collection, ReviewLog) {
    let journal = Journal::from_events(backup.events.clone());
    let collection = Collection::fold(&journal);
    let log = ReviewLog::of(&journal, &collection);
    (collection, log)
}

/// Writes the parameters that fit `backup`, which was read from `file`, as one JSON array.
///
/// # Errors
/// [`Failure::Refused`] where there are too few reviews.
pub fn write(backup: &Backup, file: String, out: &mut impl Write) -> Result<(), Failure> {
    let (_, log) = log_of(backup);
    let parameters = fit(&log, log.trials()).map_err(|cause| RefusedError { file, cause })?;
    let numbers = parameters.parts().map(decimal).join(", ");
    writeln!(out, "[{numbers}]")?;
    Ok(())
}

/// A number of ten-thousandths with four decimals.
pub fn decimal(parts: u32) -> String {
    format!("{}.{:04}", parts / 10_000, parts % 10_000)
}
