//! What each roadmap brings on a day: its cards, taken one by one, and what its plan asks.

use super::limits::Limits;
use super::prospect::{Arrival, Leech, Prospect, Spent};
use super::{QueueCard, QueueRoadmap};
use crate::arrangement::Plan;
use crate::id::{CardId, NoteId};
use crate::mastery::readiness::{Grasp, Readiness};
use crate::ordering::{Key, ascending, put_in_order};
use crate::study::backlog::HORIZON;
use crate::study::demand::Demand;
use crate::study::phase::HeldPhase;
use crate::time::StudyDay;

/// What was found while the cards were taken.
pub struct Found {
    pub due: Vec<Candidate>,
    pub drill: Vec<Candidate>,
    pub asked_today: Vec<Candidate>,
    /// How many cards become due on each of the next days.
    pub coming: [u32; HORIZON],
    pub next_due: Option<StudyDay>,
    pub leeches: usize,
}

/// A card that has its turn by two keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub first: i64,
    pub second: u64,
    /// The place of its roadmap.
    pub place: usize,
    pub card: QueueCard,
}

/// What a roadmap brings today.
pub struct Course<'a> {
    pub roadmap: &'a QueueRoadmap,
    pub plan: &'a Plan,
    /// Its new cards that may be asked, in order.
    pub new: Vec<Candidate>,
    pub phases: Vec<Grasp>,
    /// Cards begun today, and begun earlier and reviewed today.
    pub done: Limits,
    /// New cards of today that its deadline makes come.
    pub promised: usize,
    /// What waits of it for an earlier phase.
    pub held: Option<HeldPhase>,
}

impl Candidate {
    /// A card of the roadmap at `place`.
    pub const fn of(first: i64, second: u64, place: usize, card: QueueCard) -> Self {
        Self {
            first,
            second,
            place,
            card,
        }
    }
}

/// Of each note the first card only, or all of them.
pub struct OneOfEach(pub Option<Vec<NoteId>>);

impl OneOfEach {
    /// Takes the cards away that have a sibling among those asked, those taken before, or those
    /// ahead of them, and says how many.
    ///
    /// It sorts where a set would do as well: a set of its own is 3 KB of WebAssembly.
    #[inline(never)]
    pub fn sift(&mut self, found: &mut Vec<Candidate>) -> usize {
        let Some(notes) = &mut self.0 else {
            return 0;
        };
        let all = found.len();
        // Those from before have place 0, ahead of every card of their note.
        let before = notes.iter().map(|note| ([note.bits(), 0, 0], 0));
        let here = (1..).zip(found.iter());
        let here = here.map(|(place, found)| ([found.card.note.bits(), place as u64, 0], place));
        let mut places: Vec<(Key, usize)> = before.chain(here).collect();
        places.sort_unstable();
        let mut is_first = vec![false; all + 1];
        let mut last = None;
        for ([note, ..], place) in places {
            is_first[place] = last != Some(note);
            last = Some(note);
        }
        let mut place = 0;
        found.retain(|_| {
            place += 1;
            is_first[place]
        });
        notes.extend(found.iter().map(|found| found.card.note));
        all - found.len()
    }
}

impl<'a> Course<'a> {
    pub fn of(roadmap: &'a QueueRoadmap, plan: &'a Plan) -> Self {
        Self {
            roadmap,
            plan,
            new: Vec::new(),
            phases: vec![Grasp::default(); roadmap.phases.len()],
            done: Limits { new: 0, reviews: 0 },
            promised: 0,
            held: None,
        }
    }

    /// Takes what its cards bring to `today`, each as it was looked at.
    pub fn take(
        &mut self,
        place: usize,
        prospects: &[Prospect],
        today: StudyDay,
        found: &mut Found,
    ) {
        for (card, prospect) in self.roadmap.cards.iter().zip(prospects) {
            let card = *card;
            if let Some(asked_ms) = prospect.asked_ms {
                found
                    .asked_today
                    .push(Candidate::of(asked_ms, 0, place, card));
                // A date may come again; `Spent::of` says how.
                match prospect.spent {
                    Spent::New => self.done.new += 1,
                    Spent::Review | Spent::Nothing => self.done.reviews += 1,
                }
            }
            if let (Some(grasp), Some(phase)) = (prospect.grasp, self.phases.get_mut(card.phase)) {
                phase.cards += grasp.cards;
                phase.begun += grasp.begun;
                phase.recalled += grasp.recalled;
                found.leeches += usize::from(prospect.leech == Leech::Marked);
            }
            match prospect.arrival {
                Arrival::Away => {}
                Arrival::New => self.new.push(Candidate::of(0, 0, place, card)),
                Arrival::Due(due) => {
                    let day = i64::from(due.unix_day());
                    let mixed = mixed(card.id, today);
                    found.due.push(Candidate::of(day, mixed, place, card));
                }
                Arrival::Later { due, drill_ms } => {
                    if let Some(asked_ms) = drill_ms {
                        found.drill.push(Candidate::of(asked_ms, 0, place, card));
                    }
                    let days = due.days_since(today).count() as usize;
                    if let Some(coming) = found.coming.get_mut(days - 1) {
                        *coming += 1;
                    }
                    found.next_due = Some(found.next_due.map_or(due, |day| day.min(due)));
                }
            }
        }
    }

    /// Whether its plan lets only so many reviews come.
    pub const fn limits_reviews(&self) -> bool {
        self.plan.reviews_per_day.is_some()
    }

    /// What the deadline asks of the day.
    pub fn demand(&self, today: StudyDay) -> Option<Demand> {
        let deadline = self.plan.deadline?;
        Demand::of(self.new.len() + self.done.new, today, deadline)
    }

    /// Holds back the new cards of phases that wait for an earlier one.
    pub fn hold_phases(&mut self) -> Option<HeldPhase> {
        let mut new = vec![0; self.phases.len()];
        for found in &self.new {
            if let Some(new) = new.get_mut(found.card.phase) {
                *new += 1;
            }
        }
        let mut first: Option<HeldPhase> = None;
        let mut is_held = vec![false; self.phases.len()];
        let mut not_ready: Option<usize> = None;
        for place in 0..self.phases.len() {
            let phase = self.roadmap.phases[place];
            if let Some(behind) = not_ready
                && !self.plan.opened.contains(&phase)
            {
                is_held[place] = true;
                if new[place] > 0 && first.is_none() {
                    first = Some(HeldPhase {
                        roadmap: self.roadmap.id.clone(),
                        phase,
                        behind: self.roadmap.phases[behind],
                        grasp: self.phases[behind],
                        cards: 0,
                    });
                }
            } else {
                // They come before those of later phases.
                self.phases[place].begun += new[place];
                self.phases[place].recalled += new[place];
            }
            if not_ready.is_none() && self.phases[place].readiness() != Readiness::Ready {
                not_ready = Some(place);
            }
        }
        let all = self.new.len();
        self.new
            .retain(|found| !is_held.get(found.card.phase).is_some_and(|held| *held));
        let held = first.as_mut()?;
        held.cards = all - self.new.len();
        first
    }
}

/// Cards by their two keys; the id decides between equals, so that every device agrees.
pub fn in_order(mut found: Vec<Candidate>) -> Vec<Candidate> {
    put_in_order(&mut found, |found| {
        [ascending(found.first), found.second, found.card.id.bits()]
    });
    found
}

/// A number that puts the cards of a day in an order of no meaning, the same all day long.
fn mixed(card: CardId, today: StudyDay) -> u64 {
    let day = u64::from(today.unix_day().unsigned_abs());
    (card.bits() ^ day.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd)
}
