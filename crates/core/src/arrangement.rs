//! How the learner studies each roadmap: whether, in which order, how fast, until when.

use crate::id::{RoadmapId, SectionId};
use crate::scheduler::Scheduler;
use crate::setting::CardsPerDay;
use crate::time::StudyDay;

/// One thing that the learner arranged about a roadmap; the last of its kind holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arranged {
    /// The roadmap.
    pub roadmap: RoadmapId,
    /// What was arranged.
    pub arrangement: Arrangement,
}

/// What can be arranged about a roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arrangement {
    /// Whether it is studied.
    Enrolment(Enrolment),
    /// Its place on the shelf, which is the order in which new cards come; lower is earlier.
    Place(u16),
    /// How many of its new cards a day brings at most, within the limit for all; `None` for no
    /// limit of its own.
    NewPerDay(Option<CardsPerDay>),
    /// How many of its begun cards a day brings at most, within the limit for all.
    ReviewsPerDay(Option<CardsPerDay>),
    /// The day by which all its cards are to be begun; `None` for no such day.
    Deadline(Option<StudyDay>),
    /// A phase whose new cards come although earlier phases are not yet known.
    Opened(SectionId),
    /// By which method its cards come back, in all history.
    Scheduler(Scheduler),
}

impl Arrangement {
    /// Whether it changes what earlier reviews led to.
    pub const fn holds_for_all_history(&self) -> bool {
        matches!(self, Self::Scheduler(_))
    }
}

/// Whether a roadmap is studied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Enrolment {
    /// New cards come, and what is due.
    #[default]
    Active,
    /// What is due comes, and nothing new.
    Paused,
    /// Nothing comes; it can be read.
    Archived,
    /// It is not on the shelf; its history is kept.
    Removed,
}

/// Everything that holds for a roadmap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Whether it is studied.
    pub enrolment: Enrolment,
    /// Its place on the shelf, if the learner gave it one.
    pub place: Option<u16>,
    /// Its own daily limit of new cards.
    pub new_per_day: Option<CardsPerDay>,
    /// Its own daily limit of begun cards.
    pub reviews_per_day: Option<CardsPerDay>,
    /// The day by which all its cards are to be begun.
    pub deadline: Option<StudyDay>,
    /// Phases that the learner opened early, in the order in which that happened.
    pub opened: Vec<SectionId>,
    /// By which method its cards come back.
    pub scheduler: Scheduler,
}

impl Plan {
    /// What holds of a roadmap of which nothing was arranged.
    pub const INITIAL: Self = Self {
        enrolment: Enrolment::Active,
        place: None,
        new_per_day: None,
        reviews_per_day: None,
        deadline: None,
        opened: Vec::new(),
        scheduler: Scheduler::Sm2,
    };

    /// What shelves are ordered by: roadmaps with a place by that, those without one after them.
    pub fn rank(&self) -> u64 {
        self.place.map_or(u64::MAX, u64::from)
    }

    /// Follows one arrangement.
    pub fn apply(&mut self, arrangement: Arrangement) {
        match arrangement {
            Arrangement::Enrolment(enrolment) => self.enrolment = enrolment,
            Arrangement::Place(place) => self.place = Some(place),
            Arrangement::NewPerDay(limit) => self.new_per_day = limit,
            Arrangement::ReviewsPerDay(limit) => self.reviews_per_day = limit,
            Arrangement::Deadline(day) => self.deadline = day,
            Arrangement::Opened(section) => {
                if !self.opened.contains(&section) {
                    self.opened.push(section);
                }
            }
            Arrangement::Scheduler(scheduler) => self.scheduler = scheduler,
        }
    }
}
