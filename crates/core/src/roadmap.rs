//! A roadmap: a Markdown document read as sections and cards.
//!
//! Reading cannot fail. [`import`] takes any bytes and returns what it could make of them, with
//! a [`Diagnostic`] for everything that it had to repair or leave out.

mod collector;
pub mod diagnostic;
mod footnote;
mod identity;
mod outline;
mod phrase;
mod place;
mod reading;
mod repair;
mod shape;
mod source;
pub mod trail;

use std::borrow::Cow;

use pulldown_cmark::{Options, Parser};
use siphasher::sip128;

use crate::card::{Answer, Card, Line, SectionIndex};
use crate::id::{ContentHash, RoadmapId, SectionId};
use crate::rich_text::{Inline, MediaName, RichText};

use collector::Collector;
use diagnostic::Code;
use footnote::Footnotes;
use outline::{Builder, Chapter, Outline, line};
use place::Places;
use shape::{Findings, Index, Practice, Stage};
use source::{FrontMatter, Source, Wanted};
use trail::{Fate, Reason, Trail};

pub use diagnostic::Diagnostic;
pub use identity::named_card;
pub use trail::Stretch;

/// A learning roadmap: its sections and the cards made from them, both in source order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roadmap {
    /// Names the roadmap; part of the identity of each of its cards.
    pub id: RoadmapId,
    /// The title as its author wrote it, without markup.
    pub title: String,
    /// The sections in reading order; each comes after its parent. The first is the roadmap's
    /// own text and holds what stands before the first heading below the title.
    pub sections: Vec<Section>,
    /// The cards in reading order; no two share an id.
    pub cards: Vec<Card>,
}

/// A heading and the text under it, up to the next heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading without markup.
    pub heading: String,
    /// The section this one is part of; `None` only for the first.
    pub parent: Option<SectionIndex>,
    /// The line of the heading.
    pub line: Line,
    /// The text under the heading: what a learner without an answer reads to find it.
    pub text: RichText,
}

impl Roadmap {
    /// The names of the pictures and sounds that its sections and cards show, in order, each once.
    pub fn media(&self) -> Vec<&MediaName> {
        let sections = self.sections.iter().map(|section| &section.text);
        let cards = self.cards.iter().flat_map(|card| match &card.answer {
            Answer::Given(answer) => vec![&card.front, answer],
            Answer::Own => vec![&card.front],
        });
        let texts = sections.chain(cards);
        let mut names: Vec<&MediaName> = texts.flat_map(RichText::media).collect();
        names.sort_by_key(|name| name.as_str());
        names.dedup();
        names
    }

    /// The section at `index`.
    ///
    /// An index from another roadmap has no section here.
    pub fn section(&self, index: SectionIndex) -> Option<&Section> {
        self.sections.get(index.0)
    }

    /// The sections from below the title down to `index`, outermost first; empty for the first.
    pub fn path(&self, index: SectionIndex) -> Vec<&Section> {
        let mut path = Vec::new();
        let mut next = self.section(index);
        while let Some(section) = next {
            if let Some(parent) = section.parent {
                path.push(section);
                next = self.section(parent);
            } else {
                next = None;
            }
        }
        path.reverse();
        path
    }

    /// The id of the section at `index`: two that the same headings lead to share one.
    pub fn section_id(&self, index: SectionIndex) -> SectionId {
        let path = self.path(index);
        let headings: Vec<&str> = path.iter().map(|section| &*section.heading).collect();
        identity::section(&self.id, &headings)
    }

    /// The phase that each section belongs to: its outermost ancestor below the title, or itself.
    pub fn phases(&self) -> Vec<SectionIndex> {
        let mut phases: Vec<SectionIndex> = Vec::with_capacity(self.sections.len());
        for (index, section) in self.sections.iter().enumerate() {
            let phase = match section.parent {
                // A section whose parent is not the first belongs where its parent does.
                Some(SectionIndex(parent)) if parent > 0 => {
                    phases.get(parent).copied().unwrap_or(SectionIndex(index))
                }
                _ => SectionIndex(index),
            };
            phases.push(phase);
        }
        phases
    }
}

/// What the importer made of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The roadmap, with as many cards as could be made.
    pub roadmap: Roadmap,
    /// What was repaired, left out or doubted, in source order.
    pub diagnostics: Vec<Diagnostic>,
    /// What became of the lines of the source; each that is not blank is in exactly one.
    pub stretches: Vec<Stretch>,
}

