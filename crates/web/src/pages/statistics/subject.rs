//! What is looked at: some of the cards, over some of the time.

use rustc_hash::FxHashMap;
use waymark_core::arrangement::Enrolment;
use waymark_core::card::{Card, SectionIndex};
use waymark_core::collection::{CardState, Collection};
use waymark_core::id::CardId;
use waymark_core::roadmap::Roadmap;
use waymark_core::statistics::{History, Period};
use waymark_core::time::{Days, StudyDay};

use crate::state::shelf::Shelf;

/// Over which time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// 30 days.
    Month,
    /// 90 days.
    Quarter,
    /// 365 days.
    Year,
    /// Since the first review.
    All,
}

impl Span {
    /// Every span, as they are offered.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::All];

    /// As it is offered.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Month => "30 days",
            Self::Quarter => "90 days",
            Self::Year => "A year",
            Self::All => "All of it",
        }
    }

    /// As it stands at the end of a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Month => "in the last 30 days",
            Self::Quarter => "in the last 90 days",
            Self::Year => "in the last year",
            Self::All => "in all",
        }
    }

    /// How many days it has, unless it has no beginning.
    pub const fn days(self) -> Option<Days> {
        match self {
            Self::Month => Some(Days::new(30)),
            Self::Quarter => Some(Days::new(90)),
            Self::Year => Some(Days::new(365)),
            Self::All => None,
        }
    }

    /// How far it is looked ahead.
    pub const fn ahead(self) -> Days {
        match self {
            Self::Month => Days::new(30),
            Self::Quarter => Days::new(90),
            Self::Year | Self::All => Days::new(365),
        }
    }

    fn period(self, today: StudyDay) -> Period {
        self.days()
            .map_or(Period::until(today), |days| Period::last_days(today, days))
    }
}

/// Cards that can be looked at by themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// As it is offered.
    pub name: String,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// All cards, those that are in no roadmap any more as well.
    Everywhere,
    /// The roadmap at that place of the shelf.
    Roadmap(usize),
    /// One of its phases.
    Phase(usize, SectionIndex),
}

impl Part {
    /// All cards.
    pub fn whole() -> Self {
        Self {
            name: "All roadmaps".to_owned(),
            place: Place::Everywhere,
        }
    }

    /// Whether it is all cards.
    pub fn is_whole(&self) -> bool {
        self.place == Place::Everywhere
    }
}

/// What can be looked at: everything, each roadmap, and each of its phases with cards.
pub fn parts(shelf: &Shelf, collection: &Collection) -> Vec<Part> {
    let mut parts = vec![Part::whole()];
    for (place, roadmap) in shelf.roadmaps().enumerate() {
        if enrolment(collection, roadmap) == Enrolment::Removed {
            continue;
        }
        parts.push(Part {
            name: roadmap.title.clone(),
            place: Place::Roadmap(place),
        });
        let phases = roadmap.phases();
        for (index, phase) in phases.iter().enumerate() {
            let is_of_phase = |card: &Card| phases.get(card.section.0) == Some(phase);
            if phase.0 == index
                && index > 0
                && roadmap.cards.iter().any(is_of_phase)
                && let Some(section) = roadmap.section(*phase)
            {
                parts.push(Part {
                    name: format!("{}: {}", roadmap.title, section.heading),
                    place: Place::Phase(place, *phase),
                });
            }
        }
    }
    parts
}

fn enrolment(collection: &Collection, roadmap: &Roadmap) -> Enrolment {
    collection.plan(&roadmap.id).enrolment
}

/// What is looked at, with everything that its figures are made of.
pub struct Subject {
    /// The study day on which it is looked at.
    pub today: StudyDay,
    /// Over which time.
    pub span: Span,
    /// Whether all cards are looked at.
    pub is_whole: bool,
    /// The reviews of the time.
    pub recent: History,
    /// All reviews until today.
    pub history: History,
    /// The cards, as they are.
    pub states: Vec<CardState>,
    /// Those of them that come when they are due.
    pub studied: Vec<CardState>,
    /// The sections that they are in.
    pub sections: Vec<NamedSection>,
    section_of: FxHashMap<CardId, usize>,
}

/// A section by its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedSection {
    /// Its heading.
    pub heading: String,
    /// The title of its roadmap.
    pub roadmap: String,
}

impl Subject {
    /// Looks at `part` over `span`, from `today`.
    pub fn new(
        history: &History,
        collection: &Collection,
        shelf: &Shelf,
        part: &Part,
        span: Span,
        today: StudyDay,
    ) -> Self {
        let mut subject = Self {
            today,
            span,
            is_whole: part.is_whole(),
            recent: History::default(),
            history: history.during(Period::until(today)),
            states: Vec::new(),
            studied: Vec::new(),
            sections: Vec::new(),
            section_of: FxHashMap::default(),
        };
        for (place, roadmap) in shelf.roadmaps().enumerate() {
            subject.add(collection, roadmap, |section, phases| match part.place {
                Place::Everywhere => true,
                Place::Roadmap(wanted) => wanted == place,
                Place::Phase(wanted, phase) => {
                    wanted == place && phases.get(section.0) == Some(&phase)
                }
            });
        }
        if !subject.is_whole {
            let is_wanted = |card| subject.section_of.contains_key(&card);
            subject.history = subject.history.of_cards(is_wanted);
        }
        subject.recent = subject.history.during(span.period(today));
        subject
    }

    fn add(
        &mut self,
        collection: &Collection,
        roadmap: &Roadmap,
        is_wanted: impl Fn(SectionIndex, &[SectionIndex]) -> bool,
    ) {
        let enrolment = enrolment(collection, roadmap);
        if enrolment == Enrolment::Removed {
            return;
        }
        let phases = roadmap.phases();
        let mut places: FxHashMap<SectionIndex, usize> = FxHashMap::default();
        for card in &roadmap.cards {
            if !is_wanted(card.section, &phases) {
                continue;
            }
            let sections = &mut self.sections;
            let place = *places.entry(card.section).or_insert_with(|| {
                sections.push(NamedSection {
                    heading: match roadmap.section(card.section) {
                        Some(section) if card.section.0 > 0 => section.heading.clone(),
                        _ => roadmap.title.clone(),
                    },
                    roadmap: roadmap.title.clone(),
                });
                sections.len() - 1
            });
            // Reviews stand under the card that has their history now.
            let holder = collection.holder(card.id);
            if self.section_of.insert(holder, place).is_some() {
                continue;
            }
            let state = collection.card(card.id);
            self.states.push(state);
            if enrolment != Enrolment::Archived {
                self.studied.push(state);
            }
        }
    }

    /// The place in [`Subject::sections`] of the one that a card is in.
    pub fn section_of(&self, card: CardId) -> Option<usize> {
        self.section_of.get(&card).copied()
    }

    /// How many days the time has; since the first review where it has no beginning.
    pub fn days(&self) -> u32 {
        let first = self.recent.asked().iter().map(|asked| asked.day).min();
        let since = first.map_or(0, |first| self.today.days_since(first).count() + 1);
        self.span.days().map_or(since, Days::count)
    }
}
