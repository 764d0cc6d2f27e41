//! Reads a collection from its database, in both schemas that packages have.

mod note_type;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::collection::{AnkiCollection, Calendar, CardRow, LogRow, NoteRow, Remembered};
use super::database::Database;
use super::error::{ImportError, What};
use super::limits;

/// Parts the fields of a note.
const FIELD_END: char = '\u{1f}';

impl AnkiCollection {
    /// Reads a database of schema 11 or 18.
    pub fn read(database: &Database) -> Result<Self, ImportError> {
        let newer = database.has_table("notetypes")?;
        let mut collection = if newer {
            Self {
                calendar: calendar_of_table(database)?,
                decks: decks_of_table(database)?,
                note_types: note_type::of_tables(database)?,
                notes: Vec::new(),
                cards: Vec::new(),
                log: Vec::new(),
            }
        } else {
            of_column(database)?
        };
        collection.read_rows(database)?;
        Ok(collection)
    }

    fn read_rows(&mut self, database: &Database) -> Result<(), ImportError> {
        let query = "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id";
        let notes = &mut self.notes;
        database.read((What::Notes, "notes"), query, limits::NOTES, |row| {
            let fields = row.text(5, "flds")?;
            notes.push(NoteRow {
                id: row.integer(0, "id")?,
                guid: row.text(1, "guid")?,
                note_type: row.integer(2, "mid")?,
                modified_s: row.integer(3, "mod")?,
                tags: row.text(4, "tags")?,
                fields: fields.split(FIELD_END).map(str::to_owned).collect(),
            });
            Ok(())
        })?;
        let query = "SELECT id, nid, did, ord, mod, type, queue, due, ivl, factor, lapses, odue, \
                     odid, flags, coalesce(CAST(data AS TEXT), '') FROM cards";
        let cards = &mut self.cards;
        database.read((What::Cards, "cards"), query, limits::CARDS, |row| {
            let (deck, due) = (row.integer(2, "did")?, row.integer(7, "due")?);
            let (own_due, own_deck) = (row.integer(11, "odue")?, row.integer(12, "odid")?);
            // A card that is lent to a filtered deck says beside that where it belongs.
            let lent = own_deck != 0;
            cards.push(CardRow {
                id: row.integer(0, "id")?,
                note: row.integer(1, "nid")?,
                deck: if lent { own_deck } else { deck },
                place: row.integer(3, "ord")?,
                modified_s: row.integer(4, "mod")?,
                kind: row.integer(5, "type")?,
                queue: row.integer(6, "queue")?,
                due: if lent && own_due != 0 { own_due } else { due },
                interval: row.integer(8, "ivl")?,
                factor: row.integer(9, "factor")?,
                lapses: row.integer(10, "lapses")?,
                flags: row.integer(13, "flags")?,
                remembered: remembered(&row.text(14, "data")?),
            });
            Ok(())
        })?;
        cards.sort_by_key(|card| (card.note, card.place, card.id));
        let query = "SELECT id, cid, ease, time, type FROM revlog";
        let log = &mut self.log;
        database.read((What::Log, "revlog"), query, limits::LOG_ROWS, |row| {
            log.push(LogRow {
                id: row.integer(0, "id")?,
                card: row.integer(1, "cid")?,
                button: row.integer(2, "ease")?,
                took_ms: row.integer(3, "time")?,
                kind: row.integer(4, "type")?,
            });
            Ok(())
        })?;
        log.sort_by_key(|row| (row.card, row.id));
        Ok(())
    }
}

/// Reads the JSON of a card's data. What is no such JSON says nothing of a memory.
fn remembered(data: &str) -> Option<Remembered> {
    let Ok(said) = serde_json::from_str::<Value>(data) else {
        return None;
    };
    let number = |name: &str| said.get(name)?.as_f64().filter(|number| *number > 0.0);
    let percent = number("dr").map(|share| (share * 100.0).round().min(255.0) as u8);
    Some(Remembered {
        // Numbers beyond their ends saturate here, and are brought to the ends of FSRS later.
        stability_millionths: (number("s")? * 1e6).round() as u64,
        difficulty_millionths: (number("d")? * 1e6).round() as u32,
        retention_percent: percent,
    })
}

