//! How a session goes: what one replica has reviewed.

use crate::id::ReplicaId;
use crate::journal::{Fact, Journal};

/// What a learner did in one session. Reverted reviews do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Ratings given, drill included.
    pub reviews: usize,
    /// Ratings that said the answer was recalled.
    pub recalled: usize,
    /// Time spent over cards, in milliseconds.
    pub took_ms: u64,
}

impl Session {
    /// Sums up the live reviews that `replica` recorded, whatever its clock said.
    pub fn of(journal: &Journal, replica: ReplicaId) -> Self {
        let mut session = Self {
            reviews: 0,
            recalled: 0,
            took_ms: 0,
        };
        for event in journal.live_of(replica) {
            if let Fact::Reviewed(review) = event.fact {
                session.reviews += 1;
                session.recalled += usize::from(review.rating.recalled());
                session.took_ms += u64::from(review.took.ms());
            }
        }
        session
    }
}
