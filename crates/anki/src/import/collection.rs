//! A collection in Anki's terms, once it is read.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use waymark_core::scheduler::fsrs::{Memory, Retention};

use super::note_type::NoteType;

/// Everything that is read of a collection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
///
/// Plain numbers, so that one program can read them and another understand them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// The stability in millionths of a day.
    pub stability_millionths: u64,
    /// The difficulty in millionths.
    pub difficulty_millionths: u32,
    /// The retention by which the card was planned, in percent, if Anki says one.
    pub retention_percent: Option<u8>,
}

impl Remembered {
    /// The memory; what lies beyond the ends of FSRS-6 is brought to them.
    pub fn memory(self) -> Memory {
        Memory::from_millionths(self.stability_millionths, self.difficulty_millionths)
    }

    /// The retention by which the card was planned, brought to what Waymark knows.
    pub fn retention(self) -> Option<Retention> {
        let (least, most) = (Retention::LEAST, Retention::MOST);
        let percent = self.retention_percent?;
        Retention::new(percent.clamp(least.percent(), most.percent()))
    }
}

/// A row of the review log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
