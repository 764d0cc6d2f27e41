//! When the event of each id happened: with the id, that gives its place among all others.

use rustc_hash::FxHashMap;

use crate::id::{EventId, ReplicaId};
use crate::time::Instant;

/// Instants by id.
///
/// A replica counts its events, so nearly all lie in one row for each replica. That is a good deal
/// smaller than a table of ids, and half a million are put there in a few milliseconds.
#[derive(Clone, Debug, Default)]
pub(super) struct Instants {
    rows: FxHashMap<ReplicaId, Row>,
    /// Those that came out of turn.
    others: FxHashMap<EventId, Instant>,
}

/// Instants of consecutive events.
#[derive(Clone, Debug)]
struct Row {
    first: u32,
    instants: Vec<Instant>,
}

impl Row {
    fn index(&self, sequence: u32) -> Option<usize> {
        usize::try_from(sequence.checked_sub(self.first)?).ok()
    }
}

impl Instants {
    /// When the event of that id happened, if there is one.
    pub fn get(&self, id: EventId) -> Option<Instant> {
        let row = self.rows.get(&id.replica);
        let instant = row.and_then(|row| row.instants.get(row.index(id.sequence)?));
        instant.or_else(|| self.others.get(&id)).copied()
    }

    /// When the first event of a replica happened, if there is one.
    pub fn first_of(&self, replica: ReplicaId) -> Option<Instant> {
        let row = self.rows.get(&replica);
        let in_row = row.into_iter().flat_map(|row| &row.instants);
        let others = self.others.iter().filter(|(id, _)| id.replica == replica);
        in_row
            .chain(others.map(|(_, instant)| instant))
            .min()
            .copied()
    }

    /// Puts an instant in the place of the one before, if there is one.
    pub fn insert(&mut self, id: EventId, instant: Instant) {
        let row = self.rows.entry(id.replica).or_insert_with(|| Row {
            first: id.sequence,
            instants: Vec::new(),
        });
        match row.index(id.sequence) {
            Some(index) if index == row.instants.len() && !self.others.contains_key(&id) => {
                row.instants.push(instant);
            }
            Some(index) if index < row.instants.len() => row.instants[index] = instant,
            _ => {
                self.others.insert(id, instant);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

        #[test]
        fn it_is_a_table(inserted in prop::collection::vec((0_u64..3, 0_u32..12, any::<i64>()), 0..60)) {
            let mut instants = Instants::default();
            let mut table = FxHashMap::default();
            for (replica, sequence, unix_ms) in inserted {
                let id = EventId { replica: ReplicaId::from_bits(replica), sequence };
                instants.insert(id, Instant::from_unix_ms(unix_ms));
                table.insert(id, Instant::from_unix_ms(unix_ms));
                for replica in 0..4 {
                    let of_replica = table.iter().filter(|(id, _)| id.replica.bits() == replica);
                    let first = of_replica.map(|(_, instant)| *instant).min();
                    prop_assert_eq!(instants.first_of(ReplicaId::from_bits(replica)), first);
                    for sequence in 0..13 {
                        let id = EventId { replica: ReplicaId::from_bits(replica), sequence };
                        prop_assert_eq!(instants.get(id), table.get(&id).copied());
                    }
                }
            }
        }
    }
}
