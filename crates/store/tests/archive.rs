//! The archive: old segments leave the first store, and no event leaves both.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use proptest::prelude::*;
use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Event, Fact, Journal, Review};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::time::{Instant, Moment, Took, UtcOffset};
use waymark_store::archive::{self, ARCHIVE, Archive, ArchiveError, Candidate};
use waymark_store::key_value::{head, memory::MemoryStore};
use waymark_store::mirror::{self, Difference};
use waymark_store::reader::{self, Heads};
use waymark_store::writer::Writer;
use waymark_store::{KeyValue, StoreError, compaction};

const GOLDEN: &str = include_str!("golden/v1-archive.txt");

/// The second store: texts, and first lines or, of what is archived, whole texts.
#[derive(Default)]
struct Second {
    segments: BTreeMap<String, String>,
    heads: BTreeMap<String, String>,
}

impl Second {
    fn put(&mut self, key: &str, text: &str) {
        self.segments.insert(key.to_owned(), text.to_owned());
        self.heads.insert(key.to_owned(), head(text).to_owned());
    }

    fn forget(&mut self, key: &str) {
        self.segments.remove(key);
        self.heads.remove(key);
    }

    fn texts(&self, keys: &[String]) -> Vec<(String, String)> {
        let texts = keys.iter().filter_map(|key| {
            let text = self.segments.get(key)?;
            Some((key.clone(), text.clone()))
        });
        texts.collect()
    }
}

/// A browser: both stores, and a fuse after so many writes to either.
struct Browser {
    first: MemoryStore,
    second: RefCell<Second>,
    fuse: Cell<Option<usize>>,
}

impl Browser {
    fn with_quota(quota: usize) -> Self {
        Self {
            first: MemoryStore::with_quota(quota),
            second: RefCell::default(),
            fuse: Cell::new(None),
        }
    }

    /// Whether the tab is dead: then nothing is written any more.
    fn is_dead(&self) -> bool {
        match self.fuse.get() {
            Some(0) => true,
            Some(left) => {
                self.fuse.set(Some(left - 1));
                false
            }
            None => false,
        }
    }

    fn dead() -> StoreError {
        StoreError::Blocked {
            cause: "the tab is gone".to_owned(),
        }
    }

    /// A transaction of the second store.
    fn change(&self, act: impl FnOnce(&mut Second)) -> Result<(), StoreError> {
        if self.is_dead() {
            return Err(Self::dead());
        }
        act(&mut self.second.borrow_mut());
        Ok(())
    }

    /// The same with what both have of a replica's segments.
    fn heads(&self) -> Heads {
        let mut heads = Heads::new();
        for (key, text) in &self.second.borrow().heads {
            heads.insert(key.clone(), head(text).to_owned());
        }
        heads
    }
}

/// As the application sees it: the first store, and what is archived.
impl KeyValue for Browser {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let mut keys = self.first.keys(prefix)?;
        for (key, text) in &self.second.borrow().heads {
            if key.starts_with(prefix) && text.contains('\n') && !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        Ok(keys)
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        let here = self.first.get(key)?;
        let second = self.second.borrow();
        let archived = second.heads.get(key).filter(|text| text.contains('\n'));
        Ok(here.or_else(|| archived.cloned()))
    }

    fn is_archived(&self, key: &str) -> Result<bool, StoreError> {
        Ok(self.first.get(key)?.is_none() && self.get(key)?.is_some())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        if self.is_dead() {
            return Err(Self::dead());
        }
        self.first.set(key, text)?;
        if key.starts_with(reader::SEGMENTS) {
            // A crash may come between the two.
            drop(self.change(|second| second.put(key, text)));
        }
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        if self.is_dead() {
            return Err(Self::dead());
        }
        self.first.remove(key)
    }
}

/// A learner in one tab after another.
struct Tab<'a> {
    browser: &'a Browser,
    replicas: u64,
    now_ms: i64,
    acknowledged: Vec<Event>,
}

