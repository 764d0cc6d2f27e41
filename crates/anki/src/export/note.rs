//! What a card's note says: its type, its fields, its tags, and since when.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use waymark_core::card::{Answer, Card, CardKind, SectionIndex};
use waymark_core::id::{CardId, RoadmapId};
use waymark_core::journal::Fact;
use waymark_core::rich_text::RichText;
use waymark_core::roadmap::Roadmap;
use waymark_core::time::Instant;

use super::edition::Editions;
use super::html::{escaped, html};
use super::schedule::Schedule;
use super::surroundings::Surroundings;
use super::{Export, Progress, Selection, Source, cloze, deck, own_answer};
use crate::package::{self, Note, NoteType, note_type};

/// Sections beside a question without an answer are shown until they are as long as this.
const LONGEST_READING: usize = 8_000;

/// A card with the content of its note.
#[derive(Debug)]
pub struct Found<'a> {
    /// The card.
    pub card: &'a Card,
    /// The roadmap it is of.
    pub roadmap: &'a Roadmap,
    /// The name of its deck.
    pub deck: Rc<str>,
    /// What Anki knows the note by.
    pub guid: String,
    /// What it says.
    pub content: Content,
    /// Since when it says so.
    pub since: Instant,
}

/// What a note says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Content {
    /// Its type.
    pub note_type: NoteType,
    /// Its fields.
    pub fields: Vec<String>,
    /// Its tags, but for what its reviews say.
    pub tags: Vec<String>,
}

/// Writes notes.
#[derive(Debug)]
pub struct Writer<'a> {
    export: &'a Export<'a>,
    origins: FxHashMap<CardId, CardId>,
    /// When the learner last wrote on each card.
    written: FxHashMap<CardId, Instant>,
}

impl<'a> Writer<'a> {
    /// Reads what the learner wrote, and which cards have earlier names.
    pub fn new(export: &'a Export<'a>) -> Self {
        let mut written = FxHashMap::default();
        for event in export.journal.live() {
            if let (Fact::Answered(_) | Fact::Tagged(_), Some(card)) =
                (&event.fact, export.collection.card_of(event))
            {
                written.insert(card, event.moment.instant);
            }
        }
        Self {
            export,
            origins: export.collection.origins(),
            written,
        }
    }

    /// The notes of the cards that are selected, in the order of the roadmap.
    pub fn notes(
        &self,
        source: &Source<'a>,
        selection: Selection<'_>,
        editions: &Editions,
    ) -> Vec<Found<'a>> {
        let surroundings = Surroundings::of(source.roadmap);
        let cards = source.roadmap.cards.iter();
        let cards = cards.filter(|card| selection.has(card.id));
        cards
            .map(|card| {
                let content = self.content(&surroundings, card);
                let guid = self.guid(card.id);
                let since = editions.since(&guid, &content);
                let written = self.written.get(&card.id).copied();
                Found {
                    card,
                    roadmap: source.roadmap,
                    deck: match surroundings.place(card) {
                        Some(place) => Rc::clone(&place.deck),
                        None => deck::name(&source.roadmap.title, None).into(),
                    },
                    since: written.map_or(since, |written| written.max(since)),
                    guid,
                    content,
                }
            })
            .collect()
    }

    /// What Anki knows a card's note by: the first id that the card's history went by.
    pub fn guid(&self, card: CardId) -> String {
        let first = self.origins.get(&card).copied().unwrap_or(card);
        format!("waymark-{first}")
    }

    /// What the note of a card of an earlier version is known by now.
    pub fn guid_then(&self, card: CardId) -> String {
        self.guid(self.export.collection.holder(card))
    }

    /// What the note of a card says.
    pub fn content(&self, surroundings: &Surroundings<'_>, card: &Card) -> Content {
        let roadmap = surroundings.roadmap();
        let annotations = self.export.collection.annotations(card.id);
        let given = match &card.answer {
            Answer::Given(text) => Some(html(text)),
            Answer::Own => None,
        };
        let own = annotations.answer.as_deref();
        let own = own.map(|markdown| html(&own_answer::read(markdown)));
        let mut context = Vec::new();
        let answer = match (own, given) {
            (Some(own), given) => {
                context.extend(given);
                own
            }
            (None, Some(given)) => given,
            (None, None) => String::new(),
        };
        if card.answer == Answer::Own {
            context.extend(reading(roadmap, card.section));
        }
        context.extend(surroundings.row(card).and_then(table_row));
        let sentence = match card.kind {
            CardKind::Cloze => cloze::sentence(card),
            _ => None,
        };
        let note_type = type_of(card.kind, sentence.is_some());
        let mut fields = match sentence {
            Some(sentence) => {
                let own = annotations.answer.is_some().then_some(answer);
                context.clear();
                vec![sentence, own.unwrap_or_default()]
            }
            None => vec![html(&card.front), answer],
        };
        let mark = |kind| {
            if card.kind == kind {
                card.kind.name().to_owned()
            } else {
                String::new()
            }
        };
        match note_type {
            NoteType::TableRow => fields.extend(TABLE.map(mark)),
            NoteType::Steps => fields.extend(STEPS.map(mark)),
            _ => {}
        }
        let place = surroundings.place(card);
        fields.push(context.concat());
        fields.push(place.map(|place| place.path.clone()).unwrap_or_default());
        fields.push(surroundings.title().to_owned());
        fields.push(card.id.to_string());
        let mut tags: Vec<String> = annotations
            .tags
            .iter()
            .map(|tag| tag.as_str().to_owned())
            .collect();
        let tag = place.map_or(roadmap.id.as_str(), |place| &place.tag);
        tags.push(format!("{tag}::{}", card.kind.name()));
        tags.sort();
        tags.dedup();
        Content {
            note_type,
            fields,
            tags,
        }
    }
}

