//! What of a roadmap the learner opened and closed: coming back from a card, it is so again.

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use waymark_core::card::SectionIndex;
use waymark_core::id::RoadmapId;

use crate::components::element::Presence;

/// Something on the page that opens and closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The phase of that section.
    Phase(SectionIndex),
    /// The section itself.
    Section(SectionIndex),
}

thread_local! {
    /// What was opened or closed since this page was loaded.
    static TURNED: RefCell<FxHashMap<(RoadmapId, Part), Presence>> = RefCell::default();
}

/// Keeps in mind what the learner did to a part.
pub fn keep(roadmap: &RoadmapId, part: Part, open: Presence) {
    TURNED.with_borrow_mut(|turned| turned.insert((roadmap.clone(), part), open));
}

/// Whether the learner left a part open; `None` where they never touched it.
pub fn kept(roadmap: &RoadmapId, part: Part) -> Option<Presence> {
    TURNED.with_borrow(|turned| turned.get(&(roadmap.clone(), part)).copied())
}
