//! Many small segments become few, and not an event is lost on the way.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::time::{Instant, Moment, Took, UtcOffset};
use waymark_store::KeyValue;
use waymark_store::compaction::{self, Compacted};
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::reader::{self, SEGMENTS};
use waymark_store::writer::Writer;

/// A number that looks random and is the same on every machine (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % bound
    }
}

/// A learner who comes back day after day, each time in a new tab.
struct Learner {
    numbers: Numbers,
    now_ms: i64,
    cards: u64,
}

impl Learner {
    fn new(cards: u64) -> Self {
        Self {
            numbers: Numbers(7),
            now_ms: 1_700_000_000_000,
            cards,
        }
    }

    fn replica(&mut self) -> ReplicaId {
        ReplicaId::from_bits(self.numbers.below(u64::MAX))
    }

    /// Rates that many cards in a tab of its own.
    fn session(&mut self, store: &impl KeyValue, reviews: u64) -> Vec<Event> {
        let mut writer = Writer::new(self.replica());
        let ratings = self.ratings(reviews);
        let written = ratings.into_iter().flat_map(|(moment, fact)| {
            let events = writer.append(store, moment, [fact]);
            events.expect("there is room")
        });
        written.collect()
    }

    /// The same, taken in from elsewhere at once, which is quicker.
    fn session_elsewhere(&mut self, store: &impl KeyValue, reviews: u64) -> Vec<Event> {
        let replica = self.replica();
        let ratings = self.ratings(reviews).into_iter();
        let events = (0..).zip(ratings).map(|(sequence, (moment, fact))| Event {
            id: EventId { replica, sequence },
            moment,
            fact,
        });
        let events: Vec<Event> = events.collect();
        let written = Writer::new(replica).adopt(store, &events);
        written.expect("there is room");
        events
    }

    /// Ratings of a session, each 2 to 30 seconds after the one before.
    fn ratings(&mut self, reviews: u64) -> Vec<(Moment, Fact)> {
        self.now_ms += 43_200_000;
        let ratings = (0..reviews).map(|_| {
            let took_ms = 2_000 + self.numbers.below(28_000);
            self.now_ms += took_ms as i64 + self.numbers.below(400) as i64;
            let card = self.numbers.below(self.cards);
            let fact = Fact::Reviewed(Review {
                card: CardId::from_bits(Numbers(card).below(u64::MAX)),
                rating: Rating::ALL[2 + self.numbers.below(4) as usize],
                took: Took::from_ms(took_ms as u32),
                purpose: match self.numbers.below(8) {
                    0 => Purpose::Drill,
                    _ => Purpose::Scheduled,
                },
            });
            let moment = Moment {
                instant: Instant::from_unix_ms(self.now_ms),
                offset: UtcOffset::from_minutes_east(60),
            };
            (moment, fact)
        });
        ratings.collect()
    }

    /// What an open tab does when it has nothing else to do.
    fn compact(&mut self, store: &impl KeyValue) -> Option<Compacted> {
        let mut writer = Writer::new(self.replica());
        let compacted = compaction::write(store, &mut writer, |_| false);
        let compacted = compacted.expect("storage works")?;
        compaction::remove_replaced(store, &compacted).expect("storage works");
        Some(compacted)
    }
}

fn characters(store: &impl KeyValue) -> usize {
    let keys = store.keys("").expect("keys");
    let texts = keys.iter().map(|key| {
        let text = store.get(key).expect("text");
        key.len() + text.map_or(0, |text| text.len())
    });
    texts.sum()
}

#[track_caller]
fn check_all_there(store: &impl KeyValue, mut written: Vec<Event>) {
    let stored = reader::read(store).expect("memory is never blocked");
    assert_eq!(stored.unreadable, []);
    written.sort_unstable_by_key(Event::order);
    assert_eq!(Journal::from_events(stored.events).events(), written);
}

#[test]
fn half_a_million_reviews_of_ten_thousand_cards_fit() {
    let store = MemoryStore::like_a_browser();
    let mut learner = Learner::new(10_000);
    let mut written = Vec::new();
    for session in 0..1_000 {
        written.extend(learner.session_elsewhere(&store, 500));
        if session % 15 == 0 {
            learner.compact(&store);
        }
    }
    let stored = characters(&store);
    let keys = store.keys(SEGMENTS).expect("keys").len();
    let reviews = written.len();
    println!(
        "{reviews} reviews of 10,000 cards: {stored} characters in {keys} segments, {:.2} a review",
        stored as f64 / reviews as f64
    );
    assert!(stored <= 3_500_000, "{stored} characters");
    assert!(keys <= 40, "{keys} segments");
    check_all_there(&store, written);
}

#[test]
fn few_segments_are_left_alone_and_so_are_those_of_living_tabs() {
    let store = MemoryStore::like_a_browser();
    let mut learner = Learner::new(50);
    let mut written = Vec::new();
    for _ in 0..11 {
        written.extend(learner.session(&store, 3));
    }
    assert_eq!(learner.compact(&store), None);
    written.extend(learner.session(&store, 3));
    let living = written[0].id.replica;
    let mut writer = Writer::new(learner.replica());
    let none = compaction::write(&store, &mut writer, |replica| replica == living);
    assert_eq!(none, Ok(None), "one of the twelve is alive");
    let compacted = learner.compact(&store).expect("twelve are enough");
    assert_eq!((compacted.written.len(), compacted.replaced.len()), (1, 12));
    assert_eq!(store.keys(SEGMENTS), Ok(compacted.written));
    check_all_there(&store, written);
}

#[test]
fn what_cannot_be_read_stays_where_it_is() {
    let store = MemoryStore::like_a_browser();
    let mut learner = Learner::new(50);
    for _ in 0..13 {
        learner.session(&store, 3);
    }
    let damaged = store.keys(SEGMENTS).expect("keys").remove(5);
    store
        .set(&damaged, "waymark-segment 1 no\n{}")
        .expect("room");
    let compacted = learner.compact(&store).expect("twelve are enough");
    let replaced = compacted.replaced.iter();
    assert!(!replaced.map(|(key, _)| key).any(|key| *key == damaged));
    let stored = reader::read(&store).expect("memory is never blocked");
    assert_eq!(stored.events.len(), 36);
    assert_eq!(stored.unreadable.len(), 1);
}

#[test]
fn where_there_is_no_room_nothing_happens() {
    let plenty = MemoryStore::like_a_browser();
    let mut learner = Learner::new(50);
    for _ in 0..20 {
        learner.session(&plenty, 3);
    }
    let full = MemoryStore::with_quota(characters(&plenty) + 10);
    for key in plenty.keys("").expect("keys") {
        let text = plenty.get(&key).expect("text").expect("text");
        full.set(&key, &text).expect("room");
    }
    let before = full.keys("").expect("keys");
    assert_eq!(learner.compact(&full), None);
    assert_eq!(full.keys(""), Ok(before));
}
