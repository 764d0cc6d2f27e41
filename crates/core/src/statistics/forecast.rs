//! Which begun cards are due when, as things stand.

use crate::collection::{Activity, CardState, Learning};
use crate::time::{Days, StudyDay};

/// When begun cards are due as they are scheduled now.
///
/// Each card counts once, on the study day of its next scheduled review, whatever limits a day has
/// and whatever its rating will bring then. New cards are not among them, for nobody knows when they
/// are begun; nor are suspended ones. What is overdue is due today; a card that is buried today is
/// due tomorrow at the earliest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// Cards due before today that have not been reviewed.
    pub overdue: u32,
    /// Cards due on each study day, today first; what is overdue is apart.
    pub days: Vec<u32>,
    /// Cards due after these days.
    pub later: u32,
}

impl Forecast {
    /// Looks ahead from `today` for that many days, today among them.
    pub fn of(states: impl IntoIterator<Item = CardState>, today: StudyDay, days: Days) -> Self {
        let mut forecast = Self {
            overdue: 0,
            days: vec![0; days.count() as usize],
            later: 0,
        };
        for state in states {
            let Learning::Begun(progress) = state.learning else {
                continue;
            };
            let due = match state.activity {
                Activity::Suspended => continue,
                Activity::Buried(day) if day == today => progress.due.max(today.plus(Days::ONE)),
                Activity::Active | Activity::Buried(_) => progress.due,
            };
            if due < today {
                forecast.overdue += 1;
                continue;
            }
            let ahead = due.days_since(today).count() as usize;
            match forecast.days.get_mut(ahead) {
                Some(day) => *day += 1,
                None => forecast.later += 1,
            }
        }
        forecast
    }

    /// Cards that are due now: the overdue and those of today.
    pub fn now(&self) -> u32 {
        self.overdue + self.days.first().copied().unwrap_or(0)
    }

    /// All cards due within the days, the overdue among them.
    pub fn within(&self) -> u32 {
        self.overdue + self.days.iter().sum::<u32>()
    }
}
