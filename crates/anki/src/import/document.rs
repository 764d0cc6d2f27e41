//! A deck as a Markdown document of Waymark's own, which is read back to see that it says the same.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use waymark_core::card::Card;
use waymark_core::id::{CardId, RoadmapId};
use waymark_core::rich_text::{Block, Inline, RichText, markdown};
use waymark_core::roadmap::{self, named_card};

use super::draw::Drawn;
use super::identity::name_of_card;

/// How often a document is written at most until it is read as it is meant.
const ATTEMPTS: usize = 4;
/// Sections stand below the title; Markdown has no more than six ranks of headings.
const DEEPEST: usize = 6;

/// A note in a document.
#[derive(Clone, Debug)]
pub struct Item {
    /// The place of the note among all.
    note: usize,
    /// The id that it is given there.
    pub name: String,
    /// Its cards by their places.
    pub cards: Vec<(i64, Drawn)>,
    /// Its text as one sentence with deletions, if it is one.
    pub sentence: Option<RichText>,
    /// Beyond 1, the number that is added to the questions of its cards.
    number: BTreeMap<i64, usize>,
}

/// The notes of a deck and of those below it.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The notes in their order.
    pub items: Vec<Item>,
    /// The decks below, by name.
    pub below: BTreeMap<String, Section>,
}

/// A document, and where the cards of its notes are in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The Markdown.
    pub markdown: String,
    /// What it is read as.
    pub read: roadmap::Import,
    /// The cards, each after the place of its note among all and its own in that.
    pub cards: Vec<((usize, i64), CardId)>,
    /// Names of the notes that have a number now.
    pub numbered: Vec<String>,
    /// Names of the notes that are not read as they should be.
    pub lost: Vec<String>,
}

/// What a note is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// One sentence.
    Sentence,
    /// One item whose back asks for its front as well.
    Both,
    /// An item for each card.
    Each,
}

impl Item {
    /// The note at that place, by that name, with its cards.
    pub fn new(
        note: usize,
        name: String,
        cards: Vec<(i64, Drawn)>,
        sentence: Option<RichText>,
    ) -> Self {
        Self {
            note,
            name,
            cards,
            sentence,
            number: BTreeMap::new(),
        }
    }

    fn form(&self) -> Form {
        match self.cards.as_slice() {
            _ if self.sentence.is_some() => Form::Sentence,
            [(0, one), (1, other)]
                if self.number.is_empty() && one.front == other.back && one.back == other.front =>
            {
                Form::Both
            }
            _ => Form::Each,
        }
    }

    /// The id of the card at `place`.
    fn card(&self, roadmap: &RoadmapId, place: i64) -> CardId {
        match self.form() {
            Form::Sentence => named_card(roadmap, &self.name, &place.saturating_add(1).to_string()),
            Form::Both if place == 1 => named_card(roadmap, &self.name, "reverse"),
            Form::Both => named_card(roadmap, &self.name, ""),
            Form::Each => named_card(roadmap, &name_of_card(&self.name, place), ""),
        }
    }

    fn write(&self, out: &mut String) {
        match (&self.sentence, self.form()) {
            (Some(sentence), _) => {
                let sentence = markdown(sentence);
                write_item(&format!("{sentence} <!-- id: {} -->", self.name), out);
            }
            (None, Form::Both) => {
                if let Some((_, card)) = self.cards.first() {
                    write_card(&card.front, &card.back, "#card/reverse", &self.name, out);
                }
            }
            (None, _) => {
                for (place, card) in &self.cards {
                    let name = name_of_card(&self.name, *place);
                    let front = match self.number.get(place) {
                        Some(number) => Cow::Owned(numbered(&card.front, *number)),
                        None => Cow::Borrowed(&card.front),
                    };
                    write_card(&front, &card.back, "#card", &name, out);
                }
            }
        }
    }
}

/// Writes a document of that title until it is read as it is meant, or cannot be.
pub fn write(title: &str, roadmap: &RoadmapId, root: &mut Section) -> Written {
    let mut attempt = 1;
    loop {
        let markdown = compose(title, roadmap, root);
        let read = roadmap::import_as(markdown.as_bytes(), "", Some(roadmap));
        let cards = read.roadmap.cards.iter();
        let cards: ById<'_> = cards.map(|card| (card.id, card)).collect();
        let mended = attempt < ATTEMPTS && mend(root, roadmap, &cards, &mut FxHashMap::default());
        if !mended {
            let mut state = State::default();
            note_state(root, roadmap, &cards, &mut state);
            return Written {
                markdown,
                read,
                cards: state.cards,
                numbered: state.numbered,
                lost: state.lost,
            };
        }
        attempt += 1;
    }
}

/// The cards that a document was read as.
type ById<'a> = FxHashMap<CardId, &'a Card>;

/// What became of the notes of a document.
#[derive(Default)]
struct State {
    cards: Vec<((usize, i64), CardId)>,
    numbered: Vec<String>,
    lost: Vec<String>,
}

fn compose(title: &str, roadmap: &RoadmapId, root: &Section) -> String {
    let mut out = format!("---\nid: {roadmap}\ncards: flashcards\n---\n");
    write_section(title, root, 1, &mut out);
    out
}

