//! What went to Anki and came back: nothing of it is new but what was done there.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::io::{Cursor, Read as _, Write as _};

use rusqlite::{Connection, MAIN_DB};
use waymark_anki::export::{self, Export, Progress, Selection, Source};
use waymark_anki::import::{Archive, Code, Import, Known, Unpacked, unpack};
use waymark_anki::package::Package;
use waymark_core::annotation::{Change, Flag};
use waymark_core::collection::{Collection, Learning};
use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Carried, Event, Fact, Flagged, Journal, Review, Tagged};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::roadmap::{self, Roadmap};
use waymark_core::time::{Instant, Moment, Took, UtcOffset};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const DAY_MS: i64 = 86_400_000;
/// 2026-01-05T09:00:00Z.
const BEGUN: i64 = 1_767_603_600_000;

fn moment(unix_ms: i64) -> Moment {
    Moment {
        instant: Instant::from_unix_ms(unix_ms),
        offset: UtcOffset::from_minutes_east(540),
    }
}

fn document() -> Roadmap {
    let source = "# Pods\n\n- What is a Pod? The unit.\n- What is a Node? A machine.\n\n\
                  **Job**: runs once.\n\nA {{c1::Pod}} runs on one {{c2::Node}}.\n\n\
                  | Object | Holds |\n|---|---|\n| Secret | keys |\n| Map | settings |\n";
    roadmap::import(source.as_bytes(), "Pods").roadmap
}

/// Reviews of every card, two of them in one millisecond, and other facts.
fn journal(cards: &[CardId]) -> Journal {
    let mut facts = Vec::new();
    for (place, card) in (0..).zip(cards) {
        for (day, rating) in [(0, Rating::Good), (1, Rating::Hard), (7, Rating::Again)] {
            let review = |purpose| {
                Fact::Reviewed(Review {
                    card: *card,
                    rating,
                    took: Took::from_ms(2_300),
                    purpose,
                })
            };
            let at = BEGUN + day * DAY_MS + place / 2;
            facts.push((at, review(Purpose::Scheduled)));
            facts.push((at + 60_000, review(Purpose::Drill)));
        }
    }
    let first = *cards.first().expect("a card");
    facts.push((BEGUN + DAY_MS * 8, Fact::Suspended(first)));
    facts.push((
        BEGUN + DAY_MS * 8,
        Fact::Flagged(Flagged {
            card: first,
            flag: Flag::Blue,
        }),
    ));
    facts.push((
        BEGUN + DAY_MS * 8,
        Fact::Tagged(Box::new(Tagged {
            card: first,
            tag: "exam".parse().expect("a tag"),
            change: Change::Added,
        })),
    ));
    facts.sort();
    let events = facts.into_iter().zip(0..);
    let events = events.map(|((at, fact), sequence)| Event {
        id: EventId {
            replica: ReplicaId::from_bits(7),
            sequence,
        },
        moment: moment(at),
        fact,
    });
    Journal::from_events(events.collect())
}

fn export(roadmap: &Roadmap, journal: &Journal) -> Vec<u8> {
    let collection = Collection::fold(journal);
    let sources = [Source {
        roadmap,
        since: Instant::from_unix_ms(BEGUN),
        earlier: &[],
    }];
    let package = export::package(&Export {
        sources: &sources,
        selection: Selection::All,
        journal,
        collection: &collection,
        progress: Progress::Included,
        now: moment(BEGUN + DAY_MS * 9),
    });
    // As a browser does it: gathered by one program, packed by another.
    let parts = package.to_parts().expect("parts");
    let arrived = Package::from_parts(&parts).expect("the same parts");
    assert_eq!(arrived, package);
    arrived.to_apkg().expect("a package")
}

fn read(package: &[u8], journal: Option<&Journal>) -> Import {
    let collection = journal.map(Collection::fold);
    let known = journal.zip(collection.as_ref());
    let known = known.map(|(journal, collection)| Known {
        journal,
        collection,
    });
    let mut archive = Archive::open(package).expect("a package");
    // As a browser does it: unpacked by one program, understood by another.
    let unpacked = unpack(&mut archive).expect("a collection");
    let parts = unpacked.to_parts().expect("parts");
    let arrived = Unpacked::from_parts(&parts).expect("the same parts");
    assert_eq!(arrived, unpacked);
    arrived.understand(known, &mut |_| {}).expect("an import")
}

