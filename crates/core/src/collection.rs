//! The collection: the state of every card, folded from the journal.
//!
//! A fold is a pure function of the set of events. [`Collection::advance`] does the same work
//! step by step, and a property test holds the two together.

mod card_state;
mod lineage;
mod members;
mod recollection;
mod step;

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::annotation::Annotations;
use crate::arrangement::{Arrangement, Plan};
use crate::id::{CardId, ContentHash, RoadmapId, SectionId};
use crate::journal::{Carried, Event, Fact, Imported, Journal, Placement};
use crate::practice::Practice;
use crate::scheduler::Scheduler;
use crate::scheduler::fsrs::Parameters;
use crate::setting::Settings;

use lineage::{Lineage, Outcome};

pub use card_state::{Activity, CardState, Drill, LEECH_LAPSES, Learning, Mark, Progress};
pub use members::Members;
pub(crate) use recollection::Method;
pub use recollection::{Recollection, Since};
pub use step::Step;

/// What is written on a card on which nothing is.
static UNWRITTEN: Annotations = Annotations::NONE;
/// What holds of a roadmap of which nothing was arranged.
static UNPLANNED: Plan = Plan::INITIAL;

/// Everything that follows from a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    settings: Settings,
    /// Which card the events of an id count for.
    lineage: Lineage,
    /// Only cards that an event counts for; every other card is new and active.
    cards: FxHashMap<CardId, CardState>,
    /// Only cards on which something is written.
    annotations: FxHashMap<CardId, Annotations>,
    /// Only roadmaps of which something was arranged.
    plans: FxHashMap<RoadmapId, Plan>,
    /// Only sections of which a step was marked.
    practice: FxHashMap<SectionId, Practice>,
    /// The current document of each path of each roadmap, in the order of their first imports.
    documents: Vec<Imported>,
    /// Which cards are of which roadmap; no event says it.
    members: Arc<Members>,
}

impl Collection {
    /// The collection of a learner to whom nothing has happened yet.
    pub fn empty() -> Self {
        Self {
            settings: Settings::INITIAL,
            lineage: Lineage::default(),
            cards: FxHashMap::default(),
            annotations: FxHashMap::default(),
            plans: FxHashMap::default(),
            practice: FxHashMap::default(),
            documents: Vec::new(),
            members: Arc::default(),
        }
    }

    /// Folds the whole journal.
    pub fn fold(journal: &Journal) -> Self {
        Self::fold_as_if(journal, &[])
    }

    /// Folds the whole journal as though these settings, arrangements and parameters came last.
    pub fn fold_as_if(journal: &Journal, supposed: &[Fact]) -> Self {
        let mut collection = Self::empty();
        let reverted = journal.reverted();
        let is_live = |event: &&Event| reverted.is_empty() || !reverted.contains(&event.id);
        let live = || journal.history().iter().filter(is_live);
        let mut parameters = Parameters::DEFAULT;
        let mut is_fsrs_wanted = false;
        // Settings and carries apply to all history, so they are read first.
        let mut hold = |fact: &Fact| match fact {
            Fact::Configured(setting) => collection.settings.apply(*setting),
            Fact::Fitted(fitted) => parameters = **fitted,
            Fact::Arranged(arranged) => {
                is_fsrs_wanted |= matches!(
                    arranged.arrangement,
                    Arrangement::Scheduler(Scheduler::Fsrs6(_))
                );
            }
            _ => {}
        };
        for event in live() {
            if let Fact::Carried(carried) = event.fact {
                collection.lineage.carry(carried, event.order());
            }
            hold(&event.fact);
        }
        supposed.iter().for_each(hold);
        if is_fsrs_wanted {
            collection.settings.fsrs = Some(parameters);
        }
        collection.lineage.shorten();
        for event in live() {
            collection.step(event);
        }
        for fact in supposed {
            collection.arrange(fact);
        }
        collection
    }

    fn arrange(&mut self, fact: &Fact) {
        if let Fact::Arranged(arranged) = fact {
            let plan = self.plans.entry(arranged.roadmap.clone()).or_default();
            plan.apply(arranged.arrangement);
        }
    }

    /// Puts cards into these states.
    pub(crate) fn put(&mut self, states: &[(CardId, CardState)]) {
        for (card, state) in states {
            *self.cards.entry(*card).or_insert(CardState::UNTOUCHED) = *state;
        }
    }

