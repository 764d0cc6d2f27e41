//! Where a card was placed, and what was arranged about a roadmap, as the facts' JSON.

use waymark_core::annotation::Change;
use waymark_core::arrangement::{Arrangement, Enrolment};
use waymark_core::journal::{Baseline, Placed};
use waymark_core::scheduler::Scheduler;
use waymark_core::scheduler::fsrs::{Memory, Parameters, Retention};
use waymark_core::scheduler::sm2::{EaseFactor, Repetition};
use waymark_core::setting::CardsPerDay;
use waymark_core::time::{Days, StudyDay};

use super::RecordError;
use super::fact::FactRecord::{self, Named, Number, Text};

/// Said in the place of a value that was taken away.
const NONE: &str = "none";
/// Said of a card that is as though it had never been asked.
const NEW: &str = "new";

const ENROLMENTS: [(&str, Enrolment); 4] = [
    ("active", Enrolment::Active),
    ("paused", Enrolment::Paused),
    ("archived", Enrolment::Archived),
    ("removed", Enrolment::Removed),
];

pub fn of_change(change: Change) -> FactRecord {
    Number(match change {
        Change::Added => 1,
        Change::Removed => 0,
    })
}

pub fn read_change(record: &FactRecord) -> Result<Change, RecordError> {
    match record {
        Number(1) => Ok(Change::Added),
        Number(0) => Ok(Change::Removed),
        other => Err(other.is_no("change")),
    }
}

/// The members of the list: the card, then its baseline.
pub fn of_placed(placed: &Placed) -> Vec<FactRecord> {
    let mut said = vec![Text(placed.card.to_string())];
    match placed.baseline {
        Baseline::New => said.push(Text(NEW.to_owned())),
        Baseline::Review {
            memory,
            due,
            lapses,
            remembered,
        } => {
            let numbers = [
                i64::from(memory.successes),
                i64::from(memory.ease.hundredths()),
                i64::from(memory.interval.count()),
                i64::from(due.unix_day()),
                i64::from(lapses),
            ];
            said.extend(numbers.map(Number));
            if let Some(memory) = remembered {
                // The most that a stability can be is far below the end of the type.
                said.push(Number(memory.stability_millionths() as i64));
                said.push(Number(memory.difficulty_millionths().into()));
            }
        }
    }
    said
}

/// The baseline after the card; `None` where there are too few or too many members.
pub fn read_baseline(said: &[FactRecord]) -> Option<Result<Baseline, RecordError>> {
    match said {
        [Text(new)] if new == NEW => Some(Ok(Baseline::New)),
        [successes, ease, interval, due, lapses] => {
            Some(read_review([successes, ease, interval, due, lapses], None))
        }
        [
            successes,
            ease,
            interval,
            due,
            lapses,
            stability,
            difficulty,
        ] => Some(read_memory(stability, difficulty).and_then(|memory| {
            read_review([successes, ease, interval, due, lapses], Some(memory))
        })),
        _ => None,
    }
}

fn read_memory(stability: &FactRecord, difficulty: &FactRecord) -> Result<Memory, RecordError> {
    let (parts, hard) = (
        stability.number("stability")?,
        difficulty.number("difficulty")?,
    );
    let memory = Memory::from_millionths(parts, hard);
    if memory.stability_millionths() != parts {
        return Err(stability.is_no("stability"));
    }
    if memory.difficulty_millionths() != hard {
        return Err(difficulty.is_no("difficulty"));
    }
    Ok(memory)
}

fn read_review(
    [successes, ease, interval, due, lapses]: [&FactRecord; 5],
    remembered: Option<Memory>,
) -> Result<Baseline, RecordError> {
    let hundredths = ease.number("ease factor")?;
    let factor = EaseFactor::from_hundredths(hundredths);
    if factor.hundredths() != hundredths {
        return Err(ease.is_no("ease factor"));
    }
    let days = Days::new(interval.number("interval")?);
    if days.count() == 0 {
        return Err(interval.is_no("interval"));
    }
    Ok(Baseline::Review {
        memory: Repetition {
            successes: successes.number("number of successes")?,
            ease: factor,
            interval: days,
        },
        due: StudyDay::from_unix_day(due.number("study day")?),
        lapses: lapses.number("number of lapses")?,
        remembered,
    })
}

