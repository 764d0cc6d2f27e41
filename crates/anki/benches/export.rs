//! What a large package costs: 10,000 notes, without a log and with 100,000 rows in it.
//!
//! It prints plain figures of what the process computed, since `tests/anki/measure.py` compares them
//! with another program's; the peak of memory is that of the whole process.

#![allow(clippy::expect_used, reason = "a benchmark that cannot go on fails")]

use waymark_anki::export::{self, Export, Progress, Selection, Source};
use waymark_core::collection::Collection;
use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::roadmap;
use waymark_core::time::{Instant, Moment, Took, UtcOffset};

const NOTES: usize = 10_000;
const REVIEWS: i64 = 10;
const RUNS: u64 = 20;
const BEGUN_MS: i64 = 1_700_000_000_000;
const DAY_MS: i64 = 86_400_000;

/// The same document as that of `tests/anki/measure.py`.
fn document() -> String {
    let mut text = String::from("---\nid: large\n---\n# Large\n\n");
    for number in 0..NOTES {
        if number % 500 == 0 {
            text.push_str(&format!("## Phase {}\n\n", number / 500 + 1));
        }
        text.push_str(&format!(
            "**Term number {number}**: the {number}th thing that is *worth* knowing, with `code` and\n\
             enough words to be a sentence of the usual length, numbered {number}.\n\n"
        ));
    }
    text
}

fn moment(ms: i64) -> Moment {
    Moment {
        instant: Instant::from_unix_ms(BEGUN_MS + ms),
        offset: UtcOffset::from_minutes_east(0),
    }
}

fn journal(cards: &[CardId]) -> Journal {
    let rounds = 0..REVIEWS;
    let reviews = rounds.flat_map(|round| (0..).zip(cards).map(move |card| (round, card)));
    let events = reviews
        .zip(0..)
        .map(|((round, (number, card)), sequence)| Event {
            id: EventId {
                replica: ReplicaId::from_bits(1),
                sequence,
            },
            moment: moment(round * 7 * DAY_MS + number * 4_000),
            fact: Fact::Reviewed(Review {
                card: *card,
                rating: Rating::Good,
                took: Took::from_ms(3_000),
                purpose: Purpose::Scheduled,
            }),
        });
    Journal::from_events(events.collect())
}

/// The peak of resident memory in kB, where the system says it.
fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The time that the process was computed for, in hundredths of a second, where the system says it.
fn computed() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields = stat.rsplit(')').next()?.split_whitespace();
    let ticks = fields.skip(11).take(2);
    ticks.map(|ticks| ticks.parse::<u64>().ok()).sum()
}

fn measure(name: &str, export: &Export<'_>) {
    let (before, began) = (computed(), std::time::Instant::now());
    let mut length = 0;
    for _ in 0..RUNS {
        length = export::export(export).expect("a package").len();
    }
    let by_clock = began.elapsed().as_secs_f64() * 1000.0 / RUNS as f64;
    let ms = before.zip(computed());
    let ms = ms.map(|(before, after)| (after - before) as f64 * 10.0 / RUNS as f64);
    println!(
        "anki export: {name}: {:.1} ms of computing, {by_clock:.1} ms by the clock, {length} bytes",
        ms.unwrap_or(f64::NAN),
    );
}

fn main() {
    let names: Vec<String> = std::env::args()
        .skip(1)
        .filter(|one| !one.starts_with('-'))
        .collect();
    let wanted = |name: &String| "anki export".contains(name.as_str());
    if !names.is_empty() && !names.iter().any(wanted) {
        return;
    }
    let roadmap = roadmap::import(document().as_bytes(), "large").roadmap;
    let cards: Vec<CardId> = roadmap.cards.iter().map(|card| card.id).collect();
    assert_eq!(cards.len(), NOTES);
    let journal = journal(&cards);
    let collection = Collection::fold(&journal);
    let source = Source {
        roadmap: &roadmap,
        since: Instant::from_unix_ms(BEGUN_MS),
        earlier: &[],
    };
    let with = |progress| Export {
        sources: std::slice::from_ref(&source),
        selection: Selection::All,
        journal: &journal,
        collection: &collection,
        progress,
        now: moment(70 * DAY_MS),
    };
    let before = peak_kb();
    measure("10,000 notes, no log", &with(Progress::Left));
    measure("10,000 notes, 100,000 log rows", &with(Progress::Included));
    if let (Some(before), Some(after)) = (before, peak_kb()) {
        println!("anki export: peak memory {after} kB, {before} kB of it before the export");
    }
}
