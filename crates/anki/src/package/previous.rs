//! What earlier packages said of their notes, to tell which changed since.

use std::collections::BTreeMap;
use std::hash::Hasher as _;

#[cfg(feature = "files")]
use rusqlite::{Connection, MAIN_DB};
use siphasher::sip::SipHasher24;

use super::{Note, Package};
#[cfg(feature = "files")]
use super::{PackageError, archive};

/// What earlier packages said of their notes, by what Anki knows those by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Previous {
    notes: BTreeMap<String, Edition>,
}

/// What a note said, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The second that its package gave for it.
    pub modified_s: i64,
    /// 64 bits of its tags and fields.
    pub said: u64,
}

impl Edition {
    /// What a note says now.
    pub fn of(note: &Note) -> Self {
        let (mut tags, mut fields) = (String::new(), String::new());
        note.join_tags(&mut tags);
        note.join_fields(&mut fields);
        Self {
            modified_s: note.modified_s,
            said: said(&tags, &fields),
        }
    }
}

/// 64 bits of tags and fields as Anki keeps them.
fn said(tags: &str, fields: &str) -> u64 {
    let mut hasher = SipHasher24::new();
    hasher.write(tags.as_bytes());
    // No text holds this byte.
    hasher.write_u8(0xff);
    hasher.write(fields.as_bytes());
    hasher.finish()
}

impl FromIterator<(String, Edition)> for Previous {
    fn from_iter<T: IntoIterator<Item = (String, Edition)>>(notes: T) -> Self {
        Self {
            notes: notes.into_iter().collect(),
        }
    }
}

impl Previous {
    /// Reads a package that was written here.
    ///
    /// # Errors
    /// [`PackageError`] if it is something else.
    #[cfg(feature = "files")]
    pub fn read(apkg: &[u8]) -> Result<Self, PackageError> {
        let bytes = archive::unpack(apkg)?;
        let mut collection = Connection::open_in_memory()?;
        collection.deserialize_read_exact(MAIN_DB, bytes.as_slice(), bytes.len(), true)?;
        let mut query = collection.prepare("SELECT guid, mod, tags, flds FROM notes")?;
        let rows = query.query_map((), |row| {
            let (tags, fields): (String, String) = (row.get(2)?, row.get(3)?);
            let edition = Edition {
                modified_s: row.get(1)?,
                said: said(&tags, &fields),
            };
            Ok((row.get(0)?, edition))
        })?;
        let notes = rows.collect::<Result<_, _>>()?;
        Ok(Self { notes })
    }

    /// Every note with what it said.
    pub fn notes(&self) -> impl Iterator<Item = (&str, Edition)> {
        let notes = self.notes.iter();
        notes.map(|(guid, edition)| (guid.as_str(), *edition))
    }

    /// Remembers what a package says; notes that are not in it stay as they were.
    pub fn remember(&mut self, package: &Package) {
        let notes = package.notes.iter();
        let notes = notes.map(|note| (note.guid.clone(), Edition::of(note)));
        self.notes.extend(notes);
    }
}

impl Package {
    /// Gives each note that is as it was in an earlier package the time it had there, and each
    /// that changed a later one, so that Anki updates the changed notes and no others.
    pub fn follow(&mut self, previous: &Previous) {
        for note in &mut self.notes {
            let Some(before) = previous.notes.get(&note.guid) else {
                continue;
            };
            note.modified_s = if Edition::of(note).said == before.said {
                before.modified_s
            } else {
                note.modified_s.max(before.modified_s.saturating_add(1))
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Card, NoteType, Queue, Stage};
    use super::*;

    fn make(name: usize, modified_s: i64, tag: &str, field: &str) -> Note {
        Note {
            id: name as i64,
            guid: format!("waymark-{name}"),
            note_type: NoteType::Question,
            modified_s,
            tags: vec![tag.to_owned()],
            fields: vec![field.to_owned()],
            card: Card {
                deck: 1,
                template: 0,
                stage: Stage::New { position: 0 },
                queue: Queue::Stage,
                flag: 0,
            },
        }
    }

    /// Packages of a few notes that say a few things, made one after the other.
    fn packages() -> impl Strategy<Value = Vec<Package>> {
        let note = (0_i64..20, "[ab]", "[ab]{0,2}");
        let notes = proptest::collection::vec(proptest::option::of(note), 3);
        let package = notes.prop_map(|notes| Package {
            notes: notes
                .into_iter()
                .enumerate()
                .filter_map(|(name, said)| {
                    let (modified_s, tag, field) = said?;
                    Some(make(name, modified_s, &tag, &field))
                })
                .collect(),
            ..Package::default()
        });
        proptest::collection::vec(package, 1..6)
    }

    proptest! {
        #[test]
        fn a_note_gets_a_later_time_where_it_says_something_else_and_nowhere_else(packages in packages()) {
            let mut previous = Previous::default();
            for mut package in packages {
                let own = package.clone();
                package.follow(&previous);
                for (note, own) in package.notes.iter().zip(&own.notes) {
                    let said = Edition::of(note).said;
                    match previous.notes.get(&note.guid) {
                        None => prop_assert_eq!(note.modified_s, own.modified_s),
                        Some(before) if before.said == said => {
                            prop_assert_eq!(note.modified_s, before.modified_s);
                        }
                        Some(before) => {
                            prop_assert!(note.modified_s > before.modified_s);
                            prop_assert!(note.modified_s >= own.modified_s);
                        }
                    }
                }
                let mut again = package.clone();
                previous.remember(&package);
                again.follow(&previous);
                prop_assert_eq!(again, package);
            }
        }
    }

    #[test]
    fn tags_and_fields_are_told_apart() {
        #[track_caller]
        fn check(one: [&str; 2], other: [&str; 2]) {
            let said = |[tag, field]: [&str; 2]| Edition::of(&make(1, 0, tag, field)).said;
            assert_ne!(said(one), said(other), "{one:?} {other:?}");
        }
        check(["a", "b"], ["b", "a"]);
        check(["a", "b"], ["a", ""]);
        check(["", "a"], ["a", ""]);
    }
}
