//! Looking ahead: a learner who follows a method day by day.

use serde::{Deserialize, Serialize};
use waymark_core::rating::Rating;
use waymark_core::scheduler::fsrs::{Memory, Parameters, Retention};
use waymark_core::scheduler::sm2::{self, Quality};
use waymark_core::time::{Days, StudyDay};

use crate::review_log::ReviewLog;

/// Answers that are taken to have happened beside the learner's own, so that few of them say little.
const USUAL_ANSWERS: [f64; 4] = [6.0, 4.0, 28.0, 2.0];
/// How long an answer takes where nobody measured.
const USUAL_MS: f64 = 8_000.0;

/// How a learner remembers and answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Learner {
    /// How they remember: FSRS-6 with these parameters.
    pub memory: Parameters,
    /// The shares of again, hard, good and easy at the first review of a card.
    pub first: [f64; 4],
    /// The shares of hard, good and easy where a card is recalled.
    pub recalled: [f64; 3],
    /// How long an answer takes on average.
    pub took_ms: f64,
}

/// By which method cards are planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// SM-2.
    Sm2,
    /// FSRS-6.
    Fsrs6(
        #[serde(with = "crate::message::parameters")] Parameters,
        #[serde(with = "crate::message::retention")] Retention,
    ),
}

/// What is to be studied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// Cards that are new.
    pub new_cards: u32,
    /// How many of them a day brings at most.
    pub new_per_day: u32,
    /// How many reviews a day brings at most.
    pub reviews_per_day: u32,
    /// How many days are looked ahead.
    pub days: u32,
}

/// One day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SimulatedDay {
    /// New cards that were begun.
    pub begun: u32,
    /// Reviews of begun cards.
    pub reviews: u32,
    /// Those that were forgotten.
    pub forgotten: u32,
    /// How long it took in minutes, the final drill included.
    pub minutes: f64,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Each day.
    pub days: Vec<SimulatedDay>,
    /// The share of begun cards that would be recalled on the day after the last.
    pub retained: f64,
    /// On which day the last new card was begun, from 1; `None` if some are new still.
    pub all_begun: Option<u32>,
}

/// A card of a simulation.
#[derive(Clone, Copy, Debug)]
struct Card {
    truth: Memory,
    plan: Plan,
    last: i64,
    due: i64,
}

#[derive(Clone, Copy, Debug)]
enum Plan {
    Sm2(sm2::Memory),
    Fsrs6(Memory),
}

/// Cards that a simulation begins with.
#[derive(Clone, Debug, Default)]
pub struct Simulation {
    cards: Vec<Card>,
}

impl Learner {
    /// A learner who answers as this log does, and remembers by these parameters.
    pub fn of(log: &ReviewLog, memory: Parameters) -> Self {
        let mut first = USUAL_ANSWERS;
        let [_, hard, good, easy] = USUAL_ANSWERS;
        let mut recalled = [hard, good, easy];
        let (mut took, mut measured) = (USUAL_MS, 1.0);
        for history in log.histories() {
            for (number, answered) in history.reviews.iter().enumerate() {
                let grade = grade_of(answered.rating);
                let shares = if number == 0 {
                    &mut first[..]
                } else {
                    &mut recalled[..]
                };
                let at = if number == 0 {
                    Some(grade)
                } else {
                    grade.checked_sub(1)
                };
                if let Some(share) = at.and_then(|at| shares.get_mut(at)) {
                    *share += 1.0;
                }
                if answered.took.ms() > 0 {
                    took += f64::from(answered.took.ms());
                    measured += 1.0;
                }
            }
        }
        let (of_first, of_recalled) = (first.iter().sum::<f64>(), recalled.iter().sum::<f64>());
        Self {
            memory,
            first: first.map(|share| share / of_first),
            recalled: recalled.map(|share| share / of_recalled),
            took_ms: took / measured,
        }
    }
}

const fn grade_of(rating: Rating) -> usize {
    match rating {
        Rating::Blackout | Rating::Familiar | Rating::Again => 0,
        Rating::Hard => 1,
        Rating::Good => 2,
        Rating::Easy => 3,
    }
}

