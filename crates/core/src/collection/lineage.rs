//! Where histories went: which card the events of each id count for.
//!
//! An id has one *life* from the beginning. A [`Carried`] joins the life that `from` names to the
//! one that `to` names, with everything in it, earlier and later alike. Only where the history of
//! `to` had moved on itself does `to` begin another life: events that name it from then on belong
//! to what was carried to it, and its former ones stay where they went. So nothing runs in a
//! circle, and each event counts for exactly one card.

use rustc_hash::FxHashMap;

use crate::id::CardId;
use crate::journal::{Carried, Event, EventOrder, Fact};

/// Which card the events of each id count for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lineage {
    /// The lives of each id that a live `Carried` names, in order; never empty.
    lives: FxHashMap<CardId, Vec<Life>>,
}

/// A stretch of time in which an id names one history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Life {
    /// The `Carried` that began it; none began the first.
    since: Option<EventOrder>,
    /// The id whose card has the history now.
    holder: CardId,
}

impl Lineage {
    /// Follows the live events, which come in order.
    pub fn of<'a>(live: impl Iterator<Item = &'a Event>) -> Self {
        let mut tracing = Tracing::default();
        for event in live {
            if let Fact::Carried(carried) = event.fact {
                tracing.carry(carried, event.order());
            }
        }
        tracing.finish()
    }

    /// The card that an event about `card` counts for, if it stands at `order`.
    pub fn holder_at(&self, card: CardId, order: EventOrder) -> CardId {
        // Most journals carry nothing, and this is asked of each of their events.
        if self.lives.is_empty() {
            return card;
        }
        let lives = self.lives.get(&card).into_iter().flatten();
        let begun = lives.rev().find(|life| life.since <= Some(order));
        begun.map_or(card, |life| life.holder)
    }

    /// The card that has the history of `card` now.
    pub fn holder(&self, card: CardId) -> CardId {
        let lives = self.lives.get(&card);
        lives
            .and_then(|lives| lives.last())
            .map_or(card, |life| life.holder)
    }
}

/// The lives while they are joined.
#[derive(Default)]
struct Tracing {
    /// Each life with what it was joined to; one joined to itself holds its history.
    joined: Vec<usize>,
    /// The id of each life, and when it began.
    begun: Vec<(CardId, Option<EventOrder>)>,
    /// The last life of each id.
    current: FxHashMap<CardId, usize>,
}

impl Tracing {
    fn carry(&mut self, Carried { from, to }: Carried, order: EventOrder) {
        let source = self.current(from);
        let source = self.end_of(source);
        let target = self.current(to);
        if source == target {
            return;
        }
        let target = if self.end_of(target) == target {
            target
        } else {
            self.begin(to, Some(order))
        };
        if let Some(joined) = self.joined.get_mut(source) {
            *joined = target;
        }
    }

    fn current(&mut self, card: CardId) -> usize {
        match self.current.get(&card) {
            Some(life) => *life,
            None => self.begin(card, None),
        }
    }

    fn begin(&mut self, card: CardId, since: Option<EventOrder>) -> usize {
        let life = self.joined.len();
        self.joined.push(life);
        self.begun.push((card, since));
        self.current.insert(card, life);
        life
    }

    /// The life that holds the history of `life`. Each one on the way is joined to the one after
    /// the next, so that long chains are short the next time.
    fn end_of(&mut self, mut life: usize) -> usize {
        while let Some(&next) = self.joined.get(life)
            && next != life
        {
            let after = self.joined.get(next).copied().unwrap_or(next);
            if let Some(joined) = self.joined.get_mut(life) {
                *joined = after;
            }
            life = after;
        }
        life
    }

    fn finish(mut self) -> Lineage {
        let mut lives: FxHashMap<CardId, Vec<Life>> = FxHashMap::default();
        for life in 0..self.begun.len() {
            let end = self.end_of(life);
            if let (Some(&(card, since)), Some(&(holder, _))) =
                (self.begun.get(life), self.begun.get(end))
            {
                lives.entry(card).or_default().push(Life { since, holder });
            }
        }
        Lineage { lives }
    }
}
