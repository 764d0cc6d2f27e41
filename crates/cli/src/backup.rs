//! Backups as the commands read them.

pub mod check;

use std::path::Path;

use thiserror::Error;
use waymark_store::backup::{Backup, BackupError};
use waymark_store::rescue::{self, Rescue, RescueError};

use crate::failure::Failure;
use crate::input;

/// Why a backup could not be understood.
#[derive(Debug, Error)]
pub enum FileError {
    /// It is not text.
    #[error("{file}: the file is not a Waymark backup: it is not UTF-8")]
    NotText {
        /// The file as it was named.
        file: String,
    },
    /// It is not a backup.
    #[error("{file}: {cause}")]
    NotABackup {
        /// The file as it was named.
        file: String,
        /// What is wrong with it.
        cause: BackupError,
    },
    /// It says that it was saved in safe mode, and cannot be read.
    #[error("{file}: {cause}")]
    DamagedRescue {
        /// The file as it was named.
        file: String,
        /// What is wrong with it.
        cause: RescueError,
    },
}

/// A backup with the version of its file.
pub struct Versioned {
    /// The version of the format.
    pub version: u32,
    /// What it holds.
    pub backup: Backup,
}

/// Reads a backup.
///
/// # Errors
/// [`Failure::Input`] if the system refuses, [`Failure::Backup`] if it is no backup.
pub fn read(path: &Path) -> Result<Backup, Failure> {
    Ok(understand(path)??.backup)
}

/// Reads a file, and then what it says.
///
/// # Errors
/// [`Failure::Input`] if the system refuses.
fn understand(path: &Path) -> Result<Result<Versioned, FileError>, Failure> {
    let bytes = input::bytes(path)?;
    let file = input::name(path);
    let Ok(json) = String::from_utf8(bytes) else {
        return Ok(Err(FileError::NotText { file }));
    };
    // An editor may have put a byte order mark before it.
    let json = json.strip_prefix('\u{feff}').unwrap_or(&json);
    if rescue::is_rescue(json) {
        let read = Rescue::from_json(json).map(|rescue| Versioned {
            version: 1,
            backup: rescue.backup(),
        });
        return Ok(read.map_err(|cause| FileError::DamagedRescue { file, cause }));
    }
    let read = Backup::versioned(json).map(|(version, backup)| Versioned { version, backup });
    Ok(read.map_err(|cause| FileError::NotABackup { file, cause }))
}
