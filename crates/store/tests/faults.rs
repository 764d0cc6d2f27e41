//! Storage that fails: what was acknowledged survives, or the failure is shown.
//!
//! A tab rates, dies, starts again and compacts, on two stores. One of them, or the only one, does
//! wrong things: refuses a write, keeps half of it, gives back garbage, loses a key.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::cell::{Cell, RefCell};

use proptest::prelude::*;
use waymark_core::id::{CardId, ReplicaId};
use waymark_core::journal::{Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::time::{Instant, Moment, Took, UtcOffset};
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::mirror::{self, Difference};
use waymark_store::reader::{self, Heads, SEGMENTS};
use waymark_store::writer::Writer;
use waymark_store::{KeyValue, StoreError, compaction, segment};

/// What goes wrong, at an operation of the store.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// There is no room.
    Full,
    /// Storage cannot be reached.
    Blocked,
    /// Only a part of the text is written, and the store says nothing.
    Short(prop::sample::Index),
    /// A text comes back with another character in it.
    Garbage(prop::sample::Index),
    /// Another program takes a key away.
    Vanishing(prop::sample::Index),
}

/// Storage with a list of faults, each at an operation counted from the first.
struct Faulty {
    inner: MemoryStore,
    faults: Vec<(usize, Fault)>,
    operations: Cell<usize>,
    /// Whether a fault was one that the store itself told of.
    told: Cell<bool>,
    /// Whether a fault took something away without a word, and nothing damaged is left of it.
    gone: Cell<bool>,
    healthy: Cell<bool>,
}

impl Faulty {
    fn new(quota: usize, faults: Vec<(usize, Fault)>) -> Self {
        Self {
            inner: MemoryStore::with_quota(quota),
            faults,
            operations: Cell::new(0),
            told: Cell::new(false),
            gone: Cell::new(false),
            healthy: Cell::new(false),
        }
    }

    fn fault(&self) -> Option<Fault> {
        let operation = self.operations.replace(self.operations.get() + 1);
        if self.healthy.get() {
            return None;
        }
        let fault = self.faults.iter().find(|(at, _)| *at == operation);
        let fault = fault.map(|(_, fault)| *fault);
        if let Some(Fault::Vanishing(which)) = fault {
            let keys = self.inner.keys("").expect("memory is never blocked");
            if !keys.is_empty() {
                self.gone.set(true);
                self.inner
                    .remove(&keys[which.index(keys.len())])
                    .expect("removed");
            }
        }
        fault
    }

    fn blocked(&self) -> StoreError {
        self.told.set(true);
        StoreError::Blocked {
            cause: "a fault".to_owned(),
        }
    }
}

impl KeyValue for Faulty {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        match self.fault() {
            Some(Fault::Blocked) => Err(self.blocked()),
            _ => self.inner.keys(prefix),
        }
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        let fault = self.fault();
        let text = self.inner.get(key)?;
        match (fault, text) {
            (Some(Fault::Blocked), _) => Err(self.blocked()),
            (Some(Fault::Garbage(place)), Some(mut text)) if !text.is_empty() => {
                let at = place.index(text.len());
                text.replace_range(at..=at, "?");
                Ok(Some(text))
            }
            (_, text) => Ok(text),
        }
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        match self.fault() {
            Some(Fault::Blocked) => Err(self.blocked()),
            Some(Fault::Full) => {
                self.told.set(true);
                Err(StoreError::Full {
                    key: key.to_owned(),
                    length: text.len(),
                })
            }
            Some(Fault::Short(length)) => self.inner.set(key, &text[..length.index(text.len())]),
            _ => self
                .inner
                .set(key, text)
                .inspect_err(|_| self.told.set(true)),
        }
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        match self.fault() {
            Some(Fault::Blocked) => Err(self.blocked()),
            _ => self.inner.remove(key),
        }
    }
}

/// What a learner and the browser do.
#[derive(Clone, Copy, Debug)]
enum Step {
    Rate(u64),
    Restart,
    Compact,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0_u64..30).prop_map(Step::Rate),
        3 => Just(Step::Restart),
        1 => Just(Step::Compact),
    ];
    prop::collection::vec(step, 1..60)
}

fn faults() -> impl Strategy<Value = Vec<(usize, Fault)>> {
    let place = any::<prop::sample::Index>;
    let fault = prop_oneof![
        Just(Fault::Full),
        Just(Fault::Blocked),
        place().prop_map(Fault::Short),
        place().prop_map(Fault::Garbage),
        place().prop_map(Fault::Vanishing),
    ];
    prop::collection::vec((0_usize..300, fault), 0..6)
}

/// A tab, as the application keeps house: it reads both stores, and writes to both.
struct Tab<'a> {
    first: &'a dyn KeyValue,
    second: Option<&'a dyn KeyValue>,
    writer: Writer,
    next_replica: u64,
    now_ms: i64,
    acknowledged: Vec<Event>,
}

/// The first store, with the second written along in the same step.
struct Both<'a> {
    first: &'a dyn KeyValue,
    second: Option<&'a dyn KeyValue>,
    /// What is written to the second only when the step is over.
    waiting: RefCell<Vec<(String, String)>>,
}

impl KeyValue for Both<'_> {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.first.keys(prefix)
    }
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.first.get(key)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.first.set(key, text)?;
        let written = (key.to_owned(), text.to_owned());
        self.waiting.borrow_mut().push(written);
        Ok(())
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.first.remove(key)
    }
}

impl Both<'_> {
    /// Writes to the second store what the first has; whether that went well.
    fn flush(&self) -> bool {
        let waiting = self.waiting.take();
        let second = self.second.into_iter();
        second
            .flat_map(|second| waiting.iter().map(move |(key, text)| second.set(key, text)))
            .all(|written| written.is_ok())
    }
}