/// The kinds of the templates of a table row, in their order.
const TABLE: [CardKind; 3] = [
    CardKind::TableCell,
    CardKind::TableReverse,
    CardKind::TableContrast,
];
/// The kinds of the templates of steps.
const STEPS: [CardKind; 2] = [CardKind::Steps, CardKind::NextStep];

fn type_of(kind: CardKind, is_sentence: bool) -> NoteType {
    match kind {
        CardKind::Cloze if is_sentence => NoteType::Cloze,
        CardKind::Definition => NoteType::Definition,
        CardKind::TableCell | CardKind::TableReverse | CardKind::TableContrast => {
            NoteType::TableRow
        }
        CardKind::Steps | CardKind::NextStep => NoteType::Steps,
        CardKind::Mastery => NoteType::Checklist,
        CardKind::Code | CardKind::Command => NoteType::Code,
        CardKind::Cloze
        | CardKind::Flashcard
        | CardKind::Question
        | CardKind::Topic
        | CardKind::Goal
        | CardKind::Mistake
        | CardKind::Guidance
        | CardKind::Example => NoteType::Question,
    }
}

/// Which of its type's templates draws a card of that kind.
fn template_of(kind: CardKind) -> u8 {
    match kind {
        CardKind::TableContrast => 2,
        CardKind::TableReverse | CardKind::NextStep => 1,
        _ => 0,
    }
}

/// What there is to read where the source has no answer.
fn reading(roadmap: &Roadmap, section: SectionIndex) -> Option<String> {
    let mut out = String::new();
    for index in roadmap.reading(section) {
        let Some(section) = roadmap.section(index) else {
            continue;
        };
        let text = html(&section.text);
        if !out.is_empty() && out.len() + text.len() > LONGEST_READING {
            break;
        }
        if section.parent.is_some() {
            out.push_str("<p><strong>");
            out.push_str(&escaped(&section.heading));
            out.push_str("</strong></p>");
        }
        out.push_str(&text);
    }
    (!out.is_empty()).then_some(out)
}

/// All cells of a row, each with its question; none where there is but one.
fn table_row(row: &[&Card]) -> Option<String> {
    if row.len() < 2 {
        return None;
    }
    let cell = |text: &RichText| html(text);
    let mut out = String::from("<div class=\"wide\"><table><tbody>");
    for card in row {
        let Answer::Given(answer) = &card.answer else {
            continue;
        };
        out.push_str("<tr><td>");
        out.push_str(&cell(&card.front));
        out.push_str("</td><td>");
        out.push_str(&cell(answer));
        out.push_str("</td></tr>");
    }
    out.push_str("</tbody></table></div>");
    Some(out)
}

/// Everything that is exported, before it is put into Anki's terms.
pub struct Gathered<'a> {
    export: &'a Export<'a>,
    /// The days and the log.
    pub schedule: Schedule,
    /// The notes in the order of the roadmaps; no two are known by one name.
    pub notes: Vec<Found<'a>>,
    /// When each roadmap came.
    begun: FxHashMap<RoadmapId, Instant>,
}

impl<'a> Gathered<'a> {
    /// Sees to it that no two notes are known by one name.
    pub fn new(export: &'a Export<'a>, schedule: Schedule, mut notes: Vec<Found<'a>>) -> Self {
        let mut begun = FxHashMap::default();
        for event in export.journal.live() {
            if let Fact::Imported(imported) = &event.fact {
                let first = begun.entry(imported.roadmap.clone());
                first.or_insert(event.moment.instant);
            }
        }
        // An old wording that stands beside the new one: the new one has the history.
        let holds = |found: &Found<'_>| export.collection.holder(found.card.id) == found.card.id;
        let taken = notes.iter().filter(|found| holds(found));
        let mut taken: FxHashSet<String> = taken.map(|found| found.guid.clone()).collect();
        for found in notes.iter_mut().filter(|found| !holds(found)) {
            while !taken.insert(found.guid.clone()) {
                found.guid.push_str("-again");
            }
        }
        Self {
            export,
            schedule,
            notes,
            begun,
        }
    }

    /// The id of a note before others may have the same: about when its roadmap came.
    pub fn wanted_id(&self, found: &Found<'_>) -> i64 {
        const DAY_MS: u64 = 86_400_000;
        let begun = self.begun.get(&found.roadmap.id);
        let begun = begun.map_or(note_type::EARLIEST_MS, |begun| begun.unix_ms());
        let hash = siphasher::sip::SipHasher24::new().hash(found.guid.as_bytes());
        begun.max(note_type::EARLIEST_MS) + (hash % DAY_MS) as i64
    }

    /// A note in Anki's terms.
    pub fn note(&self, found: Found<'_>, id: i64, deck: i64, position: u32) -> Note {
        let state = self.export.collection.card(found.card.id);
        let mut since = found.since;
        let mut tags = found.content.tags;
        if self.export.progress == Progress::Included && state.is_leech() {
            tags.push("leech".to_owned());
            tags.sort();
            let leech = self.schedule.leech_since(found.card.id);
            since = leech.map_or(since, |leech| leech.max(since));
        }
        Note {
            id,
            guid: found.guid,
            note_type: found.content.note_type,
            modified_s: since.unix_ms().div_euclid(1000) + note_type::REVISION,
            tags,
            fields: found.content.fields,
            card: package::Card {
                deck,
                template: template_of(found.card.kind),
                stage: self.schedule.stage(found.card.id, &state, position),
                queue: self.schedule.queue(&state),
                flag: state.flag.number(),
            },
        }
    }
}
