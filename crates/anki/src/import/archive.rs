//! The archive around a collection, in the three forms that Anki has given it.

use std::io::{Cursor, Read};

use prost::Message;
use ruzstd::decoding::StreamingDecoder;
use zip::ZipArchive;

use super::error::{ImportError, What};
use super::limits;
use super::media::{Listed, MediaFile};
use super::message::{MediaEntries, PackageMetadata};
use crate::package::Media;

/// Names of the members that hold the collection, the newest form first. The older ones beside it
/// only say that the package is newer.
const COLLECTIONS: [(&str, Packing); 3] = [
    ("collection.anki21b", Packing::Zstandard),
    ("collection.anki21", Packing::Plain),
    ("collection.anki2", Packing::Plain),
];
const METADATA: &str = "meta";
const MEDIA: &str = "media";
/// The newest version that is known.
const NEWEST: u64 = 3;

/// How the content of a member is packed besides what the archive does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Plain,
    Zstandard,
}

/// A package that was opened; nothing of it is unpacked yet.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes of media files were unpacked.
    unpacked: u64,
    collection: &'static str,
    packing: Packing,
}

impl<'a> Archive<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// [`ImportError`] if it is none, or of a version to come.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(ImportError::NotAnArchive)?;
        if zip.len() > limits::MEMBERS {
            return Err(ImportError::TooMany {
                what: What::Members,
                limit: limits::MEMBERS,
            });
        }
        let found = COLLECTIONS
            .into_iter()
            .find(|(name, _)| zip.index_for_name(name).is_some());
        let (collection, packing) = found.ok_or(ImportError::NoCollection)?;
        let mut archive = Self {
            zip,
            unpacked: 0,
            collection,
            packing,
        };
        archive.check_version()?;
        Ok(archive)
    }

    fn check_version(&mut self) -> Result<(), ImportError> {
        if self.zip.index_for_name(METADATA).is_none() {
            return Ok(());
        }
        let bytes = self.member(METADATA, Packing::Plain, limits::MEDIA_LIST_BYTES)?;
        let metadata = PackageMetadata::decode(bytes.as_slice());
        let version = metadata
            .map_err(|cause| unreadable(METADATA, &cause))?
            .version;
        match u64::try_from(version) {
            Ok(version @ ..=NEWEST) if version > 0 => Ok(()),
            Ok(version) => Err(ImportError::Newer { version }),
            Err(_) => Err(unreadable(METADATA, &"a negative version")),
        }
    }

    /// The database of the collection.
    pub(super) fn database(&mut self) -> Result<Vec<u8>, ImportError> {
        self.member(self.collection, self.packing, limits::DATABASE_BYTES)
    }

    /// The media files that the package names.
    pub(super) fn media_list(&mut self) -> Result<Vec<Listed>, ImportError> {
        if self.zip.index_for_name(MEDIA).is_none() {
            return Ok(Vec::new());
        }
        let bytes = self.member(MEDIA, self.packing, limits::MEDIA_LIST_BYTES)?;
        let named = match self.packing {
            Packing::Plain => names_of_json(&bytes)?,
            Packing::Zstandard => names_of_entries(&bytes)?,
        };
        let listed = named.into_iter().map(|(member, called)| {
            let is_there = self.zip.index_for_name(&member).is_some();
            Listed {
                member: is_there.then_some(member),
                called,
            }
        });
        Ok(listed.collect())
    }

    /// The bytes of a media file of this package.
    ///
    /// # Errors
    /// [`ImportError`] if it is damaged or too large, or all that were unpacked are.
    pub fn media(&mut self, file: &MediaFile) -> Result<Media, ImportError> {
        let bytes = self.member(&file.member, self.packing, limits::MEDIA_FILE_BYTES)?;
        self.unpacked = self.unpacked.saturating_add(bytes.len() as u64);
        if self.unpacked > limits::MEDIA_BYTES {
            return Err(ImportError::TooLarge {
                member: file.name.clone(),
                limit: limits::MEDIA_BYTES,
            });
        }
        let name = file.name.clone();
        Ok(Media { name, bytes })
    }

    /// Unpacks a member, whose header may lie about its size.
    fn member(&mut self, name: &str, packing: Packing, limit: u64) -> Result<Vec<u8>, ImportError> {
        let member = self.zip.by_name(name);
        let member = member.map_err(|cause| unreadable(name, &cause))?;
        let mut bytes = Vec::new();
        let read = match packing {
            Packing::Plain => member.take(limit + 1).read_to_end(&mut bytes),
            Packing::Zstandard => {
                // What is packed twice is not larger than what comes of it, but for a few bytes.
                let decoder = StreamingDecoder::new(member.take(limit + 1024));
                let decoder = decoder.map_err(|cause| unreadable(name, &cause))?;
                decoder.take(limit + 1).read_to_end(&mut bytes)
            }
        };
        read.map_err(|cause| unreadable(name, &cause))?;
        if bytes.len() as u64 > limit {
            return Err(ImportError::TooLarge {
                member: name.to_owned(),
                limit,
            });
        }
        Ok(bytes)
    }
}

fn unreadable(member: &str, cause: &dyn std::fmt::Display) -> ImportError {
    ImportError::Member {
        member: member.to_owned(),
        cause: cause.to_string(),
    }
}

/// Members and names of the older forms: an object from one to the other.
fn names_of_json(bytes: &[u8]) -> Result<Vec<(String, String)>, ImportError> {
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    let names: std::collections::BTreeMap<String, String> =
        serde_json::from_slice(bytes).map_err(|cause| ImportError::Description {
            what: What::Media,
            cause: cause.to_string(),
        })?;
    Ok(names.into_iter().collect())
}

/// The same of the newest form: the member is the place in the list, unless it is said.
fn names_of_entries(bytes: &[u8]) -> Result<Vec<(String, String)>, ImportError> {
    let list = MediaEntries::decode(bytes).map_err(|cause| ImportError::Description {
        what: What::Media,
        cause: cause.to_string(),
    })?;
    let entries = list.entries.into_iter().enumerate();
    let named = entries.map(|(place, entry)| {
        let member = entry.legacy_zip_filename.map(u64::from);
        (member.unwrap_or(place as u64).to_string(), entry.name)
    });
    Ok(named.collect())
}