impl Plan {
    fn interval(&self, method: &Method) -> Days {
        match (self, method) {
            (Self::Sm2(sm2::Memory::Repeated(last)), _) => last.interval,
            (Self::Fsrs6(memory), Method::Fsrs6(parameters, retention)) => {
                memory.interval(*retention, parameters)
            }
            _ => Days::ONE,
        }
    }
}

impl Simulation {
    /// The cards of a log as they stand on `today`, planned anew by a method.
    pub fn of(log: &ReviewLog, learner: &Learner, method: &Method, today: StudyDay) -> Self {
        let cards = log.histories().iter().filter_map(|history| {
            let mut card: Option<Card> = None;
            for answered in &history.reviews {
                let day = i64::from(answered.day.unix_day()) - i64::from(today.unix_day());
                card = Some(match card {
                    None => Card::begun(answered.rating, day, learner, method),
                    Some(card) => card.after(answered.rating, day, learner, method),
                });
            }
            card
        });
        Self {
            cards: cards.collect(),
        }
    }

    /// How many reviews a day these cards bring, as they are planned now.
    pub fn daily_reviews(&self, method: &Method) -> f64 {
        let cards = self.cards.iter();
        let shares = cards.map(|card| 1.0 / f64::from(card.plan.interval(method).count()));
        shares.sum()
    }

    /// Follows a course. The same arguments always give the same outcome: chance comes from `seed`.
    pub fn run(
        mut self,
        course: &Course,
        learner: &Learner,
        method: &Method,
        seed: u64,
    ) -> Outcome {
        let mut chance = Chance(seed);
        let mut days = Vec::new();
        let mut left = course.new_cards;
        let mut all_begun = (left == 0).then_some(0);
        for day in 0..i64::from(course.days) {
            let limit = course.reviews_per_day as usize;
            let mut done = self.review(day, limit, learner, method, &mut chance);
            for _ in 0..left.min(course.new_per_day) {
                let ratings = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];
                let rating = chosen(&ratings, &learner.first, &mut chance);
                self.begin(rating, day, learner, method, &mut done);
            }
            left -= done.begun;
            if left == 0 && all_begun.is_none() {
                all_begun = u32::try_from(day + 1).ok();
            }
            days.push(done);
        }
        self.outcome(days, all_begun, learner)
    }

    /// Lives the days of a log once more under a method: each card is begun on its day with its own
    /// rating, and what follows is chance. A card that began anew counts as another.
    pub fn relive(log: &ReviewLog, learner: &Learner, method: &Method, seed: u64) -> Outcome {
        let mut first: Vec<(i64, Rating)> = Vec::new();
        let mut last = i64::MIN;
        for (_, answered) in log.reviews() {
            last = last.max(answered.day.unix_day().into());
        }
        for history in log.histories() {
            if let Some(begun) = history.reviews.first() {
                first.push((begun.day.unix_day().into(), begun.rating));
            }
        }
        // A card keeps its place among those of its day.
        first.sort_by_key(|(day, _)| *day);
        let start = first.first().map_or(0, |(day, _)| *day);
        let mut simulation = Self::default();
        let mut chance = Chance(seed);
        let mut days = Vec::new();
        let mut waiting = first.into_iter().peekable();
        for day in start..=last {
            let day = day - start;
            let mut done = simulation.review(day, usize::MAX, learner, method, &mut chance);
            while let Some((_, rating)) = waiting.next_if(|(begun, _)| begun - start <= day) {
                simulation.begin(rating, day, learner, method, &mut done);
            }
            days.push(done);
        }
        simulation.outcome(days, None, learner)
    }

    /// Reviews what is due on a day, the longest overdue first.
    fn review(
        &mut self,
        day: i64,
        limit: usize,
        learner: &Learner,
        method: &Method,
        chance: &mut Chance,
    ) -> SimulatedDay {
        let mut done = SimulatedDay::default();
        let mut due: Vec<usize> = (0..self.cards.len())
            .filter(|at| self.cards.get(*at).is_some_and(|card| card.due <= day))
            .collect();
        due.sort_by_key(|at| self.cards.get(*at).map(|card| card.due));
        for at in due.into_iter().take(limit) {
            let Some(card) = self.cards.get_mut(at) else {
                continue;
            };
            let elapsed = Days::new(u32::try_from(day - card.last).unwrap_or(0));
            let recall = card.truth.recall_at(elapsed, &learner.memory);
            let rating = if chance.share() < recall {
                chosen(
                    &[Rating::Hard, Rating::Good, Rating::Easy],
                    &learner.recalled,
                    chance,
                )
            } else {
                done.forgotten += 1;
                Rating::Again
            };
            *card = card.after(rating, day, learner, method);
            done.reviews += 1;
            done.minutes += minutes_of(rating, learner);
        }
        done
    }

    /// Begins a card.
    fn begin(
        &mut self,
        rating: Rating,
        day: i64,
        learner: &Learner,
        method: &Method,
        done: &mut SimulatedDay,
    ) {
        self.cards.push(Card::begun(rating, day, learner, method));
        done.begun += 1;
        done.minutes += minutes_of(rating, learner);
    }

    fn outcome(
        &self,
        days: Vec<SimulatedDay>,
        all_begun: Option<u32>,
        learner: &Learner,
    ) -> Outcome {
        let end = i64::try_from(days.len()).unwrap_or(i64::MAX);
        let recall = self.cards.iter().map(|card| {
            let elapsed = Days::new(u32::try_from(end - card.last).unwrap_or(0));
            card.truth.recall_at(elapsed, &learner.memory)
        });
        Outcome {
            retained: recall.sum::<f64>() / self.cards.len().max(1) as f64,
            days,
            all_begun,
        }
    }
}

