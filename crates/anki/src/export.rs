//! Writing packages: what becomes of roadmaps and of what the learner did with them.

mod cloze;
mod deck;
mod edition;
mod html;
mod note;
mod own_answer;
mod schedule;
pub mod sheet;
mod surroundings;
mod version;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use waymark_core::collection::Collection;
use waymark_core::id::CardId;
use waymark_core::journal::Journal;
use waymark_core::roadmap::Roadmap;
use waymark_core::time::{Instant, Moment};

#[cfg(feature = "files")]
use crate::package::PackageError;
use crate::package::{Package, Size};
use deck::Decks;
use edition::Editions;
use note::{Found, Gathered, Writer};
use schedule::Schedule;

pub use version::Versions;

/// A roadmap to be exported, with what is known of its earlier versions.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The roadmap as it is now.
    pub roadmap: &'a Roadmap,
    /// When it became so.
    pub since: Instant,
    /// What it was before, oldest first; may be empty.
    pub earlier: &'a [Version],
}

/// A roadmap as it was once.
#[derive(Clone, Debug)]
pub struct Version {
    /// When it became so.
    pub since: Instant,
    /// The roadmap.
    pub roadmap: Roadmap,
}

/// Which cards are exported.
#[derive(Clone, Copy, Debug)]
pub enum Selection<'a> {
    /// All.
    All,
    /// These.
    Cards(&'a FxHashSet<CardId>),
}

impl Selection<'_> {
    fn has(self, card: CardId) -> bool {
        match self {
            Self::All => true,
            Self::Cards(cards) => cards.contains(&card),
        }
    }
}

/// Whether what the learner's reviews made of the cards goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// States and the review log.
    Included,
    /// Every card is new.
    Left,
}

/// What is exported.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The roadmaps in the order of the new cards.
    pub sources: &'a [Source<'a>],
    /// Which of their cards.
    pub selection: Selection<'a>,
    /// What the learner did.
    pub journal: &'a Journal,
    /// What follows from that.
    pub collection: &'a Collection,
    /// Whether that goes along.
    pub progress: Progress,
    /// Now, for the zone that days are counted in and for what is buried today.
    pub now: Moment,
}

/// Writes an `.apkg` of what is exported, without its pictures and sounds: the same bytes for the
/// same input.
///
/// # Errors
/// [`PackageError`] when memory for it cannot be had.
#[cfg(feature = "files")]
pub fn export(export: &Export<'_>) -> Result<Vec<u8>, PackageError> {
    package(export).to_apkg()
}

/// Gathers what is exported. [`Package::media_names`] says which files belong to it; whoever has
/// them adds them.
pub fn package(export: &Export<'_>) -> Package {
    let mut gathered = gather(export);
    let mut decks = Decks::default();
    let mut ids = BTreeMap::new();
    for (place, found) in gathered.notes.iter().enumerate() {
        let mut id = gathered.wanted_id(found);
        while ids.contains_key(&id) {
            id += 1;
        }
        ids.insert(id, place);
    }
    let found = std::mem::take(&mut gathered.notes).into_iter();
    let mut found: Vec<Option<Found<'_>>> = found.map(Some).collect();
    let mut notes = Vec::with_capacity(ids.len());
    let mut places = FxHashMap::default();
    for (id, place) in ids {
        let Some(found) = found.get_mut(place).and_then(Option::take) else {
            continue;
        };
        let position = u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1);
        places.insert(found.card.id, notes.len());
        let deck = decks.id(&found.deck);
        notes.push(gathered.note(found, id, deck, position));
    }
    Package {
        calendar: gathered.schedule.calendar(),
        decks: decks.finish(),
        notes,
        log: gathered.schedule.log(|card| places.get(&card).copied()),
        media: Vec::new(),
    }
}

/// How much would be exported, without the work of writing it.
pub fn size(export: &Export<'_>) -> Size {
    let gathered = gather(export);
    let mut decks = Decks::default();
    let mut cards = FxHashSet::default();
    for found in &gathered.notes {
        decks.id(&found.deck);
        cards.insert(found.card.id);
    }
    let log = gathered
        .schedule
        .log(|card| cards.contains(&card).then_some(0));
    Size {
        notes: gathered.notes.len(),
        log: log.len(),
        decks: decks.finish().len(),
    }
}

/// The notes and their schedule, before they are put into Anki's terms.
fn gather<'a>(export: &'a Export<'a>) -> Gathered<'a> {
    let schedule = Schedule::new(export);
    let writer = Writer::new(export);
    let mut notes = Vec::new();
    for source in export.sources {
        let editions = Editions::new(source, &writer);
        notes.extend(writer.notes(source, export.selection, &editions));
    }
    Gathered::new(export, schedule, notes)
}
