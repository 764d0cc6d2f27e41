//! What is known of a card while its reviews are replayed, and the line that says so.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::value::RawValue;
use waymark_core::collection::{CardState, Learning};
use waymark_core::journal::Review;
use waymark_core::rating::Purpose;
use waymark_core::scheduler::fsrs::Memory;
use waymark_core::setting::Settings;
use waymark_core::time::{Moment, StudyDay};

use super::Method;

/// What is known of a card.
#[derive(Clone, Copy)]
pub struct Known {
    state: CardState,
    /// What FSRS-6 remembers, since the last scheduled review.
    memory: Option<(Memory, StudyDay)>,
}

#[derive(Serialize)]
struct StateRecord<'a> {
    card: &'a str,
    repetitions: u32,
    /// Two decimals always, which no floating-point number would promise.
    ease_factor: Box<RawValue>,
    interval_days: u32,
    due: Option<String>,
}

#[derive(Serialize)]
struct MemoryRecord<'a> {
    card: &'a str,
    stability_days: Option<Box<RawValue>>,
    difficulty: Option<Box<RawValue>>,
    interval_days: u32,
    due: Option<String>,
}

impl Known {
    /// A card that was never asked.
    pub const NOTHING: Self = Self {
        state: CardState::UNTOUCHED,
        memory: None,
    };

    /// Follows one more review.
    pub fn follow(&mut self, moment: Moment, review: &Review, method: &Method) {
        self.state = self.state.reviewed(moment, review, &Settings::INITIAL);
        let Method::Fsrs6 { parameters, .. } = method else {
            return;
        };
        if review.purpose == Purpose::Scheduled {
            let today = moment.study_day(Settings::INITIAL.day_start);
            self.memory = Some(match self.memory {
                None => (Memory::first(review.rating, parameters), today),
                Some((memory, last)) => {
                    let elapsed = today.days_since(last);
                    let memory = memory.after(review.rating, elapsed, parameters);
                    (memory, last.max(today))
                }
            });
        }
    }

    /// Writes the card's line.
    pub fn write(&self, card: &str, method: &Method, out: &mut impl Write) -> io::Result<()> {
        match method {
            Method::Sm2 => serde_json::to_writer(&mut *out, &self.repetition(card)?)?,
            Method::Fsrs6 {
                retention,
                parameters,
            } => {
                let told = self.memory.map(|(memory, reviewed)| {
                    let interval = memory.interval(*retention, parameters);
                    (memory, interval, reviewed.plus(interval))
                });
                let record = MemoryRecord {
                    card,
                    stability_days: decimals(
                        told.map(|(memory, ..)| memory.stability_millionths()),
                    )?,
                    difficulty: decimals(
                        told.map(|(memory, ..)| memory.difficulty_millionths().into()),
                    )?,
                    interval_days: told.map_or(0, |(_, interval, _)| interval.count()),
                    due: told.map(|(.., due)| due.to_string()),
                };
                serde_json::to_writer(&mut *out, &record)?;
            }
        }
        writeln!(out)
    }

    fn repetition<'a>(&self, card: &'a str) -> io::Result<StateRecord<'a>> {
        let (repetitions, interval_days, due) = match self.state.learning {
            Learning::New => (0, 0, None),
            Learning::Begun(progress) => (
                progress.memory.successes,
                progress.memory.interval.count(),
                Some(progress.due.to_string()),
            ),
        };
        Ok(StateRecord {
            card,
            repetitions,
            ease_factor: RawValue::from_string(self.state.memory().ease().to_string())?,
            interval_days,
            due,
        })
    }
}

/// A number of millionths with six decimals.
fn decimals(millionths: Option<u64>) -> io::Result<Option<Box<RawValue>>> {
    let decimals =
        millionths.map(|parts| format!("{}.{:06}", parts / 1_000_000, parts % 1_000_000));
    Ok(decimals.map(RawValue::from_string).transpose()?)
}
