//! The collection: the state of every card, folded from the journal.
//!
//! A fold is a pure function of the set of events. [`Collection::advance`] does the same work
//! step by step, and a property test holds the two together.

mod lineage;

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::id::{CardId, ContentHash, RoadmapId};
use crate::journal::{Carried, Event, Fact, Imported, Journal, Placement, Review};
use crate::rating::{Purpose, Rating};
use crate::scheduler::sm2::{Memory, Quality, Repetition};
use crate::setting::Settings;
use crate::time::{Instant, Moment, StudyDay};

use lineage::{Lineage, Outcome};

/// Lapses after which a card is called a leech: it costs more than it gives, and wants rewriting.
///
/// DEVIATION: the paper knows no leeches. The mark changes nothing in the schedule.
pub const LEECH_LAPSES: u32 = 8;

/// Everything that follows from a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    settings: Settings,
    /// Which card the events of an id count for.
    lineage: Lineage,
    /// Only cards that an event counts for; every other card is new and active.
    cards: FxHashMap<CardId, CardState>,
    /// The current document of each path of each roadmap, in the order of their first imports.
    documents: Vec<Imported>,
}

/// The state of one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardState {
    /// What the learner's ratings made of it.
    pub learning: Learning,
    /// Whether it takes part in study.
    pub activity: Activity,
    /// When it was last asked, for whatever purpose.
    pub last_asked: Option<Instant>,
}

/// Whether a card takes part in study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// It is asked when due.
    Active,
    /// It waits until resumed.
    Suspended,
}

/// Where a card stands in being learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learning {
    /// It has had no scheduled review.
    New,
    /// It has had at least one.
    Begun(Progress),
}

/// How the learning of a card goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What the scheduler remembers.
    pub memory: Repetition,
    /// The study day of its first scheduled review.
    pub begun: StudyDay,
    /// The study day of its last scheduled review.
    pub reviewed: StudyDay,
    /// The study day it is due on.
    pub due: StudyDay,
    /// How many scheduled reviews it has had; at least 1.
    pub reviews: u32,
    /// How often it was forgotten after having been recalled.
    pub lapses: u32,
    /// Whether it comes back on the day of its last scheduled review.
    pub drill: Drill,
}

/// Whether the final drill of a study day (SM-2, step 7) still wants a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drill {
    /// It was good enough.
    Done,
    /// It was rated below good and has not been good since.
    Pending,
}

impl CardState {
    /// A card that no event names.
    pub const UNTOUCHED: Self = Self {
        learning: Learning::New,
        activity: Activity::Active,
        last_asked: None,
    };

    /// What the scheduler remembers of it.
    pub const fn memory(&self) -> Memory {
        match self.learning {
            Learning::New => Memory::New,
            Learning::Begun(progress) => Memory::Repeated(progress.memory),
        }
    }

    /// Whether it was forgotten so often that it wants rewriting.
    pub const fn is_leech(&self) -> bool {
        match self.learning {
            Learning::New => false,
            Learning::Begun(progress) => progress.lapses >= LEECH_LAPSES,
        }
    }

    /// The state after one more live event about this card.
    fn after(self, moment: Moment, fact: &Fact, settings: &Settings) -> Self {
        match fact {
            Fact::Reviewed(review) => self.reviewed(moment, review, settings),
            Fact::Suspended(_) => Self {
                activity: Activity::Suspended,
                ..self
            },
            Fact::Resumed(_) => Self {
                activity: Activity::Active,
                ..self
            },
            Fact::Reverted(_)
            | Fact::Configured(_)
            | Fact::Imported(_)
            | Fact::Carried(_)
            | Fact::Reclocked(_) => self,
        }
    }

    /// The state after one more live review of this card: the step that the fold takes.
    pub fn reviewed(self, moment: Moment, review: &Review, settings: &Settings) -> Self {
        let learning = match review.purpose {
            Purpose::Scheduled => {
                let today = moment.study_day(settings.day_start);
                Learning::Begun(self.scheduled(today, review.rating))
            }
            Purpose::Drill => self.drilled(moment, review.rating, settings),
            // Cramming is outside the schedule: it leaves no trace in the memory.
            Purpose::Cram => self.learning,
        };
        Self {
            learning,
            last_asked: Some(moment.instant),
            ..self
        }
    }

    fn scheduled(self, today: StudyDay, rating: Rating) -> Progress {
        let quality = Quality::of(rating);
        let memory = self.memory().after(quality);
        let (begun, today, reviews, lapses) = match self.learning {
            Learning::New => (today, today, 1, 0),
            Learning::Begun(last) => {
                let lapsed = last.memory.successes > 0 && !quality.is_success();
                // The order of instants is not always that of days: somebody travels while a
                // clock steps back. What was asked on a day must not be due on it again.
                (
                    last.begun.min(today),
                    last.reviewed.max(today),
                    last.reviews.saturating_add(1),
                    last.lapses.saturating_add(u32::from(lapsed)),
                )
            }
        };
        Progress {
            memory,
            begun,
            reviewed: today,
            due: today.plus(memory.interval),
            reviews,
            lapses,
            drill: if quality.ends_drill() {
                Drill::Done
            } else {
                Drill::Pending
            },
        }
    }

    fn drilled(self, moment: Moment, rating: Rating, settings: &Settings) -> Learning {
        match self.learning {
            Learning::Begun(last)
                if Quality::of(rating).ends_drill()
                    && last.reviewed == moment.study_day(settings.day_start) =>
            {
                Learning::Begun(Progress {
                    drill: Drill::Done,
                    ..last
                })
            }
            unchanged => unchanged,
        }
    }
}

