//! Re-import: which cards of a new version of a roadmap are those of the old one.
//!
//! A card keeps its history while its id stays, and an id is made of the question. Where the id
//! changed, the histories are matched here: surely enough to be carried without asking, or only
//! as a proposal that the learner confirms. What a roadmap was like before is known from a
//! [`Snapshot`], so the old document need not be there.

mod likeness;
mod snapshot;
mod written;

use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::id::CardId;
use crate::journal::{Carried, Fact};

pub use likeness::Likeness;
pub use snapshot::{Fingerprint, Sketch, Snapshot};

/// Which importer made the ids of a roadmap's cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImporterVersion(pub u32);

/// The importer of this program.
///
/// It is raised with every change after which documents make other cards or other ids, so that
/// each roadmap is compared once with what it was before.
pub const IMPORTER_VERSION: ImporterVersion = ImporterVersion(3);

/// What becomes of the cards of the old version, and which are new.
///
/// Each old card is in exactly one list but `new`, each new one in exactly one but `gone`. The
/// lists are in the order of the old version, `new` in that of the new one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The same in every respect, if not in its line or numbering.
    pub kept: Vec<CardId>,
    /// The same in another section.
    pub moved: Vec<CardId>,
    /// The same question with another answer, other markup or other words under an id that its
    /// author gave.
    pub edited: Vec<CardId>,
    /// Known to be the same under another id: the history moves.
    pub carried: Vec<Carried>,
    /// Probably reworded: the history moves if the learner says so.
    pub proposed: Vec<Proposal>,
    /// Not there before.
    pub new: Vec<CardId>,
    /// No longer there: the history stays, and nobody asks.
    pub gone: Vec<CardId>,
}

/// A card that is probably an old one in other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What confirming it states.
    pub carry: Carried,
    /// How much the two questions are alike.
    pub likeness: Likeness,
}

impl Comparison {
    /// The facts that move histories: all that are sure, and those proposals that were confirmed.
    ///
    /// A history that is empty need not be moved: who knows the journal may leave such facts out.
    pub fn carries<'a>(&'a self, confirmed: &[Carried]) -> impl Iterator<Item = Fact> + use<'a> {
        let confirmed: FxHashSet<Carried> = confirmed.iter().copied().collect();
        let proposed = self.proposed.iter().map(|proposal| proposal.carry);
        let proposed = proposed.filter(move |carry| confirmed.contains(carry));
        let sure = self.carried.iter().copied();
        sure.chain(proposed).map(Fact::Carried)
    }
}

/// Compares two versions of one roadmap; the caller knows that they are versions of one.
///
/// Cards are matched by their ids; then, if their kind is the same, by their question, which
/// finds those whose ids are made in another way now; then by an answer that no other card of
/// the section has; and at last by the likeness of their questions, as proposals.
pub fn compare(old: &Snapshot, new: &Snapshot) -> Comparison {
    let mut matching = Matching {
        old,
        new,
        of_old: vec![None; old.cards.len()],
        of_new: vec![None; new.cards.len()],
    };
    matching.by_unique(Certainty::Same, |_, card| Some(card.id));
    matching.by_unique(Certainty::Sure, |_, card| Some((card.kind, card.question)));
    let paths = [old.places(), new.places()];
    matching.by_unique(Certainty::Sure, |version, card| {
        let paths = match version {
            Version::Old => &paths[0],
            Version::New => &paths[1],
        };
        let path = paths.get(card.section)?;
        Some((card.kind, card.answer?, path.as_str()))
    });
    matching.by_likeness();
    matching.into_comparison(&paths)
}

#[derive(Clone, Copy)]
enum Version {
    Old,
    New,
}

/// How two cards came to be matched.
#[derive(Clone, Copy)]
enum Certainty {
    /// They have one id.
    Same,
    /// Nothing else fits.
    Sure,
    /// They are alike.
    Likely(Likeness),
}

/// The matches so far.
struct Matching<'a> {
    old: &'a Snapshot,
    new: &'a Snapshot,
    /// For each old card the place of its new one.
    of_old: Vec<Option<(usize, Certainty)>>,
    /// For each new card the place of its old one.
    of_new: Vec<Option<usize>>,
}

impl<'a> Matching<'a> {
    /// Matches cards that alone have a key, among all cards of their version.
    fn by_unique<K: Eq + Hash>(
        &mut self,
        certainty: Certainty,
        key: impl Fn(Version, &'a Sketch) -> Option<K>,
    ) {
        let of_new = unique(&self.new.cards, |card| key(Version::New, card));
        let of_old = unique(&self.old.cards, |card| key(Version::Old, card));
        for (key, old) in of_old {
            if let (Some(old), Some(Some(new))) = (old, of_new.get(&key)) {
                self.pair(old, *new, certainty);
            }
        }
    }

    fn pair(&mut self, old: usize, new: usize, certainty: Certainty) {
        if let (Some(of_old @ None), Some(of_new @ None)) =
            (self.of_old.get_mut(old), self.of_new.get_mut(new))
        {
            *of_old = Some((new, certainty));
            *of_new = Some(old);
        }
    }

    fn by_likeness(&mut self) {
        let without = |matched: bool, at: usize| (!matched).then_some(at);
        let of_old = self.of_old.iter().enumerate();
        let of_old = of_old.filter_map(|(at, matched)| without(matched.is_some(), at));
        let of_new = self.of_new.iter().enumerate();
        let of_new = of_new.filter_map(|(at, matched)| without(matched.is_some(), at));
        let (of_old, of_new): (Vec<_>, Vec<_>) = (of_old.collect(), of_new.collect());
        for alike in likeness::alike(self.old, &of_old, self.new, &of_new) {
            self.pair(alike.old, alike.new, Certainty::Likely(alike.likeness));
        }
    }

    fn into_comparison(self, places: &[Vec<String>; 2]) -> Comparison {
        let mut comparison = Comparison::default();
        let [old_places, new_places] = places;
        for (was, matched) in self.old.cards.iter().zip(&self.of_old) {
            let now = matched.and_then(|(new, certainty)| {
                let now = self.new.cards.get(new)?;
                Some((now, certainty))
            });
            let Some((now, certainty)) = now else {
                comparison.gone.push(was.id);
                continue;
            };
            let carry = Carried {
                from: was.id,
                to: now.id,
            };
            match certainty {
                Certainty::Sure => comparison.carried.push(carry),
                Certainty::Likely(likeness) => {
                    comparison.proposed.push(Proposal { carry, likeness });
                }
                Certainty::Same if was.written != now.written => comparison.edited.push(was.id),
                Certainty::Same if old_places.get(was.section) != new_places.get(now.section) => {
                    comparison.moved.push(was.id);
                }
                Certainty::Same => comparison.kept.push(was.id),
            }
        }
        let new = self.new.cards.iter().zip(&self.of_new);
        let new = new.filter(|(_, matched)| matched.is_none());
        comparison.new.extend(new.map(|(card, _)| card.id));
        comparison
    }
}

/// The place of the card that has each key, or nothing where several have it.
fn unique<'a, K: Eq + Hash>(
    cards: &'a [Sketch],
    key: impl Fn(&'a Sketch) -> Option<K>,
) -> FxHashMap<K, Option<usize>> {
    let mut places = FxHashMap::default();
    for (at, card) in cards.iter().enumerate() {
        if let Some(key) = key(card) {
            let place = places.entry(key).or_insert(Some(at));
            if *place != Some(at) {
                *place = None;
            }
        }
    }
    places
}
