//! From a collection to documents and events.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use waymark_core::annotation::Tag;
use waymark_core::id::{CardId, RoadmapId};
use waymark_core::journal::Event;
use waymark_core::ordering::put_in_order;
use waymark_core::scheduler::fsrs::Retention;

use super::collection::{AnkiCollection, CardRow, NoteRow, Remembered};
use super::diagnostic::{Code, Diagnostic, Subject};
use super::document::{self, Item, Section};
use super::draw::{Drawer, Nothing};
use super::error::{ImportError, What};
use super::media::MediaList;
use super::own::Own;
use super::schedule::{self, Schedule};
use super::{Counts, Document, Import, Known, Progress, html, identity, limits};

/// How many notes are drawn between two words about that.
const NOTES_AT_ONCE: usize = 1_000;
/// So many characters of a note's first field name it.
const NAME: usize = 60;
/// What parts the names of a deck and of one below it.
const BELOW: &str = "::";
/// What the ids of roadmaps that come from Anki begin with, so that they are no others'.
const PREFIX: &str = "anki";

/// Puts an import together.
pub struct Gatherer<'a> {
    read: &'a AnkiCollection,
    schedule: Schedule,
    own: Option<Own<'a>>,
    media: MediaList,
    /// Decks with no deck above, by name.
    decks: BTreeMap<String, Section>,
    /// Which card of Anki is told of after its document is written.
    told: Vec<Told<'a>>,
    /// The notes by the names that they have in documents.
    names: FxHashMap<String, usize>,
    events: Vec<Event>,
    remarks: BTreeMap<(Subject, Code), usize>,
    named: FxHashSet<String>,
    made: usize,
    counts: Counts,
}

/// A card whose facts wait for its document.
struct Told<'a> {
    /// The deck with no deck above that it comes to.
    deck: &'a str,
    /// The place of its note.
    note: usize,
    card: CardRow,
}

impl<'a> Gatherer<'a> {
    /// Begins with a collection, what is known here, and the media files.
    pub fn new(read: &'a AnkiCollection, known: Option<Known<'a>>, media: MediaList) -> Self {
        Self {
            read,
            schedule: Schedule::of(read.calendar),
            own: known.map(Own::new),
            media,
            decks: BTreeMap::new(),
            told: Vec::new(),
            names: FxHashMap::default(),
            events: Vec::new(),
            remarks: BTreeMap::new(),
            named: FxHashSet::default(),
            made: 0,
            counts: Counts {
                notes: read.notes.len(),
                cards: read.cards.len(),
                log: read.log.len(),
                ..Counts::default()
            },
        }
    }

    /// Does all of it.
    pub fn gather(mut self, progress: &mut dyn FnMut(Progress)) -> Result<Import, ImportError> {
        self.strays();
        let all = self.read.notes.len();
        for (place, note) in self.read.notes.iter().enumerate() {
            if place % NOTES_AT_ONCE == 0 {
                progress(Progress::Notes { done: place, all });
            }
            self.note(place, note)?;
        }
        let mut documents = Vec::new();
        let mut places = FxHashMap::default();
        let mut taken = FxHashSet::default();
        let all = self.decks.len();
        for (done, (title, mut section)) in std::mem::take(&mut self.decks).into_iter().enumerate()
        {
            progress(Progress::Documents { done, all });
            let roadmap = roadmap_of(&title, &mut taken);
            let written = document::write(&title, &roadmap, &mut section);
            let remark = |names: &[String], code: Code, gatherer: &mut Self| {
                for name in names {
                    let subject = gatherer.note_of(name);
                    gatherer.remark(subject, code.clone(), 1);
                }
            };
            remark(&written.numbered, Code::Numbered, &mut self);
            remark(&written.lost, Code::NotRead, &mut self);
            places.extend(written.cards);
            documents.push(Document {
                since: self.schedule.edited(&self.read.notes),
                path: format!("{roadmap}.md"),
                roadmap,
                title,
                markdown: written.markdown,
                read: written.read,
            });
        }
        self.schedulers(&documents);
        for told in std::mem::take(&mut self.told) {
            let Some(card) = places.get(&(told.note, told.card.place)).copied() else {
                continue;
            };
            if let Some(note) = self.read.notes.get(told.note) {
                self.tell(note, &told.card, card);
            }
        }
        Ok(self.finish(documents))
    }

