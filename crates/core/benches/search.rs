//! How fast cards are found: a keystroke's search in Browse at 50,000 cards.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use waymark_core::collection::Collection;
use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::roadmap::{Roadmap, import};
use waymark_core::search::{Direction, Index, Order, Record, parse};
use waymark_core::time::{Instant, Moment, StudyDay, Took, UtcOffset};

const CARDS: u64 = 50_000;
const REVIEWS: u32 = 100_000;

/// The bundled roadmaps again and again, each time with cards of their own.
fn roadmaps() -> Vec<Roadmap> {
    let sources = [
        include_str!("../../../content/kubernetes/mastery.md"),
        include_str!("../../../content/kubernetes/foundations.md"),
        include_str!("../../../content/kubernetes/advanced.md"),
    ];
    let read = sources.map(|source| import(source.as_bytes(), "Kubernetes").roadmap);
    let mut cards = 0;
    let mut roadmaps = Vec::new();
    for roadmap in read.iter().cycle() {
        let mut roadmap = roadmap.clone();
        for card in &mut roadmap.cards {
            card.id = card_id(cards);
            cards += 1;
        }
        roadmap
            .cards
            .truncate(roadmap.cards.len() - cards.saturating_sub(CARDS) as usize);
        roadmaps.push(roadmap);
        if cards >= CARDS {
            break;
        }
    }
    roadmaps
}

fn card_id(card: u64) -> CardId {
    CardId::from_bits(card.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn history() -> Journal {
    let events = (0..REVIEWS).map(|sequence| Event {
        id: EventId {
            replica: ReplicaId::from_bits(u64::from(sequence / 200)),
            sequence: sequence % 200,
        },
        moment: Moment {
            instant: Instant::from_unix_ms(1_700_000_000_000 + i64::from(sequence) * 300_000),
            offset: UtcOffset::UTC,
        },
        fact: Fact::Reviewed(Review {
            card: card_id(u64::from(sequence) * 7 % CARDS),
            rating: Rating::ALL[(sequence % 6) as usize],
            took: Took::from_ms(6_000),
            purpose: Purpose::Scheduled,
        }),
    });
    Journal::from_events(events.collect())
}

fn search(c: &mut Criterion) {
    let roadmaps = roadmaps();
    let journal = history();
    let collection = Collection::fold(&journal);
    let index = Index::new(&roadmaps);
    assert_eq!(index.len() as u64, CARDS);
    let today = StudyDay::from_unix_day(20_023);
    let record = Record::new(&index, &journal, &collection, today);
    let mut group = c.benchmark_group("search, 50,000 cards");
    for query in [
        "p",
        "po",
        "pod",
        "kubelet restarts",
        "\"control plane\"",
        "s*policy",
        "-pod or node",
        "is:due phase:3 ease<2.4",
        "rated:30:again kind:table scheduler",
        "nowhere to be found",
    ] {
        group.bench_function(query, |b| {
            b.iter(|| index.search(&parse(black_box(query)).query, &record));
        });
    }
    group.bench_function("all, by the day they are due", |b| {
        b.iter(|| {
            let mut found = index.search(&parse("").query, &record);
            Order::Due.apply(Direction::Ascending, &mut found, &record);
            found
        });
    });
    group.finish();
    let mut group = c.benchmark_group("before a search, 50,000 cards");
    group.sample_size(10);
    group.bench_function("index", |b| b.iter(|| Index::new(black_box(&roadmaps))));
    group.bench_function("record, 100,000 reviews", |b| {
        b.iter(|| Record::new(&index, &journal, &collection, today));
    });
    group.finish();
}

criterion_group!(benches, search);
criterion_main!(benches);
