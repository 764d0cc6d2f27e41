//! The queue of a study day: due cards first, then new ones in roadmap order, then the drill.
//!
//! It follows from the collection alone, so a closed tab, a second tab or an undo needs no bookkeeping of
//! its own. What each card brings to it may be kept in a [`KeptDay`], where only a review has come.

mod course;
mod day;
mod limits;
mod prospect;
mod roadmap;

use super::backlog::{Backlog, HORIZON};
use super::demand::Demand;
use super::phase::HeldPhase;
use crate::arrangement::Enrolment;
use crate::collection::Collection;
use crate::id::{CardId, NoteId, RoadmapId};
use crate::ordering::Key;
use crate::rating::Purpose;
use crate::setting::{PhaseOrder, Settings, Siblings};
use crate::time::{Days, StudyDay};

use course::{Course, Found, OneOfEach};
use day::Day;

pub use day::{Extent, KeptDay};
pub use limits::Limits;
pub use roadmap::{QueueCard, QueueRoadmap};

pub(super) use course::{Candidate, in_order};

/// How many of the cards asked last must be no siblings of the next, where others are left.
const APART: usize = 4;

/// What is left to study on a study day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// What its cards are asked for, the final drill left out.
    purpose: Purpose,
    /// Cards due. Their turns put those first that are longest overdue, mixed within a day.
    pub(super) due: Vec<Candidate>,
    /// New cards, by the places of their roadmaps and in their order.
    new: Vec<Candidate>,
    /// Cards of the final drill, the one asked longest ago first.
    pub(super) drill: Vec<QueueCard>,
    held_back: Limits,
    next_due: Option<StudyDay>,
    planning: Planning,
    /// Notes of the cards asked last today.
    recent: Vec<NoteId>,
}

/// What the learner's plans make of a day, and why cards wait that the limits would let come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planning {
    /// More is due than the day brings.
    pub backlog: Option<Backlog>,
    /// New cards that wait until that backlog is shorter.
    pub paused: usize,
    /// Of each roadmap the first phase whose new cards wait although the day has room for them.
    pub held: Vec<HeldPhase>,
    /// Roadmaps with a deadline to come, and the demand that it takes.
    pub demands: Vec<(RoadmapId, Demand)>,
    /// Cards that wait for another day since a sibling is asked today.
    pub siblings: usize,
    /// Cards that are marked as leeches.
    pub leeches: usize,
}

impl Planning {
    /// Whether there is nothing to say.
    pub fn is_plain(&self) -> bool {
        let waiting = self.held.len() + self.demands.len() + self.siblings + self.leeches;
        self.backlog.is_none() && waiting == 0
    }
}

/// How many cards of each sort are left today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// New cards.
    pub new: usize,
    /// Cards of the final drill.
    pub drill: usize,
    /// Due cards.
    pub due: usize,
}

impl Counts {
    /// Everything that is left.
    pub const fn total(self) -> usize {
        self.new + self.drill + self.due
    }
}

impl Queue {
    /// Builds the queue of `today` from the roadmaps of the shelf.
    pub fn build(roadmaps: &[QueueRoadmap], collection: &Collection, today: StudyDay) -> Self {
        Self::of_day(&Day::of(roadmaps, collection, today), roadmaps, collection)
    }

    /// Builds the queue from what was seen of each card.
    fn of_day(day: &Day, roadmaps: &[QueueRoadmap], collection: &Collection) -> Self {
        let today = day.today;
        let all = roadmaps.iter().map(|roadmap| roadmap.cards.len()).sum();
        let mut found = Found {
            // Growing it step by step is a good part of all the time that this takes.
            due: Vec::with_capacity(all),
            drill: Vec::new(),
            asked_today: Vec::new(),
            coming: [0; HORIZON],
            next_due: None,
            leeches: 0,
        };
        let ranks = (0..).zip(roadmaps).map(|(index, roadmap)| {
            let rank = collection.plan(&roadmap.id).rank();
            ([rank, index as u64, 0], index)
        });
        let mut order: Vec<(Key, usize)> = ranks.collect();
        order.sort_unstable();
        let mut courses: Vec<Course<'_>> = Vec::new();
        for (_, index) in order {
            let plan = collection.plan(&roadmaps[index].id);
            if matches!(plan.enrolment, Enrolment::Active | Enrolment::Paused) {
                let mut course = Course::of(&roadmaps[index], plan);
                course.take(courses.len(), &day.prospects[index], today, &mut found);
                courses.push(course);
            }
        }
        let mut queue = Self::empty(Purpose::Scheduled);
        queue.next_due = found.next_due;
        queue.planning.leeches = found.leeches;
        queue.drill = cards(in_order(found.drill));
        let settings = collection.settings();
        let mut due = found.due;
        let one_a_day = settings.siblings == Siblings::OneADay;
        let asked = found.asked_today.iter().map(|asked| asked.card.note);
        let mut siblings = OneOfEach(one_a_day.then(|| asked.collect()));
        queue.keep_apart_from(found.asked_today);
        let left = day.done.left(settings);
        // Which come first is found when one is asked. To put all of them in order takes longer
        // than the rest, and is wanted only where not all of them come.
        if one_a_day || due.len() > left.reviews || courses.iter().any(Course::limits_reviews) {
            due = in_order(due);
        }
        queue.planning.siblings = siblings.sift(&mut due);
        queue.take_due(due, &courses, left.reviews);
        let due = queue.due.len() + queue.held_back.reviews;
        let per_day = usize::from(settings.reviews_per_day.0);
        queue.planning.backlog = Backlog::of(due, left.reviews, per_day, &found.coming);
        queue.take_new(courses, settings, &mut siblings, left.new, today);
        if queue.planning.siblings > 0 {
            queue.next_due = Some(today.plus(Days::ONE));
        }
        queue
    }

