//! Prerequisites: new cards of a phase wait until every phase before it is known well enough.
//!
//! [`Grasp::readiness`] says what that is. For the queue of a day, cards that the day may still bring
//! count as begun and recalled, and so do those begun today: they have only just been met.

use crate::id::{RoadmapId, SectionId};
use crate::mastery::readiness::Grasp;

/// New cards of a phase that wait for an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldPhase {
    /// Its roadmap.
    pub roadmap: RoadmapId,
    /// The phase; opening it lets its cards come.
    pub phase: SectionId,
    /// The phase that is not yet known well enough.
    pub behind: SectionId,
    /// How far that is today.
    pub grasp: Grasp,
    /// New cards that wait, those of later phases of the roadmap as well.
    pub cards: usize,
}
