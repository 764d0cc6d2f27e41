//! How fast the kernel is: SM-2 replay, and the fold of a long history.

#![allow(clippy::expect_used, reason = "a bench that cannot go on fails")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use waymark_core::collection::Collection;
use waymark_core::id::{CardId, EventId, NoteId, ReplicaId, SectionId};
use waymark_core::journal::{Carried, Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::scheduler::sm2::{Memory, Quality};
use waymark_core::statistics::{self, Forecast, History, Pace, Period, Standings, Streak};
use waymark_core::study::{Extent, KeptDay, Queue, QueueCard, QueueRoadmap};
use waymark_core::time::{DayStart, Days, Instant, Moment, StudyDay, Took, UtcOffset};

const CARDS: u64 = 10_000;
const REVIEWS: u32 = 100_000;
const MANY_REVIEWS: u32 = 500_000;

/// Numbers that look random and are the same in every run.
fn numbers() -> impl Iterator<Item = u64> {
    std::iter::successors(Some(0x2545_f491_4f6c_dd1d_u64), |seed| {
        let mut x = *seed;
        x ^= x << 13;
        x ^= x >> 7;
        Some(x ^ (x << 17))
    })
}

fn sm2_replay(c: &mut Criterion) {
    let qualities: Vec<Quality> = numbers()
        .filter_map(|n| Quality::new((n % 6) as u8))
        .take(1_000_000)
        .collect();
    let mut group = c.benchmark_group("sm2");
    group.throughput(Throughput::Elements(qualities.len() as u64));
    group.bench_function("replay", |b| {
        b.iter(|| {
            let mut memory = Memory::New;
            for quality in black_box(&qualities) {
                memory = Memory::Repeated(memory.after(*quality));
            }
            memory
        });
    });
    group.finish();
}

fn history(reviews: u32) -> Journal {
    let mut draws = numbers();
    let ratings = [
        Rating::Again,
        Rating::Hard,
        Rating::Good,
        Rating::Good,
        Rating::Good,
        Rating::Easy,
    ];
    let events = (0..reviews).filter_map(|sequence| {
        let (card, rating) = (draws.next()? % CARDS, draws.next()? % 6);
        Some(Event {
            id: EventId {
                replica: ReplicaId::from_bits(u64::from(sequence / 200)),
                sequence: sequence % 200,
            },
            moment: Moment {
                instant: Instant::from_unix_ms(1_700_000_000_000 + i64::from(sequence) * 300_000),
                offset: UtcOffset::from_minutes_east(60),
            },
            fact: Fact::Reviewed(Review {
                card: CardId::from_bits(card.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
                rating: ratings[rating as usize],
                took: Took::from_ms(6_000),
                purpose: Purpose::Scheduled,
            }),
        })
    });
    Journal::from_events(events.collect())
}

/// The same history with a tenth of its cards reworded in the end.
fn with_carries(journal: &Journal) -> Journal {
    let mut events = journal.events().to_vec();
    let carries = (0..).zip((0..CARDS).step_by(10)).map(|(sequence, card)| {
        let from = CardId::from_bits(card.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let to = CardId::from_bits(!from.bits());
        Event {
            id: EventId {
                replica: ReplicaId::from_bits(u64::MAX),
                sequence,
            },
            moment: Moment {
                instant: Instant::from_unix_ms(1_730_000_000_000),
                offset: UtcOffset::UTC,
            },
            fact: Fact::Carried(Carried { from, to }),
        }
    });
    events.extend(carries);
    Journal::from_events(events)
}

fn fold(c: &mut Criterion) {
    let journal = history(REVIEWS);
    let mut group = c.benchmark_group("fold");
    group.throughput(Throughput::Elements(u64::from(REVIEWS)));
    group.bench_function("100,000 reviews over 10,000 cards", |b| {
        b.iter(|| Collection::fold(black_box(&journal)));
    });
    group.bench_function("the same with the journal put in order", |b| {
        b.iter(|| Collection::fold(&Journal::from_events(journal.events().to_vec())));
    });
    let carried = with_carries(&journal);
    group.bench_function("the same with 1,000 of the cards carried", |b| {
        b.iter(|| Collection::fold(black_box(&carried)));
    });
    group.finish();
}

fn queue(c: &mut Criterion) {
    let collection = Collection::fold(&history(REVIEWS));
    // Ten roadmaps of five phases each.
    let roadmaps: Vec<QueueRoadmap> = (0..10_u64)
        .map(|roadmap| QueueRoadmap {
            id: format!("roadmap-{roadmap}").parse().expect("a slug"),
            phases: (0..5).map(SectionId::from_bits).collect(),
            cards: (0..CARDS / 10)
                .map(|number| {
                    let card = roadmap * (CARDS / 10) + number;
                    QueueCard {
                        id: CardId::from_bits(card.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
                        note: NoteId::from_bits(card / 3),
                        phase: number as usize * 5 / (CARDS as usize / 10),
                    }
                })
                .collect(),
        })
        .collect();
    let now = Moment {
        instant: Instant::from_unix_ms(1_730_000_000_000),
        offset: UtcOffset::UTC,
    };
    c.bench_function("queue of a day, 10,000 cards", |b| {
        b.iter(|| {
            let today = now.study_day(DayStart::FOUR);
            Queue::build(&roadmaps, black_box(&collection), today).next()
        });
    });
    let today = now.study_day(DayStart::FOUR);
    let journal = history(REVIEWS);
    let extent = |events: usize| Extent {
        events,
        conflicts: 0,
        end: &journal.events()[..events],
        latest: journal.events()[..events].last(),
    };
    c.bench_function("the same after one more review", |b| {
        let mut events = 0;
        let mut kept = KeptDay::of(&roadmaps, &collection, extent(0), today);
        b.iter(|| {
            events = events % journal.events().len() + 1;
            kept.follow(&roadmaps, black_box(&collection), extent(events), today);
            kept.queue(&roadmaps, &collection).next()
        });
    });
}

/// Every figure of the page Statistics, over all cards and all time.
fn statistics(c: &mut Criterion) {
    let journal = history(MANY_REVIEWS);
    let collection = Collection::fold(&journal);
    let states = || collection.touched_cards().map(|(_, state)| state);
    let today = StudyDay::from_unix_day(21_412);
    let mut group = c.benchmark_group("statistics");
    group.throughput(Throughput::Elements(u64::from(MANY_REVIEWS)));
    group.sample_size(20);
    group.bench_function("history of 500,000 reviews", |b| {
        b.iter(|| History::of(black_box(&journal), &collection));
    });
    group.bench_function("all figures of 500,000 reviews over 10,000 cards", |b| {
        b.iter(|| {
            let history = History::of(black_box(&journal), &collection);
            let history = history.during(Period::until(today));
            let asked = history.asked();
            let days = statistics::by_day(asked);
            (
                statistics::recalled(asked),
                statistics::by_interval(asked),
                statistics::by_hour(asked),
                statistics::by_part(asked, 500, |asked| Some(asked.card.bits() as usize % 500)),
                statistics::by_rating(asked),
                (Pace::of(asked), Pace::by_rating(asked)),
                Streak::of(days.keys().copied(), today),
                Forecast::of(states(), today, Days::new(365)),
                Standings::of(states()),
                statistics::intervals(states()),
                statistics::ease_factors(states()),
                days,
            )
        });
    });
    group.finish();
}

criterion_group!(benches, sm2_replay, fold, queue, statistics);
criterion_main!(benches);
