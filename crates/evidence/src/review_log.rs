//! The reviews of a journal, card by card, as schedulers see them.

use rustc_hash::FxHashMap;
use waymark_core::collection::Collection;
use waymark_core::id::CardId;
use waymark_core::journal::{Baseline, Fact, Journal};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::time::{Days, StudyDay, Took};

/// The scheduled reviews of each card from its first on.
///
/// A card that another tool placed without its reviews is left out until it begins anew: nobody knows
/// how it came to where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewLog {
    histories: Vec<CardHistory>,
    trials: Vec<Trial>,
    /// The history of each review, in the order in which they happened.
    order: Vec<usize>,
    left_out: usize,
}

/// The scheduled reviews of one card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardHistory {
    /// The card that has this history now.
    pub card: CardId,
    /// Its reviews, the first at the beginning.
    pub reviews: Vec<Answered>,
}

/// One scheduled review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The study day.
    pub day: StudyDay,
    /// How long after the one before; none for the first.
    pub elapsed: Days,
    /// How well it was recalled.
    pub rating: Rating,
    /// How long it took; zero where nobody measured.
    pub took: Took,
}

/// A review whose result a scheduler may foretell: not the first of its card, and on a later day than
/// the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Which of the histories.
    pub history: usize,
    /// Which of its reviews.
    pub review: usize,
}

/// What is known of a card while a journal is read.
enum Reading {
    /// Its history is this one.
    Known(usize),
    /// It was placed, by nothing that is known.
    Placed,
}

impl ReviewLog {
    /// Reads the journal that `collection` was folded from.
    pub fn of(journal: &Journal, collection: &Collection) -> Self {
        let mut log = Self::default();
        let mut cards: FxHashMap<CardId, Reading> = FxHashMap::default();
        let day_start = collection.settings().day_start;
        for event in journal.live() {
            let Some(card) = collection.card_of(event) else {
                continue;
            };
            match &event.fact {
                Fact::Placed(placed) => match (placed.baseline, cards.get(&card)) {
                    (Baseline::New, _) => {
                        cards.remove(&card);
                    }
                    (Baseline::Review { .. }, None) => {
                        cards.insert(card, Reading::Placed);
                    }
                    (Baseline::Review { .. }, Some(_)) => {}
                },
                Fact::Reviewed(review) if review.purpose == Purpose::Scheduled => {
                    let day = event.moment.study_day(day_start);
                    let reading = cards
                        .entry(card)
                        .or_insert_with(|| Reading::Known(log.begin(card)));
                    match reading {
                        Reading::Placed => log.left_out += 1,
                        Reading::Known(history) => {
                            let history = *history;
                            log.add(history, day, review.rating, review.took);
                        }
                    }
                }
                _ => {}
            }
        }
        log
    }

    /// Begins the history of a card, and says which it is.
    pub fn begin(&mut self, card: CardId) -> usize {
        self.histories.push(CardHistory {
            card,
            reviews: Vec::new(),
        });
        self.histories.len() - 1
    }

    /// Adds the next review of all: histories grow in the order in which reviews happened.
    pub fn add(&mut self, history: usize, day: StudyDay, rating: Rating, took: Took) {
        let Some(CardHistory { reviews, .. }) = self.histories.get_mut(history) else {
            return;
        };
        // The order of instants is not always that of days: somebody travels.
        let last = reviews.last().map(|last| last.day);
        let day = last.map_or(day, |last| last.max(day));
        let elapsed = last.map_or(Days::new(0), |last| day.days_since(last));
        if elapsed.count() > 0 {
            let review = reviews.len();
            self.trials.push(Trial { history, review });
        }
        self.order.push(history);
        reviews.push(Answered {
            day,
            elapsed,
            rating,
            took,
        });
    }

    /// The history of each card; a card that began anew has several.
    pub fn histories(&self) -> &[CardHistory] {
        &self.histories
    }

    /// The usable reviews, in the order in which they happened.
    pub fn trials(&self) -> &[Trial] {
        &self.trials
    }

    /// The reviews in the order in which they happened, each with its history.
    pub fn reviews(&self) -> impl Iterator<Item = (usize, Answered)> {
        let mut next = vec![0_usize; self.histories.len()];
        self.order.iter().filter_map(move |history| {
            let place = next.get_mut(*history)?;
            let answered = self.histories.get(*history)?.reviews.get(*place)?;
            *place += 1;
            Some((*history, *answered))
        })
    }

    /// How many days it has, from its first review to its last.
    pub fn days(&self) -> usize {
        let days = self.histories.iter().flat_map(|history| &history.reviews);
        let days = days.map(|answered| answered.day);
        let (first, last) = (days.clone().min(), days.max());
        let between = first.zip(last).map(|(first, last)| last.days_since(first));
        between.map_or(0, |days| days.count() as usize + 1)
    }

    /// How many scheduled reviews are of cards that were placed, and so of no use.
    pub const fn left_out(&self) -> usize {
        self.left_out
    }

    /// The reviews up to that of a trial; none if it is of another log.
    pub fn reviews_to(&self, trial: Trial) -> &[Answered] {
        let history = self.histories.get(trial.history);
        let reviews = history.and_then(|history| history.reviews.get(..=trial.review));
        reviews.unwrap_or_default()
    }

    /// Whether the review of a trial was recalled.
    pub fn is_recalled(&self, trial: Trial) -> bool {
        let answered = self.reviews_to(trial).last();
        answered.is_some_and(|answered| answered.rating.recalled())
    }
}
