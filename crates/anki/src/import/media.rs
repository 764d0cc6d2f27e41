//! The media files of a package, by their names.

use serde::{Deserialize, Serialize};

use super::diagnostic::Code;

/// A picture or a sound that came with a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaFile {
    /// The name that notes call it by: no path, safe to give to a file, and in one form of Unicode.
    pub name: String,
    /// The member that holds it.
    pub(super) member: String,
}

/// The media files of a package.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaList {
    /// Those that can be unpacked, by name.
    pub files: Vec<MediaFile>,
    /// Names of those that cannot, and why not.
    pub refused: Vec<(String, Code)>,
}
