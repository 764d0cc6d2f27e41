//! What the learner says of cards and roadmaps, as it is written.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use waymark_core::annotation::{Change, Flag};
use waymark_core::arrangement::{Arranged, Arrangement, Enrolment};
use waymark_core::id::{CardId, EventId, ReplicaId, RoadmapId, SectionId};
use waymark_core::journal::{Answered, Baseline, Event, Fact, Flagged, Placed, Tagged};
use waymark_core::practice::{PracticeStep, Practised};
use waymark_core::scheduler::sm2::{EaseFactor, Repetition};
use waymark_core::setting::CardsPerDay;
use waymark_core::time::{Days, Instant, Moment, StudyDay, UtcOffset};
use waymark_store::KeyValue as _;
use waymark_store::backup::Backup;
use waymark_store::key_value::memory::MemoryStore;
use waymark_store::reader::SEGMENTS;
use waymark_store::segment;
use waymark_store::writer::Writer;

const CARD: CardId = CardId::from_bits(0x0123_4567_89ab_cdef);

fn arranged(arrangement: Arrangement) -> Fact {
    let roadmap = RoadmapId::from_title("Über Kubernetes").expect("a slug");
    Fact::Arranged(Box::new(Arranged {
        roadmap,
        arrangement,
    }))
}

fn facts() -> Vec<Fact> {
    let section = SectionId::from_bits(0xfeed);
    let answered = |text: &str| {
        Fact::Answered(Box::new(Answered {
            card: CARD,
            text: text.to_owned(),
        }))
    };
    let tagged = |change| {
        let tag = "exam::über".parse().expect("a tag");
        Fact::Tagged(Box::new(Tagged {
            card: CARD,
            tag,
            change,
        }))
    };
    let mut facts = vec![
        Fact::Buried(CARD),
        answered("`kubectl` asks \u{1f9ed}\n\n- first"),
        answered(""),
        tagged(Change::Added),
        tagged(Change::Removed),
        Fact::Placed(Placed {
            card: CARD,
            baseline: Baseline::New,
        }),
        Fact::Placed(Placed {
            card: CARD,
            baseline: Baseline::Review {
                memory: Repetition {
                    successes: 4,
                    ease: EaseFactor::FLOOR,
                    interval: Days::new(u32::MAX),
                },
                due: StudyDay::from_unix_day(-7),
                lapses: 3,
                remembered: None,
            },
        }),
        arranged(Arrangement::Place(u16::MAX)),
        arranged(Arrangement::NewPerDay(Some(CardsPerDay(5)))),
        arranged(Arrangement::NewPerDay(None)),
        arranged(Arrangement::ReviewsPerDay(Some(CardsPerDay(0)))),
        arranged(Arrangement::ReviewsPerDay(None)),
        arranged(Arrangement::Deadline(Some(StudyDay::from_unix_day(20_526)))),
        arranged(Arrangement::Deadline(None)),
        arranged(Arrangement::Opened(section)),
    ];
    let enrolments = [
        Enrolment::Active,
        Enrolment::Paused,
        Enrolment::Archived,
        Enrolment::Removed,
    ];
    facts.extend(enrolments.map(|enrolment| arranged(Arrangement::Enrolment(enrolment))));
    facts.extend(Flag::ALL.map(|flag| Fact::Flagged(Flagged { card: CARD, flag })));
    for step in PracticeStep::ALL {
        for change in [Change::Added, Change::Removed] {
            facts.push(Fact::Practised(Practised {
                section,
                step,
                change,
            }));
        }
    }
    facts
}

fn events() -> Vec<Event> {
    let events = (0_u32..).zip(facts()).map(|(sequence, fact)| Event {
        id: EventId {
            replica: ReplicaId::from_bits(0xfeed),
            sequence,
        },
        moment: moment(),
        fact,
    });
    events.collect()
}

fn moment() -> Moment {
    Moment {
        instant: Instant::from_unix_ms(1_795_171_000_000),
        offset: UtcOffset::from_minutes_east(60),
    }
}

/// The segment and the backup as they were written first, which later versions must read.
#[test]
fn files_with_what_the_learner_says_load_for_ever() {
    let golden = include_str!("golden/v1-annotated.jsonl").trim_end();
    let text: String = serde_json::from_str(golden).expect("a JSON string");
    assert_eq!(segment::decode(&text), Ok(events()));

    let store = MemoryStore::like_a_browser();
    let mut writer = Writer::new(ReplicaId::from_bits(0xfeed));
    let written = writer.append(&store, moment(), facts());
    assert_eq!(written, Ok(events()));
    let keys = store.keys(SEGMENTS).expect("memory is never blocked");
    assert_eq!(store.get(&keys[0]), Ok(Some(text)));

    let golden = include_str!("golden/v2-annotated-backup.json").trim_end();
    let backup = Backup::from_json(golden).expect("a backup");
    assert_eq!(backup.events, events());
    let again = backup.to_json().and_then(|json| Backup::from_json(&json));
    assert_eq!(again, Ok(backup));
}
