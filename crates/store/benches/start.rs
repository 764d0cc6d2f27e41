//! How long it takes to read years of history, and how much room it fills.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use waymark_core::checkpoint::Resumed;
use waymark_core::collection::Collection;
use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::time::{Instant, Moment, Took, UtcOffset};
use waymark_store::KeyValue as _;
use waymark_store::checkpoint::KeptCheckpoint;
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::reader;
use waymark_store::writer::Writer;

const CARDS: u64 = 10_000;
const SESSIONS: u32 = 2_500;
const REVIEWS: u32 = 200;

/// Numbers that look random and are the same in every run.
fn numbers() -> impl Iterator<Item = u64> {
    std::iter::successors(Some(0x2545_f491_4f6c_dd1d_u64), |seed| {
        let mut x = *seed;
        x ^= x << 13;
        x ^= x >> 7;
        Some(x ^ (x << 17))
    })
}

fn history() -> Vec<Event> {
    let mut draws = numbers();
    let mut below = |bound: u64| draws.next().unwrap_or_default() % bound;
    let mut unix_ms = 1_700_000_000_000;
    let mut events = Vec::new();
    for _ in 0..SESSIONS {
        let replica = ReplicaId::from_bits(below(u64::MAX));
        unix_ms += 30_000_000;
        for sequence in 0..REVIEWS {
            let tenths = 20 + below(280);
            unix_ms += (tenths * 100 + below(400)).cast_signed();
            let review = Review {
                card: CardId::from_bits(below(CARDS).wrapping_mul(0x9e37_79b9_7f4a_7c15)),
                rating: Rating::ALL[2 + below(4) as usize],
                took: Took::from_tenths(tenths as u32),
                purpose: Purpose::Scheduled,
            };
            events.push(Event {
                id: EventId { replica, sequence },
                moment: Moment {
                    instant: Instant::from_unix_ms(unix_ms),
                    offset: UtcOffset::UTC,
                },
                fact: Fact::Reviewed(review),
            });
        }
    }
    events
}

fn start(c: &mut Criterion) {
    let events = history();
    let store = MemoryStore::like_a_browser();
    let mut writer = Writer::new(ReplicaId::from_bits(1));
    let keys = match writer.adopt(&store, &events) {
        Ok(keys) => keys,
        Err(error) => return println!("{error}"),
    };
    let texts = keys.iter().filter_map(|key| store.get(key).ok().flatten());
    let characters: usize = texts.map(|text| text.len()).sum();
    println!("{} reviews in {characters} characters", events.len());
    let mut group = c.benchmark_group("start");
    group.sample_size(20);
    group.throughput(Throughput::Elements(events.len() as u64));
    group.bench_function("read", |b| {
        b.iter_with_large_drop(|| reader::read(black_box(&store)));
    });
    group.bench_function("journal", |b| {
        b.iter_batched(
            || events.clone(),
            Journal::from_events,
            criterion::BatchSize::PerIteration,
        );
    });
    let journal = Journal::from_events(events);
    group.bench_function("fold", |b| {
        b.iter_with_large_drop(|| Collection::fold(black_box(&journal)));
    });
    if let Ok(Some(kept)) = KeptCheckpoint::make(&store, |_| false)
        && let Ok(bytes) = kept.to_bytes()
    {
        println!("a checkpoint of {} bytes", bytes.len());
        group.bench_function("from a checkpoint", |b| {
            b.iter_with_large_drop(|| {
                let kept = KeptCheckpoint::from_bytes(black_box(&bytes))?;
                let stored = reader::read_again(&store, &kept.segments).ok()?;
                Resumed::new(kept.checkpoint, stored.events)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, start);
criterion_main!(benches);
