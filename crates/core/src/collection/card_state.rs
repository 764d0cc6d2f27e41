//! The state of one card, and the step from each event to the next.

use std::num::NonZeroU16;

use crate::annotation::Flag;
use crate::id::CardId;
use crate::journal::{Baseline, Fact, Review};
use crate::rating::{Purpose, Rating};
use crate::scheduler::fsrs;
use crate::scheduler::sm2::{Memory, Quality, Repetition};
use crate::scheduler::{Recall, Scheduler, Turn};
use crate::setting::Settings;
use crate::time::{Days, Instant, Moment, StudyDay};

use super::recollection::{Recollection, Since};

/// The lapses after which a card is called a leech, unless the learner sets another number.
pub const LEECH_LAPSES: NonZeroU16 = NonZeroU16::MIN.saturating_add(7);

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
    /// The method that its interval and its due day are of. In a fold that is SM-2 always; a
    /// collection answers with the one that its roadmap is under.
    pub scheduler: Scheduler,
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
    /// What its lapses say of it.
    pub mark: Mark,
    /// What FSRS-6 remembers; `None` while no roadmap was ever put under it.
    pub recollection: Option<Recollection>,
}

/// What the lapses of a card say of it.
///
/// DEVIATION: the paper knows no marks. They change nothing in the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    None,
    /// It was forgotten so often that it costs more than it gives, and wants rewriting.
    Leech,
}

impl Mark {
    fn of(lapses: u32, settings: &Settings) -> Self {
        match settings.leech_lapses {
            Some(leech) if lapses >= u32::from(leech.get()) => Self::Leech,
            _ => Self::None,
        }
    }
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
        scheduler: Scheduler::Sm2,
    };

    /// What the scheduler remembers of it.
    pub const fn memory(&self) -> Memory {
        match self.learning {
            Learning::New => Memory::New,
            Learning::Begun(progress) => Memory::Repeated(progress.memory),
        }
    }

    /// Whether it was forgotten so often that it wants rewriting.
    pub fn is_leech(&self) -> bool {
        matches!(self.learning, Learning::Begun(progress) if progress.mark == Mark::Leech)
    }

    /// A scheduled review of it on `today`: the buttons show, and the fold does, what it says.
    ///
    /// `card` is the id under which it is asked.
    pub fn turn(&self, card: CardId, today: StudyDay, settings: &Settings) -> Turn {
        let (late, reviews) = match self.learning {
            Learning::New => (Days::new(0), 0),
            Learning::Begun(progress) => (today.days_since(progress.due), progress.reviews),
        };
        Turn {
            memory: self.memory(),
            late,
            seed: seed(card, reviews),
            spacing: settings.spacing,
            recall: match (self.scheduler, settings.fsrs) {
                (Scheduler::Fsrs6(retention), Some(parameters)) => Some(Recall {
                    memory: self.memory_by(&parameters),
                    elapsed: self.elapsed(today),
                    parameters,
                    retention,
                }),
                _ => None,
            },
        }
    }

    fn elapsed(&self, today: StudyDay) -> Days {
        match self.learning {
            Learning::New => Days::new(0),
            Learning::Begun(progress) => today.days_since(progress.reviewed),
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
                learning: self.placed(moment, placed.baseline, settings),
                ..self
            },
            Fact::Answered(_)
            | Fact::Tagged(_)
            | Fact::Arranged(_)
            | Fact::Practised(_)
            | Fact::Reverted(_)
            | Fact::Configured(_)
            | Fact::Fitted(_)
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
                Learning::Begun(self.scheduled(today, review, settings))
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

    fn scheduled(self, today: StudyDay, review: &Review, settings: &Settings) -> Progress {
        let quality = Quality::of(review.rating);
        let memory = self.turn(review.card, today, settings).after(quality);
        let recollection = settings.fsrs.map(|parameters| Recollection {
            memory: match self.memory_by(&parameters) {
                None => fsrs::Memory::first(review.rating, &parameters),
                Some(last) => last.after(review.rating, self.elapsed(today), &parameters),
            },
            since: Since::Review,
        });
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
            recollection,
            mark: Mark::of(lapses, settings),
            drill: if quality.ends_drill() {
                Drill::Done
            } else {
                Drill::Pending
            },
        }
    }

    /// What is known from a baseline on, which counts as no review of its day.
    fn placed(self, moment: Moment, baseline: Baseline, settings: &Settings) -> Learning {
        let Baseline::Review {
            memory,
            due,
            lapses,
            remembered,
        } = baseline
        else {
            return Learning::New;
        };
        let reviews = match self.learning {
            Learning::New => 0,
            Learning::Begun(last) => last.reviews,
        };
        let same = Memory::Repeated(memory);
        let today = moment.study_day(settings.day_start);
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
            recollection: settings.fsrs.map(|parameters| Recollection {
                memory: match (remembered, self.memory_by(&parameters)) {
                    (Some(remembered), _) => remembered,
                    // What the reviews say of a card, they say better than a factor; and where
                    // that is the same, only the day is another.
                    (None, Some(known)) if reviews > 0 || self.memory() == same => known,
                    _ => fsrs::Memory::from_repetition(memory, &parameters),
                },
                since: Since::Placement,
            }),
            mark: Mark::of(lapses, settings),
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

/// What decides how the interval after so many reviews is spread.
pub(super) fn seed(card: CardId, reviews: u32) -> u64 {
    card.bits().wrapping_add(u64::from(reviews) << 32)
}