    /// A queue of no cards.
    pub(super) fn empty(purpose: Purpose) -> Self {
        Self {
            purpose,
            due: Vec::new(),
            new: Vec::new(),
            drill: Vec::new(),
            held_back: Limits { new: 0, reviews: 0 },
            next_due: None,
            planning: Planning::default(),
            recent: Vec::new(),
        }
    }

    /// Remembers which cards were asked last, so that no sibling follows them.
    pub(super) fn keep_apart_from(&mut self, asked_today: Vec<Candidate>) {
        let asked = in_order(asked_today);
        self.recent = asked.iter().map(|asked| asked.card.note).collect();
        self.recent.reverse();
        self.recent.truncate(APART);
    }

    /// Takes of the due cards what the limits of each roadmap, and the limit for all, let come.
    fn take_due(&mut self, due: Vec<Candidate>, courses: &[Course<'_>], left: usize) {
        let own = courses.iter().map(|course| {
            let limit = course.plan.reviews_per_day;
            limit.map_or(usize::MAX, |limit| {
                usize::from(limit.0).saturating_sub(course.done.reviews)
            })
        });
        let mut own: Vec<usize> = own.collect();
        let mut left = left;
        let all = due.len();
        self.due = due;
        self.due.retain(|found| {
            let comes = own[found.place] > 0 && left > 0;
            if comes {
                own[found.place] -= 1;
                left -= 1;
            }
            comes
        });
        self.held_back.reviews += all - self.due.len();
    }

    /// Takes of the new cards what plans and limits let come, roadmap by roadmap.
    fn take_new(
        &mut self,
        mut courses: Vec<Course<'_>>,
        settings: &Settings,
        siblings: &mut OneOfEach,
        left: usize,
        today: StudyDay,
    ) {
        let mut promised = 0;
        for course in &mut courses {
            if course.plan.enrolment != Enrolment::Active {
                course.new.clear();
                continue;
            }
            let demand = course.demand(today);
            if let Some(demand) = demand {
                self.planning
                    .demands
                    .push((course.roadmap.id.clone(), demand));
            } else if settings.phase_order == PhaseOrder::Held {
                course.held = course.hold_phases();
            }
            self.planning.siblings += siblings.sift(&mut course.new);
            let begun = course.done.new;
            course.promised = demand.map_or(0, |demand| demand.per_day.saturating_sub(begun));
            course.promised = course.promised.min(course.new.len());
            promised += course.promised;
        }
        let mut left = left.saturating_sub(promised);
        let is_paused = match (&self.planning.backlog, settings.backlog_days) {
            (Some(backlog), Some(days)) => backlog.is_longer_than(days.get()),
            _ => false,
        };
        for mut course in courses {
            let own = course.plan.new_per_day.map_or(usize::MAX, |limit| {
                usize::from(limit.0).saturating_sub(course.done.new)
            });
            let wanted = course.new.len().min(own.max(course.promised));
            let more = (wanted - course.promised).min(left);
            left -= more;
            let mut taken = course.promised + more;
            if is_paused {
                self.planning.paused += more;
                taken = course.promised;
            }
            self.held_back.new += course.new.len() - course.promised - more;
            if left > 0 && own > taken {
                self.planning.held.extend(course.held);
            }
            course.new.truncate(taken);
            self.new.append(&mut course.new);
        }
    }

    /// The card to ask now and what for; `None` when the day is done.
    pub fn next(&self) -> Option<(CardId, Purpose)> {
        let scheduled = self
            .apart_from_siblings(&self.due)
            .or_else(|| self.apart_from_siblings(&self.new));
        match scheduled {
            Some(card) => Some((card, self.purpose)),
            None => {
                let purpose = match self.purpose {
                    Purpose::Cram => Purpose::Cram,
                    _ => Purpose::Drill,
                };
                Some((self.drill.first()?.id, purpose))
            }
        }
    }

    /// The first card without a sibling among the last few, or else the one whose sibling was
    /// asked longest ago.
    fn apart_from_siblings(&self, found: &[Candidate]) -> Option<CardId> {
        let asked_since = |found: &Candidate| {
            let mut recent = self.recent.iter();
            let position = recent.position(|note| *note == found.card.note);
            position.map_or(0, |position| APART - position)
        };
        // The earliest of equals.
        let first = found
            .iter()
            .min_by_key(|found| (asked_since(found), found.first, found.second));
        first.map(|found| found.card.id)
    }

    /// How many cards of each sort are left today.
    pub const fn counts(&self) -> Counts {
        Counts {
            new: self.new.len(),
            drill: self.drill.len(),
            due: self.due.len(),
        }
    }

    /// How many cards the daily limits keep for another day.
    pub const fn held_back(&self) -> Limits {
        self.held_back
    }

    /// What the learner's plans make of the day; the default where there is nothing to say of it.
    pub const fn planning(&self) -> &Planning {
        &self.planning
    }

    /// The first study day after today on which a card is due, if there is one.
    pub const fn next_due(&self) -> Option<StudyDay> {
        self.next_due
    }
}

/// The cards alone.
pub(super) fn cards(found: Vec<Candidate>) -> Vec<QueueCard> {
    found.into_iter().map(|found| found.card).collect()
}
