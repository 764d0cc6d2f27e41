//! `docs/searching.md` shows what each search finds.
//!
//! With `UPDATE_REFERENCE` set, the page is written anew instead; read the change before keeping it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use waymark_core::annotation::{Change, Flag};
use waymark_core::collection::Collection;
use waymark_core::id::{CardId, EventId, ReplicaId};
use waymark_core::journal::{Answered, Event, Fact, Flagged, Journal, Review, Tagged};
use waymark_core::rating::{Purpose, Rating};
use waymark_core::roadmap::{Roadmap, import};
use waymark_core::search::{Index, Parsed, Record, parse};
use waymark_core::time::{Instant, Moment, StudyDay, Took, UtcOffset};

const TODAY: i32 = 20_000;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/searching.md")
}

/// The document that the page searches.
fn document(page: &str) -> Roadmap {
    let start = page.split("````markdown\n").nth(1).expect("a document");
    let source = start.split("````").next().expect("its end");
    import(source.as_bytes(), "Example").roadmap
}

/// What the page says that the learner did.
fn journal(roadmap: &Roadmap) -> Journal {
    let card = |words: &str| -> CardId {
        let mut cards = roadmap.cards.iter();
        let card = cards.find(|card| card.front.to_string().contains(words));
        card.expect("a card with these words").id
    };
    let reviewed = |card, rating| {
        Fact::Reviewed(Review {
            card,
            rating,
            took: Took::from_ms(5_000),
            purpose: Purpose::Scheduled,
        })
    };
    let tagged = |card, tag: &str| {
        Fact::Tagged(Box::new(Tagged {
            card,
            tag: tag.parse().expect("a tag"),
            change: Change::Added,
        }))
    };
    let pod = card("What is a");
    let restarts = card("restarts");
    let facts = [
        (17, reviewed(pod, Rating::Good)),
        (16, reviewed(pod, Rating::Good)),
        (10, reviewed(pod, Rating::Good)),
        (
            9,
            Fact::Flagged(Flagged {
                card: pod,
                flag: Flag::Red,
            }),
        ),
        (9, tagged(pod, "exam::pods")),
        (1, reviewed(restarts, Rating::Again)),
        (1, tagged(restarts, "exam")),
        (
            1,
            Fact::Answered(Box::new(Answered {
                card: card("never moved"),
                text: "Its name changes, and so does its address.".to_owned(),
            })),
        ),
        (1, Fact::Suspended(card("Café"))),
    ];
    let events = facts
        .into_iter()
        .zip(0..)
        .map(|((days_ago, fact), sequence)| {
            let day = i64::from(TODAY - days_ago);
            Event {
                id: EventId {
                    replica: ReplicaId::from_bits(1),
                    sequence,
                },
                moment: Moment {
                    instant: Instant::from_unix_ms(
                        day * 86_400_000 + 36_000_000 + i64::from(sequence),
                    ),
                    offset: UtcOffset::UTC,
                },
                fact,
            }
        });
    Journal::from_events(events.collect())
}

/// What a search finds, with what there is to say about it.
fn answer(query: &str, index: &Index, record: &Record, roadmap: &Roadmap) -> String {
    let Parsed {
        query: parsed,
        diagnostics,
    } = parse(query);
    let mut answer = String::new();
    for diagnostic in diagnostics {
        let marks = "^".repeat(query[diagnostic.span.clone()].chars().count());
        let indent = query[..diagnostic.span.start].chars().count() + 2;
        writeln!(answer, "{:indent$}{marks} {}", "", diagnostic.problem).expect("text");
    }
    let found = index.search(&parsed, record);
    if found.is_empty() {
        answer.push_str("(nothing)\n");
    }
    for position in found {
        let entry = index.entry(position).expect("a card");
        let front = roadmap.cards[entry.card].front.to_string();
        writeln!(answer, "{}", front.replace("\n\n", " ")).expect("text");
    }
    answer
}

#[test]
fn the_manual_shows_what_each_search_finds() {
    let page = fs::read_to_string(path()).expect("the manual");
    let roadmap = document(&page);
    let journal = journal(&roadmap);
    let collection = Collection::fold(&journal);
    let index = Index::new([&roadmap]);
    let record = Record::new(
        &index,
        &journal,
        &collection,
        StudyDay::from_unix_day(TODAY),
    );
    let mut fresh = String::new();
    let (mut is_search, mut searches) = (false, 0);
    for line in page.lines() {
        let query = line.strip_prefix("> ").filter(|_| is_search);
        match line {
            "```search" => is_search = true,
            "```" => is_search = false,
            _ if is_search && query.is_none() => continue,
            _ => {}
        }
        writeln!(fresh, "{line}").expect("text");
        if let Some(query) = query {
            searches += 1;
            fresh.push_str(&answer(query, &index, &record, &roadmap));
        }
    }
    assert!(searches >= 15, "only {searches} searches were found");
    if env::var_os("UPDATE_REFERENCE").is_some() {
        fs::write(path(), &fresh).expect("the manual can be written");
    } else {
        assert_eq!(page, fresh, "UPDATE_REFERENCE=1 writes the page anew");
    }
}
