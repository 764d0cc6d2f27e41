//! The figures of `waymark stats`, folded from the events of a backup.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;
use waymark_core::collection::{Collection, Members};
use waymark_core::id::CardId;
use waymark_core::journal::Journal;
use waymark_core::rating::Rating;
use waymark_core::roadmap::{self, Roadmap};
use waymark_core::scheduler::Scheduler;
use waymark_core::statistics::{self, Forecast, History, Occasion, Period, Standings};
use waymark_core::time::{Days, Moment, StudyDay};
use waymark_store::backup::{self, Backup};

use crate::input::Documents;

/// How many study days are shown one by one, today among them.
const DAYS: Days = Days::new(30);
/// Today and tomorrow.
const AHEAD: Days = Days::new(2);

/// The figures.
#[derive(Serialize)]
pub struct Report {
    /// The study day from which it is seen.
    pub today: String,
    /// Begun cards.
    pub studied: u32,
    /// Studied cards with less than 21 days of interval.
    pub learning: u32,
    /// Studied cards with 21 days of interval or more.
    pub strong: u32,
    /// Suspended cards, studied or not.
    pub suspended: u32,
    /// Cards due today or before.
    pub due_today: u32,
    /// Cards due on the next study day.
    pub due_tomorrow: u32,
    /// Pieces of the history that cannot be read.
    pub unreadable: usize,
    /// Roadmaps under FSRS-6 of which no document is here, so that their cards count by SM-2.
    pub by_sm2: Vec<String>,
    /// Study days with reviews among the last 30, earliest first.
    pub days: Vec<DayTotal>,
    /// Scheduled reviews of begun cards.
    pub repeated: u32,
    /// Those that were recalled.
    pub repeated_recalled: u32,
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
    pub reviews: u32,
    /// Reviews that were recalled.
    pub recalled: u32,
    /// Time spent over cards.
    pub took_ms: u64,
}

/// Scheduled reviews with one rating, and how the cards' next scheduled reviews went.
#[derive(Serialize)]
pub struct Rated {
    /// The rating.
    pub rating: &'static str,
    /// Reviews with that rating.
    pub reviews: u32,
    /// Those that another scheduled review of the card followed.
    pub next_reviews: u32,
    /// Those whose next review was recalled.
    pub next_recalled: u32,
}

/// A card that costs more than it gives.
#[derive(Serialize)]
pub struct Leech {
    /// The card.
    pub card: String,
    /// How often it was forgotten.
    pub lapses: u32,
}

impl Report {
    /// Folds `backup`, seen from the study day of `now`; its own documents and these say which cards
    /// are of which roadmap.
    pub fn new(backup: &Backup, documents: &Documents, now: Moment) -> Self {
        let journal = Journal::from_events(backup.events.clone());
        let mut collection = Collection::fold(&journal);
        let here = documents.0.iter().map(|one| one.import.roadmap.clone());
        let roadmaps: Vec<Roadmap> = here.chain(roadmaps_of(backup, &journal)).collect();
        collection.join(Members::of(&roadmaps));
        let today = now.study_day(collection.settings().day_start);
        let history = History::of(&journal, &collection);
        let states = || collection.touched_cards().map(|(_, state)| state);
        let standings = Standings::of(states());
        let forecast = Forecast::of(states(), today, AHEAD);
        let month = history.during(Period::last_days(today, DAYS));
        let days = statistics::by_day(month.asked());
        let recalled = statistics::recalled(history.asked());
        let cards = collection.touched_cards();
        Self {
            today: today.to_string(),
            studied: standings.begun(),
            learning: standings.learning,
            strong: standings.strong,
            suspended: standings.suspended,
            due_today: forecast.now(),
            due_tomorrow: forecast.days.get(1).copied().unwrap_or(0),
            unreadable: backup.unreadable.len(),
            by_sm2: collection
                .plans()
                .filter(|(_, plan)| plan.scheduler != Scheduler::Sm2)
                .filter(|(id, _)| roadmaps.iter().all(|roadmap| roadmap.id != **id))
                .map(|(id, _)| id.to_string())
                .collect::<BTreeSet<String>>()
                .into_iter()
                .collect(),
            days: days.into_iter().map(DayTotal::of).collect(),
            repeated: recalled.reviews,
            repeated_recalled: recalled.recalled,
            ratings: ratings(&history),
            leeches: statistics::leeches(cards)
                .into_iter()
                .map(Leech::of)
                .collect(),
        }
    }
}

/// The roadmaps whose documents are in a backup.
fn roadmaps_of(backup: &Backup, journal: &Journal) -> Vec<Roadmap> {
    let current = backup::current(backup.documents.keys(), journal).into_iter();
    let read = current.filter_map(|imported| {
        let bytes = backup.documents.get(imported)?;
        let read = roadmap::import_as(bytes, &imported.path, Some(&imported.roadmap));
        Some(read.roadmap)
    });
    read.collect()
}

/// How often each rating was given, and how the next scheduled reviews went.
fn ratings(history: &History) -> Vec<Rated> {
    let mut ratings = Rating::ALL.map(Rated::none);
    for (rated, reviews) in ratings
        .iter_mut()
        .zip(statistics::by_rating(history.asked()))
    {
        rated.reviews = reviews;
    }
    let mut last: HashMap<CardId, Rating> = HashMap::new();
    for asked in history.asked() {
        let (Occasion::Begun | Occasion::Repeated { .. }) = asked.occasion else {
            continue;
        };
        let before = last.insert(asked.card, asked.rating);
        if let Some(rated) = before.and_then(|before| ratings.get_mut(before as usize)) {
            rated.next_reviews += 1;
            rated.next_recalled += u32::from(asked.rating.recalled());
        }
    }
    ratings.into()
}

impl DayTotal {
    fn of((day, total): (StudyDay, statistics::DayTotal)) -> Self {
        Self {
            day: day.to_string(),
            reviews: total.reviews,
            recalled: total.recalled,
            took_ms: total.took_ms,
        }
    }
}

impl Leech {
    fn of(leech: statistics::Leech) -> Self {
        Self {
            card: leech.card.to_string(),
            lapses: leech.lapses,
        }
    }
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
