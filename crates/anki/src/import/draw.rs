//! From a note to what is asked and shown on each of its cards.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use waymark_core::rich_text::{Block, Inline, RichText};

use super::cloze::{self, Side};
use super::collection::NoteRow;
use super::html;
use super::note_type::{Kind, NoteType, Template};
use super::template::{Context, Unfaithful, is_blank};

/// A card as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// What is asked.
    pub front: RichText,
    /// What is shown after that; may be empty.
    pub back: RichText,
}

/// Why there is nothing to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// No field shows anything.
    Blank,
    /// The deletion that the card asks for is gone.
    NoDeletion,
}

/// Draws the cards of one note.
pub struct Drawer<'a> {
    note: &'a NoteRow,
    note_type: &'a NoteType,
    fields: FxHashMap<&'a str, &'a str>,
    deck: &'a str,
    /// Media files that were named.
    pub media: Vec<String>,
    /// Whether something was left out.
    pub left_out: bool,
    /// How many bytes of HTML were made.
    pub made: usize,
    /// The places of templates that were not followed, and why.
    pub by_fields: BTreeSet<(usize, Unfaithful)>,
}

impl<'a> Drawer<'a> {
    /// Looks at a note that is in a deck of that name.
    pub fn new(note: &'a NoteRow, note_type: &'a NoteType, deck: &'a str) -> Self {
        let names = note_type.fields.iter().map(String::as_str);
        let fields = names.zip(note.fields.iter().map(String::as_str)).collect();
        Self {
            note,
            note_type,
            fields,
            deck,
            media: Vec::new(),
            left_out: false,
            made: 0,
            by_fields: BTreeSet::new(),
        }
    }

    /// Draws the card at `place`.
    pub fn card(&mut self, place: i64) -> Result<Drawn, Nothing> {
        let deletion = match self.note_type.kind {
            Kind::Templates => None,
            Kind::Deletions => {
                let number = u32::try_from(place.saturating_add(1)).unwrap_or(0);
                let mut fields = self.note.fields.iter();
                if !fields.any(|field| cloze::numbers(field).contains(&number)) {
                    return Err(Nothing::NoDeletion);
                }
                Some(number)
            }
        };
        let template = self.place_of_template(place);
        let drawn = match self.note_type.templates.get(template) {
            Some(found) => self.by_template(found, deletion),
            None => Err(Unfaithful::Sections),
        };
        match drawn {
            Ok(drawn) if shows(&drawn.front) => Ok(drawn),
            // Anki would show nothing either.
            Ok(_) => self.by_fields(deletion),
            Err(why) => {
                self.by_fields.insert((template, why));
                self.by_fields(deletion)
            }
        }
    }

    /// The place of the template that draws the card at `place`.
    fn place_of_template(&self, place: i64) -> usize {
        match self.note_type.kind {
            Kind::Templates => usize::try_from(place).unwrap_or(usize::MAX),
            Kind::Deletions => 0,
        }
    }

    fn by_template(
        &mut self,
        template: &Template,
        deletion: Option<u32>,
    ) -> Result<Drawn, Unfaithful> {
        let specials = [
            ("Tags", Cow::Borrowed(self.note.tags.trim())),
            ("Type", Cow::Borrowed(self.note_type.name.as_str())),
            ("Deck", Cow::Borrowed(self.deck)),
            (
                "Subdeck",
                Cow::Borrowed(self.deck.rsplit("::").next().unwrap_or_default()),
            ),
            ("Card", Cow::Borrowed(template.name.as_str())),
            ("CardFlag", Cow::Borrowed("")),
            ("CardID", Cow::Borrowed("")),
        ];
        let context = |side| Context {
            fields: &self.fields,
            specials: &specials,
            deletion,
            side,
        };
        let question = context(Side::Question).fill(&template.question)?;
        let answer = context(Side::Answer).fill(&template.answer)?;
        let front = self.read(&question);
        let back = match parted(&answer) {
            None => self.read(&answer),
            Some((above, below)) => {
                let mut above = self.read(above);
                // The question stands above the line again.
                if !above.is_empty() && above.to_string() == front.to_string() {
                    above = RichText::EMPTY;
                }
                above.blocks.extend(self.read(below).blocks);
                above
            }
        };
        Ok(Drawn { front, back })
    }

    /// The first field that shows something, and the others by their names.
    fn by_fields(&mut self, deletion: Option<u32>) -> Result<Drawn, Nothing> {
        let mut front = RichText::EMPTY;
        let mut back = RichText::EMPTY;
        let names = self.note_type.fields.clone();
        for (name, field) in names.iter().zip(&self.note.fields) {
            if is_blank(field) {
                continue;
            }
            let (asked, shown) = match deletion {
                Some(number) => (
                    self.read(&cloze::show(field, number, Side::Question)),
                    self.read(&cloze::show(field, number, Side::Answer)),
                ),
                None => (self.read(field), RichText::EMPTY),
            };
            if !shows(&front) {
                front = asked;
                back = shown;
                continue;
            }
            let answer = if shown.is_empty() { asked } else { shown };
            let name = Inline::Text(format!("{name}:").into());
            back.blocks
                .push(Block::Paragraph(vec![Inline::Strong(vec![name])]));
            back.blocks.extend(answer.blocks);
        }
        match shows(&front) {
            true => Ok(Drawn { front, back }),
            false => Err(Nothing::Blank),
        }
    }

    /// The note as one sentence with its deletions in it, if that says all that its cards show.
    pub fn sentence(&mut self, drawn: &[(i64, Drawn)]) -> Option<RichText> {
        if self.note_type.kind != Kind::Deletions {
            return None;
        }
        let mut fields = self.note.fields.iter();
        let field = fields.find(|field| !cloze::numbers(field).is_empty())?;
        let places = drawn.iter().map(|(place, _)| place.saturating_add(1));
        let numbers: Vec<i64> = places.collect();
        let has: Vec<i64> = cloze::numbers(field).into_iter().map(i64::from).collect();
        if numbers != has {
            return None;
        }
        for (place, card) in drawn {
            let number = u32::try_from(place.saturating_add(1)).ok()?;
            let shown = self.read(&cloze::show(field, number, Side::Answer));
            let asked = self.read(&cloze::show(field, number, Side::Question));
            if shown != card.back || asked != card.front {
                return None;
            }
        }
        let sentence = self.read(field);
        match sentence.blocks.as_slice() {
            [Block::Paragraph(_)] => Some(sentence),
            _ => None,
        }
    }

    fn read(&mut self, html: &str) -> RichText {
        self.made = self.made.saturating_add(html.len());
        let mut reading = html::read(html);
        self.media.append(&mut reading.media);
        self.left_out |= reading.left_out;
        reading.text()
    }
}

/// The answer of a template above and below the line that parts it from the question.
fn parted(answer: &str) -> Option<(&str, &str)> {
    for (at, _) in answer.match_indices("<hr") {
        let (above, line) = answer.split_at(at);
        let (line, below) = line.split_once('>')?;
        let line = line.to_ascii_lowercase().replace(['"', '\'', ' '], "");
        if line.starts_with("<hrid=answer") {
            return Some((above, below));
        }
    }
    None
}

/// Whether there is anything to see.
fn shows(text: &RichText) -> bool {
    let blocks = text.blocks.iter();
    blocks
        .filter(|block| !matches!(block, Block::Rule))
        .any(|block| !block.to_string().trim().is_empty())
}
