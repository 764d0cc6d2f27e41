//! What a card brings to a day: all that the queue asks of its state.

use crate::collection::{Activity, CardState, Collection, Drill, Learning, Method};
use crate::id::CardId;
use crate::mastery::readiness::Grasp;
use crate::time::{Instant, StudyDay};

/// What a card brings to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// What it takes of the day's limits.
    pub spent: Spent,
    /// When it was asked as planned today, in milliseconds.
    pub asked_ms: Option<i64>,
    /// What it adds to its phase; `None` where it is put aside.
    pub grasp: Option<Grasp>,
    /// Whether it is marked as a leech.
    pub leech: Leech,
    /// When it comes.
    pub arrival: Arrival,
}

/// What a card has taken of the limits of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spent {
    /// Nothing.
    Nothing,
    /// It was begun.
    New,
    /// It was begun earlier, and reviewed.
    Review,
}

/// Whether a card costs more than it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leech {
    /// It is marked so.
    Marked,
    /// It is not.
    Unmarked,
}

/// When a card comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Not before the learner brings it back, or not today.
    Away,
    /// When it is the turn of new cards.
    New,
    /// Today; it was due on that day.
    Due(StudyDay),
    /// On a later day.
    Later {
        /// The day.
        due: StudyDay,
        /// Where the final drill wants it today: when it was asked last, in milliseconds.
        drill_ms: Option<i64>,
    },
}

impl Spent {
    /// What a card in that state has taken of the limits of `today`.
    pub fn of(state: &CardState, today: StudyDay) -> Self {
        match state.learning {
            // Where a date comes again, by travel or a clock that was put back, a card that was
            // begun on it may have been reviewed on a later one since.
            Learning::Begun(progress) if progress.begun == today => Self::New,
            Learning::Begun(progress) if progress.reviewed == today => Self::Review,
            Learning::Begun(_) | Learning::New => Self::Nothing,
        }
    }
}

impl Prospect {
    /// What a card brings to `today`, planned by the method of its roadmap.
    pub fn of(card: CardId, method: &Method, collection: &Collection, today: StudyDay) -> Self {
        let planned;
        let mut state = collection.state(card);
        if *method != Method::Sm2 {
            planned = state.scheduled_by(method, collection.holder(card));
            state = &planned;
        }
        let progress = match state.learning {
            Learning::New => None,
            Learning::Begun(progress) => Some(progress),
        };
        let asked = progress.filter(|progress| progress.reviewed == today);
        let asked_ms = asked.and(state.last_asked).map(Instant::unix_ms);
        // What was begun today may be wrong: it has only just been met.
        let is_recalled = progress
            .is_some_and(|progress| progress.memory.successes > 0 || progress.begun == today);
        let grasp = Grasp {
            cards: 1,
            begun: usize::from(progress.is_some()),
            recalled: usize::from(is_recalled),
            strong: 0,
        };
        let arrival = match progress {
            _ if !state.activity.is_asked(today) => Arrival::Away,
            None => Arrival::New,
            Some(progress) if progress.due <= today => Arrival::Due(progress.due),
            Some(progress) => Arrival::Later {
                due: progress.due,
                drill_ms: (progress.drill == Drill::Pending && progress.reviewed == today)
                    .then(|| state.last_asked.map_or(0, Instant::unix_ms)),
            },
        };
        Self {
            spent: Spent::of(state, today),
            asked_ms,
            grasp: (state.activity != Activity::Suspended).then_some(grasp),
            leech: match state.is_leech() {
                true => Leech::Marked,
                false => Leech::Unmarked,
            },
            arrival,
        }
    }
}
