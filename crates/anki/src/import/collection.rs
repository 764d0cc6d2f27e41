//! A collection as its database has it, in Anki's terms.

use rustc_hash::FxHashMap;
use serde_json::Value;
use waymark_core::scheduler::fsrs::{Memory, Retention};

use super::database::Database;
use super::error::{ImportError, What};
use super::limits;
use super::note_type::{self, NoteType};

/// Parts the fields of a note.
const FIELD_END: char = '\u{1f}';

/// Everything that is read of a collection.
pub struct AnkiCollection {
    /// When it was made, and where.
    pub calendar: Calendar,
    /// The names of the decks, parts joined by `::`.
    pub decks: FxHashMap<i64, String>,
    /// The types of notes.
    pub note_types: FxHashMap<i64, NoteType>,
    /// The notes, by id.
    pub notes: Vec<NoteRow>,
    /// The cards, by note and place.
    pub cards: Vec<CardRow>,
    /// The review log, by card and time.
    pub log: Vec<LogRow>,
}

/// What the days of a collection are counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The second at which it was made: some time in day 0.
    pub created_s: i64,
    /// Minutes that the place where it was made is west of UTC, if it is said.
    pub created_west: Option<i64>,
    /// Minutes that the learner is west of UTC now, if it is said.
    pub local_west: Option<i64>,
    /// The hour at which days begin.
    pub rollover: i64,
    /// The scheduler that wrote the log: the first one numbered buttons otherwise.
    pub scheduler: i64,
}

/// A note.
pub struct NoteRow {
    /// Its id.
    pub id: i64,
    /// What it is known by in every collection.
    pub guid: String,
    /// The id of its type.
    pub note_type: i64,
    /// The second at which it was edited last.
    pub modified_s: i64,
    /// Its tags, between spaces.
    pub tags: String,
    /// Its fields as HTML.
    pub fields: Vec<String>,
}

/// A card.
#[derive(Clone, Copy, Debug)]
pub struct CardRow {
    /// Its id.
    pub id: i64,
    /// The id of its note.
    pub note: i64,
    /// The id of its deck, or of the one it is borrowed from.
    pub deck: i64,
    /// The place of its template, or the number of its deletion less one.
    pub place: i64,
    /// The second at which it changed last.
    pub modified_s: i64,
    /// 0 new, 1 learning, 2 in review, 3 learned again.
    pub kind: i64,
    /// -1 suspended, -2 and -3 buried.
    pub queue: i64,
    /// When it is due, in the terms of its kind.
    pub due: i64,
    /// Days, or seconds if negative.
    pub interval: i64,
    /// The ease factor in thousandths.
    pub factor: i64,
    /// How often it was forgotten.
    pub lapses: i64,
    /// The number of its flag, with other bits above.
    pub flags: i64,
    /// What FSRS remembers of it, where Anki says that.
    pub remembered: Option<Remembered>,
}

/// What FSRS remembers of a card, in what Anki keeps of it beside its columns.
#[derive(Clone, Copy, Debug)]
pub struct Remembered {
    /// The memory.
    pub memory: Memory,
    /// The retention by which the card was planned, if Anki says one.
    pub retention: Option<Retention>,
}

impl Remembered {
    /// Reads the JSON of the column. What is no such JSON says nothing of a memory.
    fn read(data: &str) -> Option<Self> {
        let Ok(said) = serde_json::from_str::<Value>(data) else {
            return None;
        };
        let number = |name: &str| said.get(name)?.as_f64().filter(|number| *number > 0.0);
        let (stability, difficulty) = (number("s")?, number("d")?);
        let percent = number("dr").map(|share| (share * 100.0).round().min(255.0) as u8);
        let (least, most) = (Retention::LEAST, Retention::MOST);
        Some(Self {
            // Numbers beyond their ends saturate here, and are brought to the ends of FSRS there.
            memory: Memory::from_millionths(
                (stability * 1e6).round() as u64,
                (difficulty * 1e6).round() as u32,
            ),
            retention: percent
                .and_then(|percent| Retention::new(percent.clamp(least.percent(), most.percent()))),
        })
    }
}

/// A row of the review log.
#[derive(Clone, Copy, Debug)]
pub struct LogRow {
    /// The millisecond.
    pub id: i64,
    /// The id of the card.
    pub card: i64,
    /// The button, from 1; 0 where nothing was answered.
    pub button: i64,
    /// How long it took.
    pub took_ms: i64,
    /// 0 learning, 1 review, 2 learning again, 3 outside the schedule, more: no answer.
    pub kind: i64,
}

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
                remembered: Remembered::read(&row.text(14, "data")?),
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

    /// The cards of a note, by place.
    pub fn cards_of(&self, note: i64) -> &[CardRow] {
        range(&self.cards, |card| card.note, note)
    }

    /// What the log says of a card, the earliest first.
    pub fn log_of(&self, card: i64) -> &[LogRow] {
        range(&self.log, |row| row.card, card)
    }
}

/// The rows with that key among rows that are sorted by it.
fn range<T>(rows: &[T], key: impl Fn(&T) -> i64, wanted: i64) -> &[T] {
    let start = rows.partition_point(|row| key(row) < wanted);
    let rest = rows.get(start..).unwrap_or_default();
    let length = rest.partition_point(|row| key(row) == wanted);
    rest.get(..length).unwrap_or_default()
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
