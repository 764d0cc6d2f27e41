//! The figures of `waymark stats`, folded from the events of a backup.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use waymark_core::collection::{Activity, Collection, Learning};
use waymark_core::id::CardId;
use waymark_core::journal::{Fact, Journal, Review};
use waymark_core::mastery::{Standing, standing};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::time::{Days, Moment, StudyDay};
use waymark_store::backup::Backup;

/// How many study days are shown one by one, today among them.
const DAYS: u32 = 30;

/// The figures.
#[derive(Serialize)]
pub struct Report {
    /// The study day from which it is seen.
    pub today: String,
    /// Cards with at least one scheduled review.
    pub studied: usize,
    /// Studied cards with less than 21 days of interval.
    pub learning: usize,
    /// Studied cards with 21 days of interval or more.
    pub strong: usize,
    /// Suspended cards, studied or not.
    pub suspended: usize,
    /// Cards due today or before.
    pub due_today: usize,
    /// Cards due on the next study day.
    pub due_tomorrow: usize,
    /// Pieces of the history that cannot be read.
    pub unreadable: usize,
    /// Study days with reviews among the last 30, earliest first.
    pub days: Vec<DayTotal>,
    /// Scheduled reviews of cards that had one before.
    pub repeated: usize,
    /// Those that were recalled.
    pub repeated_recalled: usize,
    /// Every rating, worst first.
    pub ratings: Vec<Rated>,
    /// Cards that were forgotten too often, the worst first.
    pub leeches: Vec<Leech>,
}

/// What was done on one study day, for whatever purpose.
#[derive(Serialize)]
pub struct DayTotal {
    /// The study day.
    pub day: String,
    /// Reviews.
    pub reviews: usize,
    /// Reviews that were recalled.
    pub recalled: usize,
    /// Time spent over cards.
    pub took_ms: u64,
}

/// Scheduled reviews with one rating, and how the cards' next scheduled reviews went.
#[derive(Serialize)]
pub struct Rated {
    /// The rating.
    pub rating: &'static str,
    /// Reviews with that rating.
    pub reviews: usize,
    /// Those that another scheduled review of the card followed.
    pub next_reviews: usize,
    /// Those whose next review was recalled.
    pub next_recalled: usize,
}

/// A card that costs more than it gives.
#[derive(PartialEq, Eq, Serialize)]
pub struct Leech {
    /// The card.
    pub card: String,
    /// How often it was forgotten.
    pub lapses: u32,
}

impl Report {
    /// Folds `backup`, seen from the study day of `now`.
    pub fn new(backup: &Backup, now: Moment) -> Self {
        let journal = Journal::from_events(backup.events.clone());
        let collection = Collection::fold(&journal);
        let day_start = collection.settings().day_start;
        let today = now.study_day(day_start);
        let mut report = Self {
            today: today.to_string(),
            studied: 0,
            learning: 0,
            strong: 0,
            suspended: 0,
            due_today: 0,
            due_tomorrow: 0,
            unreadable: backup.unreadable.len(),
            days: Vec::new(),
            repeated: 0,
            repeated_recalled: 0,
            ratings: Rating::ALL.map(Rated::none).into(),
            leeches: Vec::new(),
        };
        report.count_cards(&collection, today);
        let mut days = BTreeMap::new();
        let mut last = HashMap::new();
        for event in journal.live() {
            if let Fact::Reviewed(review) = event.fact {
                let day = event.moment.study_day(day_start);
                count_in_day(&mut days, day, review, today);
                if review.purpose == Purpose::Scheduled {
                    // A reworded card goes on from the ratings that it had before.
                    let card = collection.card_of(event).unwrap_or(review.card);
                    report.count_rating(&mut last, Review { card, ..review });
                }
            }
        }
        report.days = days.into_values().collect();
        report
    }

    fn count_cards(&mut self, collection: &Collection, today: StudyDay) {
        let tomorrow = today.plus(Days::ONE);
        for (id, state) in collection.touched_cards() {
            let active = state.activity == Activity::Active;
            self.suspended += usize::from(!active);
            match standing(state.learning) {
                Standing::New => {}
                Standing::Learning => self.learning += 1,
                Standing::Strong => self.strong += 1,
            }
            let Learning::Begun(progress) = state.learning else {
                continue;
            };
            self.studied += 1;
            self.due_today += usize::from(active && progress.due <= today);
            let next = progress.due == tomorrow && progress.due > today;
            self.due_tomorrow += usize::from(active && next);
            if state.is_leech() {
                let card = id.to_string();
                let lapses = progress.lapses;
                self.leeches.push(Leech { card, lapses });
            }
        }
        self.leeches.sort_unstable_by(|one, other| {
            let lapses = other.lapses.cmp(&one.lapses);
            lapses.then_with(|| one.card.cmp(&other.card))
        });
    }

    /// Counts a scheduled review; `last` holds the last one of each card.
    fn count_rating(&mut self, last: &mut HashMap<CardId, Rating>, review: Review) {
        let recalled = usize::from(review.rating.recalled());
        if let Some(before) = last.insert(review.card, review.rating) {
            self.repeated += 1;
            self.repeated_recalled += recalled;
            if let Some(rated) = self.rated(before) {
                rated.next_reviews += 1;
                rated.next_recalled += recalled;
            }
        }
        if let Some(rated) = self.rated(review.rating) {
            rated.reviews += 1;
        }
    }

    fn rated(&mut self, rating: Rating) -> Option<&mut Rated> {
        let name = rating_name(rating);
        self.ratings.iter_mut().find(|rated| rated.rating == name)
    }
}

fn count_in_day(
    days: &mut BTreeMap<StudyDay, DayTotal>,
    day: StudyDay,
    review: Review,
    today: StudyDay,
) {
    if day > today || today.days_since(day).count() >= DAYS {
        return;
    }
    let total = days.entry(day).or_insert_with(|| DayTotal {
        day: day.to_string(),
        reviews: 0,
        recalled: 0,
        took_ms: 0,
    });
    total.reviews += 1;
    total.recalled += usize::from(review.rating.recalled());
    total.took_ms += u64::from(review.took.ms());
}

impl Rated {
    fn none(rating: Rating) -> Self {
        Self {
            rating: rating_name(rating),
            reviews: 0,
            next_reviews: 0,
            next_recalled: 0,
        }
    }
}

const fn rating_name(rating: Rating) -> &'static str {
    match rating {
        Rating::Blackout => "blackout",
        Rating::Familiar => "familiar",
        Rating::Again => "again",
        Rating::Hard => "hard",
        Rating::Good => "good",
        Rating::Easy => "easy",
    }
}
