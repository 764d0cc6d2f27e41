//! What names things that come from Anki: the same in every import, so that a second adds nothing.

use std::hash::Hasher as _;

use siphasher::sip::SipHasher24;
use waymark_core::id::{CardId, ReplicaId};

/// Raised when what an event says of the same row changes.
const VERSION: u8 = 1;

/// What a note that Waymark exported is known by begins with; the id of its card follows.
const OWN_GUID: &str = "waymark-";

/// The id that a note's card is given in a document; further cards of it have a number at the end.
pub fn name_of_note(guid: &str) -> String {
    format!("anki-{:016x}", hash(&[b"note", guid.as_bytes()]))
}

/// The id of such a further card.
pub fn name_of_card(note: &str, place: i64) -> String {
    match place {
        0 => note.to_owned(),
        place => format!("{note}-{}", place.saturating_add(1)),
    }
}

/// The replicas that state the rows of a card's review log.
pub struct ReplicasOfReviews(SipHasher24);

impl ReplicasOfReviews {
    /// Of the card at `place` of a note.
    pub fn of(guid: &str, place: i64) -> Self {
        Self(begin(&[b"review", guid.as_bytes(), &place.to_le_bytes()]))
    }

    /// The replica that states the row of the log with this id.
    pub fn of_row(&self, log: i64) -> ReplicaId {
        let mut hasher = self.0;
        add(&mut hasher, &log.to_le_bytes());
        ReplicaId::from_bits(hasher.finish())
    }
}

/// The replica that states how a card stands, by all that this follows from.
pub fn replica_of_state(guid: &str, place: i64, state: &[u8]) -> ReplicaId {
    let place = place.to_le_bytes();
    ReplicaId::from_bits(hash(&[b"state", guid.as_bytes(), &place, state]))
}

/// The replica that states by which retention a roadmap was studied in Anki.
pub fn replica_of_scheduler(roadmap: &str, percent: u8, changed_s: i64) -> ReplicaId {
    ReplicaId::from_bits(hash(&[
        b"scheduler",
        roadmap.as_bytes(),
        &[percent],
        &changed_s.to_le_bytes(),
    ]))
}

/// The replica that states that a document came.
pub fn replica_of_document(roadmap: &str, content: u128) -> ReplicaId {
    ReplicaId::from_bits(hash(&[
        b"document",
        roadmap.as_bytes(),
        &content.to_le_bytes(),
    ]))
}

/// The card that a note is about if Waymark exported it: the first id that its history went by,
/// which every history knows. Where two notes would be known by it, the second says its own id in its
/// last field.
pub fn own_card(guid: &str, fields: &[String]) -> Option<CardId> {
    let known = guid.strip_prefix(OWN_GUID)?;
    let said = || fields.last()?.trim().parse().ok();
    known.parse().ok().or_else(said)
}

/// SipHash-2-4 with keys of zero over the version and the fields, each after its length.
fn hash(fields: &[&[u8]]) -> u64 {
    begin(fields).finish()
}

/// The same before its end, to which further fields may be added.
fn begin(fields: &[&[u8]]) -> SipHasher24 {
    let mut hasher = SipHasher24::new();
    hasher.write(&[VERSION]);
    for field in fields {
        add(&mut hasher, field);
    }
    hasher
}

fn add(hasher: &mut SipHasher24, field: &[u8]) {
    hasher.write(&(field.len() as u64).to_le_bytes());
    hasher.write(field);
}
