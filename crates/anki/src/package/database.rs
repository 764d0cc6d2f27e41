//! The collection as an SQLite database in Anki's schema 11.

use rusqlite::{Connection, MAIN_DB};
use serde_json::json;

use super::table::{Table, Value};
use super::{
    Card, Deck, LogRow, Note, Package, PackageError, Queue, Recollection, Stage, note_type,
};

/// Tables as schema 11 has them; indexes are made by whoever reads it.
const COL: &str =
    "CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL,
  scm integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL,
  ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL,
  dconf text NOT NULL, tags text NOT NULL)";
const NOTES: &str =
    "CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL,
  sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL)";
const CARDS: &str =
    "CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL,
  ord integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL,
  queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL,
  reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL,
  odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL)";
const REVLOG: &str =
    "CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL,
  ease integer NOT NULL, ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL,
  time integer NOT NULL, type integer NOT NULL)";
const GRAVES: &str =
    "CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL)";

/// The bytes of the header that name the release of SQLite that wrote the file, and when.
const WRITER: std::ops::Range<usize> = 92..100;
/// What stands there instead, so that every build writes the same: that of the release 3.0.0.
const NO_WRITER: [u8; 8] = [0, 0, 0, 1, 0, 0x2d, 0xc6, 0xc0];

/// The database of a package.
pub fn write(package: &Package) -> Result<Vec<u8>, PackageError> {
    let mut database = Connection::open_in_memory()?;
    database.execute_batch("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;")?;
    let transaction = database.transaction()?;
    fill(&transaction, package)?;
    transaction.commit()?;
    let mut bytes = database.serialize(MAIN_DB)?.to_vec();
    if let Some(writer) = bytes.get_mut(WRITER) {
        writer.copy_from_slice(&NO_WRITER);
    }
    Ok(bytes)
}

fn fill(database: &Connection, package: &Package) -> Result<(), PackageError> {
    write_collection(database, package)?;
    let mut table = Table::new(database, "notes", NOTES, 10)?;
    let (mut tags, mut fields) = (String::new(), String::new());
    for note in &package.notes {
        note.join_tags(&mut tags);
        note.join_fields(&mut fields);
        let values = [
            Value::Text(&note.guid),
            Value::Integer(note.note_type.id()),
            Value::Integer(note.modified_s),
            Value::Integer(-1),
            Value::Text(&tags),
            Value::Text(&fields),
            Value::Text(""),
            Value::Integer(0),
            Value::Integer(0),
            Value::Text(""),
        ];
        table.row(note.id, &values)?;
    }
    let mut table = Table::new(database, "cards", CARDS, 17)?;
    for note in &package.notes {
        let (numbers, data) = card(note);
        let mut values = [Value::Text(&data); 17];
        for (value, number) in values.iter_mut().zip(numbers) {
            *value = Value::Integer(number);
        }
        table.row(note.id, &values)?;
    }
    let mut table = Table::new(database, "revlog", REVLOG, 8)?;
    for row in &package.log {
        if let Some(note) = package.notes.get(row.note) {
            table.row(row.id, &log(row, note.id).map(Value::Integer))?;
        }
    }
    database.execute_batch(GRAVES)?;
    Ok(())
}

/// The numbers of a card after its id, and its data.
fn card(note: &Note) -> ([i64; 16], String) {
    let Card {
        deck,
        template,
        stage,
        queue,
        flag,
    } = note.card;
    let (kind, due, interval, factor, reviews, lapses, data) = match stage {
        Stage::New { position } => (0, i64::from(position), 0, 0, 0, 0, String::new()),
        Stage::Review {
            due,
            interval,
            factor,
            reviews,
            lapses,
            reviewed_s,
            recollection,
        } => (
            2,
            i64::from(due),
            interval,
            factor,
            reviews,
            lapses,
            data(reviewed_s, recollection),
        ),
    };
    let queue = match queue {
        Queue::Stage => kind,
        Queue::Suspended => -1,
        Queue::Buried => -3,
    };
    let numbers = [
        note.id,
        deck,
        template.into(),
        note.modified_s,
        -1,
        kind,
        queue,
        due,
        interval.into(),
        factor.into(),
        reviews.into(),
        lapses.into(),
        0,
        0,
        0,
        flag.into(),
    ];
    (numbers, data)
}

