//! All of a checkpoint that is a number, one after the other.

use waymark_core::annotation::Flag;
use waymark_core::checkpoint::{Checkpoint, Stretch};
use waymark_core::collection::{
    Activity, CardState, Drill, Learning, Mark, Progress, Recollection, Since,
};
use waymark_core::id::{CardId, ReplicaId};
use waymark_core::journal::{Event, ReviewSpan};
use waymark_core::scheduler::Scheduler;
use waymark_core::scheduler::fsrs;
use waymark_core::scheduler::sm2::{EaseFactor, Repetition};
use waymark_core::time::{Days, Instant, StudyDay};

pub(super) fn of(checkpoint: &Checkpoint) -> Vec<u64> {
    let Checkpoint {
        end,
        covered,
        corrected,
        reviews,
        remembered: _,
        states,
    } = checkpoint;
    let mut numbers = vec![instant(*end)];
    let span = reviews.map(|span| [instant(span.first), instant(span.last)]);
    option(&mut numbers, span);
    numbers.push(covered.len() as u64);
    for stretch in covered {
        let (first, last) = (stretch.first.into(), stretch.last.into());
        numbers.extend([stretch.replica.bits(), first, last]);
    }
    numbers.push(corrected.len() as u64);
    numbers.extend(corrected.iter().map(|replica| replica.bits()));
    numbers.push(states.len() as u64);
    for (card, state) in states {
        numbers.push(card.bits());
        write_state(&mut numbers, state);
    }
    numbers
}

fn write_state(numbers: &mut Vec<u64>, state: &CardState) {
    let CardState {
        learning,
        activity,
        flag,
        last_asked,
        // A fold has none other.
        scheduler: _,
    } = state;
    numbers.push(flag.number().into());
    match activity {
        Activity::Active => numbers.push(0),
        Activity::Suspended => numbers.push(1),
        Activity::Buried(on) => numbers.extend([2, day(*on)]),
    }
    option(numbers, last_asked.map(|asked| [instant(asked)]));
    let learned = match learning {
        Learning::New => None,
        Learning::Begun(progress) => {
            let Progress {
                memory,
                begun,
                reviewed,
                due,
                reviews,
                lapses,
                drill,
                mark,
                recollection,
            } = progress;
            let known = recollection.map(|known| {
                let of_review = known.since == Since::Review;
                let memory = known.memory;
                let difficulty = memory.difficulty_millionths().into();
                [
                    1 + u64::from(of_review),
                    memory.stability_millionths(),
                    difficulty,
                ]
            });
            let [since, stability, difficulty] = known.unwrap_or_default();
            Some([
                since,
                stability,
                difficulty,
                memory.successes.into(),
                memory.ease.hundredths().into(),
                memory.interval.count().into(),
                day(*begun),
                day(*reviewed),
                day(*due),
                (*reviews).into(),
                (*lapses).into(),
                match drill {
                    Drill::Done => 0,
                    Drill::Pending => 1,
                },
                match mark {
                    Mark::None => 0,
                    Mark::Leech => 1,
                },
            ])
        }
    };
    option(numbers, learned);
}

/// Whether there is something, then what.
fn option<const N: usize>(numbers: &mut Vec<u64>, found: Option<[u64; N]>) {
    numbers.push(found.is_some().into());
    numbers.extend(found.into_iter().flatten());
}

const fn instant(instant: Instant) -> u64 {
    instant.unix_ms().cast_unsigned()
}

fn day(day: StudyDay) -> u64 {
    i64::from(day.unix_day()).cast_unsigned()
}

/// Reads what [`of`] wrote; `None` for anything else.
pub(super) fn read(numbers: Vec<u64>, remembered: Vec<Event>) -> Option<Checkpoint> {
    let mut numbers = Numbers(numbers.into_iter());
    let end = numbers.instant()?;
    let reviews = match numbers.next()? {
        0 => None,
        _ => Some(ReviewSpan {
            first: numbers.instant()?,
            last: numbers.instant()?,
        }),
    };
    let mut covered = Vec::new();
    for _ in 0..numbers.next()? {
        covered.push(Stretch {
            replica: ReplicaId::from_bits(numbers.next()?),
            first: numbers.short()?,
            last: numbers.short()?,
        });
    }
    let mut corrected = Vec::new();
    for _ in 0..numbers.next()? {
        corrected.push(ReplicaId::from_bits(numbers.next()?));
    }
    let mut states = Vec::new();
    for _ in 0..numbers.next()? {
        let card = CardId::from_bits(numbers.next()?);
        states.push((card, numbers.state()?));
    }
    let checkpoint = Checkpoint {
        end,
        covered,
        corrected,
        reviews,
        remembered,
        states,
    };
    numbers.0.next().is_none().then_some(checkpoint)
}

struct Numbers(std::vec::IntoIter<u64>);

impl Numbers {
    fn next(&mut self) -> Option<u64> {
        self.0.next()
    }

    fn short(&mut self) -> Option<u32> {
        self.next()?.try_into().ok()
    }

    fn instant(&mut self) -> Option<Instant> {
        Some(Instant::from_unix_ms(self.next()?.cast_signed()))
    }

    fn day(&mut self) -> Option<StudyDay> {
        let day = self.next()?.cast_signed().try_into().ok()?;
        Some(StudyDay::from_unix_day(day))
    }

    fn state(&mut self) -> Option<CardState> {
        Some(CardState {
            flag: Flag::from_number(self.next()?.try_into().ok()?)?,
            activity: match self.next()? {
                0 => Activity::Active,
                1 => Activity::Suspended,
                _ => Activity::Buried(self.day()?),
            },
            last_asked: match self.next()? {
                0 => None,
                _ => Some(self.instant()?),
            },
            learning: match self.next()? {
                0 => Learning::New,
                _ => Learning::Begun(self.progress()?),
            },
            scheduler: Scheduler::Sm2,
        })
    }

    fn progress(&mut self) -> Option<Progress> {
        let since = match self.next()? {
            0 => None,
            1 => Some(Since::Placement),
            _ => Some(Since::Review),
        };
        let (stability, difficulty) = (self.next()?, self.short()?);
        let recollection = since.map(|since| Recollection {
            memory: fsrs::Memory::from_millionths(stability, difficulty),
            since,
        });
        Some(Progress {
            recollection,
            memory: Repetition {
                successes: self.short()?,
                ease: EaseFactor::from_hundredths(self.next()?.try_into().ok()?),
                interval: Days::new(self.short()?),
            },
            begun: self.day()?,
            reviewed: self.day()?,
            due: self.day()?,
            reviews: self.short()?,
            lapses: self.short()?,
            drill: match self.next()? {
                0 => Drill::Done,
                _ => Drill::Pending,
            },
            mark: match self.next()? {
                0 => Mark::None,
                _ => Mark::Leech,
            },
        })
    }
}