/// What schema 11 keeps in one row of texts in JSON.
fn of_column(database: &Database) -> Result<AnkiCollection, ImportError> {
    let mut found = None;
    let query = "SELECT crt, conf, decks, models FROM col LIMIT 1";
    database.read((What::Settings, "col"), query, 1, |row| {
        let created_s = row.integer(0, "crt")?;
        let conf = json(What::Settings, &row.text(1, "conf")?)?;
        let decks = json(What::Decks, &row.text(2, "decks")?)?;
        let models = json(What::NoteTypes, &row.text(3, "models")?)?;
        found = Some(AnkiCollection {
            calendar: calendar(created_s, |key| conf.get(key)?.as_i64()),
            decks: decks_of_json(&decks)?,
            note_types: note_type::of_json(&models)?,
            notes: Vec::new(),
            cards: Vec::new(),
            log: Vec::new(),
        });
        Ok(())
    })?;
    found.ok_or(ImportError::Description {
        what: What::Settings,
        cause: "the table col is empty".to_owned(),
    })
}

fn calendar(created_s: i64, setting: impl Fn(&str) -> Option<i64>) -> Calendar {
    Calendar {
        created_s,
        created_west: setting("creationOffset"),
        local_west: setting("localOffset"),
        rollover: setting("rollover")
            .filter(|hour| (0..24).contains(hour))
            .unwrap_or(4),
        scheduler: setting("schedVer").unwrap_or(1),
    }
}

fn calendar_of_table(database: &Database) -> Result<Calendar, ImportError> {
    let mut created_s = 0;
    let query = "SELECT crt FROM col LIMIT 1";
    database.read((What::Settings, "col"), query, 1, |row| {
        created_s = row.integer(0, "crt")?;
        Ok(())
    })?;
    let mut settings: FxHashMap<String, i64> = FxHashMap::default();
    let query = "SELECT key, val FROM config";
    let config = (What::Settings, "config");
    database.read(config, query, limits::DEFINITIONS, |row| {
        // Only the numbers are of use.
        let number: Option<i64> = serde_json::from_slice(&row.bytes(1, "val")?).ok();
        if let Some(number) = number {
            settings.insert(row.text(0, "key")?, number);
        }
        Ok(())
    })?;
    let mut calendar = calendar(created_s, |key| settings.get(key).copied());
    // These have no other scheduler any more.
    calendar.scheduler = calendar.scheduler.max(2);
    Ok(calendar)
}

fn decks_of_table(database: &Database) -> Result<FxHashMap<i64, String>, ImportError> {
    let mut decks = FxHashMap::default();
    let query = "SELECT id, name FROM decks";
    database.read((What::Decks, "decks"), query, limits::DEFINITIONS, |row| {
        let name = row.text(1, "name")?.replace(FIELD_END, "::");
        decks.insert(row.integer(0, "id")?, name);
        Ok(())
    })?;
    Ok(decks)
}

fn decks_of_json(decks: &Value) -> Result<FxHashMap<i64, String>, ImportError> {
    let decks = objects(What::Decks, decks)?;
    Ok(decks
        .filter_map(|(id, deck)| {
            let name = deck.get("name")?.as_str()?.replace(FIELD_END, "::");
            Some((id, name))
        })
        .collect())
}

/// The objects of an object whose keys are ids.
pub fn objects(
    what: What,
    value: &Value,
) -> Result<impl Iterator<Item = (i64, &Value)>, ImportError> {
    let Value::Object(members) = value else {
        return Err(ImportError::Description {
            what,
            cause: "no JSON object".to_owned(),
        });
    };
    if members.len() > limits::DEFINITIONS {
        return Err(ImportError::TooMany {
            what,
            limit: limits::DEFINITIONS,
        });
    }
    let numbered = |(key, value)| -> Option<(i64, &Value)> {
        let key: &String = key;
        Some((key.parse().ok()?, value))
    };
    Ok(members.iter().filter_map(numbered))
}

fn json(what: What, text: &str) -> Result<Value, ImportError> {
    serde_json::from_str(text).map_err(|cause| ImportError::Description {
        what,
        cause: cause.to_string(),
    })
}