impl Outcome {
    /// Minutes on the average day.
    pub fn minutes_a_day(&self) -> f64 {
        let minutes: f64 = self.days.iter().map(|day| day.minutes).sum();
        minutes / self.days.len().max(1) as f64
    }

    /// Reviews on the average day.
    pub fn reviews_a_day(&self) -> f64 {
        let reviews: u32 = self.days.iter().map(|day| day.reviews).sum();
        f64::from(reviews) / self.days.len().max(1) as f64
    }
}

impl Card {
    fn begun(rating: Rating, day: i64, learner: &Learner, method: &Method) -> Self {
        let plan = match method {
            Method::Sm2 => {
                let next = sm2::Memory::New.after(Quality::of(rating));
                Plan::Sm2(sm2::Memory::Repeated(next))
            }
            Method::Fsrs6(parameters, _) => Plan::Fsrs6(Memory::first(rating, parameters)),
        };
        Self {
            truth: Memory::first(rating, &learner.memory),
            plan,
            last: day,
            due: day + i64::from(plan.interval(method).count()),
        }
    }

    fn after(self, rating: Rating, day: i64, learner: &Learner, method: &Method) -> Self {
        let elapsed = Days::new(u32::try_from(day - self.last).unwrap_or(0));
        let plan = match (self.plan, method) {
            (Plan::Fsrs6(memory), Method::Fsrs6(parameters, _)) => {
                Plan::Fsrs6(memory.after(rating, elapsed, parameters))
            }
            (Plan::Sm2(memory), _) => {
                Plan::Sm2(sm2::Memory::Repeated(memory.after(Quality::of(rating))))
            }
            (plan, _) => plan,
        };
        Self {
            truth: self.truth.after(rating, elapsed, &learner.memory),
            plan,
            last: self.last.max(day),
            due: day + i64::from(plan.interval(method).count()),
        }
    }
}

/// How long a card takes on a day: what is below good comes back in the final drill.
fn minutes_of(rating: Rating, learner: &Learner) -> f64 {
    let answers = match rating {
        Rating::Blackout | Rating::Familiar | Rating::Again | Rating::Hard => 2.0,
        Rating::Good | Rating::Easy => 1.0,
    };
    answers * learner.took_ms / 60_000.0
}

fn chosen<const N: usize>(ratings: &[Rating; N], shares: &[f64; N], chance: &mut Chance) -> Rating {
    let mut left = chance.share();
    for (rating, share) in ratings.iter().zip(shares) {
        if left < *share {
            return *rating;
        }
        left -= share;
    }
    Rating::Good
}

/// Numbers that look random: SplitMix64 (Steele, Lea and Flood, 2014).
struct Chance(u64);

impl Chance {
    /// A number from 0 to 1.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) as f64 / (u64::MAX as f64 + 1.0)
    }
}