pub fn of_arrangement(arrangement: Arrangement) -> FactRecord {
    let or_none = |number: Option<i64>| number.map_or_else(|| Text(NONE.to_owned()), Number);
    let limit = |limit: Option<CardsPerDay>| or_none(limit.map(|limit| i64::from(limit.0)));
    match arrangement {
        Arrangement::Enrolment(enrolment) => {
            let name = ENROLMENTS.iter().find(|(_, other)| *other == enrolment);
            let name = name.map_or(NONE, |(name, _)| name);
            FactRecord::named("enrolment", Text(name.to_owned()))
        }
        Arrangement::Place(place) => FactRecord::named("place", Number(place.into())),
        Arrangement::NewPerDay(cards) => FactRecord::named("new-per-day", limit(cards)),
        Arrangement::ReviewsPerDay(cards) => FactRecord::named("reviews-per-day", limit(cards)),
        Arrangement::Deadline(day) => {
            let day = day.map(|day| i64::from(day.unix_day()));
            FactRecord::named("deadline", or_none(day))
        }
        Arrangement::Opened(section) => FactRecord::named("opened", Text(section.to_string())),
        Arrangement::Scheduler(scheduler) => {
            let retention = match scheduler {
                Scheduler::Sm2 => None,
                Scheduler::Fsrs6(retention) => Some(retention.percent().into()),
            };
            FactRecord::named("fsrs6", or_none(retention))
        }
    }
}

pub fn read_arrangement(record: &FactRecord) -> Result<Arrangement, RecordError> {
    let Named(name, value) = record else {
        return Err(record.is_no("arrangement"));
    };
    let is_none = matches!(&**value, Text(text) if text == NONE);
    let limit = || {
        if is_none {
            return Ok(None);
        }
        let cards = value.number("number of cards");
        cards.map(|cards| Some(CardsPerDay(cards)))
    };
    match name.as_str() {
        "enrolment" => {
            let named =
                |(name, _): &&(&str, Enrolment)| matches!(&**value, Text(text) if text == name);
            let found = ENROLMENTS.iter().find(named);
            found
                .map(|(_, enrolment)| Arrangement::Enrolment(*enrolment))
                .ok_or_else(|| value.is_no("enrolment"))
        }
        "place" => value.number("place").map(Arrangement::Place),
        "new-per-day" => limit().map(Arrangement::NewPerDay),
        "reviews-per-day" => limit().map(Arrangement::ReviewsPerDay),
        "deadline" if is_none => Ok(Arrangement::Deadline(None)),
        "deadline" => {
            let day = value.number("study day")?;
            Ok(Arrangement::Deadline(Some(StudyDay::from_unix_day(day))))
        }
        "opened" => value.id("section").map(Arrangement::Opened),
        "fsrs6" if is_none => Ok(Arrangement::Scheduler(Scheduler::Sm2)),
        "fsrs6" => {
            let retention = Retention::new(value.number("retention")?);
            let retention = retention.ok_or_else(|| value.is_no("retention"))?;
            Ok(Arrangement::Scheduler(Scheduler::Fsrs6(retention)))
        }
        _ => Err(record.is_no("arrangement")),
    }
}

/// The parameters of FSRS-6, in ten-thousandths.
pub fn of_parameters(parameters: &Parameters) -> FactRecord {
    let numbers = parameters.parts().iter();
    FactRecord::List(numbers.map(|part| Number(i64::from(*part))).collect())
}

pub fn read_parameters(said: &[FactRecord], all: &FactRecord) -> Result<Parameters, RecordError> {
    let mut parts = [0; Parameters::COUNT];
    if said.len() != parts.len() {
        return Err(all.is_no("list of parameters"));
    }
    for (part, number) in parts.iter_mut().zip(said) {
        *part = number.number("parameter")?;
    }
    Parameters::new(parts).ok_or_else(|| all.is_no("list of parameters"))
}