impl Collection {
    /// The collection of a learner to whom nothing has happened yet.
    pub fn empty() -> Self {
        Self {
            settings: Settings::INITIAL,
            lineage: Lineage::default(),
            cards: FxHashMap::default(),
            documents: Vec::new(),
        }
    }

    /// Folds the whole journal.
    pub fn fold(journal: &Journal) -> Self {
        let mut collection = Self::empty();
        let reverted = journal.reverted();
        let is_live = |event: &&Event| reverted.is_empty() || !reverted.contains(&event.id);
        // Settings and carries apply to all history, so they are read first.
        for event in journal.history().iter().filter(is_live) {
            match event.fact {
                Fact::Configured(setting) => collection.settings.apply(setting),
                Fact::Carried(carried) => {
                    collection.lineage.carry(carried, event.order());
                }
                _ => {}
            }
        }
        collection.lineage.shorten();
        for event in journal.history().iter().filter(is_live) {
            collection.step(event);
        }
        collection
    }

    /// Follows the journal by one event, which it has just inserted with that placement.
    pub fn advance(&mut self, journal: &Journal, event: &Event, placement: Placement) {
        if placement == Placement::Known {
            return;
        }
        let act = journal.act_of(event).unwrap_or(event);
        match (placement, act.fact.card()) {
            (Placement::Last, Some(_)) if act.id == event.id => self.step(event),
            (Placement::Last, None) => match event.fact {
                Fact::Imported(_) => self.step(event),
                Fact::Carried(carried) => self.carry(journal, carried, event),
                _ => *self = Self::fold(journal),
            },
            // What was renamed may have been another card's event.
            (Placement::Last, Some(card)) => {
                self.refold_card(journal, self.lineage.holder_at(card, journal.order_of(act)));
            }
            _ => *self = Self::fold(journal),
        }
    }

    fn step(&mut self, event: &Event) {
        if let Some(card) = self.card_of(event) {
            let state = self.cards.entry(card).or_insert(CardState::UNTOUCHED);
            *state = state.after(event.moment, &event.fact, &self.settings);
        } else if let Fact::Imported(imported) = &event.fact {
            let place = |document: &&mut Imported| {
                document.roadmap == imported.roadmap && document.path == imported.path
            };
            match self.documents.iter_mut().find(place) {
                Some(document) => document.content = imported.content,
                None => self.documents.push((**imported).clone()),
            }
        }
    }

    /// Follows a carry, which comes after every other event.
    fn carry(&mut self, journal: &Journal, carried: Carried, event: &Event) {
        let Outcome::Moved(source) = self.lineage.carry(carried, event.order()) else {
            return;
        };
        let Some(state) = self.cards.remove(&source) else {
            return;
        };
        match self.cards.entry(carried.to) {
            Entry::Vacant(free) => {
                free.insert(state);
            }
            Entry::Occupied(_) => self.refold_card(journal, carried.to),
        }
    }

    /// Folds again what counts for `card`, which holds its history.
    fn refold_card(&mut self, journal: &Journal, card: CardId) {
        let mut touched = false;
        let mut state = CardState::UNTOUCHED;
        for event in journal.live().filter(|e| self.card_of(e) == Some(card)) {
            touched = true;
            state = state.after(event.moment, &event.fact, &self.settings);
        }
        if touched {
            self.cards.insert(card, state);
        } else {
            self.cards.remove(&card);
        }
    }

    /// The value of every setting.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The card that an event of the history counts for; `None` for an event about none.
    pub fn card_of(&self, event: &Event) -> Option<CardId> {
        let card = event.fact.card()?;
        Some(self.lineage.holder_at(card, event.order()))
    }

    /// The card that has the history of `card`: itself, unless that was carried elsewhere.
    pub fn holder(&self, card: CardId) -> CardId {
        self.lineage.holder(card)
    }

    /// The state of a card; untouched if no event counts for it.
    ///
    /// An id whose history was carried elsewhere answers with what became of it, so that a device
    /// that still shows the old wording does not ask for it as new.
    pub fn card(&self, card: CardId) -> CardState {
        self.cards
            .get(&self.holder(card))
            .copied()
            .unwrap_or(CardState::UNTOUCHED)
    }

    /// Every card that an event counts for, in no particular order; of a history that was carried
    /// only the card that has it now.
    pub fn touched_cards(&self) -> impl ExactSizeIterator<Item = (CardId, &CardState)> {
        self.cards.iter().map(|(id, state)| (*id, state))
    }

    /// The current documents, in the order of their first imports.
    pub fn documents(&self) -> &[Imported] {
        &self.documents
    }

    /// The current document at a path of a roadmap.
    pub fn document(&self, roadmap: &RoadmapId, path: &str) -> Option<ContentHash> {
        let documents = self.documents.iter();
        documents
            .filter(|document| document.roadmap == *roadmap && document.path == path)
            .map(|document| document.content)
            .next()
    }
}

impl Fact {
    /// The card that this fact is directly about, by the id it had then.
    pub const fn card(&self) -> Option<CardId> {
        match self {
            Self::Reviewed(review) => Some(review.card),
            Self::Suspended(card) | Self::Resumed(card) => Some(*card),
            Self::Reverted(_)
            | Self::Configured(_)
            | Self::Imported(_)
            | Self::Carried(_)
            | Self::Reclocked(_) => None,
        }
    }
}