impl<'a> Tab<'a> {
    fn new(first: &'a dyn KeyValue, second: Option<&'a dyn KeyValue>) -> Self {
        Self {
            first,
            second,
            writer: Writer::new(ReplicaId::from_bits(0)),
            next_replica: 1,
            now_ms: 1_700_000_000_000,
            acknowledged: Vec::new(),
        }
    }

    fn both(&self) -> Both<'a> {
        Both {
            first: self.first,
            second: self.second,
            waiting: RefCell::default(),
        }
    }

    fn step(&mut self, step: Step) {
        self.now_ms += 7_100;
        let both = self.both();
        match step {
            Step::Rate(card) => {
                let fact = Fact::Reviewed(Review {
                    card: CardId::from_bits(card),
                    rating: Rating::Good,
                    took: Took::from_tenths(60),
                    purpose: Purpose::Scheduled,
                });
                let now = Moment {
                    instant: Instant::from_unix_ms(self.now_ms),
                    offset: UtcOffset::UTC,
                };
                if let Ok(events) = self.writer.append(&both, now, [fact]) {
                    self.acknowledged.extend(events);
                }
                both.flush();
            }
            Step::Restart => {
                self.writer = Writer::new(ReplicaId::from_bits(self.next_replica));
                self.next_replica += 1;
                // A start that fails is one that says so; the next may do better.
                let _told = self.start(&both);
            }
            Step::Compact => {
                let live = self.writer.replica();
                let compacted = compaction::write(&both, &mut self.writer, |one| one == live);
                let is_even = both.flush();
                if let (Ok(Some(compacted)), true) = (compacted, is_even) {
                    let _told = compaction::remove_replaced(&both, &compacted);
                }
            }
        }
    }

    /// Reads both stores, and lets each heal the other; the events that were found, and whether
    /// anything could not be read.
    fn start(&mut self, both: &Both<'_>) -> Result<(Journal, bool), StoreError> {
        let stored = reader::read(both)?;
        let mut journal = Journal::from_events(stored.events);
        let Some(second) = self.second else {
            return Ok((journal, !stored.unreadable.is_empty()));
        };
        let mut heads = Heads::new();
        for key in second.keys(SEGMENTS)? {
            if let Some(text) = second.get(&key)? {
                heads.insert(key, segment::head(&text).to_owned());
            }
        }
        let Difference { to_write, to_read } = mirror::compare(&stored.heads, &heads, |_| false);
        let mut texts = Vec::new();
        for key in &to_read {
            texts.extend(second.get(key)?.map(|text| (key.clone(), text)));
        }
        let brought = mirror::bring(texts);
        let is_damaged = !stored.unreadable.is_empty() || !brought.unreadable.is_empty();
        let mut new = brought.events;
        new.retain(|event| !journal.holds(event));
        if !new.is_empty() {
            self.writer.adopt(both, &new)?;
            both.flush();
        }
        journal.extend(new);
        for key in to_write {
            if (!to_read.contains(&key) || brought.readable.contains(&key))
                && let Some(text) = both.get(&key)?
            {
                second.set(&key, &text)?;
            }
        }
        Ok((journal, is_damaged))
    }

    /// What a last start finds, with all faults over.
    fn end(mut self) -> (Vec<Event>, Journal, bool) {
        self.writer = Writer::new(ReplicaId::from_bits(self.next_replica));
        let both = self.both();
        let (journal, is_damaged) = self.start(&both).expect("nothing goes wrong any more");
        (self.acknowledged, journal, is_damaged)
    }
}

fn missing(acknowledged: &[Event], journal: &Journal) -> Vec<Event> {
    let missing = acknowledged.iter().filter(|event| !journal.holds(event));
    missing.cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

    #[test]
    fn with_a_second_store_everything_survives_what_the_first_does(
        steps in steps(),
        faults in faults(),
        quota in 1_000_usize..20_000,
    ) {
        let first = Faulty::new(quota, faults);
        let second = MemoryStore::like_a_browser();
        let mut tab = Tab::new(&first, Some(&second));
        steps.into_iter().for_each(|step| tab.step(step));
        first.healthy.set(true);
        let larger = MemoryStore::like_a_browser();
        for key in first.inner.keys("").expect("keys") {
            let text = first.inner.get(&key).expect("text").expect("text");
            larger.set(&key, &text).expect("room");
        }
        tab.first = &larger;
        let (acknowledged, journal, _) = tab.end();
        prop_assert_eq!(missing(&acknowledged, &journal), vec![]);
    }

    #[test]
    fn whatever_the_second_store_does_the_first_has_everything(
        steps in steps(),
        faults in faults(),
        quota in 1_000_usize..20_000,
    ) {
        let first = MemoryStore::like_a_browser();
        let second = Faulty::new(quota, faults);
        let mut tab = Tab::new(&first, Some(&second));
        steps.into_iter().for_each(|step| tab.step(step));
        let journal = Journal::from_events(reader::read(&first).expect("memory").events);
        prop_assert_eq!(missing(&tab.acknowledged, &journal), vec![]);
    }

    #[test]
    fn alone_a_store_loses_nothing_in_silence(
        steps in steps(),
        faults in faults(),
        quota in 1_000_usize..20_000,
    ) {
        let first = Faulty::new(quota, faults);
        let mut tab = Tab::new(&first, None);
        steps.into_iter().for_each(|step| tab.step(step));
        first.healthy.set(true);
        let (acknowledged, journal, is_damaged) = tab.end();
        // A key that another program takes away leaves no trace: that is what the second is for.
        if !is_damaged && !first.gone.get() {
            prop_assert_eq!(missing(&acknowledged, &journal), vec![]);
        }
    }
}