impl<'a> Tab<'a> {
    fn new(browser: &'a Browser) -> Self {
        Self {
            browser,
            replicas: 0,
            now_ms: 1_700_000_000_000,
            acknowledged: Vec::new(),
        }
    }

    fn writer(&mut self) -> Writer {
        self.replicas += 1;
        Writer::new(ReplicaId::from_bits(self.replicas))
    }

    fn moment(&mut self) -> Moment {
        self.now_ms += 7_100;
        Moment {
            instant: Instant::from_unix_ms(self.now_ms),
            offset: UtcOffset::UTC,
        }
    }

    /// Studies: so many reviews in one packed segment, and three as a tab writes them.
    fn study(&mut self, reviews: u32) -> Result<(), StoreError> {
        let replica = self.writer().replica();
        let mut events: Vec<Event> = Vec::new();
        for sequence in 0..reviews {
            events.push(Event {
                id: EventId { replica, sequence },
                moment: self.moment(),
                fact: review(u64::from(sequence)),
            });
        }
        if reviews > 0 {
            self.writer().adopt(self.browser, &events)?;
            self.acknowledged.extend(events);
        }
        let mut writer = self.writer();
        for card in 0..3 {
            let moment = self.moment();
            let events = writer.append(self.browser, moment, [review(card)])?;
            self.acknowledged.extend(events);
        }
        Ok(())
    }

    /// What a start does: each store heals the other.
    fn start(&mut self) -> Result<(), StoreError> {
        let browser = self.browser;
        let stored = reader::read(browser)?;
        let heads = browser.heads();
        let Difference { to_write, to_read } = mirror::compare(&stored.heads, &heads, |_| false);
        let texts = browser.second.borrow().texts(&to_read);
        let brought = mirror::bring(texts);
        let journal = Journal::from_events(stored.events);
        let mut new = brought.events;
        new.retain(|event| !journal.holds(event));
        if !new.is_empty() {
            self.writer().adopt(browser, &new)?;
        }
        let mut written = Vec::new();
        for key in to_write {
            if !browser.is_archived(&key)? {
                written.extend(browser.get(&key)?.map(|text| (key, text)));
            }
        }
        let forgotten = brought.readable.into_iter();
        let forgotten: Vec<_> = forgotten
            .filter(|key| !stored.heads.contains_key(key))
            .collect();
        browser.change(|second| {
            written.iter().for_each(|(key, text)| second.put(key, text));
            forgotten.iter().for_each(|key| second.forget(key));
        })
    }

    fn compact(&mut self) -> Result<(), StoreError> {
        let compacted = compaction::write(self.browser, &mut self.writer(), |_| false)?;
        let Some(compacted) = compacted else {
            return Ok(());
        };
        let mut new = Vec::new();
        for key in &compacted.written {
            new.extend(self.browser.get(key)?.map(|text| (key.clone(), text)));
        }
        self.browser.change(|second| {
            new.iter().for_each(|(key, text)| second.put(key, text));
            compacted
                .replaced
                .iter()
                .for_each(|(key, _)| second.forget(key));
        })?;
        compaction::remove_replaced(self.browser, &compacted)
    }

    fn archive(&self) -> Result<(), StoreError> {
        let browser = self.browser;
        let candidates = archive::candidates(browser, |_| false)?;
        let keys: Vec<_> = candidates
            .iter()
            .map(|found| found.archived.key.clone())
            .collect();
        let texts = browser.second.borrow().texts(&keys);
        browser.change(|second| second.heads.extend(texts))?;
        let marks = browser.second.borrow().heads.clone();
        let marks: Vec<_> = marks.into_iter().collect();
        let list = Archive::read(browser).expect("the list is whole");
        archive::release(browser, list, &archive::confirmed(candidates, &marks))
    }

    fn bring_back(&self, free: usize) -> Result<(), StoreError> {
        let list = Archive::read(self.browser).expect("the list is whole");
        archive::bring_back(self.browser, list, free).map(drop)
    }

