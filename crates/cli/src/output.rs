//! What is written: whole files, or none.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes a file beside its place first and moves it there then, so that it is there as a whole or
/// not at all; what stood there before stays until then.
///
/// # Errors
/// What the system says; nothing is left beside the place.
pub fn replace(output: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = OsString::from(output);
    beside.push(".part");
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, output));
    if written.is_err() {
        // The first error is the one to tell; the piece may not even be there.
        let _removed = fs::remove_file(&beside);
    }
    written
}

/// Several files that are there together or not at all, as far as a system can promise that: each
/// is written beside its place, and all are moved at the end.
#[derive(Debug, Default)]
pub struct Batch {
    waiting: Vec<(PathBuf, PathBuf)>,
}

impl Batch {
    /// Writes a file beside its place.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&mut self, output: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut beside = OsString::from(output);
        beside.push(".part");
        let beside = PathBuf::from(beside);
        self.waiting.push((beside.clone(), output.to_owned()));
        fs::write(beside, bytes)
    }

    /// Moves all files to their places.
    ///
    /// # Errors
    /// What the system says; what was moved until then stays.
    pub fn finish(mut self) -> io::Result<()> {
        for (beside, output) in self.waiting.drain(..) {
            fs::rename(beside, output)?;
        }
        Ok(())
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        for (beside, _) in &self.waiting {
            // Whatever ended it is the error to tell; the piece may not even be there.
            let _removed = fs::remove_file(beside);
        }
    }
}