    /// Puts the documents under FSRS-6 of which Anki says a retention: the one that most cards have.
    fn schedulers(&mut self, documents: &[Document]) {
        for document in documents {
            let of_document = self.told.iter().filter(|told| told.deck == document.title);
            let mut cards: BTreeMap<Retention, usize> = BTreeMap::new();
            let mut changed_s = 0;
            for told in of_document {
                let remembered = told.card.remembered;
                if let Some(retention) = remembered.and_then(Remembered::retention) {
                    *cards.entry(retention).or_default() += 1;
                    changed_s = told.card.modified_s.max(changed_s);
                }
            }
            let most = cards.into_iter().max_by_key(|(_, cards)| *cards);
            if let Some((retention, _)) = most {
                let event = self
                    .schedule
                    .scheduler(&document.roadmap, retention, changed_s);
                self.take(vec![event]);
            }
        }
    }

    /// Cards and reviews that belong to nothing.
    fn strays(&mut self) {
        let notes: FxHashSet<i64> = self.read.notes.iter().map(|note| note.id).collect();
        let stray = self
            .read
            .cards
            .iter()
            .filter(|card| !notes.contains(&card.note));
        self.remark(Subject::Package, Code::NoNote, stray.count());
        let cards: FxHashSet<i64> = self.read.cards.iter().map(|card| card.id).collect();
        let stray = self
            .read
            .log
            .iter()
            .filter(|row| !cards.contains(&row.card));
        self.remark(Subject::Package, Code::NoCard, stray.count());
    }

    fn remark(&mut self, subject: Subject, code: Code, count: usize) {
        if count > 0 {
            *self.remarks.entry((subject, code)).or_insert(0) += count;
        }
    }

    fn note(&mut self, place: usize, note: &'a NoteRow) -> Result<(), ImportError> {
        let read = self.read;
        let cards = read.cards_of(note.id);
        if let Some(card) = identity::own_card(&note.guid, &note.fields) {
            self.own_note(note, cards, card);
            return Ok(());
        }
        let Some(note_type) = self.read.note_types.get(&note.note_type) else {
            self.remark(subject_of(note), Code::NoType, cards.len());
            return Ok(());
        };
        let Some(first) = cards.first() else {
            return Ok(());
        };
        let deck = read.decks.get(&first.deck);
        let deck = deck.map_or("Default", String::as_str);
        let mut drawer = Drawer::new(note, note_type, deck);
        let mut drawn = Vec::with_capacity(cards.len());
        let mut last = None;
        for card in cards {
            // A note has one card of each template.
            if last.replace(card.place) == Some(card.place) {
                continue;
            }
            match drawer.card(card.place) {
                Ok(one) => drawn.push((card.place, one)),
                Err(Nothing::Blank) => self.remark(subject_of(note), Code::Blank, 1),
                Err(Nothing::NoDeletion) => self.remark(subject_of(note), Code::NoDeletion, 1),
            }
        }
        let sentence = drawer.sentence(&drawn);
        if drawer.left_out {
            self.remark(subject_of(note), Code::LeftOut, 1);
        }
        for (template, why) in std::mem::take(&mut drawer.by_fields) {
            let template = note_type.templates.get(template);
            let subject = Subject::Template {
                note_type: note_type.name.clone(),
                template: template.map(|one| one.name.clone()).unwrap_or_default(),
            };
            self.remark(subject, Code::ByFields(why), 1);
        }
        self.made = self.made.saturating_add(drawer.made);
        if self.made > limits::TEXT_BYTES {
            return Err(ImportError::TooMany {
                what: What::Text,
                limit: limits::TEXT_BYTES,
            });
        }
        self.named.extend(std::mem::take(&mut drawer.media));
        if drawn.is_empty() {
            return Ok(());
        }
        let name = identity::name_of_note(&note.guid);
        self.names.insert(name.clone(), place);
        let (top, below) = deck.split_once(BELOW).unwrap_or((deck, ""));
        let mut last = None;
        for card in cards {
            if last.replace(card.place) != Some(card.place) {
                self.told.push(Told {
                    deck: top,
                    note: place,
                    card: *card,
                });
            }
        }
        let mut section = self.decks.entry(top.to_owned()).or_default();
        for part in below
            .splitn(limits::DECK_DEPTH, BELOW)
            .filter(|part| !part.is_empty())
        {
            section = section.below.entry(part.to_owned()).or_default();
        }
        section.items.push(Item::new(place, name, drawn, sentence));
        Ok(())
    }