    fn missing(&self) -> usize {
        let stored = reader::read(self.browser).expect("the tab lives");
        assert_eq!(stored.unreadable, vec![]);
        let journal = Journal::from_events(stored.events);
        let lost = self.acknowledged.iter();
        lost.filter(|event| !journal.holds(event)).count()
    }
}

fn review(card: u64) -> Fact {
    Fact::Reviewed(Review {
        card: CardId::from_bits(card % 40),
        rating: Rating::Good,
        took: Took::from_tenths(60),
        purpose: Purpose::Scheduled,
    })
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Study(u32),
    Compact,
    Archive,
    BringBack(usize),
}

fn steps() -> impl Strategy<Value = Vec<(Step, Option<usize>)>> {
    let step = prop_oneof![
        4 => prop_oneof![Just(0_u32), 2_600_u32..3_000].prop_map(Step::Study),
        1 => Just(Step::Compact),
        3 => Just(Step::Archive),
        2 => (0_usize..60_000).prop_map(Step::BringBack),
    ];
    let fuse = prop_oneof![Just(None), (0_usize..8).prop_map(Some)];
    prop::collection::vec((step, fuse), 1..10)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn nothing_acknowledged_is_lost_wherever_a_tab_dies(steps in steps(), quota in 20_000_usize..60_000) {
        let browser = Browser::with_quota(quota);
        let mut tab = Tab::new(&browser);
        for (step, fuse) in steps {
            browser.fuse.set(fuse);
            // What storage refuses is told, and was not acknowledged.
            let _told = match step {
                Step::Study(reviews) => tab.study(reviews),
                Step::Compact => tab.compact(),
                Step::Archive => tab.archive(),
                Step::BringBack(free) => tab.bring_back(free),
            };
            browser.fuse.set(None);
            // A start without room to take in what the second store has says so.
            let _told = tab.start();
            if matches!(step, Step::Study(_)) {
                // What a tab wrote and did not get to the second store is there after a start.
                continue;
            }
            prop_assert_eq!(tab.missing(), 0);
        }
        prop_assert_eq!(tab.missing(), 0);
        // The list says which events have to be there, and they are.
        let journal = Journal::from_events(reader::read(&browser).expect("memory").events);
        for archived in Archive::read(&browser).expect("the list is whole").segments {
            prop_assert_eq!(archived.missing_in(&journal), 0);
        }
    }
}

#[test]
fn archiving_makes_room_and_bringing_back_undoes_it() {
    let browser = Browser::with_quota(200_000);
    let mut tab = Tab::new(&browser);
    for reviews in [3_000, 4_000, 5] {
        tab.study(reviews).expect("there is room");
    }
    let candidates = archive::candidates(&browser, |_| false).expect("memory");
    let gain: usize = candidates.iter().map(Candidate::gain).sum();
    assert_eq!(candidates.len(), 2, "the short one stays");
    let live = archive::candidates(&browser, |_| true).expect("memory");
    assert_eq!(live, vec![], "what is written still stays");
    let before = used(&browser.first);
    let heads = reader::heads(&browser).expect("memory");
    tab.archive().expect("it is archived");
    let header = head(GOLDEN).len() + 1 + ARCHIVE.len();
    assert_eq!(used(&browser.first), before - gain + header);
    assert_eq!(reader::heads(&browser).expect("memory"), heads);
    assert_eq!(tab.missing(), 0);
    let list = Archive::read(&browser).expect("the list is whole");
    let events: Vec<_> = list.segments.iter().map(|one| one.events()).collect();
    assert_eq!(events, [3_000, 4_000], "the oldest first");
    tab.archive().expect("there is nothing left to archive");
    assert_eq!(Archive::read(&browser), Ok(list));
    // There is room for the one that was archived last.
    let last = before - used(&browser.first);
    tab.bring_back(last - 1_000).expect("memory");
    let list = Archive::read(&browser).expect("the list is whole");
    assert_eq!(list.segments.len(), 1);
    tab.bring_back(last).expect("memory");
    assert_eq!(used(&browser.first), before);
    assert_eq!(browser.first.get(ARCHIVE), Ok(None));
    assert_eq!(tab.missing(), 0);
}

