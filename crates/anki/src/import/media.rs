//! The media files of a package, by their names.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use waymark_core::rich_text::media;

use super::diagnostic::Code;

/// A picture or a sound that came with a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFile {
    /// The name that notes call it by: no path, safe to give to a file, and in one form of Unicode.
    pub name: String,
    /// The member that holds it.
    pub member: String,
}

/// A media file as the list of a package names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The member that holds it, if it is in the package.
    pub member: Option<String>,
    /// Its name, which may be anything.
    pub called: String,
}

/// The media files of a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MediaList {
    /// Those that can be unpacked, by name.
    pub files: Vec<MediaFile>,
    /// Names of those that cannot, and why not.
    pub refused: Vec<(String, Code)>,
}

impl MediaList {
    /// Judges the names of a list.
    pub fn of(listed: Vec<Listed>) -> Self {
        let mut list = Self::default();
        let mut seen = FxHashSet::default();
        for Listed { member, called } in listed {
            let Some(name) = media::file_name(&called) else {
                list.refused.push((called, Code::MediaName));
                continue;
            };
            match member {
                None => list.refused.push((name, Code::MediaMissing)),
                Some(member) if seen.insert(name.to_lowercase()) => {
                    list.files.push(MediaFile { name, member });
                }
                Some(_) => list.refused.push((name, Code::MediaTwice)),
            }
        }
        list.files.sort_by(|one, other| one.name.cmp(&other.name));
        list
    }
}
