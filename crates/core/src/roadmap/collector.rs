//! Gives each unit its id, and tells apart those that ask the same.

mod fingerprint;

use std::collections::hash_map::Entry;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::card::{Card, CardKind, Line, SectionIndex};
use crate::id::{CardId, NoteId, RoadmapId};
use crate::rich_text::{Block, Inline, RichText};

use super::diagnostic::Code;
use super::identity::{self, Identity};
use super::phrase;
use super::place::Places;
use super::shape::Unit;
use super::source::Lines;
use fingerprint::Fingerprints;

/// Makes the cards of one roadmap.
pub(super) struct Collector<'a> {
    roadmap: &'a RoadmapId,
    places: Places<'a>,
    lines: &'a Lines<'a>,
    cards: Vec<Card>,
    remarks: Vec<(usize, Code)>,
    /// By the id of a question without its context, the first card that asked it.
    asked: FxHashMap<CardId, First>,
    /// The ids that are no bare questions, each with the place of its card.
    taken: FxHashMap<CardId, usize>,
    /// The rows that have cards, each with its place.
    notes: FxHashMap<NoteId, usize>,
    /// The row of the last cell and its id.
    row: Option<(usize, NoteId)>,
    /// The questions that were asked again, by the chapter that did, each with its place.
    repeats: FxHashMap<(CardId, usize), usize>,
    /// What the cards ask about beside their words, of those that ask about something.
    contexts: FxHashMap<usize, String>,
    fingerprints: Fingerprints,
    /// By the words of a front, the line of the card that has it.
    fronts: FxHashMap<u64, Line>,
    /// By the words of a front, the last number that was added to it.
    numbers: FxHashMap<u64, usize>,
}

/// The first card that asked a question.
#[derive(Clone, Copy)]
struct First {
    card: usize,
    /// Whether its section stands in its front already.
    named: bool,
}

/// What a repeated question is called, and its id.
struct Distinction {
    id: CardId,
    context: String,
    here: String,
    there: String,
}

impl<'a> Collector<'a> {
    /// Begins with no cards.
    pub fn new(roadmap: &'a RoadmapId, places: Places<'a>, lines: &'a Lines<'a>) -> Self {
        // Room for what an ordinary document makes, so that little is moved while it is filled.
        let expected = lines.text_length() / 400;
        Self {
            roadmap,
            places,
            lines,
            cards: Vec::with_capacity(expected),
            remarks: Vec::new(),
            asked: FxHashMap::with_capacity_and_hasher(expected, FxBuildHasher),
            taken: FxHashMap::default(),
            notes: FxHashMap::default(),
            row: None,
            repeats: FxHashMap::default(),
            contexts: FxHashMap::default(),
            fingerprints: Fingerprints::default(),
            fronts: FxHashMap::with_capacity_and_hasher(expected, FxBuildHasher),
            numbers: FxHashMap::default(),
        }
    }

    /// The cards, and what makes none.
    pub fn finish(self) -> (Vec<Card>, Vec<(usize, Code)>) {
        (self.cards, self.remarks)
    }