#[test]
fn what_the_second_store_does_not_have_as_it_is_stays() {
    #[track_caller]
    fn check(change: impl Fn(&mut String)) {
        let browser = Browser::with_quota(200_000);
        let mut tab = Tab::new(&browser);
        tab.study(2_600).expect("there is room");
        let before = used(&browser.first);
        let mut damaged = 0;
        for text in browser.second.borrow_mut().segments.values_mut() {
            damaged += usize::from(text.len() > 5_000);
            change(text);
        }
        assert_eq!(damaged, 1);
        tab.archive().expect("storage is well");
        assert_eq!(used(&browser.first), before);
        assert_eq!(browser.first.get(ARCHIVE), Ok(None));
        assert_eq!(tab.missing(), 0);
    }
    check(String::clear);
    check(|text| text.push('!'));
    check(|text| text.replace_range(200..201, "~"));
}

#[test]
fn in_a_full_store_the_oldest_makes_room_for_the_list() {
    let browser = Browser::with_quota(60_000);
    let mut tab = Tab::new(&browser);
    tab.study(3_000).expect("there is room");
    tab.study(3_000).expect("there is room");
    let filler = 60_000 - used(&browser.first) - 10;
    let filler = "x".repeat(filler);
    browser.set("f", &filler).expect("it just fits");
    tab.archive().expect("it is archived");
    let list = Archive::read(&browser).expect("the list is whole");
    assert_eq!(list.segments.len(), 2);
    assert_eq!(tab.missing(), 0);
}

#[test]
fn what_is_gone_is_known_by_its_events() {
    let browser = Browser::with_quota(200_000);
    let mut tab = Tab::new(&browser);
    tab.study(2_500).expect("there is room");
    tab.archive().expect("it is archived");
    browser.second.borrow_mut().heads.clear();
    browser.second.borrow_mut().segments.clear();
    let gone = |browser: &Browser| {
        let stored = reader::read(browser).expect("memory");
        let journal = Journal::from_events(stored.events);
        let list = Archive::read(browser).expect("the list is whole").segments;
        let gone = list.iter().map(|one| one.missing_in(&journal));
        gone.collect::<Vec<_>>()
    };
    assert_eq!(gone(&browser), [2_500]);
    let backup = tab.acknowledged.clone();
    tab.writer()
        .adopt(&browser, &backup[..1_000])
        .expect("there is room");
    assert_eq!(gone(&browser), [1_500]);
    tab.writer()
        .adopt(&browser, &backup)
        .expect("there is room");
    assert_eq!(gone(&browser), [0]);
}

fn used(store: &MemoryStore) -> usize {
    let keys = store.keys("").expect("memory").into_iter();
    keys.map(|key| {
        let text = store.get(&key).expect("memory").expect("it is there");
        key.len() + text.len()
    })
    .sum()
}

#[test]
fn the_golden_list_is_read_and_written_anew() {
    let list = Archive::parse(GOLDEN).expect("a list");
    assert_eq!(list.to_string(), GOLDEN);
    let events: Vec<_> = list.segments.iter().map(|one| one.events()).collect();
    assert_eq!(events, [183, 1]);
}

#[test]
fn a_list_that_is_none_says_why() {
    #[track_caller]
    fn check(text: &str, expected: ArchiveError) {
        assert_eq!(Archive::parse(text), Err(expected), "{text}");
    }
    let changed = |old: &str, new: &str| GOLDEN.replacen(old, new, 1);
    check("", ArchiveError::NotAList);
    check("waymark-segment 1 0\n", ArchiveError::NotAList);
    check(
        &changed("archive 1", "archive 2"),
        ArchiveError::Version {
            found: "2".to_owned(),
        },
    );
    check(&changed("-179", "-178"), ArchiveError::Checksum);
    check(
        "waymark-archive 1 27afc23af2540366\nwaymark/journal/00000000000000aa/0 waymark-segment 2 0\n",
        ArchiveError::Line { number: 2 },
    );
}