fn write_section(heading: &str, section: &Section, depth: usize, out: &mut String) {
    let heading = RichText::paragraph(vec![Inline::Text(one_line(heading).into())]);
    out.push('\n');
    out.push_str(&"#".repeat(depth));
    out.push(' ');
    out.push_str(&markdown(&heading));
    out.push('\n');
    for item in &section.items {
        out.push('\n');
        item.write(out);
    }
    for (name, below) in &section.below {
        write_section(name, below, (depth + 1).min(DEEPEST), out);
    }
}

fn one_line(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    match words.as_slice() {
        [] => "…".to_owned(),
        words => words.join(" "),
    }
}

fn write_card(front: &RichText, back: &RichText, tag: &str, name: &str, out: &mut String) {
    let mut text = words_of(front);
    text.push_str(&format!("\n\n{tag} <!-- id: {name} -->"));
    let back = words_of(back);
    if !back.is_empty() {
        text.push_str("\n\n");
        text.push_str(&back);
    }
    write_item(&text, out);
}

/// What shows nothing and parts words from the end of their line.
const JOINER: &str = "\u{2060}";

/// Text as Markdown whose words are never read as the id of their block.
fn words_of(text: &RichText) -> String {
    let words = markdown(text);
    match words.contains('^') {
        true => markdown(&kept(text)),
        false => words,
    }
}

/// Text whose words are never read as the id of their block, which `^word` at its end is.
fn kept(text: &RichText) -> RichText {
    let blocks = text.blocks.iter().map(|block| match block {
        Block::Paragraph(inlines) => {
            let mut inlines = inlines.clone();
            if let Some(Inline::Text(last)) = inlines.last_mut() {
                let word = last.rsplit(char::is_whitespace).next().unwrap_or_default();
                if word.starts_with('^') {
                    *last = format!("{last}{JOINER}").into();
                }
            }
            Block::Paragraph(inlines)
        }
        Block::List { marker, items } => Block::List {
            marker: *marker,
            items: items.iter().map(kept).collect(),
        },
        Block::Quote(inner) => Block::Quote(kept(inner)),
        other => other.clone(),
    });
    RichText {
        blocks: blocks.collect(),
    }
}

/// Writes lines as an item of a list.
fn write_item(text: &str, out: &mut String) {
    for (place, line) in text.split('\n').enumerate() {
        match (place, line.is_empty()) {
            (0, _) => out.push_str("- "),
            (_, true) => {}
            (_, false) => out.push_str("  "),
        }
        out.push_str(line);
        out.push('\n');
    }
}

/// A question with a number, which tells it from others in the same words.
fn numbered(front: &RichText, number: usize) -> RichText {
    let mut front = front.clone();
    let words = Inline::Text(format!(" ({number})").into());
    match front.blocks.last_mut() {
        Some(Block::Paragraph(inlines)) => inlines.push(words),
        _ => front.blocks.push(Block::Paragraph(vec![Inline::Text(
            format!("({number})").into(),
        )])),
    }
    front
}

/// Writes otherwise what was not read as it is meant; whether there was any such thing.
fn mend(
    section: &mut Section,
    roadmap: &RoadmapId,
    read: &ById<'_>,
    asked: &mut FxHashMap<String, usize>,
) -> bool {
    let mut mended = false;
    for item in &mut section.items {
        let places: Vec<i64> = item.cards.iter().map(|(place, _)| *place).collect();
        let missing = |item: &Item, place: i64| !read.contains_key(&item.card(roadmap, place));
        if item.sentence.is_some() {
            let differs = item.cards.iter().any(|(place, drawn)| {
                let found = read.get(&item.card(roadmap, *place));
                !found.is_some_and(|card| ends_alike(card, drawn))
            });
            if differs {
                item.sentence = None;
                mended = true;
            }
            continue;
        }
        let form = item.form();
        for place in places {
            let Some((_, drawn)) = item.cards.iter().find(|(known, _)| *known == place) else {
                continue;
            };
            // In the order of the document, so that the first keeps its words.
            let count = asked.entry(drawn.front.to_string()).or_insert(0);
            *count += 1;
            if !missing(item, place) {
                continue;
            }
            let last = item.number.get(&place).copied().unwrap_or(1);
            item.number.insert(place, (*count).max(last + 1));
            mended = true;
        }
        if form == Form::Both && item.form() == Form::Each {
            // Both cards are written anew, each under a name of its own.
            mended = true;
        }
    }
    for below in section.below.values_mut() {
        mended |= mend(below, roadmap, read, asked);
    }
    mended
}

/// Whether a card asks and answers what was drawn; its section may stand before the question.
fn ends_alike(card: &Card, drawn: &Drawn) -> bool {
    let waymark_core::card::Answer::Given(answer) = &card.answer else {
        return drawn.back.is_empty();
    };
    let front = card.front.to_string();
    front.ends_with(&drawn.front.to_string()) && answer.to_string() == drawn.back.to_string()
}

fn note_state(section: &Section, roadmap: &RoadmapId, read: &ById<'_>, state: &mut State) {
    for item in &section.items {
        let mut lost = false;
        for (place, _) in &item.cards {
            let card = item.card(roadmap, *place);
            lost |= !read.contains_key(&card);
            state.cards.push(((item.note, *place), card));
        }
        if lost {
            state.lost.push(item.name.clone());
        } else if !item.number.is_empty() {
            state.numbered.push(item.name.clone());
        }
    }
    for below in section.below.values() {
        note_state(below, roadmap, read, state);
    }
}
