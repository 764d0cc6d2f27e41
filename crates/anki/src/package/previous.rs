//! An earlier package of the same cards, to tell which notes changed since.

use std::collections::BTreeMap;

use rusqlite::{Connection, MAIN_DB};

use super::{Package, PackageError, archive, database};

/// What an earlier package said of its notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Previous {
    notes: BTreeMap<String, Edition>,
}

/// The content of a note, and since when it is so.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edition {
    modified_s: i64,
    tags: String,
    fields: String,
}

impl Previous {
    /// Reads a package that was written here.
    ///
    /// # Errors
    /// [`PackageError`] if it is something else.
    pub fn read(apkg: &[u8]) -> Result<Self, PackageError> {
        let bytes = archive::unpack(apkg)?;
        let mut collection = Connection::open_in_memory()?;
        collection.deserialize_read_exact(MAIN_DB, bytes.as_slice(), bytes.len(), true)?;
        let mut query = collection.prepare("SELECT guid, mod, tags, flds FROM notes")?;
        let rows = query.query_map((), |row| {
            let edition = Edition {
                modified_s: row.get(1)?,
                tags: row.get(2)?,
                fields: row.get(3)?,
            };
            Ok((row.get(0)?, edition))
        })?;
        let notes = rows.collect::<Result<_, _>>()?;
        Ok(Self { notes })
    }
}

impl Package {
    /// Gives each note that is as it was in an earlier package the time it had there, and each
    /// that changed a later one, so that Anki updates the changed notes and no others.
    pub fn follow(&mut self, previous: &Previous) {
        let (mut tags, mut fields) = (String::new(), String::new());
        for note in &mut self.notes {
            let Some(edition) = previous.notes.get(&note.guid) else {
                continue;
            };
            database::join_tags(note, &mut tags);
            database::join_fields(note, &mut fields);
            note.modified_s = if edition.tags == tags && edition.fields == fields {
                edition.modified_s
            } else {
                note.modified_s.max(edition.modified_s.saturating_add(1))
            };
        }
    }
}