    /// Makes a card of `unit`, unless its section asks the same already.
    pub fn add(&mut self, mut unit: Unit) {
        if !asks(&unit.front) {
            return;
        }
        let bare = identity(self.roadmap, &unit, "");
        let (mut id, mut context) = (bare.card(), String::new());
        let question = id;
        let first = First {
            card: self.cards.len(),
            named: false,
        };
        let asked = match self.asked.entry(question) {
            Entry::Occupied(asked) => Some(*asked.get()),
            Entry::Vacant(unasked) => {
                unasked.insert(first);
                None
            }
        };
        if let Some(First { card, named }) = asked {
            let distinction = match self.distinguish(question, card, &unit) {
                Ok(distinction) => distinction,
                Err(first) => {
                    let remark = Code::RepeatedQuestion { first };
                    self.remarks.push((unit.start, remark));
                    return;
                }
            };
            id = distinction.id;
            // Even where the author's id takes its place: the front is given away.
            self.taken.insert(id, unit.start);
            context = distinction.context;
            name_place(&mut unit.front, &distinction.here);
            if !named && !distinction.there.is_empty() {
                if let Some(card) = self.cards.get_mut(card) {
                    let mut front = card.front.clone();
                    name_place(&mut front, &distinction.there);
                    // Another card may ask so already; the bare words stay its own.
                    if let Entry::Vacant(free) = self.fronts.entry(self.fingerprints.of(&front)) {
                        free.insert(card.line);
                        card.front = front;
                    }
                }
                self.asked.insert(question, First { card, named: true });
            }
        }
        if let Err(first) = self.tell_apart(&mut unit) {
            let remark = Code::RepeatedQuestion { first };
            self.remarks.push((unit.start, remark));
            return;
        }
        if let Some(given) = &unit.id {
            let given = identity::named_card(self.roadmap, given, facet_of(&unit));
            match self.taken.get(&given) {
                None => id = given,
                Some(&first) => {
                    let first = self.lines.line(first);
                    self.remarks.push((unit.start, Code::RepeatedId { first }));
                    unit.id = None;
                }
            }
        }
        if id != question {
            self.taken.insert(id, unit.start);
        }
        let note = if unit.facet.is_none() {
            // A unit with one card needs no name of its own.
            NoteId::from_bits(id.bits())
        } else {
            let known = self.row.filter(|(start, _)| *start == unit.note);
            let note = known.map_or_else(|| self.note_of_row(&unit, &context), |(_, note)| note);
            self.row = Some((unit.note, note));
            note
        };
        if let Some(context) = unit.context {
            self.contexts.insert(self.cards.len(), context);
        }
        self.cards.push(Card {
            id,
            note,
            kind: unit.kind,
            section: SectionIndex(unit.chapter),
            line: self.lines.line(unit.start),
            front: unit.front,
            answer: unit.answer,
        });
    }

    /// What tells `unit` from the card at `first`, which asks the same, or if nothing does, where
    /// it was asked before.
    fn distinguish(
        &mut self,
        question: CardId,
        first: usize,
        unit: &Unit,
    ) -> Result<Distinction, Line> {
        if let (Some(own), Some(known)) = (&unit.context, self.contexts.get(&first))
            && own != known
            && !own.is_empty()
        {
            let id = identity(self.roadmap, unit, own).card();
            if !self.taken.contains_key(&id) {
                return Ok(Distinction {
                    id,
                    context: own.clone(),
                    here: String::new(),
                    there: String::new(),
                });
            }
        }
        let Some((other, line)) = self
            .cards
            .get(first)
            .map(|card| (card.section.0, card.line))
        else {
            return Err(self.lines.line(unit.start));
        };
        if other == unit.chapter {
            return Err(line);
        }
        if let Some(&start) = self.repeats.get(&(question, unit.chapter)) {
            return Err(self.lines.line(start));
        }
        self.repeats.insert((question, unit.chapter), unit.start);
        let (here, there) = (self.places.of(unit.chapter), self.places.of(other));
        let kinds = [(&here.section, &there.section), (&here.path, &there.path)];
        let told = kinds.into_iter().find_map(|(here, there)| {
            let id = identity(self.roadmap, unit, &here.context).card();
            // An empty name tells nothing: the id would be that of the bare question.
            let differs = here.context != there.context && !here.context.is_empty();
            (differs && !self.taken.contains_key(&id)).then(|| Distinction {
                id,
                context: here.context.clone(),
                here: here.name.clone(),
                there: there.name.clone(),
            })
        });
        told.ok_or(line)
    }

