//! Pieces of history that cannot be read where they are.

use waymark_store::KeyValue;
use waymark_store::StoreError;
use waymark_store::diagnosis::{Elsewhere, Keeper};
use waymark_store::mirror::Brought;
use waymark_store::reader::Unreadable;

use super::Learner;

/// Segments that could not be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Damage {
    /// In this store.
    pub here: Vec<Unreadable>,
    /// In the second store.
    pub in_mirror: Vec<Unreadable>,
    /// The keys of those that are damaged here and whole in the second store.
    pub whole_in_mirror: Vec<String>,
}

/// A segment that cannot be read where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The segment.
    pub segment: Unreadable,
    /// Which store holds it so.
    pub keeper: Keeper,
    /// Whether the other store has it whole.
    pub elsewhere: Elsewhere,
}

impl<S: KeyValue> Learner<S> {
    /// The pieces of history that neither store can read.
    pub fn unreadable(&self) -> Vec<&Unreadable> {
        let Damage {
            here,
            in_mirror,
            whole_in_mirror,
        } = &self.damage;
        let is_here = |key: &str| self.heads.contains_key(key);
        let lost = here.iter().filter(|s| !whole_in_mirror.contains(&s.key));
        let in_mirror = in_mirror.iter().filter(|s| {
            // The same key is named once, and not at all if its text here is whole.
            !is_here(&s.key) && !here.iter().any(|other| other.key == s.key)
        });
        lost.chain(in_mirror).collect()
    }

    /// The keys of the segments that are damaged here and were read from the second store.
    pub fn recovered(&self) -> &[String] {
        &self.damage.whole_in_mirror
    }

    /// Every segment that cannot be read where it is.
    pub fn damaged(&self) -> Vec<Damaged> {
        let elsewhere = |is_whole| {
            if is_whole {
                Elsewhere::Whole
            } else {
                Elsewhere::Nowhere
            }
        };
        let here = self.damage.here.iter().map(|segment| Damaged {
            segment: segment.clone(),
            // What storage does not say is told of elsewhere.
            keeper: if self.store.is_archived(&segment.key).unwrap_or_default() {
                Keeper::Archive
            } else {
                Keeper::First
            },
            elsewhere: elsewhere(self.damage.whole_in_mirror.contains(&segment.key)),
        });
        let in_mirror = self.damage.in_mirror.iter().map(|segment| Damaged {
            segment: segment.clone(),
            keeper: Keeper::Second,
            elsewhere: elsewhere(self.heads.contains_key(&segment.key)),
        });
        here.chain(in_mirror).collect()
    }

    /// Knows which damaged segments were read from the second store.
    pub fn has_recovered(&mut self, whole_in_mirror: Vec<String>) {
        self.damage.whole_in_mirror = whole_in_mirror;
    }

    /// Takes in what the second store holds and this one does not, stores it here first, and says
    /// how many events that were.
    ///
    /// # Errors
    /// [`StoreError`] when storage refuses; the events are in the second store as before.
    pub fn heal(&mut self, brought: Brought) -> Result<usize, StoreError> {
        self.recall()?;
        self.damage.in_mirror = brought.unreadable;
        let new = self.unknown(brought.events);
        if !new.is_empty() {
            self.writer.adopt(&self.store, &new)?;
        }
        let here = self.damage.here.iter().map(|segment| &segment.key);
        let whole = here.filter(|key| brought.readable.contains(key));
        self.damage.whole_in_mirror = whole.cloned().collect();
        let count = new.len();
        self.past.extend(new);
        Ok(count)
    }
}