/// The package after something was done to its database.
fn changed(package: &[u8], statements: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(package)).expect("an archive");
    let mut member = archive.by_name("collection.anki2").expect("a collection");
    let mut bytes = Vec::new();
    member.read_to_end(&mut bytes).expect("its bytes");
    let mut database = Connection::open_in_memory().expect("a database");
    database
        .deserialize_read_exact(MAIN_DB, bytes.as_slice(), bytes.len(), false)
        .expect("the collection");
    database.execute_batch(statements).expect("a change");
    let bytes = database.serialize(MAIN_DB).expect("its bytes").to_vec();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("collection.anki2", SimpleFileOptions::default())
        .expect("a member");
    zip.write_all(&bytes).expect("its bytes");
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn nothing_comes_back_that_is_here() {
    let roadmap = document();
    let cards: Vec<CardId> = roadmap.cards.iter().map(|card| card.id).collect();
    assert!(cards.len() >= 7, "{}", cards.len());
    let journal = journal(&cards);
    let import = read(&export(&roadmap, &journal), Some(&journal));
    assert_eq!(import.events, []);
    assert_eq!(import.documents, []);
    assert_eq!(import.counts.own, cards.len());
    assert_eq!(import.counts.log, cards.len() * 6);
    let codes: Vec<&Code> = import.diagnostics.iter().map(|one| &one.code).collect();
    assert_eq!(codes, [&Code::Own]);
}

#[test]
fn without_a_history_nothing_is_taken() {
    let roadmap = document();
    let cards: Vec<CardId> = roadmap.cards.iter().map(|card| card.id).collect();
    let journal = journal(&cards);
    let import = read(&export(&roadmap, &journal), None);
    assert_eq!(import.events, []);
    let codes: Vec<&Code> = import.diagnostics.iter().map(|one| &one.code).collect();
    assert_eq!(codes, [&Code::OwnUnknown]);
}

#[test]
fn what_was_done_in_anki_comes_back_once() {
    let roadmap = document();
    let cards: Vec<CardId> = roadmap.cards.iter().map(|card| card.id).collect();
    let mut journal = journal(&cards);
    let answered = *cards.get(2).expect("a card");
    let at = BEGUN + DAY_MS * 8 + 123;
    let guid = format!("waymark-{answered}");
    let package = changed(
        &export(&roadmap, &journal),
        &format!(
            "INSERT INTO revlog SELECT {at}, c.id, -1, 3, 20, 1, 2500, 1234, 1 FROM cards c, notes n
               WHERE n.id = c.nid AND n.guid = '{guid}';
             UPDATE cards SET ivl = 20, due = due + 100, factor = 2500 WHERE nid =
               (SELECT id FROM notes WHERE guid = '{guid}')"
        ),
    );
    let before = Collection::fold(&journal).card(answered);
    let import = read(&package, Some(&journal));
    assert_eq!(import.counts.reviews, 1);
    let [review, placed] = import.events.as_slice() else {
        panic!("a review and where it led: {:?}", import.events);
    };
    assert_eq!(review.moment.instant.unix_ms(), at);
    assert!(matches!(placed.fact, Fact::Placed(placed) if placed.card == answered));
    journal.extend(import.events.clone());
    let after = Collection::fold(&journal).card(answered);
    let (Learning::Begun(before), Learning::Begun(after)) = (before.learning, after.learning)
    else {
        panic!("it was begun");
    };
    assert_eq!(after.memory.interval.count(), 20);
    assert_eq!(after.due.days_since(before.due).count(), 100);
    assert_eq!(after.reviews, before.reviews + 1);
    // A second time, and with a history that has its events under other names.
    assert_eq!(read(&package, Some(&journal)).events, []);
}

#[test]
fn a_carried_history_is_known_under_its_new_name() {
    let roadmap = document();
    let cards: Vec<CardId> = roadmap.cards.iter().map(|card| card.id).collect();
    let mut journal = journal(&cards);
    let package = export(&roadmap, &journal);
    let carried = Carried {
        from: *cards.first().expect("a card"),
        to: CardId::from_bits(99),
    };
    journal.extend(vec![Event {
        id: EventId {
            replica: ReplicaId::from_bits(8),
            sequence: 0,
        },
        moment: moment(BEGUN + DAY_MS * 9),
        fact: Fact::Carried(carried),
    }]);
    assert_eq!(read(&package, Some(&journal)).events, []);
}
