//! What is written: whole files, or none.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

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
