//! The state of one card, and the step from each event to the next.

use crate::annotation::Flag;
use crate::journal::{Baseline, Fact, Review};
use crate::rating::{Purpose, Rating};
use crate::scheduler::sm2::{Memory, Quality, Repetition};
use crate::setting::Settings;
use crate::time::{Days, Instant, Moment, StudyDay};

/// Lapses after which a card is called a leech: it costs more than it gives, and wants rewriting.
///
/// DEVIATION: the paper knows no leeches. The mark changes nothing in the schedule.
pub const LEECH_LAPSES: u32 = 8;

/// The state of one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardState {
    /// What the learner's ratings made of it.
    pub learning: Learning,
    /// Whether it takes part in study.
    pub activity: Activity,
    /// The learner's mark.
    pub flag: Flag,
    /// When it was last asked, for whatever purpose.
    pub last_asked: Option<Instant>,
}

/// Whether a card takes part in study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// It is asked when due.
    Active,
    /// It waits until resumed.
    Suspended,
    /// It is not asked on this study day.
    Buried(StudyDay),
}

impl Activity {
    /// Whether a card may be asked on `today`.
    pub fn is_asked(self, today: StudyDay) -> bool {
        match self {
            Self::Active => true,
            Self::Suspended => false,
            Self::Buried(day) => day != today,
        }
    }
}

/// Where a card stands in being learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learning {
    /// It has had no scheduled review.
    New,
    /// It has had at least one.
    Begun(Progress),
}

/// How the learning of a card goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What the scheduler remembers.
    pub memory: Repetition,
    /// The study day of its first scheduled review, or an earlier one if it was placed.
    pub begun: StudyDay,
    /// The study day of its last scheduled review, or an earlier one if it was placed.
    pub reviewed: StudyDay,
    /// The study day it is due on.
    pub due: StudyDay,
    /// How many scheduled reviews it has had; 0 only if it was placed.
    pub reviews: u32,
    /// How often it was forgotten after having been recalled.
    pub lapses: u32,
    /// Whether it comes back on the day of its last scheduled review.
    pub drill: Drill,
}

/// Whether the final drill of a study day (SM-2, step 7) still wants a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drill {
    /// It was good enough.
    Done,
    /// It was rated below good and has not been good since.
    Pending,
}

impl CardState {
    /// A card that no event names.
    pub const UNTOUCHED: Self = Self {
        learning: Learning::New,
        activity: Activity::Active,
        flag: Flag::None,
        last_asked: None,
    };

    /// What the scheduler remembers of it.
    pub const fn memory(&self) -> Memory {
        match self.learning {
            Learning::New => Memory::New,
            Learning::Begun(progress) => Memory::Repeated(progress.memory),
        }
    }

    /// Whether it was forgotten so often that it wants rewriting.
    pub const fn is_leech(&self) -> bool {
        match self.learning {
            Learning::New => false,
            Learning::Begun(progress) => progress.lapses >= LEECH_LAPSES,
        }
    }

    /// The state after one more live event about this card.
    pub fn after(self, moment: Moment, fact: &Fact, settings: &Settings) -> Self {
        match fact {
            Fact::Reviewed(review) => self.reviewed(moment, review, settings),
            Fact::Suspended(_) => Self {
                activity: Activity::Suspended,
                ..self
            },
            Fact::Resumed(_) => Self {
                activity: Activity::Active,
                ..self
            },
            Fact::Buried(_) => Self {
                activity: match self.activity {
                    // What waits until resumed waits longer.
                    Activity::Suspended => Activity::Suspended,
                    _ => Activity::Buried(moment.study_day(settings.day_start)),
                },
                ..self
            },
            Fact::Flagged(flagged) => Self {
                flag: flagged.flag,
                ..self
            },
            Fact::Placed(placed) => Self {
                learning: self.placed(moment.study_day(settings.day_start), placed.baseline),
                ..self
            },
            Fact::Answered(_)
            | Fact::Tagged(_)
            | Fact::Arranged(_)
            | Fact::Practised(_)
            | Fact::Reverted(_)
            | Fact::Configured(_)
            | Fact::Imported(_)
            | Fact::Carried(_)
            | Fact::Reclocked(_) => self,
        }
    }

    /// The state after one more live review of this card: the step that the fold takes.
    pub fn reviewed(self, moment: Moment, review: &Review, settings: &Settings) -> Self {
        let learning = match review.purpose {
            Purpose::Scheduled => {
                let today = moment.study_day(settings.day_start);
                Learning::Begun(self.scheduled(today, review.rating))
            }
            Purpose::Drill => self.drilled(moment, review.rating, settings),
            // Cramming is outside the schedule: it leaves no trace in the memory.
            Purpose::Cram => self.learning,
        };
        Self {
            learning,
            last_asked: Some(moment.instant),
            ..self
        }
    }

    fn scheduled(self, today: StudyDay, rating: Rating) -> Progress {
        let quality = Quality::of(rating);
        let memory = self.memory().after(quality);
        let (begun, today, reviews, lapses) = match self.learning {
            Learning::New => (today, today, 1, 0),
            Learning::Begun(last) => {
                let lapsed = last.memory.successes > 0 && !quality.is_success();
                // The order of instants is not always that of days: somebody travels while a
                // clock steps back. What was asked on a day must not be due on it again.
                (
                    last.begun.min(today),
                    last.reviewed.max(today),
                    last.reviews.saturating_add(1),
                    last.lapses.saturating_add(u32::from(lapsed)),
                )
            }
        };
        Progress {
            memory,
            begun,
            reviewed: today,
            due: today.plus(memory.interval),
            reviews,
            lapses,
            drill: if quality.ends_drill() {
                Drill::Done
            } else {
                Drill::Pending
            },
        }
    }

    /// What is known from a baseline on, which counts as no review of `today`.
    fn placed(self, today: StudyDay, baseline: Baseline) -> Learning {
        let Baseline::Review {
            memory,
            due,
            lapses,
        } = baseline
        else {
            return Learning::New;
        };
        let reviews = match self.learning {
            Learning::New => 0,
            Learning::Begun(last) => last.reviews,
        };
        let reviewed = due.minus(memory.interval).min(today.minus(Days::ONE));
        Learning::Begun(Progress {
            memory,
            begun: match self.learning {
                Learning::Begun(last) => last.begun.min(reviewed),
                Learning::New => reviewed,
            },
            reviewed,
            due,
            reviews,
            lapses,
            drill: Drill::Done,
        })
    }

    fn drilled(self, moment: Moment, rating: Rating, settings: &Settings) -> Learning {
        match self.learning {
            Learning::Begun(last)
                if Quality::of(rating).ends_drill()
                    && last.reviewed == moment.study_day(settings.day_start) =>
            {
                Learning::Begun(Progress {
                    drill: Drill::Done,
                    ..last
                })
            }
            unchanged => unchanged,
        }
    }
}