/// Names a document by its bytes: SipHash-2-4 of 128 bits with keys of zero.
pub fn content_hash(bytes: &[u8]) -> ContentHash {
    ContentHash::from_bits(sip128::SipHasher24::new().hash(bytes).as_u128())
}

/// The text of a document before any repair: the one whose lines cards and [`Stretch`]es name.
pub fn source_text(source: &[u8]) -> String {
    source::text_of(source)
}

/// Reads a Markdown document as a roadmap; `fallback_title` names it if it has no title.
///
/// Any bytes give a roadmap: what was not understood is in the diagnostics.
pub fn import(source: &[u8], fallback_title: &str) -> Import {
    import_as(source, fallback_title, None)
}

/// [`import`] of a new version of a roadmap that has an id already, which it keeps whatever its
/// title says now. Only an `id` in the front matter is stronger.
pub fn import_as(source: &[u8], fallback_title: &str, known: Option<&RoadmapId>) -> Import {
    let source = Source::decode(source);
    let offset = source.body_start();
    let body = source.text().get(offset..).unwrap_or("");
    let mut builder = Builder::new(source.text(), offset);
    let parser = Parser::new_ext(body, EXTENSIONS);
    let addresses = parser.reference_definitions().iter();
    let addresses: Vec<usize> = addresses.map(|(_, found)| found.span.start).collect();
    for (event, range) in parser.into_offset_iter() {
        builder.take(event, range);
    }
    let marks = builder.marks;
    let Outline {
        mut chapters,
        footnotes,
        mut remarks,
    } = builder.finish();
    let front_matter = source.text().get(..offset).unwrap_or("");
    let practice = Practice::of(&chapters, front_matter, marks);
    shape::highlight(&mut chapters, practice, Stage::Before);
    let headings = chapters.len();
    let title = entitle(&mut chapters, &source.front_matter, fallback_title);
    let entitled = chapters.len() < headings;
    let id = source.front_matter.id.as_deref();
    let id = id
        .and_then(RoadmapId::from_title)
        .or_else(|| known.cloned())
        .or_else(|| RoadmapId::from_title(&title))
        .or_else(|| RoadmapId::from_title(fallback_title))
        .unwrap_or_else(RoadmapId::unnamed);

    let lines = source.lines();
    let parents = parents(&chapters);
    let labels = shape::labels(&chapters);
    let mostly_asks = shape::mostly_asks(&chapters, &parents);
    let are_terms = shape::are_terms(&chapters, &parents, &labels);
    let index = Index {
        mostly_asks: &mostly_asks,
        are_terms: &are_terms,
        parents: &parents,
        labels: &labels,
        voice: shape::voice(&chapters),
        source: source.text(),
        practice,
    };
    let mut collector = Collector::new(&id, Places::new(&chapters, index), &lines);
    let mut found = Findings::default();
    let mut part_of_answer = 0;
    let wanted = source.front_matter.cards;
    let searched = match wanted {
        Wanted::Cards | Wanted::Flashcards => chapters.len(),
        Wanted::Nothing => {
            found.leave(offset, Reason::Unwanted);
            0
        }
    };
    for place in 0..searched {
        if part_of_answer > 0 {
            part_of_answer -= 1;
            continue;
        }
        part_of_answer = match wanted {
            Wanted::Flashcards => shape::find_flashcards(&chapters, place, &index, &mut found),
            Wanted::Cards | Wanted::Nothing => shape::find(&chapters, place, &index, &mut found),
        };
        for unit in found.units.drain(..) {
            collector.add(unit);
        }
    }
    let (mut cards, repeats) = collector.finish();
    let mut trail = found.trail;
    let left = |at, reason| (at, Fate::Left(reason));
    if wanted != Wanted::Nothing {
        let notes = footnotes.iter().filter_map(|note| note.nodes.first());
        trail.extend(notes.map(|note| left(note.start, Reason::Footnote)));
        trail.extend((addresses.iter()).map(|at| left(offset + at, Reason::Links)));
    }
    let mut footnotes = Footnotes::new(footnotes);
    for card in &mut cards {
        if let Answer::Given(answer) = &mut card.answer {
            footnotes.attach(answer);
        }
    }
    trail.extend(found.remarks.iter().filter_map(|(at, code)| match code {
        Code::TableRowWithoutKey => Some(left(*at, Reason::KeylessRow)),
        _ => None,
    }));
    if offset > 0 {
        trail.push(left(0, Reason::FrontMatter));
    }
    if let Some(title) = chapters
        .first()
        .filter(|_| entitled && wanted != Wanted::Nothing)
    {
        trail.push(left(title.start, Reason::Heading));
    }
    let stretches = Trail {
        marks: trail,
        cards: &cards,
        lines: &lines,
    }
    .stretches();
    remarks.extend(found.remarks);
    remarks.extend(repeats);
    if cards.is_empty() && wanted != Wanted::Nothing {
        remarks.push((0, Code::NoCards));
    }
    let found = remarks.into_iter();
    let found = found.map(|(at, code)| (lines.origin(at), code));
    let mut remarks = source.remarks.clone();
    remarks.extend(found);
    remarks.sort_by_key(|(at, _)| *at);
    let positions = lines.positions(remarks.iter().map(|(at, _)| *at));
    let diagnostics = remarks.into_iter().zip(positions);
    let diagnostics = diagnostics
        .map(|((_, code), (line, column))| Diagnostic { code, line, column })
        .collect();
    shape::highlight(&mut chapters, practice, Stage::After);
    footnotes.begin_again();
    let sections = chapters
        .into_iter()
        .zip(parents)
        .map(|(chapter, parent)| Section {
            heading: chapter.heading.plain().into_owned(),
            parent: parent.map(SectionIndex),
            line: lines.line(chapter.start),
            text: {
                let mut text = outline::into_text(chapter.nodes);
                footnotes.attach(&mut text);
                text
            },
        });
    let sections = sections.collect();
    let title = match source.front_matter.title {
        Some(_) => title,
        None => untagged(title),
    };
    let roadmap = Roadmap {
        id,
        title,
        sections,
        cards,
    };
    Import {
        roadmap,
        diagnostics,
        stretches,
    }
}