    /// Changes the front of `unit` where another card has it already, which asks something else
    /// in the same words; or if that does not help, says where that card is.
    fn tell_apart(&mut self, unit: &mut Unit) -> Result<(), Line> {
        let line = self.lines.line(unit.start);
        let mut entry = self.fingerprints.of(&unit.front);
        if let Some(&first) = self.fronts.get(&entry) {
            match unit.kind {
                CardKind::Definition if unit.context.is_some() => {
                    name_place(&mut unit.front, unit.context.as_deref().unwrap_or_default());
                }
                CardKind::Example | CardKind::Code => {
                    let last = self.numbers.entry(entry).or_insert(1);
                    let (known, fingerprints) = (&self.fronts, &mut self.fingerprints);
                    number(&mut unit.front, last, known, fingerprints);
                }
                _ => {
                    let place = self.places.of(unit.chapter);
                    name_place(&mut unit.front, &place.section.name);
                }
            }
            entry = self.fingerprints.of(&unit.front);
            // `w` and `W` are two keys, and look like one to who reads fast.
            let one_word = !unit.prompt.contains(' ');
            if one_word && self.fronts.contains_key(&entry) {
                if let Some(Block::Paragraph(inlines)) = unit.front.blocks.first_mut() {
                    phrase::push(inlines, " (mind the capitals)");
                }
                entry = self.fingerprints.of(&unit.front);
            }
            if self.fronts.contains_key(&entry) {
                return Err(first);
            }
        }
        self.fronts.insert(entry, line);
        Ok(())
    }

    /// The id that the cards of a row share.
    fn note_of_row(&mut self, unit: &Unit, context: &str) -> NoteId {
        let named = unit
            .id
            .as_deref()
            .map(|id| identity::named_note(self.roadmap, id));
        let bare = identity(self.roadmap, unit, "").note();
        let note = named.unwrap_or(bare);
        if *self.notes.entry(note).or_insert(unit.note) == unit.note {
            return note;
        }
        // Another row has this key: the section tells them apart, or else they stay siblings.
        let place = self.places.of(unit.chapter);
        let section = &place.section.context;
        let context = if context.is_empty() { section } else { context };
        let note = identity(self.roadmap, unit, context).note();
        self.notes.entry(note).or_insert(unit.note);
        note
    }
}

fn identity<'a>(roadmap: &'a RoadmapId, unit: &'a Unit, context: &'a str) -> Identity<'a> {
    Identity {
        roadmap,
        kind: unit.kind,
        prompt: &unit.prompt,
        facet: facet_of(unit),
        context,
    }
}

fn facet_of(unit: &Unit) -> &str {
    unit.facet.as_deref().unwrap_or("")
}

/// Whether a front holds anything to read.
fn asks(front: &RichText) -> bool {
    front.blocks.iter().any(|block| match block {
        Block::Paragraph(inlines) => !Inline::plain(inlines).trim().is_empty(),
        Block::Code { text, .. } => !text.trim().is_empty(),
        Block::Rule => false,
        Block::List { .. } | Block::Quote(_) | Block::Table { .. } => {
            !block.to_string().trim().is_empty()
        }
    })
}

/// How many cards of one front are numbered.
const MOST_NUMBERS: usize = 99;

/// Adds the first number after the `last` to a front that no other has.
fn number(
    front: &mut RichText,
    last: &mut usize,
    known: &FxHashMap<u64, Line>,
    fingerprints: &mut Fingerprints,
) {
    let bare = front.clone();
    for number in *last + 1..=MOST_NUMBERS {
        *last = number;
        *front = bare.clone();
        if let Some(Block::Paragraph(inlines)) = front.blocks.first_mut() {
            let period = matches!(inlines.last(), Some(Inline::Text(text)) if text.ends_with('.'));
            if period {
                phrase::trim_end(inlines, &['.']);
            }
            let end = if period { "." } else { "" };
            phrase::push(inlines, format!(" ({number}){end}"));
        }
        if !known.contains_key(&fingerprints.of(front)) {
            return;
        }
    }
}

/// Puts the name of a place before a question.
fn name_place(front: &mut RichText, place: &str) {
    if place.is_empty() {
        return;
    }
    let name = [
        Inline::Emphasis(vec![Inline::Text(place.to_owned().into())]),
        Inline::Text(" — ".into()),
    ];
    match front.blocks.first_mut() {
        Some(Block::Paragraph(inlines)) => {
            inlines.splice(0..0, name);
        }
        _ => front.blocks.insert(0, Block::Paragraph(name[..1].to_vec())),
    }
}
