//! A learner whose memory follows known parameters.

use waymark_core::id::CardId;
use waymark_core::rating::Rating;
use waymark_core::scheduler::fsrs::{Memory, Parameters};
use waymark_core::scheduler::sm2::{self, Quality};
use waymark_core::time::{Days, StudyDay, Took};
use waymark_evidence::ReviewLog;

/// A learner who forgets sooner than most, and whose stability grows less.
pub const UNUSUAL: Parameters = match Parameters::new([
    1_000, 4_000, 9_000, 30_000, 70_000, 6_000, 25_000, 100, 12_000, 2_500, 6_000, 9_000, 1_000,
    3_500, 10_000, 5_000, 15_000, 5_425, 912, 658, 3_000,
]) {
    Some(parameters) => parameters,
    None => Parameters::DEFAULT,
};

/// A learner who is asked by SM-2 and remembers by FSRS-6.
pub struct Synthetic {
    truth: Parameters,
    seed: u64,
}

impl Synthetic {
    /// A learner of that memory; each seed is another life.
    pub fn new(truth: Parameters, seed: u64) -> Self {
        let seed = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self { truth, seed }
    }

    /// So many cards, begun five a day, over so many days.
    pub fn log(mut self, cards: usize, days: i32) -> ReviewLog {
        let mut log = ReviewLog::default();
        let mut begun: Vec<(usize, Memory, sm2::Repetition, i32, i32)> = Vec::new();
        for day in 0..days {
            let today = StudyDay::from_unix_day(20_000 + day);
            for (history, memory, planned, last, due) in &mut begun {
                if *due > day {
                    continue;
                }
                let elapsed = Days::new((day - *last) as u32);
                let recalled = self.share() < memory.recall_at(elapsed, &self.truth);
                let rating = if recalled {
                    self.recalled()
                } else {
                    Rating::Again
                };
                log.add(*history, today, rating, Took::from_ms(7_000));
                *planned = sm2::Memory::Repeated(*planned).after(Quality::of(rating));
                *memory = memory.after(rating, elapsed, &self.truth);
                *last = day;
                // A day or two late now and then, as life has it.
                let late = (self.share() * self.share() * 4.0) as i32;
                *due = day + planned.interval.count() as i32 + late;
            }
            for _ in 0..5.min(cards - begun.len()) {
                let history = log.begin(CardId::from_bits(begun.len() as u64));
                let rating = match (self.share() * 10.0) as u32 {
                    0..3 => Rating::Again,
                    3..4 => Rating::Hard,
                    4..9 => Rating::Good,
                    _ => Rating::Easy,
                };
                log.add(history, today, rating, Took::from_ms(9_000));
                let planned = sm2::Memory::New.after(Quality::of(rating));
                let memory = Memory::first(rating, &self.truth);
                let due = day + planned.interval.count() as i32;
                begun.push((history, memory, planned, day, due));
            }
        }
        log
    }

    fn recalled(&mut self) -> Rating {
        match (self.share() * 10.0) as u32 {
            0..2 => Rating::Hard,
            2..9 => Rating::Good,
            _ => Rating::Easy,
        }
    }

    fn share(&mut self) -> f64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        (self.seed >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A trial as the crate reads it.
pub fn item(log: &ReviewLog, trial: waymark_evidence::Trial) -> fsrs::FSRSItem {
    let reviews = log
        .reviews_to(trial)
        .iter()
        .map(|answered| fsrs::FSRSReview {
            rating: (answered.rating as u32).saturating_sub(1).max(1),
            delta_t: answered.elapsed.count(),
        });
    fsrs::FSRSItem {
        reviews: reviews.collect(),
    }
}