/// What the parser knows beyond CommonMark.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_WIKILINKS);

/// Gives the first chapter the title for its heading and returns it: the front matter's, or the
/// first heading if it stands above all others, or the first of the highest kind, or `fallback`.
fn entitle(chapters: &mut Vec<Chapter>, front_matter: &FrontMatter, fallback: &str) -> String {
    let mut headings = chapters.iter().skip(1);
    let first = headings.next();
    let above_all = first.is_some_and(|first| {
        let asks = shape::asks(&first.heading);
        first.depth == 1 || (!asks && headings.all(|other| other.depth > first.depth))
    });
    let mut heading = None;
    if above_all {
        let title = chapters.remove(1);
        if let Some(first) = chapters.first_mut() {
            first.nodes.extend(title.nodes);
            first.start = title.start;
        }
        heading = Some(title.heading);
    }
    let title = match (&front_matter.title, &heading) {
        (Some(title), _) => title.clone(),
        (None, Some(heading)) => heading.plain().into_owned(),
        (None, None) => chapters
            .iter()
            .find(|chapter| chapter.depth == 1)
            .map_or(Cow::Borrowed(fallback), |chapter| chapter.heading.plain())
            .into_owned(),
    };
    if let Some(first) = chapters.first_mut() {
        first.heading = heading.unwrap_or_default();
        if front_matter.title.is_some() || first.heading.inlines.is_empty() {
            first.heading.inlines = vec![Inline::Text(title.clone().into())];
        }
    }
    title
}

/// A title without the tags which say that its document has cards, if words are left. The id of the
/// roadmap and the questions of its cards are made of the title as it stands, and stay.
fn untagged(title: String) -> String {
    if !title.contains('#') {
        return title;
    }
    let words = title.split(' ').filter(|word| !line::is_deck_tag(word));
    let words = words.collect::<Vec<_>>().join(" ");
    if words.trim().is_empty() {
        return title;
    }
    words.trim().to_owned()
}

/// The parent of each chapter: the last one before it with a higher heading, or the first.
fn parents(chapters: &[Chapter]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(chapters.len());
    for (index, chapter) in chapters.iter().enumerate() {
        while open.len() > 1
            && open
                .last()
                .and_then(|&last| chapters.get(last))
                .is_some_and(|last| last.depth >= chapter.depth)
        {
            open.pop();
        }
        parents.push(open.last().copied());
        open.push(index);
    }
    parents
}