/// What Anki keeps of a card beside its columns.
fn data(reviewed_s: Option<i64>, recollection: Option<Recollection>) -> String {
    let mut said = Vec::new();
    if let Some(known) = recollection {
        let places = |name, number: u64, whole: u64, digits| {
            format!("\"{name}\":{}.{:0digits$}", number / whole, number % whole)
        };
        said.push(places("s", known.stability, 10_000, 4));
        said.push(places("d", known.difficulty.into(), 1_000, 3));
        said.push(places("dr", known.retention.into(), 100, 2));
        said.push(places("decay", known.decay.into(), 1_000, 3));
    }
    said.extend(reviewed_s.map(|second| format!("\"lrt\":{second}")));
    if said.is_empty() {
        return String::new();
    }
    format!("{{{}}}", said.join(","))
}

/// The numbers of a row of the log after its id.
fn log(row: &LogRow, card: i64) -> [i64; 8] {
    [
        card,
        -1,
        row.button.into(),
        row.interval.into(),
        row.last_interval.into(),
        row.factor.into(),
        row.took_ms.into(),
        row.kind as i64,
    ]
}

fn write_collection(database: &Connection, package: &Package) -> Result<(), PackageError> {
    let calendar = package.calendar;
    let modified_s = package.notes.iter().map(|note| note.modified_s).max();
    let modified_ms = modified_s.unwrap_or(0).saturating_mul(1000);
    let new = package.notes.iter().map(|note| match note.card.stage {
        Stage::New { position } => position,
        Stage::Review { .. } => 0,
    });
    let conf = json!({
        "activeDecks": [1],
        "addToCur": true,
        "collapseTime": 1200,
        "creationOffset": calendar.minutes_west,
        "curDeck": 1,
        "curModel": note_type::NoteType::Question.id(),
        "dueCounts": true,
        "estTimes": true,
        "newSpread": 0,
        "nextPos": new.max().unwrap_or(0).saturating_add(1),
        "rollover": calendar.day_start_hour,
        "schedVer": 2,
        "sortBackwards": false,
        "sortType": "noteFld",
        "timeLim": 0,
    });
    let default = Deck {
        id: 1,
        name: "Default".to_owned(),
    };
    let decks = std::iter::once(&default).chain(&package.decks);
    let decks: serde_json::Map<_, _> = decks
        .map(|deck| (deck.id.to_string(), deck_json(deck, modified_s)))
        .collect();
    let texts = [
        conf.to_string(),
        note_type::json().to_string(),
        serde_json::Value::Object(decks).to_string(),
        options().to_string(),
    ];
    let [conf, note_types, decks, options] = texts.each_ref().map(|text| Value::Text(text));
    let mut table = Table::new(database, "col", COL, 12)?;
    let values = [
        Value::Integer(calendar.created_s),
        Value::Integer(modified_ms),
        Value::Integer(modified_ms),
        Value::Integer(11),
        Value::Integer(0),
        Value::Integer(0),
        Value::Integer(0),
        conf,
        note_types,
        decks,
        options,
        Value::Text("{}"),
    ];
    table.row(1, &values)
}

/// The options of all decks: those that every collection has under this id, so that an import leaves
/// the learner's own as they are. Anki 23.10 refuses decks without.
fn options() -> serde_json::Value {
    json!({"1": {
        "id": 1,
        "name": "Default",
        "mod": 0,
        "usn": 0,
        "maxTaken": 60,
        "autoplay": true,
        "timer": 0,
        "replayq": true,
        "new": {
            "bury": false,
            "delays": [1, 10],
            "initialFactor": 2500,
            "ints": [1, 4, 0],
            "order": 1,
            "perDay": 20,
        },
        "rev": {
            "bury": false,
            "ease4": 1.3,
            "hardFactor": 1.2,
            "ivlFct": 1,
            "maxIvl": 36500,
            "perDay": 200,
        },
        "lapse": {
            "delays": [10],
            "leechAction": 1,
            "leechFails": 8,
            "minInt": 1,
            "mult": 0,
        },
        "dyn": false,
    }})
}

fn deck_json(deck: &Deck, modified_s: Option<i64>) -> serde_json::Value {
    json!({
        "id": deck.id,
        "name": deck.name,
        "mod": modified_s.unwrap_or(0),
        "usn": -1,
        "lrnToday": [0, 0],
        "revToday": [0, 0],
        "newToday": [0, 0],
        "timeToday": [0, 0],
        "collapsed": false,
        "browserCollapsed": false,
        "desc": "",
        "dyn": 0,
        "conf": 1,
        "extendNew": 0,
        "extendRev": 0,
    })
}