    /// A note that Waymark exported: only what was done in Anki since comes back.
    fn own_note(&mut self, note: &NoteRow, cards: &[CardRow], card: CardId) {
        self.counts.own += cards.len();
        let Some(own) = &self.own else {
            self.remark(Subject::Package, Code::OwnUnknown, cards.len());
            return;
        };
        let card = own.holder(card);
        let mut events = Vec::new();
        for row in cards {
            let log = self.read.log_of(row.id);
            let news: Vec<_> = log
                .iter()
                .filter(|row| !own.says(card, row))
                .copied()
                .collect();
            if news.is_empty() {
                continue;
            }
            let subject = schedule::Subject {
                guid: &note.guid,
                card,
                row,
                log,
                note_modified_s: note.modified_s,
                tags: &[],
            };
            let reviews = self.schedule.reviews(subject).into_iter();
            let is_new = |event: &Event| {
                let at = event.moment.instant.unix_ms();
                news.iter().any(|row| row.id == at)
            };
            events.extend(reviews.filter(is_new));
            let states = self.schedule.state(subject).into_iter();
            events.extend(states.filter(|event| !own.knows(&event.fact)));
        }
        self.take(events);
        self.remark(Subject::Package, Code::Own, cards.len());
    }

    /// States what happened to a card that comes with a document.
    fn tell(&mut self, note: &NoteRow, row: &CardRow, card: CardId) {
        if schedule::flag_of(row).is_none() {
            self.remark(Subject::Package, Code::FlagColour, 1);
        }
        let mut tags: Vec<Tag> = Vec::new();
        for tag in note.tags.split_whitespace() {
            match tag.parse() {
                Ok(tag) => tags.push(tag),
                Err(_) => self.remark(subject_of(note), Code::Tag(tag.to_owned()), 1),
            }
        }
        tags.sort();
        tags.dedup();
        let subject = schedule::Subject {
            guid: &note.guid,
            card,
            row,
            log: self.read.log_of(row.id),
            note_modified_s: note.modified_s,
            tags: &tags,
        };
        let mut events = self.schedule.reviews(subject);
        events.extend(self.schedule.state(subject));
        self.take(events);
    }

    /// Takes the events that are not here already.
    fn take(&mut self, events: Vec<Event>) {
        let own = self.own.as_ref();
        let is_new = |event: &Event| !own.is_some_and(|own| own.has(event));
        self.events.extend(events.into_iter().filter(is_new));
    }

    fn note_of(&self, name: &str) -> Subject {
        let note = self.names.get(name);
        let note = note.and_then(|place| self.read.notes.get(*place));
        note.map_or(Subject::Package, subject_of)
    }

    fn finish(mut self, documents: Vec<Document>) -> Import {
        for (name, code) in std::mem::take(&mut self.media.refused) {
            if code == Code::MediaMissing {
                self.named.remove(&name);
            }
            self.remark(Subject::Media(name), code, 1);
        }
        let files = self.media.files.iter().map(|file| file.name.as_str());
        let files: FxHashSet<&str> = files.collect();
        let mut missing: Vec<String> = self.named.drain().collect();
        missing.retain(|name| !files.contains(name.as_str()));
        for name in missing {
            self.remark(Subject::Media(name), Code::MediaMissing, 1);
        }
        put_in_order(&mut self.events, |event| event.order().key());
        let reviews = self.events.iter();
        let is_review =
            |event: &&Event| matches!(event.fact, waymark_core::journal::Fact::Reviewed(_));
        self.counts.reviews = reviews.filter(is_review).count();
        let remarks = self.remarks.into_iter();
        Import {
            documents,
            events: self.events,
            media: self.media.files,
            diagnostics: remarks
                .map(|((subject, code), count)| Diagnostic {
                    subject,
                    code,
                    count,
                })
                .collect(),
            counts: self.counts,
        }
    }
}

/// A note by the beginning of its first field.
fn subject_of(note: &NoteRow) -> Subject {
    let mut fields = note
        .fields
        .iter()
        .filter(|field| !super::template::is_blank(field));
    let field = fields.next().map_or("", String::as_str);
    let start: String = field.chars().take(NAME * 8).collect();
    let words = html::read(&start).text().to_string();
    let words: Vec<&str> = words.split_whitespace().collect();
    Subject::Note(words.join(" ").chars().take(NAME).collect())
}

/// The roadmap that a deck is; decks whose names make the same id are told apart.
fn roadmap_of(title: &str, taken: &mut FxHashSet<RoadmapId>) -> RoadmapId {
    let named = |words: &str| {
        let id = RoadmapId::from_title(&format!("{PREFIX} {words}"));
        id.unwrap_or_else(RoadmapId::unnamed)
    };
    let mut id = named(title);
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = named(&format!("{title} {number}"));
        number += 1;
    }
    id
}
