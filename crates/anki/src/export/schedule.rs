//! Where the cards stand, in Anki's days, and the review log.

use rustc_hash::FxHashMap;
use waymark_core::collection::{Activity, CardState, Learning, Progress as Standing};
use waymark_core::id::CardId;
use waymark_core::journal::{Fact, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::scheduler::Scheduler;
use waymark_core::scheduler::sm2::EaseFactor;
use waymark_core::time::{Days, Instant, StudyDay};

use super::{Export, Progress};
use crate::package::{Calendar, LogKind, LogRow, Queue, Recollection, Stage};

/// Day 0: 2000-01-01, before anything can be due. Always the same, so that a package is.
const DAY_ZERO: i32 = 10_957;
/// The farthest day that is written, in the year 2273. Anki counts in small numbers.
const FARTHEST_DAY: i32 = 100_000;
/// The greatest ease factor that Anki has room for.
const GREATEST_EASE: u32 = 65_530;

/// The schedule of all cards, and what led to it.
#[derive(Debug)]
pub struct Schedule {
    progress: Progress,
    calendar: Calendar,
    today: StudyDay,
    reviewed: FxHashMap<CardId, Instant>,
    leeches: FxHashMap<CardId, Instant>,
    log: Vec<(CardId, LogRow)>,
    /// The last of FSRS-6's parameters, in thousandths.
    decay: u32,
}

impl Schedule {
    /// Goes through the journal once, as the fold does.
    pub fn new(export: &Export<'_>) -> Self {
        let settings = export.collection.settings();
        let day_start = settings.day_start;
        let east = match export.progress {
            Progress::Included => export.now.offset.minutes_east(),
            // Without days, no zone: the package is the same wherever it is made.
            Progress::Left => 0,
        };
        let day_start_hour = (day_start.minutes() / 60) as u8;
        let minutes_west = -i32::from(east);
        let calendar = Calendar {
            created_s: i64::from(DAY_ZERO) * 86_400
                + i64::from(day_start_hour) * 3_600
                + i64::from(minutes_west) * 60,
            minutes_west,
            day_start_hour,
        };
        let mut schedule = Self {
            progress: export.progress,
            calendar,
            today: export.now.study_day(day_start),
            reviewed: FxHashMap::default(),
            leeches: FxHashMap::default(),
            log: Vec::new(),
            decay: settings
                .fsrs
                .map_or(0, |parameters| (parameters.parts()[20] + 5) / 10),
        };
        if export.progress == Progress::Left {
            return schedule;
        }
        let mut states: FxHashMap<CardId, CardState> = FxHashMap::default();
        let mut last_id = 0;
        for event in export.journal.live() {
            let Some(card) = export.collection.card_of(event) else {
                continue;
            };
            let before = states.entry(card).or_insert(CardState::UNTOUCHED);
            let after = before.after(event.moment, &event.fact, settings);
            let shown = |state| export.collection.as_scheduled(card, state);
            let instant = event.moment.instant;
            if after.is_leech() && !before.is_leech() {
                schedule.leeches.insert(card, instant);
            }
            if let Fact::Reviewed(review) = &event.fact {
                // Two reviews may share a millisecond, two rows may not.
                last_id = instant.unix_ms().max(last_id + 1);
                schedule
                    .log
                    .push((card, row(last_id, review, &shown(*before), &shown(after))));
                if review.purpose != Purpose::Cram {
                    schedule.reviewed.insert(card, instant);
                }
            }
            *before = after;
        }
        schedule
    }

    /// Where days are counted from.
    pub const fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// When a card was forgotten too often.
    pub fn leech_since(&self, card: CardId) -> Option<Instant> {
        self.leeches.get(&card).copied()
    }

    /// How far a card is learned; `position` is its place among the new ones.
    pub fn stage(&self, card: CardId, state: &CardState, position: u32) -> Stage {
        match (self.progress, state.learning) {
            (Progress::Included, Learning::Begun(standing)) => {
                let reviewed = self.reviewed.get(&card);
                let reviewed_s = reviewed.map(|reviewed| reviewed.unix_ms().div_euclid(1000));
                self.review(state.scheduler, &standing, reviewed_s)
            }
            _ => Stage::New { position },
        }
    }

    fn review(&self, scheduler: Scheduler, standing: &Standing, reviewed_s: Option<i64>) -> Stage {
        let recollection = match (scheduler, standing.recollection) {
            (Scheduler::Fsrs6(retention), Some(known)) => Some(Recollection {
                stability: known.memory.stability_millionths() / 100,
                difficulty: known.memory.difficulty_millionths() / 1_000,
                retention: retention.percent().into(),
                decay: self.decay,
            }),
            _ => None,
        };
        let due = i64::from(standing.due.unix_day()) - i64::from(DAY_ZERO);
        let farthest = i64::from(FARTHEST_DAY);
        Stage::Review {
            due: due.clamp(-farthest, farthest) as i32,
            interval: days(standing.memory.interval),
            factor: thousandths(standing.memory.ease),
            reviews: standing.reviews,
            lapses: standing.lapses,
            reviewed_s,
            recollection,
        }
    }

    /// Whether a card is asked.
    pub fn queue(&self, state: &CardState) -> Queue {
        match (self.progress, state.activity) {
            (Progress::Left, _) | (_, Activity::Active) => Queue::Stage,
            (_, Activity::Suspended) => Queue::Suspended,
            (_, Activity::Buried(day)) if day == self.today => Queue::Buried,
            (_, Activity::Buried(_)) => Queue::Stage,
        }
    }

    /// The review log of the cards whose notes have a place.
    pub fn log(&self, place: impl Fn(CardId) -> Option<usize>) -> Vec<LogRow> {
        let rows = self.log.iter();
        rows.filter_map(|(card, row)| {
            let note = place(*card)?;
            Some(LogRow { note, ..*row })
        })
        .collect()
    }
}

/// The row of a review; its note is not known yet.
fn row(id: i64, review: &Review, before: &CardState, after: &CardState) -> LogRow {
    let interval = |state: &CardState| match state.learning {
        Learning::New => 0,
        Learning::Begun(standing) => days(standing.memory.interval),
    };
    let reviews = match before.learning {
        Learning::New => 0,
        Learning::Begun(standing) => standing.reviews,
    };
    LogRow {
        id,
        note: 0,
        button: match review.rating {
            Rating::Blackout | Rating::Familiar | Rating::Again => 1,
            Rating::Hard => 2,
            Rating::Good => 3,
            Rating::Easy => 4,
        },
        interval: interval(after),
        last_interval: interval(before),
        // By this Anki tells that a review outside the schedule changed nothing.
        factor: match (after.learning, review.purpose) {
            (Learning::New, _) | (_, Purpose::Cram) => 0,
            (Learning::Begun(standing), _) => thousandths(standing.memory.ease),
        },
        took_ms: review.took.ms(),
        kind: match (review.purpose, before.learning, reviews) {
            (Purpose::Cram, ..) => LogKind::Filtered,
            (Purpose::Scheduled, Learning::New, _) | (Purpose::Drill, _, 0 | 1) => LogKind::Learn,
            (Purpose::Scheduled, Learning::Begun(_), _) => LogKind::Review,
            (Purpose::Drill, ..) => LogKind::Relearn,
        },
    }
}

fn days(days: Days) -> u32 {
    days.count().min(FARTHEST_DAY.unsigned_abs())
}

fn thousandths(ease: EaseFactor) -> u32 {
    (u32::from(ease.hundredths()) * 10).min(GREATEST_EASE)
}
