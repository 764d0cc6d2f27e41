//! Where histories went: which card the events of each id count for.
//!
//! An id has one *life* from the beginning. A [`Carried`] joins the life that `from` names to the
//! one that `to` names, with everything in it, earlier and later alike. Only where the history of
//! `to` had moved on itself does `to` begin another life: events that name it from then on belong
//! to what was carried to it, and its former ones stay where they went. So nothing runs in a
//! circle, and each event counts for exactly one card.

use rustc_hash::FxHashMap;

use crate::id::CardId;
use crate::journal::{Carried, EventOrder};

/// Which card the events of each id count for.
#[derive(Clone, Debug, Default)]
pub(super) struct Lineage {
    lives: Vec<Life>,
    /// The lives of each id that was carried or carried to, in order; never empty.
    of_card: FxHashMap<CardId, Vec<usize>>,
}

/// A stretch of time in which an id names one history.
#[derive(Clone, Copy, Debug)]
struct Life {
    card: CardId,
    /// The `Carried` that began it; none began the first.
    since: Option<EventOrder>,
    /// The life that it was joined to; its own place while it holds its history.
    joined: usize,
    /// The `Carried` that joined it.
    until: Option<EventOrder>,
}

/// What a carry did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The history that this card held is that of the card it was carried to.
    Moved(CardId),
    /// It was there already.
    Nothing,
}

impl Lineage {
    /// Follows one live `Carried`, which comes after all others.
    pub fn carry(&mut self, Carried { from, to }: Carried, order: EventOrder) -> Outcome {
        let source = self.current(from);
        let source = self.end_of(source);
        let target = self.current(to);
        if source == target {
            return Outcome::Nothing;
        }
        let target = if self.joined(target) == Some(target) {
            target
        } else {
            self.begin(to, Some(order))
        };
        let Some(life) = self.lives.get_mut(source) else {
            return Outcome::Nothing;
        };
        life.joined = target;
        life.until = Some(order);
        Outcome::Moved(life.card)
    }

    /// Joins each life to the one that holds its history, so that none is asked by way of others.
    pub fn shorten(&mut self) {
        for life in 0..self.lives.len() {
            let end = self.end_of(life);
            if let Some(life) = self.lives.get_mut(life) {
                life.joined = end;
            }
        }
    }

    /// The card that an event about `card` counts for, if it stands at `order`.
    pub fn holder_at(&self, card: CardId, order: EventOrder) -> CardId {
        // Most journals carry nothing, and this is asked of each of their events.
        if self.lives.is_empty() {
            return card;
        }
        let lives = self.of_card.get(&card).into_iter().flatten().rev();
        let mut lives = lives.filter_map(|life| self.lives.get(*life));
        let begun = lives.find(|life| life.since <= Some(order));
        begun.map_or(card, |life| self.holder_of(life))
    }

    /// The card that has the history of `card` now.
    pub fn holder(&self, card: CardId) -> CardId {
        if self.lives.is_empty() {
            return card;
        }
        let last = self.of_card.get(&card).and_then(|lives| lives.last());
        let last = last.and_then(|life| self.lives.get(*life));
        last.map_or(card, |life| self.holder_of(life))
    }

    /// For each card that a history was carried to, the first id of that history: of all that it
    /// went by, the one that was left first.
    pub fn origins(&self) -> FxHashMap<CardId, CardId> {
        let mut left: Vec<&Life> = self.lives.iter().filter(|l| l.until.is_some()).collect();
        left.sort_by_key(|life| life.until);
        let mut origins = FxHashMap::default();
        for life in left {
            origins.entry(self.holder_of(life)).or_insert(life.card);
        }
        origins
    }

    fn holder_of<'a>(&'a self, mut life: &'a Life) -> CardId {
        while let Some(next) = self.lives.get(life.joined)
            && next.joined != life.joined
        {
            life = next;
        }
        self.lives.get(life.joined).unwrap_or(life).card
    }

    /// The last life of `card`.
    fn current(&mut self, card: CardId) -> usize {
        let last = self.of_card.get(&card).and_then(|lives| lives.last());
        last.copied().unwrap_or_else(|| self.begin(card, None))
    }

    fn begin(&mut self, card: CardId, since: Option<EventOrder>) -> usize {
        let joined = self.lives.len();
        self.lives.push(Life {
            card,
            since,
            joined,
            until: None,
        });
        self.of_card.entry(card).or_default().push(joined);
        joined
    }

    /// The life that holds the history of `life`. Each one on the way is joined to the one after
    /// the next, so that long ways are short the next time.
    fn end_of(&mut self, mut life: usize) -> usize {
        while let Some(next) = self.joined(life)
            && next != life
        {
            let after = self.joined(next).unwrap_or(next);
            if let Some(life) = self.lives.get_mut(life) {
                life.joined = after;
            }
            life = after;
        }
        life
    }

    fn joined(&self, life: usize) -> Option<usize> {
        self.lives.get(life).map(|life| life.joined)
    }
}

/// Two are the same if each event counts for the same card, by whatever way.
impl PartialEq for Lineage {
    fn eq(&self, other: &Self) -> bool {
        let told = |lineage: &Self| -> Vec<_> {
            let lives = lineage.lives.iter();
            lives
                .map(|life| (life.card, life.since, lineage.holder_of(life)))
                .collect()
        };
        told(self) == told(other)
    }
}

impl Eq for Lineage {}
