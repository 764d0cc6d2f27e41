//! Pictures and sounds that lie beside documents.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use waymark_anki::package::Media;
use waymark_core::rich_text::media::{self, file_name};

/// What was found of the files that cards name.
#[derive(Default)]
pub struct Found {
    /// The files, by their names.
    pub files: Vec<Media>,
    /// Names of which there is no file.
    pub missing: Vec<String>,
    /// Names that are several files; the first was taken.
    pub doubtful: Vec<String>,
}

/// Looks for `names` beside the documents in `folders`, and in the folders beside them.
///
/// # Errors
/// What the system said of a folder or file that cannot be read, and which it is.
pub fn find(folders: &[PathBuf], names: BTreeSet<String>) -> Result<Found, (PathBuf, io::Error)> {
    let mut found = Found::default();
    if names.is_empty() {
        return Ok(found);
    }
    let folders: BTreeSet<&PathBuf> = folders.iter().collect();
    let indexes: Vec<_> = folders
        .into_iter()
        .map(|folder| index(folder))
        .collect::<Result<_, _>>()?;
    for name in names {
        let mut paths = indexes.iter().filter_map(|index| index.get(&name));
        let Some(path) = paths.next() else {
            found.missing.push(name);
            continue;
        };
        let bytes = read(path)?;
        for other in paths {
            if read(other)? != bytes {
                found.doubtful.push(name.clone());
                break;
            }
        }
        found.files.push(Media { name, bytes });
    }
    Ok(found)
}

/// The files in a folder and in those in it, by name: what lies nearer is taken, then what lies in
/// `media`, then what comes first by the name of its folder.
fn index(folder: &Path) -> Result<BTreeMap<String, PathBuf>, (PathBuf, io::Error)> {
    let mut index = BTreeMap::new();
    let mut folders = list(folder, &mut index)?;
    folders.sort_by_key(|path| {
        (
            path.file_name() != Some(media::FOLDER.as_ref()),
            path.clone(),
        )
    });
    for folder in folders {
        list(&folder, &mut index)?;
    }
    Ok(index)
}

/// Adds the files of a folder, and gives the folders in it.
fn list(
    folder: &Path,
    index: &mut BTreeMap<String, PathBuf>,
) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let failed = |error| (folder.to_owned(), error);
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        // What is called otherwise is nothing that a card can name.
        let Some(name) = name.and_then(file_name) else {
            continue;
        };
        if path.is_dir() {
            folders.push(path);
        } else {
            index.entry(name).or_insert(path);
        }
    }
    Ok(folders)
}

fn read(path: &Path) -> Result<Vec<u8>, (PathBuf, io::Error)> {
    fs::read(path).map_err(|error| (path.to_owned(), error))
}
