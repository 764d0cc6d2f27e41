//! The archive around the database.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Media, PackageError};

/// The member that holds the database in the oldest container, which every release reads.
const DATABASE: &str = "collection.anki2";
/// The member that names the media files, which are members called by numbers.
const MEDIA: &str = "media";

/// Beyond the fastest level a package shrinks little and takes much longer.
const LEVEL: i64 = 1;

/// Puts a database and its media files into an archive.
pub fn pack(database: &[u8], media: &[Media]) -> Result<Vec<u8>, PackageError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(database.len() / 2)));
    // Without a time of its own, a member has always the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL));
    archive.start_file(DATABASE, options)?;
    archive.write_all(database)?;
    archive.start_file(MEDIA, options)?;
    let numbered = media.iter().enumerate();
    let names: BTreeMap<usize, &str> = numbered
        .map(|(number, file)| (number, file.name.as_str()))
        .collect();
    archive.write_all(&serde_json::to_vec(&names).map_err(std::io::Error::from)?)?;
    // Pictures and sounds are packed already.
    let options = options.compression_method(CompressionMethod::Stored);
    let options = options.compression_level(None);
    for (number, file) in media.iter().enumerate() {
        archive.start_file(number.to_string(), options)?;
        archive.write_all(&file.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Takes the database out of an archive made here.
pub fn unpack(apkg: &[u8]) -> Result<Vec<u8>, PackageError> {
    let mut archive = ZipArchive::new(Cursor::new(apkg))?;
    let member = archive.by_name(DATABASE)?;
    let mut database = Vec::new();
    // What was written here is far smaller; something else is not read to its end.
    member.take(LARGEST).read_to_end(&mut database)?;
    Ok(database)
}

/// Of a package to compare with, no more is read than this.
const LARGEST: u64 = 1 << 30;