    /// Follows one more live event, which comes after every other and whose like is in no need of
    /// the events before.
    pub(crate) fn follow(&mut self, event: &Event) {
        self.step(event);
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
                Fact::Imported(_) | Fact::Practised(_) if act.id == event.id => self.step(event),
                Fact::Arranged(ref arranged)
                    if act.id == event.id && !arranged.arrangement.holds_for_all_history() =>
                {
                    self.step(event);
                }
                Fact::Carried(carried) => self.carry(journal, carried, event),
                _ => self.refold(journal),
            },
            // What was renamed may have been another card's event.
            (Placement::Last, Some(card)) => {
                self.refold_card(journal, self.lineage.holder_at(card, journal.order_of(act)));
            }
            _ => self.refold(journal),
        }
    }

    /// Folds the whole journal; what no event says stays.
    pub fn refold(&mut self, journal: &Journal) {
        let members = self.members();
        *self = Self::fold(journal);
        self.members = members;
    }

    /// Learns which cards are of which roadmap, and so by which method each comes back.
    pub fn join(&mut self, members: Arc<Members>) {
        self.members = members;
    }

    /// Which cards are known to be of which roadmap.
    pub fn members(&self) -> Arc<Members> {
        Arc::clone(&self.members)
    }

    /// A state of a card as the method of its roadmap has it.
    pub fn as_scheduled(&self, card: CardId, state: CardState) -> CardState {
        if self.settings.fsrs.is_none() {
            return state;
        }
        let roadmap = self.members.roadmap_of(card);
        let scheduler = roadmap.map_or(Scheduler::Sm2, |roadmap| self.plan(roadmap).scheduler);
        state.scheduled_by(&Method::of(scheduler, &self.settings), card)
    }

    fn step(&mut self, event: &Event) {
        if let Some(card) = self.card_of(event) {
            let state = self.cards.entry(card).or_insert(CardState::UNTOUCHED);
            *state = state.after(event.moment, &event.fact, &self.settings);
            self.annotate(card, &event.fact);
            return;
        }
        match &event.fact {
            Fact::Imported(imported) => self.import(imported),
            fact @ Fact::Arranged(_) => self.arrange(fact),
            Fact::Practised(practised) => {
                let practice = self.practice.entry(practised.section).or_default();
                practice.mark(practised.step, practised.change, event.moment.instant);
            }
            _ => {}
        }
    }

    fn import(&mut self, imported: &Imported) {
        let place = |document: &&mut Imported| {
            document.roadmap == imported.roadmap && document.path == imported.path
        };
        match self.documents.iter_mut().find(place) {
            Some(document) => document.content = imported.content,
            None => self.documents.push(imported.clone()),
        }
    }

    fn annotate(&mut self, card: CardId, fact: &Fact) {
        let annotations = match fact {
            Fact::Answered(answered) => {
                let annotations = self.annotations.entry(card).or_default();
                annotations.answer = (!answered.text.is_empty()).then(|| answered.text.clone());
                annotations
            }
            Fact::Tagged(tagged) => {
                let annotations = self.annotations.entry(card).or_default();
                annotations.tag(&tagged.tag, tagged.change);
                annotations
            }
            _ => return,
        };
        if annotations.is_empty() {
            self.annotations.remove(&card);
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
        let annotations = self.annotations.remove(&source);
        match self.cards.entry(carried.to) {
            Entry::Vacant(free) => {
                free.insert(state);
                if let Some(annotations) = annotations {
                    self.annotations.insert(carried.to, annotations);
                }
            }
            Entry::Occupied(_) => self.refold_card(journal, carried.to),
        }
    }

    /// Folds again what counts for `card`, which holds its history.
    fn refold_card(&mut self, journal: &Journal, card: CardId) {
        self.cards.remove(&card);
        self.annotations.remove(&card);
        for event in journal.live() {
            if self.card_of(event) == Some(card) {
                self.step(event);
            }
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

    /// For each card whose history was carried to it, the first id that this history went by.
    ///
    /// It stays the same however often the question is reworded, so that other tools know the card.
    pub fn origins(&self) -> FxHashMap<CardId, CardId> {
        self.lineage.origins()
    }

    /// The state of a card; untouched if no event counts for it.
    ///
    /// An id whose history was carried elsewhere answers with what became of it, so that a device
    /// that still shows the old wording does not ask for it as new.
    pub fn card(&self, card: CardId) -> CardState {
        let holder = self.holder(card);
        self.as_scheduled(holder, *self.state(holder))
    }

    /// The state of a card as SM-2 has it, whatever its roadmap is under.
    pub fn state(&self, card: CardId) -> &CardState {
        let found = self.cards.get(&self.holder(card));
        found.unwrap_or(&CardState::UNTOUCHED)
    }

    /// Whether an event says something of this card, or of the one that has its history.
    pub fn is_touched(&self, card: CardId) -> bool {
        *self.state(card) != CardState::UNTOUCHED
    }

    /// What SM-2 makes of every card that an event counts for, in no particular order.
    pub(crate) fn states(&self) -> impl Iterator<Item = &CardState> {
        self.cards.values()
    }

    /// Every card that an event counts for, in no particular order; of a history that was carried
    /// only the card that has it now.
    pub fn touched_cards(&self) -> impl ExactSizeIterator<Item = (CardId, CardState)> {
        let cards = self.cards.iter();
        cards.map(|(id, state)| (*id, self.as_scheduled(*id, *state)))
    }

    /// What the learner wrote on a card.
    pub fn annotations(&self, card: CardId) -> &Annotations {
        let card = self.lineage.holder(card);
        self.annotations.get(&card).unwrap_or(&UNWRITTEN)
    }

    /// Every card on which something is written, in no particular order.
    pub fn annotated_cards(&self) -> impl ExactSizeIterator<Item = (CardId, &Annotations)> {
        self.annotations.iter().map(|(id, written)| (*id, written))
    }

    /// How the learner studies a roadmap.
    pub fn plan(&self, roadmap: &RoadmapId) -> &Plan {
        self.plans.get(roadmap).unwrap_or(&UNPLANNED)
    }

    /// Every roadmap of which something was arranged, in no particular order.
    pub fn plans(&self) -> impl Iterator<Item = (&RoadmapId, &Plan)> {
        self.plans.iter()
    }

    /// Which steps of a section's practice loop were done.
    pub fn practice(&self, section: SectionId) -> Practice {
        self.practice
            .get(&section)
            .copied()
            .unwrap_or(Practice::NONE)
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
            Self::Suspended(card) | Self::Resumed(card) | Self::Buried(card) => Some(*card),
            Self::Answered(answered) => Some(answered.card),
            Self::Flagged(flagged) => Some(flagged.card),
            Self::Tagged(tagged) => Some(tagged.card),
            Self::Placed(placed) => Some(placed.card),
            Self::Arranged(_)
            | Self::Practised(_)
            | Self::Reverted(_)
            | Self::Configured(_)
            | Self::Fitted(_)
            | Self::Imported(_)
            | Self::Carried(_)
            | Self::Reclocked(_) => None,
        }
    }
}
